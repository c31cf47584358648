"""The four kinds of path from one state, and for each state the best kind that leads there.

* own: every step a departure of its mover under that party's behaviour;
* improving: every step an improvement of its mover;
* joint: also steps of a coalition after which every member is better off than before;
* any: legal moves.

*Reachable* means own, improving or joint. Each kind includes the one before it, but for
limited-move stability, where a departure need not be an improvement.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import RequestError
from goodoffices.evolution.departures import departures, every_improvement, every_move
from goodoffices.evolution.joint import joint_paths, smallest_coalition
from goodoffices.evolution.reach import Leg, improving
from goodoffices.evolution.together import Together
from goodoffices.evolution.walk import shortest
from goodoffices.moves.base import Arcs, Ints, Moves, require_ranks

KINDS = ("own", "improving", "joint", "any")
REACHABLE = ("own", "improving", "joint")

MOST_JOINT = 40_000
"""States up to which joint paths are looked for: the work is their number squared."""


@dataclass(frozen=True)
class Walk:
    """All shortest paths of one kind from one state.

    ``before``: int32, (n_states,): the state one step back, −1 where no path leads; ``by``: who
    makes that step (an index into ``groups``), None where that is worked out when asked (joint
    paths); ``steps``: how many, −1 where no path leads.
    """

    start: int
    before: Ints
    by: Ints | None
    steps: Ints
    groups: tuple[tuple[int, ...], ...] = ()

    @property
    def reached(self) -> NDArray[np.bool_]:
        """bool, (n_states,); the start counts."""
        return np.asarray(self.before >= 0)

    def states(self, position: int) -> list[int]:
        """The states of a shortest path, start first. Raises ``ValueError`` where none leads."""
        if self.before[position] < 0:
            raise ValueError("no path leads there")
        trail = [position]
        while trail[-1] != self.start:
            trail.append(int(self.before[trail[-1]]))
        return trail[::-1]


class Paths:
    """The paths of every kind from one state, each kind worked out when it is asked for."""

    def __init__(self, moves: Moves, start: int, together: Together | None = None) -> None:
        self.moves = moves
        self.start = start
        self.together = together or moves.kept("together", lambda: Together(moves))

    @cached_property
    def own(self) -> Walk:
        return self._by_arcs(departures(self.moves))

    @cached_property
    def improving(self) -> Walk:
        """With the joint steps of groups whom a change lets act together."""
        if self.moves.situation.together:
            found = improving(self.moves, self.start)
            return Walk(self.start, found.before, found.by, found.steps, found.groups)
        return self._by_arcs(every_improvement(self.moves))

    @cached_property
    def joint(self) -> Walk:
        """Raises ``RequestError`` above ``MOST_JOINT`` states, and without ranks."""
        require_ranks(self.moves, "a joint path")
        n = len(self.moves.space)
        if n > MOST_JOINT:
            raise RequestError(
                f"joint paths are looked for up to {MOST_JOINT:,} states, and there are {n:,}; "
                "add rules that leave fewer states"
            )
        before, steps = joint_paths(self.moves, self.together, self.start)
        return Walk(self.start, before, None, steps)

    @cached_property
    def any(self) -> Walk:
        return self._by_arcs(every_move(self.moves))

    def walk(self, kind: str) -> Walk:
        """The paths of this kind."""
        found: Walk = getattr(self, kind)
        return found

    def kinds(self) -> Iterator[str]:
        """The kinds that can be had: joint only where there are not too many states."""
        joint = len(self.moves.space) <= MOST_JOINT and self.moves.by_ranks()
        yield from (k for k in KINDS if k != "joint" or joint)

    def kind_of(self, position: int) -> str | None:
        """The first kind of path that leads there; None where not even legal moves do."""
        return next((k for k in self.kinds() if self.walk(k).before[position] >= 0), None)

    def path(self, kind: str, position: int) -> tuple[Leg, ...]:
        """A shortest path of this kind, step by step; empty for the start itself.

        Raises ``ValueError`` where none leads there.
        """
        walk = self.walk(kind)
        trail = walk.states(position)
        legs = []
        for source, target in itertools.pairwise(trail):
            if walk.by is None:
                members = smallest_coalition(self.moves, self.together, source, target)
            else:
                members = walk.groups[walk.by[target]]
            legs.append(Leg(members, source, target))
        return tuple(legs)

    def _by_arcs(self, arcs: Arcs) -> Walk:
        before, by, steps = shortest(self.start, *arcs.joined())
        groups = tuple((party,) for party in range(len(self.moves.rank)))
        return Walk(self.start, before, by, steps, groups)
