"""YAML text as plain data that still knows where everything stands.

YAML 1.2 (``no`` stays a word). Duplicate keys, tags and aliases that contain themselves are
refused. ``Tree.locate`` answers for a path into the data, and for a character inside a scalar,
with file, line and column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from goodoffices.errors import InputError, Place, Problem

Key = str | int
Path_ = Sequence[Key]

MAX_BYTES = 20_000_000
MAX_NODES = 1_000_000
MAX_NESTING = 100
TIMESTAMP = "tag:yaml.org,2002:timestamp"
PLAIN_TAGS = {
    f"tag:yaml.org,2002:{t}" for t in ("null", "bool", "int", "float", "str", "timestamp")
}


@dataclass
class Tree:
    """Plain data (dict, list, str, int, float, bool, None) and where each part stands.

    ``root`` is None for data that did not come from a file; places are then paths.
    """

    data: Any
    file: str | None = None
    text: str = ""
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)

    def locate(self, path: Path_, offset: int | None = None, key: bool = False) -> Place:
        """The place of ``path``, as far as it exists; ``offset`` counts into a scalar's value.

        Steps that do not exist are passed over, so that the short form of an element (a rule
        given as bare text) is found by the path of its long form. ``key`` asks for the key
        itself rather than its value.
        """
        if self.root is None:
            return Place(self.file, path=_path_text(path))
        node: Node = self.root
        mark = node.start_mark
        for step in path:
            found = _child(node, step)
            if found is None:
                continue
            key_node, node = found
            mark = (key_node if key and key_node is not None else node).start_mark
        if offset is not None and isinstance(node, ScalarNode):
            line, column = _inside(self.text, node, offset)
            return Place(self.file, line, column)
        return Place(self.file, mark.line + 1, mark.column + 1)

    def in_flow(self, path: Path_) -> bool:
        """Whether this element stands inside ``[…]`` or ``{…}``, where YAML cuts at commas."""
        node = self.root
        inside = False
        for step in path:
            found = _child(node, step) if node is not None else None
            if found is None or node is None:
                continue
            inside |= bool(getattr(node, "flow_style", False))
            node = found[1]
        return inside


def read_text(text: str, file: str | None = None) -> Tree:
    """The tree of a YAML text. Raises ``InputError`` for what is not one YAML document."""
    yaml = YAML(typ="safe", pure=True)
    try:
        node = yaml.compose(text)
    except MarkedYAMLError as error:
        raise InputError([_syntax_problem(error, file)]) from None
    except (YAMLError, ValueError) as error:
        raise InputError([_unmarked_problem(error, text, file)]) from None
    except RecursionError:
        raise InputError(
            [Problem(Place(file, 1, 1), "the file is nested too deeply", "a situation", "")]
        ) from None
    if node is None:
        return Tree(None, file, text, None)
    tree = Tree(None, file, text, node)
    tree.data = _Converter(tree, yaml).value(node, 0)
    if tree.problems:
        raise InputError(tree.problems)
    return tree


def read_file(path: Path, shown: str | None = None) -> Tree:
    """The tree of a YAML file (UTF-8). Raises ``InputError`` for what cannot be read."""
    return read_text(text_of(path, shown), shown or str(path))


def text_of(path: Path, shown: str | None = None) -> str:
    """The decoded text of a file, line ends as stored. Raises ``InputError`` with the remedy."""
    name = shown or str(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError([Problem(Place(name), f"cannot be read: {reason}")]) from None
    if len(raw) > MAX_BYTES:
        found = f"the file has {len(raw):,} bytes"
        raise InputError([Problem(Place(name), found, f"at most {MAX_BYTES:,}")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        found = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        remedy = "save the file as UTF-8"
        raise InputError(
            [Problem(Place(name, line, column), found, "UTF-8 text", remedy)]
        ) from None


class _Converter:
    """From composed nodes to plain data, with the mistakes that YAML itself lets pass."""

    def __init__(self, tree: Tree, yaml: YAML) -> None:
        self.tree = tree
        self.scalars = yaml.constructor
        self.visited = 0
        self.open: list[int] = []

    def value(self, node: Node, depth: int) -> Any:
        self.visited += 1
        if self.visited > MAX_NODES or depth > MAX_NESTING:
            raise InputError(
                [self.problem(node, "the file unfolds into too many or too deep parts")]
            )
        if id(node) in self.open:
            raise InputError([self.problem(node, "this alias (*) contains itself")])
        if isinstance(node, ScalarNode):
            return self.scalar(node)
        self.open.append(id(node))
        try:
            if isinstance(node, MappingNode):
                return self.mapping(node, depth)
            assert isinstance(node, SequenceNode)
            return [self.value(child, depth + 1) for child in node.value]
        finally:
            self.open.pop()

    def scalar(self, node: ScalarNode) -> Any:
        tag = str(node.tag)
        if tag not in PLAIN_TAGS:
            self.tree.problems.append(
                self.problem(node, f'the tag "{node.tag}" is not used here', remedy="leave it out")
            )
            return node.value
        if tag == TIMESTAMP:
            return node.value
        try:
            return self.scalars.construct_object(node)
        except (ValueError, YAMLError):
            return node.value

    def mapping(self, node: MappingNode, depth: int) -> dict[str, Any]:
        seen: dict[str, Node] = {}
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self.tree.problems.append(self.problem(key_node, "a key is not plain text"))
                continue
            key = str(key_node.value)
            if key in seen:
                first = seen[key].start_mark.line + 1
                self.tree.problems.append(
                    self.problem(
                        key_node,
                        f'the key "{key}" stands here for a second time (first in line {first})',
                        "every key once",
                        "join the two or rename one",
                    )
                )
                continue
            seen[key] = key_node
            data[key] = self.value(value_node, depth + 1)
        return data

    def problem(self, node: Node, found: str, expected: str = "", remedy: str = "") -> Problem:
        mark = node.start_mark
        place = Place(self.tree.file, mark.line + 1, mark.column + 1)
        return Problem(place, found, expected, remedy)


def _child(node: Node, step: Key) -> tuple[Node | None, Node] | None:
    if isinstance(node, MappingNode) and isinstance(step, str):
        for key, value in node.value:
            if key.value == step:
                return key, value
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


def _path_text(path: Path_) -> str:
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else (f".{step}" if text else step)
    return text


def _inside(text: str, node: ScalarNode, offset: int) -> tuple[int, int]:
    """Line and column (from 1) of the character ``offset`` of a scalar's value.

    Value and source agree but for quotes, escapes, line folds and indentation, so the two are
    walked side by side, passing over white space.
    """
    at = node.start_mark.index
    end = node.end_mark.index
    if node.style in ("'", '"'):
        at += 1
    elif node.style in ("|", ">"):
        at = text.find("\n", at) + 1 or at
    for character in node.value[:offset]:
        if character.isspace():
            continue
        while at < end and text[at] != character:
            at += 1
        at += 1
    while at < end and text[at].isspace() and offset < len(node.value):
        at += 1
    at = min(at, len(text))
    before = text[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1


def _syntax_problem(error: MarkedYAMLError, file: str | None) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
    what = (error.problem or error.context or "not YAML").strip().removeprefix("but ")
    remedy = ""
    if "mapping values are not allowed" in what:
        remedy = 'a text that contains ": " is put in quotes'
    elif "could not find expected ':'" in what:
        remedy = "check the indentation of this line and the one before"
    elif "\\t" in what or "tab" in what.lower():
        remedy = "indent with spaces, not with tabs"
    elif "another document" in what:
        remedy = "one file holds one document: leave out the second ---"
    elif "undefined alias" in what:
        remedy = "a text that begins with * is put in quotes"
    return Problem(place, f"not valid YAML: {what}", "", remedy)


def _unmarked_problem(error: Exception, text: str, file: str | None) -> Problem:
    character = re.search(r"#x([0-9a-f]+)", str(error))
    if character:
        sign = chr(int(character.group(1), 16))
        at = max(text.find(sign), 0)
        before = text[:at]
        place = Place(file, before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1)
        found = f"the character U+{ord(sign):04X} may not stand in YAML"
        return Problem(place, found, "printable text", "delete it")
    return Problem(Place(file, 1, 1), f"not valid YAML: {error}".splitlines()[0])
