"""Stocks and flows in one step.

    want = gate min(rate(x), cap(k)),   cap(k) = c L(k) clip((k - T_on)/r, 0, 1) prod m
    L(k) = L(k - 1) exp(s sqrt(delta) z - s^2 delta/2),   L(0) = 1

1. Every flow's want, from the stocks at the start of the step and the events at its end.
2. Wants are scaled by what the source holds, then by the pool, then by the room in the target.
3. All flows move together.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from .outlook_texts import (
    Data,
    Tree,
    Values,
    amount,
    arithmetic,
    computed,
    days,
    events_condition,
    is_on,
    per_day,
)


@dataclass
class Flow:
    """`level` is L and changes; `since` is T_on, the step in which the gate last came on."""

    name: str
    source: str | None
    target: str | None
    rate: Tree | None
    capacity: float | None
    gate: Tree
    ramp: Fraction
    drift: float
    pool: str | None
    priority: float
    modifiers: list[tuple[Tree, float]]
    level: float = 1.0
    since: int | None = None


def read_modifiers(name: str, body: Data, values: Values) -> list[tuple[Tree, float]]:
    """(condition, factor) of each modifier of an event or a flow."""
    return [
        (events_condition(one["when"]), amount(one["times"], values, f"times {i} of {name}"))
        for i, one in enumerate(body.get("modifiers") or [], start=1)
    ]


def read_flows(outlook: Data, values: Values) -> list[Flow]:
    """The flows in the order of the outlook. One without a priority comes after those with one."""
    flows = []
    for name, body in (outlook.get("flows") or {}).items():
        rate, capacity = body.get("rate"), body.get("capacity")
        if rate is None and capacity is None:
            raise ValueError(f"{name} needs a rate, a capacity or both")
        flows.append(
            Flow(
                name=name,
                source=body.get("from"),
                target=body.get("to"),
                rate=None if rate is None else arithmetic(str(rate)),
                capacity=None
                if capacity is None
                else per_day(capacity, values, f"capacity of {name}"),
                gate=events_condition(body.get("when")),
                ramp=days(body.get("ramp", 0), values),
                drift=amount(body.get("drift", 0), values, f"drift of {name}"),
                pool=body.get("pool"),
                priority=float(body.get("priority", math.inf)),
                modifiers=read_modifiers(name, body, values),
            )
        )
    return flows


def see_gates(flows: list[Flow], on: dict[str, bool], k: int) -> None:
    """Notes when each gate came on; a gate that closes forgets it."""
    for flow in flows:
        if not is_on(flow.gate, on):
            flow.since = None
        elif flow.since is None:
            flow.since = k


def want(flow: Flow, k: int, step: Fraction, names: dict[str, float], on: dict[str, bool]) -> float:
    """What the flow would move per day, were nothing short."""
    if flow.since is None:
        return 0.0
    bounds = []
    if flow.rate is not None:
        bounds.append(computed(flow.rate, names))
    if flow.capacity is not None:
        capacity = flow.capacity * flow.level
        if flow.ramp > 0:
            capacity *= float(min(Fraction(1), (k - flow.since) * step / flow.ramp))
        for condition, times in flow.modifiers:
            if is_on(condition, on):
                capacity *= times
        bounds.append(capacity)
    return max(0.0, min(bounds))


def ration(moves: dict[str, float], sharing: list[Flow], available: float) -> None:
    """Scales the moves of these flows to what is available: each priority in turn, the lowest
    number first, and flows of the same priority in proportion."""
    left = max(0.0, available)
    for priority in sorted({flow.priority for flow in sharing}):
        equals = [flow.name for flow in sharing if flow.priority == priority]
        total = sum(moves[name] for name in equals)
        if total > left:
            for name in equals:
                moves[name] *= left / total
        left = max(0.0, left - total)


def move(
    outlook: Data,
    flows: list[Flow],
    stocks: dict[str, float],
    on: dict[str, bool],
    k: int,
    step: Fraction,
    values: Values,
    normal: Callable[[str, int], float],
) -> tuple[dict[str, float], dict[str, float]]:
    """(what each flow moved, the stocks at the end of step k); `on` are the events at its end."""
    delta = float(step)
    see_gates(flows, on, k)
    for flow in flows:
        if flow.drift:
            z = normal(flow.name, k)
            flow.level *= math.exp(flow.drift * math.sqrt(delta) * z - flow.drift**2 * delta / 2)
    names = {**{event: float(value) for event, value in on.items()}, **values, **stocks}
    moves = {flow.name: want(flow, k, step, names, on) * delta for flow in flows}

    for stock, held in stocks.items():
        ration(moves, [flow for flow in flows if flow.source == stock], held)
    for pool, size in (outlook.get("pools") or {}).items():
        available = per_day(size, values, f"capacity of {pool}") * delta
        ration(moves, [flow for flow in flows if flow.pool == pool], available)
    for stock, held in stocks.items():
        most = outlook["stocks"][stock].get("most")
        if most is not None:
            room = amount(most, values, f"most of {stock}") - held
            ration(moves, [flow for flow in flows if flow.target == stock], room)

    after = dict(stocks)
    for flow in flows:
        if flow.source is not None:
            after[flow.source] -= moves[flow.name]
        if flow.target is not None:
            after[flow.target] += moves[flow.name]
    return moves, {stock: max(0.0, held) for stock, held in after.items()}
