"""HXL, the Humanitarian Exchange Language: tags that say what a column holds.

A row under the headers (or in their place) gives each column a hashtag with attributes, as
``#affected+f+children``. Attributes have no order; spaces before ``+`` and upper case do not
count. A *pattern* picks columns: attributes after ``+`` must be there, those after ``-`` must
not, ``#*`` fits every hashtag, and a last ``!`` asks for exactly these attributes. Source: HXL
standard 1.1, hashtag row and tag patterns (hxlstandard.org).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

SEARCHED = 25
"""The row of tags is looked for among so many rows, as the standard's own tools do."""
TAG = re.compile(r"#([a-z][a-z0-9_]*)((?:\s*\+\s*[a-z][a-z0-9_]*)*)\s*\Z")
PATTERN = re.compile(r"#([a-z][a-z0-9_]*|\*)((?:\s*[+-]\s*[a-z][a-z0-9_]*)*)\s*(!?)\s*\Z")
ATTRIBUTE = re.compile(r"([+-])\s*([a-z][a-z0-9_]*)")


@dataclass(frozen=True)
class Tag:
    """A hashtag without its sign, and its attributes."""

    name: str
    attributes: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return "".join([f"#{self.name}", *(f"+{one}" for one in sorted(self.attributes))])


def parse_tag(text: str) -> Tag | None:
    """The tag that a cell holds; None where it holds none."""
    found = TAG.match(text.strip().lower())
    if found is None:
        return None
    return Tag(found[1], frozenset(name for _, name in ATTRIBUTE.findall(found[2])))


def fits(pattern: str, tag: Tag) -> bool:
    """Whether a tag is one that the pattern means; no pattern fits nothing."""
    found = PATTERN.match(pattern.strip().lower())
    if found is None or found[1] not in ("*", tag.name):
        return False
    signed = ATTRIBUTE.findall(found[2])
    wanted = {name for sign, name in signed if sign == "+"}
    unwanted = {name for sign, name in signed if sign == "-"}
    if found[3] and wanted != tag.attributes:
        return False
    return wanted <= tag.attributes and not unwanted & tag.attributes


def matching(pattern: str, tags: Sequence[Tag | None]) -> tuple[int, ...]:
    """The columns that a pattern means; where one has exactly its attributes, that one alone.

    ``#affected`` so means the column ``#affected`` where there is one, although it fits
    ``#affected+killed`` too.
    """
    columns = tuple(at for at, tag in enumerate(tags) if tag and fits(pattern, tag))
    if pattern.strip().startswith("#*"):
        return columns
    exactly = pattern.strip().rstrip("!") + "!"
    closest = tuple(at for at, tag in enumerate(tags) if tag and fits(exactly, tag))
    return closest if len(closest) == 1 else columns


def tag_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Which of the first rows is the row of tags; None where none is.

    It is the first in which at least half of the cells that are not empty are tags.
    """
    for at, row in enumerate(rows[:SEARCHED]):
        filled = [cell for cell in row if cell.strip()]
        tags = sum(parse_tag(cell) is not None for cell in filled)
        if tags and 2 * tags >= len(filled):
            return at
    return None
