"""Weak orders of statements: every way to put them into levels, most important first.

An order of k statements is a row of k level numbers, 0 the most important level; statements with
the same number are tied. There are as many as the Fubini numbers say: 1, 3, 13, 75, 541, 4,683,
47,293, 545,835 for one to eight statements.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Orders = NDArray[np.int8]
"""Shape (n_orders, n_statements)."""

Weights = NDArray[np.float32]
"""Shape (n_orders, n_statements); whole numbers below 2^n_statements, so sums are exact."""


def weak_orders(statements: int) -> Orders:
    """All weak orders of this many statements, each once."""
    orders = np.zeros((1, 0), dtype=np.int8)
    for _ in range(statements):
        orders = with_one_more(orders)
    return orders


def with_one_more(orders: Orders) -> Orders:
    """Every order with a further statement at every place that it can have.

    Among L levels there are 2 L + 1: tied with one of them, or by itself above, between or below.
    Taking the statement away again leads back, so that nothing comes twice.
    """
    levels = _levels(orders)
    made = []
    for count in np.unique(levels).tolist():
        some = orders[levels == count]
        for level in range(count):
            made.append(_joined(some, level))
        for level in range(count + 1):
            made.append(_joined(some + (some >= level).astype(np.int8), level))
    return np.concatenate(made)


def weights(orders: Orders) -> Weights:
    """A weight for each statement so that sums of weights order situations as the levels do.

    A statement of a level weighs one more than all levels below can sum up to: the product of
    (size + 1) over them. So the sum is the level counts read as digits, and below 2^k.
    """
    sizes = [(orders == level).sum(axis=1) for level in range(orders.shape[1])]
    found = np.ones(orders.shape, dtype=np.float32)
    below = np.ones(len(orders), dtype=np.float32)
    for level in range(orders.shape[1] - 1, -1, -1):
        found = np.where(orders == level, below[:, None], found)
        below = below * (sizes[level] + 1).astype(np.float32)
    return found.astype(np.float32)


def distance(orders: Orders, written: Orders) -> NDArray[np.int16]:
    """In how many pairs of statements each order differs from ``written`` (one row)."""
    found = np.zeros(len(orders), dtype=np.int16)
    for left in range(orders.shape[1]):
        for right in range(left):
            there = np.sign(orders[:, left] - orders[:, right])
            found += there != np.sign(written[left] - written[right])
    return found


def levels_of(order: Orders) -> tuple[tuple[int, ...], ...]:
    """One order as levels of statements, most important first."""
    listed = order.tolist()
    count = max(listed, default=-1) + 1
    return tuple(
        tuple(at for at, level in enumerate(listed) if level == wanted) for wanted in range(count)
    )


def order_of(levels: tuple[tuple[int, ...], ...]) -> Orders:
    """The row of level numbers of an order given as levels of statements."""
    row = np.zeros(sum(map(len, levels)), dtype=np.int8)
    for number, level in enumerate(levels):
        row[list(level)] = number
    return row


def _levels(orders: Orders) -> NDArray[np.int64]:
    if orders.shape[1] == 0:
        return np.zeros(len(orders), dtype=np.int64)
    return np.asarray(orders.max(axis=1), dtype=np.int64) + 1


def _joined(orders: Orders, level: int) -> Orders:
    column = np.full((len(orders), 1), level, dtype=np.int8)
    return np.concatenate([orders, column], axis=1)
