"""A party insists on or refuses something → a candidate statement of its preference.

Only where a party is named right before the verb (or speaks the sentence), and what it wants
matches a term, a named state or an option. Where the statement stands among the others is for the
analyst to say: what is above counts first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from goodoffices.evidence.item import EvidenceItem
from goodoffices.model.situation import Situation
from goodoffices.reading.rule import Found
from goodoffices.suggestions.fragments import preference_insert
from goodoffices.suggestions.matching import Target, best, in_situation
from goodoffices.suggestions.named import parties_in
from goodoffices.suggestions.phrases import NEGATED
from goodoffices.suggestions.rules import REFUSES, WANTS
from goodoffices.suggestions.suggestion import PREFERENCE, Match, Suggestion

BETWEEN = re.compile(
    r"(?:['’]s?)?(?:\s+(?:leaders?|officials?|negotiators?|government|ministers?|spokes\w+|"
    r"delegation|has|have|had|is|are|was|were|been|also|again|repeatedly|firmly|publicly|still|"
    r"continue[sd]?\s+to|said|it|they))*[\s,]*",
    re.IGNORECASE,
)
"""What may stand between a party and what it does."""
DENIED = re.compile(r"(?:\b(?:not|never|no\s+longer|could|may|might|would|if)|n['’]t)\W*\Z", re.I)
END = re.compile(
    r"[,;.!?]|\b(?:as\s+an?|before|prior\s+to|in\s+return|while|which|that\s+would|but|and\s+"
    r"(?:said|warned|added))\b",
    re.IGNORECASE,
)
AND = re.compile(r"\s+and\s+(?:for\s+|on\s+)?", re.IGNORECASE)


def wants(item: EvidenceItem, situation: Situation) -> Iterator[Suggestion]:
    """What a party says that it wants or does not want."""
    for rule, sign in ((WANTS, ""), (REFUSES, "not ")):
        for found in rule.find(item.quote):
            party = _party(item, found, situation)
            if not party or DENIED.search(item.quote[: found.start]):
                continue
            stop = END.search(item.quote, found.end)
            words = item.quote[found.end : stop.start() if stop else len(item.quote)].strip()
            if NEGATED.match(words):
                continue
            for match in _matches(words, party, situation):
                says = f"{sign}{match.target}"
                yield Suggestion(
                    "",
                    PREFERENCE,
                    item,
                    rule.id,
                    says,
                    (match,),
                    (preference_insert(says, item.id, party),),
                    party=party,
                    notes=(_where(party, situation),),
                )


def _matches(words: str, party: str, situation: Situation) -> list[Match]:
    """What is wanted: each part of *A and B* where every part is known, or else the whole."""
    parts = [part.strip() for part in AND.split(words) if part.strip()]
    found = [_match(part, party, situation) for part in parts]
    if not found or not all(one.target for one in found):
        found = [_match(words, party, situation)]
    return [one for one in found if one.target]


def _match(words: str, party: str, situation: Situation) -> Match:
    match = best("wants", [words], in_situation(situation), situation)
    with_name = f"{_name(party, situation)} {words}"
    own = best("wants", [with_name], _own(party, situation), situation)
    return replace(own, words=words) if own.score > match.score else match


def _where(party: str, situation: Situation) -> str:
    return (
        f"where it stands among what {_name(party, situation)} wants is yours to say: --above "
        "NUMBER of a statement, or --above end"
    )


def _own(party: str, situation: Situation) -> list[Target]:
    return [one for one in in_situation(situation) if one.party == party]


def _name(party: str, situation: Situation) -> str:
    return situation.party(party).name


def _party(item: EvidenceItem, found: Found, situation: Situation) -> str:
    """The party named right before the verb."""
    named = parties_in(item.quote, situation)
    before = [one for one in named if one.span[1] <= found.start]
    if not before:
        return ""
    last = before[-1]
    between = item.quote[last.span[1] : found.start]
    return last.party if BETWEEN.fullmatch(between) else ""
