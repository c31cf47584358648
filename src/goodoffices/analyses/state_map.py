"""The graph of states laid out to be looked at: which states are shown, where, and the moves.

1. Up to ``MOST`` states all are shown, unless steps are asked for. Else the neighbourhood
   of one state: those that improvements lead to from it or to it in so many steps, nearest
   first; and the path of improvements from the status quo to it. How many are left out is told.
2. Columns are steps of improvement from the status quo (or from the state that is looked at), in
   either direction; what no improvement joins to it stands in a last column.
3. Within a column states are ordered by the mean place of their neighbours, forth and back
   (the barycentre method of Sugiyama, Tagawa and Toda 1981), so that lines cross less.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.analyses.solution import Solution
from goodoffices.errors import RequestError

MOST = 300
STEPS = 2
SWEEPS = 8
Arc = tuple[int, int, int]
"""From a state, to a state, by a party; states by position."""


@dataclass(frozen=True)
class StateMap:
    """``places``: position → (column, row), rows centred on 0. ``arcs``: improvements between the
    states shown. ``path``: from the status quo to ``focus``, empty where none leads."""

    solution: Solution
    focus: int | None
    places: Mapping[int, tuple[int, float]]
    arcs: tuple[Arc, ...]
    path: tuple[int, ...]

    @property
    def left_out(self) -> int:
        """How many feasible states are not shown."""
        return len(self.solution.space) - len(self.places)


def state_map(
    solution: Solution, focus: int | None = None, steps: int | None = None, most: int = MOST
) -> StateMap:
    """The map of all states, or around ``focus`` (None: the status quo, else an equilibrium).
    ``steps``: how far around it; None: every state, or ``STEPS`` where there are too many.

    Raises ``RequestError`` for a position that is none.
    """
    n = len(solution.space)
    if focus is not None and not 0 <= focus < n:
        raise RequestError(f"{focus} is no position; expected 0 to {n - 1}")
    middle = _middle(solution) if focus is None else focus
    path = _path(solution, focus)
    if steps is None and n <= most:
        shown = list(range(n))
    else:
        shown = _around(solution, middle, path, steps or STEPS, most)
    arcs = _arcs(solution, shown)
    columns = _columns(shown, arcs, middle)
    return StateMap(solution, focus, _placed(columns, arcs), arcs, path)


def _middle(solution: Solution) -> int:
    if solution.space.now is not None:
        return solution.space.now
    found = np.flatnonzero(solution.any_kind)
    return int(found[0]) if len(found) else 0


def _path(solution: Solution, focus: int | None) -> tuple[int, ...]:
    if focus is None or solution.reach is None or not solution.reach.reached[focus]:
        return ()
    legs = solution.reach.path(focus)
    return (legs[0].source, *(leg.target for leg in legs)) if legs else (focus,)


def _around(
    solution: Solution, middle: int, path: Sequence[int], steps: int, most: int
) -> list[int]:
    """Step 1 where not all are shown: nearest first, by improvements in both directions."""
    before = _before(solution, middle, steps, most)
    found = dict.fromkeys([middle, *path])
    queue = deque([(middle, 0)])
    seen = {middle}
    while queue and len(found) < most:
        at, far = queue.popleft()
        if far == steps:
            continue
        near = [target for _, target in _improvements(solution, at)]
        for state in (*near, *before.get(at, ())):
            if state not in seen and len(found) < most:
                seen.add(state)
                found[state] = None
                queue.append((state, far + 1))
    return sorted(found)


def _before(solution: Solution, middle: int, steps: int, most: int) -> dict[int, list[int]]:
    """State → states from which an improvement leads to it, around the middle only."""
    moves = solution.moves
    found: dict[int, list[int]] = {}
    ring = [middle]
    for _ in range(steps):
        further: list[int] = []
        for target in ring[:most]:
            if target in found:
                continue
            came = [
                int(source)
                for party in range(len(solution.situation.parties))
                for source in moves.targets(party, target).tolist()
                if target in moves.improvements(party, int(source))
            ]
            found[target] = came
            further += came
        ring = further
    return found


def _improvements(solution: Solution, at: int) -> list[tuple[int, int]]:
    moves = solution.moves
    return [
        (party, int(target))
        for party in range(len(solution.situation.parties))
        for target in moves.improvements(party, at).tolist()
    ]


def _arcs(solution: Solution, shown: Sequence[int]) -> tuple[Arc, ...]:
    here = set(shown)
    return tuple(
        (at, target, party)
        for at in shown
        for party, target in _improvements(solution, at)
        if target in here
    )


def _columns(shown: Sequence[int], arcs: Sequence[Arc], middle: int) -> list[list[int]]:
    """Step 2."""
    near: dict[int, list[int]] = {at: [] for at in shown}
    for source, target, _ in arcs:
        near[source].append(target)
        near[target].append(source)
    far = {middle: 0}
    queue = deque([middle])
    while queue:
        at = queue.popleft()
        for other in near[at]:
            if other not in far:
                far[other] = far[at] + 1
                queue.append(other)
    last = max(far.values()) + 1
    columns: list[list[int]] = [[] for _ in range(last + 1)]
    for at in shown:
        columns[far.get(at, last)].append(at)
    return [column for column in columns if column]


def _placed(columns: list[list[int]], arcs: Sequence[Arc]) -> dict[int, tuple[int, float]]:
    """Step 3."""
    column_of = {at: k for k, column in enumerate(columns) for at in column}
    near: dict[int, list[int]] = {at: [] for at in column_of}
    for source, target, _ in arcs:
        if abs(column_of[source] - column_of[target]) == 1:
            near[source].append(target)
            near[target].append(source)
    row: dict[int, float] = {}
    for column in columns:
        row |= _rows(column)
    for sweep in range(SWEEPS):
        forth = sweep % 2 == 0
        for k in range(len(columns)) if forth else reversed(range(len(columns))):
            beside = k - 1 if forth else k + 1
            mean = {at: _mean(at, [row[o] for o in near[at] if column_of[o] == beside], row)
                    for at in columns[k]}  # fmt: skip
            columns[k] = [at for _, at in sorted((mean[at], at) for at in columns[k])]
            row |= _rows(columns[k])
    return {at: (column_of[at], row[at]) for at in column_of}


def _rows(column: Sequence[int]) -> dict[int, float]:
    return {at: place - (len(column) - 1) / 2 for place, at in enumerate(column)}


def _mean(at: int, rows: Sequence[float], row: Mapping[int, float]) -> float:
    return sum(rows) / len(rows) if rows else row[at]
