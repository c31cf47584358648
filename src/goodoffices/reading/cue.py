"""Cues: rules of which many are asked of one sentence, quickly.

A cue names words of which at least one stands in whatever it finds. A sentence is split into words
once, and only cues that name one of these are run, so that a hundred cues cost little more than
those that are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from goodoffices.reading.rule import Found, Rule

STRONG, PLAIN, HALF, WEAK = 0.9, 0.6, 0.4, 0.15
"""Strengths of hedging cues."""

_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Cue(Rule):
    """``words``: lower case, with spaces between; one of them is in all that the pattern finds."""

    words: str = ""


def cue(
    id: str, says: str, weight: float, words: str, pattern: str, fires: str, silent: str = ""
) -> Cue:
    """A cue with its examples, `` | `` between sentences."""
    split = [tuple(text.split(" | ")) if text else () for text in (fires, silent)]
    return Cue(id, says, pattern, split[0], split[1], weight=weight, words=words)


@lru_cache(maxsize=8)
def words_of(sentence: str) -> frozenset[str]:
    """The words of a sentence in small letters; several tuples of cues ask after it in turn."""
    return frozenset(_WORD.findall(sentence.lower()))


class Cues:
    """A tuple of cues, looked up by their words; read only."""

    def __init__(self, cues: tuple[Cue, ...]) -> None:
        self.cues = cues
        self._by_word: dict[str, tuple[int, ...]] = {}
        for at, cue in enumerate(cues):
            for word in cue.words.split():
                self._by_word[word] = (*self._by_word.get(word, ()), at)
        self.words = frozenset(self._by_word)

    def likely(self, sentence: str) -> list[Cue]:
        """Cues of which a word is in the sentence, in the order of the tuple."""
        words = words_of(sentence)
        if self.words.isdisjoint(words):
            return []
        there = self.words & words
        return [
            self.cues[at] for at in sorted({at for word in there for at in self._by_word[word]})
        ]

    def find(self, sentence: str) -> Iterator[tuple[Cue, Found]]:
        """What each of them finds, cue by cue."""
        for cue in self.likely(sentence):
            for found in cue.find(sentence):
                yield cue, found
