"""Packages by cost: how often the talks end in the target by themselves, and how robust each is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor, log10

from goodoffices.brief.figures.draw import COLOURS, INK, Page
from goodoffices.evolution.kinds import REACHABLE
from goodoffices.mediation.mediate import MediateResult
from goodoffices.mediation.packages import Package

LEFT, TOP, WIDE, HIGH = 70, 60, 480, 300
BELOW = 90
APART = 34
MOST_LABELS = 12
SHARE = "share of runs that end there by themselves"
ROBUST = "share of the variants tried in which it serves; bar: over the ranges of probability"


def packages_figure(result: MediateResult) -> Page:
    """Every package that serves as a point; those shown in the answer are named. Where variants
    were tried, a second plot says in how many of them each package serves."""
    found = result.robustness
    robust = found is not None and bool(found.of.keys() - {()})
    high = TOP + HIGH + BELOW + (HIGH + BELOW + APART if robust else 0)
    page = Page(LEFT + WIDE + 260, high, "Packages")
    page.text(LEFT - 40, 28, f"What the model would need for: {result.target}", 15, bold=True)
    tried = result.packages
    every = () if tried is None else tried.every
    shown = set(result.shown)
    _plot(page, TOP, SHARE, every, shown, lambda one: (one.share, one.share, one.share))
    if robust:
        assert found is not None
        of = found.of
        known = [one for one in every if one.levers in of]

        def ends(one: Package) -> tuple[float, float, float]:
            return of[one.levers].share.share, of[one.levers].low, of[one.levers].high

        second = TOP + HIGH + BELOW + APART
        best = [(one.cost, ends(one)[0]) for one in known if one.levers in found.front]
        _front(page, second, best, _scale(known))
        _plot(page, second, ROBUST, known, shown, ends)
    return page


def _scale(every: Sequence[Package]) -> float:
    most = max((one.cost for one in every), default=1) or 1
    step = 10 ** floor(log10(most))
    return float(ceil(most / step) * step)


def _plot(
    page: Page,
    top: float,
    what: str,
    every: Sequence[Package],
    shown: set[Package],
    ends: Callable[[Package], tuple[float, float, float]],
) -> None:
    """``ends``: where a package stands, and the ends of the bar through it."""
    most = _scale(every)
    page.line([(LEFT, top), (LEFT, top + HIGH), (LEFT + WIDE, top + HIGH)])
    page.text(LEFT + WIDE / 2, top + HIGH + 40, "cost", 11, "middle")
    page.text(LEFT - 40, top - 10, what, 11)
    for part in (0, 0.25, 0.5, 0.75, 1):
        y = top + HIGH * (1 - part)
        page.text(LEFT - 8, y + 4, f"{part:.0%}", 10, "end")
        page.text(LEFT + WIDE * part, top + HIGH + 18, f"{most * part:.3g}", 10, "middle")
    if not every:
        page.text(LEFT + WIDE / 2, top + HIGH / 2, "no package serves", 13, "middle")
    for one in sorted(every, key=lambda p: p in shown):
        x = LEFT + WIDE * one.cost / most
        at, low, high = (top + HIGH * (1 - value) for value in ends(one))
        if low - high > 1:
            page.line([(x, low), (x, high)], COLOURS[one.reachable], width=2)
        page.mark(x, at, one.reachable, 6 if one in shown else 3)
    labels = [one for one in every if one in shown][:MOST_LABELS]
    for place, one in enumerate(labels):
        y = top + 16 + place * 20
        page.mark(LEFT + WIDE + 24, y - 4, one.reachable)
        name = " + ".join(one.levers) or "no lever"
        page.text(LEFT + WIDE + 36, y, f"{one.cost:g}: {name}"[:40], 10)
    there = [kind for kind in REACHABLE if any(one.reachable == kind for one in every)]
    for place, kind in enumerate(there):
        page.mark(LEFT + 20 + place * 130, top + HIGH + 68, kind)
        page.text(LEFT + 32 + place * 130, top + HIGH + 72, kind, 10.5, colour=COLOURS[kind])


def _front(page: Page, top: float, front: Sequence[tuple[float, float]], most: float) -> None:
    """A stair along cost and share of the packages that no other beats in both."""
    points: list[tuple[float, float]] = []
    for cost, share in front:
        x, y = LEFT + WIDE * cost / most, top + HIGH * (1 - share)
        if points and points[-1][1] != y:
            points.append((x, points[-1][1]))
        points.append((x, y))
    if len(points) > 1:
        page.line(points, INK, "4 3", width=0.9)
        y = top + HIGH + 58
        page.line([(LEFT + WIDE - 130, y + 10), (LEFT + WIDE - 105, y + 10)], INK, "4 3", width=0.9)
        page.text(LEFT + WIDE - 100, y + 14, "the best for their cost", 10.5)
