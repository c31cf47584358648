"""How an outlook is read: the example of its specification, and every form of every value."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from oracle.outlook_random import outlooks
from outlook_example import AS_READ, EXAMPLE, HEAD, folder, outlook_of, read
from ruamel.yaml import YAML

from goodoffices import schemas
from goodoffices.case import load_case
from goodoffices.errors import InputError
from goodoffices.formats.outlook import read_outlook, unset_mistakes
from goodoffices.formats.tree import Tree
from goodoffices.model.arithmetic import Arithmetic, Call, Number, Operation, Quantity, arithmetic
from goodoffices.model.expression import And, Name, Not, Or
from goodoffices.model.outlook import (
    Cause,
    Event,
    Lag,
    Outlook,
    Scenario,
    Spread,
    Stock,
    Table,
)
from goodoffices.model.parser import ExpressionError
from goodoffices.model.question import (
    Condition,
    Joined,
    Negation,
    Occurs,
    Reaches,
    condition,
    question,
)

# The example of the specification


def test_the_example_is_read_as_the_specification_says() -> None:
    found = outlook_of(EXAMPLE)
    for part in Outlook.__dataclass_fields__:
        if part != "text":
            assert getattr(found, part) == getattr(AS_READ, part), part
    assert found.steps == 365
    assert found.unset() == ()
    assert json.loads(found.text)["horizon"] == "365 days"


@pytest.mark.parametrize("under", ["the key outlook", "no key"])
def test_the_example_beside_the_situation(tmp_path: Path, under: str) -> None:
    text = EXAMPLE
    if under == "no key":
        text = "".join(line[2:] + "\n" for line in EXAMPLE.splitlines()[1:])
    case = load_case(folder(tmp_path / "case", HEAD, outlook=text))
    assert case.situation.outlook == AS_READ
    assert case.situation.outlook is not None
    assert case.situation.outlook.events[0].place.file == str(tmp_path / "case" / "outlook.yaml")
    assert case.warnings == ()


def test_the_places_of_parts_are_those_of_the_file() -> None:
    found = outlook_of(EXAMPLE)
    lines = (HEAD + EXAMPLE).splitlines()
    for part in (*found.events, *found.stocks, *found.flows, *found.pools, *found.scenarios):
        assert part.place.line is not None and part.place.column is not None
        assert lines[part.place.line - 1][part.place.column - 1 :].startswith(part.id)


def test_an_outlook_in_both_places_is_a_mistake(tmp_path: Path) -> None:
    path = folder(tmp_path / "case", HEAD + EXAMPLE, outlook=EXAMPLE)
    with pytest.raises(InputError, match="has an outlook too; expected one of the two"):
        load_case(path)


def test_without_a_situation_holds_in_is_a_mistake() -> None:
    with pytest.raises(InputError, match="there is no situation here; put the outlook"):
        read_outlook(Tree({"events": {"e": {"holds_in": "x"}}}))


def test_the_example_fits_the_schemas() -> None:
    data = json.loads(json.dumps(YAML(typ="safe", pure=True).load(EXAMPLE)))
    whole = json.loads(json.dumps(YAML(typ="safe", pure=True).load(HEAD + EXAMPLE), default=str))
    valid = Draft202012Validator(schemas.generated("outlook"))
    assert not list(valid.iter_errors(data["outlook"]))
    assert not list(Draft202012Validator(schemas.generated("situation")).iter_errors(whole))
    for key, wrong in (("horison", "3 days"), ("params", {"p": {"name": "q"}}), ("events", [])):
        assert list(valid.iter_errors({key: wrong})), key


def test_the_examples_of_the_document_are_read() -> None:
    text = (Path(__file__).parent.parent / "docs" / "outlook.md").read_text(encoding="utf-8")
    whole, tables = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    found = outlook_of(whole)
    assert [scenario.id for scenario in found.scenarios] == ["no_truce", "early"]
    lines = "".join(f"    {line}\n" for line in tables.splitlines())
    found = outlook_of(f"outlook:\n  params: {{p_storm: 0.4}}\n  events:\n{lines}")
    assert found.event("port_shut").table == Table(("strike", "storm"), (0.0, 0.7, "p_storm", 1.0))


# Forms of values


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("30 days", 30.0),
        ("1 day", 1.0),
        ("0.125 days", 0.125),
        ("1.2e2 days", 120.0),
        ("2days", 2.0),
    ],
)
def test_durations(written: str, days: float) -> None:
    assert read(horizon=written, step=written).horizon == days
    flow = {"to": "s", "capacity": 1, "ramp": written}
    assert read(stocks={"s": {"initial": 0}}, flows={"f": flow}).flows[0].ramp == days


@pytest.mark.parametrize(
    ("written", "day"), [("day 10", 10.0), ("10", 10.0), (10, 10.0), (0.5, 0.5)]
)
def test_days(written: object, day: float) -> None:
    found = read(events={"e": None}, scenarios={"s": {"do": {"e": written}}})
    assert found.scenarios[0].do == (("e", day),)


@pytest.mark.parametrize(
    "written", [1.7e6, "1.7e6", "1700000", 1_700_000, "+1.7e+6", {"value": "1.7e6"}]
)
def test_numbers(written: object) -> None:
    assert read(stocks={"s": {"initial": written, "most": written}}).stocks[0] == Stock(
        "s", 1.7e6, "", 1.7e6
    )
    assert read(params={"n": written}).params[0].spread == Spread("fixed", (1.7e6,))


@pytest.mark.parametrize(
    ("written", "lag"),
    [
        (None, Lag()),
        ("0 days", Lag()),
        ("5 days", Lag("fixed", (5.0,))),
        ("0.5 days", Lag("fixed", (0.5,))),
        ({"uniform": [1, 10]}, Lag("uniform", (1.0, 10.0))),
        ({"range": [3, 10, 45]}, Lag("range", (3.0, 10.0, 45.0))),
        ({"range": [0, 10, "4.5e1"]}, Lag("range", (0.0, 10.0, 45.0))),
        ({"mean": "10 days"}, Lag("mean", (10.0,))),
    ],
)
def test_lags(written: object, lag: Lag) -> None:
    found = read(
        events={
            "e": {"causes": [{"probability": 0.5, "lag": written}]},
            "r": {"holds_in": "talks", "reached": written},
        }
    )
    assert found.event("e").causes == (Cause(0.5, lag),)
    assert found.event("r").reached == lag


@pytest.mark.parametrize(
    ("written", "rate", "per"),
    [
        ("0.08 per day", 0.08, 1.0),
        ("0.15 per 90 days", 0.15, 90.0),
        ("15e-2 per 0.5 days", 0.15, 0.5),
        ("p per 30 days", "p", 30.0),
    ],
)
def test_rates_of_causes(written: str, rate: float | str, per: float) -> None:
    found = read(params={"p": 0.2}, events={"e": {"causes": [{"rate": written}]}})
    assert found.event("e").causes == (Cause(rate=rate, per=per),)


@pytest.mark.parametrize(
    ("written", "capacity", "unit"),
    [
        (400, 400.0, ""),
        ("2e4", 20000.0, ""),
        ("20000 per day", 20000.0, ""),
        ("400/day", 400.0, ""),
        ("400 trucks/day", 400.0, "trucks/day"),
        ("400 trucks per day", 400.0, "trucks/day"),
        ("400 food parcels / day", 400.0, "food parcels/day"),
        ("c", "c", ""),
        ({"range": [1, 2, 3], "unit": "trucks/day"}, "capacity of f", "trucks/day"),
    ],
)
def test_capacities(written: object, capacity: float | str, unit: str) -> None:
    found = read(
        params={"c": 3}, stocks={"s": {"initial": 0}}, flows={"f": {"to": "s", "capacity": written}}
    )
    assert (found.flows[0].capacity, found.flows[0].unit) == (capacity, unit)
    pool = read(params={"c": 3}, pools={"f": written}).pools[0]
    assert pool.capacity == (capacity if capacity != "capacity of f" else "capacity of pool f")


def test_a_flow_and_a_pool_of_one_name_stay_apart() -> None:
    found = read(
        stocks={"s": {"initial": 0}},
        flows={"gate": {"to": "s", "capacity": {"range": [1, 2, 3]}, "pool": "gate"}},
        pools={"gate": {"range": [4, 5, 6]}},
    )
    spreads = {param.id: param.spread.numbers for param in found.params}
    assert spreads == {"capacity of gate": (1, 2, 3), "capacity of pool gate": (4, 5, 6)}


@pytest.mark.parametrize(
    ("written", "spread"),
    [
        (0.3, Spread("fixed", (0.3,))),
        ({"value": 3, "unit": "people"}, Spread("fixed", (3.0,))),
        ({"probability": 0.3}, Spread("fixed", (0.3,))),
        ({"probability": [0.3, 0.3]}, Spread("fixed", (0.3,))),
        ({"probability": [0.3, 0.8]}, Spread("points", (0.3, 0.8))),
        ({"probability": None}, Spread("uniform", (0.0, 1.0), unset=True)),
        ({"beta": [3, 0.5]}, Spread("beta", (3.0, 0.5))),
        ({"uniform": [2, 7]}, Spread("uniform", (2.0, 7.0))),
        ({"range": [50, 120, 300]}, Spread("range", (50.0, 120.0, 300.0))),
        ({"range": [-5, 0, 5]}, Spread("range", (-5.0, 0.0, 5.0))),
        ({"icd203": "likely"}, Spread("points", (0.55, 0.8), "likely (ICD 203)")),
        ({"icd203": "Highly probable"}, Spread("points", (0.8, 0.95), "very likely (ICD 203)")),
    ],
)
def test_params(written: object, spread: Spread) -> None:
    assert read(params={"p": written}).params[0].spread == spread


@pytest.mark.parametrize(
    ("written", "spread"),
    [
        (None, Spread("uniform", (0.0, 1.0), unset=True)),
        ({}, Spread("uniform", (0.0, 1.0), unset=True)),
        ({"because": ["e1"]}, Spread("uniform", (0.0, 1.0), unset=True)),
        ([0.2, 0.5], Spread("points", (0.2, 0.5))),
        ({"icd203": "probable"}, Spread("points", (0.55, 0.8), "likely (ICD 203)")),
        ({"uniform": [0, 1]}, Spread("uniform", (0.0, 1.0))),
    ],
)
def test_probabilities_in_place(written: object, spread: Spread) -> None:
    found = read(events={"e": {"causes": [{"probability": written}]}})
    assert found.event("e").causes[0].probability == "probability 1 of e"
    assert [param.spread for param in found.params] == [spread]
    assert len(found.unset()) == spread.unset


def test_a_cause_without_any_number_has_a_probability_that_nobody_has_set() -> None:
    found = read(events={"a": None, "e": {"causes": [{"rate": "0.1 per day"}, {"after": "a"}]}})
    assert [param.id for param in found.unset()] == ["probability 2 of e"]
    problem = unset_mistakes(found)[0]
    assert (problem.place.path, problem.found) == (
        "events.e.causes[1].probability",
        "nobody has set the probability 2 of e",
    )


@pytest.mark.parametrize(
    "words", [("yes", "no"), ("true", "false"), ("Yes", "FALSE"), (True, False), (True, "no")]
)
def test_rows_of_a_table(words: tuple[object, object]) -> None:
    yes, no = words
    rows = {f"{yes} {yes}": 0.1, f"{yes} {no}": 0.2, f"{no} {yes}": 0.3, f"{no} {no}": 0.4}
    one = {yes: 0.7, no: [0.1, 0.2]}
    found = read(
        events={
            "a": {"table": 0.2},
            "b": {"table": {"parents": "a", "probability": one}},
            "c": {"table": {"parents": ["a", "b"], "probability": rows}},
            "d": {"table": [0.1, 0.3]},
        }
    )
    assert found.event("a").table == Table((), (0.2,))
    assert found.event("b").table == Table(("a",), ("table false of b", 0.7))
    assert found.event("c").table == Table(("a", "b"), (0.4, 0.2, 0.3, 0.1))
    assert found.event("d").table == Table((), ("table of d",))


@pytest.mark.parametrize(
    ("written", "requires"),
    [
        (None, None),
        ([], None),
        ("a", Name("a")),
        (["a"], Name("a")),
        (["a", "not b"], And((Name("a"), Not(Name("b"))))),
        ("a or not b", Or((Name("a"), Not(Name("b"))))),
    ],
)
def test_requires(written: object, requires: object) -> None:
    events = {"a": None, "b": None, "e": {"requires": written, "causes": [{"rate": "0.1 per day"}]}}
    assert read(events=events).event("e").requires == requires


@pytest.mark.parametrize(("written", "ids"), [(None, ()), ("a", ("a",)), (["a", "b"], ("a", "b"))])
def test_names_alone_and_in_lists(written: object, ids: tuple[str, ...]) -> None:
    events = {"a": None, "b": None, "e": {"excludes": written}}
    found = read(events=events, scenarios={"s": {"block": written}})
    assert found.event("e").excludes == ids
    assert found.scenarios[0].block == ids


def test_what_is_left_empty_counts_as_missing() -> None:
    empty = dict.fromkeys(
        ("horizon", "step", "params", "events", "stocks", "flows", "pools", "scenarios", "ask")
    )
    assert read(**empty) == Outlook(365.0)
    event = dict.fromkeys(
        ("holds_in", "reached", "requires", "causes", "opens", "closes", "modifiers", "excludes")
    )
    assert read(events={"e": event, "f": None}).events == (Event("e"), Event("f"))
    assert read(
        events={"e": None}, scenarios={"s": None, "t": {"do": None, "set": None}}
    ).scenarios == (
        Scenario("s"),
        Scenario("t"),
    )


@pytest.mark.parametrize(
    ("ask", "step", "horizon"),
    [
        ([], "1 day", 365.0),
        (["P(e by day 30)"], "1 day", 30.0),
        (["P(e by day 9)"], "2 days", 10.0),
    ],
)
def test_without_a_horizon_it_is_the_last_day_asked_for(
    ask: list[str], step: str, horizon: float
) -> None:
    assert read(events={"e": None}, step=step, ask=ask).horizon == horizon


def test_what_stands_in_a_part_rests_on_what_the_part_rests_on() -> None:
    found = read(
        events={"e": {"causes": [{"probability": [0.1, 0.2], "because": ["e1"]}]}},
        stocks={"s": {"initial": {"range": [1, 2, 3]}, "because": ["e2"]}},
        flows={
            "f": {"to": "s", "capacity": {"range": [1, 2, 3], "because": ["e4"]}, "because": ["e3"]}
        },
    )
    assert {param.id: param.because for param in found.params} == {
        "probability 1 of e": ("e1",),
        "initial of s": ("e2",),
        "capacity of f": ("e4",),
    }


# Arithmetic and questions


numbers = st.floats(0, 1e300, allow_nan=False).map(Number)
names = st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True).filter(
    lambda name: name not in ("min", "max", "by", "at", "day", "and", "or", "not")
)


def _deeper(inner: st.SearchStrategy[Arithmetic]) -> st.SearchStrategy[Arithmetic]:
    signs = st.sampled_from("+-*/")
    calls = st.builds(
        Call, st.sampled_from(["min", "max"]), st.lists(inner, min_size=2, max_size=3).map(tuple)
    )
    return st.builds(Operation, signs, inner, inner) | calls


@settings(max_examples=300, deadline=None)
@given(st.recursive(numbers | names.map(Quantity), _deeper, max_leaves=20))
def test_a_rate_reads_back_as_the_same_tree(rate: Arithmetic) -> None:
    assert arithmetic(str(rate)) == rate


days = st.floats(0, 1e6, allow_nan=False) | st.integers(0, 999).map(float)
occurs = st.builds(Occurs, names, st.booleans(), days)
reaches = st.builds(
    Reaches, names, st.sampled_from([">=", "<="]), st.floats(-1e300, 1e300), st.booleans(), days
)


def _joined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    words = st.sampled_from(["and", "or"])
    parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return inner.map(Negation) | st.builds(Joined, words, parts)


conditions = st.recursive(occurs | reaches, _joined, max_leaves=10)


@settings(max_examples=300, deadline=None)
@given(conditions, conditions)
def test_a_question_reads_back_as_the_same_tree(of: Condition, given_: Condition) -> None:
    assert condition(str(of)) == of
    found = question(f"P({of} | {given_})")
    assert (found.of, found.given) == (of, given_)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["mean", "sd", "quantiles"]), names, days)
def test_a_question_of_a_stock(kind: str, stock: str, day: float) -> None:
    found = question(f"{kind}( {stock} at  day {day!r})")
    assert (found.kind, found.stock, found.day) == (kind, stock, day)


def test_how_tightly_signs_and_words_bind() -> None:
    assert str(arithmetic("a + b * c - -d / 2")) == "((a + (b * c)) - ((0.0 - d) / 2.0))"
    shown = str(question("P(not a by day 1 and b at day 2 or s ≥ 3 by day 4)").of)
    assert shown == "((not a by day 1 and b at day 2) or s >= 3 by day 4)"


@pytest.mark.parametrize(
    ("text", "offset", "says"),
    [
        ("2 ^ 3", 2, '"^" is no part of a rate'),
        ("min(a)", 5, "min of one"),
        ("(a + 2", 6, 'the "(" at character 1 is not closed'),
        ("a b", 2, 'found "b"'),
        ("1e400 * a", 0, "a number that is not too large"),
        ("(" * 200 + "a" + ")" * 200, 100, "at most 100"),
        ("+".join(["a"] * 3000), 800, "at most 400 in a rate"),
        ("", 0, "the rate ends here"),
    ],
)
def test_mistakes_in_rates(text: str, offset: int, says: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        arithmetic(text)
    assert caught.value.offset == offset
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "offset", "says"),
    [
        ("quantile(s at day 3)", 0, 'did you mean "quantiles"?'),
        ("P(a before day 3)", 4, '"by day N" (it has happened)'),
        ("P(a by 3)", 7, 'such as "day 90"'),
        ("P(s > 3 by day 4)", 4, 'write ">=" or "<="'),
        ("P(a by day 3 given b by day 2)", 13, 'write "|" for given'),
        ("P(a by day 3) and P(b by day 3)", 14, "write P(… and …)"),
        ("mean(s by day 3)", 7, "mean is of a stock at a day"),
        ("P(a by day -3)", 11, "a day from 0 on"),
        ("P(a by day 1e999)", 11, "a number that is not too large"),
        ("P(a by day 3", 12, "not closed"),
        ("P(" + "not " * 200 + "a by day 3)", 402, "at most 100"),
    ],
)
def test_mistakes_in_questions(text: str, offset: int, says: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        question(text)
    assert caught.value.offset == offset
    assert says in str(caught.value)


# Random outlooks


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(outlooks())
def test_random_outlooks_are_read(data: dict[str, Any]) -> None:
    found = read(**data)
    assert [event.id for event in found.events] == list(data["events"])
    assert json.loads(found.text) == json.loads(json.dumps(data))


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(outlooks())
def test_random_outlooks_fit_the_schema(data: dict[str, Any]) -> None:
    valid = Draft202012Validator(SCHEMA)
    assert not list(valid.iter_errors(json.loads(json.dumps(data))))


SCHEMA = schemas.generated("outlook")
