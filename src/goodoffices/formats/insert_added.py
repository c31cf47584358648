"""A further entry in a section of a YAML text: an item of a list or a key of a mapping.

Steps: (1) find the section, or the mapping in which it is missing; (2) write down the ways in
which the entry could stand there, as its neighbours stand; (3) take the first after which the text
reads as before but for the entry. Nothing else is touched; where no way does, nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from goodoffices.errors import RequestError
from goodoffices.formats.insert import (
    BY_HAND,
    Way,
    first_good,
    in_brackets,
    inserted_key,
    key_edit,
    value_at,
)
from goodoffices.formats.tree import Key, path_text
from goodoffices.formats.yaml_ends import (
    colon_end,
    column_of,
    in_flow,
    is_empty,
    new_line,
    node_at,
    quoted,
    start_of,
    written_end,
)
from goodoffices.formats.yaml_places import Edit, flows
from goodoffices.formats.yaml_tree import YamlTree, read_text

Path = tuple[Key, ...]
SITUATION = (
    *("goodoffices", "title", "as_of", "parties", "order", "closed", "terms", "rules", "one_way"),
    *("now", "states", "words", "levers", "types", "precedents", "perceives", "no_move", "same"),
    *("graph", "outlook", "kept", "sensitive"),
)
OUTLOOK = (
    *("horizon", "step", "params", "events", "stocks", "flows", "pools", "scenarios", "ask"),
)
EVENT = (
    *("name", "holds_in", "reached", "status", "begins", "requires", "causes", "opens", "closes"),
    *("modifiers", "excludes", "table", "because", "sensitive"),
)
PARTY = (
    *("name", "role", "aliases", "people", "because", "attitudes", "options", "prefers"),
    *("elicited", "behaviour"),
)
ORDERS = (SITUATION, OUTLOOK, EVENT, PARTY)
"""In which order the keys of a mapping stand; a new one goes behind the last that comes before."""
LISTS = {
    *("rules", "one_way", "now", "same", "no_move", "prefers", "causes", "opens", "closes"),
    *("modifiers", "ask", "closed"),
}
"""Sections that are lists; a missing one else is a mapping."""


def added(
    text: str,
    path: Sequence[Key],
    entry: str,
    file: str = "",
    place: int | None = None,
    above: bool = False,
) -> str:
    """The text with ``entry`` at the end of the section at ``path``, which is made if missing;
    in a list of lines ``place`` says how many items stay before it. ``above``: a new first item
    stands above the comments over the old one, too, which are taken to be about that.

    ``path``: ``("rules",)``, ``("terms",)``, ``("events", "aid", "causes")``. ``entry``: YAML
    that begins in column 0: the item of a list, without its dash, or ``key: value``. Raises
    ``RequestError`` where the key is there, or where it cannot be done without touching anything
    else; ``InputError`` for a text or an entry that is no YAML.
    """
    tree = read_text(text, file or None)
    entry = entry.strip("\n").replace("\r\n", "\n")
    found = node_at(tree.root, path)
    old = value_at(tree.data, path) if found is not None else None
    listed = isinstance(old, list) if old is not None else path[-1] in LISTS
    new = read_text(entry).data
    here = f"{tree.locate(path, key=True)}: "
    if not listed:
        if not isinstance(new, dict) or len(new) != 1:
            raise RequestError(f'"{entry}" is no entry of {path_text(path)}; expected key: value')
        key, value = next(iter(new.items()))
        if isinstance(old, dict) and key in old:
            raise RequestError(f"{here}{path_text(path)} has {key} already; nothing was written")
        becomes: Any = {**(old or {}), key: value}
    else:
        becomes = list(old or [])
        becomes.insert(len(becomes) if place is None else place, new)
    if found is not None:
        ways: Iterator[Way] = _in_section(text, *found, entry, listed, becomes, place, above)
        changed = first_good(tree, path, ways)
    else:
        changed = _made(tree, tuple(path), entry, listed, becomes)
    if changed is None:
        shown = f"- {entry}" if listed else entry
        raise RequestError(
            f"{here}{path_text(path)} is written in a way to which nothing can be added without "
            f"touching anything else; {BY_HAND} under {path_text(path)}: {shown}"
        )
    return changed


def _in_section(
    text: str,
    key: Node | None,
    node: Node,
    entry: str,
    listed: bool,
    becomes: Any,
    place: int | None,
    above: bool,
) -> Iterator[Way]:
    if isinstance(node, SequenceNode) and place is not None and place < len(node.value):
        for edit in _before(text, key if above else None, node, entry, place):
            yield Way((edit,), becomes)
        return
    for edits in _edits(text, key, node, entry, listed):
        yield Way(edits, becomes)


def _edits(
    text: str, key: Node | None, node: Node, entry: str, listed: bool
) -> Iterator[tuple[Edit, ...]]:
    """As the entries before; under the key where there is none yet."""
    below = _item(entry, 2) if listed else entry
    flow = in_one_line(entry, listed)
    if isinstance(node, SequenceNode | MappingNode) and node.value and not flows(node):
        column = column_of(node)
        if isinstance(node, SequenceNode):
            first = node.value[0]
            same_line = first.start_mark.line == node.start_mark.line
            wide = (
                column_of(first) - column if same_line and start_of(first) > start_of(node) else 2
            )
            below = _item(entry, wide)
        else:
            column = column_of(node.value[0][0])
        yield (new_line(text, written_end(text, node), column, below),)
        return
    if key is not None and start_of(node) >= start_of(key):
        at, column = colon_end(text, key), column_of(key) + 2
        if is_empty(node):
            yield (new_line(text, at, column, below),)
            yield ((at, at, f" [{flow}]" if listed else f" {{{flow}}}"),)
            return
        end = written_end(text, node)
        if text[start_of(node) : end].strip("[]{} \r\n\t") in ("", "~", "null"):
            line = new_line(text, end, column, below)
            if line[0] == end:
                yield ((at, end, line[2]),)
            else:
                yield ((at, end, ""), line)
            shown = f"[{flow}]" if listed else f"{{{flow}}}"
            yield ((start_of(node), end, shown),)
    if isinstance(node, SequenceNode):
        yield (in_brackets(text, node, flow),)
    elif isinstance(node, MappingNode):
        yield (key_edit(text, node, len(node.value), flow),)


def _before(
    text: str, key: Node | None, node: SequenceNode, entry: str, place: int
) -> Iterator[Edit]:
    """Before the item at ``place``: below the one before it, or right below ``key``."""
    item = node.value[place]
    if flows(node):
        at = start_of(item)
        yield at, at, f"{in_one_line(entry, True)}, "
        return
    column = column_of(node)
    if place:
        at = written_end(text, node.value[place - 1])
        yield new_line(text, at, column, _item(entry, 2))
        return
    if key is not None and key.start_mark.line < node.start_mark.line:
        yield new_line(text, colon_end(text, key), column, _item(entry, 2))
    at = start_of(node)
    _, _, line = new_line(text, at, column, _item(entry, 2))
    end = "\r\n" if line.startswith("\r\n") else "\n"
    yield at, at, f"{line.lstrip()}{end}{' ' * column}"


def in_one_line(entry: str, listed: bool) -> str:
    """An entry of several lines as it stands inside ``[…]`` or ``{…}``."""
    if "\n" not in entry:
        return entry
    shown = one_line(read_text(entry).data)
    return shown if listed else shown[1:-1]


def one_line(value: Any) -> str:
    """Plain data as YAML in one line, for inside ``[…]`` or ``{…}``."""
    if isinstance(value, dict):
        pairs = (f"{in_flow(key)}: {one_line(one)}" for key, one in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(one_line, value)) + "]"
    if value is None:
        return ""
    return in_flow(value) if isinstance(value, str) else quoted(value)


def _item(entry: str, wide: int) -> str:
    """Behind a dash, further lines as far in as the first."""
    return "-" + " " * (wide - 1) + entry.replace("\n", "\n" + " " * wide)


def _made(tree: YamlTree, path: Path, entry: str, listed: bool, becomes: Any) -> str | None:
    """With a section that was missing; None where that cannot be done."""
    above, name = path[:-1], str(path[-1])
    found = node_at(tree.root, above)
    if tree.root is None and not above:  # nothing but comments: the section is the first
        below = _item(entry, 2) if listed else entry
        line_end = "\r\n" if "\r\n" in tree.text else "\n"
        gap = line_end if tree.text and not tree.text.endswith("\n") else ""
        block = f"{name}:\n  " + below.replace("\n", "\n  ") + "\n"
        end = len(tree.text)
        edit = (end, end, gap + block.replace("\n", line_end))
        return first_good(tree, (), [Way((edit,), {name: becomes})])
    if found is None:
        raise RequestError(
            f"{tree.file or 'the text'} has no {path_text(above) or 'mapping'}; nothing was written"
        )
    key, node = found
    data = value_at(tree.data, above)
    below = _item(entry, 2) if listed else entry
    block = f"{name}:\n  " + below.replace("\n", "\n  ")
    line = in_one_line(entry, listed)
    flow = f"{name}: [{line}]" if listed else f"{name}: {{{line}}}"
    if data is None and key is not None:
        whole = {name: becomes}
        at = colon_end(tree.text, key)
        if is_empty(node):
            below_it = new_line(tree.text, at, column_of(key) + 2, block)
            ways = [Way((below_it,), whole), Way(((at, at, f" {{{flow}}}"),), whole)]
        else:
            edit = (start_of(node), written_end(tree.text, node), f"{{{flow}}}")
            ways = [Way((edit,), whole)]
        return first_good(tree, above, ways)
    if not isinstance(node, MappingNode):
        return None
    ways = []
    for place in in_order_of_fellows(node, name):
        whole = inserted_key(data, place, name, becomes)
        if flows(node):
            ways.append(Way((key_edit(tree.text, node, place, flow),), whole))
            continue
        edit = key_edit(tree.text, node, place, block)
        if not above and place:
            edit = _spaced(tree.text, edit)
        ways.append(Way((edit,), whole))
    return first_good(tree, above, ways)


def in_order_of_fellows(node: MappingNode, name: str) -> Iterator[int]:
    """Behind how many keys a new one goes: by the order its fellows have, else at the end."""
    keys = [str(key.value) for key, _ in node.value]
    order = max(ORDERS, key=lambda one: (name in one, len({*keys} & {*one})))
    if name in order:
        before = order[: order.index(name)]
        known = [at for at, key in enumerate(keys, 1) if key in before]
        if known:
            yield known[-1]
    yield len(keys)


def _spaced(text: str, edit: Edit) -> Edit:
    """With an empty line before a section where sections of the file have one."""
    at, end, new = edit
    line_end = "\r\n" if new.startswith("\r\n") else "\n"
    return (at, end, line_end + new) if line_end * 2 in text else edit
