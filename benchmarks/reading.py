"""How well and how fast texts are read: one command, one table, 95 % bootstrap intervals.

No corpus is a part of the project: those that are absent are named and left out. What a row was
tuned on stands in it; a row that says so is no score on unseen text.

python benchmarks/reading.py                          # a minute or two
python benchmarks/reading.py --task hedging --task founding
python benchmarks/reading.py --polnear DIR            # with the corpus of attributions
python benchmarks/reading.py --format json
python benchmarks/reading.py --misses                 # PLOVER strings that are coded otherwise
python benchmarks/reading.py --told                   # what told causes would suggest
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from measure import machine
from reading_tasks import (
    actors,
    attribution,
    causal,
    conditions,
    founding,
    hedging,
    kinds,
    throughput,
    told,
)
from reading_tasks.scores import Places, Row

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
TASKS: dict[str, Callable[[Places], Iterator[Row]]] = {
    "founding": founding.rows,
    "kinds": kinds.rows,
    "hedging": hedging.rows,
    "causal": causal.rows,
    "causal-spans": causal.span_rows,
    "told": told.rows,
    "conditions": conditions.rows,
    "actors": actors.rows,
    "attribution": attribution.rows,
    "throughput": throughput.rows,
}
HEAD = ("task", "data", "n", "score", "95 %", "floor", "published", "tuned on")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="How well and how fast texts are read.")
    parser.add_argument("--corpora", type=Path, default=CORPORA, metavar="DIR")
    parser.add_argument("--polnear", type=Path, metavar="DIR", help="default: CORPORA/polnear")
    parser.add_argument("--task", action="append", choices=TASKS, help="only this; may be repeated")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--misses", action="store_true", help="strings of PLOVER coded otherwise")
    parser.add_argument("--told", action="store_true", help="what told causes would suggest")
    asked = parser.parse_args(arguments)
    places = Places(asked.corpora, asked.polnear or asked.corpora / "polnear")
    if asked.misses:
        print("\n".join(actors.misses(places)))
        return
    if asked.told:
        print("\n".join(told.lines(places)))
        return
    found = [row for name in asked.task or TASKS for row in TASKS[name](places)]
    if asked.format == "json":
        rows = [asdict(row) for row in found]
        print(json.dumps({"rows": rows, "machine": machine()}, ensure_ascii=False, indent=1))
        return
    print("| " + " | ".join(HEAD) + " |")
    print("|" + "---|" * len(HEAD))
    for row in found:
        print("| " + " | ".join(cells(row)) + " |")
    print(f"\n{machine()}")


def cells(row: Row) -> tuple[str, ...]:
    """A row in words."""
    interval = f"{row.low:.3f} to {row.high:.3f}"
    score = f"{row.score:.3f}"
    return row.task, row.data, str(row.n), score, interval, row.floor, row.published, row.tuned


if __name__ == "__main__":
    main()
