"""What a sentence rests on, behind it: evidence opens its quotation, an assumption is marked."""

from __future__ import annotations

from collections.abc import Iterable

from nicegui import ui

from goodoffices.brief.speakers import speaker_words
from goodoffices.case import Case
from goodoffices.errors import RequestError
from goodoffices.web import show

STYLE = """
.go-mark { border:1px dashed var(--soft); border-radius:3px; padding:0 .3rem; font-size:.85em;
  color:var(--soft); white-space:nowrap; }
.go-said { display:flex; flex-wrap:wrap; align-items:baseline; gap:.1rem .35rem; }
.go-card a { color:var(--mark); }
.go-card summary { cursor:pointer; list-style:none; }
.go-card summary::before { content:"▸"; padding-right:.4rem; }
.go-card details[open] > summary::before { content:"▾"; }
"""
ASSUMPTION = "assumption"


def rests_on(case: Case, because: Iterable[str]) -> None:
    """A button for each evidence item, a mark for an assumption."""
    for one in because:
        if one == ASSUMPTION:
            ui.label(ASSUMPTION).classes("go-mark")
            continue
        try:
            case.item(one)
        except RequestError:  # a situation file alone has no evidence
            ui.label(one).classes("go-mark")
            continue
        button = ui.button(one, on_click=lambda _, chosen=one: quoted(case, chosen))
        button.props("flat dense no-caps size=sm")
        button.props["aria-label"] = f"Quotation {one}"


def quoted(case: Case, item_id: str) -> None:
    """The quotation with who says it and when, where it stands."""
    item = case.item(item_id)
    source = case.sources.get(item.source)
    with show.dialog(f"Evidence {item_id}") as dialog:
        show.quotation(item, source, speaker_words(case, item))
        when = item.date or (source.date if source else None)
        show.soft(f"Dated {when.isoformat()}." if when else "No date is given.")
        if item.status != "accepted":
            show.soft(f"Status: {item.status}.")
        ui.button("Close", on_click=dialog.close).props("unelevated")
