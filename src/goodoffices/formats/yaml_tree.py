"""YAML text as plain data that still knows where everything stands.

YAML 1.2 (``no`` stays a word). Duplicate keys, tags and aliases that contain themselves are
refused. ``Tree.locate`` answers for a path into the data, and for a character inside a scalar,
with file, line and column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML, tokens
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from goodoffices.errors import InputError, Place, Problem
from goodoffices.formats.tree import Key, Path_, Tree, line_column
from goodoffices.formats.written import LONG_DECIMAL, Written

MAX_BYTES = 20_000_000
MAX_NODES = 1_000_000
MAX_NESTING = 100
MAX_PROBLEMS = 100
TIMESTAMP = "tag:yaml.org,2002:timestamp"
PLAIN_TAGS = {
    f"tag:yaml.org,2002:{t}" for t in ("null", "bool", "int", "float", "str", "timestamp")
}
TOO_DEEP = "the file unfolds into too many or too deep parts"
NESTED_TAGS = {"tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}
PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")
"""An anchor or a tag, which stand before a scalar and count as part of it."""

OPENING = (
    tokens.BlockMappingStartToken,
    tokens.BlockSequenceStartToken,
    tokens.FlowMappingStartToken,
    tokens.FlowSequenceStartToken,
)
CLOSING = (tokens.BlockEndToken, tokens.FlowMappingEndToken, tokens.FlowSequenceEndToken)
ADVICE = (
    ("mapping values are not allowed", 'a text that contains ": " is put in quotes'),
    ("could not find expected ':'", 'set ":" after a key, or check the indentation'),
    ("\\t", "indent with spaces, not with tabs"),
    ("tab", "indent with spaces, not with tabs"),
    ("another document", "one file holds one document: leave out the second ---"),
    ("expected ',' or", "set a comma before this, or close the bracket"),
    ("undefined alias", "a text that begins with * is put in quotes"),
)
"""What YAML says contains the first: then the second is what to do."""


@dataclass
class YamlTree(Tree):
    """Plain data from a YAML text; ``root`` is None where the text is empty."""

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
            return Place(self.file, 1, 1)
        node: Node = self.root
        mark = node.start_mark
        for step in path:
            found = _child(node, step)
            if found is None:
                continue
            key_node, node = found
            mark = (key_node if key and key_node is not None else node).start_mark
            if not key and key_node is not None and _is_left_out(node):
                return self._after_colon(key_node)
        if offset is not None and isinstance(node, ScalarNode):
            line, column = _inside(self.text, node, offset)
            return Place(self.file, line, column)
        return Place(self.file, mark.line + 1, mark.column + 1)

    def _after_colon(self, key_node: Node) -> Place:
        """Where a value would stand that is left out; YAML itself marks what comes next."""
        mark = key_node.end_mark
        spaces = re.match(r" *:", self.text[mark.index :])
        column = mark.column + (spaces.end() if spaces else 0)
        return Place(self.file, mark.line + 1, column + 1)

    def is_cut(self, path: Path_) -> bool:
        """Whether a key without a value stands here in ``{…}``: what follows a comma of a text."""
        node = self.root
        for step in path:
            found = _child(node, step) if node is not None else None
            if found is None:
                return False
            node = found[1]
        return node is not None and _is_left_out(node) and self.in_flow(path)

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


def read_text(text: str, file: str | None = None) -> YamlTree:
    """The tree of a YAML text. Raises ``InputError`` for what is not one YAML document."""
    yaml = YAML(typ="safe", pure=True)
    yaml.composer.warn_double_anchors = False  # legal: an alias means the last one before it
    try:
        node = yaml.compose(text)
    except MarkedYAMLError as error:
        raise InputError([_syntax_problem(error, text, file)]) from None
    except (YAMLError, ValueError) as error:
        raise InputError([_unmarked_problem(error, text, file)]) from None
    except RecursionError:
        raise InputError([_nesting_problem(text, file)]) from None
    if node is None:
        return YamlTree(None, file, text, None)
    tree = YamlTree(None, file, text, node)
    tree.data = _Converter(tree, yaml).value(node, 0)
    if tree.problems:
        raise InputError(tree.problems)
    return tree


def read_file(path: Path, shown: str | None = None) -> YamlTree:
    """The tree of a YAML file (UTF-8). Raises ``InputError`` for what cannot be read."""
    return read_text(text_of(path, shown), shown or str(path))


def text_of(path: Path, shown: str | None = None, most: int = MAX_BYTES) -> str:
    """The decoded text of a file of at most so many bytes, line ends as stored. Raises
    ``InputError`` with the remedy."""
    name = shown or str(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError([Problem(Place(name), f"cannot be read: {reason}")]) from None
    if len(raw) > most:
        found = f"the file has {len(raw):,} bytes"
        raise InputError([Problem(Place(name), found, f"at most {most:,}")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        stored: bytes = error.object  # without a byte order mark
        line, column = line_column(stored[: error.start].decode("utf-8"), None)
        found = f"byte 0x{stored[error.start]:02x} is not UTF-8"
        remedy = "save the file as UTF-8"
        raise InputError(
            [Problem(Place(name, line, column), found, "UTF-8 text", remedy)]
        ) from None


class _Converter:
    """From composed nodes to plain data, with the mistakes that YAML itself lets pass."""

    def __init__(self, tree: YamlTree, yaml: YAML) -> None:
        self.tree = tree
        self.scalars = yaml.constructor
        self.visited = 0
        self.open: list[int] = []

    def value(self, node: Node, depth: int) -> Any:
        self.visited += 1
        if self.visited > MAX_NODES or depth > MAX_NESTING:
            raise InputError([self.problem(node, TOO_DEEP)])
        if id(node) in self.open:
            raise InputError([self.ring(node)])
        if isinstance(node, ScalarNode):
            return self.scalar(node)
        if str(node.tag) not in NESTED_TAGS:
            self.tag(node)
        self.open.append(id(node))
        try:
            if isinstance(node, MappingNode):
                return self.mapping(node, depth)
            assert isinstance(node, SequenceNode)
            return [self.value(child, depth + 1) for child in node.value]
        finally:
            self.open.pop()

    def ring(self, node: Node) -> Problem:
        """The composed node stands at its anchor; the alias is the first one in its text."""
        name = str(node.anchor)
        start, end = node.start_mark.index, node.end_mark.index
        alias = re.compile(rf"\*{re.escape(name)}(?![^\s,\[\]{{}}])").search(
            self.tree.text, start, end
        )
        line, column = line_column(self.tree.text, alias.start() if alias else start)
        found = f"the alias *{name} stands inside &{name}, which then contains itself"
        return Problem(Place(self.tree.file, line, column), found, "", "write out what is meant")

    def tag(self, node: Node) -> None:
        tag = str(node.tag).replace("tag:yaml.org,2002:", "!!")
        found = f'the tag "{tag}" is not used here'
        self.tree.problems.append(self.problem(node, found, remedy="leave it out"))

    def scalar(self, node: ScalarNode) -> Any:
        tag = str(node.tag)
        if tag not in PLAIN_TAGS:
            self.tag(node)
            return node.value
        if tag == TIMESTAMP:
            return node.value
        try:
            value = self.scalars.construct_object(node)
        except (ValueError, LookupError, YAMLError):
            return node.value
        return Written(node.value) if LONG_DECIMAL.fullmatch(node.value) else value

    def mapping(self, node: MappingNode, depth: int) -> dict[str, Any]:
        seen: dict[str, Node] = {}
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self.tree.problems.append(self.problem(key_node, "a key is not plain text"))
                continue
            key = str(key_node.value)
            if key in seen and len(self.tree.problems) >= MAX_PROBLEMS:
                raise InputError(self.tree.problems)
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


def _inside(text: str, node: ScalarNode, offset: int) -> tuple[int, int]:
    """Line and column (from 1) of the character ``offset`` of a scalar's value.

    Value and source agree but for quotes, escapes, line folds and indentation, so the two are
    walked side by side, passing over white space.
    """
    end = node.end_mark.index
    properties = PROPERTIES.match(text, node.start_mark.index, end)
    at = properties.end() if properties else node.start_mark.index
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
    return line_column(text, min(at, len(text)))


def _is_left_out(node: Node) -> bool:
    """Whether nothing at all is written: not even quotes or a tag."""
    if not isinstance(node, ScalarNode) or node.value or node.style in ("'", '"', "|", ">"):
        return False
    return bool(node.start_mark.index == node.end_mark.index)


def _syntax_problem(error: MarkedYAMLError, text: str, file: str | None) -> Problem:
    mark = error.problem_mark or error.context_mark
    what = (error.problem or error.context or "not YAML").strip().removeprefix("but ")
    remedy = next((advice for sign, advice in ADVICE if sign in what), "")
    opening = error.context_mark
    if opening is not None and _is_unclosed(error, text):
        mark = opening
        what, remedy = f"this {text[opening.index]} is not closed", ""
    elif "could not find expected ':'" in what and opening is not None:
        mark = opening  # the key without a colon; YAML itself marks the line after it
    elif "mapping values" in what and ":" not in _before(text, mark):
        remedy = "indent this line as the one above it, or put the whole text in quotes"
    elif "<block end>" in what:
        what, remedy = _out_of_place(text, mark)
    elif "cannot start any token" in what and not remedy:
        remedy = f"a text that begins with {text[mark.index]} is put in quotes"
    what = what.replace("'\\x00'", "the end of the file")
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
    return Problem(place, f"not valid YAML: {what}", "", remedy)


def _is_unclosed(error: MarkedYAMLError, text: str) -> bool:
    """Whether a quote or bracket is meant to be closed: what surprised stands further left."""
    start, stop = error.context_mark, error.problem_mark
    context = error.context or ""
    if "quoted scalar" in context:
        return "end of stream" in (error.problem or "") or "document separator" in (
            error.problem or ""
        )
    if "flow" not in context or stop is None or stop.line == start.line:
        return False
    line, here = _before(text, start), _before(text, stop)
    return len(here) - len(here.lstrip(" -")) <= len(line) - len(line.lstrip(" -"))


def _before(text: str, mark: Any) -> str:
    """What stands in the line of a mark before it."""
    return text[text.rfind("\n", 0, mark.index) + 1 : mark.index]


def _out_of_place(text: str, mark: Any) -> tuple[str, str]:
    sign = text[mark.index : mark.index + 1]
    if sign and sign in "]}":
        return f"this {sign} closes nothing", f"take it out, or open it with {'[{'[sign == '}']}"
    if _before(text, mark).strip(" -"):
        return "text follows where a value has ended", "put the whole text in quotes"
    return "this line is indented unlike those above", "check the indentation"


def _nesting_problem(text: str, file: str | None) -> Problem:
    """Too deep to be composed: found token by token, which needs no recursion."""
    depth, place = 0, Place(file, 1, 1)
    for token in YAML(typ="safe", pure=True).scan(text):
        depth += isinstance(token, OPENING) - isinstance(token, CLOSING)
        if depth > MAX_NESTING + 1:
            mark = token.start_mark
            place = Place(file, mark.line + 1, mark.column + 1)
            break
    return Problem(place, TOO_DEEP)


def _unmarked_problem(error: Exception, text: str, file: str | None) -> Problem:
    character = re.search(r"#x([0-9a-f]+)", str(error))
    if character:
        sign = chr(int(character.group(1), 16))
        line, column = line_column(text, max(text.find(sign), 0))
        found = f"the character U+{ord(sign):04X} may not stand in YAML"
        return Problem(Place(file, line, column), found, "printable text", "delete it")
    escape = re.search(r"\\U(?!000|0010)[0-9a-fA-F]{8}", text)
    if escape:
        place = Place(file, *line_column(text, escape.start()))
        return Problem(place, f"{escape.group()} is no character", "at most \\U0010FFFF")
    return Problem(Place(file, 1, 1), f"not valid YAML: {error}".splitlines()[0])
