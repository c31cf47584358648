"""Several files written as one: each whole, and where one cannot be written, all as they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from goodoffices.files import whole_file

MARK = b"\xef\xbb\xbf"
"""The byte order mark that some programs write before UTF-8."""
Stamp = tuple[int, int, int] | None


def stamp(path: Path) -> Stamp:
    """What tells a file from itself at another time; None where there is none."""
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_ino, told.st_size, told.st_mtime_ns


def encoded(path: Path, text: str) -> bytes:
    """The new text of a file as bytes, with the byte order mark that the file has."""
    return (MARK if path.read_bytes().startswith(MARK) else b"") + text.encode("utf-8")


@contextmanager
def writing(contents: Mapping[Path, bytes]) -> Iterator[None]:
    """Writes files in this order, then runs the block; where anything fails, nothing was written.

    Killed in between, those that were written stay, each whole.
    """
    done: list[tuple[Path, bytes | None]] = []
    try:
        for path, content in contents.items():
            before = path.read_bytes() if path.is_file() else None
            done.append((path, before))
            _write(path, content)
        yield
    except BaseException:
        for path, before in reversed(done):
            if before is None:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != before:
                _write(path, before)
        raise


def _write(path: Path, content: bytes) -> None:
    with whole_file(path) as out:
        out.write(content)
