"""The simulator: one block of runs of one draw of the params, from day 0 to the horizon.

Algorithm, for each step k:

1. Every event that can happen gathers hazard, by what was so at the end of k−1:
   the sum of its causes' increments times its modifiers. Reaching its draw, it is pending, at the
   fraction of the step at which it did.
2. Pending events happen in the order of their fractions; of events that exclude each other only
   the first does. A status changes over and begins anew: fresh draw, no hazard, clocks at nought.
3. Flows want the lesser of rate and capacity, by gates and modifiers at the end of k and stocks at
   the end of k−1; then they are cut by what the source holds, by the pool, by the room in the
   target; then all stocks move together.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.heavy import compiled, inner, piece
from goodoffices.outlook.chance import exponential
from goodoffices.outlook.happening import fill, happen, hazards, true
from goodoffices.outlook.moving import drift, move, wants
from goodoffices.outlook.parts import (
    BLOCK,
    NEVER,
    NOT_HERE,
    ON,
    Bits,
    Floats,
    Notes,
    Numbers,
    State,
    Structure,
    Watch,
)


@inner
def total(row: Floats, width: int) -> float:
    """The sum of a row, by four sums that do not wait for each other."""
    a, b, c, d = 0.0, 0.0, 0.0, 0.0
    end = width - width % 4
    for i in range(0, end, 4):
        a += row[i]
        b += row[i + 1]
        c += row[i + 2]
        d += row[i + 3]
    for i in range(end, width):
        a += row[i]
    return (a + b) + (c + d)


@piece
def tally(st: State, notes: Notes, k: int, width: int) -> None:
    """Note in how many runs each event is on, and what stocks and flows sum to."""
    for e in range(len(st.on)):
        number, on = 0, st.on[e]
        for b in range(width):
            number += on[b]
        notes.often[e, k] += number
    for i in range(len(st.x)):
        notes.total[i, k] += total(st.x[i], width)
    if k:
        for f in range(len(st.want)):
            notes.moved[f, k] += total(st.want[f], width)


@inner
def copy(rows: NDArray[Any], into: NDArray[Any], begin: int, width: int) -> None:
    """The columns of a block into their place among all runs. (A loop: slices of arrays take
    Numba seconds to compile.)"""
    for i in range(len(rows)):
        row, there = rows[i], into[i]
        for b in range(width):
            there[begin + b] = row[b]


@piece
def look(st: State, watch: Watch, notes: Notes, k: int, begin: int, width: int) -> None:
    """Note the states of watched steps, and stocks that reach a number for the first time."""
    for i in range(len(watch.reach_stock)):
        x, number, up = st.x[watch.reach_stock[i]], watch.reach_number[i], watch.reach_up[i]
        reached = notes.reached[i]
        for b in range(width):
            if reached[begin + b] == NEVER and ((x[b] >= number) if up else (x[b] <= number)):
                reached[begin + b] = k
    for at in range(len(watch.steps)):
        if watch.steps[at] == k:
            copy(st.on, notes.on[at], begin, width)
            copy(st.x, notes.stock[at], begin, width)
    for at in range(len(watch.fan_steps)):
        if watch.fan_steps[at] == k:
            for i in range(len(watch.fan_stocks)):
                x, fan = st.x[watch.fan_stocks[i]], notes.fan[at, i]
                for b in range(width):
                    fan[begin + b] = x[b]


@piece
def start(
    s: Structure, v: Numbers, st: State, on_at_start: Bits, begin: int, width: int, run: int
) -> None:
    """Day 0 of a block."""
    for c in range(len(st.clock)):
        fill(st.clock[c], 0, width)
    for f in range(len(s.source)):
        fill(st.level[f], 0.0, width)
    for e in range(len(s.fixed)):
        st.left_open[e] = 0
        fill(st.hazard[e], 0.0, width)
        for b in range(width):
            st.on[e, b] = on_at_start[e, begin + b] == ON
            st.first[e, b] = 0 if st.on[e, b] else NEVER
            st.changes[e, b] = st.on[e, b]
            st.draw[e, b] = exponential(s.event_keys, e, st.changes[e, b], run + b)
            free = not s.fixed[e] and on_at_start[e, begin + b] != NOT_HERE
            st.open[e, b] = free and (s.status[e] or not st.on[e, b])
            st.left_open[e] += st.open[e, b]
    for i in range(len(v.initial)):
        fill(st.x[i], v.initial[i], width)
    for f in range(len(s.source)):
        true(s, s.flow_when[f], st.on, width, st.mask, st.clause)
        for b in range(width):
            st.gate[f, b] = 0 if st.mask[b] else -1


@inner
def room(events: int, causes: int, stocks: int, flows: int, pools: int, code: int) -> State:
    """An empty state of one block."""
    shared = max(stocks, pools, 1)
    return State(
        np.empty((events, BLOCK), np.uint8),
        np.empty((events, BLOCK), np.int32),
        np.empty((events, BLOCK), np.float64),
        np.empty((events, BLOCK), np.float64),
        np.empty((events, BLOCK), np.int32),
        np.empty((events, BLOCK), np.uint8),
        np.empty(events, np.int32),
        np.empty((causes, BLOCK), np.int32),
        np.empty((stocks, BLOCK), np.float64),
        np.empty((flows, BLOCK), np.float64),
        np.empty((flows, BLOCK), np.int32),
        np.empty((flows, BLOCK), np.float64),
        np.empty((flows, 4, BLOCK), np.float64),
        np.empty((code + 1, BLOCK), np.float64),
        np.empty((shared, BLOCK), np.float64),
        np.empty((shared, BLOCK), np.float64),
        np.zeros(BLOCK, np.uint8),
        np.empty(shared, np.uint8),
        np.empty(BLOCK, np.uint8),
        np.empty(BLOCK, np.uint8),
        np.empty(BLOCK, np.uint8),
        np.empty(BLOCK, np.float64),
        np.empty(events * BLOCK, np.int32),
        np.empty(events * BLOCK, np.int32),
        np.empty(events * BLOCK, np.float64),
    )


@compiled
def simulate(
    s: Structure, v: Numbers, watch: Watch, notes: Notes, on_at_start: Bits, run: int, step: float
) -> None:
    """Runs ``run``, ``run + 1``, … of one draw of the params, a column of ``on_at_start`` each.

    ``on_at_start``: uint8, shape (events, runs): ``OFF``, ``ON`` or ``NOT_HERE`` (never on).
    ``step`` in days. Results go into ``notes``.
    """
    events, runs = on_at_start.shape
    causes, flows = len(s.cause_after), len(s.source)
    st = room(events, causes, len(v.initial), flows, len(v.pool), len(s.code))
    for i in range(len(watch.reach_stock)):
        fill(notes.reached[i], NEVER, runs)
    for begin in range(0, runs, BLOCK):
        width = min(BLOCK, runs - begin)
        start(s, v, st, on_at_start, begin, width, run + begin)
        tally(st, notes, 0, width)
        look(st, watch, notes, 0, begin, width)
        for k in range(1, v.hazard.shape[1]):
            happen(s, st, hazards(s, v, st, k, width), k, run + begin)
            drift(s, v, st, k, width, run + begin, step)
            wants(s, v, st, k, width, run + begin, step, notes.wrong)
            move(s, v, st, width, step)
            tally(st, notes, k, width)
            look(st, watch, notes, k, begin, width)
        copy(st.first, notes.first, begin, width)
