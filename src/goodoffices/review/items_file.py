"""``evidence.yaml`` with one item more or less, all else to the byte.

An entry is added at the end, indented as the items are that stand there. The result is read again:
if it says anything else than before and the entry, nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from goodoffices.errors import InputError, RequestError
from goodoffices.formats.quick_list import quick_list
from goodoffices.formats.yaml_tree import read_text
from goodoffices.reading.entries import items as items_text

HEAD = "# Evidence: quotations that an analyst accepted.\n"
BY_HAND = "nothing was written; write its items one below the other, without brackets around them"


def with_entries(
    raw: bytes | None, entries: Sequence[Mapping[str, Any]], file: str, sure: bool = False
) -> bytes:
    """The bytes of the file with entries at its end; None: there is no file yet.

    ``sure``: what stands there was added in this way, and need not be read again. Raises
    ``RequestError`` where nothing can be added.
    """
    before = HEAD.encode() if raw is None else raw
    line_end = b"\r\n" if b"\r\n" in before else b"\n"
    whole = before + (b"" if not before or before.endswith(b"\n") else line_end)
    new = _indented(items_text(entries), before).encode("utf-8").replace(b"\n", line_end)
    spaced = whole + line_end + new
    if sure:
        return spaced
    try:
        wanted = [*(_data(before, file) or []), *entries]
        for candidate in (spaced, whole + new):
            if _read(candidate, file) == wanted:
                return candidate
    except TypeError:
        pass
    raise RequestError(f"{file}: nothing can be added at its end; {BY_HAND}")


def without(raw: bytes, item_id: str, file: str) -> bytes:
    """The bytes of the file without an item that was added in this way.

    Raises ``RequestError`` where the item does not stand there as review writes items.
    """
    text = raw.decode("utf-8")
    lines = r"(?:[ ]*[a-z_]+: [^\r\n]+\r?\n?)"
    entry = re.compile(
        rf'(?:(?<=\n)\r?\n)?^[ ]*- id: "?{re.escape(item_id)}"?\r?\n{lines}+', re.MULTILINE
    )
    found = entry.search(text)
    if found is not None and re.search(r"^[ ]*reviewed: \{", found[0], re.MULTILINE):
        new = (text[: found.start()] + text[found.end() :]).encode("utf-8")
        wanted = [one for one in _data(raw, file) or [] if one.get("id") != item_id]
        if (_read(new, file) or []) == wanted:
            return new
    raise RequestError(
        f'{file}: "{item_id}" is not as review wrote it; nothing was written; take it out by hand'
    )


def _data(raw: bytes, file: str) -> Any:
    text = raw.decode("utf-8-sig")
    return (quick_list(text, file) or read_text(text, file)).data


def _read(raw: bytes, file: str) -> Any:
    try:
        return _data(raw, file)
    except InputError:
        return ...


def _indented(text: str, before: bytes) -> str:
    """As far in as the first item that stands there."""
    first = re.search(rb"^( *)- ", before, re.MULTILINE)
    room = first[1].decode() if first else ""
    return "".join(f"{room}{line}" if line.strip() else line for line in text.splitlines(True))
