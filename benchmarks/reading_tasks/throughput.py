"""How fast a text is read on one core: the whole of ``read.proposals``, and parts of it alone.

A sentence keeps what rules found in it, so parts that read outlines get fresh ones in every run.
Seconds of the process, so that others on the machine count less. The interval is that of the
median of the runs. Beside it, how long the fixed NumPy loop of the benchmarks takes here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
from measure import yardstick
from numpy.typing import NDArray

from goodoffices.case import load_case
from goodoffices.reading.actors import actors
from goodoffices.reading.attributions import attributions
from goodoffices.reading.causes import causes
from goodoffices.reading.clauses import outline
from goodoffices.reading.conditionals import conditionals
from goodoffices.reading.hedges import hedges
from goodoffices.reading.lexicon import Lexicon
from goodoffices.reading.read import proposals
from goodoffices.reading.sentences import sentences
from goodoffices.reading.speakers import reported
from reading_tasks.founding import CASE
from reading_tasks.scores import DRAWS, SEED, Places, Row, cut, table

RUNS = 5
REPORT = 40
"""Texts of the corpus that are put together to one report."""


def rows(places: Places) -> Iterator[Row]:
    case = load_case(CASE)
    texts = [row["text"] for row in table(places.corpora / "causal-news" / "train_subtask1.csv")]
    data = "causal news, train"
    if not texts:
        texts, data = [case.sources["cairo-talks"].text] * 50, "founding text, 50 times"
    whole = "\n\n".join(texts)
    size = len(whole.encode()) / 1e6
    alone = [whole[slice(*span)] for span in cut(whole)]
    lines = [outline(text) for text in alone]
    lexicon = Lexicon()
    reports = ["\n\n".join(texts[at : at + REPORT]) for at in range(0, len(texts), REPORT)]
    known = Lexicon(case.situation)
    works: dict[str, Callable[[], object]] = {
        "whole: proposals()": lambda: [proposals(one, "report", known) for one in reports],
        "whole, without a situation": lambda: [proposals(one, "r", lexicon) for one in reports],
        "whole, as one report": lambda: proposals(whole, "report", known),
        "sentences": lambda: sentences(whole),
        "outline": lambda: [outline(text) for text in alone],
        "reported": lambda: [reported(replace(line)) for line in lines],
        "attributions": lambda: [attributions(replace(line)) for line in lines],
        "actors": lambda: [actors(text, lexicon) for text in alone],
        "hedges": lambda: [hedges(text) for text in alone],
        "causes": lambda: [causes(text) for text in alone],
        "conditionals": lambda: [conditionals(text) for text in alone],
    }
    for name, work in works.items():
        yield _row(f"MB a second, {name}", data, len(alone), size / np.array(_seconds(work)))
    yield _row("seconds, fixed NumPy loop", "20 sorts", 3, np.array([yardstick() for _ in "123"]))


def _row(task: str, data: str, n: int, values: NDArray[np.float64]) -> Row:
    """The median of the runs."""
    drawn = np.random.default_rng(SEED).integers(0, len(values), (DRAWS, len(values)))
    low, high = np.quantile(np.median(values[drawn], axis=1), (0.025, 0.975))
    return Row(task, data, n, float(np.median(values)), float(low), float(high))


def _seconds(work: Callable[[], object]) -> list[float]:
    work()
    taken = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return taken
