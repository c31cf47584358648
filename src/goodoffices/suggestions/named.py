"""Which parties of a situation a text names."""

from __future__ import annotations

from goodoffices.model.situation import Situation
from goodoffices.reading.actors import actors
from goodoffices.reading.holders import Actor
from goodoffices.reading.lexicon import Lexicon


class _Lately:
    """The names of the situation that was asked for last: making them takes longer than a
    sentence does, and suggestions ask sentence by sentence."""

    situation: Situation | None = None
    lexicon: Lexicon | None = None

    def of(self, situation: Situation) -> Lexicon:
        if self.lexicon is None or self.situation is not situation:
            self.situation, self.lexicon = situation, Lexicon(situation)
        return self.lexicon


_LATELY = _Lately()


def parties_in(text: str, situation: Situation) -> list[Actor]:
    """Everybody in a text who is a party of the situation or belongs to one, in order."""
    return [one for one in actors(text, _LATELY.of(situation)) if one.party]
