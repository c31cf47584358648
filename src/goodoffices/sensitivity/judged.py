"""Single changes judged: how many equilibria count for each verdict of interest in each model.

1. Models that are the same in what decides verdicts (a statement moved down by one, its neighbour
   moved up by one) are judged once.
2. Models are parted by what decides feasible states and moves: rules, closed options, one-way
   literals. Changes of statements and of behaviour leave these alone, so nearly all models share
   one state space, and the batch kernel judges them together.
3. A part of few models, and what the kernel cannot judge (see ``robustness.judged``), is solved
   model by model, as ``solve`` would, with the same result.

The status quo does not matter. A model that has no feasible state, or too many, or that a ranking
does not go with, is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from goodoffices.batch.batch import BITS, Batch, Scale, behaviour_bit
from goodoffices.errors import RequestError
from goodoffices.model.preference import Level, Line, Preference
from goodoffices.model.situation import Situation
from goodoffices.moves.build import moves_of, order_of
from goodoffices.progress import Progress, silent
from goodoffices.robustness.judged import Room
from goodoffices.sensitivity.interest import Interest
from goodoffices.stability.verdicts import PROFILE, Verdicts
from goodoffices.states import StateSpace

FEW = 8
"""Fewer models than this of one state space are solved one by one: listing its moves for the kernel
takes longer."""

MOST_AT_ONCE = 2**25
"""Bytes of verdicts that the kernel gives at once."""

NO_STATE = "no state is feasible then"


@dataclass(frozen=True)
class Answer:
    """Of one model: feasible states and equilibria, and of each how many count for each verdict
    (``possible``, ``counts``)."""

    states: int
    equilibria: int
    counts: tuple[int, ...]
    possible: tuple[int, ...]


@dataclass(frozen=True)
class Judged:
    """``answers``: for each situation its answer, or why it was not judged. ``models``: how many
    different models there were; ``alone``: how many of them were solved one by one."""

    answers: tuple[Answer | str, ...]
    models: int
    alone: int


def judge(
    situations: Sequence[Situation],
    interests: Sequence[Interest],
    kind: str = PROFILE,
    progress: Progress = silent,
) -> Judged:
    """The equilibria of this kind (a concept or the profile) in every situation.

    All have the same parties and options.
    """
    numbers = _Numbers()
    parts: dict[object, dict[object, list[int]]] = {}
    for at, one in enumerate(situations):
        shape = one.rules, one.closed, frozenset(one.one_way)
        parts.setdefault(shape, {}).setdefault(_model(one, kind, numbers), []).append(at)
    total = sum(map(len, parts.values()))
    answers: list[Answer | str] = [""] * len(situations)
    done = alone = 0
    for models in parts.values():
        part = Part([situations[rows[0]] for rows in models.values()], interests, kind)
        for rows, answer in zip(models.values(), part.answers(), strict=True):
            for row in rows:
                answers[row] = answer
            done += 1
            progress("judging single changes", done, total)
        alone += part.alone
    return Judged(tuple(answers), total, alone)


@dataclass
class Part:
    """Different models with the same feasible states and moves. ``alone``: how many were solved
    one by one so far."""

    models: list[Situation]
    interests: Sequence[Interest]
    kind: str
    alone: int = 0

    def answers(self) -> Iterator[Answer | str]:
        """For each model its answer, or why there is none."""
        first = replace(self.models[0], now=None)
        batch: Batch | None = None
        try:
            if self.kind in BITS and len(self.models) >= FEW:
                room = Room.of(first)
                space, batch = room.space, room.batch
            else:
                space = StateSpace.of(first)
        except RequestError as error:
            yield from (str(error) for _ in self.models)
            return
        if len(space) == 0:
            yield from (NO_STATE for _ in self.models)
            return
        columns = [one.among(space) for one in self.interests]
        counting = np.array(columns, dtype=np.bool_).reshape(len(columns), len(space))
        known = {} if batch is None else self._together(batch, counting)
        for at, one in enumerate(self.models):
            yield known[at] if at in known else self._one(space, counting, one)

    def _together(self, batch: Batch, counting: NDArray[np.bool_]) -> dict[int, Answer]:
        """The answers of the models that the kernel can judge."""
        table = Table(batch.space)
        orders: dict[int, list[list[int]]] = {}
        for at, one in enumerate(self.models):
            rows = table.rows(one)
            if rows is not None and all(_bits(one)):
                orders[at] = rows
        if not orders:
            return {}
        listed = np.full(
            (len(orders), len(self.models[0].parties), table.longest), -1, dtype=np.int16
        )
        for row, parties in enumerate(orders.values()):
            for party, levels in enumerate(parties):
                listed[row, party, : len(levels)] = levels
        own = np.array([_bits(self.models[at]) for at in orders], dtype=np.uint8)
        scores = batch.scores(table.scales)
        answers: list[Answer] = []
        step = max(1, MOST_AT_ONCE // len(batch.space))
        for start in range(0, len(own), step):
            part = slice(start, start + step)
            kinds = batch.judge(listed[part], scores, own[part])
            answers += [_answer(one, counting) for one in kinds & BITS[self.kind] != 0]
        return dict(zip(orders, answers, strict=True))

    def _one(self, space: StateSpace, counting: NDArray[np.bool_], one: Situation) -> Answer | str:
        self.alone += 1
        one = replace(one, now=None)
        try:
            moves = moves_of(one, space.under(one))
        except RequestError as error:
            return str(error)
        concepts = () if self.kind == PROFILE else (self.kind,)
        return _answer(Verdicts.of(moves, concepts).equilibrium(self.kind), counting)


@dataclass
class Table:
    """The levels that lists of statements are made of, each once: what the kernel ranks by."""

    space: StateSpace
    scales: list[Scale] = field(default_factory=list)
    longest: int = 1
    _known: dict[int, list[int] | None] = field(default_factory=dict)
    _row: dict[Level | Preference, int | None] = field(default_factory=dict)

    def rows(self, one: Situation) -> list[list[int]] | None:
        """For each party its levels as rows of ``scales``; None where no ranks say what a party
        prefers, or a ranking leaves states out."""
        found = []
        for party in one.parties:
            key = id(party.preference)  # nearly all parties are as they are in the model itself
            if key not in self._known:
                self._known[key] = self._listed(party.preference)
            rows = self._known[key]
            if rows is None:
                return None
            found.append(rows)
            self.longest = max(self.longest, len(rows))
        return found

    def _listed(self, preference: Preference) -> list[int] | None:
        criteria = [c for c in preference.criteria if not isinstance(c, Line)]
        levels = [c.plain for c in criteria if isinstance(c, Level)]
        by_levels = preference.ordered and len(levels) == len(criteria)
        rows = [self._of(c) for c in (levels if by_levels else [preference])]
        told = [row for row in rows if row is not None]
        return told if len(told) == len(rows) else None

    def _of(self, what: Level | Preference) -> int | None:
        if what not in self._row:
            scale = what if isinstance(what, Level) else self._ranks(what)
            self._row[what] = None if scale is None else len(self.scales)
            self.scales += [] if scale is None else [scale]
        return self._row[what]

    def _ranks(self, preference: Preference) -> tuple[int, ...] | None:
        try:
            ranks = order_of(self.space, preference)
        except RequestError:  # told by whoever solves the model by itself
            return None
        return None if ranks is None else tuple(ranks.tolist())


def _answer(equilibrium: NDArray[np.bool_], counting: NDArray[np.bool_]) -> Answer:
    counts = (counting & equilibrium).sum(axis=1)
    possible = tuple(counting.sum(axis=1).tolist())
    return Answer(len(equilibrium), int(equilibrium.sum()), tuple(counts.tolist()), possible)


def _bits(one: Situation) -> list[int]:
    """The bit of each party's behaviour, 0 for what is no standard concept."""
    return [behaviour_bit(party.behaviour[0]) for party in one.parties]


def _model(one: Situation, kind: str, numbers: _Numbers) -> tuple[object, ...]:
    """What decides equilibria of this kind where feasible states and moves are the same."""
    own = kind == PROFILE
    return tuple(
        (numbers.of(party.preference), party.behaviour[0] if own else "", party.attitudes)
        for party in one.parties
    )


@dataclass
class _Numbers:
    """Preferences as numbers, the same for those that compare states alike by their words."""

    _by_content: dict[Preference, int] = field(default_factory=dict)
    _by_object: dict[int, int] = field(default_factory=dict)

    def of(self, preference: Preference) -> int:
        """The number of a preference, which must live on as long as these numbers."""
        key = id(preference)
        if key not in self._by_object:
            criteria = tuple(c.plain if isinstance(c, Level) else c for c in preference.criteria)
            plain = replace(preference, criteria=criteria)
            self._by_object[key] = self._by_content.setdefault(plain, len(self._by_content))
        return self._by_object[key]
