"""Who speaks: the author, unless the main clause has a reporting cue with a source.

A source is the subject of a reporting verb, what *according to* names, or the agent of a passive.
Words that are verbs and nouns alike (*calls for*, *demands*, *reports*) count as verbs only right
after somebody who can speak. What is said stays inside the statement, modals and conditions too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.reading.clauses import Outline, Span, Token
from goodoffices.reading.english import (
    ASIDE,
    AUXILIARIES,
    MODALS,
)
from goodoffices.reading.rule import Found
from goodoffices.reading.speaker_rules import (
    ACCORDING,
    ENGLISH_SPEAKERS,
    PASSIVE,
    REPORTING,
    TRIGGERS,
)
from goodoffices.reading.subjects import (
    BETWEEN,
    INDEFINITE,
    MINDS,
    PREPOSITIONS,
    can_speak,
    is_study,
    near_to,
    subjects,
    tokens_of,
)
from goodoffices.reading.word_rules import WordRules
from goodoffices.reading.words import word_set

__all__ = ["ENGLISH_SPEAKERS", "Reported", "reported"]

AFTER = re.compile(
    r"\s*(?P<who>[^\s,;:()\"“”·][^,;:()\"“”·]*?)(?=\s+(?:who|which|that|on|in|at|after|when|as|"
    r"during|"
    r"while|about|before|and\s+\w+ed|is|are|was|were|has|have|had|could|may|would|will|last|this|"
    r"earlier|late)\b|[,;:(\"“”·]|[.!?]*\s*\Z)"
)
INVERTED = re.compile(r"(?:[,?!]\s*|[,.?!]?[\"”]\s*|·[,\s]*)\Z")


INVERTED_QUOTE = re.compile(r"(?:[\"”]|''|[’']|·)\s*\Z")
INVERTS = ASIDE | word_set("warned announced insisted explained argued claimed asks urged")
"""Verbs that may stand before their subject."""
HEADLINE = word_set("says tells said")
"""Verbs that have a capital in a headline; others with one are part of a name."""

INSERTED_BEGIN = re.compile(r",\s+(?!.*,)", re.DOTALL)
INSERTED_END = re.compile(
    r",\s+(?:[a-z]+(?:ed|s)|led|rose|fell|had|will|would|could|may|might|can)\s"
)
"""A comma and a finite verb: the sentence goes on behind who says it."""

BEGINS = ("statement-say", "statement-speech-act", "statement-telling")
"""Rules whose finds begin with one of their words."""
RULES = tuple(WordRules(rules, TRIGGERS, BEGINS) for rules in (ACCORDING, PASSIVE, REPORTING))


@dataclass(frozen=True, slots=True)
class Reported:
    """A reporting cue and the span of its source; both offsets into the sentence."""

    rule: str
    cue: Span
    speaker: Span


def reported(line: Outline) -> Reported | None:
    """The reporting cue of the main clause with its source; None where the author speaks."""
    if line.quotation:
        return None
    words = {one.low for one in line.seen}
    text = line.text
    found: list[Reported] = []
    for rule in RULES[0].likely(words):
        found += [r for r in (_after(line, one) for one in RULES[0].find(line, rule)) if r]
    for rule in RULES[1].likely(words):
        for one in RULES[1].find(line, rule):
            by = re.compile(r"\bby\b").search(text, one.end - 3)
            source = _after(line, Found(one.rule, one.start, by.end())) if by else None
            if source:
                found.append(Reported(rule.id, (one.start, one.end), source.speaker))
    for rule in RULES[2].likely(words):
        found += [r for r in (_subject(line, one) for one in RULES[2].find(line, rule)) if r]
    found = [one for one in found if line.is_main(one.cue[0])]
    return min(found, key=lambda one: one.cue, default=None)


def _after(line: Outline, found: Found) -> Reported | None:
    match = AFTER.match(line.text, found.end)
    if match is None or not match["who"].strip() or not line.is_main(match.start("who")):
        return None
    return Reported(found.rule, (found.start, found.end), match.span("who"))


def _subject(line: Outline, found: Found) -> Reported | None:
    """The cue with its subject, where that is somebody who can speak."""
    before = [one for one in line.seen if one.end <= found.start]
    word = line.text[found.start : found.end].split()[0].lower()
    skipped = len(before)
    while skipped and (
        before[skipped - 1].low in BETWEEN
        or (before[skipped - 1].low.endswith("ly") and before[skipped - 1].text[0].islower())
        or (word in MINDS and before[skipped - 1].low in ("do", "does", "did"))
    ):
        skipped -= 1
    last = before[skipped - 1].low if skipped else ""
    if before and line.text[found.start].isupper() and word not in HEADLINE:
        return None  # part of a name
    inverted = INVERTED.search(line.main, max(0, found.start - 20), found.start)
    quoted = INVERTED_QUOTE.search(line.text, max(0, found.start - 20), found.start)
    if word in INVERTS and (
        not before or (inverted and (quoted or any(one.is_finite for one in before)))
    ):
        follows = _after(line, found)
        if follows and can_speak(tokens_of(line, follows.speaker), word):
            return follows
    if last in MODALS or last in AUXILIARIES or last in ("to", "been", "being", "be", "not"):
        return None
    if before and before[-1].low in PREPOSITIONS | INDEFINITE:
        return None
    studied = found.rule == "statement-report" and not word.startswith("report")
    if found.rule == "statement-inverted":
        return None
    between = _inserted(line, before[:skipped], found)
    if between and not studied and can_speak(tokens_of(line, between), word):
        return Reported(found.rule, (found.start, found.end), between)
    for span in subjects(line, before[:skipped]):
        if studied and not is_study(tokens_of(line, span)):
            continue
        if can_speak(tokens_of(line, span), word):
            return Reported(found.rule, (found.start, found.end), span)
    near = None if studied else near_to(line, before[:skipped])
    if near and can_speak(tokens_of(line, near), word):
        return Reported(found.rule, (found.start, found.end), near)
    return None


def _inserted(line: Outline, before: Sequence[Token], found: Found) -> Span | None:
    """Who speaks between two commas: "The census, the mayor said, led to a dispute"."""
    if not before or INSERTED_END.match(line.text, found.end) is None:
        return None
    begin = INSERTED_BEGIN.search(line.main, 0, before[-1].end)
    words = [] if begin is None else [one for one in before if one.start >= begin.end()]
    if not words or any(one.low == "and" for one in words):
        return None
    first = [one for one in before if one.end <= begin.start()] if begin else []
    return (words[0].start, words[-1].end) if first else None
