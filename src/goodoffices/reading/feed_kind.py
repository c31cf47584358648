"""What kind of feed a file is, by what stands in it; its name does not count.

A table is ACLED or PA-X by its headers and HXL by its row of tags; ACLED comes with tags too and
stays ACLED. JSON is PLOVER or ReliefWeb by the keys of its records. Only the beginning is read,
and a kind is told although a required column is missing: then reading it names the column.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import Path

from goodoffices.errors import GoodOfficesError
from goodoffices.formats.grid import is_workbook
from goodoffices.reading.words import word_set
from goodoffices.series.acled_rows import NEEDED as ACLED_HEADS
from goodoffices.series.hxl import SEARCHED, parse_tag, tag_row
from goodoffices.series.pax import NEEDED as PAX_HEADS
from goodoffices.series.sheet import SAID, read_sheet, separator

ACLED, HXL, PAX, PLOVER, RELIEFWEB = "acled", "hxl", "paxa", "plover", "reliefweb"
CALLED = {
    ACLED: "ACLED events",
    HXL: "an HXL table",
    PAX: "PA-X agreements",
    PLOVER: "PLOVER events",
    RELIEFWEB: "ReliefWeb reports",
}
"""Kind → what it is called."""
EVENTS = (ACLED, PLOVER)
"""Kinds that hold dated events."""
LOOKED_AT = 200_000
"""So many bytes at the beginning."""
CORE = word_set(
    "access activity adm1 adm2 adm3 adm4 adm5 affected beneficiary capacity cause channel contact "
    "country crisis currency date delivery description event frequency geo group impact indicator "
    "inneeded item loc meta modality need operations org output population reached region "
    "respondee sector service severity status subsector targeted value"
)
"""The hashtags of HXL 1.1."""
ACLED_LEAST, PAX_LEAST = 5, 4
"""So many of the required headers make a table one of these."""
RECORD = re.compile(r'"event"\s*:\s*"')
RECORD_TOO = re.compile(r'"(?:actorText|eventText|coder)"\s*:')
ARTICLES = re.compile(r'"data"\s*:\s*\[')
ARTICLES_TOO = re.compile(r'"fields"\s*:\s*\{')


def feed_kind(path: Path) -> str:
    """One of ``CALLED``, or "" for a file that is no feed or cannot be read."""
    try:
        if not path.is_file():
            return ""
        if is_workbook(path):
            return _book(path)
        with path.open("rb") as file:
            raw = file.read(LOOKED_AT)
    except OSError:
        return ""
    return kind_of_bytes(raw)


def kind_of_bytes(raw: bytes) -> str:
    """The same for the beginning of a file that is no workbook."""
    raw = raw[:LOOKED_AT]
    if b"\0" in raw:
        return ""
    try:
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        text = decoder.decode(raw)  # a letter that is cut at the end waits there
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    bare = text.lstrip()
    if bare[:1] in ("[", "{"):
        return _json(bare)
    return _of_rows(_rows(text))


def _json(text: str) -> str:
    if RECORD.search(text) and RECORD_TOO.search(text):
        return PLOVER
    return RELIEFWEB if ARTICLES.search(text) and ARTICLES_TOO.search(text) else ""


def _book(path: Path) -> str:
    try:
        sheet = read_sheet(path)
    except GoodOfficesError:
        return ""
    return _named(sheet.heads) or (HXL if any(sheet.tags) else "")


def _rows(text: str) -> list[list[str]]:
    text = text.lstrip("\r\n")
    said = SAID.fullmatch(text.partition("\n")[0])
    comma = said[1] if said else separator(text)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=comma):
            if any(cell.strip() for cell in row):
                rows.append([cell.strip() for cell in row])
            if len(rows) > SEARCHED:
                break
    except csv.Error:
        pass  # what was read until then says enough
    return rows


def _of_rows(rows: list[list[str]]) -> str:
    for row in rows[:SEARCHED]:
        named = _named(tuple(row))
        if named:
            return named
    return HXL if _tagged(rows) else ""


def _tagged(rows: list[list[str]]) -> bool:
    """Whether there is a row of tags, one of them of the standard's own, in a table.

    A report may have a line of hashtags; the rows about it are then of other lengths.
    """
    at = tag_row(rows)
    if at is None or len(rows[at]) < 2:
        return False
    names = {tag.name for tag in map(parse_tag, rows[at]) if tag}
    about = rows[at + 1 :] or rows[max(0, at - 1) : at]
    alike = sum(len(row) == len(rows[at]) for row in about)
    return bool(names & CORE) and 2 * alike >= len(about)


def _named(heads: tuple[str, ...]) -> str:
    if sum(head in ACLED_HEADS for head in set(heads)) >= ACLED_LEAST:
        return ACLED
    return PAX if sum(head in PAX_HEADS for head in set(heads)) >= PAX_LEAST else ""
