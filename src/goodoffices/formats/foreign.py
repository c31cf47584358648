"""What readers of other programs' files share: ids made from names, and the way into a situation.

Such a reader makes the plain data that a native file would hold; so it is checked like one, and
written as one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from goodoffices.errors import Problem
from goodoffices.formats import native
from goodoffices.formats.meaning import Checked
from goodoffices.formats.tree import Tree
from goodoffices.formats.values import ID
from goodoffices.model.expression import WORDS
from goodoffices.states import StateSpace


@dataclass(frozen=True)
class Foreign:
    """A file of another program as native data, with what could not be taken over as it was."""

    data: dict[str, Any]
    file: str
    warnings: tuple[Problem, ...] = ()

    def checked(self) -> Checked:
        """The checked situation. Raises ``InputError``."""
        found = native.read(Tree(self.data, self.file))
        return replace(found, warnings=(*self.warnings, *found.warnings))

    def space(self) -> StateSpace:
        """The feasible states, for readers of files that number them."""
        return StateSpace.of(native.situation(Tree(self.data, self.file)))


def ids_of(names: Iterable[str], otherwise: str) -> list[str]:
    """An id for each name: lower case, underscores, numbered where equal.

    ``otherwise`` stands where nothing is left of a name (``option``, ``party``).
    """
    return numbered([id_of(name, otherwise) for name in names])


def numbered(wanted: Sequence[str]) -> list[str]:
    """The ids, those that stand there already with a number: ``act``, ``act_2``."""
    there = set(wanted)
    taken: set[str] = set()
    next_number: dict[str, int] = {}
    result = []
    for name in wanted:
        proposal = name
        while proposal in taken or (proposal != name and proposal in there):
            number = next_number.get(name, 2)
            next_number[name] = number + 1
            proposal = f"{name}_{number}"
        taken.add(proposal)
        result.append(proposal)
    return result


def is_id(name: object) -> bool:
    """Whether this can stand as an id as it is."""
    return isinstance(name, str) and bool(ID.match(name)) and name not in WORDS


def id_of(name: str, otherwise: str) -> str:
    """One id: ``Air strike`` → ``air_strike``; what is an id already stays."""
    if is_id(name):
        return name
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    plain = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if not plain:
        return otherwise
    if plain in WORDS:
        return f"{plain}_"
    return plain if ID.match(plain) else f"{otherwise}_{plain}"


def joined(literals: Sequence[tuple[str, bool]]) -> str:
    """``a and not b``; ``true`` for none."""
    return " and ".join(literal(*one) for one in literals) or "true"


def literal(name: str, value: bool) -> str:
    """``a`` or ``not a``."""
    return name if value else f"not {name}"


def rule_against(literals: Sequence[tuple[str, bool]]) -> str:
    """The rule that a pattern cannot be, in its shortest words."""
    taken = [name for name, value in literals if value]
    left = [name for name, value in literals if not value]
    if len(literals) == 1:
        return literal(literals[0][0], not literals[0][1])
    if not taken and left:
        return " or ".join(left)
    if len(taken) == 2 and not left:
        return f"{taken[0]} excludes {taken[1]}"
    if len(taken) == 1:
        rest = " or ".join(left)
        return f"{taken[0]} requires {rest}" if len(left) == 1 else f"{taken[0]} requires ({rest})"
    return f"not ({joined(literals)})"
