"""Lags: how probable it is that what a cause brings about has come after so many steps."""

from __future__ import annotations

import math

import numpy as np

from goodoffices.model.outlook import Lag
from goodoffices.outlook.parts import Floats
from goodoffices.outlook.spread import NORMAL_95

ROUNDING = 1e-9
"""Of a day: 3 steps of 0.1 days count as 0.3 days."""


def come(lag: Lag, steps: int, step: float) -> Floats:
    """F(a·δ) for a = 0 … ``steps``, float64; F(0) = 0."""
    days = np.arange(steps + 1, dtype=np.float64) * float(step)
    share = _share(lag, days)
    share[0] = 0.0
    return share


def _share(lag: Lag, days: Floats) -> Floats:
    if lag.kind == "none":
        return np.ones(len(days))
    if lag.kind == "fixed":
        return np.where(days >= lag.numbers[0] - ROUNDING, 1.0, 0.0)
    if lag.kind == "uniform":
        first, last = lag.numbers
        passed = np.floor(days + ROUNDING) - first + 1
        return np.asarray(np.clip(passed / (last - first + 1), 0.0, 1.0))
    if lag.kind == "mean":
        return np.asarray(-np.expm1(-days / lag.numbers[0]))
    return _ranged(lag.numbers, days)


def _ranged(numbers: tuple[float, ...], days: Floats) -> Floats:
    import scipy.special as special

    low, middle, high = numbers
    share = np.zeros(len(days))
    later = days > 0
    if low > 0:
        distance = np.log(days[later] / middle)
        below, above = math.log(middle / low) / NORMAL_95, math.log(high / middle) / NORMAL_95
    else:  # on a linear scale, as for params
        distance = days[later] - middle
        below, above = (middle - low) / NORMAL_95, (high - middle) / NORMAL_95
    early = distance < 0
    with np.errstate(divide="ignore", invalid="ignore"):
        z = distance / np.where(early, below, above)
    z[distance == 0] = np.inf if above == 0 else 0.0
    share[later] = special.ndtr(z)
    return share


def increments(chances: float, share: Floats, rate: float, step: float) -> Floats:
    """What a cause adds to the hazard at each reading of its clock.

    λ·δ + h(a) − h(a−1) with h = −ln(1 − p·F); from the first reading on at which p·F = 1 it is
    infinite: the event is certain.
    """
    reached = chances * share
    with np.errstate(divide="ignore"):
        total = -np.log1p(-np.minimum(reached, 1.0))
    certain = np.isinf(total)
    added = np.zeros(len(share))
    added[1:] = np.diff(np.where(certain, 0.0, total)) + rate * step
    added[certain] = np.inf
    added[0] = 0.0
    return added
