"""Moves by options: fibres, and the linear passes over them.

Sorted by "everything that is not i's", the states between which party i can move lie side by
side: a *fibre*. One-way options split a fibre into *parts* by the pattern of the mover's one-way
literals that hold; a move goes from a part to the parts whose patterns include its own (so also
within the part). Inside a part, states are sorted by the mover's rank, worst first. An option
that several parties share belongs to the fibres of each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.moves import fibre_kernels as kernels
from goodoffices.moves import sorting, sweeps
from goodoffices.moves.base import Arcs, Bools, Ints, Moves
from goodoffices.moves.sorting import Bytes
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
    def split(self) -> tuple[bool, ...]:
        """Per party whether one-way literals of its options split its fibres into parts."""
        one_way = {name for name, _ in self.situation.one_way}
        controlled = self.situation.controlled
        return tuple(bool(one_way & set(controlled[p.id])) for p in self.situation.parties)

    def sorted(self, party: int) -> tuple[Ints, Bytes]:
        """The states in the party's order, and where parts and ranks begin; made once."""
        return self.kept(("sorted", party), lambda: self._sorted(party))

    def _sorted(self, party: int) -> tuple[Ints, Bytes]:
        space = self.space
        names = self.situation.controlled[self.situation.parties[party].id]
        own = sum(1 << space.bits[name] for name in names)
        if self.split[party]:
            pattern = one_way_pattern(space, names)
            return sorting.split_order(space.ids, self.rank[party], own, pattern)
        return sorting.fibre_order(space.ids, self.rank[party], own, len(space.bits))

    def prepare(self) -> None:
        for party in range(len(self.rank)):
            self.sorted(party)
        if any(self.split):
            self.layout  # noqa: B018 - made here once, not by every thread

    @cached_property
    def layout(self) -> Layout:
        """The fibres of all parties, made at first use."""
        return _layout(self)

    def moves_at_all(self, party: int) -> bool:
        flags = self.sorted(party)[1]
        if (flags & sorting.NEW_PART == 0).any():
            return True
        lay = self.layout if self.split[party] else None
        return lay is not None and bool((np.diff(lay.above_start)[lay.part[party]] > 1).any())

    def nothing_better(self, party: int) -> Bools:
        if self.split[party]:
            return super().nothing_better(party)
        return sweeps.nothing_better(self.rank[party], *self.sorted(party))

    def answered(self, party: int, credible: bool) -> tuple[Bools, Bools]:
        """By sweeps first, and the linear pass where a few of them do not settle it."""
        opponents = [j for j in range(len(self.rank)) if j != party]
        if self.split[party] or any(self.split[j] for j in opponents):
            return super().answered(party, credible)
        rank: Ints = self.rank[party]
        worst = sweeps.price(rank, *self.sorted(party))
        sweep = sweeps.sweep_improvements if credible else sweeps.sweep_moves
        if not self._settled(worst, opponents, sweep):
            for column in range(2):
                start = np.ascontiguousarray(worst[:, column])
                worst[:, column] = self.least(party, start, credible)
        return sweeps.deterred(worst, rank, *self.sorted(party))

    def _settled(
        self, worst: Ints, opponents: list[int], sweep: Callable[[Ints, Ints, Bytes], bool]
    ) -> bool:
        """Sweeps opponent after opponent, a few rounds; whether nothing changes any more.

        A second sweep of the same opponent changes nothing, so after a change it is enough that
        all the others have nothing to add.
        """
        quiet, wanted = 0, len(opponents)
        for turn in range(sweeps.MOST_SWEEPS * len(opponents)):
            if quiet >= wanted:
                return True
            changed = sweep(worst, *self.sorted(opponents[turn % len(opponents)]))
            quiet = 0 if changed else quiet + 1
            wanted = len(opponents) - 1 if changed else wanted
        return quiet >= wanted

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


def _layout(moves: FibreMoves) -> Layout:
    space = moves.space
    n_parties, n = moves.rank.shape
    order = np.empty((n_parties, n), dtype=np.int32)
    part = np.empty((n_parties, n), dtype=np.int32)
    ends: list[NDArray[np.intp]] = []
    firsts: list[NDArray[np.intp]] = []
    patterns: list[NDArray[np.uint64]] = []
    fibres: list[NDArray[np.int64]] = []
    total, fibre_count = 0, 0
    for row, party in enumerate(moves.situation.parties):
        order[row], flags = moves.sorted(row)
        begins = flags & sorting.NEW_PART != 0
        first = np.flatnonzero(begins)
        part[row, order[row]] = np.cumsum(begins, dtype=np.int32) + (total - 1)
        leaders = order[row, first]
        fibre = np.arange(len(first), dtype=np.int64)
        pattern = np.zeros(len(first), dtype=np.uint64)
        if moves.split[row]:
            names = moves.situation.controlled[party.id]
            own = sum(1 << space.bits[name] for name in names)
            key = space.ids[leaders] & np.uint64(~own & 2**64 - 1)
            fibre = np.cumsum(np.append(False, key[1:] != key[:-1]), dtype=np.int64)
            pattern = one_way_pattern(space, names)[leaders]
        firsts.append(first)
        ends.append(np.append(first[1:], n))
        patterns.append(pattern)
        fibres.append(fibre + fibre_count)
        total += len(first)
        fibre_count += int(fibre[-1]) + 1
    fibre, pattern = np.concatenate(fibres), np.concatenate(patterns)
    below_start, below = kernels.neighbours(fibre, pattern, True)
    above_start, above = kernels.neighbours(fibre, pattern, False)
    return Layout(
        order,
        part,
        np.concatenate(firsts).astype(np.int32),
        np.concatenate(ends).astype(np.int32),
        below_start,
        below,
        above_start,
        above,
    )


def one_way_pattern(space: StateSpace, own: Sequence[str]) -> NDArray[np.uint64]:
    """The mover's one-way literals that hold, one bit each: uint64, shape (n_states,)."""
    pattern = np.zeros(len(space), dtype=np.uint64)
    literals = [one for one in space.situation.one_way if one[0] in own]
    for bit, (name, value) in enumerate(dict.fromkeys(literals)):
        taken = (space.ids >> np.uint64(space.bits[name])) & np.uint64(1)
        pattern |= (taken if value else taken ^ np.uint64(1)) << np.uint64(bit)
    return pattern
