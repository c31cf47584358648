"""A partial order of the states, from chains.

1. States that share a group of a chain are equal, and so are states equal to the same state.
2. A chain puts every state of a group above every state of the groups after it.
3. What is above something above a state is above it too. Two states that neither is above nor
   equal are *unknown*.

A state that comes to stand above itself is a contradiction, and is named. A state that stands in
no chain is an error: leaving one out by mistake must not read as "nothing is known of it".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.columns import Bools
from goodoffices.errors import RequestError, one_of
from goodoffices.groups import places
from goodoffices.memory import refuse_beyond
from goodoffices.model.preference import PartialOrder
from goodoffices.states import StateSpace


@dataclass(frozen=True)
class Chained:
    """``kind``: int64, (n_states,), states that are equal share one; ``above``: bool, (n_kinds,
    n_kinds), whether the row stands above the column."""

    kind: NDArray[np.int64]
    above: Bools


class Contradiction(Exception):
    """Steps of chains in a ring: (above, below), by position. What stands below in one step is the
    same as what stands above in the next, or tied with it."""

    def __init__(self, ring: tuple[tuple[int, int], ...]) -> None:
        super().__init__(ring)
        self.ring = ring


def missing(space: StateSpace, order: PartialOrder) -> NDArray[np.intp]:
    """The states that stand in no chain."""
    left = np.ones(len(space), dtype=np.bool_)
    for chain in order.chains:
        left &= places(space, chain.groups) == len(chain.groups)
    return np.flatnonzero(left)


def chained(space: StateSpace, order: PartialOrder) -> Chained:
    """Steps 1 to 3. Raises ``RequestError`` where a state is left out or stands above itself."""
    left = missing(space, order)
    if len(left):
        raise RequestError(f"{told_missing(space, left)}; {REMEDY}")
    try:
        return closed(space, order)
    except Contradiction as wrong:
        raise RequestError(f"{told_ring(space, wrong.ring)}; {MEND}") from None


REMEDY = "add [ID] as a chain of its own for a state of which nothing is known"
MEND = "take one of these steps out of its chain"


def told_missing(space: StateSpace, left: NDArray[np.intp]) -> str:
    """Which feasible states a partial order leaves out."""
    shown = one_of([shown_state(space, at) for at in left[:10].tolist()], 10)
    return f"a partial order leaves out {len(left)} of the feasible states: {shown}"


def told_ring(space: StateSpace, ring: Sequence[tuple[int, int]]) -> str:
    """The ring of a contradiction, state by state: ``0 above 1, which is tied with 0``."""
    told = shown_state(space, ring[0][0])
    for at, (_, below) in enumerate(ring):
        following = ring[(at + 1) % len(ring)][0]
        told += f" above {shown_state(space, below)}"
        if following != below:
            told += f", which is tied with {shown_state(space, following)}"
            told += "," if at < len(ring) - 1 else ""
    return f"the chains of a partial order contradict each other: {told}"


def shown_state(space: StateSpace, position: int) -> str:
    """A state by its id, in graph form by its key."""
    return space.name(position) if space.situation.graph else str(int(space.ids[position]))


def closed(space: StateSpace, order: PartialOrder) -> Chained:
    """The order of all states, whatever is left out. Raises ``Contradiction``."""
    n = len(space)
    rows = [places(space, chain.groups) for chain in order.chains]
    columns = np.stack([np.arange(n), *rows]) if n else np.zeros((1, 0), dtype=np.int64)
    lead = np.arange(n)
    for row, chain in zip(columns[1:], order.chains, strict=True):
        for group in range(len(chain.groups)):
            same = np.flatnonzero(row == group)
            if len(same) > 1:
                joined = np.unique(lead[same])
                lead[np.isin(lead, joined)] = joined[0]
    first, kind = np.unique(lead, return_inverse=True)
    kind = kind.reshape(-1)
    refuse_beyond(len(first) ** 2, f"a partial order of {len(first):,} states")
    above = np.zeros((len(first), len(first)), dtype=np.bool_)
    written: list[tuple[NDArray[np.intp], NDArray[np.intp]]] = []
    for row, chain in zip(columns[1:], order.chains, strict=True):
        before: NDArray[np.intp] = np.zeros(0, dtype=np.intp)
        for group in range(len(chain.groups)):
            here = np.flatnonzero(row == group)
            if len(here):
                above[np.ix_(kind[before], kind[here])] = True
                written.append((before, here))
                before = here
    steps = above
    above = _through(steps)
    wrong = np.flatnonzero(above.diagonal())
    if len(wrong):
        ring = _ring(steps, int(wrong[0]))
        after = (*ring[1:], ring[0])
        raise Contradiction(
            tuple(_step(written, kind, *one) for one in zip(ring, after, strict=True))
        )
    return Chained(kind.astype(np.int64), above)


def _through(steps: Bools) -> Bools:
    """Step 3: what is above something above is above too (Warshall), on rows of bits."""
    bits = np.packbits(steps, axis=1)
    for through in range(len(steps)):
        below = bits[:, through // 8] & (128 >> through % 8) != 0
        bits[below] |= bits[through]
    return np.unpackbits(bits, axis=1, count=len(steps)).astype(np.bool_)


def _step(
    written: Sequence[tuple[NDArray[np.intp], NDArray[np.intp]]],
    kind: NDArray[np.intp],
    above: int,
    below: int,
) -> tuple[int, int]:
    """Two states that a chain puts one above the other, of these two kinds."""
    for upper, lower in written:
        up, low = upper[kind[upper] == above], lower[kind[lower] == below]
        if len(up) and len(low):
            return int(up[0]), int(low[0])
    raise AssertionError("a step that no chain makes")


def _ring(steps: Bools, start: int) -> list[int]:
    """A shortest way from ``start`` back to itself."""
    before: dict[int, int] = {}
    queue = [start]
    for here in queue:
        for there in np.flatnonzero(steps[here]).tolist():
            if there == start:
                ring = [here]
                while ring[-1] != start:
                    ring.append(before[ring[-1]])
                return ring[::-1]
            if there not in before:
                before[there] = here
                queue.append(there)
    return [start]
