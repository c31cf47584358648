"""Ranks: each party's order of the feasible states, as integers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import RequestError, one_of
from goodoffices.groups import places
from goodoffices.model.preference import Level, Line, PartialOrder, Preference, Ranking
from goodoffices.states import StateSpace

Ranks = NDArray[np.int32]

WIDEST = 2**62


def ranks(space: StateSpace, preference: Preference) -> Ranks:
    """One party's rank of every state: int32, shape (n_states,), 1 = worst, dense, ties equal.

    1. The score of a criterion: in a level the number of its statements that are true, in a
       ranking the place from the bottom.
    2. States are compared score by score, most important criterion first: key = key · base +
       score, made dense again before it could overflow.

    Lines say how strong a preference is, not which way it goes. For preferences that are
    ``ordered``; others have no ranks.
    """
    key = np.zeros(len(space), dtype=np.int64)
    top = 0
    for criterion in preference.criteria:
        if isinstance(criterion, Line):
            continue
        score, most = _score(space, criterion)
        if (top + 1) * (most + 1) >= WIDEST:
            key, top = _dense(key, top)
        key = key * (most + 1) + score
        top = top * (most + 1) + most
    return (_dense(key, top)[0] + 1).astype(np.int32)


def _score(
    space: StateSpace, criterion: Level | Ranking | PartialOrder
) -> tuple[NDArray[np.int64], int]:
    if isinstance(criterion, Ranking):
        return ranking_score(space, criterion)
    if isinstance(criterion, Level):
        return level_score(space, criterion)
    raise RequestError("a partial order of the states has no ranks; ask for its comparison")


def ranking_score(space: StateSpace, ranking: Ranking) -> tuple[NDArray[np.int64], int]:
    """The place of each state from the bottom, int64 ≥ 1, and the greatest that is possible.

    Raises ``RequestError`` for a ranking that leaves out feasible states.
    """
    place = places(space, ranking.groups)
    left = space.ids[place == len(ranking.groups)]
    if len(left):
        shown = one_of([str(state) for state in left.tolist()], 10)
        raise RequestError(
            f"a ranking leaves out feasible states: {shown}; expected every feasible state; "
            'end the ranking with the entry "true" to tie all the rest as worst'
        )
    return len(ranking.groups) - place, len(ranking.groups)


def level_score(space: StateSpace, level: Level) -> tuple[NDArray[np.int64], int]:
    """How well each state does by one level, int64 ≥ 0, and the greatest that is possible.

    The number of its true statements. With weights their exact sum in place of it: the weights
    as whole numbers over their common denominator where that fits, else the sums of the
    combinations that occur, compared as fractions.
    """
    score = np.zeros(len(space), dtype=np.int64)
    if not level.weighted:
        for statement in level.statements:
            score += space.truth(statement.want)
        return score, len(level.statements)
    weights = [one.weight for one in level.statements]
    common = lcm(*(weight.denominator for weight in weights))
    whole = [int(weight * common) for weight in weights]
    columns = [space.truth(one.want) for one in level.statements]
    if sum(map(abs, whole)) < WIDEST:
        for weight, column in zip(whole, columns, strict=True):
            score += weight * column.astype(np.int64)
        values, score = np.unique(score, return_inverse=True)
        return score.reshape(-1).astype(np.int64), max(0, len(values) - 1)
    rows, which = np.unique(np.array(columns), axis=1, return_inverse=True)
    sums = [sum(w for w, true in zip(whole, row, strict=True) if true) for row in rows.T.tolist()]
    order = {value: at for at, value in enumerate(sorted(set(sums)))}
    places = np.array([order[value] for value in sums], dtype=np.int64)
    return places[which.reshape(-1)], len(order) - 1


def too_fine(level: Level, strongly_by: Sequence[Fraction]) -> bool:
    """Whether weights beside thresholds or unknown statements are too many different fractions to
    be whole numbers over one denominator; without these two any weights can be compared."""
    if not strongly_by and not any(one.unknown for one in level.statements):
        return False
    numbers = [*(one.weight for one in level.statements), *strongly_by]
    return lcm(*(number.denominator for number in numbers)) * sum(numbers) >= WIDEST


def _dense(key: NDArray[np.int64], top: int) -> tuple[NDArray[np.int64], int]:
    """The keys by their place among the values that occur, and the greatest place.

    By a table where the values are few, by sorting where they are many.
    """
    if top < max(2 * len(key), 2**16):
        there = np.zeros(top + 1, dtype=np.bool_)
        there[key] = True
        place = np.cumsum(there) - 1
        return place[key], max(int(place[-1]), 0)
    values, dense = np.unique(key, return_inverse=True)
    return dense.reshape(-1).astype(np.int64), max(len(values) - 1, 0)
