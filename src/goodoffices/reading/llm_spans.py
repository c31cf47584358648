"""Words that somebody copied → their span in a sentence, or why they have none.

Steps:

1. The words are looked for sign by sign; only white space may differ, for a line end in a report
   is a space in what was sent.
2. Places where they would cut a word are left out: "may" does not stand in "mayor".
3. Of several places that one counts which the given words stand before; without such a one, or
   with several, there is no telling, and the words have no span.
"""

from __future__ import annotations

import re

from goodoffices.evidence.item import Span

LONGEST_WORDS = 2_000


class NotThere(Exception):
    """Words that do not stand in the sentence, or more than once; the text says which."""


def span_of(words: str, before: str, text: str, start: int, end: int) -> Span:
    """The span of ``words`` in ``text[start:end]``, as offsets into ``text``.

    Raises ``NotThere``.
    """
    if not words.strip():
        raise NotThere("the words are empty")
    shown = shortened(words)
    if len(words) > LONGEST_WORDS:
        raise NotThere(f'"{shown}" is no part of a sentence: it has {len(words):,} characters')
    found = [span for span in _places(words, text, start, end) if not _cuts(text, span, start, end)]
    if not found:
        raise NotThere(f'"{shown}" does not stand in the sentence')
    if len(found) > 1 and before.strip() and len(before) <= LONGEST_WORDS:
        found = [span for span in found if _stands_before(before, text[start : span[0]])] or found
    if len(found) > 1:
        raise NotThere(f'"{shown}" stands {len(found)} times, and which is meant is not told')
    return found[0]


def shortened(words: str) -> str:
    """Foreign words as a message may show them: one line, printable, sixty signs."""
    line = "".join(sign if sign.isprintable() else " " for sign in words[:200])
    line = " ".join(line.split())
    return line if len(line) <= 60 else line[:59] + "…"


def _flexible(words: str) -> str:
    return r"\s+".join(re.escape(word) for word in words.split())


def _stands_before(before: str, left: str) -> bool:
    """Whether what is left of a place ends with whole words that were given."""
    given, there = " ".join(before.split()), " ".join(left.split())
    at = len(there) - len(given)
    return there.endswith(given) and not (at > 0 and _joins(there[at - 1]) and _joins(given[0]))


def _places(words: str, text: str, start: int, end: int) -> list[Span]:
    """Every place, also those that overlap."""
    pattern, found, at = re.compile(_flexible(words)), [], start
    while (match := pattern.search(text, at, end)) is not None:
        found.append(match.span())
        at = match.start() + 1
    return found


def _cuts(text: str, span: Span, start: int, end: int) -> bool:
    """Whether a word with letters that have a case, or a number, would be cut at either end."""
    left = span[0] > start and _joins(text[span[0] - 1]) and _joins(text[span[0]])
    right = span[1] < end and _joins(text[span[1] - 1]) and _joins(text[span[1]])
    return left or right


def _joins(sign: str) -> bool:
    return sign.isdigit() or sign.lower() != sign.upper()
