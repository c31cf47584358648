"""Mistakes of an outlook that no file with a line and a column shows, and what is odd in one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from outlook_example import EXAMPLE, HEAD, folder, mistakes, read
from test_broken_cases import mutated

from goodoffices.case import load_case
from goodoffices.cli.main import run
from goodoffices.errors import InputError
from goodoffices.formats import native

# Mistakes that are told together, and those that a line with a column cannot show


def test_every_mistake_is_told_in_one_run() -> None:
    found = mistakes(
        horizon=10,
        params={"p": {"range": [3, 2, 1]}, "q": 0.5},
        events={
            "e": {"cuases": []},
            "f": {"causes": [{"after": "e", "probability": "p"}]},
            "g": {"requires": "h"},
        },
        stocks={"s": {"initial": -1}},
        flows={"x": {"to": "s", "capacity": "p"}, "y": {"to": "t", "rate": "q * e"}},
        ask=["P(e by day 3)", 3, "P(k by day 3)"],
    )
    assert len(found) == 8
    for says in (
        "horizon: the number 10 stands here",
        "params.p: [3, 2, 1] stands here",
        'events.e.cuases: unknown key "cuases"',
        'events.g.requires: unknown event "h"',
        "stocks.s.initial: the initial amount is -1",
        'flows.y.to: unknown stock "t"',
    ):
        assert any(one.startswith(says) for one in found), says


def test_what_refers_to_a_broken_part_is_not_wrong_itself() -> None:
    found = mistakes(
        params={"p": "many words"},
        events={
            "e": {"status": "yes"},
            "f": {"table": {"parents": ["t"], "probability": {"yes": "p", "no": 0.1}}},
            "t": {"tabel": 0.3},
        },
        stocks={"s": {"unit": "people"}},
        flows={"x": {"to": "s", "rate": "p * s", "when": "e", "pool": "q"}},
        pools={"q": "a lot"},
        scenarios={"w": {"block": "e", "set": {"p": 0.3}}},
    )
    assert len(found) == 5


@pytest.mark.parametrize(
    ("param", "number", "says"),
    [
        ("p", 1.5, "expected a probability from 0 to 1"),
        ("r", 1, "expected a probability between 0 and 1 per period"),
        ("c", -1, "expected a number from 0 on"),
    ],
)
def test_what_a_scenario_may_set(param: str, number: float, says: str) -> None:
    def sections(value: float) -> dict[str, Any]:
        return {
            "params": {"p": 0.5, "r": 0.1, "c": 3},
            "events": {"e": {"causes": [{"probability": "p"}, {"rate": "r per day"}]}},
            "stocks": {"s": {"initial": 0}},
            "flows": {"f": {"to": "s", "capacity": "c"}},
            "scenarios": {"w": {"set": {param: value}}},
        }

    assert read(**sections(0.25)).scenarios[0].set == ((param, 0.25),)
    assert [one for one in mistakes(**sections(number)) if says in one]


@pytest.mark.parametrize("large", [1e400, float("nan"), 10**400, "1e400", -float("inf")])
def test_numbers_that_are_none(large: object) -> None:
    for sections in (
        {"params": {"p": large}},
        {"params": {"p": {"range": [1, 2, large]}}},
        {"stocks": {"s": {"initial": large}}},
        {"pools": {"q": large}},
        {"events": {"e": {"causes": [{"probability": large}]}}},
        {"events": {"e": {"causes": [{"probability": 0.5, "lag": {"range": [1, 2, large]}}]}}},
        {"events": {"e": None}, "scenarios": {"s": {"do": {"e": large}}}},
        {"params": {"p": 1}, "scenarios": {"s": {"set": {"p": large}}}},
        {"horizon": f"{large} days"},
    ):
        assert len(mistakes(**sections)) == 1, sections


@pytest.mark.parametrize(
    "sections",
    [
        {"horizon": "1e9 days"},
        {"step": "1e-9 days"},
        {"step": "1e-300 days", "events": {"e": None}, "ask": ["P(e by day 1e300)"]},
        {"events": {"e": None}, "ask": ["P(e by day 1e9)"]},
    ],
)
def test_more_steps_than_anybody_waits_for(sections: dict[str, Any]) -> None:
    found = mistakes(**sections)
    assert len(found) == 1
    assert "at most 100,000 steps" in found[0]


@pytest.mark.parametrize(
    ("rate", "says"),
    [
        ("c + 0.1 * s", ""),
        ("0.1 * s", ""),
        ("share * s", ""),
        ("min(c, 0.1 * s)", ""),
        ("c * open", ""),
        ("s + 3", ""),
        ("s * (t / t)", ""),
        ("min(c, s)", "brings trucks and trucks/day together"),
        ("s + t", "brings people and trucks together"),
        ("c * t", "is in people*trucks/day"),
        ("0.1 * t", "is in people"),
        ("s / c", "is in day"),
        ("3 / s", "is in 1/trucks"),
    ],
)
def test_units_of_rates(rate: str, says: str) -> None:
    sections: dict[str, Any] = {
        "params": {"c": {"range": [1, 2, 3], "unit": "trucks/day"}, "share": 0.1},
        "events": {"open": None},
        "stocks": {"s": {"initial": 0, "unit": "trucks"}, "t": {"initial": 0, "unit": "people"}},
        "flows": {"f": {"to": "s", "rate": rate}},
    }
    if not says:
        assert read(**sections).flows[0].rate is not None
    else:
        found = mistakes(**sections)
        assert len(found) == 1 and says in found[0]


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutated(HEAD + EXAMPLE))
def test_any_mishap_is_read_or_reported(text: str) -> None:
    try:
        native.loads(text, "situation.yaml")
    except InputError as error:
        for problem in error.problems:
            assert problem.found
            assert problem.place.line is not None, problem


# What is odd


def warnings(**sections: Any) -> list[str]:
    data: dict[str, Any] = {
        "goodoffices": 1,
        "title": "T",
        "parties": {"a": {"options": {"x": "do x"}, "prefers": ["a.x"]}},
        "outlook": sections,
    }
    return [str(one) for one in native.from_data(data).warnings]


def test_what_is_odd_in_an_outlook_is_a_warning() -> None:
    found = warnings(
        params={"spare": 3, "p": {"probability": None}},
        events={
            "never": None,
            "later": {"causes": [{"after": "never", "rate": "0.1 per day"}]},
            "itself": {"causes": [{"after": "itself", "rate": "0.1 per day"}]},
            "held_up": {"requires": "never and first", "causes": [{"rate": "0.1 per day"}]},
            "first": {"causes": [{"probability": "p"}, {}]},
            "held": {"holds_in": "a.x", "requires": "first"},
            "done": {},
        },
        stocks={"alone": {"initial": 3}, "s": {"initial": 0}},
        flows={"f": {"to": "s", "capacity": 3, "when": "later"}},
        pools={"empty": 3},
        scenarios={"w": {"do": {"done": "day 900"}}},
    )
    assert [one.split(": ", 1)[1].split(";")[0] for one in found] == [
        'nobody has set the probability "p"',
        "nobody has set the probability 2 of first",
        '"never" can never happen: no cause, holds_in, table or scenario brings it about',
        '"later" can never happen: it comes only after "never", which never happens',
        '"itself" can never happen: it comes only after itself',
        '"held_up" can never happen: what it requires never holds',
        'the flow "f" never moves: "later" can never hold',
        '"held" requires something, and holds_in puts it there all the same',
        'nothing uses the param "spare"',
        'no flow goes into the stock "alone" or out of it: it never changes',
        'no flow uses the pool "empty"',
        '"done" is done on day 900, and the outlook ends on day 365',
    ]


def test_a_negation_may_hold_and_what_nothing_asks_for_is_fine() -> None:
    assert not warnings(
        events={"war": {"causes": [{"rate": "0.1 per day"}]}, "calm": {"holds_in": "true"}},
        stocks={"s": {"initial": 0}},
        flows={"f": {"to": "s", "capacity": 3, "when": "not war or calm"}},
    )


def test_warnings_stand_beside_too_and_stay_with_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder(tmp_path / "case", HEAD, outlook="events:\n  e: {causes: [{probability: }]}\n")
    assert run(["check", str(path)]) == 0
    out, err = capsys.readouterr()
    assert "one warning." in out
    says = "nobody has set the probability 1 of e; expected a number"
    assert f"{path / 'outlook.yaml'}:2:29: {says}" in err
    assert "--assume" in err
    assert "outlook.yaml line 2: outlook probability 1 of e" in out
    assert len(load_case(path).warnings) == 1


@pytest.mark.parametrize(
    "requires",
    [
        " and ".join(f"(e{2 * at} or e{2 * at + 1})" for at in range(15)),
        [f"e{2 * at} or e{2 * at + 1}" for at in range(15)],
        f"at least 15 of ({', '.join(f'e{at}' for at in range(30))})",
        f"at most 15 of ({', '.join(f'e{at}' for at in range(30))})",
    ],
)
def test_a_condition_of_too_many_ways_has_its_place(requires: object) -> None:
    events: dict[str, object] = {f"e{at}": {"causes": [{"probability": 0.5}]} for at in range(30)}
    events["z"] = {"requires": requires, "causes": [{"probability": 0.5}]}
    assert mistakes(events=events) == [
        "events.z.requires: the condition can hold in more than 256 ways; expected a shorter "
        "condition; make a part of it an event"
    ]
