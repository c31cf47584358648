"""Whole proposals: kinds on sentences that were held out, and how fast reports are read.

Kinds: the share of sentences of ``tests/data`` that get the kind that stands beside them, and the
share of statements whose speaker is right to the letter, with 95 % bootstrap intervals (seeded).
Both files are the project's own wording, so this is no score on reports of others.

Throughput: ``proposals`` on the training texts of causal news (a corpus beside the project, left
out with a word where it is absent), put together to reports of eight paragraphs, with the parties
of the example. Seconds of the processor, median of five runs, and those of a fixed NumPy loop
before and after: on a shared machine the product of the two is what can be compared.

python benchmarks/proposals.py        # under a minute
"""

from __future__ import annotations

import csv
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from measure import machine

from goodoffices.case import load_case
from goodoffices.reading.lexicon import Lexicon
from goodoffices.reading.read import proposals

ROOT = Path(__file__).parents[1]
NEWS = ROOT.parent / "shared" / "corpora" / "causal-news" / "train_subtask1.csv"
FILES = {"held out": "reading_held_out.tsv", "tuned on": "reading_sentences.tsv"}
SEED = 20_261_122
DRAWS = 10_000
PARAGRAPH, PARAGRAPHS = 5, 8


def main() -> None:
    print("| sentences | what | n | share | 95 % |")
    print("|---|---|---|---|---|")
    for name, file in FILES.items():
        lines = (ROOT / "tests" / "data" / file).read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines]
        read = [proposals(row[2], "report")[0] for row in rows]
        kinds = [one.kind == row[0] for one, row in zip(read, rows, strict=True)]
        said = [(one, row[1]) for one, row in zip(read, rows, strict=True) if row[1]]
        spoke = [
            one.speaker is not None
            and one.speaker.span is not None
            and one.words(one.speaker.span) == speaker
            for one, speaker in said
        ]
        print(_line(name, "kind", kinds))
        print(_line(name, "speaker", spoke))
        if "misses" in sys.argv[1:]:
            for one, row, right in zip(read, rows, kinds, strict=True):
                if not right:
                    print(f"  {row[0]} read as {one.kind} ({one.why[0]}): {row[2]}")
    _throughput()
    print(machine())


def _line(name: str, what: str, right: list[bool]) -> str:
    hits = np.array(right, dtype=float)
    drawn = np.random.default_rng(SEED).integers(0, len(hits), (DRAWS, len(hits)))
    low, high = np.quantile(hits[drawn].mean(1), (0.025, 0.975))
    return f"| {name} | {what} | {len(hits)} | {hits.mean():.3f} | {low:.3f} to {high:.3f} |"


def _seconds(work: Callable[[], object], runs: int = 5) -> float:
    """Seconds of the processor, the median after one run that does not count."""
    taken = []
    for _ in range(runs + 1):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken[1:])


def _throughput() -> None:
    if not NEWS.is_file():
        print("throughput left out: the corpus causal-news is not beside the project")
        return
    with NEWS.open(encoding="utf-8-sig", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    paragraphs = [" ".join(texts[at : at + PARAGRAPH]) for at in range(0, len(texts), PARAGRAPH)]
    reports = [
        "\n\n".join(paragraphs[at : at + PARAGRAPHS])
        for at in range(0, len(paragraphs), PARAGRAPHS)
    ]
    lexicon = Lexicon(load_case(ROOT / "examples" / "cairo-talks").situation)
    size = sum(len(one.encode()) for one in reports) / 1e6
    column = np.random.default_rng(0).integers(0, 2**31 - 1, 10**6, dtype=np.int32)

    def sort() -> object:
        return [np.argsort(column, kind="stable") for _ in range(20)]

    before = _seconds(sort)
    seconds = _seconds(lambda: [proposals(one, "report", lexicon) for one in reports])
    loop = (before + _seconds(sort)) / 2
    print(f"\n{len(reports)} reports, {size:.2f} MB: {size / seconds:.2f} MB a second on one core")
    print(f"NumPy loop: {loop:.2f} s; in its time {size / seconds * loop:.2f} MB are read")


if __name__ == "__main__":
    main()
