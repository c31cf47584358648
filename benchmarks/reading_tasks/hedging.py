"""Hedged or not: the Wikipedia part of the shared task, even rows tuned on, odd rows not."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.reading.hedges import is_hedged
from reading_tasks.scores import Places, Row, detection, table


def rows(places: Places) -> Iterator[Row]:
    every = table(places.corpora / "hedge" / "wikiweasel_train.csv")
    for name, some, tuned in (
        ("odd rows", every[1::2], "even rows"),
        ("even rows", every[::2], "these rows"),
    ):
        gold = [row["label"] == "1" for row in some]
        said = [is_hedged(row["text"].strip()) for row in some]
        data = f"WikiWeasel, {name}"
        yield from detection(
            "hedged", data, gold, said, floor=".58–.61", published=".602", tuned=tuned
        )
