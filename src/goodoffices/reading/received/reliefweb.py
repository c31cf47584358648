"""ReliefWeb API v2: reports as JSON, ``{"data": [{"fields": {…}}, …]}`` or one ``{"fields": …}``.

Every field is optional. A report is its ``body`` (or the text of ``body-html``); one without is
named and left out. Where it stands in the file is its ``part``: ``data[3]``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from goodoffices.errors import InputError, Place, Problem
from goodoffices.reading.received.blocks import block_text
from goodoffices.reading.received.file import File, refused
from goodoffices.reading.received.html import parsed
from goodoffices.reading.received.plain import CONTROL, utf8
from goodoffices.reading.received.report import Report, one_line

SHAPE = 'ReliefWeb JSON: {"data": [{"fields": {"title": …, "body": …}}]}'
ASK = "ask the API for it: fields[include][]=body"
MOST_NESTED = 90
MOST_PROBLEMS = 100


def json_of(file: File) -> Any:
    """The data of a JSON file. Raises ``InputError`` with the place of a mistake."""
    text = utf8(file)
    try:
        return json.loads(text)
    except RecursionError:
        raise refused(file.path, "the JSON is nested too deep", "", SHAPE) from None
    except json.JSONDecodeError as error:
        place = Place(str(file.path), error.lineno, error.colno)
        raise InputError([Problem(place, f"not valid JSON: {error.msg}", SHAPE)]) from None
    except ValueError as error:  # a number of more digits than Python reads
        raise refused(file.path, f"not valid JSON: {str(error)[:80]}", "", SHAPE) from None


def is_reliefweb(data: Any) -> bool:
    """Whether this has the shape of a report or of a list of them."""
    if not isinstance(data, dict):
        return False
    if "fields" in data:
        return isinstance(data["fields"], dict)
    listed = data.get("data")
    if not isinstance(listed, list):
        return False
    return not listed or any(isinstance(one, dict) and "fields" in one for one in listed)


def read_reliefweb(file: File) -> list[Report]:
    """Its reports. Raises ``InputError`` with every field that is not what it should be."""
    data = json_of(file)
    single = "fields" in data
    listed = [data] if single else data["data"]
    if not listed:
        raise refused(file.path, "there is no report in this list", "", SHAPE)
    problems: list[Problem] = []
    found: list[Report] = []
    without: list[str] = []
    for at, one in enumerate(listed):
        part = "" if single else f"data[{at}]"
        reader = _Reader(file, one, part)
        report = reader.report()
        problems += reader.problems
        if report is not None:
            found.append(report)
        elif not reader.problems:
            without.append(f"{part or 'the report'} ({reader.name()}) has no body")
    if problems:
        raise InputError(problems[:MOST_PROBLEMS])
    if not found:
        raise refused(file.path, f"{'; '.join(without[:3])}: there is no text to read", ASK)
    if without:
        notes = tuple(f"left out: {one}; {ASK}" for one in without)
        found[0] = replace(found[0], notes=notes)
    return found


class _Reader:
    """One report of the list."""

    def __init__(self, file: File, one: Any, part: str) -> None:
        self.file, self.part = file, part
        self.problems: list[Problem] = []
        fields = one.get("fields") if isinstance(one, dict) else None
        if not isinstance(fields, dict):
            self.wrong("fields", fields, "a mapping")
            fields = {}
        self.fields: dict[str, Any] = fields

    def wrong(self, name: str, value: Any, expected: str) -> None:
        path = ".".join(part for part in (self.part, name) if part)
        shown = json.dumps(value, ensure_ascii=True)[:60]
        place = Place(str(self.file.path), path=path)
        self.problems.append(Problem(place, f"{shown} stands here", expected))

    def text(self, name: str, inner: str = "") -> str:
        """A field that is a text, "" where it is missing; ``inner``: a key inside it."""
        value = self.fields.get(name)
        if inner and isinstance(value, dict):
            value = value.get(inner)
        if value is None:
            return ""
        told = ".".join(one for one in ("fields", name, inner) if one)
        if not isinstance(value, str):
            self.wrong(told, value, "a text")
            return ""
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            half = f"U+{ord(value[error.start]):04X}"
            self.wrong(told, half, "characters: this is half of one")
            return ""
        odd = CONTROL.search(value)
        if odd:
            self.wrong(told, f"U+{ord(odd[0]):04X}", "a text without control characters")
            return ""
        return value

    def names(self, name: str, keys: tuple[str, ...]) -> Iterator[str]:
        """The first of ``keys`` of every member of a list of mappings."""
        listed = self.fields.get(name)
        if isinstance(listed, dict):
            listed = [listed]
        if listed is None:
            return
        if not isinstance(listed, list):
            self.wrong(f"fields.{name}", listed, "a list")
            return
        for at, one in enumerate(listed):
            found = [one.get(key) for key in keys] if isinstance(one, dict) else [None]
            value = next((value for value in found if value), None)
            if isinstance(value, str) and not CONTROL.search(value):
                yield one_line(value.encode("utf-8", "ignore").decode("utf-8"))
            elif value is not None or not isinstance(one, dict):
                self.wrong(f"fields.{name}[{at}]", one, f"a mapping with {keys[0]}")

    def report(self) -> Report | None:
        text = self.body()
        published = self.date()
        title, publisher = (
            self.text("title"),
            ", ".join(self.names("source", ("name", "shortname"))),
        )
        countries = tuple(one.upper() for one in self.names("country", ("iso3",)))
        address = self.text("url_alias") or self.text("url")
        if self.problems or not text.strip():
            return None
        return Report(
            self.file.path,
            self.file.raw,
            text,
            ".json",
            said_title=title,
            publisher=publisher,
            date=published,
            address=address.strip(),
            countries=countries,
            part=self.part,
            extracted="ReliefWeb " + ("body" if self.text("body").strip() else "body-html"),
        )

    def body(self) -> str:
        plain = self.text("body")
        if plain.strip():
            return plain
        marked = self.text("body-html")
        return block_text(parsed(self.file, marked)) if marked.strip() else ""

    def date(self) -> date | None:
        value = self.fields.get("date")
        if isinstance(value, dict) and value.get("original") is None:
            return None
        written = self.text("date", "original")
        if not written:
            return None
        try:
            return date.fromisoformat(written[:10])
        except ValueError:
            self.wrong("fields.date.original", written, "a date: YYYY-MM-DD")
            return None

    def name(self) -> str:
        title = self.fields.get("title")
        return (
            f"“{one_line(title)[:60]}”" if isinstance(title, str) and title else "without a title"
        )
