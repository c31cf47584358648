"""Situation → ``.gmcr``: rules as infeasible patterns, preferences as conditions or as rankings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from goodoffices.errors import RequestError, TooLargeError
from goodoffices.files import write_whole
from goodoffices.formats.foreign import id_of
from goodoffices.formats.lost import beyond_options
from goodoffices.formats.meaning import Checked
from goodoffices.formats.patterns import Pattern, patterns
from goodoffices.model.expression import Count, Expression
from goodoffices.model.party import Option, Party
from goodoffices.model.preference import Level
from goodoffices.model.situation import Situation
from goodoffices.ranks import ranks
from goodoffices.version import VERSION

MOST_RANKED = 2_000_000
"""States times parties in rankings: the file has one number for each."""

DIRECTION: dict[tuple[bool, ...], str] = {(True,): "fwd", (False,): "back"}


def save(checked: Checked, path: Path) -> tuple[str, ...]:
    """Writes the file and returns, in words, what it cannot say. Raises ``RequestError``."""
    data, lost = document(checked)
    write_whole(path, json.dumps(data, ensure_ascii=False) + "\n")
    return lost


def document(checked: Checked) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The plain data of the file, and what it cannot say."""
    situation = checked.situation
    if situation.graph is not None:
        raise RequestError("a model in graph form has no options, and a .gmcr file nothing else")
    kept = json.loads(situation.kept).get("gmcr", {}) if situation.kept else {}
    by_statements = all(_expressible(situation, party) for party in situation.parties)
    data: dict[str, Any] = dict(kept.get("unknown", {}))
    data |= {
        "program": "goodoffices",
        "version": VERSION,
        "title": situation.title,
        "options": [_option(situation, kept, option) for option in situation.options],
        "infeasibles": _with_unknown(list(_infeasibles(situation)), kept, "infeasibles"),
        "useManualPreferenceRanking": not by_statements,
        "decisionMakers": [
            _maker(checked, kept, party, by_statements) for party in situation.parties
        ],
        "coalitions": kept.get("coalitions", list(range(len(situation.parties)))),
    }
    lost = list(beyond_options(situation))
    if not by_statements and any(p.preference.statements() for p in situation.parties):
        lost.append(
            "statements: all preferences are written as rankings, because one party has a ranking "
            "or weights and the file has one way for all"
        )
    if not by_statements and situation.order:
        lost.append(
            "a warning to readers: gmcr-py 0.4 puts the options of each party together before it "
            "numbers states, and would read these rankings otherwise"
        )
    return data, tuple(lost)


def _option(situation: Situation, kept: dict[str, Any], option: Option) -> dict[str, Any]:
    values = tuple(sorted({value for name, value in situation.one_way if name == option.name}))
    data: dict[str, Any] = dict(kept.get("options", {}).get(option.name, {}).get("unknown", {}))
    name = kept.get("options", {}).get(option.name, {}).get("name", option.does)
    data |= {"name": name, "permittedDirection": DIRECTION.get(values, "both")}
    if id_of(name, "option") != option.id:
        data["id"] = option.id
    if option.also:  # who owns an option that several list cannot be told from their lists
        data["party"] = option.party
    return data


def _with_unknown(conditions: list[Any], kept: dict[str, Any], key: str) -> list[Any]:
    """Conditions with the unknown keys that they had, where they are still as many."""
    unknown = kept.get(f"{key}_unknown", {})
    for at, more in unknown.items():
        if int(at) < len(conditions):
            one = conditions[int(at)]
            plain = one if isinstance(one, dict) else {"compound": True, "members": [one]}
            conditions[int(at)] = {**more, **plain}
    return conditions


def _maker(
    checked: Checked, kept: dict[str, Any], party: Party, by_statements: bool
) -> dict[str, Any]:
    situation = checked.situation
    own = kept.get("decisionMakers", {}).get(party.id, {})
    data: dict[str, Any] = dict(own.get("unknown", {}))
    data["name"] = own.get("name", party.name)
    if id_of(data["name"], "party") != party.id:
        data["id"] = party.id
    bits = situation.option_bits
    data["options"] = [bits[name] for name in situation.controlled[party.id]]
    if _expressible(situation, party):
        conditions = [
            condition
            for want in _wanted(party)
            for condition in _condition(situation, patterns(want, situation.names))
        ]
        data["preferences"] = _with_unknown(conditions, own, "preferences")
    else:
        data["preferences"] = own.get("preferences", [])
    if not by_statements:
        data["preferenceRanking"] = _ranking(checked, party)
    else:
        data |= own.get("rankings", {})
    data["misperceptions"] = own.get("misperceptions", [])
    return data


def _expressible(situation: Situation, party: Party) -> bool:
    """Whether conditions one after the other say it all: no rankings, no endless ones."""
    for criterion in party.preference.criteria:
        if not isinstance(criterion, Level) or criterion.weighted:
            return False
    try:
        for want in _wanted(party):
            patterns(want, situation.names)
    except TooLargeError:
        return False
    return True


def _wanted(party: Party) -> Iterator[Expression]:
    """Conditions in order of importance that say what the levels say.

    Of k tied statements more is better: at least 1 of them, then at least 2, … then all k order
    states exactly as the number of them that are true.
    """
    for criterion in party.preference.criteria:
        if isinstance(criterion, Level):
            wants = tuple(statement.want for statement in criterion.statements)
            for number in range(1, len(wants) + 1):
                yield wants[0] if len(wants) == 1 else Count("at least", number, wants)


def _infeasibles(situation: Situation) -> Iterator[object]:
    for rule in situation.rules:
        yield from _condition(situation, patterns(rule.holds, situation.names, holds=False))
    for name in situation.closed:
        yield [[situation.option_bits[name], "Y"]]


def _condition(situation: Situation, found: Sequence[Pattern]) -> Iterator[object]:
    """One condition, or none for what is true or false everywhere and so tells nothing apart."""
    bits = situation.option_bits
    members = [[[bits[name], "Y" if value else "N"] for name, value in p.items()] for p in found]
    if members and all(members):
        yield members[0] if len(members) == 1 else {"compound": True, "members": members}


def _ranking(checked: Checked, party: Party) -> list[int | list[int]]:
    """Best to worst, states numbered from 1 by increasing id, ties in a list."""
    space = checked.space
    if space is None or len(space) * len(checked.situation.parties) > MOST_RANKED:
        raise TooLargeError(
            "rankings of so many states make a file that no program reads; state preferences by "
            "single statements, add rules, or leave options out"
        )
    rank = ranks(space, party.preference)
    order = np.argsort(-rank, kind="stable")
    edges = np.flatnonzero(np.diff(rank[order])) + 1
    groups = [(group + 1).tolist() for group in np.split(order, edges)]
    return [group[0] if len(group) == 1 else group for group in groups]
