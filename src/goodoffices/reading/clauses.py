"""What of a sentence is its main clause: quotations, brackets and side clauses are hidden.

A narrow reading without a grammar. Steps:

1. What stands between quotation marks or brackets is hidden, unless nothing else is left.
   A sign that closes a quotation begun before the sentence hides all before it.
2. From left to right, a word that opens a side clause (*which*, *because*, *if*, *that* …) hides
   what follows it: at the start of the sentence up to the first comma; elsewhere up to the next
   comma, and after a noun without a comma up to the second finite verb from there.

An aside at the end ("…, the mayor said") is never hidden. Words such as *as* and *after* open a
clause only where the main verb has already been.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from goodoffices.reading.english import (
    ASIDE,
    AUXILIARIES,
    IRREGULAR,
    MODALS,
    PRESENT,
    SPEAKING,
    TELLING,
    forms,
)
from goodoffices.reading.rule import Found
from goodoffices.reading.words import word_set

Span = tuple[int, int]

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
QUOTED = re.compile(
    r"\"[^\"]*\"|''(?:(?!'')[\s\S])*(?:''|\Z)|“[^”]*(?:”|\"|\Z)|"
    r"«[^»]*»|„[^“”]*[“”]|\([^()]*\)|\[[^\[\]]*\](?!\()"
)
CLOSES = re.compile(r"[,.?!…—-](?:\"(?=\s|\Z)|''(?=\s|\Z))|”")
OPENS = re.compile(r"[\"“]|''")
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


LONGEST_ASIDE = 14
"""The most words that name a speaker and say that somebody speaks, after what is said."""


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


_TOKEN: Callable[[type[Token], tuple[int, int, str, str]], Token] = tuple.__new__
"""Makes a token in half the time that its class takes, which counts for every word."""


@dataclass(frozen=True)
class Outline:
    """A sentence with its words and what of it is hidden, spans in order and disjoint.
    ``quotation``: it is nothing but words that somebody else spoke."""

    text: str
    tokens: tuple[Token, ...]
    hidden: tuple[Span, ...]
    quoted: tuple[Span, ...] = ()
    quotation: bool = False

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.hidden]

    def is_main(self, at: int) -> bool:
        """Whether the sign at ``at`` stands in the main clause."""
        if not self.hidden:
            return True
        place = bisect_right(self._starts, at) - 1
        return place < 0 or at >= self.hidden[place][1]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Every word in small letters → where it begins."""
        found: dict[str, list[int]] = {}
        for start, _, _, low in self.tokens:
            found.setdefault(low, []).append(start)
        return found

    @cached_property
    def found(self) -> dict[str, tuple[Found, ...]]:
        """What rules found in it, by their ids, as far as they were asked (``word_rules``)."""
        return {}

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
        if not self.hidden:
            return self.tokens
        found, at, last = [], 0, len(self.hidden) - 1
        for one in self.tokens:
            while at < last and self.hidden[at][1] <= one.start:
                at += 1
            if not self.hidden[at][0] <= one.start < self.hidden[at][1]:
                found.append(one)
        return tuple(found)


def outline(sentence: str) -> Outline:
    """The sentence with its main clause apart."""
    low = sentence.lower().replace("’", "'")
    if len(low) != len(sentence):  # a few letters have another length in small letters
        low = "".join(sign.lower()[0] for sign in sentence).replace("’", "'")
    spans = [match.span() for match in WORD.finditer(sentence)]
    tokens = tuple([_TOKEN(Token, (a, b, sentence[a:b], low[a:b])) for a, b in spans])
    quoted = _quoted(sentence)
    hidden = quoted or []
    if not OPENERS.isdisjoint(one.low for one in tokens):
        stop = _aside(sentence, tokens)
        side = ((start, min(end, stop)) for start, end in _side(sentence, tokens, hidden))
        hidden = _merged([*hidden, *((start, end) for start, end in side if start < end)])
    return Outline(sentence, tokens, tuple(hidden), tuple(quoted or ()), quoted is None)


def _quoted(sentence: str) -> list[Span] | None:
    """Step 1. A sign that closes what an earlier sentence opened hides all before it. None where
    all of it is quoted."""
    begin = 0
    closing, opening = CLOSES.search(sentence), OPENS.search(sentence)
    if closing and (opening is None or opening.start() >= closing.end() - 2):
        begin = closing.end()
    spans = [match.span() for match in QUOTED.finditer(sentence, begin)]
    open_at = sentence.rfind('"', spans[-1][1] if spans else begin)
    if open_at >= 0 and sentence[open_at + 1 : open_at + 2].isalnum():
        spans.append((open_at, len(sentence)))
    if begin:
        spans.insert(0, (0, begin))
    left, last = [], 0
    for start, end in spans:
        left.append(sentence[last:start])
        last = end
    if any(sign.isalnum() for sign in "".join([*left, sentence[last:]])):
        return spans
    return None if any(sentence[start] not in "([" for start, _ in spans) else []


def _side(sentence: str, tokens: tuple[Token, ...], quoted: list[Span]) -> Iterator[Span]:
    """Step 2."""
    until, had_verb = 0, False
    for at, token in enumerate(tokens):
        if token.start < until or (
            quoted and any(start <= token.start < end for start, end in quoted)
        ):
            continue
        if token.low not in OPENERS:
            had_verb = had_verb or token.is_finite
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


def _aside(sentence: str, tokens: tuple[Token, ...]) -> int:
    """Where "…, the mayor said on Sunday." begins at the end of a sentence; its length if not."""
    first = len(tokens)
    while first and len(tokens) - first < LONGEST_ASIDE:
        first -= 1
        if first and sentence[tokens[first - 1].end] in ",?!":
            break
    else:
        return len(sentence)
    for at, token in enumerate(tokens[first:]):
        if token.low in ASIDE and (at or token.low in ("said", "says")):
            return tokens[first - 1].end
        if token.low in OPENERS or (token.is_finite and token.low not in ("has", "have", "had")):
            break
    return len(sentence)


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
    for match in re.compile(r",(?!\d{3})|[;:]\s|\s(?:[–—-]|--)\s|—").finditer(sentence, at):
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
