"""Passes over lists of single moves, with legal sequences walked on (state, last mover).

The arrays of all parties are joined: the moves of party i from state s are
``target[start[i, s]:start[i, s + 1]]``. Two moves of one party in a row need not be one here.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.heavy import kernel

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


@kernel
def reversed_moves(start: Longs, target: Ints) -> tuple[Longs, Ints]:
    """The same moves by where they lead: sources of party i into state s, in the same form."""
    n_parties, n = start.shape[0], start.shape[1] - 1
    back = np.zeros((n_parties, n + 1), dtype=np.int64)
    base = np.int64(0)
    for i in range(n_parties):
        for place in range(start[i, 0], start[i, n]):
            back[i, target[place] + 1] += 1
        back[i, 0] = base
        for s in range(n):
            back[i, s + 1] += back[i, s]
        base = back[i, n]
    source = np.empty(len(target), dtype=np.int32)
    fill = back.copy()
    for i in range(n_parties):
        for s in range(n):
            for place in range(start[i, s], start[i, s + 1]):
                t = target[place]
                source[fill[i, t]] = s
                fill[i, t] += 1
    return back, source


@kernel
def least_reachable(
    party: int, cost: Ints, credible: bool, rank: Ints, back: Longs, source: Ints
) -> Ints:
    """w(t) as in ``Moves.least``, over nodes (state, party that moves first from there).

    1. Take end states u in increasing order of cost.
    2. Whoever can step to u by j gets that cost for (v, j), unless it has a lesser one.
    3. From (v, j) go on backwards: whoever steps to v by another party k gets it for (y, k).
    4. w(t) is the least of t's own cost and of (t, j) over the opponents j.
    """
    n_parties, n = rank.shape
    by_cost = np.argsort(cost, kind="mergesort")
    value = np.full((n_parties, n), -1, dtype=np.int32)
    states = np.empty(n_parties * n, dtype=np.int32)
    movers = np.empty(n_parties * n, dtype=np.int32)
    for end in by_cost:
        height = 0
        for j in range(n_parties):
            if j == party:
                continue
            for place in range(back[j, end], back[j, end + 1]):
                v = source[place]
                if value[j, v] < 0 and (not credible or rank[j, end] > rank[j, v]):
                    value[j, v] = cost[end]
                    states[height], movers[height] = v, j
                    height += 1
        while height:
            height -= 1
            here, last = states[height], movers[height]
            for k in range(n_parties):
                if k == party or k == last:  # noqa: SIM109 - a tuple of mixed types does not compile
                    continue
                for place in range(back[k, here], back[k, here + 1]):
                    y = source[place]
                    if value[k, y] < 0 and (not credible or rank[k, here] > rank[k, y]):
                        value[k, y] = cost[end]
                        states[height], movers[height] = y, k
                        height += 1
    least = cost.copy()
    for j in range(n_parties):
        for s in range(n):
            if value[j, s] >= 0 and value[j, s] < least[s]:
                least[s] = value[j, s]
    return least


@kernel
def best_move(
    party: int, value: Ints, rank: Ints, start: Longs, target: Ints, better_only: bool
) -> Ints:
    """As in ``Moves.best``."""
    n = rank.shape[1]
    best = np.full(n, -1, dtype=np.int32)
    for s in range(n):
        if not better_only:
            best[s] = value[s]
        for place in range(start[party, s], start[party, s + 1]):
            t = target[place]
            if not better_only or rank[party, t] > rank[party, s]:
                best[s] = max(best[s], value[t])
    return best


@kernel
def improving_paths(starts: Ints, rank: Ints, start: Longs, target: Ints) -> tuple[Ints, Ints]:
    """As in ``Moves.improving_paths``."""
    n_parties, n = rank.shape
    before = np.full(n, -1, dtype=np.int32)
    by = np.full(n, -1, dtype=np.int32)
    queue = np.empty(n, dtype=np.int32)
    tail = 0
    for s in starts:
        before[s] = s
        queue[tail] = s
        tail += 1
    head = 0
    while head < tail:
        s = queue[head]
        head += 1
        for j in range(n_parties):
            for place in range(start[j, s], start[j, s + 1]):
                x = target[place]
                if before[x] < 0 and rank[j, x] > rank[j, s]:
                    before[x] = s
                    by[x] = j
                    queue[tail] = x
                    tail += 1
    return before, by


@kernel
def best_target(party: int, value: Ints, start: Longs, target: Ints) -> Ints:
    """As in ``Moves.best_target``; targets are increasing, so the first of equals is the lowest."""
    n = len(value)
    best = np.full(n, -1, dtype=np.int32)
    for s in range(n):
        for place in range(start[party, s], start[party, s + 1]):
            t = target[place]
            if best[s] < 0 or value[t] > value[best[s]]:
                best[s] = t
    return best
