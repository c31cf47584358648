"""One run of an outlook, literally: events by their cumulative hazards, then stocks and flows.

    dL_e(k) = g_e(k) prod_j m_j^x_j(k) sum_i 1{cause i on} [lambda_i delta + h_i(a) - h_i(a - 1)]

An event happens in the first step with L(k) >= E, at the fraction (E - L(k - 1))/dL(k) of it.
Step k covers (k - 1, k] delta. In step k hazards see the events as of the end of k - 1; events
happen; flows see the events as of the end of k and the stocks as of the end of k - 1.

Conventions: what is certain happens at the fraction 0, and of equal fractions the event that
stands first in the outlook wins. A status changes at most once in a step, and each occurrence
starts from a hazard of 0. `requires` and `excludes` hold back the turning on of a status, never
its turning off; `modifiers` multiply both. Of two events that exclude each other neither happens
while the other is on. What `do` names happens at the fraction 0 of its step, never before it,
whatever it requires or excludes; afterwards a status goes on by its own causes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from .outlook_events import Event, as_list, day_zero, read_events
from .outlook_flows import move, read_flows, see_gates
from .outlook_hazards import Cause, added, multiplied
from .outlook_texts import Data, Values, amount, days, is_on


class Draws(Protocol):
    """The chance of one run. Occurrence 0, 2, ... of a status turns it on, 1, 3, ... off; to be
    on from day 0 counts as occurrence 0, and nothing decides on its draw."""

    def exponential(self, event: str, occurrence: int) -> float: ...

    def normal(self, flow: str, step: int) -> float: ...

    def uniform(self, event: str) -> float: ...


@dataclass(frozen=True)
class Reading:
    """Two places that can be read in two ways; as they stand, the formula is taken as written.

    requires_stops_ages: a step in which `requires` or `excludes` holds the event back does not
    count for the ages of its causes. Otherwise ages go on, and what a cause would have added in
    that step is lost, except that what is certain stays so.
    status_restarts_ages: the ages of the causes of a status begin anew at each of its changes.
    Otherwise they count from day 0, or since their `after` first came on.
    """

    requires_stops_ages: bool = False
    status_restarts_ages: bool = False


AS_WRITTEN = Reading()


@dataclass(frozen=True)
class Trajectory:
    """`on` and `stocks` have an entry for each step 0, 1, ..., K; `moved` for 1, ..., K, so that
    moved[flow][0] is step 1. `happened` holds (step, fraction) of each change of an event; one
    that is on from day 0 has (0, 0.0)."""

    happened: dict[str, list[tuple[int, float]]]
    on: dict[str, list[bool]]
    stocks: dict[str, list[float]]
    moved: dict[str, list[float]]


def run(
    outlook: Data,
    values: Values,
    draws: Draws,
    held: dict[str, bool],
    scenario: str | None = None,
    reading: Reading = AS_WRITTEN,
) -> Trajectory:
    """One run.

    `values` are the params, and what is drawn without a name by its label: `initial of STOCK`,
    `most of STOCK`, `capacity of FLOW|POOL`, `drift of FLOW`, `probability I of EVENT`, `times I
    of EVENT|FLOW`, `table of EVENT`, `table true false of EVENT`. `held` says for each event with
    `holds_in` whether the outcome switches it on.
    """
    step, last = steps_of(outlook)
    blocked, forced = plan(outlook, scenario)
    events = read_events(outlook, values, held)
    flows = read_flows(outlook, values)
    on = day_zero(outlook, values, held, draws.uniform, blocked, forced)
    stocks = {
        name: amount(body["initial"], values, f"initial of {name}")
        for name, body in (outlook.get("stocks") or {}).items()
    }
    see_gates(flows, on, 0)
    trajectory = Trajectory(
        happened={name: [(0, 0.0)] if value else [] for name, value in on.items()},
        on={name: [value] for name, value in on.items()},
        stocks={name: [content] for name, content in stocks.items()},
        moved={flow.name: [] for flow in flows},
    )
    for event in events:
        arm(event, trajectory, draws)

    for k in range(1, last + 1):
        changes = changes_in(k, events, on, trajectory, blocked, forced, step, reading)
        on = dict(on)
        for event, fraction in changes:
            on[event.name] = not on[event.name]
            trajectory.happened[event.name].append((k, fraction))
            arm(event, trajectory, draws)
            if reading.status_restarts_ages:
                event.ages = {}
        moved, stocks = move(outlook, flows, stocks, on, k, step, values, draws.normal)
        for name, value in on.items():
            trajectory.on[name].append(value)
        for name, content in stocks.items():
            trajectory.stocks[name].append(content)
        for name, material in moved.items():
            trajectory.moved[name].append(material)
    return trajectory


def steps_of(outlook: Data) -> tuple[Fraction, int]:
    """(the length of a step in days, the number of steps)."""
    step = days(outlook.get("step", "1 day"), {})
    last = days(outlook["horizon"], {}) / step
    if last.denominator != 1:
        raise ValueError(f"expected a horizon of whole steps, found {float(last)} of them")
    return step, int(last)


def plan(outlook: Data, scenario: str | None) -> tuple[list[str], dict[str, int]]:
    """(the events that a scenario blocks, the step in which it does each of the others). Day N
    is in the step that covers it: the first that ends on day N or later."""
    step, _ = steps_of(outlook)
    body = {} if scenario is None else outlook["scenarios"][scenario]
    blocked = as_list(body.get("block"))
    forced = {
        name: math.ceil(days(str(day).removeprefix("day "), {}) / step)
        for name, day in (body.get("do") or {}).items()
    }
    if set(blocked) & set(forced):
        raise ValueError(f"{scenario} both blocks and does {sorted(set(blocked) & set(forced))}")
    return blocked, forced


def arm(event: Event, trajectory: Trajectory, draws: Draws) -> None:
    """A hazard of 0 and a fresh draw; an event that is no status happens once. What the outcome
    switches on it switches on once."""
    occurrence = len(trajectory.happened[event.name])
    event.hazard = 0.0
    if event.reached and occurrence > 0:
        event.opens[-1] = Cause(None, 0.0, 0.0, ("none",))
    if event.status or occurrence == 0:
        event.needed = draws.exponential(event.name, occurrence)


def changes_in(
    k: int,
    events: list[Event],
    on: dict[str, bool],
    trajectory: Trajectory,
    blocked: list[str],
    forced: dict[str, int],
    step: Fraction,
    reading: Reading,
) -> list[tuple[Event, float]]:
    """(event, fraction) of the events that change in step k, in their order within it.

    1. Everything is seen as of the end of k - 1, given in `on`.
    2. Each cause that is on grows older by a step, and the hazard of each event increases.
    3. Those that reach their draw change in the order of their fractions, except that none
       comes on after one that it excludes; for such a one the step does not count.
    """
    came_on = {name for name, changes in trajectory.happened.items() if changes}
    reached: list[tuple[float, bool, int]] = []
    hazard_before = [event.hazard for event in events]
    for place, event in enumerate(events):
        turns_off = on[event.name]
        allowed = turns_off or (
            is_on(event.requires, on) and not any(on[other] for other in event.excludes)
        )
        if allowed or not reading.requires_stops_ages:
            grow_older(event, came_on)
        if k == forced.get(event.name):
            reached.append((0.0, False, place))
        may_change = event.status or not turns_off
        if not may_change or not allowed:
            continue
        if event.name in blocked or k <= forced.get(event.name, 0):
            continue
        increase = increase_of(event, on, step)
        event.hazard += increase
        if increase > 0 and event.hazard >= event.needed:
            missing = event.needed - hazard_before[place]
            fraction = 0.0 if math.isinf(increase) else missing / increase
            reached.append((fraction, True, place))

    now = dict(on)
    changes = []
    for fraction, by_its_causes, place in sorted(reached):
        event = events[place]
        prevented = not on[event.name] and any(now[other] for other in event.excludes)
        if prevented and by_its_causes:
            event.hazard = hazard_before[place]
            continue
        now[event.name] = not on[event.name]
        changes.append((event, fraction))
    return changes


def grow_older(event: Event, came_on: set[str]) -> None:
    """A step more for each cause that runs from day 0 or whose `after` has come on."""
    for number, cause in enumerate(event.opens + event.closes):
        if cause.after is None or cause.after in came_on:
            event.ages[number] = event.ages.get(number, 0) + 1


def increase_of(event: Event, on: dict[str, bool], step: Fraction) -> float:
    """What the causes that are on add in this step, times the modifiers that hold. A status that
    is on adds what closes it, anything else what opens it."""
    total = 0.0
    for number, cause in enumerate(event.opens + event.closes):
        if (number >= len(event.opens)) == on[event.name] and number in event.ages:
            total += added(cause, event.ages[number], step)
    return multiplied(total, [times for seen, times in event.modifiers if is_on(seen, on)])
