"""Some rows of a table: those that have a value in a column, as ``#adm1=North``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from goodoffices.errors import InputError, Place, Problem, nearest, one_of
from goodoffices.series.sheet import Sheet

MOST_VALUES = 50


def condition(text: str, place: Place) -> tuple[str, str]:
    """``#adm1=North`` → ``("#adm1", "North")``. Raises ``InputError`` for anything else."""
    column, equals, value = text.partition("=")
    if not equals or not column.strip():
        raise InputError([Problem(place, f'"{text}" stands here', "COLUMN=VALUE, as #adm1=North")])
    return column.strip(), value.strip()


def conditions(
    where: Sequence[str], place: Place, column_of: Callable[[str], int]
) -> dict[int, dict[str, str]]:
    """Column → the values that may stand there: in small letters → as they were given."""
    wanted: dict[int, dict[str, str]] = {}
    for text in where:
        column, value = condition(text, place)
        wanted.setdefault(column_of(column), {})[value.casefold()] = value
    return wanted


def picked(sheet: Sheet, where: Sequence[str]) -> Sheet:
    """The table with only the rows that fit: of several values for one column one is enough, and
    of several columns each counts. Upper and lower case do not.

    Raises ``InputError`` for a column or value that is not there.
    """
    if not where:
        return sheet
    place = Place(sheet.file, sheet.head_line, 1)
    wanted = conditions(where, place, sheet.column)
    for at, values in wanted.items():
        there = {row[at].casefold(): row[at] for row in sheet.rows}
        for folded, value in values.items():
            if folded not in there:
                names = [name for name in there.values() if name]
                found = f'no row has "{value}" in the column "{sheet.title(at)}"'
                where_ = Place(sheet.file, sheet.head_line, at + 1)
                raise InputError([Problem(where_, found, one_of(names), nearest(value, names))])
    kept = [
        row
        for row, cells in enumerate(sheet.rows)
        if all(cells[at].casefold() in values for at, values in wanted.items())
    ]
    if not kept:
        found = f"no row has {' and '.join(where)}"
        raise InputError([Problem(place, found, "rows that have all of it")])
    return replace(
        sheet,
        rows=tuple(sheet.rows[row] for row in kept),
        lines=tuple(sheet.lines[row] for row in kept),
    )


def values_of(sheet: Sheet, column: str) -> list[str]:
    """What stands in a column, each once, in the order of the table.

    Raises ``InputError`` where that is more than ``MOST_VALUES``.
    """
    at = sheet.column(column)
    found = list(dict.fromkeys(row[at] for row in sheet.rows if row[at]))
    if len(found) > MOST_VALUES:
        told = f'"{sheet.title(at)}" has {len(found):,} different values'
        place = Place(sheet.file, sheet.head_line, at + 1)
        raise InputError([Problem(place, told, f"at most {MOST_VALUES}", "pick some with --where")])
    return found
