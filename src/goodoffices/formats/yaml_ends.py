"""Where what somebody wrote ends in a YAML text: without the comments and empty lines after it.

YAML itself has a block reach to the next thing that is written, and an empty value stand there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import lru_cache

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from goodoffices.errors import InputError
from goodoffices.formats.tree import Key
from goodoffices.formats.yaml_places import end_of_line, flows
from goodoffices.formats.yaml_tree import read_text

ALIAS = re.compile(r"\s*:\s*\*[^\s,\[\]{}]+")
RAW = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""Signs that JSON leaves as they are and YAML does not."""
COMMENT = re.compile(r"(?:^|\s)#", re.MULTILINE)
"""Where a comment begins, outside of quotes."""
COLON = re.compile(r"[ \t]*:")


def start_of(node: Node) -> int:
    """Where a node begins, its anchor included."""
    return int(node.start_mark.index)


def column_of(node: Node) -> int:
    """How many characters stand before a node in its line."""
    return int(node.start_mark.column)


def is_block(node: Node) -> bool:
    """Whether this is a list or a mapping of lines."""
    return not isinstance(node, ScalarNode) and not flows(node)


def is_empty(node: Node) -> bool:
    """Whether nothing at all is written, not even quotes."""
    if not isinstance(node, ScalarNode) or node.value or node.style in ("'", '"', "|", ">"):
        return False
    return bool(node.start_mark.index == node.end_mark.index)


def colon_end(text: str, key: Node) -> int:
    """Behind the colon of a key, or behind the key where it has none."""
    end = key.end_mark.index
    found = COLON.match(text, end)
    return found.end() if found else int(end)


def pair_end(text: str, key: Node, value: Node) -> int:
    """Where a key ends with its value."""
    if start_of(value) < start_of(key):
        alias = ALIAS.match(text, key.end_mark.index)
        return alias.end() if alias else colon_end(text, key)
    return colon_end(text, key) if is_empty(value) else written_end(text, value)


def written_end(text: str, node: Node) -> int:
    """Where a node that is no alias ends, before comments and empty lines."""
    start, end = start_of(node), int(node.end_mark.index)
    if isinstance(node, ScalarNode):
        return start + len(text[start:end].rstrip())
    if flows(node):
        return end
    ends = [_without_comments(text, start, end)]
    if isinstance(node, MappingNode) and node.value:
        ends.append(pair_end(text, *node.value[-1]))
    elif isinstance(node, SequenceNode) and node.value:
        last = node.value[-1]
        if not is_empty(last) and start_of(last) >= start:
            ends.append(written_end(text, last))
    return max(ends)


def _without_comments(text: str, start: int, end: int) -> int:
    """Before the lines at the end that hold nothing but a comment or nothing."""
    while True:
        end = start + len(text[start:end].rstrip())
        begins = text.rfind("\n", start, end) + 1
        if not begins or not text[begins:end].lstrip().startswith("#"):
            break
        end = begins
    line = text[max(text.rfind("\n", 0, end) + 1, start) : end]
    comment = re.search(r"(?:^|\s+)#", line)
    return end if comment is None else end - len(line) + comment.start()


def has_comment(text: str, node: Node, start: int, end: int) -> bool:
    """Whether a comment begins between two places inside a node."""
    return COMMENT.search(_without_values(text, node), start, end) is not None


def _without_values(text: str, node: Node) -> str:
    """The text, as long as before, with dots for values: a ``#`` in quotes begins no comment."""
    if isinstance(node, ScalarNode):
        start, end = start_of(node), written_end(text, node)
        block = node.style in ("|", ">")
        return text if block else text[:start] + "." * (end - start) + text[end:]
    pairs = node.value if isinstance(node, SequenceNode) else [n for p in node.value for n in p]
    for inner in pairs:
        if inner is not node and start_of(inner) >= start_of(node):
            text = _without_values(text, inner)
    return text


def line_end_at(text: str, at: int) -> str:
    """How the line ends that ends at ``at``; at the end of a file, how its lines end."""
    if text.startswith("\r\n", at):
        return "\r\n"
    if text.startswith("\n", at):
        return "\n"
    return "\r\n" if "\r\n" in text else "\n"


def new_line(text: str, at: int, indent: int, line: str) -> tuple[int, int, str]:
    """The edit that puts ``line`` below the line in which ``at`` lies."""
    at = end_of_line(text, at)
    end = line_end_at(text, at)
    below = f"{end}{' ' * indent}".join(line.split("\n"))
    return at, at, f"{end}{' ' * indent}{below}"


def node_at(root: Node | None, path: Sequence[Key]) -> tuple[Node | None, Node] | None:
    """The key, None in a list, and the value of what stands at a path; None for nothing."""
    key: Node | None = None
    node = root
    for step in path:
        if isinstance(node, MappingNode) and isinstance(step, str):
            found = [pair for pair in node.value if pair[0].value == step]
            if not found:
                return None
            key, node = found[0]
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            key, node = None, node.value[step]
        else:
            return None
    return None if node is None else (key, node)


@lru_cache(maxsize=1024)
def in_flow(meant: str) -> str:
    """A text inside ``[…]`` or ``{…}``, in quotes where it would read as something else."""
    try:
        same = read_text(f"[{meant}]").data == [meant] and "\n" not in meant
    except InputError:
        same = False
    return meant if same and meant else quoted(meant)


def quoted(meant: object) -> str:
    """A text in quotes, or another value, as YAML reads it; signs that it does not are escaped."""
    told = json.dumps(meant, ensure_ascii=False)
    return RAW.sub(lambda sign: f"\\u{ord(sign[0]):04x}", told)
