"""Causal sentences, and the spans of cause and effect, of the causal news corpus.

A span counts by its words: each annotated pair against the proposed pair that fits both best, 0
where nothing is proposed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from goodoffices.reading.causes import causes, is_causal
from reading_tasks.scores import (
    Places,
    Row,
    Span,
    detection,
    mean,
    overlap,
    table,
    words_in,
)

PARTS = (("dev", "train"), ("train", "these rows"))
TAG = re.compile(r"<(/?)(ARG0|ARG1|SIG\d+)>")


def rows(places: Places) -> Iterator[Row]:
    """Causal or not."""
    for name, tuned in PARTS:
        every = table(places.corpora / "causal-news" / f"{name}_subtask1.csv")
        floor, best = (".74", "BERT .863") if name == "dev" else ("", "")
        gold = [row["label"] == "1" for row in every]
        said = [is_causal(row["text"].strip()) for row in every]
        data = f"causal news, {name}"
        yield from detection("causal", data, gold, said, floor=floor, published=best, tuned=tuned)


def span_rows(places: Places) -> Iterator[Row]:
    """Cause and effect."""
    for name, tuned in PARTS:
        path = places.corpora / "causal-news" / f"{name}_subtask2_grouped.csv"
        found: list[tuple[float, float]] = []
        groups: list[int] = []
        for number, row in enumerate(table(path)):
            for text, spans in map(_tagged, ast.literal_eval(row["causal_text_w_pairs"])):
                if {"ARG0", "ARG1"} <= spans.keys():
                    found.append(_best(text, spans["ARG0"], spans["ARG1"]))
                    groups.append(number)
        data = f"causal news, {name}, every annotated pair"
        for column, task in enumerate(("cause span, overlap F", "effect span, overlap F")):
            scores = [one[column] for one in found]
            yield from mean(task, data, scores, groups=groups, tuned=tuned)


def _best(text: str, cause: Span, effect: Span) -> tuple[float, float]:
    gold = words_in(text, [cause]), words_in(text, [effect])
    pairs = [
        (
            overlap(gold[0], words_in(text, [one.cause])),
            overlap(gold[1], words_in(text, [one.effect])),
        )
        for one in causes(text)
    ]
    return max(pairs, key=sum, default=(0.0, 0.0))


def _tagged(marked: str) -> tuple[str, dict[str, Span]]:
    """A text without its tags, and where each tag began and ended."""
    text, last = "", 0
    begun: dict[str, int] = {}
    spans: dict[str, Span] = {}
    for match in TAG.finditer(marked):
        text += marked[last : match.start()]
        last = match.end()
        if match[1]:
            spans.setdefault(match[2], (begun[match[2]], len(text)))
        else:
            begun[match[2]] = len(text)
    return text + marked[last:], spans
