"""Who speaks: the author, unless the main clause has a reporting cue with a source.

A source is the subject of a reporting verb, what *according to* names, or the agent of a passive.
Words that are verbs and nouns alike (*calls for*, *demands*, *reports*) count as verbs only right
after somebody who can speak. What is said stays inside the statement, modals and conditions too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goodoffices.reading.clauses import Outline, Span, Token
from goodoffices.reading.english import (
    ABSTRACT,
    AUXILIARIES,
    MODALS,
    ROLES,
    SPEAKING,
    TELLING,
    TIMES,
    finite,
    forms,
)
from goodoffices.reading.rule import Found, Rule
from goodoffices.reading.words import any_of, word_set

SPOKEN_OF = (
    r"(?:(?:\w+\s+){0,3}?(?:claims?|allegations?|accusations?|reports?|suggestions?|idea|"
    r"criticisms?|"
    r"calls?|concerns?|notion|rumou?rs?|charges?|assertions?|warnings?))"
)
SAID = (
    r"(?=\s+that\b|\s*[,:]\s*[\"“]|\s+(?:\S+\s+){1,7}?(?:is|are|was|were|has|have|had|would|will|"
    r"could|may|might|should|must|did|does|can)\b)"
)
FEELINGS = (
    r"(?:\w+\s+){0,3}?(?:concerns?|hopes?|fears?|doubts?|support|regrets?|readiness|willingness|"
    r"confidence|optimism|alarm|solidarity|condolences|opposition|anger|frustration|gratitude|"
    r"satisfaction|disappointment|reservations|objections?|interest|appreciation|outrage|belief|"
    r"commitment|dismay|shock|scepticism|skepticism|worries|worry|unease|views?|opinions?|"
    r"questions)"
)
DAYS = r"(?:(?:on\s+)?(?:today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s+)?"

REPORTING = (
    Rule(
        "statement-say",
        "somebody says or tells something",
        r"\b(?P<it>said(?!\s+to\s+(?:be|have)\b)|says|say|told|tells|tell)(?=\W|\Z)",
        (
            "The minister «said» the crossing would open.",
            "Residents «say» water is short.",
            "The envoy «told» reporters that talks had resumed.",
        ),
        ("The text is silent.", "The man said to be in charge left."),
    ),
    Rule(
        "statement-speech-act",
        "a verb of speaking: announce, warn, confirm, deny, accuse, urge",
        rf"\b(?P<it>{any_of(forms(SPEAKING))})\b(?!\s+by\b)",
        (
            "The army «confirmed» that two soldiers were wounded.",
            "Fatah «accused» its rival of delay.",
            "The council «urged» both sides to return to the table.",
        ),
        ("The plan announced by Egypt has three stages.",),
    ),
    Rule(
        "statement-telling",
        "a verb of telling or thinking with what is told: note that, estimate that, believe it is",
        rf"\b(?P<it>{any_of(forms(TELLING))})\b{SAID}",
        (
            "The agency «estimates» that 4,000 people were displaced.",
            "Diplomats «believe» the text is nearly ready.",
        ),
        ("The city added two shelters.", "He recalled his ambassador."),
    ),
    Rule(
        "statement-express",
        "express, voice or raise a feeling or a doubt",
        rf"\b(?P<it>{any_of(forms(('express', 'voice', 'raise', 'reiterate')))})\s+{FEELINGS}\b",
        (
            "Aid groups «voiced» deep concern over the closure.",
            "The king «expressed» his hope for a truce.",
        ),
        ("The bank raised its rates.",),
    ),
    Rule(
        "statement-call-for",
        "call for or on, appeal for or to, speak of; the verb, not the noun",
        rf"\b(?P<it>(?:calls?|called)(?=\s+{DAYS}(?:for|on|upon)\b)|(?:appeals?|"
        rf"appealed)(?=\s+(?:for|"
        r"to)\b)|"
        r"(?:speaks?|spoke)(?=\s+of\b))",
        (
            "The secretary-general «called» for restraint.",
            "Families «appealed» to the government to act.",
        ),
        ("She called her deputy.",),
    ),
    Rule(
        "statement-reject",
        "reject or dismiss something said: claims, accusations, criticism",
        rf"\b(?P<it>(?:reject|dismiss|refute|rebut|disput)(?:s|es|e|ed|ted)?)\s+{SPOKEN_OF}\b",
        ("The ministry «rejected» the allegations.",),
        ("Voters rejected the constitution.",),
    ),
    Rule(
        "statement-make",
        "make clear, issue a statement or a warning, give an assurance",
        r"\b(?P<it>(?:makes?|made)\s+(?:it\s+)?clear|(?:issues?|issued|gives?|gave)\s+(?:an?|its|"
        r"his|her|"
        r"their)\s+(?:\w+\s+)?(?:statement|warning|appeal|assurance|reminder|condemnation|"
        r"apology|call|ultimatum|denial))\b",
        (
            "The prime minister «made clear» that talks go on.",
            "The army «issued a warning» to residents.",
        ),
        ("The court issued a ruling.",),
    ),
)
"""Reporting verbs; their subject is the source."""

ACCORDING = (
    Rule(
        "statement-according-to",
        "according to a source, in the words or view of one",
        r"\b(?P<it>according\s+to|in\s+the\s+(?:words|view|opinion)\s+of)\s+(?!plans?\b|schedule\b|"
        r"(?:international\s+)?law\b|need\b|(?:the|a|its|their|this|that)\s+(?:\w+\s+)?(?:terms|"
        r"agreement|"
        r"deal|plan|law|constitution|timetable|schedule|accord|treaty|rules?|principle)\b)",
        (
            "«According to» the health ministry, 12 people were hurt.",
            "The road is closed, «according to» residents.",
        ),
        ("Prisoners are exchanged according to the terms of the deal.",),
    ),
)
"""The source follows."""

PASSIVE_TOO = {"report", "reject", "express", "voice", "note"}
PASSIVE = (
    Rule(
        "statement-passive",
        "a reporting verb in the passive with its agent",
        rf"\b(?:was|were|is|are|been|being)\s+(?:\w+ly\s+)?(?P<it>said|told|"
        rf"{any_of(finite(v)[2] for v in SPEAKING | PASSIVE_TOO)}"
        r")\s+(?:[^,;.]{1,60}?\s+)?by(?=\s)",
        (
            "The arrests were «confirmed» by the interior ministry.",
            "The attack was «condemned» on Sunday by the African Union.",
        ),
        ("The bridge was repaired by the army.",),
    ),
)
"""The agent after "by" is the source."""

ENGLISH_SPEAKERS = (*REPORTING, *ACCORDING, *PASSIVE)

TRIGGERS = forms(SPEAKING | TELLING) | word_set(
    "said says say told tells tell according words view opinion"
)
TRIGGERS |= forms(("express", "voice", "raise", "call", "appeal", "speak", "reject", "dismiss"))
TRIGGERS |= forms(("refute", "rebut", "dispute", "make", "issue", "give")) | {
    "made",
    "gave",
    "spoke",
}
PREPOSITIONS = word_set(
    "along together of in at from for with on to over about by into under amid near against "
    "between among inside outside close familiar across during after before since"
)
OPENING = word_set(
    "in on at after before during since amid despite following meanwhile however earlier later "
    "separately also still for by with from under late early but and yet although though while "
    "when as if once unless according speaking citing then today yesterday overall"
)
BETWEEN = word_set("has have had also again later repeatedly earlier never not since")
INDEFINITE = word_set("the a an this that these those its their his her our")
AFTER = re.compile(
    r"\s*(?P<who>[^\s,;:()\"“”·][^,;:()\"“”·]*?)(?=\s+(?:who|which|that|on|in|at|after|when|as|"
    r"during|"
    r"while|about|before|and\s+\w+ed|is|are|was|were|has|have|had|could|may|would|will|last|this|"
    r"earlier|late)\b|[,;:(\"“”·]|[.!?]*\s*\Z)"
)
INVERTED = re.compile(r"(?:[,?!]\s*|[,.?!]?[\"”]\s*|·[,\s]*)\Z")


INVERTED_QUOTE = re.compile(r"[\"”]\s*\Z")
INVERTS = word_set("said says say added warned announced insisted explained argued claimed")
"""Verbs that may stand before their subject."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A reporting cue and the span of its source; both offsets into the sentence."""

    rule: str
    cue: Span
    speaker: Span


def reported(line: Outline) -> Reported | None:
    """The reporting cue of the main clause with its source; None where the author speaks."""
    if TRIGGERS.isdisjoint(one.low for one in line.seen):
        return None
    text = line.text
    found: list[Reported] = []
    for rule in ACCORDING:
        found += [r for r in (_after(line, one) for one in rule.find(text)) if r]
    for rule in PASSIVE:
        for one in rule.find(text):
            by = re.compile(r"\bby\b").search(text, one.end - 3)
            source = _after(line, Found(one.rule, one.start, by.end())) if by else None
            if source:
                found.append(Reported(rule.id, (one.start, one.end), source.speaker))
    for rule in REPORTING:
        found += [r for r in (_subject(line, one) for one in rule.find(text)) if r]
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
        before[skipped - 1].low in BETWEEN or before[skipped - 1].low.endswith("ly")
    ):
        skipped -= 1
    last = before[skipped - 1].low if skipped else ""
    if last in MODALS or last in AUXILIARIES or last in ("to", "been", "being", "be", "not"):
        return None
    if before and before[-1].low in PREPOSITIONS | INDEFINITE:
        return None
    inverted = INVERTED.search(line.main[: found.start])
    quoted = INVERTED_QUOTE.search(line.text, 0, found.start)
    if word in INVERTS and inverted and (quoted or any(one.is_finite for one in before)):
        follows = _after(line, found)
        if follows and _can_speak(_tokens(line, follows.speaker), word):
            return follows
    for span in _subjects(line, before[:skipped]):
        if _can_speak(_tokens(line, span), word):
            return Reported(found.rule, (found.start, found.end), span)
    return None


def _tokens(line: Outline, span: Span) -> list[Token]:
    return [one for one in line.tokens if span[0] <= one.start and one.end <= span[1]]


def _subjects(line: Outline, before: Sequence[Token]) -> Iterator[Span]:
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
    while len(parts) > 1 and parts[0][0].low in OPENING:
        parts.pop(0)
    if len(parts) > 1:
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


def _parted(line: Outline, start: int, end: int) -> bool:
    between = line.main[start:end]
    return any(sign in between for sign in ",;:—–·")


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


def _can_speak(words: Sequence[Token], verb: str) -> bool:
    """Whether a noun phrase names somebody, or something written, that can say something."""
    core: list[Token] = []
    for one in words:
        if core and one.low in PREPOSITIONS:
            break
        core.append(one)
    if not core or core[0].low in PREPOSITIONS:
        return False
    head = core[-1]
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


STRONG = word_set("said says told tells") | forms(
    word_set(
        "accuse announce ask condemn criticise criticize demand denounce deny insist pledge praise "
        "urge vow warn welcome"
    )
)
"""Verbs whose subject speaks, whatever it is called, where it is no event or quality."""
