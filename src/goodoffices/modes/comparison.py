"""Comparing any two states by a party's criteria, with degrees and with pairs left open.

Criteria are gone through from the most important. On each, t is better than s by at least
``low`` and at most ``high``; the two differ by what statements of unknown direction may add.

* ``low`` > 0: t is better, and that decides; ``high`` < 0: it is worse.
* ``low`` = ``high`` = 0: the next criterion decides; after the last the states are equal.
* Otherwise the pair is *unknown*, whatever stands below.

The *degree* of a preference is 1 (mild) unless a line stands below the criterion that decides (at
least the degree of that line), between the two places of a ranking, or the difference that is
certain reaches a threshold of ``strongly_by`` (2 for the first, 3 for the second, …).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from goodoffices.columns import Bools
from goodoffices.errors import RequestError
from goodoffices.groups import members
from goodoffices.model.preference import Level, Line, PartialOrder, Preference, Ranking
from goodoffices.modes.partial import Chained, chained
from goodoffices.modes.relation import Rows
from goodoffices.ranks import Ranks, level_score, ranking_score, too_fine
from goodoffices.states import StateSpace

UNKNOWN = np.int8(-128)
"""Stands where nobody knows which of two states is preferred."""
CELLS = 2**22
"""Pairs of states compared at a time."""

Degrees = NDArray[np.int8]


Compare = Callable[[Rows, Rows], Degrees]
"""The degree by which the second of two states is preferred to the first."""


class _Stage(Protocol):
    def compare(self, s: Rows, t: Rows) -> Degrees:
        """Degree of t over s, below 0 where s is better, 0 where they are equal here."""
        ...


@dataclass(frozen=True)
class Comparison:
    """How one party compares two states."""

    stages: tuple[_Stage, ...]
    open: tuple[tuple[Bools, Bools], ...] = ()

    @classmethod
    def of(cls, space: StateSpace, preference: Preference) -> Comparison:
        """From the criteria and open pairs. Raises ``RequestError`` as ``ranks`` does."""
        stages: list[_Stage] = []
        degree = 1
        for one in reversed(preference.criteria):
            if isinstance(one, Line):
                degree = max(degree, one.degree)
            elif isinstance(one, Level):
                stages.append(_level(space, one, degree, preference.strongly_by))
            elif isinstance(one, Ranking):
                stages.append(_Places(ranking_score(space, one)[0], degree, _gaps(one)))
            else:
                stages.append(_chains(space, one, degree))
        pairs = tuple((members(space, p.first), members(space, p.second)) for p in preference.open)
        return cls(tuple(reversed(stages)), pairs)

    def __call__(self, s: Rows, t: Rows) -> Degrees:
        """The degree by which t is preferred to s: int8, of the broadcast shape; negative where s
        is preferred, 0 where they are equal, ``UNKNOWN`` where nobody knows."""
        s, t = np.broadcast_arrays(s, t)
        found = np.zeros(s.shape, dtype=np.int8)
        for stage in self.stages:
            undecided = found == 0
            if undecided.any():
                found[undecided] = stage.compare(s[undecided], t[undecided])
        for first, second in self.open:
            found[((first[s] & second[t]) | (second[s] & first[t])) & (s != t)] = UNKNOWN
        return found

    def order(self, n: int) -> Ranks | None:
        """Ranks of the n states, 1 the worst, where every two are compared; None where some pair
        is unknown. (What is compared throughout is an order: each criterion is one among the states
        that the criteria before it hold for equal.)"""
        every = np.arange(n, dtype=np.int32)
        step = max(1, CELLS // max(n, 1))
        worse = np.zeros(n, dtype=np.int64)
        for at in range(0, n, step):
            found = self(every[at : at + step, None], every[None, :])
            if (found == UNKNOWN).any():
                return None
            worse[at : at + step] = (found < 0).sum(axis=1)
        return (np.unique(worse, return_inverse=True)[1].reshape(-1) + 1).astype(np.int32)

    def leaves_open(self, n: int) -> bool:
        """Whether some pair of the n states is unknown."""
        every = np.arange(n, dtype=np.int32)
        step = max(1, CELLS // max(n, 1))
        return any(
            bool((self(every[at : at + step, None], every[None, :]) == UNKNOWN).any())
            for at in range(0, n, step)
        )


@dataclass(frozen=True)
class Compared:
    """A comparison whose answers are kept: ``degrees``, int8, (n_states, n_states)."""

    degrees: Degrees

    @classmethod
    def of(cls, compare: Compare, n: int) -> Compared:
        """Every two of n states, a block of them at a time."""
        every = np.arange(n, dtype=np.int32)
        found = np.empty((n, n), dtype=np.int8)
        step = max(1, CELLS // max(n, 1))
        for at in range(0, n, step):
            found[at : at + step] = compare(every[at : at + step, None], every[None, :])
        return cls(found)

    def __call__(self, s: Rows, t: Rows) -> Degrees:
        return np.asarray(self.degrees[s, t])


@dataclass(frozen=True)
class _Score:
    """A level: ``score``, int64, (n_states,), what is certain; ``swings``: columns of statements of
    unknown direction with what each may add or take; ``cuts``: differences of higher degree."""

    score: NDArray[np.int64]
    swings: tuple[tuple[Bools, int], ...]
    degree: int
    cuts: tuple[int, ...]

    def compare(self, s: Rows, t: Rows) -> Degrees:
        gain = self.score[t] - self.score[s]
        slack = np.zeros(s.shape, dtype=np.int64)
        for column, weight in self.swings:
            slack += weight * (column[s] != column[t])
        certain = np.abs(gain) - slack
        degree = np.full(s.shape, self.degree, dtype=np.int8)
        for at, cut in enumerate(self.cuts, 2):
            degree[certain >= cut] = max(at, self.degree)
        found = np.where(gain > 0, degree, -degree)
        found[certain <= 0] = UNKNOWN
        found[(gain == 0) & (slack == 0)] = 0
        return np.asarray(found, dtype=np.int8)


@dataclass(frozen=True)
class _Places:
    """A ranking: ``score``, the place from the bottom; ``gaps``: (score, degree): a step from
    below that score to it or above has that degree."""

    score: NDArray[np.int64]
    degree: int
    gaps: tuple[tuple[int, int], ...]

    def compare(self, s: Rows, t: Rows) -> Degrees:
        low = np.minimum(self.score[s], self.score[t])
        high = np.maximum(self.score[s], self.score[t])
        degree = np.full(s.shape, self.degree, dtype=np.int8)
        for score, strength in self.gaps:
            crosses = (low < score) & (score <= high)
            degree[crosses] = np.maximum(degree[crosses], strength)
        return np.asarray(np.sign(self.score[t] - self.score[s]) * degree, dtype=np.int8)


@dataclass(frozen=True)
class _Chains:
    """A partial order."""

    order: Chained
    degree: int

    def compare(self, s: Rows, t: Rows) -> Degrees:
        here, there = self.order.kind[s], self.order.kind[t]
        found = np.full(s.shape, UNKNOWN, dtype=np.int8)
        found[here == there] = 0
        found[self.order.above[there, here]] = self.degree
        found[self.order.above[here, there]] = -self.degree
        return found


def _level(space: StateSpace, level: Level, degree: int, strongly_by: Sequence[Fraction]) -> _Score:
    known = Level(tuple(one for one in level.statements if not one.unknown))
    swinging = [one for one in level.statements if one.unknown]
    if not swinging and not strongly_by:
        return _Score(level_score(space, known)[0], (), degree, ())
    weights = [one.weight for one in level.statements]
    common = lcm(*(number.denominator for number in (*weights, *strongly_by)))
    if too_fine(level, strongly_by):
        raise RequestError(
            "weights beside thresholds or unknown statements are too fine to be told apart "
            "exactly; use smaller numbers or fewer decimals"
        )
    score = np.zeros(len(space), dtype=np.int64)
    for one in known.statements:
        score += int(one.weight * common) * space.truth(one.want).astype(np.int64)
    swings = tuple((space.truth(one.want), int(one.weight * common)) for one in swinging)
    return _Score(score, swings, degree, tuple(int(cut * common) for cut in strongly_by))


def _gaps(ranking: Ranking) -> tuple[tuple[int, int], ...]:
    """Lines as scores: a line below the first n groups lies at the score of the n-th."""
    return tuple((len(ranking.groups) - (n - 1), degree) for n, degree in ranking.lines)


def _chains(space: StateSpace, order: PartialOrder, degree: int) -> _Chains:
    return _Chains(chained(space, order), degree)
