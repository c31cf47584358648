"""Warnings about single rows: the first forty are kept, the others counted."""

from __future__ import annotations

from goodoffices.errors import Place, Problem

MOST = 40


class Noted:
    """What was odd in a long file, bounded however long it is.

    ``kept``: the first ``MOST``; ``count``: how many there were; ``dropped``: rows that could not
    be read and were left out; ``twice``: rows of an event that stands elsewhere already.
    """

    def __init__(self) -> None:
        self.kept: list[Problem] = []
        self.count = self.dropped = self.twice = 0

    def add(self, problem: Problem) -> None:
        """One more."""
        self.count += 1
        if len(self.kept) < MOST:
            self.kept.append(problem)

    def told(self, file: str = "") -> tuple[Problem, ...]:
        """Those that were kept, and how many there are beside them."""
        left = self.count - len(self.kept)
        if not left:
            return tuple(self.kept)
        found = f"{left:,} more like these were left out of this list"
        return (*self.kept, Problem(Place(file or None), found))
