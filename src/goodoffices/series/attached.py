"""Series that an outlook names: read when they are needed, from the folder of the case only."""

from __future__ import annotations

from pathlib import Path

from goodoffices.errors import InputError, Place, Problem, nearest
from goodoffices.model.outlook import Observed, Outlook
from goodoffices.series.counts import event_series
from goodoffices.series.observed import Series
from goodoffices.series.read import series_in
from goodoffices.series.sheet import Sheet, read_sheet


def observations(outlook: Outlook | None, folder: Path) -> dict[str, Series]:
    """Stock or flow → its series. Raises ``InputError`` with the mistakes of every table."""
    found: dict[str, Series] = {}
    problems: list[Problem] = []
    for part_id, observed in observed_in(outlook).items():
        try:
            found[part_id] = read_observed(observed, folder)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found


def observed_in(outlook: Outlook | None) -> dict[str, Observed]:
    """Stock or flow → where it was counted, of those that say so."""
    if outlook is None:
        return {}
    pairs = [(stock.id, stock.observed) for stock in outlook.stocks]
    pairs += [(flow.id, flow.observed) for flow in outlook.flows]
    return {part_id: observed for part_id, observed in pairs if observed is not None}


def read_observed(observed: Observed, folder: Path) -> Series:
    """The series that stands in the table.

    Raises ``InputError``: a missing file or column at the place that names it, a wrong cell at
    the line of the table.
    """
    path = _path(observed, folder)
    if observed.count:
        if observed.column or observed.date or observed.sum:
            found = "count: stands beside column:, date: or sum:"
            expected = "count: with a table of events, or column: with a table of counts"
            raise InputError([Problem(observed.place, found, expected)])
        return event_series(path, observed.count, observed.where)
    sheet = read_sheet(path)
    for name, place in (
        (observed.column, observed.column_place),
        (observed.date, observed.date_place),
    ):
        _column(sheet, name, place)
    column, date = observed.column or None, observed.date or None
    return series_in(sheet, column, date, observed.where, observed.sum)


def _path(observed: Observed, folder: Path) -> Path:
    path = folder / observed.file
    remedy = "put the table into the folder of the case"
    try:
        there, inside = path.is_file(), path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):  # too long, or with a character that no file name has
        there, inside = False, True
    if not inside:
        found = f'the file "{observed.file}" leads out of the folder'
        raise InputError([Problem(observed.place, found, "a file in the folder of the case")])
    if not there:
        near = sorted(
            p.relative_to(folder).as_posix()
            for place in ("series", "feeds")
            for p in folder.glob(f"{place}/*.csv")
        )
        expected = f"one of {', '.join(near)}" if near else "a .csv, .tsv or .xlsx file"
        found = f'there is no file "{observed.file}"'
        hint = nearest(observed.file, near) or remedy
        raise InputError([Problem(observed.place, found, expected, hint)])
    return path


def _column(sheet: Sheet, name: str, place: Place) -> None:
    if not name:
        return
    try:
        sheet.column(name)
    except InputError as error:
        [one] = error.problems
        found = f"{one.found} in {sheet.file}"
        raise InputError([Problem(place, found, one.expected, one.remedy)]) from None
