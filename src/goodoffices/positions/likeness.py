"""Quotations that are worded alike: copied, or perhaps saying the same, or the opposite.

Steps, for quotations of different sources:

1. The same words in the same order are a copy. So are words that are alike to at least ``COPIED``
   of 100, if the names and numbers in them are the same.
2. Otherwise the words that carry meaning are sorted, and likeness is that of the two rows of
   letters (insertions and deletions, 0 to 100). From ``ALIKE`` on it is shown, as "perhaps".
3. Where one denies and the other does not, they may say the opposite, unless names or numbers
   differ. Elsewhere that these differ is said.

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
    """Two accounts by place; ``score`` of 100; ``differ``: whether names or numbers do;
    ``opposed``: whether one of them denies and the other does not."""

    first: int
    second: int
    score: float
    differ: bool
    opposed: bool = False


def copies(accounts: Sequence[Account]) -> list[list[int]]:
    """Accounts with the same words in more than one source, by their numbers."""
    same: dict[tuple[str, ...], list[int]] = {}
    for at, one in enumerate(accounts):
        if one.words:
            same.setdefault(one.words, []).append(at)
    return [group for group in same.values() if len({accounts[at].source.key for at in group}) > 1]


def alike(accounts: Sequence[Account], progress: Progress = silent) -> Iterator[Alike]:
    """Pairs of different sources that are worded alike, each once; of accounts with the same words
    only the first is looked at."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    kept: dict[tuple[str, ...], int] = {}
    for at, one in enumerate(accounts):
        kept.setdefault(one.words, at)
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


def gathered(pairs: Sequence[Alike]) -> tuple[list[tuple[list[int], float]], list[Alike]]:
    """Copies that are connected by pairs, each group with the lowest score of its pairs; and the
    other pairs, between groups one and the likest."""
    lead: dict[int, int] = {}

    def top(at: int) -> int:
        while lead.get(at, at) != at:
            at = lead[at]
        return at

    near = [pair for pair in pairs if pair.score >= COPIED and not pair.differ]
    for pair in near:
        one, two = sorted((top(pair.first), top(pair.second)))
        lead.setdefault(one, one)
        lead[two] = one
    groups: dict[int, list[int]] = {}
    for at in sorted(lead):
        groups.setdefault(top(at), []).append(at)
    lowest: dict[int, float] = {}
    for pair in near:
        group = top(pair.first)
        lowest[group] = min(pair.score, lowest.get(group, 100.0))
    rest: dict[tuple[int, ...], Alike] = {}
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second)):
        between = tuple(sorted((top(pair.first), top(pair.second))))
        if between[0] != between[1]:
            rest.setdefault(between, pair)
    return [(members, lowest[at]) for at, members in groups.items()], list(rest.values())


def _pair(accounts: Sequence[Account], one: int, two: int, score: float) -> Alike | None:
    """Step 3."""
    first, second = accounts[one], accounts[two]
    if first.source.key == second.source.key:
        return None
    differ, opposed = first.details != second.details, first.negative != second.negative
    return None if differ and opposed else Alike(one, two, round(100 * score, 1), differ, opposed)
