"""Brief: what ``goodoffices brief`` would write, as it would look."""

from __future__ import annotations

from nicegui import ui

from goodoffices.brief.compose import compose
from goodoffices.brief.document import Brief
from goodoffices.brief.html import html
from goodoffices.web import show
from goodoffices.web.desk import Desk
from goodoffices.web.frame import frame
from goodoffices.web.solved import SOON
from goodoffices.web.work import Work


def page(desk: Desk) -> None:
    """The page."""
    with frame(desk, "/brief") as made:
        show.heading("Brief", 1)
        case = made.sheet.case
        if case is None:
            show.soft("The files have mistakes; the page Situation shows where.")
            return
        place = ui.column().classes("w-full").props("aria-live=polite")
        work: Work[Brief] = Work(place, tell)
    what = "composing the brief"
    ui.timer(SOON, lambda: work.do(what, lambda progress: compose(case, "", progress)), once=True)


def tell(brief: Brief) -> None:
    """The brief in a frame of its own, in which nothing acts."""
    show.soft(
        f"{len(brief.sentences())} sentences, {brief.words()} words. "
        "To write it into files: goodoffices brief"
    )
    whole = ui.element("iframe").classes("w-full")
    whole.style("height:80vh;border:1px solid var(--line);background:#fff")
    whole.props('title="The brief" sandbox=""')
    whole.props["srcdoc"] = html(brief)
