"""Flows: what they want in a step, and what source, pool and room leave of it."""

from __future__ import annotations

import math

from goodoffices.heavy import inner, piece
from goodoffices.outlook.chance import four_normals
from goodoffices.outlook.happening import fill, true
from goodoffices.outlook.parts import (
    ADD,
    EVENT,
    LEAST,
    LESS,
    MOST,
    PUSH,
    STOCK,
    TIMES,
    Bits,
    Ints,
    Numbers,
    State,
    Structure,
)


@piece
def drift(s: Structure, v: Numbers, st: State, k: int, width: int, run: int, step: float) -> None:
    """The levels of capacities go on by one step."""
    root = math.sqrt(step)
    for i in range(len(s.drifting)):
        f = s.drifting[i]
        if (k - 1) % 4 == 0:
            for b in range(width):
                four_normals(s.flow_keys, f, (k - 1) // 4, run + b, st.normals[f], b)
        fall = 0.5 * v.drift[f] * v.drift[f] * step
        for b in range(width):
            st.level[f, b] += v.drift[f] * root * st.normals[f, (k - 1) % 4, b] - fall


@piece
def rate(s: Structure, v: Numbers, st: State, f: int, width: int) -> None:
    """The rate of a flow for each run, into ``stack[0]``; ``bad`` marks divisions by nought."""
    top, bad = -1, st.bad
    for at in range(s.code_end[f], s.code_end[f + 1]):
        what, argument = s.code[at], s.code_argument[at]
        top += 1 if what <= EVENT else -1
        left = st.stack[top]
        right = st.stack[top + 1]
        if what == PUSH:
            fill(left, v.constants[argument], width)
        elif what == STOCK:
            x = st.x[argument]
            for b in range(width):
                left[b] = x[b]
        elif what == EVENT:
            on = st.on[argument]
            for b in range(width):
                left[b] = on[b]
        elif what == ADD:
            for b in range(width):
                left[b] += right[b]
        elif what == LESS:
            for b in range(width):
                left[b] -= right[b]
        elif what == TIMES:
            for b in range(width):
                left[b] *= right[b]
        elif what == LEAST:
            for b in range(width):
                left[b] = min(left[b], right[b])
        elif what == MOST:
            for b in range(width):
                left[b] = max(left[b], right[b])
        else:
            for b in range(width):
                if right[b] == 0.0:
                    bad[b] = 1
                else:
                    left[b] /= right[b]


@piece
def capacity(s: Structure, v: Numbers, st: State, f: int, k: int, width: int, step: float) -> None:
    """What a flow may move a day, into ``more``."""
    more, level, gate = st.more, st.level[f], st.gate[f]
    fill(more, v.capacity[f], width)
    if v.drift[f] > 0.0:
        for b in range(width):
            more[b] *= math.exp(level[b])
    if v.ramp[f] > 0.0:
        for b in range(width):
            more[b] *= min((k - gate[b]) * step / v.ramp[f], 1.0)
    for m in range(s.flow_modifier_end[f], s.flow_modifier_end[f + 1]):
        true(s, s.flow_modifier_when[m], st.on, width, st.mask, st.clause)
        times = v.flow_times[m]
        for b in range(width):
            if st.mask[b]:
                more[b] *= times


@piece
def gates(s: Structure, st: State, f: int, k: int, width: int) -> int:
    """In which runs a flow may move, into ``free``; in how many."""
    gate, free = st.gate[f], st.free
    true(s, s.flow_when[f], st.on, width, free, st.clause)
    number = 0
    for b in range(width):
        number += free[b]
        if not free[b]:
            gate[b] = -1
        elif gate[b] < 0:
            gate[b] = k
    return number


@piece
def wants(
    s: Structure, v: Numbers, st: State, k: int, width: int, run: int, step: float, wrong: Ints
) -> None:
    """What every flow would move in step k if nothing ran short."""
    more, bad, free = st.more, st.bad, st.free
    for f in range(len(s.source)):
        want = st.want[f]
        if gates(s, st, f, k, width) == 0:
            fill(want, 0.0, width)
            continue
        fill(more, math.inf, width)
        if v.capacity[f] < math.inf:
            capacity(s, v, st, f, k, width, step)
        if s.code_end[f] < s.code_end[f + 1]:
            fill(bad, 0, width)
            rate(s, v, st, f, width)
            first = st.stack[0]
            for b in range(width):
                more[b] = min(more[b], first[b])
                if bad[b] and free[b] and wrong[0] == 0:
                    wrong[0], wrong[1], wrong[2] = f + 1, k, run + b
        for b in range(width):
            want[b] = max(more[b], 0.0) * step if free[b] else 0.0


@inner
def ration(s: Structure, st: State, of: Ints, limited: Bits, width: int) -> None:
    """Cut what flows want to what is ``left`` of each resource, in the order they are served.

    ``of``: the resource of each flow, −1 for none; ``limited``: whether it can run short.
    """
    groups = len(s.serve_end) - 1
    for group in range(groups):
        start, end = s.serve_end[group], s.serve_end[group + 1]
        for at in range(start, end):
            r = of[s.serve[at]]
            if r >= 0 and limited[r]:
                fill(st.factor[r], 0.0, width)
        for at in range(start, end):
            r = of[s.serve[at]]
            if r >= 0 and limited[r]:
                asked, want = st.factor[r], st.want[s.serve[at]]
                for b in range(width):
                    asked[b] += want[b]
        for at in range(start, end):
            r = of[s.serve[at]]
            if r >= 0 and limited[r]:
                asked, want, left = st.factor[r], st.want[s.serve[at]], st.left[r]
                for b in range(width):
                    if asked[b] > max(left[b], 0.0):
                        want[b] *= max(left[b], 0.0) / asked[b]
        for at in range(start, end):
            r = of[s.serve[at]]
            if r >= 0 and limited[r] and group < groups - 1:
                want, left = st.want[s.serve[at]], st.left[r]
                for b in range(width):
                    left[b] -= want[b]


@piece
def move(s: Structure, v: Numbers, st: State, width: int, step: float) -> None:
    """Ration what is wanted, by source, pool and room; then all stocks move together."""
    limited = st.limited
    fill(limited, 1, len(limited))
    for i in range(len(v.initial)):
        left, x = st.left[i], st.x[i]
        for b in range(width):
            left[b] = x[b]
    ration(s, st, s.source, limited, width)
    if len(v.pool):
        for i in range(len(v.pool)):
            fill(st.left[i], v.pool[i] * step, width)
        ration(s, st, s.flow_pool, limited, width)
    for i in range(len(v.initial)):
        limited[i] = v.most[i] < math.inf
        if limited[i]:
            left, x = st.left[i], st.x[i]
            for b in range(width):
                left[b] = v.most[i] - x[b]
    ration(s, st, s.target, limited, width)
    for f in range(len(s.source)):
        want = st.want[f]
        if s.source[f] >= 0:
            x = st.x[s.source[f]]
            for b in range(width):
                x[b] = max(x[b] - want[b], 0.0)
        if s.target[f] >= 0:
            x = st.x[s.target[f]]
            for b in range(width):
                x[b] += want[b]
