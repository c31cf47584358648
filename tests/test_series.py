"""Observed series: reading tables, HXL tags, peace agreements, and words of probability."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.errors import InputError, RequestError
from goodoffices.series.hxl import fits, matching, parse_tag, tag_row
from goodoffices.series.observed import Series
from goodoffices.series.read import read_series

RELAXED = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
PLAIN = "date,trucks\n2024-01-01,5\n2024-01-02,\n2024-01-03,7.5\n"


def written(folder: Path, content: str | bytes, name: str = "a.csv") -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def refused(file: Path, column: str | None = None, dates: str | None = None) -> str:
    """What is said of a file, without its folder."""
    with pytest.raises(InputError) as caught:
        read_series(file, column, dates)
    return str(caught.value).replace(str(file), file.name)


def told(series: Series) -> list[tuple[str, float | None]]:
    values = [None if np.isnan(value) else float(value) for value in series.values]
    return list(zip(map(str, series.dates), values, strict=True))


def test_a_series_is_read(tmp_path: Path) -> None:
    series = read_series(written(tmp_path, PLAIN))
    assert told(series) == [("2024-01-01", 5.0), ("2024-01-02", None), ("2024-01-03", 7.5)]
    assert (series.name, series.unit, series.lines) == ("trucks", "", (2, 3, 4))
    assert (series.first, series.last) == (date(2024, 1, 1), date(2024, 1, 3))
    assert (series.missing, series.warnings) == (1, ())


def test_arrays_of_a_series_cannot_be_written_to(tmp_path: Path) -> None:
    series = read_series(written(tmp_path, PLAIN))
    for array in (series.dates, series.values):
        assert not array.flags.writeable


@pytest.mark.parametrize("comma", [",", ";", "\t"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_codings_and_ends_of_lines(
    tmp_path: Path, comma: str, coding: str, end: str
) -> None:
    text = PLAIN.replace(",", comma).replace("trucks", "étape (per day)").replace("\n", end)
    series = read_series(written(tmp_path, text.encode(coding)))
    assert (series.name, series.unit) == ("étape", "per day")
    assert [value for _, value in told(series)] == [5.0, None, 7.5]
    assert series.lines == (2, 3, 4) and not series.warnings


def test_latin_1_is_read_and_told(tmp_path: Path) -> None:
    series = read_series(written(tmp_path, PLAIN.replace("trucks", "café").encode("latin-1")))
    assert series.name == "café"
    [warning] = series.warnings
    assert "read as Latin-1" in warning.found and warning.place.line == 1


def test_a_separator_may_be_named_and_quoted(tmp_path: Path) -> None:
    text = 'sep=;\n\n"day, of entry";"a; b"\n2024-01-01;1\n'
    series = read_series(written(tmp_path, text), date="day, of entry")
    assert (series.name, series.lines) == ("a; b", (4,))


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    text = '\n\ndate,note,n\n\n2024-01-01,"two\nlines",1\n,,\n2024-01-02,,2\n'
    series = read_series(written(tmp_path, text))
    assert series.lines == (5, 8)


def test_slashes_and_order(tmp_path: Path) -> None:
    text = "date,n\n2024/01/03,3\n2024-01-01,1\n2024-01-02,2\n"
    series = read_series(written(tmp_path, text))
    assert [value for _, value in told(series)] == [1.0, 2.0, 3.0]
    assert series.lines == (3, 4, 2)
    [warning] = series.warnings
    assert warning.place.line == 3 and "sorted by date" in warning.found


def test_a_date_twice_is_never_added_up(tmp_path: Path) -> None:
    text = "date,place,n\n2024-01-01,x,1\n2024-01-02,x,1\n2024-01-01,y,2\n"
    message = refused(written(tmp_path, text))
    assert message.startswith("a.csv:4:1: the date 2024-01-01 stands in lines 2, 4")
    assert "keep one row a date" in message


@pytest.mark.parametrize(
    ("cell", "remedy"),
    [
        ('"1,234"', "write 1234 without the separator, or 1.234 if the comma is decimal"),
        ('"1,234,567"', "write 1234567 without thousands separators"),
        ('"1,234.5"', "write 1234.5 without thousands separators"),
        ('"1.234,5"', "write 1234.5 without thousands separators"),
        ("1.234.567", "write 1234567 without thousands separators"),
        ("12 345", "write 12345 without thousands separators"),
        ("12\u202f345", "write 12345 without thousands separators"),
        ("12'345", "write 12345 without thousands separators"),
        ('"12,5"', "write 12.5 with a decimal point"),
        ("n/a", "leave the cell empty where nothing was observed"),
        ("-", "leave the cell empty"),
        ("nan", "leave the cell empty"),
        ("inf", "leave the cell empty"),
        ("1e999", "too large"),
        ("12 trucks", "leave the cell empty"),
        ("١٢", "leave the cell empty"),
    ],
)
def test_what_is_no_number_is_refused(tmp_path: Path, cell: str, remedy: str) -> None:
    message = refused(written(tmp_path, f"date,n\n2024-01-01,1\n2024-01-02,{cell}\n"), "n")
    assert message.startswith("a.csv:3:2: ") and "expected a number" in message
    assert remedy in message


@pytest.mark.parametrize(
    "cell", ["31.03.2024", "03/31/2024", "2024-3-1", "2024-03/01", "2024-03-01T10:00", "", "1 Mar"]
)
def test_other_dates_are_refused(tmp_path: Path, cell: str) -> None:
    message = refused(written(tmp_path, f"date,n\n{cell},1\n"))
    assert message.startswith("a.csv:2:1: ") and "expected a date YYYY-MM-DD" in message
    assert "write 2024-03-31" in message


def test_a_date_that_does_not_exist(tmp_path: Path) -> None:
    assert "that date does not exist" in refused(written(tmp_path, "date,n\n2023-02-29,1\n"))


def test_every_mistake_is_told_in_order(tmp_path: Path) -> None:
    text = "date,n\nx,1\n2024-01-01,y\n2024-01-01,2\n"
    places = [line.split(": ")[0] for line in refused(written(tmp_path, text), "n").splitlines()]
    assert places == ["a.csv:2:1", "a.csv:3:2", "a.csv:4:1"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the table is empty"),
        ("date,n\n", "headers and no rows"),
        ("a,b\n2024-01-01,1\n", "no column is tagged #date or called date; expected one of a, b"),
        ("date,day,n\n2024-01-01,2024-01-01,1\n", "several columns may be the dates: date, day"),
        ("date,a,b\n2024-01-01,1,2\n", "2 columns hold numbers; expected one of a, b"),
        ("date,a\n2024-01-01,x\n", "no column holds numbers; expected one of a"),
        ("date\n2024-01-01\n", "no column holds numbers; expected a column besides"),
        ("date,a\n2024-01-01,1,2\n", "this row has 3 cells; expected 2"),
        ('date,a\n2024-01-01,"1" 2\n', "this is not CSV"),
        ("date\0,a\n", "zero bytes"),
    ],
)
def test_tables_that_say_too_little(tmp_path: Path, text: str, said: str) -> None:
    assert said in refused(written(tmp_path, text))


def test_columns_are_asked_for_by_name(tmp_path: Path) -> None:
    file = written(tmp_path, "Date,Kerem Shalom,Rafah,Rafah\n2024-01-01,1,2,3\n")
    assert read_series(file, "kerem shalom").values.tolist() == [1.0]
    assert 'did you mean "Kerem Shalom"?' in refused(file, "Kerem Shalon")
    assert '"Rafah" fits the columns 3, 4' in refused(file, "Rafah")
    assert "as dates and as values" in refused(file, "Date")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "cannot be read" in refused(tmp_path / "none.csv")


TAGGED = (
    "Day of report,Place,Killed,Injured\n"
    "#date+reported,#adm1+name,#affected + Killed,#affected+injured\n"
    "2024-01-01,North,0,3\n2024-01-02,North,1,4\n"
)


def test_tags_under_the_headers(tmp_path: Path) -> None:
    file = written(tmp_path, TAGGED)
    killed = read_series(file, "#affected+killed")
    assert (killed.name, killed.values.tolist(), killed.lines) == ("Killed", [0.0, 1.0], (3, 4))
    assert read_series(file, "Injured").values.tolist() == [3.0, 4.0]
    assert read_series(file, "#*-killed+injured").values.tolist() == [3.0, 4.0]
    assert '"#affected" fits the columns 3, 4' in refused(file, "#affected")
    assert 'there is no column "#value"' in refused(file, "#value")


def test_tags_instead_of_headers(tmp_path: Path) -> None:
    series = read_series(written(tmp_path, "#date,#value+usd,#org\n2024-01-01,3,UN\n"))
    assert (series.name, series.values.tolist(), series.lines) == ("#value+usd", [3.0], (2,))


def test_titles_above_tagged_headers_are_passed_over(tmp_path: Path) -> None:
    series = read_series(written(tmp_path, "A report, 2024\n\n" + TAGGED), "Killed")
    assert series.lines == (5, 6)


def test_a_cell_in_the_row_of_tags_that_is_no_tag(tmp_path: Path) -> None:
    message = refused(written(tmp_path, "a,b,c\n#date,#value,affected\n2024-01-01,1,2\n"))
    assert message.startswith('a.csv:2:3: "affected" stands in the row of tags')


def test_a_workbook_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Day", "n"], ["#date", "#value"], [date(2024, 1, 1), 3], [date(2024, 1, 2), None]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsx")
    series = read_series(tmp_path / "a.xlsx")
    assert told(series) == [("2024-01-01", 3.0), ("2024-01-02", None)]
    assert series.lines == (3, 4)


def test_patterns_of_tags() -> None:
    tag = parse_tag("#Affected +children +f")
    assert tag is not None and str(tag) == "#affected+children+f"
    for pattern in ("#affected", "#affected+f", "#* + f", "#affected+f+children!", "#affected-m"):
        assert fits(pattern, tag)
    for pattern in ("#affect", "#affected-f", "#affected+f!", "affected", "#affected+", "#*+m"):
        assert not fits(pattern, tag)
    tags = [parse_tag(text) for text in ("#value", "#value+usd", "nothing")]
    assert matching("#value", tags) == (0,) and matching("#*", tags) == (0, 1)
    assert tag_row([["date", "#1"], ["", "#date"]]) == 1 and tag_row([["a", "b"]]) is None


DAYS = st.lists(st.integers(0, 3000), min_size=1, max_size=30, unique=True)
VALUE = st.none() | st.integers(0, 10**6) | st.floats(-1e9, 1e9)


@RELAXED
@given(
    st.data(), DAYS, st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8-sig", "latin-1"])
)
def test_what_was_written_is_read(
    tmp_path: Path, data: st.DataObject, days: list[int], comma: str, coding: str
) -> None:
    values = [data.draw(VALUE) for _ in days]
    lines = [comma.join(["date", "naïve"])]
    for day, value in zip(days, values, strict=True):
        shown = "" if value is None else repr(value)
        lines.append(comma.join([str(date(2020, 1, 1) + timedelta(day)), shown]))
    series = read_series(written(tmp_path, "\n".join(lines).encode(coding)), "naïve")
    wanted = sorted(zip(days, values, range(2, len(days) + 2), strict=True), key=lambda x: x[0])
    assert told(series) == [(str(date(2020, 1, 1) + timedelta(d)), v) for d, v, _ in wanted]
    assert series.lines == tuple(line for _, _, line in wanted)


def test_every_day_and_what_was_known() -> None:
    series = Series("s", np.array(["2024-01-01", "2024-01-04"], "datetime64[D]"), np.ones(2))
    assert [value for _, value in told(series.daily())] == [1.0, None, None, 1.0]
    assert len(series.until(date(2024, 1, 3))) == 1 and len(series.until(date(2023, 1, 1))) == 0
    assert series.until(date(2023, 1, 1)).daily().first is None


def test_a_mistyped_year_does_not_make_a_million_days() -> None:
    series = Series("s", np.array(["0024-01-01", "2024-01-04"], "datetime64[D]"), np.ones(2))
    with pytest.raises(RequestError, match="look at the first and the last date"):
        series.daily()


@pytest.mark.parametrize(
    ("dates", "values"),
    [
        (["2024-01-02", "2024-01-02"], [1, 2]),
        (["2024-01-02", "2024-01-01"], [1, 2]),
        (["NaT", "2024-01-01"], [1, 2]),
        (["2024-01-01"], [1, 2]),
        (["2024-01-01", "2024-01-02"], [1, float("inf")]),
    ],
)
def test_what_is_no_series(dates: list[str], values: list[float]) -> None:
    with pytest.raises(ValueError):
        Series("s", np.array(dates, "datetime64[D]"), np.array(values, dtype=float))
