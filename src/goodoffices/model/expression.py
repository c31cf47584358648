"""Expressions: the one small language of terms, rules, preferences, targets and claims.

Frozen trees. Two expressions are equal when they parse the same: the spans, which are kept for
error messages, do not count. ``str(e)`` prints fully bracketed, and parsing that gives ``e``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

OPERATORS = ("not", "and", "or", "requires", "excludes", "if", "iff")
WORDS = frozenset((*OPERATORS, "exactly", "at", "least", "most", "of", "true", "false"))
"""The words of the language; none of them may be an id."""


@dataclass(frozen=True, slots=True)
class Expression:
    """Base of all nodes."""

    def children(self) -> tuple[Expression, ...]:
        """The expressions directly inside this one, in order."""
        return ()


@dataclass(frozen=True, slots=True)
class Constant(Expression):
    """``true`` or ``false``."""

    value: bool

    def __str__(self) -> str:
        return "true" if self.value else "false"


@dataclass(frozen=True, slots=True)
class Name(Expression):
    """``party.option``, a term, a named state, or in graph form the key of a state."""

    text: str
    offset: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Not(Expression):
    """``not E``."""

    operand: Expression

    def children(self) -> tuple[Expression, ...]:
        return (self.operand,)

    def __str__(self) -> str:
        return f"not {self.operand}"


@dataclass(frozen=True, slots=True)
class And(Expression):
    """``E and E and …``: all of them."""

    parts: tuple[Expression, ...]

    def children(self) -> tuple[Expression, ...]:
        return self.parts

    def __str__(self) -> str:
        return "(" + " and ".join(map(str, self.parts)) + ")"


@dataclass(frozen=True, slots=True)
class Or(Expression):
    """``E or E or …``: at least one of them."""

    parts: tuple[Expression, ...]

    def children(self) -> tuple[Expression, ...]:
        return self.parts

    def __str__(self) -> str:
        return "(" + " or ".join(map(str, self.parts)) + ")"


@dataclass(frozen=True, slots=True)
class Relation(Expression):
    """``A requires B`` (not A or B), ``A excludes B`` (not both), ``A if B``, ``A iff B``."""

    word: str
    left: Expression
    right: Expression

    def children(self) -> tuple[Expression, ...]:
        return (self.left, self.right)

    def __str__(self) -> str:
        return f"({self.left} {self.word} {self.right})"


@dataclass(frozen=True, slots=True)
class Count(Expression):
    """``exactly|at least|at most N of (E, …)``: how many of the members are true."""

    word: str
    number: int
    members: tuple[Expression, ...]

    def children(self) -> tuple[Expression, ...]:
        return self.members

    def __str__(self) -> str:
        return f"{self.word} {self.number} of ({', '.join(map(str, self.members))})"


def names_in(expression: Expression) -> Iterator[Name]:
    """Every name in the expression, left to right, with repetitions."""
    if isinstance(expression, Name):
        yield expression
    for child in expression.children():
        yield from names_in(child)


def as_literal(expression: Expression) -> tuple[str, bool] | None:
    """(name, True) for ``name``, (name, False) for ``not name``, None for anything else."""
    if isinstance(expression, Name):
        return expression.text, True
    if isinstance(expression, Not) and isinstance(expression.operand, Name):
        return expression.operand.text, False
    return None


def literal_text(name: str, value: bool) -> str:
    """A literal as it is written in a file."""
    return name if value else f"not {name}"


def bare(expression: Expression) -> str:
    """An expression as one writes it alone: without the brackets around the whole."""
    text = str(expression)
    return text[1:-1] if isinstance(expression, And | Or | Relation) else text
