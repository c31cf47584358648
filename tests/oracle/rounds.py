"""What an outcome changes for the next talks: precedents, round by round.

A node is a set of precedents in force and a state to start from. In round 1 none is in force and
the start is `now`. From a node the next round has, for each equilibrium of the profile of its
model that an own, improving or joint path from its start leads to, a node with the precedents
added whose `after` is true there, and with that equilibrium as its start. Precedents stay in
force for good. A node that was there in this or an earlier round is not there again.

Types and levers, where some are chosen, apply in every round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .case import BadRanking, Data, NoFeasibleState, read, reader
from .changes import apply
from .conflict import Conflict
from .evolution import best_kind
from .expressions import as_text
from .mediation import holds

Key = tuple[frozenset[str], int]


@dataclass(frozen=True)
class Node:
    """A set of precedents in force and a start, and where that leads.

    `equilibria` gives each reachable equilibrium with the best kind of path to it, and `leads_to`
    the key (precedents in force, start) of the node that follows each. `problem` says why there
    are none: "start", if the start is not feasible in the changed model, or "model", if the
    precedents cannot be applied together, leave no feasible state or make a state feasible that a
    ranking leaves out.

    Of coalesced states `start` is the lowest in the changed model.
    """

    in_force: frozenset[str]
    start: int
    equilibria: Mapping[int, str]
    leads_to: Mapping[int, Key]
    problem: str | None = None


def rounds(
    data: Data,
    number: int = 3,
    types: Mapping[str, str] | None = None,
    levers: Iterable[str] = (),
) -> list[list[Node]]:
    """The new nodes of each round, at most `number` of rounds and none without new nodes; within
    a round ordered by the precedents in force (fewer first, then in file order) and the start."""
    chosen = tuple(levers)
    now = read(apply(data, types or {}, [], chosen)).now
    if now is None:
        raise ValueError("without `now` nothing starts from today")
    order = list(data.get("precedents") or {})

    def place(key: Key) -> tuple[int, list[int], int]:
        in_force, start = key
        return len(in_force), sorted(order.index(name) for name in in_force), start

    found: list[list[Node]] = []
    seen: set[Key] = set()
    waiting: set[Key] = {(frozenset(), now)}
    while waiting and len(found) < number:
        nodes = [expanded(data, *key, types or {}, chosen) for key in sorted(waiting, key=place)]
        seen |= waiting
        found.append(nodes)
        waiting = {key for node in nodes for key in node.leads_to.values()} - seen
    return found


def expanded(
    data: Data,
    in_force: frozenset[str],
    start: int,
    types: Mapping[str, str],
    levers: Iterable[str],
) -> Node:
    """The node, with the equilibria that can be reached in it and what each leads to."""
    chosen = tuple(levers)
    model = _model(data, in_force, types, chosen)
    if model is None:
        return Node(in_force, start, {}, {}, "model")
    changed, conflict = model
    here = conflict.representative(start)
    if here is None:
        return Node(in_force, start, {}, {}, "start")
    kinds = {s: best_kind(conflict, here, s) for s in conflict.feasible if holds(conflict, s)}
    equilibria = {state: kind for state, kind in kinds.items() if kind is not None}
    satisfies = reader(changed)
    leads_to: dict[int, Key] = {}
    for state in equilibria:
        added = {
            name
            for name, precedent in (data.get("precedents") or {}).items()
            if satisfies(state, as_text(precedent["after"]))
        }
        following = in_force | added
        leads_to[state] = (following, _start(data, following, types, chosen, state))
    return Node(in_force, here, equilibria, leads_to)


def _model(
    data: Data, in_force: Iterable[str], types: Mapping[str, str], levers: Iterable[str]
) -> tuple[Data, Conflict] | None:
    """The changed data and their conflict, without `now`; None if there is none."""
    try:
        changed = apply(data, types, in_force, levers)
    except ValueError:
        return None
    try:
        return changed, read({**changed, "now": None})
    except (NoFeasibleState, BadRanking):
        return None


def _start(
    data: Data,
    in_force: frozenset[str],
    types: Mapping[str, str],
    levers: Iterable[str],
    state: int,
) -> int:
    """The state that this one counts as where these precedents are in force; the state itself if
    it is not feasible there."""
    model = _model(data, in_force, types, levers)
    here = None if model is None else model[1].representative(state)
    return state if here is None else here
