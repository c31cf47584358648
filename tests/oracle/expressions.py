"""The expression language of a situation, read and evaluated literally.

From tightest to loosest: `not`; `and`; `or`; then `requires`, `excludes`, `if` and `iff`, of
which an expression has at most one outside parentheses. Atoms are `true`, `false`, a name
(`party.option`, a term or a named state), a parenthesised expression, and
`exactly|at least|at most N of (E, ...)`.

A tree is a tuple whose first member says what it is:

    ("name", "hamas.cede")   ("true",)   ("false",)   ("not", tree)
    ("and", tree, tree, ...)   ("or", tree, tree, ...)
    ("requires", tree, tree)   ("excludes", ...)   ("if", ...)   ("iff", ...)
    ("exactly", 1, tree, tree, ...)   ("at least", ...)   ("at most", ...)

Parentheses and blanks leave no trace in it, so two spellings parse the same exactly when their
trees are equal. `a and b and c` is one node with three members, `(a and b) and c` is not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

Tree = tuple[Any, ...]

LOOSE = ("requires", "excludes", "if", "iff")
WORDS = frozenset(
    ("not", "and", "or", *LOOSE, "exactly", "at", "least", "most", "of", "true", "false")
)

TOKEN = re.compile(r"\s*([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?|[0-9]+|[(),])")


def as_text(value: object) -> str:
    """The text of an expression; in YAML an unquoted `true` or `false` arrives as a bool."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    raise ValueError(f"expected an expression, found {value!r}")


def tokens(text: str) -> list[str]:
    """The words, numbers and signs of an expression, in order."""
    found: list[str] = []
    place = 0
    text = text.rstrip()
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            raise ValueError(f"cannot read {text!r} from character {place}")
        found.append(match.group(1))
        place = match.end()
    return found


class _Reader:
    """Recursive descent over a list of tokens: one method per level of precedence."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.left = tokens(text)

    def next_is(self, *words: str) -> bool:
        return bool(self.left) and self.left[0] in words

    def take(self, *expected: str) -> str:
        if not self.left or (expected and self.left[0] not in expected):
            found = self.left[0] if self.left else "the end"
            raise ValueError(
                f"expected {' or '.join(expected) or 'more'}, found {found} in {self.text!r}"
            )
        return self.left.pop(0)

    def whole(self) -> Tree:
        tree = self.expression()
        if self.left:
            raise ValueError(f"nothing expected at {self.left[0]} in {self.text!r}")
        return tree

    def expression(self) -> Tree:
        first = self.disjunction()
        if not self.next_is(*LOOSE):
            return first
        operator = self.take()
        second = self.disjunction()
        if self.next_is(*LOOSE):
            raise ValueError(
                f"{operator} and {self.left[0]} do not chain: use parentheses in {self.text!r}"
            )
        return (operator, first, second)

    def disjunction(self) -> Tree:
        members = [self.conjunction()]
        while self.next_is("or"):
            self.take()
            members.append(self.conjunction())
        return members[0] if len(members) == 1 else ("or", *members)

    def conjunction(self) -> Tree:
        members = [self.negation()]
        while self.next_is("and"):
            self.take()
            members.append(self.negation())
        return members[0] if len(members) == 1 else ("and", *members)

    def negation(self) -> Tree:
        if self.next_is("not"):
            self.take()
            return ("not", self.negation())
        return self.atom()

    def atom(self) -> Tree:
        if self.next_is("("):
            self.take()
            inner = self.expression()
            self.take(")")
            return inner
        if self.next_is("true", "false"):
            return (self.take(),)
        if self.next_is("exactly", "at"):
            return self.count()
        word = self.take()
        if word in WORDS or not word[0].isalpha():
            raise ValueError(f"expected a name, found {word} in {self.text!r}")
        return ("name", word)

    def count(self) -> Tree:
        kind = self.take("exactly", "at")
        if kind == "at":
            kind = "at " + self.take("least", "most")
        number = self.take()
        if not number.isdigit():
            raise ValueError(f"expected a number, found {number} in {self.text!r}")
        self.take("of")
        self.take("(")
        members = [self.expression()]
        while self.next_is(","):
            self.take()
            members.append(self.expression())
        self.take(")")
        return (kind, int(number), *members)


@lru_cache(maxsize=4096)
def parse(text: str) -> Tree:
    """The tree of an expression; ValueError if it is none."""
    return _Reader(text).whole()


def holds(tree: Tree, taken: frozenset[str], names: Mapping[str, str]) -> bool:
    """Whether a tree is true in the state in which exactly the options of `taken` are taken."""
    kind, *members = tree
    if kind == "name":
        (name,) = members
        if name in names:
            return holds(parse(as_text(names[name])), taken, names)
        if "." not in name:
            raise ValueError(f"unknown name {name}")
        return name in taken
    if kind in ("true", "false"):
        return bool(kind == "true")
    if kind in ("exactly", "at least", "at most"):
        number, *counted = members
        true = sum(holds(member, taken, names) for member in counted)
        if kind == "exactly":
            return bool(true == number)
        return bool(true >= number) if kind == "at least" else bool(true <= number)
    values = [holds(member, taken, names) for member in members]
    if kind == "not":
        return not values[0]
    if kind == "and":
        return all(values)
    if kind == "or":
        return any(values)
    a, b = values
    if kind == "requires":
        return not a or b
    if kind == "excludes":
        return not (a and b)
    if kind == "if":
        return a or not b
    if kind == "iff":
        return a == b
    raise ValueError(f"unknown kind of expression {kind}")


def evaluate(text: str, assignment: frozenset[str], names: Mapping[str, str]) -> bool:
    """Whether an expression is true where exactly the options of `assignment` are taken.

    `names` gives the expression behind each term and each named state; any other name is a
    `party.option`.
    """
    return holds(parse(text), assignment, names)


def literal(text: str) -> tuple[str, bool]:
    """A literal as (option, sign): `hamas.cede` is taken, `not uniroyal.delay` is not taken."""
    tree = parse(text)
    if tree[0] == "name":
        return tree[1], True
    if tree[0] == "not" and tree[1][0] == "name":
        return tree[1][1], False
    raise ValueError(f"expected `party.option` or `not party.option`, found {text!r}")
