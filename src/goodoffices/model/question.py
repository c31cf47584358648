"""What an outlook is asked: ``P(C)``, ``P(C | C)``, ``mean|sd|quantiles(STOCK at day N)``.

C is made of ``EVENT by|at day N`` and ``STOCK >=|<= NUMBER by|at day N`` with ``not``, ``and``,
``or`` and brackets, from tightest to loosest. *By* a day: it has happened; *at* a day: it is so.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from goodoffices.errors import nearest
from goodoffices.model.parser import ExpressionError
from goodoffices.model.scanner import Scanner

TOKEN = re.compile(
    r"\s*(?:(?P<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<word>[a-zA-Z][a-zA-Z0-9_]*)"
    r"|(?P<sign>>=|<=|≥|≤|[()|]))"
)
KINDS = ("P", "mean", "sd", "quantiles")
SAME = {"≥": ">=", "≤": "<="}


@dataclass(frozen=True, slots=True)
class Condition:
    """Base: something that is true or false of one run."""

    def children(self) -> tuple[Condition, ...]:
        """The conditions directly inside this one."""
        return ()


@dataclass(frozen=True, slots=True)
class Occurs(Condition):
    """``EVENT by day N``, or ``EVENT at day N`` where not ``by``. Days from 0."""

    event: str
    by: bool
    day: float
    offset: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{self.event} {'by' if self.by else 'at'} day {_exact(self.day)}"


@dataclass(frozen=True, slots=True)
class Reaches(Condition):
    """``STOCK >= NUMBER by|at day N``; ``sign`` is ``>=`` or ``<=``."""

    stock: str
    sign: str
    number: float
    by: bool
    day: float
    offset: int = field(default=0, compare=False)

    def __str__(self) -> str:
        when = "by" if self.by else "at"
        number, day = _exact(self.number), _exact(self.day)
        return f"{self.stock} {self.sign} {number} {when} day {day}"


@dataclass(frozen=True, slots=True)
class Negation(Condition):
    """``not C``."""

    operand: Condition

    def children(self) -> tuple[Condition, ...]:
        return (self.operand,)

    def __str__(self) -> str:
        return f"not {self.operand}"


@dataclass(frozen=True, slots=True)
class Joined(Condition):
    """``C and C …`` or ``C or C …``."""

    word: str
    parts: tuple[Condition, ...]

    def children(self) -> tuple[Condition, ...]:
        return self.parts

    def __str__(self) -> str:
        return "(" + f" {self.word} ".join(map(str, self.parts)) + ")"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``text`` as it was asked.

    ``kind``: ``P`` (of ``of``, where given: among the runs with ``given``), or ``mean``, ``sd``
    or ``quantiles`` of ``stock`` at ``day``.
    """

    text: str
    kind: str
    of: Condition | None = None
    given: Condition | None = None
    stock: str = ""
    day: float = 0.0
    offset: int = field(default=0, compare=False)

    def atoms(self) -> Iterator[Occurs | Reaches]:
        """Every atom of what is asked and of what is given."""
        for condition in (self.of, self.given):
            if condition is not None:
                yield from atoms(condition)


def _exact(number: float) -> str:
    """The shortest text that reads back as the same number."""
    short = f"{number:g}"
    return short if float(short) == number else repr(number)


def atoms(condition: Condition) -> Iterator[Occurs | Reaches]:
    """The atoms of a condition, in reading order."""
    if isinstance(condition, Occurs | Reaches):
        yield condition
    for child in condition.children():
        yield from atoms(child)


def question(text: str) -> Question:
    """The question that ``text`` asks. Raises ``ExpressionError`` with the exact offset."""
    return _Parser(text).whole()


def condition(text: str) -> Condition:
    """The condition that ``text`` states. Raises ``ExpressionError`` with the exact offset."""
    parser = _Parser(text)
    found = parser.either()
    parser.end()
    return found


def _stray(sign: str) -> tuple[str, str]:
    remedy = 'write ">=" or "<="' if sign in "<>=" else ""
    return "names, numbers, >= <= ( ) | and words such as by, at, day", remedy


class _Parser(Scanner):
    def __init__(self, text: str) -> None:
        super().__init__(text, TOKEN, "question", _stray)

    def end(self, expected: str = "and, or, or the end", remedy: str = "") -> None:
        if self.here[0] != "end":
            raise self.wrong(expected, remedy)

    def whole(self) -> Question:
        word = self.here[1]
        if word not in KINDS:
            remedy = nearest(word, KINDS)
            raise self.wrong("P(…), mean(…), sd(…) or quantiles(…)", remedy)
        self.at += 1
        self.need("(", f'"(" after "{word}"')
        found = self.probability() if word == "P" else self.of_stock(word)
        given = self.here[1] == "given" and word == "P"
        remedy = 'write "|" for given' if given else "the brackets of the question are not closed"
        self.need(")", '")"', remedy)
        joined = self.here[1] in ("and", "or") and word == "P"
        self.end("the end", "write P(… and …)" if joined else "")
        return found

    def probability(self) -> Question:
        of = self.either()
        given = self.either() if self.take("|") else None
        return Question(" ".join(self.text.split()), "P", of, given)

    def of_stock(self, kind: str) -> Question:
        offset = self.here[2]
        stock = self.name("a stock")
        self.need("at", f'"at day N": {kind} is of a stock at a day')
        return Question(
            " ".join(self.text.split()), kind, stock=stock, day=self.day(), offset=offset
        )

    def either(self) -> Condition:
        parts = [self.both()]
        while self.take("or"):
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Joined("or", tuple(parts))

    def both(self) -> Condition:
        parts = [self.one()]
        while self.take("and"):
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else Joined("and", tuple(parts))

    def one(self) -> Condition:
        self.enter()
        found = self._one()
        self.depth -= 1
        return found

    def _one(self) -> Condition:
        if self.take("not"):
            return Negation(self.one())
        opened = self.here[2]
        if self.take("("):
            found = self.either()
            self.need(")", '")"', f'the "(" at character {opened + 1} is not closed')
            return found
        return self.atom()

    def atom(self) -> Condition:
        offset = self.here[2]
        name = self.name("an event or a stock")
        sign = SAME.get(self.here[1], self.here[1])
        if not self.take(">=", "<=", *SAME):
            return Occurs(name, self.by(), self.day(), offset)
        number = self.number("a number to compare with")
        return Reaches(name, sign, number, self.by(), self.day(), offset)

    def name(self, what: str) -> str:
        kind, text, _ = self.here
        if kind != "word" or text in ("and", "or", "not", "by", "at", "day"):
            raise self.wrong(f"the name of {what}")
        self.at += 1
        return text

    def by(self) -> bool:
        word = self.here[1]
        if not self.take("by", "at"):
            raise self.wrong('"by day N" (it has happened) or "at day N" (it is so then)')
        return word == "by"

    def day(self) -> float:
        self.need("day", '"day" and its number, such as "day 90"')
        offset = self.here[2]
        day = self.number("the number of the day")
        if day < 0:
            raise ExpressionError(offset, f"found day {day:g}", "a day from 0 on")
        return day

    def number(self, what: str) -> float:
        kind, text, offset = self.here
        if kind != "number":
            raise self.wrong(what)
        self.at += 1
        if not math.isfinite(float(text)):
            raise ExpressionError(offset, f'found "{text}"', "a number that is not too large")
        return float(text)
