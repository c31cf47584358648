"""Word lists of the rules, and how a list becomes the part of a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby


def word_set(text: str) -> frozenset[str]:
    """The words of a text that has nothing but words."""
    return frozenset(text.split())


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of several words or phrases, the longest first.

    Words that begin alike share their beginning, so that a long list is looked through once.
    """
    signs = sorted({tuple(re.escape(one) for one in word) for word in words})
    return f"(?:{_branches(signs)})"


def _branches(words: list[tuple[str, ...]]) -> str:
    """A pattern for several words, in order; what goes on is tried before what ends here."""
    found = []
    for sign, group in groupby((one for one in words if one), key=lambda one: one[0]):
        rest = [one[1:] for one in group]
        while len(rest) == 1 or all(one and one[0] == rest[0][0] for one in rest if rest[0]):
            if not rest[0]:
                break
            sign += rest[0][0]
            rest = [one[1:] for one in rest]
        after = _branches(rest) if any(rest) else ""
        if after:
            after = f"(?:{after})" + ("?" if () in rest else "")
        found.append(sign.replace("\\ ", r"\s+") + after)
    return "|".join(found)
