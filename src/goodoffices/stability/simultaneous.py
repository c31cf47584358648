"""SIM: an improvement is sanctioned when opponents improve from s at the same time.

State s is stable for party i when for every improvement t ∈ R_i⁺(s) there are a non-empty set J of
opponents and u_j ∈ R_j⁺(s) such that i's options from t, each j's from u_j and the rest from s make
a feasible state that is not better than s for i.

1. The toggles of every improvement from s, per party: the options in which it differs from s.
2. For every t, all ways in which opponents combine "stay" and their improvements, not all staying:
   toggle s by all of them together and look the result up among the feasible states.
3. t is sanctioned when some result is feasible and its rank for i is at most that of s.

The work is the number of such combinations; it is counted first and refused above a limit.

Source: Fraser and Hipel, *Conflict Analysis: Models and Resolutions* (North-Holland 1984), after
Howard 1971 (simultaneous sanctioning). Conventions: *not better* (≤); a shared option changes if
any of those who move changes it; where states count as one, options are those of the state shown.
Needs options: in graph form there is nothing to combine.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import RequestError, TooLargeError
from goodoffices.heavy import kernel
from goodoffices.moves.base import Arcs, Ints, Moves, require_ranks
from goodoffices.stability.concept import Concept
from goodoffices.stability.reason import Answer, Step
from goodoffices.states import StateSpace

MAX_COMBINATIONS = 2_000_000_000
"""About a minute of work; more is refused."""


def stable(moves: Moves, party: int) -> NDArray[np.bool_]:
    """bool, shape (n_states,). Raises ``TooLargeError`` above ``MAX_COMBINATIONS``."""
    require_ranks(moves, "simultaneous stability")
    better = _improvements(moves)
    _refuse(moves, better, party)
    starts, targets = better.joined()
    ids, class_of = _lookup(moves.space)
    own = np.array(_own(moves), dtype=np.uint64)
    return _stable(party, moves.rank, starts, targets, moves.space.ids, own, ids, class_of)


def answers(moves: Moves, party: int, position: int) -> tuple[Answer, ...]:
    """For each improvement a simultaneous sanction, given as one step of each who joins in."""
    _refuse_graph(moves)
    require_ranks(moves, "simultaneous stability")
    space = moves.space
    opponents = [j for j in moves.movers if j != party]
    choices = [[None, *moves.improvements(j, position).tolist()] for j in opponents]
    found = []
    for improvement in moves.improvements(party, position).tolist():
        found.append(_answer(moves, party, position, improvement, opponents, choices, space))
    return tuple(found)


def _answer(
    moves: Moves,
    party: int,
    position: int,
    improvement: int,
    opponents: list[int],
    choices: list[list[int | None]],
    space: StateSpace,
) -> Answer:
    """The first sanction found, with as few joining in as the order of search allows."""
    here = int(space.ids[position])
    masks = _own(moves)
    own = (int(space.ids[improvement]) ^ here) & masks[party]
    count = 1
    for one in choices:
        count *= len(one)
    for number in range(1, count):
        rest, toggles, joined = number, own, []
        for opponent, one in zip(opponents, choices, strict=True):
            rest, at = divmod(rest, len(one))
            target = one[at]
            if target is not None:
                toggles |= (int(space.ids[target]) ^ here) & masks[opponent]
                joined.append((opponent, target))
        result = space.position(here ^ toggles)
        if result is not None and moves.rank[party, result] <= moves.rank[party, position]:
            steps = tuple(Step(by, position, target) for by, target in joined)
            return Answer(improvement, steps, together=result)
    return Answer(improvement)


def results_of(moves: Moves, party: int, position: int, move: int) -> list[int]:
    """Where a move of the party ends if some opponents improve at the same moment: positions."""
    _refuse_graph(moves)
    opponents = [j for j in moves.movers if j != party]
    here = int(moves.space.ids[position])
    masks = _own(moves)
    own = (int(moves.space.ids[move]) ^ here) & masks[party]
    joined: set[int] = set()
    for opponent in opponents:
        steps = moves.improvements(opponent, position).tolist()
        toggles = [(int(moves.space.ids[t]) ^ here) & masks[opponent] for t in steps]
        joined |= {one | toggle for one in (own, *joined) for toggle in toggles}
    results = [moves.space.position(here ^ toggles) for toggles in joined]
    return sorted({one for one in results if one is not None})


def _own(moves: Moves) -> list[int]:
    """Each party's own options as a mask: where states count as one, the state that stands for
    a target may differ in options of others too, and those are not taken from it."""
    controlled = moves.situation.controlled
    bits = moves.space.bits
    return [sum(1 << bits[name] for name in controlled[p.id]) for p in moves.situation.parties]


def _improvements(moves: Moves) -> Arcs:
    _refuse_graph(moves)
    if moves.count_arcs() > 2**28:
        raise TooLargeError(
            f"SIM needs a list of {moves.count_arcs():,} single moves "
            f"(about {moves.count_arcs() * 12 / 2**30:,.1f} GB); "
            "use SEQ, or add rules that leave fewer states"
        )
    return moves.kept("improving arcs", moves.improving_arcs)


def _refuse_graph(moves: Moves) -> None:
    if moves.situation.graph is not None:
        raise RequestError(
            "SIM combines the options of several parties, and in graph form there are none; "
            "use another concept, or give the model by options"
        )


def _refuse(moves: Moves, better: Arcs, party: int) -> None:
    """Counts Σ_s |R_i⁺(s)| · (Π_j (1 + |R_j⁺(s)|) − 1) before any of it is done."""
    degrees = [np.diff(start).astype(np.float64) for start in better.start]
    ways = np.ones(len(moves.space))
    for other, degree in enumerate(degrees):
        if other != party:
            ways *= 1 + degree
    count = float((degrees[party] * (ways - 1)).sum())
    if count > MAX_COMBINATIONS:
        name = moves.situation.parties[party].id
        raise TooLargeError(
            f'SIM for "{name}" would try {count:,.0f} combinations of simultaneous moves '
            f"(the limit is {MAX_COMBINATIONS:,}); use SEQ, or add rules that leave fewer states"
        )


def _lookup(space: StateSpace) -> tuple[NDArray[np.uint64], Ints]:
    """All feasible ids, increasing, and the position that stands for each."""
    if space.class_of is None:
        return space.ids, np.arange(len(space), dtype=np.int32)
    return space.unmerged().ids, space.class_of


@kernel
def _stable(
    party: int,
    rank: Ints,
    start: NDArray[np.int64],
    target: Ints,
    ids: NDArray[np.uint64],
    own: NDArray[np.uint64],
    every: NDArray[np.uint64],
    class_of: Ints,
) -> NDArray[np.bool_]:
    n_parties, n = rank.shape
    result = np.ones(n, dtype=np.bool_)
    choice = np.zeros(n_parties, dtype=np.int64)
    for s in range(n):
        for place in range(start[party, s], start[party, s + 1]):
            mine = (ids[target[place]] ^ ids[s]) & own[party]
            sanctioned = False
            choice[:] = 0
            while not sanctioned:
                moved = False  # count up: choice[j] = 0 stays, k takes the k-th improvement
                for j in range(n_parties):
                    if j == party:
                        continue
                    if choice[j] < start[j, s + 1] - start[j, s]:
                        choice[j] += 1
                        moved = True
                        break
                    choice[j] = 0
                if not moved:
                    break
                toggles = mine
                for j in range(n_parties):
                    if j != party and choice[j] > 0:
                        toggles |= (ids[target[start[j, s] + choice[j] - 1]] ^ ids[s]) & own[j]
                wanted = ids[s] ^ toggles
                at = np.searchsorted(every, wanted)
                if at < len(every) and every[at] == wanted:
                    sanctioned = rank[party, class_of[at]] <= rank[party, s]
            if not sanctioned:
                result[s] = False
                break
    return result


SIM = Concept(
    name="sim",
    title="SIM",
    means="every improvement could be spoilt by others who improve at the same moment",
    stable=stable,
    answers=answers,
    implies=(),
    foresight=1,
    source="Howard 1971; Fraser & Hipel 1984",
    convention="a sanction leaves the party not better (≤); some opponent must move",
)
