"""Reports in: what is read, one door for all kinds (``received/``)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from goodoffices.errors import InputError, Problem
from goodoffices.reading.received.folders import files_at
from goodoffices.reading.received.kinds import reports_at
from goodoffices.reading.received.report import Report

__all__ = ["Report", "read_reports"]


def read_reports(paths: Sequence[Path]) -> list[Report]:
    """Every report, held at once. Raises ``InputError`` with what is wrong with each file."""
    found: list[Report] = []
    problems: list[Problem] = []
    for one in files_at(paths)[0]:
        try:
            found += reports_at(one.path)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found
