"""The range of a share that comes from imprecise probabilities: ``low`` and ``high``.

A *cell* is one combination of values of the choices whose probabilities are imprecise. Variants are
drawn at the mid-points m; at another point p of the ranges a variant in cell c counts with the
weight w(c) = Π over choices of p(value) / m(value), and the share is Σ w · hits / Σ w · variants
over the cells.

Why so, and not with further draws: in the probabilities of one choice, the others held, this is a
ratio of two linear functions, which along every straight line only rises or only falls; so it is
least and greatest at vertices, choice by choice, and hence at vertices of all together. ``low`` and
``high`` therefore bracket the share at every inner point, the mid-points included, in the very
variants tried and not only in the long run; shares stay within 0 and 1; and no variant is solved
twice. What is counted are whole numbers per cell, so that the result is the same to the last digit
however the variants were divided among processes. The price is chance: at a vertex fewer variants
count, as many as ``fewest`` says, and the extreme of many vertices, each with an error of its own,
is on average too far out: the range is rather too wide than too narrow. Where no variant at all
counts at a vertex, nothing is known there, and the range is 0 to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import RequestError
from goodoffices.robustness.design import Variants
from goodoffices.robustness.imprecise import Shares
from goodoffices.robustness.uncertain import Choice, Uncertain

MOST = 4_096
"""Vertices of all imprecise choices together, and cells, that are gone through."""
AT_ONCE = 256


@dataclass(frozen=True)
class Cells:
    """The cells of what is uncertain. Raises ``RequestError`` where there are too many."""

    found: Uncertain

    def __post_init__(self) -> None:
        corners = prod(len(one.vertices) for one in self.choices)
        if max(corners, self.count) > MOST:
            names = ", ".join(one.name for one in self.choices)
            raise RequestError(
                f"ranges of probability meet in {corners:,} extreme cases ({names}); expected at "
                f"most {MOST:,}; give some of them a number"
            )

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """Those whose probabilities are imprecise."""
        return tuple(one for one in self.found.choices if one.imprecise)

    @property
    def count(self) -> int:
        """How many cells there are; 1 where nothing is imprecise."""
        return prod(len(one.values) for one in self.choices)

    @cached_property
    def vertices(self) -> tuple[tuple[Shares, ...], ...]:
        """Every combination of extreme distributions, one for each imprecise choice."""
        return tuple(product(*(one.vertices for one in self.choices)))

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """At each vertex what a variant of each cell counts: float64, shape (vertices, cells)."""
        return np.array([self.weights_at(point) for point in self.vertices])

    def weights_at(self, point: Sequence[Sequence[float]]) -> NDArray[np.float64]:
        """What a variant of each cell counts where these are the probabilities: float64, shape
        (cells,)."""
        weight = np.ones(1)
        for choice, shares in zip(self.choices, point, strict=True):
            drawn = np.array(choice.middle)
            ratio = np.divide(shares, drawn, out=np.zeros_like(drawn), where=drawn > 0)
            weight = np.multiply.outer(weight, ratio).reshape(-1)
        return weight

    def of(self, variants: Variants) -> NDArray[np.int32]:
        """The cell of each variant: int32, shape (n,)."""
        cell = np.zeros(len(variants), dtype=np.int32)
        for at, choice in enumerate(self.found.choices):
            if choice.imprecise:
                cell = cell * np.int32(len(choice.values)) + variants.values[:, at]
        return cell

    def tally(self, variants: Variants, hits: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Whole numbers to be added up over chunks: int64, shape (1 + questions, cells). Row 0 has
        the variants in each cell, row 1 + q those in which column q of ``hits`` (bool, shape
        (n, questions)) is true."""
        cell = self.of(variants)
        rows = [np.bincount(cell, minlength=self.count)]
        rows += [np.bincount(cell[hits[:, q]], minlength=self.count) for q in range(hits.shape[1])]
        return np.array(rows, dtype=np.int64)

    def ranges(self, tally: NDArray[np.int64]) -> NDArray[np.float64]:
        """The least and the greatest share of each question: float64, shape (questions, 2)."""
        low = high = tally[1:].sum(axis=1) / tally[0].sum()  # at the mid-points, without rounding
        if not self._known(tally).all():
            return np.tile([0.0, 1.0], (len(low), 1))
        for first in range(0, len(self.weights), AT_ONCE):
            sums = tally.astype(np.float64) @ self.weights[first : first + AT_ONCE].T
            shares = np.clip(sums[1:] / sums[0], 0.0, 1.0)
            low, high = np.minimum(low, shares.min(axis=1)), np.maximum(high, shares.max(axis=1))
        return np.stack([low, high], axis=1)

    def share_at(
        self, weight: NDArray[np.float64], tally: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """The share of each question where variants have these weights: float64, shape
        (questions,)."""
        sums = (tally * weight).sum(axis=1)
        return np.asarray(np.clip(sums[1:] / sums[0], 0.0, 1.0))

    def fewest(self, tally: NDArray[np.int64]) -> float:
        """How many variants drawn for a vertex would tell as much as those that count there, at the
        vertex where that is least: (Σ w)² / Σ w² (Kish)."""
        sizes = []
        for weight in self.weights:
            total, squares = (weight * tally[0]).sum(), (weight**2 * tally[0]).sum()
            sizes.append(float(total**2 / squares) if squares else 0.0)
        return min(sizes)

    def _known(self, tally: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether some variant fell into a cell of each vertex."""
        return np.asarray((self.weights[:, tally[0] > 0] > 0).any(axis=1))
