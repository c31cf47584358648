"""The events of an outlook: how they are read, and which are on from day 0."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .outlook_flows import read_modifiers
from .outlook_hazards import Cause, read_causes, read_lag
from .outlook_texts import Data, Tree, Values, amount, events_condition


@dataclass
class Event:
    """An event and how far it is.

    `hazard` is its cumulative hazard since it was last armed, `needed` the draw that this has to
    reach, `ages` the steps since each cause came on. If `reached`, the last of `opens` is what
    the outcome switches on, once.
    """

    name: str
    status: bool
    opens: list[Cause]
    closes: list[Cause]
    requires: Tree
    excludes: set[str]
    modifiers: list[tuple[Tree, float]]
    reached: bool
    hazard: float = 0.0
    needed: float = math.inf
    ages: dict[int, int] = field(default_factory=dict)


def as_list(value: Any) -> list[str]:
    """A name or a list of names, as a list."""
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def read_events(outlook: Data, values: Values, held: dict[str, bool]) -> list[Event]:
    """The events in the order of the outlook. `excludes` is mutual. `holds_in` with `reached` is
    a cause that is certain, with that lag, if the outcome switches the event on."""
    bodies: Data = {name: body or {} for name, body in (outlook.get("events") or {}).items()}
    events = []
    for name, body in bodies.items():
        opens, closes = read_causes(name, body, values)
        reached = "reached" in body and held[name]
        if reached:
            opens.append(Cause(None, 0.0, 1.0, read_lag(body["reached"], values)))
        excludes = set(as_list(body.get("excludes")))
        excludes |= {other for other in bodies if name in as_list(bodies[other].get("excludes"))}
        events.append(
            Event(
                name=name,
                status=bool(body.get("status", False)),
                opens=opens,
                closes=closes,
                requires=events_condition(body.get("requires")),
                excludes=excludes,
                modifiers=read_modifiers(name, body, values),
                reached=reached,
            )
        )
    return events


def day_zero(
    outlook: Data,
    values: Values,
    held: dict[str, bool],
    uniform: Callable[[str], float],
    blocked: list[str],
    forced: dict[str, int],
) -> dict[str, bool]:
    """Which events are on from day 0: what the outcome holds, what `do` sets to day 0, and what
    the static tables give.

    What is blocked is off, and so is what `do` sets to a later day, also for the tables of
    others.
    """
    bodies: Data = {name: body or {} for name, body in (outlook.get("events") or {}).items()}
    on: dict[str, bool] = {}
    tables: list[str] = []
    for name, body in bodies.items():
        if name in blocked or name in forced:
            on[name] = forced.get(name) == 0
        elif "table" in body:
            tables.append(name)
        else:
            on[name] = "holds_in" in body and "reached" not in body and held[name]
    while tables:
        ready = [
            name
            for name in tables
            if all(parent in on for parent in as_list(bodies[name]["table"].get("parents")))
        ]
        if not ready:
            raise ValueError(f"a ring of tables: {', '.join(tables)}")
        name = ready[0]
        on[name] = uniform(name) < table_row(name, bodies[name]["table"], on, values)
        tables.remove(name)
    return {name: on[name] for name in bodies}


def table_row(name: str, table: Data, on: dict[str, bool], values: Values) -> float:
    """The probability that a static table gives to an event.

    {parents: [a, b], probability: {"true true": p, "true false": q, ...}}; {probability: p}
    without parents. A parent without a table counts as it is on day 0.
    """
    parents = as_list(table.get("parents"))
    if not parents:
        return amount(table["probability"], values, f"table of {name}")
    row = " ".join("true" if on[parent] else "false" for parent in parents)
    rows = {str(key).lower(): value for key, value in table["probability"].items()}
    return amount(rows[row], values, f"table {row} of {name}")
