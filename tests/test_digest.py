"""The digest: the same for what decides the same verdicts, on every machine."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from goodoffices.formats.native import from_data, loads
from goodoffices.model.digest import digest, inputs_digest

BASE: dict[str, Any] = {
    "goodoffices": 1,
    "title": "Two sides",
    "parties": {
        "north": {
            "name": "North",
            "options": {"truce": "stop fighting", "leave": "leave the valley"},
            "prefers": ["south.truce", ["peace", "not north.leave"]],
            "behaviour": "seq",
        },
        "south": {"options": {"truce": "stop fighting"}, "prefers": ["peace"]},
    },
    "terms": {"peace": "north.truce and south.truce", "away": "north.leave"},
    "rules": ["away requires peace", {"rule": "not away or peace", "name": "again"}],
    "states": {"war": "not peace", "unused": "away"},
    "one_way": ["north.leave"],
    "now": ["north.truce", "south.truce"],
    "levers": {"push": {"raise": {"south": "away"}, "cost": 2}},
    "types": {"south": {"firm": {"probability": 0.5}, "soft": {"raise": "war"}}},
}


def _digest(data: dict[str, Any]) -> str:
    return digest(from_data(data).situation)


def _changed(**changes: Any) -> dict[str, Any]:
    return copy.deepcopy(BASE) | changes


def test_known_value() -> None:
    """Written down once: a change of it is a change of the format and wants a new version."""
    assert _digest(BASE) == ("e1fceabf40ecd18a038613c293fd4645bd9335d12fd8dd91bac10b1d3f95f0e1")


def test_what_does_not_count() -> None:
    again = dict(reversed(list(copy.deepcopy(BASE).items())))
    again["title"] = "Another title"
    again["parties"]["north"]["name"] = "The North"
    again["parties"]["north"]["options"]["truce"] = {"does": "cease fire", "because": "assumption"}
    again["terms"] = dict(reversed(list(BASE["terms"].items())))
    again["rules"][0] = {"rule": "away  requires (peace)", "because": "assumption"}
    again["now"] = ["south.truce", "north.truce"]
    again["levers"]["push"]["cost"] = 5
    again["types"]["south"]["firm"]["probability"] = [0.1, 0.4]
    again["states"]["unused"] = "not away"
    assert _digest(again) == _digest(BASE)


@pytest.mark.parametrize(
    "changes",
    [
        {"now": []},
        {"now": None},
        {"one_way": []},
        {"rules": ["away requires peace"]},
        {"terms": {"peace": "north.truce or south.truce", "away": "north.leave"}},
        {"states": {"war": "peace", "unused": "away"}},
        {"levers": {"push": {"raise": {"south": "peace"}, "cost": 2}}},
        {"closed": ["south.truce"], "now": []},
        {"parties": dict(reversed(list(BASE["parties"].items())))},
    ],
)
def test_what_counts(changes: dict[str, Any]) -> None:
    assert _digest(_changed(**changes)) != _digest(BASE)


def test_order_of_levels_counts_and_order_within_a_tie_does_not() -> None:
    tied, swapped = copy.deepcopy(BASE), copy.deepcopy(BASE)
    tied["parties"]["north"]["prefers"] = ["south.truce", ["not north.leave", "peace"]]
    swapped["parties"]["north"]["prefers"] = [["peace", "not north.leave"], "south.truce"]
    assert _digest(tied) == _digest(BASE) != _digest(swapped)


def test_inputs_count_what_only_some_results_read() -> None:
    cost, chance = copy.deepcopy(BASE), copy.deepcopy(BASE)
    cost["levers"]["push"]["cost"] = 5
    chance["types"]["south"]["firm"]["probability"] = 0.4
    all_three = {inputs_digest(from_data(data).situation) for data in (BASE, cost, chance)}
    assert len(all_three) == 3


def test_comments_quoting_and_line_ends_do_not_count() -> None:
    text = "goodoffices: 1\ntitle: T\nparties:\n  a: {options: {x: do x}, prefers: [a.x]}\n"
    other = "# hello\n" + text.replace("[a.x]", '["a.x"]').replace("}\n", "}  # why\n")
    other = other.replace("\n", "\r\n")
    assert digest(loads(text).situation) == digest(loads(other).situation)
