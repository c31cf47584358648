"""Pages that need to know what holds: at once where that takes a moment, else with a bar that tells
how far it is and a button that stops it."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui

from goodoffices.analyses.solution import Solution
from goodoffices.errors import GoodOfficesError
from goodoffices.web.desk import Sheet
from goodoffices.web.work import Work

SOON = 0.05
"""Seconds after which a page that stands there begins its work."""


def when_solved(sheet: Sheet, tell: Callable[[Solution], object]) -> None:
    """Fills this place of the page by ``tell`` as soon as the sheet is solved; a mistake is told
    there instead. Windows that ask at once solve once."""
    if sheet.is_quick:
        try:
            tell(sheet.solution)
        except GoodOfficesError as error:
            ui.label(str(error)).classes("go-bad")
        return
    place = ui.element("div").classes("w-full").props("aria-live=polite")
    work: Work[Solution] = Work(place, lambda found: _told(tell, found))
    ui.timer(SOON, lambda: work.do("solving", sheet.solved), once=True)


def _told(tell: Callable[[Solution], object], found: Solution) -> None:
    try:
        tell(found)
    except GoodOfficesError as error:
        ui.label(str(error)).classes("go-bad")
