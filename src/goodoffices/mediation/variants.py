"""The models that sets of levers make, without making anything twice.

Levers that forbid, allow, relax or commit change which states there are and who can move between
them; the others change only ranks. So states, moves and groups are kept per set of the former, and
each party's ranks per set of those levers that speak of its preferences.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from goodoffices.errors import RequestError
from goodoffices.evolution.departures import every_move
from goodoffices.evolution.together import Together
from goodoffices.model.apply import Variant
from goodoffices.model.change import Change
from goodoffices.model.situation import Situation
from goodoffices.moves.base import Arcs, Ints, Moves, require_ranks
from goodoffices.moves.build import moves_of, order_of
from goodoffices.states import StateSpace


@dataclass(frozen=True)
class Frame:
    """The states and moves under some levers, and what groups reach there."""

    moves: Moves
    together: Together
    arcs: Arcs


class Variants:
    """Sets of levers → moves. ``levers``: those that may be used, in file order."""

    def __init__(self, variant: Variant, levers: Sequence[str]) -> None:
        self.variant = variant
        situation = variant.base
        self.levers = tuple(levers)
        changes = {one.id: one.change for one in situation.levers}
        self._changes = [changes[one] for one in self.levers]
        self._structural = _mask(_changes_moves(change) for change in self._changes)
        self._of_party = [
            _mask(_speaks_of(change, party.id) for change in self._changes)
            for party in situation.parties
        ]
        self._frames: dict[int, Frame | str] = {}
        self._ranks: dict[tuple[int, int, int], Ints] = {}

    def chosen(self, mask: int) -> tuple[str, ...]:
        """The levers of a set."""
        return tuple(one for at, one in enumerate(self.levers) if mask >> at & 1)

    def situation_of(self, mask: int) -> Situation:
        """The changed model. Raises ``RequestError`` where a change cannot be carried out."""
        return self.variant.situation(self.chosen(mask))

    def frame(self, mask: int) -> Frame:
        """The states and moves under the structural levers of a set.

        Raises ``RequestError`` where no state, or not the status quo, is feasible.
        """
        key = mask & self._structural
        known = self._frames.get(key)
        if known is None:
            try:
                known = self._made(key)
            except RequestError as error:
                known = str(error)
            self._frames[key] = known
        if isinstance(known, str):
            raise RequestError(known)
        return known

    def _made(self, key: int) -> Frame:
        situation = self.situation_of(key)
        moves = moves_of(situation)
        require_ranks(moves, "a package of levers")
        return Frame(moves, Together(moves), every_move(moves))

    def sizes(self) -> list[int]:
        """How many states the frames made so far have."""
        frames = [one for one in self._frames.values() if isinstance(one, Frame)]
        return [len(one.moves.space) for one in frames]

    def moves(self, mask: int) -> tuple[Moves, Together]:
        """The moves under a set of levers. Raises ``RequestError`` as ``frame`` does."""
        frame = self.frame(mask)
        space = frame.moves.space
        rank = np.empty_like(frame.moves.rank)
        for party in range(len(rank)):
            rank[party] = self._rank(mask, party, space)
        rank.flags.writeable = False
        kept: dict[object, Any] = {"arcs": frame.arcs, "together": frame.together}
        return replace(frame.moves, rank=rank, _kept=kept), frame.together

    def _rank(self, mask: int, party: int, space: StateSpace) -> Ints:
        key = (mask & self._structural, party, mask & self._of_party[party])
        known = self._ranks.get(key)
        if known is None:
            spoken = self.situation_of(mask & self._of_party[party])
            known = order_of(space, spoken.parties[party].preference)
            if known is None:
                name = spoken.parties[party].id
                raise RequestError(f'the preference of "{name}" is then partly unknown')
            self._ranks[key] = known
        return known


def _mask(wanted: Iterable[bool]) -> int:
    return sum(1 << at for at, one in enumerate(wanted) if one)


def _changes_moves(change: Change) -> bool:
    verbs = (change.forbid, change.allow, change.relax, change.commit, change.together)
    return any(verbs)


def _speaks_of(change: Change, party: str) -> bool:
    spoken = (*change.raised, *change.lowered, *change.dropped)
    return any(one[0] == party for one in spoken)
