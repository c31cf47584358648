"""The pages, one a file; each has a function that shows it and is registered here."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from nicegui import app, ui
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from goodoffices.web.desk import Desk
from goodoffices.web.frame import PAGES
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

SHOWS: dict[str, Callable[[Desk], None]] = {
    "Situation": situation.page,
    "Actors": actors.page,
    "Outcomes": outcomes.page,
    "Map": map.page,
    "What if": what_if.page,
    "Evidence": evidence.page,
    "Settlement": settlement.page,
    "Outlook": outlook.page,
    "Brief": brief.page,
}
"""Name → what shows the page; paths and their order stand in the frame."""
TIME = 30.0
"""Seconds that a page may take before the browser is told that it failed."""


def register(desk: Desk) -> None:
    """Puts every page of a desk at its path."""
    for path, name in PAGES.items():
        ui.page(path, response_timeout=TIME)(_opened(SHOWS[name], desk))
    app.exception_handler(404)(_not_there)


def _not_there(request: Request, error: Exception) -> Response:
    """For an address that is none of the pages: a word, and the way to those that are."""
    if request.url.path.startswith("/_nicegui"):
        return PlainTextResponse(str(getattr(error, "detail", "not found")), 404)
    ways = " · ".join(f'<a href="{path}">{name}</a>' for path, name in PAGES.items())
    said = escape(f"There is no page {request.url.path}.")
    return HTMLResponse(
        f'<!doctype html><html lang="en"><title>No such page</title><h1>{said}</h1><p>{ways}</p>',
        404,
    )


def _opened(page: Callable[[Desk], None], desk: Desk) -> Callable[[], None]:
    def open_page() -> None:
        page(desk)

    return open_page
