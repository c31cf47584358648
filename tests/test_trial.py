"""Trials: changes tried on a copy, and kept as one lever that does the same."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from goodoffices.analyses.comparison import compare
from goodoffices.analyses.kept import as_lever, in_place
from goodoffices.analyses.solution import solve
from goodoffices.analyses.trial import Trial, as_change, may_be_ordered
from goodoffices.case import load_case
from goodoffices.errors import RequestError
from goodoffices.formats import native
from goodoffices.formats.replace_preference import COMMENT
from goodoffices.formats.yaml_tree import read_text
from goodoffices.model.apply import changed, with_changes
from goodoffices.model.digest import digest
from goodoffices.model.situation import Situation

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def cairo() -> Situation:
    return load_case(ROOT / "examples" / "cairo-talks").situation


@pytest.fixture(scope="module")
def bench() -> Situation:
    return load_case(ROOT / "benchmarks" / "cases" / "bench264.yaml").situation


def drawn(base: Situation, seed: int, behaviours: bool) -> Trial:
    """A random trial."""
    draw = random.Random(seed)
    trial = Trial()
    for lever in base.levers:
        if draw.random() < 0.3:
            trial = trial.with_lever(lever.id, True)
    for at, rule in enumerate(base.rules):
        if rule.name and draw.random() < 0.2:
            trial = trial.with_rule(at, False)
    for party in base.parties:
        if may_be_ordered(party) and draw.random() < 0.4:
            order = list(range(len(party.preference.criteria)))
            draw.shuffle(order)
            trial = trial.with_order(base, party.id, order)
        if behaviours and draw.random() < 0.3:
            trial = trial.with_behaviour(base, party.id, draw.choice(["nash", "gmr", "sseq"]))
    return trial


def test_levers_alone_are_the_levers(cairo: Situation) -> None:
    tried = Trial().with_lever("pressure", True).with_lever("guarantee", True)
    assert digest(tried.situation(cairo)) == digest(
        with_changes(cairo, {}, ["guarantee", "pressure"])
    )
    assert tried.with_lever("pressure", False).levers == ("guarantee",)


@pytest.mark.parametrize("seed", range(60))
def test_what_can_be_kept_as_a_lever_does_the_same(
    seed: int, cairo: Situation, bench: Situation
) -> None:
    base = (cairo, bench)[seed % 2]
    trial = drawn(base, seed, behaviours=False)
    after = trial.situation(base)
    try:
        change = as_change(base, trial, "kept")
    except RequestError as error:
        assert "as several" in str(error)
        return
    kept = changed(base, change)
    assert digest(kept) == digest(after)
    assert compare(solve(after), solve(kept)).gained == ()


@pytest.mark.parametrize("seed", range(20))
def test_a_lever_in_the_file_does_what_was_tried(seed: int, bench: Situation) -> None:
    for path in ("examples/cairo-talks/situation.yaml", "benchmarks/cases/bench264.yaml"):
        text = (ROOT / path).read_text(encoding="utf-8")
        base = load_case(ROOT / path).situation
        trial = drawn(base, seed, behaviours=False)
        try:
            new = as_lever(text, base, trial, "kept_one", "do as was tried", (), "f")
        except RequestError as error:
            assert trial.is_empty or "as several" in str(error)
            continue
        again = native.situation(read_text(new))
        tried = trial.situation(base)
        applied = replace(with_changes(again, {}, ["kept_one"]), levers=tried.levers)
        assert digest(applied) == digest(tried)
        assert digest(replace(again, levers=base.levers)) == digest(base)
        assert [line for line in text.splitlines() if line not in new.splitlines()] == []


@pytest.mark.parametrize("seed", range(10))
def test_orders_and_behaviours_are_written_in_place(seed: int) -> None:
    path = ROOT / "examples/cairo-talks/situation.yaml"
    text, base = path.read_text(encoding="utf-8"), load_case(path).situation
    trial = drawn(base, seed, behaviours=True)
    trial = Trial(orders=trial.orders, behaviours=trial.behaviours)
    new = in_place(text, base, trial, "f").text
    assert digest(native.situation(read_text(new))) == digest(trial.situation(base))
    assert sorted(COMMENT.findall(new)) == sorted(COMMENT.findall(text))


def test_what_cannot_be_written_in_place_is_refused(cairo: Situation) -> None:
    with pytest.raises(RequestError, match=r"Hamas and Fatah move as one.*cannot be written where"):
        in_place("", cairo, Trial().with_lever("understanding", True), "f")


@pytest.mark.parametrize("off", [(0,), (2,), (0, 1), (0, 1, 2)])
def test_rules_that_are_off_are_taken_out_of_the_file(off: tuple[int, ...]) -> None:
    path = ROOT / "examples/cairo-talks/situation.yaml"
    text, base = path.read_text(encoding="utf-8"), load_case(path).situation
    trial = Trial(off=off, behaviours=(("hamas", "nash"),))
    new = in_place(text, base, trial, "f").text
    left = native.situation(read_text(new))
    assert digest(left) == digest(trial.situation(base))
    assert len(left.rules) == len(base.rules) - len(off)
    gone = [line for line in text.splitlines() if line not in new.splitlines()]
    assert len(gone) <= 6 * len(off) + 1, "nothing but the rules and a behaviour"


def test_a_lever_that_relaxes_a_rule_that_goes_has_nothing_left_to_do() -> None:
    text = (
        "goodoffices: 1\ntitle: T\nparties:\n  a: {options: {x: do x}, prefers: [a.x]}\n"
        "rules: [{name: one, rule: not a.x}]\nlevers:\n  free: {by: a, relax: one}\n"
        "  more: {by: a, relax: [one], commit: a.x}\n"
    )
    base = native.situation(read_text(text))
    found = in_place(text, base, Trial(off=(0,)), "f")
    assert "rules: []\nlevers:\n  more: {by: a, commit: a.x}\n" in found.text
    assert found.told == (
        "the lever “free”: “one” is taken out, as it is done already",
        "the lever “free” is taken out, as it has nothing left to do",
        "the lever “more”: “one” is taken out, as it is done already",
    )


def test_most_trials_can_be_kept(cairo: Situation, bench: Situation) -> None:
    kept = 0
    for seed in range(60):
        base = (cairo, bench)[seed % 2]
        try:
            as_change(base, drawn(base, seed, behaviours=False), "kept")
            kept += 1
        except RequestError:
            pass
    assert kept >= 50


def test_back_to_the_file_is_no_change(cairo: Situation) -> None:
    own = cairo.party("hamas").behaviour[0]
    size = len(cairo.party("hamas").preference.criteria)
    trial = Trial().with_behaviour(cairo, "hamas", "nash")
    trial = trial.with_order(cairo, "hamas", range(size)[::-1]).with_rule(0, False)
    assert not trial.is_empty and trial.situation(cairo) != cairo
    trial = trial.with_behaviour(cairo, "hamas", own).with_order(cairo, "hamas", range(size))
    assert trial.with_rule(0, True).is_empty


def test_what_a_lever_cannot_say_is_refused(cairo: Situation) -> None:
    with pytest.raises(RequestError, match="behaviour"):
        as_change(cairo, Trial().with_behaviour(cairo, "hamas", "nash"), "x")
    nameless = next((at for at, rule in enumerate(cairo.rules) if not rule.name), None)
    if nameless is not None:
        with pytest.raises(RequestError, match="no name"):
            as_change(cairo, Trial().with_rule(nameless, False), "x")
    for wrong in (
        Trial(off=(99,)),
        Trial(orders=(("hamas", (0, 0)),)),
        Trial(orders=(("x", (0,)),)),
    ):
        with pytest.raises(RequestError):
            wrong.situation(cairo)


def test_reasons_are_told_for_as_many_as_asked(cairo: Situation) -> None:
    before = solve(cairo)
    after = solve(Trial().with_lever("pressure", True).situation(cairo))
    few, every = compare(before, after, told=2), compare(before, after)
    assert [one.yes for one in few.gained] == [one.yes for one in every.gained]
    assert few.gained[:2] == every.gained[:2]
    assert len(every.gained) > 2 and all(one.after is None for one in few.gained[2:])
