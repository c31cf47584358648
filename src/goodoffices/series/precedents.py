"""How often past agreements held provisions, and which agreements these are.

Steps:

1. Agreements of the stage, country and time that are asked for are kept; with a time, those
   without a date are left out and counted.
2. For each provision: in how many of those that have a code it stands (``series.pax``), all
   together and stage by stage.
3. The agreements behind each number go with it: those in which it stands, and the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goodoffices.series.pax import (
    CODES,
    Agreement,
    Agreements,
    Rate,
    agreements_of,
    rate_in,
    unknown_column,
)

NO_PROVISION = ("Ver", "PP")
"""Columns of PA-X with small numbers that are none: the version, and the number of the process."""


@dataclass(frozen=True)
class Precedent:
    """One provision. ``stages``: stage → its rate, in the order in which stages stand in the file;
    ``held`` and ``without``: agreements in which it stands, and in which it does not; by date."""

    rate: Rate
    stages: tuple[tuple[str, Rate], ...]
    held: tuple[Agreement, ...]
    without: tuple[Agreement, ...]


@dataclass(frozen=True)
class Precedents:
    """Several provisions in the same agreements. ``of``: how many agreements were asked about;
    ``undated``: how many were left out because they have no date and a time was asked for."""

    agreements: Agreements
    found: tuple[Precedent, ...]
    of: int
    undated: int


def precedents(
    agreements: Agreements,
    columns: Sequence[str] = (),
    stage: str | None = None,
    country: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Precedents:
    """The provisions in ``columns``, or in every column that holds codes, most frequent first.

    ``since`` and ``until`` are inclusive. Raises ``RequestError`` for a column, stage or country
    that no agreement has.
    """
    kept = agreements_of(agreements.rows, stage, country)
    undated = 0
    if since is not None or until is not None:
        dated = [one for one in kept if one.signed is not None]
        undated = len(kept) - len(dated)
        first, last = since or date.min, until or date.max
        kept = [one for one in dated if one.signed and first <= one.signed <= last]
    wanted = list(dict.fromkeys(columns))
    for column in wanted:
        if column not in agreements.columns:
            raise unknown_column(column, agreements.columns)
    every = not wanted
    wanted = wanted or coded_columns(agreements)
    found = [_precedent(kept, column) for column in wanted]
    if every:
        found.sort(key=lambda one: -(one.rate.standing.share or 0.0))
    return Precedents(agreements, tuple(found), len(kept), undated)


def coded_columns(agreements: Agreements) -> list[str]:
    """The columns that hold codes from 0 to 3 and nothing else, so that they may be provisions."""
    found = []
    for column in agreements.columns:
        cells = {row.codes[column] for row in agreements.rows} - {""}
        if cells and cells <= set(CODES) and column not in NO_PROVISION:
            found.append(column)
    return found


def _precedent(kept: Sequence[Agreement], column: str) -> Precedent:
    stages = dict.fromkeys(one.stage for one in kept)
    by_stage = tuple(
        (stage, rate_in([one for one in kept if one.stage == stage], column)) for stage in stages
    )
    ordered = sorted(kept, key=lambda one: (one.signed or date.min, one.line))
    held = tuple(one for one in ordered if one.codes[column] not in ("", "0"))
    without = tuple(one for one in ordered if one.codes[column] == "0")
    return Precedent(rate_in(kept, column), by_stage, held, without)
