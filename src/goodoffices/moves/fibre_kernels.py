"""The linear passes over fibres. Arrays as in ``fibres.Layout``."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.heavy import kernel

Ints = NDArray[np.int32]


@kernel
def least_reachable(
    party: int,
    cost: Ints,
    credible: bool,
    rank: Ints,
    order: Ints,
    part: Ints,
    first: Ints,
    end: Ints,
    below_start: Ints,
    below: Ints,
) -> Ints:
    """w(t): the least cost over t and all states that the opponents reach from t.

    ``cost``: int32 ≥ 0, shape (n_states,), how bad it is for ``party`` to be brought to a state.
    ``credible``: only improvements of the opponents count, not all their moves.

    1. Take the states in increasing order of cost (a counting sort: ranks are small integers).
    2. A state not yet reached gets its own cost; go back from it along the opponents' moves.
    3. Who can move to v: in each part that lies below v's part all states, or those that the
       mover ranks below v, a prefix because parts are sorted by rank. One pointer a part only
       moves forward, so the whole pass is linear in states × parties × parts below.
    """
    n_parties, n = rank.shape
    counts = np.zeros(cost.max() + 2, dtype=np.int64)
    for s in range(n):
        counts[cost[s] + 1] += 1
    counts = np.cumsum(counts)
    by_cost = np.empty(n, dtype=np.int32)
    for s in range(n):
        by_cost[counts[cost[s]]] = s
        counts[cost[s]] += 1
    pointer = first.copy()
    least = np.full(n, -1, dtype=np.int32)
    stack = np.empty(n, dtype=np.int32)
    for index in range(n):
        start = by_cost[index]
        if least[start] >= 0:
            continue
        value = cost[start]
        least[start] = value
        stack[0] = start
        height = 1
        while height:
            height -= 1
            v = stack[height]
            for j in range(n_parties):
                if j == party:
                    continue
                mine = part[j, v]
                bar = rank[j, v]
                for k in range(below_start[mine], below_start[mine + 1]):
                    source = below[k]
                    at = pointer[source]
                    while at < end[source]:
                        x = order[j, at]
                        if credible and rank[j, x] >= bar:
                            break
                        at += 1
                        if least[x] < 0:
                            least[x] = value
                            stack[height] = x
                            height += 1
                    pointer[source] = at
    return least


@kernel
def best_move(
    party: int,
    value: Ints,
    rank: Ints,
    order: Ints,
    part: Ints,
    first: Ints,
    end: Ints,
    above_start: Ints,
    above: Ints,
    better_only: bool,
) -> Ints:
    """The greatest ``value`` over the party's moves from each state; int32, shape (n_states,).

    With ``better_only`` over its improvements, and −1 where there is none; otherwise over the
    state itself and all its moves. For every pair of parts, from → to: both are sorted by rank,
    so one pointer moves down the target while the source is walked from its best state.
    """
    n = rank.shape[1]
    best = np.full(n, -1, dtype=np.int32)
    low, high = part[party].min(), part[party].max()
    for source in range(low, high + 1):
        for k in range(above_start[source], above_start[source + 1]):
            target = above[k]
            at = end[target]
            top = np.int32(-1)
            if not better_only:
                while at > first[target]:
                    at -= 1
                    top = max(top, value[order[party, at]])
            for here in range(end[source] - 1, first[source] - 1, -1):
                s = order[party, here]
                bar = rank[party, s]
                while at > first[target] and rank[party, order[party, at - 1]] > bar:
                    at -= 1
                    top = max(top, value[order[party, at]])
                best[s] = max(best[s], top)
    return best


@kernel
def improving_paths(
    starts: Ints,
    rank: Ints,
    order: Ints,
    part: Ints,
    first: Ints,
    end: Ints,
    above_start: Ints,
    above: Ints,
) -> tuple[Ints, Ints]:
    """Breadth first along improvements of any party: (before, by), int32, shape (n_states,).

    ``before`` is the state one step back on a shortest path (itself for a start, −1 where no
    path leads), ``by`` the mover of that step. The better states of a part are a suffix, so one
    pointer a part moves down, and the search is linear.
    """
    n_parties, n = rank.shape
    before = np.full(n, -1, dtype=np.int32)
    by = np.full(n, -1, dtype=np.int32)
    queue = np.empty(n, dtype=np.int32)
    pointer = end.copy()
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
            mine = part[j, s]
            bar = rank[j, s]
            for k in range(above_start[mine], above_start[mine + 1]):
                target = above[k]
                at = pointer[target]
                while at > first[target] and rank[j, order[j, at - 1]] > bar:
                    at -= 1
                    x = order[j, at]
                    if before[x] < 0:
                        before[x] = s
                        by[x] = j
                        queue[tail] = x
                        tail += 1
                pointer[target] = at
    return before, by


@kernel
def neighbours(
    fibre: NDArray[np.int64], pattern: NDArray[np.uint64], below: bool
) -> tuple[Ints, Ints]:
    """For every part the parts of its fibre with an included (below) or including pattern."""
    n = len(fibre)
    start = np.zeros(n + 1, dtype=np.int32)
    for fill in range(2):
        found = np.empty(start[n] if fill else 0, dtype=np.int32)
        at = 0
        low = 0
        while low < n:
            high = low
            while high < n and fibre[high] == fibre[low]:
                high += 1
            for one in range(low, high):
                for other in range(low, high):
                    inner, outer = (other, one) if below else (one, other)
                    if pattern[inner] & ~pattern[outer] == 0:
                        if fill:
                            found[at] = other
                        at += 1
                start[one + 1] = at
            low = high
    return start, found


@kernel
def list_moves(
    party: int, order: Ints, part: Ints, first: Ints, end: Ints, above_start: Ints, above: Ints
) -> tuple[NDArray[np.int64], Ints]:
    """Every single move of one party: (start, target) as in ``base.Arcs``."""
    n = part.shape[1]
    start = np.zeros(n + 1, dtype=np.int64)
    for s in range(n):
        mine = part[party, s]
        count = -1  # the state itself is no move
        for k in range(above_start[mine], above_start[mine + 1]):
            count += end[above[k]] - first[above[k]]
        start[s + 1] = start[s] + count
    target = np.empty(start[n], dtype=np.int32)
    for s in range(n):
        mine = part[party, s]
        at = start[s]
        for k in range(above_start[mine], above_start[mine + 1]):
            for place in range(first[above[k]], end[above[k]]):
                if order[party, place] != s:
                    target[at] = order[party, place]
                    at += 1
        target[start[s] : at] = np.sort(target[start[s] : at])
    return start, target


@kernel
def best_target(
    party: int,
    value: Ints,
    order: Ints,
    part: Ints,
    first: Ints,
    end: Ints,
    above_start: Ints,
    above: Ints,
) -> Ints:
    """As in ``Moves.best_target``: the two best states of every part, so that a state that is
    the best of its own part has the second to go to."""
    n = part.shape[1]
    low, high = part[party].min(), part[party].max()
    top = np.full((high - low + 1, 2), -1, dtype=np.int32)
    for one in range(low, high + 1):
        for place in range(first[one], end[one]):
            t = order[party, place]
            for rank in range(2):
                known = top[one - low, rank]
                if known < 0 or value[t] > value[known] or (value[t] == value[known] and t < known):
                    if rank == 0:
                        top[one - low, 1] = known
                    top[one - low, rank] = t
                    break
    best = np.full(n, -1, dtype=np.int32)
    for s in range(n):
        mine = part[party, s]
        for k in range(above_start[mine], above_start[mine + 1]):
            t = top[above[k] - low, 0]
            if t == s:
                t = top[above[k] - low, 1]
            known = best[s]
            if t >= 0 and (
                known < 0 or value[t] > value[known] or (value[t] == value[known] and t < known)
            ):
                best[s] = t
    return best
