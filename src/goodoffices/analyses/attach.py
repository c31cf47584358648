"""An evidence id attached to an element of the model, in the text of the file that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from goodoffices.analyses.coverage import Element
from goodoffices.errors import RequestError, one_of
from goodoffices.formats import insert
from goodoffices.formats.tree import Key, Path_, path_text
from goodoffices.formats.yaml_tree import YamlTree, read_text
from goodoffices.model.parser import ExpressionError, parse

Path = tuple[Key, ...]
SECTIONS = ("params", "events", "stocks", "flows", "pools", "scenarios")
DIRECT = {
    "lever": ("levers",),
    "precedent": ("precedents",),
    "party": ("parties",),
    "perception": ("perceives",),
}
"""Kinds whose elements are the keys of one section."""
IN_CAUSES = ("causes", "opens", "closes")
ALSO = ("want", "rule")
"""The keys whose values an element's place is that of."""


def attached(
    text: str, element: Element, item_id: str, file: str = "", instead: bool = False
) -> str:
    """The text with ``item_id`` in ``because`` of ``element``; see ``formats.insert.attached``.

    ``text``: of the file in ``element.place``: ``situation.yaml`` or ``outlook.yaml``. The element
    is found by its name, and by its place where several have the name, so that edits can follow
    one another as long as they stand below. Raises ``RequestError`` where it is not found.
    """
    tree = read_text(text, file or None)
    return insert.attached(text, path_of(tree, element), item_id, file, instead)


def path_of(tree: YamlTree, element: Element) -> Path:
    """Where the element stands in the data of ``tree``. Raises ``RequestError``."""
    known = [path for path in _candidates(tree.data, element) if _there(tree.data, path)]
    here = [path for path in known if len(known) == 1 or _stands(tree, path, element)]
    if len(here) != 1:
        found = f'{element.kind} "{element.name}"'
        many = "stands at several places" if len(known) > 1 else "is not there"
        where = f"{element.place}: " if str(element.place) else ""
        raise RequestError(
            f"{where}{found} {many} in {tree.file or 'the text'}; read the case again"
            + (f"; expected one of {one_of(_shown(known), 4)}" if len(known) > 1 else "")
        )
    return here[0]


def _shown(paths: list[Path]) -> list[str]:
    return [path_text(path) for path in paths]


def _candidates(data: Any, element: Element) -> Iterator[Path]:
    """The paths at which an element of this kind and name can stand."""
    kind, name, party = element.kind, element.name, element.party
    if kind in DIRECT:
        yield (*DIRECT[kind], name)
    elif kind == "option":
        yield ("parties", party, "options", name.partition(".")[2])
    elif kind == "type":
        yield ("types", party, name)
    elif kind == "rule":
        for at, one in enumerate(_get(data, ("rules",)) or ()):
            told = (one.get("name") or one.get("rule")) if isinstance(one, dict) else one
            if told == name or _same(told, name):
                yield ("rules", at)
    elif kind == "preference":
        yield from _in_preference(data, name, ("parties", party))
    else:
        root: Path = ("outlook",) if isinstance(_get(data, ("outlook",)), dict) else ()
        yield from _in_outlook(_get(data, root) or {}, name, root)


def _in_preference(data: Any, name: str, party: Path) -> Iterator[Path]:
    if name.startswith("attitude towards "):
        yield (*party, "attitudes", name.removeprefix("attitude towards "))
        return
    if name.startswith("faction "):
        yield (*party, "divided", "factions", name.removeprefix("faction "))
        return
    factions = _get(data, (*party, "divided", "factions")) or {}
    holders = [party, *((*party, "divided", "factions", one) for one in factions)]
    for holder in holders:
        own = _get(data, holder) or {}
        if name.startswith("ranking ") and "ranking" in own:
            yield (*holder, "ranking")
        elif name.startswith("chain "):
            yield from _items(own, "partial_order", holder)
        elif name.startswith("unknown: "):
            yield from _items(own, "unknown", holder)
        elif name.startswith("degree of "):
            for key in ("divided", "fuzzy"):
                yield from _items(own.get(key) or {}, "pairs", (*holder, key))
        else:
            for path, want in _statements(own.get("prefers"), (*holder, "prefers")):
                if _same(want, name):
                    yield path


def _statements(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every statement of ``prefers`` with what it wants."""
    for at, level in enumerate(value if isinstance(value, list) else ()):
        here: Path = (*path, at)
        if isinstance(level, dict) and set(level) == {"tie"}:
            here, level = (*here, "tie"), level["tie"]
        if isinstance(level, list):
            for k, one in enumerate(level):
                yield (*here, k), one.get("want") if isinstance(one, dict) else one
        else:
            yield here, level.get("want") if isinstance(level, dict) else level


def _in_outlook(data: Any, name: str, root: Path) -> Iterator[Path]:
    """By the id of a part, by "a cause of X", or by the label of a number in place."""
    of = name.rpartition(" of ")[2]
    if " " not in name:
        for section in SECTIONS:
            yield (*root, section, name)
        return
    if of.startswith("pool "):
        yield (*root, "pools", of.removeprefix("pool "))
        return
    for section in ("events", "stocks", "flows"):
        part = _get(data, (section, of))
        if not isinstance(part, dict):
            continue
        here: Path = (*root, section, of)
        if name.startswith(("a cause", "rate", "probability")):
            for key in IN_CAUSES:
                yield from _items(part, key, here)
        if name.startswith(("a modifier", "times")):
            yield from _items(part, "modifiers", here)
        yield from ((*here, key) for key in part if name == f"{key} of {of}")


def _items(data: Any, key: str, path: Path) -> Iterator[Path]:
    listed = data.get(key) if isinstance(data, dict) else None
    yield from ((*path, key, at) for at in range(len(listed) if isinstance(listed, list) else 0))


def _stands(tree: YamlTree, path: Path, element: Element) -> bool:
    """Whether the element's place is that of the path, of its key or of what it says."""
    line, column = element.place.line, element.place.column
    asked: list[tuple[Path_, bool]] = [(path, False), (path, True)]
    asked += [((*path, key), False) for key in (*ALSO, "rate", "probability", "times")]
    places = [tree.locate(one, key=key) for one, key in asked]
    return any((one.line, one.column) == (line, column) for one in places)


def _there(data: Any, path: Path) -> bool:
    return path == () or path[-1] in _keys(_get(data, path[:-1]))


def _keys(data: Any) -> Any:
    return range(len(data)) if isinstance(data, list) else data if isinstance(data, dict) else ()


def _get(data: Any, path: Path) -> Any:
    for step in path:
        if step not in _keys(data):
            return None
        data = data[step]
    return data


def _same(text: object, name: str) -> bool:
    """Whether an expression as written is the one that an element is called by."""
    try:
        shown = str(text).lower() if isinstance(text, bool) else str(text)
        return str(parse(shown)) == name
    except ExpressionError:
        return False
