"""The reachability table: which states within how many moves, and who moved last.

For each horizon h and party i the states that a legal sequence of at most h moves (no party twice
in a row) reaches from the start with i as the last mover. Li, Kilgour and Hipel 2005 (status quo
analysis) tabulate it for any moves and for improvements only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.evolution.departures import every_improvement, every_move
from goodoffices.heavy import kernel
from goodoffices.moves.base import Ints, Moves

MOST = 50
"""Horizons that are worked out; on ordinary models nothing is new after a handful."""


@dataclass(frozen=True)
class ReachTable:
    """``first``: int32, (n_parties, n_states): the least number of moves after which the state is
    reached with this party as the last mover, −1 for never. ``horizon``: after so many moves
    nothing new comes; ``improving``: whether only improvements count."""

    start: int
    improving: bool
    first: Ints
    horizon: int

    def last_movers(self, position: int, horizon: int) -> tuple[int, ...]:
        """Who can be the last mover of a way there within so many moves."""
        column = self.first[:, position]
        return tuple(np.flatnonzero((column >= 0) & (column <= horizon)).tolist())


def reach_table(moves: Moves, start: int, improving: bool = False) -> ReachTable:
    """The table from one state, up to the horizon after which nothing new comes."""
    arcs = every_improvement(moves) if improving else every_move(moves)
    first = _first(start, *arcs.joined(), MOST)
    return ReachTable(start, improving, first, max(0, int(first.max(initial=0))))


@kernel
def _first(start: int, place: NDArray[np.int64], target: Ints, most: int) -> Ints:
    n_parties, n = place.shape[0], place.shape[1] - 1
    first = np.full((n_parties, n), -1, dtype=np.int32)
    states = np.empty(n_parties * n, dtype=np.int32)
    lasts = np.empty(n_parties * n, dtype=np.int32)
    tail = 0
    for j in range(n_parties):
        for at in range(place[j, start], place[j, start + 1]):
            t = target[at]
            if first[j, t] < 0:
                first[j, t] = 1
                states[tail], lasts[tail] = t, j
                tail += 1
    head = 0
    while head < tail:
        s, last = states[head], lasts[head]
        head += 1
        h = first[last, s]
        if h >= most:
            break
        for j in range(n_parties):
            if j == last:
                continue
            for at in range(place[j, s], place[j, s + 1]):
                t = target[at]
                if first[j, t] < 0:
                    first[j, t] = h + 1
                    states[tail], lasts[tail] = t, j
                    tail += 1
    return first
