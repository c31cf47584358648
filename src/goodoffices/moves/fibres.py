"""Moves by options: fibres, and the linear passes over them.

Sorted by "everything that is not i's", the states between which party i can move lie side by
side: a *fibre*. One-way options split a fibre into *parts* by the pattern of the mover's one-way
literals that hold; a move goes from a part to the parts whose patterns include its own (so also
within the part). Inside a part, states are sorted by the mover's rank, worst first. An option
that several parties share belongs to the fibres of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.moves import fibre_kernels as kernels
from goodoffices.moves.base import Arcs, Ints, Moves
from goodoffices.states import StateSpace


@dataclass(frozen=True)
class Layout:
    """The fibres of all parties as flat arrays; parts are numbered through over all parties.

    ``order``: int32, (n_parties, n_states), positions sorted by fibre, part and rank of the party;
    ``part``: int32, (n_parties, n_states), the part of each position; ``first``, ``end``: int32,
    (n_parts,), where a part lies in its party's row of ``order``; ``below``/``above``: int32, the
    parts from which one can go to a part / to which one can go from it (itself included), those
    of part g at ``below[below_start[g]:below_start[g + 1]]``.
    """

    order: Ints
    part: Ints
    first: Ints
    end: Ints
    below_start: Ints
    below: Ints
    above_start: Ints
    above: Ints


class FibreMoves(Moves):
    """Moves that change a party's own options."""

    @cached_property
    def layout(self) -> Layout:
        """The fibres, made at first use."""
        return _layout(self.space, self.rank)

    def moves_at_all(self, party: int) -> bool:
        lay = self.layout
        return len(np.unique(lay.part[party])) < len(self.space) or bool(
            (np.diff(lay.above_start)[lay.part[party]] > 1).any()
        )

    def targets(self, party: int, position: int) -> Ints:
        lay = self.layout
        part = lay.part[party, position]
        parts = lay.above[lay.above_start[part] : lay.above_start[part + 1]]
        row = lay.order[party]
        reached = np.concatenate([row[lay.first[p] : lay.end[p]] for p in parts])
        return np.sort(reached[reached != position])

    def best(self, party: int, value: Ints, better_only: bool) -> Ints:
        lay = self.layout
        places = (lay.order, lay.part, lay.first, lay.end, lay.above_start, lay.above)
        return kernels.best_move(party, value, self.rank, *places, better_only)

    def best_target(self, party: int, value: Ints) -> Ints:
        lay = self.layout
        places = (lay.order, lay.part, lay.first, lay.end, lay.above_start, lay.above)
        return kernels.best_target(party, value, *places)

    def least(self, party: int, cost: Ints, credible: bool) -> Ints:
        lay = self.layout
        places = (lay.order, lay.part, lay.first, lay.end, lay.below_start, lay.below)
        return kernels.least_reachable(party, cost, credible, self.rank, *places)

    def improving_paths(self, starts: Ints) -> tuple[Ints, Ints]:
        lay = self.layout
        places = (lay.order, lay.part, lay.first, lay.end, lay.above_start, lay.above)
        return kernels.improving_paths(starts, self.rank, *places)

    def count_arcs(self) -> int:
        lay = self.layout
        sizes = (lay.end - lay.first).astype(np.int64)
        reach = np.add.reduceat(np.append(sizes[lay.above], 0), lay.above_start[:-1])
        return int((sizes * (reach - 1)).sum())

    def arcs(self) -> Arcs:
        every = [self._arcs_of(party) for party in range(len(self.rank))]
        return Arcs(tuple(start for start, _ in every), tuple(target for _, target in every))

    def _arcs_of(self, party: int) -> tuple[NDArray[np.int64], Ints]:
        lay = self.layout
        places = (lay.order, lay.part, lay.first, lay.end, lay.above_start, lay.above)
        return kernels.list_moves(party, *places)


def _layout(space: StateSpace, rank: Ints) -> Layout:
    situation = space.situation
    n_parties, n = rank.shape
    order = np.empty((n_parties, n), dtype=np.int32)
    part = np.empty((n_parties, n), dtype=np.int32)
    firsts: list[NDArray[np.intp]] = []
    patterns: list[NDArray[np.uint64]] = []
    fibres: list[NDArray[np.intp]] = []
    total = 0
    for row, party in enumerate(situation.parties):
        names = situation.controlled[party.id]
        own = sum(1 << space.bits[name] for name in names)
        key = space.ids & np.uint64(~own & 2**64 - 1)
        pattern = one_way_pattern(space, names)
        sorted_ = np.lexsort((rank[row], pattern, key)).astype(np.int32)
        key, pattern = key[sorted_], pattern[sorted_]
        new_fibre = np.ones(n, dtype=np.bool_)
        new_fibre[1:] = key[1:] != key[:-1]
        new_part = new_fibre.copy()
        new_part[1:] |= pattern[1:] != pattern[:-1]
        starts = np.flatnonzero(new_part)
        order[row] = sorted_
        part[row, sorted_] = np.cumsum(new_part) - 1 + total
        firsts.append(starts)
        patterns.append(pattern[starts])
        fibres.append(np.cumsum(new_fibre)[starts] + (fibres[-1][-1] if fibres else 0))
        total += len(starts)
    first = np.concatenate(firsts).astype(np.int32)
    end = np.concatenate([np.append(f[1:], n) for f in firsts]).astype(np.int32)
    fibre = np.concatenate(fibres).astype(np.int64)
    pattern = np.concatenate(patterns)
    below_start, below = kernels.neighbours(fibre, pattern, True)
    above_start, above = kernels.neighbours(fibre, pattern, False)
    return Layout(order, part, first, end, below_start, below, above_start, above)


def one_way_pattern(space: StateSpace, own: Sequence[str]) -> NDArray[np.uint64]:
    """The mover's one-way literals that hold, one bit each: uint64, shape (n_states,)."""
    pattern = np.zeros(len(space), dtype=np.uint64)
    literals = [one for one in space.situation.one_way if one[0] in own]
    for bit, (name, value) in enumerate(dict.fromkeys(literals)):
        taken = (space.ids >> np.uint64(space.bits[name])) & np.uint64(1)
        pattern |= (taken if value else taken ^ np.uint64(1)) << np.uint64(bit)
    return pattern
