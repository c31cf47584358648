"""Which assumption flips what: uncertain inputs × questions, with the shares at both ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goodoffices.brief.figures.axes import fitted, folded
from goodoffices.brief.figures.draw import INK, Page
from goodoffices.brief.share_words import input_words, question_words
from goodoffices.robustness.drivers import Driver
from goodoffices.robustness.inputs import ORDER
from goodoffices.robustness.result import Answer, Result

NAMES, CELL, ROW, HEAD, TOP = 300.0, 92.0, 30.0, 74.0, 62.0
SMALL = 10.0
MOST_INPUTS, MOST_QUESTIONS = 20, 14
PALE = "#d3dfeb"
QUIET = "#55606b"


@dataclass(frozen=True)
class Cell:
    """How far a share goes between the values of an input."""

    low: float
    high: float
    beyond_chance: bool

    @property
    def swing(self) -> float:
        return self.high - self.low


def flips_figure(
    result: Result,
    labels: Mapping[str, str] | None = None,
    inputs: int = MOST_INPUTS,
    questions: int = MOST_QUESTIONS,
) -> Page:
    """Inputs that move some share most, in rows, and questions that differ, in columns.

    A cell names the least and the greatest share among the values of the input; its bar is as long
    as the difference, bold where that is beyond chance (``drivers``), and thin and dashed
    where it is not. ``labels``: words for questions, by their text. Of a longer order the pairs are
    shown, not the whole.
    """
    base, known = result.task.design.found.base, labels or {}
    moving = [one for one in result.answers if 0 < one.share.count < one.share.of]
    table = {(_key(driver), at): _cell(driver) for at, one in enumerate(moving)
             for driver in one.drivers if _shown(driver)}  # fmt: skip
    every = {_key(driver): driver for one in moving for driver in one.drivers if _shown(driver)}
    strength = {key: _strength([table[key, at] for at in range(len(moving))]) for key in every}
    rows = sorted(every, key=lambda key: (-strength[key][0], -strength[key][1]))
    shown, columns = rows[:inputs], moving[:questions]
    wide = max(NAMES + len(columns) * CELL + 24, 560.0)
    high = TOP + HEAD + max(len(shown), 1) * ROW + 96
    page = Page(wide, high, "What flips what")
    title, whole = fitted(base.title, 15, 0.9 * (wide - 20))
    page.text(10, 26, title, 15, bold=True, tip=whole)
    page.text(10, 46, "share of the variants tried, by the value of each uncertain input", 11)
    if not shown or not columns:
        same = "every answer is the same in all variants tried"
        page.text(10, TOP + 20, same if not moving else "there is no input to show", 12)
        return page
    for at, answer in enumerate(columns):
        _head(page, NAMES + at * CELL, answer, known.get(answer.question.text, ""), result)
    for row, key in enumerate(shown):
        y = TOP + HEAD + row * ROW
        name, whole = fitted(input_words(result.task.design.found, every[key].input), SMALL,
                             NAMES - 22)  # fmt: skip
        page.text(NAMES - 12, y + ROW / 2 + 4, name, SMALL, "end", tip=whole)
        page.line([(10, y), (NAMES + len(columns) * CELL, y)], "#dde3e9", width=0.7)
        for at in range(len(columns)):
            _draw(page, NAMES + at * CELL, y, table[key, at])
    _legend(page, TOP + HEAD + len(shown) * ROW + 22, len(rows) - len(shown),
            len(moving) - len(columns), len(result.answers) - len(moving))  # fmt: skip
    return page


def _key(driver: Driver) -> str:
    return f"{driver.input.kind} {driver.input.name}"


def _shown(driver: Driver) -> bool:
    return driver.input.kind != ORDER or len(driver.input.values) == 2


def _cell(driver: Driver) -> Cell:
    shares = [value.share for value in driver.table]
    return Cell(min(shares), max(shares), driver.beyond_chance)


def _strength(cells: list[Cell]) -> tuple[float, float]:
    """What is beyond chance first."""
    sure = [one.swing for one in cells if one.beyond_chance]
    return max(sure, default=0.0), max((one.swing for one in cells), default=0.0)


def _head(page: Page, x: float, answer: Answer, label: str, result: Result) -> None:
    words = label or question_words(answer.question, result.task.design.found.base)
    lines = folded(words, SMALL, CELL - 8, 4)
    for at, line in enumerate(lines):
        y = TOP + HEAD - 10 - (len(lines) - 1 - at) * 13
        page.text(x + 4, y, line, SMALL, tip=words if line.endswith("…") else "")


def _draw(page: Page, x: float, y: float, cell: Cell) -> None:
    left, room = x + 4, CELL - 12
    ends = f"{100 * cell.low:.0f} – {100 * cell.high:.0f} %"
    page.text(left, y + 13, ends, SMALL, bold=cell.beyond_chance,
              colour=INK if cell.beyond_chance else QUIET)  # fmt: skip
    bar = [(left + room * cell.low, y + 22), (left + room * cell.high, y + 22)]
    page.line([(left, y + 22), (left + room, y + 22)], PALE, width=1)
    if cell.beyond_chance:
        page.line(bar, INK, width=5)
    else:
        page.line(bar, QUIET, "2 2", width=1.6)


def _legend(page: Page, y: float, inputs: int, questions: int, same: int) -> None:
    page.line([(12, y), (42, y)], INK, width=5)
    page.text(50, y + 4, "from the least to the greatest share among its values", SMALL)
    page.line([(12, y + 18), (42, y + 18)], QUIET, "2 2", width=1.6)
    page.text(50, y + 22, "as far as chance alone would go (1 in 1,000)", SMALL)
    left = [f"{inputs:,} more inputs move less"] if inputs > 0 else []
    left += [f"{questions:,} more questions"] if questions > 0 else []
    left += [f"{same:,} answers are the same in all variants"] if same > 0 else []
    if left:
        page.text(12, y + 44, f"not shown: {'; '.join(left)}", SMALL)
