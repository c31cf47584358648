"""Words of probability in a text: where they stand, and on which scales.

The longest word counts: in "very likely" there is no "likely". Where a word such as "not" or
"more" stands right before it, no scale has the two together, and the number of the word alone
would mislead; so that word is kept. "May" beside a number is taken as the month. Words are found
by their letters, so whether "remote" speaks of a chance or of a place only a reader can tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from goodoffices.series.scale import Word, scale, words

BEFORE = re.compile(
    r"(?:\b(not|no|never|hardly|less|more|least|most|equally|as|so|too|how)|(\w+n['’]t))\s+\Z",
    re.IGNORECASE,
)
"""What turns or bends the word that follows."""
MONTH = re.compile(
    r"(?:\d(?:st|nd|rd|th)?(?: of)? |(?:in|since|until|by|early|mid|late)[ -])\Z", re.IGNORECASE
)


@dataclass(frozen=True)
class Spoken:
    """A word at ``start`` to ``end`` of a text, as it stands there.

    ``before``: the word right before it that turns or bends it, "" for none.
    """

    start: int
    end: int
    text: str
    word: Word
    before: str


def spoken_in(text: str) -> tuple[Spoken, ...]:
    """Every word of probability, in the order of the text."""
    found = []
    for match in _pattern().finditer(text):
        if _is_month(text, match):
            continue
        before = BEFORE.search(text[: match.start()])
        bent = (before[1] or before[2]).lower() if before else ""
        word = scale(re.sub(r"[\s-]+", " ", match[0]))
        found.append(Spoken(match.start(), match.end(), match[0], word, bent))
    return tuple(found)


@cache
def _pattern() -> re.Pattern[str]:
    longest = sorted(words(), key=len, reverse=True)
    ways = "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in longest)
    return re.compile(rf"(?<![\w-])(?:{ways})(?![\w-])", re.IGNORECASE)


def _is_month(text: str, match: re.Match[str]) -> bool:
    if match[0] != "May":
        return False
    after = re.match(r",? \d", text[match.end() :])
    return bool(after or MONTH.search(text[: match.start()]))
