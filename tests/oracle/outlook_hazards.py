"""The causes of an event and what they add to its cumulative hazard.

    h(a) = -ln(1 - p F(a delta)),  a: steps since the cause came on,  F(0) = 0

In a step the cause adds lambda delta + h(a) - h(a - 1). Where p F = 1 it adds infinity: certain.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from .outlook_texts import Data, Values, amount, days, exact, hazard_per_day

Lag = tuple[Any, ...]


@dataclass(frozen=True)
class Cause:
    """`after` is None for a cause that runs from day 0; `rate` is lambda per day."""

    after: str | None
    rate: float
    probability: float
    lag: Lag


def read_lag(value: Any, values: Values) -> Lag:
    """("none",), ("fixed", days), ("uniform", a, b), ("range", p5, p50, p95), ("mean", days)."""
    if value is None:
        return ("none",)
    if not isinstance(value, dict):
        return ("fixed", days(value, values))
    ((kind, body),) = value.items()
    if kind == "mean":
        return ("mean", days(body, values))
    if kind in ("uniform", "range"):
        return (kind, *(exact(number) for number in body))
    raise ValueError(f"expected a lag, found {value!r}")


def read_causes(event: str, body: Data, values: Values) -> tuple[list[Cause], list[Cause]]:
    """What makes the event happen (or turn on), and what turns it off. A probability that is
    drawn is values["probability I of EVENT"], I from 1 over causes, opens, closes."""
    number = 0
    lists: dict[str, list[Cause]] = {}
    for kind in ("causes", "opens", "closes"):
        lists[kind] = []
        for entry in body.get(kind) or []:
            number += 1
            label = f"probability {number} of {event}"
            if "rate" in entry:
                if "probability" in entry or "lag" in entry:
                    raise ValueError(f"{label}: a rate stands alone, found {entry!r}")
                rate = hazard_per_day(entry["rate"], values, label)
                cause = Cause(entry.get("after"), rate, 0.0, ("none",))
            else:
                chance = amount(entry.get("probability"), values, label)
                if not 0 <= chance <= 1:
                    raise ValueError(f"{label}: expected 0 to 1, found {chance}")
                lag = read_lag(entry.get("lag"), values)
                cause = Cause(entry.get("after"), 0.0, chance, lag)
            lists[kind].append(cause)
    return lists["causes"] + lists["opens"], lists["closes"]


def normal_below(z: float) -> float:
    """The distribution function of the standard normal."""
    return (1 + math.erf(z / math.sqrt(2))) / 2


def range_below(p5: Fraction, p50: Fraction, p95: Fraction, x: Fraction) -> float:
    """The distribution function of a range: x = p50 exp(z s), on a linear scale where p5 <= 0."""
    below = x < p50
    if (below and p50 == p5) or (not below and p95 == p50):
        return 0.0 if below else 1.0
    if p5 <= 0:
        spread = float(p50 - p5 if below else p95 - p50) / 1.645
        return normal_below(float(x - p50) / spread)
    spread = math.log(p50 / p5 if below else p95 / p50) / 1.645
    return normal_below(math.log(x / p50) / spread)


def passed(lag: Lag, age: int, step: Fraction) -> float:
    """F: the probability that the lag is over after that many steps; F(0) = 0."""
    if age <= 0:
        return 0.0
    time = age * step
    kind, *numbers = lag
    if kind == "none":
        return 1.0
    if kind == "fixed":
        return 1.0 if time >= numbers[0] else 0.0
    if kind == "uniform":
        first, last = (int(number) for number in numbers)
        whole_days = range(first, last + 1)
        return sum(day <= time for day in whole_days) / len(whole_days)
    if kind == "mean":
        return 1 - math.exp(-float(time / numbers[0]))
    p5, p50, p95 = numbers
    return range_below(p5, p50, p95, time)


@lru_cache(maxsize=65536)
def added(cause: Cause, age: int, step: Fraction) -> float:
    """What the cause adds to the cumulative hazard in the step in which its age becomes `age`."""
    now = cause.probability * passed(cause.lag, age, step)
    if now >= 1:
        return math.inf
    before = cause.probability * passed(cause.lag, age - 1, step)
    return cause.rate * float(step) - math.log(1 - now) + math.log(1 - before)


def multiplied(hazard: float, factors: list[float]) -> float:
    """The hazard times the factors; a factor of 0 blocks even what is certain."""
    if 0 in factors:
        return 0.0
    return hazard * math.prod(factors)
