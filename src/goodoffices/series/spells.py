"""Closures and openings that are not all alike: some end soon, some last.

With one rate for all, a closure that has lasted for weeks is as likely to end tomorrow as one of
a day, which is seldom so. Here each spell has a rate of its own, drawn from Beta(a, b) when it
begins; so the longer one has lasted, the lower its rate probably is: after d days Beta(a, b + d).
A spell that ends after n days has the likelihood B(a + 1, b + n − 1)/B(a, b), one that still
lasts B(a, b + n)/B(a, b). Source: the beta-geometric distribution of waiting times, Weinberg and
Gladen 1986, Biometrics 42, 547-560.

a and b are not fixed at a best value: the likelihood is taken on a grid of the mean a/(a + b) and
of the likeness 1/(a + b + 1) (0: one rate for all; 1: each spell ends at once or never), both
uniform beforehand. The first spell counts from the first observation, since when it lasted is
not known; a missing day ends a spell as not yet over.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MIDDLES = (np.arange(60) + 0.5) / 60
LIKENESS = (np.arange(40) + 0.5) / 40


@dataclass(frozen=True, eq=False)
class Spells:
    """What past spells of one state say of a and b: float64 of shape (n_cells,) each.

    ``weight`` sums to 1; ``lasted``: days that the current spell has lasted, 0 where the state is
    the other one.
    """

    a: Floats
    b: Floats
    weight: Floats
    lasted: int

    def draw(self, count: int, chance: np.random.Generator) -> tuple[Floats, Floats]:
        """a and b, two float64 of shape (count,)."""
        cells = np.searchsorted(np.cumsum(self.weight), chance.random(count))
        cells = np.minimum(cells, len(self.weight) - 1)
        return self.a[cells], self.b[cells]


def lengths(seen: Bools, is_open: Bools, state: bool) -> tuple[Ints, Bools, int]:
    """The spells in a state: days, whether the end was seen, and how long the current one is.

    ``seen`` and ``is_open``: bool, shape (n_days,); the first two results: shape (n_spells,).
    The current spell is that of the last observed day, and 0 where that was in the other state.
    """
    kind = np.where(seen, np.where(is_open == state, 1, 0), -1)
    edges = np.flatnonzero(np.diff(kind)) + 1
    starts = np.concatenate([[0], edges]).astype(np.int64)
    ends = np.concatenate([edges, [len(kind)]]).astype(np.int64)
    own = kind[starts] == 1
    after = np.append(kind, -1)[ends]
    known = np.flatnonzero(seen)
    current = own & (ends - 1 == known[-1]) if len(known) else own
    days = ends - starts
    return days[own], after[own] == 0, int(days[current].sum())


def spells(seen: Bools, is_open: Bools, state: bool) -> Spells:
    """The grid of a and b for the spells in ``state``."""
    from scipy.special import betaln

    days, ended, current = lengths(seen, is_open, state)
    mean, like = (grid.ravel() for grid in np.meshgrid(MIDDLES, LIKENESS, indexing="ij"))
    both = 1 / like - 1
    a, b = mean * both, (1 - mean) * both
    likelihood = np.zeros_like(a)
    counted, times = np.unique(np.stack([days, ended]), axis=1, return_counts=True)
    for (length, over), count in zip(counted.T.tolist(), times.tolist(), strict=True):
        likelihood += count * (betaln(a + over, b + length - over) - betaln(a, b))
    weight = np.exp(likelihood - likelihood.max())
    return Spells(a, b, weight / weight.sum(), current)
