"""Every command: what it prints as text and as JSON, in a narrow terminal, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from goodoffices.cli.main import COMMANDS, run

CAIRO = str(Path(__file__).parents[1] / "examples" / "cairo-talks")


def told(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert run(list(arguments)) == status
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def data(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    return json.loads(told(capsys, *arguments, "--format", "json"))


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, "--help")
    for name in COMMANDS:
        assert name in text
        assert "Usage" in told(capsys, name, "--help")


def test_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sovle"]) == 2
    assert 'did you mean "solve"' in capsys.readouterr().err


def test_new_check_solve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "water-talks"
    told(capsys, "new", str(folder), "--title", 'Water: "who pays"?')
    assert data(capsys, "check", str(folder))["title"] == 'Water: "who pays"?'
    answer = data(capsys, "solve", str(folder))
    assert answer["n_states"] == 13 and any(s["equilibrium"] for s in answer["states"])
    claims = data(capsys, "claims", str(folder))["claims"]
    assert [c["answer"] for c in claims] == ["supported", "supported"]
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert run(["new", str(folder)]) == 2
    assert "not empty" in capsys.readouterr().err
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_check_says_what_rests_on_what(capsys: pytest.CaptureFixture[str]) -> None:
    answer = data(capsys, "check", CAIRO)
    assert answer["n_states"] == 640 and answer["items"] == 16 and answer["warnings"] == []
    coverage = answer["coverage"]
    assert coverage["on_nothing"] == []
    assert coverage["idle_items"] == ["e15"]
    assert all(e["because"] == ["assumption"] and e["line"] for e in coverage["on_assumption"])
    text = told(capsys, "check", CAIRO)
    assert "Resting on an assumption" in text and "digest" in text


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    answer = data(capsys, "explain", CAIRO, "settlement")
    assert answer["fitting"] == 12 and len(answer["states"]) == 10
    for state in answer["states"]:
        israel = state["parties"]["israel"]
        assert not israel["stable"] and not israel["improvements"][0]["deterred"]
    text = told(capsys, "explain", CAIRO, "5760")
    assert "It is where things stand today." in text
    assert "Hamas stays" in text
    assert "[nash]" in told(capsys, "explain", CAIRO, "deadlock", "--concept", "nash")


def test_explain_what_no_state_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", CAIRO, "exchange and not ceasefire"]) == 2
    assert "no feasible state fits" in capsys.readouterr().err


def test_moves(capsys: pytest.CaptureFixture[str]) -> None:
    answer = data(capsys, "moves", CAIRO, "5760")
    (state,) = answer["states"]
    assert state["improvements"]["hamas"] == []
    assert state["moves"]["fatah"] == [5760 + 64]
    assert all(set(state["improvements"][p]) <= set(state["moves"][p]) for p in answer["parties"])
    assert "5824" in told(capsys, "moves", CAIRO, "5760")


def test_compare_with_a_lever(capsys: pytest.CaptureFixture[str]) -> None:
    answer = data(capsys, "compare", CAIRO, "--with", "guarantee")
    counts = answer["counts"]["profile"]
    assert counts["after"] - counts["before"] == counts["gained"] - counts["lost"]
    assert len(answer["gained"]) == counts["gained"]
    for one in answer["gained"]:
        assert not one["before"]["holds"] and one["after"]["holds"]
    text = told(capsys, "compare", CAIRO, "--with", "guarantee")
    assert "Gained" in text and "before: " in text and "after: every party stays." in text


def test_compare_two_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    head = "goodoffices: 1\ntitle: T\nparties:\n  a: {options: {x: go}, prefers: [%s]}\n"
    first.write_text(head % "a.x")
    second.write_text(head % "not a.x" + "  b: {options: {y: stay}, prefers: [b.y]}\n")
    answer = data(capsys, "compare", str(first), str(second), "--concept", "nash")
    assert [one["yes"] for one in answer["gained"]] == [["b.y"]]
    assert [one["yes"] for one in answer["lost"]] == [["a.x"]]
    assert answer["gained"][0]["before"] is None


def test_compare_with_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", CAIRO]) == 2
    assert "nothing to compare" in capsys.readouterr().err


def test_claims_strict(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["claims", CAIRO, "--strict"]) == 0
    capsys.readouterr()
    folder = tmp_path / "case"
    told(capsys, "new", str(folder))
    evidence = folder / "evidence.yaml"
    text = evidence.read_text(encoding="utf-8")
    evidence.write_text(text.replace("north wants south.truce", "north wants not south.truce"))
    assert "contradicted" in told(capsys, "claims", str(folder))
    assert run(["claims", str(folder), "--strict"]) == 1


def test_brief_and_demo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = data(capsys, "brief", CAIRO, "-o", str(tmp_path))
    assert Path(answer["html"]).is_file() and Path(answer["markdown"]).is_file()
    folder = tmp_path / "copy"
    assert "explain" in told(capsys, "demo", str(folder))
    assert (folder / "cairo-talks-brief.html").is_file()
    assert run(["demo", str(folder)]) == 2


@pytest.mark.parametrize("width", ["30", "200"])
def test_any_width(width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line of a table is cut: in a narrow terminal rows become lists."""
    environment = os.environ | {"COLUMNS": width}
    command = [sys.executable, "-m", "goodoffices", "solve", CAIRO]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert "international" in done.stdout and "…" not in done.stdout
    assert done.stderr == ""


def test_a_closed_pipe_ends_quietly() -> None:
    command = f'"{sys.executable}" -m goodoffices solve "{CAIRO}" --format json | head -c 10'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert "Traceback" not in done.stderr and "Error" not in done.stderr


def test_an_unexpected_fault_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr("goodoffices.cli.solve.solve", broken)
    assert run(["solve", CAIRO]) == 2
    assert "a fault of the program" in capsys.readouterr().err


def test_interruption_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("goodoffices.cli.solve.solve", interrupted)
    assert run(["solve", CAIRO]) == 130
