"""What is still possible: the orders of the statements that agree with every answer so far.

Up to eight statements all their orders are held from the start. With more, some join later: until
then only situations that agree on those are compared, so that nothing is lost by waiting. When the
answers have settled what can be settled, the next statement takes every place in every order that
is left.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from goodoffices.elicitation.differences import Ground
from goodoffices.elicitation.fits import Claim
from goodoffices.elicitation.rankings import Vectors, classes, never_worse, open_vectors, signs
from goodoffices.elicitation.weak_orders import (
    Orders,
    Weights,
    distance,
    how_many_with_one_more,
    weak_orders,
    weights,
    with_one_more,
)
from goodoffices.errors import RequestError

ALL_AT_ONCE = 8
AT_FIRST = 7
"""How many statements begin where there are more than can be held at once."""

MOST_ORDERS = 1_000_000


@dataclass(frozen=True)
class Remaining:
    """``joining``: the columns of the ground's differences in the order in which they join, of
    which the first ``joined`` have.

    ``orders`` and ``weights``: (n, joined). ``label``: the ranking that each order gives, as far
    as statements that have joined can tell, numbered from 0. When all have joined each ranking is
    kept once, by the order nearest to the one written, and ``alike`` counts its orders. ``open``:
    rows of the ground's differences that these orders disagree on. ``waiting``: answers about
    statements that have not joined.
    """

    ground: Ground = field(repr=False)
    joining: tuple[int, ...]
    joined: int
    written: Orders = field(repr=False)
    orders: Orders = field(repr=False)
    weights: Weights = field(repr=False)
    label: NDArray[np.int64] = field(repr=False)
    alike: NDArray[np.int64] = field(repr=False)
    open: NDArray[np.intp] = field(repr=False)
    waiting: tuple[Claim, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every statement has joined."""
        return self.joined == len(self.joining)

    @property
    def count(self) -> int:
        """How many rankings are left, as far as the joined statements can tell."""
        return int(self.label.max()) + 1 if len(self.label) else 0

    @property
    def determined(self) -> bool:
        """Whether one ranking of all feasible states is left."""
        return self.complete and self.count == 1

    def vectors(self, rows: NDArray[np.intp]) -> Vectors:
        """Some of the ground's differences, by the statements that have joined."""
        return self.ground.vectors[rows][:, list(self.joining[: self.joined])]

    def representatives(self) -> Weights:
        """The weights of one order for each ranking."""
        if self.complete:
            return self.weights
        _, first = np.unique(self.label, return_index=True)
        return self.weights[first]

    def order(self, ranking: int) -> Orders:
        """One order of a ranking when all have joined, by the columns of the ground."""
        row = np.empty(len(self.joining), dtype=np.int8)
        row[list(self.joining)] = self.orders[ranking]
        return row

    def answered(self, claim: Claim) -> Remaining | None:
        """What is left after an answer; None where nothing is."""
        vector = claim[0][list(self.joining)]
        if vector[self.joined :].any():
            return replace(self, waiting=(*self.waiting, claim))
        there = signs(self.weights, vector[None, : self.joined])[:, 0] == claim[1]
        if not there.any():
            return None
        _, label = np.unique(self.label[there], return_inverse=True)
        kept = replace(
            self,
            orders=self.orders[there],
            weights=self.weights[there],
            label=label.reshape(-1).astype(np.int64),
            alike=self.alike[there],
        )
        return kept._looked_at(self.open)._grown()

    def _looked_at(self, rows: NDArray[np.intp]) -> Remaining:
        return replace(self, open=rows[open_vectors(self.representatives(), self.vectors(rows))])

    def _grown(self) -> Remaining | None:
        """With the next statements, while nothing is open among those that have joined."""
        if self.complete or len(self.open):
            return self
        many = how_many_with_one_more(self.orders)
        if many > MOST_ORDERS:
            raise RequestError(
                f"{many:,} orders of {self.joined + 1} statements are still possible; expected at "
                f"most {MOST_ORDERS:,}; these situations tell too little about so many statements "
                f"at once: give at most {ALL_AT_ONCE}, the most important ones, with --statements"
            )
        grown: Remaining | None = _made(
            replace(self, joined=self.joined + 1, waiting=()), with_one_more(self.orders)
        )
        for claim in self.waiting:
            grown = None if grown is None else grown.answered(claim)
        return None if grown is None else grown._grown()

    def settled(self) -> int:
        """How many pairs of signatures with open differences at the start are settled now.

        Exact also while statements wait: a difference in these is settled only where they can do
        nothing but add to what all orders agree on.
        """
        joined, waiting = self.joining[: self.joined], self.joining[self.joined :]
        vectors = self.ground.vectors
        done = np.zeros(len(vectors), dtype=np.bool_)
        rest = vectors[:, list(waiting)]
        inside = ~rest.any(axis=1)
        done[inside] = True
        done[self.open] = False
        outside = np.flatnonzero(~inside & ((rest >= 0).all(axis=1) | (rest <= 0).all(axis=1)))
        if len(outside):
            turned = vectors[outside] * np.sign(rest[outside].sum(axis=1))[:, None]
            done[outside] = never_worse(self.weights, turned[:, list(joined)])
        return int(self.ground.counts[done].sum())


def at_first(ground: Ground, written: Orders) -> Remaining:
    """Everything possible, before the first answer.

    ``written``: the order of the ground's telling statements that the file has, as level numbers.
    """
    columns = len(ground.telling)
    joining = tuple(range(columns)) if columns <= ALL_AT_ONCE else _joining(ground.vectors)
    joined = columns if columns <= ALL_AT_ONCE else AT_FIRST
    empty = np.zeros(0, dtype=np.int64)
    no_weights = np.zeros((0, joined), dtype=np.float32)
    no_orders = np.zeros((0, joined), dtype=np.int8)
    nothing = Remaining(
        ground, joining, joined, written, no_orders, no_weights, empty, empty, empty
    )
    grown = _made(nothing, weak_orders(joined))._grown()
    assert grown is not None
    return grown


def _made(stage: Remaining, orders: Orders) -> Remaining:
    """A stage with these orders. When all statements have joined, one order for each ranking."""
    columns = list(stage.joining[: stage.joined])
    outside = stage.ground.vectors[:, list(stage.joining[stage.joined :])].any(axis=1)
    inside = np.flatnonzero(~outside)
    if stage.complete:
        apart = distance(orders, stage.written[columns])
        orders = orders[np.argsort(apart, kind="stable")]
    weighed = weights(orders)
    first, label = classes(weighed, stage.ground.vectors[inside][:, columns])
    alike = np.ones(len(orders), dtype=np.int64)
    if stage.complete:
        alike = np.bincount(label, minlength=len(first)).astype(np.int64)
        orders, weighed, label = orders[first], weighed[first], np.arange(len(first))
    made = replace(stage, orders=orders, weights=weighed, label=label, alike=alike)
    return made._looked_at(inside)


def _joining(vectors: Vectors) -> tuple[int, ...]:
    """An order of joining in which those that have joined can be asked about as much as possible.

    From the end: the statement without which most differences are left joins last.
    """
    left = list(range(vectors.shape[1]))
    last: list[int] = []
    here = np.ones(len(vectors), dtype=np.bool_)
    while left:
        without = [int((here & (vectors[:, at] == 0)).sum()) for at in left]
        most = max(without)
        chosen = max(at for at, count in zip(left, without, strict=True) if count == most)
        left.remove(chosen)
        last.append(chosen)
        here &= vectors[:, chosen] == 0
    return tuple(reversed(last))
