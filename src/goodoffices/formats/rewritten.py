"""A YAML text changed until it reads as other data, by the smallest edits that do it.

Steps, from the outside in: (1) keys that are gone are taken out; (2) what stands on both sides is
gone into where both are mappings or lists, and set anew where not; (3) new keys are added; (4) in
a list the items that both have stay, the others are taken out or added where they belong. After
every edit the text is read again. What is the same keeps its bytes, its comments and its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from goodoffices.errors import RequestError
from goodoffices.formats.insert_added import added, one_line
from goodoffices.formats.insert_value import replaced_value
from goodoffices.formats.remove import removed
from goodoffices.formats.tree import Key, path_text
from goodoffices.formats.yaml_tree import read_text

MANY = 12
"""With more items than this that differ, a list is written anew as a whole."""
Path = tuple[Key, ...]
Step = tuple[str, Path, Any, int]
"""What to do (``out``, ``set``, ``key``, ``item``), where, with what, at which place."""


def rewritten(text: str, data: Any, file: str = "") -> str:
    """The text as it reads as ``data``. Raises ``RequestError`` where that cannot be done without
    touching anything else, ``InputError`` for a text that is no YAML."""
    for step in _steps((), read_text(text, file or None).data, data):
        text = _done(text, step, file)
    if not _same(read_text(text, file or None).data, data):
        raise RequestError("the file would not say the same; nothing was written")
    return text


def _same(first: Any, second: Any) -> bool:
    """Whether two values are the same, in whatever order their keys stand."""
    return _told(first) == _told(second)


def _told(value: Any) -> str:
    return json.dumps(value, default=str, sort_keys=True)


def _steps(path: Path, old: Any, new: Any) -> Iterator[Step]:
    """What to do one after the other; what comes later in a list is done first."""
    if _same(old, new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old:
            if key not in new:
                yield "out", (*path, key), None, 0
        for key, value in new.items():
            if key in old:
                yield from _steps((*path, key), old[key], value)
            else:
                yield "key", (*path, key), value, 0
    elif isinstance(old, list) and isinstance(new, list) and _differing(old, new) <= MANY:
        yield from _items(path, old, new)
    else:
        yield "set", path, new, 0


def _codes(old: list[Any], new: list[Any]) -> Sequence[tuple[str, int, int, int, int]]:
    both = [_told(one) for one in old], [_told(one) for one in new]
    return SequenceMatcher(None, *both, autojunk=False).get_opcodes()


def _differing(old: list[Any], new: list[Any]) -> int:
    changed = (one for one in _codes(old, new) if one[0] != "equal")
    return sum(to - at + until - start for _, at, to, start, until in changed)


def _items(path: Path, old: list[Any], new: list[Any]) -> Iterator[Step]:
    """New items stand where they belong before old ones go, so that no list is empty between."""
    for kind, at, to, start, until in reversed(_codes(old, new)):
        if kind == "equal":
            continue
        for value in reversed(new[start:until]):
            yield "item", path, value, at
        for number in reversed(range(at, to)):
            yield "out", (*path, number + until - start), None, 0


def _done(text: str, step: Step, file: str) -> str:
    what, path, value, place = step
    if what == "out":
        return removed(text, path, file)
    if what == "item":
        return added(text, path, one_line(value), file, place, above=True)
    if what == "set" and not path:
        raise RequestError(f"{path_text(path)} cannot be written anew as a whole")
    if what == "key" and len(path) == 1 and isinstance(value, list) and value:
        for one in value:
            text = added(text, path, one_line(one), file)
        return text
    return replaced_value(text, path, value, file)
