"""Feed files: known by what stands in them, kept in a case as received, told in a few lines."""

from __future__ import annotations

import doctest
import hashlib
import json
from datetime import date
from pathlib import Path

import feed_files as feeds
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.brief.feed_words import feed_told
from goodoffices.errors import InputError, RequestError
from goodoffices.evidence.event_types import EVENT_TYPES
from goodoffices.formats.grid import write_grid
from goodoffices.reading import feed_store
from goodoffices.reading.acled import NEEDED as ACLED_HEADS
from goodoffices.reading.feed_kind import ACLED, HXL, PAX, PLOVER, RELIEFWEB, feed_kind
from goodoffices.reading.feed_store import FEEDS, keep_feed, keep_feeds, read_feeds

ON = date(2024, 5, 6)


def test_kinds_are_known_whatever_the_file_is_called(tmp_path: Path) -> None:
    files = [feeds.acled(tmp_path), feeds.pax(tmp_path), feeds.hxl(tmp_path)]
    files.append(feeds.plover(tmp_path, [feeds.RECORD]))
    kinds = []
    for at, file in enumerate(files):
        renamed = file.rename(tmp_path / f"odd name {at}.txt")
        kinds.append(feed_kind(renamed))
    assert kinds == [ACLED, PAX, HXL, PLOVER]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tables_are_known_in_every_form(
    tmp_path: Path, separator: str, start: str, end: str
) -> None:
    lines = [feeds.ACLED_HEAD, *(row for row in feeds.ACLED_ROWS if '"' not in row)]
    text = start + end.join(lines).replace(",", separator) + end
    file = tmp_path / "a.csv"
    file.write_bytes(text.encode())
    assert feed_kind(file) == ACLED
    assert len(feed_store.read_feeds(tmp_path)) == 0
    assert keep_feed(feeds.case(tmp_path / "c"), file).rows == 3


def test_acled_with_tags_stays_acled(tmp_path: Path) -> None:
    tags = ",".join(["#event+id", "#date", *["#meta"] * 11])
    file = feeds.written(tmp_path / "a.csv", feeds.ACLED_HEAD, tags, *feeds.ACLED_ROWS)
    assert feed_kind(file) == ACLED
    assert keep_feed(feeds.case(tmp_path / "c"), file).rows == 4


def test_a_workbook_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    book = tmp_path / "table.xlsx"
    write_grid(book, [line.split(",") for line in feeds.HXL])
    assert feed_kind(book.rename(tmp_path / "table.csv")) == HXL


def test_what_is_no_feed(tmp_path: Path) -> None:
    reliefweb = {"data": [{"id": 1, "fields": {"title": "A", "body": "B"}}]}
    file = feeds.written(tmp_path / "r.json", json.dumps(reliefweb))
    assert feed_kind(file) == RELIEFWEB
    for name, raw in {
        "empty": b"",
        "plain": b"Talks went on, it was said. #nothing\n",
        "prose": b"A, b, c.\nMore; more.\n",
        "zero": b"a\0b",
        "hashtags": b"Talks, A said.\n#country, #crisis\nMore was said, and so on, by B.\n",
        "last": b"One, two, three.\n#date, #org\n",
        "tags": b"#gaza,#talks\nA,B\n",
        "utf16": "event_id_cnty,event_date".encode("utf-16"),
        "zip": b"PK\x03\x04 that is no workbook",
        "json": b'{"event": 3}',
        "pdf": b"%PDF-1.7\n",
    }.items():
        (tmp_path / name).write_bytes(raw)
        assert feed_kind(tmp_path / name) == "", name
    assert feed_kind(tmp_path) == ""
    assert feed_kind(tmp_path / "missing") == ""


@settings(max_examples=150, deadline=None)
@given(raw=st.binary(max_size=400))
def test_no_bytes_are_too_odd(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    file = tmp_path_factory.mktemp("odd") / "x.csv"
    file.write_bytes(raw)
    assert feed_kind(file) in ("", ACLED, HXL, PAX, PLOVER, RELIEFWEB)


def test_a_feed_is_kept_as_received_and_once(tmp_path: Path) -> None:
    folder = feeds.case(tmp_path / "case")
    file = feeds.acled(tmp_path, "Événements: 2023 😀.csv")
    kept = keep_feed(folder, file, ON)
    assert kept.path.read_bytes() == file.read_bytes()
    assert (kept.kind, kept.rows, kept.new) == (ACLED, 4, True)
    assert kept.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    listing = (folder / FEEDS).read_bytes()
    again = keep_feed(folder, feeds.acled(tmp_path, "other.csv"), date(2025, 1, 1))
    assert (again.new, again.path, again.received) == (False, kept.path, ON)
    assert (folder / FEEDS).read_bytes() == listing
    (read,) = read_feeds(folder)
    assert (read.key, read.title, read.received) == (kept.key, "Événements: 2023 😀", ON)


def test_what_stands_in_the_listing_keeps_every_byte(tmp_path: Path) -> None:
    folder = feeds.case(tmp_path / "case")
    keep_feed(folder, feeds.acled(tmp_path), ON)
    listing = folder / FEEDS
    mine = listing.read_bytes().replace(b"\n", b"\r\n") + b"# mine: \xc3\xa9"
    listing.write_bytes(mine)
    keep_feed(folder, feeds.pax(tmp_path), ON)
    assert listing.read_bytes().startswith(mine + b"\r\npax:\r\n")
    assert [one.kind for one in read_feeds(folder)] == [ACLED, PAX]


def test_names_that_mean_something_in_yaml(tmp_path: Path) -> None:
    folder = feeds.case(tmp_path / "case")
    for at, name in enumerate(("null.csv", "on.csv", "a b.csv", "12.csv", "שלום.csv", "--.csv")):
        feeds.written(
            tmp_path / name, *feeds.PAX[: at % 4 + 1], f"{at + 9},x,2001-01-01,A,B,1,1,1,1"
        )
        keep_feed(folder, tmp_path / name, ON)
    keys = [one.key for one in read_feeds(folder)]
    assert keys == ["null", "on", "a-b", "12", "שלום", "feed"]


def test_one_name_twice_has_two_keys(tmp_path: Path) -> None:
    folder = feeds.case(tmp_path / "case")
    keep_feed(folder, feeds.acled(tmp_path), ON)
    other = feeds.written(tmp_path / "b" / "acled.csv", feeds.ACLED_HEAD, feeds.ACLED_ROWS[0])
    assert keep_feed(folder, other, ON).key == "acled-2"


def test_several_are_kept_all_or_none(tmp_path: Path) -> None:
    folder = feeds.case(tmp_path / "case")
    bad = feeds.written(tmp_path / "bad.csv", feeds.ACLED_HEAD.replace("notes,", ""), "x")
    with pytest.raises(InputError, match="no column notes"):
        keep_feeds(folder, [feeds.acled(tmp_path), bad])
    assert not (folder / "feeds").exists()


def test_an_interruption_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = feeds.case(tmp_path / "case")
    keep_feed(folder, feeds.acled(tmp_path), ON)
    before = {path: path.read_bytes() for path in (folder / "feeds").iterdir()}
    whole = feed_store.whole_file

    def stopped(path: Path) -> object:
        if path.name == "feeds.yaml":
            raise KeyboardInterrupt
        return whole(path)

    monkeypatch.setattr(feed_store, "whole_file", stopped)
    with pytest.raises(KeyboardInterrupt):
        keep_feed(folder, feeds.pax(tmp_path), ON)
    assert {path: path.read_bytes() for path in (folder / "feeds").iterdir()} == before


def test_a_listing_that_cannot_grow_is_left(tmp_path: Path) -> None:
    folder = feeds.case(tmp_path / "case")
    listing = feeds.written(folder / FEEDS, "{}")
    with pytest.raises(RequestError, match="nothing can be added at its end"):
        keep_feed(folder, feeds.acled(tmp_path))
    assert listing.read_text() == "{}\n"
    assert [path.name for path in (folder / "feeds").iterdir()] == ["feeds.yaml"]


def test_listed_files_must_be_there_and_as_they_were(tmp_path: Path) -> None:
    folder = feeds.case(tmp_path / "case")
    kept = keep_feed(folder, feeds.acled(tmp_path), ON)
    kept.path.write_text(kept.path.read_text() + "\n")
    (changed,) = read_feeds(folder)
    assert "is not as it was received" in str(changed.warnings[0])
    kept.path.unlink()
    with pytest.raises(InputError, match="there is no file"):
        read_feeds(folder)
    feeds.written(folder / FEEDS, "a: {file: ../situation.yaml, kind: acled}")
    with pytest.raises(InputError, match="leads out of the folder feeds"):
        read_feeds(folder)
    feeds.written(folder / FEEDS, "a: {fil: x, kind: acled}")
    with pytest.raises(InputError, match='unknown key "fil"'):
        read_feeds(folder)


def test_reliefweb_is_told_to_be_something_else(tmp_path: Path) -> None:
    file = feeds.written(tmp_path / "r.json", '{"data": [{"fields": {"title": "A"}}]}')
    with pytest.raises(InputError, match="this is ReliefWeb reports"):
        keep_feed(feeds.case(tmp_path / "case"), file)


def test_each_kind_is_told(tmp_path: Path) -> None:
    lines, data = feed_told(feeds.acled(tmp_path))
    assert str(lines[0]) == "acled.csv: ACLED events"
    assert data["total"] == {"events": 4, "fatalities": 15, "without_fatalities": 1}
    lines, data = feed_told(feeds.hxl(tmp_path))
    assert data["rows"] == 4
    assert data["columns"][2] == {"header": "Affected", "tag": "#affected+ind", "filled": 3}  # type: ignore[index]
    lines, data = feed_told(feeds.pax(tmp_path))
    assert [one["provision"] for one in data["provisions"]] == ["Ce", "GRef", "TjPrire"]  # type: ignore[attr-defined]
    assert json.loads(json.dumps(data)) == data
    lines, data = feed_told(feeds.plover(tmp_path, [feeds.RECORD, 4]))
    assert (data["kind"], data["left_out"]) == (PLOVER, 1)
    assert "no object" in data["warnings"][0]["found"]  # type: ignore[index]
    with pytest.raises(InputError, match="no feed that is known"):
        feed_told(feeds.written(tmp_path / "x.txt", "Talks went on."))


def test_the_document_runs_and_names_what_there_is() -> None:
    text = (Path(__file__).parents[1] / "docs" / "events.md").read_text(encoding="utf-8")
    shown = text.partition("```python")[2].partition("```")[0]
    test = doctest.DocTestParser().get_doctest(shown, {}, "events.md", None, None)
    assert doctest.DocTestRunner().run(test).failed == 0
    assert all(name in text for name in (*ACLED_HEADS, *EVENT_TYPES))
