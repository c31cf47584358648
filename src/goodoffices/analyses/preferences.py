"""Each party's order of the situations, with the statements that make it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goodoffices.model.party import Party
from goodoffices.model.preference import Level, Statement
from goodoffices.moves.base import Moves


@dataclass(frozen=True)
class Line:
    """One statement: ``level`` counts the lines of the party's preference from 1; statements of one
    level are tied and count together."""

    level: int
    statement: Statement


@dataclass(frozen=True)
class Place:
    """One place of the order, 1 the best: the states that share it, by the same statements.

    ``true``: which of the party's statements are true there, in order. States of one rank that
    satisfy different statements have a place each, with the same ``rank``.
    """

    rank: int
    positions: tuple[int, ...]
    true: tuple[bool, ...]


@dataclass(frozen=True)
class Ordered:
    """One party's order. ``by_ranking``: whether a ranking of states has a part in it."""

    party: Party
    lines: tuple[Line, ...]
    places: tuple[Place, ...]
    by_ranking: bool


def preferences(moves: Moves) -> tuple[Ordered, ...]:
    """The order of every party, best first."""
    return tuple(_ordered(moves, at) for at in range(len(moves.rank)))


def _ordered(moves: Moves, index: int) -> Ordered:
    party = moves.situation.parties[index]
    lines = []
    by_ranking = False
    for level, criterion in enumerate(party.preference.criteria, 1):
        if isinstance(criterion, Level):
            lines += [Line(level, statement) for statement in criterion.statements]
        else:
            by_ranking = True
    columns = [moves.space.truth(line.statement.want) for line in lines]
    rank = moves.rank[index]
    best = int(rank.max()) + 1
    keys = np.array([best - rank, *(~column for column in columns)], dtype=np.int64)
    order = np.lexsort(keys[::-1])
    edges = np.flatnonzero((np.diff(keys[:, order], axis=1) != 0).any(axis=0)) + 1
    places = []
    for group in np.split(order, edges):
        first = int(group[0])
        places.append(
            Place(
                int(best - rank[first]),
                tuple(sorted(group.tolist())),
                tuple(bool(column[first]) for column in columns),
            )
        )
    return Ordered(party, tuple(lines), tuple(places), by_ranking)
