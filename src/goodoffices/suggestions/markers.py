"""The word that sets a condition: what it makes of the condition and of what follows.

*Unless* and *without* say that the condition is not there. *Even if* says that it changes nothing.
*Only if* and *provided that* say what is needed; so does *unless* before or behind a *not*. The
others say what may bring something about, whoever says so.
"""

from __future__ import annotations

import re

from goodoffices.evidence.item import EvidenceItem
from goodoffices.suggestions.phrases import negated

MARKER = re.compile(
    r"\b(even\s+(?:if|when)|only\s+(?:if|when|once)|if|unless|once|when|should|were|without|"
    r"failing|barring|absent|in\s+the\s+absence\s+of|(?:as|so)\s+long\s+as|in\s+case(?:\s+of)?|"
    r"in\s+the\s+event\s+(?:of|that)|provid(?:ed|ing)(?:\s+that)?|on\s+condition\s+that)"
    r"[\s,]+\Z",
    re.IGNORECASE,
)
MISSING = {"unless", "without", "failing", "barring", "absent", "in the absence of"}
NO_MATTER = {"even if", "even when"}
CAUSES = {"if", "once", "when", "should", "were", "in case", "as long", "so long", "in the event"}


def marker(item: EvidenceItem) -> str:
    """The words right before the condition, in lower case; "" where there are none."""
    if item.condition is None or item.condition.span is None:
        return ""
    found = MARKER.search(item.quote[: item.condition.span[0] - item.span[0]])
    return " ".join(found[1].lower().split()) if found else ""


def is_missing(item: EvidenceItem) -> bool:
    """Whether what follows, follows where the condition is not there."""
    return marker(item) in MISSING


def is_cause(item: EvidenceItem) -> bool:
    """Whether the condition may bring the consequence about: of every outlook, and of what others
    say with *if*; never of *even if*."""
    word = marker(item)
    if word in NO_MATTER:
        return False
    if item.kind == "outlook" or any(word == one or word.startswith(f"{one} ") for one in CAUSES):
        return True
    after = item.consequence.text if item.consequence is not None else ""
    return word == "unless" and bool(after) and not negated(after)


def is_needed(item: EvidenceItem) -> bool:
    """Whether the condition has to come before the consequence."""
    return item.kind != "outlook" and not is_cause(item) and marker(item) not in NO_MATTER
