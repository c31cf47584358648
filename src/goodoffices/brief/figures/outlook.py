"""An outlook drawn: when events come on, how stocks may go, what scenarios change, what moves it.

A curve is the share of the runs, a fan the quantiles over all runs; neither is smoothed. The dot
of a question is its answer, the bar through it what the unknown numbers leave open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from goodoffices.brief.figures.axes import SCALES, dates, days, long_date, short, ticks, width
from goodoffices.brief.figures.draw import INK, Page
from goodoffices.brief.figures.outlook_bars import differences, tornado
from goodoffices.brief.figures.panel import (
    BELOW,
    GRID,
    HIGH,
    LEFT,
    QUIET,
    RIGHT,
    SERIES,
    SMALL,
    TOP,
    WIDTH,
    Panel,
    beside,
    words_panel,
)
from goodoffices.brief.outlook_names import event_name, scenario_name, stock_name
from goodoffices.brief.outlook_words import OutlookWords, percent
from goodoffices.brief.words import join
from goodoffices.model.question import Occurs
from goodoffices.outlook.answers import Answer
from goodoffices.outlook.forecast import Forecast
from goodoffices.outlook.parts import Floats
from goodoffices.outlook.request import Reply
from goodoffices.outlook.watching import everything
from goodoffices.outlook.why import Moved

MOST_EVENTS = 8
"""Curves drawn where no question chooses the events."""

THICK, THIN = 2.6, 1.6
"""As written, and the scenarios that are drawn over it."""

BANDS = ("#d3dfeb", "#a9c3dc")
PLOT = WIDTH - LEFT - RIGHT
HOW = (
    "Chance is in the curves and bands: they are shares of the runs. A dot on a curve is an "
    "answer, the bar through it what nobody knows leaves open, from 5 to 95 %."
)


def reply_figure(reply: Reply) -> Page:
    """Everything that was asked."""
    situation = reply.situation
    return outlook_figure(reply.forecasts, situation.title, situation.as_of, reply.moved)


def outlook_figure(
    forecasts: Sequence[Forecast],
    title: str = "",
    begin: date | None = None,
    moved: Mapping[str, Sequence[Moved]] | None = None,
) -> Page:
    """One picture of forecasts, as written first.

    ``begin``: the date of day 0; ``moved``: question → what moves its answer, where asked.
    """
    base = forecasts[0]
    events, left = _events(base)
    curves = _in_time(forecasts[: len(SERIES)], events, begin)
    changes = [differences(forecasts, at) for at in range(len(base.questions))]
    bars = [
        tornado(base, answer, moved[answer.question.text])
        for answer in base.answers
        if moved and answer.question.text in moved
    ]
    first = [
        words_panel(title or "Outlook", [OutlookWords(forecasts).opening()], "opening", 15),
        words_panel("How to read it", list(_notes(forecasts, left)), "notes"),
    ]
    groups = [first, curves, changes if len(forecasts) > 1 else [], bars]
    return beside(title or "Outlook", groups)


def brief_figure(one: Forecast, title: str, begin: date | None = None) -> Page:
    """The curves and fans of one forecast alone, as a brief shows them."""
    events, left = _events(one)
    how = words_panel(title, list(_notes((one,), left)), "notes")
    return beside(title, [[how], _in_time((one,), events, begin)])


def _in_time(drawn: Sequence[Forecast], events: Sequence[str], begin: date | None) -> list[Panel]:
    """A panel for every event (two for a status under scenarios), then for every stock."""
    base, curves = drawn[0], []
    for event in events:
        status = base.outlook.event(event).status
        if status and len(drawn) == 1:
            curves.append(_status(base, event, begin))
        else:
            curves.append(_curves(drawn, event, begin, on=False))
        if status and len(drawn) > 1:
            curves.append(_curves(drawn, event, begin, on=True))
    return curves + [_fan(drawn, stock, begin) for stock in base.watching.fan_stocks]


def _notes(forecasts: Sequence[Forecast], left: int) -> Iterator[str]:
    """What the marks mean, what is assumed, and what is not drawn."""
    yield HOW
    yield from (str(line) for line in OutlookWords(forecasts).assumptions())
    if left:
        yield f"{left} more events change; ask about them to see their curves."
    hidden = [scenario_name(one.scenario) for one in forecasts[len(SERIES) :]]
    if hidden:
        yield f"Only among the differences: {join(hidden)}."


def _events(base: Forecast) -> tuple[list[str], int]:
    """The events to draw, and how many more change: those that the questions speak of; where
    they ask of everything or of no event, the first that change."""
    spoken = [
        atom.event for one in base.questions for atom in one.atoms() if isinstance(atom, Occurs)
    ]
    if spoken and base.questions != everything(base.outlook):
        return list(dict.fromkeys(spoken)), 0
    changing = [event.id for event in base.outlook.events if event.causes or event.closes]
    return changing[:MOST_EVENTS], max(0, len(changing) - MOST_EVENTS)


class _Plot:
    """A panel with days across and a measure upwards."""

    def __init__(
        self,
        horizon: float,
        begin: date | None,
        marks: Sequence[tuple[float, str]],
        about: str,
        caption: str,
        heading: tuple[str, str],
    ) -> None:
        self.panel = Panel(WIDTH, TOP + HIGH + BELOW, "", about=about)
        self.horizon, self.low, self.high = horizon, marks[0][0], marks[-1][0]
        panel, bottom = self.panel, TOP + HIGH
        panel.heading(*heading)
        panel.text(0, TOP - 9, caption, SMALL, colour=QUIET)
        for value, name in marks:
            panel.line([(LEFT, self.y(value)), (LEFT + PLOT, self.y(value))], GRID, width=0.8)
            panel.text(LEFT - 6, self.y(value) + 3.5, name, SMALL, "end")
        dated = dates(horizon, begin) if begin is not None else []
        for day, name in dated or days(horizon):
            panel.line([(self.x(day), TOP), (self.x(day), bottom)], GRID, width=0.8)
            panel.text(self.x(day), bottom + 14, name, SMALL, "middle")
        told = f"day 0 is {long_date(begin)}" if dated and begin is not None else "days"
        panel.text(LEFT + PLOT / 2, bottom + 28, told, SMALL, "middle", colour=QUIET)
        panel.line([(LEFT, TOP), (LEFT, bottom), (LEFT + PLOT, bottom)], INK, width=1)

    def x(self, day: float) -> float:
        return LEFT + PLOT * day / self.horizon

    def y(self, value: float) -> float:
        return TOP + HIGH * (1 - (value - self.low) / (self.high - self.low))

    def path(self, at: Floats, values: Floats) -> list[tuple[float, float]]:
        """The points of a line, those in the middle of a level stretch left out."""
        points = [
            (round(self.x(d), 1), round(self.y(v), 1)) for d, v in zip(at, values, strict=True)
        ]
        return [
            point
            for i, point in enumerate(points)
            if i in (0, len(points) - 1) or not points[i - 1][1] == point[1] == points[i + 1][1]
        ]

    def answer(
        self, day: float, value: float, words: str, band: tuple[float, float] | None
    ) -> None:
        """The dot of an answer, with what the unknown numbers leave open."""
        x, y = self.x(day), self.y(value)
        if band is not None:
            low, high = self.y(band[0]), self.y(band[1])
            self.panel.line([(x, low), (x, high)], INK, width=1)
            for end in (low, high):
                self.panel.line([(x - 3, end), (x + 3, end)], INK, width=1)
        self.panel.dot(x, y, False)
        if day < self.horizon:
            self.panel.free(x, y, words)


def _by_pixel(one: Forecast) -> tuple[NDArray[np.intp], Floats]:
    """Steps at which a curve is drawn, and their days."""
    steps = one.outlook.steps
    at = np.unique(np.linspace(0, steps, min(steps, int(PLOT)) + 1).round().astype(np.intp))
    return at, np.asarray(at * one.outlook.step, np.float64)


def _shares(one: Forecast, begin: date | None, about: str, heading: tuple[str, str]) -> _Plot:
    marks = [(part / 4, f"{25 * part} %") for part in range(5)]
    return _Plot(one.outlook.horizon, begin, marks, about, "share of the runs", heading)


def _curves(forecasts: Sequence[Forecast], event: str, begin: date | None, on: bool) -> Panel:
    """One measure of an event, under each scenario."""
    base = forecasts[0]
    name = event_name(base.outlook, event)
    kind, heading = "come on", (name, "it has come on by that day")
    if on:
        kind, heading = "on", (f"{name}, day by day", "it is on at that day")
    plot = _shares(base, begin, f"event {event}: {kind}", heading)
    ends = []
    for one, (colour, dashes) in zip(forecasts, SERIES, strict=False):
        values = one.curve(event) if on else one.waited(event)
        at, when = _by_pixel(one)
        points = plot.path(when, values[at])
        plot.panel.line(points, colour, dashes, width=THICK if one is base else THIN)
        name = scenario_name(one.scenario) if len(forecasts) > 1 else ""
        ends.append((points[-1][1], name, percent(float(values[-1])), colour))
    _answers(plot, base, event, (not on,))
    plot.panel.ends(ends)
    return plot.panel


def _status(base: Forecast, event: str, begin: date | None) -> Panel:
    """A status by itself: solid, that it has come on; dashed, that it is on."""
    below = "solid: it has come on by that day; dashed: it is on at that day"
    heading = (event_name(base.outlook, event), below)
    plot = _shares(base, begin, f"event {event}", heading)
    ends = []
    at, when = _by_pixel(base)
    for name, values, (colour, dashes) in (
        ("has come on", base.waited(event), SERIES[0]),
        ("is on", base.curve(event), SERIES[1]),
    ):
        points = plot.path(when, values[at])
        plot.panel.line(points, colour, dashes, width=1.8)
        ends.append((points[-1][1], name, percent(float(values[-1])), colour))
    _answers(plot, base, event, (True, False))
    plot.panel.ends(ends)
    return plot.panel


def _answers(plot: _Plot, base: Forecast, event: str, by: tuple[bool, ...]) -> None:
    """The answers to questions that ask for a point of these curves."""
    for one in base.answers:
        of = one.question.of
        if isinstance(of, Occurs) and of.event == event and of.by in by:
            found = one.estimate
            if one.question.given is None and found is not None and of.day <= plot.horizon:
                band = None
                if found.low is not None and found.high is not None:
                    band = (min(max(found.low, 0.0), 1.0), min(max(found.high, 0.0), 1.0))
                plot.answer(of.day, found.value, percent(found.value, found.mc_se), band)


def _fan(forecasts: Sequence[Forecast], stock: str, begin: date | None) -> Panel:
    """A stock: bands as written, medians under each scenario."""
    base = forecasts[0]
    fans = [np.asarray(one.fan(stock), np.float64) for one in forecasts]
    unit = base.outlook.stock(stock).unit
    asked = [one for one in base.answers if one.question.stock == stock and one.quantiles]
    extent = [*fans[0].ravel(), *(float(v) for fan in fans for v in fan[2])]
    extent += [end for one in asked for end in (*(one.band or ()), one.quantiles[2])]
    low, high = min(extent), max(extent)
    found = ticks(0.0 if 0 <= low < 0.6 * high else low, high, 5)
    marks, scale = _named(found)
    caption = f"{scale} {unit}".strip() or "number"
    which = " (as written)" if len(fans) > 1 else ""
    below = f"line: median; bands{which}: 25–75 % and 5–95 % of the runs"
    heading = (stock_name(base.outlook, stock), below)
    plot = _Plot(base.outlook.horizon, begin, marks, f"stock {stock}", caption, heading)
    when = base.fan_days()
    _bands(plot, when, fans[0])
    ends = []
    for one, fan, (colour, dashes) in zip(forecasts, fans, SERIES, strict=False):
        points = plot.path(when, fan[2])
        plot.panel.line(points, colour, dashes, width=THICK if one is base else THIN)
        ends.append((points[-1][1], scenario_name(one.scenario), short(float(fan[2, -1])), colour))
    if len(fans) == 1:
        last = fans[0][:, -1]
        ends = [
            (plot.y(value), f"{point} %:", short(value), INK)
            for point, value in zip((95, 75, 50, 25, 5), last[::-1].tolist(), strict=True)
        ]
        if np.ptp(last) == 0:
            ends = [(ends[0][0], "all runs:", ends[0][2], INK)]
    _medians(plot, asked)
    plot.panel.ends(ends)
    return plot.panel


def _bands(plot: _Plot, when: Floats, fan: Floats) -> None:
    """5 to 95 and 25 to 75 %, each with a thin line at its edges."""
    for low, high, fill, dashes in ((0, 4, BANDS[0], "2 2"), (1, 3, BANDS[1], "")):
        under, over = plot.path(when, fan[low]), plot.path(when, fan[high])
        plot.panel.area([*under, *over[::-1]], fill)
        for edge in (under, over):
            plot.panel.line(edge, QUIET, dashes, width=0.7)


def _medians(plot: _Plot, asked: Sequence[Answer]) -> None:
    for one in asked:
        if one.question.day <= plot.horizon:
            middle = one.quantiles[2]
            plot.answer(one.question.day, middle, short(middle), one.band)


def _named(found: Sequence[float]) -> tuple[list[tuple[float, str]], str]:
    """Tick values with their names, in thousands, millions or billions where they are large."""
    most = max(map(abs, found))
    for scale, word in (*SCALES, (1e3, "thousand"), (1.0, "")):
        names = [f"{one / scale:,.10g}" for one in found]
        large = most >= (10 * scale if scale == 1e3 else scale) or not word
        plain = not any("e" in name for name in names)
        if large and plain and max(width(name, SMALL) for name in names) < LEFT - 8:
            return list(zip(found, names, strict=True)), word
    return [(one, f"{one:.3g}") for one in found], ""
