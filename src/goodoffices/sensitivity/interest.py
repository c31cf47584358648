"""Verdicts of interest: what is said of a model and might be said no more after a single change.

Of an expression: some equilibrium satisfies it. Of a state: it is an equilibrium. Equilibria are
those of the behaviour profile unless another kind is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import RequestError
from goodoffices.model.expression import Expression, Name
from goodoffices.robustness.questions import questions
from goodoffices.states import StateSpace


@dataclass(frozen=True)
class Interest:
    """One verdict: of an ``expression``, or of the state with the id ``state``.

    ``text``: as it was given. ``asked``: it was asked for; else it is of the file.
    """

    text: str
    asked: bool
    expression: Expression | None = None
    state: int | None = None

    def among(self, space: StateSpace) -> NDArray[np.bool_]:
        """Which states count for it: bool, shape (n_states,)."""
        if self.expression is not None:
            return space.truth(self.expression)
        column = np.zeros(len(space), dtype=np.bool_)
        at = None if self.state is None else space.position(self.state)
        if at is not None:
            column[at] = True
        return column


def interests(space: StateSpace, asked: Sequence[str], states: Sequence[str]) -> list[Interest]:
    """What was asked, then the states asked about, then the terms of the file; in a file without
    terms its named states. ``space``: the feasible states of the model as it is.

    Raises ``RequestError`` for an expression that is wrong and for a state that is not feasible.
    """
    base = space.situation
    found = [Interest(q.text, q.asked, q.expression) for q in questions(base, asked)]
    given = [one for one in found if one.asked]
    given += [_state(space, text) for text in dict.fromkeys(states)]
    if not base.terms:
        known = {one.expression for one in given}
        named = [Interest(one.id, False, Name(one.id)) for one in base.states]
        found += [one for one in named if one.expression not in known]
    return [*given, *(one for one in found if not one.asked)]


def holding(space: StateSpace, rows: NDArray[np.intp]) -> list[Interest]:
    """Of each of these states that it is an equilibrium, for models that name nothing."""
    ids = [int(space.ids[at]) for at in rows.tolist()]
    return [Interest(space.name(space.position(one) or 0), False, state=one) for one in ids]


def _state(space: StateSpace, text: str) -> Interest:
    rows = space.find(text)
    if len(rows) != 1:
        raise RequestError(
            f'"{text}" fits {len(rows):,} feasible states; expected the id of one, or what only '
            "one satisfies; solve lists the ids"
        )
    return Interest(text.strip(), True, state=int(space.ids[rows[0]]))
