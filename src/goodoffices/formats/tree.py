"""Plain data that may know where its parts stand: what every reader hands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from goodoffices.errors import Place

Key = str | int
Path_ = Sequence[Key]


@dataclass
class Tree:
    """Plain data (dict, list, str, int, float, bool, None).

    This one did not come from a text, so that a place is a path into the data, or ``file`` alone
    where the data was made from a file of another shape.
    """

    data: Any
    file: str | None = None

    def locate(self, path: Path_, offset: int | None = None, key: bool = False) -> Place:
        """Where ``path`` stands; ``offset`` counts into a text, ``key`` asks for the key itself."""
        return Place(self.file) if self.file is not None else Place(path=path_text(path))

    def is_cut(self, path: Path_) -> bool:
        """Whether this is what YAML made of a text with a comma inside ``{…}``."""
        return False

    def in_flow(self, path: Path_) -> bool:
        """Whether this element stands inside ``[…]`` or ``{…}``, where YAML cuts at commas."""
        return False


@dataclass
class Part(Tree):
    """A part of another tree, at ``above``; its places are those in the whole."""

    whole: Tree | None = None
    above: tuple[Key, ...] = ()

    def locate(self, path: Path_, offset: int | None = None, key: bool = False) -> Place:
        """Where ``path`` stands in the whole."""
        assert self.whole is not None
        return self.whole.locate((*self.above, *path), offset, key)

    def is_cut(self, path: Path_) -> bool:
        """As of the whole."""
        return self.whole is not None and self.whole.is_cut((*self.above, *path))

    def in_flow(self, path: Path_) -> bool:
        """As of the whole."""
        return self.whole is not None and self.whole.in_flow((*self.above, *path))


def part(tree: Tree, *above: Key) -> Part:
    """What stands at a path that exists."""
    data = tree.data
    for step in above:
        data = data[step]
    return Part(data, tree.file, tree, above)


def path_text(path: Path_) -> str:
    """A path as text: ``parties.israel.options[2]``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else (f".{step}" if text else step)
    return text


def line_column(text: str, at: int | None) -> tuple[int, int]:
    """Line and column (from 1) of the character ``at`` of a text, or of its end."""
    before = text[:at]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
