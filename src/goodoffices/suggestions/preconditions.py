"""One thing has to come before another → a rule ``LATER requires EARLIER``.

The condition and the consequence of the item, by the words of the sentence first and those of the
proposition then, are matched with the terms, named states and options of the situation. What
matches nothing stays ``?`` and is for the analyst to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodoffices.evidence.item import EvidenceItem, Part
from goodoffices.model.situation import Situation
from goodoffices.suggestions.fragments import rule_insert
from goodoffices.suggestions.markers import is_needed
from goodoffices.suggestions.matching import best, in_situation
from goodoffices.suggestions.phrases import id_of, negated
from goodoffices.suggestions.rules import FROM_PRECONDITION
from goodoffices.suggestions.suggestion import BLANK, NEW, RULE, UNKNOWN, Match, Suggestion

CUT = re.compile(r"\b(?:before|prior\s+to|as\s+an?)\b.*", re.IGNORECASE | re.DOTALL)
SETS = "sets the condition"


def preconditions(item: EvidenceItem, situation: Situation) -> Iterator[Suggestion]:
    """The rule that a precondition would be."""
    if item.condition is None or not is_needed(item):
        return
    needed = _match("condition", item, item.condition, situation)
    later = _match("consequence", item, item.consequence, situation)
    says = f"{later.target or UNKNOWN} requires {needed.target or UNKNOWN}"
    if later.target and later.target == needed.target:
        later = Match(
            "consequence", later.words, near=(f"{later.kind} {later.target} ({later.score})",)
        )
        says = f"{UNKNOWN} requires {needed.target}"
    filled = UNKNOWN not in says.split()
    names = {rule.name for rule in situation.rules}
    name = id_of(f"precondition {item.id}", names, "precondition")
    yield Suggestion(
        "",
        RULE,
        item,
        FROM_PRECONDITION.id,
        says,
        (needed, later),
        (rule_insert(says, item.id, name),) if filled else (),
        name=name,
        status=NEW if filled else BLANK,
        notes=_notes(item, needed, situation, says),
    )


def _notes(item: EvidenceItem, needed: Match, situation: Situation, says: str) -> tuple[str, ...]:
    notes = []
    holders = dict.fromkeys(one.party for one in item.actors if one.role == SETS and one.party)
    if item.speaker is not None and item.speaker.party:
        holders.setdefault(item.speaker.party)
    for party in holders:
        name = next((one.name for one in situation.parties if one.id == party), party)
        notes.append(
            f"as a rule it binds everybody; if it is only what {name} wants, it is a statement of "
            f"{party} instead: {{want: {says}}}"
        )
    if needed.words and negated(needed.words):
        notes.append("the words may say that something is not there; expected not … in the rule")
    return tuple(notes)


def _match(role: str, item: EvidenceItem, part: Part | None, situation: Situation) -> Match:
    """By the words of the sentence; by those of the proposition where they match nothing."""
    if part is None:
        return Match(role, "")
    start = item.span[0]
    there = item.quote[part.span[0] - start : part.span[1] - start] if part.span else ""
    texts = [CUT.sub("", " ".join(one.split())).strip() for one in (there, part.text) if one]
    matches = [best(role, [one], in_situation(situation), situation) for one in texts if one]
    empty = Match(role, texts[0] if texts else "")
    return next((one for one in matches if one.target), matches[0] if matches else empty)
