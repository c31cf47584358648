"""Moves of all parties over one state space, however they are laid out.

Two layouts: ``fibres`` (options; everything linear) and ``arcs`` (lists of single moves, for graph
form, forbidden transitions and states that count as one). Concepts and analyses use only what
stands here. States are positions in ``space``, parties are indices in the situation.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import RequestError, one_of
from goodoffices.model.situation import Situation
from goodoffices.states import StateSpace

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
T = TypeVar("T")


@dataclass(frozen=True)
class Arcs:
    """Single moves as lists: those of party i from state s are
    ``target[i][start[i][s]:start[i][s + 1]]``.

    ``start``: per party int64, shape (n_states + 1,); ``target``: per party int32, increasing
    within a state.
    """

    start: tuple[NDArray[np.int64], ...]
    target: tuple[Ints, ...]

    def __len__(self) -> int:
        return sum(len(one) for one in self.target)

    def joined(self) -> tuple[NDArray[np.int64], Ints]:
        """The lists of all parties in one: start, (n_parties, n_states + 1), and target."""
        sizes = np.cumsum([0, *(len(one) for one in self.target)])
        rows = [one + base for one, base in zip(self.start, sizes[:-1], strict=True)]
        start = np.array(rows, dtype=np.int64).reshape(len(rows), -1)
        return start, np.concatenate([*self.target, np.zeros(0, np.int32)]).astype(np.int32)


def require_ranks(moves: Moves, what: str) -> None:
    """Raises ``RequestError`` where ``what`` compares ranks and they do not decide everything."""
    if moves.by_ranks():
        return
    parties = moves.situation.parties
    without = moves.unranked()
    others = [p.id for i, p in enumerate(parties) if p.attitudes or i in without]
    raise RequestError(
        f"{what} needs every party to compare states by an order alone, and not by unknown, "
        f"divided or fuzzy preferences or attitudes: {one_of(others)}; ask solve, explain or "
        "paths instead, or give each an order (--type, or in the file)"
    )


@dataclass(frozen=True)
class Moves(ABC):
    """``rank``: int32, shape (n_parties, n_states), 1 = worst, read-only."""

    space: StateSpace
    rank: Ints
    _kept: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    transitive = True
    """Whether two moves of one party in a row can always be one: true of fibres."""

    @property
    def situation(self) -> Situation:
        return self.space.situation

    @cached_property
    def movers(self) -> tuple[int, ...]:
        """The parties that can make some move."""
        return tuple(i for i in range(len(self.rank)) if self.moves_at_all(i))

    def kept(self, key: object, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once: what several questions about the same moves need."""
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    def forget(self, keys: Iterable[object]) -> None:
        """Let go of kept columns that nobody needs any more."""
        for key in keys:
            self._kept.pop(key, None)

    @abstractmethod
    def moves_at_all(self, party: int) -> bool:
        """Whether the party can make some move somewhere."""

    @abstractmethod
    def targets(self, party: int, position: int) -> Ints:
        """R_i(s): the positions that the party can move to, increasing."""

    @abstractmethod
    def best(self, party: int, value: Ints, better_only: bool) -> Ints:
        """The greatest ``value`` (int32 ≥ 0, (n_states,)) over the party's moves from each state.

        With ``better_only`` over its improvements, −1 where there is none; otherwise over the
        state itself and all its moves.
        """

    @abstractmethod
    def best_target(self, party: int, value: Ints) -> Ints:
        """The move with the greatest ``value`` (int32 ≥ 0) from each state, the lowest position
        on a tie, −1 where there is no move; int32, (n_states,)."""

    @abstractmethod
    def least(self, party: int, cost: Ints, credible: bool) -> Ints:
        """The least ``cost`` (int32 ≥ 0, (n_states,)) over each state and all that the party's
        opponents reach from it by legal sequences, of improvements only where ``credible``."""

    def prepare(self) -> None:  # noqa: B027 - most layouts have nothing to prepare
        """Make what all parties share, before several threads ask for it."""

    def nothing_better(self, party: int) -> Bools:
        """Where the party has no improvement: bool, (n_states,)."""
        rank: Ints = self.rank[party]
        return np.asarray(self.best(party, rank, False) == rank)

    def answered(self, party: int, credible: bool) -> tuple[Bools, Bools]:
        """Where the opponents have an answer to every improvement of the party.

        Two columns, bool, (n_states,): answers that leave the party not better, and answers from
        which it cannot escape either. ``credible``: by improvements only.
        """
        rank: Ints = self.rank[party]
        worst = self.least(party, rank, credible)
        inescapable = self.least(party, self.best(party, rank, False), credible)
        return (
            np.asarray(self.best(party, worst, True) <= rank),
            np.asarray(self.best(party, inescapable, True) <= rank),
        )

    def undeterred(self, party: int, credible: bool, may_answer: bool) -> tuple[Ints, Ints]:
        """The improvements that no answer of the opponents deters: sources and targets.

        ``credible``: they answer by improvements only; ``may_answer``: a sanction must hold also
        when the party moves once more.
        """
        rank: Ints = self.rank[party]
        key = ("least", party, credible, may_answer)
        cost = self.cost(party, may_answer)
        least = self.kept(key, lambda: self.least(party, cost, credible))
        source, target = self.improving_pairs(party)
        goes = least[target] > rank[source]
        return source[goes], target[goes]

    def cost(self, party: int, may_answer: bool) -> Ints:
        """How bad it is for the party to be brought to each state: its rank, or the best rank
        within one more move of its own where it ``may_answer``; int32, (n_states,)."""
        rank: Ints = self.rank[party]
        if not may_answer:
            return rank
        return self.kept(("best", party), lambda: self.best(party, rank, False))

    def deterring(self, party: int, position: int, may_answer: bool) -> Bools:
        """The states that would deter the party from leaving this one: bool, (n_states,)."""
        bar = self.rank[party, position]
        return np.asarray(self.cost(party, may_answer) <= bar)

    def prefers(self, party: int, source: Ints, target: Ints) -> Bools:
        """Whether ``target`` is better than ``source`` for the party, beyond doubt."""
        return np.asarray(self.rank[party, target] > self.rank[party, source])

    def merit(self, party: int, positions: Sequence[int]) -> dict[int, int]:
        """How good each of these states is to the party: its rank, or without ranks the number of
        the others that it is surely better than."""
        if party not in self.unranked():
            return {at: int(self.rank[party, at]) for at in positions}
        others = np.array(positions, dtype=np.int32)
        return {
            at: int(self.prefers(party, others, np.full_like(others, at)).sum()) for at in positions
        }

    def unranked(self) -> tuple[int, ...]:
        """The parties whose preferences no ranks can say."""
        return ()

    def by_ranks(self) -> bool:
        """Whether ranks decide everything: improvements, sanctions and answers."""
        return True

    @abstractmethod
    def improving_paths(self, starts: Ints) -> tuple[Ints, Ints]:
        """Breadth first along improvements of any party: (before, by), int32, (n_states,).

        ``before``: the state one step back on a shortest path (itself for a start, −1 where no
        path leads); ``by``: the mover of that step, −1 where there is none.
        """

    @abstractmethod
    def count_arcs(self) -> int:
        """The number of single moves of all parties, counted without making them."""

    @abstractmethod
    def arcs(self) -> Arcs:
        """Every single move of every party; ask ``count_arcs`` first."""

    def improvements(self, party: int, position: int) -> Ints:
        """R_i⁺(s): the moves to a higher rank, increasing by position."""
        reached = self.targets(party, position)
        return np.asarray(reached[self.rank[party, reached] > self.rank[party, position]])

    def answers_of(self, party: int, position: int, credible: bool) -> Ints:
        """The moves of a party against another: all, or where ``credible`` its improvements."""
        return (self.improvements if credible else self.targets)(party, position)

    def steps(
        self, movers: Sequence[int], position: int, credible: bool
    ) -> Iterator[tuple[int, int]]:
        """(mover, target) of every move, or every credible move, of these parties from a state."""
        for party in movers:
            for target in self.answers_of(party, position, credible).tolist():
                yield party, target

    def improving_pairs(self, party: int) -> tuple[Ints, Ints]:
        """Sources and targets of all improvements of one party, sources increasing."""
        arcs = self.kept("improving arcs", self.improving_arcs)
        start = arcs.start[party]
        source = np.repeat(np.arange(len(start) - 1, dtype=np.int32), np.diff(start))
        return source, arcs.target[party]

    def improving_arcs(self) -> Arcs:
        """The single moves that are improvements of their movers."""
        return self.chosen_arcs(self.prefers)

    def chosen_arcs(self, chosen: Callable[[int, Ints, Ints], Bools]) -> Arcs:
        """The single moves for which ``chosen(party, sources, targets)`` is true."""
        every = self.arcs()
        starts, targets = [], []
        for party, (start, target) in enumerate(zip(every.start, every.target, strict=True)):
            source = np.repeat(np.arange(len(self.space), dtype=np.int32), np.diff(start))
            good = chosen(party, source, target)
            kept = np.zeros(len(target) + 1, dtype=np.int64)
            np.cumsum(good, out=kept[1:])
            starts.append(kept[start])
            targets.append(np.ascontiguousarray(target[good]))
        return Arcs(tuple(starts), tuple(targets))
