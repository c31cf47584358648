"""What a daily count says of a crossing: how often it opens and closes, how much passes, and how
that drifts.

A day on which nothing moved is *closed*, a day with any count is *open*; a count says nothing of
why. Days without an observation are neither.

1. **Chain.** Over pairs of neighbouring days that were both observed: c closed days, k of them
   followed by an open one. Each such pair is one independent trial of a two-state Markov chain,
   so the maximum of the likelihood is k/c per day (Anderson and Goodman 1957, Ann. Math. Stat.
   28, 89-110). Interval: the 5 % and 95 % points of Beta(k + ½, c − k + ½), Jeffreys' (Brown,
   Cai and DasGupta 2001, Stat. Science 16, 101-133). Closing likewise over open days.
2. **Level when open.** The sample median of the open days, and the 5, 50 and 95 % points of a
   log-normal with the mean and standard deviation of their logarithms.
3. **Drift.** σ per √day and the day-to-day noise τ, by the likelihood of ``level.py`` (median
   and 5-95 %), and beside it by the variances of differences of ``drift.py``.
4. **Level today.** The level behind the noise on the last observed day: 5, 50 and 95 %.
5. **The current spell.** Step 1 takes all closures as alike, and all openings. Where they are not
   (``spells.py``), the rate at which the one that lasts now ends is another: 5, 50 and 95 %.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import exp

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import RequestError
from goodoffices.series.drift import Line, line
from goodoffices.series.level import Levels, levels, weighted_points
from goodoffices.series.observed import Floats, Series
from goodoffices.series.spells import spells

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
NORMAL_95 = 1.6448536269514722
POINTS = (0.05, 0.5, 0.95)
NEGLIGIBLE = 1e-6
"""Cells with less weight than this do not move a 5 % point."""


@dataclass(frozen=True)
class Chance:
    """A probability per day: it happened on ``happened`` of ``days`` days on which it could.

    ``estimate``: the maximum of the likelihood, None without a day; ``low`` and ``high``: 5 % and
    95 % by Jeffreys, which without a day only say what the prior does.
    """

    happened: int
    days: int
    estimate: float | None
    low: float
    high: float


@dataclass(frozen=True)
class Range:
    """5 %, 50 % and 95 %: what ``range`` takes in an outlook."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Drift:
    """σ per √day of the log level (``sigma``, 5-95 % ``low`` to ``high``) and the noise τ.

    ``robust`` and ``plain``: the same two by the variances of differences, None where too few
    open days lie near each other.
    """

    sigma: float
    low: float
    high: float
    noise: float
    robust: Line | None
    plain: Line | None


@dataclass(frozen=True)
class Current:
    """The spell of the last observed day: open or closed for ``lasted`` days so far.

    ``likeness``: 0 where all spells of its kind end at one rate, 1 where each ends at once or
    never; ``ends``: the rate per day at which this one ends if they are not alike.
    """

    is_open: bool
    lasted: int
    likeness: Range
    ends: Range


@dataclass(frozen=True)
class Crossing:
    """The fit; counts are of days.

    ``current`` is None without an observed day, ``median`` and ``level`` without an open one,
    ``drift`` and ``today`` with fewer than five.
    """

    name: str
    unit: str
    first: date | None
    last: date | None
    observed: int
    missing: int
    open_days: int
    current: Current | None
    opens: Chance
    closes: Chance
    median: float | None
    level: Range | None
    today: Range | None
    drift: Drift | None


@dataclass(frozen=True, eq=False)
class Days:
    """A crossing day by day: ``counts``, float64, ``seen`` and ``is_open``, bool, (n_days,).

    ``counts`` is NaN where nothing was observed. ``at``: the numbers of the open days, int64,
    shape (n_open,); ``logs``: the logarithms of their counts, float64, shape (n_open,).
    """

    counts: Floats
    seen: Bools
    is_open: Bools
    at: Ints
    logs: Floats

    def pairs(self, start: bool) -> tuple[int, int]:
        """Days in state ``start`` whose next day was observed too, and how many changed."""
        both = self.seen[:-1] & self.seen[1:] & (self.is_open[:-1] == start)
        return int((both & (self.is_open[1:] != start)).sum()), int(both.sum())

    @property
    def last_seen(self) -> int | None:
        """The number of the last observed day."""
        return int(np.flatnonzero(self.seen)[-1]) if self.seen.any() else None


def days_of(series: Series) -> Days:
    """The days of a series. Raises ``RequestError`` for a negative count."""
    values = series.values
    wrong = np.flatnonzero(values < 0)
    if len(wrong):
        day = series.dates[wrong[0]]
        found = f"{series.name} is {values[wrong[0]]:g} on {day}"
        raise RequestError(f"{found}; a crossing's counts are 0 (nothing moved) or more")
    values = series.daily().values
    is_open = values > 0
    at = np.flatnonzero(is_open).astype(np.int64)
    return Days(values, ~np.isnan(values), is_open, at, np.log(values[at]))


def fit_crossing(series: Series) -> Crossing:
    """Steps 1 to 5. Raises ``RequestError`` for a negative count."""
    days = days_of(series)
    last = days.last_seen
    walked = levels(days.at, days.logs)
    return Crossing(
        series.name,
        series.unit,
        series.first,
        series.last,
        int(days.seen.sum()),
        int((~days.seen).sum()),
        len(days.at),
        None if last is None else _current(days, bool(days.is_open[last])),
        chance(*days.pairs(False)),
        chance(*days.pairs(True)),
        float(np.median(days.counts[days.at])) if len(days.at) else None,
        _log_normal(days.logs),
        None if walked is None or last is None else _today(walked, last),
        None if walked is None else _drift(days, walked),
    )


def chance(happened: int, days: int) -> Chance:
    """The probability per day behind ``happened`` of ``days``."""
    from scipy.special import betaincinv

    ends = betaincinv(happened + 0.5, days - happened + 0.5, [0.05, 0.95])
    return Chance(happened, days, happened / days if days else None, *map(float, ends))


def _log_normal(logs: Floats) -> Range | None:
    if not len(logs):
        return None
    middle = float(logs.mean())
    spread = float(logs.std(ddof=1)) if len(logs) > 1 else 0.0
    return Range(*(exp(middle + side * NORMAL_95 * spread) for side in (-1, 0, 1)))


def _current(days: Days, is_open: bool) -> Current:
    """Step 5: the mixture over the cells of Beta(a, b + days lasted)."""
    from scipy.special import betainc, expit

    past = spells(days.seen, days.is_open, is_open)
    likeness = weighted_points(1 / (past.a + past.b + 1), past.weight, POINTS)
    kept = past.weight > NEGLIGIBLE
    a, b = past.a[kept], past.b[kept] + past.lasted
    logits = np.linspace(-28.0, 10.0, 200)  # dense towards both ends of 0 to 1
    below = betainc(a, b, expit(logits)[:, None]) @ past.weight[kept] / past.weight[kept].sum()
    ends = [float(expit(np.interp(point, below, logits))) for point in POINTS]
    return Current(is_open, past.lasted, Range(*likeness), Range(*ends))


def _drift(days: Days, walked: Levels) -> Drift:
    low, sigma, high = weighted_points(walked.sigma, walked.weight, POINTS)
    [noise] = weighted_points(walked.noise, walked.weight, (0.5,))
    robust, plain = (line(days.at, days.logs, kind) for kind in (True, False))
    return Drift(sigma, low, high, noise, robust, plain)


def _today(walked: Levels, last: int) -> Range:
    """The mixture over the cells of normal log levels, carried on to day ``last``."""
    from scipy.special import ndtr

    gap = last - walked.last
    mean = walked.mean - 0.5 * gap * walked.sigma**2
    spread = np.sqrt(walked.variance + gap * walked.sigma**2)
    kept = walked.weight > NEGLIGIBLE
    mean, spread, weight = mean[kept], spread[kept], walked.weight[kept]
    points = np.linspace((mean - 6 * spread).min(), (mean + 6 * spread).max(), 400)
    below = ndtr((points[:, None] - mean) / spread) @ weight / weight.sum()
    return Range(*(exp(float(np.interp(point, below, points))) for point in POINTS))
