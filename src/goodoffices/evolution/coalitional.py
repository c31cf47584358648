"""Coalitional stability: Nash, GMR, SMR and SEQ for a coalition instead of a party.

For a coalition H and a state s, with CR_H⁺(s) the states of R_H(s) that are better for H:

* CNash: CR_H⁺(s) is empty.
* CGMR: from every t ∈ CR_H⁺(s) the opponents N∖H reach some u ∈ R_{N∖H}(t) not better for H than s.
* CSMR: some such u from which also every v ∈ R_H(u) is not better for H than s.
* CSEQ: such a u at the end of a sequence of coalition improvements of the opponents: each step by
  some non-empty H' ⊆ N∖H to a state of CR_H'⁺, no coalition twice in a row.

A state is a coalitional equilibrium when it is stable so for every coalition. *Better for H*, by
convention: ``strict``, every member strictly better (Inohara and Hipel 2008; then a sanction leaves
at least one member not better); ``pareto``, nobody worse and somebody better (Zhu, Kilgour and
Hipel).
A party that cannot move may be a member: it adds nothing that the coalition can do, and still has
to be better off.

Two steps of one coalition in a row are one step of it where moves are transitive, so the condition
"no coalition twice in a row" matters only for moves given as arcs; there it is walked out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from goodoffices.evolution.together import Together
from goodoffices.moves.base import Bools, Ints, Moves

CONCEPTS = ("cnash", "cgmr", "csmr", "cseq")


def improvements(
    moves: Moves, together: Together, members: Sequence[int], position: int, pareto: bool = False
) -> Ints:
    """CR_H⁺(s): positions, increasing."""
    reached = together.reached(together.mask(members), position)
    better = better_for(moves, members, position, pareto)
    return np.flatnonzero(reached & better).astype(np.int32)


def better_for(moves: Moves, members: Sequence[int], position: int, pareto: bool) -> Bools:
    """Where the coalition is better off than at a state: bool, (n_states,)."""
    rank = moves.rank[list(members)]
    bar = rank[:, position : position + 1]
    if pareto:
        return np.asarray((rank >= bar).all(axis=0) & (rank > bar).any(axis=0))
    return np.asarray((rank > bar).all(axis=0))


def stable(
    moves: Moves,
    together: Together,
    members: Sequence[int],
    positions: Sequence[int],
    pareto: bool = False,
) -> dict[str, Bools]:
    """Concept → whether the coalition stays at each of these states, bool, (len(positions),)."""
    n = len(moves.space)
    own = together.mask(members)
    others = ((1 << len(together.movers)) - 1) & ~own
    opponents = [i for i in range(len(moves.rank)) if i not in members]
    credible: dict[int, Bools] = {}
    found = {name: np.ones(len(positions), dtype=np.bool_) for name in CONCEPTS}
    for at, position in enumerate(positions):
        better = better_for(moves, members, position, pareto)
        targets = np.flatnonzero(together.reached(own, position) & better)
        found["cnash"][at] = not len(targets)
        if not len(targets):
            continue
        caught = np.array(
            [not (better & together.reached(own, u)).any() for u in range(n)], dtype=np.bool_
        )
        for target in targets.tolist():
            answers = together.reached(others, target) if others else np.zeros(n, dtype=np.bool_)
            answers = answers.copy()
            answers[target] = False
            if not (answers & ~better).any():
                found["cgmr"][at] = False
            if not (answers & caught & ~better).any():
                found["csmr"][at] = False
            if target not in credible:
                credible[target] = _credible(moves, together, opponents, target, pareto)
            if not (credible[target] & ~better).any():
                found["cseq"][at] = False
    return found


def _credible(
    moves: Moves, together: Together, opponents: Sequence[int], start: int, pareto: bool
) -> Bools:
    """The states that coalition improvements of the opponents lead to from a state."""
    n = len(moves.space)
    # A member that cannot move makes no more strict improvements, but it may make Pareto ones.
    able = [i for i in opponents if pareto or i in together.movers]
    parts = coalitions_of(able, 1)
    seen: set[tuple[int, tuple[int, ...]]] = set()
    reached = np.zeros(n, dtype=np.bool_)
    queue: list[tuple[int, tuple[int, ...]]] = [(start, ())]
    for state, last in queue:
        for members in parts:
            if members == last and not moves.transitive:
                continue
            for target in improvements(moves, together, members, state, pareto).tolist():
                there = (target, () if moves.transitive else members)
                if there not in seen:
                    seen.add(there)
                    reached[target] = True
                    queue.append(there)
    return reached


def coalitions_of(parties: Sequence[int], at_least: int = 2) -> list[tuple[int, ...]]:
    """Every coalition of these parties with so many members, smallest first."""
    sizes = range(at_least, len(parties) + 1)
    return [one for size in sizes for one in combinations(parties, size)]
