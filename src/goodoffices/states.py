"""Feasible states: all sets of options that break no rule, as columns of truth.

A state's id is its binary number with the first option as lowest bit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.columns import Bools, Columns, Ids
from goodoffices.enumeration import feasible
from goodoffices.errors import RequestError, nearest
from goodoffices.model.expression import Expression, names_in
from goodoffices.model.parser import ExpressionError, parse
from goodoffices.model.situation import Situation


@dataclass(frozen=True)
class StateSpace:
    """The feasible states of one situation.

    ``ids``: uint64, shape (n_states,), increasing, read-only; row i of every column of truth is
    about state ``ids[i]``. Positions (rows) are what the analyses pass around.

    Where the situation says that states count as one (``same``), ``ids`` holds the lowest id of
    each class; ``class_of``, int32, gives the row of the class for each row of ``unmerged()``.
    """

    situation: Situation
    ids: Ids
    class_of: NDArray[np.int32] | None = None
    _every: Ids | None = field(default=None, repr=False, compare=False)

    @classmethod
    def of(cls, situation: Situation, limit: int | None = None) -> StateSpace:
        """All feasible states. Raises ``TooLargeError`` above ``limit`` states on the way, which
        is what fits into the memory there is unless it is given.

        No feasible state at all is not an error here: ``len`` is then 0.
        """
        if situation.graph is not None:
            ids = np.arange(len(situation.graph.states), dtype=np.uint64)
        else:
            ids = feasible(situation, limit)
        ids.flags.writeable = False
        if not situation.same or len(ids) == 0:
            return cls(situation, ids)
        lowest, class_of = _classes(cls(situation, ids), situation.same)
        return cls(situation, ids[lowest], class_of, ids)

    def under(self, situation: Situation) -> StateSpace:
        """The same states for a copy of the situation that differs in preferences only."""
        return StateSpace(situation, self.ids, self.class_of, self._every)

    def unmerged(self) -> StateSpace:
        """The feasible states one by one, also where some count as one."""
        return self if self._every is None else StateSpace(self.situation, self._every)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def bits(self) -> dict[str, int]:
        """Option name → bit."""
        return self.situation.option_bits

    @cached_property
    def _columns(self) -> Columns:
        return Columns(self.situation, self.ids)

    def truth(self, expression: Expression) -> Bools:
        """Where the expression is true: bool, shape (n_states,), read-only; kept for reuse."""
        return self._columns.truth(expression)

    def position(self, state_id: int) -> int | None:
        """The row of the state with this id, or None if it is not feasible."""
        if not 0 <= state_id < 2**64:
            return None
        every = self.ids if self._every is None else self._every
        at = int(np.searchsorted(every, np.uint64(state_id)))
        if at == len(every) or int(every[at]) != state_id:
            return None
        return at if self.class_of is None else int(self.class_of[at])

    def yes(self, position: int) -> tuple[str, ...]:
        """The options taken in a state, in option order."""
        state = int(self.ids[position])
        return tuple(name for name, bit in self.bits.items() if state >> bit & 1)

    def name(self, position: int) -> str:
        """The names of all named states that this state is (in graph form its key), or nothing."""
        graph = self.situation.graph
        if graph is not None:
            return graph.states[position][0]
        here = [n.id for n in self.situation.states if self.truth(n.means)[position]]
        return ", ".join(here)

    @cached_property
    def now(self) -> int | None:
        """The row of the status quo; None where none is given."""
        taken = self.situation.now
        if taken is None:
            return None
        graph = self.situation.graph
        if graph is not None:
            return [key for key, _ in graph.states].index(taken[0])
        return self.position(sum(1 << self.bits[name] for name in taken))

    def find(self, text: str) -> NDArray[np.intp]:
        """The rows meant by an id, a named state or an expression (shape (n,), increasing).

        Raises ``RequestError`` for an id that is not feasible and for an expression that is
        wrong; an expression that nothing satisfies gives no rows.
        """
        text = text.strip()
        if text.isdecimal():
            at = self.position(int(text))
            if at is None:
                raise RequestError(
                    f"{text} is not the id of a feasible state; expected the sum of 2^k over the "
                    "options taken, numbered from 0 in file order; solve lists the ids"
                )
            return np.array([at], dtype=np.intp)
        return np.flatnonzero(self.truth(parse_for(self.situation, text)))


def parse_for(situation: Situation, text: str) -> Expression:
    """An expression given on the command line, its names checked. Raises ``RequestError``."""
    try:
        expression = parse(text)
    except ExpressionError as error:
        parts = (f'"{text}", character {error.offset + 1}: {error.found}', error.remedy)
        expected = f"expected {error.expected}" if error.expected else ""
        raise RequestError("; ".join(p for p in (parts[0], expected, parts[1]) if p)) from None
    check_names(situation, expression)
    return expression


def check_names(situation: Situation, expression: Expression) -> None:
    """Raises ``RequestError`` with the nearest valid name if a name is not of the situation."""
    known = situation.vocabulary
    for name in names_in(expression):
        if name.text not in known:
            expected = "expected party.option, a term or a named state"
            hint = nearest(name.text, known)
            raise RequestError(f'unknown name "{name.text}"; {expected}; {hint}'.rstrip("; "))


def _classes(
    space: StateSpace, same: Sequence[Expression]
) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """States that count as one: (row of the lowest of each class, class of each row).

    All states with one of the expressions are one; expressions that share a state are joined.
    """
    lead = np.arange(len(space), dtype=np.int64)
    for expression in same:
        members = np.flatnonzero(space.truth(expression))
        if len(members):
            joined = np.unique(lead[members])
            lead[np.isin(lead, joined)] = joined[0]
    lowest, class_of = np.unique(lead, return_inverse=True)
    return lowest, class_of.reshape(-1).astype(np.int32)
