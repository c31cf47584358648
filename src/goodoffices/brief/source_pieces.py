"""A window of a report around a quotation, in pieces that each belong to the same parts of it.

Steps:

1. The window is the quotation with some room before and after, cut at white space; a report of a
   megabyte is never shown whole.
2. It is cut wherever a part begins or ends. Offsets are code points of the source.
3. Signs that turn writing round or cannot be seen are left out of what is shown; words and their
   order stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from goodoffices.brief.read_words import UNSEEN
from goodoffices.evidence.item import EvidenceItem, Span
from goodoffices.reading.proposal import Proposal

QUOTATION, FOUND = "quotation", "found"
PARTS = (QUOTATION, "speaker", "cue", "hedge", "condition", "consequence", FOUND)
"""Names of the parts; ``found``: words that a search looked for."""
ROOM = 3_000
"""Characters before and after the quotation."""
MOST = 48_000
"""Characters to which the room can be made to grow."""
LONGEST = 6_000
"""Characters of a quotation that are shown; a text without sentences is one quotation."""
EDGE = 200
"""Within so many characters of the edge a line end or a space is looked for."""
Part = tuple[str, Span]


@dataclass(frozen=True)
class Piece:
    """Words that belong to the same parts. ``begins``: the parts of which they are the first."""

    text: str
    parts: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Window:
    """What is shown, and how many characters of the report stand before and after it."""

    pieces: tuple[Piece, ...]
    before: int
    after: int


def parts_of(one: Proposal | EvidenceItem) -> list[Part]:
    """The quotation and what was found in it."""
    named = (
        ("speaker", one.speaker),
        ("cue", one.cue),
        ("condition", one.condition),
        ("consequence", one.consequence),
    )
    found: list[Part] = [(QUOTATION, one.span)]
    for name, part in named:
        if part is not None and part.span is not None:
            found.append((name, part.span))
    return found + [("hedge", span) for span in one.hedges]


def window(text: str, parts: Sequence[Part], before: int = ROOM, after: int = ROOM) -> Window:
    """The text around the first of ``parts``, with all of them marked."""
    span = parts[0][1]
    start = _start(text, span[0] - before, span[0])
    long = span[1] - span[0] > LONGEST
    end = span[0] + LONGEST if long else _end(text, span[1] + after, span[1])
    cuts = {start, end}
    for _, (first, last) in parts:
        cuts |= {min(max(at, start), end) for at in (first, last)}
    places = sorted(cuts)
    pieces = [
        Piece(
            shown(text[a:b]),
            tuple(name for name in PARTS if _in(parts, name, a)),
            tuple(dict.fromkeys(name for name, (first, _) in parts if first == a)),
        )
        for a, b in pairwise(places)
    ]
    return Window(tuple(pieces), start, len(text) - end)


def shown(text: str) -> str:
    """Step 3, with the line ends that a page knows."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return UNSEEN.sub("", lines)


def _in(parts: Sequence[Part], name: str, at: int) -> bool:
    return any(one == name and first <= at < last for one, (first, last) in parts)


def _start(text: str, at: int, most: int) -> int:
    if at <= 0:
        return 0
    for sign in ("\n", " "):
        found = text.find(sign, at, min(at + EDGE, most))
        if found >= 0:
            return found + 1
    return at


def _end(text: str, at: int, least: int) -> int:
    if at >= len(text):
        return len(text)
    for sign in ("\n", " "):
        found = text.rfind(sign, max(at - EDGE, least), at)
        if found >= 0:
            return found
    return at
