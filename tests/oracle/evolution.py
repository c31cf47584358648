"""How a conflict can go on from a state: paths of four kinds, the reachability table, and the
chain of departures.

Sources: Li, Kilgour and Hipel, "Status quo analysis in the graph model for conflict resolution",
Journal of the Operational Research Society 56 (2005), for the reachability table; Inohara and
Hipel, "Coalition analysis in the graph model for conflict resolution", Systems Engineering 11
(2008), for the steps of coalitions; Kemeny and Snell, Finite Markov Chains (1960), for the chain.

Conventions: in a path a party may take two steps in a row, within the legal sequence of a joint
step and in the reachability table it may not. A joint step is one step, however many moves it
takes. The steps of a group that may move as one (`together`) count as improving.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations

from .conflict import Conflict
from .departures import departures

Coalition = frozenset[str]

KINDS = ("own", "improving", "joint", "any")
REACHABLE = ("own", "improving", "joint")


def coalitions(parties: Iterable[str], at_least: int = 1) -> list[Coalition]:
    """All sets of that many parties or more, the smallest first."""
    among = tuple(parties)
    return [
        frozenset(chosen)
        for size in range(at_least, len(among) + 1)
        for chosen in combinations(among, size)
    ]


# Paths


@lru_cache(maxsize=65536)
def own_departures(conflict: Conflict, party: str, state: int) -> frozenset[int]:
    """The departures of the party under its own behaviour; ValueError where that has none."""
    return departures(conflict, conflict.behaviour[party], party, state)


def steps_of(conflict: Conflict, kind: str, group: Iterable[str], state: int) -> frozenset[int]:
    """Where a party alone, or a group of two or more, can go in one step of a path of the kind.

    own: one party, by a departure under its own behaviour. improving: one party, by an
    improvement, or a group of `together`, by a legal sequence after which all of its members are
    better off. joint: one party, by an improvement, or any group, by such a sequence. any: one
    party, by a move.
    """
    members = frozenset(group)
    if len(members) == 1:
        (party,) = members
        if kind == "own":
            return own_departures(conflict, party, state)
        if kind in ("improving", "joint"):
            return conflict.improvements(party, state)
        if kind == "any":
            return conflict.moves(party, state)
        raise ValueError(f"no kind of path is called {kind!r}")
    if kind == "improving" and members in [frozenset(other) for other in conflict.together]:
        return conflict.joint_steps(members, state)
    if kind == "joint":
        return conflict.joint_steps(members, state)
    return frozenset()


@lru_cache(maxsize=65536)
def steps(conflict: Conflict, kind: str, state: int) -> frozenset[int]:
    """Where one step of a path of the kind can lead, whoever makes it."""
    found: frozenset[int] = frozenset()
    for group in coalitions(conflict.parties):
        found |= steps_of(conflict, kind, group, state)
    return found


def distances(conflict: Conflict, start: int, kind: str) -> dict[int, int]:
    """The fewest steps of that kind from the start to each state that they lead to; the start
    itself is 0 steps away, and a state that is missing cannot be reached."""
    found = {start: 0}
    length = 0
    while length in found.values():
        for state in [state for state, before in found.items() if before == length]:
            for after in steps(conflict, kind, state):
                found.setdefault(after, length + 1)
        length += 1
    return found


def best_kind(conflict: Conflict, start: int, state: int) -> str | None:
    """own, improving or joint: the first kind of path that leads there; None if none of them
    does. The start itself is reached by an own path of no steps."""
    for kind in REACHABLE:
        if state in distances(conflict, start, kind):
            return kind
    return None


def minimal_coalitions(
    conflict: Conflict, before: int, after: int, at_least: int = 2
) -> frozenset[Coalition]:
    """The groups of that many parties or more that can make the joint step, and no proper part of
    which, of that many parties or more, can make it too.

    With `at_least` 1 a party alone counts, by an improvement.
    """
    able = [
        group
        for group in coalitions(conflict.parties, at_least)
        if after in conflict.joint_steps(group, before)
    ]
    return frozenset(group for group in able if not any(other < group for other in able))


def is_path(
    conflict: Conflict, kind: str, start: int, path: Iterable[tuple[Iterable[str], int, int]]
) -> bool:
    """Whether (who, from, to), (who, from, to), ... is a path of the kind from the start."""
    here = start
    for group, before, after in path:
        if before != here or after not in steps_of(conflict, kind, group, before):
            return False
        here = after
    return True


# The reachability table


def reachability_table(
    conflict: Conflict, start: int, horizon: int, credible: bool
) -> list[frozenset[tuple[int, str | None]]]:
    """For each h = 0, 1, ..., horizon the pairs (state, last mover) in which a legal sequence of
    at most h moves can end; of no moves, (start, None).

    No party moves twice in a row. With `credible` every move is an improvement for its mover,
    compared with the state in which it moves.
    """
    table: list[frozenset[tuple[int, str | None]]] = [frozenset({(start, None)})]
    for _ in range(horizon):
        found = set(table[-1])
        for state, last in table[-1]:
            for mover in conflict.parties:
                if mover == last:
                    continue
                moves = (
                    conflict.improvements(mover, state)
                    if credible
                    else conflict.moves(mover, state)
                )
                found |= {(after, mover) for after in moves}
        table.append(frozenset(found))
    return table


# The chain of departures


@dataclass(frozen=True)
class Ending:
    """Where the chain of departures ends, with which probability, and after how many steps.

    `absorbing` is by state, `cycles` by closed class of two or more states; both hold only what
    can be reached from the start. The probabilities sum to 1. `steps` is the expected number of
    steps until the chain is in an absorbing state or in a closed class.
    """

    absorbing: Mapping[int, Fraction]
    cycles: Mapping[frozenset[int], Fraction]
    steps: Fraction


def next_states(
    conflict: Conflict,
    state: int,
    choice: str = "uniform",
    readiness: Mapping[str, int | Fraction] | None = None,
) -> dict[int, Fraction]:
    """The probability of each next state; empty where nobody has a departure.

    1. Of the parties with a departure one moves, with probabilities in proportion to their
       readiness, which is 1 unless given and must be above 0.
    2. It takes each of its departures with equal probability; with `choice` "best" each of those
       that it ranks highest.
    """
    if choice not in ("uniform", "best"):
        raise ValueError(f"no rule of choice is called {choice!r}")
    ready = {party: Fraction((readiness or {}).get(party, 1)) for party in conflict.parties}
    for party, weight in ready.items():
        if weight <= 0:
            raise ValueError(f"the readiness of {party} must be above 0, not {weight}")
    can_leave = {
        party: own_departures(conflict, party, state)
        for party in conflict.parties
        if own_departures(conflict, party, state)
    }
    total = sum(ready[party] for party in can_leave)
    found: dict[int, Fraction] = {}
    for party, targets in can_leave.items():
        rank = conflict.ranks[party]
        if choice == "best":
            highest = max(rank[target] for target in targets)
            targets = frozenset(target for target in targets if rank[target] == highest)
        for target in targets:
            share = ready[party] / total / len(targets)
            found[target] = found.get(target, Fraction(0)) + share
    return found


def chain(
    conflict: Conflict,
    start: int,
    choice: str = "uniform",
    readiness: Mapping[str, int | Fraction] | None = None,
) -> Ending:
    """The chain of departures from a state, solved exactly.

    1. All states that the chain can come to from the start, and from each of them.
    2. A state that nobody leaves is absorbing; a set of states each of which leads to exactly
       the others and itself is a closed class. All other states are left for good at some time.
    3. For each such state s and each end C: x(s) = sum over t of p(s, t) x(t), where x is 1 on C
       and 0 on all other ends; and the expected steps m(s) = 1 + sum over t of p(s, t) m(t),
       where m is 0 on all ends.
    """
    rows: dict[int, dict[int, Fraction]] = {}
    waiting = [start]
    while waiting:
        state = waiting.pop()
        if state not in rows:
            rows[state] = next_states(conflict, state, choice, readiness)
            waiting.extend(rows[state])
    leads_to = {state: _leads_to(rows, state) for state in rows}
    ends = {
        leads_to[state]
        for state in rows
        if all(leads_to[after] == leads_to[state] for after in leads_to[state])
    }
    ended = frozenset().union(*ends)
    passing = [state for state in rows if state not in ended]

    matrix = [
        [Fraction(int(s == t)) - rows[s].get(t, Fraction(0)) for t in passing] for s in passing
    ]

    def into(end: frozenset[int]) -> Fraction:
        if start in ended:
            return Fraction(int(start in end))
        right = [sum((p for t, p in rows[s].items() if t in end), Fraction(0)) for s in passing]
        return solved(matrix, right)[passing.index(start)]

    expected = Fraction(0)
    if start not in ended:
        expected = solved(matrix, [Fraction(1)] * len(passing))[passing.index(start)]
    return Ending(
        absorbing={min(end): into(end) for end in ends if not rows[min(end)]},
        cycles={end: into(end) for end in ends if rows[min(end)]},
        steps=expected,
    )


def _leads_to(rows: Mapping[int, Mapping[int, Fraction]], state: int) -> frozenset[int]:
    """All states that the chain can be in after no or more steps."""
    found = {state}
    waiting = [state]
    while waiting:
        for after in rows[waiting.pop()]:
            if after not in found:
                found.add(after)
                waiting.append(after)
    return frozenset(found)


def solved(matrix: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    """The x with matrix x = right, by Gaussian elimination; the matrix has an inverse."""
    size = len(matrix)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(size):
        pivot = next(row for row in range(column, size) if rows[row][column] != 0)
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(size):
            if row != column and rows[row][column] != 0:
                factor = rows[row][column]
                rows[row] = [
                    value - factor * other
                    for value, other in zip(rows[row], rows[column], strict=True)
                ]
    return [row[size] for row in rows]
