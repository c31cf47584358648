"""Feasible states: all sets of options that break no rule, as columns of truth.

A state's id is its binary number with the first option as lowest bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import RequestError, TooLargeError, nearest
from goodoffices.may import May, may
from goodoffices.memory import available
from goodoffices.model.expression import (
    And,
    Constant,
    Count,
    Expression,
    Name,
    Not,
    Or,
    Relation,
    names_in,
)
from goodoffices.model.parser import ExpressionError, parse
from goodoffices.model.situation import Situation

Bools = NDArray[np.bool_]
Ids = NDArray[np.uint64]

BYTES_PER_PARTIAL = 40
"""What enumeration takes for each partial state at its widest, ids, copies and columns together."""

MOST_STATES = 2**30
"""Positions are 32-bit numbers; this many is refused whatever the memory."""

DENSE_OPTIONS = 30
DENSE_SHARE = 1 / 64
CHUNK = 2**20

MAX_OPTIONS = 64


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
    _columns: dict[Expression, Bools] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, situation: Situation, limit: int | None = None) -> StateSpace:
        """All feasible states. Raises ``TooLargeError`` above ``limit`` states on the way, which
        is what fits into the memory there is unless it is given.

        No feasible state at all is not an error here: ``len`` is then 0.
        """
        if situation.graph is not None:
            ids = np.arange(len(situation.graph.states), dtype=np.uint64)
        else:
            ids = _enumerate(situation, limit)
        ids.flags.writeable = False
        if not situation.same or len(ids) == 0:
            return cls(situation, ids)
        lowest, class_of = _classes(cls(situation, ids), situation.same)
        return cls(situation, ids[lowest], class_of, ids)

    def unmerged(self) -> StateSpace:
        """The feasible states one by one, also where some count as one."""
        return self if self._every is None else StateSpace(self.situation, self._every)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def bits(self) -> dict[str, int]:
        """Option name → bit."""
        return self.situation.option_bits

    def truth(self, expression: Expression) -> Bools:
        """Where the expression is true: bool, shape (n_states,), read-only; kept for reuse."""
        known = self._columns.get(expression)
        if known is None:
            known = evaluate(expression, self._name, len(self))
            known.flags.writeable = False
            self._columns[expression] = known
        return known

    def _name(self, name: str) -> Bools:
        bit = self.bits.get(name)
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


def _enumerate(situation: Situation, limit: int | None) -> Ids:
    """All feasible ids, increasing; loose rules and tight rules each in their way."""
    options = len(situation.options)
    if options > MAX_OPTIONS:
        raise TooLargeError(
            f"the situation has {options} options; at most {MAX_OPTIONS} are "
            "possible; leave out options that only one rule mentions, or split the situation"
        )
    each = max(BYTES_PER_PARTIAL, bytes_per_state(len(situation.parties)))
    fits = min(max(available() // each, CHUNK), MOST_STATES)
    most = fits if limit is None else limit
    pending = [(_bits_of(rule.holds, situation), rule.holds) for rule in situation.rules]
    pending += [({situation.option_bits[name]}, Not(Name(name))) for name in situation.closed]
    dense = CHUNK < 2**options <= min(2**DENSE_OPTIONS, 16 * most)
    if dense and _sampled_share(situation, pending) >= DENSE_SHARE:
        return _dense(situation, [rule for _, rule in pending], most)
    return _option_by_option(situation, pending, most)


def _sampled_share(situation: Situation, pending: Sequence[tuple[set[int], Expression]]) -> float:
    """The share of feasible states in an evenly spread sample of all combinations."""
    step = 2 ** len(situation.options) // 2**14
    sample = np.arange(2**14, dtype=np.uint64) * np.uint64(step | 1)
    sample &= np.uint64(2 ** len(situation.options) - 1)
    return len(_cut(sample, [rule for _, rule in pending], situation)) / len(sample)


def _dense(situation: Situation, rules: Sequence[Expression], most: int) -> Ids:
    """Every combination in order, a chunk at a time: for rules that exclude little."""
    kept: list[Ids] = []
    count = 0
    for start in range(0, 2 ** len(situation.options), CHUNK):
        ids = np.arange(start, start + CHUNK, dtype=np.uint64)
        kept.append(_cut(ids, rules, situation))
        count += len(kept[-1])
        if count > most:
            raise _too_many(most, "feasible states so far", situation)
    return np.concatenate(kept)


def _option_by_option(
    situation: Situation, pending: Sequence[tuple[set[int], Expression]], most: int
) -> Ids:
    """Partial states doubled for each option, then cut by every rule now fully decided.

    Work and memory follow the number of partial states that survive, not 2^options.
    """
    order = _order(range(len(situation.options)), [needs for needs, _ in pending])
    ids = np.zeros(1, dtype=np.uint64)
    decided: set[int] = set()
    ids = _cut(ids, [rule for needs, rule in pending if not needs], situation)
    for bit in order:
        free = all(needs <= decided for needs, _ in pending)
        left = len(order) - len(decided)
        if free and len(ids) << left > most:  # no rule is left to cut: the number is known
            raise _too_many(most, "feasible states", situation, len(ids) << left)
        if len(ids) * 2 > most:
            done = f"partial states after {len(decided)} of {len(order)} options"
            raise _too_many(most, done, situation)
        ids = np.concatenate([ids, ids | np.uint64(1 << bit)])
        decided.add(bit)
        touched = [(needs, rule) for needs, rule in pending if bit in needs]
        ids = _cut(ids, [rule for needs, rule in touched if needs <= decided], situation)
        ids = _cut_early(
            ids, [r for needs, r in touched if not needs <= decided], decided, situation
        )
    return np.sort(ids)


def _cut_early(
    ids: Ids, rules: Sequence[Expression], decided: set[int], situation: Situation
) -> Ids:
    """Without the partial states that can no longer satisfy one of these rules."""
    for rule in rules:
        space = StateSpace(situation, ids)
        unknown = np.ones(len(ids), dtype=np.bool_)

        def name(text: str, space: StateSpace = space, unknown: Bools = unknown) -> May:
            bit = space.bits.get(text)
            if bit is None:
                return may(situation.names[text], name, len(space))
            if bit not in decided:
                return unknown, unknown
            column = space._name(text)
            return column, ~column

        ids = ids[may(rule, name, len(ids))[0]]
    return ids


def _too_many(
    most: int, what: str, situation: Situation, known: int | None = None
) -> TooLargeError:
    each = bytes_per_state(len(situation.parties))
    count = f"{known:,}" if known is not None else f"more than {most:,}"
    gigabytes = (known or most) * each / 2**30
    return TooLargeError(
        f"{count} {what}; solving {'them' if known else 'that many'} would take about "
        f"{gigabytes:,.1f} GB ({each} bytes a state), and {most:,} states fit here; "
        "add rules that say what cannot be, or leave options out"
    )


def bytes_per_state(n_parties: int, n_concepts: int = 5) -> int:
    """What a solved state takes: id, ranks, orders, flags, verdicts, and two working columns."""
    return 8 + n_parties * (4 + 4 + 1 + n_concepts + 1) + 32


def _order(options: Iterable[int], needs: Sequence[set[int]]) -> list[int]:
    """Options of the rule with the fewest undecided ones first, so that rules cut early."""
    left = list(options)
    order: list[int] = []
    open_rules = [set(one) for one in needs if one]
    while open_rules:
        smallest = min(open_rules, key=len)
        for bit in sorted(smallest):
            order.append(bit)
            left.remove(bit)
        taken = set(smallest)
        open_rules = [rest for rest in (one - taken for one in open_rules) if rest]
    return order + left


def _cut(ids: Ids, rules: Sequence[Expression], situation: Situation) -> Ids:
    for rule in rules:
        space = StateSpace(situation, ids)
        ids = ids[evaluate(rule, space._name, len(ids))]
    return ids


def _bits_of(expression: Expression, situation: Situation) -> set[int]:
    """The bits of every option that an expression depends on, through terms."""
    found: set[int] = set()
    seen: set[str] = set()
    open_ = [name.text for name in names_in(expression)]
    while open_:
        name = open_.pop()
        if name in situation.option_bits:
            found.add(situation.option_bits[name])
        elif name not in seen and name in situation.names:
            seen.add(name)
            open_ += [inner.text for inner in names_in(situation.names[name])]
    return found
