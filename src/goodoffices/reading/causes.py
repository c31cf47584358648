"""Causes and effects that a sentence states itself, by a marker between them.

1. Each marker of ``cause_cues`` that is in the sentence is found.
2. What is on one side of it, as far as the clause reaches, is the cause, on the other the effect.
3. A marker that begins its clause ("After the raid, shops closed") has the cause behind it up to
   the comma, and the effect behind the comma.
4. Where markers overlap, the one that comes first in the tuples stays.

A marker is no proof: that one thing came *after* another is told as cause more often than not in
reports, and so it is proposed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from goodoffices.reading.attribution_rules import SAYING
from goodoffices.reading.cause_cues import CAUSE_FOLLOWS, EFFECT_FOLLOWS
from goodoffices.reading.cue import Cue, Cues
from goodoffices.reading.limits import REACH, Clauses, Span, clauses, trimmed
from goodoffices.reading.words import any_of, word_set

_BACKWARD, _FORWARD = Cues(CAUSE_FOLLOWS), Cues(EFFECT_FOLLOWS)
_INSIDE = {"cause-to", "cause-demanding", "effect-participle"}
"""Rules whose marker is a part of what follows it."""
SUPPOSED = "cause-if"
"""The rule whose causes are only supposed."""
MAYBE = re.compile(
    r"\b(?:may|might|could|would|will|can|shall|should|must|to|potentially|possibly|perhaps|not|"
    r"n['’]t|never)(?: (?:also|then|even|only|not|be|have|eventually|well|\w{2,20}ly))*\s+\Z",
    re.IGNORECASE,
)
"""What stands before a marker of what may come, or did not come."""
ASIDE = re.compile(rf",\s+(?:with\s|{any_of(SAYING)}\b)", re.IGNORECASE)
TAKES_OBJECT = ("effect-harm", "effect-caused")
NO_OBJECT = re.compile(r"(?:because|due|on|in|at|by|after|before|when|as|and|with|for)\b", re.I)
"""What stands behind a verb that has nothing for its object ("the strike ended on Friday")."""
NEAR = 60
"""Characters before a marker in which they are looked for."""
LAST = word_set("has have had was were is are been being also which that who thus even")
"""Words that are no part of a cause or effect that they end."""
_THAT = re.compile(r"that\s+", re.IGNORECASE)
_COMMA = re.compile(r",\s")


@dataclass(frozen=True, slots=True)
class Causal:
    """One cause with its effect, the marker between or before them, and the rule's id."""

    cause: Span
    effect: Span
    cue: Span
    rule: str


def causes(sentence: str) -> list[Causal]:
    """The causes of a sentence, in the order of their markers."""
    both = [(one, found.start, found.end, True) for one, found in _BACKWARD.find(sentence)]
    both += [(one, found.start, found.end, False) for one, found in _FORWARD.find(sentence)]
    if not both:
        return []
    parts = clauses(sentence)
    taken = bytearray(len(sentence))
    proposed = []
    for one, start, end, backward in both:
        if any(taken[start:end]):
            continue
        pair = _sides(parts, one, (start, end), backward)
        if pair:
            taken[start:end] = b"\1" * (end - start)
            proposed.append(Causal(*pair, trimmed(sentence, (start, end)), one.id))
    return sorted(proposed, key=lambda one: one.cue)


def told_causes(sentence: str, teller: Span | None = None) -> list[Causal]:
    """Those that are told as having happened, without auxiliaries at the end of a side.

    What *if* supposes, and what may only come ("could lead to"), is condition and consequence.
    ``teller``: where it stands who says it, and that they do; a side begins behind that.
    """
    told = []
    for one in causes(sentence):
        at = one.cue[0]
        if one.rule == SUPPOSED or MAYBE.search(sentence[max(0, at - NEAR) : at]):
            continue
        cause, effect = (
            _bare(sentence, _apart(sentence, _behind(sentence, side, teller), one.cue))
            for side in (one.cause, one.effect)
        )
        done = one.rule in TAKES_OBJECT and NO_OBJECT.match(sentence, effect[0])
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


def is_causal(sentence: str) -> bool:
    """Whether a marker with a cause and an effect is in the sentence."""
    return bool(causes(sentence))


def _sides(parts: Clauses, one: Cue, cue: Span, backward: bool) -> tuple[Span, Span] | None:
    """Cause and effect, or nothing where one of them is missing."""
    start, end = cue
    left = parts.before(start)
    right = parts.after(start if one.id in _INSIDE else end)
    if left[0] == left[1] and backward:
        comma = _COMMA.search(parts.text, right[0], min(right[1], right[0] + REACH))
        if comma is None:
            return None
        left = parts.after(comma.end())
        right = trimmed(parts.text, (right[0], comma.start()))
    if left[0] == left[1] or right[0] == right[1]:
        return None
    return (right, left) if backward else (left, right)
