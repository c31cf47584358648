"""Condition and consequence of a sentence as a proposal has them.

1. *If A, B* and what else ``conditionals`` finds: A is the condition and B the consequence. Where B
   is only a pronoun, a modal and a causal verb ("it could pave the way for …"), what follows these
   is the consequence. Within a statement both stay inside what is said, and are told too.
2. *A may lead to B* with a causal verb: B is what follows the verb. A is a condition where it is an
   event that is not told of as given: indefinite ("increased pressure", "any deal"). A definite
   subject ("the outcome of these talks") is no condition.
3. A precondition without *if*, in every kind of sentence. One for *talks* alone is one for what the
   sentence says that the talks are about.
4. What follows from the consequence in turn ("…, potentially leading to …", "…, which could …") is
   told after ``THEN`` in the proposition; the span covers both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from goodoffices.reading.clauses import Outline, Span
from goodoffices.reading.condition_cues import BEFORE, CLAUSES, NEEDS, NONE
from goodoffices.reading.conditionals import Conditional
from goodoffices.reading.kinds import Kind
from goodoffices.reading.limits import behind, trimmed
from goodoffices.reading.modals import HAS_MODAL
from goodoffices.reading.words import any_of, word_set

THEN = "; then "
"""Between the steps of a consequence, in its proposition."""

_RESULT = (
    r"(?:lead(?:s|ing)?\s+to|result(?:s|ing)?\s+in|pav(?:es?|ing)\s+the\s+way\s+(?:for|to)|"
    r"open(?:s|ing)?\s+the\s+(?:door|way)\s+(?:for|to)|br(?:ings?|inging)\s+about|"
    r"giv(?:es?|ing)\s+rise\s+to|contribut(?:es?|ing)\s+to|set(?:s|ting)?\s+the\s+stage\s+for|"
    r"clear(?:s|ing)?\s+the\s+way\s+for)"
)
CAUSAL = (
    rf"(?:{_RESULT}|set(?:s)?(?=\s+an?\s+precedent)|influence(?:s)?|affect(?:s)?|trigger(?:s)?|"
    r"spark(?:s)?|cause(?:s)?|prompt(?:s)?|produce(?:s)?|create(?:s)?|provoke(?:s)?|bring(?:s)?|"
    r"shape(?:s)?|fuel(?:s)?|mean(?:s)?|draw(?:s)?|push(?:es)?)"
)
DEFINITE = any_of(
    word_set(
        "the this these that those its his her their our it he she they we there he's such both"
    )
)
CHANGE = (
    r"(?:(?:an?|any|some|more|less|further|no|greater|only)\s+|(?:\w+ly\s+)?(?:increased|"
    r"increasing|continued|continuing|renewed|sustained|prolonged|improved|reduced|growing|wider|"
    r"closer|new|additional|stronger|direct|lasting|broader|better|successful|failed|"
    r"international|failure|progress|success|delays?|pressure)\b)"
)
_MODAL = r"(?:may|might|could|would|will|can|is\s+likely\s+to|are\s+likely\s+to)"
_ADVERB = r"(?:(?:also|then|eventually|ultimately|thereby|thus|in\s+turn|perhaps|\w{2,20}ly)\s+)"
PRONOUN = re.compile(
    rf"(?:it|this|that|they|such\s+\w+)\s+{_MODAL}\s+{_ADVERB}{{0,2}}{CAUSAL}\s+", re.IGNORECASE
)
EFFECT = re.compile(rf"\s+(?:\w+ly\s+|also\s+|help\s+(?:to\s+)?)*{CAUSAL}\s+(?=\S)", re.IGNORECASE)
EVENT_SUBJECT = re.compile(rf"\W*(?:but\s+|and\s+)?(?!{DEFINITE}\b)(?={CHANGE})", re.IGNORECASE)
NEXT = re.compile(
    rf",\s+(?:and\s+)?(?:which\s+(?:in\s+turn\s+)?{_MODAL}\s+{_ADVERB}{{0,2}}|"
    rf"{_ADVERB}{{1,2}}(?=\w{{2,20}}ing\b)|(?=(?:leading|resulting|paving|bringing|giving|"
    rf"contributing|setting|clearing|opening)\s))(?:{_RESULT}\s+)?",
    re.IGNORECASE,
)
"""What stands between a consequence and the next."""

TALKS = re.compile(
    r"(?:(?:the|any|further|direct|such)\s+)?(?:negotiations?|talks|discussions)\Z", re.IGNORECASE
)
TOPIC = re.compile(
    r"\b(?:potential|prospects?|possibility|chances?|question|issue|idea|proposal)\s+(?:for|of)\s+"
    r"(?P<topic>(?:an?\s+|the\s+)?[^,;.]+?)\s+(?:remain|is|are|was|were|ha[sd]|have|seem|appear|"
    r"look|depend)",
    re.IGNORECASE,
)
HOLDER = re.compile(
    r"([A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*|\b\w+)\s+(?:(?:is|are|was|has|have|had|also)\s+)*\Z"
)
ONLY = re.compile(r"\bonly\s+\Z", re.IGNORECASE)
_BE = re.compile(r"(?:is|are|was|were|remain|be|become)", re.IGNORECASE)
_CLAUSES = {one.id for one in CLAUSES}
_NEEDED = {one.id for one in (*NEEDS, *BEFORE, *NONE)}
PRECONDITIONS = (*NEEDS, *BEFORE, *NONE)
"""The rules that find what has to come first, without a conditional word."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Spans in the sentence. ``holder``: who sets a precondition. ``rule``: what found them.

    ``aside``: the condition with its marker where it stands inside the consequence.
    """

    condition: Span | None
    consequence: Span | None
    rule: str
    holder: Span | None = None
    aside: Span | None = None

    def follows(self, sentence: str) -> str:
        """The consequence in words: without the condition inside it, step by step."""
        if self.consequence is None:
            return ""
        if self.aside is None:
            return THEN.join(steps(sentence, self.consequence))
        first = trimmed(sentence, (self.consequence[0], self.aside[0]))
        last = trimmed(sentence, (self.aside[1], self.consequence[1]))
        return " ".join(f"{sentence[slice(*first)]} {sentence[slice(*last)]}".split())


def parts_of(line: Outline, kind: Kind) -> Parts | None:
    """Condition and consequence of a sentence of this kind; None where it has neither."""
    if kind.condition is not None:
        return _conditional(line.text, kind.condition)
    needed = _precondition(line.text, kind)
    if kind.kind == "outlook":
        when = next((one for one in kind.conditionals if _is_when(line, one)), None)
        return needed or (_conditional(line.text, when) if when else _caused(line, kind))
    if kind.kind == "statement" and needed is None:
        for one in kind.conditionals:
            if one.rule in _CLAUSES and _has_modal(line.text, one.consequence):
                follows = behind(line.text, one.consequence, kind.teller)
                return _conditional(line.text, replace(one, consequence=follows))
    return needed


def steps(sentence: str, consequence: Span) -> tuple[str, ...]:
    """What follows, and what follows from that in turn, without the words between them."""
    start, end = consequence
    found, at = [], start
    for match in NEXT.finditer(sentence, start, end):
        found.append(sentence[slice(*trimmed(sentence, (at, match.start())))])
        at = match.end()
    found.append(sentence[slice(*trimmed(sentence, (at, end)))])
    return tuple(" ".join(one.split()) for one in found if one)


def narrowed(sentence: str, consequence: Span) -> Span:
    """Without "it could pave the way for" and the like before what matters."""
    start, end = consequence
    found = PRONOUN.match(sentence, start, end)
    return (found.end(), end) if found and found.end() < end else consequence


def _conditional(text: str, found: Conditional) -> Parts:
    start, end = narrowed(text, found.consequence)
    if start >= end:
        return Parts(found.condition, None, "parts-conditional")
    only = ONLY.search(text, 0, found.marker[0])
    aside = (only.start() if only else found.marker[0], found.condition[1])
    inside = start < aside[0] and aside[1] < end
    return Parts(
        found.condition, (start, end), "parts-conditional", aside=aside if inside else None
    )


def _is_when(line: Outline, one: Conditional) -> bool:
    """Whether a conditional word that needs no modal of its own has both its sides here."""
    if one.rule not in _CLAUSES or one.consequence[0] >= one.consequence[1]:
        return False  # "When will they meet?"
    return one.marker[0] == 0 or line.is_main(one.marker[0] - 1)


def _has_modal(text: str, span: Span) -> bool:
    return any(span[0] <= one.start < span[1] for one in HAS_MODAL.find(text))


def _caused(line: Outline, kind: Kind) -> Parts | None:
    if kind.modal is None:
        return None
    text, modal = line.text, kind.modal
    effect = EFFECT.match(text, modal.end)
    event = _span(text, modal.end, len(text))
    if effect is None:
        return None if event is None else Parts(None, event, "parts-event")
    consequence = _span(text, effect.end(), len(text))
    subject = _span(text, 0, modal.start)
    given = EVENT_SUBJECT.match(text) is None or subject is None
    return Parts(None if given else subject, consequence, "parts-causal")


def _span(text: str, start: int, end: int) -> Span | None:
    """Without white space and stops at its ends; None where nothing is left."""
    start, end = trimmed(text, (start, end))
    return (start, end) if start < end else None


def _precondition(text: str, kind: Kind) -> Parts | None:
    """Step 3."""
    for one in _preconditions(text, kind):
        consequence: Span | None = one.consequence
        if consequence is not None and consequence[0] >= consequence[1]:
            consequence = None
        if consequence is None or TALKS.match(text[slice(*consequence)]):
            topic = TOPIC.search(text)
            consequence = topic.span("topic") if topic else consequence
        holder = None
        if one.rule == "precondition-insists":
            named = HOLDER.search(text, max(0, one.marker[0] - 100), one.marker[0])
            holder = named.span(1) if named else None
        return Parts(one.condition, consequence, one.rule, holder)
    return None


def _preconditions(text: str, kind: Kind) -> Iterator[Conditional]:
    for one in kind.conditionals:
        words = text[slice(*one.marker)]
        if one.rule not in _NEEDED or (one.rule == "precondition-for" and not _BE.match(words)):
            continue
        if words.lower().startswith(("want", "requir")) and "condition" not in text.lower():
            continue  # "they want to leave before winter"
        yield one
