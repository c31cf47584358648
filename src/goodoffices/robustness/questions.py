"""What is asked of every variant: does some equilibrium of the behaviour profile satisfy this?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.batch.batch import BITS
from goodoffices.model.expression import Expression, Name
from goodoffices.model.situation import Situation
from goodoffices.robustness.judged import Part
from goodoffices.stability.verdicts import PROFILE
from goodoffices.states import parse_for


@dataclass(frozen=True)
class Question:
    """An expression as it was given. ``asked``: with ``--ask``; else it is a term of the file."""

    text: str
    expression: Expression
    asked: bool = True

    def holds(self, part: Part) -> NDArray[np.bool_]:
        """For each distinct variant of a part: bool, shape (distinct,)."""
        if len(part.space) == 0:
            return np.zeros(len(part.kinds), dtype=np.bool_)
        wanted = part.space.truth(self.expression)
        return np.asarray((part.kinds[:, wanted] & BITS[PROFILE] != 0).any(axis=1))


def questions(base: Situation, asked: Sequence[str]) -> tuple[Question, ...]:
    """Those that were asked, each once, then the terms of the file.

    Raises ``RequestError`` for an expression that is wrong.
    """
    texts = dict.fromkeys(text.strip() for text in asked)
    given = [Question(text, parse_for(base, text)) for text in texts]
    terms = [Question(term.id, Name(term.id), asked=False) for term in base.terms]
    known = {one.expression for one in given}
    return (*given, *(one for one in terms if one.expression not in known))
