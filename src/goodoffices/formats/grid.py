"""Grids of cells: what a CSV file and a sheet have in common."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goodoffices.errors import GoodOfficesError, InputError, Place, Problem, RequestError
from goodoffices.files import whole_file, write_whole
from goodoffices.formats.limited import refuse_large, text_within

MAX_BYTES = 8_000_000
MAX_CELLS = 5_000_000
MAX_ROWS = 200_000
NEEDS = "Excel files need openpyxl; install it with: pip install 'goodoffices[tables]'"


@dataclass(frozen=True)
class Grid:
    """Cells as text, row by row; empty rows at the end are gone. ``file`` is shown in messages."""

    rows: tuple[tuple[str, ...], ...]
    file: str

    def place(self, row: int, column: int) -> Place:
        """Row and column (from 0) as a place (from 1)."""
        return Place(self.file, row + 1, column + 1)


def read_grid(path: Path, shown: str | None = None, book: bool = False) -> Grid:
    """The grid of a ``.csv`` or ``.xlsx`` file (its first sheet). Raises ``InputError``.

    ``book``: it is a workbook, whatever it is called.
    """
    file = shown or str(path)
    refuse_large(path, file, MAX_BYTES)
    rows = _xlsx(path, file) if book or path.suffix.lower() == ".xlsx" else _csv(path, file)
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise InputError([Problem(Place(file), "the table is empty", "a header and rows")])
    width = max(len(row) for row in rows)
    return Grid(tuple((*row, *[""] * (width - len(row))) for row in rows), file)


def is_workbook(path: Path) -> bool:
    """Whether a file begins as a ZIP archive does, which workbooks are; its name does not count."""
    try:
        with path.open("rb") as raw:
            return raw.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def _csv(path: Path, file: str) -> list[tuple[str, ...]]:
    text = text_within(path, file, MAX_BYTES)
    text = text.lstrip("\r\n")
    first = text.partition("\n")[0]
    if re.fullmatch(r"sep=.\s*", first):  # how some spreadsheets say what separates cells
        text = text.partition("\n")[2]
        comma = first[4]
    else:
        comma = max((",", ";", "\t"), key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
        return [tuple(sys.intern(cell.strip()) for cell in row) for row in reader]
    except csv.Error as error:
        raise InputError([Problem(Place(file), f"this is not CSV: {error}", "a table")]) from None


def _xlsx(path: Path, file: str) -> list[tuple[str, ...]]:
    try:
        import openpyxl
    except ImportError:
        raise RequestError(NEEDS) from None
    try:
        with (
            path.open("rb") as raw,
            closing(openpyxl.load_workbook(raw, read_only=True, data_only=True)) as book,
        ):
            rows: list[tuple[str, ...]] = []
            cells = 0
            for row in book.worksheets[0].iter_rows(values_only=True):
                cells += len(row) + 1
                if cells > MAX_CELLS or len(rows) > MAX_ROWS:
                    found = f"the sheet has more than {MAX_ROWS:,} rows or {MAX_CELLS:,} cells"
                    raise InputError([Problem(Place(file), found, "a smaller table")])
                rows.append(tuple(_cell(value) for value in row))
            return rows
    except GoodOfficesError:
        raise
    except Exception as error:  # a broken workbook fails in openpyxl in many ways
        found = f"this is no Excel workbook: {error}"
        raise InputError([Problem(Place(file), found, "a file saved as .xlsx")]) from None


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def write_grid(path: Path, rows: Iterable[Sequence[object]], sheet: str = "states") -> None:
    """Writes ``.csv`` or ``.xlsx``, whole or not at all. Raises ``RequestError``."""
    if path.suffix.lower() != ".xlsx":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        write_whole(path, out.getvalue())
        return
    try:
        import openpyxl
    except ImportError:
        raise RequestError(NEEDS) from None
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet(sheet)
    for row in rows:
        page.append(list(row))
    with whole_file(path) as file:
        book.save(file)
