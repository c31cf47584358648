"""Where the main clause begins behind *only if*, with its verb before its subject.

Steps, for "only if the pass opens will aid come":

1. Every modal verb behind the marker is a candidate, but for nouns ("political will"), one in a
   relative clause ("aid that could"), and one that its own verb follows ("can be kept").
2. The first is it that a subject follows for sure: an article, a pronoun, a name.
   A verb behind *then* begins another clause ("…, and only then will …").
3. Where no other clause with a modal comes behind a comma, it is else the first *will* or *would*,
   or the last of the others: a condition may have a modal of its own ("if both can agree will …").
4. Without a candidate a form of *be*, *have* or *do* with a subject behind it is taken ("only if
   the pass opens is a truce possible").
"""

from __future__ import annotations

import re

_MODAL = r"(?:will|would|can|could|may|might|shall|should|must)"
_SUBJECT = (
    r"(?:the|an?|these|those|this|there|they|he|she|it|we|you|i|his|her|its|their|our|my|all|both|"
    r"each|any|every|some|most|many|more|no|(?-i:[A-Z]\S*))\b"
)
_RELATIVE = (
    r"(?<!\bthat )(?<!\bwhich )(?<!\bwho )(?<!\bthey )(?<!\bit )(?<!\bhe )(?<!\bshe )(?<!\bthen )"
)
_OWN = rf"(?!\s+(?:be|have|not|never|also|only|then|still|soon|\w+ly|{_MODAL})\b)"
_CANDIDATE = re.compile(
    rf"(?<=\s){_RELATIVE}(?P<verb>{_MODAL}){_OWN}"
    rf"(?=\s+(?:(?P<sure>{_SUBJECT}\s)|\S+\s+\S))",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\b(?:political|the|free|good|of|their|his|its)\s+\Z", re.IGNORECASE)
_OTHER = re.compile(
    rf"(?:\w{{2,}}(?:s|ed)|\bopen|\bagree)\s+(?P<verb>is|are|was|were|has|have|had|do|does|did)\s+"
    rf"(?={_SUBJECT}\s+\S)",
    re.IGNORECASE,
)


def inverted(text: str, start: int, stop: int, alone: bool) -> int | None:
    """Where the main clause begins between ``start`` and ``stop``; None where it is not inverted.

    ``alone``: whether no other clause that has a modal follows behind a comma.
    """
    found = list(_CANDIDATE.finditer(text, start, stop))
    sure = next((one for one in found if one["sure"]), None)
    if sure is not None:
        return sure.start("verb")
    if not alone:
        return None
    found = [one for one in found if not _NOUN.search(text, start, one.start())]
    if found:
        will = (one for one in found if one["verb"].lower() in ("will", "would"))
        return next(will, found[-1]).start("verb")
    other = _OTHER.search(text, start, stop)
    return None if other is None else other.start("verb")
