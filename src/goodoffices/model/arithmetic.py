"""Rates of flows: numbers, names, ``+ - * / ( ) min max``, with the offset of every mistake.

Frozen trees; two are equal when they read the same. ``str(a)`` prints fully bracketed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from goodoffices.model.parser import ExpressionError

TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[a-z][a-z0-9_]*)"
    r"|(?P<sign>[-+*/(),]))"
)
CALLS = ("min", "max")
MOST_DEEP = 100
"""Brackets within brackets beyond this are refused."""


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


def _tokens(text: str) -> list[tuple[str, str, int]]:
    tokens: list[tuple[str, str, int]] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = TOKEN.match(text, position)
        if match is None:
            at = position + len(text[position:]) - len(text[position:].lstrip())
            remedy = "rates have no powers: write x * x" if text[at] == "^" else ""
            expected = "numbers, names, + - * / ( ) min max"
            raise ExpressionError(at, f'"{text[at]}" is no part of a rate', expected, remedy)
        kind = match.lastgroup or ""
        tokens.append((kind, match.group(kind), match.start(kind)))
        position = match.end()
    tokens.append(("end", "", end))
    return tokens


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.at = 0
        self.depth = 0

    def sign(self, *signs: str) -> tuple[str, int] | None:
        """The sign that stands here, taken, if it is one of these."""
        kind, text, offset = self.tokens[self.at]
        if kind == "sign" and text in signs:
            self.at += 1
            return text, offset
        return None

    def wrong(self, expected: str, remedy: str = "") -> ExpressionError:
        kind, text, offset = self.tokens[self.at]
        found = "the rate ends here" if kind == "end" else f'found "{text}"'
        return ExpressionError(offset, found, expected, remedy)

    def whole(self) -> Arithmetic:
        found = self.sum()
        if self.tokens[self.at][0] != "end":
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
        self.depth += 1
        if self.depth > MOST_DEEP:
            raise self.wrong(f"at most {MOST_DEEP} brackets and signs inside one another")
        found = self._factor()
        self.depth -= 1
        return found

    def _factor(self) -> Arithmetic:
        if (taken := self.sign("-", "+")) is not None:
            inner = self.factor()
            return Operation("-", Number(0.0), inner, taken[1]) if taken[0] == "-" else inner
        kind, text, offset = self.tokens[self.at]
        if kind == "number":
            self.at += 1
            return Number(float(text))
        if kind == "name":
            self.at += 1
            return self.call(text) if text in CALLS else Quantity(text, offset)
        if self.sign("("):
            found = self.sum()
            if not self.sign(")"):
                raise self.wrong('")"', f'the "(" at character {offset + 1} is not closed')
            return found
        raise self.wrong('a number, a name, "(", min or max')

    def call(self, word: str) -> Arithmetic:
        if not self.sign("("):
            raise self.wrong(f'"(" after "{word}"')
        parts = [self.sum()]
        while self.sign(","):
            parts.append(self.sum())
        if not self.sign(")"):
            raise self.wrong('"," or ")"', f'"{word}(" is not closed')
        if len(parts) < 2:
            raise ExpressionError(self.tokens[self.at - 1][2], f"{word} of one", "two or more")
        return Call(word, tuple(parts))
