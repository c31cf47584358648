"""Which uncertain input explains most of the difference in a verdict, from the same variants.

The first-order Sobol index of input X for a verdict Y is Var(E[Y | X]) / Var(Y): how much of the
variance would go if X were known (Sobol 1993). With the variants grouped by the value of X it is
SSB / SST; what chance alone would explain is taken off, (SSB − (K − 1) · SSW / (N − K)) / SST
(epsilon squared, Kelley 1935), and what is left below 0 is 0. Indices of independent inputs sum to
at most 1; what is missing lies in inputs that matter only together. An index counts as *beyond
chance* where both χ² = SSB / (p (1 − p)) and G = 2 Σ observed · ln(observed / expected) would be as
large by chance once in a thousand times or less. χ² alone is said up to a hundred times too often
where orders or verdicts are rare, G alone up to six times where values are many and variants few;
both together once or twice in a thousand times at most.

Beside it stands the conditional table: the share for each value of the input.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.robustness.inputs import Input

BY_CHANCE = 0.001


@dataclass(frozen=True)
class Value:
    """One value of an input: ``count`` of ``of`` variants with it."""

    text: str
    count: int
    of: int

    @property
    def share(self) -> float:
        return self.count / self.of


@dataclass(frozen=True)
class Driver:
    """``explains``: the first-order index, 0 to 1. ``table``: the values that occur."""

    input: Input
    explains: float
    beyond_chance: bool
    table: tuple[Value, ...]


def drivers(
    inputs: Sequence[Input], tallies: Sequence[NDArray[np.int64]], question: int
) -> tuple[Driver, ...]:
    """Every input for one question, the one that explains most first.

    ``tallies``: as in ``Tally.inputs``; nothing where the verdict is the same in all variants.
    """
    found = []
    for one, table in zip(inputs, tallies, strict=True):
        of, count = table[:, 0], table[:, 1 + question]
        if 0 < count.sum() < of.sum():
            found.append(_driver(one, of, count))
    order = sorted(range(len(found)), key=lambda at: (-found[at].explains, at))
    return tuple(found[at] for at in order)


def _driver(one: Input, of: NDArray[np.int64], count: NDArray[np.int64]) -> Driver:
    there = np.flatnonzero(of)
    table = tuple(Value(one.values[at], int(count[at]), int(of[at])) for at in there.tolist())
    n, k = int(of.sum()), len(there)
    p = count.sum() / n
    between = float((of[there] * (count[there] / of[there] - p) ** 2).sum())
    total = n * p * (1 - p)
    within = total - between
    if k == 1 or n <= k:
        return Driver(one, 0.0, False, table)
    explains = (between - (k - 1) * within / (n - k)) / total
    pearson = between / (p * (1 - p))
    likelihood = _likelihood(of[there].astype(float), count[there].astype(float), p)
    chance = _as_large(min(pearson, likelihood), k - 1)
    return Driver(one, float(min(1.0, max(0.0, explains))), chance <= BY_CHANCE, table)


def _likelihood(of: NDArray[np.float64], count: NDArray[np.float64], p: float) -> float:
    """The likelihood ratio G of counts against the same share p in all."""
    from scipy.special import xlogy

    yes = xlogy(count, count / (of * p))
    no = xlogy(of - count, (of - count) / (of * (1 - p)))
    return float(2 * (yes + no).sum())


def _as_large(chi: float, freedom: int) -> float:
    """How probable a χ² at least so large is."""
    from scipy.special import chdtrc

    return float(chdtrc(freedom, chi))
