"""Word lists of the rules, and how a list becomes the part of a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable


def word_set(text: str) -> frozenset[str]:
    """The words of a text that has nothing but words."""
    return frozenset(text.split())


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of several words or phrases, the longest first."""
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest) + ")"
