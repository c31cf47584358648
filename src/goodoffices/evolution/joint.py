"""Joint improvements: a coalition moves together so that every member is better off.

H has a coalition improvement from s to t when t ∈ R_H(s) and every member ranks t above s. A
larger coalition gets further, and who is not better off cannot be in it: so t can be reached from s
by some coalition exactly when all that are better off at t get there together. That makes one
question of 2^n.

Source: Kilgour, Hipel, Fang and Peng 2001; Inohara and Hipel 2008. Convention: every member
strictly better off; moves by legal sequences through feasible states.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from goodoffices.evolution.together import Together
from goodoffices.heavy import kernel
from goodoffices.moves.base import Bools, Ints, Moves


def joint_steps(moves: Moves, together: Together, position: int) -> Bools:
    """Where one party or some coalition improves to from a state: bool, (n_states,)."""
    rank = moves.rank[list(together.movers)]
    masks = np.zeros(len(moves.space), dtype=np.int64)
    for k in range(len(rank)):
        masks |= (rank[k] > rank[k, position]).astype(np.int64) << k
    found = np.zeros(len(moves.space), dtype=np.bool_)
    for mask in np.unique(masks[masks > 0]).tolist():
        found |= (masks == mask) & together.reached(mask, position)
    return found


def upset(moves: Moves, together: Together, positions: Sequence[int]) -> Bools:
    """Whether some coalition of two or more improves from each state: bool, (len(positions),).

    Members that cannot move count, if they are better off; so it is enough to ask of each target
    for all who are better off there.
    """
    movers = list(together.movers)
    found = np.zeros(len(positions), dtype=np.bool_)
    for at, position in enumerate(positions):
        better = moves.rank > moves.rank[:, position : position + 1]
        several = better.sum(axis=0) >= 2
        masks = np.zeros(len(moves.space), dtype=np.int64)
        for k, party in enumerate(movers):
            masks |= better[party].astype(np.int64) << k
        # A set: NumPy's unique would load its masked arrays, which takes longer than a small case.
        for mask in sorted(set(masks[several & (masks > 0)].tolist())):
            if (several & (masks == mask) & together.reached(mask, position)).any():
                found[at] = True
                break
    return found


def smallest_coalition(
    moves: Moves, together: Together, source: int, target: int
) -> tuple[int, ...]:
    """The first coalition, smallest first, that improves from one state to another; () for none."""
    better = [i for i in together.movers if moves.rank[i, target] > moves.rank[i, source]]
    for size in range(1, len(better) + 1):
        for members in combinations(better, size):
            if size == 1:
                if target in moves.targets(members[0], source):
                    return members
            elif together.reached(together.mask(members), source)[target]:
                return members
    return ()


def joint_paths(
    moves: Moves, together: Together, start: int, wanted: Bools | None = None
) -> tuple[Ints, Ints]:
    """Breadth first by improvements of parties and of coalitions: (before, steps), int32.

    ``before``: the state one step back, −1 where no path leads; ``steps``: how many, −1 likewise.
    ``wanted``: bool, (n_states,), given up as soon as one of these is found.
    """
    n = len(moves.space)
    if wanted is None:
        wanted = np.zeros(n, dtype=np.bool_)
    table = together.table
    if table is not None:
        rank = np.ascontiguousarray(moves.rank[list(together.movers)])
        return _joint_paths(start, rank, table, wanted)
    before = np.full(n, -1, dtype=np.int32)
    steps = np.full(n, -1, dtype=np.int32)
    before[start], steps[start] = start, 0
    queue = [] if wanted[start] else [start]
    for state in queue:
        new = joint_steps(moves, together, state) & (before < 0)
        before[new], steps[new] = state, steps[state] + 1
        if (new & wanted).any():
            break
        queue += np.flatnonzero(new).tolist()
    return before, steps


def joint_reaches(moves: Moves, together: Together, start: int, wanted: Bools) -> bool:
    """Whether improvements of parties and coalitions lead from ``start`` to a ``wanted`` state
    (bool, (n_states,))."""
    before, _ = joint_paths(moves, together, start, wanted)
    return bool((before[wanted] >= 0).any())


@kernel
def _joint_paths(
    start: int, rank: Ints, classes: NDArray[np.int32], wanted: Bools
) -> tuple[Ints, Ints]:
    n_movers, n = rank.shape
    before = np.full(n, -1, dtype=np.int32)
    steps = np.full(n, -1, dtype=np.int32)
    queue = np.empty(n, dtype=np.int32)
    left = np.empty(n, dtype=np.int32)  # the states not reached yet, those wanted first
    n_left = 0
    for want in (True, False):
        for s in range(n):
            if s != start and wanted[s] == want:
                left[n_left] = s
                n_left += 1
    before[start] = start
    steps[start] = 0
    queue[0] = start
    head, tail = 0, 1
    if wanted[start]:
        return before, steps
    while head < tail and n_left > 0:
        s = queue[head]
        head += 1
        kept = 0
        for place in range(n_left):
            t = left[place]
            mask = 0
            for i in range(n_movers):
                if rank[i, t] > rank[i, s]:
                    mask |= 1 << i
            if mask and classes[mask, s] == classes[mask, t]:
                before[t] = s
                steps[t] = steps[s] + 1
                if wanted[t]:
                    return before, steps
                queue[tail] = t
                tail += 1
            else:
                left[kept] = t
                kept += 1
        n_left = kept
    return before, steps
