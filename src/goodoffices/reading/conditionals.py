"""Conditions and what would follow from them, as a sentence says them.

1. *if* and its like: the condition is behind the marker. Where the marker begins its clause, the
   condition ends where another subject begins: at *then*, at a comma, or before a pronoun with a
   modal verb, the first that has a modal verb near it; the consequence goes on to the end. Else the
   consequence is the clause before the marker. In *they, if asked, will come* it is all of that.
   Behind *only if* the verb may stand before its subject ("only if the pass opens will aid come"):
   there the consequence begins at the verb.
2. *prerequisite for*: what is before it is the condition, what is behind it the consequence;
   *depends on* the other way round.
3. *insists on X before Y*, *insists on X as a prerequisite for Y*: X is the condition, Y the
   consequence, empty where the sentence does not say for what.
4. *no Y without X*: X is the condition, Y the consequence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from goodoffices.reading.condition_cues import BEFORE, CLAUSES, NEEDS, NONE
from goodoffices.reading.cue import Cues, words_of
from goodoffices.reading.inversion import inverted
from goodoffices.reading.limits import REACH, Clauses, Span, clauses, trimmed

_CLAUSES, _NEEDS, _BEFORE, _NONE = Cues(CLAUSES), Cues(NEEDS), Cues(BEFORE), Cues(NONE)
_ANY = Cues((*CLAUSES, *NEEDS, *BEFORE, *NONE)).words
_SECOND = re.compile(
    r"\b(?:before|prior to|as an? (?:\w{2,20} )?(?:prerequisite|precondition|condition)"
    r"(?: (?:for|to|of))?)\b",
    re.IGNORECASE,
)
_MODAL = r"(?:will|would|could|can|may|might|must|should|shall|won['’]t|cannot)"
_PRONOUN = r"(?:it|you|he|she|they|we|i|this|that|there)"
_SUBJECT = (
    r"(?:then |that |there |this |the |an? |these |those |they |he |she |it |we |you |i |his |her |"
    r"its |their |our |my |no |all |both |each |one |what |how |who |why |nobody |perhaps |"
    r"(?-i:[A-Z])|[\w’'-]{2,25} (?:[\w’'-]{2,25} )?"
    rf"(?:{_MODAL}|is|are|was|were|has|have|had|does|do|did)\b)"
)
_TURN = re.compile(
    rf",[\"”’']?\s+(?:then\s+)?(?={_SUBJECT})|\bthen\s+(?={_SUBJECT})", re.IGNORECASE
)
_BARE = re.compile(rf"\s(?={_PRONOUN}\s(?:{_MODAL}\b|\w{{0,5}}['’]ll\b))", re.IGNORECASE)
_NEAR = re.compile(rf"(?:[\w’'-]+\s+){{0,6}}?(?:{_MODAL}\b|\w+['’]ll\b)", re.IGNORECASE)
_COMMA = re.compile(r",[\"”’']?\s")
_ASIDE = re.compile(rf",\s+(?={_MODAL}\b)", re.IGNORECASE)
_STOP = re.compile(
    r";|--|—|\s?[”]|,\s(?:since|because|but|so|although|though|"
    r"and (?:then )?(?:i|he|she|they|it|we)|"
    r"i am sure|said|he said|she said|they said)\b",
    re.IGNORECASE,
)
_QUOTE = re.compile(r";|\s?[”]|,\"|\"\s|,\s(?:\w+ )?said\b", re.IGNORECASE)
_OPEN = re.compile(
    r"(?:^|[,;:–—\"“‘(]|--|\b(?:that|and|but|or|because|so|then|which means|shows?|"
    r"means|while|even|only|"
    r"said|says|saying|what|now))[\s\"“‘]*$",
    re.IGNORECASE,
)
_TELLER = re.compile(r",\s+(?:[\w’'-]+\s+){1,6}?(?:said|says|added|warned)\Z", re.IGNORECASE)
"""Who says it, between the condition and what follows."""
_ONLY = re.compile(r"(?P<joined>,?\s+(?:but|and) )?\bonly\s*\Z", re.IGNORECASE)
_JOINED = re.compile(r"\b(?:and|or|but)\s*\Z", re.IGNORECASE)
_NO = re.compile(r"\bno\s", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:and|but|so|or|because|that|then|even|only|also|yet|while|where|which|now|well|i think|"
    r"i believe)\b[\s,]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Conditional:
    """A condition, what follows from it (empty span where unsaid), the marker, the rule's id."""

    condition: Span
    consequence: Span
    marker: Span
    rule: str


def conditionals(sentence: str) -> list[Conditional]:
    """The conditions of a sentence, in the order of their markers."""
    if _ANY.isdisjoint(words_of(sentence)):
        return []
    proposed = []
    parts: Clauses | None = None
    for cues, sides in (
        (_CLAUSES, _of_clause),
        (_NEEDS, _of_need),
        (_BEFORE, _of_insistence),
        (_NONE, _of_none),
    ):
        for one, found in cues.find(sentence):
            parts = parts or clauses(sentence)
            marker = (found.start, found.end)
            condition, consequence = sides(parts, one.id, marker)
            if condition[0] < condition[1]:
                proposed.append(Conditional(condition, consequence, marker, one.id))
    ends = [one.condition[1] for one in proposed if one.rule == "precondition-insists"]
    return sorted(
        (one for one in proposed if one.rule != "precondition-for" or not _said(one, ends)),
        key=lambda one: one.marker,
    )


def _said(one: Conditional, ends: list[int]) -> bool:
    """Whether *as a prerequisite for* belongs to an insistence whose condition ends there."""
    return any(0 <= one.marker[0] - end < 40 for end in ends[:20])


def _of_clause(parts: Clauses, rule: str, marker: Span) -> tuple[Span, Span]:
    text, (start, end) = parts.text, marker
    left = _without_lead(text, parts.before(start))
    limit = min(len(text), end + REACH)
    close = _first(_STOP, text, (end, limit))
    only = _ONLY.search(text, max(0, start - 20), start)
    if only:
        start = only.start()
        reach = parts.before(start) if only["joined"] else (left[0], max(left[0], start))
        left = _without_lead(text, trimmed(text, reach))
        if left[0] >= left[1] and (verb := _inverted(text, (end, limit))) is not None:
            condition = (end, _without_teller(text, end, verb))
            behind = (verb, _first(_QUOTE, text, (verb, limit)))
            return trimmed(text, condition), trimmed(text, behind)
    if _OPEN.search(text, max(0, start - 20), start) or left[0] == left[1]:
        if left[0] < left[1] and (aside := _ASIDE.search(text, end, close)):
            inside = trimmed(text, (end, aside.start()))
            return inside, trimmed(text, (left[0], close))
        turns = list(islice(_TURN.finditer(text, end + 3, limit), 12))
        turn = next((one for one in turns if _NEAR.match(text, one.end())), None)
        turn = turn or next(iter(turns), None) or _BARE.search(text, end + 3, limit)
        turn = turn or _COMMA.search(text, end, limit)
        if turn:
            behind = (turn.end(), _first(_QUOTE, text, (turn.end(), limit)))
            close = _without_teller(text, end, turn.start())
            return trimmed(text, (end, close)), trimmed(text, behind)
    turns = list(_TURN.finditer(text, max(left[0], left[1] - REACH), left[1]))
    if turns:
        left = (turns[-1].end(), left[1])
    return trimmed(text, (end, close)), left


def _inverted(text: str, span: Span) -> int | None:
    """Where the main clause begins that has its verb first, before a clause that has not."""
    turns = islice(_TURN.finditer(text, *span), 12)
    for one in turns:
        if _NEAR.match(text, one.end()) and not _JOINED.search(text, span[0], one.start()):
            return inverted(text, span[0], one.start(), alone=False)
    return inverted(text, *span, alone=True)


def _without_teller(text: str, start: int, end: int) -> int:
    """Where the condition ends: before who says it, where somebody does."""
    teller = _TELLER.search(text, start, trimmed(text, (start, end))[1])
    return teller.start() if teller else end


def _first(pattern: re.Pattern[str], text: str, span: Span) -> int:
    """Where the pattern is first found, or the end of the span."""
    match = pattern.search(text, *span)
    return match.start() if match else span[1]


def _of_need(parts: Clauses, rule: str, marker: Span) -> tuple[Span, Span]:
    left, right = parts.before(marker[0]), parts.after(marker[1])
    return (right, left) if rule == "precondition-depends" else (left, right)


def _of_insistence(parts: Clauses, rule: str, marker: Span) -> tuple[Span, Span]:
    second = _SECOND.search(parts.text, marker[1], marker[1] + REACH)
    if second is None:
        return (0, 0), (0, 0)
    condition = trimmed(parts.text, (marker[1], second.start()))
    return condition, parts.after(second.end())


def _of_none(parts: Clauses, rule: str, marker: Span) -> tuple[Span, Span]:
    no = list(_NO.finditer(parts.text, max(0, marker[0] - REACH), marker[0]))
    consequence = trimmed(parts.text, (no[-1].end(), marker[0])) if no else (0, 0)
    return parts.after(marker[1]), consequence


def _without_lead(text: str, span: Span) -> Span:
    """Without conjunctions at its beginning."""
    start, end = span
    while match := _LEAD.match(text, start, end):
        start = match.end()
    if end - start < 20 and _LEAD.fullmatch(text[start:end] + " "):
        start = end
    return start, end
