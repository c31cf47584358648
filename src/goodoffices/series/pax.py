"""Peace agreements as PA-X codes them: how often agreements held a provision.

PA-X (Bell and Badanjak 2019, Journal of Peace Research 56, 452-466; peaceagreements.org) has a
row for each agreement and a column for each kind of provision: 0 where it is not mentioned, else
1, 2 or 3 by how much is said of it (some columns know only 0 and 1). Here a provision *stands*
in an agreement where its code is above 0. ``Con`` may join several countries by ``/`` and set
one in brackets; each can be asked for alone.

A share of past agreements is a base rate of what was written down, not of what was kept, and no
probability that the next agreement will have it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from goodoffices.errors import InputError, Place, Problem, RequestError, nearest, one_of
from goodoffices.series.proportion import Proportion
from goodoffices.series.sheet import Sheet, read_sheet

NEEDED = ("AgtId", "Agt", "Dat", "Con", "Stage")
CODES = ("0", "1", "2", "3")
DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z", re.ASCII)
COUNTRIES = re.compile(r"[/()]")
MOST_PROBLEMS = 100


@dataclass(frozen=True)
class Agreement:
    """One row. ``codes``: every other column by its header, as written; ``line``: in the file.

    ``signed`` is None where the cell is empty.
    """

    id: str
    title: str
    signed: date | None
    country: str
    stage: str
    codes: Mapping[str, str]
    line: int

    def is_of(self, country: str) -> bool:
        """Whether ``Con`` is this country or names it among others."""
        return country.casefold().strip() in _countries(self.country)


@dataclass(frozen=True)
class Agreements:
    """Every row of a file, in its order. ``columns``: the headers that provisions may stand in."""

    rows: tuple[Agreement, ...]
    columns: tuple[str, ...]
    file: str
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Rate:
    """In how many agreements a provision stands.

    ``uncoded``: agreements that were asked about and have no code in this column; they are not
    among the N of ``standing``.
    """

    column: str
    standing: Proportion
    uncoded: int


def read_agreements(path: Path) -> Agreements:
    """The agreements in a PA-X file. Raises ``InputError``, missing columns by their names."""
    sheet = read_sheet(Path(path))
    missing = [name for name in NEEDED if name not in sheet.heads]
    if missing:
        place = Place(sheet.file, sheet.head_line, 1)
        near = "; ".join(filter(None, (nearest(name, sheet.heads) for name in missing)))
        found = f"the table has no column {', '.join(missing)}"
        raise InputError([Problem(place, found, f"the columns {', '.join(NEEDED)}", near)])
    twice = [at for at, head in enumerate(sheet.heads) if head and head in sheet.heads[:at]]
    if twice:
        place = Place(sheet.file, sheet.head_line, twice[0] + 1)
        found = f'the column "{sheet.heads[twice[0]]}" stands here again'
        raise InputError([Problem(place, found, "every column once")])
    columns = tuple(head for head in sheet.heads if head and head not in NEEDED)
    problems: list[Problem] = []
    rows = tuple(_agreement(sheet, row, problems) for row in range(len(sheet.rows)))
    seen: dict[str, int] = {}
    for at, row in enumerate(rows):
        first = seen.setdefault(row.id, row.line)
        if row.id and first != row.line:
            found = f"agreement {row.id} stands in line {first} already"
            place = sheet.place(at, sheet.heads.index("AgtId"))
            problems.append(Problem(place, found, "one row an agreement"))
    if problems:
        raise InputError(problems[:MOST_PROBLEMS])
    return Agreements(rows, columns, sheet.file, sheet.warnings)


def provision_rate(
    rows: Sequence[Agreement], column: str, stage: str | None = None, country: str | None = None
) -> Rate:
    """In how many of these agreements a provision stands, with Wilson's 95 % interval.

    ``stage`` and ``country`` leave only agreements that have them, in any case of letters.
    Raises ``RequestError`` for a column, stage or country that no agreement has, and for a column
    that holds something else than the codes 0 to 3.
    """
    for row in rows:
        if column not in row.codes:
            raise unknown_column(column, tuple(row.codes))
    return rate_in(agreements_of(rows, stage, country), column)


def unknown_column(column: str, columns: Sequence[str]) -> RequestError:
    """What to say of a column that is not there: the nearest names, any case of letters."""
    folded = {one.casefold(): one for one in columns}
    near = difflib.get_close_matches(column.casefold(), list(folded), n=3, cutoff=0.6)
    names = " or ".join(f'"{folded[one]}"' for one in near)
    hint = f"did you mean {names}?" if near else f"known: {one_of(columns)}"
    return RequestError(f'the agreements have no column "{column}"; {hint}')


def agreements_of(
    rows: Sequence[Agreement], stage: str | None = None, country: str | None = None
) -> list[Agreement]:
    """Those of a stage and a country. Raises ``RequestError`` where no agreement has them."""
    kept = list(rows)
    if stage is not None:
        _known(stage, {row.stage for row in rows if row.stage}, "stage")
        kept = [row for row in kept if row.stage.casefold() == stage.casefold().strip()]
    if country is not None:
        if not any(row.is_of(country) for row in rows):
            _known(country, {row.country for row in rows if row.country}, "country")
        kept = [row for row in kept if row.is_of(country)]
    return kept


def rate_in(kept: Sequence[Agreement], column: str) -> Rate:
    """The rate in exactly these agreements. Raises ``RequestError`` for a column without codes."""
    for row in kept:
        if row.codes[column] not in ("", *CODES):
            raise RequestError(
                f'"{column}" is no provision: agreement {row.id} (line {row.line}) has '
                f'"{row.codes[column]:.60}" there; expected one of {", ".join(CODES)}'
            )
    coded = [row.codes[column] for row in kept if row.codes[column]]
    standing = sum(code != "0" for code in coded)
    return Rate(column, Proportion(standing, len(coded)), len(kept) - len(coded))


def _agreement(sheet: Sheet, row: int, problems: list[Problem]) -> Agreement:
    cells = dict(zip(sheet.heads, sheet.rows[row], strict=True))
    signed = _signed(cells["Dat"])
    if cells["Dat"] and signed is None:
        place = sheet.place(row, sheet.heads.index("Dat"))
        problems.append(Problem(place, f'"{cells["Dat"]}" stands here', "a date YYYY-MM-DD"))
    if not cells["AgtId"]:
        place = sheet.place(row, sheet.heads.index("AgtId"))
        problems.append(Problem(place, "an empty cell stands here", "the agreement's number"))
    codes = {head: cell for head, cell in cells.items() if head and head not in NEEDED}
    return Agreement(
        cells["AgtId"],
        cells["Agt"],
        signed,
        cells["Con"],
        cells["Stage"],
        MappingProxyType(codes),
        sheet.lines[row],
    )


def _signed(text: str) -> date | None:
    found = DATE.match(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _countries(joined: str) -> set[str]:
    """A cell of ``Con`` as a whole, and the countries that it names."""
    parts = {part.casefold().strip() for part in COUNTRIES.split(joined)}
    return (parts | {joined.casefold().strip()}) - {""}


def _known(asked: str, known: set[str], what: str) -> None:
    if asked.casefold().strip() not in {one.casefold() for one in known}:
        names = sorted(known)
        hint = nearest(asked, names) or f"known: {one_of(names)}"
        raise RequestError(f'no agreement has the {what} "{asked}"; {hint}')
