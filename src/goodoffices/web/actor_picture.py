"""The picture of the actors: what the drawing library is given; people choose in it by clicks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goodoffices.analyses.actor_map import ActorMap
from goodoffices.analyses.actor_places import actor_places
from goodoffices.analyses.actor_relations import (
    BY_ID,
    FACTION,
    KINDS,
    OTHER,
    PARTY,
    PERSON,
    Actor,
    Kind,
    Relation,
)
from goodoffices.brief.actor_words import ActorWords
from goodoffices.web.colours import (
    BLUE,
    COLOURS,
    DASHES,
    GREY,
    LABEL,
    MARKED,
    OCHRE,
    PURPLE,
    SAME,
    SAMPLES,
    SOFT,
    TOOLTIP,
)

MEDIATOR = "mediator"
SHAPES = {PARTY: "circle", MEDIATOR: "diamond", PERSON: "pin", FACTION: "triangle", OTHER: "rect"}
SIZES = {PARTY: 34, MEDIATOR: 42, PERSON: 20, FACTION: 18, OTHER: 20}
FILLS = {PARTY: BLUE, MEDIATOR: OCHRE, PERSON: GREY, FACTION: PURPLE, OTHER: GREY}
LEGEND = {PARTY: "● party", MEDIATOR: "◆ mediator", PERSON: "pin: person of a party",
          FACTION: "▲ faction", OTHER: "■ somebody else who is named"}  # fmt: skip
NAME = {**LABEL, "width": 130, "overflow": "break"}
NARROW = 560
"""Below so many pixels the picture stands upright, with smaller shapes and names."""
UPRIGHT, SMALL = (0.55, 1.25), 0.6
NARROW_NAME = {**NAME, "fontSize": 10, "width": 66}
MANY = 40
"""With more lines than this each is fainter."""


def sort_of(one: Actor) -> str:
    """Which of the shapes an actor has."""
    return MEDIATOR if one.what == PARTY and one.mediates else one.what


def sample_of(kind: Kind) -> tuple[str, str]:
    """Colour and dashes of a kind, for a legend."""
    at = KINDS.index(kind)
    return COLOURS[at % len(COLOURS)], SAMPLES[at % len(SAMPLES)]


class ActorPicture:
    """The picture of one map. ``shown``: the relations that are drawn; ``only``: the actor, by id,
    or the relation that is chosen."""

    def __init__(self, found: ActorMap, words: ActorWords) -> None:
        self.found, self.words = found, words
        self.places = actor_places(found)
        self.shown: Sequence[Relation] = ()
        self.only: str | Relation | None = None

    def legend(self) -> str:
        """The shapes that are there, in words."""
        there = dict.fromkeys(sort_of(one) for one in self.found.actors)
        return "; ".join(LEGEND[one] for one in there)

    def marks(self, one: Relation) -> bool:
        """Whether a relation is, or is of, what is chosen."""
        if isinstance(self.only, Relation):
            return one == self.only
        return self.only in (one.first, one.second)

    def options(self) -> dict[str, Any]:
        """What the drawing library is given, for wide pages and for narrow ones."""
        series = {
            "type": "graph",
            "layout": "none",
            "roam": True,
            "data": [self.node(one, False) for one in self.found.actors],
            "links": [*self.belongs(), *self.links()],
            "emphasis": {"focus": "adjacency", **SAME},
            "label": {"show": True, **NAME},
        }
        upright = {
            "data": [self.node(one, True) for one in self.found.actors],
            "label": NARROW_NAME,
        }
        tooltip = {**TOOLTIP, "renderMode": "richText"}
        return {
            "baseOption": {"tooltip": tooltip, "animation": False, "series": [series]},
            "media": [
                {"query": {"maxWidth": NARROW}, "option": {"series": [upright]}},
                {"option": {"series": [{"data": series["data"], "label": series["label"]}]}},
            ],
        }

    def node(self, one: Actor, narrow: bool) -> dict[str, Any]:
        """One actor."""
        x, y = self.places[one.id]
        sort = sort_of(one)
        chosen = self.only == one.id or (
            isinstance(self.only, Relation) and one.id in (self.only.first, self.only.second)
        )
        return {
            "id": one.id,
            "name": one.name,
            "value": self.words.what(one),
            "x": x * (UPRIGHT[0] if narrow else 1),
            "y": y * (UPRIGHT[1] if narrow else 1),
            "symbol": SHAPES[sort],
            "symbolSize": SIZES[sort] * (SMALL if narrow else 1),
            "label": {"position": self.beside(one)},
            "itemStyle": {
                "color": FILLS[sort],
                "borderColor": MARKED if chosen else FILLS[sort],
                "borderWidth": 4 if chosen else 0,
            },
        }

    def beside(self, one: Actor) -> str:
        """Where the name stands: of people and factions on the side away from their party."""
        if one.what not in (PERSON, FACTION):
            return "bottom"
        below = self.places[one.id][1] - self.places[one.of][1]
        return "bottom" if below > 1 else "top"

    def belongs(self) -> list[dict[str, Any]]:
        """Thin lines from people and factions to their party; nothing to choose is in them."""
        return [
            {
                "source": one.id,
                "target": one.of,
                "silent": True,
                "lineStyle": {"color": SOFT, "width": 1, "opacity": 0.8},
            }
            for one in self.found.actors
            if one.what in (PERSON, FACTION)
        ]

    def links(self) -> list[dict[str, Any]]:
        """Relations; several between the same two bow apart."""
        order = {relation: at for at, relation in enumerate(self.found.relations)}
        drawn = [one for one in self.shown if one.first != one.second]
        beside: dict[frozenset[str], int] = {}
        return [self.link(one, order[one], beside, len(drawn)) for one in drawn]

    def link(
        self, one: Relation, at: int, beside: dict[frozenset[str], int], lines: int
    ) -> dict[str, Any]:
        """One relation."""
        pair = frozenset((one.first, one.second))
        nth = beside[pair] = beside.get(pair, -1) + 1
        bow = (0.0 if nth == 0 else 0.1 + 0.1 * ((nth - 1) // 2)) * (1 if nth % 2 else -1)
        if one.first > one.second:
            bow = -bow
        place = KINDS.index(BY_ID[one.kind])
        faint = 0.45 if lines > MANY else 0.85
        if self.only is not None:
            faint = 1.0 if self.marks(one) else 0.15
        return {
            "source": one.first,
            "target": one.second,
            "relation": at,
            "value": self.words.clause(one),
            "symbol": ["none", "arrow" if BY_ID[one.kind].directed else "none"],
            "symbolSize": 8,
            "lineStyle": {
                "color": COLOURS[place % len(COLOURS)],
                "type": DASHES[place % len(DASHES)],
                "width": 3.5 if one == self.only else 2,
                "opacity": faint,
                "curveness": bow,
            },
        }
