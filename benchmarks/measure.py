"""Timing: medians of repeated runs, beside a fixed NumPy loop that says how fast the machine is."""

from __future__ import annotations

import os
import platform
import resource
import statistics
import time
from collections.abc import Callable

import numpy as np


def median_time(work: Callable[[], object], runs: int = 5, warm: int = 1) -> float:
    """Seconds, the median of ``runs`` after ``warm`` runs that do not count."""
    for _ in range(warm):
        work()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def yardstick() -> float:
    """Seconds for a fixed loop: 20 stable sorts of the same million random int32."""
    column = np.random.default_rng(0).integers(0, 2**31 - 1, 10**6, dtype=np.int32)
    return median_time(lambda: [np.argsort(column, kind="stable") for _ in range(20)])


def peak_memory() -> int:
    """Bytes at the highest so far in this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def copy_bandwidth() -> float:
    """Bytes a second read and written when copying 512 MB, the best of five."""
    data = np.arange(2**26, dtype=np.int64)  # written to: pages of zeros would be one and the same
    target = np.ones_like(data)
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        np.copyto(target, data)
        taken.append(time.perf_counter() - start)
    return 2 * data.nbytes / min(taken)


def machine() -> str:
    """One line about where this ran."""
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"NumPy {np.__version__}"
    )
