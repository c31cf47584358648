"""Drift by the variances of differences: how much further counts lie apart the longer one waits.

Between two open days h days apart Var(log y(t+h) − log y(t)) = σ²h + 2τ²: what drifts grows with
h, day-to-day noise does not. In geostatistics this is a linear variogram with a nugget.

1. For each lag h = 1 … ``LAGS`` all pairs of open days h days apart, N(h) of them.
2. Their variance V(h), plainly the mean square, or robustly by the fourth power of the mean root,
   (mean |d|^½)⁴ / (0.457 + 0.494/N): Cressie and Hawkins 1980, Math. Geology 12, 115-125.
3. The line σ²h + 2τ² by least squares with weights N(h)/V(h)², V as fitted, repeated until
   steady: Cressie 1985, Math. Geology 17, 563-586. A negative slope is σ = 0, a negative
   intercept τ = 0, and the other is fitted alone.

Neither uses a distribution beyond step 2, and neither gives an interval: differences at several
lags share their days. ``level.py`` has the likelihood, which does.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LAGS = 14
FEWEST = 5
"""A lag with fewer pairs than this is left out."""
ROUNDS = 20


@dataclass(frozen=True)
class Line:
    """``sigma`` per √day and ``noise`` of the logarithm, from ``pairs`` over ``lags`` lags."""

    sigma: float
    noise: float
    lags: int
    pairs: int


def line(days: NDArray[np.int64], logs: Floats, robust: bool = True) -> Line | None:
    """Steps 1 to 3; None where fewer than two lags have enough pairs.

    ``days``: int64, shape (n,), increasing; ``logs``: float64, shape (n,).
    """
    lags, variances, pairs = variances_by_lag(days, logs, robust)
    if len(lags) < 2:
        return None
    slope, level = _fitted(lags, variances, pairs)
    return Line(sqrt(slope), sqrt(level / 2), len(lags), int(pairs.sum()))


def variances_by_lag(
    days: NDArray[np.int64], logs: Floats, robust: bool
) -> tuple[Floats, Floats, Floats]:
    """Lags, V and N, three float64 of shape (n_lags,): lags with enough pairs that differ."""
    found = []
    for lag in range(1, LAGS + 1):
        at = np.searchsorted(days, days + lag)
        inside = at < len(days)
        inside[inside] = days[at[inside]] == days[inside] + lag
        off = np.abs(logs[at[inside]] - logs[inside])
        count = len(off)
        if count >= FEWEST:
            plain = float(np.mean(off**2))
            steady = float(np.mean(np.sqrt(off)) ** 4 / (0.457 + 0.494 / count))
            found.append((float(lag), steady if robust else plain, float(count)))
    table = np.array([row for row in found if row[1] > 0], dtype=np.float64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def _fitted(lags: Floats, variances: Floats, pairs: Floats) -> tuple[float, float]:
    """Slope and level, neither negative."""
    fitted = variances
    slope = level = 0.0
    for _ in range(ROUNDS):
        weight = pairs / np.maximum(fitted, 1e-3 * variances.mean()) ** 2
        middle = np.average(lags, weights=weight)
        height = np.average(variances, weights=weight)
        off = lags - middle
        slope = float((weight * off * variances).sum() / (weight * off * off).sum())
        level = float(height - slope * middle)
        if slope < 0:
            slope, level = 0.0, float(height)
        elif level < 0:
            slope = float((weight * lags * variances).sum() / (weight * lags * lags).sum())
            level = 0.0
        fitted = slope * lags + level
    return slope, level
