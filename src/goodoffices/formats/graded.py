"""Preferences by shares and degrees as they are written: ``divided`` and ``fuzzy``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

from goodoffices.errors import one_of
from goodoffices.formats.context import Context, Path
from goodoffices.formats.schema import PartyShape
from goodoffices.formats.schema_preferences import (
    DividedShape,
    FuzzyShape,
    GradedShape,
    GroupShape,
    LevelShape,
    OrderShape,
)
from goodoffices.model.graded import Divided, Faction, Fuzzy, GradedPair
from goodoffices.model.preference import Group, Preference
from goodoffices.modes.graded import unit_of
from goodoffices.ranks import WIDEST

ReadGroup = Callable[[Context, GroupShape, Path], Group]
ReadPreference = Callable[[Context, Sequence[LevelShape], OrderShape | None, Path], Preference]
HALF = Fraction(1, 2)


def with_degrees(
    context: Context,
    stated: Preference,
    party: PartyShape,
    path: Path,
    read: ReadPreference,
    group: ReadGroup,
) -> Preference:
    """The preference with what is said by shares and degrees."""
    if party.divided is not None:
        stated = replace(stated, divided=divided(context, party.divided, path, read, group))
    if party.fuzzy is not None:
        stated = replace(stated, fuzzy=fuzzy(context, party.fuzzy, path, group))
    return stated


def divided(
    context: Context,
    shape: DividedShape,
    path: Path,
    read: ReadPreference,
    group: ReadGroup,
) -> Divided:
    """A divided party: shares that sum to 1, an order for each faction, thresholds."""
    where: Path = (*path, "divided")
    shares = _shares(context, shape, where)
    factions = []
    for faction_id, one in shape.factions.items():
        at: Path = (*where, "factions", faction_id)
        if one.prefers is not None and one.ranking is not None:
            place = context.place((*at, "ranking"), key=True)
            context.problem(place, f'"{faction_id}" has both prefers and ranking', "one of the two")
        order = read(context, one.prefers or (), one.ranking, at)
        if order.unknown or order.degrees > 1:
            place = context.place(at, key=True)
            found = f'the faction "{faction_id}" has unknown statements or lines of strength'
            context.problem(place, found, "an order of the states")
        place = context.place(at, key=True)
        because = tuple(one.because)
        factions.append(Faction(faction_id, shares[faction_id], order, place, because))
    if not factions and not shape.pairs:
        place = context.place(where, key=True)
        context.problem(place, "nobody is divided here", "factions with shares, or pairs")
    limits = [HALF if x is None else x for x in (shape.alpha, shape.beta, shape.gamma)]
    pairs = _pairs(context, shape.pairs, (*where, "pairs"), group)
    _not_too_fine(context, [*shares.values(), *limits], pairs, where)
    return Divided(tuple(factions), pairs, *limits)


def _not_too_fine(
    context: Context, numbers: Sequence[Fraction], pairs: Sequence[GradedPair], path: Path
) -> None:
    """Shares, degrees and thresholds are compared over one denominator, which has a limit."""
    degrees = [number for pair in pairs for number in (pair.degree, pair.reverse)]
    if unit_of([*numbers, *degrees]) >= WIDEST:
        found = "shares, degrees and thresholds are too fine to be compared"
        expected = "numbers whose common denominator fits 61 bits"
        context.problem(context.place(path, key=True), found, expected, "use fewer decimals")


def _shares(context: Context, shape: DividedShape, path: Path) -> dict[str, Fraction]:
    given = {key: one.share for key, one in shape.factions.items() if one.share is not None}
    left = [key for key in shape.factions if key not in given]
    total = sum(given.values(), Fraction(0))
    place = context.place((*path, "factions"), key=True)
    if len(left) > 1:
        found = f"{len(left)} factions have no share: {one_of(left)}"
        context.problem(place, found, "at most one, which takes the rest")
    elif total > 1 or (shape.factions and not left and total != 1):
        context.problem(place, f"the shares of the factions sum to {total}", "1")
    rest = (1 - total) / max(1, len(left))
    return {key: given.get(key, rest) for key in shape.factions}


def fuzzy(context: Context, shape: FuzzyShape, path: Path, group: ReadGroup) -> Fuzzy:
    """Degrees for pairs beside an order of the states, and the threshold."""
    where: Path = (*path, "fuzzy")
    threshold = shape.threshold
    if threshold == 0:
        place = context.place((*where, "threshold"))
        context.problem(place, "the threshold is 0", "a number above 0, up to 1")
    pairs = _pairs(context, shape.pairs, (*where, "pairs"), group)
    _not_too_fine(context, [threshold], pairs, where)
    return Fuzzy(threshold, pairs)


def _pairs(
    context: Context, shapes: Sequence[GradedShape], path: Path, group: ReadGroup
) -> tuple[GradedPair, ...]:
    found = []
    for at, one in enumerate(shapes):
        degree = one.degree
        reverse = 1 - degree if one.reverse is None else one.reverse
        place = context.place((*path, at))
        if degree + reverse > 1:
            context.problem(place, f"degree and reverse sum to {degree + reverse}", "at most 1")
        better = group(context, one.prefer, (*path, at, "prefer"))
        worse = group(context, one.to, (*path, at, "to"))
        found.append(GradedPair(better, worse, degree, reverse, place, tuple(one.because)))
    return tuple(found)
