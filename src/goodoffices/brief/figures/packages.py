"""Packages by cost and by how often the talks end in the target by themselves."""

from __future__ import annotations

from math import ceil, floor, log10

from goodoffices.brief.figures.draw import COLOURS, Page
from goodoffices.evolution.kinds import REACHABLE
from goodoffices.mediation.mediate import MediateResult

LEFT, TOP, WIDE, HIGH = 70, 60, 480, 300
MOST_LABELS = 12


def packages_figure(result: MediateResult) -> Page:
    """Every package that serves as a point; those shown in the answer are named."""
    page = Page(LEFT + WIDE + 260, TOP + HIGH + 90, "Packages")
    page.text(LEFT - 40, 28, f"What the model would need for: {result.target}", 15, bold=True)
    tried = result.packages
    every = () if tried is None else tried.every
    most = max((one.cost for one in every), default=1) or 1
    step = 10 ** floor(log10(most))
    top = ceil(most / step) * step
    page.line([(LEFT, TOP), (LEFT, TOP + HIGH), (LEFT + WIDE, TOP + HIGH)])
    page.text(LEFT + WIDE / 2, TOP + HIGH + 40, "cost", 11, "middle")
    page.text(LEFT - 40, TOP - 10, "share of runs that end there by themselves", 11)
    for part in (0, 0.25, 0.5, 0.75, 1):
        y = TOP + HIGH * (1 - part)
        page.text(LEFT - 8, y + 4, f"{part:.0%}", 10, "end")
        page.text(LEFT + WIDE * part, TOP + HIGH + 18, f"{top * part:.3g}", 10, "middle")
    if not every:
        page.text(LEFT + WIDE / 2, TOP + HIGH / 2, "no package serves", 13, "middle")
    shown = set() if tried is None else set(tried.shown)
    for one in sorted(every, key=lambda p: p in shown):
        x = LEFT + WIDE * one.cost / top
        y = TOP + HIGH * (1 - one.share)
        page.mark(x, y, one.reachable, 6 if one in shown else 3)
    labels = [one for one in every if one in shown][:MOST_LABELS]
    for at, one in enumerate(labels):
        y = TOP + 16 + at * 20
        page.mark(LEFT + WIDE + 24, y - 4, one.reachable)
        name = " + ".join(one.levers) or "no lever"
        page.text(LEFT + WIDE + 36, y, f"{one.cost:g}: {name}"[:40], 10)
    there = [kind for kind in REACHABLE if any(one.reachable == kind for one in every)]
    for at, kind in enumerate(there):
        page.mark(LEFT + 20 + at * 130, TOP + HIGH + 68, kind)
        page.text(LEFT + 32 + at * 130, TOP + HIGH + 72, kind, 10.5, colour=COLOURS[kind])
    return page
