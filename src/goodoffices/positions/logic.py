"""What claims mean over the feasible states: when two are the same, when both cannot be true.

A claim is read with its levers and types applied; claims with different ones are never compared.

*Same*: form and party the same, and the expressions true in the same feasible states. An
expression that is true in all of them or in none is the same only as one that is written alike:
else all that the rules exclude would be one claim.

*Incompatible*: one of the rules of ``RULES``, by the two forms. Both claims by themselves are about
something: their expressions are true in some feasible state. In words of possible worlds:

1. Some feasible states are those that can come about; one of them is today; some can be reached
   from today, and today is among these; some of them are equilibria. ``E`` says that all which can
   come about have E; ``E holds now`` that today has it; ``is possible``, ``can hold`` and ``can be
   reached`` that one which can come about, an equilibrium or one that can be reached has it.
2. A party is stable in some feasible states, in all equilibria at least. ``P stays while E``: in
   all with E. ``P leaves E``: in none of them.
3. A party ranks the feasible states, ties allowed. ``P wants E``: of states that differ only in
   options that E mentions, those with E rank higher. ``P prefers E to F``: states with E and not F
   rank above those with F and not E.

Two claims are incompatible where no such world has both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.analyses.claims import mentioned
from goodoffices.columns import Bools
from goodoffices.errors import RequestError, TooLargeError
from goodoffices.evidence.claim import Claim
from goodoffices.model.apply import with_changes
from goodoffices.model.expression import Expression, Not
from goodoffices.model.situation import Situation
from goodoffices.states import StateSpace

DISJOINT, OVERLAP, INSIDE, ORDER = "disjoint", "overlap", "inside", "order"
RULES = {
    ("always", "always"): DISJOINT,
    ("always", "possible"): DISJOINT,
    ("always", "can hold"): DISJOINT,
    ("always", "reached"): DISJOINT,
    ("always", "now"): DISJOINT,
    ("now", "now"): DISJOINT,
    ("stays", "leaves"): OVERLAP,
    ("leaves", "can hold"): INSIDE,
    ("wants", "wants"): ORDER,
    ("wants", "prefers"): ORDER,
    ("prefers", "prefers"): ORDER,
}
"""Pairs of forms that can be incompatible, either first: which rule decides."""
ABOUT_A_PARTY = ("stays", "leaves", "wants", "prefers")
Changes = tuple[frozenset[str], tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Reading:
    """What one claim means. Equal for claims that say the same."""

    form: str
    party: str
    changes: Changes
    meaning: tuple[bytes | str, ...]


@dataclass(frozen=True)
class Clash:
    """Two readings, by their numbers, that cannot both be true, and the rule that says so."""

    first: int
    second: int
    rule: str


class Logic:
    """Claims of one situation. ``textual``: why meaning is compared by the text alone, or ""."""

    def __init__(self, situation: Situation, space: StateSpace | None) -> None:
        self.situation = situation
        self.textual = ""
        self.spaces: dict[Changes, StateSpace | None] = {}
        self.readings: list[Reading] = []
        self.claims: list[Claim] = []
        self.numbers: dict[Reading, int] = {}
        if space is not None:
            self.spaces[frozenset(), ()] = space

    def number(self, claim: Claim) -> int:
        """The number of the claim's reading; claims that say the same have the same."""
        changes = frozenset(claim.levers), tuple(sorted(claim.types))
        parts = [claim.expression, *([claim.second] if claim.second is not None else [])]
        space = self.space(changes)
        meaning = tuple(_meaning(one, space) for one in parts)
        reading = Reading(claim.form, claim.party, changes, meaning)
        if reading not in self.numbers:
            self.numbers[reading] = len(self.readings)
            self.readings.append(reading)
            self.claims.append(claim)
        return self.numbers[reading]

    def space(self, changes: Changes) -> StateSpace | None:
        """The feasible states with the changes; None where they are too many, or cannot be had."""
        if changes not in self.spaces:
            self.spaces[changes] = None
            try:
                changed = with_changes(self.situation, dict(changes[1]), tuple(changes[0]))
                self.spaces[changes] = StateSpace.of(changed)
            except TooLargeError as error:
                self.textual = str(error)
            except RequestError:
                pass  # the changes cannot be applied: the claim's test against the model says so
        return self.spaces[changes]

    def clashes(self) -> Iterator[Clash]:
        """All pairs of the readings that are incompatible."""
        by_changes: dict[Changes, list[int]] = {}
        for number, reading in enumerate(self.readings):
            by_changes.setdefault(reading.changes, []).append(number)
        for changes, numbers in by_changes.items():
            space = self.space(changes)
            if space is None:
                yield from self._by_text(numbers)
            elif len(space):
                yield from self._by_states(numbers, space)

    def _by_states(self, numbers: Sequence[int], space: StateSpace) -> Iterator[Clash]:
        about = [
            number
            for number in numbers
            if all(space.truth(one).any() for one in _expressions(self.claims[number]))
        ]
        columns = {n: space.truth(self.claims[n].expression) for n in about}
        worldly = [n for n in about if self.readings[n].form not in ABOUT_A_PARTY]
        packed = np.array([np.packbits(columns[n]) for n in worldly])
        for at, first in enumerate(worldly[:-1]):
            both = (packed[at] & packed[at + 1 :]).any(axis=1)
            for more in np.flatnonzero(~both).tolist():
                second = worldly[at + 1 + more]
                if self.rule(first, second) == DISJOINT:
                    yield Clash(first, second, DISJOINT)
        orders = {
            n: Order(self.claims[n], space)
            for n in about
            if self.readings[n].form in ("wants", "prefers")
        }
        for at, first in enumerate(about):
            for second in about[at + 1 :]:
                rule = self.rule(first, second)
                one, two = columns[first], columns[second]
                if (
                    (rule == OVERLAP and bool((one & two).any()))
                    or (rule == INSIDE and self._inside(first, one, two))
                    or (rule == ORDER and orders[first].contradicts(orders[second]))
                ):
                    yield Clash(first, second, rule)

    def _inside(self, first: int, one: Bools, two: Bools) -> bool:
        """Whether every state with what can hold is one that the party leaves."""
        left, held = (one, two) if self.readings[first].form == "leaves" else (two, one)
        return not bool((held & ~left).any())

    def rule(self, first: int, second: int) -> str:
        """The rule for two readings, "" where none is: by their forms, and their parties."""
        one, two = self.readings[first], self.readings[second]
        rule = RULES.get((one.form, two.form)) or RULES.get((two.form, one.form)) or ""
        return "" if rule in (OVERLAP, ORDER) and one.party != two.party else rule

    def _by_text(self, numbers: Sequence[int]) -> Iterator[Clash]:
        """Where there are no states to look at: denied word for word, or the same word for word."""
        for at, first in enumerate(numbers):
            for second in numbers[at + 1 :]:
                rule = self.rule(first, second)
                one, two = self.claims[first], self.claims[second]
                if rule in (OVERLAP, INSIDE):
                    clash = str(one.expression) == str(two.expression)
                elif rule == ORDER and one.second is not None and two.second is not None:
                    clash = one.expression == two.second and two.expression == one.second
                elif rule == ORDER and one.form != two.form:
                    clash = False
                else:
                    clash = bool(rule) and _denies(one.expression, two.expression)
                if clash:
                    yield Clash(first, second, rule)


def _meaning(expression: Expression, space: StateSpace | None) -> bytes | str:
    if space is None or not len(space):
        return str(expression)
    truth = space.truth(expression)
    return str(expression) if truth.all() or not truth.any() else np.packbits(truth).tobytes()


def _expressions(claim: Claim) -> list[Expression]:
    return [claim.expression] if claim.second is None else [claim.expression, claim.second]


def _denies(one: Expression, two: Expression) -> bool:
    return Not(one) == two or Not(two) == one


@dataclass(frozen=True, eq=False)
class Order:
    """What ``P wants E`` or ``P prefers E to F`` demands of a ranking of the feasible states."""

    claim: Claim
    space: StateSpace

    @cached_property
    def over(self) -> Bools:
        """States that must rank above others: bool, shape (n_states,)."""
        first = self.space.truth(self.claim.expression)
        return first if self.claim.second is None else first & ~self.space.truth(self.claim.second)

    @cached_property
    def under(self) -> Bools:
        """States that others must rank above."""
        first = self.space.truth(self.claim.expression)
        return ~first if self.claim.second is None else self.space.truth(self.claim.second) & ~first

    @cached_property
    def groups(self) -> NDArray[np.intp]:
        """The group of each state: only states of one group are compared. intp, (n_states,)."""
        if self.claim.second is not None:
            return np.zeros(len(self.space), dtype=np.intp)
        rest = np.uint64(~mentioned(self.claim, self.space) & 2**64 - 1)
        groups: NDArray[np.intp] = np.unique(self.space.ids & rest, return_inverse=True)[1]
        return groups.reshape(-1)

    def contradicts(self, other: Order) -> bool:
        """Whether no ranking does what both demand: following "must rank above" leads in a ring.

        A ring takes turns: from a state over by this one and under by the other it goes to one
        of the same group that is under here and over there, and back within the other's groups.
        So it is a ring of groups. Groups of two states or a hundred count as one node each.
        """
        down, up = self.over & other.under, self.under & other.over
        if not down.any() or not up.any():
            return False
        here, there = self.groups, other.groups + int(self.groups.max()) + 1
        start = np.concatenate([there[down], here[up]])
        end = np.concatenate([here[down], there[up]])
        from scipy.sparse import coo_matrix
        from scipy.sparse.csgraph import connected_components

        size = int(there.max()) + 1
        arcs = coo_matrix((np.ones(len(start), dtype=np.int8), (start, end)), (size, size))
        count, _ = connected_components(arcs.tocsr(), connection="strong")
        return int(count) < size
