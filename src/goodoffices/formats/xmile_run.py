"""What can be told of a model before it is taken over: values at the start, signs, and its own run.

The run is the file's own: Euler's method, one path, no limits. It is looked at for two things that
decide how the model becomes an outlook: whether a flow turns round, and whether a stock is asked
for more in a step than it holds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from goodoffices.errors import InputError, Problem
from goodoffices.formats.xmile_equation import Interval, bounds_of, names_in, size, value_of
from goodoffices.formats.xmile_model import Model, Variable

MOST_WORK = 2_000_000
"""Numbers, names and operations that a look at the file's own run may take."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What the file's own run shows; ``steps`` of ``n_steps`` were looked at."""

    steps: int
    n_steps: int
    turned: frozenset[str]
    """Flows that were below zero at some time."""
    short: str | None
    """The stock that was first asked for more than it held; there the look ends."""
    time: float
    """When that was, in the file's time."""

    @property
    def complete(self) -> bool:
        return self.steps == self.n_steps


def order_of(model: Model) -> list[str]:
    """Auxiliaries and flows, each after all that it reads. Raises ``InputError`` for a ring."""
    computed = [one for one in model.variables.values() if one.kind != "stock"]
    order = _sorted(model, computed, "their values hang on each other at the same time")
    return [key for key in order if model.variables[key].kind != "stock"]


def initial_of(model: Model) -> dict[str, float]:
    """Every variable's value at the start. Raises ``InputError`` for a ring, or no finite value."""
    why = "their values at the start hang on each other"
    values: dict[str, float] = {}
    for key in _sorted(model, list(model.variables.values()), why):
        values[key] = _value(model.variables[key], values, "at the start")
    return values


def bounds(model: Model, order: list[str]) -> dict[str, Interval]:
    """Between what each variable lies for any contents of the stocks of zero or more."""
    found: dict[str, Interval] = {one.key: (0.0, math.inf) for one in model.of("stock")}
    for key in order:
        one = model.variables[key]
        low, high = bounds_of(one.equation, found)
        found[key] = (max(low, 0.0), max(high, 0.0)) if _is_cut(one) else (low, high)
    return found


def steps_of(model: Model) -> int:
    """How many whole steps there are from start to stop."""
    specs = model.specs
    return max(1, math.floor((specs.stop - specs.start) / specs.step * (1 + 1e-12) + 1e-6))


def ran(model: Model, order: list[str], initial: Mapping[str, float]) -> Ran:
    """A look at the file's own run. Raises ``InputError`` where it has no finite value."""
    work = sum(1 + size(model.variables[key].equation) for key in order) + len(initial)
    specs, n_steps = model.specs, steps_of(model)
    values = dict(initial)
    stocks = [one.key for one in model.of("stock")]
    moved = [key for key in order if key in model.source or key in model.target]
    turned: set[str] = set()
    for step in range(n_steps):
        time = specs.start + step * specs.step
        if (step + 1) * work > MOST_WORK:
            return Ran(step, n_steps, frozenset(turned), None, time)
        for key in order:
            values[key] = _value(model.variables[key], values, f"at time {time:g}")
        turned.update(key for key in moved if values[key] < 0)
        wanted, added = dict.fromkeys(stocks, 0.0), dict.fromkeys(stocks, 0.0)
        for key in moved:
            amount = values[key] * specs.step
            if source := model.source.get(key):
                (wanted if amount > 0 else added)[source] += abs(amount)
            if target := model.target.get(key):
                (added if amount > 0 else wanted)[target] += abs(amount)
        for stock in stocks:
            held = values[stock]
            if wanted[stock] > held + 1e-9 * max(1.0, held):
                return Ran(step, n_steps, frozenset(turned), stock, time)
            values[stock] = max(0.0, held - wanted[stock] + added[stock])
    return Ran(n_steps, n_steps, frozenset(turned), None, specs.stop)


def _is_cut(one: Variable) -> bool:
    """Whether the file says that this flow goes one way only."""
    return one.kind == "flow" and one.non_negative


def _value(one: Variable, values: Mapping[str, float], when: str) -> float:
    try:
        value = value_of(one.equation, values)
    except ZeroDivisionError:
        raise InputError([Problem(one.place, f"{one} divides by zero {when}")]) from None
    if not math.isfinite(value):
        raise InputError([Problem(one.place, f"{one} is too large a number {when}")])
    return max(0.0, value) if _is_cut(one) else value


def _sorted(model: Model, what: list[Variable], why: str) -> list[str]:
    reads = {one.key: list(dict.fromkeys(n.key for n in names_in(one.equation))) for one in what}
    try:
        return list(TopologicalSorter(reads).static_order())
    except CycleError as error:
        ring = [model.variables[key] for key in error.args[1]]
        shown = " reads ".join(f'"{one.name}"' for one in reversed(ring))
        place = min((one.place for one in ring), key=lambda place: place.line or 0)
        remedy = "put a stock into the ring, or write the start as a number"
        raise InputError([Problem(place, f"a ring: {shown}; {why}", "", remedy)]) from None
