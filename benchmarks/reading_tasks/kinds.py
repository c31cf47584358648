"""What kind a sentence is and who speaks, on the project's own labelled sentences: those that the
rules were made with, and those that were held out, written before the rules were worked on. The
wording is the project's own either way, so neither is a score on reports of others. After the first
score one rule (rule out) was added because of one of the held-out sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from goodoffices.reading.read import proposals
from reading_tasks.scores import Places, Row, mean

DATA = Path(__file__).parents[2] / "tests" / "data"
FILES = (
    ("reading_held_out.tsv", "held out", "tuned-on sentences, one of these"),
    ("reading_sentences.tsv", "tuned on", "these sentences"),
)


def rows(_: Places) -> Iterator[Row]:
    for file, data, tuned in FILES:
        lines = (DATA / file).read_text(encoding="utf-8").splitlines()
        gold = [line.split("\t") for line in lines]
        read = [proposals(text, "report")[0] for _, _, text in gold]
        kinds = [float(one.kind == kind) for one, (kind, _, _) in zip(read, gold, strict=True)]
        yield from mean("kind, share right", data, kinds, tuned=tuned)
        spoke = [
            float(
                one.speaker is not None
                and one.speaker.span is not None
                and one.words(one.speaker.span) == speaker
            )
            for one, (_, speaker, _) in zip(read, gold, strict=True)
            if speaker
        ]
        yield from mean("speaker, to the letter", data, spoke, tuned=tuned)
