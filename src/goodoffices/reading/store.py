"""Reports and proposals into a case: the report as received, its entry in ``sources.yaml``, and
what was proposed in ``proposed.yaml`` beside ``evidence.yaml``, which only the analyst changes.

Steps:

1. A report whose bytes are a source already is that source; another gets a key of its own.
2. Entries are added at the end of the two files; what stands there stays to the byte.
3. ``sources.yaml`` is read again; if it says anything else than before and the entries, nothing is
   written. ``proposed.yaml`` grows to megabytes: there it is enough that it is a plain list.
4. All files are written, or where one cannot be, none.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goodoffices.errors import InputError, RequestError
from goodoffices.evidence.source import Source
from goodoffices.files import whole_file
from goodoffices.formats.yaml_tree import read_text, text_of
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.read import id_of
from goodoffices.reading.report import Report
from goodoffices.reading.words import word_set

SOURCES = "sources/sources.yaml"
PROPOSED = "proposed.yaml"
HEAD = {
    SOURCES: "# Reports as received. Nothing in sources/ is ever edited.\n",
    PROPOSED: "# What reading proposes. Nothing here counts before an analyst accepts it.\n",
}
RAW = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""Signs that JSON leaves as they are and YAML does not."""


@dataclass(frozen=True)
class Kept:
    """A report with the key that it has as a source. ``new``: whether it was none before."""

    key: str
    report: Report
    new: bool


def keyed(
    reports: Sequence[Report], sources: Mapping[str, Source], folder: Path | None
) -> list[Kept]:
    """Step 1: every report with its key, one that came twice only once."""
    there = {}
    for key, source in sources.items():
        if folder is not None:
            body = (folder / "sources" / source.file).read_bytes()
            there[hashlib.sha256(body).hexdigest()] = key
    taken, ids = set(sources), {id_of(key) for key in sources}
    found: dict[str, Kept] = {}
    for report in reports:
        if report.sha256 in found:
            continue
        key, known = report.key, there.get(report.sha256)
        number = 2
        while known is None and (key in taken or id_of(key) in ids or _is_there(folder, key)):
            key, number = f"{report.key}-{number}", number + 1
        taken.add(key)
        ids.add(id_of(key))
        found[report.sha256] = Kept(known or key, report, known is None)
    return list(found.values())


def store(folder: Path, kept: Sequence[Kept], found: Sequence[Proposal]) -> int:
    """Steps 2 to 4; how many proposals are new. Raises ``RequestError`` and writes nothing then."""
    new = [one for one in kept if one.new]
    before = _before(folder / PROPOSED)
    known = set(re.findall(r"^- +id: *\"?([a-z0-9_]+)", before, re.MULTILINE))
    entries = [one.entry() for one in found if one.id not in known]
    contents: dict[Path, bytes] = {}
    if entries:
        contents[folder / PROPOSED] = _appended(folder / PROPOSED, PROPOSED, _items(entries))
    if new:
        contents[folder / SOURCES] = _listed(folder / SOURCES, {k.key: _source(k) for k in new})
    contents |= {folder / "sources" / _file(one): one.report.raw for one in new}
    _write(contents)
    return len(entries)


def _before(path: Path) -> str:
    """What is proposed already. Raises ``RequestError`` where that is no plain list."""
    text = text_of(path) if path.is_file() else ""
    odd = re.search(r"^(?!- |#|\s|\Z).*", text, re.MULTILINE)
    if odd:
        line = text.count("\n", 0, odd.start()) + 1
        raise RequestError(f"{path}:{line}: {odd[0][:40]!r} is no item of a list; {REMEDY}")
    return text


def _write(contents: Mapping[Path, bytes]) -> None:
    """Step 4: every file is complete under another name before the last of them takes its place,
    and then the others: a report before what speaks of it."""
    before = {path: path.read_bytes() if path.is_file() else None for path in contents}
    try:
        with ExitStack() as open_files:
            for path, content in contents.items():
                open_files.enter_context(whole_file(path)).write(content)
    except BaseException:
        for path, content_before in before.items():
            if content_before is None:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != content_before:
                path.write_bytes(content_before)
        raise


def _is_there(folder: Path | None, key: str) -> bool:
    if folder is None:
        return False
    return any((folder / "sources" / f"{key}{suffix}").exists() for suffix in (".txt", ".md"))


def _file(one: Kept) -> str:
    suffix = one.report.path.suffix.lower()
    return f"{one.key}{'.md' if suffix in ('.md', '.markdown') else '.txt'}"


def _source(one: Kept) -> dict[str, str]:
    entry = {"title": one.report.title, "sha256": one.report.sha256}
    return entry if _file(one).endswith(".txt") else {"file": _file(one), **entry}


def _appended(path: Path, name: str, new: str) -> bytes:
    """Step 2: the file with more at its end, its line ends and its first bytes kept."""
    raw = path.read_bytes() if path.is_file() else HEAD[name].encode("utf-8")
    line_end = b"\r\n" if b"\r\n" in raw else b"\n"
    whole = raw + (b"" if not raw or raw.endswith(b"\n") else line_end)
    if name == PROPOSED:
        whole += line_end
    return whole + new.encode("utf-8").replace(b"\n", line_end)


def _listed(path: Path, entries: Mapping[str, Mapping[str, str]]) -> bytes:
    """Step 3 for ``sources.yaml``."""
    old = read_text(text_of(path), str(path)).data if path.is_file() else None
    whole = _appended(path, SOURCES, _mapping(entries))
    try:
        same = read_text(whole.decode("utf-8-sig")).data == {**(old or {}), **entries}
    except InputError:
        same = False
    if not same:
        raise RequestError(f"{path}: nothing can be added at its end; {REMEDY}")
    return whole


REMEDY = "nothing was written; write its entries one below the other, without brackets around them"


def _mapping(sources: Mapping[str, Mapping[str, str]]) -> str:
    lines = []
    for key, entry in sources.items():
        lines.append(f"{key if re.fullmatch(r'[a-z][a-z0-9-]*', key) else _text(key)}:")
        lines += [f"  {name}: {_text(value)}" for name, value in entry.items()]
    return "".join(f"{line}\n" for line in lines)


def _items(entries: Sequence[Mapping[str, Any]]) -> str:
    """A list of mappings: an item's keys one below the other, what they hold in one line."""
    blocks = []
    for entry in entries:
        lines = [f"{name}: {_text(value)}" for name, value in entry.items()]
        blocks.append("- " + "\n  ".join(lines) + "\n")
    return "\n".join(blocks)


def _text(value: Any) -> str:
    """A value in one line; words that mean themselves without quotes stay without."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_text(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_text(one) for one in value) + "]"
    if isinstance(value, str) and value in PLAIN:
        return value
    told = json.dumps(value, ensure_ascii=False)
    return RAW.sub(lambda sign: f"\\u{ord(sign[0]):04x}", told)


PLAIN = word_set(
    "author fact statement assessment outlook positive negative proposed possible probable "
    "hearsay modal condition reporting evaluation place"
)
