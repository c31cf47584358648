"""Hedged sentences: what is said as possible, as somebody's unnamed opinion, or vaguely.

1. Each cue of ``hedge_cues``, ``voice_cues`` and ``vague_cues`` that is there is found.
2. Where two overlap, the stronger stays, then the longer, then the earlier.
3. Strengths of different cues add up as if they were independent reasons: 1 − Π (1 − strength).
4. From ``ENOUGH`` on the sentence counts as hedged: one plain cue, or several weaker
   ones of different kinds.
"""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.reading.cue import Cues
from goodoffices.reading.hedge_cues import BELIEF, MODALS
from goodoffices.reading.rule import Found
from goodoffices.reading.vague_cues import AMOUNTS, MANNER
from goodoffices.reading.voice_cues import VOICES

ENOUGH = 0.5
_CUES = Cues((*MODALS, *BELIEF, *VOICES, *AMOUNTS, *MANNER))


@dataclass(frozen=True, slots=True)
class Hedge(Found):
    """A cue in a sentence and its strength, over 0 and under 1."""

    strength: float


def hedges(sentence: str) -> list[Hedge]:
    """The hedging cues of a sentence, in order, none inside another."""
    all_found = [
        Hedge(found.rule, found.start, found.end, cue.weight) for cue, found in _CUES.find(sentence)
    ]
    all_found.sort(key=lambda one: (-one.strength, one.start - one.end, one.start))
    kept: list[Hedge] = []
    taken = bytearray(len(sentence))
    for one in all_found:
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def strength(found: list[Hedge]) -> float:
    """How hedged a sentence with these cues is, from 0; a cue that comes twice counts once."""
    sure = 1.0
    for weight in {one.rule: one.strength for one in found}.values():
        sure *= 1 - weight
    return 1 - sure


def is_hedged(sentence: str) -> bool:
    """Whether the cues of a sentence are enough."""
    return strength(hedges(sentence)) >= ENOUGH
