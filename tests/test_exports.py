"""Large results and graphs: Arrow files, GraphML, DOT, NetworkX, and files whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import networkx
import pyarrow.ipc
import pytest

from goodoffices.analyses.solution import solve
from goodoffices.api import load
from goodoffices.brief.graph import arcs, dot, graphml, networkx_graph
from goodoffices.cli.main import run
from goodoffices.errors import RequestError, TooLargeError
from goodoffices.files import whole_file, write_whole
from goodoffices.formats.native import loads

BENCH = str(Path(__file__).parents[1] / "benchmarks" / "cases" / "bench264.yaml")


def test_arrow_says_what_json_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "states.arrow"
    assert run(["solve", BENCH, "--format", "arrow", "-o", str(file)]) == 0
    capsys.readouterr()
    assert run(["solve", BENCH, "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    table = pyarrow.ipc.open_file(str(file)).read_all()
    head = json.loads(table.schema.metadata[b"goodoffices"])
    assert head == {key: value for key, value in answer.items() if key != "states"}
    rows = table.to_pylist()
    assert len(rows) == 264
    for row, state in zip(rows, answer["states"], strict=True):
        assert row["id"] == state["id"]
        assert [o for o in answer["options"] if row[o]] == state["yes"]
        for party in answer["parties"]:
            assert row[f"rank.{party}"] == state["ranks"][party]
            for concept in answer["concepts"]:
                assert row[f"stable.{concept}.{party}"] == (party in state["stable"][concept])
        kinds = [k for k in (*answer["concepts"], "profile") if row[f"equilibrium.{k}"]]
        assert kinds == state["equilibrium"]
        assert row["reachable"] == (state["reachable"] == "improving")
        assert row["dominated"] == state["dominated"]
    assert list(tmp_path.iterdir()) == [file]


def test_arrow_in_several_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goodoffices.brief.arrow.BATCH", 100)
    file = tmp_path / "states.arrow"
    assert run(["solve", BENCH, "--format", "arrow", "-o", str(file)]) == 0
    reader = pyarrow.ipc.open_file(str(file))
    assert reader.num_record_batches == 3 and reader.read_all().num_rows == 264


@pytest.mark.parametrize("arguments", [["--format", "arrow"], ["-o", "x.arrow"]])
def test_arrow_and_its_file_go_together(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["solve", BENCH, *arguments]) == 2
    assert "go together" in capsys.readouterr().err


def test_interrupted_writing_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "result.txt"
    write_whole(file, "old")
    with pytest.raises(KeyboardInterrupt), whole_file(file) as out:
        out.write(b"half of the n")
        raise KeyboardInterrupt
    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(RequestError, match="cannot be written"):
        write_whole(file / "below" / "a-file.txt", "new")


@pytest.mark.parametrize("improvements", [False, True])
def test_graphs_agree_with_the_moves(improvements: bool, tmp_path: Path) -> None:
    solution = load(BENCH).solution
    moves, ids = solution.moves, solution.space.ids
    expected = set()
    for party, one in enumerate(solution.situation.parties):
        for at in range(len(ids)):
            better = set(moves.improvements(party, at).tolist())
            for target in moves.targets(party, at).tolist():
                if target in better or not improvements:
                    expected.add((int(ids[at]), int(ids[target]), one.id, target in better))
    assert set(arcs(solution, improvements)) == expected
    file = tmp_path / "g.graphml"
    write_whole(file, graphml(solution, improvements))
    read = networkx.read_graphml(file, force_multigraph=True)
    edges = {(int(a), int(b), d["by"], d["improvement"]) for a, b, d in read.edges(data=True)}
    assert edges == expected
    made = networkx_graph(solution, improvements)
    assert {(a, b, d["by"], d["improvement"]) for a, b, d in made.edges(data=True)} == expected
    assert made.nodes[16]["rank.alder"] == read.nodes["16"]["rank.alder"]
    text = dot(solution, improvements)
    assert text.count(" -> ") == len(expected) and text.startswith("digraph")


def test_text_of_a_file_cannot_break_a_graph() -> None:
    text = (
        "goodoffices: 1\ntitle: T\nparties:\n"
        '  a: {name: "A & <b> \\"c\\" \\\\", prefers: [a.x],\n'
        '      options: {x: "go <there> & \\"stay\\""}}\n'
    )
    solution = solve(loads(text).situation)
    graph = networkx.parse_graphml(graphml(solution))
    assert graph.nodes["1"]["taken"] == 'A & <b> "c" \\: go <there> & "stay"'
    assert '\\"stay\\""' in dot(solution)


def test_too_many_arcs_are_refused_with_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goodoffices.brief.graph.MAX_ARCS", 10)
    with pytest.raises(TooLargeError, match="2,440 arcs"):
        graphml(load(BENCH).solution)


def test_wrong_suffix(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["graph", BENCH, "-o", "graph.png"]) == 2
    assert ".graphml" in capsys.readouterr().err
