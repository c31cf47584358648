"""Every attribution of a sentence, also where its main clause is the author's.

Steps:

1. The one of the main clause, as ``speakers.reported`` gives it.
2. Reporting verbs of side clauses ("a town that officials say is empty"): the source is the name
   or noun right before the verb, or what *who* stands for.
3. Participles ("…, saying that"), what somebody will or may say, what somebody seeks or supports:
   the source is the noun right before, else the subject of the main clause.
4. Nouns: "the governor's claim that", "criticism by two guards"; a name and a colon.

What stands in quotation marks is left alone, and who was told or asked says nothing. Where no
source is found, nothing is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from goodoffices.reading.attribution_rules import COLON, MORE_TRIGGERS, NOUN, NOUN_BY, OWN
from goodoffices.reading.clauses import Outline, Span, Token
from goodoffices.reading.english import AUXILIARIES, MODALS
from goodoffices.reading.limits import clauses, trimmed
from goodoffices.reading.rule import Found
from goodoffices.reading.speaker_rules import ACCORDING, REPORTING, TRIGGERS
from goodoffices.reading.speakers import AFTER, BEGINS, Reported, reported
from goodoffices.reading.subjects import BETWEEN, can_speak, near_to, subjects, tokens_of
from goodoffices.reading.word_rules import WordRules
from goodoffices.reading.words import word_set

OWNERS = word_set("his her their its whose")
THAT = re.compile(r"\s+that\s", re.IGNORECASE)
OWNED_BY = re.compile(r"['’]s?\s+\Z")
NOUNS = frozenset(rule.id for rule in (*NOUN, *NOUN_BY))
PASSIVE = re.compile(
    r"\b(?:if|when|unless|once|as|is|are|was|were|be|been|being)\s"
    r"(?:(?:also|not|never|then|later|first|\w+ly)\s)*\Z",
    re.IGNORECASE,
)
SPOKEN = re.compile(r"[\"“«„?]|\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|[Uu]s|[Mm]e)\b")
QUOTES = re.compile(r"[\s:,]*[\"“«„]")
RELATIVE = word_set("who that which whom")
SKIPPED = BETWEEN | AUXILIARIES | MODALS | word_set("to not been be by of while n't")
OWN_IDS = frozenset(rule.id for rule in OWN)
ASIDE_BEFORE = re.compile(r",[\"”’']*\s+(?:\w+ly\s+|while\s+|by\s+|before\s+|and\s+)*\Z")
ELSEWHERE = ("statement-report", "statement-inverted")
"""Rules that ask for more than a noun before."""
OWNER = re.compile(
    r"(?P<who>(?:[\w.’'-]+\s+){0,4}[\w.-]+?)(?=['’]s?\s)|\b(?P<its>his|her|their|its|whose)\s",
    re.IGNORECASE,
)


def attributions(line: Outline) -> tuple[Reported, ...]:
    """Every attribution with a source, in the order of their cues; one a cue."""
    main = reported(line)
    every = (*(() if main is None else (main,)), *beside(line, main))
    return tuple(sorted(every, key=lambda one: one.cue[0]))


def beside(line: Outline, main: Reported | None) -> tuple[Reported, ...]:
    """Those of steps 2 to 4, in the order of their cues. ``main``: the one of the main clause."""
    if line.quotation:
        return ()
    found: dict[int, Reported] = {}
    taken = -1 if main is None else main.cue[0]
    for rules, source in SOURCES:
        if (rules is OWNED and not _has_owner(line)) or (rules is NAMED and ":" not in line.text):
            continue
        for rule in rules.likely(line.places):
            for one in rules.find(line, rule):
                if one.start == taken or one.start in found or _is_quoted(line, one.start):
                    continue
                if one.rule not in NOUNS and _is_passive(line, one):
                    continue
                speaker = source(line, one)
                if speaker is not None:
                    cue = (one.start, one.end)
                    found[one.start] = Reported(one.rule, cue, speaker)
    return tuple(found[start] for start in sorted(found))


def said_by(line: Outline, told: Reported) -> Span | None:
    """What is said, where it stands behind *that* or in quotation marks right behind the cue."""
    text, at = line.text, told.cue[1]
    if told.rule in NOUNS or OWNED_BY.search(text[: told.cue[0]][-4:]):
        return None  # of a noun it is open where "that …" ends
    quoted = QUOTES.match(text, at)
    if quoted:
        return _inside(text, next((s for s in line.quoted if s[0] == quoted.end() - 1), (at, at)))
    that = THAT.match(text, at)
    return _inside(text, clauses(text).after(that.end())) if that else None


def _inside(text: str, span: Span) -> Span | None:
    start, end = trimmed(text, span)
    return (start, end) if start < end else None


def _has_owner(line: Outline) -> bool:
    return "'" in line.text or "’" in line.text or not OWNERS.isdisjoint(line.places)


def _is_quoted(line: Outline, at: int) -> bool:
    return bool(line.quoted) and any(start <= at < end for start, end in line.quoted)


def _is_passive(line: Outline, found: Found) -> bool:
    """Of "they were told", "who was asked" and "it was said" the subject is not the source."""
    word = line.text[found.start : found.end].lower()
    if word.endswith("ing") or word.startswith(("opposed", "agreed")):
        return False
    return PASSIVE.search(line.text[max(0, found.start - 40) : found.start]) is not None


def _before(line: Outline, at: int) -> list[Token]:
    """The words before a place that are not quoted."""
    return [one for one in line.tokens if one.end <= at and not _is_quoted(line, one.start)]


def _clause(line: Outline, found: Found) -> Span | None:
    """Step 2: the noun right before, or what *who* stands for."""
    before = _before(line, found.start)
    while before and (before[-1].low in SKIPPED or before[-1].low.endswith("ly")):
        before.pop()
    free = found.rule in OWN_IDS
    if before and before[-1].low in RELATIVE:
        before.pop()
        free = True
    return _speaks(line, near_to(line, before, free=free))


def _own(line: Outline, found: Found) -> Span | None:
    """Step 3."""
    near = None if ASIDE_BEFORE.search(line.text[: found.start][-20:]) else _clause(line, found)
    if near is not None:
        return near
    before = [one for one in line.seen if one.end <= found.start]
    verb = next((at for at, one in enumerate(before) if at and one.is_finite), len(before))
    spans = (_speaks(line, span) for span in subjects(line, before[:verb]))
    return next((span for span in spans if span), None)


def _owner(line: Outline, found: Found) -> Span | None:
    """Step 4: who stands before 's or is meant by *his*."""
    matches = list(OWNER.finditer(line.text, max(0, found.start - 80), found.start))
    if not matches:
        return None
    group = "its" if matches[-1]["its"] else "who"
    span = matches[-1].span(group)
    return span if group == "its" else _speaks(line, span)


def _agent(line: Outline, found: Found) -> Span | None:
    """Step 4: who stands after *by*."""
    match = AFTER.match(line.text, found.end)
    return None if match is None else _speaks(line, match.span("who"))


def _name(line: Outline, found: Found) -> Span | None:
    """Before a colon: only of words that somebody speaks, no label as in "Access: …"."""
    if SPOKEN.search(line.text, found.end) is None:
        return None
    return found.start, len(line.text[: found.end].rstrip(" :"))


def _speaks(line: Outline, span: Span | None) -> Span | None:
    return span if span is not None and can_speak(tokens_of(line, span), "said") else None


OWNED = WordRules(NOUN, MORE_TRIGGERS)
NAMED = WordRules(COLON, {})
SOURCES: tuple[tuple[WordRules, Callable[[Outline, Found], Span | None]], ...] = (
    (
        WordRules(tuple(one for one in REPORTING if one.id not in ELSEWHERE), TRIGGERS, BEGINS),
        _clause,
    ),
    (WordRules(ACCORDING, TRIGGERS), _agent),
    (WordRules(OWN, MORE_TRIGGERS, ("attribution-participle", "attribution-stance")), _own),
    (OWNED, _owner),
    (WordRules(NOUN_BY, MORE_TRIGGERS, ("attribution-noun-by",)), _agent),
    (NAMED, _name),
)
"""Rules, and how the source of what they find is found."""
