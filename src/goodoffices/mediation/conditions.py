"""When a party stays at a state, said of its preferences alone, the others as they are.

Whether party i stays at s depends only on the set B of states that i puts above s:

    for every t ∈ R_i(s):  t ∉ B,  or  for some answer u of the others from t:  K_u ∩ B = ∅

with K_u = {u}, or where i may answer once more (SMR, SSEQ) K_u = {u} ∪ R_i(u). The answers are what
the others reach from t by legal moves (GMR, SMR), by improvements (SEQ, SSEQ), or none (Nash);
under SIM the results of their improving at the same moment. A smaller B never unsettles i, so the
condition has one shortest form: a clause for each t, without answers that say more than another.

Source: inverse analysis of Kinsara, Kilgour and Hipel 2015 (IEEE SMC); Wang, Hipel, Fang and Dang
2018 (Information Sciences). The monotone form is this program's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import RequestError
from goodoffices.evolution.departures import every_improvement
from goodoffices.evolution.together import Together, walk_together
from goodoffices.model.vocabulary import is_limited
from goodoffices.moves.base import Moves
from goodoffices.stability.concepts import concept
from goodoffices.stability.simultaneous import results_of

ANSWERED_ONCE_MORE = ("smr", "sseq")
CREDIBLE = ("seq", "sseq")


@dataclass(frozen=True)
class Clause:
    """The party must not put ``move`` above the state; or, for one of ``answers``, none of its
    states. Positions, increasing."""

    move: int
    answers: tuple[tuple[int, ...], ...] = ()

    def met(self, above: NDArray[np.bool_]) -> bool:
        """Whether it holds when the party puts these states above (bool, (n_states,))."""
        if not above[self.move]:
            return True
        return any(not above[list(answer)].any() for answer in self.answers)


@dataclass(frozen=True)
class Condition:
    """All clauses must be met for the party to stay at the state under the concept."""

    party: int
    position: int
    concept: str
    clauses: tuple[Clause, ...]

    @property
    def relevant(self) -> tuple[int, ...]:
        """The states whose place relative to this one matters, increasing."""
        found = {clause.move for clause in self.clauses}
        found |= {u for clause in self.clauses for answer in clause.answers for u in answer}
        return tuple(sorted(found))

    def met(self, above: NDArray[np.bool_]) -> bool:
        """Whether the party stays when it puts these states above (bool, (n_states,))."""
        return all(clause.met(above) for clause in self.clauses)


def condition(
    moves: Moves, party: int, position: int, concept_name: str, together: Together | None = None
) -> Condition:
    """The shortest condition. Raises ``RequestError`` for limited-move stability, where the best
    move counts and not only what is above the state."""
    name = concept(concept_name).name
    if is_limited(name) and name != "l1":
        raise RequestError(
            f"conditions are for concepts of sanctions; {name} depends on the whole order"
        )
    groups = together or moves.kept("together", lambda: Together(moves))
    clauses = []
    for move in moves.targets(party, position).tolist():
        sets = _answers(moves, groups, party, position, move, name)
        clause = _shortest(move, position, sets)
        if clause is not None:
            clauses.append(clause)
    return Condition(party, position, name, tuple(clauses))


def _answers(
    moves: Moves, groups: Together, party: int, position: int, move: int, name: str
) -> list[frozenset[int]]:
    """K_u for every answer u to a move."""
    if name in ("nash", "l1"):
        return []
    if name == "sim":
        return [frozenset((u,)) for u in results_of(moves, party, position, move)]
    if name in CREDIBLE:
        first, target = moves.kept(
            "improving arcs, joined", lambda: every_improvement(moves).joined()
        )
        chosen = np.arange(len(first)) != party
        reached = walk_together(move, chosen, first, target, moves.transitive)
    else:
        others = ((1 << len(groups.movers)) - 1) & ~groups.mask((party,))
        reached = groups.reached(others, move) if others else np.zeros(len(moves.space), np.bool_)
    found = []
    for u in np.flatnonzero(reached).tolist():
        states = {u}
        if name in ANSWERED_ONCE_MORE:
            states.update(moves.targets(party, u).tolist())
        found.append(frozenset(states))
    return found


def _shortest(move: int, position: int, sets: list[frozenset[int]]) -> Clause | None:
    """The clause without answers that say more than another; None where it always holds.

    The state itself is never above itself, so it counts for nothing in an answer; an answer that
    contains the move says more than that the move is not above.
    """
    small = {one - {position} for one in sets}
    if frozenset() in small:
        return None
    small = {one for one in small if move not in one}
    kept: list[frozenset[int]] = []
    for one in sorted(small, key=lambda states: (len(states), sorted(states))):
        if not any(other <= one for other in kept):
            kept.append(one)
    return Clause(move, tuple(tuple(sorted(one)) for one in kept))
