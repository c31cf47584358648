"""The uncertain inputs as columns of categories, to see which of them a result depends on.

An input is a choice, with its values; a short run as a whole, with its orders; or two neighbours
or other items of a run, "the first above the second" or below. A run counts as it was drawn, also
where its change is not applied: as it stands there, as written, it would tell of the change.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, permutations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from goodoffices.model.preference import Criterion, Level
from goodoffices.robustness.design import Variants
from goodoffices.robustness.uncertain import RAISE, Run, Uncertain

CHOICE, ORDER, PAIR = "choice", "order", "pair"

MOST_ORDERS = 24
"""Runs of up to four items are looked at as a whole; of longer ones each pair."""


@dataclass(frozen=True)
class Input:
    """``of``: the number of the choice or run; ``pair``: the two items, of a pair."""

    kind: str
    name: str
    values: tuple[str, ...]
    of: int
    pair: tuple[int, int] = (0, 0)

    def column(self, variants: Variants) -> NDArray[np.int64]:
        """The category of each variant: int64, shape (n,), from 0."""
        if self.kind == CHOICE:
            return variants.values[:, self.of].astype(np.int64)
        order = (variants.free or variants.orders)[self.of]
        if self.kind == PAIR:
            first, second = (np.argmax(order == item, axis=1) for item in self.pair)
            return np.asarray(first > second).astype(np.int64)
        return _lehmer(order)


def inputs(found: Uncertain) -> tuple[Input, ...]:
    """Every input that can have more than one value, in the order of ``Uncertain.names``."""
    every = [
        Input(CHOICE, one.name, one.values, at)
        for at, one in enumerate(found.choices)
        if not one.forced
    ]
    for at, run in enumerate(found.runs):
        texts = items(found, run)
        if factorial(run.length) <= MOST_ORDERS:
            orders = permutations(range(run.length))
            values = tuple(" > ".join(texts[item] for item in order) for order in orders)
            every.append(Input(ORDER, run.name, values, at))
        for a, b in combinations(range(run.length), 2) if run.length > 2 else ():
            values = f"{texts[a]} > {texts[b]}", f"{texts[b]} > {texts[a]}"
            every.append(Input(PAIR, f"{run.name}: {a + 1} and {b + 1}", values, at, (a, b)))
    return tuple(every)


def items(found: Uncertain, run: Run) -> tuple[str, ...]:
    """What stands at each place of a run as written; ties joined by " = "."""
    levels = _list(found, run)[run.first : run.first + run.length]
    return tuple(
        " = ".join(str(one.want) for one in level.statements) if isinstance(level, Level) else ""
        for level in levels
    )


def _list(found: Uncertain, run: Run) -> tuple[Criterion, ...]:
    base, (party, name) = found.base, run.change
    if not name:
        return base.party(run.party).preference.criteria
    of_types = [one.change for one in base.types if (one.party, one.id) == (party, name)]
    of_levers = [one.change for one in base.levers if not party and one.id == name]
    (change,) = of_types + of_levers
    lists = change.raised if run.verb == RAISE else change.lowered
    return tuple(dict(lists)[run.party])


def _lehmer(order: NDArray[np.int8]) -> NDArray[np.int64]:
    """The number of each order among all, as ``itertools.permutations`` counts them."""
    n, m = order.shape
    number = np.zeros(n, dtype=np.int64)
    for at in range(m):
        below = (order[:, at + 1 :] < order[:, at : at + 1]).sum(axis=1)
        number = number * (m - at) + below
    return number
