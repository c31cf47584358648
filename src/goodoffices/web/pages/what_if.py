"""What if: changes tried beside the base case; what is gained and lost shows at once, with why."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import background_tasks, ui
from nicegui.events import SortableEventArguments

from goodoffices.analyses.comparison import Comparison, compare
from goodoffices.analyses.solution import Solution, solve
from goodoffices.analyses.trial import Trial, may_be_ordered
from goodoffices.brief.compare_words import SHOWN, CompareWords, counts_table, parts
from goodoffices.brief.reasons import kind_title
from goodoffices.brief.trial_words import trial_title
from goodoffices.brief.words import Words, join, sentence
from goodoffices.errors import GoodOfficesError
from goodoffices.model.party import Party
from goodoffices.model.preference import Level
from goodoffices.progress import Progress, silent
from goodoffices.stability.concepts import STANDARD
from goodoffices.web import kept_choice, show
from goodoffices.web.desk import QUICK, Desk
from goodoffices.web.frame import Frame, frame
from goodoffices.web.keep import Keep
from goodoffices.web.solved import when_solved
from goodoffices.web.trial_address import pairs, trial_of
from goodoffices.web.work import Work

STYLE = """
.go-drag { list-style:none; padding:0; margin:0; width:100%; }
.go-drag > * { display:flex; width:100%; gap:.4rem; align-items:center; padding:.15rem .2rem;
  border-bottom:1px solid var(--line); }
.go-handle { cursor:grab; color:var(--soft); user-select:none; }
"""


def page(desk: Desk) -> None:
    """The page."""
    with frame(desk, "/what-if") as made:
        show.heading("What if", 1)
        if made.sheet.case is None:
            show.soft("The files have mistakes; the page Situation shows where.")
            return
        ui.add_css(STYLE)
        when_solved(made.sheet, lambda base: _WhatIf(made, base))


class _WhatIf:
    """The controls on one side, what they change on the other."""

    def __init__(self, made: Frame, base: Solution) -> None:
        self.made, self.base, self.situation = made, base, base.situation
        self.words = Words(base.situation)
        self.trial, wrong = trial_of(kept_choice.asked(), base.situation)
        if wrong:
            ui.label(f"What the address asks for is not tried: {wrong}.").props("role=alert")
        with ui.row().classes("w-full no-wrap items-start go-two"):
            self.controls = ui.column().classes("gap-2").style("flex:1 1 24rem;min-width:0")
            with ui.column().classes("gap-2").style("flex:1 1 28rem;min-width:0"):
                Keep(made, lambda: self.trial, self.start_over)
                self.answer = ui.column().classes("go-card").props("aria-live=polite")
                self.work: Work[Comparison] = Work(self.answer, self.tell)
        self.build()
        self.ask()

    def start_over(self) -> None:
        """The base case again."""
        self.trial = Trial()
        self.build()
        self.ask()
        self.keep()

    def keep(self) -> None:
        """The address says what is tried."""
        with self.answer:  # what was clicked may be gone
            kept_choice.keep("/what-if", pairs(self.trial, self.situation))

    def build(self) -> None:
        """The controls as the trial has them."""
        self.controls.clear()
        with self.controls:
            self.levers()
            self.types()
            self.rules()
            show.heading("What the parties want, and how they behave")
            for party in self.situation.parties:
                self.party(party)

    def levers(self) -> None:
        if not self.situation.levers:
            return
        show.heading("Levers")
        for lever in self.situation.levers:
            said = sentence(lever.does or lever.id).rstrip(".")
            by = f" ({self.words.those(lever.by)})" if lever.by else ""
            name, on = lever.id, lever.id in self.trial.levers
            ui.switch(said + by, value=on, on_change=lambda e, n=name: self.set(
                lambda t: t.with_lever(n, e.value)))  # fmt: skip

    def types(self) -> None:
        parties = dict.fromkeys(one.party for one in self.situation.types)
        if not parties:
            return
        show.heading("Readings of a party")
        for party in parties:
            names = [one.id for one in self.situation.types if one.party == party]
            choices = {"": "as the file has it", **{n: n.replace("_", " ") for n in names}}
            value = dict(self.trial.types).get(party, "")
            chosen = ui.select(choices, value=value, label=self.words.party(party)).classes(
                "w-full"
            )
            chosen.on_value_change(lambda e, p=party: self.set(
                lambda t: t.with_type(p, e.value)))  # fmt: skip

    def rules(self) -> None:
        if not self.situation.rules:
            return
        show.heading("Rules: what is required")
        for at, rule in enumerate(self.situation.rules):
            said = f"That {self.words.clause(rule.holds)}"
            ui.switch(said, value=at not in self.trial.off, on_change=lambda e, n=at: self.set(
                lambda t: t.with_rule(n, e.value)))  # fmt: skip

    def party(self, party: Party) -> None:
        """How a party behaves, and its statements to be put into another order."""
        with ui.expansion(party.name).classes("go-card w-full q-pa-none"):
            behaviour = dict(self.trial.behaviours).get(party.id, party.behaviour[0])
            known = dict.fromkeys((*STANDARD, party.behaviour[0], behaviour))
            kinds = {one: kind_title(one) for one in known}
            behaves = ui.select(kinds, value=behaviour, label="Behaves by")
            behaves.classes("w-full").on_value_change(
                lambda e: self.set(lambda t: t.with_behaviour(self.situation, party.id, e.value))
            )
            if not may_be_ordered(party):
                show.soft("Its order is not a list of statements; change it in the YAML.")
            elif party.preference.criteria:
                show.soft("What it wants, most important first: drag, or use the arrows.")
                order = dict(self.trial.orders).get(party.id)
                _Order(self.words, party, order, lambda order: self.set(
                    lambda t: t.with_order(self.situation, party.id, order)))  # fmt: skip

    def set(self, change: Callable[[Trial], Trial]) -> None:
        """Changes the trial and shows what follows."""
        self.trial = change(self.trial)
        self.ask()
        self.keep()

    def ask(self) -> None:
        """What the trial gains and loses, and why: at once, or in a thread where it takes time."""
        self.work.drop()
        self.answer.clear()
        if not self.trial.is_empty and not self.is_quick():
            background_tasks.create(self.work.do("solving", self.asked(self.trial)))
            return
        with self.answer:
            if self.trial.is_empty:
                show.heading("The base case")
                ui.label("Nothing is changed yet. What a change gains and loses shows here.")
                return
            try:
                found = self.asked(self.trial)(silent)
            except GoodOfficesError as error:
                ui.label(str(error)).classes("go-bad")
                return
            self.tell(found)

    def is_quick(self) -> bool:
        """Whether the trial is answered in a moment; without a rule there may be many states."""
        if len(self.base.space) > QUICK:
            return False
        return not self.trial.off or 2 ** len(self.situation.options) <= QUICK

    def asked(self, trial: Trial) -> Callable[[Progress], Comparison]:
        """The work: the trial solved and compared with the base case."""
        base, situation = self.base, self.situation

        def run(progress: Progress) -> Comparison:
            after = solve(trial.situation(situation), STANDARD, progress=progress)
            return compare(base, after, told=SHOWN)

        return run

    def tell(self, found: Comparison) -> None:
        """The comparison in words."""
        show.heading(trial_title(self.words, self.trial))
        tell = CompareWords(found)
        shown = list(parts(found))
        if not shown:
            ui.label("Nothing is gained and nothing is lost, as the parties behave.")
        for title, differences in shown:
            show.heading(title, 3)
            for one in differences[:SHOWN]:
                with ui.element("details").classes("w-full"):
                    with ui.element("summary"):
                        ui.label(tell.outcome(one)).style("display:inline")
                    ui.label(f"Before: {tell.before(one)}").classes("q-ml-md")
                    ui.label(f"After: {tell.after(one)}").classes("q-ml-md")
            if len(differences) > SHOWN:
                show.soft(f"{len(differences) - SHOWN} more.")
        show.table(counts_table(found))


class _Order:
    """One party's statements as a list that is dragged, or moved with two buttons each."""

    def __init__(
        self,
        words: Words,
        party: Party,
        order: tuple[int, ...] | None,
        changed: Callable[[tuple[int, ...]], None],
    ) -> None:
        self.words, self.party, self.changed = words, party, changed
        self.order = list(order or range(len(party.preference.criteria)))
        self.list = ui.column().classes("go-drag gap-0").props("role=list")
        self.list.make_sortable(on_end=self.dragged, handle=".go-handle")
        self.build()

    def build(self) -> None:
        self.list.clear()
        self.arrows: list[dict[int, ui.button]] = []
        with self.list:
            for place, number in enumerate(self.order):
                self.row(place, number)

    def row(self, place: int, number: int) -> None:
        level = self.party.preference.criteria[number]
        assert isinstance(level, Level)
        said = join(self.words.noun(one.want) for one in level.statements)
        with ui.element("div").props("role=listitem"):
            ui.label("⠿").classes("go-handle").props("aria-hidden=true")
            ui.label(said).classes("grow")
            self.arrows.append(both := {})
            for sign, name, step in (("arrow_upward", "up", -1), ("arrow_downward", "down", 1)):
                button = ui.button(icon=sign, on_click=lambda _, p=place, s=step: self.move(p, s))
                button.props("flat round dense size=sm").set_enabled(
                    0 <= place + step < len(self.order)
                )
                button.props["aria-label"] = f"Move {name}: {said}"
                both[step] = button

    def move(self, place: int, step: int) -> None:
        self.order.insert(place + step, self.order.pop(place))
        self.build()
        with self.list:
            show.focus(self.arrows[place + step][step], self.arrows[place + step][-step])
        self.changed(tuple(self.order))

    def dragged(self, event: SortableEventArguments) -> None:
        self.order.insert(event.new_index, self.order.pop(event.old_index))
        self.build()
        self.changed(tuple(self.order))
