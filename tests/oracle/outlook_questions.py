"""The questions put to an outlook: of one run, and over many runs by counting.

Conventions: day N is read at the end of the last step that is over by then. `by` is over all
steps from 0 to that one, for a status as well: it has come on, whether or not it still is. For a
stock it is that the bound has held at the end of some step.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

from .outlook import AS_WRITTEN, Reading, Trajectory, run, steps_of
from .outlook_texts import Data, Tree, condition, exact, is_number, true


def step_of(outlook: Data, day: Fraction | float | str) -> int:
    """The last step that is over on that day; ValueError beyond the horizon."""
    step, last = steps_of(outlook)
    found = math.floor(exact(day) / step)
    if not 0 <= found <= last:
        raise ValueError(f"day {day} is not within the horizon")
    return found


def holds(question: str, trajectory: Trajectory, outlook: Data) -> bool:
    """Whether a condition such as `truce by day 90 and not displaced >= 1e6 at day 120` holds."""

    def atom(tree: Tree) -> bool:
        kind, name, *rest = tree
        if kind == "name":
            raise ValueError(f"{name}: by or at which day?")
        *bound, when, day = rest
        k = step_of(outlook, day)
        if kind == "event":
            seen = trajectory.on[name][: k + 1]
        else:
            sign, number = bound
            contents = trajectory.stocks[name][: k + 1]
            seen = [x >= number if sign == ">=" else x <= number for x in contents]
        return any(seen) if when == "by" else seen[-1]

    return true(condition(question), atom)


def value(stock: str, day: Fraction | float | str, trajectory: Trajectory, outlook: Data) -> float:
    """What the stock holds at the end of that day."""
    return trajectory.stocks[stock][step_of(outlook, day)]


# Many runs


class RandomDraws:
    """The draws of one run after another from one generator."""

    def __init__(self, generator: Random) -> None:
        self.generator = generator

    def exponential(self, event: str, occurrence: int) -> float:
        return self.generator.expovariate(1.0)

    def normal(self, flow: str, step: int) -> float:
        return self.generator.gauss(0.0, 1.0)

    def uniform(self, event: str) -> float:
        return self.generator.random()


def drawn(value: Any, z: float) -> float:
    """A number as it stands; of {range: [p5, p50, p95]} the point at z of the standard normal:
    p50 exp(z s), on a linear scale where p5 <= 0."""
    if is_number(value):
        return float(exact(value))
    p5, p50, p95 = (float(exact(number)) for number in value["range"])
    if p5 <= 0:
        return p50 + z * (p50 - p5 if z < 0 else p95 - p50) / 1.645
    return p50 * math.exp(z * math.log(p50 / p5 if z < 0 else p95 / p50) / 1.645)


def uncertain(outlook: Data) -> dict[str, Any]:
    """The params, and by its label each mapping that stands where a number can."""
    found: dict[str, Any] = dict(outlook.get("params") or {})
    for name, body in (outlook.get("stocks") or {}).items():
        found[f"initial of {name}"] = body["initial"]
        found[f"most of {name}"] = body.get("most")
    for name, body in (outlook.get("flows") or {}).items():
        found[f"capacity of {name}"] = body.get("capacity")
        found[f"drift of {name}"] = body.get("drift")
    for name, size in (outlook.get("pools") or {}).items():
        found[f"capacity of {name}"] = size
    for name, body in (outlook.get("events") or {}).items():
        causes = [
            one for kind in ("causes", "opens", "closes") for one in (body or {}).get(kind) or []
        ]
        for number, cause in enumerate(causes, start=1):
            found[f"probability {number} of {name}"] = cause.get("probability")
    for kind in ("events", "flows"):
        for name, body in (outlook.get(kind) or {}).items():
            for number, modifier in enumerate((body or {}).get("modifiers") or [], start=1):
                found[f"times {number} of {name}"] = modifier["times"]
    params = outlook.get("params") or {}
    return {name: one for name, one in found.items() if name in params or isinstance(one, dict)}


def runs(
    outlook: Data,
    n: int,
    seed: int,
    held: dict[str, bool] | None = None,
    scenario: str | None = None,
    reading: Reading = AS_WRITTEN,
) -> Iterator[Trajectory]:
    """n runs, each with fresh params and draws."""
    generator = Random(seed)
    for _ in range(n):
        values = {
            name: drawn(one, generator.gauss(0.0, 1.0)) for name, one in uncertain(outlook).items()
        }
        yield run(outlook, values, RandomDraws(generator), held or {}, scenario, reading)


def ask(
    outlook: Data,
    n: int,
    seed: int,
    held: dict[str, bool] | None = None,
    scenario: str | None = None,
    reading: Reading = AS_WRITTEN,
) -> dict[str, tuple[float, float, int]]:
    """For each question P(C) or P(C | D): (p, its standard error, the number of runs it is
    over), by counting. p is nan where no run is left."""
    counts = {
        question: [0, 0]
        for question in map(str, outlook["ask"])
        if re.fullmatch(r"P\(.*\)", question)
    }
    for trajectory in runs(outlook, n, seed, held, scenario, reading):
        for question, count in counts.items():
            asked, _, given = question[2:-1].partition("|")
            if not given or holds(given, trajectory, outlook):
                count[0] += holds(asked, trajectory, outlook)
                count[1] += 1
    answers = {}
    for question, (yes, total) in counts.items():
        p = yes / total if total else math.nan
        answers[question] = (p, math.sqrt(p * (1 - p) / total) if total else math.nan, total)
    return answers
