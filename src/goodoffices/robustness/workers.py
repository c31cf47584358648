"""What whoever does the work of ``spread`` has to offer."""

from __future__ import annotations

from typing import Any, Protocol

from goodoffices.robustness.task import Chunk, Task

LEAVE = 1.0
"""Seconds that threads, processes and a scheduler have to end what was stopped."""


class Lost(Exception):
    """A chunk that was under way when a process died."""


class Workers(Protocol):
    """Who does the work. ``most``: how many chunks are under way at once; ``remedy``: what to do
    where processes die again and again."""

    most: int
    remedy: str

    def submit(self, number: int) -> Any:
        """A future of the chunk, with ``add_done_callback``."""

    def result(self, number: int, future: Any) -> Chunk:
        """What a future that is done has. Raises ``Lost``, or what the chunk raised."""

    def look(self) -> None:
        """Called where nothing came for a while. Raises ``RequestError`` if nothing will."""

    def close(self, ended: bool) -> None:
        """Ends all; ``ended``: no chunk is under way."""


def named(task: Task, number: int) -> str:
    """The variants of a chunk, for a message."""
    first, end = task.design.bounds(number)
    return f"variants {first:,} to {end - 1:,}"
