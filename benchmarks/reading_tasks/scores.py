"""Rows of the table and how their intervals come about: bootstrap over groups, seeded.

A group is a row of a corpus, a record or a document: what is alike is drawn as a whole.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from goodoffices.reading.sentences import HEADING, sentences

SEED = 20_261_122
DRAWS = 2_000
Span = tuple[int, int]
Counts = NDArray[np.float64]
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Row:
    """One line of the table. ``low`` to ``high``: 95 % of the draws."""

    task: str
    data: str
    n: int
    score: float
    low: float
    high: float
    floor: str = ""
    published: str = ""
    tuned: str = ""


@dataclass(frozen=True)
class Places:
    """Where the corpora are."""

    corpora: Path
    polnear: Path


def absent(path: Path) -> bool:
    """Whether a corpus is not there; says so."""
    if path.exists():
        return False
    print(f"absent, left out: {path}", file=sys.stderr)
    return True


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file; none where it is absent."""
    if absent(path):
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def f_of(counts: Counts) -> Counts:
    """Both right, only said, only gold (the last axis) → F."""
    both, said, gold = np.moveaxis(counts, -1, 0)
    return 2 * both / np.maximum(1, 2 * both + said + gold)


def precision_of(counts: Counts) -> Counts:
    both, said, _ = np.moveaxis(counts, -1, 0)
    return both / np.maximum(1, both + said)


def recall_of(counts: Counts) -> Counts:
    both, _, gold = np.moveaxis(counts, -1, 0)
    return both / np.maximum(1, both + gold)


def detection(
    task: str,
    data: str,
    gold: Sequence[bool],
    said: Sequence[bool],
    *,
    groups: Sequence[int] | None = None,
    floor: str = "",
    published: str = "",
    tuned: str = "",
    always: bool = True,
) -> Iterator[Row]:
    """F, precision and recall of what is positive; F of saying so always."""
    if not gold:
        return
    is_gold, is_said = np.array(gold), np.array(said)
    at = np.arange(len(gold)) if groups is None else np.asarray(groups)
    counts = _counts(is_gold, is_said, at)
    for name, score in (("F", f_of), ("precision", precision_of), ("recall", recall_of)):
        seen = (floor, published) if name == "F" else ("", "")
        value, low, high = _interval(counts, score)
        yield Row(f"{task}, {name}", data, len(gold), value, low, high, *seen, tuned)
    if always:
        counts = _counts(is_gold, np.ones_like(is_gold), at)
        value, low, high = _interval(counts, f_of)
        yield Row(f"{task}, F if always said", data, len(gold), value, low, high)


def mean(
    task: str,
    data: str,
    scores: Sequence[float],
    *,
    groups: Sequence[int] | None = None,
    floor: str = "",
    published: str = "",
    tuned: str = "",
) -> Iterator[Row]:
    """The mean of single scores, or a share."""
    if not scores:
        return
    values = np.asarray(scores, dtype=float)
    at = np.arange(len(values)) if groups is None else np.asarray(groups)
    counts = np.stack([_grouped(values, at), _grouped(np.ones_like(values), at)], axis=-1)
    value, low, high = _interval(counts, lambda one: one[..., 0] / np.maximum(1, one[..., 1]))
    yield Row(task, data, len(values), value, low, high, floor, published, tuned)


def _counts(gold: NDArray[np.bool_], said: NDArray[np.bool_], at: NDArray[np.int64]) -> Counts:
    parts = (gold & said, ~gold & said, gold & ~said)
    return np.stack([_grouped(one.astype(float), at) for one in parts], axis=-1)


def _grouped(values: NDArray[np.float64], at: NDArray[np.int64]) -> Counts:
    _, place = np.unique(at, return_inverse=True)
    return np.bincount(place, weights=values).astype(float)


def _interval(counts: Counts, score: Callable[[Counts], Counts]) -> tuple[float, float, float]:
    generator = np.random.default_rng(SEED)
    n = len(counts)
    drawn = np.stack([counts[generator.integers(0, n, n)].sum(0) for _ in range(DRAWS)])
    low, high = np.quantile(score(drawn), (0.025, 0.975))
    return float(score(counts.sum(0))), float(low), float(high)


def words_in(text: str, spans: Iterable[Span]) -> set[int]:
    """Where the words of some spans begin."""
    return {match.start() for span in spans for match in WORD.finditer(text, *span)}


def overlap(one: set[int], other: set[int]) -> float:
    """F of two sets of words."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def cut(text: str) -> Iterator[Span]:
    """The sentences that reading proposes something for: no headings, no bare signs."""
    for one in sentences(text):
        body = text[one.body : one.end]
        if one.block != HEADING and any(sign.isalnum() for sign in body):
            yield one.body, one.end


def brat(path: Path) -> tuple[dict[str, tuple[str, list[Span]]], list[list[tuple[str, str]]]]:
    """A brat file: spans by name with their type, and events as pairs of role and name."""
    spans: dict[str, tuple[str, list[Span]]] = {}
    events = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        parts = line.split("\t")
        if re.match(r"T\d+\t", line):
            kind, places = parts[1].split(" ", 1)
            pairs = [one.split() for one in places.split(";")]
            spans[parts[0]] = kind, [(int(a), int(b)) for a, b in pairs]
        elif re.match(r"E\d+\t", line):
            pairs = [one.split(":") for one in parts[1].split()]
            events.append([(role, name) for role, name in pairs])
    return spans, events
