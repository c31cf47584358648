"""Reports and proposals into a case: the report as received, its entry in ``sources.yaml``, and
what was proposed in ``proposed.yaml`` beside ``evidence.yaml``, which only the analyst changes.

Steps:

1. A report whose bytes are a source already is that source, read as it is stored; another gets a
   key of its own (``keys.py``).
2. What is new is written into a hidden folder of the case, report by report, so that memory holds
   one report at a time. Left without ``commit`` (a mistake, Ctrl-C), the folder goes.
3. Entries are added at the end of the two files; what stands there stays to the byte.
4. ``sources.yaml`` is read again; if it says anything else than before and the entries, nothing is
   written. ``proposed.yaml`` grows to megabytes: there it is enough that it is a plain list.
5. All files take their places, or where one cannot, none.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import date as Date
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Any, BinaryIO

from goodoffices.errors import InputError, RequestError
from goodoffices.evidence.source import Source
from goodoffices.files import whole_file
from goodoffices.formats.yaml_tree import read_text, text_of
from goodoffices.reading.entries import items, mapping
from goodoffices.reading.keys import Keys
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.received.report import Report

SOURCES = "sources/sources.yaml"
PROPOSED = "proposed.yaml"
HEAD = {
    SOURCES: "# Reports as received. Nothing in sources/ is ever edited.\n",
    PROPOSED: "# What reading proposes. Nothing here counts before an analyst accepts it.\n",
}
A_DAY = 86_400
"""Seconds."""
ITEM = re.compile(rb"- +(?:[\"']?\w+[\"']?[ \t]*:|\{)")
"""How an item of a list of mappings begins."""
ID = re.compile(rb"- +id: *\"?([a-z0-9_]+)")
REMEDY = "nothing was written; write its entries one below the other, without brackets around them"


@dataclass(frozen=True)
class Kept:
    """A report with the key that it has as a source. ``new``: whether it was none before.

    ``text``: as it is stored, in which spans count. ``path``: the file that was read.
    """

    key: str
    new: bool
    path: Path
    text: str
    title: str
    publisher: str = ""
    date: Date | None = None
    address: str = ""
    sha256: str = ""
    part: str = ""
    notes: tuple[str, ...] = ()


class Store:
    """What becomes of reports; used in a ``with``. ``folder``: the case, None to keep nothing.

    Raises ``RequestError`` where ``proposed.yaml`` is no plain list.
    """

    def __init__(self, folder: Path | None, sources: Mapping[str, Source]) -> None:
        self.folder, self.sources = folder, sources
        self.keys = Keys(folder, sources)
        self.fresh = 0
        self.entries: dict[str, dict[str, Any]] = {}
        self.staged: dict[Path, Path] = {}
        self.handed: set[str] = set()
        self.ids = _ids(folder / PROPOSED) if folder is not None else set()
        self.open = ExitStack()
        self.hidden: Path | None = None
        self.proposed: FileIO | None = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.open.close()

    def known(self, path: Path, sha256: str) -> list[Kept] | None:
        """Step 1: the sources that these bytes are; None for bytes that are none yet.

        Each source is handed out once; bytes that came before give [].
        """
        found = self.keys.of_bytes(sha256)
        if found is None:
            return None
        return [one for key in found for one in self._again(path, key)]

    def keep(self, report: Report) -> Kept | None:
        """The report with its key, or the source that it is; None where it came before."""
        key = self.keys.same(report)
        if key is not None:
            return next(iter(self._again(report.path, key)), None)
        key = self.keys.new(report)
        kept = Kept(
            key,
            True,
            report.path,
            report.text,
            report.title,
            report.publisher,
            report.date,
            report.address,
            report.sha256,
            report.part,
            report.notes,
        )
        self.handed.add(key)
        if self.folder is not None:
            self.entries[key] = self._stage(key, report)
        return kept

    def propose(self, found: Sequence[Proposal]) -> None:
        """Step 2 for proposals; those that stand in ``proposed.yaml`` are not added again."""
        fresh = [one for one in found if one.id not in self.ids]
        self.fresh += len(fresh)
        if self.folder is None or not fresh:
            return
        if self.proposed is None:
            self.proposed = self.open.enter_context(
                (self._hidden() / PROPOSED).open("w+b", buffering=0)
            )
        self.ids |= {one.id for one in fresh}
        new = f"\n{items([one.entry() for one in fresh])}".encode()
        while new:  # unbuffered, so that a full disk is noticed here
            new = new[self.proposed.write(new) :]

    def commit(self) -> None:
        """Steps 3 to 5. Raises ``RequestError`` and leaves the case as it was then."""
        if self.folder is None or not (self.entries or self.proposed):
            return
        listing, proposed = self.folder / SOURCES, self.folder / PROPOSED
        for target in self.staged:
            if target.exists():
                raise RequestError(f"{target} is there already, and is no source; nothing written")
        had_sources = listing.parent.exists()
        with ExitStack() as before:
            backups = {path: _backup(path, before) for path in (listing, proposed)}
            try:
                with ExitStack() as writing:
                    if self.proposed is not None:
                        out = writing.enter_context(whole_file(proposed))
                        self.proposed.seek(0)
                        _append(proposed, PROPOSED, self.proposed, out)
                    if self.entries:
                        out = writing.enter_context(whole_file(listing))
                        out.write(_listed(listing, self.entries))
                    for target, staged in self.staged.items():
                        shutil.move(staged, target)
            except BaseException as error:
                self._restore(backups)
                if not had_sources:
                    with suppress(OSError):
                        listing.parent.rmdir()
                if isinstance(error, OSError):
                    found = f"{self.folder} cannot be written: {error.strerror or error}"
                    raise RequestError(found) from None
                raise

    def _restore(self, backups: Mapping[Path, Path | None]) -> None:
        for target in self.staged:
            target.unlink(missing_ok=True)
        for path, backup in backups.items():
            if backup is None:
                path.unlink(missing_ok=True)
            elif backup.read_bytes() != path.read_bytes():
                shutil.copyfile(backup, path)

    def _again(self, path: Path, key: str) -> list[Kept]:
        if key in self.handed:
            return []
        self.handed.add(key)
        if key in self.sources:
            one = self.sources[key]
            told = (one.title or key, one.publisher, one.date, one.address, one.sha256, one.part)
            return [Kept(key, False, path, one.text, *told)]
        return []

    def _stage(self, key: str, report: Report) -> dict[str, Any]:
        """The files of a report in the hidden folder, and its entry."""
        assert self.folder is not None
        sources = self.folder / "sources"
        entry: dict[str, Any] = {}
        if not report.extracted:
            name = f"{key}{report.suffix}"
            self._put(sources / name, report.raw)
            entry = {} if report.suffix == ".txt" else {"file": name}
        entry |= {"title": report.title, "publisher": report.publisher}
        entry |= {"date": report.date.isoformat() if report.date else ""}
        entry |= {"address": report.address, "countries": list(report.countries)}
        entry |= {"sha256": report.sha256}
        if report.extracted:
            name, is_new = self.keys.file_for(key, report)
            if is_new:
                self._put(sources / name, report.raw)
            self._put(sources / f"{key}.txt", report.text.encode("utf-8"))
            entry |= {"received": name, "part": report.part}
            entry |= {"text_sha256": report.text_sha256, "extracted": report.extracted}
        return {name: value for name, value in entry.items() if value}

    def _put(self, target: Path, content: bytes) -> None:
        staged = self._hidden() / f"{len(self.staged)}"
        try:
            staged.write_bytes(content)
            staged.chmod(0o644)
        except OSError as error:
            raise RequestError(f"{target} cannot be written: {error.strerror or error}") from None
        self.staged[target] = staged

    def _hidden(self) -> Path:
        if self.hidden is None:
            assert self.folder is not None
            _cleared(self.folder)
            try:
                made = tempfile.TemporaryDirectory(prefix=".reading-", dir=self.folder)
            except OSError as error:
                found = f"{self.folder} cannot be written: {error.strerror or error}"
                raise RequestError(found) from None
            self.hidden = Path(self.open.enter_context(made))
        return self.hidden


def _cleared(folder: Path) -> None:
    """Takes away what a reading that was killed left behind, once it is surely no reading's."""
    for old in folder.glob(".reading-*"):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > A_DAY:
                shutil.rmtree(old, ignore_errors=True)


def _ids(path: Path) -> set[str]:
    """The ids of what is proposed already, read line by line: the file may be large."""
    if not path.is_file():
        return set()
    found = set()
    with path.open("rb") as file:
        for number, raw in enumerate(file, 1):
            line = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
            if not line.strip() or line.startswith((b"#", b" ", b"\t")):
                continue
            if not ITEM.match(line):
                told = line.decode("utf-8", "replace").rstrip()[:40]
                raise RequestError(f"{path}:{number}: {told!r} is no item of a list; {REMEDY}")
            name = ID.match(line)
            if name:
                found.add(name[1].decode("ascii"))
    return found


def _backup(path: Path, until: ExitStack) -> Path | None:
    """A copy of a file, kept while others take its place; None where there is none."""
    if not path.is_file():
        return None
    copy = Path(until.enter_context(tempfile.TemporaryDirectory())) / path.name
    shutil.copyfile(path, copy)
    return copy


def _append(path: Path, name: str, new: FileIO, out: BinaryIO) -> None:
    """Step 3 for a long file: its bytes, and more at its end with its own line ends."""
    line_end, last = b"\n", b"\n"
    if path.is_file():
        with path.open("rb") as old:
            line_end = b"\r\n" if old.readline().endswith(b"\r\n") else b"\n"
            old.seek(0)
            while piece := old.read(1 << 20):
                out.write(piece)
                last = piece[-1:]
    else:
        out.write(HEAD[name].encode("utf-8"))
    out.write(b"" if last == b"\n" else line_end)
    for line in BufferedReader(new):
        out.write(line.replace(b"\n", line_end))


def _listed(path: Path, entries: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Steps 3 and 4 for ``sources.yaml``."""
    raw = path.read_bytes() if path.is_file() else HEAD[SOURCES].encode("utf-8")
    old = read_text(text_of(path), str(path)).data if path.is_file() else None
    line_end = b"\r\n" if b"\r\n" in raw else b"\n"
    whole = raw + (b"" if not raw or raw.endswith(b"\n") else line_end)
    whole += mapping(entries).encode("utf-8").replace(b"\n", line_end)
    same = False
    with suppress(InputError):
        same = read_text(whole.decode("utf-8-sig")).data == {**(old or {}), **entries}
    if not same:
        raise RequestError(f"{path}: nothing can be added at its end; {REMEDY}")
    return whole
