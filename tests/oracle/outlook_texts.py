"""What the texts of an outlook say: durations, amounts per day, arithmetic and conditions.

A tree is a tuple whose first member says what it is:

    arithmetic   ("number", 0.01)  ("name", "displaced")  ("+", tree, tree)  ("min", tree, ...)
    conditions   ("name", "truce")  ("not", tree)  ("and", tree, ...)  ("or", tree, ...)
                 ("event", "truce", "by", 90)  ("stock", "returned", ">=", 1e6, "at", 365)
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

Data = dict[str, Any]
Tree = tuple[Any, ...]
Values = Mapping[str, float]

NUMBER = r"(?:[0-9][0-9_]*\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
TOKEN = re.compile(rf"\s*({NUMBER}|[A-Za-z_][A-Za-z0-9_]*|>=|<=|[-+*/(),])")


# Numbers and units


def exact(text: object) -> Fraction:
    """The number that a text or a YAML number says."""
    return Fraction(str(text).replace("_", ""))


def is_number(text: object) -> bool:
    """Whether it is a number or the text of one."""
    return re.fullmatch(rf"[-+]?{NUMBER}", str(text).strip()) is not None


def amount(value: Any, values: Values, label: str) -> float:
    """A number as it stands, a param by its name, anything drawn (a mapping) by its label."""
    if isinstance(value, dict):
        return float(values[label])
    if value is None or isinstance(value, bool):
        raise ValueError(f"{label}: expected a number or the name of a param, found {value!r}")
    return float(exact(value)) if is_number(value) else float(values[str(value).strip()])


def days(value: Any, values: Values) -> Fraction:
    """`30 days`, `1 day`, `0.125 days`, a number of days, or a param that holds one."""
    text = re.sub(r"\s*days?$", "", str(value).strip())
    return exact(text) if is_number(text) else Fraction(values[text])


def amount_and_period(value: Any, values: Values, label: str) -> tuple[float, Fraction]:
    """(X, N) of `X per N days`, `X UNIT per day`, `X UNIT/day`; N is 1 where nothing is said."""
    if not isinstance(value, str):
        return amount(value, values, label), Fraction(1)
    left, *right = re.split(r"\s*(?:/|\bper\b)\s*", value.strip())
    number, *_unit = left.split()
    if len(right) > 1 or not re.fullmatch(rf"(?:{NUMBER}\s*)?days?", right[0] if right else "day"):
        raise ValueError(f"{label}: expected an amount per day, found {value!r}")
    period = re.sub(r"\s*days?$", "", right[0]) if right else ""
    return amount(number, values, label), exact(period or 1)


def per_day(value: Any, values: Values, label: str) -> float:
    """An amount per day: `20000 per day`, `400 trucks/day`, `400`, a param."""
    number, period = amount_and_period(value, values, label)
    return number / float(period)


def hazard_per_day(value: Any, values: Values, label: str) -> float:
    """lambda = -ln(1 - X)/N of a probability X per N days, in (0, 1)."""
    chance, period = amount_and_period(value, values, label)
    if not 0 < chance < 1:
        raise ValueError(f"{label}: a probability per period lies in (0, 1), found {chance}")
    return -math.log(1 - chance) / float(period)


# Reading


class _Reader:
    """Recursive descent over a list of tokens: one method per level of precedence."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.left: list[str] = []
        place = 0
        while place < len(text.rstrip()):
            match = TOKEN.match(text, place)
            if match is None:
                raise ValueError(f"cannot read {text!r} from character {place}")
            self.left.append(match.group(1))
            place = match.end()

    def next_is(self, *words: str) -> bool:
        return bool(self.left) and self.left[0] in words

    def take(self, *expected: str) -> str:
        if not self.left or (expected and self.left[0] not in expected):
            found = self.left[0] if self.left else "the end"
            raise ValueError(f"expected {' or '.join(expected) or 'more'}, found {found}")
        return self.left.pop(0)

    def all_of(self, tree: Tree) -> Tree:
        if self.left:
            raise ValueError(f"nothing expected at {self.left[0]} in {self.text!r}")
        return tree

    def sum(self) -> Tree:
        tree = self.product()
        while self.next_is("+", "-"):
            tree = (self.take(), tree, self.product())
        return tree

    def product(self) -> Tree:
        tree = self.factor()
        while self.next_is("*", "/"):
            tree = (self.take(), tree, self.factor())
        return tree

    def factor(self) -> Tree:
        if self.next_is("-"):
            self.take()
            return ("-", ("number", 0.0), self.factor())
        if self.next_is("("):
            self.take()
            tree = self.sum()
            self.take(")")
            return tree
        word = self.take()
        if word in ("min", "max"):
            self.take("(")
            members = [self.sum()]
            while self.next_is(","):
                self.take()
                members.append(self.sum())
            self.take(")")
            return (word, *members)
        return ("number", float(exact(word))) if is_number(word) else ("name", word)

    def either(self) -> Tree:
        members = [self.both()]
        while self.next_is("or"):
            self.take()
            members.append(self.both())
        return members[0] if len(members) == 1 else ("or", *members)

    def both(self) -> Tree:
        members = [self.negation()]
        while self.next_is("and"):
            self.take()
            members.append(self.negation())
        return members[0] if len(members) == 1 else ("and", *members)

    def negation(self) -> Tree:
        if self.next_is("not"):
            self.take()
            return ("not", self.negation())
        if self.next_is("("):
            self.take()
            tree = self.either()
            self.take(")")
            return tree
        return self.claim()

    def claim(self) -> Tree:
        """EVENT, EVENT by|at day N, or STOCK >=|<= NUMBER by|at day N."""
        name = self.take()
        if self.next_is(">=", "<="):
            sign = self.take()
            below = -1 if self.next_is("-") and self.take() else 1
            number = below * float(exact(self.take()))
            return ("stock", name, sign, number, *self.moment())
        return ("event", name, *self.moment()) if self.next_is("by", "at") else ("name", name)

    def moment(self) -> tuple[str, Fraction]:
        when = self.take("by", "at")
        self.take("day")
        return when, exact(self.take())


@lru_cache(maxsize=4096)
def arithmetic(text: str) -> Tree:
    """The tree of a flow's rate; ValueError if it is none."""
    reader = _Reader(text)
    return reader.all_of(reader.sum())


@lru_cache(maxsize=4096)
def condition(text: str) -> Tree:
    """The tree of a question's condition, or of an expression of events."""
    reader = _Reader(text)
    return reader.all_of(reader.either())


def events_condition(value: Any) -> Tree:
    """Of `requires` and `when`: an event, an expression of events, or a list that must all hold.
    Nothing at all is a condition that always holds."""
    if value is None:
        return ("and",)
    if isinstance(value, list):
        return ("and", *(condition(str(one)) for one in value))
    return condition(str(value))


# Values


def computed(tree: Tree, names: Mapping[str, float]) -> float:
    """The number that an arithmetic tree comes to; ZeroDivisionError for a division by zero."""
    kind, *members = tree
    if kind == "number":
        return float(members[0])
    if kind == "name":
        return float(names[members[0]])
    numbers = [computed(member, names) for member in members]
    if kind == "min":
        return min(numbers)
    if kind == "max":
        return max(numbers)
    a, b = numbers
    if kind == "+":
        return a + b
    if kind == "-":
        return a - b
    return a * b if kind == "*" else a / b


def true(tree: Tree, atom: Callable[[Tree], bool]) -> bool:
    """Whether a condition holds, given whether each atom does."""
    kind, *members = tree
    if kind == "not":
        return not true(members[0], atom)
    if kind == "and":
        return all(true(member, atom) for member in members)
    if kind == "or":
        return any(true(member, atom) for member in members)
    return atom(tree)


def is_on(tree: Tree, on: Mapping[str, bool]) -> bool:
    """Whether an expression of events holds where exactly those events are on."""
    return true(tree, lambda atom: on[atom[1]])
