"""The fast code against the literal definitions, on random conflicts and on the Cairo case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from agreement import assert_agrees
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import case, changes, results, strategies
from thorough import examples

from goodoffices.case import load_case
from goodoffices.errors import RequestError
from goodoffices.formats.native import from_data
from goodoffices.model.apply import with_changes
from goodoffices.stability.concepts import STANDARD

CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks"
RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@settings(max_examples=examples(2_000), **RELAXED)
@given(strategies.conflicts())
def test_random_conflicts(data: dict[str, Any]) -> None:
    checked = from_data(data)
    assert_agrees(checked.situation, results.solve(data), checked.space)


@settings(max_examples=examples(500), **RELAXED)
@given(strategies.conflicts(max_options=4, max_parties=5))
def test_more_parties_than_options(data: dict[str, Any]) -> None:
    assert_agrees(from_data(data).situation, results.solve(data))


@settings(max_examples=examples(600), **RELAXED)
@given(st.data())
def test_changes_of_a_copy(draw: st.DataObject) -> None:
    """Types, precedents and levers: the changed model solved, against the changed plain data."""
    data = draw.draw(strategies.changes(draw.draw(strategies.conflicts(max_options=5))))
    types, precedents, levers = draw.draw(strategies.choices(data))
    situation = from_data(data).situation
    try:
        expected = results.solve(changes.apply(data, types, precedents, levers))
    except (case.NoFeasibleState, case.NowInfeasible, case.BadRanking):
        expected = None
    try:
        changed = with_changes(situation, types, levers, precedents)
        if expected is not None:
            assert_agrees(changed, expected)
            return
        assert_agrees(changed, {"refused": True})
    except RequestError:
        assert expected is None
    else:
        raise AssertionError("the oracle refuses the changed model, the program does not")


@settings(max_examples=examples(1_000), **RELAXED)
@given(strategies.arc_conflicts())
def test_forbidden_transitions_merged_states_and_shared_options(data: dict[str, Any]) -> None:
    names = (*STANDARD, "sim")
    checked = from_data(data)
    assert_agrees(checked.situation, results.solve(data, names), checked.space, names)


@settings(max_examples=examples(1_000), **RELAXED)
@given(strategies.graphs())
def test_graph_form(data: dict[str, Any]) -> None:
    checked = from_data(data)
    assert_agrees(checked.situation, results.solve(data), checked.space)


@settings(max_examples=examples(600), **RELAXED)
@given(strategies.two_party_conflicts())
def test_looking_some_moves_ahead(data: dict[str, Any]) -> None:
    """Limited-move and non-myopic stability, and SIM, with behaviours that mix them."""
    names = ("nash", "seq", "sim", "l1", "l2", "l3", "l7", "nonmyopic")
    assert_agrees(from_data(data).situation, results.solve(data, names), concepts=names)


@settings(max_examples=examples(400), **RELAXED)
@given(strategies.graphs(max_parties=2))
def test_looking_ahead_in_graph_form(data: dict[str, Any]) -> None:
    """Where G runs into a cycle longer than one, as rings in graph form often do."""
    names = ("nash", "l1", "l2", "l5", "nonmyopic")
    assert_agrees(from_data(data).situation, results.solve(data, names), concepts=names)


def test_cairo() -> None:
    data = case.load(CAIRO / "situation.yaml")
    loaded = load_case(CAIRO)
    assert_agrees(loaded.situation, results.solve(data), loaded.space)


def test_cairo_with_changes() -> None:
    """Each lever and type of the case, against the oracle on the changed plain data."""
    data = case.load(CAIRO / "situation.yaml")
    situation = load_case(CAIRO).situation
    for types, levers in (({}, ["pressure"]), ({"israel": "willing"}, ["understanding"])):
        expected = results.solve(changes.apply(data, types, [], levers))
        assert_agrees(with_changes(situation, types, levers), expected)
