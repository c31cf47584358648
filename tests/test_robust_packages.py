"""In how many variants a package serves: as each variant says by itself, and the definitions."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from oracle import mediation as literal
from oracle import strategies
from test_variants import made_unsure
from thorough import examples

from goodoffices.analyses.solution import solve
from goodoffices.case import load_case
from goodoffices.cli.main import run
from goodoffices.errors import RequestError
from goodoffices.evolution.joint import joint_paths, joint_reaches
from goodoffices.evolution.together import Together
from goodoffices.formats.native import from_data, loads
from goodoffices.mediation import robustness as module
from goodoffices.mediation import serves as serving
from goodoffices.mediation.mediate import mediate
from goodoffices.mediation.packages import packages
from goodoffices.mediation.robustness import robustness
from goodoffices.mediation.serves import serves
from goodoffices.model.apply import Variant
from goodoffices.model.expression import Expression
from goodoffices.model.situation import Situation
from goodoffices.moves.build import moves_of
from goodoffices.robustness.design import Design
from goodoffices.robustness.uncertain import uncertain
from goodoffices.states import parse_for

CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks"
RELAXED: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}
NAMES = ["nash", "gmr", "smr", "seq", "sseq", "l1", "l2", "sim"]


def one_by_one(variant: Variant, target: Expression, samples: int, seed: int) -> tuple[int, int]:
    """How often it serves, and how often there is no model: every variant written out and put to
    ``packages`` with no lever to choose from, which ``test_mediation`` compares with the oracle."""
    design = Design(uncertain(variant), samples, seed)
    served = unmade = 0
    for number in range(samples):
        try:
            found = packages(Variant(design.situation_of(number)), target, [])
        except RequestError:  # of the model without levers, which is this one
            unmade += 1
            continue
        served += len(found.every)
    return served, unmade


def target_of(chance: st.DataObject, situation: Situation) -> Expression:
    options = [option.name for option in situation.options]
    assume(options and situation.now is not None)
    return parse_for(situation, chance.draw(strategies.expressions(options)))


@settings(max_examples=examples(100), **RELAXED)
@given(st.data())
def test_a_package_serves_in_as_many_variants_as_one_by_one(chance: st.DataObject) -> None:
    data = chance.draw(strategies.conflicts(max_options=4, max_parties=3))
    unsure = st.composite(lambda draw: made_unsure(draw, draw(strategies.changes(data))))
    base = from_data(chance.draw(unsure())).situation
    target = target_of(chance, base)
    behaviours = st.lists(st.sampled_from(NAMES), min_size=1, max_size=2)
    parties = tuple(replace(p, behaviour=tuple(chance.draw(behaviours))) for p in base.parties)
    ids = [lever.id for lever in base.levers]
    levers = chance.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    variant = Variant(replace(base, parties=parties), levers=tuple(levers))
    try:
        found = serves(variant, target, 8, 5)
    except RequestError as error:  # a change may leave states that a ranking does not have
        assert "leaves out" in str(error) or "defined for two parties" in str(error)
        return
    assert (found.share.count, found.unmade) == one_by_one(variant, target, 8, 5)
    assert found.low <= found.share.share <= found.high
    assert found.share.count <= found.holds.count <= 8 - found.unmade


@settings(max_examples=examples(60), **RELAXED)
@given(st.data())
def test_where_moves_are_single_ones_too(chance: st.DataObject) -> None:
    kind = chance.draw(st.sampled_from([strategies.arc_conflicts, strategies.graphs]))
    data = chance.draw(kind())
    lists = all("prefers" not in one or one["prefers"] for one in data["parties"].values())
    if lists:
        data = chance.draw(st.composite(lambda draw: made_unsure(draw, data))())
    situation = from_data(data).situation
    assume(situation.now is not None)
    if situation.graph is not None:
        names = [key for key, _ in situation.graph.states]
        target = parse_for(situation, chance.draw(st.sampled_from(names)))
    else:
        target = target_of(chance, situation)
    try:
        found = serves(Variant(situation), target, 6, 2)
    except RequestError as error:  # without a rule there are states that a ranking does not have
        assert "leaves out" in str(error)
        return
    assert (found.share.count, found.unmade) == one_by_one(Variant(situation), target, 6, 2)


@settings(max_examples=examples(100), **RELAXED)
@given(st.data())
def test_rival_types_as_the_definitions_say(chance: st.DataObject) -> None:
    data = chance.draw(
        strategies.conflicts(max_options=4, max_parties=3).flatmap(strategies.changes)
    )
    assume(data.get("types") and data.get("now") is not None)
    for body in data["parties"].values():
        if isinstance(body.get("behaviour"), list):
            body["behaviour"] = body["behaviour"][0]
    for rule in data.get("rules", []):
        if isinstance(rule, dict):
            rule.pop("probability", None)
    situation = from_data(data).situation
    options = [option.name for option in situation.options]
    assume(options)
    target = chance.draw(strategies.expressions(options))
    ids = [lever.id for lever in situation.levers]
    levers = chance.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    variant = Variant(situation, levers=tuple(levers))
    design = Design(uncertain(variant), 30, 9)
    assume({choice.kind for choice in design.found.choices} == {"type"} and not design.found.runs)
    drawn = design.draw(np.arange(30)).values
    expected = 0
    known: dict[tuple[int, ...], bool] = {}
    ordered = tuple(one for one in ids if one in levers)
    for row in map(tuple, drawn.tolist()):
        if row not in known:
            chosen = zip(design.found.choices, row, strict=True)
            types = {choice.about: choice.values[at] for choice, at in chosen}
            model = literal.changed_model(data, types, (), ordered)
            if model is None:
                assume("drops" not in str(_why(situation, types, ordered)))
            one = literal.package(data, target, ordered, types=types)
            known[row] = one is not None
        expected += known[row]
    try:
        found = serves(variant, parse_for(situation, target), 30, 9)
    except RequestError as error:
        assert "leaves out" in str(error)
        return
    assert found.share.count == expected


def _why(situation: Situation, types: dict[str, str], levers: tuple[str, ...]) -> str:
    """Why the oracle has no model: dropping twice is no error in a variant."""
    try:
        moves_of(Variant(situation, tuple(types.items()), levers).situation())
    except RequestError as error:
        return str(error)
    return ""


@settings(max_examples=examples(120), **RELAXED)
@given(strategies.conflicts(max_options=5), st.data())
def test_giving_up_early_finds_the_same(data: dict[str, Any], chance: st.DataObject) -> None:
    situation = replace(from_data(data).situation, now=None)
    moves = moves_of(situation)
    n = len(moves.space)
    start = chance.draw(st.integers(0, n - 1))
    wanted = np.array(chance.draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    before, _ = joint_paths(moves, Together(moves), start)
    expected = bool((wanted & (before >= 0)).any())
    assert joint_reaches(moves, Together(moves), start, wanted) == expected
    slow = Together(moves)
    slow.symmetric = False
    assert joint_reaches(moves, slow, start, wanted) == expected


TYPES = """goodoffices: 1
title: Two
now: []
parties:
  a: {options: {x: give}, prefers: [not a.x]}
  b: {options: {y: ask}, prefers: [b.y]}
types:
  a:
    willing: {probability: [0.2, 0.4], raise: [a.x]}
    stubborn: {}
levers:
  aid: {by: b, cost: 1, raise: {a: [a.x if b.y]}}
  all: {by: b, cost: 5, raise: {a: [a.x]}}
"""


def test_two_types_and_what_each_lever_is_worth() -> None:
    situation = loads(TYPES.replace("prefers: [not a.x]", "prefers: [a.x]", 1)).situation
    result = mediate(solve(situation), "a.x", samples=5_000, variant=Variant(situation))
    found = result.robustness
    assert found is not None and found.without is not None
    assert found.without.share.count == 5_000  # as written both types want it
    situation = loads(TYPES).situation
    result = mediate(solve(situation), "a.x", samples=5_000, variant=Variant(situation))
    found = result.robustness
    assert found is not None and found.without is not None
    share = found.without.share
    assert abs(share.share - 0.3) < 4 * share.mc_se
    assert (found.without.low, found.without.high) == pytest.approx((0.2, 0.4), abs=0.02)
    assert found.of[("aid",)].share.count == 5_000
    assert found.front == (("aid",),)
    assert found.uncertain == ("type of a",) and "leaves" not in found.why


def test_what_is_chosen_is_not_varied_and_nothing_uncertain_is_said() -> None:
    situation = loads(TYPES).situation
    variant = Variant(situation, types=(("a", "stubborn"),))
    result = mediate(solve(variant.situation()), "a.x", variant=variant)
    assert result.robustness is not None
    assert result.robustness.why == "the file calls nothing uncertain" and not result.robustness.of
    result = mediate(solve(situation), "a.x", variant=Variant(situation), samples=0)
    assert result.robustness is not None and not result.robustness.of


def test_a_package_that_is_dearer_and_surer_is_shown() -> None:
    text = TYPES.replace("raise: {a: [a.x if b.y]}", "drop: {a: [not a.x]}")
    text = text.replace("stubborn: {}", "stubborn: {raise: [not a.x]}")
    text = text.replace("raise: {a: [a.x]}}\n", "raise: {a: [a.x]}}\n  none: {cost: 9}\n")
    situation = loads(text).situation
    variant = Variant(situation)
    tried = packages(variant, parse_for(situation, "a.x"))
    found = robustness(variant, parse_for(situation, "a.x"), tried, 4, 400, 1)
    assert [one for one in found.front if "all" in one] == [("all",)]
    counts = {one: found.of[one].share.count for one in found.of}
    assert counts[("all",)] == 400 and all(
        ("all" in one) == (n == 400) for one, n in counts.items()
    )


def test_variants_of_a_package_are_those_of_the_others() -> None:
    """Common random numbers: what two designs both vary is the same in both, variant by variant."""
    base = load_case(CAIRO).as_variant()
    one = Design(uncertain(base), 50, 3).draw(np.arange(50))
    two = Design(uncertain(replace(base, levers=("pressure",))), 50, 3).draw(np.arange(50))
    assert (one.values == two.values).all()
    for part, order in zip(one.found.runs, one.orders, strict=True):
        assert (order == two.orders[two.found.runs.index(part)]).all()


def test_the_founding_case(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["mediate", str(CAIRO), "settlement", "--states", "0", "--seed", "4"]
    assert run([*arguments, "--samples", "200", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    first = told["packages"][0]
    assert first["robustness"] == 1.0 and first["variants"]["word"] == "all"
    assert first["variants"]["serves"] == first["variants"]["of"] == 200
    without = told["robustness"]["without_levers"]
    assert 0.4 < without["serves"] / 200 < 0.65 and without["low"] < without["high"]
    assert told["robustness"]["samples"] == 200 and told["robustness"]["seed"] == 4
    assert any("Mallows" in one for one in told["robustness"]["assumptions"])
    assert run([*arguments, "--samples", "200"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "all of the variants tried (200 of 200)" in text and "not the probability" in text
    for word in ("likely that", "chance", "probably", "odds"):
        assert word not in text
    assert run([*arguments, "--samples", "0", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["packages"][0]["robustness"] is None and told["robustness"]["samples"] == 0
    assert run([*arguments, "--samples", "-1"]) == 2


def test_large_models_wait_to_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_STATES", 3)
    situation = loads(TYPES).situation
    result = mediate(solve(situation), "a.x", variant=Variant(situation))
    assert result.robustness is not None and "--samples" in result.robustness.why
    result = mediate(solve(situation), "a.x", variant=Variant(situation), samples=50)
    assert result.robustness is not None and result.robustness.of


def test_interrupted_it_gives_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = serving.serves, []

    def stopped(*given: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*given)

    monkeypatch.setattr(module, "serves", stopped)
    situation = loads(TYPES).situation
    result = mediate(solve(situation), "a.x", variant=Variant(situation), samples=50)
    assert result.robustness is not None and not result.robustness.complete
    assert list(result.robustness.of) == [()]


def test_too_many_states_for_joint_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then steps of one party at a time, as in packages."""
    text = (
        "goodoffices: 1\ntitle: Truce\nnow: []\nparties:\n"
        "  a: {options: {stop: stop}, prefers: [a.stop iff b.stop, {want: b.stop, sure: guess}]}\n"
        "  b: {options: {stop: stop}, prefers: [a.stop iff b.stop, a.stop]}\n"
    )
    situation = loads(text).situation
    target = parse_for(situation, "a.stop and b.stop")
    assert serves(Variant(situation), target, 40, 1).share.count > 0
    monkeypatch.setattr(serving, "MOST_JOINT", 3)
    monkeypatch.setattr("goodoffices.evolution.kinds.MOST_JOINT", 3)
    found = serves(Variant(situation), target, 40, 1)
    assert (found.share.count, 0) == one_by_one(Variant(situation), target, 40, 1)
    assert found.holds.count == 40
