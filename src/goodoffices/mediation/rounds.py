"""Rounds of talks: what an outcome changes for the next one.

A round is (precedents in force, starting state). Round 1: none, and today. For each equilibrium of
the behaviour profile that is reachable in a round (own, improving or joint), the next round has the
precedents whose ``after`` holds there added for good, and starts there. What was seen is not
expanded again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from goodoffices.errors import RequestError
from goodoffices.evolution.kinds import REACHABLE, Paths
from goodoffices.mediation.packages import in_profile
from goodoffices.model.apply import Variant
from goodoffices.model.situation import Situation
from goodoffices.moves.base import Moves
from goodoffices.moves.build import moves_of
from goodoffices.progress import Progress, silent

MOST_NODES = 2_000

Key = tuple[tuple[str, ...], int]
"""Precedents in force, in file order, and the id of the starting state."""


@dataclass(frozen=True)
class Outcome:
    """An equilibrium of a round: ``kind`` of path, None where it cannot be reached; ``leads_to``:
    the next round; ``because``: precedents in force that are enough for it to be an equilibrium
    (none of them can be left out), empty where it is one without any."""

    id: int
    yes: tuple[str, ...]
    kind: str | None
    leads_to: Key | None
    because: tuple[str, ...]


@dataclass(frozen=True)
class Node:
    """One round. ``problem``: why it was not played, empty where it was."""

    round: int
    in_force: tuple[str, ...]
    start: int
    outcomes: tuple[Outcome, ...]
    problem: str = ""


@dataclass(frozen=True)
class RoundsResult:
    """The rounds, each with its nodes; fewer than asked for where nothing new comes."""

    situation: Situation
    rounds: tuple[tuple[Node, ...], ...]

    def because_of_earlier(self) -> list[tuple[Node, Outcome]]:
        """The reachable outcomes that hold only because of an earlier one."""
        return [
            (node, one)
            for nodes in self.rounds
            for node in nodes
            for one in node.outcomes
            if one.because and one.kind is not None
        ]

    def as_dict(self) -> dict[str, object]:
        """Plain data for ``--format json``."""
        return self.situation.question() | {
            "rounds": [[_node_dict(node) for node in nodes] for nodes in self.rounds]
        }


def rounds(variant: Variant, most: int = 3, progress: Progress = silent) -> RoundsResult:
    """Up to ``most`` rounds. Raises ``RequestError`` without a status quo or precedents."""
    if most < 1:
        raise RequestError(f"{most} rounds are asked for; expected one or more")
    situation = variant.situation()
    if not situation.precedents:
        raise RequestError("the file has no precedents:, so every round is like the first")
    if situation.now is None:
        raise RequestError("the file gives no status quo; add now: to say where the talks start")
    base = moves_of(situation)
    assert base.space.now is not None
    alone = _equilibria(base)
    first: Key = ((), int(base.space.ids[base.space.now]))
    seen = {first}
    open_ = [first]
    found: list[tuple[Node, ...]] = []
    for number in range(1, most + 1):
        nodes = []
        following: list[Key] = []
        for at, key in enumerate(open_):
            progress(f"round {number}", at, len(open_))
            node = _played(variant, number, key, alone)
            nodes.append(node)
            for outcome in node.outcomes:
                if outcome.leads_to is not None and outcome.leads_to not in seen:
                    seen.add(outcome.leads_to)
                    following.append(outcome.leads_to)
            if len(seen) > MOST_NODES:
                raise RequestError(
                    f"more than {MOST_NODES:,} rounds come up; ask for fewer with --rounds"
                )
        if nodes:
            found.append(tuple(nodes))
        open_ = following
    return RoundsResult(situation, tuple(found))


def _played(variant: Variant, number: int, key: Key, alone: set[int]) -> Node:
    in_force, start = key
    situation = variant.base
    try:
        changed = variant.situation(precedents=in_force)
        moves = moves_of(_started(changed, start))
    except RequestError as error:
        return Node(number, in_force, start, (), str(error))
    begin = moves.space.position(start)
    if begin is None:
        return Node(number, in_force, start, (), "the outcome that it starts from is not feasible")
    paths = Paths(moves, begin)
    held = np.flatnonzero(in_profile(moves)).tolist()
    outcomes = []
    for at in held:
        kind = next(
            (k for k in REACHABLE if k in paths.kinds() and paths.walk(k).before[at] >= 0), None
        )
        new = _after(situation, moves, at)
        leads = None
        if kind is not None:
            force = tuple(p.id for p in situation.precedents if p.id in (*in_force, *new))
            leads = (force, int(moves.space.ids[at]))
        state = int(moves.space.ids[at])
        because = _because(variant, in_force, state) if state not in alone else ()
        outcomes.append(Outcome(state, moves.space.yes(at), kind, leads, because))
    return Node(number, in_force, start, tuple(outcomes))


def _started(situation: Situation, start: int) -> Situation:
    """The situation as if nothing were done today: a round starts where the last one ended."""

    return replace(situation, now=None)


def _after(situation: Situation, moves: Moves, position: int) -> list[str]:
    return [p.id for p in situation.precedents if moves.space.truth(p.after)[position]]


def _equilibria(moves: Moves) -> set[int]:
    return set(moves.space.ids[in_profile(moves)].tolist())


def _because(variant: Variant, in_force: tuple[str, ...], state: int) -> tuple[str, ...]:
    """Precedents in force that are enough for the state to be an equilibrium, none too many.

    One after the other is left out if the state holds without it.
    """
    enough = list(in_force)
    for one in in_force:
        rest = [other for other in enough if other != one]
        try:
            moves = moves_of(_started(variant.situation(precedents=rest), state))
        except RequestError:
            continue
        if state in _equilibria(moves):
            enough = rest
    return tuple(enough)


def _node_dict(node: Node) -> dict[str, object]:
    told: dict[str, object] = {
        "round": node.round,
        "precedents": list(node.in_force),
        "start": node.start,
        "outcomes": [
            {
                "state": one.id,
                "yes": list(one.yes),
                "reachable": one.kind,
                "leads_to": None
                if one.leads_to is None
                else {"precedents": list(one.leads_to[0]), "start": one.leads_to[1]},
                "because": list(one.because),
            }
            for one in node.outcomes
        ],
    }
    return told | ({"problem": node.problem} if node.problem else {})
