"""From the plain data of a situation.yaml to a Conflict, by the definitions of the file format.

In graph form a state's key is a name that is true in that state only. Internally it stands for
`graph.KEY`, of which exactly one is true in each state, as if it were an option taken.

Where states are coalesced (`same`), statements, terms, rankings and named states are read in the
lowest of them, rules in each, and moves are judged on each.

The data are taken to be valid, except for what depends on the feasible states: there may be
none, `now` may not be among them, and a ranking may leave one of them out. Each has its own
error, since a change can bring it about in a file that is right as written.

Private keys, which only `changes.apply` writes: a party's `_raised` and `_lowered` (levels that a
ranking is compared by before and after the ranking itself) and the situation's `_together`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from .conflict import Conflict
from .expressions import as_text, evaluate, literal
from .transitions import Satisfies, arcs, coalesced, forbidden, keys, shared

Data = dict[str, Any]


class NoFeasibleState(ValueError):
    """The rules leave no state."""


class NowInfeasible(ValueError):
    """`now` breaks a rule or takes a closed option."""


class BadRanking(ValueError):
    """A ranking leaves a feasible state out, or names a state twice by id."""


def load(path: str | Path) -> Data:
    """The plain data of a YAML file."""
    data: Data = YAML(typ="safe", pure=True).load(Path(path))
    return data


def options(data: Data) -> tuple[tuple[str, str], ...]:
    """(party, "party.option") in file order, party by party; the first is the lowest bit."""
    return tuple(
        (party, f"{party}.{option}")
        for party, body in data["parties"].items()
        for option in ((body or {}).get("options") or {})
    )


def names(data: Data) -> dict[str, str]:
    """The expression behind each term, each named state and each key of a graph: one name
    space."""
    graph = {key: f"graph.{key}" for key in keys(data)}
    both = {**(data.get("terms") or {}), **(data.get("states") or {})}
    return {**{name: as_text(value) for name, value in both.items()}, **graph}


def rules(data: Data) -> list[str]:
    """What must hold in every feasible state; a rule with a probability holds as written."""
    return [
        as_text(rule["rule"] if isinstance(rule, dict) else rule)
        for rule in data.get("rules") or []
    ]


def feasible_states(data: Data) -> tuple[int, ...]:
    """The states that break no rule and take no closed option, in increasing order of id; states
    that are coalesced each count."""
    true_in = assignments(data)
    satisfies = reader(data)
    required = rules(data)
    closed = set(data.get("closed") or [])
    count = len(keys(data)) if data.get("graph") else 2 ** len(options(data))
    return tuple(
        state
        for state in range(count)
        if not true_in(state) & closed and all(satisfies(state, rule) for rule in required)
    )


def classes(data: Data) -> dict[int, tuple[int, ...]]:
    """All members of each state, by their lowest id: more than one where `same` coalesces."""
    return coalesced(data.get("same") or [], feasible_states(data), reader(data))


def assignments(data: Data) -> Callable[[int], frozenset[str]]:
    """What is true in a state: the options that it takes; in graph form its key, as graph.KEY."""
    numbered = options(data)
    named = keys(data)

    def true_in(state: int) -> frozenset[str]:
        return frozenset({f"graph.{named[state]}"}) if named else taken_in(state, numbered)

    return true_in


def reader(data: Data) -> Satisfies:
    """Whether an expression is true in a state."""
    defined = names(data)
    true_in = assignments(data)

    def satisfies(state: int, expression: str) -> bool:
        return evaluate(expression, true_in(state), defined)

    return satisfies


def taken_in(state: int, numbered: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """The options that a state takes."""
    return frozenset(name for bit, (_, name) in enumerate(numbered) if state >> bit & 1)


def levels(prefers: Any) -> list[list[tuple[str, Fraction]]]:
    """The statements of a party with their weights, most important level first; a level of
    several is a tie."""

    def statement(item: Any) -> tuple[str, Fraction]:
        if not isinstance(item, dict):
            return as_text(item), Fraction(1)
        return as_text(item["want"]), Fraction(str(item.get("weight", 1)))

    return [
        [statement(member) for member in item] if isinstance(item, list) else [statement(item)]
        for item in prefers or []
    ]


def by_id(member: Any) -> int | None:
    """The state that an entry of a ranking names by its id; None if it is an expression."""
    return member if isinstance(member, int) and not isinstance(member, bool) else None


def positions(
    ranking: list[Any],
    feasible: tuple[int, ...],
    satisfies: Satisfies,
    names_state: Callable[[Any], int | None] = by_id,
) -> dict[int, int]:
    """How far from the top of a ranking each feasible state stands: 0 is the best place.

    An entry is a state's id (in graph form also its key), an expression (all states that satisfy
    it and stand at no earlier entry), or a list of these, which is a tie. A state that an
    expression has placed and that a later entry names by id keeps its first place. Ids of states
    that are not feasible are passed over.
    """
    place: dict[int, int] = {}
    named: set[int] = set()
    for position, entry in enumerate(ranking):
        for member in entry if isinstance(entry, list) else [entry]:
            one = names_state(member)
            if one is not None:
                if one in named:
                    raise BadRanking(f"state {one} is named twice")
                named.add(one)
                standing = {one}
            else:
                standing = {s for s in feasible if satisfies(s, as_text(member))}
            for state in standing:
                place.setdefault(state, position)
    missing = [state for state in feasible if state not in place]
    if missing:
        raise BadRanking(f"the ranking leaves out {missing}")
    return {state: place[state] for state in feasible}


def ranks_of(
    party: Data,
    feasible: tuple[int, ...],
    satisfies: Satisfies,
    names_state: Callable[[Any], int | None] = by_id,
) -> dict[int, int]:
    """P_i: 1 for the worst states, one more for each better class.

    Two states are compared level by level, most important first; on a level the weights of the
    true statements count, 1 each unless given. A ranking is one such level, on which the place
    counts.
    """

    def count(state: int, level: list[tuple[str, Fraction]]) -> Fraction:
        return sum(
            (weight for statement, weight in level if satisfies(state, statement)), Fraction(0)
        )

    if party.get("ranking") is not None:
        place = positions(party["ranking"], feasible, satisfies, names_state)
        keys = {
            state: (
                *(count(state, level) for level in levels(party.get("_raised"))),
                -place[state],
                *(count(state, level) for level in levels(party.get("_lowered"))),
            )
            for state in feasible
        }
    else:
        statements = levels(party.get("prefers"))
        keys = {state: tuple(count(state, level) for level in statements) for state in feasible}
    classes = sorted(set(keys.values()))
    return {state: classes.index(keys[state]) + 1 for state in feasible}


def concept_of(party: Data) -> str:
    """How far a party looks ahead: the first of a list, seq unless given."""
    behaviour = party.get("behaviour") or "seq"
    return str(behaviour[0] if isinstance(behaviour, list) else behaviour)


def today(data: Data, members: Mapping[int, tuple[int, ...]]) -> int | None:
    """The id of `now`, for coalesced states the lowest one; None if the file names no `now`."""
    if data.get("now") is None:
        return None
    if data.get("graph"):
        now = keys(data).index(data["now"])
    else:
        bits = {name: 1 << bit for bit, (_, name) in enumerate(options(data))}
        now = sum(bits[name] for name in set(data["now"]))
    for state, group in members.items():
        if now in group:
            return state
    raise NowInfeasible(f"now is state {now}, which is not feasible")


def read(data: Data) -> Conflict:
    """The conflict that a situation describes, as written: no change is applied."""
    members = classes(data)
    if not members:
        raise NoFeasibleState("no state satisfies the rules")
    now = today(data, members)
    satisfies = reader(data)
    standing_for = {member: state for state, group in members.items() for member in group}
    ids = {key: state for state, key in enumerate(keys(data))}

    def names_state(entry: Any) -> int | None:
        state = ids.get(entry) if isinstance(entry, str) else by_id(entry)
        return None if state is None else standing_for.get(state, state)

    feasible = tuple(members)
    bodies = {party: body or {} for party, body in data["parties"].items()}
    return Conflict(
        parties=tuple(bodies),
        options=options(data),
        feasible=feasible,
        ranks={
            party: ranks_of(body, feasible, satisfies, names_state)
            for party, body in bodies.items()
        },
        one_way=tuple(literal(as_text(text)) for text in data.get("one_way") or []),
        now=now,
        behaviour={party: concept_of(body) for party, body in bodies.items()},
        together=tuple(tuple(group) for group in data.get("_together") or []),
        shared=shared(data),
        no_move=forbidden(data, standing_for, satisfies),
        classes=members,
        keys=keys(data),
        arcs=arcs(data),
    )
