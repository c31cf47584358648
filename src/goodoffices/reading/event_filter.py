"""Which events are asked for: by day, party, type and place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from goodoffices.errors import NOWHERE, Problem, nearest, one_of
from goodoffices.reading.events import Event, Side

MOST_SEEN = 20_000
"""So many different names are remembered, to say which is near to one that nothing has."""


@dataclass
class Filter:
    """What an event has to have; empty leaves all. Upper and lower case do not count.

    ``parties``: an id of the situation, or the whole or a part of a name, or a code, on either
    side; ``types``: event type or mode (ACLED's sub-event type); ``places``: place, region or
    country. Of several in one of these, one is enough. ``since`` and ``until`` are inclusive.
    """

    since: date | None = None
    until: date | None = None
    parties: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    """Ids of the situation's parties: one of these means the party and no part of a name."""
    met: dict[str, set[str]] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=lambda: set())
    """What of that which was asked for some event had."""

    def kept(self, events: Iterable[Event]) -> Iterator[Event]:
        """Those that are asked for."""
        types, places, parties = (
            [one.casefold().strip() for one in asked]
            for asked in (self.types, self.places, self.parties)
        )
        for event in events:
            if (self.since and event.date < self.since) or (self.until and event.date > self.until):
                continue
            if types and not self._has("type", types, (event.type, event.mode)):
                continue
            where = (event.place, event.region, event.country)
            if places and not self._has("place", places, where):
                continue
            if parties and not self._names(parties, (*event.source, *event.target)):
                continue
            yield event

    def _has(self, what: str, asked: list[str], names: tuple[str, ...]) -> bool:
        self._meet(what, *names)
        folded = {name.casefold() for name in names}
        found = [(what, one) for one in asked if one in folded]
        self.used.update(found)
        return bool(found)

    def _names(self, asked: list[str], sides: tuple[Side, ...]) -> bool:
        self._meet("party", *(side.text for side in sides))
        found = [("party", one) for one in asked if any(self._is(one, side) for side in sides)]
        self.used.update(found)
        return bool(found)

    def _is(self, asked: str, side: Side) -> bool:
        if asked in self.known:
            return side.party == asked
        return asked in (side.party, side.code.casefold()) or asked in side.text.casefold()

    def _meet(self, what: str, *names: str) -> None:
        met = self.met.setdefault(what, set())
        if len(met) < MOST_SEEN:
            met.update(name for name in names if name)

    def remarks(self) -> tuple[Problem, ...]:
        """What was asked for and no event had, and what is near to it."""
        found = []
        for what, asked in (("type", self.types), ("place", self.places), ("party", self.parties)):
            met = sorted(self.met.get(what, ()))
            for one in asked:
                if met and (what, one.casefold().strip()) not in self.used:
                    remedy = nearest(one, met) or f"there are: {one_of(met, 6)}"
                    told = f'no event that is left has the {what} "{one}"'
                    found.append(Problem(NOWHERE, told, "", remedy))
        return tuple(found)
