"""Tables read row by row, so that a long one needs no more memory than a short one.

Headers, tags, separators, encodings and lines are those of ``series.sheet``; a workbook is read
whole, up to the size that ``formats.grid`` allows.

Steps:

1. The bytes are gone through once: zero bytes are refused, and what is not UTF-8 is Latin-1.
2. The separator is looked for; the first rows give the row of tags and the headers above it.
3. The rows below are handed out one by one, each with the line in which it begins.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from goodoffices.errors import InputError, Place, Problem
from goodoffices.formats.grid import is_workbook
from goodoffices.series.hxl import SEARCHED, Tag, parse_tag, tag_row
from goodoffices.series.noted import Noted
from goodoffices.series.sheet import SAID, SNIFFED, read_sheet, separator

CHUNK = 1 << 20
Cells = tuple[str, ...]
Numbered = tuple[int, Cells]
"""A line (from 1) and the cells of the row that begins there."""


@dataclass(frozen=True)
class Stream:
    """A table of which only the head was read; ``heads`` and ``tags`` are as in ``Sheet``.

    ``size``: bytes of the file. ``rows(noted, told)`` goes through the file anew each time it is
    called: rows as long as the headers, none empty; a row with more cells than headers is left
    out and noted. ``told`` is called with how many bytes are done.
    """

    file: str
    heads: Cells
    tags: tuple[Tag | None, ...]
    head_line: int
    size: int
    warnings: tuple[Problem, ...]
    rows: Callable[[Noted, Callable[[int], None]], Iterator[Numbered]]


def open_table(path: Path) -> Stream:
    """The table in a CSV or XLSX file. Raises ``InputError`` for what is no table."""
    file = str(path)
    if is_workbook(path):
        return _whole(path)
    encoding, warnings = _encoding(path, file)

    def numbered(told: Callable[[int], None]) -> Generator[Numbered]:
        with path.open(encoding=encoding, newline="") as text:
            yield from _rows(text, file, told)

    with closing(numbered(_nobody)) as rows:
        first = list(islice(rows, SEARCHED))
    if not first:
        raise InputError([Problem(Place(file), "the table is empty", "a header and rows")])
    at = tag_row([row for _, row in first])
    head = 0 if at is None else max(at - 1, 0)
    heads = first[head][1] if at != 0 else ()
    tagged = first[at][1] if at is not None else ()
    width = max(len(first[head][1]), len(tagged))
    below = first[head if at is None else at][0]

    def body(noted: Noted, told: Callable[[int], None]) -> Iterator[Numbered]:
        for line, row in numbered(told):
            if line <= below:
                continue
            if len(row) == width:
                yield line, row
            elif any(row[width:]):
                found = f"this row has {len(row)} cells and was left out"
                place = Place(file, line, width + 1)
                noted.dropped += 1
                noted.add(Problem(place, found, f"{width}, as many as the headers"))
            else:
                yield line, (*row[:width], *[""] * (width - len(row)))

    return Stream(
        file,
        (*heads, *[""] * (width - len(heads))),
        tuple(parse_tag(cell) for cell in (*tagged, *[""] * (width - len(tagged))))
        if tagged
        else (),
        first[head][0],
        path.stat().st_size,
        warnings,
        body,
    )


def _nobody(done: int) -> None:
    pass


def _whole(path: Path) -> Stream:
    sheet = read_sheet(path)

    def body(noted: Noted, told: Callable[[int], None]) -> Iterator[Numbered]:
        yield from zip(sheet.lines, sheet.rows, strict=True)

    size = path.stat().st_size
    return Stream(sheet.file, sheet.heads, sheet.tags, sheet.head_line, size, sheet.warnings, body)


def _encoding(path: Path, file: str) -> tuple[str, tuple[Problem, ...]]:
    """Step 1: the encoding to read with, and what is odd about it."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8, line = True, 1
    try:
        with path.open("rb") as raw:
            while chunk := raw.read(CHUNK):
                if b"\0" in chunk:
                    found = "the file has zero bytes: it is no text, or text in UTF-16"
                    raise InputError([Problem(Place(file), found, "CSV", "save it as CSV UTF-8")])
                if utf8:
                    try:
                        decoder.decode(chunk)
                    except UnicodeDecodeError as error:
                        utf8 = False
                        line += error.object.count(b"\n", 0, error.start)
                    else:
                        line += chunk.count(b"\n")
            if utf8:
                try:
                    decoder.decode(b"", final=True)
                except UnicodeDecodeError:
                    utf8 = False
    except OSError as error:
        found = f"cannot be read: {error.strerror}"
        raise InputError([Problem(Place(file), found)]) from None
    if utf8:
        return "utf-8-sig", ()
    found = "a byte here is not UTF-8; the file was read as Latin-1"
    remedy = "look at names with accents, or save it as CSV UTF-8"
    return "latin-1", (Problem(Place(file, line, 1), found, "", remedy),)


def _rows(text: TextIO, file: str, told: Callable[[int], None]) -> Iterator[Numbered]:
    """Steps 2 and 3: rows that are not empty."""
    start = text.read(SNIFFED)
    bare = start.lstrip("\r\n")
    first = bare.partition("\n")[0]
    said = SAID.fullmatch(first)
    comma = said[1] if said else separator(bare)
    text.seek(0)
    lines = iter(text)
    skipped = 0
    ahead: list[str] = []
    for line in lines:
        skipped += 1
        if line.strip("\r\n"):
            ahead = [] if said else [line]
            break
    before = skipped - len(ahead)
    reader = csv.reader(chain(ahead, lines), delimiter=comma, strict=True)
    begins = before + 1
    try:
        for count, row in enumerate(reader):
            if count % 2000 == 0:
                told(_done(text))
            cells = tuple([cell.strip() for cell in row])
            if any(cells):
                yield begins, cells
            begins = before + reader.line_num + 1
    except csv.Error as error:
        place = Place(file, begins, 1)
        raise InputError([Problem(place, f"this is not CSV: {error}", "a table")]) from None


def _done(text: TextIO) -> int:
    """How many bytes were taken from the file, read ahead included."""
    return text.buffer.tell()
