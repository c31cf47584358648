"""Breadth first over lists of single moves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.heavy import kernel
from goodoffices.moves.base import Arcs, Ints
from goodoffices.stability.concept import Pairs


@kernel
def shortest(start: int, first: NDArray[np.int64], target: Ints) -> tuple[Ints, Ints, Ints]:
    """(before, by, steps): the state one step back on a shortest path, who makes that step, and
    how many steps it takes; −1 where no path leads, ``before`` of the start is itself.

    ``first``: int64, (n_parties, n_states + 1), ``target``: int32, as in ``Arcs.joined``.
    """
    n_parties, n = first.shape[0], first.shape[1] - 1
    before = np.full(n, -1, dtype=np.int32)
    by = np.full(n, -1, dtype=np.int32)
    steps = np.full(n, -1, dtype=np.int32)
    queue = np.empty(n, dtype=np.int32)
    before[start] = start
    steps[start] = 0
    queue[0] = start
    head, tail = 0, 1
    while head < tail:
        s = queue[head]
        head += 1
        for j in range(n_parties):
            for place in range(first[j, s], first[j, s + 1]):
                t = target[place]
                if before[t] < 0:
                    before[t] = s
                    by[t] = j
                    steps[t] = steps[s] + 1
                    queue[tail] = t
                    tail += 1
    return before, by, steps


def arcs_of_pairs(pairs: list[Pairs], n_states: int) -> Arcs:
    """Lists of single moves from sources (increasing) and targets of each party."""
    starts = []
    for source, _ in pairs:
        counts = np.bincount(source, minlength=n_states)
        starts.append(np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))
    return Arcs(tuple(starts), tuple(target for _, target in pairs))
