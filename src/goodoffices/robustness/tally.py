"""What is counted over variants: whole numbers that add up whatever the order they come in.

So one process, many and a cluster give the same results, and a run that was broken off goes on
where it stopped. Per question and per state what is counted stands per cell of the imprecise inputs
(``cells``), which is all that ``share``, ``low`` and ``high`` need; the likeliest variants are kept
with their probability, of equals the one with the lowest number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.batch.batch import BITS
from goodoffices.robustness.cells import Cells
from goodoffices.robustness.design import Variants
from goodoffices.robustness.inputs import Input
from goodoffices.robustness.judged import Part
from goodoffices.robustness.questions import Question

Longs = NDArray[np.int64]

NEVER = -1
"""In place of the number of a variant: there was none."""


@dataclass(frozen=True)
class States:
    """States that were an equilibrium of some kind in some variant, by id, increasing.

    ``ids``: uint64, (n,); ``profile``: int64, (n, cells), in how many variants of each cell under
    the behaviour profile; ``kinds``: int64, (n, 6), in how many under each kind of ``BITS``.
    """

    ids: NDArray[np.uint64]
    profile: Longs
    kinds: Longs

    def __add__(self, other: States) -> States:
        ids = np.union1d(self.ids, other.ids)
        profile = np.zeros((len(ids), self.profile.shape[1]), dtype=np.int64)
        kinds = np.zeros((len(ids), self.kinds.shape[1]), dtype=np.int64)
        for one in (self, other):
            at = np.searchsorted(ids, one.ids)
            profile[at] += one.profile
            kinds[at] += one.kinds
        return States(ids, profile, kinds)


@dataclass(frozen=True)
class Likeliest:
    """Per question the likeliest variant in which it does not hold and in which it does.

    ``number``: int64, (questions, 2), ``NEVER`` for none; ``log``: float64, its log probability.
    """

    number: Longs
    log: NDArray[np.float64]

    def __add__(self, other: Likeliest) -> Likeliest:
        mine = self.number != NEVER
        theirs = other.number != NEVER
        better = (other.log > self.log) | ((other.log == self.log) & (other.number < self.number))
        take = theirs & (~mine | better)
        return Likeliest(
            np.where(take, other.number, self.number), np.where(take, other.log, self.log)
        )


@dataclass(frozen=True)
class Tally:
    """``questions``: int64, (1 + questions, cells), row 0 all variants. ``inputs``: per input
    int64, (values, 1 + questions), column 0 all variants. ``empty``: variants without a feasible
    state; ``without``: without an equilibrium of the profile; ``alone``: solved one by one."""

    questions: Longs
    states: States
    inputs: tuple[Longs, ...]
    likeliest: Likeliest
    empty: int
    without: int
    alone: int

    @property
    def variants(self) -> int:
        return int(self.questions[0].sum())

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.questions + other.questions,
            self.states + other.states,
            tuple(a + b for a, b in zip(self.inputs, other.inputs, strict=True)),
            self.likeliest + other.likeliest,
            self.empty + other.empty,
            self.without + other.without,
            self.alone + other.alone,
        )

    def as_data(self) -> dict[str, Any]:
        """As plain lists; ``from_data`` reads them without loss."""
        return {
            "questions": self.questions.tolist(),
            "ids": self.states.ids.tolist(),
            "profile": self.states.profile.tolist(),
            "kinds": self.states.kinds.tolist(),
            "inputs": [one.tolist() for one in self.inputs],
            "likeliest": self.likeliest.number.tolist(),
            "log": self.likeliest.log.tolist(),
            "empty": self.empty,
            "without": self.without,
            "alone": self.alone,
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Tally:
        """What ``as_data`` gave. Raises ``KeyError`` or ``ValueError`` for anything else."""
        questions = np.array(data["questions"], dtype=np.int64)
        ids = np.array(data["ids"], dtype=np.uint64)
        profile = np.array(data["profile"], dtype=np.int64).reshape(len(ids), questions.shape[1])
        kinds = np.array(data["kinds"], dtype=np.int64).reshape(len(ids), len(BITS))
        shape = (len(questions) - 1, 2)
        return cls(
            questions,
            States(ids, profile, kinds),
            tuple(np.array(one, dtype=np.int64) for one in data["inputs"]),
            Likeliest(
                np.array(data["likeliest"], dtype=np.int64).reshape(shape),
                np.array(data["log"], dtype=np.float64).reshape(shape),
            ),
            int(data["empty"]),
            int(data["without"]),
            int(data["alone"]),
        )


def tally(
    variants: Variants,
    parts: Sequence[Part],
    asked: Sequence[Question],
    inputs: Sequence[Input],
    cells: Cells,
) -> tuple[Tally, NDArray[np.bool_]]:
    """What these variants add, and where each question holds: bool, (n, questions)."""
    hits = np.zeros((len(variants), len(asked)), dtype=np.bool_)
    cell = cells.of(variants)
    states = _no_states(cells.count)
    empty = without = alone = 0
    feasible = np.ones(len(variants), dtype=np.bool_)
    for part in parts:
        for q, question in enumerate(asked):
            hits[part.rows, q] = question.holds(part)[part.which]
        counts = np.zeros((cells.count, len(part.kinds)), dtype=np.int64)
        np.add.at(counts, (cell[part.rows], part.which), 1)
        states += _states(part, counts)
        found = (part.kinds & BITS["profile"] != 0).any(axis=1)
        without += int(counts.sum(axis=0)[~found].sum())
        feasible[part.rows] = len(part.space) > 0
        empty += 0 if len(part.space) else len(part.rows)
        alone += len(part.rows) if part.one_by_one and len(part.space) else 0
    columns = [(one.column(variants), len(one.values)) for one in inputs]
    return Tally(
        cells.tally(variants, hits),
        states,
        tuple(_by_value(column, size, hits) for column, size in columns),
        _likeliest(variants, hits, feasible),
        empty,
        without,
        alone,
    ), hits


def _no_states(cells: int) -> States:
    nothing = np.zeros(0, dtype=np.uint64)
    return States(nothing, np.zeros((0, cells), np.int64), np.zeros((0, len(BITS)), np.int64))


def _states(part: Part, counts: Longs) -> States:
    """``counts``: int64, (cells, distinct): how many variants of each cell are of each kind."""
    whole = counts.sum(axis=0)
    held = np.stack([(part.kinds & bit != 0).T @ whole for bit in BITS.values()], axis=1)
    some = held.any(axis=1)
    profile = (part.kinds[:, some] & BITS["profile"] != 0).T.astype(np.float64) @ counts.T
    whole_numbers = np.rint(profile).astype(np.int64)  # exact: far below 2**53, and quicker so
    return States(part.space.ids[some], whole_numbers, held[some].astype(np.int64))


def _by_value(column: Longs, size: int, hits: NDArray[np.bool_]) -> Longs:
    rows = [np.bincount(column, minlength=size)]
    rows += [np.bincount(column[hits[:, q]], minlength=size) for q in range(hits.shape[1])]
    return np.stack(rows, axis=1).astype(np.int64)


def _likeliest(
    variants: Variants, hits: NDArray[np.bool_], feasible: NDArray[np.bool_]
) -> Likeliest:
    """Among the variants with a feasible state: only these can be opened."""
    number = np.full((hits.shape[1], 2), NEVER, dtype=np.int64)
    log = np.full((hits.shape[1], 2), -np.inf)
    probability = variants.log_probability
    for q in range(hits.shape[1]):
        for holds in (0, 1):
            rows = np.flatnonzero(feasible & (hits[:, q] == bool(holds)))
            if len(rows):
                at = rows[np.argmax(probability[rows])]  # the first of equals
                number[q, holds], log[q, holds] = variants.numbers[at], probability[at]
    return Likeliest(number, log)
