"""Paths as a graph from left to right: a column a step, boxes for states, movers on the arrows."""

from __future__ import annotations

from goodoffices.analyses.paths import PathsResult, Route
from goodoffices.brief.figures.draw import COLOURS, DASHES, Page, wrapped
from goodoffices.brief.settlement import Settlement
from goodoffices.brief.words import join
from goodoffices.evolution.reach import Leg

BOX_W, BOX_H, GAP_X, GAP_Y, EDGE = 190, 62, 120, 18, 24
MOST_ROUTES = 12
TEXT = 29


def paths_figure(result: PathsResult) -> Page:
    """The shortest path of the best kind to each equilibrium, at most twelve of them."""
    routes = [route for route in result.routes if route.kind is not None][:MOST_ROUTES]
    column = _columns(result.start, routes)
    rows: dict[int, int] = {}
    height: dict[int, int] = {}
    for position, at in sorted(column.items(), key=lambda item: item[1]):
        rows[position] = height.get(at, 0)
        height[at] = rows[position] + 1
    steps = max(column.values(), default=0)
    tall = max(height.values(), default=1)
    width = 2 * EDGE + (steps + 1) * BOX_W + steps * GAP_X
    page = Page(
        width, 96 + tall * (BOX_H + GAP_Y) + 40, f"Paths: {result.solution.situation.title}"
    )
    page.text(EDGE, 28, f"How it could go from state {_id(result, result.start)}", 15, bold=True)
    place: dict[int, tuple[float, float]] = {
        position: (EDGE + at * (BOX_W + GAP_X), 56 + rows[position] * (BOX_H + GAP_Y))
        for position, at in column.items()
    }
    drawn: set[tuple[int, int, tuple[int, ...]]] = set()
    for route in routes:
        for leg in route.legs:
            key = (leg.source, leg.target, leg.by)
            if key not in drawn:
                drawn.add(key)
                _arrow(page, result, place, leg, route.kind or "any")
    ends = {route.position for route in routes}
    tell = Settlement(result.solution)
    for position, (x, y) in place.items():
        page.box(x, y, BOX_W, BOX_H, "#ffffff" if position not in ends else "#e3efe6")
        marks = ["holds"] if position in ends else []
        marks += ["start"] if position == result.start else []
        page.text(x + 8, y + 17, f"{_id(result, position)} {', '.join(marks)}", 11, bold=True)
        for at, line in enumerate(wrapped(tell.state(position), TEXT, 3)):
            page.text(x + 8, y + 31 + 12 * at, line, 9.5)
    _legend(page, sorted({route.kind for route in routes if route.kind}, key=list(COLOURS).index))
    return page


def _columns(start: int, routes: list[Route]) -> dict[int, int]:
    """State → its column: the greatest number of steps after which a path comes there."""
    column = {start: 0}
    for route in routes:
        for at, leg in enumerate(route.legs, 1):
            if leg.target != start:
                column[leg.target] = max(at, column.get(leg.target, 0))
    return column


def _arrow(
    page: Page,
    result: PathsResult,
    place: dict[int, tuple[float, float]],
    leg: Leg,
    kind: str,
) -> None:
    (x1, y1), (x2, y2) = place[leg.source], place[leg.target]
    start = (x1 + BOX_W, y1 + BOX_H / 2) if x2 > x1 else (x1 + BOX_W / 2, y1 + BOX_H)
    end = (x2, y2 + BOX_H / 2) if x2 > x1 else (x2 + BOX_W / 2, y2)
    page.line([start, end], COLOURS[kind], DASHES[kind], arrow=True)
    parties = result.solution.situation.parties
    names = join(parties[i].name for i in leg.by)
    x, y = start[0] + 0.62 * (end[0] - start[0]), start[1] + 0.62 * (end[1] - start[1])
    for at, line in enumerate(wrapped(names, 17, 3)):
        page.text(x, y - 4 + 11 * at, line, 9.5, "middle", halo=True)


def _legend(page: Page, kinds: list[str]) -> None:
    x, y = float(EDGE), page.height - 18
    for kind in kinds:
        page.line([(x, y - 4), (x + 34, y - 4)], COLOURS[kind], DASHES[kind], width=2)
        page.text(x + 40, y, kind, 10.5)
        x += 130


def _id(result: PathsResult, position: int) -> int:
    return int(result.solution.space.ids[position])
