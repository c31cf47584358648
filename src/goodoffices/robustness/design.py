"""A design: a list of variants that seed and situation alone decide.

Variant n (from 0) takes its numbers from one stream of its own (``stream``), one key for each
uncertain input. So the first 1,000 of 10,000 are the 1,000 of a shorter design, and it does not
matter which process draws which chunk, how large chunks are, or in which order they come.

1. A choice: its value by the probabilities at the mid-points, from one number.
2. A run: its order by the Mallows model, from one number for each statement after the first.
3. Where the change that a run belongs to is not applied, the run stands as written, with
   probability 1: variants that are the same situation are the same row. What was drawn for it is
   kept apart (``free``), independent of all other inputs, as what explains a result has to be.

Variants are drawn at the mid-points of imprecise probabilities and nowhere else; ``cells`` weighs
the same variants for every other point of the ranges.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import RequestError
from goodoffices.model.situation import Situation
from goodoffices.robustness import mallows
from goodoffices.robustness.stream import LARGEST, uniforms
from goodoffices.robustness.uncertain import BEHAVIOUR, LEVER, ON, RULE, TYPE, Run, Uncertain
from goodoffices.robustness.written import Drawn, situation

CHUNK = 1_000
"""Variants that are handed out together, unless each takes long."""


@dataclass(frozen=True)
class Variants:
    """Some variants as arrays, a row each.

    ``numbers``: int64, shape (n,). ``values``: int8, shape (n, choices): column k is the value of
    choice k. ``orders``: for each run int8, shape (n, its length): at each place the item, as
    numbered from the first of the run as written. ``free``: the same, drawn also where the change
    of a run is not applied; empty for no other than ``orders``.
    """

    found: Uncertain
    numbers: NDArray[np.int64]
    values: NDArray[np.int8]
    orders: tuple[mallows.Orders, ...]
    free: tuple[mallows.Orders, ...] = ()

    def __len__(self) -> int:
        return len(self.numbers)

    def of_kind(self, kind: str) -> NDArray[np.int8]:
        """The columns of the choices of one kind: int8, shape (n, how many there are)."""
        return self.values[:, [one.kind == kind for one in self.found.choices]]

    @property
    def types(self) -> NDArray[np.int8]:
        return self.of_kind(TYPE)

    @property
    def behaviours(self) -> NDArray[np.int8]:
        return self.of_kind(BEHAVIOUR)

    @property
    def levers_on(self) -> NDArray[np.bool_]:
        return np.asarray(self.of_kind(LEVER) == ON)

    @property
    def rules_on(self) -> NDArray[np.bool_]:
        """Every rule of the file, certain ones too: bool, shape (n, rules)."""
        on = np.ones((len(self), len(self.found.base.rules)), dtype=np.bool_)
        for at, one in enumerate(self.found.choices):
            if one.kind == RULE:
                on[:, int(one.about)] = self.values[:, at] == ON
        return on

    def applied(self, run: Run) -> NDArray[np.bool_]:
        """Where the change that a run belongs to is applied: bool, shape (n,)."""
        party, name = run.change
        at = self.found.choice(TYPE, party) if party else self.found.choice(LEVER, name)
        if at is None:  # of the party's own list, or chosen for all variants
            return np.ones(len(self), dtype=np.bool_)
        wanted = self.found.choices[at].values.index(name) if party else ON
        return np.asarray(self.values[:, at] == wanted)

    def drawn(self, row: int) -> Drawn:
        """One row as plain numbers."""
        orders = tuple(tuple(order[row].tolist()) for order in self.orders)
        return Drawn(tuple(self.values[row].tolist()), orders)

    @cached_property
    def log_probability(self) -> NDArray[np.float64]:
        """The logarithm of each variant's probability at the mid-points: float64, shape (n,)."""
        total = np.zeros(len(self))
        for at, choice in enumerate(self.found.choices):
            with np.errstate(divide="ignore"):
                total += np.log(np.array(choice.middle))[self.values[:, at]]
        for run, order in zip(self.found.runs, self.orders, strict=True):
            total += np.where(self.applied(run), mallows.log_probability(order, run.phi), 0.0)
        return total


@dataclass(frozen=True)
class Design:
    """``samples`` variants of what is uncertain, ``size`` of them in a chunk."""

    found: Uncertain
    samples: int
    seed: int
    size: int = CHUNK

    def __post_init__(self) -> None:
        if not 1 <= self.samples <= LARGEST:
            what = f"{self.samples} variants were asked for"
            raise RequestError(f"{what}; expected 1 to {LARGEST}")
        if self.size < 1:
            raise ValueError(f"{self.size} variants in a chunk; expected 1 or more")

    @property
    def chunks(self) -> int:
        """How many chunks there are; the last may be shorter."""
        return -(-self.samples // self.size)

    def chunk(self, number: int) -> Variants:
        """The variants of one chunk, from 0. Raises ``ValueError`` for one that is not there."""
        if not 0 <= number < self.chunks:
            raise ValueError(f"there is no chunk {number}; expected 0 to {self.chunks - 1}")
        first, end = self.bounds(number)
        return self.draw(np.arange(first, end, dtype=np.int64))

    def bounds(self, number: int) -> tuple[int, int]:
        """The first variant of a chunk and the one after its last."""
        first = number * self.size
        return first, min(first + self.size, self.samples)

    def __iter__(self) -> Iterator[Variants]:
        return (self.chunk(number) for number in range(self.chunks))

    def draw(self, numbers: NDArray[np.int64]) -> Variants:
        """The variants with these numbers, in their order."""
        if len(numbers) and not 0 <= numbers.min() <= numbers.max() < self.samples:
            raise ValueError(f"variants are numbered 0 to {self.samples - 1}")
        values = np.zeros((len(numbers), len(self.found.choices)), dtype=np.int8)
        for at, choice in enumerate(self.found.choices):
            below = np.cumsum(choice.middle)[:-1]
            found = np.searchsorted(
                below, uniforms(self.seed, choice.name, numbers, 1)[:, 0], side="right"
            )
            last = max(n for n, share in enumerate(choice.middle) if share > 0)
            values[:, at] = np.minimum(found, last)  # sums of rounded numbers may end below 1
        variants = Variants(self.found, numbers, values, ())
        orders, free = [], []
        for run in self.found.runs:
            draws = uniforms(self.seed, run.name, numbers, run.length - 1)
            free.append(mallows.orders(draws, run.phi))
            as_written = np.arange(run.length, dtype=np.int8)
            orders.append(np.where(variants.applied(run)[:, None], free[-1], as_written))
        return Variants(self.found, numbers, values, tuple(orders), tuple(free))

    def situation_of(self, number: int) -> Situation:
        """One variant as a situation, literally."""
        return situation(self.found, self.draw(np.array([number], dtype=np.int64)).drawn(0))

    @property
    def key(self) -> str:
        """SHA-256 of what decides every variant but how many there are: two designs with the same
        one agree wherever both have a variant. For resuming."""
        variant = self.found.variant
        data = [
            variant.base.inputs_digest(),
            list(variant.base.applied),
            sorted(variant.types),
            sorted(variant.levers),
            variant.extension,
            self.found.vary_levers,
            self.seed,
            [[one.name, one.values, one.middle] for one in self.found.choices],
            [[one.name, one.length, one.phi] for one in self.found.runs],
        ]
        return hashlib.sha256(json.dumps(data).encode()).hexdigest()
