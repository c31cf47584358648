"""Flows of an outlook: where from and to, how much, and when."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.errors import nearest, one_of
from goodoffices.formats.context import Path, short
from goodoffices.formats.outlook_context import Reader, observed
from goodoffices.formats.schema_outlook import FlowShape
from goodoffices.model.arithmetic import Arithmetic, Number, Operation, arithmetic, quantities
from goodoffices.model.outlook import Flow
from goodoffices.model.parser import ExpressionError


def flow(r: Reader, name: str, one: FlowShape) -> Flow:
    path: Path = ("flows", name)
    source = r.known(one.from_, "stocks", (*path, "from")) if one.from_ else ""
    target = r.known(one.to, "stocks", (*path, "to")) if one.to else ""
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
    because = tuple(one.because)
    drift = r.amounts.optional(one.drift, f"drift of {name}", (*path, "drift"), because)
    where: Path = (*path, "capacity")
    capacity = r.amounts.optional(one.capacity, f"capacity of {name}", where, because)
    for key, amount in (("drift", drift), ("capacity", capacity)):
        if amount is not None:
            r.amounts.at_least_0(amount, key, (*path, key))
    if drift is not None:
        r.amounts.without_unit(drift, f"drift of {name}", "a drift", (*path, "drift"))
    return Flow(
        id=name,
        source=source,
        target=target,
        rate=rate(r, one.rate, (*path, "rate")),
        capacity=capacity,
        when=None if one.when is None else r.events_in(one.when, (*path, "when")),
        ramp=one.ramp or 0.0,
        drift=0.0 if drift is None else drift,
        pool=r.known(one.pool, "pools", (*path, "pool")) if one.pool else "",
        priority=one.priority,
        modifiers=r.modifiers(one.modifiers, name, (*path, "modifiers")),
        unit=(one.capacity.unit or "") if one.capacity else "",
        name=one.name or "",
        because=because,
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
        found_ = f'in "{short(text)}": {error.found}'
        r.context.problem(place, found_, error.expected, error.remedy)
        return None
    words = [*r.names["stocks"], *r.names["params"], *r.names["events"]]
    for offset in by_nought(found):
        place = r.context.tree.locate(path, offset)
        r.context.problem(place, "this divides by zero", "a number other than 0")
    for one in quantities(found):
        if one.name not in words:
            place = r.context.tree.locate(path, one.offset)
            found_ = f'unknown name "{one.name}"'
            remedy = nearest(one.name, words)
            if one.name in r.names["flows"]:
                remedy = "rates read stocks, params and events (0 or 1), not other flows"
            elif one.name in (*r.context.names, *r.context.options):
                remedy = r.remedy(one.name, "events")
            r.context.problem(place, found_, f"one of {one_of(words)}", remedy)
    return found


def by_nought(rate: Arithmetic) -> Iterator[int]:
    """Where a rate divides by the number 0."""
    if isinstance(rate, Operation) and rate.sign == "/" and rate.right == Number(0.0):
        yield rate.offset
    for child in rate.children():
        yield from by_nought(child)
