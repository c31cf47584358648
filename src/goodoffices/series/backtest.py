"""How often what happened lay inside the interval: a backtest with a rolling origin.

1. Origins: every ``every`` days after a burn-in. At each the fit sees the days up to the origin
   and nothing later.
2. For each horizon the total of the next days is forecast as the interval from the 5 % to the
   95 % point of its runs.
3. It covers where what happened lies inside, ends included. A horizon with a missing day, or one
   that goes beyond the series, is left out; so is an origin with too few open days, and these
   are counted.

Beside coverage the *interval score*: width + 2/α times how far outside, α = 0.1; lower is better,
so an interval cannot win by being wide (Gneiting and Raftery 2007, J. Am. Stat. Assoc. 102,
359-378, section 6.2). Horizons of neighbouring origins overlap, so trials are not independent and
Wilson's interval is narrower than it should be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from goodoffices.errors import RequestError
from goodoffices.progress import Progress, silent
from goodoffices.series.forecast import DRAWS, MODELS, Model, forecast
from goodoffices.series.level import FEWEST
from goodoffices.series.observed import Floats, Series
from goodoffices.series.proportion import Proportion

BURN_IN = 60
EVERY = 3
HORIZONS = (14, 30)
OUTSIDE = 0.1
"""The chance that a 90 % interval leaves."""


@dataclass(frozen=True)
class Trial:
    """One interval for the total of ``horizon`` days after ``origin``, and what happened."""

    origin: date
    horizon: int
    model: Model
    low: float
    high: float
    happened: float
    was_open: bool

    @property
    def covered(self) -> bool:
        """Whether what happened lies inside."""
        return bool(self.low <= self.happened <= self.high)

    @property
    def score(self) -> float:
        """The interval score."""
        off = max(self.low - self.happened, 0.0) + max(self.happened - self.high, 0.0)
        return self.high - self.low + 2 / OUTSIDE * off


@dataclass(frozen=True)
class Backtest:
    """Every trial of one series; ``too_early``: origins with too few open days."""

    name: str
    trials: tuple[Trial, ...]
    too_early: int

    def of(self, horizon: int, model: Model) -> tuple[Trial, ...]:
        """The trials of one kind."""
        return tuple(t for t in self.trials if t.horizon == horizon and t.model == model)

    def coverage(self, horizon: int, model: Model) -> Proportion:
        """In how many trials what happened lay inside."""
        trials = self.of(horizon, model)
        return Proportion(sum(trial.covered for trial in trials), len(trials))

    def score(self, horizon: int, model: Model) -> float | None:
        """The mean interval score; None without a trial."""
        trials = self.of(horizon, model)
        return float(np.mean([trial.score for trial in trials])) if trials else None


def backtest(
    series: Series,
    seed: int,
    *,
    horizons: tuple[int, ...] = HORIZONS,
    burn_in: int = BURN_IN,
    every: int = EVERY,
    draws: int = DRAWS,
    progress: Progress = silent,
) -> Backtest:
    """Steps 1 to 3. Raises ``RequestError`` for a negative count or steps that lead nowhere."""
    if every < 1 or burn_in < 1 or not horizons or min(horizons) < 1:
        raise RequestError("burn-in, step and horizons of a backtest are days, at least one")
    if not 0 <= seed < 2**64:
        raise RequestError(f"the seed {seed} is not a whole number from 0 to 2^64 - 1")
    daily = series.daily()
    values = daily.values
    trials: list[Trial] = []
    too_early = 0
    origins = range(burn_in, len(values) - min(horizons) + 1, every)
    for at, origin in enumerate(origins):
        progress(f"backtest of {series.name}", at, len(origins))
        past = daily.until(daily.dates[origin - 1].item())
        if (past.values > 0).sum() < FEWEST:
            too_early += 1
            continue
        trials += _trials(past, values[origin:], horizons, (seed, origin), draws)
    return Backtest(series.name, tuple(trials), too_early)


def _trials(
    past: Series, future: Floats, horizons: tuple[int, ...], key: tuple[int, int], draws: int
) -> Iterator[Trial]:
    assert past.last is not None
    known = past.values[~np.isnan(past.values)]
    for model in MODELS:
        chance = np.random.Generator(np.random.Philox(key=key))
        runs = forecast(past, max(horizons), chance, model=model, draws=draws)
        totals = np.cumsum(runs, axis=1)
        for horizon in horizons:
            happened = float(future[:horizon].sum())
            if horizon > len(future) or np.isnan(happened):
                continue
            low, high = np.quantile(totals[:, horizon - 1], [OUTSIDE / 2, 1 - OUTSIDE / 2])
            was_open = bool(known[-1] > 0)
            yield Trial(past.last, horizon, model, low, high, happened, was_open)
