"""Events counted by day, month, type or pair, and the fatalities that the files give for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from goodoffices.reading.events import Event, Side

BY = ("day", "month", "type", "pair")
MOST_DAYS = 20_000
"""Days or months between the first and the last are shown as none; over this, left out."""


@dataclass
class Count:
    """``events`` under one key; ``fatalities``: the sum over those that give a number, and
    ``silent``: how many give none."""

    events: int = 0
    fatalities: int = 0
    silent: int = 0

    def add(self, event: Event) -> None:
        """One more."""
        self.events += 1
        self.fatalities += event.fatalities or 0
        self.silent += event.fatalities is None


@dataclass
class Counts:
    """Every key with its count. ``files``: file → how many events of it were counted."""

    by: str
    rows: dict[tuple[str, ...], Count] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None

    @property
    def total(self) -> Count:
        """All together."""
        every = self.rows.values()
        return Count(
            sum(one.events for one in every),
            sum(one.fatalities for one in every),
            sum(one.silent for one in every),
        )

    def ordered(self) -> list[tuple[tuple[str, ...], Count]]:
        """Days and months by the calendar, those without events between them too; else the most
        frequent first."""
        if self.by in ("day", "month"):
            keys = list(self._calendar())
            return [(key, self.rows.get(key, Count())) for key in keys]
        return sorted(self.rows.items(), key=lambda row: (-row[1].events, row[0]))

    def _calendar(self) -> Iterator[tuple[str, ...]]:
        if self.first is None or self.last is None:
            return
        if self.by == "day":
            days = (self.last - self.first).days + 1
            if days > MOST_DAYS:
                yield from sorted(self.rows)
                return
            yield from ((str(self.first + timedelta(days=at)),) for at in range(days))
            return
        begin = self.first.year * 12 + self.first.month - 1
        end = self.last.year * 12 + self.last.month - 1
        if end - begin > MOST_DAYS:
            yield from sorted(self.rows)
            return
        yield from ((f"{at // 12:04d}-{at % 12 + 1:02d}",) for at in range(begin, end + 1))


def counted(events: Iterable[Event], by: str) -> Counts:
    """Events by ``day``, ``month``, ``type`` or ``pair`` (who, to whom)."""
    counts = Counts(by)
    for event in events:
        key = _key(event, by)
        count = counts.rows.get(key)
        if count is None:
            count = counts.rows[key] = Count()
        count.add(event)
        counts.files[event.file] = counts.files.get(event.file, 0) + 1
        if counts.first is None or event.date < counts.first:
            counts.first = event.date
        if counts.last is None or event.date > counts.last:
            counts.last = event.date
    return counts


def _key(event: Event, by: str) -> tuple[str, ...]:
    if by == "day":
        return (event.date.isoformat(),)
    if by == "month":
        return (event.date.isoformat()[:7],)
    if by == "type":
        return (event.type,)
    return (_names(event.source), _names(event.target))


def _names(sides: tuple[Side, ...]) -> str:
    """A side by its parties where they are known, else as the file names it."""
    return ", ".join(dict.fromkeys(side.party or side.text for side in sides))
