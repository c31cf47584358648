"""Rounds of talks as columns: where each starts, what it leads to, what is in force."""

from __future__ import annotations

from goodoffices.brief.figures.draw import COLOURS, DASHES, Page, wrapped
from goodoffices.mediation.rounds import Key, Node, RoundsResult

BOX_W, BOX_H, GAP_X, GAP_Y, EDGE = 210, 66, 110, 18, 24
MOST = 10


def rounds_figure(result: RoundsResult) -> Page:
    """A column a round, a box a node, an arrow for each outcome that leads on."""
    tall = max((min(len(nodes), MOST) for nodes in result.rounds), default=1)
    wide = len(result.rounds)
    width = 2 * EDGE + wide * BOX_W + max(0, wide - 1) * GAP_X
    page = Page(max(width, 520) + 60, 110 + tall * (BOX_H + GAP_Y), "Rounds of talks")
    page.text(EDGE, 28, "What each outcome changes for the next talks", 15, bold=True)
    place: dict[Key, tuple[float, float]] = {}
    for column, nodes in enumerate(result.rounds):
        x = EDGE + column * (BOX_W + GAP_X)
        page.text(x, 56, f"Round {nodes[0].round}", 12, bold=True)
        for row, node in enumerate(nodes[:MOST]):
            place[(node.in_force, node.start)] = (x, 68 + row * (BOX_H + GAP_Y))
    for nodes in result.rounds:
        for node in nodes[:MOST]:
            _arrows(page, node, place)
    for nodes in result.rounds:
        for node in nodes[:MOST]:
            _node(page, node, place[(node.in_force, node.start)])
    return page


def _node(page: Page, node: Node, at: tuple[float, float]) -> None:
    x, y = at
    page.box(x, y, BOX_W, BOX_H, "#ffffff" if not node.problem else "#f6e9e9")
    page.text(x + 8, y + 16, f"from state {node.start}", 11, bold=True)
    force = ", ".join(node.in_force).replace("_", " ") or "no precedent"
    lines = wrapped(f"in force: {force}", 33, 2)
    reached = [one for one in node.outcomes if one.kind is not None]
    ends = ", ".join(str(one.id) for one in reached) or "none"
    lines += wrapped(node.problem or f"reachable outcomes: {ends}", 33, 2)
    for row, line in enumerate(lines[:4]):
        page.text(x + 8, y + 29 + 11 * row, line, 9.5)


def _arrows(page: Page, node: Node, place: dict[Key, tuple[float, float]]) -> None:
    here = place[(node.in_force, node.start)]
    bent = 0
    for one in node.outcomes:
        there = place.get(one.leads_to) if one.leads_to is not None else None
        if there is None or one.kind is None or there == here:
            continue
        start = (here[0] + BOX_W, here[1] + BOX_H / 2)
        end = (there[0], there[1] + BOX_H / 2)
        points = [start, end]
        if there[0] <= here[0]:  # to the same round or an earlier one: around the right side
            bent += 1
            right = max(here[0], there[0]) + BOX_W + 10 + 9 * bent
            low = there[1] + BOX_H / 2 + 6 * bent
            points = [start, (right, start[1]), (right, low), (there[0] + BOX_W, low)]
        page.line(points, COLOURS[one.kind], DASHES[one.kind], arrow=True)
