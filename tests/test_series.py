"""Observed series: reading tables, HXL tags, peace agreements, and words of probability."""

from __future__ import annotations

import doctest
import re
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.errors import InputError, RequestError
from goodoffices.series.backtest import backtest
from goodoffices.series.forecast import MODELS
from goodoffices.series.hxl import fits, matching, parse_tag, tag_row
from goodoffices.series.observed import Series
from goodoffices.series.pax import provision_rate, read_agreements
from goodoffices.series.proportion import Proportion
from goodoffices.series.read import read_series
from goodoffices.series.scale import ICD203, Survey, scale, survey, words

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


PAX = (
    "Con,PP,AgtId,Agt,Dat,Stage,Ce,TjPrire,N_words\n"
    'Aland/(Borduria),p,1,"First, of two",1999-05-01,Cea,3,0,900\n'
    "Aland,p,2,Second,1999-07-01,SubComp,0,1,12000\n"
    "Borduria/Syldavia (former),q,3,Third,,Cea,1,,40\n"
    "Syldavia,q,4,Fourth,2001-01-01,Cea,0,0,\n"
)


def test_how_often_agreements_held_a_provision(tmp_path: Path) -> None:
    agreements = read_agreements(written(tmp_path, PAX))
    first = agreements.rows[0]
    assert (first.id, first.title, first.signed) == ("1", "First, of two", date(1999, 5, 1))
    assert [row.line for row in agreements.rows] == [2, 3, 4, 5]
    assert agreements.columns == ("PP", "Ce", "TjPrire", "N_words")

    def rate(*args: str, **kept: str) -> tuple[int, int, int]:
        found = provision_rate(agreements.rows, *args, **kept)
        return found.standing.count, found.standing.of, found.uncoded

    assert rate("Ce") == (2, 4, 0)
    assert rate("TjPrire") == (1, 3, 1)
    assert rate("Ce", stage="cea") == (2, 3, 0)
    assert rate("Ce", country="borduria") == (2, 2, 0)
    assert rate("Ce", country="Syldavia") == (1, 2, 0)
    assert rate("Ce", stage="Cea", country="Aland") == (1, 1, 0)
    assert rate("Ce", stage="SubComp", country="Syldavia") == (0, 0, 0)


def test_what_agreements_cannot_say(tmp_path: Path) -> None:
    rows = read_agreements(written(tmp_path, PAX)).rows
    for said, args in [
        ('no column "TjPrir"; did you mean "TjPrire"?', ("TjPrir",)),
        ('no agreement has the stage "Ceasefire"', ("Ce", "Ceasefire")),
        ('no agreement has the country "Alland"; did you mean "Aland"?', ("Ce", None, "Alland")),
        ('"N_words" is no provision: agreement 1 (line 2) has "900"', ("N_words",)),
    ]:
        with pytest.raises(RequestError) as caught:
            provision_rate(rows, *args)
        assert said in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("AgtId", "AgtID", "no column AgtId; expected the columns AgtId, Agt, Dat, Con, Stage; "),
        ("1999-05-01", "01/05/1999", '2:5: "01/05/1999" stands here; expected a date'),
        ("Aland,p,2", "Aland,p,1", "3:3: agreement 1 stands in line 2 already"),
        ("TjPrire", "Ce", 'the column "Ce" stands here again'),
        ("Aland,p,2", "Aland,p,", "3:3: an empty cell stands here"),
    ],
)
def test_files_that_are_not_of_agreements(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_agreements(written(tmp_path, PAX.replace(old, new)))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (1, 10, 0.0179, 0.4042), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1)],
)
def test_wilson(count: int, of: int, low: float, high: float) -> None:
    share = Proportion(count, of)
    assert (share.low, share.high) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500), st.data())
def test_wilson_solves_its_equation(of: int, data: st.DataObject) -> None:
    """Both ends p satisfy |count/N − p| = z √(p(1 − p)/N)."""
    share = Proportion(data.draw(st.integers(0, of)), of)
    for end in (share.low, share.high):
        off = (share.count / of - end) ** 2
        assert off == pytest.approx(1.959963984540054**2 * end * (1 - end) / of, abs=1e-9)


def test_none_of_none_says_nothing() -> None:
    share = Proportion(0, 0)
    assert (share.share, share.low, share.high) == (None, 0.0, 1.0)


def test_words_stand_on_scales() -> None:
    likely = scale("Likely")
    assert (likely.icd203, likely.ipcc, likely.step) == ((0.55, 0.8), (0.66, 1.0), "likely")
    assert likely.survey == Survey(0.65, 0.7, 0.75, 46)
    assert scale("almost  certainly").icd203 == scale("almost certain").icd203 == (0.95, 0.99)
    assert scale("almost certain").survey == scale("almost certainly").survey
    assert scale("probably not").icd203 is None
    assert scale("improbable").step == "unlikely"


@pytest.mark.parametrize("word", ["could", "may", "Potentially", "might", "possible"])
def test_words_without_a_scale(word: str) -> None:
    assert not scale(word).has_scale


def test_a_word_that_is_none_of_probability() -> None:
    with pytest.raises(RequestError, match='did you mean "likely"'):
        scale("likly")


def test_steps_of_icd_203_leave_no_gap() -> None:
    ends = list(ICD203.values())
    assert [high for _, high in ends[:-1]] == [low for low, _ in ends[1:]]
    assert (ends[0][0], ends[-1][1]) == (0.01, 0.99)


def test_medians_of_the_survey() -> None:
    told = {word: scale(word).survey for word in words()}
    middles = {word: found.middle for word, found in told.items() if found}
    assert len(survey()) == 17
    wanted = {"almost certainly": 0.95, "highly likely": 0.9, "probable": 0.7, "probably": 0.75}
    wanted |= {"better than even": 0.6, "unlikely": 0.2, "highly unlikely": 0.05}
    assert {word: middles[word] for word in wanted} == wanted


def test_the_table_of_crossings_is_read() -> None:
    table = Path(__file__).parents[1] / "examples" / "series" / "unrwa_lines_per_day.csv"
    series = read_series(table, "Kerem Shalom")
    assert (len(series), series.missing, series.values.sum()) == (346, 0, 23574)


def test_the_document_says_what_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    root = Path(__file__).parents[1]
    monkeypatch.chdir(root)
    text = (root / "docs" / "series.md").read_text(encoding="utf-8")
    [shown] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    test = doctest.DocTestParser().get_doctest(shown, {}, "series.md", None, None)
    assert doctest.DocTestRunner().run(test).failed == 0


def test_a_row_of_the_documents_table_is_measured_again() -> None:
    root = Path(__file__).parents[1]
    series = read_series(root / "examples" / "series" / "unrwa_lines_per_day.csv", "Western Erez")
    test = backtest(series, 20_240_930)
    cells = []
    for model in MODELS:
        share = test.coverage(30, model)
        assert share.share is not None
        ends = f"{share.low * 100:.0f}-{share.high * 100:.0f}"
        cells.append(f"{share.share * 100:.0f} % ({share.count}/{share.of}; {ends})")
    row = f"| Western Erez | 30 | {' | '.join(cells)} |"
    assert row in (root / "docs" / "series.md").read_text(encoding="utf-8")
