"""Partial orders, once the states are known: what they leave out, and contradictions."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.errors import Problem
from goodoffices.model.preference import PartialOrder
from goodoffices.modes import partial
from goodoffices.states import StateSpace


def chain_mistakes(space: StateSpace, order: PartialOrder) -> Iterator[Problem]:
    """States that stand in no chain, and chains that put a state above itself."""
    left = partial.missing(space, order)
    if len(left):
        found = partial.told_missing(space, left)
        yield Problem(order.place, found, "every feasible state", partial.REMEDY)
    try:
        partial.closed(space, order)
    except partial.Contradiction as wrong:
        found = partial.told_ring(space, wrong.ring)
        yield Problem(order.place, found, "chains that fit each other", partial.MEND)
