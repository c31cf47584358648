"""``goodoffices review`` from end to end: whole walks through piped answers."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import click
import pytest
from review_case import EVIDENCE, REPORT, bytes_of, made

from goodoffices.brief.marked import clean, marked_lines
from goodoffices.case import load_case
from goodoffices.cli import review_walk
from goodoffices.cli.main import run
from goodoffices.cli.review_card import print_card

ONE, TWO, THREE, FOUR = (f"valley_00{n}" for n in range(1, 5))
Out = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, capsys: Out) -> Path:
    return made(tmp_path / "a case: “ن”")


@pytest.fixture
def walk(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> Any:
    """What a run prints in which these lines are typed."""

    def walked(*lines: str, arguments: tuple[str, ...] = ("--by", "Ann"), status: int = 0) -> str:
        capsys.readouterr()
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        assert run(["review", str(folder), *arguments]) == status
        captured = capsys.readouterr()
        assert status or captured.err == ""
        return captured.out + captured.err

    return walked


def flat(text: str) -> str:
    return " ".join(text.split())


def decisions(folder: Path) -> list[tuple[str, str]]:
    lines = (folder / "reviews.jsonl").read_text(encoding="utf-8").splitlines()
    data = [json.loads(line) for line in lines]
    return [(one.get("id") or one["source"], one["decision"]) for one in data]


def test_a_whole_walk(folder: Path, walk: Any) -> None:
    before = bytes_of(folder)
    text = walk(
        "", "Ann  Ö", "?", "zz",
        "g", "x", "b",
        "i", "9", "2",
        "c", "truse is possible", "truce is possible",
        "t", "nothing", "rule", "1",
        "a",
        "e", "77", "kind", "rumour", "assessment", "e", "5", "aid will follow", "aid could follow",
        "s",
        "r", "not about the talks",
        "a",
        "a",
        arguments=(),
    )  # fmt: skip
    for told in (
        "Each decision is kept with the name of who made it; expected a name.",
        "1 of 4 · Notes from the valley",
        "source not graded · valley_001",
        "speaker: North (north)",
        "statement-say:",
        "“zz” is no key.",
        "“X” is no letter of the scale; expected A to F.",
        "B usually reliable",
        '"9" is no grade; expected 1 to 6, or - for none.',
        "information: 2, probably true",
        'unknown name "truse"; expected north.truce',
        'did you mean "truce"? claim:',
        "supported: The model agrees: ",
        "“nothing” is none of them",
        "rule order will cite it when it is accepted.",
        "Accepted, cited by rule order.",
        "source B: usually reliable",
        "“77” is no field; expected 0 to 10, or a name.",
        '"rumour" is no kind of sentence; expected fact,',
        'they do up to "aid"; expected words copied from it',
        "Skipped: it comes again at the end.",
        "Rejected.",
        "Decided now: 4. All 4 are decided.",
    ):
        assert told in flat(text), told
    assert re.findall(r"^(\d) of 4", text, re.MULTILINE) == ["1", "2", "2", "3", "4"]
    after = bytes_of(folder)
    assert after["proposed.yaml"] == before["proposed.yaml"]
    assert after["evidence.yaml"].startswith(before["evidence.yaml"])
    assert [one.id for one in load_case(folder).items] == ["e01", ONE, FOUR, TWO]
    assert load_case(folder).item(TWO).kind == "assessment"
    assert b"reliability: B" in after["sources/sources.yaml"]
    assert decisions(folder)[-4:] == [
        (TWO, "skipped"),
        (THREE, "rejected"),
        (FOUR, "accepted"),
        (TWO, "accepted"),
    ]
    assert '"by": "Ann Ö"' in (folder / "reviews.jsonl").read_text(encoding="utf-8")
    assert "not about the talks" in (folder / "reviews.jsonl").read_text(encoding="utf-8")
    assert "All 4 proposals are decided." in walk()
    assert run(["check", str(folder)]) == 0


def test_stopped_after_every_answer_and_back_where_it_was(folder: Path, walk: Any) -> None:
    """One answer a run, and the end of the input in the middle of each."""
    for answers in (["i", "3"], ["a"], ["r", ""], ["s"], ["a"], ["c", "truce is possible"], ["a"]):
        text = walk(*answers)
        assert "the same command goes on" in flat(text) or "are decided" in text
    item = load_case(folder).item(ONE)
    assert item.grade == "3"
    assert [one.id for one in load_case(folder).items] == ["e01", ONE, FOUR, THREE]
    claim = load_case(folder).item(THREE).claim
    assert claim is not None and claim.text == "truce is possible"


@pytest.mark.parametrize("lines", [["r"], ["e"], ["e", "kind"], ["g"], ["i"], ["c"], ["t"], ["R"]])
def test_the_end_of_the_input_loses_only_the_answer_being_typed(
    folder: Path, walk: Any, lines: list[str]
) -> None:
    before = bytes_of(folder)
    assert "Left: 4" in walk(*lines)
    assert bytes_of(folder) == before


@pytest.mark.parametrize("lines", [["e", ""], ["g", ""], ["i", ""], ["c", ""], ["t", ""]])
def test_an_empty_answer_leaves_all_as_it_is(folder: Path, walk: Any, lines: list[str]) -> None:
    before = bytes_of(folder)
    assert "Left: 4" in walk(*lines, "q")
    assert bytes_of(folder) == before


def test_nobody_says_who(folder: Path, walk: Any) -> None:
    before = bytes_of(folder)
    assert "Who reviews?" in walk(arguments=())
    assert bytes_of(folder) == before


def test_interrupted(folder: Path, walk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = iter(["a"])

    def read(prompt: str) -> str:
        for line in lines:
            return line
        raise KeyboardInterrupt

    monkeypatch.setattr(review_walk, "read_text", read)
    text = walk(status=130)
    assert "All decisions are kept" in flat(text) and text.endswith("interrupted\n")
    assert decisions(folder) == [(ONE, "accepted")]


def test_back(folder: Path, walk: Any) -> None:
    """Back over an accepted, a rejected and a skipped one; and in the next run to the last."""
    before = (folder / "evidence.yaml").read_bytes()
    text = walk("b", "a", "b", "a", "r", "", "b", "e", "0", "b", "q")
    assert "There is none before this." in text
    assert flat(text).count("Taken back: valley_001 was accepted.") == 2
    assert "Taken back: valley_002 was rejected." in text
    assert (folder / "evidence.yaml").read_bytes() == before
    walk("a", "q")
    text = walk("b", "q")
    assert "Taken back: valley_001 was accepted." in text and "1 of 4" in text
    assert (folder / "evidence.yaml").read_bytes() == before


def test_back_to_what_cannot_be_taken_out(folder: Path, walk: Any) -> None:
    walk("t", "rule order", "a", "q")
    text = walk("b", "q")
    assert "Not done:" in text and "rule order cites valley_001" in flat(text)
    assert decisions(folder)[-1] == (ONE, "accepted")


def test_rejecting_the_rest_is_asked_for(folder: Path, walk: Any) -> None:
    assert "Nothing was rejected." in walk("R", "y", "q")
    assert not (folder / "reviews.jsonl").exists()
    text = walk("a", "R", "yes", "off the point")
    assert "Reject all 3 that are left of valley" in flat(text) and "Rejected: 3." in text
    assert "Decided now: 4. All 4 are decided." in flat(text)
    assert [one for _, one in decisions(folder)] == ["accepted"] + ["rejected"] * 3


def test_decided_by_somebody_else_meanwhile(
    folder: Path, walk: Any, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    lines = iter(["a", "q"])

    def read(prompt: str) -> str:
        typed = next(lines)
        if typed == "a":
            again = ["review", str(folder), "--reject", ONE, "--by", "Bo"]
            assert run(again) == 0
        return typed

    monkeypatch.setattr(review_walk, "read_text", read)
    text = walk()
    assert "valley_001 is rejected already by Bo." in text and "2 of 4" in text
    assert decisions(folder) == [(ONE, "rejected")]


def test_a_broken_off_line_is_told(folder: Path, walk: Any, capsys: Out) -> None:
    walk("a", "q")
    with (folder / "reviews.jsonl").open("a") as out:
        out.write('{"id": "valley_002", "decis')
    assert run(["review", str(folder), "--reject", THREE, "--by", "Ann"]) == 0
    assert "reviews.jsonl:2:1: this line is broken off; it is left out" in capsys.readouterr().err
    assert run(["review", str(folder), "--status", "--format", "json"]) == 0
    total = json.loads(capsys.readouterr().out)["total"]
    assert total == {"proposed": 4, "accepted": 1, "rejected": 1, "left": 2}


def test_scripts(folder: Path, capsys: Out) -> None:
    def told(*arguments: str, status: int = 0) -> str:
        capsys.readouterr()
        assert run(["review", str(folder), *arguments]) == status
        captured = capsys.readouterr()
        return captured.err if status else captured.out

    before = bytes_of(folder)
    assert "need --by NAME" in told("--accept", ONE, status=2)
    assert "need --by NAME" in told("--accept", ONE, "--by", " ", status=2)
    assert 'did you mean "valley_001"' in told("--accept", "vally_001", "--by", "A", status=2)
    assert "both accepted and rejected" in told(
        "--accept", ONE, "--reject", ONE, "--by", "A", status=2
    )
    assert "nothing was written" not in told("--list")
    assert bytes_of(folder) == before
    text = told("--accept", ONE, "--accept", FOUR, "--reject", TWO, "--by", "A", "--note", "x")
    assert text == "2 accepted, 1 rejected; 1 left.\n"
    assert "is accepted already; nothing was written" in told(
        "--reject", THREE, "--accept", ONE, "--by", "A", status=2
    )
    data = json.loads(told("--list", "--format", "json"))
    assert data["left"] == 1 and [one["id"] for one in data["proposals"]] == [THREE]
    assert data["proposals"][0]["quote"] == "South met North on Monday."
    data = json.loads(told("--reject", THREE, "--by", "A", "--format", "json"))
    assert data["rejected"] == [THREE] and data["left"] == 0
    assert told("--list") == "All 4 proposals are decided.\n"
    table = told("--status")
    assert "valley" in table and table.splitlines()[2].split()[1:] == ["4", "2", "2", "0"]
    assert 'there is no source "vally"; expected' in told("--source", "vally", status=2)
    assert 'there is no party "x"' in told("--party", "x", status=2)
    assert "no folder" in capsys_error(["review", str(folder / "none")], capsys)


def capsys_error(arguments: list[str], capsys: Out) -> str:
    capsys.readouterr()
    assert run(arguments) == 2
    return capsys.readouterr().err


def test_a_filter(folder: Path, walk: Any) -> None:
    text = walk("a", arguments=("--by", "A", "--kind", "outlook"))
    assert "1 of 1" in text and "Decided now: 1. Left: 3." in text
    assert "None of the 3 proposals that are left" in flat(
        walk(arguments=("--by", "A", "--kind", "outlook"))
    )


def test_nothing_is_proposed(folder: Path, walk: Any) -> None:
    (folder / "proposed.yaml").unlink()
    assert "Nothing is proposed in" in walk()
    (folder / "proposed.yaml").write_text("# nothing\n")
    assert "Nothing is proposed in" in walk(arguments=("--list",))
    assert "Nothing is proposed in" in walk(arguments=("--status",))
    assert not (folder / "reviews.jsonl").exists()


def test_a_report_that_changed_is_told(folder: Path, walk: Any, capsys: Out) -> None:
    (folder / "sources" / "valley.txt").write_text(REPORT.replace("\n", "\r\n"), newline="")
    assert run(["review", str(folder), "--by", "A"]) == 0
    captured = capsys.readouterr()
    assert "warning:" in captured.err and "its hash is another" in captured.err
    assert "All 0 proposals are decided; " in captured.out or "cannot be reviewed" in captured.out


def test_a_narrow_terminal_and_odd_signs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    report = (
        "Hamas said that 合意は 停戦が成立すれば可能である。\n\n"
        "قال المتحدث إن وقف إطلاق النار قريب.\n\n"
        f"Talks {'x' * 130} may resume \u202eif\u202c a truce is reached.\n"
    )
    folder = made(tmp_path / "case", report)
    monkeypatch.setenv("COLUMNS", "50")
    capsys.readouterr()
    monkeypatch.setattr("sys.stdin", io.StringIO("?\ni\n\nr\n\nr\n\nr\n\n"))
    assert run(["review", str(folder), "--by", "A"]) == 0
    text = capsys.readouterr().out
    assert "\x1b" not in text and "\u202e" not in text
    quoted = [line for line in text.splitlines() if line.startswith("│ ")]
    assert quoted and all(len(line) <= 50 for line in quoted)
    assert max(len(line) for line in text.splitlines() if "x" * 40 not in line) <= 50


def test_letters_stand_beneath_the_words() -> None:
    text = "If a truce\r\nholds, 停戦 aid"
    lines = marked_lines(text, [(0, 2, "k"), (3, 17, "c"), (19, 21, "h"), (22, 25, "f")], 12)
    assert [(one.text, one.row) for one in lines] == [
        ("If a truce", "kk ccccccc"),
        ("holds, 停戦", "ccccc  hhhh"),
        ("aid", "fff"),
    ]
    assert clean("a\x1b[1mb\u202ec\u200cd\n") == "a [1mb c\u200cd "
    assert all(one.row == "" for one in marked_lines("وقف إطلاق", [(0, 3, "c")], 40))
    inner = marked_lines("a truce", [(0, 7, "c"), (2, 7, "s")], 40)[0]
    assert inner.row == "c sssss"


def test_colour_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    line = marked_lines("a truce", [(2, 7, "c")], 40)
    kept: list[str] = []
    monkeypatch.setattr(click, "echo", kept.append)
    monkeypatch.delenv("NO_COLOR", raising=False)
    print_card(line)
    monkeypatch.setenv("NO_COLOR", "1")
    print_card(line)
    assert "\x1b[34mtruce\x1b[0m" in kept[0] and kept[2] == "│ a truce"
    assert kept[1] == kept[3] == "│   ccccc"


def test_five_thousand_proposals_are_counted(tmp_path: Path, capsys: Out) -> None:
    report = "\n\n".join(f"South met North {n} times, and may meet again." for n in range(5_000))
    folder = made(tmp_path / "case", report, evidence=EVIDENCE.encode())
    assert run(["review", str(folder), "--status"]) == 0
    assert "5000" in capsys.readouterr().out


def test_an_item_takes_the_place_of_an_assumption_if_that_is_said(folder: Path, walk: Any) -> None:
    before = bytes_of(folder)["situation.yaml"]
    text = flat(walk("t", "rule other", "no", "a", "t", "rule other", "yes", "a", "q"))
    assert "rule other rests on an assumption. Shall this item take its place?" in text
    assert "Nothing was attached." in text and "Accepted, cited by rule other." in text
    assert bytes_of(folder)["situation.yaml"] == before.replace(
        b"because: assumption", f"because: [{TWO}]".encode()
    )
    walk("t", "rule other", "yes", "a", "b", "q")
    assert bytes_of(folder)["situation.yaml"].count(THREE.encode()) == 0


def test_every_proposal_of_a_changed_source_is_counted(folder: Path, capsys: Out) -> None:
    with (folder / "sources" / "valley.txt").open("a") as report:
        report.write("Something more.\n")
    capsys.readouterr()
    assert run(["review", str(folder), "--by", "Ann"]) == 0
    assert "All 0 proposals are decided; 4 cannot be reviewed." in flat(capsys.readouterr().out)
