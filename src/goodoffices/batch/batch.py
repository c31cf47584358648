"""A batch: the states and moves of one situation, ready for many preferences at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.batch import lanes
from goodoffices.batch.joined import Joined
from goodoffices.model.preference import Level
from goodoffices.moves.base import Moves
from goodoffices.ranks import Ranks, level_score
from goodoffices.stability.concepts import STANDARD, concept
from goodoffices.states import StateSpace

BITS = {"nash": lanes.NASH, "gmr": lanes.GMR, "smr": lanes.SMR, "seq": lanes.SEQ}
BITS |= {"sseq": lanes.SSEQ, "profile": lanes.PROFILE}
"""Kind of equilibrium → its bit in what ``Batch.judge`` gives; a behaviour must be one of them."""


def behaviour_bit(name: str) -> int:
    """The bit of a party's behaviour; 0 for one that the kernel does not judge."""
    found = concept(name).name
    return BITS[found] if found in STANDARD else 0


MOST_STATES = 2**15 - 1
"""Ranks are int16. Beyond, what is walked no longer lies in the cache, and four bytes a rank were
hardly quicker than each variant by itself."""

MOST_MOVES = 2**21
"""Single moves of all parties; beyond, a linear pass per variant is quicker than lists."""

Scale = Level | tuple[int, ...]
"""A level of statements, or the ranks of all states."""


class NotInBatch(Exception):
    """Why variants of a situation cannot be judged together; they are solved one by one."""


@dataclass(frozen=True)
class Batch:
    """States and moves of one state space; immutable, so threads may share it."""

    space: StateSpace
    joined: Joined

    @classmethod
    def of(cls, moves: Moves) -> Batch:
        """Ranks do not matter. Raises ``NotInBatch`` for too many states or moves."""
        if len(moves.space) > MOST_STATES:
            raise NotInBatch(f"more than {MOST_STATES:,} states")
        if moves.count_arcs() > MOST_MOVES:
            raise NotInBatch(f"more than {MOST_MOVES:,} single moves")
        return cls(moves.space, Joined.of(moves))

    @property
    def size(self) -> int:
        """States and single moves."""
        return len(self.space) + len(self.joined.target)

    def scores(self, scales: Sequence[Scale]) -> Scores:
        """What each level gives to each state."""
        rows = [_score(self.space, one) for one in scales]
        score = np.array([row for row, _ in rows], dtype=np.int32)
        most = np.array([most for _, most in rows], dtype=np.int32)
        return Scores(score.reshape(len(rows), len(self.space)), most)

    def judge(
        self, orders: NDArray[np.int16], scores: Scores, behaviour: NDArray[np.uint8]
    ) -> NDArray[np.uint8]:
        """Where each variant has which kinds of equilibrium: uint8, (n_variants, n_states), with
        the bits of ``BITS``.

        ``orders``: int16, (n_variants, n_parties, longest list): each party's levels as rows of
        ``scores``, most important first, −1 for none. ``behaviour``: uint8, (n_variants,
        n_parties), the bit of each party's own concept.
        """
        if not len(orders):
            return np.zeros((0, len(self.space)), dtype=np.uint8)
        one = self.joined
        return lanes.judged(
            orders, scores.score, scores.most, behaviour,
            one.start, one.target, one.part, one.parts, one.transitive,
        )  # fmt: skip


@dataclass(frozen=True)
class Scores:
    """``score``: int32, (n_levels, n_states), from 0; ``most``: int32, the greatest of each."""

    score: NDArray[np.int32]
    most: NDArray[np.int32]


def _score(space: StateSpace, scale: Scale) -> tuple[NDArray[np.int64] | Ranks, int]:
    if isinstance(scale, Level):
        return level_score(space, scale)
    return np.array(scale, dtype=np.int32), max(scale, default=0)
