"""Events as ACLED codes them: a CSV file, one row an event.

Raleigh, Linke, Hegre and Karlsen 2010, Journal of Peace Research 47, 651-660; acleddata.com.
``actor1`` and ``actor2`` are two sides, and the first is not always who began; here they are read
as source and target. What an actor is called is kept as written; where a lexicon is given, the
country that the name speaks of is set beside it.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from goodoffices.errors import InputError, Place, Problem, nearest
from goodoffices.reading.actors import actors
from goodoffices.reading.events import Event, Events, Side
from goodoffices.reading.lexicon import Lexicon
from goodoffices.series.sheet import Sheet, read_sheet

NEEDED = (
    "event_id_cnty",
    "event_date",
    "event_type",
    "sub_event_type",
    "actor1",
    "actor2",
    "location",
    "notes",
    "fatalities",
)
MOST_PROBLEMS = 100
WRITTEN = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})\Z")
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00.*)?\Z", re.ASCII)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_acled(path: Path, lexicon: Lexicon | None = None) -> Events:
    """The events of an ACLED file. Raises ``InputError``, missing columns by their names."""
    sheet = read_sheet(Path(path))
    missing = [name for name in NEEDED if name not in sheet.heads]
    if missing:
        near = "; ".join(filter(None, (nearest(name, sheet.heads) for name in missing)))
        found = f"the table has no column {', '.join(missing)}"
        place = Place(sheet.file, sheet.head_line, 1)
        raise InputError([Problem(place, found, f"the columns {', '.join(NEEDED)}", near)])
    problems: list[Problem] = []
    codes: dict[str, str] = {}
    rows = []
    first: dict[str, int] = {}
    for at in range(len(sheet.rows)):
        event = _event(sheet, at, lexicon, codes, problems)
        if event is None:
            continue
        seen = first.setdefault(event.id, event.row)
        if seen != event.row:
            found = f"event {event.id} stands in line {seen} already"
            problems.append(Problem(_place(sheet, at, "event_id_cnty"), found, "one row an event"))
        rows.append(event)
    if problems:
        raise InputError(problems[:MOST_PROBLEMS])
    return Events(tuple(rows), sheet.file, sheet.warnings)


def _event(
    sheet: Sheet, at: int, lexicon: Lexicon | None, codes: dict[str, str], problems: list[Problem]
) -> Event | None:
    cells = dict(zip(sheet.heads, sheet.rows[at], strict=True))
    when = _date(cells["event_date"])
    before = len(problems)

    def wrong(column: str, expected: str) -> None:
        found = f'"{cells[column]}" stands here' if cells[column] else "an empty cell stands here"
        problems.append(Problem(_place(sheet, at, column), found, expected))

    if not cells["event_id_cnty"]:
        wrong("event_id_cnty", "the event's id")
    if when is None:
        wrong("event_date", "a date, as 2023-10-07 or 07 October 2023")
    if not cells["event_type"]:
        wrong("event_type", "a kind of event")
    dead = cells["fatalities"]
    if dead and not (dead.isascii() and dead.isdigit() and len(dead) < 10):
        wrong("fatalities", "a whole number, 0 or more")
    if when is None or len(problems) > before:
        return None

    def side(column: str) -> tuple[Side, ...]:
        text = cells[column]
        if text and text not in codes:
            codes[text] = code_of(text, lexicon) if lexicon else ""
        return (Side(text, codes[text]),) if text else ()

    return Event(
        id=cells["event_id_cnty"],
        date=when,
        type=cells["event_type"],
        source=side("actor1"),
        target=side("actor2"),
        text=cells["notes"],
        mode=cells["sub_event_type"],
        place=cells["location"],
        country=cells.get("country", ""),
        fatalities=int(dead) if dead else None,
        row=sheet.lines[at],
    )


def code_of(text: str, lexicon: Lexicon) -> str:
    """The code of whom a short description names first: ISO 3166 alpha-3, IGO, NGO or IMG.

    A name that is only joined to another word ("Israeli-occupied") counts after all others.
    """
    found = sorted(actors(text, lexicon), key=lambda one: "actor-joined" in one.why)
    return next((one.country or one.type for one in found if one.country or one.type), "")


def _date(text: str) -> date | None:
    iso, written = ISO.match(text), WRITTEN.match(text)
    try:
        if iso:
            return date(*map(int, iso.groups()))
        if written:
            month = MONTHS.index(written[2][:3].lower()) + 1
            return date(int(written[3]), month, int(written[1]))
    except ValueError:
        pass
    return None


def _place(sheet: Sheet, at: int, column: str) -> Place:
    return sheet.place(at, sheet.heads.index(column))
