"""The three columns of a review: the list with its filters, the report, the proposal with keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from nicegui import ui
from nicegui.events import GenericEventArguments

from goodoffices.brief.review_words import found_lines, rule_lines, speaker_words
from goodoffices.brief.source_pieces import parts_of, shown
from goodoffices.evidence.item import KINDS
from goodoffices.review.browse import STATUSES, decided_by
from goodoffices.review.queue import Wanted
from goodoffices.review.scales import RELIABILITY
from goodoffices.review.standing import ACCEPTED, LEFT, REJECTED, WAITING
from goodoffices.review.state import State
from goodoffices.web import show
from goodoffices.web.evidence_text import Report

AROUND = 30
"""Proposals that are listed before and after the one that is shown."""
LISTED, QUOTED = 90, 1_500
"""Characters of a quotation in the list, and beside the report."""
KEYS = (
    ("a", "Accept"), ("r", "Reject"), ("e", "Edit"), ("s", "Skip"), ("b", "Back"),
    ("g", "Grade source"), ("i", "Grade information"), ("c", "Claim"), ("t", "Attach"),
    ("o", "Take back its decision"), ("R", "Reject the rest of its source"),
    ("n", "Next"), ("p", "Previous"),
)  # fmt: skip
CLICKED = "() => emit('%s', document.querySelector('[data-item]')?.dataset.item ?? '')"
"""A click speaks of the proposal that was shown when it was made."""
STYLE = """
.go-three > .go-list { flex:0 0 17rem; } .go-three > .go-report { flex:1 1 24rem; min-width:0; }
.go-three > .go-decide { flex:0 0 21rem; } .go-three > * { width:auto; }
.go-queue { overflow-y:auto; max-height:52vh; flex-wrap:nowrap !important; position:relative; }
.go-queue .q-btn__content { flex-direction:column; align-items:stretch !important;
  text-align:start; min-width:0; overflow-wrap:anywhere; }
.go-decide blockquote { margin-inline:0; }
.go-queue .go-one { flex:0 0 auto; font-weight:400; color:var(--ink);
  border-left:4px solid transparent; }
.go-queue .go-now { border-left-color:var(--mark); background:var(--tint) !important; }
.q-uploader__header { background:transparent !important; }
.go-keys { display:flex; flex-wrap:wrap; gap:.3rem; }
@media (max-width:1000px){
  .go-three { flex-wrap:wrap !important; }
  .go-three > .go-list, .go-three > .go-report, .go-three > .go-decide { flex:1 1 100%; }
  .go-queue { max-height:14rem; } .go-text { max-height:50vh; }
}
"""


class Columns:
    """``renew``: called when a filter changes; ``go``: with a proposal that was picked;
    ``clicked``: with the key of a button and the proposal that was shown."""

    def __init__(
        self,
        state: State,
        source: str,
        renew: Callable[[], None],
        go: Callable[[str], None],
        clicked: Callable[[GenericEventArguments], None],
    ) -> None:
        self.go = go
        with ui.row().classes("w-full no-wrap items-start go-three"):
            with ui.column().classes("go-card gap-1 go-list"):
                self._filters(state, source, renew)
                self.total = ui.label("").classes("go-soft")
                self.done = ui.label("Nothing is left to review here: all are shown.")
                self.done.props("role=status").set_visibility(False)
                self.list = ui.column().classes("w-full gap-0 go-queue")
                self.list.props('tabindex=0 role=group aria-label="Proposals"')
            with ui.column().classes("go-card gap-1 go-report"):
                self.head = ui.element("div")
                self.report = Report()
            with ui.column().classes("go-card gap-2 go-decide"):
                with ui.element("div").classes("go-keys"):
                    for key, name in KEYS:
                        button = ui.button(f"{name} ({key})").props("outline dense no-caps")
                        button.on("click", clicked, js_handler=CLICKED % key)
                self.card = ui.column().classes("gap-1 w-full")
                self.card.props["data-item"] = ""

    def _filters(self, state: State, source: str, renew: Callable[[], None]) -> None:
        named = {key: shown(state.case.sources[key].words) for key in state.counts()}
        wanted = source if source in named else ""
        every = {"": "every source"} | named
        self.source = ui.select(every, value=wanted, label="Source").classes("w-full")
        kinds = {"": "every kind", **{kind: kind for kind in KINDS}}
        self.kind = ui.select(kinds, value="", label="Kind").classes("w-full")
        self.status = ui.select(list(STATUSES), value=LEFT, label="Status").classes("w-full")
        for one in (self.source, self.kind, self.status):
            one.on_value_change(lambda: renew())

    @property
    def wanted(self) -> Wanted:
        """The choice of source and kind."""
        return Wanted(self.source.value or "", self.kind.value or "")

    def draw(self, state: State, ids: Sequence[str], item: str) -> None:
        """All of it as the files say it; ``item``: what is shown, "" for nothing."""
        self._count(state.counts())
        self._list(state, ids, item)
        self.card.clear()
        self.head.clear()
        self.card.props["data-item"] = item
        self.card.update()
        if item:
            self._one(state, ids, item)
            return
        self.report.hide()
        with self.card:
            show.heading("Nothing is left here")
            show.soft("Choose another source, kind or status, or drop a further report.")

    def _count(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        source = self.source.value
        rows = [row for key, row in counts.items() if not source or key == source]
        words = (LEFT, ACCEPTED, REJECTED)
        self.total.set_text(" · ".join(f"{sum(row[w] for row in rows):,} {w}" for w in words))

    def _list(self, state: State, ids: Sequence[str], item: str) -> None:
        at = ids.index(item) if item else 0
        first, last = max(0, at - AROUND), at + AROUND + 1
        self.list.clear()
        with self.list:
            if first:
                show.soft(f"{first:,} before these")
            for item_id in ids[first:last]:
                self._entry(state, item_id, item_id == item)
            if last < len(ids):
                show.soft(f"{len(ids) - last:,} after these")
        ui.run_javascript(
            f"const list = document.getElementById('{self.list.html_id}');"
            "const at = list?.querySelector('[aria-current]');"
            "if (at) list.scrollTop = at.offsetTop - list.clientHeight / 3;"
        )

    def _entry(self, state: State, item_id: str, is_shown: bool) -> None:
        one, word = state.draft(item_id).proposal, state.standing(item_id)
        status = "" if word == LEFT else f" · {word}"
        act = ui.button(on_click=lambda: self.go(item_id), color=None)
        act.props("flat dense no-caps align=left").classes("w-full go-one")
        with act:
            ui.label(f"{one.kind} · {shown(speaker_words(one))}{status}").classes("go-soft")
            ui.label(shown(" ".join(one.quote[:LISTED].split()))).props("dir=auto")
        if is_shown:
            act.props("aria-current=true").classes("go-now")

    def _one(self, state: State, ids: Sequence[str], item: str) -> None:
        """The report around the proposal, and what was found in it."""
        draft = state.draft(item)
        one, source = draft.proposal, state.case.sources[draft.proposal.source]
        letter = state.letters.get(source.key, "")
        grade = f"source {letter}: {RELIABILITY.get(letter, '')}" if letter else "source not graded"
        with self.head:
            show.heading(shown(source.words))
            known = [shown(source.publisher), str(source.date or ""), grade]
            show.soft(" · ".join(part for part in known if part))
        self.report.show(one.text, parts_of(one))
        with self.card:
            show.heading(f"{ids.index(item) + 1:,} of {len(ids):,} · {item}")
            self._decided(state, item)
            with ui.element("blockquote").classes("go-quote q-my-sm").props("dir=auto"):
                ui.label(shown(" ".join(one.quote[:QUOTED].split())))
            for line in found_lines(draft):
                ui.label(_named(line))
            with ui.expansion("Why it is proposed").classes("w-full").props("dense"):
                for line in rule_lines(one):
                    ui.label(line)

    def _decided(self, state: State, item: str) -> None:
        word, last = state.standing(item), decided_by(state, item)
        if word in WAITING:
            return
        by = f" by {last.by}, {last.at}" if last is not None else ", not by review"
        why = f": {last.note}" if last is not None and last.note else ""
        ui.label(f"{word[:1].upper()}{word[1:]}{by}{why}").classes("text-weight-medium")


def _named(line: str) -> str:
    """A line of what was found, without the letter that a terminal puts before it."""
    return shown(line[2:] if line[1:2] == " " else line)
