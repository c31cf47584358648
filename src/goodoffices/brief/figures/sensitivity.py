"""What verdicts rest on: a tornado for each verdict, and a map of which part flips which."""

from __future__ import annotations

from goodoffices.brief.figures.draw import INK, PALE, Page, wrapped
from goodoffices.brief.sensitivity_words import SHOWN, SensitivityWords
from goodoffices.sensitivity.result import Bar, Sensitivity, Verdict

LEFT, WIDE, RIGHT = 330, 420, 60
ROW, HEAD = 22, 76
FLIPS, MOVES = "#a8323e", "#a9c3dc"
"""Bars of parts that flip the verdict, and of those that only move the number."""

LABEL, WORDS = 50, 124
"""Characters that fit beside a bar, and in a line of the whole width."""

CELL = 30
TILT = 120
"""Room above the map for the names of verdicts."""

MOST_PARTS = 60


def tornado_figure(result: Sensitivity, top: int = SHOWN) -> Page:
    """A panel for each verdict that some change moves; the others are named below."""
    words = SensitivityWords(result, top)
    panels = [(one, one.shown(top)) for one in result.verdicts]
    still = [one for one, bars in panels if not bars]
    panels = [(one, bars) for one, bars in panels if bars]
    high = 40 + sum(HEAD + 26 + ROW * len(bars) for _, bars in panels) + 24 * len(still) + 60
    page = Page(LEFT + WIDE + RIGHT, high, "What each verdict rests on")
    page.text(20, 26, _headed(result, "what each verdict rests on"), 15, bold=True)
    y = 40.0
    for verdict, bars in panels:
        y = _panel(page, words, verdict, bars, y)
    for verdict in still:
        y += 24
        told = f"{words.title(verdict.interest)}: {words.says(verdict)} {words.rests(verdict)}"
        page.text(20, y, wrapped(told, WORDS, 1)[0], 10, tip=told)
    y += 34
    page.box(20, y - 10, 16, 12, FLIPS, FLIPS)
    page.text(42, y, "some change of it flips the verdict (in bold)", 10.5)
    page.box(320, y - 10, 16, 12, MOVES, MOVES)
    page.text(342, y, "moves the number of equilibria only", 10.5)
    page.line([(580, y - 12), (580, y + 3)], INK, "4 2", width=2)
    page.text(590, y, "the model as it is", 10.5)
    return page


def _panel(
    page: Page, words: SensitivityWords, verdict: Verdict, bars: tuple[Bar, ...], y: float
) -> float:
    """One tornado from ``y`` on; where it ends."""
    page.text(20, y + 26, words.title(verdict.interest)[:90], 13, bold=True)
    shown = f"{words.says(verdict)} {words.rests(verdict)}"
    for line, words_of_it in enumerate(wrapped(shown, WORDS, 2)):
        page.text(20, y + 44 + 14 * line, words_of_it, 10, tip=shown)
    top, most = y + HEAD, max(verdict.greatest, 1)

    def x(count: int) -> float:
        return LEFT + WIDE * count / most

    for at, bar in enumerate(bars):
        here = top + ROW * at
        name = words.part(bar.part)
        short = name if len(name) <= LABEL else f"{name[: LABEL - 1]}…"
        page.text(LEFT - 34, here + 13, short, 10, "end", bool(bar.flips), tip=name)
        colour = FLIPS if bar.flips else MOVES
        page.box(x(bar.least), here + 3, max(x(bar.greatest) - x(bar.least), 2), 14, colour, colour)
        page.text(x(bar.least) - 5, here + 14, str(bar.least), 9, "end", halo=True)
        tip = words.smallest(bar)
        page.text(x(bar.greatest) + 5, here + 14, str(bar.greatest), 9, halo=True, tip=tip)
    bottom = top + ROW * len(bars)
    page.line([(x(verdict.count), top - 4), (x(verdict.count), bottom + 4)], INK, "4 2", width=2)
    page.text(x(verdict.count), bottom + 16, str(verdict.count), 10, "middle")
    return bottom + 26


def map_figure(result: Sensitivity, top: int = SHOWN) -> Page:
    """Parts as rows, verdicts as columns: where some single change of the part flips the verdict,
    with how many of its changes do. Parts that flip nothing have no row."""
    words = SensitivityWords(result, top)
    verdicts = result.verdicts
    flips = {(bar.part, at): bar for at, one in enumerate(verdicts) for bar in one.carrying}
    order = dict.fromkeys(one.part for one in result.singles)
    parts = [p for p in order if any((p, at) in flips for at in range(len(verdicts)))]
    left = len(parts) - MOST_PARTS
    parts = parts[:MOST_PARTS]
    page = Page(
        max(LEFT + CELL * len(verdicts) + TILT, LEFT + WIDE + RIGHT),
        60 + TILT + ROW * len(parts) + 70,
        "Flips",
    )
    page.text(20, 26, _headed(result, "which part flips which verdict"), 15, bold=True)
    for at, verdict in enumerate(verdicts):
        x = LEFT + CELL * at + CELL / 2
        _tilted(page, x, 40 + TILT, words.title(verdict.interest, brief=True))
    for row, part in enumerate(parts):
        y = 50 + TILT + ROW * row
        name = words.part(part)
        short = name if len(name) <= LABEL else f"{name[: LABEL - 1]}…"
        page.text(LEFT - 10, y + 14, short, 10, "end", tip=name)
        for at in range(len(verdicts)):
            _cell(page, words, flips.get((part, at)), LEFT + CELL * at, y)
    y = 50 + TILT + ROW * len(parts) + 24
    if not parts:
        page.text(20, y, "No single change flips any of these verdicts.", 11)
    elif left > 0:
        page.text(20, y, f"{left} more parts flip something.", 11)
    page.text(20, y + 20, "A number: how many single changes of the part flip the verdict.", 10.5)
    return page


def _headed(result: Sensitivity, what: str) -> str:
    """The title of the model, shortened where there is no room for it, and what is drawn."""
    return f"{wrapped(result.base.title, 62, 1)[0]}: {what}"


def _cell(page: Page, words: SensitivityWords, bar: Bar | None, x: float, y: float) -> None:
    colour = PALE if bar is None else FLIPS
    page.box(x + 2, y + 1, CELL - 4, ROW - 3, colour, colour)
    if bar is not None:
        shown = str(len(bar.flips))
        page.text(x + CELL / 2, y + 14, shown, 10, "middle", True, "white", tip=words.smallest(bar))


def _tilted(page: Page, x: float, y: float, words: str) -> None:
    """A column's name, upwards."""
    page.text(x, y, wrapped(words, 24, 1)[0], 10, tip=words)
    page.shapes[-1] = page.shapes[-1].replace("<text ", f"<text transform='rotate(-50 {x} {y})' ")
