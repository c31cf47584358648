"""Preferences: criteria from most to least important.

Two states are compared criterion by criterion. A *level* counts how many of its statements are
true (one statement, or several that are tied); a *ranking* orders the states themselves. Raising
puts a criterion on top and lowering puts one below, so a ranking takes changes like statements.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from goodoffices.errors import NOWHERE, Place
from goodoffices.model.expression import Expression


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
    """

    want: Expression
    because: tuple[str, ...] = ()
    sure: Sure = Sure()
    place: Place = NOWHERE
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Level:
    """One or more tied statements: more of them true is better, or more by weight."""

    statements: tuple[Statement, ...]

    @property
    def weighted(self) -> bool:
        """Whether the statements do not all count the same."""
        return len({one.weight for one in self.statements}) > 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a ranking: a state's id, or an expression for all states not ranked before."""

    state: int | Expression
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Ranking:
    """Groups of tied entries from best to worst."""

    groups: tuple[tuple[Entry, ...], ...]
    place: Place = NOWHERE


Criterion = Level | Ranking


@dataclass(frozen=True, slots=True)
class Preference:
    """Criteria from most to least important; none at all means that the party is indifferent."""

    criteria: tuple[Criterion, ...] = ()

    def statements(self) -> tuple[Statement, ...]:
        """Every statement, most important first, ties in the order in which they are written."""
        return tuple(
            statement
            for criterion in self.criteria
            if isinstance(criterion, Level)
            for statement in criterion.statements
        )

    def raised(self, levels: tuple[Level, ...]) -> Preference:
        """These levels first, in their order, then as before."""
        return Preference((*levels, *self.criteria))

    def lowered(self, levels: tuple[Level, ...]) -> Preference:
        """As before without these statements, then by them in their order."""
        before = self
        for level in levels:
            for statement in level.statements:
                before = before.without(statement.want) or before
        return Preference((*before.criteria, *levels))

    def without(self, want: Expression) -> Preference | None:
        """Without every statement that parses the same as ``want``; None if there is none."""
        kept: list[Criterion] = []
        found = False
        for criterion in self.criteria:
            if isinstance(criterion, Ranking):
                kept.append(criterion)
                continue
            rest = tuple(s for s in criterion.statements if s.want != want)
            found |= len(rest) < len(criterion.statements)
            if rest:
                kept.append(Level(rest))
        return Preference(tuple(kept)) if found else None
