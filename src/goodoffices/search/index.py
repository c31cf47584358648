"""The index: sentences of all sources with their words, in one SQLite file or in memory.

It is never the truth: it can be deleted at any time, and what it says is held against the files.

Steps of ``opened``:

1. The index is opened to be read. Files with the size and the time of last time are as they were
   (unless they had just been written then); where either differs their hash decides.
2. Where nothing changed that is all. Otherwise what changed is taken out and put in, in one
   transaction.
3. Where there is no index, or it is broken or of another version, a new one is made beside it
   and takes its place when it is whole.
4. Where nothing may be written, or another process writes, the index is copied into memory, or made
   there, and the same is done with that.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from goodoffices.errors import RequestError
from goodoffices.progress import Progress, silent
from goodoffices.search.renew import Found, look, renew, same_as_before
from goodoffices.search.words import VERSION

if TYPE_CHECKING:
    import sqlite3

FOLDER = ".goodoffices"
NAME = "search.sqlite"
MARK = 0x474F5345
"""SQLite's ``application_id`` of an index."""
FORM = 100 * 1 + VERSION
WAIT = 2.0
"""Seconds that are waited for another process."""
TABLES = """
CREATE TABLE seen (path TEXT PRIMARY KEY, size INTEGER, time INTEGER, at INTEGER, sha256 TEXT);
CREATE TABLE source (id INTEGER PRIMARY KEY, key TEXT UNIQUE, file TEXT, title TEXT,
                     publisher TEXT, date TEXT);
CREATE TABLE sentence (id INTEGER PRIMARY KEY, source INTEGER, number INTEGER, start INTEGER,
                       end INTEGER, heading INTEGER, text TEXT);
CREATE INDEX of_source ON sentence (source, start);
CREATE TABLE item (file TEXT, id TEXT, source TEXT, start INTEGER, end INTEGER, kind TEXT,
                   status TEXT, speaker TEXT, parties TEXT);
CREATE INDEX of_item ON item (source, start);
CREATE TABLE wrong (file TEXT PRIMARY KEY, entries INTEGER);
CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='ascii');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
"""
"""``ascii`` splits at white space what ``search.words`` has made: it adds no rules of its own."""


@dataclass
class Index:
    """An index that says what the files say now. ``note``: why it is not kept, "" where it is.

    ``texts``: how many text files a folder has that is no case; 0 for a case.
    """

    connection: sqlite3.Connection
    folder: Path
    note: str = ""
    texts: int = 0

    def rows(self, sql: str, values: Any = ()) -> list[tuple[Any, ...]]:
        """All rows of a question."""
        return self.connection.execute(sql, values).fetchall()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


def opened(
    folder: Path, keep: bool = True, rebuild: bool = False, progress: Progress = silent
) -> Index:
    """The index of a case or of a folder of texts, as its files are now.

    ``keep``: whether an index file may be written. Raises ``InputError`` for files that are wrong,
    ``RequestError`` where there is nothing to search or SQLite comes without FTS5.
    """
    sqlite = _sqlite()
    path = folder / FOLDER / NAME
    found = look(folder)
    texts = len(found.texts or ())
    note = "the index is not kept in a folder that is no case (--keep keeps it)"
    if path.is_file() and not rebuild:
        try:
            return _current(sqlite, path, folder, found, progress)
        except sqlite.DatabaseError as error:
            in_use = getattr(error, "sqlite_errorcode", 0) & 0xFF in (5, 6)  # busy, locked
            if in_use:
                note, keep = f"the index in {path.parent} is in use", False
    if keep:
        try:
            return Index(_made(sqlite, path, folder, found, progress), folder, texts=texts)
        except (OSError, sqlite.OperationalError) as error:
            note = f"the index cannot be kept in {path.parent}: {_why(error)}"
    connection = _empty(sqlite, ":memory:")
    _fill(connection, folder, found, progress)
    return Index(connection, folder, note, texts)


def _sqlite() -> ModuleType:
    """The module, where it can do what is needed. Raises ``RequestError``."""
    remedy = "install a Python whose SQLite has FTS5, as those of python.org and of most systems do"
    try:
        import sqlite3
    except ImportError:
        raise RequestError(
            f"search needs SQLite, which this Python comes without; {remedy}"
        ) from None
    try:
        with contextlib.closing(sqlite3.connect(":memory:")) as connection:
            connection.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
    except sqlite3.OperationalError:
        version = sqlite3.sqlite_version
        found = f"search needs FTS5, which SQLite {version} of this Python comes without"
        raise RequestError(f"{found}; {remedy}") from None
    return sqlite3


def _current(
    sqlite: ModuleType, path: Path, folder: Path, found: Found, progress: Progress
) -> Index:
    """Steps 1, 2 and 4. Raises ``DatabaseError`` where what is there is no index of this form."""
    texts = len(found.texts or ())
    connection = sqlite.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=WAIT)
    try:
        _check(sqlite, connection)
        if same_as_before(connection, found):
            return Index(connection, folder, texts=texts)
    except BaseException:
        connection.close()
        raise
    note = ""
    try:
        writing = sqlite.connect(path, timeout=WAIT, isolation_level=None)
        writing.execute("BEGIN IMMEDIATE")
        connection.close()
        connection = writing
    except sqlite.OperationalError as error:
        note = f"the index in {path.parent} cannot be renewed: {_why(error)}"
        copy = sqlite.connect(":memory:", isolation_level=None)
        connection.backup(copy)
        connection.close()
        connection = copy
        connection.execute("BEGIN")
    try:
        renew(connection, folder, found, progress)
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite.Error):
            connection.execute("ROLLBACK")
        connection.close()
        raise
    return Index(connection, folder, note, texts)


def _check(sqlite: ModuleType, connection: sqlite3.Connection) -> None:
    """Raises ``DatabaseError`` where this is no index of this form."""
    form = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if (form, version) != (MARK, FORM):
        raise sqlite.DatabaseError("another form")
    connection.execute("SELECT count(*) FROM words WHERE words MATCH 'a'").fetchone()


def _made(
    sqlite: ModuleType, path: Path, folder: Path, found: Found, progress: Progress
) -> sqlite3.Connection:
    """Step 3. Raises ``OSError`` or ``OperationalError`` where it cannot be written."""
    path.parent.mkdir(exist_ok=True)
    ignored = path.parent / ".gitignore"
    if not ignored.exists():
        ignored.write_text("# Made from the files of the case at any time.\n*\n", encoding="utf-8")
    part = path.with_name(f"{NAME}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    try:
        connection = _empty(sqlite, part)
        try:
            _fill(connection, folder, found, progress)
        finally:
            connection.close()
        for left in ("-journal", "-wal", "-shm"):  # of the index that was there before
            path.with_name(NAME + left).unlink(missing_ok=True)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    made: sqlite3.Connection = sqlite.connect(path, timeout=WAIT)
    return made


def _empty(sqlite: ModuleType, path: Path | str) -> sqlite3.Connection:
    connection: sqlite3.Connection = sqlite.connect(path, isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;"
        f"PRAGMA application_id = {MARK}; PRAGMA user_version = {FORM};{TABLES}"
    )
    return connection


def _fill(connection: sqlite3.Connection, folder: Path, found: Found, progress: Progress) -> None:
    """An empty index with everything, in one transaction, which is several times as fast."""
    connection.execute("BEGIN")
    renew(connection, folder, found, progress)
    connection.execute("COMMIT")


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


@contextlib.contextmanager
def searching(
    folder: Path, keep: bool = True, rebuild: bool = False, progress: Progress = silent
) -> Iterator[Index]:
    """``opened``, closed when the block ends."""
    index = opened(folder, keep, rebuild, progress)
    try:
        yield index
    finally:
        index.close()
