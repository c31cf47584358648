"""Outlooks that are legal and hardly meant: warnings."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from goodoffices.errors import Problem
from goodoffices.formats.outlook import ROUNDING, in_days, unset_mistakes
from goodoffices.model.arithmetic import quantities
from goodoffices.model.expression import And, Constant, Expression, Name, Or
from goodoffices.model.outlook import Amount, Cause, Event, Outlook


def odd_outlook(outlook: Outlook) -> Iterator[Problem]:
    """Probabilities that nobody has set, and what never happens, moves or is used."""
    yield from unset_mistakes(outlook)
    yield from _never(outlook)
    yield from _idle_requires(outlook)
    used = set(_used(outlook))
    for param in outlook.params:
        if is_named(param.path) and param.id not in used:
            yield Problem(param.place, f'nothing uses the param "{param.id}"')
    touched = {end for flow in outlook.flows for end in (flow.source, flow.target)}
    for stock in outlook.stocks:
        if stock.id not in touched:
            found = f'no flow goes into the stock "{stock.id}" or out of it: it never changes'
            yield Problem(stock.place, found)
    pools = {flow.pool for flow in outlook.flows}
    for pool in outlook.pools:
        if pool.id not in pools:
            yield Problem(pool.place, f'no flow uses the pool "{pool.id}"')
    for scenario in outlook.scenarios:
        for event, day in scenario.do:
            if day > outlook.horizon + ROUNDING:
                found = f'"{event}" is done on day {day:g}, and the outlook ends on day '
                remedy = f'"horizon: {in_days(day)}" goes that far'
                yield Problem(scenario.place, f"{found}{outlook.horizon:g}", "", remedy)


def is_named(path: str) -> bool:
    """Whether a param with this path has a name of its own."""
    return path.startswith("outlook.params.")


def _never(outlook: Outlook) -> Iterator[Problem]:
    """Events that nothing can bring about, and flows that wait for them."""
    can = _possible(outlook)
    for event in outlook.events:
        if event.id not in can:
            why = "no cause, holds_in, table or scenario brings it about"
            causes = [one for one in event.causes if one.probability != 0]
            waits = sorted({one.after for one in causes if one.after} - can)
            if len(waits) == 1 and waits[0] == event.id:
                why = "it comes only after itself"
            elif waits:
                why = f'it comes only after "{waits[0]}", which never happens'
            elif causes:
                why = "what it requires never holds"
            found = f'"{event.id}" can never happen: {why}'
            yield Problem(event.place, found, "", "give it a cause, or leave it out")
    for flow in outlook.flows:
        if flow.when is not None and not _holds(flow.when, can):
            found = f'the flow "{flow.id}" never moves: "{flow.when}" can never hold'
            yield Problem(flow.place, found)


def _possible(outlook: Outlook) -> set[str]:
    """The events that something can bring about; taken as possible where that is hard to tell."""
    can = {event for scenario in outlook.scenarios for event, _ in scenario.do}
    can |= {e.id for e in outlook.events if e.holds_in is not None or e.table or e.begins}
    while True:
        more = {e.id for e in outlook.events if e.id not in can and _comes(e, can)}
        if not more:
            return can
        can |= more


def _comes(event: Event, can: Collection[str]) -> bool:
    free = event.requires is None or _holds(event.requires, can)
    return free and any(_works(cause, can) for cause in event.causes)


def _works(cause: Cause, can: Collection[str]) -> bool:
    return cause.probability != 0 and (not cause.after or cause.after in can)


def _holds(expression: Expression, can: Collection[str]) -> bool:
    if isinstance(expression, Constant):
        return expression.value
    if isinstance(expression, Name):
        return expression.text in can
    if isinstance(expression, And):
        return all(_holds(part, can) for part in expression.parts)
    if isinstance(expression, Or):
        return any(_holds(part, can) for part in expression.parts)
    return True


def _idle_requires(outlook: Outlook) -> Iterator[Problem]:
    for event in outlook.events:
        at_once = event.holds_in is not None and event.reached.kind == "none"
        if event.requires is not None and at_once and not event.causes:
            found = f'"{event.id}" requires something, and holds_in puts it there all the same'
            remedy = "make two events: one that holds, and one that comes after it"
            yield Problem(event.place, found, "", remedy)


def _used(outlook: Outlook) -> Iterator[Amount]:
    for event in outlook.events:
        for cause in (*event.causes, *event.closes):
            yield from (one for one in (cause.probability, cause.rate) if one is not None)
        yield from (modifier.times for modifier in event.modifiers)
        yield from event.table.rows if event.table else ()
    for stock in outlook.stocks:
        yield from (one for one in (stock.initial, stock.most) if one is not None)
    for flow in outlook.flows:
        yield from (one for one in (flow.capacity, flow.ramp, flow.drift) if one is not None)
        yield from (modifier.times for modifier in flow.modifiers)
        yield from (one.name for one in quantities(flow.rate)) if flow.rate else ()
    yield from (pool.capacity for pool in outlook.pools)
