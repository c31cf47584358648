"""Agenda terms that no situation that holds has, by who would leave the situations with them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.analyses.agenda import Agenda
from goodoffices.analyses.solution import Solution
from goodoffices.model.rule import Named

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Walk:
    """Terms that hold nowhere, and parties of whom in each situation with them one leaves.

    ``alone``: each of these parties leaves all of the situations.
    """

    terms: tuple[Named, ...]
    leavers: tuple[int, ...]
    alone: bool


def walks(solution: Solution, agenda: Agenda) -> list[Walk]:
    """For every term that holds in no situation who leaves it, universal leavers first."""
    groups: dict[tuple[tuple[int, ...], bool], list[Named]] = {}
    stable = solution.verdicts.profile
    for term, row in zip(solution.situation.terms, agenda.terms, strict=True):
        where = solution.space.truth(term.means)
        if row.profile or not where.any():
            continue
        always = tuple(i for i in range(len(stable)) if not (stable[i] & where).any())
        key = (always, True) if always else (_cover(stable, where), False)
        groups.setdefault(key, []).append(term)
    found = [Walk(tuple(terms), who, alone) for (who, alone), terms in groups.items()]
    return sorted(found, key=lambda walk: not walk.alone)


def _cover(stable: Bools, where: Bools) -> tuple[int, ...]:
    """Few parties of whom one leaves each of the situations: the one who leaves most, and so on."""
    left = where.copy()
    chosen: list[int] = []
    while left.any():
        chosen.append(int(np.argmax((~stable & left).sum(axis=1))))
        left &= stable[chosen[-1]]
    return tuple(sorted(chosen))
