"""The five standard concepts and the behaviour profile for many variants at once, lane by lane.

A *lane* is one variant; ``LANES`` of them lie side by side in the last axis of every array, so that
each step is one vector instruction over all of them. What differs between lanes is ranks alone:
states, single moves and their order are the same, so no lane branches. As a price a lane goes
through the rounds that its slowest neighbour needs; they change nothing there.

Single moves of party i from state s are ``target[start[i, s]:start[i, s + 1]]``. For each party i,
with the definitions of ``stability.sanctions``:

1. c(u) for answers that may not and that may be answered: P_i(u), and the best within one more
   move of i's own.
2. w(t), the least c over what the opponents can bring about from t, twice: by any moves (least over
   the connected part where every move can be undone, which is the same for all lanes; otherwise in
   rounds like the next), and by improvements, in rounds over the opponents until a round changes
   nothing in any lane. Within a fibre one pass is enough, for two moves of one party are one.
3. s is stable where no improvement t has w(t) > P_i(s).

Where moves are not transitive (graph form, forbidden transitions, states that count as one) no
party may move twice in a row: w is kept apart for each party that moves first (``turns``). Ranks
may be any int16 that order the states.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.heavy import compiled, inner

LANES = 32
"""Variants side by side: two vector registers of int16 on common machines."""

NASH, GMR, SMR, SEQ, SSEQ, PROFILE = 1, 2, 4, 8, 16, 32
"""Bits of the result: the standard concepts in their order, then the profile."""

ALL = 63
STANDARD = 31

WIDEST, NARROW = 2**62, 2**15 - 1
"""Keys are int64 while levels are gone through and int16 afterwards."""

Shorts = NDArray[np.int16]
"""A number for each state and lane: (n_states, LANES)."""
Longs = NDArray[np.int64]
Ints = NDArray[np.int32]
Bytes = NDArray[np.uint8]


@inner
def best_within(rank: Shorts, cost: Shorts, start: Longs, target: Ints) -> None:
    """Step 1: ``cost`` becomes the best rank within one move or none."""
    for s in range(rank.shape[0]):
        for k in range(LANES):
            cost[s, k] = rank[s, k]
        for t in target[start[s] : start[s + 1]]:
            for k in range(LANES):
                cost[s, k] = max(cost[s, k], rank[t, k])


@inner
def least_in_parts(
    cost: Shorts, escape: Shorts, part: Ints, low: Shorts, low_escape: Shorts, parts: int
) -> None:
    """Step 2 by any moves that can be undone: both columns become the least of their part."""
    low[:parts] = NARROW
    low_escape[:parts] = NARROW
    for s in range(cost.shape[0]):
        p = part[s]
        for k in range(LANES):
            low[p, k] = min(low[p, k], cost[s, k])
            low_escape[p, k] = min(low_escape[p, k], escape[s, k])
    for s in range(cost.shape[0]):
        p = part[s]
        for k in range(LANES):
            cost[s, k] = low[p, k]
            escape[s, k] = low_escape[p, k]


@inner
def any_move(cost: Shorts, escape: Shorts, start: Longs, target: Ints) -> bool:
    """One pass of one opponent by any moves over both columns; whether something changed.

    The columns of s are kept apart while its moves are gone through: a third quicker than to write
    each time where the next move may read.
    """
    changed = np.int16(0)
    low, other = np.empty(LANES, np.int16), np.empty(LANES, np.int16)
    for s in range(cost.shape[0]):
        for k in range(LANES):
            low[k] = cost[s, k]
            other[k] = escape[s, k]
        for t in target[start[s] : start[s + 1]]:
            for k in range(LANES):
                low[k] = min(low[k], cost[t, k])
                other[k] = min(other[k], escape[t, k])
        for k in range(LANES):
            changed |= (low[k] ^ cost[s, k]) | (other[k] ^ escape[s, k])
            cost[s, k] = low[k]
            escape[s, k] = other[k]
    return bool(changed != 0)


@inner
def improvement(rank: Shorts, cost: Shorts, escape: Shorts, start: Longs, target: Ints) -> bool:
    """One pass of one opponent by its improvements, otherwise as ``any_move``."""
    changed = np.int16(0)
    low, other = np.empty(LANES, np.int16), np.empty(LANES, np.int16)
    for s in range(cost.shape[0]):
        for k in range(LANES):
            low[k] = cost[s, k]
            other[k] = escape[s, k]
        for t in target[start[s] : start[s + 1]]:
            for k in range(LANES):
                better = rank[t, k] > rank[s, k]
                low[k] = min(low[k], cost[t, k]) if better else low[k]
                other[k] = min(other[k], escape[t, k]) if better else other[k]
        for k in range(LANES):
            changed |= (low[k] ^ cost[s, k]) | (other[k] ^ escape[s, k])
            cost[s, k] = low[k]
            escape[s, k] = other[k]
    return bool(changed != 0)


@inner
def turn(
    rank: Shorts, value: Shorts, then: Shorts, start: Longs, target: Ints, credible: bool
) -> bool:
    """One party moves first: ``value`` becomes the least of ``then`` over its moves, or over its
    improvements; whether something changed."""
    changed = np.int16(0)
    for s in range(value.shape[0]):
        for t in target[start[s] : start[s + 1]]:
            for k in range(LANES):
                goes = rank[t, k] > rank[s, k] or not credible
                low = min(value[s, k], then[t, k]) if goes else value[s, k]
                changed |= low ^ value[s, k]
                value[s, k] = low
    return bool(changed != 0)


@inner
def turns(
    rank: Shorts, i: int, cost: Shorts, credible: bool, start: Longs, target: Ints,
    value: Shorts, then: Shorts,
) -> None:  # fmt: skip
    """Step 2 where no party may move twice in a row: ``cost`` becomes w for party i.

    ``value[j]``: the least c that i's opponents can bring about if j moves first, (n_parties, n,
    LANES), all parties j other than i; ``then``, (n, LANES): the least of staying and of what
    follows when others than j move next.
    """
    n_parties, n, _ = rank.shape
    value[:] = NARROW
    quiet, j = 0, 0
    while quiet < n_parties:
        changed = False
        if j != i and start[j, 0] < start[j, n]:
            then[:] = cost
            for other in range(n_parties):
                if other != i and other != j:
                    for s in range(n):
                        for k in range(LANES):
                            then[s, k] = min(then[s, k], value[other, s, k])
            changed = turn(rank[j], value[j], then, start[j], target, credible)
        quiet = 1 if changed else quiet + 1
        j = (j + 1) % n_parties
    for other in range(n_parties):
        if other != i:
            for s in range(n):
                for k in range(LANES):
                    cost[s, k] = min(cost[s, k], value[other, s, k])


@inner
def judge(
    rank: Shorts, cost: Shorts, escape: Shorts, start: Longs, target: Ints,
    out: Bytes, moved: int, bit: int, bit_escape: int,
) -> None:  # fmt: skip
    """Step 3: takes ``moved`` out of ``out`` where there is an improvement t, ``bit`` where some t
    has ``cost`` above the rank here, ``bit_escape`` where some t has ``escape`` above it."""
    every = np.uint8(255)
    no_move, no, no_escape = (
        np.uint8(every - moved),
        np.uint8(every - bit),
        np.uint8(every - bit_escape),
    )
    for s in range(rank.shape[0]):
        for t in target[start[s] : start[s + 1]]:
            for k in range(LANES):
                here = rank[s, k]
                better = rank[t, k] > here
                keep = no_move if better else every
                keep &= no if better and cost[t, k] > here else every
                keep &= no_escape if better and escape[t, k] > here else every
                out[s, k] &= keep


@inner
def verdicts(
    rank: Shorts, behaviour: Bytes, start: Longs, target: Ints, part: Ints, parts: Longs,
    transitive: bool,
) -> Bytes:  # fmt: skip
    """Equilibria of one bundle of lanes: uint8, (n_states, LANES), a bit for each kind.

    ``rank``: int16, (n_parties, n_states, LANES). ``behaviour``: uint8, (n_parties, LANES), the bit
    of each party's own concept. ``part``: int32, (n_parties, n_states), the part connected by moves
    of i's opponents, of which there are ``parts[i]``; 0 where some move cannot be undone.
    ``transitive``: whether two moves of a party in a row are one.
    """
    n_parties, n, _ = rank.shape
    out = np.full((n, LANES), ALL, dtype=np.uint8)
    own = np.empty((n, LANES), dtype=np.uint8)
    cost, escape, best = np.empty_like(rank[0]), np.empty_like(rank[0]), np.empty_like(rank[0])
    low, low_escape = np.empty_like(rank[0]), np.empty_like(rank[0])
    value = np.empty_like(rank[: 0 if transitive else n_parties])
    for i in range(n_parties):
        if start[i, 0] == start[i, n]:
            continue
        mine = rank[i]
        best_within(mine, best, start[i], target)
        own[:] = STANDARD
        for credible in range(2):
            cost[:] = mine
            escape[:] = best
            if not transitive:
                by_gain = credible == 1
                turns(rank, i, cost, by_gain, start, target, value, low)
                turns(rank, i, escape, by_gain, start, target, value, low)
            elif credible == 0 and parts[i] > 0:
                least_in_parts(cost, escape, part[i], low, low_escape, parts[i])
            else:
                quiet, j = 0, 0
                while quiet < n_parties:
                    changed = False
                    if j != i and start[j, 0] < start[j, n]:
                        if credible:
                            changed = improvement(rank[j], cost, escape, start[j], target)
                        else:
                            changed = any_move(cost, escape, start[j], target)
                    quiet = 1 if changed else quiet + 1
                    j = (j + 1) % n_parties
            if credible:
                judge(mine, cost, escape, start[i], target, own, 0, SEQ, SSEQ)
            else:
                judge(mine, cost, escape, start[i], target, own, NASH, GMR, SMR)
        for s in range(n):
            for k in range(LANES):
                held = own[s, k]
                chosen = PROFILE if held & behaviour[i, k] else 0
                out[s, k] &= held | chosen
    return out


@inner
def rank_of(
    order: NDArray[np.int16], score: Ints, most: Ints, rank: Shorts, lane: int, key: Longs
) -> None:  # fmt: skip
    """Ranks of one party in one lane: the states compared level by level, most important first.

    ``order``: the rows of ``score`` that are its levels, −1 for none. ``score``: int32, (n_levels,
    n_states), from 0 to ``most``. ``key``: int64, (n_states,), to work in. Keys that grow beyond
    int16 are made dense: their places among the values that occur.
    """
    top = np.int64(0)
    key[:] = 0
    for level in order:
        if level < 0:
            continue
        base = np.int64(most[level]) + 1
        if top > WIDEST // base - 1:
            top = dense(key)
        for s in range(len(key)):
            key[s] = key[s] * base + score[level, s]
        top = top * base + most[level]
    if top > NARROW:
        dense(key)
    for s in range(len(key)):
        rank[s, lane] = key[s]


@inner
def dense(key: Longs) -> np.int64:
    """Keys become their places among the values that occur, from 0; the greatest is returned."""
    order = np.argsort(key)
    place, before = np.int64(0), key[order[0]]
    for at in order:
        if key[at] != before:
            place += 1
            before = key[at]
        key[at] = place
    return place


@compiled
def judged(
    orders: NDArray[np.int16], score: Ints, most: Ints, behaviour: Bytes,
    start: Longs, target: Ints, part: Ints, parts: Longs, transitive: bool,
) -> Bytes:  # fmt: skip
    """Equilibria of many variants: uint8, (n_variants, n_states), a bit for each kind.

    ``orders``: int16, (n_variants, n_parties, longest list), rows of ``score`` (see ``rank_of``);
    ``behaviour``: uint8, (n_variants, n_parties); the rest as in ``verdicts``. The last bundle is
    filled up with the last variant.
    """
    n_variants, n_parties, _ = orders.shape
    n = score.shape[1]
    found = np.empty((n_variants, n), dtype=np.uint8)
    rank = np.empty((n_parties, n, LANES), dtype=np.int16)
    own = np.empty((n_parties, LANES), dtype=np.uint8)
    key = np.empty(n, dtype=np.int64)
    for first in range(0, n_variants, LANES):
        for k in range(LANES):
            v = min(first + k, n_variants - 1)
            for i in range(n_parties):
                rank_of(orders[v, i], score, most, rank[i], k, key)
                own[i, k] = behaviour[v, i]
        out = verdicts(rank, own, start, target, part, parts, transitive)
        for k in range(min(LANES, n_variants - first)):
            for s in range(n):
                found[first + k, s] = out[s, k]
    return found
