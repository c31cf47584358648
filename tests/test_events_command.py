"""goodoffices events: listed, filtered, counted, drawn, kept, and items as PLOVER records."""

from __future__ import annotations

import csv
import io
import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import feed_files as feeds
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.brief.event_words import bar
from goodoffices.cli.main import run
from goodoffices.formats.grid import write_grid
from goodoffices.reading.event_counts import counted
from goodoffices.reading.events import Event, Side
from goodoffices.reading.lexicon import Lexicon
from goodoffices.reading.plover import read_plover
from goodoffices.reading.plover_write import record_of

Out = pytest.CaptureFixture[str]


def told(capsys: Out, *arguments: object, status: int = 0) -> str:
    capsys.readouterr()
    assert run(["events", *map(str, arguments)]) == status
    shown = capsys.readouterr()
    return shown.err if status else shown.out


def data(capsys: Out, *arguments: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told(capsys, *arguments, "--format", "json"))
    return found


def ids(capsys: Out, *arguments: object) -> list[str]:
    return [one["id"] for one in data(capsys, *arguments)["events"]]


def test_a_list_in_a_wide_and_a_narrow_terminal(
    tmp_path: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = feeds.acled(tmp_path)
    for columns in (50, 80):
        monkeypatch.setenv("COLUMNS", str(columns))
        shown = told(capsys, file)
        assert max(map(len, shown.splitlines())) <= columns
        assert "4 events." in shown
    (row,) = [line for line in shown.splitlines() if line.startswith("2023-10-07  Battles")]
    assert row.split()[-2:] == ["12", "2"]


def test_only_the_last_are_listed_and_it_is_said(tmp_path: Path, capsys: Out) -> None:
    shown = told(capsys, feeds.acled(tmp_path), "--most", 1)
    assert "2023-12-01" in shown and "2023-10" not in shown
    assert "Shown are the last 1 of 4 events by date" in shown


def test_filters(tmp_path: Path, capsys: Out) -> None:
    file = feeds.acled(tmp_path)
    assert ids(capsys, file) == ["R1", "R2", "R3", "R4"]
    assert ids(capsys, file, "--since", "2023-10-08") == ["R3", "R4"]
    assert ids(capsys, file, "--until", "2023-10-07") == ["R1", "R2"]
    assert ids(capsys, file, "--type", "battles", "--type", "Peaceful protest") == [
        "R1", "R2", "R3", "R4",
    ]  # fmt: skip
    assert ids(capsys, file, "--type", "attack") == ["R4"]
    assert ids(capsys, file, "--place", "east", "--party", "civil") == ["R3"]
    assert ids(capsys, file, "--place", "Hilltown") == ["R2"]


def test_what_no_event_has_is_told_with_what_is_near(tmp_path: Path, capsys: Out) -> None:
    file = feeds.acled(tmp_path)
    capsys.readouterr()
    assert run(["events", str(file), "--type", "Batles", "--type", "Protests"]) == 0
    shown = capsys.readouterr()
    assert 'no event that is left has the type "Batles"; did you mean "Battles"?' in shown.err
    assert "Protests" in shown.out


def test_parties_come_from_the_situation_and_brackets_are_no_party(
    tmp_path: Path, capsys: Out
) -> None:
    folder = feeds.case(tmp_path / "case")
    found = data(capsys, feeds.acled(tmp_path), "--case", folder)["events"]
    sides = {(one["name"], one["party"]) for e in found for one in (*e["source"], *e["target"])}
    assert sides == {
        ("Northern Army", "north"),
        ("Southern Front", "south"),
        ("Protesters (North)", ""),
        ("Civilians (North)", ""),
    }
    assert ids(capsys, folder, "--party", "north") == ["R1", "R4"]
    pairs = data(capsys, folder, "--by", "pair")["counts"]
    assert [(one["who"], one["to whom"]) for one in pairs][:2] == [
        ("Protesters (North)", ""),
        ("north", "south"),
    ]


def test_counts_by_month_have_months_without_events(tmp_path: Path, capsys: Out) -> None:
    found = data(capsys, feeds.acled(tmp_path), "--by", "month")
    assert [(one["month"], one["events"], one["fatalities"]) for one in found["counts"]] == [
        ("2023-10", 3, 15),
        ("2023-11", 0, None),
        ("2023-12", 1, None),
    ]
    assert found["total"] == {"events": 4, "fatalities": 15, "without_fatalities": 1}
    shown = told(capsys, feeds.acled(tmp_path), "--by", "month")
    assert "added up over 3 events; 1 event without a number" in " ".join(shown.split())
    bars = [line.count("█") for line in shown.splitlines() if line.startswith("2023-")]
    assert bars == [30, 0, 10]
    rows = told(capsys, feeds.acled(tmp_path), "--by", "day", "--format", "csv").splitlines()
    assert rows[:3] == [
        "day,events,fatalities,without_fatalities",
        "2023-10-07,2,12,0",
        "2023-10-08,0,,0",
    ]
    assert len(rows) == 57


def test_an_event_in_two_files_counts_once_and_is_told(tmp_path: Path, capsys: Out) -> None:
    first = feeds.acled(tmp_path)
    later = feeds.ACLED_ROWS[2].replace(",3,1", ",30,2")
    new = feeds.ACLED_ROWS[3].replace("R4", "R5")
    second = feeds.written(tmp_path / "second.csv", feeds.ACLED_HEAD, later, new)
    found = data(capsys, first, second, "--by", "type")
    assert (found["total"]["events"], found["total"]["fatalities"]) == (5, 15)
    assert (found["counted_once"], found["files"]) == (1, {str(first): 4, str(second): 1})
    capsys.readouterr()
    run(["events", str(first), str(second), "--by", "type"])
    shown = capsys.readouterr()
    assert f"event R3 stands in line 5 of {first} already" in shown.err
    assert "and the two rows differ" in shown.err
    assert "Added up over 2 files" in shown.out
    assert ids(capsys, first, first) == ["R1", "R2", "R3", "R4"]


def test_a_picture_is_drawn(tmp_path: Path, capsys: Out) -> None:
    for by in ("month", "day", "type", "pair"):
        figure = tmp_path / f"{by}.svg"
        told(capsys, feeds.acled(tmp_path), "--by", by, "--figure", figure, "--type", "Battles")
        root = ET.fromstring(figure.read_text(encoding="utf-8"))
        words = " ".join(root.itertext())
        assert f"Events by {by}: Battles" in words
        bars = [one for one in root.iter() if one.tag.endswith("rect") and one.get("class") is None]
        assert len(bars) == {"month": 2, "day": 3, "type": 1, "pair": 3}[by]
    wrong = tmp_path / "a.png"
    assert "figures are written as .svg" in told(
        capsys, feeds.acled(tmp_path), "--figure", wrong, status=2
    )
    assert not wrong.exists()


def test_a_picture_of_nothing(tmp_path: Path, capsys: Out) -> None:
    figure = tmp_path / "none.svg"
    shown = told(capsys, feeds.acled(tmp_path), "--since", "2030-01-01", "--figure", figure)
    assert shown.startswith("No event.")
    assert "no event" in " ".join(ET.fromstring(figure.read_text()).itertext())


def test_a_case_keeps_files_and_reads_them(tmp_path: Path, capsys: Out) -> None:
    folder = feeds.case(tmp_path / "case")
    assert "keeps no events" in told(capsys, folder, status=2)
    told(capsys, feeds.acled(tmp_path), "--case", folder)
    records = feeds.plover(tmp_path, [feeds.RECORD])
    told(capsys, records, "--case", folder)
    assert ids(capsys, folder) == ["R1", "R2", "R3", "R4", "one"]
    before = (folder / "feeds" / "feeds.yaml").read_bytes()
    assert run(["events", str(feeds.acled(tmp_path)), "--case", str(folder)]) == 0
    assert "is kept already" in capsys.readouterr().err
    assert (folder / "feeds" / "feeds.yaml").read_bytes() == before


def test_what_holds_no_events_is_refused_with_what_reads_it(tmp_path: Path, capsys: Out) -> None:
    folder = feeds.case(tmp_path / "case")
    said = told(capsys, feeds.pax(tmp_path), feeds.hxl(tmp_path), "--case", folder, status=2)
    assert "this is PA-X agreements" in said and "goodoffices precedents reads it" in said
    assert "this is an HXL table" in said and "goodoffices series reads it" in said
    assert "there is no such file" in told(capsys, tmp_path / "none.csv", status=2)
    assert not (folder / "feeds").exists()
    head = feeds.written(tmp_path / "h.csv", feeds.ACLED_HEAD.replace("notes", "note"))
    assert "no column notes" in told(capsys, head, status=2)


@pytest.mark.parametrize(
    "arguments",
    [(), ("--since", "soon"), ("--by", "month", "--format", "plover"), ("--by", "week")],
)
def test_requests_that_cannot_be_met(
    tmp_path: Path, capsys: Out, arguments: tuple[str, ...]
) -> None:
    paths = (feeds.acled(tmp_path),) if arguments else ()
    assert "Traceback" not in told(capsys, *paths, *arguments, status=2)


def test_a_table_with_headers_only_and_one_with_wrong_rows_only(
    tmp_path: Path, capsys: Out
) -> None:
    head = feeds.written(tmp_path / "h.csv", feeds.ACLED_HEAD)
    assert told(capsys, head).startswith("No event.")
    assert data(capsys, head)["events"] == []
    bad = feeds.written(tmp_path / "b.csv", feeds.ACLED_HEAD, *["R1,soon,,,,,,,,,,,"] * 200)
    said = told(capsys, bad, status=2)
    assert "b.csv:2:2" in said and "more like these" in said


def test_a_broken_end_prints_no_half_of_a_list(tmp_path: Path, capsys: Out) -> None:
    file = feeds.written(tmp_path / "a.csv", feeds.ACLED_HEAD, *feeds.ACLED_ROWS, 'R9,"2023')
    for form in ("csv", "json", "plover"):
        capsys.readouterr()
        assert run(["events", str(file), "--format", form]) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert "a.csv:7:1: this is not CSV" in shown.err


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"sep=%s\r\n", b"\r\n\r\n"])
def test_lines_are_those_of_the_file_in_every_form(
    tmp_path: Path, capsys: Out, separator: str, start: bytes
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    lines = (feeds.ACLED_HEAD, *feeds.ACLED_ROWS)
    writer.writerows(csv.reader(io.StringIO("\n".join(lines), newline="")))
    begin = start.replace(b"%s", separator.encode())
    file = tmp_path / "a.csv"
    file.write_bytes(begin + out.getvalue().encode())
    before = begin.count(b"\n")
    rows = [one["line"] for one in data(capsys, file)["events"]]
    assert rows == [before + line for line in (2, 4, 5, 6)]


def test_latin_1_and_right_to_left(tmp_path: Path, capsys: Out) -> None:
    text = "\n".join((feeds.ACLED_HEAD, feeds.ACLED_ROWS[1].replace("Hilltown", "Kéniéba")))
    file = tmp_path / "latin.csv"
    file.write_bytes(text.encode("latin-1"))
    capsys.readouterr()
    run(["events", str(file), "--format", "json"])
    shown = capsys.readouterr()
    assert json.loads(shown.out)["events"][0]["place"] == "Kéniéba"
    assert "latin.csv:2:1: a byte here is not UTF-8" in shown.err
    file.write_text(text.replace("Kéniéba", "ירושלים"), encoding="utf-8")
    assert data(capsys, file, "--place", "ירושלים")["events"][0]["place"] == "ירושלים"


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
SIDES = st.lists(st.builds(Side, TEXTS.filter(bool), TEXTS, TEXTS), max_size=2).map(tuple)
EVENTS = st.builds(
    Event,
    id=TEXTS.filter(bool),
    date=st.dates(),
    type=st.sampled_from(["AGREE", "Battles", "Strategic developments"]),
    source=SIDES,
    target=SIDES,
    text=TEXTS,
    mode=TEXTS,
    place=TEXTS,
    country=TEXTS,
    fatalities=st.none() | st.integers(0, 10**8),
)


@settings(max_examples=60, deadline=None)
@given(events=st.lists(EVENTS, max_size=4), lines=st.booleans())
def test_records_are_read_back_as_the_same_events(
    tmp_path_factory: pytest.TempPathFactory, events: list[Event], lines: bool
) -> None:
    file = tmp_path_factory.mktemp("p") / "p.json"
    records = [json.dumps(record_of(one)) for one in events]
    lines = lines and bool(records)
    file.write_text("\n".join(records) if lines else f"[{','.join(records)}]", encoding="utf-8")
    back = read_plover(file).rows
    assert [record_of(one) for one in back] == [record_of(one) for one in events]
    fields = ("id", "date", "type", "source", "target", "text", "mode", "place", "fatalities")
    for one, other in zip(events, back, strict=True):
        assert [getattr(one, name) for name in fields] == [getattr(other, name) for name in fields]


def test_a_file_becomes_plover_and_comes_back(tmp_path: Path, capsys: Out) -> None:
    record = feeds.RECORD | {"target": [{"actorText": "United Nations", "code": "IGO"}]}
    first = feeds.plover(tmp_path, [record])
    once = told(capsys, first, "--format", "plover")
    second = feeds.written(tmp_path / "again.json", once)
    assert json.loads(told(capsys, second, "--format", "plover")) == json.loads(once) == [record]
    lines = feeds.written(tmp_path / "p.jsonl", *map(json.dumps, [record, record | {"id": "b"}]))
    assert ids(capsys, lines) == ["one", "b"]


def test_a_line_that_is_no_json_is_left_out(tmp_path: Path, capsys: Out) -> None:
    good = json.dumps(feeds.RECORD)
    file = feeds.written(tmp_path / "p.jsonl", good, '{"id": "cut', "", good.replace("one", "two"))
    capsys.readouterr()
    assert run(["events", str(file), "--format", "json"]) == 0
    shown = capsys.readouterr()
    found = json.loads(shown.out)
    assert [one["id"] for one in found["events"]] == ["one", "two"]
    assert found["left_out"] == 1
    assert "p.jsonl:2:1: this line is no JSON" in shown.err


def test_the_same_record_in_two_files_counts_once(tmp_path: Path, capsys: Out) -> None:
    first = feeds.plover(tmp_path, [feeds.RECORD])
    second = feeds.plover(tmp_path, [feeds.RECORD, feeds.RECORD | {"id": "two"}], "q.json")
    assert ids(capsys, first, second) == ["one", "two"]
    assert ids(capsys, second, first) == ["one", "two"]


@given(st.integers(0, 500), st.integers(1, 500), st.integers(1, 40))
def test_a_bar_is_never_too_long_and_never_nothing(value: int, highest: int, room: int) -> None:
    drawn = bar(min(value, highest), highest, room)
    assert len(drawn) <= room
    assert bool(drawn) == (value > 0)


@settings(deadline=None)
@given(st.lists(EVENTS, max_size=20), st.sampled_from(["month", "type", "pair"]))
def test_counts_add_up(events: list[Event], by: str) -> None:
    total = counted(events, by).total
    assert total.events == len(events)
    assert total.fatalities == sum(one.fatalities or 0 for one in events)
    assert total.silent == sum(one.fatalities is None for one in events)


REPORT = "The envoy of North met Southern Front in Rivertown. South stayed away."
ITEMS = """- id: e1
  source: r
  span: [0, 51]
  quote: The envoy of North met Southern Front in Rivertown.
  kind: fact
  date: 2024-05-06
  event: CONSULT
  actors: [{span: [4, 18], party: north}, {span: [23, 37], party: south}]
- id: e2
  source: r
  span: [52, 70]
  quote: South stayed away.
  kind: fact
  date: 2024-05-07
  actors: [{span: [52, 57], party: south}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = feeds.case(tmp_path / "case")
    feeds.written(folder / "sources" / "r.txt", REPORT)
    feeds.written(folder / "sources" / "sources.yaml", "r: {title: A report}")
    feeds.written(folder / "evidence.yaml", ITEMS)
    return folder


def test_items_become_records_by_the_word_of_the_analyst(
    folder: Path, tmp_path: Path, capsys: Out
) -> None:
    capsys.readouterr()
    assert run(["events", str(folder), "--items", "--format", "plover"]) == 0
    shown = capsys.readouterr()
    assert shown.err == "left out: e2: it has no event type\n"
    (one,) = json.loads(shown.out)
    assert (one["id"], one["date"], one["event"]) == ("e1", "2024-05-06", "CONSULT")
    file = feeds.written(tmp_path / "back.json", shown.out)
    (event,) = read_plover(file, Lexicon()).rows
    assert (event.id, event.type, event.text) == ("e1", "CONSULT", REPORT[:51])
    assert [side.text for side in (*event.source, *event.target)] == [
        "envoy of North",
        "Southern Front",
    ]
    kept = {"id", "date", "source", "target", "event", "text"}
    assert record_of(event) == {key: value for key, value in one.items() if key in kept}
    found = data(capsys, folder, "--items", "--type", "e2=reject")
    assert [record["event"] for record in found["records"]] == ["CONSULT", "REJECT"]
    assert found["left_out"] == []
    shown_text = told(capsys, folder, "--items")
    assert "e2    it has no event type" in shown_text and "1 item as PLOVER records" in shown_text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--type", "e9=CONSULT"), 'no evidence item "e9"'),
        (("--type", "e2=CONSUL"), 'did you mean "CONSULT"?'),
        (("--type", "CONSULT"), "ITEM=TYPE"),
        (("--type", "e2=AID", "--type", "e2=AGREE"), "two event types"),
        (("--since", "2024-01-01"), "no other filter"),
    ],
)
def test_wrong_words_about_items(
    folder: Path, capsys: Out, arguments: tuple[str, ...], said: str
) -> None:
    assert said in told(capsys, folder, "--items", *arguments, status=2)


def test_an_unknown_event_type_in_the_evidence_is_an_error(folder: Path, capsys: Out) -> None:
    feeds.written(folder / "evidence.yaml", ITEMS.replace("CONSULT", "CONSULTATION"))
    said = told(capsys, folder, "--items", status=2)
    assert "evidence.yaml:7:" in said and "CONSULT" in said


def test_text_in_utf_16_is_told(tmp_path: Path, capsys: Out) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("\n".join((feeds.ACLED_HEAD, *feeds.ACLED_ROWS)).encode("utf-16"))
    assert "UTF-16; expected an ACLED table" in told(capsys, file, status=2)


def test_many_wrong_rows_are_counted_as_they_are(tmp_path: Path, capsys: Out) -> None:
    bad = [f"X{at},soon,2023,Battles,x,A,B,,,,,," for at in range(500)]
    file = feeds.written(tmp_path / "a.csv", feeds.ACLED_HEAD, *feeds.ACLED_ROWS, *bad)
    capsys.readouterr()
    assert run(["events", str(file), "--party", "nobody", "--format", "json"]) == 0
    shown = capsys.readouterr()
    lines = shown.err.splitlines()
    assert (len(lines), json.loads(shown.out)["left_out"]) == (42, 500)
    assert 'no event that is left has the party "nobody"' in lines[0]
    assert lines[-1] == "warning: 460 more like these were left out of this list"


def test_a_workbook_gives_the_same_events(tmp_path: Path, capsys: Out) -> None:
    lines = "\n".join((feeds.ACLED_HEAD, *feeds.ACLED_ROWS))
    write_grid(tmp_path / "a.xlsx", list(csv.reader(io.StringIO(lines, newline=""))))
    book, table = data(capsys, tmp_path / "a.xlsx"), data(capsys, feeds.acled(tmp_path))
    for one in (*book["events"], *table["events"]):
        del one["file"], one["line"]
    assert book == table


def test_half_letters_and_signs_for_the_terminal(tmp_path: Path, capsys: Out) -> None:
    steering = feeds.ACLED_ROWS[1].replace("Hilltown", "\x1b[31mRed")
    shown = told(capsys, feeds.written(tmp_path / "a.csv", feeds.ACLED_HEAD, steering))
    assert "\x1b" not in shown and "[31mRed" in shown
    half = json.dumps(feeds.RECORD).replace("Bamako", "Bam\\ud800ko")
    whole = json.dumps(feeds.RECORD | {"id": "two"}).replace("Bamako", "Bam\\ud83d\\ude00ko")
    found = data(capsys, feeds.written(tmp_path / "p.jsonl", half, whole))
    assert [one["place"] for one in found["events"]] == ["Bam😀ko"]
    assert found["left_out"] == 1
    listed = feeds.written(tmp_path / "p.json", f"[{half}]")
    assert "Traceback" not in told(capsys, listed, "--format", "json", status=2)


def test_a_workbook_without_its_package_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_grid(tmp_path / "x.xlsx", [["event_id_cnty"]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert run(["events", str(tmp_path / "x.xlsx")]) == 2
    said = capsys.readouterr().err
    assert "Excel files need openpyxl" in said and "zero bytes" not in said
