"""The table of concepts: a new one is one file and one row."""

from __future__ import annotations

from goodoffices.errors import RequestError, nearest, one_of
from goodoffices.stability.concept import Concept
from goodoffices.stability.limited import NONMYOPIC, limited
from goodoffices.stability.nash import NASH
from goodoffices.stability.sanctions import GMR, SEQ, SMR, SSEQ
from goodoffices.stability.simultaneous import SIM

CONCEPTS: dict[str, Concept] = {c.name: c for c in (NASH, GMR, SMR, SEQ, SSEQ, SIM, NONMYOPIC)}
"""Concepts with a name of their own; ``concept`` also gives the family l1, l2, …"""

STANDARD = ("nash", "gmr", "smr", "seq", "sseq")
"""The five that are shown unless others are asked for."""


def concept(name: str) -> Concept:
    """The concept of this name. Raises ``RequestError`` with the nearest valid name."""
    found = CONCEPTS.get(name.lower()) or limited(name.lower())
    if found is None:
        hint = nearest(name.lower(), CONCEPTS)
        expected = f"expected one of {one_of(CONCEPTS)}, l1, l2, …"
        raise RequestError(f'there is no concept "{name}"; {expected}; {hint}'.rstrip("; "))
    return found
