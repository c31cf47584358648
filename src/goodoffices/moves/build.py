"""From a situation to its moves, in the layout that fits."""

from __future__ import annotations

import importlib

import numpy as np

from goodoffices.enumeration import bytes_per_state
from goodoffices.errors import RequestError
from goodoffices.memory import refuse_beyond
from goodoffices.model.preference import Preference
from goodoffices.model.situation import Situation
from goodoffices.moves.arcs import ArcMoves, arcs_of, needs_arcs
from goodoffices.moves.base import Moves
from goodoffices.moves.fibres import FibreMoves
from goodoffices.ranks import Ranks, ranks
from goodoffices.states import StateSpace


def require_states(space: StateSpace) -> None:
    """Raises ``RequestError`` where no state is feasible."""
    if len(space) == 0:
        situation = space.situation
        after = f" with {', '.join(situation.applied)}" if situation.applied else ""
        raise RequestError(f'no state of "{situation.title}" is feasible{after}')


def order_of(space: StateSpace, preference: Preference) -> Ranks | None:
    """Ranks of the states where the preference compares every two of them, as it is written or
    because what it leaves open is settled; None where it does not."""
    if preference.ordered:
        return ranks(space, preference)
    # Only what may be unknown needs the modes, which take time to load.
    modes = importlib.import_module("goodoffices.modes.table")
    found: Ranks | None = modes.known_order(space, preference)
    return found


def moves_of(situation: Situation, space: StateSpace | None = None) -> Moves:
    """The moves of a situation with each party's ranks.

    ``space``: its feasible states where they are known already (used only if they are its own).
    Raises ``RequestError`` where no state or not the status quo is feasible.
    """
    if space is None or space.situation is not situation:
        space = StateSpace.of(situation)
    require_states(space)
    after = f" with {', '.join(situation.applied)}" if situation.applied else ""
    if situation.now is not None and space.now is None:
        raise RequestError(f"the status quo is not feasible{after}; change now or the rules")
    each = bytes_per_state(len(situation.parties))
    if len(space) > 2**20:
        refuse_beyond(len(space) * (each - 8), f"solving {len(space):,} states")
    rank = np.zeros((len(situation.parties), len(space)), dtype=np.int32)
    ranked = []
    for row, party in enumerate(situation.parties):
        found = order_of(space, party.preference)
        ranked.append(found is not None)
        if found is not None:
            rank[row] = found
    rank.flags.writeable = False
    moves = _laid_out(space, rank)
    if all(ranked) and not any(party.attitudes for party in situation.parties):
        return moves
    # Only what ranks cannot say needs the modes, which take time to load.
    further = importlib.import_module("goodoffices.moves.by_relations")
    walked: Moves = further.by_relations(moves, tuple(ranked))
    return walked


def unranked_moves(space: StateSpace) -> Moves:
    """The moves of a state space with every rank 0: for what asks only who can move where."""
    rank = np.zeros((len(space.situation.parties), len(space)), dtype=np.int32)
    return _laid_out(space, rank)


def _laid_out(space: StateSpace, rank: Ranks) -> Moves:
    if needs_arcs(space.situation):
        return ArcMoves(space, rank, listed=arcs_of(space))
    return FibreMoves(space, rank)
