"""Causes that a sentence tells as having happened, for items and what is suggested of them.

1. Only markers that say that one thing brought the other about count: *because of, due to, led to,
   sparked, was caused by*. Order in time (*after, when, as*), a purpose (*to demand*) and what
   somebody protests against are found by ``causes`` too, and are no reason to expect the one after
   the other again.
2. What *if* supposes, and what may only come ("could lead to"), is condition and consequence.
3. A side is taken without who says it, and without auxiliaries at its end.
"""

from __future__ import annotations

import re

from goodoffices.reading.attribution_rules import SAYING
from goodoffices.reading.cause_cues import CAUSE_FOLLOWS, EFFECT_FOLLOWS
from goodoffices.reading.causes import Causal, causes
from goodoffices.reading.cue import Cues
from goodoffices.reading.limits import Span, trimmed
from goodoffices.reading.words import any_of, word_set

PRECISE = {
    "cause-because": r"because(?: of)?|due(?: \w+)? to|owing to|as a (?:direct )?(?:result|"
    r"consequence) of|on account of",
    "cause-by": r"(?:caused|triggered|sparked|prompted|provoked|fuell?ed)(?: \w+)? by|"
    r"(?:stem|result|aris)\w* from",
    "effect-led-to": r"(?:led|leads?) to|result(?:ed|s) in|g[ai]ves? rise to|culminated in|"
    r"paved the way",
    "effect-caused": r"caus(?:es|ed)|trigger(?:s|ed)|spark(?:s|ed)|prompt(?:s|ed)|provok(?:es|ed)|"
    r"fuell?(?:ed|s)",
}
"""Rule of reading → the markers of it that count."""
MARKERS = {rule: re.compile(pattern, re.IGNORECASE) for rule, pattern in PRECISE.items()}
TOLD = tuple(one for one in (*CAUSE_FOLLOWS, *EFFECT_FOLLOWS) if one.id in PRECISE)
BACKWARD = Cues(tuple(one for one in CAUSE_FOLLOWS if one.id in PRECISE))
FORWARD = Cues(tuple(one for one in EFFECT_FOLLOWS if one.id in PRECISE))
MAYBE = re.compile(
    r"\b(?:may|might|could|would|will|can|shall|should|must|to|potentially|possibly|perhaps|not|"
    r"n['’]t|never)(?: (?:also|then|even|only|not|be|have|eventually|well|\w{2,20}ly))*\s+\Z",
    re.IGNORECASE,
)
"""What stands before a marker of what may come, or did not come."""
ASIDE = re.compile(rf",\s+(?:with\s|{any_of(SAYING)}\b)", re.IGNORECASE)
TAKES_OBJECT = "effect-caused"
NO_OBJECT = re.compile(r"(?:because|due|on|in|at|by|after|before|when|as|and|with|for)\b", re.I)
"""What stands behind a verb that has nothing for its object ("the strike ended on Friday")."""
NEAR = 60
"""Characters before a marker in which they are looked for."""
LAST = word_set("has have had was were is are been being also which that who thus even")
"""Words that are no part of a cause or effect that they end."""
_THAT = re.compile(r"that\s+", re.IGNORECASE)


def told_causes(sentence: str, teller: Span | None = None) -> list[Causal]:
    """Those that are told as having happened, without auxiliaries at the end of a side.

    ``teller``: where it stands who says it, and that they do; a side begins behind that.
    """
    told = []
    for one in causes(sentence, BACKWARD, FORWARD):
        at, end = one.cue
        cue = " ".join(sentence[at:end].split())
        if not MARKERS[one.rule].fullmatch(cue) or MAYBE.search(sentence[max(0, at - NEAR) : at]):
            continue
        cause, effect = (
            _bare(sentence, _apart(sentence, _behind(sentence, side, teller), one.cue))
            for side in (one.cause, one.effect)
        )
        done = one.rule == TAKES_OBJECT and NO_OBJECT.match(sentence, effect[0])
        if cause[0] < cause[1] and effect[0] < effect[1] and not done:
            told.append(Causal(cause, effect, one.cue, one.rule))
    return told


def _apart(sentence: str, side: Span, cue: Span) -> Span:
    """Without who says it behind a comma ("…, saying that"), where the side is behind the cue."""
    found = ASIDE.search(sentence, *side) if side[0] >= cue[0] else None
    return trimmed(sentence, (side[0], found.start())) if found else side


def _behind(sentence: str, side: Span, teller: Span | None) -> Span:
    if teller is None or not side[0] <= teller[0] < teller[1] <= side[1]:
        return side
    start, end = trimmed(sentence, (teller[1], side[1]))
    that = _THAT.match(sentence, start, end)
    return (that.end() if that else start), end


def _bare(sentence: str, span: Span) -> Span:
    """Without auxiliaries, *which* and the like at its end."""
    start, end = span
    while start < end:
        word = max(start, sentence.rfind(" ", start, end) + 1)
        if sentence[word:end].lower() not in LAST:
            break
        start, end = trimmed(sentence, (start, word))
    return start, end
