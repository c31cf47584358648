"""All four extensions of unknown preference side by side: what holds whatever the party prefers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.analyses.solution import Solution, solve
from goodoffices.model.apply import with_extension
from goodoffices.model.preference import EXTENSIONS
from goodoffices.model.situation import Situation
from goodoffices.modes.table import undecided
from goodoffices.moves.base import Bools
from goodoffices.progress import Progress, silent
from goodoffices.stability.concepts import STANDARD
from goodoffices.states import StateSpace

Name = tuple[str, str]
"""A kind of equilibrium and an extension; written ``seq.b``."""


@dataclass(frozen=True)
class Extended:
    """One solution a letter, over the same states. ``situation``: as it was before a letter was
    chosen; ``open``: the parties whom it concerns."""

    situation: Situation
    by_letter: dict[str, Solution]
    open: tuple[str, ...]

    @property
    def first(self) -> Solution:
        """Any of them, for what does not depend on the extension."""
        return next(iter(self.by_letter.values()))

    def letters(self, kind: str, position: int) -> str:
        """The extensions under which a state is an equilibrium of this kind, such as ``bd``."""
        return "".join(
            letter
            for letter, one in self.by_letter.items()
            if one.verdicts.equilibrium(kind)[position]
        )

    def strongly(self, kind: str, position: int) -> str:
        """The extensions under which it is one strongly, where degrees are told apart."""
        return "".join(
            letter
            for letter, one in self.by_letter.items()
            if one.strength is not None
            and kind in one.strength.degree
            and one.strength.equilibrium(kind)[position]
        )

    def any_kind(self) -> Bools:
        """Equilibria of some kind under some extension."""
        return np.asarray(np.any([one.any_kind for one in self.by_letter.values()], axis=0))

    def head(self) -> dict[str, object]:
        """The contract of ``solve`` without its states; concepts are named with extensions."""
        head = self.first.head()
        head.pop("applied", None)
        head |= self.situation.question()
        head["concepts"] = [
            f"{concept}.{letter}"
            for concept in self.first.verdicts.concepts
            for letter in self.by_letter
        ]
        head["extensions"] = list(self.by_letter)
        head["unknown"] = list(self.open)
        return head

    def states(self, every: bool = False) -> Iterator[dict[str, object]]:
        """The listed states one by one: as in the contract, each concept with each extension;
        ``reachable``: extension → as there."""
        listed = self.first.listed(every=True)
        if not every and len(listed) > len(self.first.listed()):
            listed = np.flatnonzero(self.any_kind())
        streams = [(k, _at(one, listed.tolist())) for k, one in self.by_letter.items()]
        for rows in zip(*(stream for _, stream in streams), strict=True):
            told = [(letter, row) for (letter, _), row in zip(streams, rows, strict=True)]
            state = dict(rows[0])
            state["stable"] = _named({letter: row["stable"] for letter, row in told})
            state["equilibrium"] = [
                f"{kind}.{letter}"
                for kind in self.first.verdicts.kinds
                for letter, row in told
                if kind in row["equilibrium"]
            ]
            for key in ("reachable", "strength", "strongly"):
                if key in state:
                    state[key] = {letter: row[key] for letter, row in told}
            yield state


def _at(solution: Solution, wanted: Sequence[int]) -> Iterator[dict[str, object]]:
    """The states at these positions, in the form of the contract."""
    ids = set(solution.space.ids[wanted].tolist())
    return (state for state in solution.states(every=True) if state["id"] in ids)


def _named(stable: dict[str, dict[str, object]]) -> dict[str, object]:
    concepts = next(iter(stable.values()))
    return {
        f"{concept}.{letter}": found[concept]
        for concept in concepts
        for letter, found in stable.items()
    }


def solve_all(
    situation: Situation,
    concepts: Sequence[str] = STANDARD,
    space: StateSpace | None = None,
    progress: Progress = silent,
    nash_is_strong: bool = False,
) -> Extended:
    """What holds under each extension. Raises ``RequestError`` as ``solve`` does."""
    space = StateSpace.of(situation) if space is None else space
    found = {}
    for letter in EXTENSIONS:
        chosen = with_extension(situation, letter)
        found[letter] = solve(chosen, concepts, space.under(chosen), progress, nash_is_strong)
    return Extended(situation, found, undecided(situation, space))
