"""How robust a package is: in how many variants of what is uncertain it serves.

A package *serves* in a variant as it does in the model as written (``packages``): with its levers,
some target state is an equilibrium of the behaviour profile and can be reached from today by own,
improving or joint steps. Varied is what the file calls uncertain (``robustness.uncertain``); the
levers of the package are on in every variant, all others are off.

Variant n of every package has the same random numbers, and so has variant n without levers: a
design draws each input by seed, name and number alone. What one package has over another is thus no
matter of luck within the variants tried.

1. The variants are judged as ``robustness`` judges them: where is a target state an equilibrium?
2. Where one is, its ranks are looked up by each party's list, and the kinds of path are tried until
   one leads there. Only ranks, moves and what holds matter, so variants alike in these are one.
3. A variant in which the status quo is not feasible, or which no ranks decide, makes no model here,
   as in ``packages``; it counts as one in which the package does not serve.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from goodoffices.batch.batch import BITS
from goodoffices.evolution.joint import joint_reaches
from goodoffices.evolution.kinds import MOST_JOINT, REACHABLE, Paths
from goodoffices.evolution.together import Together
from goodoffices.model.apply import Variant
from goodoffices.model.expression import Expression
from goodoffices.model.party import Party
from goodoffices.model.situation import Situation
from goodoffices.moves.base import Bools, Ints, Moves
from goodoffices.moves.build import moves_of, order_of, unranked_moves
from goodoffices.robustness.cells import Cells
from goodoffices.robustness.design import Design, Variants
from goodoffices.robustness.judged import Judge, Part
from goodoffices.robustness.shares import Share
from goodoffices.robustness.uncertain import Uncertain, uncertain
from goodoffices.robustness.written import situation
from goodoffices.stability.concepts import STANDARD, concept
from goodoffices.stability.verdicts import PROFILE
from goodoffices.states import StateSpace


@dataclass(frozen=True)
class Serves:
    """``share``: the variants in which it serves; ``low``, ``high``: the extremes over the ranges
    of imprecise probabilities. ``holds``: those in which a target state holds, reached or not.
    ``unmade``: those that make no model."""

    share: Share
    low: float
    high: float
    holds: Share
    unmade: int


def serves(variant: Variant, target: Expression, samples: int, seed: int) -> Serves:
    """How robust it is that the levers of ``variant`` serve the target.

    Raises ``RequestError`` for a ranking that leaves out a feasible state and for too many ranges
    of probability, and ``TooLargeError`` for too many states.
    """
    found = uncertain(variant)
    design, cells = Design(found, samples, seed), Cells(found)
    judge, rooms = Judge(found), _Rooms(found, target)
    counted = np.zeros((3, cells.count), dtype=np.int64)
    unmade = 0
    for variants in design:
        hits = np.zeros((len(variants), 2), dtype=np.bool_)
        orders = judge.lists.of(variants)
        for part in judge.judge(variants):
            without, served, held = rooms.serves(part, variants, orders)
            hits[part.rows, 0], hits[part.rows, 1] = served[part.which], held[part.which]
            unmade += int(without[part.which].sum())
        counted += cells.tally(variants, hits)
    low, high = cells.ranges(counted)[0].tolist()
    shares = [Share(int(row.sum()), samples) for row in counted[1:]]
    return Serves(shares[0], low, high, shares[1], unmade)


@dataclass
class _Rooms:
    """The moves of each state space that occurs, and what was found there."""

    found: Uncertain
    target: Expression
    _made: dict[int, tuple[StateSpace, _Room | None]] = field(default_factory=dict)

    def serves(
        self, part: Part, variants: Variants, orders: NDArray[np.int16]
    ) -> tuple[Bools, Bools, Bools]:
        """Of each distinct variant of a part: whether it makes no model, whether the target holds
        and is reached, whether it holds; bool, (distinct,). ``orders``: as ``Lists.of`` gives."""
        nothing = np.zeros(len(part.kinds), dtype=np.bool_)
        first = np.zeros(len(part.kinds), dtype=np.intp)
        first[part.which[::-1]] = part.rows[::-1]

        def written(row: int) -> Situation:
            return situation(self.found, variants.drawn(row))

        key = id(part.space)  # kept with the space, so that no other one takes its place
        if key not in self._made:
            self._made[key] = part.space, _Room.of(part.space, written(int(first[0])))
        room = self._made[key][1]
        if room is None:
            return ~nothing, nothing, nothing
        holds = (part.kinds & BITS[PROFILE] != 0) & part.space.truth(self.target)
        held = holds.any(axis=1)
        without, served = nothing.copy(), nothing.copy()
        for at, row in enumerate(first.tolist()):
            rank = room.ranks(orders[row], lambda row=row: written(row))  # type: ignore[misc]
            without[at] = rank is None
            if rank is not None and held[at]:
                served[at] = room.reaches(rank, holds[at], lambda row=row: written(row))  # type: ignore[misc]
        return without, served, held & ~without


@dataclass
class _Room:
    """One state space with the moves in it, and the ranks of each list that occurs, by number."""

    moves: Moves
    together: Together
    standard: bool
    _lists: dict[tuple[int, bytes], int | None] = field(default_factory=dict)
    _ranks: list[Ints] = field(default_factory=list)
    _numbers: dict[bytes, int] = field(default_factory=dict)
    _reached: dict[tuple[tuple[int, ...], bytes], bool] = field(default_factory=dict)

    @classmethod
    def of(cls, space: StateSpace, one: Situation) -> _Room | None:
        """None where no state, or not the status quo, is feasible."""
        space = space.under(one)
        if len(space) == 0 or space.now is None:
            return None
        moves = unranked_moves(space)
        kinds = {concept(name).name for party in one.parties for name in party.behaviour}
        return cls(moves, Together(moves), kinds <= set(STANDARD))

    def ranks(
        self, orders: NDArray[np.int16], written: Callable[[], Situation]
    ) -> tuple[int, ...] | None:
        """The number of each party's ranks; None where there are none. ``orders``: the parties'
        lists, (n_parties, longest)."""
        found: list[int] = []
        for party, row in enumerate(orders):
            key = (party, row.tobytes())
            if key not in self._lists:
                self._lists[key] = self._number(written().parties[party])
            number = self._lists[key]
            if number is None:
                return None
            found.append(number)
        return tuple(found)

    def _number(self, party: Party) -> int | None:
        rank = order_of(self.moves.space, party.preference)
        if rank is None:
            return None
        key = rank.tobytes()
        if key not in self._numbers:
            self._numbers[key] = len(self._ranks)
            self._ranks.append(rank)
        return self._numbers[key]

    def reaches(
        self, numbers: tuple[int, ...], wanted: Bools, written: Callable[[], Situation]
    ) -> bool:
        """Whether own, improving or joint steps lead from today to a wanted state."""
        key = (numbers, wanted.tobytes())
        if not self.standard:  # what a party does by itself is then not settled by its ranks
            return self._reaches(numbers, wanted, written)
        if key not in self._reached:
            self._reached[key] = self._reaches(numbers, wanted, written)
        return self._reached[key]

    def _reaches(
        self, numbers: tuple[int, ...], wanted: Bools, written: Callable[[], Situation]
    ) -> bool:
        now = self.moves.space.now
        assert now is not None
        joint = len(self.moves.space) <= MOST_JOINT
        if joint:
            rank = np.array([self._ranks[number] for number in numbers], dtype=np.int32)
            if joint_reaches(replace(self.moves, rank=rank), self.together, now, wanted):
                return True
        rest = [kind for kind in REACHABLE if kind != "joint" and not (joint and self.standard)]
        if not rest:  # each kind of path includes the one before it
            return False
        one = written()
        paths = Paths(moves_of(one, self.moves.space.under(one)), now, self.together)
        return any(bool((paths.walk(kind).reached & wanted).any()) for kind in rest)
