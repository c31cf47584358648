"""The contract of ``solve``: DESIGN's JSON, listings, exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from goodoffices.cli.main import run

CAIRO = str(Path(__file__).parents[1] / "examples" / "cairo-talks")
BENCH = str(Path(__file__).parents[1] / "benchmarks" / "cases" / "bench264.yaml")
FIVE = ["nash", "gmr", "smr", "seq", "sseq"]


def solved(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(["solve", *arguments, "--format", "json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_the_keys_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    answer = solved(capsys, CAIRO)
    head = ["goodoffices", "digest", "title", "parties", "options", "concepts", "behaviour"]
    assert list(answer) == [*head, "n_states", "states"]
    assert answer["concepts"] == FIVE
    assert answer["n_states"] == len(answer["states"]) == 640
    state = answer["states"][0]
    keys = {"id", "yes", "ranks", "stable", "equilibrium", "reachable", "dominated"}
    assert keys <= set(state)
    assert list(state["stable"]) == FIVE
    assert set(state["ranks"]) == set(answer["parties"])
    for one in answer["states"]:
        for concept in FIVE:
            everyone = len(one["stable"][concept]) == len(answer["parties"])
            assert (concept in one["equilibrium"]) == everyone
        assert one["reachable"] in ("improving", None)


def test_concepts_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    answer = solved(capsys, BENCH, "--concepts", "seq, NASH")
    assert answer["concepts"] == ["seq", "nash"]
    assert all(set(s["stable"]) == {"seq", "nash"} for s in answer["states"])
    assert any("profile" in s["equilibrium"] for s in answer["states"])


def test_bench264_has_264_states_and_its_script_makes_it() -> None:
    import sys

    sys.path.insert(0, str(Path(BENCH).parents[1]))
    try:
        import make_bench264
    finally:
        sys.path.pop(0)
    text = make_bench264.draw(make_bench264.SEED)
    assert make_bench264.fits(text)
    assert text == Path(BENCH).read_text(encoding="utf-8")
    assert len(make_bench264.PARTIES) == 6 and len(make_bench264.options()) == 10


def test_above_5000_states_only_equilibria_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ", ".join(f"o{k}: do {k}" for k in range(13))
    file = tmp_path / "large.yaml"
    file.write_text(
        "goodoffices: 1\ntitle: Large\nparties:\n"
        f"  a: {{options: {{{options}}}, prefers: [a.o0]}}\n"
    )
    answer = solved(capsys, str(file))
    assert answer["n_states"] == 8192
    assert len(answer["states"]) == 4096
    assert all(s["equilibrium"] for s in answer["states"])
    assert "reachable" not in answer["states"][0]
    assert len(solved(capsys, str(file), "--states", "all")["states"]) == 8192


def test_changes_are_applied(capsys: pytest.CaptureFixture[str]) -> None:
    base = solved(capsys, CAIRO)
    changed = solved(capsys, CAIRO, "--with", "pressure", "--type", "israel=unwilling")
    assert changed["applied"] == ["israel=unwilling", "pressure"]
    assert changed["digest"] != base["digest"]


def test_warnings_go_to_stderr_and_the_result_alone_to_stdout(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "odd.yml"
    file.write_text("goodoffices: 1\ntitle: Odd\nparties: {a: , b: {options: {x: go}}}\n")
    assert run(["solve", str(file), "--format", "json"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["n_states"] == 2
    assert captured.err.count("warning:") == 4


@pytest.mark.parametrize(
    ("arguments", "fragment"),
    [
        ([CAIRO, "--with", "presure"], 'did you mean "pressure"'),
        ([CAIRO, "--type", "israel=wiling"], 'did you mean "willing"'),
        ([CAIRO, "--type", "isreal=willing"], 'did you mean "israel"'),
        ([CAIRO, "--type", "willing"], "PARTY=NAME"),
        ([CAIRO, "--concepts", "sec"], 'did you mean "seq"'),
        (["nowhere"], "no such file or folder"),
        ([CAIRO, "--bogus"], "--bogus"),
        ([], "PATH"),
    ],
)
def test_wrong_requests(
    arguments: list[str], fragment: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["solve", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert fragment in captured.err
    assert "Traceback" not in captured.err


def test_graph_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "graph.yaml"
    file.write_text(
        "goodoffices: 1\ntitle: G\nparties: {a: {ranking: [t, s]}}\n"
        "graph: {states: {s: here, t: there}, moves: {a: [[s, t]]}}\nnow: s\n"
    )
    assert run(["check", str(file)]) == 0
    capsys.readouterr()
    first, second = solved(capsys, str(file))["states"]
    assert (first["id"], first["name"], first["yes"]) == (0, "s", [])
    assert first["stable"]["nash"] == [] and second["equilibrium"] == [*FIVE, "profile"]
    assert second["reachable"] == "improving"
    for command in (["explain", str(file), "t"], ["moves", str(file)], ["solve", str(file)]):
        assert run(command) == 0
        assert capsys.readouterr().out
