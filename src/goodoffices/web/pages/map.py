"""Map: the graph of states; what holds, where things stand, and the moves that gain."""

from __future__ import annotations

from nicegui import ui
from nicegui.events import EChartPointClickEventArguments

from goodoffices.analyses.explanation import state_reasons
from goodoffices.analyses.solution import Solution
from goodoffices.analyses.state_map import MOST, StateMap, state_map
from goodoffices.brief.reasons import Reasons
from goodoffices.brief.words import Words, plural
from goodoffices.errors import RequestError
from goodoffices.web import colours, kept_choice, show
from goodoffices.web.desk import Desk
from goodoffices.web.frame import frame
from goodoffices.web.map_picture import MapPicture
from goodoffices.web.solved import when_solved

EVERY = 0
STEPS = {1: "one step", 2: "two steps", 3: "three steps"}
HINT = "Click a state, or name one above, to see why each party stays or goes."
NARROW = "if (innerWidth < 800) emitEvent('narrow')"
"""On a narrow page the map begins with what is nearest."""


def page(desk: Desk) -> None:
    """The page."""
    with frame(desk, "/map") as made:
        show.heading("Map", 1)
        ui.add_css(colours.STYLE)
        if made.sheet.case is None:
            show.soft("The files have mistakes; the page Situation shows where.")
            return
        when_solved(made.sheet, _Map)


class _Map:
    """The picture, what is chosen in it, and a way to choose without the picture."""

    def __init__(self, solution: Solution) -> None:
        self.solution, self.words = solution, Words(solution.situation)
        self.reasons, self.picture = Reasons(solution), MapPicture(solution)
        self.parties = solution.situation.parties
        self.shown_parties = {party.id for party in self.parties}
        with ui.row().classes("w-full items-end"):
            self.query = ui.input("State", placeholder="id, name or expression").classes("grow")
            self.query.on("keydown.enter", self.find)
            steps = STEPS | ({EVERY: "every state"} if len(solution.space) <= MOST else {})
            self.start = EVERY if EVERY in steps else 2
            self.steps = ui.select(steps, value=self.start, label="Around it")
            ui.button("Show", on_click=self.find).props("outline")
            ui.button("Where things stand", on_click=lambda: self.choose(None)).props("flat")
        with ui.row().classes("w-full gap-2").props("role=group aria-label=Parties"):
            for at, party in enumerate(self.parties):
                with ui.row().classes("items-center no-wrap gap-1"):
                    box = ui.checkbox(party.name, value=True).props("dense")
                    box.on_value_change(lambda e, p=party.id: self.turn(p, e.value))
                    line = colours.COLOURS[at % len(colours.COLOURS)]
                    show.sample(line, colours.SAMPLES[at % len(colours.SAMPLES)])
        self.said = ui.label("").classes("go-soft").props("role=status")
        self.focus: int | None = None
        self.wrong = ""
        self.chart = ui.echart({}, on_point_click=self.clicked, renderer="svg")
        self.chart.classes("w-full go-card").style("height:70vh;min-height:26rem;padding:0")
        self.chart.props("aria-hidden=true")
        self.why = ui.column().classes("go-card q-mt-md").props("aria-live=polite")
        with self.why:
            show.soft(HINT)
        asked = dict(kept_choice.asked())
        around = asked.get("around", "")
        if around in map(str, steps):
            self.start = int(around)
            self.steps.set_value(self.start)
        self.draw()
        self.steps.on_value_change(self.turn_steps)
        if asked.get("state"):
            self.query.set_value(asked["state"])
            self.find()
        if not around:
            ui.on("narrow", self.narrow)
            ui.run_javascript(NARROW)

    def narrow(self) -> None:
        """The page is narrow: what is nearest first, unless somebody has chosen already."""
        if self.steps.value == self.start:
            self.start = 1
            self.steps.set_value(1)
            if self.wrong:
                self.said.set_text(self.wrong)

    def turn_steps(self) -> None:
        """More around the state in the middle, or less."""
        self.draw()
        self.keep()

    def turn(self, party: str, on: bool) -> None:
        """A party's moves shown or not."""
        self.shown_parties = self.shown_parties | {party} if on else self.shown_parties - {party}
        self.draw()

    def find(self) -> None:
        """The first state that fits what was written."""
        text = (self.query.value or "").strip()
        if not text:
            return
        try:
            found = self.solution.space.find(text)
            if not len(found):
                raise RequestError(f'no feasible state fits "{text}"')
        except RequestError as error:
            self.wrong = str(error)
            self.said.set_text(self.wrong)
            return
        self.wrong = ""
        self.choose(int(found[0]))

    def clicked(self, event: EChartPointClickEventArguments) -> None:
        """A state was clicked in the picture."""
        if event.data_type == "node" and isinstance(event.data, dict):
            self.choose(int(event.data["id"]))

    def choose(self, focus: int | None) -> None:
        """A state in the middle, its path marked, its reasons told."""
        self.focus = focus
        self.draw()
        self.keep()
        self.why.clear()
        with self.why:
            if focus is None:
                show.soft(HINT)
                return
            one = state_reasons(self.solution, focus)
            show.heading(self.picture.title(focus))
            for line in self.words.taken(self.solution.space, focus):
                ui.label(line)
            ui.label(self.reasons.verdict(one))
            ui.label(self.reasons.reach(one))
            for reason in one.reasons:
                ui.label(" ".join(self.reasons.of_party(reason)))

    def keep(self) -> None:
        """The address says what is in the middle and how much: also after reloading."""
        said: kept_choice.Pairs = []
        if self.focus is not None:
            said = [("state", str(self.solution.space.ids[self.focus]))]
        if said or self.steps.value != self.start:
            said.append(("around", str(self.steps.value)))
        kept_choice.keep("/map", said)

    def draw(self) -> None:
        """The picture anew, and how much of the whole it is."""
        made = state_map(self.solution, self.focus, self.steps.value or None)
        self.chart.options.clear()
        self.chart.options.update(self.picture.options(made, self.shown_parties))
        self.chart.update()
        drawn = len(self.picture.drawn(made, self.shown_parties))
        left = f"; {plural(made.left_out, 'state')} left out" if made.left_out else ""
        self.said.set_text(
            f"{plural(len(made.places), 'state')} and "
            f"{plural(drawn, 'improvement')} shown{left}.{self.more(made)}"
        )

    def more(self, made: StateMap) -> str:
        """How to see what is left out."""
        if not made.left_out:
            return ""
        if len(self.solution.space) <= MOST:
            return " To see all, choose “every state” under “Around it”."
        if self.steps.value < max(STEPS):
            return " To see more, choose more steps under “Around it”, or another state."
        return " To see others, name another state above."
