"""Events of an ACLED table as a series: how many a day, or how many were killed.

Steps:

1. ``count`` says what: ``events``, an event or sub-event type, ``fatalities``, or
   ``fatalities in TYPE``; ``where`` picks rows by their columns, as ``location=Gao``.
2. Each event counts once (``series.acled_rows``), on its day.
3. Every day from the first to the last event of the table is in the series; one without such an
   event is 0. Where an event of a day has no number of fatalities, that day's is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from goodoffices.errors import InputError, Place, Problem, nearest, one_of
from goodoffices.series.acled_rows import acled_rows, open_acled
from goodoffices.series.noted import Noted
from goodoffices.series.observed import MOST_DAYS, Series
from goodoffices.series.pick import conditions
from goodoffices.series.stream import Stream

EVENTS, FATALITIES, IN = "events", "fatalities", "fatalities in "
LISTED = 8


def event_series(
    path: Path,
    count: str = EVENTS,
    where: Sequence[str] = (),
    told: Callable[[int], None] = lambda done: None,
) -> Series:
    """The series. Raises ``InputError`` for a type, column or value that the table does not have,
    and for one whose dates are too far apart."""
    stream = open_acled(path)
    noted = Noted()
    for warning in stream.warnings:
        noted.add(warning)
    place = Place(stream.file, stream.head_line, 1)
    wanted = conditions(where, place, lambda name: _column(stream, name))
    what = count.strip().casefold()
    dead = what == FATALITIES or what.startswith(IN)
    kind = "" if what in (EVENTS, FATALITIES) else what.removeprefix(IN)
    values: dict[date, float] = defaultdict(float)
    lines: dict[date, list[int]] = defaultdict(list)
    types: dict[str, str] = {}
    first, last = date.max, date.min
    for row, cells in acled_rows(stream, noted, {}, told):
        first, last = min(first, row.date), max(last, row.date)
        for name in row.cells[2:4]:
            types.setdefault(name.casefold(), name)
        if kind and kind not in (row.cells[2].casefold(), row.cells[3].casefold()):
            continue
        if not all(cells[at].casefold() in those for at, those in wanted.items()):
            continue
        one = 1.0 if not dead else np.nan if row.fatalities is None else row.fatalities
        values[row.date] += one
        lines[row.date].append(row.line)
    if last < first:
        raise InputError(noted.told() or [Problem(place, "the table has no events", "rows")])
    if kind and kind not in types:
        names = [name for name in types.values() if name]
        asked = count.strip()
        remedy = nearest(asked[len(IN) :] if what.startswith(IN) else asked, names)
        expected = f"{EVENTS}, {FATALITIES}, or one of {one_of(names, LISTED)}"
        raise InputError([Problem(place, f'no event is of the type "{count}"', expected, remedy)])
    if not values:
        raise InputError([Problem(place, f"no event has {' and '.join(where)}", "one that does")])
    days = (last - first).days + 1
    if days > MOST_DAYS:
        found = f"the events go from {first} to {last}, {days:,} days"
        raise InputError([Problem(place, found, f"at most {MOST_DAYS:,}", "look at the dates")])
    warnings: tuple[Problem, ...] = ()
    if days > len(values):
        found = f"a day without such an event between {first} and {last} counts as 0"
        remedy = "whether the table holds every event of that time it does not say"
        warnings = (Problem(Place(stream.file), found, "", remedy),)
    every = [first + timedelta(days=at) for at in range(days)]
    return Series(
        ", ".join([types[kind] if kind and not dead else count.strip(), *where]),
        np.array(every, dtype="datetime64[D]"),
        np.array([values.get(day, 0.0) for day in every]),
        "people" if dead else "events",
        stream.file,
        warnings=(*warnings, *noted.told(stream.file)),
        added=tuple(tuple(lines.get(day, ())) for day in every),
    )


def _column(stream: Stream, name: str) -> int:
    """The column with this header. Raises ``InputError``."""
    heads = [head.casefold() for head in stream.heads]
    if name.casefold() in heads:
        return heads.index(name.casefold())
    place = Place(stream.file, stream.head_line, 1)
    remedy = nearest(name, stream.heads)
    found = f'there is no column "{name}"'
    raise InputError([Problem(place, found, one_of(stream.heads), remedy)])
