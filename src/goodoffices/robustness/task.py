"""The work of a design, chunk by chunk; a chunk needs nothing but the task and its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.batch.batch import BITS
from goodoffices.robustness.cells import Cells
from goodoffices.robustness.design import Design, Variants
from goodoffices.robustness.inputs import Input, inputs
from goodoffices.robustness.judged import Judge, Part
from goodoffices.robustness.questions import Question, questions
from goodoffices.robustness.tally import Tally, tally


@dataclass(frozen=True)
class Rows:
    """The variants of a chunk, a row each, with what was found.

    ``hits``: bool, (n, questions). ``states``: int32, (n,), feasible states. ``kinds``: int32,
    (n, 6), how many equilibria of each kind of ``BITS``. The ids of the equilibria of the profile
    of row r are ``ids[start[r]:start[r + 1]]``, increasing; ``start``: int64, (n + 1,).
    """

    variants: Variants
    hits: NDArray[np.bool_]
    states: NDArray[np.int32]
    kinds: NDArray[np.int32]
    start: NDArray[np.int64]
    ids: NDArray[np.uint64]


@dataclass(frozen=True)
class Chunk:
    """What became of one chunk; ``rows`` where they were wanted."""

    number: int
    tally: Tally
    rows: Rows | None = None


@dataclass(frozen=True)
class Task:
    """A design with the questions asked of every variant. Can be pickled; several threads may
    share one, and state spaces found for a chunk are kept for the next."""

    design: Design
    asked: tuple[str, ...] = ()
    _judge: list[Judge] = field(default_factory=list, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.questions, self.cells  # noqa: B018 - what cannot be asked is refused at once

    def __getstate__(self) -> dict[str, Any]:
        return {"design": self.design, "asked": self.asked, "_judge": []}

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return questions(self.design.found.base, self.asked)

    @cached_property
    def cells(self) -> Cells:
        return Cells(self.design.found)

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        return inputs(self.design.found)

    @property
    def judge(self) -> Judge:
        """The one judge of this task in this process."""
        if not self._judge:
            self._judge.append(Judge(self.design.found))
        return self._judge[0]

    def chunk(self, number: int, rows: bool = False) -> Chunk:
        """One chunk, from 0. Raises ``TooLargeError`` for too many states, and ``RequestError``
        for a ranking that leaves out a feasible state."""
        variants = self.design.chunk(number)
        parts = list(self.judge.judge(variants))
        added, hits = tally(variants, parts, self.questions, self.inputs, self.cells)
        return Chunk(number, added, _rows(variants, parts, hits) if rows else None)


def _rows(variants: Variants, parts: Sequence[Part], hits: NDArray[np.bool_]) -> Rows:
    n = len(variants)
    states, kinds = np.zeros(n, dtype=np.int32), np.zeros((n, len(BITS)), dtype=np.int32)
    found: list[NDArray[np.uint64]] = [np.zeros(0, dtype=np.uint64)] * n
    for part in parts:
        states[part.rows] = len(part.space)
        for at, bit in enumerate(BITS.values()):
            kinds[part.rows, at] = (part.kinds & bit != 0).sum(axis=1)[part.which]
        held = [part.space.ids[one & BITS["profile"] != 0] for one in part.kinds]
        for row, which in zip(part.rows.tolist(), part.which.tolist(), strict=True):
            found[row] = held[which]
    start = np.zeros(n + 1, dtype=np.int64)
    np.cumsum([len(one) for one in found], out=start[1:])
    return Rows(variants, hits, states, kinds, start, np.concatenate(found))
