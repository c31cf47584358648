"""Words that a situation file may use for how far a party looks ahead.

The definitions are in ``stability``; the names stand here because a reader must know them, and
it may not import a room below it. ``stability.CONCEPTS`` has one row for each, as a test checks.
"""

from __future__ import annotations

import re

CONCEPT_NAMES = ("nash", "gmr", "smr", "seq", "sseq", "sim", "nonmyopic")
LIMITED = re.compile(r"l[1-9][0-9]{0,5}\Z")


def is_concept(name: str) -> bool:
    """Whether a file may name this concept: one of ``CONCEPT_NAMES``, or l1, l2, …"""
    return name in CONCEPT_NAMES or LIMITED.match(name) is not None


def is_limited(name: str) -> bool:
    """Whether this concept is one of limited moves, defined for two parties."""
    return name == "nonmyopic" or LIMITED.match(name) is not None
