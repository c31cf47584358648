"""Rules that are only asked of sentences in which one of their words stands.

Where a rule finds nothing but what begins with one of its words, the sentence is not searched
through: the rule is tried at these words alone. What a rule finds in a sentence is kept with the
sentence, for those that ask after it again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from goodoffices.reading.clauses import Outline
from goodoffices.reading.rule import Found, Rule


class WordRules:
    """``triggers``: rule id → words in small letters of which one is in all that the rule finds; a
    rule without is always asked. ``begins``: ids of the rules whose finds begin with such a word.
    Read only."""

    def __init__(
        self,
        rules: tuple[Rule, ...],
        triggers: Mapping[str, frozenset[str]],
        begins: Collection[str] = (),
    ) -> None:
        self.rules, self.triggers, self.begins = rules, triggers, frozenset(begins)
        self._always = {at for at, rule in enumerate(rules) if rule.id not in triggers}
        self._by_word: dict[str, tuple[int, ...]] = {}
        for at, rule in enumerate(rules):
            for word in triggers.get(rule.id, ()):
                self._by_word[word] = (*self._by_word.get(word, ()), at)
        self._words = frozenset(self._by_word)

    def likely(self, words: Collection[str]) -> list[Rule]:
        """The rules that have one of their words among these, in their order."""
        there = self._words.intersection(words)
        if not there and not self._always:
            return []
        asked = self._always.union(*(self._by_word[word] for word in there))
        return [self.rules[at] for at in sorted(asked)]

    def find(self, line: Outline, rule: Rule) -> tuple[Found, ...]:
        """All that one of the rules finds in a sentence, in order."""
        known = line.found.get(rule.id)
        if known is None:
            if rule.id in self.begins:
                places = line.places
                there = self.triggers[rule.id].intersection(places)
                known = tuple(rule.at(line.text, sorted(at for w in there for at in places[w])))
            else:
                known = tuple(rule.find(line.text))
            line.found[rule.id] = known
        return known
