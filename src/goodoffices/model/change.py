"""Changes: what a lever, a type, a precedent or a perception does to a copy of the situation."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.errors import NOWHERE, Place
from goodoffices.model.expression import Expression
from goodoffices.model.preference import Level

Literal = tuple[str, bool]
"""An option's name and the value that is meant: ``("hamas.cede", True)``."""

Range = tuple[float, float]
"""Lower and upper bound; both the same where one number is given."""


@dataclass(frozen=True, slots=True)
class Change:
    """The verbs, each as data; a change may use several.

    ``raised``, ``lowered``: (party, levels); ``dropped``: (party, statement); ``forbid`` adds
    the rule that a literal does not hold; ``allow`` opens closed options; ``relax`` takes rules
    away by name; ``commit`` makes literals one-way; ``together`` lists parties who may move as
    one.
    """

    id: str
    raised: tuple[tuple[str, tuple[Level, ...]], ...] = ()
    lowered: tuple[tuple[str, tuple[Level, ...]], ...] = ()
    dropped: tuple[tuple[str, Expression], ...] = ()
    forbid: tuple[Literal, ...] = ()
    allow: tuple[str, ...] = ()
    relax: tuple[str, ...] = ()
    commit: tuple[Literal, ...] = ()
    together: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Lever:
    """Something that ``by`` could change, at a cost (None counts as 1 where packages are made).

    ``does``: in words; ``pulled`` where the file has none.
    """

    change: Change
    by: tuple[str, ...] = ()
    cost: float | None = None
    does: str = ""

    @property
    def id(self) -> str:
        return self.change.id


def pulled(lever: str) -> str:
    """What is said of a lever of which the file does not say what it does."""
    return f"pull the lever “{lever.replace('_', ' ')}”"


@dataclass(frozen=True, slots=True)
class PartyType:
    """A rival reading of one party, with a probability or a range of it (None: the rest)."""

    party: str
    change: Change
    probability: Range | None = None

    @property
    def id(self) -> str:
        return self.change.id


@dataclass(frozen=True, slots=True)
class Precedent:
    """What an outcome in which ``after`` holds changes for the next talks."""

    change: Change
    after: Expression

    @property
    def id(self) -> str:
        return self.change.id


@dataclass(frozen=True, slots=True)
class Perception:
    """How ``party`` sees the situation: options it is ``unaware`` of, and what it (mis)reads."""

    party: str
    change: Change
    unaware: tuple[str, ...] = ()
