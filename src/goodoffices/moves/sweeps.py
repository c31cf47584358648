"""The quick way to what opponents can do: a few sweeps of running minima, then the linear pass.

On ordinary models a handful of sweeps settles everything, and a sweep reads a party's order from
end to end. A staircase of alternating improvements would need about √states sweeps: after a few
of them the pass of ``fibre_kernels.least_reachable`` takes over from where they are, so the whole
stays linear. Parties with one-way options have parts that are not alone; for them the pass alone.

Costs and results come in pairs, (n_states, 2): without and with an answer of the party itself.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.heavy import kernel

Ints = NDArray[np.int32]
Bytes = NDArray[np.uint8]

MOST_SWEEPS = 6


@kernel
def sweep_improvements(worst: Ints, order: Ints, flags: Bytes) -> bool:
    """One party's improvements: every state takes the least of the states it would improve to.

    ``worst``: int32, (n_states, 2), changed in place. Whether anything changed.
    """
    changed = False
    far = np.int32(2147483647)
    above0, above1, here0, here1 = far, far, far, far
    for at in range(len(order) - 1, -1, -1):
        x = order[at]
        w0, w1 = worst[x, 0], worst[x, 1]
        if above0 < w0:
            w0 = above0
            worst[x, 0] = w0
            changed = True
        if above1 < w1:
            w1 = above1
            worst[x, 1] = w1
            changed = True
        here0 = min(here0, w0)
        here1 = min(here1, w1)
        flag = flags[at]
        if flag & 2:
            above0, above1, here0, here1 = far, far, far, far
        elif flag & 1:
            above0 = min(above0, here0)
            above1 = min(above1, here1)
    return changed


@kernel
def sweep_moves(worst: Ints, order: Ints, flags: Bytes) -> bool:
    """One party's moves: every state takes the least of its fibre. As ``sweep_improvements``."""
    changed = False
    far = np.int32(2147483647)
    least0, least1 = far, far
    end = len(order)
    for at in range(len(order) - 1, -1, -1):
        x = order[at]
        least0 = min(least0, worst[x, 0])
        least1 = min(least1, worst[x, 1])
        if flags[at] & 2:
            for k in range(at, end):
                y = order[k]
                if worst[y, 0] > least0:
                    worst[y, 0] = least0
                    changed = True
                if worst[y, 1] > least1:
                    worst[y, 1] = least1
                    changed = True
            end = at
            least0, least1 = far, far
    return changed


@kernel
def price(rank: Ints, order: Ints, flags: Bytes) -> Ints:
    """c(u) for a party without one-way options: (rank, best rank of the fibre), (n_states, 2)."""
    n = len(order)
    cost = np.empty((n, 2), dtype=np.int32)
    top = np.int32(0)
    fresh = True
    for at in range(n - 1, -1, -1):
        s = order[at]
        if fresh:
            top = rank[s]
        cost[s, 0] = rank[s]
        cost[s, 1] = top
        fresh = (flags[at] & 2) != 0
    return cost


@kernel
def deterred(
    worst: Ints, rank: Ints, order: Ints, flags: Bytes
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where no improvement has a w above the state's rank; a party without one-way options."""
    n = len(order)
    first = np.empty(n, dtype=np.bool_)
    second = np.empty(n, dtype=np.bool_)
    none = np.int32(-1)
    above0, above1, here0, here1 = none, none, none, none
    for at in range(n - 1, -1, -1):
        s = order[at]
        first[s] = above0 <= rank[s]
        second[s] = above1 <= rank[s]
        here0 = max(here0, worst[s, 0])
        here1 = max(here1, worst[s, 1])
        flag = flags[at]
        if flag & 2:
            above0, above1, here0, here1 = none, none, none, none
        elif flag & 1:
            above0 = max(above0, here0)
            above1 = max(above1, here1)
            here0, here1 = none, none
    return first, second


@kernel
def nothing_better(rank: Ints, order: Ints, flags: Bytes) -> NDArray[np.bool_]:
    """Where a state has the best rank of its fibre; a party without one-way options."""
    n = len(order)
    best = np.empty(n, dtype=np.bool_)
    top = np.int32(0)
    fresh = True
    for at in range(n - 1, -1, -1):
        s = order[at]
        if fresh:
            top = rank[s]
        best[s] = rank[s] == top
        fresh = (flags[at] & 2) != 0
    return best
