"""How far a clause reaches to the left and to the right of a place in a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

Span = tuple[int, int]
"""Start and end of a part of a sentence, end exclusive."""

REACH = 600
"""Characters that are looked through on either side of a marker, so that time grows with length."""

_TRIM = " \t\r\n,;:–—\"“”„«»'‘’()[]`"
_END = " \t\r\n,;:–—.!?\"“”„«»'‘’()[]`"
_SAYS = (
    r"(?:said|says|say|told|added|adds|warned|stated|argued|claimed|noted|explained|announced|"
    r"reported|alleged|believes?|believed|thinks?|thought)"
)
_BEFORE = re.compile(
    rf"(?=[;:?!“\",]|\b[satwcnerb]|^)(?:[;:?!]\s|[“\"]\s?|"
    rf"\b{_SAYS}(?: (?:(?:on )?\w{{3,10}}day )?that\b|\s*[:,]\s)|"
    r"(?:^|, )according to [^,;]{1,60},|, (?:and|but|while|who|which|where) )",
    re.IGNORECASE,
)
"""What it begins with is looked at first: most places are none."""
_AFTER = re.compile(
    rf"[;?!]|\s?[”]|\s[.\"](?=\s|$)|, (?:[\w.'’-]+ ){{0,6}}{_SAYS}\b|, according to\b|"
    r", (?:and|but|while|who|which|where|although|though) ",
    re.IGNORECASE,
)


_THAT = re.compile(r"that\s+", re.IGNORECASE)


def trimmed(text: str, span: Span) -> Span:
    """Without spaces and punctuation at its ends."""
    start, end = span
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _END:
        end -= 1
    return start, end


def behind(sentence: str, side: Span, teller: Span | None) -> Span:
    """What is said of a span that begins or ends with who says it; else the span."""
    if teller is None or not side[0] <= teller[0] < teller[1] <= side[1]:
        return side
    start, end = trimmed(sentence, (teller[1], side[1]))
    if start >= end:
        return trimmed(sentence, (side[0], teller[0]))
    that = _THAT.match(sentence, start, end)
    return (that.end() if that else start), end


@dataclass(frozen=True, slots=True)
class Clauses:
    """A sentence and the places where clauses may begin and end, found once, in order."""

    text: str
    begins: list[int]
    ends: list[int]

    def before(self, at: int) -> Span:
        """The clause that ends at ``at``; empty where nothing is before it."""
        for place in range(bisect_right(self.begins, at) - 1, -1, -1):
            span = trimmed(self.text, (self.begins[place], at))
            if span[0] < span[1]:
                return span
        return trimmed(self.text, (0, at))

    def after(self, at: int) -> Span:
        """The clause that begins at ``at``; empty where nothing is behind it."""
        for place in range(bisect_left(self.ends, at), len(self.ends)):
            span = trimmed(self.text, (at, self.ends[place]))
            if span[0] < span[1]:
                return span
        return trimmed(self.text, (at, len(self.text)))


def clauses(text: str) -> Clauses:
    """Look for them."""
    begins = [match.end() for match in _BEFORE.finditer(text)]
    return Clauses(text, begins, [match.start() for match in _AFTER.finditer(text)])
