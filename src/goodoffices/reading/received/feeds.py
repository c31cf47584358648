"""Files of events and series, told by their header: they are no reports."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import Any

from goodoffices.errors import InputError
from goodoffices.reading.received.file import File
from goodoffices.reading.received.reliefweb import json_of

LOOKED_AT = 64_000
ROWS = 25
"""Rows among which the tags of an HXL file stand."""
TABLES = (".csv", ".tsv", ".tab")
TAG = re.compile(r"\s*#[a-zA-Z][a-zA-Z0-9_]*(?:\s*[+!][a-zA-Z][a-zA-Z0-9_]*)*\s*\Z")
SHEET_TAG = re.compile(rb">\s*#(?:date|adm\d|affected|org|value|country|geo|indicator|sector)\b")


def rows_of(file: File) -> list[list[str]]:
    """The first rows of a table, whatever stands between its cells."""
    text = file.raw[:LOOKED_AT].decode("utf-8-sig", "replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    between = max(",;\t", key=first.count)
    found: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=between):
            found.append(row)
            if len(found) == ROWS:
                break
    except csv.Error:
        pass
    return found


def _header(file: File) -> set[str]:
    return {cell.strip().lower() for cell in next(iter(rows_of(file)), [])}


def is_acled(file: File) -> bool:
    """Whether it has the columns by which ACLED's exports are known."""
    return {"event_id_cnty", "event_date"} <= _header(file)


def is_pax(file: File) -> bool:
    """Whether it has the columns by which PA-X's exports are known."""
    return file.suffix in TABLES and {"agtid", "agt", "dat"} <= _header(file)


def is_hxl(file: File) -> bool:
    """Whether a row of tags stands among the first rows of a table."""
    if file.suffix == ".xlsx" and file.raw.startswith(b"PK"):
        return bool(SHEET_TAG.search(_sheet_texts(file)))
    if file.suffix not in TABLES:
        return False
    for row in rows_of(file):
        full = [cell for cell in row if cell.strip()]
        tags = sum(1 for cell in full if TAG.match(cell))
        if tags and tags * 2 >= len(full):
            return True
    return False


def is_plover(data: Any) -> bool:
    """Whether this is a list of records with an event."""
    if not isinstance(data, list):
        return False
    records = [one for one in data[:50] if isinstance(one, dict)]
    return any("event" in one and ("source" in one or "eventText" in one) for one in records)


def is_plover_file(file: File) -> bool:
    """The same of a file."""
    if file.suffix != ".json":
        return False
    try:
        return is_plover(json_of(file))
    except InputError:
        return False


def _sheet_texts(file: File) -> bytes:
    """The texts of a workbook, as far as a megabyte of them goes."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.raw)) as book:
            names = [name for name in book.namelist()[:1000] if name.endswith(".xml")]
            wanted = [one for one in names if "sharedStrings" in one or "worksheets/" in one]
            found = b""
            for name in wanted[:5]:
                with book.open(name) as part:
                    found += part.read(1_000_000)
            return found
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
        return b""
