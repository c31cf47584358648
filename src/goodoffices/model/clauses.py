"""Conditions over events as lists of lists of literals: one list must be true throughout."""

from __future__ import annotations

from itertools import combinations
from math import comb

from goodoffices.model.expression import And, Constant, Count, Expression, Name, Not, Or, Relation

Clause = frozenset[tuple[str, bool]]
MOST = 256
"""Clauses of one condition; more are refused."""

MOST_CHOICES = 4096
"""Ways to choose the members of a count that are gone through at most."""


class TooManyClauses(ValueError):
    """A condition with more than ``MOST`` clauses."""


def clauses(expression: Expression) -> tuple[Clause, ...]:
    """The clauses, contradictions and what another covers left out; none where it never holds.

    Raises ``TooManyClauses``.
    """
    return tuple(sorted(_clauses(expression, True), key=lambda clause: sorted(clause)))


def _clauses(expression: Expression, wanted: bool) -> frozenset[Clause]:
    match expression:
        case Constant(value):
            return frozenset([frozenset()]) if value == wanted else frozenset()
        case Name(text):
            return frozenset([frozenset([(text, wanted)])])
        case Not(operand):
            return _clauses(operand, not wanted)
        case And(parts) | Or(parts):
            found = [_clauses(part, wanted) for part in parts]
            return _all(found) if isinstance(expression, And) == wanted else _any(found)
        case Relation(word, left, right):
            return _clauses(_without(word, left, right), wanted)
        case Count(word, number, members):
            return _clauses(_counted(word, number, members), wanted)
    raise TypeError(expression)


def _without(word: str, left: Expression, right: Expression) -> Expression:
    if word == "requires":
        return Or((Not(left), right))
    if word == "excludes":
        return Not(And((left, right)))
    if word == "if":
        return Or((left, Not(right)))
    return Or((And((left, right)), And((Not(left), Not(right)))))


def _counted(word: str, number: int, members: tuple[Expression, ...]) -> Expression:
    if word == "exactly":
        return And((_counted("at least", number, members), _counted("at most", number, members)))
    if word == "at most":
        return Not(_counted("at least", number + 1, members))
    if number <= 0:
        return Constant(True)
    if number > len(members):
        return Constant(False)
    if comb(len(members), number) > MOST_CHOICES:
        raise TooManyClauses
    return Or(tuple(And(chosen) for chosen in combinations(members, number)))


def _any(found: list[frozenset[Clause]]) -> frozenset[Clause]:
    return _least(frozenset().union(*found))


def _all(found: list[frozenset[Clause]]) -> frozenset[Clause]:
    joined: frozenset[Clause] = frozenset([frozenset()])
    for one in found:
        joined = _least(frozenset(a | b for a in joined for b in one))
    return joined


def _least(found: frozenset[Clause]) -> frozenset[Clause]:
    """Without contradictions, and without a clause of which another is a part."""
    good = [one for one in found if not any((name, not sign) in one for name, sign in one)]
    least = frozenset(one for one in good if not any(other < one for other in good))
    if len(least) > MOST:
        raise TooManyClauses
    return least
