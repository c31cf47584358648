"""A change as the entry of a lever: plain data, in the verbs of the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goodoffices.model.change import Change, Literal
from goodoffices.model.expression import bare
from goodoffices.model.preference import Level, Statement


def lever_data(change: Change, does: str, by: Sequence[str]) -> dict[str, Any]:
    """What stands under the lever's name; keys without anything are left out."""
    every = {
        "does": does,
        "by": list(by),
        "raise": {party: [_level(one) for one in levels] for party, levels in change.raised},
        "lower": {party: [_level(one) for one in levels] for party, levels in change.lowered},
        "drop": _dropped(change),
        "forbid": [_literal(one) for one in change.forbid],
        "allow": list(change.allow),
        "relax": list(change.relax),
        "commit": [_literal(one) for one in change.commit],
        "together": list(change.together),
        "because": "assumption" if change.because == ("assumption",) else list(change.because),
    }
    return {key: value for key, value in every.items() if value}


def _dropped(change: Change) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for party, want in change.dropped:
        found.setdefault(party, []).append(bare(want))
    return found


def _literal(one: Literal) -> str:
    name, value = one
    return name if value else f"not {name}"


def _level(level: Level) -> Any:
    written = [_statement(one) for one in level.statements]
    return written[0] if len(written) == 1 else written


def _statement(one: Statement) -> Any:
    """As short as it can be written without losing anything."""
    data: dict[str, Any] = {"want": bare(one.want)}
    if one.because:
        data["because"] = "assumption" if one.because == ("assumption",) else list(one.because)
    if one.sure.phi is not None:
        data["sure"] = {"phi": one.sure.phi}
    elif one.sure.word not in ("", "firm"):
        data["sure"] = one.sure.word
    if one.weight != 1:
        data["weight"] = str(one.weight)
    return data["want"] if len(data) == 1 else data
