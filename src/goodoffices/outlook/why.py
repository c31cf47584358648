"""Why an answer is what it is: what it owes to each event, and what moves it among the params.

* **Owes**: P(Y) − P(Y | X blocked), over the same draws.
* **Rank correlation** (Spearman) of a param's draws with the answer in each draw.
* **Tornado**: the answer with a param at its 10 % and at its 90 % point, all others as drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.errors import RequestError
from goodoffices.model.outlook import Outlook, Param, Scenario
from goodoffices.model.question import Occurs, Question
from goodoffices.outlook.answers import answer, gained, true, values
from goodoffices.outlook.engine import Runs, Size, run
from goodoffices.outlook.estimates import POINTS, Difference
from goodoffices.outlook.parts import Floats
from goodoffices.outlook.spread import quantile
from goodoffices.outlook.talks import Outcome
from goodoffices.outlook.watching import Watching, watching
from goodoffices.progress import Progress, silent

ENDS = (0.1, 0.9)


@dataclass(frozen=True)
class Owed:
    """What an answer owes to one event: how much less it were if that never happened."""

    event: str
    by: Difference | None


@dataclass(frozen=True)
class Moved:
    """What one param does to an answer.

    ``rank``: Spearman's correlation, None where nothing varies. ``low``, ``high``: the answer with
    the param at its 10 % and 90 % point (``at``), nan where a condition leaves too few runs.
    """

    param: Param
    at: tuple[float, float]
    rank: float | None
    low: float
    high: float

    @property
    def swing(self) -> float:
        """How far the answer moves; 0 where there is none at an end."""
        apart = abs(self.high - self.low)
        return apart if np.isfinite(apart) else 0.0


def owes(
    outlook: Outlook, asked: Question, outcome: Outcome, size: Size, progress: Progress = silent
) -> tuple[Owed, ...]:
    """What an answer owes to each event that it does not speak of itself, the most first."""
    eyes = watching(outlook, (asked,))
    spoken = {atom.event for atom in asked.atoms() if isinstance(atom, Occurs)}
    others = [event.id for event in outlook.events if event.id not in spoken]
    base = run(outlook, size, eyes.watch, outcome.held, kept=2)
    found = []
    for at, event in enumerate(others):
        progress("events", at, len(others))
        without = run(outlook, size, eyes.watch, outcome.held, Scenario("", block=(event,)))
        found.append(Owed(event, gained(base, without, eyes, asked)))
    return tuple(sorted(found, key=lambda one: -abs(one.by.value) if one.by else 0.0))


def moves(
    outlook: Outlook,
    asked: Sequence[Question],
    outcome: Outcome,
    size: Size,
    progress: Progress = silent,
) -> dict[str, tuple[Moved, ...]]:
    """Question → what each uncertain param does to its answer, the widest swing first.

    Raises ``RequestError`` with fewer than ten draws of the params.
    """
    if size.outer < 10:
        raise RequestError("sensitivity compares draws of the params: ask for --runs 10xN or more")
    eyes = watching(outlook, asked)
    base = run(outlook, size, eyes.watch, outcome.held, kept=1 + len(ENDS))
    found: dict[str, list[Moved]] = {one.text: [] for one in asked}
    uncertain = [param for param in outlook.params if np.ptp(base.draws[param.id]) > 0]
    for at, param in enumerate(uncertain):
        progress("params", at, len(uncertain))
        ends = quantile(param.spread, np.array(ENDS))
        made = [
            run(
                outlook,
                size,
                eyes.watch,
                outcome.held,
                fixed={param.id: np.full(size.outer, end)},
            )
            for end in ends
        ]
        for one in asked:
            low, high = (_pooled(runs, eyes, one) for runs in made)
            rank = _rank(base.draws[param.id], each(base, eyes, one))
            moved = Moved(param, (float(ends[0]), float(ends[1])), rank, low, high)
            found[one.text].append(moved)
    return {text: tuple(sorted(list_, key=lambda m: -m.swing)) for text, list_ in found.items()}


def each(runs: Runs, eyes: Watching, asked: Question) -> Floats:
    """The answer in every draw of the params: float64, (outer); nan where nothing is left."""
    if asked.kind == "P":
        assert asked.of is not None
        hits = true(runs, eyes, asked.of)
        if asked.given is None:
            return np.asarray(hits.mean(axis=1))
        given = true(runs, eyes, asked.given)
        with np.errstate(invalid="ignore"):
            return np.asarray((hits & given).sum(axis=1) / given.sum(axis=1))
    numbers = values(runs, eyes, asked)
    if asked.kind == "mean":
        return np.asarray(numbers.mean(axis=1))
    return np.asarray(
        np.median(numbers, axis=1) if asked.kind == "quantiles" else numbers.std(axis=1)
    )


def _pooled(runs: Runs, eyes: Watching, asked: Question) -> float:
    """The answer as it is reported, of quantiles the median; nan where a condition leaves none."""
    found = answer(runs, eyes, asked)
    if found.quantiles:
        return found.quantiles[POINTS.index(50)]
    return found.estimate.value if found.estimate else float("nan")


def _rank(these: Floats, those: Floats) -> float | None:
    """Spearman's correlation; None where one of them does not vary."""
    import scipy.stats as stats

    good = np.isfinite(those)
    if good.sum() < 3 or np.ptp(those[good]) == 0:
        return None
    return float(stats.spearmanr(these[good], those[good]).statistic)
