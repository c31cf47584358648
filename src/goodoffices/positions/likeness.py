"""Quotations that are worded alike: copied, or perhaps saying the same.

Steps, for quotations of different sources:

1. The same words in the same order are a copy. So are words that are alike to at least ``COPIED``
   of 100.
2. Otherwise the words that carry meaning are sorted, and likeness is that of the two rows of
   letters (insertions and deletions, 0 to 100). From ``ALIKE`` on it is shown, as "perhaps".
3. Not where one denies and the other does not. Where the numbers in them differ that is said.

Only quotations whose lengths allow so high a likeness are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.positions.account import Account
from goodoffices.progress import Progress, silent
from goodoffices.reading.words import word_set

ALIKE, COPIED = 72.0, 95.0
FEWEST = 4
"""Words that carry meaning below which nothing is said to be alike."""
BLOCK = 256
EMPTY = word_set(
    "a an the and or but of to in on at by for from with as is are was were be been has have had "
    "it its this that these those he she they his her their who which will would could may might "
    "said says say told that than then there not also into about over after before during"
)
"""Words that say little by themselves."""


@dataclass(frozen=True)
class Alike:
    """Two accounts by place; ``score`` of 100; ``numbers``: whether the numbers in them differ."""

    first: int
    second: int
    score: float
    numbers: bool


def copies(accounts: Sequence[Account]) -> list[list[int]]:
    """Accounts with the same words in more than one source, by their numbers."""
    same: dict[tuple[str, ...], list[int]] = {}
    for at, one in enumerate(accounts):
        if one.words:
            same.setdefault(one.words, []).append(at)
    return [group for group in same.values() if len({accounts[at].source.key for at in group}) > 1]


def alike(accounts: Sequence[Account], progress: Progress = silent) -> Iterator[Alike]:
    """Pairs of different sources that are worded alike and not the same, each once."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    kept: dict[tuple[str, ...], int] = {}
    for at, one in enumerate(accounts):
        kept.setdefault((one.source.key, *one.words), at)
    rows = []
    for at in kept.values():
        carrying = sorted(word for word in accounts[at].words if word not in EMPTY)
        if len(carrying) >= FEWEST:
            rows.append((" ".join(carrying), at))
    rows.sort(key=lambda row: (len(row[0]), row[1]))
    texts = [text for text, _ in rows]
    lengths = np.array([len(text) for text in texts])
    least = ALIKE / (200 - ALIKE)
    for start in range(0, len(rows), BLOCK):
        progress("comparing wordings", start, len(rows))
        block = texts[start : start + BLOCK]
        # 2·min/(a + b) is the most that the likeness can be: longer ones need not be looked at.
        stop = int(np.searchsorted(lengths, len(block[-1]) / least, side="right"))
        scores = process.cdist(
            block,
            texts[start:stop],
            scorer=Indel.normalized_similarity,
            score_cutoff=ALIKE / 100,
            dtype=np.float32,
            workers=-1,
        )
        for row, column in zip(*np.nonzero(scores), strict=True):
            if row < column:
                one, two = rows[start + row][1], rows[start + column][1]
                found = _pair(accounts, min(one, two), max(one, two), float(scores[row, column]))
                if found is not None:
                    yield found


def _pair(accounts: Sequence[Account], one: int, two: int, score: float) -> Alike | None:
    """Step 3."""
    first, second = accounts[one], accounts[two]
    if first.source.key == second.source.key or first.words == second.words:
        return None
    if first.negative != second.negative:
        return None
    numbers = [{word for word in who.words if word.isdecimal()} for who in (first, second)]
    return Alike(one, two, round(100 * score, 1), numbers[0] != numbers[1])
