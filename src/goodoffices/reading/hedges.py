"""Hedged sentences: what is said as possible, as somebody's unnamed opinion, or vaguely.

1. Each cue of ``hedge_cues``, ``voice_cues`` and ``vague_cues`` that is there is found.
2. Where two overlap, the stronger stays, then the longer, then the earlier.
3. Strengths of different cues add up as if they were independent reasons: 1 − Π (1 − strength).
4. From ``ENOUGH`` on the sentence counts as hedged: one plain cue, or several weaker
   ones of different kinds.
5. A proposal keeps the cues that say how sure something is (``DEGREES``), weak ones too, and not
   vague amounts and manners; its strength is that of the least sure of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.reading.cue import Cues
from goodoffices.reading.hedge_cues import BELIEF, MODALS
from goodoffices.reading.rule import Found
from goodoffices.reading.vague_cues import AMOUNTS, MANNER
from goodoffices.reading.voice_cues import VOICES

ENOUGH = 0.5
HEDGES = (*MODALS, *BELIEF, *VOICES, *AMOUNTS, *MANNER)
_CUES = Cues(HEDGES)

ORDER = ("possible", "unclear", "hearsay", "probable")
"""Strengths, the least sure first."""
_RULES = {
    "possible": "may may-of-kinds may-well might could could-at-all perfect possible-that possible "
    "chance",
    "unclear": "unclear disputed",
    "hearsay": "claim theory passive-belief considered impersonal has-been-called thinkers "
    "some-thinkers bare-thinkers sources others-say",
    "probable": "adverb likely seem suggest indicate believe evidence",
}
_WORDS = {
    "possible": "perhaps possibly maybe conceivably potentially arguably",
    "hearsay": "supposedly allegedly reportedly ostensibly purportedly",
    "probable": "probably presumably apparently seemingly expected",
}
DEGREES = {f"hedge-{rule}": name for name, rules in _RULES.items() for rule in rules.split()}
"""Rule → how sure what it stands in is; rules of vague amounts and manners are not here."""
_DEGREE_OF = {word: name for name, words in _WORDS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Hedge(Found):
    """A cue in a sentence and its strength, over 0 and under 1."""

    strength: float


def hedges(sentence: str) -> list[Hedge]:
    """The hedging cues of a sentence, in order, none inside another."""
    all_found = [
        Hedge(found.rule, found.start, found.end, cue.weight) for cue, found in _CUES.find(sentence)
    ]
    if not all_found:
        return []
    all_found.sort(key=lambda one: (-one.strength, one.start - one.end, one.start))
    kept: list[Hedge] = []
    taken = bytearray(len(sentence))
    for one in all_found:
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def held(sentence: str) -> list[tuple[Hedge, str]]:
    """Step 5: the cues in order, each with its degree."""
    found = []
    for one in hedges(sentence):
        word = sentence[one.start : one.end].lower()
        degree = _DEGREE_OF.get(word) or DEGREES.get(one.rule)
        if degree is not None:
            found.append((one, degree))
    return found


def strength(found: list[Hedge]) -> float:
    """How hedged a sentence with these cues is, from 0; a cue that comes twice counts once."""
    sure = 1.0
    for weight in {one.rule: one.strength for one in found}.values():
        sure *= 1 - weight
    return 1 - sure


def is_hedged(sentence: str) -> bool:
    """Whether the cues of a sentence are enough."""
    return strength(hedges(sentence)) >= ENOUGH
