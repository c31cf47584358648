"""Moves: which feasible states a party can go between, and how they are laid out.

Sorted by "everything that is not i's", the states between which party i can move lie side by
side: a *fibre*. One-way options split a fibre into *parts* by the pattern of the mover's one-way
literals that hold; a move goes from a part to the parts whose patterns include its own (so also
within the part). Inside a part, states are sorted by the mover's rank, worst first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import RequestError
from goodoffices.heavy import kernel
from goodoffices.model.situation import Situation
from goodoffices.ranks import ranks
from goodoffices.states import StateSpace

Ints = NDArray[np.int32]


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


@dataclass(frozen=True)
class Moves:
    """All moves of a situation, with each party's ranks.

    ``rank``: int32, shape (n_parties, n_states), 1 = worst, read-only. States are given by their
    position in ``space``, parties by their index in the situation.
    """

    space: StateSpace
    rank: Ints
    _kept: dict[object, Ints] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, situation: Situation, space: StateSpace | None = None) -> Moves:
        """The moves of a situation. Raises ``RequestError`` where no state is feasible."""
        refuse_what_waits(situation)
        space = space if space is not None and space.situation is situation else None
        space = space or StateSpace.of(situation)
        if len(space) == 0:
            after = f" with {', '.join(situation.applied)}" if situation.applied else ""
            raise RequestError(f'no state of "{situation.title}" is feasible{after}')
        if situation.now is not None and space.now is None:
            after = f" with {', '.join(situation.applied)}" if situation.applied else ""
            raise RequestError(f"the status quo is not feasible{after}; change now or the rules")
        rank = np.zeros((len(situation.parties), len(space)), dtype=np.int32)
        for row, party in enumerate(situation.parties):
            rank[row] = ranks(space, party.preference)
        rank.flags.writeable = False
        return cls(space, rank)

    @property
    def situation(self) -> Situation:
        return self.space.situation

    @cached_property
    def layout(self) -> Layout:
        """The fibres, made at first use."""
        return _layout(self.space, self.rank)

    def kept(self, key: object, make: Callable[[], Ints]) -> Ints:
        """What ``make`` gives, made once: columns that several concepts need."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def targets(self, party: int, position: int) -> Ints:
        """R_i(s): the positions that the party can move to, increasing."""
        layout = self.layout
        part = layout.part[party, position]
        parts = layout.above[layout.above_start[part] : layout.above_start[part + 1]]
        row = layout.order[party]
        reached = np.concatenate([row[layout.first[p] : layout.end[p]] for p in parts])
        return np.sort(reached[reached != position])

    def improvements(self, party: int, position: int) -> Ints:
        """R_i⁺(s): the moves to a higher rank, increasing by position."""
        reached = self.targets(party, position)
        return np.asarray(reached[self.rank[party, reached] > self.rank[party, position]])

    def steps(
        self, movers: Sequence[int], position: int, credible: bool
    ) -> Iterator[tuple[int, int]]:
        """(mover, target) of every move, or every improvement, of these parties from a state."""
        for party in movers:
            found = self.improvements if credible else self.targets
            for target in found(party, position).tolist():
                yield party, target


def refuse_what_waits(situation: Situation) -> None:
    """Raises ``RequestError`` for parts of a model that are read and kept but not analysed yet."""
    waiting = [
        (bool(situation.no_move), "no_move"),
        (bool(situation.same), "same"),
        (situation.graph is not None, "graph"),
        (any(option.also for option in situation.options), "also (shared options)"),
    ]
    used = [name for is_used, name in waiting if is_used]
    if used:
        raise RequestError(
            f"this version reads and checks {', '.join(used)}, but cannot analyse it yet; "
            "leave it out to analyse the rest"
        )


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
        own = sum(1 << space.bits[option.name] for option in party.options)
        key = space.ids & np.uint64(~own & 2**64 - 1)
        pattern = _pattern(space, [option.name for option in party.options])
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
    below_start, below = _neighbours(fibre, pattern, True)
    above_start, above = _neighbours(fibre, pattern, False)
    return Layout(order, part, first, end, below_start, below, above_start, above)


def _pattern(space: StateSpace, own: Sequence[str]) -> NDArray[np.uint64]:
    """The mover's one-way literals that hold, one bit each: uint64, shape (n_states,)."""
    pattern = np.zeros(len(space), dtype=np.uint64)
    literals = [one for one in space.situation.one_way if one[0] in own]
    for bit, (name, value) in enumerate(dict.fromkeys(literals)):
        taken = (space.ids >> np.uint64(space.bits[name])) & np.uint64(1)
        pattern |= (taken if value else taken ^ np.uint64(1)) << np.uint64(bit)
    return pattern


@kernel
def _neighbours(
    fibre: NDArray[np.int64], pattern: NDArray[np.uint64], below: bool
) -> tuple[Ints, Ints]:
    """For every part the parts of its fibre with an included (below) or including pattern."""
    n = len(fibre)
    start = np.zeros(n + 1, dtype=np.int32)
    for fill in range(2):
        found = np.empty(start[n] if fill else 0, dtype=np.int32)
        at = 0
        low = 0
        while low < n:
            high = low
            while high < n and fibre[high] == fibre[low]:
                high += 1
            for one in range(low, high):
                for other in range(low, high):
                    inner, outer = (other, one) if below else (one, other)
                    if pattern[inner] & ~pattern[outer] == 0:
                        if fill:
                            found[at] = other
                        at += 1
                start[one + 1] = at
            low = high
    return start, found
