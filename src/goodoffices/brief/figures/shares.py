"""In how many variants things hold: points, with chance and the range of probabilities apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from goodoffices.brief.figures.axes import fitted, width
from goodoffices.brief.figures.draw import INK, Page
from goodoffices.brief.share_words import WIDE, question_words
from goodoffices.brief.words import Words
from goodoffices.robustness.result import Result
from goodoffices.robustness.shares import Share
from goodoffices.robustness.words import word
from goodoffices.states import StateSpace

NAMES, WIDE_AXIS, NUMBERS = 300.0, 360.0, 170.0
TOP, ROW, HEAD, FOOT = 62.0, 24.0, 26.0, 96.0
GRID, RANGE = "#dde3e9", "#a9c3dc"
SMALL = 10.5
MOST_ROWS = 40
"""Rows of each kind; further ones are counted below."""


@dataclass(frozen=True)
class Row:
    """One line of the picture; ``tail``: what a name that is cut short keeps at its end."""

    name: str
    share: Share
    low: float
    high: float
    tail: str = ""


def shares_figure(
    result: Result, labels: Mapping[str, str] | None = None, most: int = MOST_ROWS
) -> Page:
    """Questions and terms, most often first, then the states that hold most often.

    ``labels``: words for questions, by their text. Read without colour: the point is the share,
    the thin line with ends its Wilson interval, the pale bar the range of imprecise probabilities.
    """
    base = result.task.design.found.base
    known = labels or {}
    asked = [
        Row(
            known.get(one.question.text) or question_words(one.question, base),
            one.share,
            one.low,
            one.high,
        )
        for one in result.answers
    ]
    asked.sort(key=lambda row: -row.share.count)
    groups = [("some situation that holds has …", asked), ("situations that hold", _states(result))]
    groups = [(head, rows) for head, rows in groups if rows]
    lines = sum(len(rows[:most]) + (len(rows) > most) for _, rows in groups)
    height = TOP + len(groups) * HEAD + lines * ROW + FOOT
    page = Page(NAMES + WIDE_AXIS + NUMBERS + 30, height, "Share of the variants tried")
    title, whole = fitted(base.title, 15, 0.9 * (page.width - 20))
    page.text(10, 26, title, 15, bold=True, tip=whole)
    page.text(10, 46, f"in how many of {result.samples:,} variants tried; no probability", 11)
    y = TOP
    for head, rows in groups:
        page.text(10, y + 16, head, 11, bold=True)
        y += HEAD
        for row in rows[:most]:
            _row(page, y + ROW / 2, row)
            y += ROW
        if len(rows) > most:
            page.text(10, y + 16, f"and {len(rows) - most:,} more, which hold less often", SMALL)
            y += ROW
    _axis(page, y)
    _legend(page, y + 44, any(row.high - row.low >= WIDE for _, rows in groups for row in rows))
    if not groups:
        page.text(10, TOP + 20, "in no variant does anything hold", 12)
    return page


def _states(result: Result) -> list[Row]:
    found = result.equilibria
    base = result.task.design.found.base
    ids = np.array(sorted(one.id for one in found), dtype=np.uint64)
    space, words = StateSpace(base, ids), Words(base)
    rows = []
    for one in found:
        at = int(np.searchsorted(ids, np.uint64(one.id)))
        names = ", ".join(words.state_names(space, at)) if base.graph is None else ""
        told = names or (one.name if base.graph is not None else words.outcome(space, at))
        rows.append(Row(told, one.share, one.low, one.high, f" ({one.id})"))
    return rows


def _x(share: float) -> float:
    return NAMES + WIDE_AXIS * share


def _row(page: Page, y: float, row: Row) -> None:
    name, whole = fitted(row.name, SMALL, NAMES - 24 - width(row.tail, SMALL))
    page.text(NAMES - 12, y + 4, name + row.tail, SMALL, "end", tip=whole)
    page.line([(_x(0), y), (_x(1), y)], GRID, width=0.7)
    if row.high - row.low >= WIDE:
        page.box(_x(row.low), y - 6, _x(row.high) - _x(row.low), 12, RANGE, RANGE)
    low, high = row.share.interval
    page.line([(_x(low), y), (_x(high), y)], INK, width=1.4)
    for end in (low, high):
        page.line([(_x(end), y - 4), (_x(end), y + 4)], INK, width=1.2)
    _dot(page, _x(row.share.share), y)
    told = f"{word(row.share)} ({row.share.count:,})"
    if row.high - row.low >= WIDE:
        told += f"; {100 * row.low:.0f} to {100 * row.high:.0f} %"
    shown, whole = fitted(told, SMALL, NUMBERS)
    page.text(_x(1) + 14, y + 4, shown, SMALL, tip=whole)


def _axis(page: Page, y: float) -> None:
    page.line([(_x(0), y + 4), (_x(1), y + 4)], INK, width=1.0)
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        page.line([(_x(part), y + 4), (_x(part), y + 8)], INK, width=1.0)
        page.text(_x(part), y + 20, f"{part:.0%}".replace("%", " %"), SMALL, "middle")


def _legend(page: Page, y: float, imprecise: bool) -> None:
    _dot(page, 20, y)
    page.text(30, y + 4, "share of the variants tried", SMALL)
    page.line([(220, y), (256, y)], INK, width=1.4)
    for end in (220, 256):
        page.line([(end, y - 4), (end, y + 4)], INK, width=1.2)
    page.text(264, y + 4, "what chance may have moved it (95 %, Wilson)", SMALL)
    if imprecise:
        page.box(12, y + 18, 26, 12, RANGE, RANGE)
        page.text(46, y + 28, "where it lies over the ranges of probability in the file", SMALL)


def _dot(page: Page, x: float, y: float) -> None:
    page.shapes.append(f"<circle cx='{x:.1f}' cy='{y:.1f}' r='3.6' fill='{INK}'/>")
