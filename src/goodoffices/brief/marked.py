"""A quotation with its parts marked by letters in a row beneath it, so that it stays verbatim.

Steps:

1. Signs that a terminal would obey (control, direction) become spaces; no other sign changes.
2. Words are put on lines of a width, counted as a terminal shows them.
3. Under each sign stands the letter of the shortest part that it belongs to. Words from right to
   left have no row: a terminal moves them about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

Mark = tuple[int, int, str]
"""From, to (exclusive), letter."""
BAR = "│ "
"""What stands before every line of a quotation, outside of it."""
JOINERS = "\u200c\u200d"


@dataclass(frozen=True)
class Marked:
    """A line of a quotation, a letter for each sign (a space for none), and the row beneath."""

    text: str
    letters: str
    row: str


@dataclass(frozen=True)
class Dim:
    """A paragraph that only stands beside what is asked about."""

    text: str


def clean(text: str) -> str:
    """Step 1, sign for sign."""
    return "".join(sign if sign.isprintable() or sign in JOINERS else " " for sign in text)


def marked_lines(text: str, marks: Sequence[Mark], width: int) -> list[Marked]:
    """The lines of a quotation. ``marks``: offsets into ``text``."""
    shown = clean(text)
    letters = [" "] * len(shown)
    for start, end, letter in sorted(marks, key=lambda one: one[0] - one[1]):
        letters[start:end] = letter * (end - start)
    right = any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in shown)
    lines: list[tuple[str, str]] = []
    line, under = "", ""
    for start, end in _pieces(shown, width):
        word, own = shown[start:end], "".join(letters[start:end])
        if line and _wide(line) + 1 + _wide(word) > width:
            lines.append((line, under))
            line, under = "", ""
        if line:
            joined = under[-1] if under[-1] == own[0] == letters[start - 1] else " "
            line, under = line + " ", under + joined
        line, under = line + word, under + own
    if line:
        lines.append((line, under))
    return [Marked(one, below, "" if right else _row(one, below)) for one, below in lines]


def _pieces(text: str, width: int) -> list[tuple[int, int]]:
    """The words, those that are too wide for a line cut."""
    found = []
    for match in re.finditer(r"\S+", text):
        start = match.start()
        for at in range(match.start() + 1, match.end()):
            if _wide(text[start : at + 1]) > width:
                found.append((start, at))
                start = at
        found.append((start, match.end()))
    return found


def _row(line: str, letters: str) -> str:
    return "".join(
        letter * _wide(sign) for sign, letter in zip(line, letters, strict=True)
    ).rstrip()


def _wide(text: str) -> int:
    """The columns that a terminal gives to a text."""
    return sum(
        0 if unicodedata.combining(sign) or sign in JOINERS
        else 2 if unicodedata.east_asian_width(sign) in "WF"
        else 1
        for sign in text
    )  # fmt: skip
