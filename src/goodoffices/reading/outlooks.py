"""Condition and consequence of an outlook, and preconditions that have no *if*.

Three forms are read:

- *If A, B*: A is the condition and B the consequence, in either order. Where B is only a pronoun, a
  modal and a causal verb ("it could pave the way for …"), what follows these is the consequence.
- *A may lead to B* with a causal verb: B is what follows the verb. A is a condition where it is an
  event that is not told of as given: indefinite ("increased pressure", "any deal"). A definite
  subject ("the outcome of these talks") is no condition.
- A precondition: "insisting on A as a prerequisite for B", "A is a condition for B", "no B
  without A".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from goodoffices.reading.clauses import Outline, Span, outline
from goodoffices.reading.kinds import Kind, kind_of
from goodoffices.reading.rule import Rule
from goodoffices.reading.words import any_of, word_set

CAUSAL = (
    r"(?:lead(?:s|ing)?\s+to|result(?:s|ing)?\s+in|pave(?:s)?\s+the\s+way\s+(?:for|to)|"
    r"open(?:s)?\s+the\s+"
    r"(?:door|way)\s+(?:for|to)|bring(?:s)?\s+about|give(?:s)?\s+rise\s+to|contribute(?:s)?\s+to|"
    r"set(?:s)?\s+the\s+stage\s+for|set(?:s)?(?=\s+an?\s+precedent)|clear(?:s)?\s+the\s+way\s+for|"
    r"influence(?:s)?|affect(?:s)?|trigger(?:s)?|spark(?:s)?|cause(?:s)?|prompt(?:s)?|"
    r"produce(?:s)?|"
    r"create(?:s)?|provoke(?:s)?|bring(?:s)?|shape(?:s)?|fuel(?:s)?|mean(?:s)?|draw(?:s)?|"
    r"push(?:es)?)"
)
DEFINITE = any_of(
    word_set(
        "the this these that those its his her their our it he she they we there he's such both"
    )
)
CHANGE = (
    r"(?:(?:an?|any|some|more|less|further|no|greater|only)\s+|(?:\w+ly\s+)?(?:increased|"
    r"increasing|"
    r"continued|continuing|renewed|sustained|prolonged|improved|reduced|growing|wider|closer|new|"
    r"additional|stronger|direct|lasting|broader|better|successful|failed|international|failure|"
    r"progress|success|delays?|pressure)\b)"
)
PRONOUN = re.compile(
    rf"(?:it|this|that|they|such\s+\w+)\s+(?:may|might|could|would|will|can|is\s+likely\s+to)\s+"
    rf"(?:also\s+|then\s+|potentially\s+|eventually\s+)?{CAUSAL}\s+",
    re.IGNORECASE,
)
EFFECT = re.compile(rf"\s+(?:\w+ly\s+|also\s+|help\s+(?:to\s+)?)*{CAUSAL}\s+(?=\S)", re.IGNORECASE)
EVENT_SUBJECT = re.compile(rf"\W*(?:but\s+|and\s+)?(?!{DEFINITE}\b)(?={CHANGE})", re.IGNORECASE)

NEED = r"(?:prerequisites?|preconditions?|conditions?|requirements?)"
HELD_BY = (
    r"(?:insist(?:s|ed|ing)?\s+on|demand(?:s|ed|ing)?|set(?:s|ting)?|seek(?:s|ing)?|sought|"
    r"want(?:s|ed|ing)?|"
    r"name(?:s|d)?|naming|require(?:s|d)?|requiring|ask(?:s|ed|ing)?\s+for|see(?:s|ing)?|saw|"
    r"treat(?:s|ed|ing)?|describ(?:es|ed|ing)|plac(?:es|ed|ing)|regard(?:s|ed|ing)?|mak(?:es|"
    r"ing)|made|"
    r"put(?:s|ting)?)"
)
PRECONDITIONS = (
    Rule(
        "precondition-as",
        "somebody insists on, demands or sets something as a prerequisite for something else",
        rf"\b{HELD_BY}\s+(?P<it>[^,;.]{{3,90}}?)\s+(?:as|to\s+be)\s+an?\s+(?:\w+\s+)?{NEED}"
        rf"(?:\s+(?:for|of|to)\s+(?P<for>[^,;.]{{3,120}}))?",
        (
            "The movement insists on «a full withdrawal» as a precondition for talks.",
            "The union is demanding «back pay» as a condition for a return to work.",
        ),
        ("They insisted on a ceasefire.",),
    ),
    Rule(
        "precondition-is",
        "something is a prerequisite for something else",
        rf"(?:^|[,;:]\s+|\bthat\s+)(?P<it>[^,;.]{{3,90}}?)\s+(?:is|are|was|were|remains?|"
        rf"would\s+be)\s+"
        rf"(?:an?\s+|the\s+)?(?:\w+\s+)?{NEED}\s+(?:for|of|to)\s+(?P<for>[^,;.]{{3,120}})",
        ("«A prisoner release» is a precondition for direct talks.",),
        ("Weather conditions are poor.",),
    ),
    Rule(
        "precondition-no-without",
        "no one thing without or before another",
        r"\b(?:there\s+(?:can|will|would|could|is|should)\s+be\s+)?no\s+(?P<for>[^,;.]{3,80}?)\s+"
        r"(?:without|before|until|unless\s+there\s+is)\s+(?P<it>[^,;.]{3,90})",
        ("There can be no elections without «a register of voters».",),
        ("No convoy arrived on Sunday.",),
    ),
    Rule(
        "precondition-conditional-on",
        "something is conditional or contingent on, or comes only after, something else",
        r"(?P<for>[^,;.]{3,120}?)\s+(?:(?:is|are|was|were|remains?|would\s+be|will\s+be)\s+|"
        r")(?:conditional|contingent|"
        r"dependent)\s+(?:up)?on\s+(?P<it>[^,;.]{3,90})",
        ("Further funds are conditional on «an audit».",),
        ("The depot is on the coast.",),
    ),
)
"""``it``: what has to come first; ``for``: what it is needed for."""

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


@dataclass(frozen=True, slots=True)
class Parts:
    """Spans in the sentence. ``holder``: who sets a precondition. ``rule``: what found them."""

    condition: Span | None
    consequence: Span | None
    rule: str
    holder: Span | None = None


def conditions(sentence: str) -> tuple[Span, Span] | None:
    """Condition and consequence of a conditional sentence; None where there is no conditional."""
    line = outline(sentence)
    kind = kind_of(line)
    if kind.cue_type != "condition" or kind.cue is None:
        return None
    return _conditional(line, kind.cue)


def parts_of(line: Outline, kind: Kind) -> Parts | None:
    """Condition and consequence of a sentence of this kind; None where it has neither."""
    if kind.kind != "outlook":
        return _precondition(line)
    if kind.cue_type == "condition" and kind.cue is not None:
        found = _conditional(line, kind.cue)
        if found is None:
            return None
        return Parts(found[0], narrowed(line.text, found[1]), "outlook-parts-conditional")
    return _caused(line, kind)


def narrowed(sentence: str, consequence: Span) -> Span:
    """Without "it could pave the way for" and the like before what matters."""
    start, end = consequence
    found = PRONOUN.match(sentence, start, end)
    return (found.end(), end) if found and found.end() < end else consequence


def _conditional(line: Outline, cue: Span) -> tuple[Span, Span] | None:
    text = line.text
    stop = next((end for start, end in line.hidden if start <= cue[0] < end), 0)
    if stop <= cue[1]:
        comma = re.compile(r",(?!\d{3})|;").search(text, cue[1])
        stop = comma.start() if comma else len(text)
    condition = _trimmed(text, cue[1], stop)
    before = _trimmed(text, 0, cue[0])
    after = _trimmed(text, stop, len(text))
    sides = [one for one in (before, after) if one is not None]
    if condition is None or not sides:
        return None
    return condition, max(sides, key=lambda one: one[1] - one[0])


def _caused(line: Outline, kind: Kind) -> Parts | None:
    if kind.modal is None:
        return None
    text, modal = line.text, kind.modal
    effect = EFFECT.match(text, modal.end)
    event = _trimmed(text, modal.end, len(text))
    if effect is None:
        return None if event is None else Parts(None, event, "outlook-parts-event")
    consequence = _trimmed(text, effect.end(), len(text))
    subject = _trimmed(text, 0, modal.start)
    given = EVENT_SUBJECT.match(text) is None or subject is None
    return Parts(None if given else subject, consequence, "outlook-parts-causal")


def _precondition(line: Outline) -> Parts | None:
    low = line.text.lower()
    if not any(word in low for word in ("condition", "requi", "no ", "contingent", "dependent")):
        return None
    for rule in PRECONDITIONS:
        match = rule.compiled.search(line.text)
        if match is None or (rule.id == "precondition-conditional-on" and "conditional" not in low):
            continue
        needed = _trimmed(line.text, *match.span("it"))
        what = _trimmed(line.text, *match.span("for")) if match["for"] else None
        topic = TOPIC.search(line.text)
        if topic and (what is None or TALKS.match(line.text[slice(*what)])):
            what = topic.span("topic")  # talks on what the sentence is about
        holder = None
        if rule.id == "precondition-as":
            named = HOLDER.search(line.text, 0, match.start())
            holder = named.span(1) if named else None
        if needed is not None:
            return Parts(needed, what, rule.id, holder)
    return None


EDGES = " \t\r\n,;:–—.!?…\"“”'‘’«»()[]*_"


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Without white space and stops at its ends; None where nothing is left."""
    while start < end and (text[start] in EDGES or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in EDGES or text[end - 1].isspace()):
        end -= 1
    return (start, end) if start < end else None
