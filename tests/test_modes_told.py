"""Modes of preference in words: explain, compare, solve and the brief say what the verdicts say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from goodoffices.cli.main import run

HEAD = "goodoffices: 1\ntitle: T\nnow: []\nparties:\n"


@pytest.fixture
def written(tmp_path: Path) -> Any:
    """Writes a situation of these parties (and what follows them) and gives its path."""

    def write(*lines: str) -> str:
        file = tmp_path / "case.yaml"
        file.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
        return str(file)

    return write


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints, spaces single."""
    assert run(list(arguments)) == 0
    return " ".join(capsys.readouterr().out.split())


def data(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    return json.loads(told(capsys, *arguments, "--format", "json"))


def test_far_worse_looks_at_every_escape(written: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """a would do x, b would answer with y. At x and y a is far worse off than at first (by 2 on
    the second level), and that is its best from there; but where it takes x back it is worse by
    the first level, and mildly (by 1)."""
    path = written(
        "  a:",
        "    options: {x: do x}",
        "    prefers:",
        "      - not (b.y and not a.x)",
        "      - [{want: not b.y, weight: 3}, a.x]",
        "    strongly_by: [2]",
        "  b: {options: {y: do y}, prefers: [b.y iff a.x]}",
    )
    assert "far worse off than now. [gmr, strongly]" in told(
        capsys, "explain", path, "0", "--concept", "gmr"
    )
    text = told(capsys, "explain", path, "0", "--concept", "smr")
    assert "far worse" not in text and "[smr, weakly]" in text
    (state,) = data(capsys, "explain", path, "0", "--concept", "smr")["states"]
    assert state["parties"]["a"]["strength"] == 1 and "strength" not in state["parties"]["b"]


def test_who_stays_strongly_is_told_the_severe_sanction(
    written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """b has two answers: y is found first and is mildly worse for a, z is far worse."""
    path = written(
        "  a: {options: {x: do x}, prefers: [not b.z, {strongly: }, not b.y, a.x]}",
        "  b: {options: {y: do y, z: do z}}",
    )
    text = told(capsys, "explain", path, "0", "--concept", "gmr")
    assert "then b could do z, which leaves a far worse off than now. [gmr, strongly]" in text


def test_only_the_party_in_a_mode_is_told_vaguely(
    written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """c is divided, and d acts for a too; what a and b are told is as without them."""
    path = written(
        "  a: {options: {x: do x}, prefers: [not b.y, a.x]}",
        "  b: {options: {y: do y}, prefers: [b.y iff a.x]}",
        "  c: {options: {z: do z}, divided: {factions: {f: {prefers: [not c.z]}}}}",
        "  d: {options: {w: do w}, prefers: [not d.w], attitudes: {a: for, b: against}}",
    )
    text = told(capsys, "explain", path, "0")
    assert "A stays, although it could gain at first." in text
    assert "which leaves a no better off than now." in text
    assert "B stays: nothing that it can do leads to anything it prefers." in text
    assert "C stays: nothing that it can do leads to anything it would move for." in text
    better = "that is better for itself and a and worse for b"
    assert f"D stays: nothing that it can do leads to anything {better}." in text


def test_the_best_of_what_an_unranked_party_leaves_for_comes_first(
    written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """a leaves for any of three states and surely likes 3 most; nobody knows about w."""
    path = written(
        "  a:",
        "    options: {x: do x, y: do y}",
        "    prefers: [a.y, a.x, {want: b.w, unknown: true}]",
        "    extension: b",
        "  b: {options: {w: do w}}",
    )
    (state,) = data(capsys, "explain", path, "0")["states"]
    assert [one["to"] for one in state["parties"]["a"]["improvements"]] == [3, 2, 1]
    assert "it could do x and do y" in told(capsys, "explain", path, "0")


def test_no_empty_kinds_in_the_legend(written: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Under SIM and L2 sanctions have no degrees; the profile (SEQ) has."""
    path = written(
        "  a: {options: {x: do x}, prefers: [not b.y, {strongly: }, a.x]}",
        "  b: {options: {y: do y}, prefers: [b.y iff a.x]}",
    )
    text = told(capsys, "solve", path, "--concepts", "sim,l2")
    assert "under :" not in text and "a degree" not in text
    assert "as they behave, strongly" in text and "Strongly: by sanctions" in text
    assert "under SEQ: 1 any" in told(capsys, "solve", path, "--concepts", "nash,seq")


def test_moves_give_no_rank_to_who_has_none(
    written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(
        "  a: {options: {x: do x}, prefers: [{want: a.x, unknown: true}], extension: b}",
        "  b: {options: {y: do y}, prefers: [b.y]}",
    )
    assert data(capsys, "moves", path, "0")["states"][0]["ranks"] == {"a": None, "b": 1}


def test_strength_beside_all_four_extensions(
    written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """As in test_hybrid_by_hand: state 3 is strongly stable for a under a and c."""
    path = written(
        "  a: {options: {x: do x}, prefers: [b.y, {strongly: }, {want: a.x, unknown: true}]}",
        "  b: {options: {y: do y}, prefers: [b.y iff a.x]}",
    )
    text = told(capsys, "solve", path)
    assert "3 bd AbCd AbCd AbCd AbCd AbCd" in text
    assert "a, strongly – 2 1 1 1 1 b, strongly – – " in text
    assert "A capital letter: strongly" in text
    plain = written("  a: {options: {x: do x}, prefers: [{want: a.x, unknown: true}]}")
    assert "strongly" not in told(capsys, "solve", plain)


def test_compare_tells_strong_from_weak(written: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Both cooperating (3) holds by severe sanctions; with a's first wish made its last no more."""
    path = written(
        "  a: {options: {x: do x}, prefers: [b.y, {strongly: }, not a.x]}",
        "  b: {options: {y: do y}, prefers: [a.x, {strongly: }, not b.y]}",
        "levers: {mild: {lower: {a: b.y}}}",
    )
    text = told(capsys, "compare", path, "--with", "mild")
    assert "SEQ, strongly 1 0 0 1" in text
    answer = data(capsys, "compare", path, "--with", "mild")
    assert answer["strongly"]["seq"] == {"before": 1, "after": 0, "gained": 0, "lost": 1}
    assert answer["lost"][0]["before"]["strongly"] == ["gmr", "smr", "seq", "sseq", "profile"]
