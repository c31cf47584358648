"""A party insists on or refuses something → a candidate statement of its preference.

Only where a party is named right before the verb (or speaks the sentence), and what it wants
matches a term, a named state or an option. Where the statement stands among the others is for the
analyst to say: what is above counts first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodoffices.evidence.item import EvidenceItem
from goodoffices.model.situation import Situation
from goodoffices.reading.names import actors
from goodoffices.reading.rule import Found
from goodoffices.suggestions.fragments import preference_insert
from goodoffices.suggestions.matching import Target, best, in_situation
from goodoffices.suggestions.phrases import NEGATED
from goodoffices.suggestions.rules import REFUSES, WANTS
from goodoffices.suggestions.suggestion import PREFERENCE, Suggestion

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
SCOPE = re.compile(r"\s*(?:any|an?|the|that\s+there\s+be|to)\s+", re.IGNORECASE)


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
            match = best("wants", [words], in_situation(situation), situation)
            own = best(
                "wants", [f"{_name(party, situation)} {words}"], _own(party, situation), situation
            )
            match = own if own.score > match.score else match
            if not match.target:
                continue
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
    named = [one for one in actors(item.quote, situation) if one.party]
    before = [one for one in named if one.span[1] <= found.start]
    if not before:
        return ""
    last = before[-1]
    between = item.quote[last.span[1] : found.start]
    return last.party if BETWEEN.fullmatch(between) else ""
