"""Preferences: criteria from most to least important.

Two states are compared criterion by criterion. A *level* counts how many of its statements are
true (one statement, or several that are tied); a *ranking* orders the states themselves; a
*partial order* orders only some pairs of them; a *line* says that what is decided above it is
preferred strongly. Raising puts a criterion on top and lowering puts one below, so a ranking takes
changes like statements.

What else a party's preference may be: *open* pairs, of which nobody knows which is preferred;
*divided* among factions; *fuzzy*, by degrees. What the three relations of the concepts make of all
this is told in ``modes``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from goodoffices.errors import NOWHERE, Place
from goodoffices.model.expression import Expression

if TYPE_CHECKING:
    from goodoffices.model.graded import Divided, Fuzzy


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure it is that a statement comes below the one above it.

    ``word`` is firm, likely, guess, or empty when only ``phi`` was given; used by robustness.
    """

    word: str = "firm"
    phi: float | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a party wants to be true, with what that rests on.

    ``weight``: how much it counts among the statements of its level, exactly; above 0.
    ``unknown``: it matters to the party, but whether it wants this or the opposite is not known.
    """

    want: Expression
    because: tuple[str, ...] = ()
    sure: Sure = Sure()
    place: Place = NOWHERE
    weight: Fraction = Fraction(1)
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """One or more tied statements: more of them true is better, or more by weight."""

    statements: tuple[Statement, ...]

    @property
    def plain(self) -> Level:
        """The level by what it compares alone, so that equal ones are one."""
        return Level(
            tuple(replace(s, because=(), sure=Sure(), place=NOWHERE) for s in self.statements)
        )

    @property
    def weighted(self) -> bool:
        """Whether the statements do not all count the same."""
        return len({one.weight for one in self.statements}) > 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a ranking: a state's id, or an expression for all states not ranked before."""

    state: int | Expression
    place: Place = NOWHERE


Group = tuple[Entry, ...]
"""Entries that share one place."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Groups of tied entries from best to worst.

    ``lines``: (n, degree): the first n groups are preferred with that degree to the rest.
    """

    groups: tuple[Group, ...]
    place: Place = NOWHERE
    lines: tuple[tuple[int, int], ...] = ()
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartialOrder:
    """Chains from best to worst; pairs that they relate neither directly nor through others are
    unknown."""

    chains: tuple[Ranking, ...]
    place: Place = NOWHERE

    def telling(self) -> Iterator[tuple[int, Ranking]]:
        """The chains with their numbers from 1, without those of one state that rest on nothing:
        these only say that the state was thought of."""
        for at, chain in enumerate(self.chains, 1):
            if chain.because or len(chain.groups) > 1 or len(chain.groups[0]) > 1:
                yield at, chain


MILD, STRONG = 1, 2
"""Degrees of preference; a line may set any whole number from 2 on."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is decided by a criterion above it is preferred with at least this degree."""

    degree: int = STRONG
    place: Place = NOWHERE


Criterion = Level | Ranking | PartialOrder | Line


@dataclass(frozen=True, slots=True)
class OpenPair:
    """Of any state of the first group and any of the second nobody knows which is preferred."""

    first: Group
    second: Group
    place: Place = NOWHERE
    because: tuple[str, ...] = ()


EXTENSIONS = ("a", "b", "c", "d")
"""How a party acts where its preference is unknown: see ``modes.unknown``."""


@dataclass(frozen=True, slots=True)
class Preference:
    """Criteria from most to least important; none at all means that the party is indifferent.

    ``strongly_by``: differences on a level with weights from which on a preference has degree 2,
    3, …. ``extension``: which of ``EXTENSIONS`` counts, "" where nobody has chosen.
    """

    criteria: tuple[Criterion, ...] = ()
    strongly_by: tuple[Fraction, ...] = ()
    open: tuple[OpenPair, ...] = ()
    extension: str = ""
    divided: Divided | None = None
    fuzzy: Fuzzy | None = None

    @property
    def unknown(self) -> bool:
        """Whether some pair of states may be unknown."""
        return bool(self.open) or any(
            isinstance(one, PartialOrder)
            or (isinstance(one, Level) and any(s.unknown for s in one.statements))
            for one in self.criteria
        )

    @property
    def ordered(self) -> bool:
        """Whether every two states are compared, better, worse or the same: ranks say it all."""
        return not (self.unknown or self.divided or self.fuzzy)

    @property
    def degrees(self) -> int:
        """The greatest degree of preference that is told apart; 1 where none is."""
        lines = [1 + len(self.strongly_by)]
        for one in self.criteria:
            if isinstance(one, Line):
                lines.append(one.degree)
            elif isinstance(one, Ranking):
                lines += [degree for _, degree in one.lines]
        return max(lines)

    def statements(self) -> tuple[Statement, ...]:
        """Every statement, most important first, ties in the order in which they are written."""
        own = tuple(
            statement
            for criterion in self.criteria
            if isinstance(criterion, Level)
            for statement in criterion.statements
        )
        factions = self.divided.factions if self.divided else ()
        return own + tuple(s for one in factions for s in one.preference.statements())

    def groups(self) -> tuple[Group, ...]:
        """Every group of states that some part of the preference names."""
        found: list[Group] = []
        for criterion in self.criteria:
            if isinstance(criterion, Ranking):
                found += criterion.groups
            elif isinstance(criterion, PartialOrder):
                found += [group for chain in criterion.chains for group in chain.groups]
        for open_pair in self.open:
            found += [open_pair.first, open_pair.second]
        for graded in (self.divided, self.fuzzy):
            for pair in graded.pairs if graded else ():
                found += [pair.better, pair.worse]
        for faction in self.divided.factions if self.divided else ():
            found += faction.preference.groups()
        return tuple(found)

    def raised(self, levels: tuple[Level, ...]) -> Preference:
        """These levels first, in their order, then as before; so for factions."""
        if self.divided:
            return self._in_factions(lambda one: one.raised(levels))
        return replace(self, criteria=(*levels, *self.criteria))

    def lowered(self, levels: tuple[Level, ...]) -> Preference:
        """As before without these statements, then by them in their order."""
        if self.divided:
            return self._in_factions(lambda one: one.lowered(levels))
        before = self
        for level in levels:
            for statement in level.statements:
                before = before.without(statement.want) or before
        return replace(before, criteria=(*before.criteria, *levels))

    def without(self, want: Expression) -> Preference | None:
        """Without every statement that parses the same as ``want``; None if there is none."""
        if self.divided:
            left = [one.preference.without(want) for one in self.divided.factions]
            if not any(left):
                return None
            return self._in_factions(lambda one: one.without(want) or one)
        kept: list[Criterion] = []
        found = False
        for criterion in self.criteria:
            if not isinstance(criterion, Level):
                kept.append(criterion)
                continue
            rest = tuple(s for s in criterion.statements if s.want != want)
            found |= len(rest) < len(criterion.statements)
            if rest:
                kept.append(Level(rest))
        return replace(self, criteria=tuple(kept)) if found else None

    def _in_factions(self, change: Callable[[Preference], Preference]) -> Preference:
        if self.divided is None:
            return self
        factions = tuple(
            replace(one, preference=change(one.preference)) for one in self.divided.factions
        )
        return replace(self, divided=replace(self.divided, factions=factions))
