"""The answer of `solve`, as the definitions give it.

The shape is the one that `goodoffices solve --format json` prints, without `goodoffices` and
`digest`, with all feasible states. Of coalesced states the representative is listed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .case import Data, read
from .concepts import FIVE, concept
from .conflict import Conflict


def reachable(conflict: Conflict) -> frozenset[int]:
    """The states that an improving path leads to from today; today itself is one of them.

    Every step of an improving path is an improvement for its mover, or a joint step of a group
    that may move as one. Unlike in a sanction, a party may take two steps in a row.
    """
    if conflict.now is None:
        raise ValueError("without `now` nothing starts from today")
    found = {conflict.now}
    waiting = [conflict.now]
    while waiting:
        state = waiting.pop()
        steps = [conflict.improvements(party, state) for party in conflict.parties]
        steps += [conflict.joint_steps(group, state) for group in conflict.together]
        for after in frozenset().union(*steps) - found:
            found.add(after)
            waiting.append(after)
    return frozenset(found)


def dominated(conflict: Conflict, state: int) -> bool:
    """Whether another feasible state is better for every party, also for the indifferent ones."""
    return any(
        all(
            conflict.ranks[party][other] > conflict.ranks[party][state]
            for party in conflict.parties
        )
        for other in conflict.feasible
    )


def dense(ranks: dict[int, int]) -> dict[int, int]:
    """The same order with 1 for the worst states and one more for each better class."""
    classes = sorted(set(ranks.values()))
    return {state: classes.index(rank) + 1 for state, rank in ranks.items()}


def solve(data: Data, concepts: Iterable[str] = FIVE) -> dict[str, Any]:
    """Every feasible state with its verdicts, and the heading around them.

    `concepts` names those whose verdicts are listed; a party's behaviour may be another one. In
    graph form each state also has its key as `name`.
    """
    conflict = read(data)
    wanted = list(concepts)
    ranks = {party: dense(dict(conflict.ranks[party])) for party in conflict.parties}
    improving = None if conflict.now is None else reachable(conflict)
    states = []
    for state in conflict.feasible:
        taken = conflict.taken(state)
        stable = {
            name: [party for party in conflict.parties if concept(name)(conflict, party, state)]
            for name in wanted
        }
        equilibrium = [name for name in wanted if stable[name] == list(conflict.parties)]
        if all(
            concept(conflict.behaviour[party])(conflict, party, state) for party in conflict.parties
        ):
            equilibrium.append("profile")
        entry: dict[str, Any] = {
            "id": state,
            "yes": [name for _, name in conflict.options if name in taken],
            "ranks": {party: ranks[party][state] for party in conflict.parties},
            "stable": stable,
            "equilibrium": equilibrium,
            "dominated": dominated(conflict, state),
        }
        if conflict.keys:
            entry["name"] = conflict.keys[state]
        if improving is not None:
            entry["reachable"] = "improving" if state in improving else None
        states.append(entry)
    return {
        "title": data["title"],
        "parties": list(conflict.parties),
        "options": [name for _, name in conflict.options],
        "concepts": wanted,
        "behaviour": dict(conflict.behaviour),
        "n_states": len(conflict.feasible),
        "states": states,
    }
