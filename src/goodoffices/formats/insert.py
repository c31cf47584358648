"""An evidence id added to ``because`` of one element of a YAML text; nothing else is touched.

Steps: (1) find the element by its path; (2) write down the ways in which the id could be put
there, none of which takes a comment away; (3) take the first after which the text reads as it did
before but for this one id. Where no way does, nothing is written and the message has the words.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from goodoffices.errors import InputError, RequestError
from goodoffices.formats.outlook_values import A_DAY
from goodoffices.formats.tree import Key, path_text
from goodoffices.formats.yaml_ends import (
    colon_end,
    column_of,
    in_flow,
    is_block,
    is_empty,
    new_line,
    node_at,
    pair_end,
    quoted,
    start_of,
    written_end,
)
from goodoffices.formats.yaml_places import Edit, applied, flows
from goodoffices.formats.yaml_tree import YamlTree, read_text

ASSUMPTION = "assumption"
BY_HAND = "nothing was written; write it by hand"
BEFORE = {"name", "role", "aliases", "people", "does", "also"}
"""Keys behind which ``because`` of a party stands; elsewhere it is the last."""
PARTY = 2
"""How many steps lead to a party."""


@dataclass(frozen=True)
class Way:
    """Edits of the text, and what they make of the data at the element."""

    edits: tuple[Edit, ...]
    becomes: Any


def attached(
    text: str, path: Sequence[Key], item_id: str, file: str = "", instead: bool = False
) -> str:
    """The text with ``item_id`` in ``because`` of the element at ``path``.

    ``path``: keys and numbers as the file has them: ``("rules", 0)``,
    ``("parties", "israel", "options", "ceasefire")``, ``("parties", "hamas", "prefers", 3, 1)``;
    in a file of its own an outlook has no first key. ``instead``: put it in the place of
    ``because: assumption``, which is refused otherwise. An id that stands there already changes
    nothing. Raises ``RequestError`` where it cannot be done without touching anything else, and
    ``InputError`` for a text that is no YAML.
    """
    tree = read_text(text, file or None)
    found = node_at(tree.root, path)
    if found is None:
        raise RequestError(f"{file or 'the text'} has nothing at {path_text(path)}")
    place = f"{tree.locate(path, key=True)}: "
    data = value_at(tree.data, path)
    old = data.get("because") if isinstance(data, dict) else None
    if isinstance(old, list) and item_id in old:
        return text
    if old in (ASSUMPTION, [ASSUMPTION]) and not instead:
        raise RequestError(
            f"{place}{path_text(path)} rests on an assumption; expected a word that "
            f"{item_id} takes its place; nothing was written"
        )
    ways = _ways(tree, path, *found, data, item_id)
    new = first_good(tree, path, ways)
    if new is None:
        shown = f"because: [{in_flow(item_id)}]"
        raise RequestError(
            f"{place}{path_text(path)} is written in a way that cannot be changed without "
            f"touching anything else; {BY_HAND}: {shown}"
        )
    return new


def first_good(tree: YamlTree, path: Sequence[Key], ways: Iterable[Way]) -> str | None:
    """The text after the first way that changes the data as it says, and nothing else."""
    for way in ways:
        new = applied(tree.text, way.edits)
        try:
            data = read_text(new).data
        except InputError:
            continue
        if in_order(data) == in_order(_with(tree.data, path, way.becomes)):
            return new
    return None


def value_at(data: Any, path: Sequence[Key]) -> Any:
    """What stands at a path that exists."""
    for step in path:
        data = data[step]
    return data


def in_order(data: Any) -> str:
    """Plain data with the order of its keys and its kinds, to be compared."""
    return json.dumps(data, default=str)


def _with(data: Any, path: Sequence[Key], value: Any) -> Any:
    if not path:
        return value
    whole = copy.copy(data)
    whole[path[0]] = _with(whole[path[0]], path[1:], value)
    return whole


def _ways(
    tree: YamlTree, path: Sequence[Key], key: Node | None, node: Node, data: Any, item_id: str
) -> Iterator[Way]:
    shown = in_flow(item_id)
    if isinstance(node, MappingNode):
        pairs = {str(one.value): (one, value) for one, value in node.value}
        if "because" in pairs:
            yield from _into(tree, *pairs["because"], data, item_id, shown)
        else:
            yield from _beside(tree, path, node, data, item_id, shown)
    elif data is None:
        value = f"{{because: [{shown}]}}"
        if is_empty(node) and key is not None:
            at = colon_end(tree.text, key)
            yield Way(((at, at, f" {value}"),), {"because": [item_id]})
        elif not is_empty(node):
            start, end = start_of(node), written_end(tree.text, node)
            yield Way(((start, end, value),), {"because": [item_id]})
            yield Way(((end, end, f" {value}"),), {"because": [item_id]})
    else:
        long = long_key(path)
        if long:
            yield from _lengthened(tree, node, long, data, item_id, shown)


def _into(
    tree: YamlTree, key: Node, value: Node, data: Any, item_id: str, shown: str
) -> Iterator[Way]:
    """``because`` is there: another id in it, or the first one."""
    text = tree.text
    old = data["because"]
    listed = old if isinstance(old, list) and old != [ASSUMPTION] else []
    becomes = data | {"because": [*listed, item_id]}
    if is_empty(value):
        at = colon_end(text, key)
        yield Way(((at, at, f" [{shown}]"),), becomes)
        return
    start, end = start_of(value), written_end(text, value)
    if start < start_of(key) or not (isinstance(old, list) or old in (None, ASSUMPTION)):
        return
    if not isinstance(value, SequenceNode):
        yield Way(((start, end, f"[{shown}]"),), becomes)
    elif old == [ASSUMPTION]:
        inner = value.value[0]
        edit = (start_of(inner), written_end(text, inner), shown)
        yield Way((edit,), becomes)
    elif flows(value):
        yield Way((in_brackets(text, value, shown),), becomes)
    else:
        line = f"- {shown}"
        yield Way((new_line(text, end, column_of(value), line),), becomes)


def _beside(
    tree: YamlTree, path: Sequence[Key], node: MappingNode, data: Any, item_id: str, shown: str
) -> Iterator[Way]:
    """``because`` as a further key: of a party before its options, else the last."""
    text = tree.text
    for place in places(node, BEFORE if len(path) == PARTY and path[0] == "parties" else None):
        becomes = inserted_key(data, place, "because", [item_id])
        yield Way((key_edit(text, node, place, f"because: [{shown}]"),), becomes)


def places(node: MappingNode, behind: set[str] | None) -> Iterator[int]:
    """How many keys stand before a new one: after the last of ``behind``, then at the end."""
    count = len(node.value)
    if behind is not None:
        known = [at for at, (key, _) in enumerate(node.value, 1) if key.value in behind]
        yield known[-1] if known else 0
    yield count
    if count:
        yield 0


def inserted_key(data: dict[str, Any], place: int, name: str, value: Any) -> dict[str, Any]:
    """The mapping with another key, behind ``place`` others."""
    pairs = list(data.items())
    return dict([*pairs[:place], (name, value), *pairs[place:]])


def key_edit(text: str, node: MappingNode, place: int, entry: str) -> Edit:
    """The edit that writes ``key: value`` into a mapping, behind ``place`` other keys."""
    if flows(node):
        if not node.value:
            at = start_of(node) + text[start_of(node) :].index("{") + 1
            return at, at, entry
        if not place:
            at = start_of(node.value[0][0])
            return at, at, f"{entry}, "
        at = pair_end(text, *node.value[place - 1])
        return at, at, f", {entry}"
    column = column_of(node.value[0][0])
    if place:
        return new_line(text, pair_end(text, *node.value[place - 1]), column, entry)
    at = start_of(node.value[0][0])
    _, _, line = new_line(text, at, column, entry)
    end = "\r\n" if line.startswith("\r\n") else "\n"
    return at, at, f"{line.lstrip()}{end}{' ' * column}"


def in_brackets(text: str, node: SequenceNode, entry: str) -> Edit:
    """The edit that writes a further entry at the end of ``[…]``."""
    close = int(node.end_mark.index) - 1
    inside = [written_end(text, one) for one in node.value if start_of(one) > start_of(node)]
    if not node.value:
        return close, close, entry
    at = max(inside, default=close)
    alias = re.compile(r"\s*(?:,\s*\*[^\s,\[\]{}]+\s*)+").match(text, at)
    at = alias.start() + len(alias.group().rstrip()) if alias else at
    return at, at, f", {entry}"


def _lengthened(
    tree: YamlTree, node: Node, long: str, data: Any, item_id: str, shown: str
) -> Iterator[Way]:
    """A short form as ``{key: …, because: […]}``."""
    text = tree.text
    start, end = start_of(node), written_end(text, node)
    because = f"because: [{shown}]"
    becomes: dict[str, Any] = {long: data, "because": [item_id]}
    if long == "value" and isinstance(data, str):
        yield from _a_day(tree, node, data, item_id, because)
        return
    around = ((start, start, f"{{{long}: "), (end, end, f", {because}}}"))
    if not is_block(node):
        yield Way(around, becomes)
    if isinstance(node, ScalarNode) and not _has_comment(text[start:end], node):
        yield Way(((start, end, f"{{{long}: {quoted(data)}, {because}}}"),), becomes)
    elif is_block(node):
        column = column_of(node)
        line_end = "\r\n" if "\r\n" in text else "\n"
        head = (start, start, f"{long}:{line_end}{' ' * column}")
        yield Way((head, new_line(text, end, column, because)), becomes)


def _a_day(tree: YamlTree, node: Node, data: str, item_id: str, because: str) -> Iterator[Way]:
    """What moves in a day as text, ``400 trucks/day``: the number and its unit apart."""
    pace = A_DAY.match(data.strip())
    if pace is None:
        return
    unit = {"unit": f"{pace[2].strip()}/day"} if pace[2] else {}
    units = "".join(f", unit: {in_flow(one)}" for one in unit.values())
    edit = (
        start_of(node),
        written_end(tree.text, node),
        f"{{value: {pace[1]}{units}, {because}}}",
    )
    becomes = {"value": read_text(pace[1]).data, **unit, "because": [item_id]}
    yield Way((edit,), becomes)


def _has_comment(written: str, node: ScalarNode) -> bool:
    """Whether the head of a folded or literal text holds one."""
    return node.style in ("|", ">") and "#" in written.split("\n")[0]


def long_key(path: Sequence[Key]) -> str:
    """The key that a short form at this path stands for; "" where there is no short form."""
    section = path[1:] if path and path[0] == "outlook" else path
    if not section:
        return ""
    inner = section[2:] if section[0] == "parties" else ()
    if inner[:1] == ("divided",):
        inner = inner[3:]
    if inner[:1] == ("options",) and len(inner) == 2:
        return "does"
    if inner[:1] == ("ranking",) or (inner[:1] == ("partial_order",) and len(inner) == 2):
        return "order"
    if inner[:1] == ("prefers",) and len(inner) > 1:
        return "want"
    if inner[:1] == ("unknown",) and len(inner) == 2:
        return "pair"
    if inner[:1] == ("attitudes",) and len(inner) == 2:
        return "attitude"
    if section[0] == "rules" and len(section) == 2:
        return "rule"
    if section[0] in ("params", "pools") and len(section) == 2:
        return "value"
    amounts = ("initial", "most", "capacity", "ramp", "drift", "times")
    return "value" if section[-1] in amounts and section[0] in ("stocks", "flows", "events") else ""
