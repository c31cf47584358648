"""A long YAML list whose items are written plainly, read as data in a hundredth of the time.

The files that reading and reviewing append to grow to thousands of items. What these commands
write is a small part of YAML: a mapping an item, a key a line, its value in that line as JSON but
for words without quotes. A full YAML reader takes about two milliseconds an item for it.

Steps:

1. The text is cut before every line that begins with ``- ``.
2. An item in the plain form is read line by line; any other is given to the YAML reader alone.
3. Whatever is odd (a tag, an anchor, a second key, a line that is no part of an item) makes this
   give up: the caller then reads the whole text as YAML, which says what is wrong and where.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from goodoffices.errors import InputError, Place, Problem
from goodoffices.formats.tree import Path_, Tree
from goodoffices.formats.yaml_tree import MAX_BYTES, read_text, text_of

MAX_LIST = 200_000_000
"""Bytes of a list that is written plainly; of any other it is ``MAX_BYTES``."""
SPLIT = "write it so, or keep a part of the reports in a case of their own"
ITEM = re.compile(r"^- ", re.MULTILINE)
PLAIN = re.compile(r"- id: \S")
LINE = re.compile(r"(?:- |  )([a-z][a-z0-9_]*): ([^\r\n]+)")
SKIPPED = re.compile(r"[ \t]*(?:#.*)?")
STRING = r'"(?:[^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4})*"'
TEXT = re.compile(STRING)
WORD = re.compile(r"[a-z]+(?:[-_][a-z]+)*")
NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
TOKEN = re.compile(rf"{STRING}|[a-z]+(?:[-_][a-z]+)*")
FLOW = re.compile(
    rf"[\[{{](?>{STRING}|[a-z]+(?:[-_][a-z]+)*(?:: )?|0|[1-9][0-9]{{0,17}}|[\[\]{{}}]|, )*+"
)
NO_TEXT = {"true", "false", "null"}
"""Words that YAML does not read as text; *on*, *yes* and the like it does since version 1.2."""
ODD = re.compile(r"^(?:---|\.\.\.|%)|(?:^|[\s\[{,])[&*!]", re.MULTILINE)
UNFIT = re.compile(
    "\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Signs that YAML takes for the end of a line, or does not take at all."""


@dataclass
class QuickTree(Tree):
    """The data of a list. ``starts``: where each item begins in the text. The place of an id that
    begins its item is known; others are found by the YAML reader in the item alone."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    read: dict[int, Tree] = field(default_factory=dict)

    def locate(self, path: Path_, offset: int | None = None, key: bool = False) -> Place:
        """Where the value at ``path`` stands."""
        match path:
            case (int(at), "id") if offset is None and PLAIN.match(self.text, self.starts[at]):
                return Place(self.file, self.lines[at] + 1, 3 if key else 7)
        tree, path, line = self._item(path)
        place = tree.locate(path, offset, key)
        return replace(place, line=line + (place.line or 1))

    def is_cut(self, path: Path_) -> bool:
        """As the YAML reader says."""
        tree, path, _ = self._item(path)
        return tree.is_cut(path)

    def in_flow(self, path: Path_) -> bool:
        """As the YAML reader says."""
        tree, path, _ = self._item(path)
        return tree.in_flow(path)

    @cached_property
    def lines(self) -> list[int]:
        """How many lines stand before each item."""
        found, line, at = [], 0, 0
        for start in self.starts:
            line, at = line + self.text.count("\n", at, start), start
            found.append(line)
        return found

    def _item(self, path: Path_) -> tuple[Tree, Path_, int]:
        """The item on a path as a list of its own, the path in it, the lines before it."""
        at = path[0] if path and isinstance(path[0], int) else 0
        if at not in self.read:
            ends = [*self.starts[1:], len(self.text)]
            self.read[at] = read_text(self.text[self.starts[at] : ends[at]], self.file)
        return self.read[at], (0, *path[1:]) if path else (), self.lines[at]


def quick_list(text: str, file: str | None = None) -> QuickTree | None:
    """The list that a YAML text holds; None where the text must be read as a whole."""
    starts = [match.start() for match in ITEM.finditer(text)]
    if (
        not starts
        or UNFIT.search(text)
        or any(not SKIPPED.fullmatch(one) for one in _lines(text[: starts[0]]))
    ):
        return None
    data = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        block = text[start:end]
        item = _item(block) or _slowly(block)
        if item is None or "id" not in item:
            return None
        data.append(item)
    return QuickTree(data, file, text, starts)


def list_file(path: Path) -> Tree:
    """The tree of a list in a file, quickly where that can be. Raises ``InputError``."""
    text = text_of(path, most=MAX_LIST)
    tree = quick_list(text, str(path))
    if tree is None and path.stat().st_size > MAX_BYTES:
        found = f"the file has over {MAX_BYTES:,} bytes, and not every item is written plainly"
        expected = "items below each other, each key with its value in one line"
        raise InputError([Problem(Place(str(path)), found, expected, SPLIT)])
    return tree or read_text(text, str(path))


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


def _item(block: str) -> dict[str, Any] | None:
    """Step 2 for an item in the plain form; None for any other."""
    pieces: list[str] = []
    for line in _lines(block):
        match = LINE.fullmatch(line)
        if match is None:
            if line.strip(" ") or not pieces:
                return None
            continue
        value = _value(match[2])
        if not value or (line[0] == "-") == bool(pieces):
            return None
        pieces.append(f'"{match[1]}": {value}')
    try:
        item: dict[str, Any] = json.loads(f"{{{', '.join(pieces)}}}", object_pairs_hook=_once)
    except ValueError:
        return None
    return item


def _value(written: str) -> str:
    """A value in the plain form as JSON; "" for any other."""
    if TEXT.fullmatch(written) or NUMBER.fullmatch(written):
        return written
    if WORD.fullmatch(written):
        return "" if written in NO_TEXT else f'"{written}"'
    if not FLOW.fullmatch(written):
        return ""
    words = [word for word in TOKEN.findall(written) if word[0] != '"']
    return "" if NO_TEXT.intersection(words) else TOKEN.sub(_as_text, written)


def _as_text(token: re.Match[str]) -> str:
    word = token[0]
    return word if word[0] == '"' else f'"{word}"'


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _slowly(block: str) -> dict[str, Any] | None:
    """One item by the YAML reader; None where it is none or could mean something else alone."""
    if ODD.search(block):
        return None
    try:
        data = read_text(block).data
    except InputError:
        return None
    one = data[0] if isinstance(data, list) and len(data) == 1 else None
    return one if isinstance(one, dict) else None
