"""``goodoffices elicit`` from end to end: asking, stopping, going on, writing."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from goodoffices.cli import interview as interview_module
from goodoffices.cli.elicit import command
from goodoffices.cli.main import run
from goodoffices.formats.native import load
from goodoffices.moves.build import moves_of

CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks"
SMALL = """goodoffices: 1
title: A small one   # with a comment
parties:
  a:
    options: {x: do x, y: do y, z: do z}
    # what a wants
    prefers:
      - a.x            # most
      - {want: not b.u, because: assumption}
      - a.y
  b: {options: {u: do u}, prefers: [b.u, a.x]}
  c:
    options: {t: do t}
    ranking: [[0], "true"]
"""


@pytest.fixture
def cairo(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CAIRO, tmp_path / "cairo"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL)
    return path


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def status(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
    assert run(["elicit", *arguments, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def digest_of(path: Path) -> str:
    return load(path).situation.digest()


def key_of(path: Path, party: str, question: dict[str, int]) -> str:
    """The key to press for whoever has the ranking that the file gives the party."""
    checked = load(path / "situation.yaml" if path.is_dir() else path)
    moves = moves_of(checked.situation, checked.space)
    index = [one.id for one in checked.situation.parties].index(party)
    first, second = (moves.space.position(question[one]) for one in ("first", "second"))
    gain = int(moves.rank[index, first]) - int(moves.rank[index, second])
    return "1" if gain > 0 else "2" if gain < 0 else "="


@pytest.mark.parametrize("party", ["israel", "fatah", "egypt", "international"])
def test_stopped_after_every_answer_and_back_where_it_was(
    cairo: Path, party: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One answer a run; at the end the file says what it said, with one line more."""
    case = str(cairo)
    before = (cairo / "situation.yaml").read_text()
    count = 0
    while True:
        told = status(capsys, case, "--party", party)
        assert len(told["answers"]) == count
        if told["determined"]:
            break
        typed(monkeypatch, key_of(cairo, party, told["question"]) + "\nq\n")
        assert run(["elicit", case, "--party", party, "--by", "Zoë", "--no-write"]) == 0
        count += 1
    assert 0 < count <= told["bound"] + 3
    assert (cairo / "situation.yaml").read_text() == before
    told = status(capsys, case, "--party", party, "--write")
    assert told["written"] == str(cairo / "situation.yaml")
    assert told["digest"] == told["written_digest"] == digest_of(cairo / "situation.yaml")
    lines = (cairo / "situation.yaml").read_text().split("\n")
    added = [line for line in lines if line.startswith("    elicited: ")]
    assert len(added) == 1 and f'record: "elicitation/{party}.yaml"' in added[0]
    assert 'by: "Zoë"' in added[0] and f"answers: {count}," in added[0]
    assert "\n".join(line for line in lines if line not in added) == before
    assert run(["check", case]) == 0
    record = YAML(typ="safe").load((cairo / "elicitation" / f"{party}.yaml").read_text())
    assert record["by"] == "Zoë" and len(record["answers"]) == count
    assert all({"first", "second", "answer", "on"} == set(one) for one in record["answers"])


def test_a_whole_session(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong keys, more, undo, an end, and the order in the file."""
    answers = "Ann\nx\n?\n2\nu 7\nu\nu\n1\n1\ny\n"
    result = CliRunner().invoke(command, [str(small), "--party", "a"], input=answers)
    assert result.exit_code == 0, result.output
    for told in (
        "Who answers?",
        "Question 1. Which would a rather have?",
        "“x” is no answer; expected 1, 2, =, ?, u or q.",
        "outcome:",
        "There is no answer 7; expected 1 to 1.",
        "Taken back: answer 1, rather",
        "There is no answer to take back.",
        "rankings are left",
        "Equilibria whatever the rest is",
        "What a wants, most important first",
        f"Wrote {small}.",
    ):
        assert told in " ".join(result.output.split()), told
    text = small.read_text()
    assert text.startswith("goodoffices: 1\ntitle: A small one   # with a comment\n")
    assert "# most" in text and "{want: not b.u, because: assumption}" in text
    assert 'elicited: {by: "Ann", on: ' in text and 'record: "small.elicit-a.yaml"' in text
    load(small)
    assert run(["elicit", str(small), "--party", "a", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["determined"]


def test_interrupted(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = iter(["1"])

    def read(prompt: str) -> str:
        for line in lines:
            return line
        raise KeyboardInterrupt

    monkeypatch.setattr(interview_module, "read_text", read)
    assert run(["elicit", str(small), "--party", "a", "--by", "Ann"]) == 130
    shown = capsys.readouterr()
    assert "All answers are kept in" in shown.out and shown.err == "\ninterrupted\n"
    assert len(status(capsys, str(small), "--party", "a")["answers"]) == 1


def test_end_of_input_keeps_everything(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "1\n")
    assert run(["elicit", str(small), "--party", "a", "--by", "Ann"]) == 0
    assert "the same command goes on" in " ".join(capsys.readouterr().out.split())
    typed(monkeypatch, "=\n")
    assert run(["elicit", str(small), "--party", "a", "--by", "Ben"]) == 0
    assert "Going on with" in capsys.readouterr().out
    told = status(capsys, str(small), "--party", "a")["answers"]
    assert [one.get("by") for one in told] == [None, "Ben"]
    assert small.read_text() == SMALL


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ("111221", "together with. • answer 2: rather"),
        ("11111=", "gives that answer (2017 and 1961 the same). It was not kept."),
    ],
)
def test_a_contradiction_is_named_and_not_kept(
    cairo: Path,
    keys: str,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed(monkeypatch, "\n".join(keys) + "\nq\n")
    assert run(["elicit", str(cairo), "--party", "egypt", "--by", ""]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert says in text, text
    assert ("“u 2”" in text) == ("answer 2" in says)
    assert len(status(capsys, str(cairo), "--party", "egypt")["answers"]) == len(keys) - 1


def test_given_statements_replace_a_ranking(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["elicit", str(small), "--party", "c"]) == 2
    assert "are a ranking of situations; expected statements" in capsys.readouterr().err
    typed(monkeypatch, "1\n1\n1\n1\n1\n1\n")
    given = [
        "--statements",
        "not c.t; a.x requires b.u",
        "--statements",
        "at least 1 of (a.x, c.t)",
    ]
    assert run(["elicit", str(small), "--party", "c", "--by", "", "--write", *given]) == 0
    text = small.read_text()
    assert "ranking" not in text and "    prefers:\n      - " in text
    wants = {str(s.want) for s in load(small).situation.party("c").preference.statements()}
    assert wants == {"not c.t", "(a.x requires b.u)", "at least 1 of (a.x, c.t)"}


def test_digests_of_before_and_after(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``digest`` is of what was asked, ``written_digest`` of what the file says then."""
    before = digest_of(small)
    typed(monkeypatch, "1\n1\n1\n1\n1\n")
    assert run(["elicit", str(small), "--party", "a", "--by", "Ann", "--no-write"]) == 0
    told = status(capsys, str(small), "--party", "a", "--write")
    assert told["digest"] == before != told["written_digest"] == digest_of(small)
    told = status(capsys, str(small), "--party", "a")
    assert told["digest"] == digest_of(small) and told["written_digest"] is None


def test_what_cannot_be_written_is_told_before_the_first_question(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = "  d:\n    options: {s: do s}\n    prefers: &p [d.s, a.x]\n  c:\n    prefers: *p\n"
    text = SMALL[: SMALL.index("  c:")] + other.replace("prefers: *p", "options: {t: do t}")
    small.write_text(text + "    prefers: *p\n")
    told = f"{small}:17:14: the preferences of c are an alias"
    assert run(["elicit", str(small), "--party", "c", "--write"]) == 2
    shown = capsys.readouterr()
    assert told in shown.err and shown.out == ""
    typed(monkeypatch, "q\n")
    assert run(["elicit", str(small), "--party", "c", "--by", ""]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "Note: the order could not be written into the file" in shown
    assert shown.index("are an alias") < shown.index("Question 1")
    typed(monkeypatch, "q\n")
    assert run(["elicit", str(small), "--party", "c", "--by", "", "--no-write"]) == 0
    assert "Note" not in capsys.readouterr().out


def test_nothing_to_ask(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Then nothing is written either, whatever was wished."""
    arguments = ["--party", "b", "--statements", "b.u"]
    for further in ([], ["--write"], ["--no-write"]):
        assert run(["elicit", str(small), *arguments, *further]) == 0
        text = " ".join(capsys.readouterr().out.split())
        assert "Nothing was asked, so nothing was written" in text
        assert "Wrote" not in text and "the answers are in" not in text
    told = status(capsys, str(small), *arguments, "--write")
    assert told["written"] is None and told["written_digest"] is None
    assert "nothing was written" in told["note"]
    assert sorted(one.name for one in small.parent.iterdir()) == ["small.yaml"]
    assert small.read_text() == SMALL


def test_what_cannot_be_told_is_noted(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = "a.x; true; not not a.x; b.u"
    result = CliRunner().invoke(
        command, [str(small), "--party", "a", "--statements", given, "--by", ""], input="q\n"
    )
    text = " ".join(result.output.split())
    assert "“true” is true in every situation" in text
    assert "“a.x” and “not not a.x” are true in the same situations" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--party", "d"], 'there is no party "d"'),
        (["--party", "a", "--statements", "a.x; b.v"], 'unknown name "b.v"'),
        (["--party", "a", "--statements", "a.x; a.x"], "stands twice"),
        (["--party", "a", "--statements", " ; "], "--statements is empty"),
        (["--party", "a", "--write", "--format", "json"], "is not determined yet"),
    ],
)
def test_bad_requests(
    small: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["elicit", str(small), *arguments]) == 2
    assert message in capsys.readouterr().err
    assert small.read_text() == SMALL


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("z: do z", "z: do z, w: do w", "are about another model"),
        ("      - a.y\n", "      - not a.y\n", "the statements of a are not those"),
        ("title: A", "rules: [not a.y]\ntitle: A", "are about another model"),
    ],
)
def test_a_record_of_another_model_is_refused(
    small: Path,
    old: str,
    new: str,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed(monkeypatch, "1\nq\n")
    assert run(["elicit", str(small), "--party", "a", "--by", ""]) == 0
    small.write_text(SMALL.replace(old, new))
    capsys.readouterr()
    assert run(["elicit", str(small), "--party", "a"]) == 2
    error = capsys.readouterr().err
    assert message in error and "begin anew" in error and "small.elicit-a.yaml" in error


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("answer: first", "answer: third"), "first, second, same"),
        (("first: ", "first: 9999"), "which is no feasible situation"),
        (("party: a", "party: b"), "is a record of b"),
    ],
)
def test_a_broken_record_is_refused(
    small: Path,
    change: tuple[str, str],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed(monkeypatch, "1\nq\n")
    assert run(["elicit", str(small), "--party", "a", "--by", ""]) == 0
    record = small.parent / "small.elicit-a.yaml"
    record.write_text(record.read_text().replace(*change))
    capsys.readouterr()
    assert run(["elicit", str(small), "--party", "a"]) == 2
    assert message in capsys.readouterr().err


def test_intransitive_answers_in_a_record_are_named(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "1\nq\n")
    assert run(["elicit", str(small), "--party", "a", "--by", ""]) == 0
    record = small.parent / "small.elicit-a.yaml"
    text = record.read_text()
    line = next(one for one in text.split("\n") if "first: " in one)
    record.write_text(text + line.replace("answer: first", "answer: second") + "\n")
    capsys.readouterr()
    assert run(["elicit", str(small), "--party", "a"]) == 2
    assert "answer 2 cannot be true together with answer 1" in capsys.readouterr().err


MORE = {
    "fuzzy: {threshold: 1}, prefers: [a.x, b.u]": "a has fuzzy",
    "unknown: [[0, 1]], prefers: [a.x, b.u]": "a has pairs left open",
    "prefers: [a.x, {strongly: }, b.u]": "a has lines of strength",
    'ranking: [3, {strongly: }, "true"]': "a has lines of strength",
    "prefers: [{want: a.x, unknown: true}, b.u]": "a has statements of unknown direction",
    "partial_order: [[1, 0], [2], [3]]": "a has partial_order",
    "divided: {factions: {f: {prefers: [a.x]}}}": "a has divided",
}


@pytest.mark.parametrize("written", list(MORE))
def test_what_an_order_could_not_replace(
    tmp_path: Path, written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Refused before the first question, and not after the last."""
    path = tmp_path / "more.yaml"
    path.write_text(
        f"goodoffices: 1\ntitle: T\nparties:\n  a: {{options: {{x: do x}}, {written}}}\n"
        "  b: {options: {u: do u}, prefers: [a.x]}\n"
    )
    for further in ([], ["--statements", "a.x; b.u"]):
        assert run(["elicit", str(path), "--party", "a", *further]) == 2
        told = capsys.readouterr().err
        assert MORE[written] in told and "take it out of the file first" in told


def test_the_last_answer_can_be_taken_back(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Asked again after u at the end, and answered the other way."""
    record = small.with_name("small.elicit-a.yaml")
    keys = ""
    while not status(capsys, str(small), "--party", "a")["determined"]:
        question = status(capsys, str(small), "--party", "a")["question"]
        keys = key_of(small, "a", question)
        typed(monkeypatch, f"{keys}\nq\n")
        assert run(["elicit", str(small), "--party", "a", "--by", "A"]) == 0
    before = record.read_text()
    typed(monkeypatch, "u\nq\n")
    assert run(["elicit", str(small), "--party", "a", "--by", "A"]) == 0
    assert len(record.read_text()) < len(before)
    assert not status(capsys, str(small), "--party", "a")["determined"]
    typed(monkeypatch, f"{keys}\nn\n")
    assert run(["elicit", str(small), "--party", "a", "--by", "A"]) == 0
    assert small.read_text() == SMALL


def test_nobody_elses_work_is_written_over(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The model edited while questions are asked; a second session about the same party."""
    edited = SMALL.replace("      - a.y\n", "      - a.y\n      - a.z\n")
    lines = iter([*(["1\n"] * 9), "y\n"])

    class Editing(io.StringIO):
        def readline(self, *_: Any) -> str:
            small.write_text(edited)
            return next(lines)

    monkeypatch.setattr("sys.stdin", Editing())
    assert run(["elicit", str(small), "--party", "a", "--by", "A", "--write"]) == 2
    assert "has changed since the questions began" in capsys.readouterr().err
    assert small.read_text() == edited
    small.write_text(SMALL)
    record = small.with_name("small.elicit-a.yaml")
    record.unlink()
    typed(monkeypatch, "1\nq\n")
    assert run(["elicit", str(small), "--party", "a", "--by", "B"]) == 0
    first = record.read_text()
    record.unlink()

    class Meanwhile(io.StringIO):
        def readline(self, *_: Any) -> str:
            record.write_text(first)
            return "2\n"

    monkeypatch.setattr("sys.stdin", Meanwhile())
    assert run(["elicit", str(small), "--party", "a", "--by", "A"]) == 2
    assert "is somebody else asking" in capsys.readouterr().err
    assert record.read_text() == first and small.read_text() == SMALL


def test_who_may_read_a_file_stays(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small.chmod(0o600)
    link = small.with_name("link.yaml")
    link.symlink_to(small)
    typed(monkeypatch, "1\n1\n1\n1\n1\n1\n")
    assert run(["elicit", str(link), "--party", "a", "--by", "A", "--write"]) == 0
    assert link.is_symlink() and small.stat().st_mode & 0o777 == 0o600
    assert "elicited" in small.read_text()
    small.chmod(0o444)
    kept = small.read_text()
    assert run(["elicit", str(link), "--party", "a", "--by", "A", "--write"]) == 2
    assert small.read_text() == kept
