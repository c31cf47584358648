"""A Pratt parser for expressions, with the offset of every mistake.

Binding, tightest first: ``not``; ``and``; ``or``; then ``requires``, ``excludes``, ``if``,
``iff``, which do not chain. ``exactly|at least|at most N of (E, …)`` is an atom.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from goodoffices.errors import nearest
from goodoffices.model.expression import (
    WORDS,
    And,
    Constant,
    Count,
    Expression,
    Name,
    Not,
    Or,
    Relation,
)

TOKEN = re.compile(
    r"\s*(?:(?P<name>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)|(?P<number>\d+)|(?P<sign>[(),]))"
)
STRAY = re.compile(r"[^\s(),]+")
RELATIONS = ("requires", "excludes", "if", "iff")
SIGNS = {
    "<->": "iff",
    "<=>": "iff",
    "->": "requires",
    "=>": "requires",
    "→": "requires",
    "==": "iff",
    "&": "and",
    "|": "or",
    "!": "not",
}
MAX_DEPTH = 100
"""Parentheses beyond this are refused: nobody can read it, and recursion has its limits."""

MAX_HEIGHT = 150
"""The same for operations, of which a pair of parentheses can hold several."""

SHORTEN = "give parts of it names under terms:"


class ExpressionError(Exception):
    """A mistake in an expression: ``offset`` (from 0) into the text, and the parts of a message."""

    def __init__(self, offset: int, found: str, expected: str = "", remedy: str = "") -> None:
        super().__init__(f"character {offset + 1}: {found}; expected {expected}; {remedy}")
        self.offset, self.found, self.expected, self.remedy = offset, found, expected, remedy


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign with its offset; ``kind`` is the text itself for signs and words."""

    kind: str
    text: str
    offset: int


def parse(text: str) -> Expression:
    """The expression that ``text`` says. Raises ``ExpressionError`` with the exact offset."""
    return _Parser(text).whole()


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    position = 0
    end = len(text.rstrip())
    while position < end:
        match = TOKEN.match(text, position)
        follows = match is not None and STRAY.match(text, match.end()) is not None
        if match is None or (follows and match.lastgroup != "sign"):
            start = position + len(text[position:]) - len(text[position:].lstrip())
            stray = STRAY.match(text, start)
            raise _stray(stray.group() if stray else text[start], start)
        kind = match.lastgroup or ""
        word = match.group(kind)
        if kind == "sign" or (kind == "name" and word in WORDS):
            kind = word
        tokens.append(Token(kind, word, match.start(match.lastgroup or 0)))
        position = match.end()
    tokens.append(Token("end", "", end))
    return tokens


def _stray(word: str, offset: int) -> ExpressionError:
    if word.lower() in WORDS:
        remedy = f'write "{word.lower()}": the words of the language are in lower case'
    elif re.fullmatch(r"[^\W\d][\w-]*(\.[^\W\d][\w-]*)?", word):
        proposal = word.lower().replace("-", "_")
        remedy = 'names are lower case letters a to z, digits and "_"'
        remedy += f': "{proposal}"?' if proposal.isascii() else ""
    elif word == "-":
        remedy = "if it begins an item of a list, indent it as the one above"
    elif re.fullmatch(r"\w+(\.\w+){2,}", word):
        remedy = "a name has one dot at most: party.option"
    else:
        remedy = next((f'write "{SIGNS[s]}"' for s in SIGNS if s in word), "")
    return ExpressionError(offset, f'"{word}" is no part of an expression', "a name", remedy)


class _Parser:
    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.at = 0
        self.depth = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def take(self, kind: str, expected: str, remedy: str = "") -> Token:
        token = self.here
        if token.kind != kind:
            raise self.unexpected(expected, remedy)
        self.at += 1
        return token

    def unexpected(self, expected: str, remedy: str = "") -> ExpressionError:
        token = self.here
        found = "the expression ends here" if token.kind == "end" else f'found "{token.text}"'
        return ExpressionError(token.offset, found, expected, remedy)

    def whole(self) -> Expression:
        if self.here.kind == "end":
            raise ExpressionError(0, "the expression is empty", "an expression such as a.b and c.d")
        expression = self.relation()
        if self.here.kind != "end":
            words = ("and", "or", *RELATIONS)
            remedy = nearest(self.here.text, words) if self.here.kind == "name" else ""
            if self.here.kind == ")":
                remedy = 'this ")" has no "(" before it'
            raise self.unexpected("and, or, requires, excludes, if, iff or the end", remedy)
        height, offset = _height(expression)
        if height > MAX_HEIGHT:
            found = f"here the expression is {height} operations deep"
            raise ExpressionError(offset, found, f"at most {MAX_HEIGHT}", SHORTEN)
        return expression

    def relation(self) -> Expression:
        left = self.either()
        if self.here.kind not in RELATIONS:
            return left
        word = self.here.kind
        self.at += 1
        right = self.either()
        if self.here.kind in RELATIONS:
            raise self.unexpected(
                "the end or a closing parenthesis",
                f'"{word}" and "{self.here.kind}" do not chain: set parentheses',
            )
        return Relation(word, left, right)

    def either(self) -> Expression:
        parts = [self.both()]
        while self.here.kind == "or":
            self.at += 1
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def both(self) -> Expression:
        parts = [self.negation()]
        while self.here.kind == "and":
            self.at += 1
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def negation(self) -> Expression:
        if self.here.kind != "not":
            return self.atom()
        self.enter()
        self.at += 1
        operand = self.negation()
        self.depth -= 1
        return Not(operand)

    def atom(self) -> Expression:
        token = self.here
        if token.kind == "name":
            self.at += 1
            return Name(token.text, token.offset)
        if token.kind in ("true", "false"):
            self.at += 1
            return Constant(token.kind == "true")
        if token.kind == "(":
            self.enter()
            self.at += 1
            inner = self.relation()
            self.take(")", '")"', f'the "(" at character {token.offset + 1} is not closed')
            self.depth -= 1
            return inner
        if token.kind in ("exactly", "at"):
            return self.count()
        raise self.unexpected('a name, "not", "(", "exactly", "at least" or "at most"')

    def count(self) -> Expression:
        self.enter()
        word = self.here.kind
        self.at += 1
        if word == "at":
            if self.here.kind not in ("least", "most"):
                raise self.unexpected('"least" or "most" after "at"')
            word = f"at {self.here.kind}"
            self.at += 1
        number = self.take("number", f'a whole number after "{word}"')
        self.take("of", '"of"')
        self.take("(", f'"(" and the members of "{word} {number.text} of (…)"')
        members = [self.relation()]
        while self.here.kind == ",":
            self.at += 1
            members.append(self.relation())
        self.take(")", '"," or ")"', f'the members of "{word} {number.text} of" are not closed')
        self.depth -= 1
        return Count(word, int(number.text), tuple(members))

    def enter(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.unexpected(f"at most {MAX_DEPTH} levels of nesting", SHORTEN)


def _height(expression: Expression) -> tuple[int, int]:
    """How many operations stand one inside the other, and where they are deepest."""
    below = [_height(child) for child in expression.children()]
    height, offset = max(below, key=lambda pair: pair[0], default=(0, 0))
    return height + 1, expression.offset if isinstance(expression, Name) else offset
