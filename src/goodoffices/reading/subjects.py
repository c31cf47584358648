"""Who may be the subject of a verb: noun phrases before it, and whether they can speak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodoffices.reading.clauses import Outline, Span, Token
from goodoffices.reading.english import (
    ABSTRACT,
    FIRST,
    MANY,
    ROLES,
    SPEAKING,
    TELLING,
    THINKING,
    TIMES,
    forms,
)
from goodoffices.reading.words import word_set

PREPOSITIONS = word_set(
    "along together of in at from for with on to over about by into under amid near against "
    "between among inside outside close familiar across during after before since like "
    "including besides"
)
OPENING = word_set(
    "in on at after before during since amid despite following meanwhile however earlier later "
    "separately also still for by with from under late early but and yet although though while "
    "when as if once unless according speaking citing then today yesterday overall"
    " already instead even first second nor so thus therefore indeed perhaps often finally"
)
OPENING_ALONE = OPENING | {"only"}
"""The same where a part of the sentence begins with it: "Only if …, officials said"."""
BETWEEN = word_set(
    "has have had also again later repeatedly earlier never not since now still just often once "
    "long even always ever first further then themselves himself herself itself both all"
)
PRONOUNS = word_set("he she they it who")
"""These stand in apposition to nothing."""
INDEFINITE = word_set("the a an this that these those its their his her our")


def tokens_of(line: Outline, span: Span) -> list[Token]:
    return [one for one in line.tokens if span[0] <= one.start and one.end <= span[1]]


def subjects(line: Outline, before: Sequence[Token]) -> Iterator[Span]:
    """What may be the subject of a verb after these words, the likeliest first.

    Words are taken apart at commas and at hidden parts. The last part is it where a whole clause
    stands before; else the first that is no adverbial ("On Monday, …"), without what is in
    apposition; in "A, B and C" all of them; before "and" the subject of the first verb.
    """
    if not before:
        return
    parts: list[list[Token]] = [[]]
    for at, token in enumerate(before):
        if at and _parted(line, before[at - 1].end, token.start):
            parts.append([])
        parts[-1].append(token)
    while len(parts) > 1 and (parts[0][0].low in OPENING_ALONE or _is_dateline(line, parts)):
        parts.pop(0)
    if len(parts) > 1:
        if len(parts[-1]) == 1 and parts[-1][0].low in PRONOUNS:
            yield parts[-1][0].start, parts[-1][0].end
        whole = any(one.is_finite for part in parts[:-1] for one in part) or len(parts[0]) > 6
        if whole:
            yield _trimmed(parts[-1])
        elif (
            parts[-1][-2:-1]
            and any(one.low == "and" for one in parts[-1])
            and _is_name(parts[0][0])
        ):
            yield parts[0][0].start, parts[-1][-1].end
    if any(one.is_finite for one in parts[-1][1:]) and parts[-1][-1].low not in (
        "and",
        "but",
        "or",
    ):
        word = parts[-1][-1]
        if not (_is_head(word) or word.is_finite) or len(parts) == 1:
            return  # a participle before its noun: "is investigating alleged crimes"
    yield _trimmed(parts[0])


def _is_dateline(line: Outline, parts: Sequence[Sequence[Token]]) -> bool:
    """Whether the first part is a place in capitals before a dash."""
    between = line.text[parts[0][-1].end : parts[1][0].start]
    return any(sign in between for sign in "–—-") and all(
        len(one.text) > 2 and one.text.isupper() for one in parts[0]
    )


def _parted(line: Outline, start: int, end: int) -> bool:
    between = line.main[start:end]
    return between != " " and any(sign in between for sign in ",;:—–·")


def _trimmed(part: Sequence[Token]) -> Span:
    """A noun phrase: what stands before the first finite verb, without words of time at its end."""
    words = list(part)
    if words and words[0].low in ("and", "but", "so", "yet"):
        words = words[1:] or words
    for at, one in enumerate(words):
        if at and one.is_finite and (not one.low.endswith("ed") or _is_head(words[at - 1])):
            words = words[:at]
            break
    while len(words) > 1 and (
        words[-1].low in TIMES or words[-1].low in ("on", "in", "also", "had")
    ):
        words.pop()
    return words[0].start, words[-1].end


def _is_head(word: Token) -> bool:
    return word.text[0].isupper() or word.low in ROLES or word.low.endswith("s")


def _is_name(word: Token) -> bool:
    return word.text[0].isupper() and word.low not in ABSTRACT


def is_study(words: Sequence[Token]) -> bool:
    """Whether a noun phrase names a poll, a report or another study."""
    stop = next((at for at, one in enumerate(words) if at and one.low in PREPOSITIONS), len(words))
    return any(one.low in STUDIES for one in words[:stop])


def can_speak(words: Sequence[Token], verb: str) -> bool:
    """Whether a noun phrase names somebody, or something written, that can say something."""
    core: list[Token] = []
    if words and words[0].low in ("about", "around", "over", "nearly"):
        words = words[1:]
    for one in words:
        if core and one.low in PREPOSITIONS:
            break
        core.append(one)
    if not core or core[0].low in PREPOSITIONS:
        return False
    head = core[-1]
    if core[0].low == "those" and head.low.endswith(("ed", "ing")):
        return True
    if head.low in FIRST or (verb in BASE and not _is_many(words, head)):
        return False
    if head.low.removesuffix("'s") in ROLES or head.low.rpartition("-")[2] in ROLES:
        return True
    if head.low in TIMES or head.low in ABSTRACT:
        return False
    if head.text[0].isupper() and (len(core) > 1 or head is not words[0] or verb in STRONG):
        return True
    if head.text[0].isupper():
        return not head.low.endswith(
            ("ing", "tion", "sion", "ment", "ity", "ness", "ings", "tions")
        )
    return verb in STRONG


def _is_many(words: Sequence[Token], head: Token) -> bool:
    """Whether a verb without an ending fits this subject."""
    return (
        (head.low.endswith("s") and not head.low.endswith(("'s", "ss")))
        or head.low in MANY
        or head.text[0].isdigit()
        or any(one.low == "and" or one.low in MANY for one in words)
    )


STUDIES = word_set(
    "poll polls survey surveys study studies report reports analysis paper papers inquiry "
    "inquiries investigation investigations review audit records statistics "
    "filings census projections polling"
)
"""What shows or finds something without saying so."""


BASE = frozenset(SPEAKING | TELLING | THINKING | {"say", "tell"}) - {"forecast"}
MINDS = forms(THINKING)
STRONG = word_set("said says told tells") | forms(
    word_set(
        "accuse announce ask condemn criticise criticize demand denounce deny insist pledge praise "
        "urge vow warn welcome"
    )
)
"""Verbs whose subject speaks, whatever it is called, where it is no event or quality."""


def near_to(line: Outline, before: Sequence[Token], *, free: bool = False) -> Span | None:
    """The name, or the noun for somebody with the words before it, right before a verb.

    ``free``: a preposition may stand before it.
    """
    at = len(before)
    named = bool(before) and before[-1].text[0].isupper()
    while at and len(before) - at < 8:
        word = before[at - 1]
        if at < len(before) and _parted(line, word.end, before[at].start):
            break
        if word.low in PREPOSITIONS or word.low in OPENING or (word.is_finite and at < len(before)):
            break
        if named and word.text[0].islower() and word.low not in INDEFINITE | ROLES:
            return before[at].start, before[-1].end
        at -= 1
        if word.low in INDEFINITE:
            break
    if at == len(before) or (
        at
        and not free
        and before[at - 1].low in PREPOSITIONS | {"as"}
        and not _parted(line, before[at - 1].end, before[at].start)
    ):
        return None
    return before[at].start, before[-1].end
