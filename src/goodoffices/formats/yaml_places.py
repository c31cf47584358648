"""Where the parts of a YAML text begin and end, to the character, and edits of such a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ruamel.yaml import YAML, tokens
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Edit = tuple[int, int, str]
"""From, to, and what stands there instead."""


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with every edit made; what comes to the same place keeps its order."""
    in_order = sorted(edits, key=lambda edit: edit[0])
    for start, end, new in reversed(in_order):
        text = text[:start] + new + text[end:]
    return text


def end_of(text: str, node: Node) -> int:
    """Where a node ends; YAML itself counts comments and empty lines after a block to it."""
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if isinstance(node, ScalarNode):
        return start + len(text[start:end].rstrip())
    if flows(node) or not node.value:
        return end
    return max(end_of(text, one) for one in leaves(node))


def end_of_line(text: str, at: int) -> int:
    """The end of the line in which ``at`` lies, before its line end."""
    found = text.find("\n", at)
    if found == -1:
        return len(text)
    return found - 1 if found > at and text[found - 1] == "\r" else found


def flows(node: Node) -> bool:
    return bool(getattr(node, "flow_style", False))


def leaves(node: Node) -> Iterator[Node]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield key
            if value.start_mark.index >= key.start_mark.index:  # no alias
                yield value
    elif isinstance(node, SequenceNode):
        yield from node.value


def alias_of(text: str, node: Node) -> int | None:
    """Where the first alias of an anchored node stands; None where there is none."""
    for token in YAML(typ="safe", pure=True).scan(text):
        if token.start_mark.index <= node.start_mark.index:
            continue
        if isinstance(token, tokens.AnchorToken) and token.value == node.anchor:
            return None  # from here on the name means something else
        if isinstance(token, tokens.AliasToken) and token.value == node.anchor:
            return int(token.start_mark.index)
    return None
