"""How many random examples a comparison draws: a third of them in the suite, so that it stays under
a quarter of an hour, and all with ``GOODOFFICES_THOROUGH=1``, as the documents count them."""

from __future__ import annotations

import os


def examples(count: int, part: int = 3) -> int:
    """``count``, or a third of it in the suite; a lesser ``part`` of those that take long each."""
    return count if os.environ.get("GOODOFFICES_THOROUGH") else count // part
