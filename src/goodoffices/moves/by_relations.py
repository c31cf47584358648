"""Moves of parties whose preferences are relations instead of ranks."""

from __future__ import annotations

from goodoffices.modes.relation import Relation
from goodoffices.modes.table import relations
from goodoffices.moves.base import Moves
from goodoffices.moves.related import RelatedMoves


def by_relations(base: Moves) -> RelatedMoves:
    """The same moves by what each party's mode of preference gives.

    Raises ``RequestError`` where an extension of unknown preference has yet to be chosen.
    """
    return related(base, relations(base.situation, base.space))


def related(base: Moves, preferences: tuple[Relation, ...]) -> RelatedMoves:
    """The same moves by parties whose preferences are these relations."""
    ranked = tuple(party.preference.ordered for party in base.situation.parties)
    return RelatedMoves(base.space, base.rank, base=base, relations=preferences, ranked=ranked)
