"""Events as PLOVER records in JSON, read; ``plover_write`` writes them.

PLOVER (Open Event Data Alliance, Political Language Ontology for Verifiable Event Records) has a
record for each event: ``date``, ``event``, ``source`` and ``target`` as lists of ``{actorText,
code, sector}``, ``text`` and further fields, most of them optional. Records of the type DOCUMENT
speak about the file and are no events.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from goodoffices.errors import InputError, Place, Problem
from goodoffices.formats.json_tree import read_json
from goodoffices.formats.tree import Key
from goodoffices.reading.acled import side_of
from goodoffices.reading.events import Event, Events, Side
from goodoffices.reading.lexicon import Lexicon
from goodoffices.series.acled_rows import is_count
from goodoffices.series.noted import Noted

DOCUMENT = "DOCUMENT"
NEEDED = ("id", "date", "event")
DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)\Z", re.ASCII)
MOST_KNOWN = 50_000
LONGEST = 2_000_000
"""A line of this many bytes is no record."""
EXPECTED = "a list of {actorText, code, sector}"


def read_plover(path: Path, lexicon: Lexicon | None = None) -> Events:
    """The events of a file of PLOVER records: a JSON list, or JSON with a record a line.

    Raises ``InputError`` for what is neither. A record that is no event is left out with a
    warning. An id that is used twice, as in the published records, and a side that is a bare
    text are warnings: the record's number tells events apart.
    """
    noted = Noted()
    rows = tuple(plover_events(Path(path), lexicon, noted, set()))
    return Events(rows, str(path), noted.told(str(path)))


def plover_events(
    path: Path,
    lexicon: Lexicon | None,
    noted: Noted,
    seen: set[str],
    told: Callable[[int], None] = lambda done: None,
) -> Iterator[Event]:
    """The same one by one; a file with a record a line is never held whole.

    ``seen``: hashes of the records of other files, each of which counts once; it grows by those
    of this file. ``told`` is called with how many bytes are done.
    """
    reader = _Reader(str(path), lexicon, noted)
    own: set[str] = set()
    for at, (one, place) in enumerate(_records(path, noted, told)):
        event = reader.event(at, one, place)
        if event is None:
            continue
        mark = sha256(json.dumps(one, sort_keys=True).encode()).hexdigest()[:32]
        if mark in seen:
            found = f"record {at + 1} stands in another file already; it counts once"
            noted.twice += 1
            noted.add(Problem(place((at,)), found))
            continue
        own.add(mark)
        yield event
    seen |= own


Locate = Callable[[tuple[Key, ...]], Place]


def _records(
    path: Path, noted: Noted, told: Callable[[int], None]
) -> Iterator[tuple[object, Locate]]:
    """Every record, and where its parts stand."""
    if is_lines(path):
        yield from _lines(path, noted, told)
        return
    tree = read_json(path)
    if not isinstance(tree.data, list):
        found = "the file is no list of records"
        raise InputError([Problem(Place(tree.file, 1, 1), found, "a JSON list of PLOVER records")])
    for one in tree.data:
        yield one, tree.locate


def is_lines(path: Path) -> bool:
    """Whether the first line that is not empty is a whole JSON object."""
    try:
        with path.open("rb") as raw:
            first = next(
                (line for line in iter(lambda: raw.readline(LONGEST), b"") if _bare(line)), b""
            )
        return isinstance(json.loads(_bare(first).decode("utf-8")), dict)
    except (OSError, ValueError, RecursionError):
        return False


def _bare(line: bytes) -> bytes:
    return line.removeprefix(b"\xef\xbb\xbf").strip()


def _lines(
    path: Path, noted: Noted, told: Callable[[int], None]
) -> Iterator[tuple[object, Locate]]:
    done = 0
    with path.open("rb") as raw:
        for number, line in enumerate(iter(lambda: raw.readline(LONGEST), b""), 1):
            done += len(line)
            if number % 1000 == 0:
                told(done)
            if not _bare(line):
                continue
            place = Place(str(path), number, 1)
            try:
                one = json.loads(_bare(line).decode("utf-8"))
                if b"\\ud" in line.lower():  # half a letter cannot be written again
                    json.dumps(one, ensure_ascii=False).encode()
            except (ValueError, RecursionError):
                found = "this line is no JSON and was left out"
                noted.dropped += 1
                noted.add(Problem(place, found, "a record a line, in UTF-8"))
                continue
            yield one, lambda _, place=place: place  # type: ignore[misc]


class _Reader:
    def __init__(self, file: str, lexicon: Lexicon | None, noted: Noted) -> None:
        self.file, self.lexicon, self.noted = file, lexicon, noted
        self.seen: dict[str, int] = {}
        self.known: dict[tuple[str, str, str], Side] = {}

    def event(self, at: int, one: object, place: Locate) -> Event | None:
        def wrong(path: tuple[Key, ...], found: str, expected: str) -> None:
            self.noted.dropped += 1
            self.noted.add(Problem(place((at, *path)), f"{found}; it was left out", expected))

        if not isinstance(one, dict):
            wrong((), f"record {at + 1} is no object", "an object with the fields of PLOVER")
            return None
        if one.get("event") == DOCUMENT:
            return None
        missing = [key for key in NEEDED if not isinstance(one.get(key), str) or not one[key]]
        if missing:
            found = f"record {at + 1} has no {', '.join(missing)}"
            wrong((), found, f"the fields {', '.join(NEEDED)}, each a text")
            return None
        when = _date(one["date"])
        if when is None:
            found = f'"{one["date"]:.60}" stands in record {at + 1}'
            wrong(("date",), found, "a date YYYY-MM-DD")
            return None
        first = self.seen.setdefault(one["id"], at)
        if first != at:
            found = f'the id "{one["id"]:.60}" is that of record {first + 1} already'
            self.noted.add(Problem(place((at, "id")), found, "ids used once"))
        where = one.get("eventLoc")
        where = where if isinstance(where, dict) else {}
        dead = one.get("dead")
        return Event(
            id=one["id"],
            date=when,
            type=one["event"],
            source=self.sides(at, "source", one.get("source"), place),
            target=self.sides(at, "target", one.get("target"), place),
            text=_text(one.get("text")),
            mode=_text(one.get("mode")),
            place=_text(where.get("name")),
            country=_text(where.get("country code")),
            fatalities=int(str(dead)) if is_count(str(dead)) else None,
            row=at + 1,
            file=self.file,
        )

    def sides(self, at: int, key: str, value: object, place: Locate) -> tuple[Side, ...]:
        """The actors of one side; a bare text is kept without a code, and told."""

        def odd(path: tuple[Key, ...], found: str) -> None:
            self.noted.add(Problem(place((at, key, *path)), found, EXPECTED))

        if value in (None, ""):
            return ()
        if isinstance(value, str):
            found = f'"{value:.60}" stands in place of a list in record {at + 1}; it has no code'
            odd((), found)
            return (self.side(value, "", ""),)
        if isinstance(value, dict):
            value = [value]
        if not isinstance(value, list):
            odd((), f"{value!r:.40} stands in place of a list in record {at + 1}")
            return ()
        sides = []
        for number, one in enumerate(value):
            if not isinstance(one, dict) or not isinstance(one.get("actorText"), str):
                odd((number,), f"an actor without actorText in record {at + 1}")
                continue
            codes = _text(one.get("code")), _text(one.get("sector"))
            sides.append(self.side(one["actorText"], *codes))
        return tuple(sides)

    def side(self, text: str, code: str, sector: str) -> Side:
        """A side with its party; the codes stay those of the file."""
        given = (text, code, sector)
        if given not in self.known:
            if len(self.known) > MOST_KNOWN:
                self.known.clear()
            party = side_of(text, self.lexicon).party if self.lexicon else ""
            self.known[given] = Side(text, code, sector, party)
        return self.known[given]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _date(text: str) -> date | None:
    found = DATE.match(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
