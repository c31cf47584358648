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


def dominated(rank: Ints) -> NDArray[np.bool_]:
    """bool, shape (n_states,): whether another state has a higher rank for every party.

    ``rank``: int32, shape (n_parties, n_states). Without parties nothing is dominated.
    """
    if len(rank) == 0:
        return np.zeros(rank.shape[1], dtype=np.bool_)
    by_sum = np.argsort(-rank.sum(axis=0, dtype=np.int64), kind="stable").astype(np.int32)
    return _dominated(np.ascontiguousarray(rank.T), by_sum)


@kernel
def _dominated(rank: Ints, by_sum: Ints) -> NDArray[np.bool_]:
    n, n_parties = rank.shape
    result = np.zeros(n, dtype=np.bool_)
    front = np.empty(n, dtype=np.int32)
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
            front[size] = s
            size += 1
    return result
