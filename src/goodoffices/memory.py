"""How much memory is there, and refusing politely before it runs out."""

from __future__ import annotations

import os
from pathlib import Path

from goodoffices.errors import TooLargeError

MEMINFO = Path("/proc/meminfo")
KEPT_FREE = 0.1
"""The share of what is available that is left alone."""


def available() -> int:
    """Bytes that can be used now; where the system does not tell, 4 GB."""
    try:
        for line in MEMINFO.read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    except (OSError, ValueError, AttributeError):
        return 4 * 2**30


def refuse_beyond(needed: int, what: str) -> None:
    """Raises ``TooLargeError`` where ``needed`` bytes are more than there are."""
    free = int(available() * (1 - KEPT_FREE))
    if needed > free:
        raise TooLargeError(
            f"{what} would take about {needed / 2**30:,.1f} GB, and {free / 2**30:,.1f} GB can be "
            "used here; add rules that say what cannot be, or leave options out"
        )
