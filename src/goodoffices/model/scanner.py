"""Words, numbers and signs of the small languages of outlooks, one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable

from goodoffices.model.parser import ExpressionError

MOST_DEEP = 100
"""Brackets and signs inside one another; more are refused."""

Stray = Callable[[str], tuple[str, str]]
"""What was expected instead of a character that fits nowhere, and what to do."""


class Scanner:
    """Tokens of a text: (kind, text, offset), the last of kind ``end``.

    ``pattern`` has a named group for each kind; ``what``: what the text is, for messages.
    """

    def __init__(self, text: str, pattern: re.Pattern[str], what: str, stray: Stray) -> None:
        self.text, self.what = text, what
        self.tokens: list[tuple[str, str, int]] = []
        self.at = 0
        self.depth = 0
        position, end = 0, len(text.rstrip())
        while position < end:
            match = pattern.match(text, position)
            if match is None:
                at = position + len(text[position:]) - len(text[position:].lstrip())
                found = f'"{text[at]}" is no part of a {what}'
                raise ExpressionError(at, found, *stray(text[at]))
            kind = match.lastgroup or ""
            self.tokens.append((kind, match.group(kind), match.start(kind)))
            position = match.end()
        self.tokens.append(("end", "", end))

    @property
    def here(self) -> tuple[str, str, int]:
        """The token that stands here."""
        return self.tokens[self.at]

    def take(self, *texts: str) -> bool:
        """Whether one of these stands here; it is then taken."""
        kind, text, _ = self.here
        found = kind != "end" and text in texts
        self.at += found
        return found

    def need(self, text: str, expected: str = "", remedy: str = "") -> None:
        """Take what must stand here."""
        if not self.take(text):
            raise self.wrong(expected or f'"{text}"', remedy)

    def enter(self) -> None:
        """One bracket or sign deeper; whoever enters leaves by ``depth -= 1``."""
        self.depth += 1
        if self.depth > MOST_DEEP:
            raise self.wrong(f"at most {MOST_DEEP} brackets and signs inside one another")

    def wrong(self, expected: str, remedy: str = "") -> ExpressionError:
        """The mistake that something else stands here."""
        kind, text, offset = self.here
        found = f"the {self.what} ends here" if kind == "end" else f'found "{text}"'
        return ExpressionError(offset, found, expected, remedy)
