"""What a crossing may let through in the next days, from its past alone.

Each run draws its own parameters, so an interval over runs holds what is not known as well as
what is left to chance:

1. **Rates**: opening and closing per day from Beta(k + ½, c − k + ½) (``crossing.py``, step 1).
2. **State**: open or closed as on the last observed day, from then on by the chain.
3. **Level**: σ, τ and today's level from what the counts say of them (``level.py``); then, for
   day t, log L(t) = log L(t−1) + σz − σ²/2, and an open day's count is L(t)·exp(τε).
4. A closed day's count is 0. Days between the last observation and the first day asked for are
   walked through in the same way.

This is the model ``drift``, and what an outlook can say. ``plain`` has no step 3: every open day's
count is drawn from the log-normal of all past open days. ``spells`` is ``plain`` with another step
1: each closure and each opening has a rate of its own (``spells.py``); ``both`` is ``drift`` with
that step.

With fewer than ``level.FEWEST`` open days there is no forecast.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from goodoffices.errors import RequestError
from goodoffices.series.crossing import Bools, Days, days_of
from goodoffices.series.level import FEWEST, levels
from goodoffices.series.observed import Floats, Series
from goodoffices.series.spells import spells

DRAWS = 4_000
STATES = (False, True)
Model = Literal["plain", "drift", "spells", "both"]
MODELS: tuple[Model, ...] = ("plain", "drift", "spells", "both")


def forecast(
    past: Series,
    days: int,
    chance: np.random.Generator,
    *,
    model: Model = "both",
    draws: int = DRAWS,
) -> Floats:
    """Counts of the ``days`` after the last date, float64, shape (draws, days).

    ``chance``: where random numbers come from; ``model``: see above. Raises ``RequestError``
    where the past has a negative count or too few open days.
    """
    known = days_of(past)
    if len(known.at) < FEWEST:
        found = f"{past.name} was open on {len(known.at)} days up to {past.last}"
        raise RequestError(f"{found}; at least {FEWEST} are needed for a forecast")
    return _simulated(known, days, chance, model, draws)


def _simulated(
    known: Days, days: int, chance: np.random.Generator, model: Model, draws: int
) -> Floats:
    last = known.last_seen
    assert last is not None  # an open day is an observed one
    gap = len(known.seen) - 1 - last
    alike = model in ("plain", "drift")
    is_open = _chain(known, bool(known.is_open[last]), gap + days, alike, chance, draws)[:, gap:]
    if model in ("plain", "spells"):
        noise = chance.standard_normal((draws, days))
        spread = known.logs.std(ddof=1)
        return np.where(is_open, np.exp(known.logs.mean() + spread * noise), 0.0)
    walked = levels(known.at, known.logs)
    assert walked is not None  # there are enough open days
    sigma, tau, level = walked.draw(draws, chance)
    since = len(known.seen) - 1 - walked.last
    level = level + sigma * np.sqrt(since) * chance.standard_normal(draws) - sigma**2 * since / 2
    steps = chance.standard_normal((draws, days))
    walk = np.cumsum(sigma[:, None] * steps - sigma[:, None] ** 2 / 2, axis=1)
    noise = tau[:, None] * chance.standard_normal((draws, days))
    return np.where(is_open, np.exp(level[:, None] + walk + noise), 0.0)


def _chain(
    known: Days, start: bool, days: int, alike: bool, chance: np.random.Generator, draws: int
) -> Bools:
    """Open or closed on each day after the last observed one: bool, shape (draws, days)."""
    now, fresh = zip(*(_rates(known, s, days, alike, chance, draws) for s in STATES), strict=True)
    drawn = chance.random((draws, days))
    found = np.empty((draws, days), dtype=np.bool_)
    state = np.full(draws, start)
    rate = now[start]
    for day in range(days):
        changed = drawn[:, day] < rate
        state = state ^ changed
        rate = np.where(changed, np.where(state, fresh[1][day], fresh[0][day]), rate)
        found[:, day] = state
    return found


def _rates(
    known: Days, state: bool, days: int, alike: bool, chance: np.random.Generator, draws: int
) -> tuple[Floats, Floats]:
    """The rate at which the current spell in ``state`` ends, and those of spells that begin on
    each day: float64 of shapes (draws,) and (days, draws)."""
    if alike:
        happened, tried = known.pairs(state)
        rate = chance.beta(happened + 0.5, tried - happened + 0.5, draws)
        return rate, np.broadcast_to(rate, (days, draws))
    past = spells(known.seen, known.is_open, state)
    a, b = past.draw(draws, chance)
    # the current spell says something of its own rate beside what it says of a and b
    return chance.beta(a, b + past.lasted), chance.beta(a, b, (days, draws))
