"""What there is to search: the files of a case or of a folder of texts, and what is listed there.

``sources.yaml`` of fifty thousand reports takes long to read, and grows at its end. So where the
file begins with what was read last time, only the rest of it is read, if the rest is entries of
the same mapping and nothing else; where there is any doubt all of it is.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goodoffices.errors import InputError, Place, RequestError
from goodoffices.evidence.schema import SourcesShape
from goodoffices.evidence.source import read_body
from goodoffices.formats.shapes import shaped
from goodoffices.formats.yaml_tree import YamlTree, read_file, read_text, text_of

SITUATION = "situation.yaml"
SOURCES = "sources/sources.yaml"
ITEM_FILES = ("evidence.yaml", "proposed.yaml")
TEXTS = (".txt", ".text", ".md", ".markdown")
_ENTRY = re.compile(rb"(?:[^\s#\-&*!|>'\"%@`\[\]{},:?][^\r\n]*?|\"[^\r\n]*?\"):(?:\s|\Z)")
_ITEM = re.compile(r"^- ", re.MULTILINE)
_PLAIN_LINE = re.compile(r"(?:- |  )([a-z_]+): (.*)")
_NAMED = re.compile(r"[a-z]+")
_PARTY = re.compile(r'party: "([^"\\]+)"')


@dataclass(frozen=True, slots=True)
class Listed:
    """One source: its key, its file (a path below the folder), and what is known about it."""

    key: str
    file: str
    title: str = ""
    publisher: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """One item of ``evidence.yaml`` or ``proposed.yaml``, as far as search asks for it."""

    id: str
    source: str
    start: int
    end: int
    kind: str
    status: str
    speaker: str = ""
    parties: tuple[str, ...] = ()


def is_case(folder: Path) -> bool:
    """Whether the folder is a case; another folder is searched for its text files."""
    return (folder / SITUATION).is_file() or (folder / SOURCES).is_file()


def texts_below(folder: Path) -> list[Listed]:
    """The text files of a folder that is no case, hidden ones left out. Raises ``RequestError``
    where there is none."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in name.parts)
        if not can_be_told(name.as_posix()):
            continue
        if path.suffix.lower() in TEXTS and not hidden and path.is_file():
            found.append(Listed(name.as_posix(), name.as_posix(), path.stem))
    if not found:
        expected = "expected a case or a folder of text files (.txt, .md)"
        raise RequestError(f"there is nothing to search in {folder}; {expected}")
    return found


def can_be_told(name: str) -> bool:
    """Whether a file's name is text; a name of other bytes can stand in no list of sources."""
    return name.isprintable() or not any("\ud800" <= sign <= "\udfff" for sign in name)


def listed(tree: YamlTree) -> list[Listed]:
    """The entries of a ``sources.yaml``. Raises ``InputError`` with every mistake of form."""
    if tree.data is None:
        return []
    found = []
    for key, one in shaped(tree, SourcesShape, "the sources").root.items():
        when = one.date.isoformat() if isinstance(one.date, datetime.date) else ""
        file = f"sources/{posixpath.normpath(one.file or f'{key}.txt')}"
        found.append(Listed(key, file, one.title or "", one.publisher or "", when))
    return found


def read_listed(path: Path) -> list[Listed]:
    """All entries of ``sources.yaml``."""
    return listed(read_file(path))


def more_listed(raw: bytes, size: int, sha256: str, known: Iterable[str]) -> list[Listed] | None:
    """The entries that stand behind the first ``size`` bytes, or None where all of the file has to
    be read: it begins otherwise than before, or its end is not plainly more of the same."""
    head, rest = raw[:size], raw[size:]
    if size == 0 or len(raw) <= size or hashlib.sha256(head).hexdigest() != sha256:
        return None
    if not head.endswith(b"\n") or re.search(rb"^[\[{]|^(?:---|\.\.\.)", raw, re.MULTILINE):
        return None
    first = re.search(rb"^(?![ \t]*(?:#|\r?$))", rest, re.MULTILINE)
    if first is None or not _ENTRY.match(rest, first.start()):
        return None
    try:
        found = listed(read_text(rest.decode("utf-8")))
    except (InputError, UnicodeDecodeError):
        return None
    return None if {one.key for one in found} & set(known) else found


def body(folder: Path, one: Listed, inside: str) -> str:
    """The text of a source, which lies below ``folder / inside``. Raises ``InputError``."""
    name = one.file.removeprefix(f"{inside}/") if inside else one.file
    where = folder / SOURCES if inside else folder
    return read_body(folder / inside, name, Place(str(where), path=one.key), text_of)


def quoted(raw: bytes) -> tuple[list[Quoted], int]:
    """The items of a list, and how many entries are no items that can be told.

    Entries as reading writes them (a key a line, values as in JSON) are read by their lines, which
    is a hundred times as fast as YAML; any other entry is read as YAML by itself, and a file that
    does not come apart into entries as one.
    """
    text = raw.decode("utf-8-sig", errors="replace")
    starts = [match.start() for match in _ITEM.finditer(text)]
    if not starts:
        return _from_data(_yaml(text))
    found: list[Quoted] = []
    wrong = 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        block = text[start:end]
        one = _by_lines(block)
        if one is None:
            more, odd = _from_data(_yaml(block))
            found += more
            wrong += odd
        else:
            found.append(one)
    return found, wrong


def _by_lines(block: str) -> Quoted | None:
    """An entry in the form in which reading writes it; None for one in any other form."""
    data: dict[str, Any] = {}
    parties: list[str] = []
    for line in block.splitlines():
        if not line.strip():
            continue
        match = _PLAIN_LINE.fullmatch(line)
        if match is None:
            return None
        key, value = match[1], match[2]
        if not _whole(value):
            return None
        if key in ("actors", "speaker") and value != "author":
            if "#" in value or not value.startswith(("{", "[")) or "\\" in value:
                return None
            said = _PARTY.findall(value)
            if len(said) != value.count("party: ") - value.count("party: null"):
                return None
            parties += said
            data[key] = {"party": said[0] if said else ""} if key == "speaker" else None
        elif key in ("id", "source", "span", "kind", "status"):
            try:
                data[key] = value if _NAMED.fullmatch(value) else json.loads(value)
            except ValueError:
                return None
    found, _ = _from_data([data])
    if not found:
        return None
    one = found[0]
    every = tuple(dict.fromkeys((*one.parties, *parties)))
    return Quoted(one.id, one.source, one.start, one.end, one.kind, one.status, one.speaker, every)


def _whole(value: str) -> bool:
    """Whether a value ends in the line in which it begins, as far as its signs tell."""
    closing = {'"': '"', "[": "]", "{": "}"}.get(value[:1], value[-1:])
    return bool(value) and value[0] not in "|>'&*!" and value.endswith(closing) and value != '"'


def _yaml(text: str) -> Any:
    try:
        return read_text(text).data
    except InputError:
        return [None]


def _from_data(data: Any) -> tuple[list[Quoted], int]:
    """Items from plain data, and how many entries are none."""
    found, wrong = [], 0
    for one in data if isinstance(data, list) else []:
        match one:
            case {"id": str(name), "source": str(source), "span": [int(start), int(end)]}:
                speaker = _party(one.get("speaker"))
                actors = one.get("actors")
                actors = actors if isinstance(actors, list) else []
                parties = [speaker, *map(_party, actors)]
                kind, status = str(one.get("kind") or ""), str(one.get("status") or "accepted")
                named = tuple(dict.fromkeys(p for p in parties if p))
                found.append(Quoted(name, source, start, end, kind, status, speaker, named))
            case _:
                wrong += 1
    return found, wrong


def _party(one: Any) -> str:
    if isinstance(one, Mapping):
        return str(one.get("party") or "")
    return ""
