"""Expressions over partly decided states: can it still become true, can it still become false?

Three-valued logic on columns, for cutting partial states before a rule is fully decided. An answer
"it may" can be too generous (parts are judged apart), never too strict.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from goodoffices.model.expression import And, Constant, Count, Expression, Name, Not, Or, Relation

Bools = NDArray[np.bool_]
May = tuple[Bools, Bools]
"""(may be true, may be false), bool, shape (n_states,) each."""


def may(expression: Expression, name: Callable[[str], May], size: int) -> May:
    """What can still become of an expression, given what can still become of names."""
    match expression:
        case Constant():
            return np.full(size, expression.value), np.full(size, not expression.value)
        case Name():
            return name(expression.text)
        case Not():
            true, false = may(expression.operand, name, size)
            return false, true
        case And():
            return _all([may(part, name, size) for part in expression.parts])
        case Or():
            return _any([may(part, name, size) for part in expression.parts])
        case Relation():
            return _related(
                expression.word,
                may(expression.left, name, size),
                may(expression.right, name, size),
            )
        case Count():
            most, least = np.zeros(size, np.int32), np.zeros(size, np.int32)
            for member in expression.members:
                true, false = may(member, name, size)
                most += true
                least += ~false
            return _counted(expression, least, most)
    raise TypeError(f"not an expression: {expression!r}")


def _all(parts: list[May]) -> May:
    true, false = parts[0]
    for more_true, more_false in parts[1:]:
        true, false = true & more_true, false | more_false
    return true, false


def _any(parts: list[May]) -> May:
    true, false = parts[0]
    for more_true, more_false in parts[1:]:
        true, false = true | more_true, false & more_false
    return true, false


def _related(word: str, left: May, right: May) -> May:
    turned_left, turned_right = (left[1], left[0]), (right[1], right[0])
    if word == "requires":
        return _any([turned_left, right])
    if word == "if":
        return _any([left, turned_right])
    if word == "excludes":
        return _any([turned_left, turned_right])
    return _any([_all([left, right]), _all([turned_left, turned_right])])


def _counted(expression: Count, least: NDArray[np.int32], most: NDArray[np.int32]) -> May:
    bound = min(expression.number, len(expression.members) + 1)
    if expression.word == "at least":
        return np.asarray(most >= bound), np.asarray(least < bound)
    if expression.word == "at most":
        return np.asarray(least <= bound), np.asarray(most > bound)
    holds = (least <= bound) & (bound <= most)
    return holds, ~((least == bound) & (most == bound))
