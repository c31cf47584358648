"""Dominance: states to which another feasible state is better for every party.

1. Take the states by falling sum of ranks; whoever dominates a state has a larger sum.
2. Keep a front of states that no state is at least as good as for all.
3. A state is dominated when some state of the front is better for every party: whatever
   dominates it strictly is itself matched or surpassed everywhere by a member of the front.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.heavy import kernel
from goodoffices.moves.base import Ints

FRONT = 5_000
"""With a larger front every state asked about is compared with the others instead."""


def dominated(rank: Ints, asked: NDArray[np.intp]) -> NDArray[np.bool_]:
    """bool, shape (len(asked),): whether another state has a higher rank for every party.

    ``rank``: int32, shape (n_parties, n_states). Without parties nothing is dominated.
    """
    if len(rank) == 0 or len(asked) == 0:
        return np.zeros(len(asked), dtype=np.bool_)
    sums = rank.sum(axis=0, dtype=np.int64)
    by_sum = np.argsort(-sums, kind="stable").astype(np.int32)
    by_state = np.ascontiguousarray(rank.T)
    every, complete = _by_front(by_state, by_sum, FRONT)
    if complete:
        return np.asarray(every[asked])
    return _one_by_one(by_state, by_sum, sums, asked)


@kernel
def _by_front(rank: Ints, by_sum: Ints, most: int) -> tuple[NDArray[np.bool_], bool]:
    """Steps 1 to 3 for all states; gives up where the front grows beyond ``most``."""
    n, n_parties = rank.shape
    result = np.zeros(n, dtype=np.bool_)
    front = np.empty(most, dtype=np.int32)
    size = 0
    for s in by_sum:
        matched = False
        for k in range(size):
            other = front[k]
            at_least = True
            better = True
            for i in range(n_parties):
                if rank[other, i] <= rank[s, i]:
                    better = False
                    if rank[other, i] < rank[s, i]:
                        at_least = False
                        break
            matched |= at_least
            if better:
                result[s] = True
                break
        if not matched:
            if size == most:
                return result, False
            front[size] = s
            size += 1
    return result, True


@kernel
def _one_by_one(
    rank: Ints, by_sum: Ints, sums: NDArray[np.int64], asked: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Each state asked about against all with a larger sum, until one dominates it."""
    n_parties = rank.shape[1]
    result = np.zeros(len(asked), dtype=np.bool_)
    for at in range(len(asked)):
        s = asked[at]
        for other in by_sum:
            if sums[other] < sums[s] + n_parties:
                break
            better = True
            for i in range(n_parties):
                if rank[other, i] <= rank[s, i]:
                    better = False
                    break
            if better:
                result[at] = True
                break
    return result
