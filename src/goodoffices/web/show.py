"""How pages show what the rooms below answer: prose, tables, problems, quotations.

Everything is set as text, never as markup, whatever a report says.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nicegui import ui

from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.table import Table
from goodoffices.errors import Problem
from goodoffices.evidence.item import EvidenceItem
from goodoffices.evidence.source import Source


def heading(text: str, level: int = 2) -> None:
    """A heading that readers of the page can jump to."""
    with ui.element(f"h{level}"):
        ui.label(text)


@contextmanager
def dialog(title: str) -> Iterator[ui.dialog]:
    """A dialog that is open, with its heading and name; the block fills it."""
    with ui.dialog(value=True) as made, ui.card().classes("go-card"):
        made.props["aria-label"] = title
        heading(title)
        yield made


def focus(*buttons: ui.button) -> None:
    """The focus goes to the first of these that can be used, once the page has it."""
    for button in buttons:
        if button.enabled:
            ids = f"document.getElementById('{button.html_id}')"
            ui.run_javascript(f"setTimeout(() => {ids}?.focus())")
            return


def soft(text: str) -> None:
    """A remark."""
    ui.label(text).classes("go-soft")


def lines(given: Iterable[Line]) -> None:
    """Prose, headings and tables, as the terminal shows them."""
    for line in given:
        if isinstance(line, Table):
            table(line)
        elif isinstance(line, Heading):
            heading(line)
        elif line:
            ui.label(line)


def table(given: Table, on_row: Callable[[int], None] | None = None) -> None:
    """A table; with ``on_row`` the first cell of each row is a button."""
    with scrolled(given.title or "Table"), ui.element("table").classes("go-table"):
        if given.title:
            with ui.element("caption").classes("text-left text-weight-medium"):
                ui.label(given.title)
        with ui.element("thead"), ui.element("tr"):
            for name in given.columns:
                with ui.element("th").props("scope=col"):
                    ui.label(name)
        with ui.element("tbody"):
            for at, row in enumerate(given.rows):
                with ui.element("tr"):
                    _row(row, at, on_row)
    if given.note:
        soft(given.note)


def scrolled(name: str) -> ui.element:
    """A region that scrolls sideways by itself, with keys too."""
    region = ui.element("div").classes("go-scroll").props("tabindex=0 role=region")
    region.props["aria-label"] = name  # set by itself: a quotation mark in it ends nothing
    return region


def _row(row: Iterable[str], at: int, on_row: Callable[[int], None] | None) -> None:
    for place, cell in enumerate(row):
        with ui.element("td"):
            if place or on_row is None:
                ui.label(cell)
            else:
                button = ui.button(cell, on_click=lambda _, chosen=at: on_row(chosen))
                button.props("flat dense no-caps align=left")


def problem(one: Problem, folder: Path, on_line: Callable[[int], None] | None = None) -> None:
    """A mistake: where, what was found, what is expected, what to do."""
    where = str(one.place).removeprefix(f"{folder}/")
    with ui.element("li").classes("q-mb-xs"):
        if on_line is not None and one.place.line is not None:
            line = one.place.line
            go = ui.button(where, on_click=lambda: on_line(line))
            go.props("flat dense no-caps").classes("go-bad")
        elif where:
            ui.label(where).classes("go-bad")
        ui.label(one.found)
        for name, text in (("Expected", one.expected), ("Remedy", one.remedy)):
            if text:
                soft(f"{name}: {text}")


def quotation(item: EvidenceItem, source: Source | None, who: str) -> None:
    """An item's words with who says them and where they stand."""
    with ui.element("blockquote").classes("go-quote q-my-sm"):
        ui.label(f"“{' '.join(item.quote.split())}”")
        title = item.source if source is None else source.words
        dated = "" if source is None or source.date is None else f", {source.date.isoformat()}"
        soft(f"{item.id}: {who}, in {title}{dated}")


def changed_lines(found: Iterable[str]) -> None:
    """Lines with the sign of what became of them before each; a sign, not the colour alone."""
    with scrolled("Lines that differ"):
        for line in found:
            kind = {"+": "go-good", "-": "go-bad"}.get(line[:1], "go-soft")
            sign = "−" if line[:1] == "-" else line[:1]
            ui.label(sign + line[1:]).classes(kind).style("white-space:pre;font-family:monospace")


def picture(svg: str, says: str) -> None:
    """A drawing as a picture: nothing in it can act, whatever words it holds."""
    coded = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    image = ui.element("img").classes("go-picture")
    image.props["src"] = f"data:image/svg+xml;base64,{coded}"
    image.props["alt"] = says


def sample(colour: str, dashes: str) -> None:
    """A short piece of a line, for a legend. ``colour``: also the name of a CSS variable, as this
    stands in the page itself."""
    size = "width=36 height=8 viewBox='0 0 36 8' aria-hidden=true"
    with ui.element("svg").props(size).style("align-self:center"), ui.element("line") as line:
        line.props("x1=0 y1=4 x2=36 y2=4 stroke-width=2.5")
        line.props["stroke"], line.props["stroke-dasharray"] = colour, dashes
