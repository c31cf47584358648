"""A report on the page: the words around a quotation, its parts marked by sign, label and colour.

Every piece is set as text; whatever markup a report holds is shown as it is written.
"""

from __future__ import annotations

from collections.abc import Sequence

from nicegui import ui

from goodoffices.brief.source_pieces import MOST, QUOTATION, ROOM, Part, Piece, parts_of, window
from goodoffices.evidence.item import EvidenceItem
from goodoffices.evidence.source import Source
from goodoffices.web import show

STYLE = """
.go-text { white-space:pre-wrap; unicode-bidi:plaintext; overflow:auto; max-height:66vh;
  overflow-wrap:anywhere; line-height:1.9; position:relative; }
.go-text > div { display:inline; unicode-bidi:normal;
  text-decoration-thickness:2px; text-underline-offset:3px; }
.go-p-quotation { background:var(--tint); padding:.15em 0; }
.go-p-found { font-weight:700; text-decoration:underline solid var(--mark); }
.go-p-speaker { text-decoration:underline double #0b7285; }
.go-p-hedge { text-decoration:underline dotted #b35c00; }
.go-p-condition { text-decoration:underline dashed #3b5bdb; }
.go-p-consequence { text-decoration:underline wavy #2b8a3e; text-decoration-thickness:1px; }
.go-p-cue { text-decoration:underline solid #a61e7a; font-weight:600; }
body.body--dark .go-p-speaker { text-decoration-color:#66d9e8; }
body.body--dark .go-p-hedge { text-decoration-color:#ffc078; }
body.body--dark .go-p-condition { text-decoration-color:#91a7ff; }
body.body--dark .go-p-consequence { text-decoration-color:#8ce99a; }
body.body--dark .go-p-cue { text-decoration-color:#faa2c1; }
.go-begins::before { content:attr(data-part); font-size:.68rem; font-weight:400; color:var(--soft);
  border:1px solid var(--line); border-radius:3px; padding:0 .25em; margin-inline:.15em;
  unicode-bidi:isolate; display:inline-block; line-height:1.3; background:var(--card);
  text-decoration:none; }
"""


class Report:
    """A place that shows a report around a quotation, with room that can be made larger."""

    def __init__(self) -> None:
        self.text, self.parts = "", list[Part]()
        self.before = self.after = ROOM
        self.earlier = ui.button(on_click=lambda: self.more(before=True)).props("flat dense")
        self.place = ui.element("div").classes("go-text w-full")
        self.place.props('tabindex=0 role=region aria-label="Report" dir=auto')
        self.later = ui.button(on_click=lambda: self.more(before=False)).props("flat dense")

    def show(self, text: str, parts: Sequence[Part]) -> None:
        """The words around the first of ``parts``."""
        self.text, self.parts = text, list(parts)
        self.before = self.after = ROOM
        self.draw()

    def hide(self) -> None:
        """Nothing is shown."""
        self.place.clear()
        self.earlier.set_visibility(False)
        self.later.set_visibility(False)

    def more(self, before: bool) -> None:
        """Four times the room on one side."""
        if before:
            self.before = min(MOST, self.before * 4)
        else:
            self.after = min(MOST, self.after * 4)
        self.draw()

    def draw(self) -> None:
        """The window anew, scrolled to the quotation."""
        made = window(self.text, self.parts, self.before, self.after)
        self.place.clear()
        with self.place:
            for piece in made.pieces:
                _piece(piece)
        for button, left, room, where in (
            (self.earlier, made.before, self.before, "before"),
            (self.later, made.after, self.after, "after"),
        ):
            button.set_visibility(left > 0)
            button.set_enabled(room < MOST)
            button.set_text(f"{left:,} characters {where} this" + (": show more" * (room < MOST)))
        ui.run_javascript(
            f"const place = document.getElementById('{self.place.html_id}');"
            "const at = place?.querySelector('.go-p-quotation');"
            "if (at) place.scrollTop = at.offsetTop - place.clientHeight / 3;"
        )


def _piece(piece: Piece) -> None:
    label = ui.label(piece.text)
    if piece.parts:
        label.classes(" ".join(f"go-p-{name}" for name in piece.parts))
    if piece.begins:
        label.classes("go-begins").props["data-part"] = " · ".join(piece.begins)


def open_report(source: Source, one: EvidenceItem | Sequence[Part]) -> None:
    """A report over the page, at an item or at a span."""
    parts = parts_of(one) if isinstance(one, EvidenceItem) else list(one)
    with (
        ui.dialog(value=True).props('aria-label="Report"') as dialog,
        ui.card().classes("go-card").style("width:900px;max-width:95vw"),
    ):
        show.heading(source.words)
        about = [source.publisher, source.date.isoformat() if source.date else "", source.key]
        show.soft(" · ".join(one for one in about if one))
        Report().show(source.text, parts)
        ui.button("Close", on_click=dialog.close).props("unelevated autofocus")
    dialog.on("hide", dialog.delete)


def at_span(start: int, end: int) -> list[Part]:
    """A sentence as the only part."""
    return [(QUOTATION, (start, end))]
