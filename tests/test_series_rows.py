"""Series from some rows of a table, from rows added up, and from the events of a table."""

from __future__ import annotations

import json
import math
from datetime import date
from pathlib import Path
from typing import Any

import bridge
import feed_files as feeds
import pytest

from goodoffices.case import load_case
from goodoffices.cli.main import run
from goodoffices.errors import InputError
from goodoffices.formats.grid import write_grid
from goodoffices.series.counts import event_series
from goodoffices.series.read import read_series

Out = pytest.CaptureFixture[str]


def series(capsys: Out, *arguments: object) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run(["series", *map(str, arguments), "--rows", "--format", "json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["series"]
    return found


def test_rows_of_a_date_are_added_up_only_where_that_is_asked_for(tmp_path: Path) -> None:
    file = feeds.hxl(tmp_path)
    with pytest.raises(InputError, match=r"lines 3, 4.*--where.*--sum"):
        read_series(file, "#affected+ind")
    found = read_series(file, "#affected+ind", add=True)
    assert found.values.tolist() == [3.0, 3.0]
    assert (found.lines, found.added) == ((3, 5), ((3, 4), (5, 6)))
    assert "on 1 date some rows have an empty cell" in str(found.warnings[0])
    assert found.until(date(2024, 1, 1)).added == ((3, 4),)


def test_a_date_of_which_nothing_is_known_stays_missing(tmp_path: Path) -> None:
    lines = (*feeds.HXL[:4], "2024-01-02,North,,A", "2024-01-02,South,,A")
    found = read_series(feeds.written(tmp_path / "a.csv", *lines), "#affected", add=True)
    assert found.values[0] == 3 and math.isnan(found.values[1])
    assert found.warnings == ()


def test_one_place_is_picked_by_tag_or_header(tmp_path: Path) -> None:
    file = feeds.hxl(tmp_path)
    for where in ("#adm1=north", "Where = NORTH"):
        found = read_series(file, "#affected", where=[where])
        assert (found.values.tolist(), found.lines) == ([1.0, 3.0], (3, 5))
        assert found.name == f"Affected, {where}"
    both = read_series(file, "#affected", where=["#adm1=north", "#adm1=south"], add=True)
    assert both.values.tolist() == [3.0, 3.0]


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (["#adm2=North"], 'there is no column "#adm2"'),
        (["#adm1=Nrth"], 'no row has "Nrth" in the column "Where"; expected North, South; did you'),
        (["North"], "expected COLUMN=VALUE"),
        (["#adm1=North", "#org=B"], 'no row has "B"'),
    ],
)
def test_what_is_not_there_is_told_by_name(tmp_path: Path, where: list[str], said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_series(feeds.hxl(tmp_path), "#affected", where=where)
    assert said in str(caught.value)


@pytest.mark.parametrize("above", [0, 1, 10, 23])
def test_tags_stand_anywhere_in_the_first_25_rows(tmp_path: Path, capsys: Out, above: int) -> None:
    file = feeds.written(tmp_path / "a.csv", *["A note"] * above, *feeds.HXL)
    (one,) = series(capsys, file, "--column", "#affected+ind", "--where", "#adm1=North")
    assert [row["lines"] for row in one["rows"]] == [[above + 3], [above + 5]]
    book = tmp_path / "a.xlsx"
    write_grid(book, [*[["A note"]] * above, *(line.split(",") for line in feeds.HXL)])
    (same,) = series(capsys, book, "--column", "#affected+ind", "--where", "#adm1=North")
    assert same["rows"] == one["rows"]


def test_several_files_and_a_series_for_each_place(tmp_path: Path, capsys: Out) -> None:
    file = feeds.hxl(tmp_path)
    other = feeds.written(tmp_path / "b.csv", *feeds.HXL[:3])
    found = series(capsys, file, other, "--column", "#affected", "--each", "#adm1")
    assert [(Path(one["file"]).name, one["name"]) for one in found] == [
        ("hxl.csv", "Affected, #adm1=North"),
        ("hxl.csv", "Affected, #adm1=South"),
        ("b.csv", "Affected, #adm1=North"),
    ]
    assert [row["value"] for row in found[1]["rows"]] == [2.0, None]


def test_events_are_counted_by_day(tmp_path: Path) -> None:
    file = feeds.acled(tmp_path)
    every = event_series(file)
    assert (len(every), every.values.sum(), every.first) == (56, 4, date(2023, 10, 7))
    assert every.added[:3] == ((2, 4), (), (5,))
    battles = event_series(file, "battles")
    assert (battles.name, battles.unit) == ("Battles", "events")
    assert battles.values[:3].tolist() == [1.0, 0.0, 1.0]
    assert event_series(file, "attack").values.sum() == 1
    dead = event_series(file, "fatalities in Battles")
    assert dead.values[:3].tolist() == [12.0, 0.0, 3.0] and math.isnan(dead.values[-1])
    east = event_series(file, "events", ["admin1=east", "location=Rivertown"])
    assert east.values.sum() == 3
    assert "counts as 0" in str(every.warnings[0])


def test_an_event_that_stands_twice_counts_once(tmp_path: Path) -> None:
    lines = (feeds.ACLED_HEAD, *feeds.ACLED_ROWS, feeds.ACLED_ROWS[2])
    found = event_series(feeds.written(tmp_path / "a.csv", *lines), "fatalities")
    assert found.values[2] == 3
    assert "event R3 stands in line 5 already" in str(found.warnings[1])


@pytest.mark.parametrize(
    ("count", "where", "said"),
    [
        ("Batles", [], 'no event is of the type "Batles"; expected events, fatalities, or one of'),
        ("fatalities in batles", [], 'did you mean "Battles"?'),
        ("events", ["admin9=East"], 'there is no column "admin9"'),
        ("events", ["admin1=Nowhere"], "no event has admin1=Nowhere"),
        ("events", ["admin1"], "expected COLUMN=VALUE"),
    ],
)
def test_mistakes_about_events(tmp_path: Path, count: str, where: list[str], said: str) -> None:
    with pytest.raises(InputError) as caught:
        event_series(feeds.acled(tmp_path), count, where)
    assert said in str(caught.value)


def test_dates_too_far_apart_are_refused(tmp_path: Path) -> None:
    late = feeds.ACLED_ROWS[1].replace("R2", "R9").replace("2023-10-07", "2823-10-07")
    with pytest.raises(InputError, match="look at the dates"):
        event_series(feeds.written(tmp_path / "a.csv", feeds.ACLED_HEAD, *feeds.ACLED_ROWS, late))


def test_the_command_asks_what_to_count(tmp_path: Path, capsys: Out) -> None:
    file = feeds.acled(tmp_path)
    assert run(["series", str(file)]) == 2
    assert "--count says what to count" in capsys.readouterr().err
    assert run(["series", str(file), "--count", "events", "--sum"]) == 2
    assert "--count is for a table of events" in capsys.readouterr().err
    one, other = series(capsys, file, "--count", "Battles", "--count", "fatalities")
    assert one["rows"][0] == {"date": "2023-10-07", "value": 1.0, "lines": [2]}
    assert other["rows"][0] == {"date": "2023-10-07", "value": 12.0, "lines": [2, 4]}


def test_an_outlook_reads_events_and_sums(tmp_path: Path) -> None:
    folder = bridge.write(tmp_path / "bridge")
    feeds.acled(folder / "feeds")
    feeds.hxl(folder / "series")
    file = folder / "situation.yaml"
    text = file.read_text()
    old = "{file: series/bridge.csv, column: Bridge (lorries), date: day}"
    assert text.count(old) == text.count("observed: series/stock.csv") == 1
    text = text.replace(
        "observed: series/stock.csv",
        "observed: {file: series/hxl.csv, column: '#affected', where: '#adm1=South'}",
    )
    new = "{file: feeds/acled.csv, count: Battles, where: [admin1=East]}"
    file.write_text(text.replace(old, new))
    found = load_case(folder).observations()
    assert found["lorries"].values.sum() == 3
    assert found["aid"].values[0] == 2
    file.write_text(text.replace(old, new.replace("Battles", "Batles")))
    with pytest.raises(InputError, match='no event is of the type "Batles"'):
        load_case(folder).observations()
    file.write_text(text.replace(old, new.replace("where:", "sum: true, where:")))
    with pytest.raises(InputError, match=r"situation\.yaml:32:.*count: stands beside"):
        load_case(folder).observations()
    file.write_text(text.replace(old, "{file: series/hxl.csv, column: '#affected', sum: true}"))
    assert load_case(folder).observations()["lorries"].values.tolist() == [3.0, 3.0]
