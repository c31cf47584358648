"""The bytes of a file, and why they cannot be had: nothing here waits, and nothing is guessed."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from goodoffices.errors import InputError, Place, Problem
from goodoffices.formats.tree import line_column

MOST_BYTES = 100_000_000
"""A file of more is not opened; most kinds take less (``kinds.py``)."""
EXPECTED = "a report: text, Markdown, HTML, PDF or ReliefWeb JSON"
ODD = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
    stat.S_IFDIR: "a folder",
}


@dataclass(frozen=True)
class File:
    """A file as it was received."""

    path: Path
    raw: bytes

    @cached_property
    def sha256(self) -> str:
        return sha256(self.raw).hexdigest()

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()


def refused(path: Path, found: str, remedy: str = "", expected: str = EXPECTED) -> InputError:
    """What is wrong with the whole of a file."""
    return InputError([Problem(Place(str(path)), found, expected, remedy)])


def refused_at(file: File, byte: int, found: str, expected: str, remedy: str) -> InputError:
    """What is wrong with one byte of a file of text, with its line and column."""
    before = file.raw[:byte].decode("utf-8", "replace").removeprefix("\ufeff")
    line, column = line_column(before, None)
    return InputError([Problem(Place(str(file.path), line, column), found, expected, remedy)])


def read_bytes(path: Path) -> File:
    """The file. Raises ``InputError`` for what is none, cannot be read, is empty or too large."""
    try:
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except (OSError, ValueError) as error:
        kind = _odd(path)
        reason = getattr(error, "strerror", None) or str(error)
        raise refused(path, kind or f"cannot be read: {reason}", expected="a file") from None
    with os.fdopen(handle, "rb") as opened:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise refused(path, _told(about.st_mode), expected="a file")
        if about.st_size > MOST_BYTES:
            raise too_large(path, about.st_size, MOST_BYTES)
        try:
            raw = opened.read(MOST_BYTES + 1)
        except OSError as error:
            found = f"cannot be read: {error.strerror or error}"
            raise refused(path, found, expected="a file") from None
    if len(raw) > MOST_BYTES:
        raise too_large(path, len(raw), MOST_BYTES)
    if not raw.strip():
        nothing = "holds nothing but white space" if raw else "is empty"
        raise refused(path, f"the file {nothing}", "put the report in it")
    return File(path, raw)


def too_large(path: Path, size: int, most: int, what: str = "bytes") -> InputError:
    """A file over its limit."""
    found = f"the file has {size:,} {what}"
    remedy = "save the part that is the report, and read that"
    return refused(path, found, remedy, f"at most {most:,}")


def _odd(path: Path) -> str:
    """What something is that cannot even be opened (a socket), "" where nothing can be said."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return ""
    return "" if stat.S_ISREG(mode) else _told(mode)


def _told(mode: int) -> str:
    return f"this is {ODD.get(stat.S_IFMT(mode), 'no file')}"
