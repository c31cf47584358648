"""Rates of flows: numbers, names, ``+ - * / ( ) min max``, with the offset of every mistake.

Frozen trees; two are equal when they read the same. ``str(a)`` prints fully bracketed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from goodoffices.model.parser import ExpressionError
from goodoffices.model.scanner import Scanner

TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[a-z][a-z0-9_]*)"
    r"|(?P<sign>[-+*/(),]))"
)
CALLS = ("min", "max")
MOST_PARTS = 400
"""Numbers and names of one rate; more are refused."""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Base of all nodes."""

    def children(self) -> tuple[Arithmetic, ...]:
        """The parts directly inside this one, in order."""
        return ()


@dataclass(frozen=True, slots=True)
class Number(Arithmetic):
    """A number as written."""

    value: float

    def __str__(self) -> str:
        return repr(self.value)


@dataclass(frozen=True, slots=True)
class Quantity(Arithmetic):
    """The name of a stock or of a param."""

    name: str
    offset: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Operation(Arithmetic):
    """``left sign right`` with one of ``+ - * /``."""

    sign: str
    left: Arithmetic
    right: Arithmetic
    offset: int = field(default=0, compare=False)

    def children(self) -> tuple[Arithmetic, ...]:
        return (self.left, self.right)

    def __str__(self) -> str:
        return f"({self.left} {self.sign} {self.right})"


@dataclass(frozen=True, slots=True)
class Call(Arithmetic):
    """``min(…)`` or ``max(…)`` of two or more."""

    word: str
    parts: tuple[Arithmetic, ...]

    def children(self) -> tuple[Arithmetic, ...]:
        return self.parts

    def __str__(self) -> str:
        return f"{self.word}({', '.join(map(str, self.parts))})"


def arithmetic(text: str) -> Arithmetic:
    """What ``text`` says. Raises ``ExpressionError`` with the exact offset."""
    return _Parser(text).whole()


def quantities(rate: Arithmetic) -> Iterator[Quantity]:
    """The names in it, in reading order."""
    if isinstance(rate, Quantity):
        yield rate
    for child in rate.children():
        yield from quantities(child)


def _stray(sign: str) -> tuple[str, str]:
    remedy = "rates have no powers: write x * x" if sign == "^" else ""
    return "numbers, names, + - * / ( ) min max", remedy


class _Parser(Scanner):
    def __init__(self, text: str) -> None:
        super().__init__(text, TOKEN, "rate", _stray)
        parts = [offset for kind, _, offset in self.tokens if kind in ("number", "name")]
        if len(parts) > MOST_PARTS:
            found, expected = f"{len(parts):,} numbers and names", f"at most {MOST_PARTS} in a rate"
            raise ExpressionError(parts[MOST_PARTS], found, expected)

    def sign(self, *signs: str) -> tuple[str, int] | None:
        """The sign that stands here, taken, if it is one of these."""
        _, text, offset = self.here
        return (text, offset) if self.take(*signs) else None

    def whole(self) -> Arithmetic:
        found = self.sum()
        if self.here[0] != "end":
            raise self.wrong("+ - * / or the end")
        return found

    def sum(self) -> Arithmetic:
        found = self.product()
        while (taken := self.sign("+", "-")) is not None:
            found = Operation(taken[0], found, self.product(), taken[1])
        return found

    def product(self) -> Arithmetic:
        found = self.factor()
        while (taken := self.sign("*", "/")) is not None:
            found = Operation(taken[0], found, self.factor(), taken[1])
        return found

    def factor(self) -> Arithmetic:
        self.enter()
        found = self._factor()
        self.depth -= 1
        return found

    def _factor(self) -> Arithmetic:
        if (taken := self.sign("-", "+")) is not None:
            inner = self.factor()
            return Operation("-", Number(0.0), inner, taken[1]) if taken[0] == "-" else inner
        kind, text, offset = self.here
        if kind == "number":
            self.at += 1
            if not math.isfinite(float(text)):
                raise ExpressionError(offset, f'found "{text}"', "a number that is not too large")
            return Number(float(text))
        if kind == "name":
            self.at += 1
            return self.call(text) if text in CALLS else Quantity(text, offset)
        if self.take("("):
            found = self.sum()
            self.need(")", '")"', f'the "(" at character {offset + 1} is not closed')
            return found
        raise self.wrong('a number, a name, "(", min or max')

    def call(self, word: str) -> Arithmetic:
        self.need("(", f'"(" after "{word}"')
        parts = [self.sum()]
        while self.take(","):
            parts.append(self.sum())
        self.need(")", '"," or ")"', f'"{word}(" is not closed')
        if len(parts) < 2:
            raise ExpressionError(self.tokens[self.at - 1][2], f"{word} of one", "two or more")
        return Call(word, tuple(parts))
