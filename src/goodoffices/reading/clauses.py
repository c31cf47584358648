"""What of a sentence is its main clause: quotations, brackets and side clauses are hidden.

A narrow reading without a grammar. Steps:

1. What stands between quotation marks or brackets is hidden, unless nothing else is left.
2. From left to right, a word that opens a side clause (*which*, *because*, *if*, *that* …) hides
   what follows it: at the start of the sentence up to the first comma; elsewhere up to the next
   comma, and after a noun without a comma up to the second finite verb from there.

Words such as *as* and *after* open a clause only where the main verb has already been.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from goodoffices.reading.english import (
    AUXILIARIES,
    IRREGULAR,
    MODALS,
    PRESENT,
    SPEAKING,
    TELLING,
    forms,
)
from goodoffices.reading.words import word_set

Span = tuple[int, int]

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*(?:”|\Z)|«[^»]*»|„[^“”]*[“”]|\([^()]*\)|\[[^\[\]]*\]")
ADVERBIAL = word_set(
    "if unless because although though while whereas when whenever once after before as since "
    "until till"
)
ALWAYS = word_set("if unless because although though whereas when whenever")
RELATIVE = word_set("which who whom whose where")
INDIRECT = word_set("whether how why what")
OPENERS = ADVERBIAL | RELATIVE | INDIRECT | {"that", "should", "provided", "assuming"}
SAYING = forms(SPEAKING | TELLING) | {"said", "says", "say", "told", "tells", "tell"}
FINITE = AUXILIARIES | MODALS | IRREGULAR | PRESENT | {"said", "says", "say", "told", "tells"}
TAKES_THAT = SAYING | word_set(
    "saying adding warning insisting stressing arguing means mean ensure ensures demanding "
    "knows know agreed agree likely possible clear unclear sure confident"
)


class Token(NamedTuple):
    """A word and where it stands; ``low``: in small letters."""

    start: int
    end: int
    text: str
    low: str

    @property
    def is_finite(self) -> bool:
        """Whether it looks like a finite verb."""
        if self.low in FINITE:
            return self.text[0].islower()
        return self.low.endswith("ed") and len(self.low) > 4 and self.text[0].islower()


@dataclass(frozen=True)
class Outline:
    """A sentence with its words and what of it is hidden, spans in order and disjoint."""

    text: str
    tokens: tuple[Token, ...]
    hidden: tuple[Span, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.hidden]

    def is_main(self, at: int) -> bool:
        """Whether the sign at ``at`` stands in the main clause."""
        place = bisect_right(self._starts, at) - 1
        return place < 0 or at >= self.hidden[place][1]

    @cached_property
    def main(self) -> str:
        """The sentence with ``·`` for every sign that is hidden; as long as the sentence."""
        text = self.text
        for start, end in reversed(self.hidden):
            text = text[:start] + "·" * (end - start) + text[end:]
        return text

    @cached_property
    def seen(self) -> tuple[Token, ...]:
        """The words of the main clause."""
        return tuple(one for one in self.tokens if self.is_main(one.start))


def outline(sentence: str) -> Outline:
    """The sentence with its main clause apart."""
    tokens = tuple(
        Token(m.start(), m.end(), m[0], m[0].lower().replace("’", "'"))
        for m in WORD.finditer(sentence)
    )
    hidden = list(_quoted(sentence))
    if not OPENERS.isdisjoint(one.low for one in tokens):
        hidden = _merged([*hidden, *_side(sentence, tokens, hidden)])
    return Outline(sentence, tokens, tuple(hidden))


def _quoted(sentence: str) -> Iterator[Span]:
    """Step 1."""
    spans = [match.span() for match in QUOTED.finditer(sentence)]
    left = sentence
    for start, end in spans:
        left = left.replace(sentence[start:end], "", 1)
    if any(sign.isalnum() for sign in left):
        yield from spans


def _side(sentence: str, tokens: tuple[Token, ...], quoted: list[Span]) -> Iterator[Span]:
    """Step 2."""
    until, had_verb = 0, False
    for at, token in enumerate(tokens):
        if token.start < until or any(start <= token.start < end for start, end in quoted):
            continue
        if token.low not in OPENERS:
            had_verb |= token.is_finite
            continue
        span = _opened(sentence, tokens, at, had_verb, quoted)
        if span is None:
            had_verb |= token.is_finite
        else:
            until = span[1]
            yield span


def _opened(
    sentence: str, tokens: tuple[Token, ...], at: int, had_verb: bool, quoted: list[Span]
) -> Span | None:
    token = tokens[at]
    before = sentence[: token.start].rstrip()
    first = at == 0 or (at == 1 and tokens[0].low in ("and", "but", "so", "yet", "even", "only"))
    end = _comma(sentence, token.end, quoted)
    word = token.low
    if word in ("should", "provided", "assuming"):
        opens = first or (word != "should" and before.endswith(","))
        return (token.start, end) if opens and end < len(sentence) else None
    if word in ADVERBIAL:
        if first:
            return (token.start, end) if end < len(sentence) else None
        if word in ALWAYS or had_verb or before.endswith(","):
            return token.start, end
        return None
    if word in INDIRECT:
        return None if first else (token.start, end)
    after_comma = before.endswith((",", ",”", ',"'))
    previous = tokens[at - 1].low if at else ""
    if word == "that" and previous in TAKES_THAT:
        return token.start, len(sentence)
    if first or (word == "that" and not previous.isalpha()):
        return None
    if word == "that" and (after_comma or not _is_noun(previous)):
        return None
    if after_comma:
        return token.start, end
    return token.start, min(end, _second_verb(tokens, at, len(sentence)))


def _is_noun(word: str) -> bool:
    """Whether a word may be a noun: no verb, preposition or article."""
    return word not in FINITE and word not in (
        *("of", "in", "on", "at", "to", "for", "from", "by", "with", "than", "and", "or", "but"),
        *("all", "so", "after", "before", "during", "about", "not", "like", "under", "over"),
    )


def _second_verb(tokens: tuple[Token, ...], at: int, stop: int) -> int:
    found, auxiliary = 0, False
    for token in tokens[at + 1 :]:
        if token.is_finite:
            found += not auxiliary
            if found == 2:
                return token.start
            auxiliary = token.low in AUXILIARIES or token.low in MODALS
        elif not token.low.endswith("ly") and token.low not in ("not", "been", "be", "also"):
            auxiliary = False
    return stop


def _comma(sentence: str, at: int, quoted: list[Span]) -> int:
    """The next comma, semicolon or dash outside quotations; the end where there is none.

    A comma inside a number, and one before "and" in a list of three, does not count.
    """
    for match in re.compile(r",(?!\d{3})|[;:]\s|\s[–—-]\s|—").finditer(sentence, at):
        if not any(start <= match.start() < end for start, end in quoted):
            return match.start()
    return len(sentence)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
