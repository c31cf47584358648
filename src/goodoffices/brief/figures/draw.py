"""A page of shapes and texts as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from goodoffices.errors import RequestError
from goodoffices.files import write_whole

FONT = "font-family='DejaVu Sans, Helvetica, Arial, sans-serif'"
INK = "#1c2733"
PALE = "#eef2f6"
COLOURS = {"own": "#1b6b3a", "improving": "#1f5f99", "joint": "#8a4b08", "any": "#777777"}
"""Kind of path → colour; each kind has its dashes too, so that colour is never needed."""

DASHES = {"own": "", "improving": "7 3", "joint": "2 3", "any": "1 5"}

DARK = {
    INK: "#e4eaf0",
    PALE: "#26313d",
    "#ffffff": "#161c23",
    "white": "#161c23",
    COLOURS["own"]: "#74cf98",
    COLOURS["improving"]: "#84bbf0",
    COLOURS["joint"]: "#e3a661",
    COLOURS["any"]: "#a4abb3",
    "#e3efe6": "#1f3a2a",
    "#f6e9e9": "#452828",
    "#7a3b8f": "#cf9be0",
    "#a8323e": "#f09aa2",
    "#dde3e9": "#2d3843",
    "#d3dfeb": "#22384e",
    "#a9c3dc": "#35597c",
    "#55606b": "#aab4be",
}
"""Colour → the one that stands for it where the reader's screen is dark."""


@dataclass
class Page:
    """Shapes in the order in which they are drawn; ``width`` and ``height`` in pixels.

    ``rules``: CSS beside that of dark screens, ``values``: what it needs to know of this page.
    """

    width: float
    height: float
    title: str
    shapes: list[str] = field(default_factory=list)
    rules: str = ""
    values: str = ""

    def box(
        self, x: float, y: float, w: float, h: float, fill: str = PALE, stroke: str = INK
    ) -> None:
        """A rectangle with round corners."""
        self.shapes.append(
            f"<rect x='{x:.1f}' y='{y:.1f}' width='{w:.1f}' height='{h:.1f}' rx='5' "
            f"fill='{fill}' stroke='{stroke}'/>"
        )

    def line(
        self,
        points: Sequence[tuple[float, float]],
        colour: str = INK,
        dashes: str = "",
        arrow: bool = False,
        width: float = 1.3,
    ) -> None:
        """A line through points, with an arrow head at its end if wanted."""
        path = " L ".join(f"{x:.1f} {y:.1f}" for x, y in points)
        dash = f" stroke-dasharray='{dashes}'" if dashes else ""
        head = " marker-end='url(#head)'" if arrow else ""
        self.shapes.append(
            f"<path d='M {path}' fill='none' stroke='{colour}' stroke-width='{width}'{dash}{head}/>"
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 11,
        anchor: str = "start",
        bold: bool = False,
        colour: str = INK,
        halo: bool = False,
        tip: str = "",
    ) -> None:
        """One line of text; with a halo it can be read across lines. ``tip``: the whole of it,
        shown when pointed at, where the words are shortened."""
        weight = " font-weight='bold'" if bold else ""
        weight += " paint-order='stroke' stroke='white' stroke-width='3'" if halo else ""
        self.shapes.append(
            f"<text x='{x:.1f}' y='{y:.1f}' font-size='{size}' text-anchor='{anchor}' "
            f"fill='{colour}'{weight}>{_tip(tip)}{escape(words)}</text>"
        )

    def mark(self, x: float, y: float, kind: str, size: float = 5) -> None:
        """A point whose shape says the kind of path: circle, square, diamond, cross."""
        colour = COLOURS[kind]
        if kind == "own":
            shape = f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{size}' fill='{colour}'/>"
        elif kind == "improving":
            shape = (
                f"<rect x='{x - size:.1f}' y='{y - size:.1f}' width='{2 * size}' "
                f"height='{2 * size}' fill='{colour}'/>"
            )
        elif kind == "joint":
            points = f"{x},{y - size - 1} {x + size + 1},{y} {x},{y + size + 1} {x - size - 1},{y}"
            shape = f"<polygon points='{points}' fill='{colour}'/>"
        else:
            shape = (
                f"<path d='M {x - size} {y - size} L {x + size} {y + size} M {x - size} {y + size} "
                f"L {x + size} {y - size}' stroke='{colour}' stroke-width='2'/>"
            )
        self.shapes.append(shape)

    def svg(self) -> str:
        """The whole file."""
        heads = any("url(#head)" in shape for shape in self.shapes)  # an id stands once on a page
        head = (
            ""
            if not heads
            else (
                "<defs><marker id='head' viewBox='0 0 8 8' refX='7' refY='4' markerWidth='7' "
                f"markerHeight='7' orient='auto'><path d='M 0 0 L 8 4 L 0 8 z' fill='{INK}'/>"
                "</marker></defs>"
            )
        )
        values = f" style='{self.values}'" if self.values else ""
        return (
            f"<svg xmlns='http://www.w3.org/2000/svg' width='{self.width:.0f}' "
            f"height='{self.height:.0f}' viewBox='0 0 {self.width:.0f} {self.height:.0f}' "
            f"preserveAspectRatio='xMinYMin' class='goodoffices' role='img' {FONT}{values}>\n"
            f"<title>{escape(self.title)}</title>\n<style>{_dark()}{self.rules}</style>\n{head}\n"
            "<rect class='back' width='100%' height='100%' fill='white'/>\n"
            + "\n".join(self.shapes)
            + "\n</svg>\n"
        )


def _tip(words: str) -> str:
    return f"<title>{escape(words)}</title>" if words else ""


def _dark() -> str:
    rules = "".join(
        f".goodoffices [{what}='{light}']{{{what}:{dark}}}"
        for what in ("fill", "stroke")
        for light, dark in DARK.items()
    )
    back = f".goodoffices:root{{background:{DARK['white']}}}"
    return f"@media (prefers-color-scheme:dark){{{rules}{back}}}"


def wrapped(words: str, width: int, most: int) -> list[str]:
    """Lines of at most ``width`` characters, the last one cut short with … after ``most``."""
    lines: list[str] = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > most:
        lines = lines[:most]
        lines[-1] = lines[-1][: width - 1] + "…"
    return lines


def write_figure(path: Path, page: Page) -> None:
    """Writes an ``.svg`` file, whole or not at all. Raises ``RequestError`` for another suffix."""
    if path.suffix.lower() != ".svg":
        raise RequestError(f"{path}: figures are written as .svg; name the file so")
    write_whole(path, page.svg())
