"""What single changes do to each verdict: which flip it, and by how much each part moves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from goodoffices.errors import RequestError
from goodoffices.model.apply import Variant
from goodoffices.model.situation import Situation
from goodoffices.moves.build import moves_of, require_states
from goodoffices.progress import Progress, silent
from goodoffices.sensitivity.changes import changes
from goodoffices.sensitivity.interest import Interest, holding, interests
from goodoffices.sensitivity.judged import Answer, judge
from goodoffices.sensitivity.single import ASSUMED, BEHAVIOUR, KINDS, Part, Single, Untried
from goodoffices.stability.concepts import concept
from goodoffices.stability.verdicts import PROFILE, Verdicts
from goodoffices.states import StateSpace

MOST_HOLDING = 12
"""So many equilibria are asked about in a model without terms and named states."""


@dataclass(frozen=True)
class Bar:
    """One part of the model and what its single changes do to one verdict.

    ``least`` and ``greatest``: of the equilibria that count, over these changes and the model as it
    is. ``tried``: how many changes; ``flips``: those that flip the verdict, the smallest first:
    the fewest places moved (up before down), then other kinds in their order.
    """

    part: Part
    least: int
    greatest: int
    tried: int
    flips: tuple[Single, ...]

    @property
    def width(self) -> int:
        return self.greatest - self.least

    def of_kind(self, kind: str) -> tuple[Single, ...]:
        """The flips of one kind."""
        return tuple(one for one in self.flips if one.kind == kind)


@dataclass(frozen=True)
class Verdict:
    """One verdict of interest: ``count`` equilibria count for it in the model as it is, so it holds
    or not; ``least`` and ``greatest`` over all single changes and the model as it is.

    ``by_kind``: kind → (changes tried, changes that flip it). ``impossible``: how many of the flips
    leave no feasible state that counts, so that nothing could be found. ``bars``: every part, the
    widest first, then the most flips, then the order of the file.
    """

    interest: Interest
    count: int
    least: int
    greatest: int
    by_kind: dict[str, tuple[int, int]]
    impossible: int
    bars: tuple[Bar, ...]

    @property
    def holds(self) -> bool:
        return self.count > 0

    @property
    def flips(self) -> int:
        return sum(flips for _, flips in self.by_kind.values())

    @cached_property
    def carrying(self) -> tuple[Bar, ...]:
        """The parts of which some change flips it: what the verdict rests on."""
        return tuple(bar for bar in self.bars if bar.flips)

    @cached_property
    def moving(self) -> tuple[Bar, ...]:
        """The parts of which some change flips it or moves the number."""
        return tuple(bar for bar in self.bars if bar.flips or bar.width)

    def shown(self, most: int) -> tuple[Bar, ...]:
        """So many of these, those that flip it before those that do not, the widest first."""
        first = (*self.carrying, *(bar for bar in self.moving if not bar.flips))[:most]
        return tuple(bar for bar in self.moving if bar in first)


@dataclass(frozen=True)
class Sensitivity:
    """``base``: the model that is changed. ``kind``: of which equilibria verdicts speak.
    ``answers``: for each of ``singles`` what came out; ``as_is`` for the model itself.
    ``untried``: what could not be tried. ``models``: how many different models were judged,
    ``alone``: how many of them one by one."""

    base: Situation
    kind: str
    kinds: tuple[str, ...]
    interests: tuple[Interest, ...]
    singles: tuple[Single, ...]
    answers: tuple[Answer, ...]
    as_is: Answer
    untried: tuple[Untried, ...]
    models: int
    alone: int

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every verdict of interest, in their order."""
        return tuple(self._verdict(at) for at in range(len(self.interests)))

    @property
    def tried(self) -> dict[str, int]:
        """Kind → how many changes of it were tried; only kinds of which there were any."""
        counts = {kind: sum(one.kind == kind for one in self.singles) for kind in self.kinds}
        return {kind: count for kind, count in counts.items() if count}

    def _verdict(self, at: int) -> Verdict:
        base = self.as_is.counts[at]
        counts = [one.counts[at] for one in self.answers]
        flip = [(count > 0) != (base > 0) for count in counts]
        rows: dict[Part, list[int]] = {}
        for row, one in enumerate(self.singles):
            rows.setdefault(one.part, []).append(row)
        bars = [
            Bar(
                part,
                min(base, *(counts[row] for row in mine)),
                max(base, *(counts[row] for row in mine)),
                len(mine),
                tuple(sorted((self.singles[row] for row in mine if flip[row]), key=_size)),
            )
            for part, mine in rows.items()
        ]
        bars.sort(key=lambda bar: (-bar.width, -len(bar.flips)))
        by_kind = {
            kind: (
                tried,
                sum(f for f, one in zip(flip, self.singles, strict=True) if one.kind == kind),
            )
            for kind, tried in self.tried.items()
        }
        return Verdict(
            self.interests[at],
            base,
            min([base, *counts]),
            max([base, *counts]),
            by_kind,
            sum(f and not one.possible[at] for f, one in zip(flip, self.answers, strict=True)),
            tuple(bars),
        )


def sensitivity(
    variant: Variant,
    asked: Sequence[str] = (),
    states: Sequence[str] = (),
    kinds: Sequence[str] = ASSUMED,
    kind: str = PROFILE,
    progress: Progress = silent,
) -> Sensitivity:
    """Every single change of these ``kinds`` tried, one at a time, for each verdict of interest.

    ``asked``: expressions; ``states``: ids, or what one state alone satisfies. ``kind``: a concept
    whose equilibria count in place of the profile's; behaviours then decide nothing and are not
    changed. Raises ``RequestError`` for what is wrong in these, where no state is feasible, and
    where there is nothing to ask.
    """
    kind = PROFILE if kind == PROFILE else concept(kind).name
    if kind != PROFILE:
        kinds = [one for one in kinds if one != BEHAVIOUR]
    tried = changes(variant, kinds)
    space = StateSpace.of(tried.base)
    require_states(space)
    wanted = interests(space, asked, states) or _holding(space, kind)
    if not wanted:
        raise RequestError(
            "there is nothing to ask: the file has no terms and no named states, and no state is "
            'an equilibrium; expected --ask "EXPRESSION" or --state ID'
        )
    found = judge([tried.base, *(one.situation for one in tried.singles)], wanted, kind, progress)
    as_is = found.answers[0]
    if isinstance(as_is, str):
        raise RequestError(as_is)
    singles, answers, untried = [], [], list(tried.untried)
    for one, answer in zip(tried.singles, found.answers[1:], strict=True):
        if isinstance(answer, str):
            untried.append(Untried(one.id, answer))
        else:
            singles.append(one)
            answers.append(answer)
    return Sensitivity(
        tried.base, kind, tried.kinds, tuple(wanted), tuple(singles), tuple(answers), as_is,
        tuple(untried), found.models, found.alone,
    )  # fmt: skip


def _holding(space: StateSpace, kind: str) -> list[Interest]:
    moves = moves_of(space.situation, space)
    verdicts = Verdicts.of(moves, () if kind == PROFILE else (kind,))
    rows = np.flatnonzero(verdicts.equilibrium(kind))[:MOST_HOLDING]
    return holding(space, rows)


def _size(one: Single) -> tuple[int, int, int]:
    """The smaller, the smaller a change is."""
    return KINDS.index(one.kind), abs(one.moved), one.moved
