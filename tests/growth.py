"""Whether work grows with the size of what it is done on, by a ratio inside one run: machines are
shared, so seconds alone say nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

TIMES = 4
SPARE = 2.5
"""By how much noise may raise the ratio: between 4 (in proportion), 16 and 64 (cube)."""
TRIES = 3
LEAST = 0.02
"""Seconds under which a measurement is noise."""


def grows_in_proportion(work: Callable[[int], object], size: int, power: int = 1) -> bool:
    """Whether ``work`` on four times ``size`` takes about four times its time on ``size``, with
    ``power=2`` sixteen times; of several tries the best counts, for others may use the machine."""
    most = SPARE * TIMES**power
    return any(
        _seconds(work, TIMES * size) < most * max(_seconds(work, size), LEAST) for _ in range(TRIES)
    )


def _seconds(work: Callable[[int], object], size: int) -> float:
    taken = []
    for _ in range(2):
        start = time.process_time()
        work(size)
        taken.append(time.process_time() - start)
    return min(taken)
