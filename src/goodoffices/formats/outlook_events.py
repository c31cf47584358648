"""Events of an outlook: their causes, what they require and exclude, static tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goodoffices.errors import one_of
from goodoffices.formats.context import Path
from goodoffices.formats.outlook_context import Reader, lag
from goodoffices.formats.schema_outlook import CauseShape, EventShape, TableShape
from goodoffices.model.expression import And, Expression
from goodoffices.model.outlook import Cause, Event, Table

MOST_PARENTS = 4


def event(r: Reader, name: str, one: EventShape) -> Event:
    path: Path = ("events", name)
    event_keys(r, path, one)
    holds = None
    if one.holds_in is not None:
        if r.terms:
            holds = in_situation(r, one.holds_in, (*path, "holds_in"))
        else:
            remedy = "put the outlook into a situation, or beside one"
            r.problem((*path, "holds_in"), "there is no situation here", "", remedy)
    first = causes(r, one.causes, name, (*path, "causes"), 0)
    opens = causes(r, one.opens, name, (*path, "opens"), len(first))
    before = len(first) + len(opens)
    return Event(
        id=name,
        holds_in=holds,
        reached=lag(one.reached),
        status=one.status,
        begins=one.begins,
        requires=required(r, one.requires, (*path, "requires")),
        causes=first + opens,
        closes=causes(r, one.closes, name, (*path, "closes"), before),
        modifiers=r.modifiers(one.modifiers, name, (*path, "modifiers")),
        excludes=excluded(r, name, one.excludes, (*path, "excludes")),
        table=table(r, name, one.table, (*path, "table")),
        name=one.name or "",
        because=tuple(one.because),
        place=r.context.place(path, key=True),
    )


def in_situation(r: Reader, text: str, path: Path) -> Expression:
    """An expression of the situation; an event in it is told from a misspelt name."""
    before = len(r.context.problems)
    found = r.context.expression(text, path)
    for at, problem in enumerate(r.context.problems[before:], before):
        name = problem.found.removeprefix('unknown name "').removesuffix('"')
        if name in r.names["events"] and problem.found.startswith("unknown name"):
            remedy = f"{name} is an event: requires, after and when take events"
            r.context.problems[at] = replace(problem, remedy=remedy)
    return found


def event_keys(r: Reader, path: Path, one: EventShape) -> None:
    """Keys that mean nothing together."""
    if not one.status:
        for key, given in (("opens", one.opens), ("closes", one.closes)):
            if given:
                found = f"{key} stands in an event that is no status"
                r.problem((*path, key), found, "", "set status: true", key=True)
        if one.begins:
            found = "begins stands in an event that is no status"
            remedy = "set status: true; what holds from day 0 for good is holds_in: true"
            r.problem((*path, "begins"), found, "", remedy, key=True)
    if one.table is not None and (
        one.causes or one.status or one.holds_in or one.requires or one.modifiers
    ):
        found = "a static table stands beside what changes with time"
        remedy = "let another event come after this one"
        r.problem((*path, "table"), found, "a table alone", remedy, key=True)
    if one.reached is not None and one.holds_in is None:
        found = "reached says how long after holds_in, and there is none"
        r.problem((*path, "reached"), found, "holds_in and reached", key=True)
    elif one.reached is not None and (one.causes or one.status):
        found = f"reached stands beside {'causes' if one.causes else 'status'}"
        remedy = "make an event with holds_in and reached, and let this one come after it"
        r.problem((*path, "reached"), found, "holds_in and reached alone", remedy, key=True)


def required(r: Reader, texts: Sequence[str], path: Path) -> Expression | None:
    parts = [
        r.events_in(str(text), (*path, at) if len(texts) > 1 else path)
        for at, text in enumerate(texts)
    ]
    good = tuple(part for part in parts if part is not None)
    if len(good) > 1 and r.simple(And(good), path):
        return And(good)
    return good[0] if good else None


def excluded(r: Reader, name: str, others: Sequence[str], path: Path) -> tuple[str, ...]:
    if name in others:
        at = (*path, others.index(name))
        r.problem(at, f'"{name}" excludes itself', "other events")
    return tuple(one for one in r.all_known(others, "events", path) if one != name)


def causes(
    r: Reader, shapes: Sequence[CauseShape], name: str, path: Path, before: int
) -> tuple[Cause, ...]:
    return tuple(cause(r, one, name, (*path, at), before + at + 1) for at, one in enumerate(shapes))


def cause(r: Reader, one: CauseShape, name: str, path: Path, number: int) -> Cause:
    after = r.known(one.after, "events", (*path, "after")) if one.after else ""
    label = f"probability {number} of {name}"
    where = r.context.place(path)
    because = tuple(one.because)
    if one.rate is None:
        chance = r.amounts.chance(one.probability, label, (*path, "probability"), because)
        return Cause(chance, lag(one.lag), after=after, because=because, place=where)
    if "probability" in one.model_fields_set or one.lag is not None:
        found = f"rate and {'lag' if one.lag is not None else 'probability'} stand together"
        r.problem(path, found, "a rate, or a probability with its lag")
    label = f"rate {number} of {name}"
    rate = r.amounts.chance(one.rate.chance, label, (*path, "rate"), because, per_period=True)
    return Cause(rate=rate, per=one.rate.per, after=after, because=because, place=where)


def table(r: Reader, name: str, one: TableShape | None, path: Path) -> Table | None:
    if one is None:
        return None
    parents = r.all_known(one.parents, "events", (*path, "parents"))
    if len(one.parents) > MOST_PARENTS:
        remedy = "put a table between: an event of some of them"
        found = f"{len(one.parents)} parents"
        r.problem((*path, "parents"), found, f"at most {MOST_PARENTS}", remedy)
        return None
    for at, parent in enumerate(one.parents):
        other = r.shape.events.get(parent)
        if other and other.table is None and (other.holds_in is None or other.reached is not None):
            found = f'the parent "{parent}" is not settled on day 0'
            expected = "parents that have a table or holds_in themselves"
            remedy = "make this a cause with after"
            r.problem((*path, "parents", at), found, expected, remedy)
    rows = r.amounts.rows(one, name, path)
    return Table(parents, rows) if rows and len(parents) == len(one.parents) else None


def no_ring(r: Reader, events: Sequence[Event]) -> None:
    """No table may wait for itself; every ring is noted once."""
    waits = {event.id: event.table.parents if event.table else () for event in events}
    told: set[str] = set()
    for name in waits:
        reached = _above(waits, name)
        if name in reached and name not in told:
            ring = [other for other in waits if other in reached and name in _above(waits, other)]
            told.update(ring)
            found = f'the table of "{name}" depends on itself'
            expected = f"no ring among {one_of(ring)}" if len(ring) > 1 else "other parents"
            remedy = "tables are settled once, on day 0: make one of them a cause with after"
            r.problem(("events", name, "table"), found, expected, remedy)


def _above(waits: dict[str, tuple[str, ...]], name: str) -> set[str]:
    """All whose tables must be settled before."""
    reached: set[str] = set()
    here = list(waits.get(name, ()))
    while here:
        one = here.pop()
        if one not in reached:
            reached.add(one)
            here += waits.get(one, ())
    return reached
