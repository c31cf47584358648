"""How long every single change of a model takes: the batch kernel, and each change by itself.

python benchmarks/sensitivity.py
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from gatt import gatt
from measure import machine, median_time

from goodoffices.analyses.solution import solve
from goodoffices.case import load_case
from goodoffices.errors import RequestError
from goodoffices.model.apply import Variant
from goodoffices.sensitivity.changes import changes
from goodoffices.sensitivity.result import sensitivity
from goodoffices.sensitivity.single import KINDS

ROOT = Path(__file__).parents[1]


def main() -> None:
    for path in (
        ROOT / "examples" / "cairo-talks",
        ROOT / "benchmarks" / "cases" / "bench264.yaml",
    ):
        one(path.name, load_case(path).as_variant())
    scale = gatt()
    if scale is None:
        print("the GATT model is not there: skipped")
    else:
        start = time.perf_counter()
        found = sensitivity(Variant(scale))
        took = time.perf_counter() - start
        print(f"GATT: {len(found.singles)} changes, {found.alone} solved one by one, {took:.0f} s")
    print(machine())


def one(name: str, variant: Variant) -> None:
    start = time.perf_counter()
    found = sensitivity(variant, kinds=KINDS)
    first = time.perf_counter() - start
    whole = median_time(lambda: sensitivity(variant, kinds=KINDS).verdicts, runs=5)
    start = time.perf_counter()
    for single in changes(variant, KINDS).singles:
        try:
            solve(replace(single.situation, now=None))
        except RequestError:
            continue
    alone = time.perf_counter() - start
    print(
        f"{name}: {len(found.singles)} changes, {found.models} models, {found.alone} of them one "
        f"by one: {first:.2f} s at first, {whole:.2f} s then; solve of each {alone:.2f} s"
    )


if __name__ == "__main__":
    main()
