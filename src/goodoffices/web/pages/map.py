"""Map: the graph of states; what holds, where things stand, and the moves that gain."""

from __future__ import annotations

from typing import Any

from nicegui import ui
from nicegui.events import EChartPointClickEventArguments

from goodoffices.analyses.explanation import state_reasons
from goodoffices.analyses.solution import Solution
from goodoffices.analyses.state_map import StateMap, state_map
from goodoffices.brief.reasons import Reasons, kind_title
from goodoffices.brief.words import Words, join, plural, sentence
from goodoffices.errors import RequestError
from goodoffices.web import show
from goodoffices.web.desk import Desk
from goodoffices.web.frame import frame
from goodoffices.web.solved import when_solved

COLOURS = ("#1f77b4", "#c2571a", "#2f8f46", "#b5342f", "#7d5bb0", "#8a6a1f", "#c24f93", "#5f6b7a")
DASHES: tuple[Any, ...] = ("solid", "dashed", "dotted", [12, 4], [12, 3, 3, 3], [2, 6], [6, 2])
"""A party's lines differ by dash as well as by colour."""
SAMPLES = ("", "5 4", "2 3", "12 4", "12 3 3 3", "2 6", "6 2")
"""The same dashes for a sample of the line beside the party's name."""
NOW, HOLDS, OTHER = "where things stand", "would hold", "would not hold"
SHAPES = {NOW: "triangle", HOLDS: "diamond", OTHER: "circle"}
SIZES = {NOW: 20, HOLDS: 16, OTHER: 8}
FEW = 40
"""With so few states each has its name beside it."""
MANY = 400
"""With more lines than this each is fainter."""
HIGH, SHAPE = 16, 2.0
"""Between two rows, and width over height of the whole."""
MARKED = "#e3a21a"
FILLS = {NOW: "#c2571a", HOLDS: "#1f5f8b", OTHER: "#9aa5b1"}


def page(desk: Desk) -> None:
    """The page."""
    with frame(desk, "/map") as made:
        show.heading("Map", 1)
        if made.sheet.case is None:
            show.soft("The files have mistakes; the page Situation shows where.")
            return
        when_solved(made.sheet, _Map)


class _Map:
    """The picture, what is chosen in it, and a way to choose without the picture."""

    def __init__(self, solution: Solution) -> None:
        self.solution, self.words = solution, Words(solution.situation)
        self.reasons = Reasons(solution)
        self.parties = solution.situation.parties
        self.shown_parties = {party.id for party in self.parties}
        with ui.row().classes("w-full items-end"):
            self.query = ui.input("State", placeholder="id, name or expression").classes("grow")
            self.query.on("keydown.enter", self.find)
            steps = {1: "one step", 2: "two steps", 3: "three steps"}
            self.steps = ui.select(steps, value=2, label="Around it")
            self.steps.on_value_change(lambda: self.choose(self.focus))
            ui.button("Show", on_click=self.find).props("outline")
            ui.button("Where things stand", on_click=lambda: self.choose(None)).props("flat")
        with ui.row().classes("w-full gap-2").props("role=group aria-label=Parties"):
            for at, party in enumerate(self.parties):
                with ui.row().classes("items-center no-wrap gap-1"):
                    box = ui.checkbox(party.name, value=True).props("dense")
                    box.on_value_change(lambda e, p=party.id: self.turn(p, e.value))
                    show.sample(COLOURS[at % len(COLOURS)], SAMPLES[at % len(DASHES)])
        self.said = ui.label("").classes("go-soft").props("role=status")
        options = self.options(state_map(solution))
        self.chart = ui.echart(options, on_point_click=self.clicked).classes("w-full go-card")
        self.chart.style("height:70vh").props("aria-hidden=true")
        self.why = ui.column().classes("go-card q-mt-md").props("aria-live=polite")
        self.focus: int | None = None
        self.draw()
        with self.why:
            show.soft("Click a state, or name one above, to see why each party stays or goes.")
        request = ui.context.client.request
        asked = request.query_params.get("state", "") if request else ""
        around = request.query_params.get("around", "") if request else ""
        if around in ("1", "2", "3"):
            self.steps.set_value(int(around))
        if asked:
            self.query.set_value(asked)
            self.find()

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
            self.said.set_text(str(error))
            return
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
                show.soft("The map is drawn around where things stand.")
                return
            one = state_reasons(self.solution, focus)
            show.heading(self.name(focus))
            for line in self.words.taken(self.solution.space, focus):
                ui.label(line)
            ui.label(self.reasons.verdict(one))
            ui.label(self.reasons.reach(one))
            for reason in one.reasons:
                ui.label(" ".join(self.reasons.of_party(reason)))

    def keep(self) -> None:
        """The address says what is in the middle: it is there again after reloading."""
        number = "" if self.focus is None else int(self.solution.space.ids[self.focus])
        around = f"&around={self.steps.value}"
        ui.navigate.history.replace("/map" if number == "" else f"/map?state={number}{around}")

    def draw(self) -> None:
        """The picture anew."""
        made = state_map(self.solution, self.focus, self.steps.value)
        self.chart.options.clear()
        self.chart.options.update(self.options(made))
        self.chart.update()
        drawn = sum(1 for arc in made.arcs if self.parties[arc[2]].id in self.shown_parties)
        left = f"; {plural(made.left_out, 'state')} left out" if made.left_out else ""
        self.said.set_text(f"{plural(len(made.places), 'state')} and "
                           f"{plural(drawn, 'improvement')} shown{left}.")  # fmt: skip

    def name(self, at: int) -> str:
        """What a state is called, in words."""
        names = self.words.state_names(self.solution.space, at)
        title = f"{join(names)}: " if names else ""
        return sentence(title + self.words.outcome(self.solution.space, at)).rstrip(".")

    def sort(self, at: int) -> str:
        """Which of the three marks a state has."""
        if at == self.solution.space.now:
            return NOW
        return HOLDS if self.solution.verdicts.equilibrium("profile")[at] else OTHER

    def options(self, made: StateMap) -> dict[str, Any]:
        """What the drawing library is given."""
        on_path = set(zip(made.path, made.path[1:], strict=False))
        sorts = [NOW, HOLDS, OTHER]
        columns = max(column for column, _ in made.places.values())
        tall = max(row for _, row in made.places.values()) * 2 + 1
        wide = max(60.0, SHAPE * HIGH * tall / max(1, columns))
        nodes = [self.node(made, at, sorts, wide) for at in made.places]
        faint = 0.2 if len(made.arcs) > MANY else 0.5
        links = [
            self.link(source, target, party, (source, target) in on_path, faint)
            for source, target, party in made.arcs
            if self.parties[party].id in self.shown_parties or (source, target) in on_path
        ]
        return {
            "tooltip": {"confine": True},
            "legend": [
                {
                    "data": [{"name": sort, "icon": SHAPES[sort]} for sort in sorts],
                    "textStyle": {"color": "#7a8796"},
                }
            ],
            "animation": False,
            "series": [
                {
                    "type": "graph",
                    "layout": "none",
                    "roam": True,
                    "categories": [
                        {"name": s, "symbol": SHAPES[s], "itemStyle": {"color": FILLS[s]}}
                        for s in sorts
                    ],
                    "data": nodes,
                    "links": links,
                    "edgeSymbol": ["none", "arrow"],
                    "edgeSymbolSize": 5,
                    "emphasis": {"focus": "adjacency", "lineStyle": {"width": 3, "opacity": 1}},
                    "label": {"show": len(nodes) <= FEW, "position": "right", "color": "#7a8796"},
                }
            ],
        }

    def node(self, made: StateMap, at: int, sorts: list[str], wide: float) -> dict[str, Any]:
        """One state; every other one of a long column stands a little aside."""
        column, row = made.places[at]
        sort = self.sort(at)
        chosen = at == made.focus or at in made.path
        kinds = join(kind_title(one) for one in self.solution.kinds_of(at)) or "no concept"
        aside = 0.12 if int(row + 1000.5) % 2 else -0.12
        return {
            "id": str(at),
            "name": str(int(self.solution.space.ids[at])),
            "value": f"{self.name(at)}; holds under {kinds}",
            "x": (column + (aside if sort == OTHER else 0)) * wide,
            "y": row * HIGH,
            "category": sorts.index(sort),
            "symbolSize": SIZES[sort] + (6 if chosen else 0),
            "itemStyle": {
                "color": FILLS[sort],
                "borderColor": MARKED if chosen else FILLS[sort],
                "borderWidth": 4 if chosen else 0,
            },
        }

    def link(
        self, source: int, target: int, party: int, marked: bool, faint: float
    ) -> dict[str, Any]:
        """One improvement."""
        return {
            "source": str(source),
            "target": str(target),
            "value": self.parties[party].name,
            "lineStyle": {
                "color": MARKED if marked else COLOURS[party % len(COLOURS)],
                "type": DASHES[party % len(DASHES)],
                "width": 3 if marked else 1,
                "opacity": 1 if marked else faint,
                "curveness": 0.15,
            },
        }
