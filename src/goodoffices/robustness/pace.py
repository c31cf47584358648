"""How long a variant takes, and so how many are handed out together.

Variants that are judged side by side take less than a millisecond each, and a chunk is done before
anybody looks. Where each is solved by itself, chunks are made as short as a look at the clock: so
progress moves, and what is stopped has something to show. Results do not depend on it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from goodoffices.robustness.design import Design
from goodoffices.robustness.task import Task

PROBE = 5
"""Variants that are tried: with some types all of them may be judged together."""

AT_ONCE = 1.0
"""Seconds that a chunk of variants may take which are solved one by one."""


@dataclass(frozen=True)
class Pace:
    """``task``: the same, in chunks of a suitable size; ``seconds`` in all on one core, about, 0
    where its variants are judged together, and for ``each`` that differs; ``why`` they are not."""

    task: Task
    seconds: float = 0.0
    each: float = 0.0
    why: str = ""


def paced(task: Task) -> Pace:
    """Tries the first few variants. Raises what ``Task.chunk`` raises."""
    design, judge = task.design, task.judge
    for number in range(min(PROBE, design.samples)):
        one = design.draw(np.array([number], dtype=np.int64))
        why = next((part.one_by_one for part in judge.judge(one) if len(part.space)), "")
        if why:
            judge.forget()  # now that what it needs is compiled
            start = time.perf_counter()
            list(judge.judge(one))
            each = time.perf_counter() - start
            size = max(1, min(design.size, int(AT_ONCE / max(each, 1e-6))))
            done = replace(task, design=replace(design, size=size))
            return Pace(done, each * _different(design), each, why)
    return Pace(task)


def _different(design: Design) -> float:
    """How many variants differ, about: where the first chunk has each several times, hardly more
    than it has."""
    first = design.chunk(0)
    rows = np.concatenate([first.values, *first.orders], axis=1)
    found, of = len(np.unique(rows, axis=0)), len(rows)
    return found if 2 * found < of else design.samples * found / of
