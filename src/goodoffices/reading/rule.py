"""A rule of reading: an id, what it says, a pattern, and examples that are its tests.

A rule set is a tuple of rules for one language. A test runs every example: ``fires`` are sentences
with the part that the rule must find between «», ``silent`` those in which it must find nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: the rule's id and the span in the sentence, end exclusive."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True)
class Rule:
    """``pattern``: a regular expression, case ignored unless it says ``(?-i:…)``; the group
    ``it``, where there is one, is what was found."""

    id: str
    says: str
    pattern: str
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    language: str = ENGLISH
    weight: float = field(default=1.0)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, ready to use."""
        return re.compile(self.pattern, re.IGNORECASE)

    def find(self, sentence: str) -> Iterator[Found]:
        """Everything that it finds in a sentence, in order."""
        for match in self.compiled.finditer(sentence):
            group = "it" if "it" in self.compiled.groupindex else 0
            yield Found(self.id, match.start(group), match.end(group))
