"""Bringing an index up to date with the files, a file at a time.

Steps:

1. ``look`` asks for size and time of every file that search reads, and opens none.
2. A file is as it was if both are as they were and it was not written within two seconds of
   the last look (a clock may be that coarse); else if its hash is.
3. The sources are those of ``sources.yaml`` (``search.listed``), or the text files of a folder.
4. What a changed or vanished source had is taken out of the index, and its sentences are put in.
   Items are put in file by file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.errors import InputError, Problem
from goodoffices.progress import Progress, silent
from goodoffices.reading.sentences import HEADING, sentences
from goodoffices.search import listed as files
from goodoffices.search.listed import Listed
from goodoffices.search.words import words

if TYPE_CHECKING:
    import sqlite3

COARSE = 2_000_000_000
"""Nanoseconds after writing in which a file may change again without another time."""
BATCH = 200


@dataclass(frozen=True)
class Found:
    """What there is: path below the folder → (size, time of its last change in nanoseconds).

    ``texts``: the sources of a folder that is no case, None for a case.
    """

    stats: dict[str, tuple[int, int]]
    at: int
    texts: tuple[Listed, ...] | None = None


def look(folder: Path) -> Found:
    """Step 1. Raises ``RequestError`` where there is nothing to search."""
    at = time.time_ns()
    if not files.is_case(folder):
        texts = tuple(files.texts_below(folder))
        return Found(dict(_stats(folder, (one.file for one in texts))), at, texts)
    names = [name for name in (files.SOURCES, *files.ITEM_FILES) if (folder / name).is_file()]
    stats = dict(_stats(folder, names))
    stats |= _below(folder, folder / "sources", "sources")
    return Found(stats, at)


def _below(root: Path, folder: Path, name: str) -> dict[str, tuple[int, int]]:
    """Every file of a folder and of those inside, quicker than by asking for one after another."""
    found: dict[str, tuple[int, int]] = {}
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if not files.can_be_told(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                found |= _below(root, Path(entry.path), f"{name}/{entry.name}")
            elif entry.is_file():
                stat = entry.stat()
                found[f"{name}/{entry.name}"] = (stat.st_size, stat.st_mtime_ns)
    return found


def _stats(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    for name in names:
        with contextlib.suppress(OSError):  # gone since it was listed
            stat = (folder / name).stat()
            yield name, (stat.st_size, stat.st_mtime_ns)


def same_as_before(connection: sqlite3.Connection, found: Found) -> bool:
    """Step 2, for all files at once and without a hash. A file that no source names counts too:
    it may be the report that one is waiting for."""
    seen = {
        path: (size, when) for path, size, when, at, _ in _seen(connection) if when < at - COARSE
    }
    return seen == found.stats


def _seen(connection: sqlite3.Connection) -> list[tuple[str, int, int, int, str]]:
    return connection.execute("SELECT path, size, time, at, sha256 FROM seen").fetchall()


def renew(
    connection: sqlite3.Connection, folder: Path, found: Found, progress: Progress = silent
) -> int:
    """Steps 2 to 4; how many files had changed. The caller's transaction holds all of it.

    Raises ``InputError`` with what is wrong in ``sources.yaml`` and with every missing report.
    """
    before = {path: (size, when, at, sha) for path, size, when, at, sha in _seen(connection)}
    renewal = _Renewal(connection, folder, found, before)
    sources = renewal.sources()
    changed = renewal.take_over(sources, progress)
    changed += renewal.items()
    renewal.note_seen()
    return changed


class _Renewal:
    def __init__(
        self,
        connection: sqlite3.Connection,
        folder: Path,
        found: Found,
        before: dict[str, tuple[int, int, int, str]],
    ) -> None:
        self.connection, self.folder, self.found, self.before = connection, folder, found, before
        self.hashes: dict[str, str] = {}

    def is_as_before(self, path: str) -> bool:
        """Step 2 for one file that is there."""
        known = self.before.get(path)
        if known is None or path not in self.found.stats:
            return False
        size, when, at, sha256 = known
        if (size, when) == self.found.stats[path] and when < at - COARSE:
            self.hashes[path] = sha256
            return True
        return bool(sha256) and self.hash_of(path) == sha256

    def hash_of(self, path: str) -> str:
        """The hash of a file; "" for one that cannot be read, which whoever reads it tells."""
        if path not in self.hashes:
            self.hashes[path] = ""
            with contextlib.suppress(OSError):
                raw = (self.folder / path).read_bytes()
                self.hashes[path] = hashlib.sha256(raw).hexdigest()
        return self.hashes[path]

    def known(self) -> dict[str, Listed]:
        rows = self.connection.execute("SELECT key, file, title, publisher, date FROM source")
        return {row[0]: Listed(*row) for row in rows}

    def sources(self) -> list[Listed]:
        """Step 3."""
        if self.found.texts is not None:
            return list(self.found.texts)
        path = self.folder / files.SOURCES
        if files.SOURCES not in self.found.stats:
            return []
        if self.is_as_before(files.SOURCES):
            return list(self.known().values())
        before = self.before.get(files.SOURCES)
        known = self.known()
        if before is not None:
            raw = path.read_bytes()
            more = files.more_listed(raw, before[0], before[3], known)
            if more is not None:
                return [*known.values(), *more]
        return files.read_listed(path)

    def take_over(self, sources: list[Listed], progress: Progress) -> int:
        """Step 4 for sources."""
        known = self.known()
        wanted = {one.key: one for one in sources}
        gone = [key for key in known if key not in wanted]
        new, other = [], []
        for one in sources:
            if (
                one.key not in known
                or known[one.key].file != one.file
                or not self.is_as_before(one.file)
            ):
                new.append(one)
            elif one != known[one.key]:
                other.append((one.title, one.publisher, one.date, one.key))
        self.connection.executemany(
            "UPDATE source SET title = ?, publisher = ?, date = ? WHERE key = ?", other
        )
        for key in (*gone, *(one.key for one in new if one.key in known)):
            self.take_out(key)
        inside = "" if self.found.texts is not None else "sources"
        problems: list[Problem] = []
        for at, one in enumerate(new):
            if at % BATCH == 0:
                progress("indexing reports", at, len(new))
            self.hash_of(one.file)  # before the text: what changes in between is seen next time
            try:
                self.put_in(one, files.body(self.folder, one, inside))
            except InputError as error:
                if self.found.texts is None:
                    problems += error.problems  # in a folder a file that is no text is passed over
        if problems:
            raise InputError(problems)
        return len(gone) + len(new) + len(other)

    def take_out(self, key: str) -> None:
        """Without the sentences of a source; the index of words asks to be told them again."""
        (number,) = self.connection.execute(
            "SELECT id FROM source WHERE key = ?", (key,)
        ).fetchone()
        rows = self.connection.execute("SELECT id, text FROM sentence WHERE source = ?", (number,))
        self.connection.executemany(
            "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)",
            [(name, " ".join(words(text))) for name, text in rows],
        )
        self.connection.execute("DELETE FROM sentence WHERE source = ?", (number,))
        self.connection.execute("DELETE FROM source WHERE id = ?", (number,))

    def put_in(self, one: Listed, text: str) -> None:
        """The sentences of a source, numbered as proposals are; headings have no number."""
        cursor = self.connection.execute(
            "INSERT INTO source (key, file, title, publisher, date) VALUES (?, ?, ?, ?, ?)",
            (one.key, one.file, one.title, one.publisher, one.date),
        )
        number, source = 0, cursor.lastrowid
        (last,) = self.connection.execute("SELECT coalesce(max(id), 0) FROM sentence").fetchone()
        rows, texts = [], []
        for found in sentences(text):
            quote = text[found.body : found.end]
            if not any(sign.isalnum() for sign in quote):
                continue
            heading = found.block == HEADING
            number += not heading
            last += 1
            place = (found.body, found.end, heading)
            rows.append((last, source, None if heading else number, *place, quote))
            texts.append((last, " ".join(words(quote))))
        self.connection.executemany("INSERT INTO sentence VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        self.connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", texts)

    def items(self) -> int:
        """Step 4 for items; a file that cannot be read has none, and ``check`` says why."""
        changed = 0
        for name in files.ITEM_FILES:
            there = name in self.found.stats
            if (there and self.is_as_before(name)) or (not there and name not in self.before):
                continue
            changed += 1
            if there:
                self.hash_of(name)
            self.connection.execute("DELETE FROM item WHERE file = ?", (name,))
            self.connection.execute("DELETE FROM wrong WHERE file = ?", (name,))
            if not there:
                continue
            try:
                found, wrong = files.quoted((self.folder / name).read_bytes())
            except OSError:
                found, wrong = [], 1
            self.connection.executemany(
                "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (name, i.id, i.source, i.start, i.end, i.kind, i.status, i.speaker,
                     " ".join(("", *i.parties, "")))
                    for i in found
                ],
            )  # fmt: skip
            if wrong:
                self.connection.execute("INSERT INTO wrong VALUES (?, ?)", (name, wrong))
        return changed

    def note_seen(self) -> None:
        """What the files were like. Only those that were opened have a hash. A source that was not
        seen in looking (behind a linked folder) is noted so that it is read again each time."""
        read = {file for (file,) in self.connection.execute("SELECT file FROM source")}
        unseen = read - set(self.found.stats)
        read |= {files.SOURCES, *files.ITEM_FILES}
        self.connection.execute("DELETE FROM seen")
        self.connection.executemany(
            "INSERT INTO seen VALUES (?, ?, ?, ?, ?)",
            [
                (path, size, when, self.found.at, self.hash_of(path) if path in read else "")
                for path, (size, when) in self.found.stats.items()
            ]
            + [(path, -1, 0, self.found.at, "") for path in unseen],
        )
