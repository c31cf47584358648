"""From runs to numbers: what is expected, its simulation error, and what the params leave open.

Two uncertainties stay apart. Chance is what differs between runs of one draw of the params; it is
in the value itself (a probability, a fan). What nobody knows is what differs between draws; it is
the interval ``low`` to ``high``, with the noise of finitely many runs taken out:

    sd² = max(0, Var_k(x_k) − mean_k(noise_k)),   x̄ + (x_k − x̄)·sd/sd_raw,   its 5 % and 95 % points

with noise p(1 − p)/(N − 1) for a probability and s²/N for a mean. ``mc_se`` is the standard error
of the value from finitely many draws and runs, √(Var_k/K).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goodoffices.outlook.parts import Floats
from goodoffices.outlook.watching import Bools

LEAST_SURVIVORS = 200
"""Runs that a condition must leave; with fewer nothing is said."""

POINTS = (5, 25, 50, 75, 95)


@dataclass(frozen=True)
class Estimate:
    """``value`` with its simulation error and the interval from the params (None for one draw)."""

    value: float
    mc_se: float | None
    low: float | None
    high: float | None


def probability(hits: Bools) -> Estimate:
    """Of something that is true in some runs: bool, shape (outer, inner)."""
    outer, inner = hits.shape
    each = hits.mean(axis=1)
    pooled = float(each.mean())
    if outer == 1:
        return Estimate(pooled, float(np.sqrt(pooled * (1 - pooled) / inner)), None, None)
    noise = each * (1 - each) / (inner - 1) if inner > 1 else np.full(outer, pooled * (1 - pooled))
    low, high = _interval(each, pooled, float(noise.mean()))
    return Estimate(pooled, float(np.sqrt(each.var(ddof=1) / outer)), low, high)


def conditional(hits: Bools, given: Bools) -> Estimate | None:
    """Among the runs with ``given``; None where too few are left.

    Draws count by their survivors; the error is that of a ratio of sums over draws.
    """
    outer, _ = hits.shape
    survivors = given.sum(axis=1)
    total = int(survivors.sum())
    if total < LEAST_SURVIVORS:
        return None
    both = (hits & given).sum(axis=1)
    pooled = float(both.sum() / total)
    if outer == 1:
        return Estimate(pooled, float(np.sqrt(pooled * (1 - pooled) / total)), None, None)
    rest = both - pooled * survivors
    error = float(np.sqrt((rest**2).sum() * outer / (outer - 1)) / total)
    kept = survivors >= 2
    if kept.sum() < 2:
        return Estimate(pooled, error, None, None)
    each, weights = both[kept] / survivors[kept], survivors[kept] / survivors[kept].sum()
    noise = float((weights * each * (1 - each) / (survivors[kept] - 1)).sum())
    low, high = _interval(each, pooled, noise, weights)
    return Estimate(pooled, error, low, high)


def mean(values: Floats) -> Estimate:
    """Of a stock: float64, shape (outer, inner)."""
    outer, inner = values.shape
    each = values.mean(axis=1)
    pooled = float(each.mean())
    if outer == 1:
        error = float(values.std(ddof=1) / np.sqrt(inner)) if inner > 1 else None
        return Estimate(pooled, error, None, None)
    noise = float(values.var(axis=1, ddof=1).mean() / inner) if inner > 1 else 0.0
    low, high = _interval(each, pooled, noise)
    return Estimate(pooled, float(np.sqrt(each.var(ddof=1) / outer)), low, high)


def spread(values: Floats) -> Estimate:
    """The standard deviation over all runs, params and chance together.

    Its error by leaving out one draw at a time (K = 1: from the fourth moment). The interval is of
    the standard deviation within one draw: what chance alone would be, for params not known.
    """
    outer, inner = values.shape
    value = float(values.std(ddof=1)) if values.size > 1 else 0.0
    if outer == 1:
        return Estimate(value, _error_of_sd(values[0]), None, None)
    count = np.full(outer, values.size - inner)
    sums = values.sum() - values.sum(axis=1)
    squares = (values**2).sum() - (values**2).sum(axis=1)
    without = np.sqrt(np.maximum((squares - sums**2 / count) / np.maximum(count - 1, 1), 0.0))
    error = float(np.sqrt((outer - 1) / outer * ((without - without.mean()) ** 2).sum()))
    if inner < 2:
        return Estimate(value, error, None, None)
    each = values.std(axis=1, ddof=1)
    noise = float(np.mean([_error_of_sd(row) ** 2 for row in values]))
    low, high = _interval(each, float(each.mean()), noise)
    return Estimate(value, error, low, high)


def _error_of_sd(row: Floats) -> float:
    centred = row - row.mean()
    second = float((centred**2).mean())
    if second <= 0.0 or len(row) < 2:
        return 0.0
    fourth = float((centred**4).mean())
    return float(np.sqrt(max(fourth - second**2, 0.0) / (4 * second * len(row))))


@dataclass(frozen=True)
class Fan:
    """The predictive quantiles, and the band of the median from the params (None for one draw)."""

    quantiles: tuple[float, ...]
    band: tuple[float, float] | None


def fan(values: Floats) -> Fan:
    """Of a stock: float64, shape (outer, inner)."""
    outer, inner = values.shape
    pooled = np.percentile(values, POINTS)
    if outer == 1:
        return Fan(tuple(pooled.tolist()), None)
    each = np.median(values, axis=1)
    half = 0.5 / np.sqrt(inner)
    ends = np.quantile(values, [max(0.5 - half, 0.0), min(0.5 + half, 1.0)], axis=1)
    noise = float((((ends[1] - ends[0]) / 2) ** 2).mean())
    low, high = _interval(each, float(pooled[POINTS.index(50)]), noise)
    return Fan(tuple(pooled.tolist()), (low, high))


def _interval(
    each: Floats, centre: float, noise: float, weights: Floats | None = None
) -> tuple[float, float]:
    """The 5 % and 95 % points of what draws differ by, around ``centre``, their noise taken out."""
    outer = len(each)
    weights = np.full(outer, 1 / outer) if weights is None else weights
    raw = float((weights * (each - (weights * each).sum()) ** 2).sum() * outer / (outer - 1))
    if raw <= 0.0:
        return centre, centre
    shrunk = centre + (each - centre) * np.sqrt(max(0.0, raw - noise) / raw)
    return _quantile(shrunk, weights, 0.05), _quantile(shrunk, weights, 0.95)


def _quantile(values: Floats, weights: Floats, share: float) -> float:
    """Linear between the values; equal weights give NumPy's quantile."""
    order = np.argsort(values, kind="stable")
    sorted_, mass = values[order], weights[order]
    place = (np.cumsum(mass) - mass) / max(1.0 - float(mass[-1]), 1e-300)
    return float(np.interp(share, place, sorted_))


@dataclass(frozen=True)
class Difference:
    """One number less another over the same runs, with the error of the difference."""

    value: float
    se: float | None


def difference(these: Floats | Bools, those: Floats | Bools) -> Difference:
    """Of means of paired runs: float64 or bool, shape (outer, inner)."""
    outer, inner = these.shape
    gain = these.astype(np.float64) - those.astype(np.float64)
    each = gain.mean(axis=1)
    if outer > 1:
        error = float(np.sqrt(each.var(ddof=1) / outer))
    else:
        error = float(gain.std(ddof=1) / np.sqrt(inner)) if inner > 1 else 0.0
    return Difference(float(each.mean()), error)
