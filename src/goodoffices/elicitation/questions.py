"""Which question to ask next: the one whose answer is expected to tell most.

Every ranking that is left counts the same; or some orders spread evenly do, while there are too
many orders to be listed. What a question tells is the entropy of its answer (first, second, the
same) over them. Among questions that tell nearly as much as the best, the one whose situations
differ in the fewest statements is asked: it is easier to answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.elicitation.rankings import in_pieces
from goodoffices.elicitation.remaining import Remaining

NEARLY = 0.02
"""Bits; questions within this of the best count as equally good."""

MOST_JUDGED = 1_200
"""Differences that are judged where there are more: mostly those with the fewest statements."""

MOST_ANSWERS = 30_000_000
"""Orders times differences that are judged; with more rankings every so-manieth of them."""


@dataclass(frozen=True)
class Question:
    """Two positions to compare, and how many bits the answer is expected to tell.

    ``row``: the row of the ground's differences.
    """

    first: int
    second: int
    row: int
    bits: float


def next_question(remaining: Remaining) -> Question | None:
    """The next question; None where the answers have settled everything."""
    rows = remaining.open
    if len(rows) == 0:
        return None
    judged = _selected(rows)
    bits = _bits(remaining, judged)
    if bits.max() <= 0:  # a part of the rankings was looked at, and they agree on all of these
        judged = rows[:1]
        bits = np.array([0.0])
    sizes = np.abs(remaining.ground.vectors[judged]).sum(axis=1)
    near = np.flatnonzero(bits >= bits.max() - NEARLY)
    near = near[sizes[near] == sizes[near].min()]
    best = int(near[bits[near].argmax()])
    row = int(judged[best])
    first, second = remaining.ground.states_of(remaining.ground.vectors[row])
    if row % 2:  # so that neither place is always that of the lower id
        first, second = second, first
    return Question(first, second, row, float(bits[best]))


def _selected(rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """All, or the first two thirds by size and every so-manieth of the rest."""
    if len(rows) <= MOST_JUDGED:
        return rows
    few = MOST_JUDGED * 2 // 3
    rest = rows[few:]
    step = -(-len(rest) // (MOST_JUDGED - few))
    return np.concatenate([rows[:few], rest[::step]])


def _bits(remaining: Remaining, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """The entropy of the answer to each difference, in bits."""
    weights = remaining.weights
    step = -(-len(weights) * len(rows) // MOST_ANSWERS)
    weights = weights[:: max(1, step)]
    better = np.zeros(len(rows), dtype=np.int64)
    worse = np.zeros(len(rows), dtype=np.int64)
    for some in in_pieces(weights, remaining.ground.vectors[rows]):
        better += (some > 0).sum(axis=0)
        worse += (some < 0).sum(axis=0)
    shares = np.array([better, worse, len(weights) - better - worse]) / len(weights)
    logs = np.log2(shares, out=np.zeros_like(shares), where=shares > 0)
    return np.asarray(np.round(-(shares * logs).sum(axis=0), 9))
