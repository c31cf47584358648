"""The level behind noisy counts: a random walk seen through day-to-day noise.

On each day on which anything moved, log y = ℓ + τ·ε, and from day to day ℓ goes by σ·z − σ²/2
(ε and z standard normal): the *local level* model, whose likelihood and current state the
Kalman filter gives exactly. Source: Harvey 1989, Forecasting, Structural Time Series Models and
the Kalman Filter, section 4.1; missing days as in Durbin and Koopman 2012, section 2.7.

σ and τ are not fixed at a best value. The filter runs on a grid of both at once, and each cell
has a weight: likelihood times prior. Prior: σ uniform (Gelman 2006, Bayesian Analysis 1,
515-534, for standard deviations), log τ uniform, both within the grid.

1. Before the first count nothing is known of ℓ: it starts there, with variance τ².
2. To the next count, g days on: mean − gσ²/2, variance + gσ².
3. The count has the predictive density N(mean, variance + τ²): it enters the likelihood, and mean
   and variance are updated.
4. Weights: likelihood × prior × what the cell stands for, summing to 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SIGMAS = np.linspace(0.0, 1.0, 41) ** 2
"""Drift per √day, from none to a factor e a day; dense near zero."""
NOISES = np.geomspace(0.02, 2.5, 33)
"""Day-to-day noise of the logarithm, from 2 % to a factor of twelve."""
FEWEST = 5
"""With fewer counts than this nothing is said of drift."""


@dataclass(frozen=True, eq=False)
class Levels:
    """What counts say of σ, τ and the level on the day of the last count.

    Every array is float64 of shape (n_cells,), a cell one pair of σ and τ: ``sigma``, ``noise``,
    ``weight`` (sums to 1), ``mean`` and ``variance`` of the log level on day ``last``.
    """

    sigma: Floats
    noise: Floats
    weight: Floats
    mean: Floats
    variance: Floats
    last: int

    def draw(self, count: int, chance: np.random.Generator) -> tuple[Floats, Floats, Floats]:
        """σ, τ and the log level of the last count's day: three float64 of shape (count,)."""
        cells = np.searchsorted(np.cumsum(self.weight), chance.random(count))
        cells = np.minimum(cells, len(self.weight) - 1)
        spread = np.sqrt(self.variance[cells])
        level = self.mean[cells] + spread * chance.standard_normal(count)
        return self.sigma[cells], self.noise[cells], level


def levels(days: NDArray[np.int64], logs: Floats) -> Levels | None:
    """The filter over counts on increasing ``days``; None for fewer than ``FEWEST``.

    ``days``: int64, shape (n,); ``logs``: the logarithms of the counts, float64, shape (n,).
    """
    if len(logs) < FEWEST:
        return None
    sigma, noise = (grid.ravel() for grid in np.meshgrid(SIGMAS, NOISES, indexing="ij"))
    walk, blur = sigma**2, noise**2
    mean, variance = np.full_like(sigma, logs[0]), blur.copy()
    likelihood = np.zeros_like(sigma)
    for log, gap in zip(logs[1:].tolist(), np.diff(days).tolist(), strict=True):
        mean = mean - 0.5 * gap * walk
        variance = variance + gap * walk
        total = variance + blur
        off = log - mean
        likelihood -= 0.5 * (np.log(total) + off * off / total)
        share = variance / total
        mean = mean + share * off
        variance = share * blur
    stands_for = np.outer(np.gradient(SIGMAS), np.ones(len(NOISES))).ravel()
    weight = stands_for * np.exp(likelihood - likelihood.max())
    return Levels(sigma, noise, weight / weight.sum(), mean, variance, int(days[-1]))


def weighted_points(of: Floats, weight: Floats, points: tuple[float, ...]) -> tuple[float, ...]:
    """Points of a weighted distribution, with half of each value's own weight below it.

    ``of`` and ``weight``: float64 of shape (n_cells,).
    """
    values, at = np.unique(of, return_inverse=True)
    own = np.bincount(at, weights=weight)
    reached = np.cumsum(own) - own / 2
    return tuple(float(np.interp(point, reached, values)) for point in points)
