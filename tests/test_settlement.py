"""The commands on paths, coalitions, mediation and rounds: shapes, words, pictures, ends."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

import goodoffices as go
from goodoffices.brief.words import often
from goodoffices.catalog.entry import CASES
from goodoffices.cli.main import run
from goodoffices.evolution import kinds

CAIRO = str(Path(__file__).parents[1] / "examples" / "cairo-talks")
BENCH = str(Path(__file__).parents[1] / "benchmarks" / "cases" / "bench264.yaml")
ELMIRA = str(CASES / "hipel_fang_kilgour_haight_1993" / "elmira.yaml")

TRUCE = """goodoffices: 1
title: Truce
now: []
parties:
  a: {options: {stop: stop firing}, prefers: [a.stop iff b.stop, b.stop]}
  b: {options: {stop: stop firing}, prefers: [a.stop iff b.stop, a.stop]}
"""
"""Both want to stop together, and going first hurts."""


def data(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run([*arguments, "--format", "json"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return json.loads(captured.out)


@pytest.fixture
def truce(tmp_path: Path) -> str:
    path = tmp_path / "truce.yaml"
    path.write_text(TRUCE)
    return str(path)


def test_a_truce_in_which_going_first_hurts(truce: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It holds under every notion and is reachable only jointly."""
    told = data(capsys, "paths", truce)
    assert told["from"] == 0
    both = next(one for one in told["to"] if one["state"] == 3)
    assert {"nash", "seq", "profile"} <= set(both["equilibrium"])
    assert both["kind"] == "joint"
    assert both["steps"] == [{"by": ["a", "b"], "from": 0, "to": 3}]
    today = next(one for one in told["to"] if one["state"] == 0)
    assert today["kind"] == "own" and today["probability"] == 1
    solved = data(capsys, "solve", truce)
    assert {s["id"]: s.get("strong") for s in solved["states"] if s["equilibrium"]} == {
        0: False,
        3: True,
    }


def test_the_founding_case_is_of_that_kind(capsys: pytest.CaptureFixture[str]) -> None:
    """Today holds; unity without a truce is reachable only jointly, by Hamas with Fatah first."""
    told = data(capsys, "paths", CAIRO)
    kinds = {one["kind"] for one in told["to"] if "profile" in one["equilibrium"]}
    assert kinds == {"own", "joint", "any"}
    assert [one["states"] for one in told["chain"]["endings"]] == [[5760]]
    found = data(capsys, "coalitions", CAIRO)
    pair = next(one for one in found["coalitions"] if one["members"] == ["hamas", "fatah"])
    assert 5760 in pair["upsets"]
    assert all(not step["alone"] for step in pair["improvements"] if step["from"] == 5760)
    assert found["strong"] == [6112, 6114, 6120, 6122]


def test_paths_asked_for_in_other_ways(capsys: pytest.CaptureFixture[str]) -> None:
    told = data(capsys, "paths", BENCH, "--choice", "logit", "--ready", "cedar=2", "--table")
    assert told["chain"]["assumption"] and told["chain"]["choice"] == "logit"
    assert told["table"] and set(told["table"][0]) == {"state", "moves", "improvements"}
    assert run(["paths", BENCH, "--table"]) == 0
    assert "by improvements only" in " ".join(capsys.readouterr().out.split())
    for wrong in (["--ready", "cedar"], ["--ready", "nobody=1"], ["--ready", "cedar=0"]):
        assert run(["paths", BENCH, *wrong]) == 2
    assert run(["paths", BENCH, "--from", "joint_port"]) == 2
    assert "expected one" in capsys.readouterr().err


def test_elmira_by_coalitions(capsys: pytest.CaptureFixture[str]) -> None:
    told = data(capsys, "coalitions", ELMIRA, "--members", "moe,uniroyal")
    (pair,) = told["coalitions"]
    assert pair == {
        "members": ["moe", "uniroyal"],
        "improvements": [
            {"from": 3, "to": 5, "alone": ["uniroyal"]},
            {"from": 18, "to": 21, "alone": []},
            {"from": 19, "to": 21, "alone": ["uniroyal"]},
        ],
        "upsets": [18],
    }
    assert run(["coalitions", ELMIRA, "--members", "moe"]) == 2
    assert run(["coalitions", ELMIRA, "--members", "moe,unroyal"]) == 2
    assert 'did you mean "uniroyal"' in capsys.readouterr().err
    told = data(capsys, "coalitions", ELMIRA, "--pareto")
    assert told["convention"] == "pareto" and len(told["coalitions"]) == 4


def test_mediate(capsys: pytest.CaptureFixture[str]) -> None:
    told = data(capsys, "mediate", CAIRO, "settlement", "--states", "1")
    assert told["n_states"] == 12 and told["n_hold"] == 0
    (state,) = told["states"]
    assert set(state) == {"id", "yes", "parties", "together"}
    assert state["parties"]["israel"]["stable_now"] is False
    assert state["parties"]["israel"]["needs"]
    assert state["parties"]["hamas"]["stable_now"] is True
    assert state["parties"]["israel"]["smallest_change"]["swaps"] == 1
    first = told["packages"][0]
    assert first["levers"] == ["pressure"] and first["cost"] == 1 and first["robustness"] == 1
    assert first["by"] == ["international"] and first["reachable"] == "improving"
    assert first["path"][0] == {"by": ["israel"], "from": 5760, "to": first["path"][0]["to"]}
    assert first["path"][-1]["to"] in first["holds_at"]
    assert told["search"] == {
        "sets": 16,
        "tried": 16,
        "complete": True,
        "without_model": 0,
        "hold": 8,
    }
    assert run(["mediate", CAIRO, "settlement"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "not advice" in text
    assert run(["mediate", CAIRO, "settlement", "--levers", "presure"]) == 2
    assert run(["mediate", CAIRO, "deadlock and settlement"]) == 2
    assert "weaken it" in capsys.readouterr().err


def test_mediate_counts_rankings(truce: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = data(capsys, "mediate", truce, "3", "--count")
    assert told["packages"] == [] and told["search"] is None
    # Unless a puts both "b alone" and "nobody" above it: two thirds of the 24 rankings.
    assert told["states"][0]["parties"]["a"]["rankings"] == {"hold": 16, "of": 24}


def test_rounds(capsys: pytest.CaptureFixture[str]) -> None:
    told = data(capsys, "rounds", CAIRO)
    assert [len(nodes) for nodes in told["rounds"]] == [1, 1, 4]
    assert told["rounds"][0][0]["precedents"] == []
    second = told["rounds"][1][0]
    assert second["precedents"] == ["unity"] and second["start"] == 6112
    settled = next(one for one in second["outcomes"] if one["state"] == 4095)
    assert settled["because"] == ["unity"] and settled["reachable"] == "own"
    assert len(data(capsys, "rounds", CAIRO, "--rounds", "1")["rounds"]) == 1
    assert run(["rounds", BENCH]) == 2
    assert "precedents" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["paths", CAIRO],
        ["coalitions", CAIRO],
        ["mediate", CAIRO, "settlement", "--states", "0"],
        ["rounds", CAIRO],
    ],
    ids=lambda arguments: arguments[0],
)
def test_text_and_picture(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    figure = tmp_path / "figure.svg"
    assert run([*arguments, "--figure", str(figure)]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert max(map(len, captured.out.split("\n"))) <= 60 + len(str(figure))
    root = ElementTree.fromstring(figure.read_text(encoding="utf-8"))
    assert root.tag.endswith("svg") and len(list(root.iter())) > 10
    assert run([*arguments, "--figure", str(tmp_path / "figure.png")]) == 2
    assert ".svg" in capsys.readouterr().err


def test_in_a_notebook() -> None:
    case = go.load(CAIRO)
    views = (case.paths(), case.coalitions(), case.mediate("settlement", states=0), case.rounds(2))
    for view in views:
        shown = view._repr_html_()
        assert shown.startswith("<svg") and "<p>" in shown
        assert str(view) and view.as_dict()["digest"] == case.digest


def test_changes_join_in_file_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A lever asked for with --with is no package any more, and is not put below one."""
    path = tmp_path / "order.yaml"
    path.write_text(
        TRUCE + "levers:\n  up: {raise: {a: a.stop}}\n  down: {raise: {a: not a.stop}}\n"
    )
    told = data(capsys, "mediate", str(path), "a.stop", "--with", "down", "--states", "0")
    assert told["search"]["sets"] == 2
    assert told["packages"] == []
    told = data(capsys, "mediate", str(path), "a.stop", "--states", "0")
    assert ["up"] in [one["levers"] for one in told["packages"]]


def test_too_many_states_for_joint_paths_are_said(
    truce: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kinds, "MOST_JOINT", 3)
    told = data(capsys, "paths", truce)
    assert "joint" not in told["kinds_tried"]
    assert run(["paths", truce]) == 0
    assert "not looked for" in capsys.readouterr().out


def test_strong_with_many_parties(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "many.yaml"
    parties = "".join(f"  p{k}: {{options: {{x: do x}}, prefers: [p{k}.x]}}\n" for k in range(11))
    path.write_text(f"goodoffices: 1\ntitle: Many\nparties:\n{parties}")
    told = data(capsys, "coalitions", str(path), "--members", "p0,p1")
    assert told["strong"] == [2**11 - 1]
    assert run(["coalitions", str(path)]) == 2
    assert "--members" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (0.0, "never end there"),
        (0.0004, "end there less than once in 100 times"),
        (0.25, "end there 25 times in 100"),
        (0.998, "end there more than 99 times in 100"),
        (1.0 - 1e-15, "always end there"),
    ],
)
def test_no_share_is_rounded_to_never_or_to_always(share: float, told: str) -> None:
    assert often(share) == told
