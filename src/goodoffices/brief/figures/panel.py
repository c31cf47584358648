"""Charts side by side: panels of one width, in two columns, in one where the screen is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from goodoffices.brief.figures.axes import apart, fitted, folded, width
from goodoffices.brief.figures.draw import COLOURS, INK, Page

WIDTH, EDGE, GAP = 470.0, 20.0, 24.0
LEFT, RIGHT, TOP, HIGH, BELOW = 64.0, 146.0, 56.0, 136.0, 34.0
SMALL, LARGE, BOLD, QUIET, GRID = 10.5, 12.5, 1.12, "#55606b", "#dde3e9"
MOST_LINES = 60
LABEL_GAP = 13.0

SERIES = (
    (INK, ""),
    (COLOURS["improving"], "7 3"),
    (COLOURS["joint"], "2 3"),
    (COLOURS["own"], "10 3 2 3"),
    ("#7a3b8f", "1 4"),
    ("#a8323e", "14 4"),
)
"""Colour and dashes of as written, then of each scenario; either alone tells them apart."""

NARROW = (
    "@media screen and (max-width:640px){"
    ".goodoffices{width:100%;height:calc(100vw*var(--tall))}"
    ".goodoffices>.back{height:var(--back)}"
    ".goodoffices>.panels{transform:scale(var(--larger))}"
    ".goodoffices>.panels>.panel{transform:var(--there)}}"
)


@dataclass
class Panel(Page):
    """A page of its own, that becomes a part of another.

    ``about``: what it shows, for whoever reads the file. ``taken``: boxes of words inside the
    plot: left, top, right, bottom.
    """

    about: str = ""
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def heading(self, words: str, below: str, tip: str = "", most: int = 1) -> float:
        """The title, and a line in small letters that says how to read it; where they end."""
        room = (WIDTH - 4) / BOLD
        words = words[:1].upper() + words[1:]
        lines = folded(words, LARGE, room, most)
        whole = words if lines[-1].endswith("…") else ""
        for at, line in enumerate(lines):
            self.text(0, 14 + 16 * at, line, LARGE, bold=True, tip=tip or whole)
        base = 14.0 + 16 * len(lines)
        shown, whole = fitted(below, SMALL, WIDTH - 4)
        self.text(0, base, shown, SMALL, colour=QUIET, tip=whole)
        return base

    def area(self, points: Sequence[tuple[float, float]], fill: str) -> None:
        """A surface without an edge."""
        path = " L ".join(f"{x:.1f} {y:.1f}" for x, y in points)
        self.shapes.append(f"<path d='M {path} Z' fill='{fill}'/>")

    def dot(self, x: float, y: float, full: bool = True, colour: str = INK) -> None:
        """A small circle."""
        fill = colour if full else "#ffffff"
        self.shapes.append(
            f"<circle cx='{x:.1f}' cy='{y:.1f}' r='3.5' fill='{fill}' stroke='{colour}'/>"
        )

    def free(self, x: float, y: float, words: str) -> None:
        """Words beside a point, on a side where no other words are; nothing where there is none."""
        wide = width(words, SMALL)
        for left, base in (
            (x - wide - 7, y - 7),
            (x + 7, y + 14),
            (x + 7, y - 7),
            (x - wide - 7, y + 14),
        ):
            box = (left, base - 10, left + wide, base + 3)
            inside = left >= LEFT + 2 and box[2] <= WIDTH - RIGHT - 2
            inside = inside and box[1] >= TOP and box[3] <= TOP + HIGH
            if inside and not any(_meet(box, other) for other in self.taken):
                self.taken.append(box)
                self.text(left, base, words, SMALL, halo=True)
                return

    def ends(self, labels: Sequence[tuple[float, str, str, str]]) -> None:
        """Labels at the ends of lines: height, name, value, colour; apart from each other."""
        right = WIDTH - RIGHT
        places = apart([one[0] for one in labels], LABEL_GAP, TOP + 2, TOP + HIGH)
        for (y, name, value, colour), place in zip(labels, places, strict=True):
            self.line([(right, y), (right + 9, place)], colour, width=0.7)
            room = RIGHT - 14 - width(f" {value}", SMALL)
            shown, whole = fitted(name, SMALL, room)
            self.text(
                right + 12,
                place + 3.5,
                f"{shown} {value}".strip(),
                SMALL,
                colour=colour,
                tip=f"{whole} {value}" if whole else "",
            )


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    across = one[0] < other[2] + 2 and other[0] < one[2] + 2
    return across and one[1] < other[3] + 1 and other[1] < one[3] + 1


def words_panel(title: str, paragraphs: Sequence[str], about: str, size: float = 12.5) -> Panel:
    """A panel of prose."""
    lines = [line for one in paragraphs for line in folded(one, SMALL, WIDTH - 4, MOST_LINES)]
    heads = folded(title, size, (WIDTH - 4) / BOLD, 2)
    base = 16 + (size + 5) * (len(heads) - 1)
    panel = Panel(WIDTH, base + 10 + 14 * len(lines), title, about=about)
    for at, line in enumerate(heads):
        tip = title if heads[-1].endswith("…") else ""
        panel.text(0, 16 + (size + 5) * at, line, size, bold=True, tip=tip)
    for at, line in enumerate(lines):
        panel.text(0, base + 18 + 14 * at, line, SMALL)
    return panel


def beside(title: str, groups: Sequence[Sequence[Panel]]) -> Page:
    """All panels on one page; each group begins a row."""
    groups = [group for group in groups if group]
    wide, tall = _placed(groups, 2)
    narrow, long = _placed(groups, 1)
    across, small = 2 * (EDGE + WIDTH) + GAP, 2 * EDGE + WIDTH
    larger = across / small
    values = f"--tall:{long / small:.4f};--larger:{larger:.4f};--back:{long * larger:.0f}px"
    page = Page(across, tall, title, rules=NARROW, values=values)
    page.shapes.append("<g class='panels'>")
    panels = [panel for group in groups for panel in group]
    for panel, (x, y), (left, top) in zip(panels, wide, narrow, strict=True):
        page.shapes.append(
            f"<g class='panel' data-about='{escape(panel.about)}' "
            f"transform='translate({x:.0f} {y:.0f})' "
            f"style='--there:translate({left:.0f}px,{top:.0f}px)'>"
        )
        page.shapes += panel.shapes
        page.shapes.append("</g>")
    page.shapes.append("</g>")
    return page


def _placed(
    groups: Sequence[Sequence[Panel]], columns: int
) -> tuple[list[tuple[float, float]], float]:
    """Where each panel stands, row by row, and how tall all are."""
    places: list[tuple[float, float]] = []
    y = EDGE
    for group in groups:
        for first in range(0, len(group), columns):
            row = group[first : first + columns]
            places += [(EDGE + at * (WIDTH + GAP), y) for at in range(len(row))]
            y += max(panel.height for panel in row) + GAP
    return places, y - GAP + EDGE
