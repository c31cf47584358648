"""Series from tables: one column of dates, one of values.

Nothing is guessed that could be read in two ways: dates are ``2024-03-31`` or ``2024/03/31``,
numbers have a point and no thousands separators, a missing value is an empty cell, and several
rows of one date are an error, because only who made the table knows whether they add up.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Day
from itertools import groupby
from pathlib import Path

import numpy as np

from goodoffices.errors import InputError, Place, Problem, one_of
from goodoffices.series.hxl import matching
from goodoffices.series.observed import Series
from goodoffices.series.pick import picked
from goodoffices.series.sheet import Sheet, read_sheet

DATE = re.compile(r"(\d{4})([-/])(\d\d)\2(\d\d)\Z", re.ASCII)
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?\Z", re.ASCII)
SPACES = r"[,. \u00a0\u2009\u202f'’]"
"""What stands between groups of three digits in one country or another."""
GROUPED = re.compile(rf"[+-]?\d{{1,3}}({SPACES}\d{{3}})+([.,]\d+)?\Z")
COMMA = re.compile(r"[+-]?\d+,\d+\Z")
DATE_HEADS = ("date", "day", "event_date")
UNIT = re.compile(r"(.*\S)\s*[(\[]([^()\[\]]+)[)\]]\Z")
MOST_PROBLEMS = 100
SHOWN = 6
"""So many lines are named where one date stands in many."""


def read_series(
    path: Path,
    column: str | None = None,
    date: str | None = None,
    where: Sequence[str] = (),
    add: bool = False,
) -> Series:
    """The series in a ``.csv``, ``.tsv`` or ``.xlsx`` file.

    ``column``: the header or HXL tag of the values; it may be left out where only one column
    besides the dates holds numbers. ``date``: the header or tag of the dates, ``#date`` or a
    column called date, day or event_date unless given. The unit is what stands in brackets at
    the end of the header. ``where``: only rows that have these values, as ``#adm1=North``
    (``series.pick``). ``add``: add up the rows of one date. Raises ``InputError`` with every
    mistake, up to a hundred.
    """
    return series_in(read_sheet(Path(path)), column, date, where, add)


def series_in(
    sheet: Sheet,
    column: str | None = None,
    date: str | None = None,
    where: Sequence[str] = (),
    add: bool = False,
) -> Series:
    """The series in a table that was read; all else as in ``read_series``."""
    if not sheet.rows:
        place = Place(sheet.file, sheet.head_line, 1)
        raise InputError([Problem(place, "the table has headers and no rows", "observations")])
    dates_at = sheet.column(date) if date is not None else _date_column(sheet)
    values_at = sheet.column(column) if column is not None else _value_column(sheet, dates_at)
    if dates_at == values_at:
        place = Place(sheet.file, sheet.head_line, dates_at + 1)
        found = f'"{sheet.title(dates_at)}" is asked for as dates and as values'
        raise InputError([Problem(place, found, "two columns")])
    sheet = picked(sheet, where)
    problems: list[Problem] = []
    days = [_day(sheet, row, dates_at, problems) for row in range(len(sheet.rows))]
    values = [_value(sheet, row, values_at, problems) for row in range(len(sheet.rows))]
    problems += [] if add else _twice(sheet, days, dates_at)
    if problems:
        raise InputError(sorted(problems, key=_line)[:MOST_PROBLEMS])
    known = [day for day in days if day is not None]
    series = _series(sheet, known, values, dates_at, values_at, add)
    return replace(series, name=", ".join([series.name, *where])) if where else series


def _series(
    sheet: Sheet, days: list[Day], values: list[float], dates_at: int, values_at: int, add: bool
) -> Series:
    order = sorted(range(len(days)), key=days.__getitem__)
    warnings = list(sheet.warnings)
    back = next((row for row in range(1, len(days)) if days[row] < days[row - 1]), None)
    if back is not None and not add:
        place = sheet.place(back, dates_at)
        found = f"{days[back]} stands after {days[back - 1]}; the rows were sorted by date"
        warnings.append(Problem(place, found))
    groups = [list(rows) for _, rows in groupby(order, key=days.__getitem__)]
    sums = [_sum([values[row] for row in rows]) for rows in groups]
    partly = [rows for rows in groups if 0 < sum(math.isnan(values[r]) for r in rows) < len(rows)]
    if partly:
        days_ = f"{len(partly)} date{'s' if len(partly) > 1 else ''}"
        found = f"on {days_} some rows have an empty cell; the others were added up"
        warnings.append(Problem(sheet.place(partly[0][0], values_at), found))
    name = sheet.title(values_at)
    in_brackets = UNIT.match(name)
    lines = tuple(tuple(sheet.lines[row] for row in rows) for rows in groups)
    return Series(
        in_brackets[1] if in_brackets else name,
        np.array([days[rows[0]] for rows in groups], dtype="datetime64[D]"),
        np.array(sums, dtype=np.float64),
        in_brackets[2].strip() if in_brackets else "",
        sheet.file,
        tuple(rows[0] for rows in lines),
        tuple(warnings),
        lines if add else (),
    )


def _sum(values: list[float]) -> float:
    """Of what is there; missing where nothing is."""
    known = [value for value in values if not math.isnan(value)]
    return math.fsum(known) if known else math.nan


def _date_column(sheet: Sheet) -> int:
    tagged = matching("#date", sheet.tags)
    named = tuple(at for at, head in enumerate(sheet.heads) if head.casefold() in DATE_HEADS)
    for columns in (tagged, named):
        if len(columns) == 1:
            return columns[0]
    several = tagged or named
    place = Place(sheet.file, sheet.head_line, several[0] + 1 if several else 1)
    if several:
        titles = one_of(sheet.title(at) for at in several)
        found, expected = f"several columns may be the dates: {titles}", "one"
    else:
        found = "no column is tagged #date or called date"
        expected = f"one of {one_of(sheet.names())}"
    raise InputError([Problem(place, found, expected, "say which column holds the dates")])


def _value_column(sheet: Sheet, dates_at: int) -> int:
    numbers = [
        at
        for at in range(len(sheet.heads))
        if at != dates_at and any(NUMBER.match(row[at]) for row in sheet.rows)
    ]
    if len(numbers) == 1:
        return numbers[0]
    others = [at for at in range(len(sheet.heads)) if at != dates_at and sheet.title(at)]
    titles = one_of(sheet.title(at) for at in numbers or others)
    found = f"{len(numbers)} columns hold numbers" if numbers else "no column holds numbers"
    place = Place(sheet.file, sheet.head_line, 1)
    expected = f"one of {titles}" if titles else "a column besides the dates"
    raise InputError([Problem(place, found, expected, "say which column holds the values")])


def _day(sheet: Sheet, row: int, column: int, problems: list[Problem]) -> Day | None:
    text = sheet.rows[row][column]
    found = DATE.match(text)
    try:
        if found:
            return Day(int(found[1]), int(found[3]), int(found[4]))
        remedy = "write 2024-03-31 for the last day of March 2024"
    except ValueError as error:
        remedy = f"that date does not exist: {error}"
    shown = f'"{text}"' if text else "an empty cell"
    place = sheet.place(row, column)
    problems.append(Problem(place, f"{shown} stands here", "a date YYYY-MM-DD", remedy))
    return None


def _value(sheet: Sheet, row: int, column: int, problems: list[Problem]) -> float:
    text = sheet.rows[row][column]
    if not text:
        return math.nan
    number = float(text) if NUMBER.match(text) else math.nan
    if math.isfinite(number):
        return number
    problems.append(
        Problem(sheet.place(row, column), f'"{text}" stands here', "a number", _remedy(text))
    )
    return math.nan


def _remedy(text: str) -> str:
    """What to write instead of something that is no number."""
    whole = re.sub(rf"{SPACES}(?=\d{{3}}(\D|\Z))", "", text)
    if GROUPED.match(text):
        if COMMA.match(text):
            point = text.replace(",", ".")
            return f"write {whole} without the separator, or {point} if the comma is decimal"
        return f"write {whole.replace(',', '.')} without thousands separators"
    if COMMA.match(text):
        return f"write {text.replace(',', '.')} with a decimal point"
    if NUMBER.match(text):
        return "that number is too large"
    return "leave the cell empty where nothing was observed"


def _twice(sheet: Sheet, days: list[Day | None], column: int) -> list[Problem]:
    rows: dict[Day, list[int]] = defaultdict(list)
    for row, day in enumerate(days):
        if day is not None:
            rows[day].append(row)
    problems = []
    for day, same in rows.items():
        if len(same) == 1:
            continue
        lines = ", ".join(str(sheet.lines[row]) for row in same[:SHOWN])
        lines += f", … ({len(same)} in all)" if len(same) > SHOWN else ""
        found = f"the date {day} stands in lines {lines}"
        remedy = "keep one row a date: pick one place or group (--where, where:), "
        remedy += "or add them up if they are parts (--sum, sum: true)"
        problems.append(Problem(sheet.place(same[1], column), found, "every date once", remedy))
    return problems


def _line(problem: Problem) -> tuple[int, int]:
    return (problem.place.line or 0, problem.place.column or 0)
