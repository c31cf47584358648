"""``prefers`` and ``ranking`` of a party, and the levels that changes add."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from goodoffices.formats.context import Context, Path
from goodoffices.formats.schema import LevelShape, PartyShape, StatementShape
from goodoffices.model.expression import Name
from goodoffices.model.preference import Entry, Level, Preference, Ranking, Statement, Sure


def preference(context: Context, party: PartyShape, path: Path) -> Preference:
    """The criteria of one party, from ``prefers`` or from ``ranking``."""
    if party.ranking is not None:
        return Preference((ranking(context, party, (*path, "ranking")),))
    return Preference(levels(context, party.prefers or (), (*path, "prefers")))


def levels(context: Context, shapes: Sequence[LevelShape], path: Path) -> tuple[Level, ...]:
    """Statements, level by level; ``path`` is that of the list."""
    return tuple(
        Level(
            tuple(
                statement(context, one, (*path, at, "tie", member))
                for member, one in enumerate(level.tie)
            )
        )
        for at, level in enumerate(shapes)
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
    return Statement(want, tuple(shape.because), sure, place, weight)


def ranking(context: Context, party: PartyShape, path: Path) -> Ranking:
    """Groups from best to worst; ids that are not feasible are found where states are known."""
    groups = []
    keys = {name for name in context.names if context.tree.data.get("graph")}
    for at, group in enumerate(party.ranking or ()):
        entries = []
        for member, state in enumerate(group.tie):
            where = (*path, at, "tie", member)
            place = context.place(where)
            if isinstance(state, int):
                entries.append(Entry(state, place))
            elif state in keys:
                entries.append(Entry(Name(state), place))
            else:
                entries.append(Entry(context.expression(state, where), place))
        groups.append(tuple(entries))
    return Ranking(tuple(groups), context.place(path, key=True))
