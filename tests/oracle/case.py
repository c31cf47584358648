"""From the plain data of a situation.yaml to a Conflict, by the definitions of the file format.

The data are taken to be valid, except for what depends on the feasible states: there may be
none, `now` may not be among them, and a ranking may leave one of them out. Each has its own
error, since a change can bring it about in a file that is right as written.

Private keys, which only `changes.apply` writes: a party's `_raised` and `_lowered` (levels that a
ranking is compared by before and after the ranking itself) and the situation's `_together`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from .conflict import Conflict
from .expressions import as_text, evaluate, literal

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
    """The expression behind each term and each named state: one name space."""
    both = {**(data.get("terms") or {}), **(data.get("states") or {})}
    return {name: as_text(value) for name, value in both.items()}


def rules(data: Data) -> list[str]:
    """What must hold in every feasible state; a rule with a probability holds as written."""
    return [
        as_text(rule["rule"] if isinstance(rule, dict) else rule)
        for rule in data.get("rules") or []
    ]


def feasible_states(data: Data) -> tuple[int, ...]:
    """The states that break no rule and take no closed option, in increasing order of id."""
    numbered = options(data)
    defined = names(data)
    required = rules(data)
    closed = set(data.get("closed") or [])
    found = []
    for state in range(2 ** len(numbered)):
        taken = taken_in(state, numbered)
        if not taken & closed and all(evaluate(rule, taken, defined) for rule in required):
            found.append(state)
    return tuple(found)


def taken_in(state: int, numbered: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """The options that a state takes."""
    return frozenset(name for bit, (_, name) in enumerate(numbered) if state >> bit & 1)


def levels(prefers: Any) -> list[list[str]]:
    """The statements of a party, most important level first; a level of several is a tie."""

    def statement(item: Any) -> str:
        return as_text(item["want"] if isinstance(item, dict) else item)

    return [
        [statement(member) for member in item] if isinstance(item, list) else [statement(item)]
        for item in prefers or []
    ]


def positions(
    ranking: list[Any], feasible: tuple[int, ...], satisfies: Callable[[int, str], bool]
) -> dict[int, int]:
    """How far from the top of a ranking each feasible state stands: 0 is the best place.

    An entry is a state's id, an expression (all states that satisfy it and stand at no earlier
    entry), or a list of these, which is a tie. A state that an expression has placed and that a
    later entry names by id keeps its first place. Ids of states that are not feasible are
    passed over.
    """
    place: dict[int, int] = {}
    named: set[int] = set()
    for position, entry in enumerate(ranking):
        for member in entry if isinstance(entry, list) else [entry]:
            if isinstance(member, int) and not isinstance(member, bool):
                if member in named:
                    raise BadRanking(f"state {member} is named twice")
                named.add(member)
                standing = {member}
            else:
                standing = {s for s in feasible if satisfies(s, as_text(member))}
            for state in standing:
                place.setdefault(state, position)
    missing = [state for state in feasible if state not in place]
    if missing:
        raise BadRanking(f"the ranking leaves out {missing}")
    return {state: place[state] for state in feasible}


def ranks_of(
    party: Data, feasible: tuple[int, ...], satisfies: Callable[[int, str], bool]
) -> dict[int, int]:
    """P_i: 1 for the worst states, one more for each better class.

    Two states are compared level by level, most important first; on a level the number of true
    statements counts. A ranking is one such level, on which the place counts.
    """

    def count(state: int, level: list[str]) -> int:
        return sum(satisfies(state, statement) for statement in level)

    if party.get("ranking") is not None:
        place = positions(party["ranking"], feasible, satisfies)
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


def read(data: Data) -> Conflict:
    """The conflict that a situation describes, as written: no change is applied."""
    numbered = options(data)
    defined = names(data)
    feasible = feasible_states(data)
    if not feasible:
        raise NoFeasibleState("no state satisfies the rules")

    now: int | None = None
    if data.get("now") is not None:
        bits = {name: 1 << bit for bit, (_, name) in enumerate(numbered)}
        now = sum(bits[name] for name in set(data["now"]))
        if now not in feasible:
            raise NowInfeasible(f"now is state {now}, which is not feasible")

    def satisfies(state: int, expression: str) -> bool:
        return evaluate(expression, taken_in(state, numbered), defined)

    bodies = {party: body or {} for party, body in data["parties"].items()}
    return Conflict(
        parties=tuple(bodies),
        options=numbered,
        feasible=feasible,
        ranks={party: ranks_of(body, feasible, satisfies) for party, body in bodies.items()},
        one_way=tuple(literal(as_text(text)) for text in data.get("one_way") or []),
        now=now,
        behaviour={party: concept_of(body) for party, body in bodies.items()},
        together=tuple(tuple(group) for group in data.get("_together") or []),
    )
