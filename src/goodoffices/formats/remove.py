"""An entry of a YAML text taken out: an item of a list or a key of a mapping, nothing else.

Steps: (1) find the entry and what it stands in; (2) write down the ways in which it could go: with
its lines, or out of its brackets; the last one leaves ``[]`` or ``{}``; (3) take the first after
which the text reads as before but for the entry. Comments above an entry stay, one beside it or
inside it goes with it; every other line stays to the byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from goodoffices.errors import RequestError
from goodoffices.formats.insert import BY_HAND, Way, first_good, value_at
from goodoffices.formats.tree import Key, path_text
from goodoffices.formats.yaml_ends import (
    COMMENT,
    colon_end,
    column_of,
    has_comment,
    is_empty,
    node_at,
    pair_end,
    start_of,
    written_end,
)
from goodoffices.formats.yaml_places import Edit, end_of_line, flows
from goodoffices.formats.yaml_tree import YamlTree, read_text


def removed(text: str, path: Sequence[Key], file: str = "") -> str:
    """The text without what stands at ``path``.

    Raises ``RequestError`` where nothing stands there, or where it cannot be taken out without
    touching anything else; ``InputError`` for a text that is no YAML.
    """
    tree = read_text(text, file or None)
    above = node_at(tree.root, path[:-1]) if path else None
    if above is None or node_at(tree.root, path) is None:
        raise RequestError(f"{file or 'the text'} has nothing at {path_text(path)}")
    new = first_good(tree, path[:-1], _ways(tree, path, *above))
    if new is None:
        where = f"{tree.locate(path, key=True)}: "
        raise RequestError(
            f"{where}{path_text(path)} is written in a way that cannot be taken out without "
            f"touching anything else; {BY_HAND}"
        )
    return new


def _ways(tree: YamlTree, path: Sequence[Key], key: Node | None, node: Node) -> Iterator[Way]:
    text, data = tree.text, value_at(tree.data, path[:-1])
    at = _number(node, path[-1])
    becomes: Any = (
        [one for place, one in enumerate(data) if place != at]
        if isinstance(data, list)
        else {name: one for name, one in data.items() if name != path[-1]}
    )
    spans = list(_spans(text, node))
    if spans[at] is None:
        return
    if flows(node):
        edit = _in_brackets(text, node, spans, at)
        if edit is not None:
            yield Way((edit,), becomes)
        return
    start, end = spans[at]
    rest = () if becomes else _empty(text, key, node, start, isinstance(data, list))
    for edit in _lines(text, spans, at, start, end):
        yield Way((*rest, edit), becomes)
    if not becomes and key is None:
        yield Way(((start, end, "[]" if isinstance(data, list) else "{}"),), becomes)


def _number(node: Node, name: Key) -> int:
    """Which entry of the list or the mapping it is."""
    if isinstance(node, MappingNode):
        return next(at for at, (key, _) in enumerate(node.value) if key.value == name)
    assert isinstance(name, int)
    return name


def _spans(text: str, node: Node) -> Iterator[Any]:
    """From where to where each entry is written, its dash included; None where it is an alias."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield start_of(key), pair_end(text, key, value)
    elif isinstance(node, SequenceNode):
        after = start_of(node)
        for item in node.value:
            if start_of(item) < after:
                yield None
                continue
            end = start_of(item) if is_empty(item) else written_end(text, item)
            start = start_of(item)
            if not flows(node):
                start = _dash(text, column_of(node), after, start)
            yield start, end
            after = end


def _dash(text: str, column: int, after: int, start: int) -> int:
    """Where the dash of an item stands: the last one in that column between the two places."""
    for at in range(start - 1, after - 1, -1):
        if text[at] == "-" and at - (text.rfind("\n", 0, at) + 1) == column:
            return at
    return start


def _in_brackets(text: str, node: Node, spans: list[Any], at: int) -> Edit | None:
    """Out of ``[…]`` or ``{…}``, with one comma; None where a comment would go."""
    start, end = spans[at]
    if at and spans[at - 1]:
        start = spans[at - 1][1]
    elif len(spans) > 1 and spans[at + 1]:
        end = spans[at + 1][0]
    elif len(spans) == 1:
        start, end = start_of(node), written_end(text, node)
        opening = text.index("[" if isinstance(node, SequenceNode) else "{", start)
        start, end = opening + 1, end - 1
    return None if has_comment(text, node, start, end) else (start, end, "")


def _lines(text: str, spans: list[Any], at: int, start: int, end: int) -> Iterator[Edit]:
    """With its lines, or where it begins behind something else, up to the next entry."""
    begins = text.rfind("\n", 0, start) + 1
    if not text[begins:start].strip("\ufeff \t"):
        last = end_of_line(text, end)
        after = text.find("\n", last) + 1
        if after:
            yield begins, after, ""
        elif begins:
            before = begins - (2 if text[:begins].endswith("\r\n") else 1)
            yield before, last, ""
        else:
            yield begins, last, ""
    elif at + 1 < len(spans) and spans[at + 1]:
        following = spans[at + 1][0]
        if not COMMENT.search(text[end_of_line(text, end) : following]):
            yield start, following, ""
    else:
        yield start, end, ""


def _empty(text: str, key: Node | None, node: Node, start: int, listed: bool) -> tuple[Edit, ...]:
    """What stands behind the key of a list or mapping that has lost its last entry."""
    if key is None or start < start_of(key) or start_of(node) < start_of(key):
        return ()
    at = colon_end(text, key)
    return ((at, at, " []" if listed else " {}"),)
