"""Moves as lists of single moves: graph form, forbidden transitions, states that count as one.

Such moves need not be transitive, so legal sequences are walked on (state, last mover). Meant for
about 10⁴ states; the number of single moves is counted first and refused above a limit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import TooLargeError
from goodoffices.model.rule import Graph
from goodoffices.model.situation import Situation
from goodoffices.moves import arc_kernels as kernels
from goodoffices.moves.base import Arcs, Ints, Moves
from goodoffices.moves.fibres import FibreMoves
from goodoffices.states import StateSpace

MAX_ARCS = 2**27
"""More single moves than this are refused; each takes about 12 bytes."""

Sources = NDArray[np.int32]


@dataclass(frozen=True)
class ArcMoves(Moves):
    """Moves given one by one."""

    listed: Arcs = field(default_factory=lambda: Arcs((), ()))

    transitive = False

    def moves_at_all(self, party: int) -> bool:
        return len(self.listed.target[party]) > 0

    def targets(self, party: int, position: int) -> Ints:
        start = self.listed.start[party]
        return self.listed.target[party][start[position] : start[position + 1]]

    @cached_property
    def _joined(self) -> tuple[NDArray[np.int64], Ints]:
        return self.listed.joined()

    @cached_property
    def _reversed(self) -> tuple[NDArray[np.int64], Ints]:
        return kernels.reversed_moves(*self._joined)

    def best(self, party: int, value: Ints, better_only: bool) -> Ints:
        return kernels.best_move(party, value, self.rank, *self._joined, better_only)

    def best_target(self, party: int, value: Ints) -> Ints:
        return kernels.best_target(party, value, *self._joined)

    def least(self, party: int, cost: Ints, credible: bool) -> Ints:
        return kernels.least_reachable(party, cost, credible, self.rank, *self._reversed)

    def improving_paths(self, starts: Ints) -> tuple[Ints, Ints]:
        return kernels.improving_paths(starts, self.rank, *self._joined)

    def count_arcs(self) -> int:
        return len(self.listed)

    def arcs(self) -> Arcs:
        return self.listed


def needs_arcs(situation: Situation) -> bool:
    """Whether the moves of a situation are not fibres."""
    return bool(situation.graph or situation.no_move or situation.same)


def arcs_of(space: StateSpace) -> Arcs:
    """The single moves of a situation in graph form, or by options less what is forbidden.

    Raises ``TooLargeError`` above ``MAX_ARCS`` single moves.
    """
    situation = space.situation
    if situation.graph is not None:
        pairs = _graph_pairs(situation, situation.graph)
        places = space
    else:
        places = space.unmerged()
        flat = FibreMoves(places, np.zeros((len(situation.parties), len(places)), dtype=np.int32))
        count = flat.count_arcs()
        if count > MAX_ARCS:
            raise TooLargeError(
                f"no_move or same needs a list of {count:,} single moves "
                f"(about {count * 12 / 2**30:.1f} GB; the limit is {MAX_ARCS:,}); "
                "leave them out, or add rules"
            )
        pairs = [_pairs(flat.arcs(), party) for party in range(len(situation.parties))]
    pairs = [_allowed(places, situation.parties[party].id, *one) for party, one in enumerate(pairs)]
    merged = [_merged(space, *one) for one in pairs]
    lists = [_list(len(space), *one) for one in merged]
    return Arcs(tuple(start for start, _ in lists), tuple(target for _, target in lists))


def _graph_pairs(situation: Situation, graph: Graph) -> list[tuple[Sources, Ints]]:
    at = {key: position for position, (key, _) in enumerate(graph.states)}
    given = dict(graph.moves)
    pairs = []
    for party in situation.parties:
        arcs = given.get(party.id, ())
        source = np.array([at[a] for a, _ in arcs], dtype=np.int32)
        pairs.append((source, np.array([at[b] for _, b in arcs], dtype=np.int32)))
    return pairs


def _pairs(arcs: Arcs, party: int) -> tuple[Sources, Ints]:
    start = arcs.start[party]
    source = np.repeat(np.arange(len(start) - 1, dtype=np.int32), np.diff(start))
    return source, arcs.target[party]


def _allowed(space: StateSpace, party: str, source: Sources, target: Ints) -> tuple[Sources, Ints]:
    """Without the transitions that ``no_move`` forbids to this party."""
    keep = np.ones(len(source), dtype=np.bool_)
    for forbidden in space.situation.no_move:
        if forbidden.by == party:
            start, end = space.truth(forbidden.source), space.truth(forbidden.target)
            keep &= ~(start[source] & end[target])
    return source[keep], target[keep]


def _merged(space: StateSpace, source: Sources, target: Ints) -> tuple[Sources, Ints]:
    """Between classes instead of members; moves within a class are none."""
    if space.class_of is not None:
        source, target = space.class_of[source], space.class_of[target]
    keep = source != target
    return source[keep], target[keep]


def _list(n: int, source: Sources, target: Ints) -> tuple[NDArray[np.int64], Ints]:
    """Sorted, each once, as (start, target)."""
    both = np.unique(source.astype(np.int64) * n + target)
    start = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(both // n, minlength=n), out=start[1:])
    return start, (both % n).astype(np.int32)
