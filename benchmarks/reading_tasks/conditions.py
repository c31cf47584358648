"""Condition and consequence of *if* and *unless* in BECAUSE, where both are annotated.

Sentences are cut by the room's own splitter. The proposal whose marker stands at the same place is
compared word by word; 0 where there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from goodoffices.reading.conditionals import conditionals
from goodoffices.reading.sentences import sentences
from reading_tasks.scores import Places, Row, Span, absent, brat, mean, overlap, words_in

Pair = tuple[float, float]


def rows(places: Places) -> Iterator[Row]:
    folder = places.corpora / "because"
    if absent(folder):
        return
    found = [one for path in sorted(folder.glob("*.ann")) for one in _annotated(path)]
    for marker in ("if", "unless"):
        pairs = [pair for word, pair in found if word == marker]
        data = f"BECAUSE, *{marker}* with both spans"
        for column, task in enumerate(("condition span", "consequence span")):
            scores = [pair[column] for pair in pairs]
            yield from mean(f"{task}, overlap F", data, scores, tuned="these clauses")


def _annotated(path: Path) -> Iterator[tuple[str, Pair]]:
    with path.with_suffix(".txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    spans, events = brat(path)
    cuts = [(one.start, one.end) for one in sentences(text)]
    for event in events:
        roles = dict(event)
        place = spans[event[0][1]][1][0]
        condition = roles.get("Cause", roles.get("Arg0"))
        consequence = roles.get("Effect", roles.get("Arg1"))
        inside = next((one for one in cuts if one[0] <= place[0] < one[1]), None)
        if condition and consequence and inside:
            gold = words_in(text, spans[condition][1]), words_in(text, spans[consequence][1])
            yield text[slice(*place)].lower(), _matched(text, inside, place[0], gold)


def _matched(text: str, sentence: Span, place: int, gold: tuple[set[int], set[int]]) -> Pair:
    start = sentence[0]
    for one in conditionals(text[slice(*sentence)]):
        if one.marker[0] + start == place:
            spans = [(a + start, b + start) for a, b in (one.condition, one.consequence)]
            said = [words_in(text, [span]) for span in spans]
            return overlap(gold[0], said[0]), overlap(gold[1], said[1])
    return 0.0, 0.0
