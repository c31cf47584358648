"""How many random examples a comparison draws: a quarter in the suite, so that it stays under a
quarter of an hour, and all of them with ``GOODOFFICES_THOROUGH=1``, as the documents count them."""

from __future__ import annotations

import os


def examples(count: int, part: int = 4) -> int:
    """``count``, or a quarter of it in the suite; a lesser ``part`` of what takes long."""
    return count if os.environ.get("GOODOFFICES_THOROUGH") else count // part
