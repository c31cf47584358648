"""What is still possible: the orders of the statements that agree with every answer so far.

Up to eight statements all orders are listed from the start and told apart by the ranking that they
give. More than eight have too many orders; then a diagram holds them (``diagram.py``) until the
answers leave few enough to be listed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from goodoffices.elicitation.diagram import Claim, Diagram, diagram
from goodoffices.elicitation.differences import Ground
from goodoffices.elicitation.rankings import Vectors, classes, open_vectors, signs
from goodoffices.elicitation.weak_orders import Orders, Weights, distance, weak_orders, weights

ALL_AT_ONCE = 8

MOST_LISTED = 20_000
"""Orders of more statements than that are listed when no more of them are left."""

SAMPLE = 4_000
"""Orders that questions are chosen by while they are not listed."""

Rows = NDArray[np.intp]
"""Rows of the ground's differences."""


@dataclass(frozen=True)
class Listed:
    """Every ranking that is left, once, by the order nearest to the one written.

    ``orders`` and ``weights``: (n, telling statements). ``alike``: how many orders give each
    ranking. ``open``: the differences that these disagree on.
    """

    ground: Ground = field(repr=False)
    orders: Orders = field(repr=False)
    weights: Weights = field(repr=False)
    alike: NDArray[np.int64] = field(repr=False)
    open: Rows = field(repr=False)

    @property
    def rankings(self) -> int:
        """How many rankings are left."""
        return len(self.orders)

    @property
    def count(self) -> int:
        """How many orders are left."""
        return int(self.alike.sum())

    def answered(self, claim: Claim) -> Listed | None:
        """What is left after an answer; None where nothing is."""
        there = signs(self.weights, claim[0][None])[:, 0] == claim[1]
        if not there.any():
            return None
        left, alike = self.weights[there], self.alike[there]
        still = self.open[open_vectors(left, self.ground.vectors[self.open])]
        return replace(self, orders=self.orders[there], weights=left, alike=alike, open=still)


@dataclass(frozen=True)
class Unlisted:
    """More orders than are listed; they give more than one ranking.

    ``orders`` and ``weights``: some of them, spread evenly. ``open``: the differences that
    any two of all orders disagree on.
    """

    ground: Ground = field(repr=False)
    written: Orders = field(repr=False)
    claims: tuple[Claim, ...]
    diagram: Diagram = field(repr=False)
    orders: Orders = field(repr=False)
    weights: Weights = field(repr=False)
    open: Rows = field(repr=False)

    @property
    def rankings(self) -> None:
        """Nobody knows how many rankings are left."""
        return None

    @property
    def count(self) -> int:
        """How many orders are left."""
        return self.diagram.count

    def answered(self, claim: Claim) -> Listed | Unlisted | None:
        """What is left after an answer; None where nothing is."""
        return _held(self.ground, self.written, (*self.claims, claim), self.open)


Remaining = Listed | Unlisted


def at_first(ground: Ground, written: Orders) -> Remaining:
    """Everything possible, before the first answer.

    ``written``: the order of the ground's telling statements that the file has, as level numbers.
    """
    rows = np.arange(len(ground.vectors))
    if len(ground.telling) <= ALL_AT_ONCE:
        return _listed(ground, weak_orders(len(ground.telling)), written, rows)
    found = _held(ground, written, (), rows)
    assert found is not None
    return found


def settled(remaining: Remaining) -> int:
    """How many pairs of signatures with open differences at the start are settled now."""
    counts = remaining.ground.counts
    return int(counts.sum() - counts[remaining.open].sum())


def _listed(ground: Ground, orders: Orders, written: Orders, rows: Rows) -> Listed:
    """These orders by their rankings. ``rows``: all differences that they may disagree on."""
    orders = orders[np.argsort(distance(orders, written), kind="stable")]
    weighed = weights(orders)
    first, label = classes(weighed, ground.vectors[rows])
    alike = np.bincount(label, minlength=len(first)).astype(np.int64)
    orders, weighed = orders[first], weighed[first]
    still = rows[open_vectors(weighed, ground.vectors[rows])]
    return Listed(ground, orders, weighed, alike, still)


def _held(
    ground: Ground, written: Orders, claims: tuple[Claim, ...], rows: Rows
) -> Remaining | None:
    """The orders that agree with the claims. ``rows``: the differences open before the last."""
    found = diagram(claims, len(ground.telling))
    if found.count == 0:
        return None
    if found.count <= MOST_LISTED:
        return _listed(ground, found.spread(found.count), written, rows)
    orders = found.spread(SAMPLE)
    weighed = weights(orders)
    disputed = open_vectors(weighed, ground.vectors[rows])
    rest = rows[~disputed]
    if claims:  # before the first answer each can go either way
        rest = rest[~_implied(ground.vectors[rest], claims)]
        rest = rest[np.bitwise_count(found.sides(ground.vectors[rest])) > 1]
    still = np.sort(np.concatenate([rows[disputed], rest]))
    if len(still) == 0:
        nearest = found.nearest(written)[None]
        return Listed(ground, nearest, weights(nearest), np.array([found.count]), still)
    return Unlisted(ground, written, claims, found, orders, weighed, still)


def _implied(vectors: Vectors, claims: tuple[Claim, ...]) -> NDArray[np.bool_]:
    """Where one answer says it already: who is better keeps what it has or gets more."""
    found = np.zeros(len(vectors), dtype=np.bool_)
    for vector, sign in claims:
        over = vector * np.int8(sign or 1)
        found |= (vectors >= over).all(axis=1) | (vectors <= -over).all(axis=1)
        if sign == 0:
            found |= (vectors >= -over).all(axis=1) | (vectors <= over).all(axis=1)
    return found
