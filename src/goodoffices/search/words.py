"""A text into the words that search compares.

Steps:

1. A word is a run of letters and digits with the marks written on or under them; signs of scripts
   without spaces (Chinese, Japanese) are words one by one.
2. Its letters become small and lose their marks: accents, Arabic and Hebrew vowel points, hamza on
   alef, the lengthening stroke. Digits of other scripts become 0 to 9.
3. Nothing else: no ending is taken off. An ending is found by ``word*``.

The index, the query and the marks in a result all come through ``words`` or ``tokens``, so that
what is found is what is marked.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

VERSION = 1
"""Counted up when the same text gives other words: an index of another version is made again."""

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u00ad\u061c\u200b-\u200f\u2060\ufe00-\ufe0f\ufe20-\ufe2f"
)
"""What is written on, under or inside a word without being one of its letters."""
_SIGNS = (
    "\u0900-\u0963\u0966-\u0dff\u0e30-\u0e3a\u0e47-\u0e4e\u0f71-\u0f84\u102b-\u103e\u17b4-\u17d3"
)
"""Scripts whose vowel signs are no letters and do count."""
_ALONE = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]|[{_SIGNS}])*")
_ASCII = re.compile(r"[a-z0-9]+")
_DROP = re.compile(f"[{_MARKS}]")
_ONE = re.compile(f"[{_ALONE}]|[^{_ALONE}]+")
_ODD = re.compile(r"[\x00-\x2f\x3a-\x60\x7b-\x7f]|\s")
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d",
        "þ": "th", "\u0671": "\u0627", "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643",
        "\u0629": "\u0647",
    }
    | {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0, 0x966) for digit in range(10)}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is compared, and where it stands in the text, end exclusive."""

    word: str
    start: int
    end: int


def words(text: str) -> list[str]:
    """The words of a text in order; the same as those of ``tokens``, quicker."""
    if text.isascii():
        return _ASCII.findall(text.lower())
    found: list[str] = []
    for raw in _WORD.findall(text):
        if raw.isascii():
            found.append(raw.lower())
        else:
            found += [word for one in _ONE.findall(raw) if (word := folded(one))]
    return found


def tokens(text: str) -> list[Token]:
    """The words of a text with their places."""
    found: list[Token] = []
    for match in _WORD.finditer(text):
        for one in _ONE.finditer(match[0]):
            word = folded(one[0])
            if word:
                at = match.start()
                found.append(Token(word, at + one.start(), at + one.end()))
    return found


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """One word as it is compared; "" for one of which nothing is left."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word).casefold()
    plain = _DROP.sub("", unicodedata.normalize("NFKD", plain)).translate(_LETTERS)
    return _ODD.sub("", unicodedata.normalize("NFC", plain))
