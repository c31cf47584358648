"""Draws of the params: what nobody knows for sure, once for each outer draw.

Each param has its own stream (Philox, keyed by seed and name), so the draws of one depend neither
on the others nor on how many are made.
"""

from __future__ import annotations

import hashlib
import math

import numpy as np

from goodoffices.model.outlook import Param, Spread
from goodoffices.outlook.parts import Floats

NORMAL_95 = 1.645
"""The 95 % point of the standard normal distribution, as the definition of ``range`` has it."""

SKEW = tuple((a, b) for a in (0.1, 0.3, 1.0, 10.0) for b in (0.1, 0.3, 1.0, 10.0))
"""Where else to look for a beta distribution: its two parameters."""

CLOSE = 1e-14
"""Half the squares of what both points may miss by."""


def key(seed: int, kind: str, name: str) -> int:
    """A key of 64 bits for the random numbers of one thing."""
    text = f"{seed} {kind} {name}".encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little")


def uniforms(seed: int, kind: str, name: str, count: int) -> Floats:
    """``count`` numbers from 0 to 1; a longer series begins with a shorter one."""
    generator = np.random.Generator(np.random.Philox(key=key(seed, kind, name)))
    return generator.random(count)


def drawn(param: Param, count: int, seed: int) -> Floats:
    """``count`` draws of a param, float64."""
    return quantile(param.spread, uniforms(seed, "param", param.id, count))


def quantile(spread: Spread, share: Floats) -> Floats:
    """The values below which a ``share`` of what is possible lies."""
    import scipy.special as special

    numbers = spread.numbers
    if spread.kind == "fixed":
        return np.full(len(share), numbers[0])
    if spread.kind == "uniform":
        return numbers[0] + (numbers[1] - numbers[0]) * share
    if spread.kind == "range":
        return ranged(numbers, special.ndtri(share))
    if numbers[0] == numbers[1] and spread.kind == "points":
        return np.full(len(share), numbers[0])
    a, b = numbers if spread.kind == "beta" else beta_of(numbers[0], numbers[1])
    return np.asarray(special.betaincinv(a, b, share))


def ranged(numbers: tuple[float, ...], z: Floats) -> Floats:
    """``range``: p50 · exp(z·s), or on a linear scale where the 5 % point is not above 0."""
    low, middle, high = numbers
    if low > 0:
        down, up = math.log(middle / low) / NORMAL_95, math.log(high / middle) / NORMAL_95
        return np.asarray(middle * np.exp(z * np.where(z < 0, down, up)))
    down, up = (middle - low) / NORMAL_95, (high - middle) / NORMAL_95
    return np.asarray(middle + z * np.where(z < 0, down, up))


def beta_of(low: float, high: float) -> tuple[float, float]:
    """The beta distribution whose 5 % and 95 % points are ``low`` and ``high``.

    Solved in (log a, log b), from a normal guess; where that is far off, as with an end next to 0
    or 1, from skew ones.
    """
    import scipy.optimize as optimize
    import scipy.special as special

    mean = (low + high) / 2
    wide = max((high - low) / (2 * NORMAL_95), 1e-9)
    strength = max(mean * (1 - mean) / wide**2 - 1, 0.5)
    guesses = [(mean * strength, (1 - mean) * strength), *SKEW]

    def misses(point: Floats) -> list[float]:
        a, b = np.exp(np.clip(point, -30, 30))
        return [special.betainc(a, b, low) - 0.05, special.betainc(a, b, high) - 0.95]

    tried = []
    for guess in guesses:
        tried.append(
            optimize.least_squares(misses, np.log(guess), xtol=1e-14, ftol=1e-14, gtol=1e-14)
        )
        if tried[-1].cost < CLOSE:
            break
    a, b = np.exp(min(tried, key=lambda one: one.cost).x)
    return float(a), float(b)
