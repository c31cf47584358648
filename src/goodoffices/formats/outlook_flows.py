"""Flows of an outlook: where from and to, how much, and when."""

from __future__ import annotations

from goodoffices.errors import nearest, one_of
from goodoffices.formats.context import Path
from goodoffices.formats.outlook_context import Reader, observed
from goodoffices.formats.schema_outlook import FlowShape
from goodoffices.model.arithmetic import Arithmetic, arithmetic, quantities
from goodoffices.model.outlook import Flow
from goodoffices.model.parser import ExpressionError


def flow(r: Reader, name: str, one: FlowShape) -> Flow:
    path: Path = ("flows", name)
    source = r.known(one.from_, r.shape.stocks, (*path, "from"), "stock") if one.from_ else ""
    target = r.known(one.to, r.shape.stocks, (*path, "to"), "stock") if one.to else ""
    if not one.from_ and not one.to:
        r.problem(path, "the flow moves nothing", "from, to, or both", key=True)
    if one.from_ and one.from_ == one.to:
        r.problem(path, "the flow ends where it begins", "two different stocks", key=True)
    if one.rate is None and one.capacity is None:
        r.problem(path, "the flow has no size", "a rate, a capacity, or both", key=True)
    if one.capacity is None:
        for key in ("ramp", "drift", "modifiers"):
            if getattr(one, key):
                found = f"{key} works on a capacity, and the flow has none"
                r.problem((*path, key), found, "a capacity", key=True)
    drift = r.amounts.optional(one.drift, f"drift of {name}", (*path, "drift"))
    if drift is not None and r.amounts.least(drift) < 0:
        r.problem((*path, "drift"), "a drift below 0", "a number from 0 on")
    return Flow(
        id=name,
        source=source,
        target=target,
        rate=rate(r, one.rate, (*path, "rate")),
        capacity=r.amounts.optional(one.capacity, f"capacity of {name}", (*path, "capacity")),
        when=None if one.when is None else r.events_in(one.when, (*path, "when")),
        ramp=one.ramp or 0.0,
        drift=0.0 if drift is None else drift,
        pool=r.known(one.pool, r.shape.pools, (*path, "pool"), "pool") if one.pool else "",
        priority=one.priority,
        modifiers=r.modifiers(one.modifiers, name, (*path, "modifiers")),
        unit=(one.capacity.unit or "") if one.capacity else "",
        name=one.name or "",
        because=tuple(one.because),
        place=r.context.place(path, key=True),
        observed=observed(r.context, one.observed, (*path, "observed")),
    )


def rate(r: Reader, text: str | None, path: Path) -> Arithmetic | None:
    if text is None:
        return None
    try:
        found = arithmetic(text)
    except ExpressionError as error:
        place = r.context.tree.locate(path, error.offset)
        r.context.problem(place, f'in "{text}": {error.found}', error.expected, error.remedy)
        return None
    words = [*r.shape.stocks, *r.shape.params, *r.shape.events]
    for one in quantities(found):
        if one.name not in words:
            place = r.context.tree.locate(path, one.offset)
            found_ = f'unknown name "{one.name}"'
            remedy = nearest(one.name, words)
            if one.name in r.shape.flows:
                remedy = "rates read stocks, params and events (0 or 1), not other flows"
            r.context.problem(place, found_, f"one of {one_of(words)}", remedy)
    return found
