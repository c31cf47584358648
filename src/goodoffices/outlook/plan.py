"""A declaration as arrays: what the simulator needs to know apart from the numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.model.arithmetic import Arithmetic, Call, Number, Operation, Quantity
from goodoffices.model.clauses import clauses
from goodoffices.model.expression import Expression
from goodoffices.model.outlook import Amount, Cause, Modifier, Outlook, Scenario
from goodoffices.outlook.lag import ROUNDING
from goodoffices.outlook.parts import (
    ADD,
    EVENT,
    LEAST,
    LESS,
    MOST,
    OVER,
    PUSH,
    STOCK,
    TIMES,
    Floats,
    Ints,
    Structure,
)
from goodoffices.outlook.spread import key

SIGNS = {"+": ADD, "-": LESS, "*": TIMES, "/": OVER, "min": LEAST, "max": MOST}


@dataclass(frozen=True)
class Plan:
    """``structure`` with what its numbers are, in the order of the arrays of ``Numbers``.

    ``causes``: those of every event that has any, on first, then off. ``times`` of modifiers of
    events and ``flow_times`` of those of flows; ``constants`` of rates.
    """

    outlook: Outlook
    scenario: Scenario
    structure: Structure
    causes: tuple[Cause, ...]
    times: tuple[Amount, ...]
    flow_times: tuple[Amount, ...]
    constants: tuple[Amount, ...]


def plan(outlook: Outlook, scenario: Scenario, seed: int) -> Plan:
    """The plan of an outlook as a scenario changes it, with the keys of a seed."""
    return _Planner(outlook, scenario, seed).plan()


class _Planner:
    """Gathers flat lists; every ``end`` list says where the members of each thing end."""

    def __init__(self, outlook: Outlook, scenario: Scenario, seed: int) -> None:
        self.outlook, self.scenario, self.seed = outlook, scenario, seed
        self.event = {event.id: at for at, event in enumerate(outlook.events)}
        self.stock = {stock.id: at for at, stock in enumerate(outlook.stocks)}
        self.pool = {pool.id: at for at, pool in enumerate(outlook.pools)}
        self.conditions: dict[Expression, int] = {}
        self.condition_end, self.clause_end = [0], [0]
        self.literals: list[tuple[int, bool]] = []
        self.constants: list[Amount] = []
        self.code: list[tuple[int, int]] = []

    def condition(self, expression: Expression | None) -> int:
        """The number of a condition; −1 for what always holds."""
        if expression is None:
            return -1
        if expression not in self.conditions:
            self.conditions[expression] = len(self.conditions)
            for clause in clauses(expression):
                self.literals += [(self.event[name], sign) for name, sign in sorted(clause)]
                self.clause_end.append(len(self.literals))
            self.condition_end.append(len(self.clause_end) - 1)
        return self.conditions[expression]

    def modifiers(self, listed: Iterable[Sequence[Modifier]]) -> tuple[Ints, Ints, list[Amount]]:
        """Ends, conditions and factors."""
        end, when, times = [0], [], []
        for modifiers in listed:
            when += [self.condition(one.when) for one in modifiers]
            times += [one.times for one in modifiers]
            end.append(len(when))
        return ints(end), ints(when), times

    def causes(self) -> tuple[Ints, list[Cause]]:
        end: list[int] = [0]
        causes: list[Cause] = []
        for event in self.outlook.events:
            for listed in (self._causes_of(event.id), event.closes):
                causes += listed
                end.append(len(causes))
        return ints(end), causes

    def _causes_of(self, event_id: str) -> tuple[Cause, ...]:
        event = self.outlook.event(event_id)
        if event.holds_in is not None and event.reached.kind != "none":
            return (Cause(probability=1.0, lag=event.reached),)
        return event.causes

    def excludes(self) -> tuple[Ints, Ints]:
        """Exclusion is mutual, whoever says it."""
        events = self.outlook.events
        said = {(self.event[e.id], self.event[other]) for e in events for other in e.excludes}
        end, out = [0], []
        for at in range(len(events)):
            out += sorted({b for a, b in said if a == at} | {a for a, b in said if b == at})
            end.append(len(out))
        return ints(end), ints(out)

    def write(self, rate: Arithmetic) -> None:
        """The instructions of a rate, what it works on first."""
        if isinstance(rate, Quantity) and rate.name in self.stock:
            self.code.append((STOCK, self.stock[rate.name]))
        elif isinstance(rate, Quantity) and rate.name in self.event:
            self.code.append((EVENT, self.event[rate.name]))
        elif isinstance(rate, Number | Quantity):
            self.code.append((PUSH, len(self.constants)))
            self.constants.append(rate.value if isinstance(rate, Number) else rate.name)
        elif isinstance(rate, Operation):
            self.write(rate.left)
            self.write(rate.right)
            self.code.append((SIGNS[rate.sign], 0))
        elif isinstance(rate, Call):
            for at, part in enumerate(rate.parts):
                self.write(part)
                if at:
                    self.code.append((SIGNS[rate.word], 0))

    def served(self) -> tuple[Ints, Ints]:
        """Flows in the order in which they are served, and the ends of those served together."""
        flows = self.outlook.flows
        order = sorted(
            range(len(flows)),
            key=lambda f: float("inf") if flows[f].priority is None else flows[f].priority,  # type: ignore[arg-type,return-value]
        )
        ranks = [flows[f].priority for f in order]
        end = [0, *(i for i in range(1, len(order)) if ranks[i] != ranks[i - 1]), len(order)]
        return ints(order), ints(end if order else [0])

    def doing(self) -> list[int]:
        """The steps in which events are made to happen; −1: not, or from the start."""
        steps = [-1] * len(self.outlook.events)
        for event, day in self.scenario.do:
            steps[self.event[event]] = math.ceil(day / self.outlook.step - ROUNDING) or -1
        return steps

    def plan(self) -> Plan:
        outlook, events, flows = self.outlook, self.outlook.events, self.outlook.flows
        blocked = set(self.scenario.block)
        do_step = self.doing()
        requires = ints([self.condition(event.requires) for event in events])
        cause_end, causes = self.causes()
        exclude_end, exclude = self.excludes()
        modifier_end, modifier_when, times = self.modifiers(e.modifiers for e in events)
        flow_end, flow_when, flow_times = self.modifiers(f.modifiers for f in flows)
        gates = ints([self.condition(flow.when) for flow in flows])
        code_end = [0]
        for flow in flows:
            if flow.rate is not None:
                self.write(flow.rate)
            code_end.append(len(self.code))
        serve, serve_end = self.served()
        still = {e.id for at, e in enumerate(events) if e.table is not None and do_step[at] < 0}
        fixed = [event.id in blocked | still for event in events]
        structure = Structure(
            condition_end=ints(self.condition_end),
            clause_end=ints(self.clause_end),
            literal_event=ints([event for event, _ in self.literals]),
            literal_sign=np.array([sign for _, sign in self.literals], np.uint8),
            status=np.array([event.status for event in events], np.uint8),
            fixed=np.array(fixed, np.uint8),
            requires=requires,
            cause_end=cause_end,
            cause_after=ints([self.event[c.after] if c.after else -1 for c in causes]),
            exclude_end=exclude_end,
            exclude=exclude,
            modifier_end=modifier_end,
            modifier_when=modifier_when,
            source=ints([self.stock.get(flow.source, -1) for flow in flows]),
            target=ints([self.stock.get(flow.target, -1) for flow in flows]),
            flow_when=gates,
            flow_pool=ints([self.pool.get(flow.pool, -1) for flow in flows]),
            flow_modifier_end=flow_end,
            flow_modifier_when=flow_when,
            code_end=ints(code_end),
            code=ints([what for what, _ in self.code]),
            code_argument=ints([argument for _, argument in self.code]),
            serve=serve,
            serve_end=serve_end,
            drifting=ints([at for at, flow in enumerate(flows) if flow.drift != 0.0]),
            do_step=ints(do_step),
            event_keys=_keys(self.seed, "event", [event.id for event in events]),
            flow_keys=_keys(self.seed, "flow", [flow.id for flow in flows]),
        )
        return Plan(
            outlook,
            self.scenario,
            structure,
            tuple(causes),
            tuple(times),
            tuple(flow_times),
            tuple(self.constants),
        )


def ints(values: Sequence[int]) -> Ints:
    """An array of whole numbers."""
    return np.array(values, np.int32)


def _keys(
    seed: int, kind: str, names: Sequence[str]
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint32]]:
    found = [key(seed, kind, name) for name in names]
    halves = [[number & 0xFFFFFFFF, number >> 32] for number in found]
    return np.array(halves, np.uint32).reshape(len(names), 2)


def columns(amounts: Iterable[Amount], draws: dict[str, Floats], outer: int) -> Floats:
    """The values of amounts for every outer draw: float64, shape (outer, amounts)."""
    listed = [
        draws[amount] if isinstance(amount, str) else np.full(outer, float(amount))
        for amount in amounts
    ]
    return np.ascontiguousarray(np.array(listed, np.float64).reshape(len(listed), outer).T)
