"""``goodoffices read``: what it prints, what it keeps in a case, and what it leaves as it was."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.case import load_case
from goodoffices.cli.main import run
from goodoffices.evidence.read import read_items, read_sources
from goodoffices.reading.read import LANGUAGES, proposals
from goodoffices.reading.report import read_reports
from goodoffices.reading.store import Store

CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks"
SEED = CAIRO / "sources" / "cairo-talks.txt"
SHORT = "# Notes from the valley\n\nHamas said it would meet Fatah.\r\nTalks may resume on 5 May.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CAIRO, tmp_path / "case"))


def report(tmp_path: Path, content: str | bytes = SHORT, name: str = "valley notes.md") -> str:
    path = tmp_path / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return str(path)


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["read", *arguments]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["read", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_text(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    text = told(capsys, str(SEED), "--case", str(folder))
    assert "by Hamas leaders [hamas] (statement-express)" in text
    assert "outlook, by the author (condition-if, outlook-modal" in text
    assert "16 sentences, 16 of them new" in text


def test_jsonl_has_a_proposal_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, str(SEED), "--format", "jsonl").splitlines()
    data = [json.loads(line) for line in lines]
    assert [one["sentence"] for one in data] == list(range(1, 17))
    text = SEED.read_text(encoding="utf-8")
    assert all(text[slice(*one["span"])] == one["quote"] for one in data)
    assert data[11]["speaker"] == {"span": [1744, 1757], "party": None, "code": "PSE"}
    whole = json.loads(told(capsys, str(SEED), "--format", "json"))
    assert whole["proposals"] == data and whole["sources"][0]["key"] == "cairo-talks"


def test_rules_are_listed_as_data_too(capsys: pytest.CaptureFixture[str]) -> None:
    rules = json.loads(told(capsys, "--rules", "--format", "json"))["rules"]
    assert [one["id"] for one in rules] == [rule.id for rule in LANGUAGES["en"].rules]
    assert all(one["says"] and one["fires"] for one in rules)
    lines = told(capsys, "--rules", "--format", "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == rules


def test_rules_are_listed_from_the_code(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, "--rules")
    assert all(rule.id in text for rule in LANGUAGES["en"].rules)
    assert "nothing to read" in refused(capsys)


def test_a_case_keeps_the_report_and_the_proposals(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    before = files(folder)
    told(capsys, report(tmp_path), "--case", str(folder))
    after = files(folder)
    body = folder / "sources" / "valley-notes.md"
    listing = folder / "sources" / "sources.yaml"
    assert set(after) - set(before) == {body, folder / "proposed.yaml"}
    assert after[body] == SHORT.encode("utf-8")
    assert after[listing].startswith(before[listing])
    assert {p: b for p, b in after.items() if p in before and p != listing} == {
        p: b for p, b in before.items() if p != listing
    }
    case = load_case(folder)
    assert len(case.items) == 16
    source = case.sources["valley-notes"]
    assert source.title == "Notes from the valley"
    items = read_items(folder / "proposed.yaml", case.sources, case.situation)
    assert [one.status for one in items] == ["proposed"] * 2
    assert items[0].speaker is not None and items[0].speaker.party == "hamas"
    known = {(item.id, item.span, item.kind) for item in items}
    assert known == {
        (one.id, one.span, one.kind)
        for one in proposals(source.text, "valley-notes", case.situation)
    }
    assert items == tuple(
        _placed(one.item(), items[at])
        for at, one in enumerate(proposals(source.text, "valley-notes", case.situation))
    )


def _placed(item: object, other: object) -> object:
    from dataclasses import replace

    return replace(item, place=other.place)  # type: ignore[type-var,attr-defined]


def test_the_same_report_again_changes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    told(capsys, report(tmp_path), str(SEED), "--case", str(folder))
    before = files(folder)
    assert "0 of them new" in told(capsys, report(tmp_path), "--case", str(folder))
    assert files(folder) == before
    told(capsys, report(tmp_path, "Another text. It is short."), "--case", str(folder))
    assert "valley-notes-2" in load_case(folder).sources
    after = files(folder)
    for path in ("proposed.yaml", "sources/sources.yaml"):
        assert after[folder / path].startswith(before[folder / path])


def test_an_accepted_proposal_is_an_entry_of_evidence(folder: Path, tmp_path: Path) -> None:
    case = load_case(folder)
    text = case.sources["cairo-talks"].text
    with Store(folder, case.sources) as store:
        kept = store.keep(read_reports([SEED])[0])
        assert kept is not None
        assert (kept.key, kept.new, kept.text) == ("cairo-talks", False, text)
        assert store.known(SEED, read_reports([SEED])[0].sha256) == []
        store.propose([one.accepted() for one in proposals(text, "cairo-talks", case.situation)])
        store.commit()
    (folder / "proposed.yaml").replace(folder / "accepted.yaml")
    items = read_items(folder / "accepted.yaml", case.sources, case.situation)
    assert [item.status for item in items] == ["accepted"] * 16


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\t\n", "nothing but white space"),
        ("latin.txt", "Général".encode("latin-1"), "is not UTF-8"),
        ("wide.txt", "Talks.".encode("utf-16"), "UTF-16"),
        ("a.pdf", b"%PDF-1.7", "the PDF is broken or cut off"),
        ("a.txt", b"%PDF-1.7", "the PDF is broken or cut off"),
        ("b.txt", b"PK\x03\x04rest", "ZIP"),
        ("c.txt", b"<!DOCTYPE html><title>T</title>", "no text stands on this page"),
        ("data.json", b"{}", "this JSON holds no reports"),
        ("control.txt", b"A\nB\x00C", "control.txt:2:2: the control character U+0000"),
    ],
)
def test_what_is_no_text_is_refused_and_the_case_stays(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    folder: Path,
    name: str,
    content: bytes,
    says: str,
) -> None:
    before = files(folder)
    bad = report(tmp_path, content, name)
    assert says in refused(capsys, bad, report(tmp_path), "--case", str(folder))
    assert files(folder) == before


def test_what_is_not_there(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    assert "cannot be read" in refused(capsys, str(tmp_path / "none.txt"))
    (tmp_path / "bare").mkdir()
    assert "there is no file in this folder" in refused(capsys, str(tmp_path / "bare"))
    assert "no folder" in refused(capsys, str(SEED), "--case", str(tmp_path / "none"))


def test_a_listing_that_cannot_grow_is_left_as_it_was(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    listing = folder / "sources" / "sources.yaml"
    listing.write_text("{cairo-talks: {title: T}}\n", encoding="utf-8")
    before = files(folder)
    assert "nothing was written" in refused(capsys, report(tmp_path), "--case", str(folder))
    assert files(folder) == before
    listing.write_text("# mine\r\ncairo-talks:  # theirs", encoding="utf-8", newline="")
    told(capsys, report(tmp_path), "--case", str(folder))
    assert listing.read_bytes().startswith(b"# mine\r\ncairo-talks:  # theirs\r\nvalley-notes:\r\n")
    (folder / "proposed.yaml").write_text("[]\n", encoding="utf-8")
    before = files(folder)
    other = report(tmp_path, "Another text.", "other.txt")
    assert "no item of a list" in refused(capsys, other, "--case", str(folder))
    assert files(folder) == before


def test_a_file_that_cannot_be_written_leaves_the_rest(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    (folder / "sources" / "sources.yaml").chmod(0o444)
    before = files(folder)
    assert "read-only" in refused(capsys, report(tmp_path), "--case", str(folder))
    assert files(folder) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_what_is_written_reads_back(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "kept"
    shutil.rmtree(folder, ignore_errors=True)
    (tmp_path / "r.txt").write_bytes(b"Start. " + text.encode("utf-8"))
    try:
        (report,) = read_reports([tmp_path / "r.txt"])
    except Exception as error:
        assert "no text" in str(error)
        return
    folder.mkdir()
    with Store(folder, {}) as store:
        kept = store.keep(report)
        assert kept is not None and kept.new
        found = proposals(kept.text, kept.key)
        store.propose(found)
        store.commit()
    sources = read_sources(folder / "sources")
    items = read_items(folder / "proposed.yaml", sources, None)
    assert [(one.id, one.quote) for one in items] == [(one.id, one.quote) for one in found]


def test_a_feed_is_told_and_kept_and_a_report_beside_it_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = tmp_path / "a.csv"
    head = "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,location,notes,"
    feed.write_text(f"{head}fatalities\nX1,01 May 2024,Protests,Peaceful protest,A,,B,C,0\n")
    report = tmp_path / "r.txt"
    report.write_text("The talks went on.\n")
    case = tmp_path / "case"
    assert run(["new", str(case)]) == 0
    before = {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}
    capsys.readouterr()
    assert run(["read", str(feed), str(report), "--case", str(case)]) == 2
    assert "one by one" in capsys.readouterr().err
    assert before == {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}
    assert run(["read", str(feed), "--case", str(case)]) == 0
    assert "Protests" in capsys.readouterr().out
    assert (case / "feeds/a.csv").read_bytes() == feed.read_bytes()
    assert run(["read", str(feed), "--case", str(case), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["kept"] == ["a"] and told["feeds"][0]["kind"] == "acled"


def test_a_report_in_another_script_is_said_to_be_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "r.txt"
    report.write_text("قال الوزير إن المعبر مفتوح.\n", encoding="utf-8")
    assert run(["read", str(report), "--format", "json"]) == 0
    shown = capsys.readouterr()
    assert "not in Latin letters" in shown.err
    assert "not in Latin letters" in json.loads(shown.out)["warnings"][0]["found"]
    report.write_text("Der Minister sagte, der Übergang sei für Straßenfahrzeuge offen.\n")
    assert run(["read", str(report)]) == 0
    assert "Latin" not in capsys.readouterr().err


def test_nothing_is_added_to_a_broken_list_and_what_a_killed_reading_left_goes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "r.txt"
    report.write_text("The talks went on.\n")
    case = tmp_path / "case"
    assert run(["new", str(case)]) == 0
    left = case / ".reading-old"
    left.mkdir()
    (left / "part").write_text("x")
    fresh = case / ".reading-new"
    fresh.mkdir()
    os.utime(left, (0, 0))
    broken = "- id: a\n  source: s\n- [\n"
    (case / "proposed.yaml").write_text(broken)
    assert run(["read", str(report), "--case", str(case)]) == 2
    assert "proposed.yaml:3" in capsys.readouterr().err
    assert (case / "proposed.yaml").read_text() == broken
    (case / "proposed.yaml").write_text("")
    assert run(["read", str(report), "--case", str(case)]) == 0
    assert not left.exists() and fresh.exists()
