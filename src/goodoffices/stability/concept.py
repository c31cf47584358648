"""What a concept of stability is: a definition with its claims as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.moves.base import Ints, Moves
from goodoffices.stability.reason import Answer, Reason

Bools = NDArray[np.bool_]
Pairs = tuple[Ints, Ints]
"""Sources and targets of single moves, int32, the same shape."""


@dataclass(frozen=True)
class Concept:
    """One notion of stability.

    ``stable(moves, party)``: bool, shape (n_states,). ``answers(moves, party, position)``: one
    answer for each improvement from a state; those without a sanction are the departures.

    ``implies`` names concepts that are never stricter, a claim that is tested as a law.
    ``foresight`` is the number of moves looked ahead (None: any number), for prose and tables.
    ``departing(moves, party)``: the departures from all states at once, where there is a quicker
    way than asking state by state. ``answers_are_choices``: the only answer is the move chosen,
    not one for each improvement.
    """

    name: str
    title: str
    means: str
    stable: Callable[[Moves, int], Bools]
    answers: Callable[[Moves, int, int], tuple[Answer, ...]]
    implies: tuple[str, ...]
    foresight: int | None
    source: str
    convention: str = ""
    answers_are_choices: bool = False
    departing: Callable[[Moves, int], Pairs] | None = None

    def departures(self, moves: Moves, party: int, position: int) -> tuple[int, ...]:
        """The improvements that nobody deters; none exactly where the state is stable."""
        answers = self.answers(moves, party, position)
        return tuple(answer.improvement for answer in answers if not answer.deterred)

    def departures_of(self, moves: Moves, party: int) -> Pairs:
        """All departures of a party from all states, sources increasing."""
        if self.departing is not None:
            return self.departing(moves, party)
        sources, targets = [], []
        for position in np.flatnonzero(~self.stable(moves, party)).tolist():
            for target in self.departures(moves, party, position):
                sources.append(position)
                targets.append(target)
        return np.array(sources, dtype=np.int32), np.array(targets, dtype=np.int32)

    def reason(self, moves: Moves, party: int, position: int) -> Reason:
        """The verdict on one state with its witness."""
        found = self.answers(moves, party, position)
        value = moves.merit(party, [answer.improvement for answer in found])
        ordered = sorted(found, key=lambda a: (a.deterred, -value[a.improvement]))
        stable = all(answer.deterred for answer in found)
        return Reason(party, position, self.name, stable, tuple(ordered))
