"""Orders near a base order: the Mallows model.

The probability of an order is φ^d / Z, d being its Kendall distance from the base order (how many
pairs stand the other way round) and Z = Π over i = 1 … m of (1 + φ + … + φ^(i−1)). φ = 0 gives the
base order alone, φ = 1 every order alike. The items are numbered 0 to m − 1 as the base order has
them; several tied statements are one item, so a pair of ties counts once whatever their size.

Sampled exactly by repeated insertion: item i (from 1) is put v places before the end of the i − 1
that stand already, with probability φ^v / (1 + φ + … + φ^(i−1)), v = 0 … i − 1. It passes v items
that the base order has before it, so the v sum to d, and they are independent of each other.

Sources: Mallows, "Non-null ranking models. I", Biometrika 44 (1957), 114-130; Doignon, Pekeč and
Regenwetter, "The repeated insertion model for rankings", Psychometrika 69 (2004), 33-54.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

Orders = NDArray[np.int8]
Floats = NDArray[np.float64]

LONGEST = 127
"""Items that an order can have: they are int8."""


def orders(uniforms: Floats, phi: float) -> Orders:
    """Orders drawn from numbers of [0, 1), float64, shape (n, m − 1): int8, shape (n, m); column k
    holds the item at place k, the most important first. Raises ``ValueError`` for other φ and m.

    1. The number in column i gives the v of item i + 1, through what is below each v.
    2. Items go in one after the other; those that it passes move back by a place.
    """
    n, m = uniforms.shape[0], uniforms.shape[1] + 1
    _check(phi, m)
    found = np.zeros((n, m), dtype=np.int8)
    for item in range(1, m):
        below = np.cumsum(_insertion(phi, item))[:-1]
        passed = np.searchsorted(below, uniforms[:, item - 1], side="right")
        place = item - passed
        for at in range(item, 0, -1):
            moved = np.where(place == at, np.int8(item), found[:, at])
            found[:, at] = np.where(place < at, found[:, at - 1], moved)
        found[place == 0, 0] = item
    return found


def distance(order: Orders) -> NDArray[np.int64]:
    """Kendall distances from the base order: int64, shape (n,), of orders of shape (n, m)."""
    total = np.zeros(order.shape[0], dtype=np.int64)
    for at in range(order.shape[1]):
        total += (order[:, at + 1 :] < order[:, at : at + 1]).sum(axis=1)
    return total


def log_probability(order: Orders, phi: float) -> Floats:
    """The logarithm of the probability of each order, float64, shape (n,); −∞ for none."""
    m = order.shape[1]
    _check(phi, m)
    d = distance(order).astype(np.float64)
    constant = sum(log(sum(phi**k for k in range(i))) for i in range(1, m + 1))
    if phi == 0:
        return np.where(d == 0, 0.0, -np.inf)
    return d * log(phi) - constant


def probability(order: Sequence[int], phi: float) -> float:
    """The probability of one order of the items 0 to m − 1."""
    if sorted(order) != list(range(len(order))):
        raise ValueError(f"{list(order)} is no order of 0 to {len(order) - 1}")
    return float(np.exp(log_probability(np.array([order], dtype=np.int8), phi)[0]))


def expected_distance(items: int, phi: float) -> float:
    """The mean Kendall distance: the means of the v, summed. m (m − 1) / 4 for φ = 1."""
    _check(phi, items)
    return float(sum(np.arange(i + 1) @ _insertion(phi, i) for i in range(items)))


def _insertion(phi: float, item: int) -> Floats:
    """The probabilities of passing 0 … ``item`` items."""
    powers = np.array([phi**k for k in range(item + 1)])
    return np.asarray(powers / powers.sum())


def _check(phi: float, items: int) -> None:
    if not 0 <= phi <= 1:
        raise ValueError(f"φ is {phi}; expected a number from 0 to 1")
    if not 1 <= items <= LONGEST:
        raise ValueError(f"{items} items; expected 1 to {LONGEST}")
