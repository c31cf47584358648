"""Where a party's preference stands in a text, and the pieces that it is made of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from goodoffices.errors import InputError, Place, RequestError
from goodoffices.formats.tree import line_column
from goodoffices.formats.yaml_places import Edit, alias_of, end_of, end_of_line, flows, leaves
from goodoffices.formats.yaml_tree import YamlTree, read_text
from goodoffices.model.expression import Expression, bare
from goodoffices.model.parser import ExpressionError, parse

Entry = tuple[Node, Node]
WIDTH = 100


@dataclass(frozen=True)
class Piece:
    """One statement or one level as it is written, from ``start`` to ``end`` of the text.

    ``above``: the comment lines before it. ``beside``: the comment after it, with its spaces.
    ``column``: where it starts in its line.
    """

    start: int
    end: int
    column: int
    above: str = ""
    beside: str = ""


@dataclass(frozen=True)
class PreferenceText:
    """One party in a text. ``key``, ``value``: the nodes of the party. ``file``: for messages."""

    text: str
    file: str | None
    party: str
    place: str
    key: Node
    value: Node

    @property
    def flow(self) -> bool:
        """Whether the party is written inside ``{…}``."""
        return isinstance(self.value, MappingNode) and flows(self.value)

    @cached_property
    def line_end(self) -> str:
        """How lines of this text end."""
        return "\r\n" if "\r\n" in self.text else "\n"

    @property
    def indent(self) -> str:
        """What stands before the party's keys."""
        if isinstance(self.value, MappingNode) and self.value.value:
            return " " * int(self.value.value[0][0].start_mark.column)
        return " " * (int(self.key.start_mark.column) + 2)

    def end(self, node: Node) -> int:
        """Where a node ends."""
        return end_of(self.text, node)

    def entry(self, name: str) -> Entry | None:
        """A key of the party with its value."""
        for key, value in self.value.value if isinstance(self.value, MappingNode) else ():
            if key.value == name:
                return key, value
        return None

    def _preference(self) -> Entry | None:
        """``prefers`` or ``ranking`` with its value.

        Raises ``RequestError`` where that is an alias, or where an alias elsewhere means it.
        """
        entry = self.entry("prefers") or self.entry("ranking")
        if entry is None:
            return None
        key, value = entry
        here = int(key.start_mark.index)
        name = value.anchor
        if value.start_mark.index < here:
            at = self.text.index("*", self.end(key))
            line = line_column(self.text, int(value.start_mark.index))[0]
            raise RequestError(
                f"{self._place(at)}the preferences of {self.party} are an alias (*{name}) of what "
                f"stands in line {line}; expected the list itself; write it out in place of "
                f"*{name}, and run the command again"
            )
        found = None if name is None else alias_of(self.text, value)
        if found is not None:
            line = line_column(self.text, found)[0]
            raise RequestError(
                f"{self._place(self.end(key))}the preferences of {self.party} (&{name}) are also "
                f"meant by *{name} in line {line}; expected a list of its own; write it out in "
                f"place of *{name}, take &{name} out, and run the command again"
            )
        return entry

    def _place(self, at: int) -> str:
        return f"{Place(self.file, *line_column(self.text, at))}: "

    def listed(self, levels: Sequence[Sequence[Expression]]) -> Edit:
        """The preference of a party that is written as a block."""
        entry = self._preference()
        if entry is None:
            at = max(map(self.end, leaves(self.value)), default=self.end(self.key) + 1)
            at = end_of_line(self.text, at)
            return at, at, f"{self.line_end}{self.indent}prefers:{self._new_block(levels)}"
        key, value = entry
        start = int(key.start_mark.index)
        if key.value == "ranking":
            self._no_comment(start, self.end(value))
            return start, self.end(value), f"prefers:{self._new_block(levels)}"
        if self.end(value) <= value.start_mark.index:
            at = end_of_line(self.text, self.end(key))
            return at, at, self._new_block(levels)
        if flows(value):
            return self._flow_list(value, levels)
        begins = end_of_line(self.text, self.end(key))
        last = end_of_line(self.text, self.end(value))
        return begins, last, self._block(value, levels)

    def listed_in_flow(self, levels: Sequence[Sequence[Expression]]) -> Edit:
        """The preference of a party that is written inside ``{…}``."""
        entry = self._preference()
        if entry is None:
            inside = [self.end(node) for pair in self.value.value for node in pair]
            at = max(inside, default=int(self.value.start_mark.index) + 1)
            comma = ", " if inside else ""
            return at, at, f"{comma}prefers: {self._in_flow(levels, {})}"
        key, value = entry
        if self.end(value) <= value.start_mark.index:
            at = self.text.index(":", self.end(key)) + 1
            return at, at, f" {self._in_flow(levels, {})}"
        start, end, new = self._flow_list(value, levels)
        if key.value == "ranking":
            return int(key.start_mark.index), end, f"prefers: {new}"
        return start, end, new

    def _flow_list(self, value: Node, levels: Sequence[Sequence[Expression]]) -> Edit:
        self._no_comment(int(value.start_mark.index), self.end(value))
        known = {} if self.entry("prefers") is None else self._pieces(value)[0]
        new = self._in_flow(levels, known)
        column = int(value.start_mark.column)
        if column + len(new) > WIDTH and not self.flow:
            sep = f",{self.line_end}{' ' * (column + 1)}"
            new = f"[{sep.join(self._level_in_flow(level, known) for level in levels)}]"
        return int(value.start_mark.index), self.end(value), new

    def _in_flow(self, levels: Sequence[Sequence[Expression]], known: dict[str, Piece]) -> str:
        return f"[{', '.join(self._level_in_flow(level, known) for level in levels)}]"

    def _level_in_flow(self, level: Sequence[Expression], known: dict[str, Piece]) -> str:
        texts = []
        for want in level:
            piece = known.get(bare(want))
            texts.append(
                _scalar(bare(want), True)
                if piece is None
                else " ".join(self.text[piece.start : piece.end].split())
            )
        return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"

    def _new_block(self, levels: Sequence[Sequence[Expression]]) -> str:
        lines = []
        for level in levels:
            texts = [_scalar(bare(want), len(level) > 1) for want in level]
            one = texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
            lines.append(f"{self.line_end}{self.indent}  - {one}")
        return "".join(lines)

    def _block(self, value: Node, levels: Sequence[Sequence[Expression]]) -> str:
        """Every level in a line or more, with what stood above and beside its statements."""
        known, whole = self._pieces(value)
        dash = int(value.start_mark.column)
        column = int(value.value[0].start_mark.column)
        if value.value[0].start_mark.line != value.start_mark.line:
            column = dash + 2
        out = []
        for level in levels:
            texts = [bare(want) for want in level]
            piece = whole.get(tuple(texts))
            lead = " " * dash + "-" + " " * (column - dash - 1)
            if piece is not None:
                out.append(self._item(piece, lead))
                continue
            for at, text in enumerate(texts):
                inner = lead if len(texts) == 1 else (lead if at == 0 else " " * column) + "- "
                found = known.get(text)
                if found is None:
                    out.append(f"{self.line_end}{inner}{_scalar(text, False)}")
                else:
                    out.append(self._item(found, inner))
        return "".join(out)

    def _item(self, piece: Piece, lead: str) -> str:
        """A piece behind its dashes, further lines moved as far as the first one was."""
        moved = len(lead) - piece.column
        first, *rest = self.text[piece.start : piece.end].split("\n")
        lines = [first]
        for line in rest:
            here = len(line) - len(line.lstrip(" "))
            lines.append(" " * max(0, here + moved) + line.lstrip(" ") if line.strip() else line)
        return f"{piece.above}{self.line_end}{lead}" + "\n".join(lines) + piece.beside

    def _pieces(self, value: Node) -> tuple[dict[str, Piece], dict[tuple[str, ...], Piece]]:
        """Statements by what they say, and levels by what their statements say."""
        statements: dict[str, Piece] = {}
        levels: dict[tuple[str, ...], Piece] = {}
        nodes = [one for item in value.value for one in _members(item)]
        first = int(value.start_mark.index)
        last = self.end(value)
        edges = [first if not flows(value) else first + 1, *(self.end(one) for one in nodes)]
        pieces = []
        for at, node in enumerate(nodes):
            if not first <= node.start_mark.index < last:
                raise RequestError(
                    f"{self.place}a statement of {self.party} is an alias (*…); expected the "
                    "statement itself; write it out, and run the command again"
                )
            before = self._comments_before(edges[at], int(node.start_mark.index), at == 0)
            after = self.text[self.end(node) : end_of_line(self.text, self.end(node))]
            beside = after if after.lstrip(" \t").startswith("#") else ""
            column = int(node.start_mark.column)
            start, end = int(node.start_mark.index), self.end(node)
            pieces.append(Piece(start, end, column, before, beside))
        at = 0
        for item in value.value:
            members = _members(item)
            own = pieces[at : at + len(members)]
            texts = [_says(node) for node in members]
            statements |= dict(zip(texts, own, strict=True))
            end = max(self.end(item), own[-1].end)
            column = int(item.start_mark.column)
            start = int(item.start_mark.index)
            after = self.text[end : end_of_line(self.text, end)]
            beside = after if after.lstrip(" \t").startswith("#") else ""
            levels[tuple(texts)] = Piece(start, end, column, own[0].above, beside)
            at += len(members)
        return statements, levels

    def _comments_before(self, start: int, end: int, first: bool) -> str:
        """The lines with nothing but a comment, or with nothing, between two statements."""
        if first:  # YAML has the list begin at its first dash; comments above belong to it
            entry = self.entry("prefers")
            start = self.end(entry[0]) if entry else start
        _, *lines = self.text[start:end].split("\n")
        kept = [line.rstrip("\r") for line in lines[:-1] if line.strip()[:1] in ("#", "")]
        return "".join(f"{self.line_end}{line}" for line in kept)

    def _no_comment(self, start: int, end: int) -> None:
        """A list in brackets, or a ranking, is not taken apart where it holds comments."""
        for line in self.text[start:end].split("\n"):
            if line.lstrip().startswith("#") or " #" in line:
                raise RequestError(
                    f"{self.place}the preferences of {self.party} hold a comment that would be "
                    "lost; expected a list of lines that begin with a dash, or no comment; write "
                    "them so, and run the command again"
                )


def party_text(tree: YamlTree, party: str) -> PreferenceText:
    """The party in the tree. Raises ``RequestError`` where it stands behind an alias."""
    place = f"{tree.locate(('parties', party), key=True)}: "
    assert isinstance(tree.root, MappingNode)
    for key, value in tree.root.value:
        for inner, node in value.value if key.value == "parties" else ():
            if inner.value == party and node.start_mark.index >= inner.start_mark.index:
                return PreferenceText(tree.text, tree.file, party, place, inner, node)
    raise RequestError(
        f"{place}{party} is written as an alias (*…); expected the party itself; write it out, "
        "and run the command again"
    )


def _members(item: Node) -> list[Node]:
    """The statements of one level."""
    if isinstance(item, MappingNode) and [key.value for key, _ in item.value] == ["tie"]:
        item = item.value[0][1]
    return list(item.value) if isinstance(item, SequenceNode) else [item]


def _says(node: Node) -> str:
    """What a statement wants, in the one form that all its spellings have."""
    if isinstance(node, MappingNode):
        node = next(value for key, value in node.value if key.value == "want")
    try:
        return bare(parse(str(node.value)))
    except ExpressionError:
        return str(node.value)


def _scalar(text: str, flow: bool) -> str:
    """An expression as YAML, in quotes where plain text would read as something else."""
    try:
        read = read_text(f"[{text}]" if flow else f"- {text}").data
    except InputError:
        read = None
    return text if read in ([text], [text == "true"]) else json.dumps(text, ensure_ascii=False)
