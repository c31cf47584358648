"""Expressions over many states at once: columns of truth."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import RequestError
from goodoffices.model.expression import And, Constant, Count, Expression, Name, Not, Or, Relation
from goodoffices.model.situation import Situation

Bools = NDArray[np.bool_]
Ids = NDArray[np.uint64]


class Columns:
    """Name → where it is true among these states, bool, shape (n_states,).

    Options and, in graph form, states by their bits; terms and named states by their meaning, which
    is kept. ``ids``: uint64, shape (n_states,), whole or partial states. Raises ``RequestError``
    for a name that the situation does not have.
    """

    def __init__(self, situation: Situation, ids: Ids) -> None:
        self.situation = situation
        self.ids = ids
        self._bits = situation.option_bits
        self._known: dict[Expression, Bools] = {}

    def truth(self, expression: Expression) -> Bools:
        """Where the expression is true: bool, shape (n_states,), read-only; kept for reuse."""
        known = self._known.get(expression)
        if known is None:
            known = evaluate(expression, self.name, len(self.ids))
            known.flags.writeable = False
            self._known[expression] = known
        return known

    def name(self, name: str) -> Bools:
        """Where one name is true."""
        bit = self._bits.get(name)
        if bit is not None:
            return np.asarray((self.ids >> np.uint64(bit)) & np.uint64(1), dtype=np.bool_)
        means = self.situation.names.get(name)
        if means is not None:
            return self.truth(means)
        if self.situation.graph is not None:
            keys = [key for key, _ in self.situation.graph.states]
            if name in keys:
                return np.equal(self.ids, np.uint64(keys.index(name)))
        raise RequestError(f'unknown name "{name}"')


def evaluate(expression: Expression, name: Callable[[str], Bools], size: int) -> Bools:
    """The truth of an expression, given the truth of names: bool arrays of shape (size,)."""
    match expression:
        case Constant():
            return np.full(size, expression.value)
        case Name():
            return name(expression.text).copy()
        case Not():
            return ~evaluate(expression.operand, name, size)
        case And() | Or():
            join = np.logical_and if isinstance(expression, And) else np.logical_or
            result = evaluate(expression.parts[0], name, size)
            for part in expression.parts[1:]:
                join(result, evaluate(part, name, size), out=result)
            return result
        case Relation():
            left = evaluate(expression.left, name, size)
            right = evaluate(expression.right, name, size)
            return _related(expression.word, left, right)
        case Count():
            number = np.zeros(size, dtype=np.int32)
            for member in expression.members:
                number += evaluate(member, name, size)
            bound = min(expression.number, len(expression.members) + 1)
            if expression.word == "exactly":
                return np.equal(number, bound)
            least = expression.word == "at least"
            return np.greater_equal(number, bound) if least else np.less_equal(number, bound)
    raise TypeError(f"not an expression: {expression!r}")


def _related(word: str, left: Bools, right: Bools) -> Bools:
    if word == "requires":
        return ~left | right
    if word == "if":
        return left | ~right
    if word == "excludes":
        return ~(left & right)
    return np.equal(left, right)
