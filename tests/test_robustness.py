"""Robustness: exact cases, everything counted against the literal variants, and the command."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import permutations, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from test_variants import made, sure

import goodoffices
from goodoffices.analyses.solution import solve
from goodoffices.batch.batch import BITS
from goodoffices.case import load_case
from goodoffices.cli.main import run
from goodoffices.errors import RequestError
from goodoffices.formats.readers import read_situation
from goodoffices.model.situation import Situation
from goodoffices.robustness.design import Design
from goodoffices.robustness.drivers import drivers
from goodoffices.robustness.inputs import CHOICE, ORDER, Input
from goodoffices.robustness.mallows import probability
from goodoffices.robustness.opened import variant_text
from goodoffices.robustness.pace import paced
from goodoffices.robustness.result import Answer, Result
from goodoffices.robustness.shares import Share
from goodoffices.robustness.tally import Tally
from goodoffices.robustness.task import Chunk, Task
from goodoffices.robustness.uncertain import uncertain
from goodoffices.robustness.words import told, word
from goodoffices.robustness.written import Drawn, situation
from goodoffices.states import StateSpace

ROOT = Path(__file__).parents[1]
CAIRO = ROOT / "examples" / "cairo-talks"
TYPES = {
    "a": {
        "keen": {"probability": 0.3, "raise": ["a.x"]},
        "wary": {"probability": 0.7, "raise": ["not a.x"]},
    }
}


def result(base: Situation, samples: int, *asked: str, vary: bool = False, seed: int = 1) -> Result:
    task = Task(Design(uncertain(base, vary), samples, seed), asked)
    tally = task.chunk(0).tally
    for number in range(1, task.design.chunks):
        tally += task.chunk(number).tally
    return Result(task, tally)


def answer(found: Result, text: str) -> Answer:
    return next(one for one in found.answers if one.question.text == text)


def holds(one: Situation, text: str) -> bool:
    """The definition: some equilibrium of the behaviour profile satisfies the expression."""
    if len(StateSpace.of(one)) == 0:
        return False
    found = solve(replace(one, now=None))
    held = found.verdicts.equilibrium("profile")
    return bool(held[found.space.find(text)].any())


def exact(base: Situation, text: str) -> float:
    """The expected share: every variant there can be, solved by itself, times its probability."""
    found = uncertain(base)
    total = 0.0
    values = [range(len(one.values)) for one in found.choices]
    orders = [list(permutations(range(run.length))) for run in found.runs]
    for value in product(*values):
        for order in product(*orders):
            chance = 1.0
            for choice, at in zip(found.choices, value, strict=True):
                chance *= choice.middle[at]
            for one, items in zip(found.runs, order, strict=True):
                chance *= probability(items, one.phi)
            if chance > 0 and holds(situation(found, Drawn(value, order)), text):
                total += chance
    return total


def test_two_types_have_the_shares_of_their_probabilities() -> None:
    base = made({"prefers": ["a.x"]}, types=TYPES)
    found = result(base, 10_000, "a.x", "not a.x")
    with_x, without = answer(found, "a.x"), answer(found, "not a.x")
    for one, p in ((with_x, 0.3), (without, 0.7)):
        assert one.share.share == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / 10_000))
        low, high = one.share.interval
        assert low < one.share.share < high
        assert (one.low, one.high) == (one.share.share, one.share.share)
    assert with_x.share.count + without.share.count == 10_000
    assert exact(base, "a.x") == pytest.approx(0.3)


@pytest.mark.parametrize("phi", [0.0, 0.3, 0.7, 1.0])
def test_shares_over_orders_are_those_of_all_orders_written_out(phi: float) -> None:
    how = {"phi": phi}
    wants = ["a.x if b.w", sure("not a.x", how), sure("a.y iff b.w", how), sure("not a.y", how)]
    base = made({"prefers": wants})
    found = result(base, 10_000, "a.x", "a.y", "a.x and a.y", "not a.x and not a.y")
    for one in found.answers:
        p = exact(base, one.question.text)
        error = 4 * np.sqrt(max(p * (1 - p), 1e-12) / 10_000)
        assert one.share.share == pytest.approx(p, abs=error), one.question.text
    if phi == 0:
        assert all(one.share.share in (0, 1) for one in found.answers)


def test_ranges_hold_every_point_inside_them() -> None:
    def at(keen: Any) -> Situation:
        types = {"a": {"keen": {**TYPES["a"]["keen"], "probability": keen}}}
        types["a"]["wary"] = {"raise": ["not a.x"]}
        wants = ["a.x", sure("not a.y", "guess"), sure("a.y", "likely")]
        rules = [{"rule": "a.y requires a.x", "probability": [0.2, 0.6]}]
        return made({"prefers": wants}, types=types, rules=rules)

    found = answer(result(at([0.1, 0.6]), 20_000, "a.x"), "a.x")
    assert found.low < found.share.share < found.high
    for keen in (0.1, 0.2, 0.35, 0.5, 0.6):
        inside = exact(at(keen), "a.x")
        assert found.low - 0.01 <= inside <= found.high + 0.01
    assert found.low == pytest.approx(0.1, abs=0.02)
    assert found.high == pytest.approx(0.6, abs=0.02)


def test_everything_counted_is_what_the_variants_say_one_by_one() -> None:
    rules = [{"rule": "a.z requires b.w", "probability": 0.5}]
    wants = ["a.x if b.w", sure("not a.y", "guess"), sure("a.z", "guess"), sure("a.y", "likely")]
    base = made({"prefers": wants, "behaviour": ["nash", "seq"]}, types=TYPES, rules=rules)
    found = result(base, 300, "a.y and a.z", "b.w")
    task, tally = found.task, found.tally
    variants = task.design.chunk(0)
    solved = [solve(replace(task.design.situation_of(n), now=None)) for n in range(300)]
    held: dict[int, dict[str, int]] = {}
    for one in solved:
        for kind in BITS:
            for state in one.space.ids[one.verdicts.equilibrium(kind)].tolist():
                held.setdefault(state, dict.fromkeys(BITS, 0))[kind] += 1
    assert {
        int(state): dict(zip(BITS, counts, strict=True))
        for state, counts in zip(tally.states.ids, tally.states.kinds.tolist(), strict=True)
    } == held
    assert {one.id: one.share.count for one in found.equilibria} == {
        state: counts["profile"] for state, counts in held.items() if counts["profile"]
    }
    for q, question in enumerate(task.questions):
        hits = [holds(one.situation, question.text) for one in solved]
        assert found.answers[q].share.count == sum(hits)
        for one, table in zip(task.inputs, tally.inputs, strict=True):
            column = one.column(variants).tolist()
            for value in range(len(one.values)):
                rows = [n for n in range(300) if column[n] == value]
                assert table[value, 0] == len(rows)
                assert table[value, 1 + q] == sum(hits[n] for n in rows)
        for holding, number in (
            (True, found.answers[q].holds_in),
            (False, found.answers[q].fails_in),
        ):
            there = [n for n in range(300) if hits[n] == holding]
            log = variants.log_probability
            assert number == (max(there, key=lambda n: (log[n], -n)) if there else None)


def test_inputs_say_what_was_drawn() -> None:
    wants = ["a.x", sure("a.y", "guess"), sure("a.z", "guess")]
    task = Task(Design(uncertain(made({"prefers": wants})), 200, 3))
    variants = task.design.chunk(0)
    whole, *pairs = task.inputs
    assert [one.name for one in pairs] == [
        f"order of a: 1 to 3: {n}" for n in ("1 and 2", "1 and 3", "2 and 3")
    ]
    for row, order in enumerate(variants.orders[0].tolist()):
        texts = [("a.x", "a.y", "a.z")[item] for item in order]
        assert whole.values[whole.column(variants)[row]] == " > ".join(texts)
        for one in pairs:
            first, second = one.values[one.column(variants)[row]].split(" > ")
            assert texts.index(first) < texts.index(second)


def test_drivers_name_the_input_that_decides() -> None:
    wants = ["a.x", sure("a.y", "guess")]
    found = result(made({"prefers": wants}, types=TYPES), 2_000, "a.x")
    first, *others = answer(found, "a.x").drivers
    assert first.input.name == "type of a" and first.beyond_chance
    assert first.explains == pytest.approx(1)
    assert all(one.explains < 0.02 and not one.beyond_chance for one in others)
    assert [(v.text, v.share) for v in first.table] == [("keen", 1.0), ("wary", 0.0)]


def test_first_order_indices_are_those_of_sobol() -> None:
    """x holds where neither of two rules is on: each alone explains a third, together all."""
    rules = [
        {"rule": "not a.x", "probability": 0.5, "name": "one"},
        {"rule": "not a.x or not a.x", "probability": 0.5, "name": "two"},
    ]
    found = answer(result(made({"prefers": ["a.x"]}, rules=rules), 20_000, "a.x"), "a.x")
    assert found.share.share == pytest.approx(0.25, abs=0.015)
    for one in found.drivers:
        # Var E[Y|X] = ½ · ½ · (½ − 0)² = 1/16, Var Y = 3/16
        assert one.explains == pytest.approx(1 / 3, abs=0.03)


def test_tallies_add_up_in_any_order_and_survive_being_written() -> None:
    task = Task(Design(uncertain(load_case(CAIRO).as_variant()), 2_500, 7), ("ceasefire",))
    parts = [task.chunk(number).tally for number in range(3)]
    forth = (parts[0] + parts[1]) + parts[2]
    back = parts[2] + (parts[1] + parts[0])
    again = Tally.from_data(json.loads(json.dumps(back.as_data())))
    texts = {json.dumps(Result(task, one).as_dict()) for one in (forth, back, again)}
    assert len(texts) == 1


def test_rows_say_what_the_tally_counts() -> None:
    task = Task(Design(uncertain(load_case(CAIRO).as_variant()), 400, 7), ("ceasefire",))
    chunk = task.chunk(0, rows=True)
    rows = chunk.rows
    assert rows is not None
    assert rows.hits.sum(axis=0).tolist() == chunk.tally.questions[1:].sum(axis=1).tolist()
    ids, counts = np.unique(rows.ids, return_counts=True)
    held = chunk.tally.states.profile.sum(axis=1)
    assert ids.tolist() == chunk.tally.states.ids[held > 0].tolist()
    assert counts.tolist() == held[held > 0].tolist()
    assert np.diff(rows.start).tolist() == rows.kinds[:, list(BITS).index("profile")].tolist()
    assert rows.states.tolist() == [640] * 400


def test_words_are_their_own_and_never_of_likelihood() -> None:
    expected = {0: "none", 1: "few", 399: "few", 400: "about half", 600: "about half"}
    expected |= {601: "most", 899: "most", 900: "nearly all", 999: "nearly all", 1000: "all"}
    assert {count: word(Share(count, 1000)) for count in expected} == expected
    assert told(Share(1, 1000)) == "in few of the variants tried (1 of 1,000)"


def test_graph_form_and_named_states() -> None:
    graph = {
        "goodoffices": 1,
        "title": "Graph",
        "parties": {
            "a": {"prefers": ["s", sure("t", "guess")]},
            "b": {"prefers": ["t", sure("s", "guess")]},
        },
        "graph": {
            "states": {"s": "here", "t": "there"},
            "moves": {"a": [["s", "t"], ["t", "s"]], "b": [["s", "t"]]},
        },
    }
    from goodoffices.formats.native import from_data

    found = result(from_data(graph).situation, 300, "s")
    assert found.tally.alone == 0
    assert {one.name for one in found.equilibria} <= {"s", "t"}
    hits = sum(holds(found.task.design.situation_of(n), "s") for n in range(300))
    assert answer(found, "s").share.count == hits


# The command.


def told_by(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert run(["robustness", *arguments]) == status
    captured = capsys.readouterr()
    return captured.out if status == 0 else captured.err


def test_the_contract_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    options = (
        str(CAIRO),
        "--samples",
        "1500",
        "--seed",
        "4",
        "--ask",
        "ceasefire",
        "--format",
        "json",
    )
    text = told_by(capsys, *options)
    assert told_by(capsys, *options) == text
    data = json.loads(text)
    assert (data["samples"], data["seed"]) == (1_500, 4)
    assert [one["expr"] for one in data["ask"]] == ["ceasefire"]
    assert {"share", "mc_se", "low", "high"} <= set(data["ask"][0])
    assert {"id", "yes", "share"} <= set(data["equilibria"][0])
    shares = [one["share"] for one in data["equilibria"]]
    assert shares == sorted(shares, reverse=True)
    assert data["drivers"] and data["assumptions"]
    low, high = data["ask"][0]["low"], data["ask"][0]["high"]
    assert low <= data["ask"][0]["share"] <= high


def test_text_in_a_narrow_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for columns in (50, 80, 140):
        monkeypatch.setenv("COLUMNS", str(columns))
        text = told_by(capsys, str(CAIRO), "--samples", "500", "--ask", "ceasefire and exchange")
        assert max(map(len, text.splitlines())) <= columns
        assert "not the probability" in " ".join(text.split())


def test_likeliest_variants_can_be_opened(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    options = (str(CAIRO), "--samples", "800", "--ask", "ceasefire and exchange")
    told_by(capsys, *options, "--write", str(tmp_path / "likeliest"))
    data = json.loads(told_by(capsys, *options, "--format", "json"))
    one = data["ask"][0]
    files = sorted(path.name for path in (tmp_path / "likeliest").iterdir())
    assert files == sorted(f"variant-{one[key]}.yaml" for key in ("holds_in", "fails_in"))
    design = Design(uncertain(load_case(CAIRO).as_variant()), 800, 1)
    for key, expected in (("holds_in", True), ("fails_in", False)):
        file = tmp_path / "likeliest" / f"variant-{one[key]}.yaml"
        opened = load_case(file).situation
        assert holds(opened, "ceasefire and exchange") is expected
        assert uncertain(opened).nothing
        assert opened.digest() != load_case(CAIRO).situation.digest()
        printed = told_by(capsys, str(CAIRO), "--variant", str(one[key]))
        assert printed == file.read_text(encoding="utf-8")
        mine, meant = solve(opened), solve(design.situation_of(one[key]))
        for kind in BITS:
            assert np.array_equal(mine.verdicts.equilibrium(kind), meant.verdicts.equilibrium(kind))


def test_what_is_certain_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    bench = str(ROOT / "benchmarks" / "cases" / "bench264.yaml")
    assert "nothing in this file is uncertain" in told_by(capsys, bench, status=2)
    text = told_by(capsys, bench, "--vary", "levers", "--samples", "300")
    assert "lever lever_1" in text
    assert 'unknown name "truse"' in told_by(capsys, str(CAIRO), "--ask", "truse", status=2)


def test_what_was_chosen_is_applied_in_every_variant(capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--samples", "300", "--format", "json", "--type", "israel=willing")
    data = json.loads(told_by(capsys, str(CAIRO), *options, "--with", "pressure"))
    assert not [one for one in data["uncertain"] if one["name"] == "type of israel"]
    task = Task(Design(uncertain(load_case(CAIRO).as_variant()), 300, 1))
    with pytest.raises(RequestError, match="unknown name"):
        Task(task.design, ("truse",))


def test_a_notebook_shows_the_same() -> None:
    shown = goodoffices.load(CAIRO).robustness("ceasefire", samples=300, seed=2)
    data = shown.as_dict()
    assert data["samples"] == 300
    assert "300 variants, seed 2" in repr(shown)
    assert "What is uncertain" in shown._repr_html_()
    with pytest.raises(RequestError, match="nothing in this file is uncertain"):
        goodoffices.load(ROOT / "benchmarks" / "cases" / "bench264.yaml").robustness()


def test_an_order_that_decides_nothing_explains_nothing() -> None:
    """Where its change is off it would stand as written, and so tell of the change."""
    types = {
        "a": {"keen": {"probability": 0.5, "raise": ["a.x", sure("a.y", "guess")]}, "wary": {}}
    }
    found = answer(result(made({"prefers": ["not a.x"]}, types=types), 4_000, "a.x"), "a.x")
    first, order = found.drivers
    assert first.input.name == "type of a" and first.explains == pytest.approx(1)
    assert order.input.kind == "order" and order.explains < 0.01 and not order.beyond_chance
    assert sum(one.explains for one in found.drivers) < 1.01


def test_a_question_stands_as_it_was_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ("--samples", "1000", "--ask", "israel.release and hamas.release")
    monkeypatch.setenv("COLUMNS", "160")
    text = told_by(capsys, str(CAIRO), *options, "--ask", " israel.release and hamas.release ")
    words = " ".join(text.split())
    assert words.count("israel.release and hamas.release") == 2  # a row, and what it depends on
    assert "What it depends on israel.release and hamas.release; a ceasefire" in words


UNFIT = """goodoffices: 1
title: Much that is left may not fit
parties:
  a: {options: {x: do x, y: do y}, ranking: [1, 5, a.y, true]}
  b: {options: {w: do w}, prefers: [b.w, {want: a.x, sure: likely}]}
now: [a.x]
closed: [a.y]
rules:
  - {name: one, rule: a.x, probability: 0.5}
  - {name: two, rule: b.w or a.x, probability: 0.25}
  - {rule: b.w requires a.x, probability: 0.5}
  - {rule: b.w requires a.x, probability: 0.5}
levers:
  allowed: {allow: a.y}
  too: {allow: [a.y]}
  forbidden: {forbid: a.x}
  relaxed: {relax: [one, two]}
  again: {relax: one, drop: {b: a.x}}
  also: {drop: {b: [a.x]}}
precedents:
  later: {after: b.w, relax: [two], drop: {b: a.x}, raise: {b: a.y}}
"""


def test_a_variant_is_written_without_what_does_not_fit_it(tmp_path: Path) -> None:
    """Status quo, ranking, rules to relax, options to allow, statements to drop, equal rules."""
    path = tmp_path / "unfit.yaml"
    path.write_text(UNFIT, encoding="utf-8")
    checked = read_situation(path)
    design = Design(uncertain(checked.situation, vary_levers=True), 120, 1)
    written = 0
    for number in range(120):
        meant = replace(design.situation_of(number), now=None)
        if len(StateSpace.of(meant)) == 0:
            with pytest.raises(RequestError, match=f"variant {number} .* no situation is feasible"):
                variant_text(checked, design, number)
            continue
        text = variant_text(checked, design, number)
        path.write_text(text, encoding="utf-8")
        opened = load_case(path).situation
        assert uncertain(opened).nothing
        assert ("now left out" in text) is (opened.now is None)
        mine, literal = solve(replace(opened, now=None)), solve(meant)
        assert mine.space.ids.tolist() == literal.space.ids.tolist()
        for kind in BITS:
            assert np.array_equal(
                mine.verdicts.equilibrium(kind), literal.verdicts.equilibrium(kind)
            )
        written += 1
    assert 40 < written < 120


def test_what_cannot_be_written_costs_no_result(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "unfit.yaml"
    path.write_text(UNFIT, encoding="utf-8")
    options = ["--vary", "levers", "--samples", "500", "--ask", "a.x or not a.x"]
    options += ["--format", "json", "--write", str(tmp_path / "likeliest")]
    assert run(["robustness", str(path), *options]) == 0
    out, err = capsys.readouterr()
    one = json.loads(out)["ask"][0]
    assert json.loads(out)["infeasible"] > 0
    assert one["fails_in"] is None, "it fails only where nothing is feasible"
    assert "cannot be written" not in err
    there = [file.name for file in (tmp_path / "likeliest").iterdir()]
    assert there == [f"variant-{one['holds_in']}.yaml"]
    options[-1] = str(path / "in a file")
    assert run(["robustness", str(path), *options]) == 2
    assert json.loads(capsys.readouterr().out)["ask"][0] == one


def test_what_was_broken_off_is_shown_with_the_status_of_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = Task.chunk

    def chunk(task: Task, number: int, rows: bool = False) -> Chunk:
        if number == 2:
            raise KeyboardInterrupt
        return tried(task, number, rows)

    monkeypatch.setattr(Task, "chunk", chunk)
    monkeypatch.setattr("goodoffices.robustness.spread.cores", lambda: 1)
    options = ["--samples", "9000", "--ask", "ceasefire", "--format", "json"]
    assert run(["robustness", str(CAIRO), *options]) == 130
    out, err = capsys.readouterr()
    assert json.loads(out)["samples"] == 2_000
    assert "stopped: 2,000 of 9,000 variants are counted" in err


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A file whose variants are solved one by one."""
    text = (CAIRO / "situation.yaml").read_text(encoding="utf-8")
    party = text.index("parties:\n") + len("parties:\n")
    end = text.index("\n", party)
    path = tmp_path / "alone.yaml"
    path.write_text(f"{text[:end]}\n    behaviour: [sim, seq]{text[end:]}", encoding="utf-8")
    return path


def test_where_each_is_solved_by_itself_little_is_lost(
    alone: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = Task.chunk

    def chunk(task: Task, number: int, rows: bool = False) -> Chunk:
        if number == 3:
            raise KeyboardInterrupt
        return tried(task, number, rows)

    monkeypatch.setattr("goodoffices.robustness.pace.AT_ONCE", 0.0)
    monkeypatch.setattr("goodoffices.robustness.spread.cores", lambda: 1)
    options = ["--samples", "20", "--ask", "ceasefire", "--format", "json"]
    assert run(["robustness", str(alone), *options]) == 0
    whole = json.loads(capsys.readouterr().out)
    assert whole["one_by_one"] > 0
    with monkeypatch.context() as patch:
        patch.setattr("goodoffices.robustness.pace.AT_ONCE", 1e6)
        assert run(["robustness", str(alone), *options]) == 0
        assert json.loads(capsys.readouterr().out) == whole
    monkeypatch.setattr(Task, "chunk", chunk)
    assert run(["robustness", str(alone), *options]) == 130
    out, err = capsys.readouterr()
    assert json.loads(out)["samples"] == 3
    assert "stopped: 3 of 20 variants are counted" in err


def test_how_long_it_takes_counts_what_differs() -> None:
    wants = ["a.x", sure("a.y", "guess"), sure("not b.w", "guess")]
    some = paced(Task(Design(uncertain(made({"prefers": wants, "behaviour": "sim"})), 10**6, 1)))
    assert 0 < some.seconds <= 6 * some.each and some.why
    assert some.task.design.samples == 10**6 and 1 <= some.task.design.size <= 1_000
    together = paced(Task(Design(uncertain(made({"prefers": wants})), 10**6, 1)))
    assert together.seconds == 0 and together.task.design.size == 1_000


def test_broken_off_before_anything_is_done(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def chunk(task: Task, number: int, rows: bool = False) -> Chunk:
        raise KeyboardInterrupt

    monkeypatch.setattr(Task, "chunk", chunk)
    assert run(["robustness", str(CAIRO), "--samples", "900"]) == 130
    out, err = capsys.readouterr()
    assert out == "" and "stopped before the first 900 variants" in err


def test_rare_orders_and_verdicts_are_beyond_chance_once_in_a_thousand_times() -> None:
    """Of 3,000 inputs that decide nothing 3 are expected; with χ² alone there were 60 and more."""
    shares = np.array([probability(one, 0.3) for one in permutations(range(4))])
    one = Input(ORDER, "order", tuple(map(str, range(24))), 0)
    chance = np.random.default_rng(7)
    for p in (0.05, 0.003):
        said = 0
        for _ in range(3_000):
            of = chance.multinomial(1_000, shares)
            table = np.stack([of, chance.binomial(of, p)], axis=1)
            said += any(found.beyond_chance for found in drivers([one], [table], 0))
        assert said <= 10


def test_a_rare_type_that_decides_all_is_beyond_chance() -> None:
    one = Input(CHOICE, "type of a", ("keen", "wary"), 0)
    (found,) = drivers([one], [np.array([[4, 4], [9_996, 0]])], 0)
    assert found.beyond_chance and found.explains == pytest.approx(1)


def test_a_variant_in_which_a_ranking_does_not_rank_all_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ranked.yaml"
    path.write_text(
        "goodoffices: 1\ntitle: T\nparties:\n"
        "  a: {options: {x: do x, y: do y}, ranking: [1, 5, 4]}\n"
        "  b: {options: {w: do w}, prefers: [a.x]}\n"
        "rules: [{rule: not a.y, probability: 0.9}, a.x or b.w]\n",
        encoding="utf-8",
    )
    assert run(["robustness", str(path), "--samples", "90"]) == 2
    err = capsys.readouterr().err
    named = re.search(
        r"variant (\d+) \(rule not a.y: off\): a ranking leaves out feasible states: 3, 6, 7; ", err
    )
    assert named is not None
    design = Design(uncertain(load_case(path).as_variant()), 90, 1)
    assert design.draw(np.array([int(named[1])])).rules_on.tolist() == [[False, True]]
