"""Equations of XMILE: numbers, names, ``+ - * / ( )``, MIN, MAX; read, evaluated, bounded, printed.

    sum      product (("+" | "-") product)*
    product  factor (("*" | "/") factor)*
    factor   ("+" | "-") factor | number | name | "(" sum ")" | call
    call     ("MIN" | "MAX") "(" sum ("," sum)+ ")"

A comment stands in braces. Everything else that the format knows is refused by its name. Printing
keeps the order of every operation, so what is printed has the same value to the last bit.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from goodoffices.errors import InputError, Place, Problem, nearest

MAX_LEVELS = 40
"""So many brackets inside one another, in a file's equation and in a rate made of several."""

TOKEN = re.compile(
    r"""(?P<space>\s+|\{[^}]*\})
    |(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]))
    |(?P<quoted>"(?:[^"\\]|\\.)*")
    |(?P<name>[^\W\d][\w$.]*)
    |(?P<sign><=|>=|<>|:=|//|.)""",
    re.VERBOSE | re.DOTALL,
)
WORDS_REFUSED = {
    **dict.fromkeys(("if", "then", "else"), "write it with min and max, or as an event"),
    **dict.fromkeys(("and", "or", "not"), "write the condition as an event of the outlook"),
    "mod": "write it with + - * / min max",
}
SIGNS_REFUSED = {
    "^": "write a power as a product",
    "[": "arrays are not read: write one variable for each element",
    "{": 'close the comment with "}"',
    '"': "close the name with a quotation mark",
    **dict.fromkeys(("<", ">", "=", "<=", ">=", "<>"), "write it with min and max, or as an event"),
}
FUNCTIONS = [
    (r"delay|smth|smooth|trend|forcst|conveyor|pipeline", "write a delay as a chain of stocks"),
    (r"step|pulse|ramp|time|starttime|stoptime|dt", "what happens at a time is an event"),
    (r"random|normal|uniform|poisson|exprnd|lognormal|gamma|beta|montecarlo", "give it a range"),
    (r"lookup|graph|interpolate", "write the curve with min and max"),
    (r"previous|init|history", "keep what is remembered in a stock"),
]
"""What built-in names begin with → what to write instead in an outlook."""
BUILT_IN = frozenset({"time", "dt", "starttime", "stoptime", "pi", "inf", "nan"})
SUPPORTED = "numbers, names, + - * / ( ), MIN, MAX"


@dataclass(frozen=True, slots=True)
class Number:
    """A finite number, zero or more."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """A variable by its key (``key_of``), and where its name begins in the equation's text."""

    key: str
    at: int


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus something."""

    inner: Node


@dataclass(frozen=True, slots=True)
class Chain:
    """Sums and differences, or products and quotients, from left to right."""

    first: Node
    rest: tuple[tuple[str, Node], ...]

    @property
    def is_sum(self) -> bool:
        return self.rest[0][0] in "+-"


@dataclass(frozen=True, slots=True)
class Call:
    """The smallest or largest of two or more."""

    function: str
    arguments: tuple[Node, ...]


Node: TypeAlias = Number | Name | Negative | Chain | Call
Interval: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Printed:
    """A text, how strongly it binds (1 sum, 2 product, 3 needs no brackets), levels of brackets."""

    text: str
    binds: int = 3
    levels: int = 0

    def within(self, binds: int) -> Printed:
        """In brackets, if it binds more weakly than this."""
        return self if self.binds >= binds else Printed(f"({self.text})", 3, self.levels + 1)


def key_of(name: str) -> str:
    """What tells variables apart: case does not; spaces, underscores and ``\\n`` are one space."""
    plain = name.strip()
    if len(plain) > 1 and plain[0] == plain[-1] == '"':
        plain = plain[1:-1]
    plain = re.sub(r"\\(.)", lambda found: " " if found[1] == "n" else found[1], plain)
    return re.sub(r"[\s_]+", " ", plain).casefold()


def parsed(text: str, place_of: Callable[[int], Place], known: frozenset[str]) -> Node:
    """The equation. ``known`` are the keys of the model's variables. Raises ``InputError``."""
    return _Reading(text, place_of, known).whole()


def names_in(node: Node) -> Iterator[Name]:
    """Every name, from left to right."""
    match node:
        case Name():
            yield node
        case Negative(inner):
            yield from names_in(inner)
        case Chain(first, rest):
            yield from names_in(first)
            for _, one in rest:
                yield from names_in(one)
        case Call(_, arguments):
            for one in arguments:
                yield from names_in(one)


def size(node: Node) -> int:
    """How many numbers, names and operations."""
    match node:
        case Negative(inner):
            return 1 + size(inner)
        case Chain(first, rest):
            return size(first) + sum(1 + size(one) for _, one in rest)
        case Call(_, arguments):
            return 1 + sum(map(size, arguments))
    return 1


def value_of(node: Node, values: Mapping[str, float]) -> float:
    """The value. Raises ``ZeroDivisionError``; too large a value is infinite or no number."""
    match node:
        case Number(value):
            return value
        case Name(key):
            return values[key]
        case Negative(inner):
            return 0.0 - value_of(inner, values)
        case Call(function, arguments):
            pick = min if function == "min" else max
            return pick([value_of(one, values) for one in arguments])
        case Chain(first, rest):
            total = value_of(first, values)
            for sign, one in rest:
                other = value_of(one, values)
                if sign == "+":
                    total += other
                elif sign == "-":
                    total -= other
                elif sign == "*":
                    total *= other
                else:
                    total /= other
            return total


def bounds_of(node: Node, bounds: Mapping[str, Interval]) -> Interval:
    """Between what the value lies if each name lies within its bounds and nothing divides by zero.

    Rounding is monotone, so the bounds hold for rounded values as well.
    """
    match node:
        case Number(value):
            return value, value
        case Name(key):
            return bounds[key]
        case Negative(inner):
            low, high = bounds_of(inner, bounds)
            return 0.0 - high, 0.0 - low
        case Call(function, arguments):
            pick = min if function == "min" else max
            found = [bounds_of(one, bounds) for one in arguments]
            return pick(low for low, _ in found), pick(high for _, high in found)
        case Chain(first, rest):
            total = bounds_of(first, bounds)
            for sign, one in rest:
                total = _combined(sign, total, bounds_of(one, bounds))
            return total


def printed(node: Node, words: Mapping[str, Printed]) -> Printed:
    """The equation in the grammar of an outlook's rates; ``words`` stand for the names."""
    match node:
        case Number(value):
            return Printed(number_text(value))
        case Name(key):
            return words[key].within(3)
        case Negative(inner):
            shown = printed(inner, words).within(2)
            return Printed(f"0 - {shown.text}", 1, shown.levels)
        case Call(function, arguments):
            found = [printed(one, words) for one in arguments]
            text = ", ".join(one.text for one in found)
            return Printed(f"{function}({text})", 3, 1 + max(one.levels for one in found))
        case Chain(first, rest):
            own = 1 if node.is_sum else 2
            parts = [printed(first, words).within(own)]
            parts += [printed(one, words).within(own + 1) for _, one in rest]
            text = parts[0].text
            for (sign, _), part in zip(rest, parts[1:], strict=True):
                text += f" {sign} {part.text}"
            return Printed(text, own, max(part.levels for part in parts))


def number_text(value: float) -> str:
    """A number of at least zero in digits, the shortest that give the same value back."""
    short = repr(float(value))
    if value != 0 and not 1e-9 <= value < 1e16:
        return short
    text = format(Decimal(short), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _combined(sign: str, left: Interval, right: Interval) -> Interval:
    if sign == "+":
        return _safe([left[0] + right[0]], [left[1] + right[1]])
    if sign == "-":
        return _safe([left[0] - right[1]], [left[1] - right[0]])
    if sign == "/":
        if right[0] < 0 < right[1] or right == (0, 0):
            return -math.inf, math.inf
        side = 1.0 if right[0] >= 0 else -1.0
        corners = [_quotient(a, b, side) for a in left for b in right]
    else:
        corners = [0.0 if 0 in (a, b) else a * b for a in left for b in right]
    return _safe(corners, corners)


def _quotient(above: float, below: float, side: float) -> float:
    """At a corner of two intervals; ``side`` is the sign of what is near zero below."""
    if above == 0 or math.isinf(below):
        return 0.0
    return above / below if below else above * side * math.inf


def _safe(lows: list[float], highs: list[float]) -> Interval:
    if any(math.isnan(one) for one in (*lows, *highs)):
        return -math.inf, math.inf
    return min(lows), max(highs)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


class _Reading:
    """One equation, token by token."""

    def __init__(self, text: str, place_of: Callable[[int], Place], known: frozenset[str]) -> None:
        self.text = text
        self.place_of = place_of
        self.known = known
        self.tokens = [
            _Token(found.lastgroup or "", found.group(), found.start())
            for found in TOKEN.finditer(text)
            if found.lastgroup != "space"
        ]
        self.at = 0
        self.levels = 0

    def wrong(self, token: _Token, found: str, expected: str = "", remedy: str = "") -> InputError:
        return InputError([Problem(self.place_of(token.at), found, expected, remedy)])

    @property
    def token(self) -> _Token:
        if self.at < len(self.tokens):
            return self.tokens[self.at]
        return _Token("end", "", len(self.text.rstrip()))

    def whole(self) -> Node:
        if not self.tokens:
            raise self.wrong(self.token, "the equation is empty", SUPPORTED)
        found = self.sum()
        if self.token.kind != "end":
            raise self.unexpected("an operator")
        return found

    def chain(self, signs: str, part: Callable[[], Node]) -> Node:
        first = part()
        rest = []
        while self.token.kind == "sign" and self.token.text in signs:
            sign = self.token.text
            self.at += 1
            rest.append((sign, part()))
        return Chain(first, tuple(rest)) if rest else first

    def factor(self) -> Node:
        token = self.token
        if token.text in ("+", "-"):
            self.at += 1
            inner = self.deeper(token, self.factor)
            return inner if token.text == "+" else Negative(inner)
        if token.text == "(":
            self.at += 1
            inner = self.deeper(token, self.sum)
            self.take(")")
            return inner
        if token.kind == "number":
            self.at += 1
            value = float(token.text)
            if math.isinf(value):
                raise self.wrong(token, f"{token.text[:40]} is too large a number")
            return Number(value)
        if token.kind in ("name", "quoted"):
            return self.named(token)
        raise self.unexpected("a number, a name or a bracket")

    def sum(self) -> Node:
        return self.chain("+-", lambda: self.chain("*/", self.factor))

    def deeper(self, token: _Token, part: Callable[[], Node]) -> Node:
        self.levels += 1
        if self.levels > MAX_LEVELS:
            remedy = "make auxiliaries of its parts"
            raise self.wrong(token, "brackets are too deep here", f"{MAX_LEVELS} levels", remedy)
        found = part()
        self.levels -= 1
        return found

    def take(self, sign: str) -> None:
        if self.token.text != sign:
            raise self.unexpected(f'"{sign}"')
        self.at += 1

    def named(self, token: _Token) -> Node:
        key = key_of(token.text)
        low = token.text.lower()
        if token.kind == "name" and low in WORDS_REFUSED:
            raise self.unexpected("")
        self.at += 1
        called = token.kind == "name" and self.token.text == "("
        if called and low in ("min", "max"):
            return self.call(token, low)
        if called or (low in BUILT_IN and key not in self.known):
            what = "the function" if called else "the built-in"
            remedy = next((to for begin, to in FUNCTIONS if re.match(begin, low)), "")
            found = f'{what} "{token.text}" is not taken over'
            raise self.wrong(token, found, SUPPORTED, remedy)
        if token.kind == "name" and "." in token.text:
            found = f'"{token.text}" is a name in a module'
            raise self.wrong(token, found, "a model without modules", "copy the module's variables")
        if key not in self.known:
            found = f"{token.text[:40]} is no variable of the model"
            raise self.wrong(token, found, "one of its names", nearest(key, self.known))
        return Name(key, token.at)

    def call(self, token: _Token, function: str) -> Node:
        self.take("(")
        arguments = [self.deeper(token, self.sum)]
        while self.token.text == ",":
            self.at += 1
            arguments.append(self.deeper(token, self.sum))
        self.take(")")
        if len(arguments) < 2:
            raise self.wrong(token, f"{token.text} of one thing", "two or more arguments")
        return Call(function, tuple(arguments))

    def unexpected(self, expected: str) -> InputError:
        token = self.token
        if token.kind == "end":
            return self.wrong(token, "the equation ends in the middle", expected)
        remedy = WORDS_REFUSED.get(token.text.lower()) or SIGNS_REFUSED.get(token.text, "")
        if remedy:
            found = f'"{token.text}" is not taken over'
            return self.wrong(token, found, SUPPORTED, remedy)
        return self.wrong(token, f'"{token.text[:40]}" stands here', expected)
