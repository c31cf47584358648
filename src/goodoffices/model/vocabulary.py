"""Words that a situation file may use for how far a party looks ahead.

The definitions are in ``stability``; the names stand here because a reader must know them, and
it may not import a room below it. ``stability.CONCEPTS`` has one row for each, as a test checks.
"""

from __future__ import annotations

CONCEPT_NAMES = ("nash", "gmr", "smr", "seq", "sseq")
