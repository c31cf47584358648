"""What can be reached from today by improvements, and along which path.

A step is an improvement of its mover. Where a change says that parties act ``together``, a joint
step counts too: a legal sequence of the members' moves through feasible states after which every
member is better off than before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.moves.base import Ints, Moves


@dataclass(frozen=True)
class Leg:
    """One step of a path: who moves (several for a joint step), from where, to where."""

    by: tuple[int, ...]
    source: int
    target: int


@dataclass(frozen=True)
class Reach:
    """Everything reachable from one state by improvements.

    ``before``: int32, shape (n_states,): the state one step earlier on a path, itself for the
    start, −1 where no path leads. ``by``: the group that makes the step, an index into
    ``groups`` (each party alone first), −1 for the start and where no path leads.
    """

    start: int
    before: Ints
    by: Ints
    groups: tuple[tuple[int, ...], ...]

    @property
    def reached(self) -> NDArray[np.bool_]:
        """bool, shape (n_states,); the start counts as reached."""
        return np.asarray(self.before >= 0)

    @cached_property
    def steps(self) -> Ints:
        """How many steps a path to each state has, −1 where none leads."""
        steps = np.full(len(self.before), -1, dtype=np.int32)
        for position in np.flatnonzero(self.before >= 0).tolist():
            trail = []
            while position != self.start and steps[position] < 0:
                trail.append(position)
                position = int(self.before[position])
            known = 0 if position == self.start else int(steps[position])
            for at, state in enumerate(reversed(trail), 1):
                steps[state] = known + at
        steps[self.start] = 0
        return steps

    def path(self, position: int) -> tuple[Leg, ...]:
        """The steps to a state, first step first; empty for the start or where none leads."""
        legs: list[Leg] = []
        while self.before[position] >= 0 and position != self.start:
            source = int(self.before[position])
            legs.append(Leg(self.groups[self.by[position]], source, position))
            position = source
        return tuple(reversed(legs))


def improving(moves: Moves, start: int) -> Reach:
    """Breadth first from ``start``: shortest paths, where no group acts together."""
    ids = [party.id for party in moves.situation.parties]
    together = [tuple(ids.index(p) for p in group) for group in moves.situation.together]
    groups = (*((i,) for i in range(len(ids))), *together)
    before, by = moves.improving_paths(np.array([start], dtype=np.int32))
    if together:
        before, by = _with_joint_steps(moves, start, groups, len(ids))
    return Reach(start, before, by, groups)


def _with_joint_steps(
    moves: Moves, start: int, groups: Sequence[tuple[int, ...]], n_parties: int
) -> tuple[Ints, Ints]:
    n = len(moves.space)
    before = np.full(n, -1, dtype=np.int32)
    by = np.full(n, -1, dtype=np.int32)
    before[start] = start
    queue = [start]
    for state in queue:
        steps = [(p, t) for p in range(n_parties) for t in moves.improvements(p, state).tolist()]
        for group in range(n_parties, len(groups)):
            steps += [(group, t) for t in joint_improvements(moves, groups[group], state)]
        for group, target in steps:
            if before[target] < 0:
                before[target], by[target] = state, group
                queue.append(target)
    return before, by


def joint_improvements(moves: Moves, members: Sequence[int], position: int) -> list[int]:
    """Where legal sequences of the members' moves lead so that every member is better off."""
    seen = {(position, -1)}
    queue = [(position, -1)]
    for state, last in queue:
        for mover, target in moves.steps(members, state, credible=False):
            there = (target, -1 if moves.transitive else mover)
            if mover != last and there not in seen:
                seen.add(there)
                queue.append(there)
    found = np.array(sorted({state for state, _ in seen}), dtype=np.int32)
    here = np.full(len(found), position, dtype=np.int32)
    better = [moves.prefers(member, here, found) for member in members]
    return [int(t) for t in found[np.all(better, axis=0)]]
