"""Word lists of the rules, and how a list becomes the part of a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable


def word_set(text: str) -> frozenset[str]:
    """The words of a text that has nothing but words."""
    return frozenset(text.split())


Tree = dict[str, "Tree"]
"""Sign → what may follow it; "" where a word may end."""


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of several words or phrases, the longest first.

    Words with the same beginning share it, so that a hundred words cost little more than ten.
    """
    tree: Tree = {}
    for word in sorted(set(words)):
        place = tree
        for sign in word:
            place = place.setdefault(sign, {})
        place[""] = {}
    return f"(?:{_pattern(tree)})"


def _pattern(tree: Tree) -> str:
    branches = []
    for sign, following in tree.items():
        if sign:
            branches.append((r"\s+" if sign == " " else re.escape(sign)) + _pattern(following))
    if not branches:
        return ""
    if "" in tree:
        return f"(?:{'|'.join(branches)})?"
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
