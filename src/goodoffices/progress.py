"""Telling how far long work has come, without knowing who listens."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and of how much (0: not known)."""


def silent(what: str, done: int, total: int) -> None:
    """Listens to nothing."""
