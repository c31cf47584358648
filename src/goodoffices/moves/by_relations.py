"""Moves of parties whose preferences are relations instead of ranks."""

from __future__ import annotations

from goodoffices.errors import TooLargeError, one_of
from goodoffices.modes.relation import Relation
from goodoffices.modes.table import MOST_COMPARED, relations
from goodoffices.moves.base import Moves
from goodoffices.moves.related import RelatedMoves


def by_relations(base: Moves, ranked: tuple[bool, ...]) -> RelatedMoves:
    """The same moves by what each party's mode of preference gives. ``ranked``: who has ranks.

    Raises ``RequestError`` where an extension of unknown preference has yet to be chosen, and
    ``TooLargeError`` above ``MOST_COMPARED`` states.
    """
    if len(base.space) > MOST_COMPARED:
        parties = zip(base.situation.parties, ranked, strict=True)
        others = [p.id for p, has in parties if p.attitudes or not has]
        raise TooLargeError(
            f"unknown, divided or fuzzy preferences and attitudes ({one_of(others)}) compare all "
            f"pairs of states, up to {MOST_COMPARED:,} of them, and there are "
            f"{len(base.space):,}; add rules, or give every party an order"
        )
    return related(base, relations(base.situation, base.space), ranked)


def related(
    base: Moves, preferences: tuple[Relation, ...], ranked: tuple[bool, ...] = ()
) -> RelatedMoves:
    """The same moves by parties whose preferences are these relations.

    ``ranked``: whose ranks say the same; unless given, of those who state an order.
    """
    ranked = ranked or tuple(party.preference.ordered for party in base.situation.parties)
    return RelatedMoves(base.space, base.rank, base=base, relations=preferences, ranked=ranked)
