"""``sources.yaml`` with the reliability of one source, all else to the byte."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from goodoffices.errors import InputError, RequestError
from goodoffices.formats.yaml_places import Edit, applied, end_of, end_of_line, flows
from goodoffices.formats.yaml_tree import read_text


def graded(text: str, key: str, letter: str, file: str = "") -> str:
    """The text with ``reliability: LETTER`` in the entry of source ``key``.

    Raises ``RequestError`` where that cannot be done without touching anything else.
    """
    tree = read_text(text, file or None)
    data: dict[str, Any] = tree.data or {}
    edit = _edit(text, tree.root, key, letter) if key in data else None
    if edit is not None:
        new = applied(text, [edit])
        wanted = {**data, key: {**(data[key] or {}), "reliability": letter}}
        try:
            if read_text(new, file or None).data == wanted:
                return new
        except InputError:
            pass
    place = tree.locate((key,), key=True)
    raise RequestError(
        f"{place}: the entry of {key} is written in a way that cannot be added to without touching "
        f"anything else; nothing was written; write reliability: {letter} there by hand"
    )


def _edit(text: str, root: Node | None, key: str, letter: str) -> Edit | None:
    note = f"reliability: {letter}"
    if not isinstance(root, MappingNode):
        return None
    at, entry = next((pair for pair in root.value if pair[0].value == key), (None, None))
    if at is None or entry is None:
        return None
    if isinstance(entry, ScalarNode):  # nothing is known yet
        end = int(at.end_mark.index)
        colon = text.index(":", end) + 1
        return colon, colon, f" {{{note}}}"
    if not isinstance(entry, MappingNode):
        return None
    for name, value in entry.value:
        if name.value == "reliability":
            if value.start_mark.index == value.end_mark.index:
                colon = text.index(":", int(name.end_mark.index)) + 1
                return int(name.start_mark.index), colon, note
            return int(value.start_mark.index), end_of(text, value), letter
    if flows(entry):
        end = int(entry.end_mark.index) - 1
        return end, end, f", {note}" if entry.value else note
    line_end = "\r\n" if "\r\n" in text else "\n"
    room = " " * int(entry.value[0][0].start_mark.column)
    end = end_of_line(text, end_of(text, entry.value[-1][1]))
    return end, end, f"{line_end}{room}{note}"
