"""What a situation says about moves beyond who owns which option: forbidden transitions, shared
options, states that are one state, and the graph form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .expressions import as_text

Satisfies = Callable[[int, str], bool]


def keys(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the states in graph form, in the order of their ids; none in option form."""
    return tuple((data.get("graph") or {}).get("states") or {})


def arcs(data: Mapping[str, Any]) -> Mapping[str, frozenset[tuple[int, int]]] | None:
    """Each party's arcs (before, after) as ids; None in option form."""
    if not data.get("graph"):
        return None
    ids = {key: state for state, key in enumerate(keys(data))}
    return {
        party: frozenset((ids[before], ids[after]) for before, after in pairs or [])
        for party, pairs in (data["graph"].get("moves") or {}).items()
    }


def shared(data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """(party, "other.option") for each party that may change an option of another one."""
    return tuple(
        (party, f"{owner}.{option}")
        for owner, body in data["parties"].items()
        for option, told in ((body or {}).get("options") or {}).items()
        if isinstance(told, dict)
        for party in told.get("also") or []
    )


def forbidden(
    data: Mapping[str, Any], feasible: Iterable[int], satisfies: Satisfies
) -> tuple[tuple[str, frozenset[int], frozenset[int]], ...]:
    """(party, before, after) for each entry of `no_move`: the feasible states with `from`, and
    those with `to`; an expression that is missing is true everywhere."""
    states = tuple(feasible)

    def where(entry: Mapping[str, Any], end: str) -> frozenset[int]:
        text = "true" if entry.get(end) is None else as_text(entry[end])
        return frozenset(state for state in states if satisfies(state, text))

    return tuple(
        (entry["by"], where(entry, "from"), where(entry, "to"))
        for entry in data.get("no_move") or []
    )


def coalesced(
    expressions: Iterable[Any], feasible: Iterable[int], satisfies: Satisfies
) -> dict[int, tuple[int, ...]]:
    """The classes of states that are one state, by their lowest id.

    All states that satisfy an expression are one; so are two groups that have a state in common.
    Every other state is a class of its own.
    """
    states = tuple(feasible)
    groups = [{state} for state in states]
    for expression in expressions:
        group = {state for state in states if satisfies(state, as_text(expression))}
        touched = [other for other in groups if other & group]
        if touched:
            groups = [other for other in groups if not other & group]
            groups.append(group.union(*touched))
    return {min(group): tuple(sorted(group)) for group in sorted(groups, key=min)}
