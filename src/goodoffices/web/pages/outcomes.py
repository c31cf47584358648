"""Outcomes: what would hold, in words; a click tells why each party stays or goes."""

from __future__ import annotations

import numpy as np
from nicegui import ui

from goodoffices.analyses.agenda import tier_of
from goodoffices.analyses.explanation import state_reasons
from goodoffices.analyses.solution import Solution
from goodoffices.brief.reasons import Reasons, kind_title
from goodoffices.brief.words import Words, join, plural, sentence
from goodoffices.errors import GoodOfficesError, RequestError
from goodoffices.web import show
from goodoffices.web.desk import Desk
from goodoffices.web.frame import frame

MOST = 24
"""Cards that are shown at once."""


def page(desk: Desk) -> None:
    """The page."""
    with frame(desk, "/outcomes") as made:
        show.heading("Outcomes", 1)
        if made.sheet.case is None:
            show.soft("The files have mistakes; the page Situation shows where.")
            return
        try:
            _Outcomes(made.sheet.solution)
        except GoodOfficesError as error:
            ui.label(str(error)).classes("go-bad")


class _Outcomes:
    """Cards of equilibria, filtered by a proposition and a concept."""

    def __init__(self, solution: Solution) -> None:
        self.solution, self.words = solution, Words(solution.situation)
        self.reasons = Reasons(solution)
        kinds = {"": "any concept", **{k: kind_title(k) for k in solution.verdicts.kinds}}
        names = [one.id for one in (*solution.situation.terms, *solution.situation.states)]
        with ui.row().classes("items-end w-full"):
            self.kind = ui.select(kinds, value="", label="Holds under", on_change=self.show)
            self.kind.classes("min-w-48")
            self.query = ui.input("With", placeholder="any expression", autocomplete=names)
            self.query.classes("grow").on("keydown.enter", self.show).on("blur", self.show)
        self.said = ui.label("").props("role=status").classes("go-soft q-mt-sm")
        with ui.row().classes("w-full no-wrap items-start q-mt-sm go-two"):
            self.cards = ui.column().classes("gap-2").style("flex:1 1 22rem;min-width:0")
            self.why = ui.column().classes("go-card").style("flex:1 1 26rem;min-width:0")
        with self.why:
            show.soft("Choose an outcome to see why each party stays or goes.")
        self.show()

    def chosen(self) -> tuple[list[int], str]:
        """The rows to show, the strongest kind first, and a mistake in the expression."""
        solution, wrong = self.solution, ""
        kind = self.kind.value
        holds = solution.verdicts.equilibrium(kind) if kind else solution.any_kind
        mask = np.array(holds)
        text = (self.query.value or "").strip()
        if text:
            within = np.zeros(len(mask), dtype=np.bool_)
            try:
                within[solution.space.find(text)] = True
            except RequestError as error:
                return [], str(error)
            mask &= within
        found = np.flatnonzero(mask)
        _, tier = tier_of(solution)
        return found[np.lexsort((found, tier[found]))].tolist(), wrong

    def show(self) -> None:
        """The cards that the two filters leave."""
        found, wrong = self.chosen()
        self.cards.clear()
        if wrong:
            self.said.set_text(wrong)
            return
        left = len(found) - MOST
        more = f"; the first {MOST} are shown, filter to see others" if left > 0 else ""
        feasible = plural(len(self.solution.space), "feasible situation")
        self.said.set_text(f"{plural(len(found), 'outcome')} of {feasible}{more}")
        with self.cards:
            for at in found[:MOST]:
                self.card(at)

    def card(self, at: int) -> None:
        """One outcome: what it is, under which notions it holds, whether today leads there."""
        solution, space = self.solution, self.solution.space
        with ui.card().classes("go-card gap-1"):
            names = self.words.state_names(space, at)
            title = f"{join(names)}: " if names else ""
            button = ui.button(sentence(title + self.words.outcome(space, at)))
            button.props("flat no-caps align=left dense").classes("text-weight-medium w-full")
            button.on_click(lambda: self.explain(at))
            for line in self.words.taken(space, at):
                ui.label(line)
            kinds = join(kind_title(one) for one in solution.kinds_of(at))
            show.soft(f"Holds under {kinds}.")
            if solution.reach is not None:
                reached = bool(solution.reach.reached[at])
                show.soft("Reachable by gains from today." if reached
                          else "Gains do not lead there from today.")  # fmt: skip

    def explain(self, at: int) -> None:
        """Why each party stays or goes, move by move, with what that rests on."""
        one = state_reasons(self.solution, at)
        self.why.clear()
        with self.why:
            show.heading(sentence(self.words.outcome(self.solution.space, at)).rstrip("."))
            ui.label(self.reasons.verdict(one))
            for reason in one.reasons:
                first, *rest = self.reasons.of_party(reason)
                with ui.element("details").classes("w-full").props("open" if rest else ""):
                    with ui.element("summary"):
                        ui.label(first).style("display:inline")
                    for line in rest:
                        ui.label(line).classes("q-ml-md")
            ui.label(self.reasons.reach(one))
