"""What scenarios change and what moves an answer, as dots and bars."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from goodoffices.brief.figures.axes import fitted, short, ticks, width
from goodoffices.brief.figures.draw import COLOURS, INK
from goodoffices.brief.figures.panel import GRID, QUIET, SERIES, SMALL, WIDTH, Panel
from goodoffices.brief.outlook_names import plain, question_name, scenario_name
from goodoffices.brief.outlook_words import percent, told
from goodoffices.outlook.answers import Answer
from goodoffices.outlook.forecast import Forecast
from goodoffices.outlook.why import Moved

ROW, HEAD, FOOT = 22.0, 14.0, 36.0
NAMES, NUMBERS = 128.0, 150.0
"""Room for the names on the left, and for the numbers on the right of differences."""

MOST_BARS = 10
BAR = "#a9c3dc"
ENDS = 84.0
"""Room for a value at an end of a bar."""


def differences(forecasts: Sequence[Forecast], at: int) -> Panel:
    """How one answer differs under each scenario: a dot, and two standard errors each way."""
    base, rows = forecasts[0], forecasts[1:]
    answer = base.answers[at]
    asked = answer.question
    chance = asked.kind == "P"
    panel = Panel(WIDTH, 0, "", about=f"differences: {asked.text}")
    below = "scenario less as written, same draws; bar: ± 2 standard errors"
    top = HEAD + panel.heading(question_name(base.outlook, asked), below, asked.text, 2)
    gains = [one.gains[at] for one in rows]
    factor = 100.0 if chance else 1.0
    reach = [0.0]
    for gain in gains:
        if gain is not None:
            reach += [gain.value - 2 * (gain.se or 0.0), gain.value + 2 * (gain.se or 0.0)]
    if max(reach) == min(reach):
        reach = [-1 / factor, 1 / factor]
    marks = ticks(min(reach) * factor, max(reach) * factor, 4)
    left, right = NAMES + 8, WIDTH - NUMBERS
    bottom = top + len(rows) * ROW
    panel.height = bottom + FOOT

    def x(value: float) -> float:
        return left + (right - left) * (value - marks[0]) / (marks[-1] - marks[0])

    written = 0.0
    for mark in marks:
        panel.line([(x(mark), top), (x(mark), bottom)], INK if mark == 0 else GRID, width=0.8)
        name = f"{mark:,.6g}".replace("-", "−")
        if x(mark) - width(name, SMALL) / 2 >= written + 4:
            panel.text(x(mark), bottom + 14, name, SMALL, "middle")
            written = x(mark) + width(name, SMALL) / 2
    unit = "percentage points" if chance else base.outlook.stock(asked.stock).unit
    panel.text((left + right) / 2, bottom + 28, unit, SMALL, "middle", colour=QUIET)
    for row, (one, gain) in enumerate(zip(rows, gains, strict=True)):
        y = top + (row + 0.5) * ROW
        colour = SERIES[row + 1][0] if row + 1 < len(SERIES) else INK
        shown, whole = fitted(scenario_name(one.scenario), SMALL, NAMES)
        panel.text(NAMES, y + 3.5, shown, SMALL, "end", tip=whole)
        if gain is not None:
            value, error = gain.value * factor, 2 * (gain.se or 0.0) * factor
            ends = (x(value - error), x(value + error))
            panel.line([(ends[0], y), (ends[1], y)], colour, width=1.5)
            for end in ends:
                panel.line([(end, y - 4), (end, y + 4)], colour, width=1.2)
            panel.dot(x(value), y, True, colour)
        words = told(one.answers[at], gain) if gain is not None else "no answer"
        shown, whole = fitted(words, SMALL, NUMBERS - 14)
        panel.text(WIDTH, y + 3.5, shown, SMALL, "end", tip=whole)
    return panel


def tornado(base: Forecast, answer: Answer, moved: Sequence[Moved]) -> Panel:
    """The answer with each uncertain number at its 10 % and at its 90 % point, widest on top."""
    asked = answer.question
    bars = [one for one in moved if isfinite(one.low) and isfinite(one.high)]
    bars.sort(key=lambda one: -one.swing)
    left_out = max(0, len(bars) - MOST_BARS)
    bars = bars[:MOST_BARS]
    panel = Panel(WIDTH, 0, "", about=f"tornado: {asked.text}")
    what = "answer" if _is_mean(answer) else "mean over draws"
    below = f"{what} with one number at its 10 % (○) and 90 % point (●)"
    name = f"What moves: {question_name(base.outlook, asked)}"
    top = HEAD + panel.heading(name, below, asked.text, 2)
    bottom = top + len(bars) * ROW
    panel.height = bottom + FOOT
    if not bars:
        panel.text(0, top + 8, "nothing that is uncertain moves it", SMALL)
        return panel
    centre = _centre(answer)
    reach = [end for one in bars for end in (one.low, one.high)]
    reach += [] if centre is None else [centre]
    low, high = min(reach), max(reach)
    left, right = NAMES + 8 + ENDS, WIDTH - ENDS - 4

    def x(value: float) -> float:
        return left + (right - left) * ((value - low) / (high - low) if high > low else 0.5)

    if centre is not None:
        panel.line([(x(centre), top - 4), (x(centre), bottom + 3)], QUIET, "3 3", width=1)
        panel.text(x(centre), bottom + 15, f"answer {_value(answer, centre)}", SMALL, "middle")
    for row, one in enumerate(bars):
        y = top + (row + 0.5) * ROW
        shown, whole = fitted(plain(one.param.id), SMALL, NAMES)
        panel.text(NAMES, y + 3.5, shown, SMALL, "end", tip=whole or one.param.path)
        ends = sorted((x(one.low), x(one.high)))
        panel.shapes.append(
            f"<rect x='{ends[0]:.1f}' y='{y - 6:.1f}' width='{max(ends[1] - ends[0], 1):.1f}' "
            f"height='12' fill='{BAR}' stroke='{COLOURS['improving']}'/>"
        )
        panel.dot(x(one.low), y, False)
        panel.dot(x(one.high), y, True)
        first, last = sorted((one.low, one.high))
        panel.text(ends[0] - 7, y + 3.5, _value(answer, first), SMALL, "end")
        panel.text(ends[1] + 7, y + 3.5, _value(answer, last), SMALL)
    if left_out:
        words = f"{left_out} more move it less"
        panel.text(0, bottom + 30, words, SMALL, colour=QUIET)
    return panel


def _is_mean(answer: Answer) -> bool:
    """Whether the answer is the mean over the draws, so that it stands among the bars."""
    asked = answer.question
    return asked.kind == "mean" or (asked.kind == "P" and asked.given is None)


def _centre(answer: Answer) -> float | None:
    return answer.estimate.value if _is_mean(answer) and answer.estimate is not None else None


def _value(answer: Answer, value: float) -> str:
    return percent(value) if answer.question.kind == "P" else short(value)
