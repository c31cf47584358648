"""Outcomes: what would hold, in words; a click tells why each party stays or goes."""

from __future__ import annotations

from collections.abc import Mapping

from nicegui import ui

from goodoffices.analyses.agenda import strongest_first, tier_of
from goodoffices.analyses.explanation import state_reasons
from goodoffices.analyses.solution import LISTED, Solution
from goodoffices.brief.apart import apart
from goodoffices.brief.move_reasons import MoveReasons, MoveTold, PartyTold, Said
from goodoffices.brief.reasons import Reasons, kind_title
from goodoffices.brief.words import Words, join, plural, sentence
from goodoffices.case import Case
from goodoffices.errors import RequestError
from goodoffices.web import kept_choice, show, sources
from goodoffices.web.desk import Desk
from goodoffices.web.frame import frame
from goodoffices.web.solved import when_solved

MOST = 24
"""Cards that are shown at once."""
STYLE = """
.go-chosen { border-left:6px solid var(--mark); padding-left:calc(.9rem - 5px); }
"""


def page(desk: Desk) -> None:
    """The page; what takes long to work out is filled in when it is there."""
    with frame(desk, "/outcomes") as made:
        show.heading("Outcomes", 1)
        ui.add_css(sources.STYLE + STYLE)
        case = made.sheet.case
        if case is None:
            show.soft("The files have mistakes; the page Situation shows where.")
            return
        asked = dict(kept_choice.asked())
        when_solved(made.sheet, lambda found: _Outcomes(found, case, asked))


class _Outcomes:
    """Cards of equilibria, filtered by a proposition and a concept, some at a time."""

    def __init__(self, solution: Solution, case: Case, asked: Mapping[str, str]) -> None:
        self.solution, self.case, self.words = solution, case, Words(solution.situation)
        self.reasons, self.moves = Reasons(solution), MoveReasons(solution)
        self.tiers, self.tier = tier_of(solution)
        self.found: list[int] = []
        self.apart: dict[int, str] = {}
        self.drawn: dict[int, tuple[ui.card, ui.button]] = {}
        self.at: int | None = None
        self.first = 0
        kinds = {"": "any concept", **{k: kind_title(k) for k in solution.verdicts.kinds}}
        names = [one.id for one in (*solution.situation.terms, *solution.situation.states)]
        with ui.row().classes("items-end w-full"):
            kind = asked.get("kind", "")
            kind = kind if kind in kinds else ""
            self.kind = ui.select(kinds, value=kind, label="Holds under", on_change=self.show)
            self.kind.classes("min-w-48")
            self.query = ui.input("With", placeholder="any expression", autocomplete=names,
                                  value=asked.get("with", ""))  # fmt: skip
            self.query.classes("grow").on("keydown.enter", self.show).on("blur", self.show)
        self.said = ui.label("").props("role=status").classes("go-soft q-mt-sm")
        with ui.row().classes("w-full no-wrap items-start q-mt-sm go-two"):
            with ui.column().classes("gap-2").style("flex:1 1 22rem;min-width:0"):
                self.cards = ui.column().classes("gap-2 w-full")
                self.pages = ui.row().classes("items-center").props("role=group")
                self.pages.props["aria-label"] = "Pages of outcomes"
            self.why = ui.column().classes("go-card").style("flex:1 1 26rem;min-width:0")
        self.why.props("aria-live=polite")
        with self.why:
            show.soft("Choose an outcome to see why each party stays or goes.")
        self.asked: tuple[str, str] | None = None
        self.chosen_state = ""
        self.show()
        if asked.get("state"):
            self.open(asked["state"])

    def keep(self) -> None:
        """The address says what is chosen: it is there again after reloading and going back."""
        said = {"state": self.chosen_state, "kind": self.kind.value, "with": self.query.value}
        kept_choice.keep("/outcomes", [(name, value or "") for name, value in said.items()])

    def open(self, asked: str) -> None:
        """Explains a state that the address names by its id."""
        try:
            found = self.solution.space.find(asked)
        except RequestError as error:
            self.said.set_text(str(error))
            return
        if len(found):
            at = int(found[0])
            if at in self.found:
                self.turn(self.found.index(at) // MOST * MOST)
            self.explain(at)

    def chosen(self) -> tuple[list[int], str]:
        """The rows to show, the strongest kind first, and a mistake in the expression."""
        text = (self.query.value or "").strip()
        try:
            return strongest_first(self.solution, self.kind.value, text).tolist(), ""
        except RequestError as error:
            return [], str(error)

    def show(self) -> None:
        """The cards that the two filters leave, from the first page on."""
        asked = (self.kind.value, (self.query.value or "").strip())
        if asked == self.asked:
            return
        is_first, self.asked = self.asked is None, asked
        self.found, wrong = self.chosen()
        self.turn(0)
        feasible = plural(len(self.solution.space), "feasible situation")
        count = plural(len(self.found), "outcome")
        self.said.set_text(wrong or f"{count} of {feasible}{self.left_out()}")
        if not is_first:
            self.keep()

    def left_out(self) -> str:
        """What is not worked out because there are too many states."""
        if len(self.solution.space) <= LISTED or self.solution.strong is not None:
            return ""
        return (f"; with more than {LISTED:,} situations it is not worked out which of them "
                "a coalition could upset")  # fmt: skip

    def turn(self, first: int) -> None:
        """The cards from the one numbered ``first`` on."""
        self.first = first
        self.cards.clear()
        self.pages.clear()
        shown = self.found[first : first + MOST]
        titles = {at: self.title(at) for at in shown}
        self.apart = apart(self.words, self.solution.space, titles)
        self.drawn = {}
        with self.cards:
            before = -1
            for at in shown:
                if self.tier[at] != before:
                    before = int(self.tier[at])
                    show.heading(f"Holds under {_tier(self.tiers[before])}")
                self.card(at)
        self.mark()
        if len(self.found) <= MOST:
            return
        with self.pages:
            back = ui.button("Before", on_click=lambda: self.turn(max(0, first - MOST)))
            back.props("outline").set_enabled(first > 0)
            ui.label(f"{first + 1:,} to {first + len(shown):,} of {len(self.found):,}")
            on = ui.button("Further", on_click=lambda: self.turn(first + MOST))
            on.props("outline").set_enabled(first + MOST < len(self.found))

    def title(self, at: int) -> str:
        """The names of a state and what holds in it."""
        names = self.words.state_names(self.solution.space, at)
        return (f"{join(names)}: " if names else "") + self.words.outcome(self.solution.space, at)

    def card(self, at: int) -> None:
        """One outcome: what it is, under which notions it holds, whether today leads there."""
        solution, space = self.solution, self.solution.space
        with ui.card().classes("go-card gap-1") as card:
            button = ui.button(on_click=lambda: self.explain(at))
            with button, ui.column().classes("gap-0 w-full text-left"):
                ui.label(sentence(self.title(at)))
                if self.apart[at]:
                    ui.label(self.apart[at]).classes("text-weight-regular")
            button.props("flat no-caps align=left dense").classes("text-weight-medium w-full")
            self.drawn[at] = card, button
            for line in self.words.taken(space, at):
                ui.label(line)
            kinds = join(kind_title(one) for one in solution.kinds_of(at))
            show.soft(f"Holds under {kinds}." if kinds else "Holds under no concept.")
            for line in self.remarks(at):
                show.soft(line)
            with ui.row().classes("gap-2"):
                number = int(space.ids[at])
                ui.link("On the map", f"/map?state={number}")
                ui.link("What if", "/what-if")

    def mark(self) -> None:
        """The card that is told beside them has a bar at its side, and its button is pressed."""
        for at, (card, button) in self.drawn.items():
            chosen = at == self.at
            button.props(f"aria-pressed={str(chosen).lower()}")
            card.classes(add="go-chosen" if chosen else "", remove="" if chosen else "go-chosen")

    def remarks(self, at: int) -> list[str]:
        """Whether it is reached, upset, strong, or worse for everybody than something else."""
        solution = self.solution
        told = []
        if solution.reach is not None:
            reached = bool(solution.reach.reached[at])
            told.append("Reachable by gains from today." if reached
                        else "Gains do not lead there from today.")  # fmt: skip
        if solution.strong is not None and solution.any_kind[at]:
            told.append("No coalition of two or more upsets it." if solution.strong[at]
                        else "A coalition of two or more could upset it.")  # fmt: skip
        if solution.strength is not None and solution.any_kind[at]:
            strongly = join(kind_title(one) for one in solution.strength.kinds_of(at))
            told.append(f"Strongly under {strongly}." if strongly else "It holds only weakly.")
        if solution.is_dominated(at):
            told.append("Dominated: another situation is better for every party.")
        return told

    def explain(self, at: int) -> None:
        """Why each party stays or goes, move by move, with what that rests on."""
        one = state_reasons(self.solution, at)
        self.at = at
        self.mark()
        self.chosen_state = str(int(self.solution.space.ids[at]))
        self.keep()
        self.why.clear()
        ui.run_javascript(
            f"if (window.innerWidth <= 800) getHtmlElement({self.why.id}).scrollIntoView()"
        )
        with self.why:
            show.heading(sentence(self.title(at)).rstrip("."))
            if self.apart.get(at):
                ui.label(self.apart[at])
            ui.label(self.reasons.verdict(one))
            for line in self.remarks(at)[1 if self.solution.reach is not None else 0 :]:
                show.soft(line)
            for reason in one.reasons:
                self.party(self.moves.of_party(reason), bool(reason.answers))
            ui.label(self.reasons.reach(one))
            with ui.row().classes("gap-2"):
                ui.link("On the map", f"/map?state={int(self.solution.space.ids[at])}")
                ui.link("What if", "/what-if")

    def party(self, told: PartyTold, is_open: bool) -> None:
        """One party: whether it stays, and each of its moves."""
        with ui.element("details").classes("w-full").props("open" if is_open else ""):
            with ui.element("summary"):
                ui.label(told.verdict).style("display:inline")
            for move in told.moves:
                self.move(move)
            if told.left:
                ui.label(f"{plural(told.left, 'further move')} not told here.").classes("q-ml-md")

    def move(self, move: MoveTold) -> None:
        """One move with what follows."""
        with ui.element("div").classes("q-ml-md q-mt-xs"):
            self.piece(move.could)
            with ui.element("div").classes("q-ml-md"):
                for one in move.then:
                    self.piece(one)

    def piece(self, one: Said) -> None:
        """A sentence and what it rests on."""
        with ui.element("div").classes("go-said"):
            ui.label(one.text)
            sources.rests_on(self.case, one.because)


def _tier(name: str) -> str:
    return {
        "other": "another concept",
        "only as they behave": "no concept, only as they behave",
    }.get(name, name)
