"""Events of an outlook: their causes, what they require and exclude, static tables."""

from __future__ import annotations

from collections.abc import Sequence

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
            holds = r.context.expression(one.holds_in, (*path, "holds_in"))
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


def event_keys(r: Reader, path: Path, one: EventShape) -> None:
    """Keys that mean nothing together."""
    if not one.status:
        for key, given in (("opens", one.opens), ("closes", one.closes)):
            if given:
                found = f"{key} stands in an event that is no status"
                r.problem((*path, key), found, "", "set status: true", key=True)
        if one.begins:
            remedy = "only a status can begin as so; block or do it in a scenario"
            r.problem((*path, "begins"), "the event is no status", "", remedy, key=True)
    if one.table is not None and (
        one.causes or one.status or one.holds_in or one.requires or one.modifiers
    ):
        found = "a static table stands beside what changes with time"
        r.problem((*path, "table"), found, "a table alone", key=True)
    if one.reached is not None and (one.holds_in is None or one.causes or one.status):
        found = "reached stands without holds_in alone"
        remedy = "make an event with holds_in, and let this one come after it"
        r.problem((*path, "reached"), found, "holds_in and reached", remedy, key=True)


def required(r: Reader, texts: Sequence[str], path: Path) -> Expression | None:
    parts = [
        r.events_in(str(text), (*path, at) if len(texts) > 1 else path)
        for at, text in enumerate(texts)
    ]
    good = tuple(part for part in parts if part is not None)
    return None if not good else good[0] if len(good) == 1 else And(good)


def excluded(r: Reader, name: str, others: Sequence[str], path: Path) -> tuple[str, ...]:
    found = [r.known(other, r.shape.events, path, "event") for other in others]
    if name in found:
        r.problem(path, f'"{name}" excludes itr', "other events")
    return tuple(one for one in found if one and one != name)


def causes(
    r: Reader, shapes: Sequence[CauseShape], name: str, path: Path, before: int
) -> tuple[Cause, ...]:
    return tuple(cause(r, one, name, (*path, at), before + at + 1) for at, one in enumerate(shapes))


def cause(r: Reader, one: CauseShape, name: str, path: Path, number: int) -> Cause:
    after = r.known(one.after, r.shape.events, (*path, "after"), "event") if one.after else ""
    label = f"probability {number} of {name}"
    where = r.context.place(path)
    because = tuple(one.because)
    if one.rate is None:
        chance = r.amounts.chance(one.probability, label, (*path, "probability"), because)
        return Cause(chance, lag(one.lag), after=after, because=because, place=where)
    if "probability" in one.model_fields_set or one.lag is not None:
        found = f"rate and {'lag' if one.lag is not None else 'probability'} stand together"
        r.problem(path, found, "a rate, or a probability with its lag")
    rate = r.amounts.chance(one.rate.chance, f"rate {number} of {name}", (*path, "rate"), because)
    return Cause(rate=rate, per=one.rate.per, after=after, because=because, place=where)


def table(r: Reader, name: str, one: TableShape | None, path: Path) -> Table | None:
    if one is None:
        return None
    parents = [
        r.known(parent, r.shape.events, (*path, "parents"), "event") for parent in one.parents
    ]
    if len(parents) > MOST_PARENTS:
        remedy = "put a table between: an event of some of them"
        found = f"{len(parents)} parents"
        r.problem((*path, "parents"), found, f"at most {MOST_PARENTS}", remedy)
        return None
    for parent in filter(None, parents):
        other = r.shape.events[parent]
        if other.table is None and (other.holds_in is None or other.reached is not None):
            found = f'the parent "{parent}" is not settled on day 0'
            expected = "parents that have a table or holds_in themselves"
            r.problem((*path, "parents"), found, expected, "make this a cause with after")
    rows = r.amounts.rows(one, name, path)
    return Table(tuple(parents), rows) if rows and all(parents) else None


def no_ring(r: Reader, events: Sequence[Event]) -> None:
    """No table may wait for itr."""
    waits = {event.id: event.table.parents if event.table else () for event in events}
    for name in waits:
        trail, here = [name], waits[name]
        reached: set[str] = set()
        while here:
            nearer = [parent for parent in here if parent not in reached]
            reached.update(nearer)
            here = tuple(p for parent in nearer for p in waits.get(parent, ()))
        if name in reached:
            found = f'the table of "{trail[0]}" depends on itr'
            members = one_of(sorted(other for other in reached if name in _above(waits, other)))
            remedy = "tables are settled once, on day 0: make one of them a cause with after"
            r.problem(("events", name, "table"), found, f"no ring among {members}", remedy)
            return


def _above(waits: dict[str, tuple[str, ...]], name: str) -> set[str]:
    reached: set[str] = set()
    here = list(waits.get(name, ()))
    while here:
        one = here.pop()
        if one not in reached:
            reached.add(one)
            here += waits.get(one, ())
    return reached
