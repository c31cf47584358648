"""What the simulator works on: arrays for kernels, in named tuples.

Lists in lists are flat arrays with their ends: the members of list i are ``[end[i], end[i + 1])``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Bits = NDArray[np.uint8]
Keys = NDArray[np.uint32]

BLOCK = 512
"""Runs that are worked on together: their state stays in the processor's cache."""

NEVER = np.iinfo(np.int32).max
"""The step of what did not happen."""

OFF, ON, NOT_HERE = range(3)
"""How an event begins in a run; ``NOT_HERE``: it would come with an outcome that does not hold."""

PUSH, STOCK, EVENT, ADD, LESS, TIMES, OVER, LEAST, MOST = range(9)
"""What one instruction of a rate does."""


class Structure(NamedTuple):
    """What a declaration says apart from its numbers; lists in lists are ends into flat arrays.

    ``clause_end[c]`` etc.: condition c is true when in one of its clauses all literals are.
    ``cause_end[2e]``, ``cause_end[2e + 1]``: the causes that turn event e on, and off.
    """

    condition_end: Ints
    clause_end: Ints
    literal_event: Ints
    literal_sign: Bits
    status: Bits
    fixed: Bits
    requires: Ints
    cause_end: Ints
    cause_after: Ints
    exclude_end: Ints
    exclude: Ints
    modifier_end: Ints
    modifier_when: Ints
    source: Ints
    target: Ints
    flow_when: Ints
    flow_pool: Ints
    flow_modifier_end: Ints
    flow_modifier_when: Ints
    code_end: Ints
    code: Ints
    code_argument: Ints
    serve: Ints
    serve_end: Ints
    drifting: Ints
    do_step: Ints
    event_keys: Keys
    flow_keys: Keys


class Numbers(NamedTuple):
    """The numbers of one draw of the params.

    ``hazard``: float64, shape (causes, steps + 1): what a cause adds at each reading of its clock.
    """

    hazard: Floats
    times: Floats
    capacity: Floats
    ramp: Floats
    drift: Floats
    flow_times: Floats
    constants: Floats
    initial: Floats
    most: Floats
    pool: Floats


class Watch(NamedTuple):
    """What is noted down on the way: states at some steps, and when a stock first reaches."""

    steps: Ints
    fan_steps: Ints
    fan_stocks: Ints
    reach_stock: Ints
    reach_up: Bits
    reach_number: Floats


class Notes(NamedTuple):
    """Where it is noted; the last axis is of the runs of this call.

    ``first``: int32, (events, runs), the step in which it first came on, 0 for at the start.
    ``on``: uint8, (watched steps, events, runs). ``stock``: float64, (watched steps, stocks,
    runs). ``fan``: float32, (fan steps, fan stocks, runs). ``reached``: int32, (reaches, runs).
    ``often``: int64, (events, steps + 1), in how many runs it is on. ``total``: float64,
    (stocks, steps + 1), sum over the runs. ``moved``: float64, (flows, steps + 1), the same.
    ``wrong``: int32, (flow + 1, step, run) of a division by nought.
    """

    first: Ints
    on: Bits
    stock: Floats
    fan: NDArray[np.float32]
    reached: Ints
    often: NDArray[np.int64]
    total: Floats
    moved: Floats
    wrong: Ints


class State(NamedTuple):
    """The state of one block of runs; the last axis is of its runs.

    ``open``: events that can still change; ``left_open``: in how many runs. ``gate``: the step
    since which a flow may move, −1 for not. ``level``: log of the drift. ``stack``, ``left``,
    ``factor``, ``bad``, ``limited``, ``free``, ``mask``, ``clause``, ``more``: room to work in.
    """

    on: Bits
    first: Ints
    draw: Floats
    hazard: Floats
    changes: Ints
    open: Bits
    left_open: Ints
    clock: Ints
    x: Floats
    want: Floats
    gate: Ints
    level: Floats
    normals: Floats
    stack: Floats
    left: Floats
    factor: Floats
    bad: Bits
    limited: Bits
    free: Bits
    mask: Bits
    clause: Bits
    more: Floats
    pending_event: Ints
    pending_run: Ints
    pending_at: Floats
