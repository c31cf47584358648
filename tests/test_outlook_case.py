"""An outlook in its case: what it rests on, digests, sensitive parts, other formats."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from outlook_example import AS_READ, EXAMPLE, HEAD, folder

from goodoffices.analyses.coverage import coverage
from goodoffices.case import Case, load_case
from goodoffices.cli.main import run
from goodoffices.errors import InputError
from goodoffices.formats import native
from goodoffices.formats.meaning import Checked
from goodoffices.model.digest import digest, inputs_digest

# What it rests on, digests, other formats


RESTS = """\
  params: {p: {probability: [0.3, 0.8], because: [e01]}}
  events:
    e:
      because: [e01]
      causes: [{probability: p, because: [e02]}, {rate: 0.1 per day}]
      modifiers: [{when: e, times: 2, because: assumption}]
  stocks: {s: {initial: {range: [1, 2, 3]}, because: [e01]}}
  flows: {f: {to: s, capacity: 3, pool: q, because: [e01]}}
  pools: {q: {value: 3, because: [e01]}}
  scenarios: {w: {block: e, because: [e02]}}
"""
REPORT = "Now the crossing may open and aid could follow."
EVIDENCE = """\
- {id: e01, source: s, span: [0, 25], quote: Now the crossing may open, kind: fact}
- {id: e02, source: s, span: [30, 46], quote: aid could follow, kind: fact}
"""


def resting(path: Path, text: str) -> Path:
    made = folder(
        path, HEAD, outlook=text.replace("\n  ", "\n").removeprefix("  "), evidence=EVIDENCE
    )
    (made / "sources").mkdir(exist_ok=True)
    (made / "sources" / "s.txt").write_text(REPORT)
    (made / "sources" / "sources.yaml").write_text("s: {file: s.txt, title: A report}\n")
    return made


def test_coverage_counts_every_part_that_sets_a_number(tmp_path: Path) -> None:
    case = load_case(resting(tmp_path / "case", RESTS))
    found = coverage(case.situation, case.items)
    outlook = [one for one in found.on_items if one.kind == "outlook"]
    assert [one.name for one in outlook] == [
        "p",
        "initial of s",
        "capacity of pool q",
        "e",
        "a cause of e",
        "s",
        "f",
        "w",
    ]
    assert [one.name for one in found.on_assumption if one.kind == "outlook"] == ["a modifier of e"]
    assert [one.name for one in found.on_nothing if one.kind == "outlook"] == ["a cause of e"]
    assert found.idle_items == ()
    assert all(one.place.line for one in (*outlook, *found.on_assumption))


@pytest.mark.parametrize("at", range(RESTS.count("because")))
def test_evidence_that_is_not_there_is_told_with_its_place(tmp_path: Path, at: int) -> None:
    pieces = RESTS.replace("assumption", "[e01]").split("because: [e0")
    text = pieces[0]
    for number, piece in enumerate(pieces[1:]):
        text += "because: [" + ("e99" if number == at else f"e0{piece[0]}") + piece[1:]
    with pytest.raises(InputError) as caught:
        load_case(resting(tmp_path / "case", text))
    line = 1 + text[: text.index("e99")].count("\n")
    for problem in caught.value.problems:
        assert 'cites unknown evidence "e99"' in problem.found
        assert problem.place.file == str(tmp_path / "case" / "outlook.yaml")
        assert problem.place.line in (line, line - 1)  # of e: of its key, a line above


def test_the_outlook_changes_inputs_and_not_the_digest(tmp_path: Path) -> None:
    bare = native.loads(HEAD).situation
    with_one = native.loads(HEAD + EXAMPLE).situation
    other = native.loads(HEAD + EXAMPLE.replace("0.08", "0.09")).situation
    beside = load_case(folder(tmp_path / "case", HEAD, outlook=EXAMPLE)).situation
    assert len({digest(one) for one in (bare, with_one, other, beside)}) == 1
    assert len({inputs_digest(one) for one in (bare, with_one, other)}) == 3
    assert inputs_digest(beside) == inputs_digest(with_one)


def test_sensitive_parts_of_an_outlook_are_known(tmp_path: Path) -> None:
    text = "params: {p: {value: 3, sensitive: true}}\nstocks: {s: {initial: p, sensitive: why}}\n"
    inside = "outlook:\n" + "".join(f"  {line}\n" for line in text.splitlines())
    expected = ("outlook.params.p", "outlook.stocks.s")
    assert native.loads(HEAD + inside).situation.sensitive == expected
    assert load_case(folder(tmp_path / "case", HEAD, outlook=text)).situation.sensitive == expected


def converted(tmp_path: Path, source: Path, *more: str) -> Checked:
    target = tmp_path / "out.yaml"
    assert run(["convert", str(source), str(target), "--force", *more]) == 0
    return native.load(target)


def test_convert_to_yaml_keeps_an_outlook(tmp_path: Path) -> None:
    situation = "levers: {offer: {raise: {israel: fatah.join}}}\n"
    inside = tmp_path / "inside.yaml"
    inside.write_text(HEAD + EXAMPLE + situation, encoding="utf-8")
    beside = folder(tmp_path / "case", HEAD + situation, outlook=EXAMPLE)
    for source in (inside, beside):
        for more in ((), ("--with", "offer")):
            found = converted(tmp_path, source, *more).situation
            assert found.outlook == AS_READ
            assert list(json.loads(found.outlook.text)) == sorted(json.loads(found.outlook.text))


def test_other_formats_say_that_the_outlook_is_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = folder(tmp_path / "case", HEAD, outlook=EXAMPLE)
    for suffix in ("gmcr", "csv"):
        assert run(["convert", str(beside), str(tmp_path / f"out.{suffix}")]) == 0
        assert "• the outlook\n" in capsys.readouterr().out


def test_a_case_with_changes_keeps_its_outlook(tmp_path: Path) -> None:
    text = HEAD + EXAMPLE + "levers: {offer: {raise: {israel: fatah.join}}}\n"
    path = tmp_path / "situation.yaml"
    path.write_text(text, encoding="utf-8")
    changed: Case = load_case(path).changed({}, ["offer"]).checked()
    assert changed.situation.outlook == AS_READ
    shutil.rmtree(tmp_path)
