"""Tables of observations: headers, a row of HXL tags where there is one, and rows of cells.

Unlike a table of states (``formats.grid``) each row keeps the line that it stands in, also where
a quoted cell runs over several lines, and a file of an older program may be Latin-1.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from goodoffices.errors import InputError, Place, Problem, nearest, one_of
from goodoffices.formats.grid import is_workbook, read_grid
from goodoffices.formats.limited import refuse_large
from goodoffices.series.hxl import Tag, matching, parse_tag, tag_row

MAX_BYTES = 64_000_000
SEPARATORS = (",", ";", "\t")
SNIFFED = 100_000
"""So many characters are looked through for a separator."""
SAID = re.compile(r"sep=([,;|\t])\s*")
"""How some spreadsheets say what separates cells."""
QUOTED = re.compile(r'"[^"]*"')
MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d) 00:00:00\Z")
"""How a date without a time comes out of a workbook."""


@dataclass(frozen=True)
class Sheet:
    """A table with headers.

    ``heads``: the headers, without spaces around them, "" where there is none; ``tags``: the tag
    of each column, or empty where the table is not tagged; ``rows``: cells without spaces around
    them, each row as long as the headers, no row empty; ``lines``: the line of each row;
    ``head_line``: the line of the headers, or of the tags where they are the only ones.
    """

    file: str
    heads: tuple[str, ...]
    tags: tuple[Tag | None, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    head_line: int
    warnings: tuple[Problem, ...] = ()

    def place(self, row: int, column: int) -> Place:
        """Row and column of cells (from 0) as a place (from 1); the column counts cells."""
        return Place(self.file, self.lines[row], column + 1)

    def title(self, column: int) -> str:
        """What a column is called: its header, else its tag, else its number."""
        tag = self.tags[column] if self.tags else None
        return self.heads[column] or (str(tag) if tag else f"column {column + 1}")

    def column(self, wanted: str) -> int:
        """The one column with this header or tag pattern. Raises ``InputError``."""
        by_head = self.heads.index(wanted) if wanted in self.heads else None
        if by_head is not None and self.heads.count(wanted) == 1:
            return by_head
        fits = matching(wanted, self.tags) if wanted.startswith("#") else ()
        if by_head is not None:
            fits = tuple(at for at, head in enumerate(self.heads) if head == wanted)
        elif not wanted.startswith("#"):
            folded = wanted.strip().casefold()
            fits = tuple(at for at, head in enumerate(self.heads) if head.casefold() == folded)
        if len(fits) == 1:
            return fits[0]
        place = Place(self.file, self.head_line, fits[0] + 1 if fits else 1)
        names = self.names()
        if fits:
            numbers = ", ".join(str(at + 1) for at in fits)
            found = f'"{wanted}" fits the columns {numbers}'
            remedy = "add attributes to the tag, or give a header that stands once"
            raise InputError([Problem(place, found, "one column", remedy)])
        found = f'there is no column "{wanted}"'
        raise InputError([Problem(place, found, one_of(names), nearest(wanted, names))])

    def names(self) -> list[str]:
        """Headers and tags, as they may be asked for."""
        tags = [str(tag) for tag in self.tags if tag]
        return list(dict.fromkeys([head for head in self.heads if head] + tags))


def read_sheet(path: Path, shown: str | None = None) -> Sheet:
    """The table in a CSV file or a workbook, whatever it is called. Raises ``InputError``."""
    file = shown or str(path)
    warnings: list[Problem] = []
    if path.suffix.lower() == ".xlsx" or is_workbook(path):
        cells = [
            tuple(MIDNIGHT.sub(r"\1", cell) for cell in r) for r in read_grid(path, file, True).rows
        ]
        numbered = [(line, row) for line, row in enumerate(cells, 1) if any(row)]
    else:
        numbered = _csv(_text(path, file, warnings), file)
    if not numbered:
        raise InputError([Problem(Place(file), "the table is empty", "a header and rows")])
    return _sheet(numbered, file, tuple(warnings))


def _sheet(
    numbered: list[tuple[int, tuple[str, ...]]], file: str, warnings: tuple[Problem, ...]
) -> Sheet:
    at = tag_row([row for _, row in numbered])
    tags: tuple[Tag | None, ...] = ()
    head = 0 if at is None else max(at - 1, 0)
    width = len(numbered[head][1])
    if at is not None:
        line, row = numbered[at]
        width = max(width, len(row))
        tags = _tags(row, width, Place(file, line, 1))
    heads = numbered[head][1] if at != 0 else ()
    body = numbered[(head if at is None else at) + 1 :]
    wide = [
        Problem(
            Place(file, line, width + 1),
            f"this row has {len(row)} cells",
            f"{width}, as many as the headers",
            "quote cells that contain the separator",
        )
        for line, row in body
        if any(row[width:])
    ]
    if wide:
        raise InputError(wide[:100])
    return Sheet(
        file,
        (*heads, *[""] * (width - len(heads))),
        tags,
        tuple((*row[:width], *[""] * (width - len(row))) for _, row in body),
        tuple(line for line, _ in body),
        numbered[head][0],
        warnings,
    )


def _tags(row: tuple[str, ...], width: int, start: Place) -> tuple[Tag | None, ...]:
    wrong = [
        Problem(
            Place(start.file, start.line, at + 1),
            f'"{cell}" stands in the row of tags',
            "a hashtag with attributes, as #affected+killed, or an empty cell",
        )
        for at, cell in enumerate(row)
        if cell and parse_tag(cell) is None
    ]
    if wrong:
        raise InputError(wrong)
    return (*(parse_tag(cell) for cell in row), *[None] * (width - len(row)))


def _text(path: Path, file: str, warnings: list[Problem]) -> str:
    refuse_large(path, file, MAX_BYTES)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError([Problem(Place(file), f"cannot be read: {error.strerror}")]) from None
    if b"\0" in raw:
        found = "the file has zero bytes: it is no text, or text in UTF-16"
        raise InputError([Problem(Place(file), found, "CSV", "save it as CSV UTF-8")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"byte {error.start + 1} is not UTF-8; the file was read as Latin-1"
        remedy = "look at names with accents, or save it as CSV UTF-8"
        warnings.append(Problem(Place(file, line, 1), found, "", remedy))
        return raw.decode("latin-1")


def _csv(text: str, file: str) -> list[tuple[int, tuple[str, ...]]]:
    """Rows that are not empty, each with the line (from 1) on which it begins."""
    skipped = len(text) - len(text.lstrip("\r\n"))
    line = text.count("\n", 0, skipped)
    text = text[skipped:]
    first, _, rest = text.partition("\n")
    said = SAID.fullmatch(first)
    if said:
        text, line = rest, line + 1
    comma = said[1] if said else separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma, strict=True)
    found: list[tuple[int, tuple[str, ...]]] = []
    begins = line + 1
    try:
        for row in reader:
            cells = tuple(cell.strip() for cell in row)
            if any(cells):
                found.append((begins, cells))
            begins = line + reader.line_num + 1
    except csv.Error as error:
        place = Place(file, begins, 1)
        raise InputError([Problem(place, f"this is not CSV: {error}", "a table")]) from None
    return found


def separator(text: str) -> str:
    """What stands most often, outside quotes, in the first line in which any separator does."""
    for line in io.StringIO(text[:SNIFFED]):
        bare = QUOTED.sub("", line)
        if any(one in bare for one in SEPARATORS):
            return max(SEPARATORS, key=bare.count)
    return SEPARATORS[0]
