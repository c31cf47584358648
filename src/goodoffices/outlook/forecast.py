"""An outlook as asked: answers, curves and fans, what-if against as written, all with errors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.errors import RequestError, nearest, one_of
from goodoffices.model.outlook import AS_WRITTEN, Outlook, Scenario
from goodoffices.model.party import ASSUMPTION
from goodoffices.model.question import Question
from goodoffices.outlook.answers import Answer, answer, gained
from goodoffices.outlook.engine import Runs, Size, run
from goodoffices.outlook.estimates import Difference
from goodoffices.outlook.parts import Floats
from goodoffices.outlook.talks import Outcome
from goodoffices.outlook.watching import Watching, watching
from goodoffices.progress import Progress, silent


@dataclass(frozen=True)
class Forecast:
    """The answers to ``questions`` under one scenario, and the runs behind them.

    ``gains``: against as written, an entry a question; empty for as written itself.
    """

    outlook: Outlook
    outcome: Outcome
    size: Size
    questions: tuple[Question, ...]
    runs: Runs
    watching: Watching
    answers: tuple[Answer, ...]
    gains: tuple[Difference | None, ...] = ()

    @property
    def scenario(self) -> Scenario:
        """What was changed."""
        return self.runs.scenario

    @property
    def uncertain(self) -> bool:
        """Whether anything is not known for sure, apart from chance."""
        return self.runs.uncertain

    def curve(self, event: str) -> Floats:
        """The share of the runs in which an event is on at each step: float64, (steps + 1)."""
        at = [one.id for one in self.outlook.events].index(event)
        return np.asarray(self.runs.notes.often[at] / self.size.runs)

    def waited(self, event: str) -> Floats:
        """The share of the runs in which it has come on by each step: float64, (steps + 1)."""
        at = [one.id for one in self.outlook.events].index(event)
        first = self.runs.notes.first[at]
        points = self.outlook.steps + 1
        counts = np.bincount(first[first < points], minlength=points)
        return np.asarray(np.cumsum(counts) / self.size.runs)

    def fan(self, stock: str, points: Sequence[float] = (5, 25, 50, 75, 95)) -> Floats:
        """Percentiles over all runs at the fan's steps: float64, (points, fan steps)."""
        at = self.watching.fan_stocks.index(stock)
        return np.asarray(np.percentile(self.runs.notes.fan[:, at, :], points, axis=1))

    def fan_days(self) -> Floats:
        """The days of the fan's steps."""
        return np.asarray(self.watching.watch.fan_steps * self.outlook.step)


def forecast(
    outlook: Outlook,
    questions: tuple[Question, ...],
    outcome: Outcome,
    size: Size,
    scenarios: Iterable[Scenario] = (),
    fans: bool = False,
    progress: Progress = silent,
) -> tuple[Forecast, ...]:
    """As written first, then each scenario over the same draws."""
    eyes = watching(outlook, questions, fans)
    base: Forecast | None = None
    found = []
    changed = (AS_WRITTEN, *scenarios)
    for scenario in changed:
        made = run(outlook, size, eyes.watch, outcome.held, scenario, progress, kept=len(changed))
        answers = tuple(answer(made, eyes, one) for one in questions)
        gains: tuple[Difference | None, ...] = ()
        if base is not None:
            gains = tuple(gained(made, base.runs, eyes, one) for one in questions)
        one = Forecast(outlook, outcome, size, questions, made, eyes, answers, gains)
        base = base or one
        found.append(one)
    return tuple(found)


def scenario(outlook: Outlook, name: str) -> Scenario:
    """The scenario with this name. Raises ``RequestError``."""
    for one in outlook.scenarios:
        if one.id == name:
            return one
    names = [one.id for one in outlook.scenarios]
    known = f"expected one of {one_of(names)}" if names else "the outlook has none"
    hint = nearest(name, names)
    raise RequestError(f'there is no scenario "{name}"; {known}; {hint}'.rstrip("; "))


def marked(outlook: Outlook) -> tuple[str, ...]:
    """What the file itself marks as an assumption, by where it stands."""
    found = [
        param.path.removeprefix("outlook.")
        for param in outlook.params
        if param.because == ASSUMPTION and not param.spread.unset
    ]
    for event in outlook.events:
        if event.because == ASSUMPTION:
            found.append(f"events.{event.id}")
        causes = (*event.causes, *event.closes)
        if any(cause.because == ASSUMPTION for cause in causes):
            found.append(f"events.{event.id} (causes)")
        if any(one.because == ASSUMPTION for one in event.modifiers):
            found.append(f"events.{event.id} (modifiers)")
    for flow in outlook.flows:
        if any(one.because == ASSUMPTION for one in flow.modifiers):
            found.append(f"flows.{flow.id} (modifiers)")
    for kind, listed in (
        ("stocks", outlook.stocks),
        ("flows", outlook.flows),
        ("pools", outlook.pools),
        ("scenarios", outlook.scenarios),
    ):
        found += [f"{kind}.{one.id}" for one in listed if one.because == ASSUMPTION]
    return tuple(dict.fromkeys(found))
