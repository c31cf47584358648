"""A cause that a sentence tells as having happened → a cause in the outlook, without a probability.

Steps, for each of the item's ``causes``:

1. Both sides must be short phrases that stand for themselves: up to a comma, no pronoun, no half of
   a sentence, no more than ``LONGEST`` words. What is negated, asked or denied is left out.
2. The rest is as for a condition and its consequence (``causes``), and a note says that it is told
   as having happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from goodoffices.evidence.item import EvidenceItem, Span, ToldCause
from goodoffices.model.situation import Situation
from goodoffices.reading.words import word_set
from goodoffices.suggestions.causes import after
from goodoffices.suggestions.phrases import content
from goodoffices.suggestions.rules import FROM_TOLD
from goodoffices.suggestions.suggestion import Suggestion

OF_CLAUSES = {"cause-because"}
"""Rules whose cause or effect may be a clause; of the others both are nouns."""
LONGEST = 12
"""Words of a cause or an effect."""
LEAD = re.compile(r"(?:(?:and|but|so|also|however|then|meanwhile)\b[\s,]*)+", re.IGNORECASE)
CUT = re.compile(
    r"\s*(?:,(?!\d)|[;:–—(])|\s+(?:which|who|after|before|when|while|as|because|since|following|"
    r"during|according\s+to|on\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:last|this)\s+"
    r"(?:week|month|year)|yesterday|today)\b",
    re.IGNORECASE,
)
"""Where the words about a cause or an effect end."""
TAIL = re.compile(
    r"(?:\s+(?:is|are|was|were|has|have|had|been|being|also|initially|partly|largely|mainly|"
    r"previously|recently|reportedly|allegedly|already|subsequently|even|again))+\Z",
    re.IGNORECASE,
)
BEGINS_NOT = word_set(
    "it this that these those they he she we i you its his her their there which who what whose "
    "has have had is are was were be been being do does did will would could can may might not "
    "and or but of to in on at by for with from than then some many most others him them us me "
    "during near following adding targeting including according based while when just off over "
    "under about after before amid subsequently newly used also only even where how why as if "
    "although though despite until since put take pay"
)
ENDS_NOT = word_set("and or but of to in on at by for with from the a an their his her its which")
NOUN = re.compile(r"(?:[^s]s|ing|tion|sion|ment|age|nce|ity|ship)\Z")
"""Endings of a single word that is no name although a sentence begins with it."""
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|said|says)\b", re.IGNORECASE
)
"""Words of a clause, of which there is none in a noun with what belongs to it."""
ODD = re.compile(r"[“”\"«»„]|\bthat\b|-\s*\Z", re.IGNORECASE)
OPEN = re.compile(
    r"\b(?:whether|if|unless|deny|denies|denied|denying|no evidence)\b", re.IGNORECASE
)
NOT = re.compile(r"\b(?:no|not|never|nobody|nothing|neither|nor)\b|n['’]t\b", re.IGNORECASE)


def told_causes(item: EvidenceItem, situation: Situation) -> Iterator[Suggestion]:
    """What the causes that an item tells would add."""
    plain = replace(item, condition=None, consequence=None)
    for one in item.causes:
        if not _counts(item, one):
            continue
        cause, effect = (_phrase(item, side) for side in (one.cause, one.effect))
        if (
            not cause
            or not effect
            or (one.rule not in OF_CLAUSES and FINITE.search(cause + effect))
        ):
            continue
        cue = _words(item, one.cue)
        note = f"told as having happened (“{cue}”); how likely it is to come again is not said"
        for found in after(plain, situation, [cause], effect):
            cited = tuple(
                replace(match, role=ROLES.get(match.role, match.role)) for match in found.matches
            )
            yield replace(found, item=item, why=FROM_TOLD.id, matches=cited, notes=(note,))


ROLES = {"condition": "cause", "consequence": "effect"}


def phrase(words: str, first: bool = False) -> str:
    """Step 1: the words up to where they end; "" where they do not stand for themselves.

    ``first``: whether a sentence begins with them, so that a capital makes no name.
    """
    lead = LEAD.match(words)
    text = words[lead.end() :] if lead else words
    cut = CUT.search(text)
    text = TAIL.sub("", text[: cut.start()].strip() if cut else text)
    said = text.split()
    if not said or len(said) > LONGEST or ODD.search(text):
        return ""
    if said[0].lower() in BEGINS_NOT or said[-1].lower() in ENDS_NOT:
        return ""
    lower = [one for one in said if one[0].islower() and content(one)]
    if not lower and not (first and len(said) == 1 and NOUN.search(text)):
        return ""  # a name, which is no event
    return text if content(text) else ""


def _phrase(item: EvidenceItem, span: Span) -> str:
    """Of "paved the way for aid" the effect begins behind *for*."""
    start = span[0] - item.span[0]
    if item.quote[start : start + 4].lower() == "for ":
        span = (span[0] + 4, span[1])
    return phrase(_words(item, span), span[0] == item.span[0])


def _counts(item: EvidenceItem, one: ToldCause) -> bool:
    """Whether nothing is negated or open."""
    before = item.quote[: one.cue[0] - item.span[0]]
    sides = f"{_words(item, one.cause)} {_words(item, one.effect)}"
    return not (item.polarity == "negative" or OPEN.search(before) or NOT.search(sides))


def _words(item: EvidenceItem, span: Span) -> str:
    start = item.span[0]
    return " ".join(item.quote[span[0] - start : span[1] - start].split())
