"""Events as PLOVER records: read from JSON, and written from accepted evidence items.

PLOVER (Open Event Data Alliance, Political Language Ontology for Verifiable Event Records) has a
record for each event: ``date``, ``event``, ``source`` and ``target`` as lists of ``{actorText,
code, sector}``, ``text`` and further fields, most of them optional. Records of the type DOCUMENT
speak about the file and are no events.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from goodoffices.errors import InputError, Place, Problem
from goodoffices.evidence.item import EvidenceItem, Mention
from goodoffices.evidence.source import Source
from goodoffices.formats.json_tree import read_json
from goodoffices.formats.tree import Key, Tree
from goodoffices.reading.acled import code_of
from goodoffices.reading.events import Event, Events, Side
from goodoffices.reading.lexicon import Lexicon
from goodoffices.reading.titles import sector_of
from goodoffices.version import VERSION

DOCUMENT = "DOCUMENT"
NEEDED = ("id", "date", "event")
DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)\Z", re.ASCII)
MOST_PROBLEMS = 100
FORMAT = "0.5b1"


@dataclass(frozen=True)
class Exported:
    """``records``: as plain data for JSON; ``left_out``: item id → why it has no record."""

    records: tuple[dict[str, Any], ...]
    left_out: Mapping[str, str]


def read_plover(path: Path) -> Events:
    """The events of a file of PLOVER records. Raises ``InputError`` with every mistake.

    An id that is used twice, as in the published records, and a side that is a bare text are
    warnings: the record's number tells events apart.
    """
    tree = read_json(Path(path))
    if not isinstance(tree.data, list):
        found = "the file is no list of records"
        raise InputError([Problem(Place(tree.file, 1, 1), found, "a JSON list of PLOVER records")])
    reader = _Reader(tree)
    rows = [event for at, one in enumerate(tree.data) if (event := reader.event(at, one))]
    if reader.problems:
        raise InputError(reader.problems)
    return Events(tuple(rows), tree.file or str(path), tuple(reader.warnings))


class _Reader:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.seen: dict[str, int] = {}

    def wrong(self, path: tuple[Key, ...], found: str, expected: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(self.tree.locate(path), found, expected))

    def event(self, at: int, one: object) -> Event | None:
        if not isinstance(one, dict):
            self.wrong(
                (at,), f"record {at + 1} is no object", "an object with the fields of PLOVER"
            )
            return None
        if one.get("event") == DOCUMENT:
            return None
        missing = [key for key in NEEDED if not isinstance(one.get(key), str) or not one[key]]
        if missing:
            found = f"record {at + 1} has no {', '.join(missing)}"
            self.wrong((at,), found, f"the fields {', '.join(NEEDED)}, each a text")
            return None
        first = self.seen.setdefault(one["id"], at)
        if first != at:
            found = f'the id "{one["id"]}" is that of record {first + 1} already'
            self.warnings.append(Problem(self.tree.locate((at, "id")), found, "ids used once"))
        when = _date(one["date"])
        if when is None:
            self.wrong((at, "date"), f'"{one["date"]}" stands here', "a date YYYY-MM-DD")
            return None
        where = one.get("eventLoc")
        where = where if isinstance(where, dict) else {}
        dead = one.get("dead")
        return Event(
            id=one["id"],
            date=when,
            type=one["event"],
            source=self.sides(at, "source", one.get("source")),
            target=self.sides(at, "target", one.get("target")),
            text=_text(one.get("text")),
            mode=_text(one.get("mode")),
            place=_text(where.get("name")),
            country=_text(where.get("country code")),
            fatalities=int(dead) if isinstance(dead, str) and _is_count(dead) else None,
            row=at + 1,
        )

    def sides(self, at: int, key: str, value: object) -> tuple[Side, ...]:
        """The actors of one side; a bare text is kept without a code, and told."""
        if value in (None, ""):
            return ()
        if isinstance(value, str):
            found = f'"{value}" stands in place of a list in record {at + 1}; it has no code'
            place = self.tree.locate((at, key))
            self.warnings.append(Problem(place, found, "a list of {actorText, code, sector}"))
            return (Side(value),)
        if isinstance(value, dict):
            value = [value]
        if not isinstance(value, list):
            self.wrong(
                (at, key), f"{value!r:.40} stands here", "a list of {actorText, code, sector}"
            )
            return ()
        sides = []
        for number, one in enumerate(value):
            if not isinstance(one, dict) or not isinstance(one.get("actorText"), str):
                self.wrong((at, key, number), "an actor without actorText", "{actorText, code}")
                continue
            sides.append(Side(one["actorText"], _text(one.get("code")), _text(one.get("sector"))))
        return tuple(sides)


def plover_records(
    items: Iterable[EvidenceItem],
    sources: Mapping[str, Source],
    types: Mapping[str, str],
    lexicon: Lexicon,
) -> Exported:
    """Accepted items as PLOVER records.

    ``types``: item id → PLOVER event type, which is for the analyst to say: an item has none. The
    speaker, or without one the first actor, is the source; the other actors are the target. An
    item that is not accepted, has no type, no date of its own or of its report, or nobody who
    acts is left out, and it is told why.
    """
    records: list[dict[str, Any]] = []
    left: dict[str, str] = {}
    for item in items:
        report = sources.get(item.source)
        when = item.date or (report.date if report else None)
        sides = [*((item.speaker,) if item.speaker else ()), *item.actors]
        reasons = (
            (item.status != "accepted", f"it is {item.status}"),
            (report is None, f'there is no source "{item.source}"'),
            (item.id not in types, "it has no event type"),
            (when is None, "neither it nor its report has a date"),
            (not sides, "nobody acts or speaks in it"),
        )
        why = next((reason for holds, reason in reasons if holds), "")
        if why or report is None or when is None:
            left[item.id] = why
            continue
        record: dict[str, Any] = {
            "id": item.id,
            "date": when.isoformat(),
            "source": [_side(sides[0], report, lexicon)],
            "target": [_side(one, report, lexicon) for one in sides[1:]],
            "event": types[item.id],
            "text": item.quote,
            "language": lexicon.language,
            "publication": report.publisher or report.words,
            "coder": f"goodoffices {VERSION}",
            "version": FORMAT,
        }
        if item.cue is not None and item.cue.span is not None:
            record["eventText"] = report.text[slice(*item.cue.span)]
        records.append(record)
    return Exported(tuple(records), left)


def _side(one: Mention, report: Source, lexicon: Lexicon) -> dict[str, str]:
    names = {p.id: p.name for p in lexicon.situation.parties} if lexicon.situation else {}
    name = names.get(one.party, one.party)
    text = report.text[slice(*one.span)] if one.span else name
    code = lexicon.country_of.get(one.party) or code_of(text, lexicon)
    side = {"actorText": text, "code": code, "sector": sector_of(one.role)}
    return {key: value for key, value in side.items() if value or key != "sector"}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _date(text: str) -> date | None:
    found = DATE.match(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
