"""How far one state is preferred to another, between 0 and 1, exactly.

``share(s, t)`` is whole numbers over ``unit``: of a divided party the shares of the factions that
prefer t to s, of a fuzzy preference 1, ½ or 0 by its order. Pairs that are stated by themselves
come before both, a later pair before an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from goodoffices.columns import Bools
from goodoffices.errors import RequestError
from goodoffices.groups import members
from goodoffices.model.graded import GradedPair
from goodoffices.modes.relation import Rows
from goodoffices.ranks import WIDEST, Ranks
from goodoffices.states import StateSpace

Shares = NDArray[np.int64]


@dataclass(frozen=True)
class Graded:
    """``orders``: (weight, rank) of everybody who compares; ``ties``: the weight that an order
    gives to t where it holds both for equal; ``pairs``: (better, worse, degree, reverse)."""

    unit: int
    orders: tuple[tuple[int, Ranks], ...]
    ties: bool
    pairs: tuple[tuple[Bools, Bools, int, int], ...]

    def share(self, s: Rows, t: Rows) -> Shares:
        """How far t is preferred to s, over ``unit``: int64, of the broadcast shape."""
        s, t = np.broadcast_arrays(s, t)
        found = np.zeros(s.shape, dtype=np.int64)
        for weight, rank in self.orders:
            found += weight * (rank[t] > rank[s])
            if self.ties:
                found += weight // 2 * (rank[t] == rank[s])
        for better, worse, degree, reverse in self.pairs:
            found[better[t] & worse[s] & (s != t)] = degree
            found[better[s] & worse[t] & (s != t)] = reverse
        return found

    def over(self, number: Fraction) -> int:
        """A threshold as a whole number over ``unit``; ``unit`` must divide it."""
        return int(number * self.unit)


def unit_of(numbers: Iterable[Fraction]) -> int:
    """The unit over which all of these and their halves are whole; below ``WIDEST`` it serves."""
    return 2 * lcm(*(number.denominator for number in numbers))


def graded(
    space: StateSpace,
    orders: Sequence[tuple[Fraction, Ranks]],
    pairs: Sequence[GradedPair],
    thresholds: Sequence[Fraction],
    ties: bool,
) -> Graded:
    """Everything over one denominator, so that thresholds are compared exactly.

    Raises ``RequestError`` where the numbers are too fine for that.
    """
    numbers = [share for share, _ in orders] + list(thresholds)
    numbers += [number for pair in pairs for number in (pair.degree, pair.reverse)]
    unit = unit_of(numbers)
    if unit >= WIDEST:
        raise RequestError("shares and degrees are too fine to compare; use fewer decimals")
    return Graded(
        unit,
        tuple((int(share * unit), rank) for share, rank in orders),
        ties,
        tuple(
            (
                members(space, pair.better),
                members(space, pair.worse),
                int(pair.degree * unit),
                int(pair.reverse * unit),
            )
            for pair in pairs
        ),
    )
