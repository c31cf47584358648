"""``goodoffices suggest``: what it lists, and what it writes only by the analyst's word."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from suggestion_model import VALLEY

from goodoffices.case import load_case
from goodoffices.cli.main import run
from goodoffices.suggestions.rules import PATTERNS, SIGNS

CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks"
TEXT = (
    "Town demanded a census. There is no vote without a census. If a truce is signed, the market "
    "could open. Further funds are conditional on a census.\n"
)


@pytest.fixture
def cairo(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CAIRO, tmp_path / "case"))


@pytest.fixture
def valley(tmp_path: Path) -> Path:
    """A case with one report, all of whose sentences are accepted."""
    return case_of(tmp_path / "valley", VALLEY)


def case_of(folder: Path, situation: str | bytes, text: str = TEXT) -> Path:
    (folder / "sources").mkdir(parents=True)
    raw = situation.encode("utf-8") if isinstance(situation, str) else situation
    (folder / "situation.yaml").write_bytes(raw)
    report = folder.parent / "notes.txt"
    report.write_text(text, encoding="utf-8")
    assert run(["read", str(report), "--case", str(folder), "--format", "json"]) == 0
    proposed = (folder / "proposed.yaml").read_text(encoding="utf-8")
    accepted = proposed.replace("status: proposed", "status: accepted")
    (folder / "evidence.yaml").write_text(accepted, encoding="utf-8")
    return folder


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    capsys.readouterr()
    assert run(["suggest", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: object) -> str:
    """What is said of a request that cannot be met; nothing may have been written."""
    before = files(folder)
    capsys.readouterr()
    assert run(["suggest", str(folder), *map(str, arguments)]) == 2
    assert files(folder) == before
    return capsys.readouterr().err


def answered(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_every_sentence_stands_beside_its_suggestion(
    capsys: pytest.CaptureFixture[str], cairo: Path
) -> None:
    before = files(cairo)
    text = told(capsys, cairo)
    assert files(cairo) == before
    for item in ("e05", "e06", "e07"):
        quote = " ".join(load_case(cairo).item(item).quote.split())
        assert quote in " ".join(text.split())
    assert "e04-1: a rule, exchange requires ceasefire: the rule precondition" in text
    assert "        - {after: ceasefire, probability: , because: [e05]}\n" in text
    assert "16 items read, 4 with a suggestion: 6 to decide, 3 in the model already." in text


def test_the_document_shows_what_is_printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, cairo: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    document = (CAIRO.parents[1] / "docs" / "suggestions.md").read_text(encoding="utf-8")
    shown = document.split("```\n")[2]
    assert shown.startswith("e05-3")
    assert shown in told(capsys, cairo)
    cited = document.split("| rule |")[1].split("\n\n")[0]
    for rule in (*SIGNS, *PATTERNS):
        assert (f"`{rule.id}`" in cited) == (rule.id != "suggest-not-agreed")
    words = ("--as", "administration after hamas_fatah_work_together", "--yes")
    assert "Wrote" in told(capsys, cairo, "--insert", "e06-1", *words)


@pytest.mark.parametrize("columns", [50, 80])
def test_prose_fits_the_terminal(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    cairo: Path,
    columns: int,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = told(capsys, cairo).splitlines()
    long = [line for line in lines if len(line) > columns and not line.startswith("    ")]
    assert all(" " not in line.strip() for line in long)


def test_json_has_everything_that_the_text_has(
    capsys: pytest.CaptureFixture[str], cairo: Path
) -> None:
    data = json.loads(told(capsys, cairo, "--format", "json"))
    assert data["items"] == 16
    one = next(one for one in data["suggestions"] if one["id"] == "e05-1")
    assert one["because"] == ["e05"]
    assert one["why"] == "suggest-cause"
    assert one["quote"] == load_case(cairo).item("e05").quote
    assert one["inserts"][0]["path"] == ["events"]
    assert "outlook ceasefire" in one["cited"]


def test_what_is_proposed_is_told_only_if_asked_and_never_inserted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = case_of(tmp_path / "new", VALLEY)
    (folder / "evidence.yaml").unlink()
    assert "No accepted items" in told(capsys, folder)
    text = told(capsys, folder, "--proposed")
    assert "proposed, not accepted" in text
    assert "notes_001-1" in text
    error = refused(capsys, folder, "--insert", "notes_001-1", "--above", "1", "--yes")
    assert "review it first: goodoffices review CASE" in error


def test_it_shows_the_lines_and_asks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, valley: Path
) -> None:
    before = files(valley)
    for typed in ("n\n", "", "what\n"):
        answered(monkeypatch, typed)
        text = told(capsys, valley, "--insert", "notes_002-1")
        assert "+  - {name: precondition_notes_002, rule: vote requires census" in text
        assert "26 situations are feasible with it, 32 without." in text
        assert "Nothing was written" in text
        assert files(valley) == before
    answered(monkeypatch, "y\n")
    assert "Wrote" in told(capsys, valley, "--insert", "notes_002-1")
    line = "  - {name: precondition_notes_002, rule: vote requires census, because: [notes_002]}\n"
    after = (valley / "situation.yaml").read_text(encoding="utf-8")
    assert after == VALLEY.replace("now: []", f"{line}now: []")
    assert "in the model already" in refused(capsys, valley, "--insert", "notes_002-1", "--yes")


def test_removing_what_was_inserted_gives_the_old_file_with_its_line_ends_and_first_bytes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    raw = b"\xef\xbb\xbf" + VALLEY.replace("\n", "\r\n").encode("utf-8")
    folder = case_of(tmp_path / "crlf", raw)
    told(capsys, folder, "--insert", "notes_002-1", "--yes")
    told(capsys, folder, "--insert", "notes_001-1", "--above", "2", "--yes")
    told(capsys, folder, "--insert", "notes_003-1", "--yes")
    new = (folder / "situation.yaml").read_bytes()
    assert b"\n" not in new.replace(b"\r\n", b"")
    lines = new.splitlines(keepends=True)
    kept = [one for one in lines if b"[notes_001]" not in one and b"[notes_002]" not in one]
    put = b", {after: truce, probability: , because: [notes_003]}"
    assert b"".join(kept).replace(put, b"") == raw


def test_a_case_without_an_outlook_gets_a_file_of_its_own(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = case_of(tmp_path / "bare", VALLEY.split("outlook:")[0])
    told(capsys, folder, "--insert", "notes_003-1", "--yes")
    assert (folder / "outlook.yaml").read_text(encoding="utf-8") == (
        "# What could follow on the ground.\n\nevents:\n  truce:\n    name: a truce\n"
        "    holds_in: truce\n    because: [notes_003]\n  market_open:\n"
        "    name: the market could open\n    causes:\n"
        "      - {after: truce, probability: , because: [notes_003]}\n    because: [notes_003]\n"
    )
    outlook = load_case(folder).situation.outlook
    assert outlook is not None
    assert [param.spread.unset for param in outlook.params] == [True]


def test_the_words_of_the_analyst_count(capsys: pytest.CaptureFixture[str], valley: Path) -> None:
    text = told(capsys, valley)
    assert '? is for you to say: --insert notes_004-1 --as "EXPRESSION"' in " ".join(text.split())
    assert "expected --as" in refused(capsys, valley, "--insert", "notes_004-1", "--yes")
    words = ("--as", "town.share requires census", "--id", "funds")
    told(capsys, valley, "--insert", "notes_004-1", *words, "--yes")
    rules = load_case(valley).situation.rules
    assert (rules[-1].name, rules[-1].because) == ("funds", ("notes_004",))


def test_what_cannot_be_is_refused_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], valley: Path
) -> None:
    for arguments, expected in (
        (("--insert", "notes_002-1", "--as", "vote and not vote"), "no state is feasible"),
        (("--insert", "notes_002-1", "--as", "vote requires"), "the expression ends here"),
        (("--insert", "notes_002-1", "--as", "vote requires censu"), 'did you mean "census"?'),
        (("--insert", "notes_002-1", "--id", "order"), 'a second rule is named "order"'),
        (("--insert", "notes_003-1", "--as", "market before truce"), "expected EVENT after EVENT"),
        (("--insert", "notes_003-1", "--as", "market after market"), "its own cause"),
        (("--insert", "notes_003-1", "--id", "school"), 'expected --as "school after truce"'),
        (("--insert", "notes_001-1"), "expected --above 1 to 2, or --above end"),
        (("--insert", "notes_009-1"), 'there is no suggestion "notes_009-1"'),
        (("--as", "vote"), "go with --insert ID"),
    ):
        assert expected in refused(capsys, valley, *arguments), arguments


def test_json_writes_only_with_yes(capsys: pytest.CaptureFixture[str], valley: Path) -> None:
    before = files(valley)
    arguments = (valley, "--insert", "notes_002-1", "--format", "json")
    data = json.loads(told(capsys, *arguments))
    assert (data["written"], data["states"]) == (False, [32, 26])
    assert files(valley) == before
    data = json.loads(told(capsys, *arguments, "--yes"))
    assert data["written"] is True
    assert len(load_case(valley).situation.rules) == 3


def test_a_file_that_nobody_may_write_to_stays(
    capsys: pytest.CaptureFixture[str], valley: Path
) -> None:
    (valley / "situation.yaml").chmod(0o444)
    assert "read-only" in refused(capsys, valley, "--insert", "notes_002-1", "--yes")


def test_a_file_that_changed_meanwhile_stays(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, valley: Path
) -> None:
    file = valley / "situation.yaml"

    def typed(_: str) -> str:
        file.write_text(VALLEY + "# mine\n", encoding="utf-8")
        return "y"

    monkeypatch.setattr("goodoffices.cli.suggest.read_line", typed)
    capsys.readouterr()
    assert run(["suggest", str(valley), "--insert", "notes_002-1"]) == 2
    assert "has changed meanwhile; nothing was written" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == VALLEY + "# mine\n"


def test_a_file_alone_has_no_evidence(capsys: pytest.CaptureFixture[str], valley: Path) -> None:
    assert run(["suggest", str(valley / "situation.yaml")]) == 2
    assert "expected a case with its evidence" in capsys.readouterr().err


def test_an_empty_evidence_file_is_no_mistake(
    capsys: pytest.CaptureFixture[str], valley: Path
) -> None:
    (valley / "evidence.yaml").write_text("# nothing\n", encoding="utf-8")
    assert "No accepted items" in told(capsys, valley)
    data = json.loads(told(capsys, valley, "--format", "json"))
    assert (data["items"], data["suggestions"]) == (0, [])
