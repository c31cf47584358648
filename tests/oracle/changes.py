"""Levers, types and precedents, applied to a copy of a situation's plain data.

Types come first, then precedents, then levers, each kind in file order (not in the order of the
call). Within one change the order of the keys means nothing: `drop` looks at the preferences as
the change finds them, then come `raise` and `lower`, and the rest do not touch each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from .case import Data, levels
from .expressions import as_text, parse


def apply(
    data: Data, types: Mapping[str, str], precedents: Iterable[str], levers: Iterable[str]
) -> Data:
    """A changed deep copy: `types` as {party: name of its type}, the others by name."""
    changed = deepcopy(data)
    chosen_precedents, chosen_levers = set(precedents), set(levers)
    _known(types, data.get("types"), "party with types")
    _known(chosen_precedents, data.get("precedents"), "precedent")
    _known(chosen_levers, data.get("levers"), "lever")
    for party, kinds in (data.get("types") or {}).items():
        if party in types:
            _known([types[party]], kinds, f"type of {party}")
            _change(changed, kinds[types[party]] or {}, party)
    for name, precedent in (data.get("precedents") or {}).items():
        if name in chosen_precedents:
            _change(changed, precedent or {}, None)
    for name, lever in (data.get("levers") or {}).items():
        if name in chosen_levers:
            _change(changed, lever or {}, None)
    return changed


def _known(wanted: Iterable[str], there: Mapping[str, Any] | None, what: str) -> None:
    for name in wanted:
        if name not in (there or {}):
            raise ValueError(f"no {what} is called {name}")


def _change(data: Data, change: Mapping[str, Any], party: str | None) -> None:
    """One change, in place. Within a type the party is known and need not be named."""

    def by_party(verb: str) -> dict[str, list[Any]]:
        said = change.get(verb)
        if said is None:
            return {}
        if party is not None and not isinstance(said, dict):
            said = {party: said}
        return {who: what if isinstance(what, list) else [what] for who, what in said.items()}

    for who, expressions in by_party("drop").items():
        _drop(data["parties"][who], expressions)
    for who, expressions in by_party("raise").items():
        _raise(data["parties"][who], expressions)
    for who, expressions in by_party("lower").items():
        _lower(data["parties"][who], expressions)
    for literal in change.get("forbid") or []:
        data["rules"] = [*(data.get("rules") or []), f"not ({as_text(literal)})"]
    for option in change.get("allow") or []:
        data["closed"] = [other for other in data.get("closed") or [] if other != option]
    for name in change.get("relax") or []:
        data["rules"] = [rule for rule in data.get("rules") or [] if _name(rule) != name]
    for literal in change.get("commit") or []:
        data["one_way"] = [*(data.get("one_way") or []), literal]
    if change.get("together"):
        data["_together"] = [*(data.get("_together") or []), list(change["together"])]


def _name(rule: Any) -> str | None:
    return rule.get("name") if isinstance(rule, dict) else None


def _raise(party: Data, expressions: list[Any]) -> None:
    """The party compares by these first, in their order, then as before."""
    key = "prefers" if party.get("ranking") is None else "_raised"
    party[key] = [*expressions, *(party.get(key) or [])]


def _lower(party: Data, expressions: list[Any]) -> None:
    """The party compares as before without these, then by them.

    Without them means wherever they stand, also among what an earlier change raised or lowered;
    one that stands nowhere is no error. The places of a ranking stay as they are.
    """
    keys = ["prefers"] if party.get("ranking") is None else ["_raised", "_lowered"]
    for level in levels(expressions):
        for expression, _ in level:
            for key in keys:
                party[key], _ = _without(party.get(key) or [], expression)
    party[keys[-1]] = [*(party.get(keys[-1]) or []), *expressions]


def _drop(party: Data, expressions: list[Any]) -> None:
    """The party compares without these; each must stand somewhere, alone or in a tie."""
    if party.get("ranking") is not None:
        raise ValueError("a ranking has no statements to drop")
    for level in levels(expressions):
        for expression, _ in level:
            party["prefers"], found = _without(party.get("prefers") or [], expression)
            if not found:
                raise ValueError(f"no statement parses the same as {expression!r}")


def _without(prefers: list[Any], expression: str) -> tuple[list[Any], bool]:
    """The statements without every one that parses the same, and whether there was any.

    A tie loses the member; a tie without members is no level any more.
    """
    kept: list[Any] = []
    found = False
    for item, level in zip(prefers, levels(prefers), strict=True):
        members = item if isinstance(item, list) else [item]
        staying = [
            member
            for member, (text, _) in zip(members, level, strict=True)
            if parse(text) != parse(expression)
        ]
        found = found or len(staying) < len(members)
        if len(staying) == len(members):
            kept.append(item)
        elif staying:
            kept.append(staying)
    return kept, found
