"""Answers as lines of prose that a terminal, a notebook and a page can show."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from goodoffices.brief.table import Table

T = TypeVar("T")


class Heading(str):
    """A line that is a heading."""

    __slots__ = ()


Line = str | Table
"""A paragraph (an empty one: a gap), a heading, or a table."""


@dataclass(frozen=True, repr=False)
class View(Generic[T]):
    """A result that shows itself: as text, and in a notebook with its picture.

    ``result`` has the numbers; ``as_dict()`` is what ``--format json`` prints.
    """

    result: T
    lines: tuple[Line, ...]
    picture: Callable[[], str]
    plain: Callable[[], dict[str, object]]

    def as_dict(self) -> dict[str, object]:
        """Plain data, as ``--format json`` prints it."""
        return self.plain()

    def svg(self) -> str:
        """The picture as SVG text."""
        return self.picture()

    def __repr__(self) -> str:
        return "\n".join(str(line) for line in self.lines)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return self.picture() + "".join(_html(self.lines))


def _html(lines: Iterable[Line]) -> Iterable[str]:
    for line in lines:
        if isinstance(line, Table):
            yield line._repr_html_()
        elif isinstance(line, Heading):
            yield f"<h4>{html.escape(line)}</h4>"
        elif line:
            yield f"<p>{html.escape(line)}</p>"
