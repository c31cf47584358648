"""Orders of a party's lines by how many swaps of neighbours they are away."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from goodoffices.groups import places
from goodoffices.model.preference import Level, Ranking
from goodoffices.moves.base import Ints, Moves
from goodoffices.ranks import level_score

Order = tuple[int, ...]
"""The lines in a new order, numbered as they stand today, most important first."""


def line_scores(moves: Moves, party: int) -> NDArray[np.int64]:
    """How well each state does by each line: int64, (n_lines, n_states).

    A level is a line and counts its true statements. Of a ranking each group is a line, which its
    states satisfy: compared line by line, states then stand as the ranking has them. So it is with
    a preference that leaves something open which other parts of it settle: its places are lines.
    """
    if not moves.situation.parties[party].preference.ordered:
        rank = moves.rank[party]
        return np.array([rank == one for one in range(rank.max(), 0, -1)], dtype=np.int64)
    rows: list[NDArray[np.int64]] = [np.zeros((0, len(moves.space)), dtype=np.int64)]
    for criterion in moves.situation.parties[party].preference.criteria:
        if isinstance(criterion, Level | Ranking):
            rows.append(_scores(moves, criterion))
    return np.concatenate(rows)


def _scores(moves: Moves, criterion: Level | Ranking) -> NDArray[np.int64]:
    if isinstance(criterion, Level):
        return level_score(moves.space, criterion)[0].reshape(1, -1)
    place = places(moves.space, criterion.groups)
    return np.array([place == group for group in range(len(criterion.groups))], dtype=np.int64)


def rank_by(scores: NDArray[np.int64], order: Order) -> Ints:
    """The rank of every state when the lines stand in this order: int32, dense, 1 the worst."""
    if not len(order):
        return np.ones(scores.shape[1], dtype=np.int32)
    rows = scores[list(order)]
    sequence = np.lexsort(rows[::-1])
    changed = (np.diff(rows[:, sequence], axis=1) != 0).any(axis=0)
    rank = np.empty(scores.shape[1], dtype=np.int32)
    rank[sequence] = np.concatenate([[1], 1 + np.cumsum(changed)])
    return rank


def most_swaps(lines: int) -> int:
    """The distance of the reverse order, the greatest there is."""
    return lines * (lines - 1) // 2


def orders(lines: int) -> Iterator[tuple[int, Order]]:
    """Every order of the lines 0, 1, … with its distance, nearest first."""
    for distance in range(most_swaps(lines) + 1):
        for order in orders_at(lines, distance):
            yield distance, order


def orders_at(lines: int, distance: int) -> Iterator[Order]:
    """The orders at exactly this distance (Kendall 1938), from their inversion tables.

    Entry k of a table says how many of the later lines stand before line k.
    """
    for table in _tables(lines, distance):
        order: list[int] = []
        for line in range(lines - 1, -1, -1):
            order.insert(table[line], line)
        yield tuple(order)


def _tables(lines: int, total: int) -> Iterator[tuple[int, ...]]:
    """Inversion tables with this sum: entry k from 0 to lines − 1 − k."""
    if lines == 0:
        if total == 0:
            yield ()
        return
    rest_at_most = most_swaps(lines - 1)
    for first in range(max(0, total - rest_at_most), min(lines - 1, total) + 1):
        for rest in _tables(lines - 1, total - first):
            yield (first, *rest)
