"""Brief: what ``goodoffices brief`` would write, as it would look."""

from __future__ import annotations

from nicegui import run, ui

from goodoffices.brief.compose import compose
from goodoffices.brief.html import html
from goodoffices.errors import GoodOfficesError
from goodoffices.web import show
from goodoffices.web.desk import Desk
from goodoffices.web.frame import frame


def page(desk: Desk) -> None:
    """The page."""
    with frame(desk, "/brief") as made:
        show.heading("Brief", 1)
        case = made.sheet.case
        if case is None:
            show.soft("The files have mistakes; the page Situation shows where.")
            return
        said = ui.label("Composing the brief …").props("role=status")
        place = ui.column().classes("w-full")

    async def compose_it() -> None:
        try:
            brief = await run.io_bound(compose, case)
        except GoodOfficesError as error:
            said.set_text(str(error))
            return
        if brief is None:  # the server is closing
            return
        text = html(brief)
        said.set_text(
            f"{len(brief.sentences())} sentences, {brief.words()} words. "
            "To write it into files: goodoffices brief"
        )
        with place:
            whole = (
                ui.element("iframe")
                .classes("w-full")
                .style("height:80vh;border:1px solid var(--line);background:#fff")
            )
            whole.props('title="The brief" sandbox=""')
            whole.props["srcdoc"] = text

    ui.timer(0.05, compose_it, once=True)
