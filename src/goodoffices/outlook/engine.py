"""Running an outlook: K draws of the params, N runs of each, on all processors.

Work is cut into parts of one draw and at most ``PART`` runs; parts are summed in their order, so a
result does not depend on how many processors there are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import RequestError
from goodoffices.model.outlook import AS_WRITTEN, Amount, Outlook, Scenario
from goodoffices.outlook.kernel import simulate
from goodoffices.outlook.lag import come, increments
from goodoffices.outlook.parts import BLOCK, Bits, Floats, Ints, Notes, Numbers, Watch
from goodoffices.outlook.plan import Plan, columns, plan
from goodoffices.outlook.spread import drawn
from goodoffices.outlook.start import NOTHING_HELD, Held, at_start
from goodoffices.progress import Progress, silent

PART = 64 * BLOCK
"""Runs that one call of the simulator does at most."""

BY_RUN = 5
"""Of the arrays of ``Notes`` the first so many have an entry a run; the others are sums."""

MOST_BYTES = 1_600_000_000
"""Of what is noted down and kept at once; more is refused before it begins."""


@dataclass(frozen=True)
class Size:
    """How much is run: ``outer`` draws of the params, ``inner`` runs of each, and the seed."""

    outer: int = 200
    inner: int = 500
    seed: int = 1

    @property
    def runs(self) -> int:
        """All runs together."""
        return self.outer * self.inner


@dataclass(frozen=True)
class Runs:
    """What was noted of all runs; run i is inner run ``i % inner`` of draw ``i // inner``.

    The shapes are those of ``Notes``, over all runs; ``watch`` says what was looked at. ``draws``:
    param → float64 (outer).
    """

    outlook: Outlook
    scenario: Scenario
    size: Size
    watch: Watch
    notes: Notes
    draws: Mapping[str, Floats]

    @property
    def uncertain(self) -> bool:
        """Whether some param differs from draw to draw."""
        return any(np.ptp(drawn) > 0 for drawn in self.draws.values())


def run(
    outlook: Outlook,
    size: Size,
    watch: Watch,
    held: Held = NOTHING_HELD,
    scenario: Scenario = AS_WRITTEN,
    progress: Progress = silent,
    fixed: Mapping[str, Floats] | None = None,
    kept: int = 1,
) -> Runs:
    """All runs of an outlook.

    ``fixed``: params with given draws, float64 (outer), for asking what one of them does.
    ``kept``: how many results of this size are kept at once, this one among them.
    Raises ``RequestError`` for a division by nought, for stocks beyond what a number holds, and for
    more than memory should hold.
    """
    _refuse_large(outlook, watch, size, kept)
    made = plan(outlook, scenario, size.seed)
    draws = _draws(outlook, scenario, size, fixed or {})
    values = _values(made, draws, size.outer)
    begin = at_start(made, held, draws, size.outer, size.inner, size.seed)
    notes = _room(made, watch, size.runs)
    parts = list(_parts(size))
    calls = _calls(made, values, watch, notes, begin, parts, size)
    for done, (often, total, moved, wrong) in enumerate(calls, 1):
        if wrong[0]:
            _refuse(outlook, wrong, size)
        np.add(notes.often, often, out=notes.often)
        np.add(notes.total, total, out=notes.total)
        np.add(notes.moved, moved, out=notes.moved)
        progress("runs", parts[done - 1][2], size.runs)
    _refuse_beyond_numbers(outlook, notes.total)
    return Runs(outlook, scenario, size, watch, notes, draws)


def _draws(
    outlook: Outlook, scenario: Scenario, size: Size, fixed: Mapping[str, Floats]
) -> dict[str, Floats]:
    given = {name: np.full(size.outer, number) for name, number in scenario.set} | dict(fixed)
    return {
        param.id: given[param.id] if param.id in given else drawn(param, size.outer, size.seed)
        for param in outlook.params
    }


@dataclass(frozen=True)
class _Values:
    """Every number for every draw; ``share``: of each cause's lag that has come."""

    share: Floats
    chance: Floats
    rate: Floats
    numbers: tuple[Floats, ...]


def _values(made: Plan, draws: dict[str, Floats], outer: int) -> _Values:
    outlook = made.outlook

    def of(amounts: Sequence[Amount]) -> Floats:
        return columns(amounts, draws, outer)

    inf = float("inf")
    steps = outlook.steps
    share = [come(cause.lag, steps, outlook.step) for cause in made.causes]
    per = np.array([cause.per for cause in made.causes])
    rate = of([0.0 if cause.rate is None else cause.rate for cause in made.causes])
    return _Values(
        np.array(share).reshape(len(share), steps + 1),
        of([0.0 if cause.probability is None else cause.probability for cause in made.causes]),
        -np.log1p(-rate) / per if len(per) else rate,
        (
            of(made.times),
            of([inf if flow.capacity is None else flow.capacity for flow in outlook.flows]),
            of([flow.ramp for flow in outlook.flows]),
            of([flow.drift for flow in outlook.flows]),
            of(made.flow_times),
            of(made.constants),
            of([stock.initial for stock in outlook.stocks]),
            of([inf if stock.most is None else stock.most for stock in outlook.stocks]),
            of([pool.capacity for pool in outlook.pools]),
        ),
    )


def _numbers(values: _Values, k: int, step: float) -> Numbers:
    hazard = np.empty_like(values.share)
    for c, share in enumerate(values.share):
        hazard[c] = increments(float(values.chance[k, c]), share, float(values.rate[k, c]), step)
    return Numbers(hazard, *(np.ascontiguousarray(of[k]) for of in values.numbers))


def _refuse_large(outlook: Outlook, watch: Watch, size: Size, kept: int) -> None:
    events, stocks = len(outlook.events), len(outlook.stocks)
    each = events * (5 + len(watch.steps)) + 8 * stocks * len(watch.steps)
    each += 4 * len(watch.reach_stock) + 4 * len(watch.fan_steps) * len(watch.fan_stocks)
    needed = each * size.runs * kept
    if needed > MOST_BYTES:
        times = f", {kept} times over" if kept > 1 else ""
        raise RequestError(
            f"{size.runs:,} runs{times} would need {needed / 1e9:.1f} GB for what is asked; "
            f"ask for at most {MOST_BYTES // (each * kept):,} runs, or at fewer days"
        )


def _room(made: Plan, watch: Watch, runs: int) -> Notes:
    outlook = made.outlook
    events, stocks, flows = len(outlook.events), len(outlook.stocks), len(outlook.flows)
    watched, points = len(watch.steps), outlook.steps + 1
    return Notes(
        np.empty((events, runs), np.int32),
        np.empty((watched, events, runs), np.uint8),
        np.empty((watched, stocks, runs), np.float64),
        np.empty((len(watch.fan_steps), len(watch.fan_stocks), runs), np.float32),
        np.empty((len(watch.reach_stock), runs), np.int32),
        np.zeros((events, points), np.int64),
        np.zeros((stocks, points), np.float64),
        np.zeros((flows, points), np.float64),
        np.zeros(3, np.int32),
    )


def _parts(size: Size) -> Iterator[tuple[int, int, int]]:
    """Draw, first run, end of each part."""
    for k in range(size.outer):
        for begin in range(0, size.inner, PART):
            first = k * size.inner + begin
            yield k, first, first + min(PART, size.inner - begin)


Sums = tuple[NDArray[np.int64], Floats, Floats, Ints]


def _calls(
    made: Plan,
    values: _Values,
    watch: Watch,
    notes: Notes,
    begin: Bits,
    parts: Sequence[tuple[int, int, int]],
    size: Size,
) -> Iterator[Sums]:
    """The sums of every part, in order; the rest stands in ``notes``."""
    step = made.outlook.step

    def one(part: tuple[int, int, int]) -> Sums:
        k, first, end = part
        own = _room(made, watch, end - first)
        columns = np.ascontiguousarray(begin[:, first:end])
        simulate(made.structure, _numbers(values, k, step), watch, own, columns, first, step)
        for whole, part_of_it in zip(notes[:BY_RUN], own[:BY_RUN], strict=True):
            whole[..., first:end] = part_of_it
        return own.often, own.total, own.moved, own.wrong

    yield one(parts[0])  # alone: it compiles
    yield from ahead(one, parts[1:])


def ahead(
    work: Callable[[tuple[int, int, int]], Sums], parts: Sequence[tuple[int, int, int]]
) -> Iterator[Sums]:
    """Results in order, a few parts ahead of what is taken; stopped parts are not begun."""
    workers = os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        waiting: list[Future[Sums]] = []
        try:
            for part in parts:
                waiting.append(pool.submit(work, part))
                if len(waiting) > 4 * workers:
                    yield waiting.pop(0).result()
            while waiting:
                yield waiting.pop(0).result()
        finally:
            for future in waiting:
                future.cancel()


def _refuse(outlook: Outlook, wrong: Ints, size: Size) -> None:
    flow, step, run = (int(one) for one in wrong)
    day = step * outlook.step
    raise RequestError(
        f'the rate of the flow "{outlook.flows[flow - 1].id}" divides by 0 on day {day:g} '
        f"(run {run + 1} of {size.runs}); write max(…, 1) around the divisor, or gate the flow"
    )


def _refuse_beyond_numbers(outlook: Outlook, total: Floats) -> None:
    beyond = ~np.isfinite(total)
    if not beyond.any():
        return
    step = int(beyond.any(axis=0).argmax())
    stock = outlook.stocks[int(beyond[:, step].argmax())].id
    raise RequestError(
        f'the stock "{stock}" grows beyond what a number can hold on day '
        f"{step * outlook.step:g}; give its flows a capacity, or count in larger units"
    )
