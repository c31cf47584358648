"""Actors: who stands where in the talks, who speaks to, mediates, wants and could change whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from nicegui import ui
from nicegui.events import EChartPointClickEventArguments

from goodoffices.analyses.actor_map import ActorMap, actor_map
from goodoffices.analyses.actor_relations import FACTION, PERSON, Actor, Relation
from goodoffices.brief.actor_words import ActorWords
from goodoffices.brief.speakers import speaker_words
from goodoffices.brief.words import plural, sentence
from goodoffices.case import Case
from goodoffices.web import colours, kept_choice, show
from goodoffices.web.actor_picture import ActorPicture, sample_of
from goodoffices.web.desk import Desk
from goodoffices.web.frame import frame

MOST_QUOTED = 30
"""Quotations that are shown at a time."""
SAID = "Click an actor or a line in the picture, or choose one in the tables below it."


def page(desk: Desk) -> None:
    """The page."""
    with frame(desk, "/actors") as made:
        show.heading("Actors", 1)
        ui.add_css(colours.STYLE)
        case = made.sheet.case
        if case is None:
            show.soft("The files have mistakes; the page Situation shows where.")
        elif not case.situation.parties:
            show.soft("The situation has no parties yet; the page Situation is where to add them.")
        else:
            _Actors(case)


class _Actors:
    """The picture, the tables beside it, and what is chosen in either."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.found: ActorMap = actor_map(case.situation, case.items)
        self.words = ActorWords(self.found, case)
        self.picture = ActorPicture(self.found, self.words)
        asked = kept_choice.asked()
        self.ids = [kind.id for kind in self.found.kinds]
        self.kinds = set(self.found.first_shown)
        if any(name == "kind" for name, _ in asked):
            self.kinds = set(kept_choice.several(asked, "kind", self.ids))
        self.boxes: dict[str, ui.checkbox] = {}
        self.filters()
        self.said = ui.label("").classes("go-soft").props("role=status")
        with ui.row().classes("w-full no-wrap items-start go-two"):
            with ui.column().classes("grow gap-1").style("min-width:0;flex:1 1 34rem"):
                self.chart = ui.echart(
                    self.picture.options(), on_point_click=self.clicked, renderer="svg"
                )
                self.chart.classes("w-full go-card").style("height:70vh;min-height:26rem;padding:0")
                self.chart.props("aria-hidden=true")
                show.soft(self.picture.legend())
            self.panel = ui.column().classes("go-card gap-1")
            self.panel.props('tabindex=-1 role=region aria-label="What is chosen"')
            self.panel.style("flex:1 1 22rem;min-width:min(100%,20rem);max-height:80vh;"
                             "overflow-y:auto")  # fmt: skip
        with ui.element("section").classes("go-card q-mt-md"):
            show.table(self.words.actors_table(), self.choose_row)
        self.listed = ui.element("section").classes("go-card q-mt-md")
        self.tell()
        with self.panel:
            show.soft(SAID)
        self.again(asked)

    def again(self, asked: kept_choice.Pairs) -> None:
        """What the address says is chosen, where it is there."""
        chosen = kept_choice.one(asked, "actor", self.found.by_id)
        if chosen:
            self.choose_actor(self.found.actor(chosen), False)
        named = {_named(one): one for one in self.found.relations}
        chosen = kept_choice.one(asked, "relation", named)
        if chosen:
            self.choose_relation(named[chosen], False)

    def keep(self) -> None:
        """The address says which kinds are shown, where they are not those of the start, and what
        is chosen."""
        said: kept_choice.Pairs = []
        if self.kinds != set(self.found.first_shown):
            said = [("kind", one) for one in self.ids if one in self.kinds] or [("kind", "none")]
        chosen = self.picture.only
        if isinstance(chosen, Relation):
            said.append(("relation", _named(chosen)))
        elif chosen is not None:
            said.append(("actor", chosen))
        kept_choice.keep("/actors", said)

    def filters(self) -> None:
        """One box for each kind of relation that is there, with a sample of its line."""
        with ui.row().classes("w-full gap-2").props('role=group aria-label="Kinds of relation"'):
            for kind in self.found.kinds:
                with ui.row().classes("items-center no-wrap gap-1"):
                    box = ui.checkbox(self.words.kind_title(kind), value=kind.id in self.kinds)
                    box.props("dense").tooltip(self.words.rule(kind.id))
                    box.on_value_change(lambda e, k=kind.id: self.turn(k, e.value))
                    self.boxes[kind.id] = box
                    show.sample(*sample_of(kind))
            if len(self.found.kinds) > 1:
                ui.button("All", on_click=lambda: self.turn_all(True)).props("flat dense")
                ui.button("None", on_click=lambda: self.turn_all(False)).props("flat dense")
        if not self.found.kinds:
            show.soft("Nothing in the model or in accepted items joins two of the actors.")

    def turn(self, kind: str, on: bool) -> None:
        """A kind of relation shown or not."""
        self.kinds = self.kinds | {kind} if on else self.kinds - {kind}
        self.tell()
        self.keep()

    def turn_all(self, on: bool) -> None:
        """Every kind, or none."""
        for box in self.boxes.values():
            box.set_value(on)

    @property
    def shown(self) -> list[Relation]:
        """The relations of the kinds that are shown."""
        return [one for one in self.found.relations if one.kind in self.kinds]

    def clicked(self, event: EChartPointClickEventArguments) -> None:
        """An actor or a line was clicked in the picture."""
        data: dict[str, Any] = event.data if isinstance(event.data, dict) else {}
        if event.data_type == "node" and str(data.get("id")) in self.found.by_id:
            self.choose_actor(self.found.actor(str(data["id"])), False)
        elif event.data_type == "edge" and isinstance(data.get("relation"), int):
            self.choose_relation(self.found.relations[data["relation"]], False)

    def choose_row(self, row: int) -> None:
        """An actor of the table."""
        self.choose_actor(self.found.actors[row])

    def choose_actor(self, one: Actor, go: bool = True) -> None:
        """Who an actor is, what it can do, its relations and the items that name it."""
        self.picture.only = one.id
        self.draw()
        self.keep()
        self.panel.clear()
        with self.panel:
            show.heading(one.name)
            show.soft(sentence(self.words.what(one)))
            for line in self.words.does(one):
                ui.label(line)
            for member in self.found.members(one.id):
                self.button(f"{member.name}, {member.what}", self.chooser(member))
            if one.what in (PERSON, FACTION):
                self.button(self.words.name(one.of), self.chooser(self.found.actor(one.of)))
            mine = self.found.of(one.id)
            if mine:
                show.heading("Relations", 3)
            for relation in mine:
                self.button(self.words.clause(relation), self.teller(relation))
            self.quoted(one.named_in, "Named in")
        self.ready(go)

    def choose_relation(self, one: Relation, go: bool = True) -> None:
        """What a relation rests on: elements of the model, and quotations."""
        self.picture.only = one
        self.draw()
        self.keep()
        self.panel.clear()
        with self.panel:
            show.heading(sentence(self.words.clause(one)))
            show.soft(self.words.rule(one.kind))
            if one.elements:
                show.heading("In the model", 3)
                with ui.element("ul"):
                    for ground in one.elements:
                        with ui.element("li"):
                            ui.label(self.words.basis(ground))
            self.quoted(one.items, "In the evidence")
            self.quoted(one.cited, "What the model cites for it")
            show.heading("Its ends", 3)
            for end in dict.fromkeys((one.first, one.second)):
                self.button(self.words.name(end), self.chooser(self.found.actor(end)))
        self.ready(go)

    def chooser(self, one: Actor) -> Callable[[], None]:
        return lambda: self.choose_actor(one)

    def teller(self, one: Relation) -> Callable[[], None]:
        return lambda: self.choose_relation(one)

    def button(self, text: str, do: Callable[[], None]) -> None:
        """Something in the panel to go to."""
        ui.button(text, on_click=do).props("flat dense no-caps align=left").classes("text-left")

    def ready(self, go: bool) -> None:
        """Whoever came from a table or a button reads on in the panel, which may stand far up; on a
        narrow page it stands below the picture."""
        focus = "e.focus({preventScroll: true});" if go else ""
        ui.run_javascript(
            f"const e = document.getElementById('{self.panel.html_id}'); e.scrollTop = 0; {focus}"
            f"if ({str(go).lower()} || innerWidth < 800) e.scrollIntoView({{block: 'center'}});"
        )

    def quoted(self, ids: Sequence[str], title: str) -> None:
        """Quotations under a heading."""
        there = {item.id: item for item in self.case.items}
        items = [there[one] for one in ids if one in there]
        if not items:
            return
        show.heading(title, 3)
        for item in items[:MOST_QUOTED]:
            show.quotation(item, self.case.sources.get(item.source), speaker_words(self.case, item))
        if len(items) > MOST_QUOTED:
            show.soft(f"and {plural(len(items) - MOST_QUOTED, 'further item')}")

    def draw(self) -> None:
        """The picture anew."""
        self.picture.shown = self.shown
        self.chart.options.clear()
        self.chart.options.update(self.picture.options())
        self.chart.update()

    def tell(self) -> None:
        """The picture and the table of relations anew, after other kinds were chosen."""
        self.draw()
        shown = self.shown
        self.said.set_text(self.words.counted(shown))
        self.listed.clear()
        with self.listed:
            show.table(
                self.words.relations_table(shown), lambda row: self.choose_relation(shown[row])
            )


def _named(one: Relation) -> str:
    """A relation in an address."""
    return f"{one.kind} {one.first} {one.second}"
