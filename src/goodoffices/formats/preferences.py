"""The preference of a party as it is written, and the levels that changes add."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from goodoffices.errors import Place
from goodoffices.formats.context import Context, Path
from goodoffices.formats.schema import PartyShape
from goodoffices.formats.schema_preferences import (
    GroupShape,
    LevelShape,
    OrderShape,
    StatementShape,
)
from goodoffices.model.expression import Name
from goodoffices.model.preference import (
    MILD,
    STRONG,
    Criterion,
    Entry,
    Group,
    Level,
    Line,
    OpenPair,
    PartialOrder,
    Preference,
    Ranking,
    Statement,
    Sure,
)
from goodoffices.ranks import too_fine

FEWER = "numbers whose common denominator fits 62 bits"
WAYS = ("prefers", "ranking", "partial_order", "divided")
"""The keys of which a party has at most one."""


def preference(context: Context, party: PartyShape, path: Path) -> Preference:
    """The preference of one party, however it is stated."""
    given = [key for key in WAYS if getattr(party, key) is not None]
    if len(given) > 1:
        place = context.place((*path, given[1]), key=True)
        found = f'"{path[-1]}" has both {given[0]} and {given[1]}'
        context.problem(place, found, "one of the two")
    stated = Preference(
        _criteria(context, party, path),
        strongly_by=tuple(party.strongly_by),
        open=tuple(
            OpenPair(
                _group(context, one.pair[0], (*path, "unknown", at, "pair", 0)),
                _group(context, one.pair[1], (*path, "unknown", at, "pair", 1)),
                context.place((*path, "unknown", at)),
                tuple(one.because),
            )
            for at, one in enumerate(party.unknown)
        ),
        extension=party.extension or "",
    )
    if party.divided is not None or party.fuzzy is not None:
        # Only shares and degrees need this, and it takes time to load.
        further = importlib.import_module("goodoffices.formats.graded")
        stated = further.with_degrees(context, stated, party, path, _of, _group)
    _fits(context, stated, party, path)
    return stated


def _criteria(context: Context, party: PartyShape, path: Path) -> tuple[Criterion, ...]:
    if party.ranking is not None:
        return (ranking(context, party.ranking, (*path, "ranking")),)
    if party.partial_order is not None:
        where = (*path, "partial_order")
        chains = tuple(
            ranking(context, chain, (*where, at)) for at, chain in enumerate(party.partial_order)
        )
        for at, chain in enumerate(chains):
            if not chain.groups:
                place = context.place((*where, at))
                context.problem(place, "an empty chain stands here", "states", "leave it out")
            if chain.lines:
                found = "a line of strength stands in a partial order"
                context.problem(chain.place, found, "chains of states", "use ranking or prefers")
        return (PartialOrder(chains, context.place(where, key=True)),)
    return lined(context, party.prefers or (), (*path, "prefers"))


def _of(
    context: Context, prefers: Sequence[LevelShape], order: OrderShape | None, path: Path
) -> Preference:
    """The preference of a faction."""
    if order is not None:
        return Preference((ranking(context, order, (*path, "ranking")),))
    return Preference(lined(context, prefers, (*path, "prefers")))


def _fits(context: Context, found: Preference, party: PartyShape, path: Path) -> None:
    """What cannot stand beside each other."""
    place = context.place(path, key=True)
    if found.unknown and (found.fuzzy or found.divided):
        other = "fuzzy" if found.fuzzy else "divided"
        what = f'"{path[-1]}" leaves preferences unknown and is {other}'
        context.problem(place, what, "one of the two")
    if found.divided and found.fuzzy:
        context.problem(place, f'"{path[-1]}" is both divided and fuzzy', "one of the two")
    if found.extension and not found.unknown:
        where = context.place((*path, "extension"))
        remedy = "leave extension out, or say what is unknown"
        context.problem(where, "nothing about this party is unknown", "", remedy)
    if found.strongly_by and not any(isinstance(one, Level) for one in found.criteria):
        where = context.place((*path, "strongly_by"))
        context.problem(where, "thresholds stand here without statements", "prefers beside them")
    for one in found.criteria:
        if isinstance(one, Level) and too_fine(one, found.strongly_by):
            key = "strongly_by" if found.strongly_by else "prefers"
            what = "weights beside thresholds or unknown statements are too fine to be compared"
            where = context.place((*path, key), key=True)
            context.problem(where, what, FEWER, "use smaller numbers or fewer decimals")
    if (found.divided or found.fuzzy) and found.degrees > MILD:
        what = "a line of strength stands in a preference by shares or degrees"
        context.problem(place, what, "", "leave the line out")


def lined(context: Context, shapes: Sequence[LevelShape], path: Path) -> tuple[Level | Line, ...]:
    """Levels with lines of strength between them."""
    found: list[Level | Line] = []
    for at, shape in enumerate(shapes):
        if shape.strongly is None:
            found.append(_level(context, shape, (*path, at)))
        else:
            found.append(Line(shape.strongly, context.place((*path, at))))
    above = None
    for upper, lower in pairwise(found):
        if isinstance(upper, Line) and isinstance(lower, Line):
            _side_by_side(context, lower.place, "statements")
    for one in reversed(found):
        if isinstance(one, Line):
            if above is not None and one.degree <= above:
                remedy = f"write strongly: {above + 1}"
                expected = f"a degree above {above}, which the line below it has"
                context.problem(one.place, "this line says nothing", expected, remedy)
            above = one.degree
    if found and isinstance(found[0], Line):
        expected = "statements above the line"
        context.problem(found[0].place, "nothing stands above this line", expected)
    return tuple(found)


def _side_by_side(context: Context, place: Place, what: str) -> None:
    found = "a second line of strength stands right below another"
    context.problem(place, found, f"{what} between them", "leave one of them out")


def levels(context: Context, shapes: Sequence[LevelShape], path: Path) -> tuple[Level, ...]:
    """Statements of a change, level by level; ``path`` is that of the list."""
    for at, shape in enumerate(shapes):
        if shape.strongly is not None:
            place = context.place((*path, at))
            remedy = "what is raised stands above every line, what is lowered below"
            context.problem(place, "a line of strength stands in a change", "a statement", remedy)
    return tuple(
        _level(context, one, (*path, at)) for at, one in enumerate(shapes) if one.strongly is None
    )


def _level(context: Context, level: LevelShape, path: Path) -> Level:
    return Level(
        tuple(
            statement(context, one, (*path, "tie", member)) for member, one in enumerate(level.tie)
        )
    )


def statement(context: Context, shape: StatementShape, path: Path) -> Statement:
    """One statement with its evidence and how sure it is."""
    want = context.expression(shape.want, (*path, "want"))
    place = context.place((*path, "want"))
    sure = Sure()
    if shape.sure is not None:
        if (shape.sure.word is None) == (shape.sure.phi is None):
            where = context.place((*path, "sure"))
            context.problem(where, "sure says neither or both", "firm, likely, guess or {phi: x}")
        sure = Sure(shape.sure.word or "", shape.sure.phi)
    weight = Fraction(1) if shape.weight is None else shape.weight
    return Statement(want, tuple(shape.because), sure, place, weight, shape.unknown)


def ranking(context: Context, order: OrderShape, path: Path) -> Ranking:
    """Groups from best to worst; ids that are not feasible are found where states are known."""
    shapes = order.order
    groups: list[Group] = []
    lines: list[tuple[int, int]] = []
    for at, shape in enumerate(shapes):
        where: Path = (*path, "order", at)
        if shape.strongly is None:
            groups.append(_group(context, shape, where))
            continue
        if lines and lines[-1][0] == len(groups):
            _side_by_side(context, context.place(where), "states")
        lines.append((len(groups), shape.strongly or STRONG))
        if not groups or at == len(shapes) - 1:
            found = "a line of strength stands at the end of the ranking"
            context.problem(context.place(where), found, "states on both sides of it")
    place = context.place(path, key=True)
    return Ranking(tuple(groups), place, tuple(lines), tuple(order.because))


def _group(context: Context, shape: GroupShape, path: Path) -> Group:
    keys = {name for name in context.names if context.tree.data.get("graph")}
    if shape.strongly is not None:
        context.problem(context.place(path), "a line of strength stands here", "states")
    entries = []
    for member, state in enumerate(shape.tie):
        where = (*path, "tie", member)
        place = context.place(where)
        if isinstance(state, int):
            entries.append(Entry(state, place))
        elif state in keys:
            entries.append(Entry(Name(state), place))
        else:
            entries.append(Entry(context.expression(state, where), place))
    return tuple(entries)
