"""Dated events as a table, as counts with bars, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from goodoffices.brief.lines import Line
from goodoffices.brief.table import Table
from goodoffices.brief.words import join
from goodoffices.reading.event_counts import Count, Counts
from goodoffices.reading.events import Event, Side
from goodoffices.series.noted import Noted

HEADS = {
    "day": ("day",),
    "month": ("month",),
    "type": ("type",),
    "pair": ("who", "to whom"),
}
"""What is counted by → the columns of its key."""
BAR = "█"
PARTS = " ▏▎▍▌▋▊▉"
"""Eighths of a bar's sign."""
NOBODY = "–"


def events_table(shown: Sequence[Event], files: int = 1) -> Table:
    """Events one below the other. ``files``: of how many files, so that lines name theirs."""
    rows = [
        (
            str(one.date),
            one.type,
            sides_text(one.source),
            sides_text(one.target),
            one.place or one.country,
            "" if one.fatalities is None else str(one.fatalities),
            f"{one.file}:{one.row}" if files > 1 else str(one.row),
        )
        for one in shown
    ]
    heads = ("date", "type", "who", "to whom", "where", "fatalities", "line")
    return Table("", heads, tuple(tuple(printable(cell) or NOBODY for cell in row) for row in rows))


def printable(text: str) -> str:
    """Without signs that would steer a terminal."""
    return "".join([sign if sign.isprintable() else " " for sign in text])


def many(count: int, word: str) -> str:
    """``1,234 events``."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def sides_text(sides: Sequence[Side]) -> str:
    """Who they are as the file names them, with the situation's party in brackets."""
    return "; ".join(
        f"{one.text} [{one.party}]" if one.party and one.party != one.text else one.text
        for one in sides
    )


def shown_words(shown: int, total: int) -> str:
    """How many of the events the table has."""
    if shown == total:
        return f"{many(total, 'event')}."
    last = f"the last {shown:,} of" if shown else "none of"
    return f"Shown are {last} {total:,} events by date; --most shows more, --format csv all."


def counts_table(counts: Counts, room: int, most: int) -> Table:
    """A row a key with its count, fatalities as coded, and a bar of at most ``room`` signs."""
    rows = counts.ordered()
    left = len(rows) - most if counts.by in ("type", "pair") and len(rows) > most else 0
    rows = rows[:most] if left else rows
    highest = max((count.events for _, count in rows), default=0)
    cells = [
        (
            *(printable(part) or NOBODY for part in key),
            str(count.events),
            _dead(count),
            bar(count.events, highest, room),
        )
        for key, count in rows
    ]
    note = f"{left:,} more {counts.by}s are not shown; --most shows more." if left else ""
    return Table("", (*HEADS[counts.by], "events", "fatalities", "as a bar"), tuple(cells), note)


def bar(value: int, highest: int, room: int) -> str:
    """A bar of ``room`` signs for the highest value; a value above 0 is never nothing."""
    if value <= 0 or highest <= 0:
        return ""
    eighths = max(1, round(value / highest * room * 8))
    return (BAR * (eighths // 8) + PARTS[eighths % 8]).strip()


def _dead(count: Count) -> str:
    """The sum of what the file gives, a dash where it gives none."""
    return NOBODY if count.silent == count.events else str(count.fatalities)


def counts_lines(counts: Counts, room: int, most: int) -> Iterator[Line]:
    """The table of counts, and what its numbers are."""
    if not counts.rows:
        yield "No event."
        return
    yield counts_table(counts, room, most)
    total = counts.total
    yield f"{many(total.events, 'event')} from {counts.first} to {counts.last}."
    if total.silent < total.events:
        given = total.events - total.silent
        silent = f"; {many(total.silent, 'event')} without a number" if total.silent else ""
        yield (
            f"Fatalities are what the coders wrote, added up over {many(given, 'event')}"
            f"{silent}. The line of each stands in the list of events (without --by)."
        )
    if len(counts.files) > 1:
        of = [f"{file} ({number:,})" for file, number in counts.files.items()]
        yield f"Added up over {len(of)} files: {join(of)}."


def noted_lines(noted: Noted) -> Iterator[Line]:
    """How many rows were not counted, and why."""
    if noted.twice:
        yield (
            f"{many(noted.twice, 'row')} of events that stand in an earlier row or file already: "
            "each event counts once, as it stands there first."
        )
    if noted.dropped:
        yield f"{many(noted.dropped, 'row')} could not be read and were left out; see warnings."


def counts_data(counts: Counts) -> dict[str, object]:
    """The counts as plain data."""
    rows = [
        dict(zip(HEADS[counts.by], key, strict=True)) | _count_data(count)
        for key, count in counts.ordered()
    ]
    return {
        "by": counts.by,
        "first": str(counts.first) if counts.first else None,
        "last": str(counts.last) if counts.last else None,
        "files": counts.files,
        "total": _count_data(counts.total),
        "counts": rows,
    }


def _count_data(count: Count) -> dict[str, object]:
    """``fatalities`` is None where no event gives a number."""
    dead = None if count.silent == count.events else count.fatalities
    return {
        "events": count.events,
        "fatalities": dead,
        "without_fatalities": count.silent,
    }


def noted_data(noted: Noted) -> dict[str, object]:
    """How many rows were not counted, as plain data."""
    return {"counted_once": noted.twice, "left_out": noted.dropped}


def event_data(one: Event) -> dict[str, object]:
    """An event as plain data."""
    return {
        "id": one.id,
        "date": one.date.isoformat(),
        "type": one.type,
        "mode": one.mode,
        "source": [_side_data(side) for side in one.source],
        "target": [_side_data(side) for side in one.target],
        "place": one.place,
        "region": one.region,
        "country": one.country,
        "fatalities": one.fatalities,
        "text": one.text,
        "file": one.file,
        "line": one.row,
    }


def _side_data(side: Side) -> Mapping[str, str]:
    return {"name": side.text, "party": side.party, "code": side.code, "sector": side.sector}


EVENT_HEADS = (
    "id", "date", "type", "mode", "source", "source_party", "source_code", "target",
    "target_party", "target_code", "place", "region", "country", "fatalities", "text", "file",
    "line",
)  # fmt: skip
"""The columns of events as CSV; several actors of one side are joined by semicolons."""


def event_cells(one: Event) -> list[object]:
    """A row under ``EVENT_HEADS``."""
    sides: list[object] = []
    for side in (one.source, one.target):
        sides += [
            "; ".join(actor.text for actor in side),
            "; ".join(actor.party for actor in side if actor.party),
            "; ".join(actor.code for actor in side if actor.code),
        ]
    dead = "" if one.fatalities is None else one.fatalities
    where = (one.place, one.region, one.country)
    return [one.id, one.date, one.type, one.mode, *sides, *where, dead, one.text, one.file, one.row]
