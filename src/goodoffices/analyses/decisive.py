"""What decides between two states for a party: the first criterion on which they differ."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from goodoffices.model.party import Party
from goodoffices.model.preference import (
    Level,
    Line,
    PartialOrder,
    Preference,
    Ranking,
    Statement,
)
from goodoffices.states import StateSpace


@dataclass(frozen=True)
class Decisive:
    """Why ``better`` is ranked above ``worse``.

    ``place``: which criterion decides (0 = most important). ``gained``: its statements that are
    true in the better state only; ``lost``: in the worse one only. Both are empty for a ranking
    of states, which gives no reason beyond what it rests on itself, ``order_because``.
    """

    better: int
    worse: int
    place: int
    gained: tuple[Statement, ...]
    lost: tuple[Statement, ...]
    by_ranking: bool = False
    order_because: tuple[str, ...] = ()

    @property
    def because(self) -> tuple[str, ...]:
        """What decides rests on these, each id once; empty where it says nothing."""
        of_statements = (b for s in (*self.gained, *self.lost) for b in s.because)
        return tuple(dict.fromkeys((*self.order_because, *of_statements)))


def priorities(preference: Preference) -> Iterator[tuple[int, Statement]]:
    """Every statement with the number of its priority, from 1; those of a tie have the same.

    Numbered as ``Decisive.place`` counts: rankings and chains take a number, lines take none.
    """
    criteria = [one for one in preference.criteria if not isinstance(one, Line)]
    for place, criterion in enumerate(criteria, 1):
        if isinstance(criterion, Level):
            yield from ((place, statement) for statement in criterion.statements)


def decisive(space: StateSpace, party: Party, better: int, worse: int) -> Decisive | None:
    """The criterion that puts ``better`` above ``worse``; None where none does."""
    criteria = [one for one in party.preference.criteria if not isinstance(one, Line)]
    for place, criterion in enumerate(criteria):
        if isinstance(criterion, Ranking):
            from_top = [_group_of(space, criterion, at) for at in (better, worse)]
            if from_top[0] != from_top[1]:
                return Decisive(better, worse, place, (), (), True, criterion.because)
            continue
        if isinstance(criterion, PartialOrder):
            degree = _compared(space, criterion, better, worse)
            if degree:
                return Decisive(better, worse, place, (), (), by_ranking=True)
            if degree is None:
                return None
            continue
        columns = [(s, space.truth(s.want)) for s in criterion.statements if not s.unknown]
        gained = tuple(s for s, c in columns if c[better] and not c[worse])
        lost = tuple(s for s, c in columns if c[worse] and not c[better])
        more, less = sum(s.weight for s in gained), sum(s.weight for s in lost)
        if more != less:
            return Decisive(better, worse, place, gained, lost) if more > less else None
    return None


def _compared(space: StateSpace, order: PartialOrder, better: int, worse: int) -> bool | None:
    """Whether chains put one state above the other; False where they hold them for equal, None
    where they do not relate them or put the other above."""
    # Only models with chains need the comparison, which takes time to load.
    modes = importlib.import_module("goodoffices.modes.comparison")
    compare = modes.Comparison.of(space, Preference((order,)))
    found = int(compare(np.array([worse]), np.array([better]))[0])
    return None if found < 0 else found > 0


def _group_of(space: StateSpace, ranking: Ranking, position: int) -> int:
    state_id = int(space.ids[position])
    for at, group in enumerate(ranking.groups):
        for entry in group:
            if isinstance(entry.state, int):
                if entry.state == state_id:
                    return at
            elif space.truth(entry.state)[position]:
                return at
    return len(ranking.groups)
