"""Questions answered from runs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from goodoffices.model.question import Condition, Joined, Negation, Occurs, Question, Reaches
from goodoffices.outlook.engine import Runs
from goodoffices.outlook.estimates import (
    LEAST_SURVIVORS,
    POINTS,
    Difference,
    Estimate,
    conditional,
    difference,
    fan,
    mean,
    probability,
    spread,
)
from goodoffices.outlook.parts import NEVER, Floats
from goodoffices.outlook.watching import Bools, Watching, limit, step_of


@dataclass(frozen=True)
class Answer:
    """One answer: an ``estimate`` (of a probability, mean or sd) or ``quantiles`` with the band.

    ``survivors``: the runs that a condition left, None without one. Where they are too few there
    is no estimate but a ``reason``.
    """

    question: Question
    estimate: Estimate | None = None
    quantiles: tuple[float, ...] = ()
    band: tuple[float, float] | None = None
    survivors: int | None = None
    reason: str = ""

    def as_dict(self) -> dict[str, object]:
        """Plain data for ``--format json``."""
        asked: dict[str, object] = {"ask": self.question.text}
        if self.question.kind == "quantiles":
            named = {str(p): q for p, q in zip(POINTS, self.quantiles, strict=True)}
            return asked | {
                "quantiles": named,
                "median_band": list(self.band) if self.band else None,
            }
        key = "p" if self.question.kind == "P" else "value"
        one = self.estimate
        told = asked | {
            key: one.value if one else None,
            "mc_se": one.mc_se if one else None,
            "low": one.low if one else None,
            "high": one.high if one else None,
        }
        if self.survivors is not None:
            told["survivors"] = self.survivors
        return told | ({"reason": self.reason} if self.reason else {})


def true(runs: Runs, watching: Watching, condition: Condition) -> Bools:
    """In which runs a condition holds: bool, shape (outer, inner)."""
    size = runs.size
    return _true(runs, watching, condition).reshape(size.outer, size.inner)


def _true(runs: Runs, watching: Watching, condition: Condition) -> Bools:
    outlook, notes = runs.outlook, runs.notes
    if isinstance(condition, Negation):
        return ~_true(runs, watching, condition.operand)
    if isinstance(condition, Joined):
        parts = [_true(runs, watching, part) for part in condition.parts]
        join = np.logical_and if condition.word == "and" else np.logical_or
        return np.asarray(join.reduce(parts))
    assert isinstance(condition, Occurs | Reaches)
    step = step_of(outlook, condition.day)
    if isinstance(condition, Occurs):
        event = [one.id for one in outlook.events].index(condition.event)
        if condition.by:
            return np.asarray(notes.first[event] <= step)
        return np.asarray(notes.on[watching.at(step), event] == 1)
    if condition.by:
        number = watching.reaches[condition.stock, condition.sign, condition.number]
        return np.asarray(notes.reached[number] <= min(step, NEVER - 1))
    held = _stock(runs, watching, condition.stock, condition.day)
    bound = limit(condition.sign, condition.number)
    return np.asarray(held >= bound if condition.sign == ">=" else held <= bound)


def _stock(runs: Runs, watching: Watching, stock: str, day: float) -> Floats:
    at = [one.id for one in runs.outlook.stocks].index(stock)
    return np.asarray(runs.notes.stock[watching.at(step_of(runs.outlook, day)), at])


def values(runs: Runs, watching: Watching, asked: Question) -> Floats:
    """The stock that a question asks for: float64, shape (outer, inner)."""
    return _stock(runs, watching, asked.stock, asked.day).reshape(runs.size.outer, runs.size.inner)


def answer(runs: Runs, watching: Watching, asked: Question) -> Answer:
    """The answer to one question. Where no param is uncertain the interval is the value itself."""
    found = _answer(runs, watching, asked)
    if runs.size.outer == 1 or runs.uncertain:
        return found
    if found.estimate is not None:
        value = found.estimate.value
        return replace(found, estimate=replace(found.estimate, low=value, high=value))
    middle = found.quantiles[len(found.quantiles) // 2] if found.quantiles else 0.0
    return replace(found, band=(middle, middle) if found.quantiles else None)


def _answer(runs: Runs, watching: Watching, asked: Question) -> Answer:
    if asked.kind == "P":
        assert asked.of is not None
        hits = true(runs, watching, asked.of)
        if asked.given is None:
            return Answer(asked, probability(hits))
        given = true(runs, watching, asked.given)
        left = int(given.sum())
        found = conditional(hits, given)
        reason = ""
        if found is None:
            reason = f"only {left} of {runs.size.runs:,} runs meet the condition; "
            reason += f"at least {LEAST_SURVIVORS} are needed: ask for more runs"
        return Answer(asked, found, survivors=left, reason=reason)
    numbers = values(runs, watching, asked)
    if asked.kind == "quantiles":
        found_fan = fan(numbers)
        return Answer(asked, quantiles=found_fan.quantiles, band=found_fan.band)
    return Answer(asked, mean(numbers) if asked.kind == "mean" else spread(numbers))


def gained(these: Runs, those: Runs, watching: Watching, asked: Question) -> Difference | None:
    """The answer of some runs less that of others with the same draws; None where a condition
    leaves too few. Of quantiles the medians are compared; of an sd no error is given."""
    if asked.kind in ("mean", "quantiles", "sd"):
        one, other = values(these, watching, asked), values(those, watching, asked)
        if asked.kind == "mean":
            return difference(one, other)
        if asked.kind == "sd":
            return Difference(float(one.std() - other.std()), None)
        each = np.median(one, axis=1) - np.median(other, axis=1)
        error = float(np.sqrt(each.var(ddof=1) / len(each))) if len(each) > 1 else None
        return Difference(float(np.median(one) - np.median(other)), error)
    assert asked.of is not None
    hits, others = true(these, watching, asked.of), true(those, watching, asked.of)
    if asked.given is None:
        return difference(hits, others)
    return _gained_given(
        hits, true(these, watching, asked.given), others, true(those, watching, asked.given)
    )


def _gained_given(hits: Bools, given: Bools, others: Bools, where: Bools) -> Difference | None:
    """A difference of two ratios over the same draws."""
    totals = int(given.sum()), int(where.sum())
    if min(totals) < LEAST_SURVIVORS:
        return None
    shares = (hits & given).sum() / totals[0], (others & where).sum() / totals[1]
    rest = ((hits & given) - shares[0] * given) / totals[0]
    rest = rest - ((others & where) - shares[1] * where) / totals[1]
    each = rest.sum(axis=1) if len(rest) > 1 else rest[0]
    count = len(each)
    error = float(np.sqrt((each**2).sum() * count / (count - 1))) if count > 1 else None
    return Difference(float(shares[0] - shares[1]), error)
