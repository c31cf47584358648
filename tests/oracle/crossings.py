"""Crossings by the letter: days one by one, counts by loops, likelihoods from whole matrices."""

from __future__ import annotations

from itertools import pairwise
from math import exp, log, pi, sqrt

import numpy as np

from goodoffices.series.observed import Series


def series(values: list[float | None], name: str = "gate") -> Series:
    """Daily values from 1 January 2024."""
    dates = np.datetime64("2024-01-01", "D") + np.arange(len(values))
    return Series(name, dates, np.array([np.nan if v is None else v for v in values], dtype=float))


def simulated(
    days: int, opens: float, closes: float, sigma: float, noise: float, chance: np.random.Generator
) -> Series:
    """One day after the other: the chain, the level, the count."""
    is_open = bool(chance.random() < opens / (opens + closes))
    level = log(100)
    values: list[float | None] = []
    for _ in range(days):
        is_open = chance.random() >= closes if is_open else chance.random() < opens
        level += sigma * chance.standard_normal() - sigma**2 / 2
        values.append(exp(level + noise * chance.standard_normal()) if is_open else 0.0)
    return series(values)


def changes(values: list[float | None], start: bool) -> tuple[int, int]:
    """Changes out of a state, and days in it whose next day was observed."""
    changed = tried = 0
    for today, tomorrow in pairwise(values):
        if today is None or tomorrow is None or (today > 0) != start:
            continue
        tried += 1
        if (tomorrow > 0) != start:
            changed += 1
    return changed, tried


def spells(values: list[float | None], state: bool) -> tuple[list[tuple[int, bool]], int]:
    """Length of each spell with whether its end was seen, and days that the current one lasted."""
    found: list[tuple[int, bool]] = []
    length = 0
    for value in [*values, None]:
        if value is not None and (value > 0) == state:
            length += 1
        elif length:
            found.append((length, value is not None))
            length = 0
    seen = [value for value in values if value is not None]
    if not seen or (seen[-1] > 0) != state:
        return found, 0
    return found, found[-1][0]


def differences(values: list[float | None], lag: int) -> list[float]:
    """Of the logarithms of open days ``lag`` days apart."""
    return [
        log(later) - log(value)
        for value, later in zip(values, values[lag:], strict=False)
        if value and later
    ]


def log_likelihood(days: list[int], logs: list[float], sigma: float, noise: float) -> float:
    """Of all differences to the first count, which are jointly normal.

    With walk W and noise ε: d_i = W(t_i) − W(t_0) + τ(ε_i − ε_0), mean −σ²(t_i − t_0)/2,
    covariance σ²·min(t_i − t_0, t_j − t_0) + τ² + τ²[i = j].
    """
    gaps = np.array([day - days[0] for day in days[1:]], dtype=float)
    off = np.array([one - logs[0] for one in logs[1:]]) + sigma**2 * gaps / 2
    spread = sigma**2 * np.minimum.outer(gaps, gaps) + noise**2 * (1 + np.eye(len(gaps)))
    _, determinant = np.linalg.slogdet(spread)
    fit = float(off @ np.linalg.solve(spread, off))
    return -0.5 * (len(off) * log(2 * pi) + float(determinant) + fit)


def geometric_mean_and_spread(values: list[float | None]) -> tuple[float, float]:
    """Mean and standard deviation of the logarithms of open days."""
    logs = [log(value) for value in values if value]
    mean = sum(logs) / len(logs)
    return mean, sqrt(sum((one - mean) ** 2 for one in logs) / (len(logs) - 1))
