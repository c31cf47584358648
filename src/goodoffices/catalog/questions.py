"""``QUESTIONS``: what can be asked of a model, a row each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.analyses.extensions import Extended, solve_all
from goodoffices.analyses.solution import Solution, solve
from goodoffices.catalog.entry import Answer, Entry, Value
from goodoffices.catalog.games import games, situation_of
from goodoffices.errors import RequestError, one_of
from goodoffices.evolution.coalitional import improvements
from goodoffices.evolution.together import Together
from goodoffices.formats.native import from_data
from goodoffices.formats.readers import read_situation
from goodoffices.mediation.conditions import condition
from goodoffices.mediation.rankings import rankings_that_hold
from goodoffices.stability.concepts import STANDARD
from goodoffices.states import StateSpace

FAMILY = ".games"


@dataclass(frozen=True)
class Asked:
    """One entry's model, solved once for all its questions."""

    entry: Entry

    @cached_property
    def solution(self) -> Solution:
        """Under every concept that an answer names."""
        named = [answer.concept for answer in self.entry.answers if answer.concept]
        checked = read_situation(self.entry.model)
        return solve(checked.situation, tuple(dict.fromkeys([*STANDARD, *named])), checked.space)

    @cached_property
    def extended(self) -> Extended:
        """Under the four extensions of unknown preference."""
        return solve_all(read_situation(self.entry.model).situation)

    @cached_property
    def space(self) -> StateSpace:
        """The states, which need no solution."""
        checked = read_situation(self.entry.model)
        return checked.space or StateSpace.of(checked.situation)

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """The source's number of each state, by position; 0 for one that it does not number."""
        space = self.space
        if not self.entry.numbers:
            return np.arange(1, len(space) + 1, dtype=np.int64)
        found = np.zeros(len(space), dtype=np.int64)
        for number, state in self.entry.numbers.items():
            found[space.find(str(state))] = number
        return found

    def numbered(self, column: NDArray[np.bool_]) -> tuple[int, ...]:
        """The source's numbers of the states where a column is true."""
        return tuple(sorted(self.numbers[column].tolist()))

    def party(self, party_id: str) -> int:
        """The index of a party. Raises ``RequestError``."""
        parties = [party.id for party in self.solution.situation.parties]
        if party_id not in parties:
            raise RequestError(f'{self.entry.key}: "{party_id}" is no party: {one_of(parties)}')
        return parties.index(party_id)

    @cached_property
    def family(self) -> list[Solution]:
        """Every game of a generated family, solved."""
        return [solve(from_data(situation_of(k + 1)).situation) for k in range(len(games()))]


def _states(asked: Asked, answer: Answer) -> Value:
    return len(asked.solution.space)


def _equilibria(asked: Asked, answer: Answer) -> Value:
    return asked.numbered(asked.solution.verdicts.equilibrium(answer.concept))


def _number_of_equilibria(asked: Asked, answer: Answer) -> Value:
    return int(asked.solution.verdicts.equilibrium(answer.concept).sum())


def _stable(asked: Asked, answer: Answer) -> Value:
    return asked.numbered(asked.solution.verdicts.stable[answer.concept][asked.party(answer.party)])


def _games(asked: Asked, answer: Answer) -> Value:
    return len(asked.family)


def _games_by_equilibria(asked: Asked, answer: Answer) -> Value:
    """How many games have as many equilibria as ``state`` says."""
    found = [int(one.verdicts.equilibrium(answer.concept).sum()) for one in asked.family]
    return found.count(answer.state or 0)


def _improvements(asked: Asked, answer: Answer) -> Value:
    """Coalition improvements; with ``state``, those from this state only."""
    moves = asked.solution.moves
    together = Together(moves)
    members = [asked.party(one) for one in answer.coalition]
    pairs = []
    for source in range(len(moves.space)):
        number = int(asked.numbers[source])
        if answer.state in (None, number):
            for target in improvements(moves, together, members, source).tolist():
                pairs.append((number, int(asked.numbers[target])))
    return tuple(sorted(pairs))


def _rankings(asked: Asked, answer: Answer) -> Value:
    moves = asked.solution.moves
    position = int(np.flatnonzero(asked.numbers == answer.state)[0])
    found = condition(moves, asked.party(answer.party), position, answer.concept)
    return rankings_that_hold(found, len(moves.space))


def _equilibria_unknown(asked: Asked, answer: Answer) -> Value:
    """Under one of the four extensions of unknown preference."""
    solution = asked.extended.by_letter[answer.extension]
    return asked.numbered(solution.verdicts.equilibrium(answer.concept))


QUESTIONS: Mapping[str, Callable[[Asked, Answer], Value]] = {
    "states": _states,
    "equilibria": _equilibria,
    "number of equilibria": _number_of_equilibria,
    "stable": _stable,
    "games": _games,
    "games with this many equilibria": _games_by_equilibria,
    "improvements of a coalition": _improvements,
    "rankings that hold": _rankings,
    "equilibria with unknown preferences": _equilibria_unknown,
}
