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
Only parties that can move are looked at: who cannot adds nothing that a coalition can do.

Two steps of one coalition in a row are one step of it where moves are transitive, so the condition
"no coalition twice in a row" matters only for moves given as arcs; there it is walked out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from goodoffices.evolution.together import Together
from goodoffices.moves.base import Bools, Ints, Moves

CONCEPTS = ("cnash", "cgmr", "csmr", "cseq")
CONVENTIONS = ("strict", "pareto")


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
                credible[target] = _credible(moves, together, others, target, pareto)
            if not (credible[target] & ~better).any():
                found["cseq"][at] = False
    return found


def _credible(moves: Moves, together: Together, others: int, start: int, pareto: bool) -> Bools:
    """The states that coalition improvements of the opponents lead to from a state."""
    n = len(moves.space)
    parts = _parts(others)
    seen: set[tuple[int, int]] = set()
    reached = np.zeros(n, dtype=np.bool_)
    queue = [(start, 0)]
    for state, last in queue:
        for part in parts:
            if part == last and not moves.transitive:
                continue
            members = together.members(part)
            for target in improvements(moves, together, members, state, pareto).tolist():
                there = (target, 0 if moves.transitive else part)
                if there not in seen:
                    seen.add(there)
                    reached[target] = True
                    queue.append(there)
    return reached


def _parts(mask: int) -> list[int]:
    """The non-empty subsets of a mask."""
    found, part = [], mask
    while part:
        found.append(part)
        part = (part - 1) & mask
    return found


def every_coalition(together: Together) -> list[tuple[int, ...]]:
    """Every coalition of two or more parties that can move, smallest first."""
    masks = [m for m in range(1, 1 << len(together.movers)) if m & (m - 1)]
    return sorted((together.members(m) for m in masks), key=lambda one: (len(one), one))
