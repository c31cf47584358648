"""From a situation to each party's relation: the mode that its preference asks for."""

from __future__ import annotations

from goodoffices.errors import RequestError, one_of
from goodoffices.model.party import Party
from goodoffices.model.preference import Preference
from goodoffices.model.situation import Situation
from goodoffices.modes.attitudes import Attitudes
from goodoffices.modes.comparison import Comparison
from goodoffices.modes.divided import Divided
from goodoffices.modes.fuzzy import Fuzzy
from goodoffices.modes.ordered import Ordered
from goodoffices.modes.relation import Relation
from goodoffices.modes.strength import Strong
from goodoffices.modes.unknown import Unknown
from goodoffices.ranks import Ranks, ranks
from goodoffices.states import StateSpace

MOST_COMPARED = 20_000
"""States up to which all pairs of them are looked at."""


def known_order(space: StateSpace, preference: Preference) -> Ranks | None:
    """Ranks of a preference that may leave something open, where it compares every two of these
    states after all (a type has settled the doubt, or a rule); None where it does not, or where
    there are too many states to look."""
    if preference.divided or preference.fuzzy or len(space) > MOST_COMPARED:
        return None
    return Comparison.of(space, preference).order(len(space))


def undecided(situation: Situation, space: StateSpace) -> tuple[str, ...]:
    """The parties for whom no extension is chosen although some pair of states is unknown.

    What the criteria leave open may be settled by others: a statement that a type raises, a rule.
    Above ``MOST_COMPARED`` states, where pairs are too many to look at, it counts as left open.
    """
    many = len(space) > MOST_COMPARED
    return tuple(
        party.id
        for party in situation.parties
        if party.preference.unknown
        and not party.preference.extension
        and (many or Comparison.of(space, party.preference).leaves_open(len(space)))
    )


def relations(situation: Situation, space: StateSpace) -> tuple[Relation, ...]:
    """Each party's relation, attitudes included.

    Raises ``RequestError`` where an extension has yet to be chosen, and as ``ranks`` does.
    """
    waiting = undecided(situation, space)
    if waiting:
        raise RequestError(
            f"the preference of {one_of(waiting)} is partly unknown; choose what that means with "
            "--extension a, b, c or d (or extension: in the file); solve shows all four"
        )
    own = {party.id: _own(party, space) for party in situation.parties}
    return tuple(_with_attitudes(party, own) for party in situation.parties)


def strong_relations(
    situation: Situation, space: StateSpace, inner: tuple[Relation, ...], degree: int
) -> tuple[Relation, ...]:
    """The same for stability at a degree of preference.

    A party that tells no degrees apart keeps its relation: nothing is said of how strong its
    preferences are, so what deters it counts as before.
    """
    return tuple(
        Strong(relation, Comparison.of(space, party.preference), degree, party.preference.extension)
        if party.degrees > 1
        else relation
        for party, relation in zip(situation.parties, inner, strict=True)
    )


def _own(party: Party, space: StateSpace) -> Relation:
    preference = party.preference
    if preference.divided:
        return Divided.of(space, preference.divided)
    if preference.fuzzy:
        return Fuzzy.of(space, ranks(space, preference), preference.fuzzy)
    if preference.unknown:
        return Unknown(Comparison.of(space, preference), preference.extension)
    return Ordered(ranks(space, preference))


def _with_attitudes(party: Party, own: dict[str, Relation]) -> Relation:
    if not party.attitudes:
        return own[party.id]
    signs = {party.id: 1, **dict(party.attitudes)}
    towards = tuple((own[other], sign) for other, sign in signs.items() if sign)
    return Attitudes(own[party.id], towards)
