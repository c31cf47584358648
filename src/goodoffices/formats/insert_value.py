"""A value of a YAML text replaced by another one, everything else kept to the byte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ruamel.yaml.nodes import MappingNode

from goodoffices.errors import RequestError
from goodoffices.formats.insert import BY_HAND, Way, first_good, inserted_key, key_edit, value_at
from goodoffices.formats.tree import Key, path_text
from goodoffices.formats.yaml_ends import (
    colon_end,
    in_flow,
    is_empty,
    node_at,
    start_of,
    written_end,
)
from goodoffices.formats.yaml_tree import YamlTree, read_text


def replaced_value(text: str, path: Sequence[Key], value: str, file: str = "") -> str:
    """The text with a word or a text as the value at ``path``, whose last key may be missing.

    Raises ``RequestError`` where that cannot be done without touching anything else.
    """
    tree = read_text(text, file or None)
    if node_at(tree.root, path) is not None:
        new = first_good(tree, path, _instead(tree, path, value))
    else:
        new = first_good(tree, path[:-1], _beside(tree, path, value))
    if new is None:
        where = f"{tree.locate(path, key=True)}: "
        raise RequestError(f"{where}{path_text(path)} cannot be set to {value}; {BY_HAND}")
    return new


def _instead(tree: YamlTree, path: Sequence[Key], value: str) -> Iterator[Way]:
    found = node_at(tree.root, path)
    assert found is not None
    key, node = found
    shown = in_flow(value)
    if is_empty(node) and key is not None:
        at = colon_end(tree.text, key)
        yield Way(((at, at, f" {shown}"),), value)
    else:
        yield Way(((start_of(node), written_end(tree.text, node), shown),), value)


def _beside(tree: YamlTree, path: Sequence[Key], value: str) -> Iterator[Way]:
    found = node_at(tree.root, path[:-1])
    if found is None or not isinstance(found[1], MappingNode):
        return
    node, old = found[1], value_at(tree.data, path[:-1])
    entry = f"{path[-1]}: {in_flow(value)}"
    for place in range(len(node.value), 0, -1):
        becomes = inserted_key(old, place, str(path[-1]), value)
        yield Way((key_edit(tree.text, node, place, entry),), becomes)
