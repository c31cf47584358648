"""Dated events as coded by others: who did what to whom, when, and where that stands in a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from goodoffices.errors import Problem

COUNTRY = re.compile(r"[A-Z]{3}\Z")
NO_COUNTRY = ("IGO", "NGO", "IMG", "ISM", "MNC")
"""Codes of PLOVER for actors that are of no country."""


@dataclass(frozen=True, slots=True)
class Side:
    """Somebody in an event: as the file names them, with its codes, "" where it has none.

    ``party``: who of the situation that is, where one was given and knows the name.
    """

    text: str
    code: str = ""
    sector: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One coded event. ``row``: the line of a table or the number of a record, from 1.

    ``fatalities``: None where the file says nothing; ``place`` is where it happened, ``region``
    the first division of the country that it lies in. ``file`` is "" where it comes from none.
    """

    id: str
    date: date
    type: str
    source: tuple[Side, ...]
    target: tuple[Side, ...]
    text: str
    mode: str = ""
    place: str = ""
    country: str = ""
    fatalities: int | None = None
    row: int = 0
    region: str = ""
    file: str = ""

    @property
    def countries(self) -> tuple[str, ...]:
        """The country codes of both sides, each once, as the file writes them."""
        codes = (side.code for side in (*self.source, *self.target))
        found = (code for code in codes if COUNTRY.match(code) and code not in NO_COUNTRY)
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class Events:
    """Every event of a file, in its order."""

    rows: tuple[Event, ...]
    file: str
    warnings: tuple[Problem, ...] = ()
