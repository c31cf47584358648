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

from goodoffices.reading.cause_cues import CAUSE_FOLLOWS, EFFECT_FOLLOWS
from goodoffices.reading.cue import Cue, Cues
from goodoffices.reading.limits import REACH, Clauses, Span, clauses, trimmed

_BACKWARD, _FORWARD = Cues(CAUSE_FOLLOWS), Cues(EFFECT_FOLLOWS)
_INSIDE = {"cause-to", "cause-demanding", "effect-participle"}
"""Rules whose marker is a part of what follows it."""
_COMMA = re.compile(r",\s")


@dataclass(frozen=True, slots=True)
class Causal:
    """One cause with its effect, the marker between or before them, and the rule's id."""

    cause: Span
    effect: Span
    cue: Span
    rule: str


def causes(sentence: str, before: Cues = _BACKWARD, behind: Cues = _FORWARD) -> list[Causal]:
    """The causes of a sentence, in the order of their markers.

    ``before``: markers that stand before a cause; ``behind``: those behind one.
    """
    both = [(one, found.start, found.end, True) for one, found in before.find(sentence)]
    both += [(one, found.start, found.end, False) for one, found in behind.find(sentence)]
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
