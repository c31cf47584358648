"""Each party's order of the situations, with the statements that make it and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import TooLargeError
from goodoffices.model.graded import Faction
from goodoffices.model.party import Party
from goodoffices.model.preference import MILD, Level, Preference, Statement
from goodoffices.model.preference import Line as StrengthLine
from goodoffices.modes.comparison import UNKNOWN, Comparison
from goodoffices.moves.build import require_states
from goodoffices.ranks import ranks
from goodoffices.states import StateSpace

MOST_COMPARED = 4_000
"""Up to so many states every two are compared, for an order that leaves some pairs unknown."""


@dataclass(frozen=True)
class Line:
    """One statement: ``level`` counts the lines of the party's preference from 1; statements of one
    level are tied and count together. ``degree``: how strongly it is preferred at least."""

    level: int
    statement: Statement
    degree: int = MILD


@dataclass(frozen=True)
class Place:
    """One place of the order, 1 the best: the states that share it, by the same statements.

    ``true``: which of the party's statements are true there, in order. States of one rank that
    satisfy different statements have a place each, with the same ``rank``, and so have states that
    differ in ``unknown``: with how many states each of this place cannot be compared.
    """

    rank: int
    positions: tuple[int, ...]
    true: tuple[bool, ...]
    unknown: int = 0


@dataclass(frozen=True)
class Ordered:
    """One party's order, or that of one of its factions.

    ``by_ranking``: whether a ranking or chains of states have a part in it. ``known``: the share of
    the pairs of states that are compared; below 1 the places are layers: a state stands one below
    the lowest of those that are surely better.
    """

    party: Party
    lines: tuple[Line, ...]
    places: tuple[Place, ...]
    by_ranking: bool
    known: float = 1.0
    faction: Faction | None = None


def preferences(space: StateSpace) -> tuple[Ordered, ...]:
    """The order of every party, best first; of a divided party one for each faction.

    Raises ``RequestError`` where no state is feasible, and ``TooLargeError`` where unknown pairs
    among very many states would have to be counted.
    """
    require_states(space)
    return tuple(one for party in space.situation.parties for one in orders_of(space, party))


def orders_of(space: StateSpace, party: Party) -> Iterator[Ordered]:
    """The order of one party, or those of its factions."""
    factions = party.preference.divided.factions if party.preference.divided else ()
    if not factions:
        yield _ordered(space, party, party.preference, None)
    for faction in factions:
        yield _ordered(space, party, faction.preference, faction)


def _ordered(
    space: StateSpace, party: Party, preference: Preference, faction: Faction | None
) -> Ordered:
    lines = tuple(_lines(preference))
    columns = [space.truth(line.statement.want) for line in lines]
    doubts = np.zeros(len(space), dtype=np.int64)
    if preference.unknown:
        rank, doubts = _layers(space, preference)
    else:
        rank = ranks(space, preference)
    best = int(rank.max()) + 1
    keys = np.array([best - rank, *(~column for column in columns), doubts], dtype=np.int64)
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
                int(doubts[first]),
            )
        )
    pairs = len(space) * (len(space) - 1)
    return Ordered(
        party,
        lines,
        tuple(places),
        any(not isinstance(one, Level | StrengthLine) for one in preference.criteria),
        1 - int(doubts.sum()) / pairs if pairs else 1.0,
        faction,
    )


def _lines(preference: Preference) -> Iterator[Line]:
    """Every statement with its level; a ranking or chains take a level too."""
    level = 0
    for at, criterion in enumerate(preference.criteria):
        if isinstance(criterion, StrengthLine):
            continue
        level += 1
        if isinstance(criterion, Level):
            below = [o.degree for o in preference.criteria[at:] if isinstance(o, StrengthLine)]
            degree = max(below, default=MILD)
            yield from (Line(level, statement, degree) for statement in criterion.statements)


def _layers(
    space: StateSpace, preference: Preference
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Layers of an order with unknown pairs, as ranks, and how many pairs each state is in."""
    n = len(space)
    if n > MOST_COMPARED:
        raise TooLargeError(
            f"preferences with unknown pairs are shown for up to {MOST_COMPARED:,} states, and "
            f"there are {n:,}; add rules that leave fewer"
        )
    every = np.arange(n, dtype=np.int32)
    found = Comparison.of(space, preference)(every[:, None], every[None, :])
    better = (found > 0) & (found != UNKNOWN)
    layer = np.zeros(n, dtype=np.int32)
    above = better.sum(axis=1)  # how many of the surely better states have no layer yet
    free = np.flatnonzero(above == 0)
    depth = 0
    while len(free):
        layer[free] = depth
        above[free] = -1
        above -= better[:, free].sum(axis=1)
        depth += 1
        free = np.flatnonzero(above == 0)
    return layer.max() + 1 - layer, (found == UNKNOWN).sum(axis=1)
