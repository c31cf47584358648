"""The pages, one a file; each has a function that shows it and is registered here."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui

from goodoffices.web.desk import Desk
from goodoffices.web.pages import (
    actors,
    brief,
    evidence,
    map,
    outcomes,
    outlook,
    settlement,
    situation,
    what_if,
)

PAGES: tuple[tuple[str, Callable[[Desk], None]], ...] = (
    ("/", situation.page),
    ("/actors", actors.page),
    ("/outcomes", outcomes.page),
    ("/map", map.page),
    ("/what-if", what_if.page),
    ("/evidence", evidence.page),
    ("/settlement", settlement.page),
    ("/outlook", outlook.page),
    ("/brief", brief.page),
)
TIME = 30.0
"""Seconds that a page may take before the browser is told that it failed."""


def register(desk: Desk) -> None:
    """Puts every page of a desk at its path."""
    for path, page in PAGES:
        ui.page(path, response_timeout=TIME)(_opened(page, desk))


def _opened(page: Callable[[Desk], None], desk: Desk) -> Callable[[], None]:
    def open_page() -> None:
        page(desk)

    return open_page
