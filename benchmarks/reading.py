"""How well sentences are read: hedges, causes, conditions, against corpora beside the project.

Each score with its 95 % bootstrap interval (2,000 draws of rows, seeded). Corpora that are absent
are named and left out; none of them is a part of the project.

python benchmarks/reading.py        # some seconds
"""

from __future__ import annotations

import ast
import csv
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from measure import machine, median_time
from numpy.typing import NDArray

from goodoffices.reading.causes import causes, is_causal
from goodoffices.reading.conditionals import conditionals
from goodoffices.reading.hedges import hedges, is_hedged

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
SEED = 20_261_122
DRAWS = 2_000
Span = tuple[int, int]
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<(/?)(ARG0|ARG1|SIG\d+)>")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“A-Z(])|\n\s*\n")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    task: str
    data: str
    n: int
    score: float
    low: float
    high: float
    floor: str = ""
    published: str = ""
    tuned: str = ""


def main() -> None:
    rows: list[Row] = []
    for part in (_hedging, _causal, _causal_spans, _if_clauses):
        rows += part()
    print("| task | data | n | score | 95 % | floor | published | tuned on |")
    print("|---|---|---|---|---|---|---|---|")
    for one in rows:
        interval = f"{one.low:.3f} to {one.high:.3f}"
        cells = [one.task, one.data, str(one.n), f"{one.score:.3f}", interval]
        print("| " + " | ".join([*cells, one.floor, one.published, one.tuned]) + " |")
    _throughput()
    print(machine())


def _hedging() -> Iterator[Row]:
    table = _table("hedge/wikiweasel_train.csv")
    for name, rows, tuned in (
        ("odd rows", table[1::2], "even rows"),
        ("even rows", table[::2], "these rows"),
    ):
        if rows:
            yield from _detection(
                "hedged", f"WikiWeasel, {name}", rows, is_hedged, ".58–.61", ".602", tuned
            )


def _causal() -> Iterator[Row]:
    for name, tuned in (("dev", "train"), ("train", "these rows")):
        rows = _table(f"causal-news/{name}_subtask1.csv")
        if rows:
            floor, best = (".74", "BERT .863") if name == "dev" else ("", "")
            yield from _detection(
                "causal", f"causal news, {name}", rows, is_causal, floor, best, tuned
            )


def _detection(
    task: str,
    data: str,
    rows: list[dict[str, str]],
    judge: Callable[[str], bool],
    floor: str,
    published: str,
    tuned: str,
) -> Iterator[Row]:
    """F, precision and recall of the rows labelled 1; F of saying so always."""
    gold = np.array([row["label"] == "1" for row in rows])
    said = np.array([judge(row["text"].strip()) for row in rows])
    draws = _draws(len(rows))
    for name, score in (("F", _f), ("precision", _precision), ("recall", _recall)):
        drawn = [score(gold[draw], said[draw]) for draw in draws]
        low, high = np.quantile(drawn, (0.025, 0.975))
        seen = (floor, published) if name == "F" else ("", "")
        yield Row(f"{task}, {name}", data, len(rows), score(gold, said), low, high, *seen, tuned)
    always = np.ones_like(gold)
    drawn = [_f(gold[draw], always[draw]) for draw in draws]
    low, high = np.quantile(drawn, (0.025, 0.975))
    yield Row(f"{task}, F if always said", data, len(rows), _f(gold, always), low, high)


def _causal_spans() -> Iterator[Row]:
    """Tokens of each annotated cause and effect against the proposed pair that fits both best."""
    for name, tuned in (("dev", "train"), ("train", "these rows")):
        found: list[tuple[float, float]] = []
        for row in _table(f"causal-news/{name}_subtask2_grouped.csv"):
            for text, spans in map(_tagged, ast.literal_eval(row["causal_text_w_pairs"])):
                if not {"ARG0", "ARG1"} <= spans.keys():
                    continue
                cause, effect = _tokens(text, [spans["ARG0"]]), _tokens(text, [spans["ARG1"]])
                pairs = [
                    (
                        _overlap(cause, _tokens(text, [c.cause])),
                        _overlap(effect, _tokens(text, [c.effect])),
                    )
                    for c in causes(text)
                ]
                found.append(max(pairs, key=sum, default=(0.0, 0.0)))
        data = f"causal news, {name}, every annotated pair"
        yield from _mean_rows(
            ("cause span, overlap F", "effect span, overlap F"), data, found, tuned
        )


def _if_clauses() -> Iterator[Row]:
    """Each annotated *if* and *unless* with both arguments; the proposal with the same marker."""
    for marker in ("if", "unless"):
        found = [pair for word, pair in _annotated() if word == marker]
        data = f"BECAUSE, *{marker}* with both spans"
        tasks = ("condition span, overlap F", "consequence span, overlap F")
        yield from _mean_rows(tasks, data, found, "these clauses")


def _annotated() -> Iterator[tuple[str, tuple[float, float]]]:
    for file in sorted((CORPORA / "because").glob("*.ann")):
        text = file.with_suffix(".txt").read_text(encoding="utf-8")
        spans: dict[str, list[Span]] = {}
        events = []
        for line in file.read_text(encoding="utf-8").splitlines():
            parts = line.split("\t")
            if line.startswith("T"):
                places = parts[1].split(" ", 1)[1].split(";")
                spans[parts[0]] = [(int(a), int(b)) for a, b in (one.split() for one in places)]
            elif line.startswith("E"):
                events.append(dict(one.split(":") for one in parts[1].split()))
        cuts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
        for event in events:
            place = spans[next(iter(event.values()))][0]
            condition = event.get("Cause", event.get("Arg0"))
            consequence = event.get("Effect", event.get("Arg1"))
            if condition and consequence:
                start = max(cut for cut in cuts if cut <= place[0])
                end = min(cut for cut in cuts if cut > place[0])
                gold = (_tokens(text, spans[condition]), _tokens(text, spans[consequence]))
                yield text[slice(*place)].lower(), _matched(text, (start, end), place[0], gold)


def _matched(
    text: str, sentence: Span, place: int, gold: tuple[set[int], set[int]]
) -> tuple[float, float]:
    start = sentence[0]
    for one in conditionals(text[slice(*sentence)]):
        if one.marker[0] + start == place:
            said = [
                _tokens(text, [(a + start, b + start)]) for a, b in (one.condition, one.consequence)
            ]
            return _overlap(gold[0], said[0]), _overlap(gold[1], said[1])
    return 0.0, 0.0


def _mean_rows(
    tasks: tuple[str, str], data: str, found: list[tuple[float, float]], tuned: str
) -> Iterator[Row]:
    if not found:
        return
    scores = np.array(found)
    draws = _draws(len(scores))
    for column, task in enumerate(tasks):
        means = [float(scores[draw, column].mean()) for draw in draws]
        low, high = np.quantile(means, (0.025, 0.975))
        yield Row(task, data, len(scores), float(scores[:, column].mean()), low, high, tuned=tuned)


def _tagged(marked: str) -> tuple[str, dict[str, Span]]:
    """A text without its tags, and where each tag began and ended."""
    text, last, begun, spans = "", 0, {}, {}
    for match in _TAG.finditer(marked):
        text += marked[last : match.start()]
        last = match.end()
        if match[1]:
            spans.setdefault(match[2], (begun[match[2]], len(text)))
        else:
            begun[match[2]] = len(text)
    return text + marked[last:], spans


def _tokens(text: str, spans: list[Span]) -> set[int]:
    """Where the words of some spans begin."""
    return {match.start() for span in spans for match in _WORD.finditer(text, *span)}


def _overlap(one: set[int], other: set[int]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _f(gold: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    return 2 * float((gold & said).sum()) / max(1, int(gold.sum() + said.sum()))


def _precision(gold: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    return float((gold & said).sum()) / max(1, int(said.sum()))


def _recall(gold: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    return float((gold & said).sum()) / max(1, int(gold.sum()))


def _draws(n: int) -> list[NDArray[np.int64]]:
    generator = np.random.default_rng(SEED)
    return [generator.integers(0, n, n) for _ in range(DRAWS)]


def _table(name: str) -> list[dict[str, str]]:
    path = CORPORA / name
    if not path.is_file():
        print(f"absent, left out: {name}", file=sys.stderr)
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _throughput() -> None:
    texts = [row["text"] for row in _table("causal-news/train_subtask1.csv")]
    if not texts:
        return
    size = sum(len(text.encode()) for text in texts) / 1e6
    works: dict[str, tuple[Callable[[str], object], ...]] = {
        "hedges": (hedges,),
        "causes": (causes,),
        "conditionals": (conditionals,),
        "all three": (hedges, causes, conditionals),
    }
    print()
    for name, work in works.items():
        seconds = median_time(
            lambda work=work: [one(text) for text in texts for one in work], runs=3
        )
        print(f"{name}: {size / seconds:.2f} MB of text a second on one core")


if __name__ == "__main__":
    main()
