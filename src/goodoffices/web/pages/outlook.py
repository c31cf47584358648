"""Outlook: what would follow on the ground, beside what-ifs and numbers set by sliders."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nicegui import ui

from goodoffices.brief.figures.outlook import reply_figure
from goodoffices.brief.outlook_names import scenario_name
from goodoffices.brief.outlook_words import amount, reply_lines
from goodoffices.brief.words import Words, join
from goodoffices.errors import GoodOfficesError
from goodoffices.model.outlook import Outlook, Param, Scenario
from goodoffices.outlook.request import EVOLUTION, Reply, Request, reply, size_of
from goodoffices.progress import Progress
from goodoffices.web import kept_choice, show
from goodoffices.web.desk import Desk
from goodoffices.web.frame import Frame, frame
from goodoffices.web.work import Work, empty

NOW, ENDS = "now", "evolution"
QUICK = "50x200"
SIZES = {QUICK: "quick: 50 × 200 runs", "200x500": "200 × 500 runs", "500x1000": "500 × 1,000"}
TRIED = "as_set_here"
STEPS = 100
"""Places of a slider."""


def page(desk: Desk) -> None:
    """The page."""
    with frame(desk, "/outlook") as made:
        show.heading("Outlook", 1)
        case = made.sheet.case
        if case is None:
            show.soft("The files have mistakes; the page Situation shows where.")
        elif case.situation.outlook is None:
            show.soft("The case has no outlook: write outlook.yaml beside situation.yaml.")
        else:
            _OutlookPage(made, case.situation.outlook)


class _OutlookPage:
    """What to ask on one side, the answer on the other."""

    def __init__(self, made: Frame, outlook: Outlook) -> None:
        case = made.sheet.case
        assert case is not None
        self.made, self.case, self.outlook = made, case, outlook
        self.set_here: dict[str, float] = {}
        self.places: dict[str, int] = {}
        self.before = kept_choice.asked()
        with ui.row().classes("w-full no-wrap items-start go-two"):
            with ui.column().classes("gap-2").style("flex:1 1 22rem;min-width:0"):
                self.asked_for()
                self.sliders()
            self.answer = ui.column().classes("go-card").style("flex:1 1 34rem;min-width:0")
        self.answer.props("aria-live=polite")
        self.work: Work[Reply] = Work(self.answer, self.tell)
        empty(self.answer, "Choose where it starts and what is compared, and ask.")

    def asked_for(self) -> None:
        """Where it starts, which what-ifs stand beside it, and how many runs."""
        words = Words(self.case.situation)
        starts = {NOW: "today", ENDS: "where the talks would end by themselves"}
        states = self.case.situation.states
        starts |= {one.id: join([words.named[one.id]]) for one in states}
        start = kept_choice.one(self.before, "start", starts) or NOW
        self.start = ui.select(starts, value=start, label="It starts from").classes("w-full")
        named = {one.id: scenario_name(one) for one in self.outlook.scenarios}
        beside = kept_choice.several(self.before, "beside", named)
        self.beside = ui.select(named, multiple=True, value=beside, label="Beside it")
        self.beside.classes("w-full").set_visibility(bool(named))
        size = kept_choice.one(self.before, "runs", SIZES) or QUICK
        self.size = ui.select(SIZES, value=size, label="How many runs").classes("w-full")
        assume = bool(kept_choice.one(self.before, "assume", ["1"]))
        self.assume = ui.checkbox("Let probabilities that nobody has set be anything", value=assume)
        for one in (self.start, self.beside, self.size, self.assume):
            one.on_value_change(self.keep)
        ui.button("What would follow?", on_click=self.ask).props("unelevated")

    def keep(self) -> None:
        """The address says what is chosen and where sliders stand that were moved."""
        said = [("start", self.start.value if self.start.value != NOW else "")]
        said += [("beside", one) for one in self.beside.value]
        said += [("runs", self.size.value if self.size.value != QUICK else "")]
        said += [("assume", "1" if self.assume.value else "")]
        said += [("set", f"{name}={place}") for name, place in self.places.items()]
        kept_choice.keep("/outlook", said)

    def sliders(self) -> None:
        """Every number that may be anything in a range, to be set to one value."""
        ranged = [one for one in self.outlook.params if len(set(_ends(one))) == 2]
        if not ranged:
            return
        show.heading("Numbers of the file")
        show.soft(
            "Each may be anything in its range. Move one to see what follows if it were that."
        )
        for param in ranged:
            self.slider(param)

    def slider(self, param: Param) -> None:
        low, high = _ends(param)
        name = param.id.replace("_", " ")
        unit = f" {param.unit}" if param.unit else ""
        said = ui.label(f"{name}: {amount(low)} to {amount(high)}{unit}")
        known = [f"{param.id}={place}" for place in range(STEPS + 1)]
        before = kept_choice.one(self.before, "set", known)
        slider = ui.slider(min=0, max=STEPS, value=STEPS // 2).props(f'aria-label="{name}"')

        def moved(place: float | None) -> None:
            value = low + (high - low) * (place or 0.0) / STEPS
            self.set_here[param.id] = value
            self.places[param.id] = int(place or 0)
            said.set_text(f"{name}: {amount(value)}{unit}, of {amount(low)} to {amount(high)}")

        if before:
            slider.set_value(int(before.partition("=")[2]))
            moved(slider.value)

        def moved_here(place: float | None) -> None:
            moved(place)
            self.keep()

        slider.on_value_change(lambda e: moved_here(e.value))

    async def ask(self) -> None:
        """What would follow, in a thread beside the page."""
        await self.work.do("preparing the runs", self.asked())

    def asked(self) -> Callable[[Progress], Reply]:
        """The work, with what stands on the page now."""
        chosen = set(self.beside.value)
        beside = [one for one in self.outlook.scenarios if one.id in chosen]
        if self.set_here:
            beside.append(Scenario(TRIED, set=tuple(self.set_here.items())))
        case = self.case
        situation = replace(case.situation, outlook=replace(self.outlook, scenarios=tuple(beside)))
        start = self.start.value
        draws, runs = (int(one) for one in self.size.value.split("x"))
        request = Request(
            state=None if start in (NOW, ENDS) else start,
            outcome=EVOLUTION if start == ENDS else None,
            scenarios=bool(beside),
            size=size_of(draws, runs, 1),
            assume=self.assume.value,
            fans=True,
        )
        return lambda progress: reply(situation, case.space, str(case.path), request, progress)

    def tell(self, result: Reply) -> None:
        """The curves and fans, and every answer in words."""
        try:
            picture = reply_figure(result).svg()
        except GoodOfficesError as error:
            show.soft(str(error))
        else:
            show.picture(picture, "Curves and fans; every number stands in the text below")
        show.lines(reply_lines(result))


def _ends(param: Param) -> tuple[float, float]:
    """Between which values a slider moves it."""
    if param.spread.kind == "beta" or param.spread.unset:
        return 0.0, 1.0
    numbers = param.spread.numbers
    return (min(numbers), max(numbers)) if numbers else (0.0, 0.0)
