"""The picture of states and improvements: what the drawing library is given.

1. Columns go from left to right, on a narrow page from the top down, over all of the place
   there is; in a long column states stand two or four beside each other.
2. Lines that matter are strong: the path from today to the state in the middle, the moves from it,
   and those to what would hold. The rest is lighter, and the lighter the more there is.
3. What matters has its name beside it; with few states each has.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Any

from goodoffices.analyses.solution import Solution
from goodoffices.analyses.state_map import Arc, StateMap
from goodoffices.brief.reasons import kind_title
from goodoffices.brief.words import Words, join, sentence
from goodoffices.web.colours import (
    BLUE,
    COLOURS,
    DASHES,
    GREY,
    INK,
    LABEL,
    MARKED,
    ORANGE,
    SAME,
    TOOLTIP,
)

NOW, HOLDS, OTHER = "where things stand", "would hold", "would not hold"
SORTS = (NOW, HOLDS, OTHER)
SHAPES = {NOW: "triangle", HOLDS: "diamond", OTHER: "circle"}
SIZES = {NOW: 20, HOLDS: 16, OTHER: 8}
FILLS = {NOW: ORANGE, HOLDS: BLUE, OTHER: GREY}
FEW = 40
"""With so few states each has its name beside it."""
CLEAR, MANY = 60, 400
"""Up to so many lines none is lighter; with more than so many those that are are lighter still."""
LONG = 14
"""More states of a column than this stand two beside each other; more than twice this, four."""
ASIDE = {1: (0.0,), 2: (-0.12, 0.12), 4: (-0.21, 0.07, -0.07, 0.21)}
"""How far from the middle of the column, in columns."""
WIDE, UPRIGHT = (220.0, 100.0), (100.0, 150.0)
"""Width and height of the whole, on a wide page and on a narrow one."""
NARROW = 560
"""Pixels of the picture below which it stands upright."""
PATH, STRONG, LIGHT = 4.0, 2.0, 1.2
"""Widths of lines in pixels."""


class MapPicture:
    """The picture of the states of one solution."""

    def __init__(self, solution: Solution) -> None:
        self.solution, self.words = solution, Words(solution.situation)
        self.parties = solution.situation.parties
        self.holds = solution.verdicts.equilibrium("profile")

    def title(self, at: int) -> str:
        """What a state is called, in words."""
        names = self.words.state_names(self.solution.space, at)
        title = f"{join(names)}: " if names else ""
        return sentence(title + self.words.outcome(self.solution.space, at)).rstrip(".")

    def sort(self, at: int) -> str:
        """Which of the three marks a state has."""
        if at == self.solution.space.now:
            return NOW
        return HOLDS if self.holds[at] else OTHER

    def drawn(self, made: StateMap, parties: AbstractSet[str]) -> list[Arc]:
        """The improvements that are drawn where only these parties' moves are wanted."""
        return [arc for arc in made.arcs if self.parties[arc[2]].id in parties]

    def options(self, made: StateMap, parties: AbstractSet[str]) -> dict[str, Any]:
        """What the drawing library is given, for wide pages and for narrow ones."""
        spots = _spots(made)
        wide = {
            "data": [self.node(made, at, x * WIDE[0], y * WIDE[1]) for at, (x, y) in spots.items()],
            "label": {**LABEL, "position": "right"},
        }
        upright = {
            "data": [
                self.node(made, at, y * UPRIGHT[0], x * UPRIGHT[1]) for at, (x, y) in spots.items()
            ],
            "label": {**LABEL, "position": "bottom", "fontSize": 11},
        }
        series = {
            "type": "graph",
            "layout": "none",
            "roam": True,
            "left": 30,
            "right": 120,
            "top": 30,
            "bottom": 60,
            "preserveAspect": "contain",
            "categories": [
                {"name": one, "symbol": SHAPES[one], "itemStyle": {"color": FILLS[one]}}
                for one in SORTS
            ],
            "links": self.links(made, parties),
            "edgeSymbol": ["none", "arrow"],
            "edgeSymbolSize": 6,
            "emphasis": {"focus": "adjacency", **SAME},
            "labelLayout": {"hideOverlap": True},
        }
        legend = {
            "bottom": 6,
            "data": [{"name": one, "icon": SHAPES[one]} for one in SORTS],
            "textStyle": {"color": INK},
        }
        return {
            "baseOption": {
                "tooltip": TOOLTIP,
                "legend": [legend],
                "animation": False,
                "series": [{**series, **wide}],
            },
            "media": [
                {
                    "query": {"maxWidth": NARROW},
                    "option": {"series": [{**upright, "right": 30, "bottom": 100}]},
                },
                {"option": {"series": [{**wide, "right": 120, "bottom": 60}]}},
            ],
        }

    def node(self, made: StateMap, at: int, x: float, y: float) -> dict[str, Any]:
        """One state."""
        sort = self.sort(at)
        chosen = at == made.focus or at in made.path
        kinds = join(kind_title(one) for one in self.solution.kinds_of(at)) or "no concept"
        names = self.words.state_names(self.solution.space, at)
        number = str(int(self.solution.space.ids[at]))
        return {
            "id": str(at),
            "name": " ".join((*names, number) if chosen or sort != OTHER else (number,)),
            "value": f"{self.title(at)}; holds under {kinds}",
            "x": x,
            "y": y,
            "category": SORTS.index(sort),
            "symbolSize": SIZES[sort] + (8 if chosen else 0),
            "label": {"show": chosen or sort != OTHER or len(made.places) <= FEW},
            "itemStyle": {
                "color": FILLS[sort],
                "borderColor": MARKED if chosen else FILLS[sort],
                "borderWidth": 4 if chosen else 0,
            },
        }

    def links(self, made: StateMap, parties: AbstractSet[str]) -> list[dict[str, Any]]:
        """Improvements, the strong ones last and so on top; several between the same two states
        bow apart."""
        on_path = set(zip(made.path, made.path[1:], strict=False))
        middle = self.solution.space.now if made.focus is None else made.focus
        drawn = self.drawn(made, parties)
        light = 1.0 if len(drawn) <= CLEAR else 0.6 if len(drawn) <= MANY else 0.4
        found: list[dict[str, Any]] = []
        beside: dict[tuple[int, int], int] = {}
        for source, target, party in made.arcs:
            wanted = self.parties[party].id in parties
            if not wanted and (source, target) not in on_path:
                continue
            nth = beside[source, target] = beside.get((source, target), -1) + 1
            width = LIGHT
            if (source, target) in on_path:
                width = PATH
            elif source == middle or self.holds[target]:
                width = STRONG
            found.append(
                {
                    "source": str(source),
                    "target": str(target),
                    "value": self.parties[party].name,
                    "lineStyle": {
                        "color": COLOURS[party % len(COLOURS)],
                        "type": DASHES[party % len(DASHES)],
                        "width": width,
                        "opacity": light if width == LIGHT else 1,
                        "curveness": 0.12 + 0.1 * nth,
                    },
                }
            )
        return sorted(found, key=lambda one: one["lineStyle"]["width"])


def _spots(made: StateMap) -> dict[int, tuple[float, float]]:
    """State → place along and across the columns, each from 0 to 1 (step 1)."""
    columns: dict[int, list[int]] = {}
    for at, (column, _) in sorted(made.places.items(), key=lambda one: one[1]):
        columns.setdefault(column, []).append(at)
    tall = max(1.0, 2 * max(abs(row) for _, row in made.places.values()))
    far = max(1, *columns) if len(columns) > 1 else 1
    spots = {}
    for column, states in columns.items():
        aside = ASIDE[1 if len(states) <= LONG else 2 if len(states) <= 2 * LONG else 4]
        for nth, at in enumerate(states):
            along = (column + aside[nth % len(aside)]) / far
            spots[at] = (along, made.places[at][1] / tall + 0.5)
    return spots
