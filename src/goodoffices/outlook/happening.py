"""Events: what gathers hazard in a step, and what happens by it.

A cause's clock counts the steps since it came on in which the event could have happened: while
``requires`` does not hold it stands still, and it begins anew when a status changes over.
"""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from goodoffices.heavy import inner, piece
from goodoffices.outlook.chance import exponential
from goodoffices.outlook.parts import NEVER, Bits, Numbers, State, Structure


@inner
def fill(row: NDArray[Any], value: float, width: int) -> None:
    """Set a row. (A loop: slices of arrays take Numba long to compile.)"""
    for b in range(width):
        row[b] = value


@inner
def true(s: Structure, condition: int, on: Bits, width: int, mask: Bits, clause: Bits) -> None:
    """In which runs of the block a condition holds (−1: always), into ``mask``."""
    fill(mask, condition < 0, width)
    if condition < 0:
        return
    for c in range(s.condition_end[condition], s.condition_end[condition + 1]):
        fill(clause, 1, width)
        for at in range(s.clause_end[c], s.clause_end[c + 1]):
            row, sign = on[s.literal_event[at]], s.literal_sign[at]
            for b in range(width):
                clause[b] &= row[b] == sign
        for b in range(width):
            mask[b] |= clause[b]


@piece
def may_change(s: Structure, st: State, e: int, width: int) -> int:
    """In which runs event ``e`` gathers hazard, into ``free``; in how many.

    What it requires and what excludes it hold back that it comes, not that it goes.
    """
    on, open_, free, mask = st.on[e], st.open[e], st.free, st.mask
    if s.requires[e] < 0:
        for b in range(width):
            free[b] = open_[b]
    else:
        true(s, s.requires[e], st.on, width, mask, st.clause)
        for b in range(width):
            free[b] = open_[b] & (mask[b] | on[b])
    for at in range(s.exclude_end[e], s.exclude_end[e + 1]):
        other = st.on[s.exclude[at]]
        for b in range(width):
            free[b] &= on[b] | (1 - other[b])
    number = 0
    for b in range(width):
        number += free[b]
    return number


@piece
def gather(s: Structure, v: Numbers, st: State, e: int, k: int, width: int) -> None:
    """What event ``e`` gathers in step k where it is free to, into ``more``; clocks go on."""
    on, free, more = st.on[e], st.free, st.more
    fill(more, 0.0, width)
    for side in range(2):
        for c in range(s.cause_end[2 * e + side], s.cause_end[2 * e + side + 1]):
            added, clock, after = v.hazard[c], st.clock[c], s.cause_after[c]
            first = st.first[max(after, 0)]
            for b in range(width):
                if free[b] != 0 and on[b] == side and (after < 0 or first[b] < k):
                    clock[b] += 1
                    more[b] += added[clock[b]]
    for m in range(s.modifier_end[e], s.modifier_end[e + 1]):
        true(s, s.modifier_when[m], st.on, width, st.mask, st.clause)
        times = v.times[m]
        for b in range(width):
            if st.mask[b]:
                more[b] = more[b] * times if times > 0.0 else 0.0


@inner
def pend(st: State, at: int, e: int, b: int, fraction: float) -> int:
    """Write down that an event is to happen; how many are pending then."""
    st.pending_event[at], st.pending_run[at], st.pending_at[at] = e, b, fraction
    return at + 1


@piece
def hazards(s: Structure, v: Numbers, st: State, k: int, width: int) -> int:
    """Step 1: the events that reach their draws in step k; how many."""
    pending = 0
    for e in range(len(s.fixed)):
        if s.fixed[e]:
            continue
        if k <= s.do_step[e]:  # made to happen, whatever its causes
            for b in range(width):
                if k == s.do_step[e] and not st.on[e, b]:
                    pending = pend(st, pending, e, b, -1.0)
            continue
        if st.left_open[e] == 0 or may_change(s, st, e, width) == 0:
            continue
        gather(s, v, st, e, k, width)
        draw, hazard, more = st.draw[e], st.hazard[e], st.more
        for b in range(width):
            lacks = draw[b] - hazard[b]
            if more[b] > 0.0 and lacks <= more[b]:
                pending = pend(st, pending, e, b, lacks / more[b])
            else:
                hazard[b] += more[b]
    return pending


@piece
def earliest_first(s: Structure, st: State, pending: int) -> None:
    """Bring what excludes others to the front, sorted by fraction (stable).

    The order of all else does not matter: nothing else can be beaten within a step.
    """
    front = 0
    for i in range(pending):
        e, b, at = st.pending_event[i], st.pending_run[i], st.pending_at[i]
        if s.exclude_end[e] == s.exclude_end[e + 1]:
            continue
        pend(st, i, st.pending_event[front], st.pending_run[front], st.pending_at[front])
        j = front
        while j > 0 and st.pending_at[j - 1] > at:
            pend(st, j, st.pending_event[j - 1], st.pending_run[j - 1], st.pending_at[j - 1])
            j -= 1
        pend(st, j, e, b, at)
        front += 1


@inner
def shut_out(s: Structure, on: Bits, e: int, b: int) -> bool:
    """Whether something is there that excludes event ``e``."""
    found = False
    for at in range(s.exclude_end[e], s.exclude_end[e + 1]):
        found = found or on[s.exclude[at], b] > 0
    return found


@piece
def happen(s: Structure, st: State, pending: int, k: int, run: int) -> None:
    """Step 2: pending events happen, but for those that an earlier one excludes."""
    earliest_first(s, st, pending)
    for i in range(pending):
        e, b = st.pending_event[i], st.pending_run[i]
        if not st.on[e, b] and st.pending_at[i] >= 0.0 and shut_out(s, st.on, e, b):
            continue
        st.on[e, b] = 1 - st.on[e, b]
        if st.on[e, b] and st.first[e, b] == NEVER:
            st.first[e, b] = k
        if not s.status[e] and st.open[e, b]:
            st.open[e, b] = 0
            st.left_open[e] -= 1
        if s.status[e]:
            st.changes[e, b] += 1
            st.draw[e, b] = exponential(s.event_keys, e, st.changes[e, b], run + b)
            st.hazard[e, b] = 0.0
            for c in range(s.cause_end[2 * e], s.cause_end[2 * e + 2]):
                st.clock[c, b] = 0
