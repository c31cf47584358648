"""Single changes of a party's statements: put elsewhere, left out, turned into their opposite.

The list of a party's criteria, lines of strength left where they stand, has places from 1. A
statement (a tie is one) is taken out of its place and put at another one; the criteria between the
two places move up or down by one, the rest stays. So a list of n places has for each statement
n − 1 changes of place. The statement that is moved has a firm link in its new place, and what
comes first by any change has none.

Of a tie each statement is left out and turned round by itself. The opposite of a statement whose
direction is not known is the statement itself, so it is not tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from goodoffices.model.apply import Variant
from goodoffices.model.expression import Expression, Not, bare
from goodoffices.model.party import ASSUMPTION, Party
from goodoffices.model.preference import Criterion, Level, Line, Ranking, Statement, Sure
from goodoffices.model.situation import Situation
from goodoffices.sensitivity.single import (
    DROP,
    OPPOSITE,
    PLACE,
    STATEMENT,
    SWAP,
    Part,
    Single,
    Untried,
)

Criteria = tuple[Criterion, ...]


@dataclass(frozen=True)
class Edit:
    """A party's criteria after one change of a statement, with what the change is called."""

    id: str
    part: Part
    criteria: Criteria
    moved: int = 0
    value: str = ""


def of_statements(variant: Variant, base: Situation, kind: str) -> Iterator[Single]:
    """Every change of one kind, party by party, most important statement first."""
    make = {PLACE: _places, DROP: _dropped, OPPOSITE: _opposites}[kind]
    for party in base.parties:
        for one in make(party):
            preference = replace(party.preference, criteria=_first_firm(one.criteria))
            after = with_party(base, replace(party, preference=preference))
            yield Single(one.id, kind, one.part, after, variant, one.moved, one.value)


def without_statements(base: Situation, kinds: Sequence[str]) -> Iterator[Untried]:
    """Parties whose preference has no statement that could be put elsewhere, and no ranking where
    changes of rankings are among the ``kinds``."""
    for party in base.parties:
        if party.preference.divided is not None:
            yield Untried(f"{STATEMENT}:{party.id}", "its preference is divided among factions")
        elif _stated(party) or (SWAP in kinds and _ranked(party)):
            continue
        elif party.preference.criteria or party.preference.fuzzy:
            yield Untried(f"{STATEMENT}:{party.id}", "its preference is no list of statements")


def with_party(base: Situation, party: Party) -> Situation:
    """A copy of the situation with another version of one party."""
    parties = tuple(party if one.id == party.id else one for one in base.parties)
    return replace(base, parties=parties)


def opposite(want: Expression) -> Expression:
    """``not X`` of X, and X of ``not X``."""
    return want.operand if isinstance(want, Not) else Not(want)


def put(criteria: Criteria, old: int, new: int) -> Criteria:
    """The criteria with the ``old``-th (from 0, lines not counted) at the ``new``-th place."""
    rest: list[Criterion] = [one for one in criteria if not isinstance(one, Line)]
    rest.insert(new, _firm(rest.pop(old)))
    following = iter(rest)
    return tuple(one if isinstance(one, Line) else next(following) for one in criteria)


def _stated(party: Party) -> list[tuple[int, int, Level]]:
    """The party's levels: place from 0, where it stands among all criteria, and the level."""
    found = []
    place = 0
    for at, one in enumerate(party.preference.criteria):
        if isinstance(one, Level):
            found.append((place, at, one))
        place += not isinstance(one, Line)
    return found


def _ranked(party: Party) -> bool:
    return any(isinstance(one, Ranking) for one in party.preference.criteria)


def _part(party: Party, place: int, level: Level) -> Part:
    return Part(STATEMENT, party.id, place + 1, tuple(bare(s.want) for s in level.statements))


def _places(party: Party) -> Iterator[Edit]:
    criteria = party.preference.criteria
    length = sum(not isinstance(one, Line) for one in criteria)
    for place, _, level in _stated(party):
        for new in range(length):
            if new != place:
                name = f"{PLACE}:{party.id}:{place + 1}:{new + 1}"
                after = put(criteria, place, new)
                yield Edit(name, _part(party, place, level), after, new - place)


def _dropped(party: Party) -> Iterator[Edit]:
    return _each(party, DROP, lambda statement: ())


def _opposites(party: Party) -> Iterator[Edit]:
    return _each(party, OPPOSITE, _turned)


def _turned(statement: Statement) -> Sequence[Statement] | None:
    if statement.unknown:
        return None
    return (replace(statement, want=opposite(statement.want), because=ASSUMPTION),)


def _each(
    party: Party, kind: str, becomes: Callable[[Statement], Sequence[Statement] | None]
) -> Iterator[Edit]:
    """Each statement replaced by itself, also within a tie; None: it is not tried."""
    criteria = party.preference.criteria
    for place, at, level in _stated(party):
        for member, statement in enumerate(level.statements):
            after = becomes(statement)
            if after is None:
                continue
            tied = len(level.statements) > 1
            name = f"{kind}:{party.id}:{place + 1}" + (f".{member + 1}" if tied else "")
            value = bare(statement.want) if tied else ""
            left = (*level.statements[:member], *after, *level.statements[member + 1 :])
            levels = (Level(left),) if left else ()
            rest = (*criteria[:at], *levels, *criteria[at + 1 :])
            yield Edit(name, _part(party, place, level), rest, value=value)


def _first_firm(criteria: Criteria) -> Criteria:
    """The criteria without ``sure`` on the first one, where it would count for nothing."""
    return (_firm(criteria[0]), *criteria[1:]) if criteria else criteria


def _firm(criterion: Criterion) -> Criterion:
    if not isinstance(criterion, Level):
        return criterion
    return Level(tuple(replace(one, sure=Sure()) for one in criterion.statements))
