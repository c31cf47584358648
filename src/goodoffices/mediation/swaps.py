"""The smallest change of priorities: fewest swaps of neighbouring statements.

The lines of a party's preference (a line with ties is one, a ranking has a line for each group) are
put in another order. Orders are tried by increasing distance, so the first that serves is a nearest
one, and that all nearer ones were tried is the proof.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from goodoffices.mediation.conditions import Condition
from goodoffices.mediation.orders import (
    Order,
    line_scores,
    most_swaps,
    orders,
    orders_at,
    rank_by,
)
from goodoffices.moves.base import Moves
from goodoffices.stability.concepts import concept

MOST_TRIED = 200_000
MOST_TOGETHER = 3_000
"""Orders of several parties at once that are tried: each is a new model."""


@dataclass(frozen=True)
class Swaps:
    """One party's lines in another order, ``distance`` swaps of neighbours away."""

    party: int
    order: Order
    distance: int


@dataclass(frozen=True)
class Search:
    """The nearest change that serves: of one party, or of several at once.

    ``found``: None where nothing does. Every change of less than ``tried_to`` swaps in sum was
    tried; ``whole``: nothing that could serve with fewer swaps, or at all, was left out.
    """

    found: tuple[Swaps, ...] | None
    distance: int
    tried_to: int
    whole: bool


def fewest_swaps(moves: Moves, condition: Condition) -> Search:
    """The fewest swaps of the party's lines after which it stays, the others as they are."""
    scores = line_scores(moves, condition.party)
    relevant = list(condition.relevant)
    signs = np.sign(scores[:, relevant] - scores[:, [condition.position]])
    above = np.zeros(len(moves.space), dtype=np.bool_)
    distance = 0
    for tried, (distance, order) in enumerate(orders(len(scores))):
        if tried >= MOST_TRIED:
            return Search(None, 0, distance, False)
        above[relevant] = _better(signs, order)
        if condition.met(above):
            return Search((Swaps(condition.party, order, distance),), distance, distance, True)
    return Search(None, 0, distance + 1, True)


def _better(signs: NDArray[np.int64], order: Order) -> NDArray[np.bool_]:
    """Whether the first line that tells a state from the target speaks for the state."""
    if not len(order) or not signs.shape[1]:
        return np.zeros(signs.shape[1], dtype=np.bool_)
    rows = signs[list(order)]
    first = (rows != 0).argmax(axis=0)
    return np.asarray(rows[first, np.arange(rows.shape[1])] > 0)


def fewest_together(
    moves: Moves, position: int, parties: Sequence[int], proposal: Sequence[Swaps] = ()
) -> Search:
    """The fewest swaps in sum after which everybody stays at a state, each by its behaviour.

    ``parties``: whose lines may be swapped. ``proposal`` is known to be worth a try; where it
    serves, only cheaper changes are searched.
    """
    scores = {party: line_scores(moves, party) for party in parties}
    bound = None
    if proposal and _all_stay(moves, position, scores, proposal):
        bound = sum(one.distance for one in proposal)
    tried = 0
    most = sum(most_swaps(len(rows)) for rows in scores.values())
    for total in range(most + 1 if bound is None else bound):
        for combination in _combinations({p: len(rows) for p, rows in scores.items()}, total):
            tried += 1
            if tried > MOST_TOGETHER:
                known = None if bound is None else tuple(proposal)
                return Search(known, bound or 0, total, False)
            if _all_stay(moves, position, scores, combination):
                return Search(combination, total, total, True)
    if bound is not None:
        return Search(tuple(proposal), bound, bound, True)
    return Search(None, 0, most + 1, True)


def _combinations(counts: dict[int, int], total: int) -> Iterator[tuple[Swaps, ...]]:
    """Every way to spend so many swaps, parties that swap nothing left out."""
    ranges = [range(min(total, most_swaps(lines)) + 1) for lines in counts.values()]
    for spent in product(*ranges):
        if sum(spent) != total:
            continue
        choices = [
            [Swaps(party, order, d) for order in orders_at(counts[party], d)]
            for party, d in zip(counts, spent, strict=True)
            if d
        ]
        yield from product(*choices)


def with_orders(
    moves: Moves, scores: dict[int, NDArray[np.int64]], changes: Sequence[Swaps]
) -> Moves:
    """The same moves with the lines of some parties in another order."""
    rank = moves.rank.copy()
    for one in changes:
        rank[one.party] = rank_by(scores[one.party], one.order)
    rank.flags.writeable = False
    return replace(moves, rank=rank, _kept={})


def _all_stay(
    moves: Moves, position: int, scores: dict[int, NDArray[np.int64]], changes: Sequence[Swaps]
) -> bool:
    variant = with_orders(moves, scores, changes)
    return all(
        not concept(one.behaviour[0]).departures(variant, party, position)
        for party, one in enumerate(moves.situation.parties)
    )
