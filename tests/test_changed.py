"""check and convert with types, levers and an extension: the changed model, checked and written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from goodoffices.api import load
from goodoffices.cli.main import run

ROOT = Path(__file__).parents[1]
CAIRO = str(ROOT / "examples" / "cairo-talks")
LAKE = str(
    ROOT / "src/goodoffices/catalog/cases/li_hipel_kilgour_fang_2004/lake_gisborne_unknown.yaml"
)
MODEL = """goodoffices: 1
title: T
parties:
  a:
    options: {x: do x, y: do y}
    prefers: [{want: a.x, because: assumption}, {strongly: }, [a.y, {want: b.z, weight: 2}]]
    elicited: {by: A. Desk, on: 2026-11-22, answers: 2, record: a.yaml}
  b: {options: {z: do z}, ranking: [a.x, "true"]}
  c: {divided: {factions: {f: {share: 0.6, prefers: [a.x]}, g: {ranking: [b.z, "true"]}}}}
rules: [{name: one, rule: not (a.x and a.y)}]
closed: [b.z]
levers:
  open: {allow: b.z, relax: one}
  shut: {forbid: a.y, commit: a.x}
  wish: {raise: {a: [[a.y, b.z]], c: b.z}, lower: {a: a.x}}
  place: {raise: {b: a.y}}
  jointly: {together: [a, b]}
  doubt: {raise: {b: [{want: a.y, unknown: true}]}}
types: {b: {eager: {raise: b.z, probability: 1}}}
"""
SETS = (
    ["--with", "open"],
    ["--with", "shut"],
    ["--with", "wish"],
    ["--with", "open", "--with", "wish", "--with", "shut"],
    ["--with", "place", "--type", "b=eager"],
    ["--with", "open", "--with", "place"],
)


@pytest.fixture
def model(tmp_path: Path) -> str:
    path = tmp_path / "model.yaml"
    path.write_text(MODEL, encoding="utf-8")
    return str(path)


def solved(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert run(["solve", *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)["states"]


@pytest.mark.parametrize("options", SETS, ids=" ".join)
def test_what_is_written_is_what_is_solved(
    model: str, options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = str(tmp_path / "changed.yaml")
    assert run(["convert", model, target, *options]) == 0
    assert "changed: " in capsys.readouterr().err
    assert solved(capsys, target) == solved(capsys, model, *options)
    names = options[1::2]
    kept = load(target).situation.levers
    assert not {one.id for one in kept} & set(names)
    assert run(["check", model, *options]) == 0
    assert f"With {'b=eager, ' if 'b=eager' in names else ''}" in capsys.readouterr().out


def test_the_case_and_its_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = str(tmp_path / "cairo.yaml")
    options = ["--with", "pressure", "--type", "israel=unwilling"]
    assert run(["convert", CAIRO, target, *options]) == 0
    told = capsys.readouterr().err
    assert "changed: israel: preference written anew" in told
    assert "changed: lever pressure left out, for it is applied" in told
    assert solved(capsys, target) == solved(capsys, CAIRO, *options)
    assert run(["convert", CAIRO, str(tmp_path / "cairo.gmcr"), *options]) == 0


def test_what_stands_there_stays_and_what_is_no_longer_so_goes(
    model: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "changed.yaml"
    assert run(["convert", model, str(target), "--with", "wish"]) == 0
    assert "a: elicited left out, for the order is another" in capsys.readouterr().err
    text = target.read_text(encoding="utf-8")
    assert "{want: b.z, weight: 2}" in text and "elicited" not in text
    assert "wish" not in text and "because: assumption" not in text  # lower writes a.x anew


def test_a_doubt_that_is_settled_is_written_as_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "lake.yaml"
    options = ["--type", "provincial=economic"]
    assert run(["convert", LAKE, str(target), *options]) == 0
    capsys.readouterr()
    assert "ranking: [2, 6, 3, 7, 0, 4, 1, 5]" in target.read_text(encoding="utf-8")
    assert solved(capsys, str(target)) == solved(capsys, LAKE, *options)
    assert run(["convert", LAKE, str(target), "--force", *options, "--extension", "c"]) == 0
    capsys.readouterr()
    assert "extension" not in target.read_text(encoding="utf-8")  # it would say nothing
    assert solved(capsys, str(target)) == solved(capsys, LAKE, *options, "--extension", "c")
    chosen = tmp_path / "chosen.yaml"
    assert run(["convert", LAKE, str(chosen), "--extension", "b"]) == 0
    capsys.readouterr()
    assert solved(capsys, str(chosen)) == solved(capsys, LAKE, "--extension", "b")


@pytest.mark.parametrize(
    ("lever", "told"),
    [("jointly", "stand in levers and types only"), ("doubt", "no one key of a file can say")],
)
def test_what_no_file_can_say_is_refused(
    model: str, lever: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "changed.yaml"
    assert run(["convert", model, str(target), "--with", lever]) == 2
    assert told in capsys.readouterr().err and not target.exists()


def test_check_reports_mistakes_that_changes_make(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "model.yaml"
    text = MODEL.replace("title: T", "title: T\nnow: [a.y]")
    path.write_text(text, encoding="utf-8")
    assert run(["check", str(path)]) == 0
    capsys.readouterr()
    assert run(["check", str(path), "--with", "shut"]) == 2
    assert "the status quo breaks the rule" in capsys.readouterr().err
    assert run(["convert", str(path), str(tmp_path / "b.yaml"), "--with", "shut"]) == 2
    assert "would not be in order" in capsys.readouterr().err


def test_check_tells_the_changed_model(model: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", model, "--with", "open", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["n_states"], told["applied"], told["rules"]) == (8, ["open"], 0)
    assert run(["check", model, "--with", "opne"]) == 2
    assert 'did you mean "open"' in capsys.readouterr().err
