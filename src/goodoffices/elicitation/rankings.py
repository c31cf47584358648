"""Orders of statements by the ranking that they give.

Two orders that answer every difference alike rank all feasible situations alike: no question can
tell them apart and none has to. So rankings are counted, and not orders.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from goodoffices.elicitation.weak_orders import Weights

Signs = NDArray[np.int8]
Vectors = NDArray[np.int8]

AT_ONCE = 16_000_000
"""Answers worked out in one piece."""

BLOCK = 20
"""Differences that refine classes in one go: 3^20 codes times a million classes fit in 64 bits."""

FEW = 512


def signs(weights: Weights, vectors: Vectors) -> Signs:
    """The answer of every order to every difference: 1 the first, −1 the second, 0 the same.

    Products of whole numbers below 2^24, so single precision is exact.
    """
    return np.sign(weights @ vectors.T.astype(np.float32)).astype(np.int8)


def in_pieces(weights: Weights, vectors: Vectors) -> Iterator[Signs]:
    """The same a number of orders at a time."""
    size = max(1, AT_ONCE // max(1, len(vectors)))
    for start in range(0, len(weights), size):
        yield signs(weights[start : start + size], vectors)


def open_vectors(weights: Weights, vectors: Vectors) -> NDArray[np.bool_]:
    """Which differences these orders disagree on. Exact; a few orders settle most of them."""
    few = signs(weights[:: max(1, len(weights) // FEW)], vectors)
    disputed = np.asarray((few != few[:1]).any(axis=0))
    rest = np.flatnonzero(~disputed)
    for some in in_pieces(weights, vectors[rest]):
        disputed[rest] |= (some != few[:1, rest]).any(axis=0)
    return disputed


def classes(weights: Weights, vectors: Vectors) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Orders of one ranking as one: (the first order of each class, the class of each order).

    Classes are refined by some differences at a time until every order is alone or all are used.
    Classes are numbered by their first order.
    """
    label = np.zeros(len(weights), dtype=np.int64)
    first = np.zeros(min(1, len(weights)), dtype=np.intp)
    powers = 3 ** np.arange(BLOCK, dtype=np.int64)
    for start in range(0, len(vectors), BLOCK):
        if len(first) == len(weights):
            break
        some = signs(weights, vectors[start : start + BLOCK])
        if (some == some[first[label]]).all():
            continue
        code = label * 3**BLOCK + (some.astype(np.int64) + 1) @ powers[: some.shape[1]]
        _, first, label = np.unique(code, return_index=True, return_inverse=True)
        label = label.reshape(-1).astype(np.int64)
    place = np.argsort(first)
    number = np.empty(len(first), dtype=np.int64)
    number[place] = np.arange(len(first))
    return first[place], number[label]
