"""A rule of reading: an id, what it says, a pattern, and examples that are its tests.

A rule set is a tuple of rules for one language. A test runs every example: ``fires`` are sentences
with the part that the rule must find between «», ``silent`` those in which it must find nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
    """``pattern``: a regular expression, case ignored unless it says ``(?-i:…)``; the group ``it``
    (or ``late``, in another branch) is what was found; without one the whole match is."""

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

    @cached_property
    def _group(self) -> str | int:
        return "it" if "it" in self.compiled.groupindex else 0

    def find(self, sentence: str) -> Iterator[Found]:
        """Everything that it finds in a sentence, in order."""
        for match in self.compiled.finditer(sentence):
            yield self._found(match)

    def at(self, sentence: str, places: Iterable[int]) -> Iterator[Found]:
        """What it finds at these places, which are in order, and nowhere else."""
        end = 0
        for place in places:
            match = self.compiled.match(sentence, place) if place >= end else None
            if match is not None:
                end = match.end()
                yield self._found(match)

    def _found(self, match: re.Match[str]) -> Found:
        start, end = match.span(self._group)
        if start < 0:
            start, end = match.span("late")
        return Found(self.id, start, end)


@dataclass(frozen=True, slots=True)
class FunctionRule:
    """A rule that a function follows and no pattern; its examples are tested by that function."""

    id: str
    says: str
    fires: tuple[str, ...]
    silent: tuple[str, ...] = ()
    language: str = ENGLISH
