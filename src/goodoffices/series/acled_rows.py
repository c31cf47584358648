"""Rows of an ACLED table, as they stand there: an event each, its date and counts checked.

Raleigh, Linke, Hegre and Karlsen 2010, Journal of Peace Research 47, 651-660; acleddata.com. The
files come with further columns (a timestamp, admin1, a row of HXL tags), which do no harm.

A row that cannot be an event is left out, and said with its line; one event counts once, however
many rows and files have it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goodoffices.errors import InputError, Place, Problem, nearest
from goodoffices.series.noted import Noted
from goodoffices.series.stream import Stream, open_table

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
MORE = ("country", "admin1")
"""Read where they are there."""
WRITTEN = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})\Z", re.ASCII)
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00.*)?\Z", re.ASCII)
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
Seen = dict[str, tuple[str, int, date, str, int | None]]
"""Event id → where it stood first (file, line), and its date, type and fatalities there."""


@dataclass(frozen=True, slots=True)
class AcledRow:
    """One row. ``cells``: those of ``NEEDED`` and ``MORE``, in that order; ``line``: in the file.

    ``fatalities`` is None where the cell is empty.
    """

    line: int
    date: date
    fatalities: int | None
    cells: tuple[str, ...]


def open_acled(path: Path) -> Stream:
    """The table, its columns checked. Raises ``InputError``, missing columns by their names."""
    stream = open_table(path)
    missing = [name for name in NEEDED if name not in stream.heads]
    if missing:
        near = "; ".join(filter(None, (nearest(name, stream.heads) for name in missing)))
        found = f"the table has no column {', '.join(missing)}"
        place = Place(stream.file, stream.head_line, 1)
        raise InputError([Problem(place, found, f"the columns {', '.join(NEEDED)}", near)])
    return stream


def acled_rows(
    stream: Stream, noted: Noted, seen: Seen, told: Callable[[int], None]
) -> Iterator[tuple[AcledRow, tuple[str, ...]]]:
    """Every event of the table once: the row, and all its cells.

    ``seen`` grows by the ids of this table; hand the same to several tables.
    """
    heads = stream.heads
    at = [heads.index(name) if name in heads else -1 for name in (*NEEDED, *MORE)]
    days: dict[str, date | None] = {}
    for line, row in stream.rows(noted, told):
        cells = tuple([row[column] if column >= 0 else "" for column in at])
        text = cells[1]
        if text not in days:
            days[text] = event_day(text)
        day, dead = days[text], cells[8]
        before = noted.count
        for column, wrong, expected in (
            (0, not cells[0], "the event's id"),
            (1, day is None, "a date, as 2023-10-07 or 07 October 2023"),
            (2, not cells[2], "a kind of event"),
            (8, bool(dead) and not is_count(dead), "a whole number, 0 or more"),
        ):
            if wrong:
                shown = f'"{cells[column]:.60}"' if cells[column] else "an empty cell"
                found = f"{shown} stands here; the row was left out"
                noted.add(Problem(Place(stream.file, line, at[column] + 1), found, expected))
        if day is None or noted.count > before:
            noted.dropped += 1
            continue
        one = AcledRow(line, day, int(dead) if dead else None, cells)
        first = seen.get(cells[0])
        if first is None:
            seen[cells[0]] = (stream.file, line, day, cells[2], one.fatalities)
            yield one, row
            continue
        where = f"in line {first[1]}" + ("" if first[0] == stream.file else f" of {first[0]}")
        found = f"event {cells[0]:.60} stands {where} already; it counts once, as it stands there"
        if first[2:] != (day, cells[2], one.fatalities):
            found += ", and the two rows differ"
        noted.twice += 1
        noted.add(Problem(Place(stream.file, line, at[0] + 1), found, "one row an event"))


def event_day(text: str) -> date | None:
    """``2023-10-07``, ``07 October 2023`` or ``7-Oct-2023``; None for anything else."""
    iso, written = ISO.match(text), WRITTEN.match(text)
    try:
        if iso:
            return date(*map(int, iso.groups()))
        if written:
            word = written[2].lower()
            found = [at for at, name in enumerate(MONTHS, 1) if name.startswith(word)]
            return date(int(written[3]), found[0], int(written[1])) if len(found) == 1 else None
    except ValueError:
        pass
    return None


def is_count(text: str) -> bool:
    """Whether this is a whole number that a count may be."""
    return text.isascii() and text.isdigit() and len(text) < 10
