"""A value of a YAML text set to another one, everything else kept to the byte.

Steps: (1) find the value, or the element in which it is missing; (2) write down the ways in which
it could stand there, a short form (``- exchange requires ceasefire``) made long where it must;
(3) take the first after which the text reads as before but for this value. No comment is lost:
where no way does, nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from goodoffices.errors import RequestError
from goodoffices.formats.insert import (
    BY_HAND,
    Way,
    first_good,
    inserted_key,
    key_edit,
    long_key,
    value_at,
)
from goodoffices.formats.insert_added import added, in_order_of_fellows, one_line
from goodoffices.formats.tree import Key, path_text
from goodoffices.formats.yaml_ends import (
    colon_end,
    has_comment,
    is_block,
    is_empty,
    node_at,
    quoted,
    start_of,
    written_end,
)
from goodoffices.formats.yaml_places import Edit, flows
from goodoffices.formats.yaml_tree import YamlTree, read_text


def replaced_value(text: str, path: Sequence[Key], value: Any, file: str = "") -> str:
    """The text with plain data as the value at ``path``, whose last key or two may be missing.

    A short form is made long for a key beside it: ``- a`` becomes ``- {rule: a, name: …}``.
    Raises ``RequestError`` where that cannot be done without touching anything else, and
    ``InputError`` for a text that is no YAML.
    """
    tree = read_text(text, file or None)
    found, above = node_at(tree.root, path), node_at(tree.root, path[:-1])
    if found is not None:
        if value_at(tree.data, path) == value:
            return text
        new = first_good(tree, path, _instead(tree, *found, value))
    elif above is not None and (is_element(path[:-1], tree.data) or not is_empty(above[1])):
        new = first_good(tree, path[:-1], _beside(tree, path, *above, value))
    else:
        return added(text, path[:-1], f"{one_line(str(path[-1]))}: {one_line(value)}", file)
    if new is None:
        where = f"{tree.locate(path, key=True)}: "
        shown = one_line(value)
        raise RequestError(f"{where}{path_text(path)} cannot be set to {shown}; {BY_HAND}")
    return new


def is_element(path: Sequence[Key], data: Any) -> bool:
    """Whether what stands at a path has a short form or keys; else it is a section of a file."""
    return bool(long_key(path)) or value_at(data, path) is not None


def _instead(tree: YamlTree, key: Node | None, node: Node, value: Any) -> Iterator[Way]:
    text = tree.text
    for shown in _shown(node, value):
        if is_empty(node):
            if key is not None:
                at = colon_end(text, key)
                yield Way(((at, at, f" {shown}"),), value)
            continue
        edit = _over(text, key, node, shown)
        if edit is not None:
            yield Way((edit,), value)


def _over(text: str, key: Node | None, node: Node, shown: str) -> Edit | None:
    """In the place of what stands there; None where that holds a comment."""
    start, end = start_of(node), written_end(text, node)
    if key is not None and is_block(node) and start > start_of(key):
        start, shown = colon_end(text, key), f" {shown}"
    plain = isinstance(node, ScalarNode) and node.style not in ("|", ">")
    if not plain and has_comment(text, node, start, end):
        return None
    return start, end, shown


def _shown(node: Node, value: Any) -> Iterator[str]:
    """In the quotes that stand there, as plain as it can be, or in quotes where it must."""
    if isinstance(value, str):
        if isinstance(node, ScalarNode) and node.style == '"':
            yield quoted(value)
        if value.strip() == value and value and "\n" not in value:
            yield value
    yield one_line(value)


def _beside(
    tree: YamlTree, path: Sequence[Key], key: Node | None, node: Node, value: Any
) -> Iterator[Way]:
    """As a further key of the element at ``path[:-1]``."""
    name = str(path[-1])
    old = value_at(tree.data, path[:-1])
    if isinstance(node, MappingNode):
        for entry in (f"{name}: {shown}" for shown in _shown(node, value)):
            for place in in_order_of_fellows(node, name):
                if flows(node) or node.value:
                    becomes = inserted_key(old, place, name, value)
                    yield Way((key_edit(tree.text, node, place, entry),), becomes)
        return
    long = long_key(path[:-1])
    if old is None:
        yield from _instead(tree, key, node, {name: value})
    elif long == name:
        yield from _instead(tree, key, node, value)
    elif long:
        start, end = start_of(node), written_end(tree.text, node)
        becomes = {long: old, name: value}
        if not is_block(node):
            around = ((start, start, f"{{{long}: "), (end, end, f", {name}: {one_line(value)}}}"))
            yield Way(around, becomes)
        yield from _instead(tree, key, node, becomes)
