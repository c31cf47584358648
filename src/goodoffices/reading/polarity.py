"""Whether a sentence says that something is so, or that it is not.

1. Only the main clause counts: what stands in a side clause, in brackets or in a quotation is not
   what the sentence itself says to be so or not.
2. A negation of the verb counts (*not, n't, never, cannot, no longer*), and *no, none, nobody,
   nothing, neither* where no preposition stands before them ("a town with no water" is a town).
3. A verb of refusal counts where it is the main verb: *refuse, reject, decline, deny, lack,
   rule out*, and *fail to*; "a rejected plan" and "the failure to agree" refuse nothing.
4. Of a statement it is what is said that counts; so is a denial, or that somebody did not say.
"""

from __future__ import annotations

import re

from goodoffices.reading.clauses import Outline, Span, Token, outline
from goodoffices.reading.cue import words_of
from goodoffices.reading.english import AUXILIARIES, MODALS
from goodoffices.reading.kinds import Kind
from goodoffices.reading.words import word_set

POSITIVE, NEGATIVE = "positive", "negative"
_VERB = word_set("not never cannot")
_NOUN = word_set("no none nobody nothing neither nowhere")
_REFUSE = word_set(
    "refuse refuses refused reject rejects rejected decline declines declined deny denies denied "
    "lack lacks lacked"
)
_FAIL = word_set("fail fails failed")
_RULE = word_set("rule rules ruled")
_BEFORE_NOUN = word_set(
    "with in of by at for to on under from into than but if between among against about"
)
_ARTICLES = word_set("the a an its their his her this that any such over")
_ONLY = {
    "not": word_set("only just merely least"),
    "no": word_set("doubt matter less fewer later sooner more"),
    "nothing": word_set("but"),
    "none": word_set("other"),
}
"""Words after which a negation negates nothing."""
_TWO_WORDS = {(one, "to") for one in _FAIL} | {(one, "out") for one in _RULE}
_ANY = _VERB | _NOUN | _REFUSE | _FAIL | _RULE | {"t"}
"""Words of which one is in whatever is negated; *t* is the end of *don't*."""
_THAT = re.compile(r"[\s,:]*(?:that\b)?\s*")


def polarity(line: Outline, kind: Kind) -> str:
    """``positive`` or ``negative``, by the steps above."""
    if _ANY.isdisjoint(words_of(line.text)):
        return POSITIVE
    if kind.said is None:
        return NEGATIVE if negated(line) else POSITIVE
    return NEGATIVE if _statement(line, kind.said.speaker, kind.said.cue) else POSITIVE


def negated(line: Outline) -> bool:
    """Steps 2 and 3, of a main clause."""
    seen = line.seen
    verb = _main_verb(seen)
    for at, one in enumerate(seen):
        after = seen[at + 1].low if at + 1 < len(seen) else ""
        before = seen[at - 1].low if at else ""
        if after in _ONLY.get(one.low, ()):
            continue
        if one.low.endswith("n't"):
            return True
        if one.low in _VERB and not line.text[: one.start].rstrip().endswith(","):
            return True
        if one.low in _NOUN and before not in _BEFORE_NOUN:
            return True
        if at == verb and (one.low in _REFUSE or (one.low, after) in _TWO_WORDS):
            return True
    return False


def _main_verb(seen: tuple[Token, ...]) -> int:
    """The place of the first verb that is more than an auxiliary, -1 for none."""
    for at, one in enumerate(seen):
        if not at or one.low in AUXILIARIES or one.low in MODALS:
            continue
        if one.is_finite or one.low in _REFUSE | _FAIL | _RULE:
            before = seen[at - 1].low
            if before in _BEFORE_NOUN | _ARTICLES or before.endswith(("'s", "s'")):
                continue  # "the rejected plan", "the cabinet's lack of will"
            return at
    return -1


def _statement(line: Outline, speaker: Span, cue: Span) -> bool:
    """Step 4."""
    text = line.text
    said = [one for one in line.tokens if cue[0] <= one.start < cue[1]]
    before = [one for one in line.seen if cue[0] - 24 <= one.start and one.end <= cue[0]]
    if any(one.low in _REFUSE for one in said) or [one.low for one in said][1:] == ["out"]:
        return True
    if any(one.low in _VERB or one.low.endswith("n't") for one in before[-3:]):
        return True
    begin = _THAT.match(text, cue[1])
    after = text[begin.end() if begin else cue[1] :]
    if speaker[0] >= cue[1]:  # "…," said the mayor
        after = text[speaker[1] :]
    first = text[: min(speaker[0], cue[0])]
    told = after if len(after) > len(first) else first
    return not _ANY.isdisjoint(words_of(told)) and negated(outline(told))
