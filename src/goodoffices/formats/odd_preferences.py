"""Preferences that are legal and hardly meant: warnings, without the states and with them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from goodoffices.errors import Place, Problem
from goodoffices.groups import members
from goodoffices.model.expression import Expression, bare
from goodoffices.model.party import Party
from goodoffices.model.preference import Group, Level, Line, Preference
from goodoffices.states import StateSpace


def odd_in_itself(party: Party) -> Iterator[Problem]:
    """A line below which nothing stands, factions that count for nothing or want nothing."""
    preference = party.preference
    if preference.criteria and isinstance(preference.criteria[-1], Line):
        found = "nothing stands below this line: all that is decided is preferred strongly"
        remedy = "put it above what is less important, or leave it out"
        yield Problem(preference.criteria[-1].place, found, "", remedy)
    for faction in preference.divided.factions if preference.divided else ():
        named = f'the faction "{faction.id}" of "{party.id}"'
        if not faction.share:
            yield Problem(faction.place, f"{named} has the share 0: it counts for nothing")
        if not faction.preference.criteria:
            found = f"{named} has no preferences: every state is the same to it"
            yield Problem(faction.place, found)


def repeated(party: Party) -> Iterator[Problem]:
    """Statements that decide nothing; of a model as written, for changes raise them on purpose."""
    yield from _repeated(party.id, party.preference)
    for faction in party.preference.divided.factions if party.preference.divided else ():
        yield from _repeated(faction.id, faction.preference)


def _repeated(name: str, preference: Preference) -> Iterator[Problem]:
    """A statement that stands above by itself has decided already where it stands again."""
    decided: set[Expression] = set()
    for level in _levels(preference):
        for one in level.statements:
            if one.want in decided:
                found = f'"{one.want}" of "{name}" stands further up already'
                yield Problem(one.place, found, "", "it decides nothing here: leave it out")
        if len(level.statements) == 1 and not level.statements[0].unknown:
            decided.add(level.statements[0].want)


def odd_among_states(space: StateSpace, party: Party, thresholds: Place) -> Iterator[Problem]:
    """Pairs that mean no two states, and thresholds that no difference reaches; ``thresholds`` is
    where these stand."""
    preference = party.preference
    pairs = [(one.first, one.second) for one in preference.open]
    for graded in (preference.divided, preference.fuzzy):
        pairs += [(one.better, one.worse) for one in graded.pairs] if graded else []
    for pair in pairs:
        yield from _empty_sides(space, pair)
    yield from _unreached(space, party, thresholds)


def _empty_sides(space: StateSpace, pair: tuple[Group, Group]) -> Iterator[Problem]:
    before = False
    for side in pair:
        for entry in side:
            if isinstance(entry.state, Expression) and not space.truth(entry.state).any():
                found = f'"{bare(entry.state)}" is true in no feasible state'
                yield Problem(entry.place, found, "", "the pair says nothing with it")
                before = True
    if not before and same_state(space, pair) and pair[1]:
        found = "both sides of this pair are one and the same state"
        yield Problem(pair[1][0].place, found, "", "the pair says nothing")


def same_state(space: StateSpace, pair: tuple[Group, Group]) -> bool:
    """Whether a pair leaves no two states to be compared, but one with itself."""
    first, second = (members(space, side) for side in pair)
    return bool(first.any() and second.any() and (first | second).sum() == 1)


def _unreached(space: StateSpace, party: Party, place: Place) -> Iterator[Problem]:
    preference = party.preference
    if not preference.strongly_by:
        return
    most = max((_widest(space, one) for one in _levels(preference)), default=Fraction(0))
    beyond = [str(cut) for cut in preference.strongly_by if cut > most]
    if beyond:
        found = f'no two states differ by {", ".join(beyond)} on a level of "{party.id}"'
        remedy = f"the greatest difference that is certain is {most}"
        yield Problem(place, found, "thresholds in strongly_by that are reached", remedy)


def _levels(preference: Preference) -> list[Level]:
    return [one for one in preference.criteria if isinstance(one, Level)]


def _widest(space: StateSpace, level: Level) -> Fraction:
    """The greatest difference in weight between two feasible states, by what is known."""
    known = [one for one in level.statements if not one.unknown]
    if not known:
        return Fraction(0)
    rows = np.unique(np.array([space.truth(one.want) for one in known]), axis=1).T.tolist()
    sums = [
        sum((s.weight for s, true in zip(known, row, strict=True) if true), Fraction(0))
        for row in rows
    ]
    return max(sums) - min(sums)
