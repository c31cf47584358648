"""What the variants say: shares with their errors and ranges, what drives them, the likeliest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from goodoffices.batch.batch import BITS
from goodoffices.model.digest import digest
from goodoffices.robustness.drivers import Driver, drivers
from goodoffices.robustness.questions import Question
from goodoffices.robustness.shares import Share
from goodoffices.robustness.tally import NEVER, Tally
from goodoffices.robustness.task import Task
from goodoffices.robustness.words import word
from goodoffices.states import StateSpace
from goodoffices.version import VERSION


@dataclass(frozen=True)
class Answer:
    """In how many variants a question holds. ``low``, ``high``: the extremes over the ranges of
    imprecise probabilities. ``holds_in``, ``fails_in``: the numbers of the likeliest variants in
    which it does and does not, None for none."""

    question: Question
    share: Share
    low: float
    high: float
    holds_in: int | None
    fails_in: int | None
    drivers: tuple[Driver, ...]


@dataclass(frozen=True)
class Held:
    """In how many variants a state is an equilibrium of the behaviour profile, with the shares
    under each concept."""

    id: int
    yes: tuple[str, ...]
    name: str
    share: Share
    low: float
    high: float
    kinds: tuple[tuple[str, Share], ...]


@dataclass(frozen=True)
class Result:
    """The answer to "how sure is that?", with its question: task and what was counted."""

    task: Task
    tally: Tally

    @property
    def samples(self) -> int:
        """How many variants were counted; fewer than asked for where somebody stopped."""
        return self.tally.variants

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """Those that were asked, in their order, then the terms of the file."""
        ranges = self.task.cells.ranges(self.tally.questions)
        numbers = self.tally.likeliest.number.tolist()
        likeliest = [[None if n == NEVER else n for n in row] for row in numbers]
        return tuple(
            Answer(
                question,
                Share(int(self.tally.questions[1 + at].sum()), self.samples),
                float(ranges[at, 0]),
                float(ranges[at, 1]),
                likeliest[at][1],
                likeliest[at][0],
                drivers(self.task.inputs, self.tally.inputs, at),
            )
            for at, question in enumerate(self.task.questions)
        )

    @cached_property
    def equilibria(self) -> tuple[Held, ...]:
        """Every state that was an equilibrium of the profile in some variant, the most frequent
        first, of equals the one with the lowest id."""
        states, samples = self.tally.states, self.samples
        some = np.flatnonzero(states.profile.any(axis=1))
        counted = np.concatenate([self.tally.questions[:1], states.profile[some]])
        ranges = self.task.cells.ranges(counted)
        space = self.space
        places = np.searchsorted(space.ids, states.ids[some]).tolist()
        found = [
            Held(
                int(states.ids[row]),
                space.yes(places[at]),
                space.name(places[at]),
                Share(int(states.profile[row].sum()), samples),
                float(ranges[at, 0]),
                float(ranges[at, 1]),
                tuple(
                    (kind, Share(int(count), samples))
                    for kind, count in zip(BITS, states.kinds[row].tolist(), strict=True)
                    if kind != "profile"
                ),
            )
            for at, row in enumerate(some.tolist())
        ]
        return tuple(sorted(found, key=lambda one: (-one.share.count, one.id)))

    @cached_property
    def space(self) -> StateSpace:
        """All states that were an equilibrium of some kind, with the situation as written: for
        words. Find a state by ``searchsorted`` in its ``ids``."""
        base = self.task.design.found.base
        if base.graph is not None:
            return StateSpace.of(replace(base, same=()))
        return StateSpace(base, self.tally.states.ids)

    @property
    def fewest(self) -> float:
        """As how many variants those count that the least favourable end of the ranges rests on."""
        return self.task.cells.fewest(self.tally.questions)

    def as_dict(self) -> dict[str, Any]:
        """The contract of ``robustness --format json``."""
        found, answers = self.task.design.found, self.answers
        data: dict[str, Any] = {
            "goodoffices": VERSION,
            "digest": digest(found.base),
            "title": found.base.title,
            "samples": self.samples,
            "seed": self.task.design.seed,
            "ask": [_answer(one) for one in answers if one.question.asked],
            "terms": [_answer(one) for one in answers if not one.question.asked],
            "equilibria": [_held(one) for one in self.equilibria],
            "drivers": [_driver(one.question, driver) for one in answers for driver in one.drivers],
            "uncertain": [_choice(one) for one in found.choices]
            + [{"name": run.name, "kind": "order", "phi": run.phi} for run in found.runs],
            "assumptions": list(found.assumptions()),
            "infeasible": self.tally.empty,
            "without_equilibrium": self.tally.without - self.tally.empty,
            "one_by_one": self.tally.alone,
        }
        if any(one.imprecise for one in found.choices):
            data["fewest"] = self.fewest
        return data


def _answer(one: Answer) -> dict[str, Any]:
    return {
        "expr": one.question.text,
        **_share(one.share),
        "low": one.low,
        "high": one.high,
        "word": word(one.share),
        "holds_in": one.holds_in,
        "fails_in": one.fails_in,
    }


def _held(one: Held) -> dict[str, Any]:
    data: dict[str, Any] = {"id": one.id, "yes": list(one.yes)}
    if one.name:
        data["name"] = one.name
    kinds = {kind: share.share for kind, share in one.kinds}
    return data | _share(one.share) | {"low": one.low, "high": one.high, "kinds": kinds}


def _share(share: Share) -> dict[str, Any]:
    return {"share": share.share, "mc_se": share.mc_se, "interval": list(share.interval)}


def _driver(question: Question, one: Driver) -> dict[str, Any]:
    return {
        "ask": question.text,
        "input": one.input.name,
        "explains": one.explains,
        "beyond_chance": one.beyond_chance,
        "table": [
            {"value": value.text, "variants": value.of, "share": value.share} for value in one.table
        ],
    }


def _choice(one: Any) -> dict[str, Any]:
    ranges = [list(ends) if ends[0] != ends[1] else ends[0] for ends in one.ranges]
    values = dict(zip(one.values, ranges, strict=True))
    return {"name": one.name, "kind": one.kind, "values": values}
