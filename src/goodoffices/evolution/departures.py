"""What each party would really do: its departures under its own behaviour."""

from __future__ import annotations

from goodoffices.errors import TooLargeError
from goodoffices.evolution.walk import arcs_of_pairs
from goodoffices.moves.base import Arcs, Moves
from goodoffices.stability.concepts import concept

MOST_ARCS = 2**27
"""More single moves than this are not listed; each takes about 12 bytes."""


def departures(moves: Moves) -> Arcs:
    """The departures of all parties, each by its own behaviour, as lists of single moves.

    An improvement that nobody deters, or for limited-move stability the move chosen. A state has
    none exactly when it is an equilibrium of the behaviour profile.
    """
    return moves.kept("departures", lambda: _departures(moves))


def every_move(moves: Moves) -> Arcs:
    """All legal moves. Raises ``TooLargeError`` above ``MOST_ARCS`` of them."""
    refuse_many(moves)
    return moves.kept("arcs", moves.arcs)


def every_improvement(moves: Moves) -> Arcs:
    """All improvements. Raises ``TooLargeError`` above ``MOST_ARCS`` moves."""
    refuse_many(moves)
    return moves.kept("improving arcs", moves.improving_arcs)


def refuse_many(moves: Moves) -> None:
    """Raises ``TooLargeError`` above ``MOST_ARCS`` single moves."""
    count = moves.kept("number of arcs", moves.count_arcs)
    if count > MOST_ARCS:
        raise TooLargeError(
            f"paths need a list of {count:,} single moves (about {count * 12 / 2**30:,.1f} GB; "
            f"the limit is {MOST_ARCS:,}); add rules that leave fewer states"
        )


def _departures(moves: Moves) -> Arcs:
    refuse_many(moves)
    pairs = []
    for party, one in enumerate(moves.situation.parties):
        source, target = concept(one.behaviour[0]).departures_of(moves, party)
        pairs.append((source, target))
    return arcs_of_pairs(pairs, len(moves.space))
