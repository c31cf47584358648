"""Settlement: what is wanted, put together by clicks; what it would take, and the path there."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui

from goodoffices.brief.figures.packages import packages_figure
from goodoffices.brief.mediate_words import NOT_ADVICE, MediateWords
from goodoffices.brief.words import Words, sentence
from goodoffices.errors import GoodOfficesError
from goodoffices.mediation.mediate import MediateResult, mediate
from goodoffices.progress import Progress
from goodoffices.web import show
from goodoffices.web.desk import Desk
from goodoffices.web.frame import Frame, frame
from goodoffices.web.work import Work, empty

ANY, YES, NO = "any", "yes", "no"


def page(desk: Desk) -> None:
    """The page."""
    with frame(desk, "/settlement") as made:
        show.heading("Settlement", 1)
        if made.sheet.case is None:
            show.soft("The files have mistakes; the page Situation shows where.")
            return
        _Settlement(made)


class _Settlement:
    """Propositions to click, the target that they make, and the answer."""

    def __init__(self, made: Frame) -> None:
        case = made.sheet.case
        assert case is not None
        self.made, self.case = made, case
        self.chosen: dict[str, str] = {}
        words = Words(case.situation)
        with ui.element("section").classes("go-card"):
            show.heading("What is wanted")
            names = {one.id: one.words or one.id for one in case.situation.terms}
            if not names:
                names = {o.name: f"{words.party(o.party)}: {o.does}"
                         for o in case.situation.options}  # fmt: skip
            for name, said in names.items():
                self.proposition(name, sentence(said).rstrip("."))
            self.target = ui.input("As an expression").classes("w-full")
            self.target.on("keydown.enter", self.ask)
            levers = {one.id: one.does or one.id for one in case.situation.levers}
            self.levers = ui.select(levers, multiple=True, value=list(levers),
                                    label="Levers that may be used").classes("w-full")  # fmt: skip
            ui.button("What would it take?", on_click=self.ask).props("unelevated")
        self.answer = ui.column().classes("go-card q-mt-md").props("aria-live=polite")
        self.work: Work[MediateResult] = Work(self.answer, self.tell)
        empty(self.answer, "Choose what is wanted, and ask.")

    def proposition(self, name: str, said: str) -> None:
        """A row with three choices: with it, without it, either."""
        with ui.row().classes("w-full gap-2").style("align-items:center"):
            choices = {ANY: "either", YES: "with", NO: "without"}
            toggle = ui.toggle(choices, value=ANY).props(f'dense no-caps aria-label="{name}"')
            toggle.on_value_change(lambda e: self.choose(name, e.value))
            ui.label(said)

    def choose(self, name: str, value: str) -> None:
        """A proposition is wanted, unwanted or open; the target says so."""
        self.chosen[name] = value
        signs = {YES: "", NO: "not "}
        parts = [f"{signs[v]}{n}" for n, v in self.chosen.items() if v in signs]
        self.target.set_value(" and ".join(parts))

    async def ask(self) -> None:
        """What it would take, in a thread beside the page."""
        target = (self.target.value or "").strip()
        if not target:
            empty(self.answer, "Nothing is wanted yet: choose a proposition or write one.")
            return
        levers = list(self.levers.value)
        await self.work.do("looking for what would serve", self.asked(target, levers))

    def asked(self, target: str, levers: list[str]) -> Callable[[Progress], MediateResult]:
        """The work."""
        sheet, case = self.made.sheet, self.case

        def run(progress: Progress) -> MediateResult:
            return mediate(sheet.solved(progress), target, levers, progress=progress,
                           variant=case.as_variant())  # fmt: skip

        return run

    def tell(self, result: MediateResult) -> None:
        """The packages as a picture and everything in words."""
        try:
            figure = packages_figure(result)
        except GoodOfficesError:
            figure = None
        if figure is not None:
            show.picture(figure.svg(), "Packages by cost; every one stands in the text below")
        words = MediateWords(result, asks=False)
        show.lines([*words.packages(), NOT_ADVICE])
        with ui.element("details").classes("w-full q-mt-md"):
            with ui.element("summary"):
                ui.label("State by state: who would leave, and what each would need to stay").style(
                    "display:inline"
                )
            show.lines(words.states())
