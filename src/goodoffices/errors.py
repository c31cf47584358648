"""Every exception of the package, and the one shape of a message about a model.

A message says *where* (file, line, column), *what was found*, *what was expected* and *what to
do*. Mistakes are collected and raised together, so that one run shows all of them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file with line and column (from 1), or a path in given data."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str = ""

    def __str__(self) -> str:
        parts = [] if self.file is None else [self.file]
        if self.line is not None:
            parts += [str(self.line), str(self.column)]
        elif self.path:
            parts.append(self.path)
        return ":".join(parts)


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake (or, as a warning, one oddity): place, what was found, expectation, remedy."""

    place: Place
    found: str
    expected: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        parts = [self.found]
        if self.expected:
            parts.append(f"expected {self.expected}")
        if self.remedy:
            parts.append(self.remedy)
        where = str(self.place)
        return (f"{where}: " if where else "") + "; ".join(parts)

    def as_dict(self) -> dict[str, object]:
        """The problem as plain data for ``--format json``."""
        return {
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "path": self.place.path or None,
            "found": self.found,
            "expected": self.expected or None,
            "remedy": self.remedy or None,
        }


class GoodOfficesError(Exception):
    """Base of all errors that a user can cause and mend; the command line exits with 2."""


class InputError(GoodOfficesError):
    """The files given are wrong. ``problems`` holds every mistake found, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=_reading_order))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Problem, ...]]]:
        """From another process it comes with its problems."""
        return type(self), (self.problems,)


class RequestError(GoodOfficesError):
    """The files are right but the request cannot be met: unknown name, too large, not yet there."""


class TooLargeError(RequestError):
    """The model has more states than the limit allows; the message says how many and what to do."""


def nearest(word: str, known: Iterable[str]) -> str:
    """``did you mean "…"?`` with the nearest valid word, or an empty text if none is near."""
    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'did you mean "{matches[0]}"?' if matches else ""


def one_of(known: Iterable[str], most: int = 12) -> str:
    """A readable list of valid words for the *expected* part of a message."""
    words = list(known)
    shown = ", ".join(words[:most])
    return shown + (f", … ({len(words)} in all)" if len(words) > most else "")


def _reading_order(problem: Problem) -> tuple[str, int, int, str]:
    place = problem.place
    return (place.file or "", place.line or 0, place.column or 0, problem.found)


def interrupted(error: BaseException) -> bool:
    """Whether an error is what became of Ctrl-C inside compiled code."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, KeyboardInterrupt) or "with an exception set" in str(seen):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
