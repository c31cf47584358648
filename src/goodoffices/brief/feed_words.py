"""What a feed file holds, in a few lines and as plain data: events, agreements, or a tagged table.

One function a kind, in ``TELLERS``; ``feed_told`` looks at what the file is and calls it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from goodoffices.brief.event_words import (
    counts_data,
    counts_lines,
    many,
    noted_data,
    noted_lines,
)
from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.precedent_words import precedent_lines
from goodoffices.brief.table import Table
from goodoffices.errors import InputError, Place, Problem
from goodoffices.model.situation import Situation
from goodoffices.progress import Progress, silent
from goodoffices.reading.event_counts import counted
from goodoffices.reading.event_files import events_in
from goodoffices.reading.feed_kind import ACLED, CALLED, HXL, PAX, PLOVER, feed_kind
from goodoffices.reading.lexicon import Lexicon
from goodoffices.series.noted import Noted
from goodoffices.series.pax import read_agreements
from goodoffices.series.precedents import precedents
from goodoffices.series.sheet import read_sheet

Told = tuple[tuple[Line, ...], dict[str, object]]
BARS, MOST = 20, 10


def feed_told(path: Path, situation: Situation | None = None, progress: Progress = silent) -> Told:
    """Lines for a person and plain data for JSON; warnings are the data's ``warnings``.

    ``situation``: whose parties events are coded by. Raises ``InputError`` for a file that is no
    feed of these kinds, or that lacks a column.
    """
    kind = feed_kind(path)
    teller = TELLERS.get(kind)
    if teller is None:
        found = f"this is {CALLED[kind]}" if kind else "this is no feed that is known"
        expected = ", ".join(CALLED[one] for one in TELLERS)
        raise InputError([Problem(Place(str(path)), found, f"one of: {expected}")])
    lines, data = teller(path, situation, progress)
    head = {"file": str(path), "kind": kind}
    return (Heading(f"{path.name}: {CALLED[kind]}"), *lines), head | data


def _warned(warnings: Iterable[Problem]) -> dict[str, object]:
    return {"warnings": [one.as_dict() for one in warnings]}


def _events(path: Path, situation: Situation | None, progress: Progress) -> Told:
    noted = Noted()
    counts = counted(events_in([path], Lexicon(situation), noted, progress), "type")
    lines = (
        *counts_lines(counts, BARS, MOST),
        *noted_lines(noted),
        "One by one, by month, by place: goodoffices events.",
    )
    return lines, counts_data(counts) | noted_data(noted) | _warned(noted.told(str(path)))


def _agreements(path: Path, situation: Situation | None, progress: Progress) -> Told:
    agreements = read_agreements(path)
    result = precedents(agreements)
    provisions = [
        {"provision": one.rate.column, "held": one.rate.standing.count, "of": one.rate.standing.of}
        for one in result.found
    ]
    lines = (*precedent_lines(result, False, MOST), "By stage and time: goodoffices precedents.")
    data: dict[str, object] = {"agreements": result.of, "provisions": provisions}
    return lines, data | _warned(agreements.warnings)


def _tagged(path: Path, situation: Situation | None, progress: Progress) -> Told:
    sheet = read_sheet(path)
    columns = [
        (sheet.heads[at], str(tag) if tag else "", sum(bool(row[at]) for row in sheet.rows))
        for at, tag in enumerate(sheet.tags)
    ]

    def lines() -> Iterator[Line]:
        rows = tuple((head or "–", tag or "–", str(count)) for head, tag, count in columns)
        yield Table("", ("header", "tag", "filled"), rows)
        yield f"{many(len(sheet.rows), 'row')}."
        yield "A column as an observed series: goodoffices series FILE --column TAG."

    told = [{"header": head, "tag": tag, "filled": count} for head, tag, count in columns]
    data: dict[str, object] = {"rows": len(sheet.rows), "columns": told}
    return tuple(lines()), data | _warned(sheet.warnings)


TELLERS: dict[str, Callable[[Path, Situation | None, Progress], Told]] = {
    ACLED: _events,
    PLOVER: _events,
    PAX: _agreements,
    HXL: _tagged,
}
"""Kind of feed → what tells it."""
