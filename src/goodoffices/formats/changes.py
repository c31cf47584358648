"""Levers, types, precedents and perceptions: the verbs of a change, checked against the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goodoffices.errors import nearest, one_of
from goodoffices.formats.context import Context, Path
from goodoffices.formats.preferences import levels
from goodoffices.formats.schema import SituationShape, TypeShape, VerbsShape
from goodoffices.formats.schema_preferences import LevelShape
from goodoffices.model.change import Change, Lever, PartyType, Perception, Precedent, pulled
from goodoffices.model.expression import Expression
from goodoffices.model.party import Party
from goodoffices.model.preference import Level, Preference
from goodoffices.model.rule import Rule


@dataclass(frozen=True)
class Target:
    """What a change may refer to. ``graded``: the preferences by shares or degrees, by party."""

    parties: tuple[str, ...]
    graded: Mapping[str, Preference]
    statements: Mapping[str, tuple[Expression, ...]]
    rules: tuple[str, ...]
    closed: tuple[str, ...]


def levers(
    context: Context, shape: SituationShape, parties: Sequence[Party], rules: Sequence[Rule]
) -> tuple[Lever, ...]:
    """All levers in file order."""
    target = _target(context, shape, parties, rules)
    return tuple(
        Lever(
            _change(context, lever_id, one, ("levers", lever_id), target),
            tuple(one.by),
            one.cost,
            one.does or pulled(lever_id),
        )
        for lever_id, one in shape.levers.items()
    )


def precedents(
    context: Context, shape: SituationShape, parties: Sequence[Party], rules: Sequence[Rule]
) -> tuple[Precedent, ...]:
    """All precedents in file order."""
    target = _target(context, shape, parties, rules)
    return tuple(
        Precedent(
            _change(context, one_id, one, ("precedents", one_id), target),
            context.expression(one.after, ("precedents", one_id, "after")),
        )
        for one_id, one in shape.precedents.items()
    )


def perceptions(
    context: Context, shape: SituationShape, parties: Sequence[Party], rules: Sequence[Rule]
) -> tuple[Perception, ...]:
    """How each party that has an entry sees the situation, in file order."""
    target = _target(context, shape, parties, rules)
    read: list[Perception] = []
    for party, one in shape.perceives.items():
        path: Path = ("perceives", party)
        if not _is_party(context, party, path, target):
            continue
        change = _change(context, party, one, path, target)
        for at, name in enumerate(one.unaware):
            if name in change.allow:
                place = context.place((*path, "unaware", at))
                found = f'"{name}" stands under unaware and under allow'
                context.problem(place, found, "one of the two", "take it out of one")
        unaware = context.known(one.unaware, context.options, (*path, "unaware"), "option")
        read.append(Perception(party, change, tuple(dict.fromkeys(unaware))))
    return tuple(read)


def types(
    context: Context, shape: SituationShape, parties: Sequence[Party], rules: Sequence[Rule]
) -> tuple[PartyType, ...]:
    """All rival readings in file order; their probabilities must be able to sum to 1."""
    target = _target(context, shape, parties, rules)
    read: list[PartyType] = []
    for party, readings in shape.types.items():
        path: Path = ("types", party)
        if party not in target.parties:
            place = context.place(path, key=True)
            expected = one_of(target.parties)
            context.problem(
                place, f'unknown party "{party}"', expected, nearest(party, target.parties)
            )
            continue
        for type_id, one in readings.items():
            change = _type_change(context, party, type_id, one, target)
            read.append(PartyType(party, change, one.probability))
        _probabilities(context, path, readings)
    return tuple(read)


def _probabilities(context: Context, path: Path, readings: Mapping[str, TypeShape]) -> None:
    given = [one.probability for one in readings.values() if one.probability is not None]
    left_out = len(readings) - len(given)
    low, high = sum(p[0] for p in given), sum(p[1] for p in given)
    place = context.place(path, key=True)
    if left_out > 1:
        names = one_of(name for name, one in readings.items() if one.probability is None)
        expected = "at most one type without a probability: it takes the rest"
        context.problem(place, f"{left_out} types have no probability: {names}", expected)
    elif low > 1 + 1e-9 or (left_out == 0 and readings and high < 1 - 1e-9):
        total = f"{low:g}" if low == high else f"{low:g} to {high:g}"
        context.problem(place, f"the probabilities of the types sum to {total}", "1")


def _target(
    context: Context, shape: SituationShape, parties: Sequence[Party], rules: Sequence[Rule]
) -> Target:
    """A statement that some change raises or lowers can be dropped by another one."""
    statements = {party.id: [s.want for s in party.preference.statements()] for party in parties}
    silent = Context(context.tree, context.options, context.names)
    for kind, changes in (("levers", shape.levers), ("precedents", shape.precedents)):
        for change_id, one in changes.items():
            for verb, per_party in (("raise", one.raise_), ("lower", one.lower)):
                for party, raw in per_party.items():
                    found = levels(silent, raw, (kind, change_id, verb, party))
                    statements.setdefault(party, []).extend(_wants(found))
    for party, readings in shape.types.items():
        for type_id, reading in readings.items():
            for verb, raw in (("raise", reading.raise_), ("lower", reading.lower)):
                found = levels(silent, raw, ("types", party, type_id, verb))
                statements.setdefault(party, []).extend(_wants(found))
    return Target(
        tuple(party.id for party in parties),
        {one.id: one.preference for one in parties if _is_graded(one.preference)},
        {party: tuple(wants) for party, wants in statements.items()},
        tuple(rule.name for rule in rules if rule.name),
        tuple(shape.closed),
    )


def _is_graded(preference: Preference) -> bool:
    return bool(preference.divided or preference.fuzzy)


def _wants(found: Sequence[Level]) -> list[Expression]:
    return [s.want for level in found for s in level.statements]


def _change(
    context: Context, change_id: str, one: VerbsShape, path: Path, target: Target
) -> Change:
    dropped: list[tuple[str, Expression]] = []
    for party, texts in one.drop.items():
        if _is_party(context, party, (*path, "drop", party), target):
            where = (*path, "drop", party)
            dropped += _dropped(context, party, texts, where, target)
    raised = _per_party(context, one.raise_, (*path, "raise"), target)
    lowered = _per_party(context, one.lower, (*path, "lower"), target)
    return _common(context, change_id, one, path, target, raised, lowered, tuple(dropped))


def _type_change(
    context: Context, party: str, type_id: str, one: TypeShape, target: Target
) -> Change:
    path: Path = ("types", party, type_id)
    raised = _levels(context, party, one.raise_, (*path, "raise"), target)
    lowered = _levels(context, party, one.lower, (*path, "lower"), target)
    dropped = tuple(_dropped(context, party, one.drop, (*path, "drop"), target))
    return _common(
        context,
        type_id,
        one,
        path,
        target,
        ((party, raised),) if raised else (),
        ((party, lowered),) if lowered else (),
        dropped,
    )


def _common(
    context: Context,
    change_id: str,
    one: VerbsShape | TypeShape,
    path: Path,
    target: Target,
    raised: tuple[tuple[str, tuple[Level, ...]], ...],
    lowered: tuple[tuple[str, tuple[Level, ...]], ...],
    dropped: tuple[tuple[str, Expression], ...],
) -> Change:
    if len(one.together) == 1:
        place = context.place((*path, "together"))
        context.problem(place, "one party alone stands here", "two or more parties")
    return Change(
        id=change_id,
        raised=raised,
        lowered=lowered,
        dropped=dropped,
        forbid=context.literals(one.forbid, (*path, "forbid")),
        allow=_allowed(context, one.allow, (*path, "allow"), target),
        relax=context.known(one.relax, target.rules, (*path, "relax"), "rule name"),
        commit=context.literals(one.commit, (*path, "commit")),
        together=context.known(one.together, target.parties, (*path, "together"), "party"),
        because=tuple(one.because),
        place=context.place(path, key=True),
    )


def _allowed(context: Context, names: Sequence[str], path: Path, target: Target) -> tuple[str, ...]:
    for at, name in enumerate(names):
        if name in context.options and name not in target.closed:
            found = f'"{name}" is not closed: there is nothing to allow'
            remedy = "list it under closed:, or leave it out here"
            context.problem(context.place((*path, at)), found, one_of(target.closed), remedy)
    listed = [*target.closed, *(name for name in names if name in context.options)]
    return context.known(names, listed, path, "closed option")


def _per_party(
    context: Context, shapes: Mapping[str, Sequence[LevelShape]], path: Path, target: Target
) -> tuple[tuple[str, tuple[Level, ...]], ...]:
    read = []
    for party, raw in shapes.items():
        if _is_party(context, party, (*path, party), target):
            read.append((party, _levels(context, party, raw, (*path, party), target)))
    return tuple(read)


def _levels(
    context: Context, party: str, raw: Sequence[LevelShape], path: Path, target: Target
) -> tuple[Level, ...]:
    """What is raised or lowered for a party, where its preference can take it."""
    found = levels(context, raw, path)
    preference = target.graded.get(party)
    place = context.place(path, key=True)
    if preference is None or not found:
        return found
    if preference.divided and not preference.divided.factions:
        what = f'"{party}" is divided by pairs alone, so this changes nothing'
        remedy = "give it a faction too: factions: {everybody: {share: 1}}"
        context.problem(place, what, "a party with an order", remedy)
    elif any(one.unknown for level in found for one in level.statements):
        how = "fuzzy" if preference.fuzzy else "divided"
        what = f'this leaves preferences of "{party}" unknown, which is {how}'
        context.problem(place, what, "statements whose direction is known")
    return found


def _is_party(context: Context, party: str, path: Path, target: Target) -> bool:
    if party in target.parties:
        return True
    place = context.place(path, key=True)
    remedy = nearest(party, target.parties)
    context.problem(place, f'unknown party "{party}"', one_of(target.parties), remedy)
    return False


def _dropped(
    context: Context, party: str, texts: Sequence[str], path: Path, target: Target
) -> list[tuple[str, Expression]]:
    wants = []
    for at, text in enumerate(texts):
        before = len(context.problems)
        want = context.expression(text, (*path, at))
        known = target.statements.get(party, ())
        if len(context.problems) == before and want not in known:
            found = f'"{party}" has no statement that parses the same as "{text}"'
            expected = one_of((str(k) for k in known), 6) or "a party with statements (prefers)"
            remedy = nearest(str(want), map(str, known))
            remedy = remedy if known else "a ranking cannot drop; raise or lower instead"
            context.problem(context.place((*path, at)), found, expected, remedy)
        wants.append((party, want))
    return wants
