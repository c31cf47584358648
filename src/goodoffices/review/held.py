"""One writer at a time: who writes a decision holds the case's ledger until it is written.

The ledger is only ever added to, never replaced by another file, so it can be held itself and no
further file is needed. Who comes second waits, and then sees what the first has written.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from goodoffices.errors import RequestError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def held(path: Path) -> Iterator[BinaryIO]:
    """The file open for adding, held until the block ends. Raises ``RequestError``.

    A file that was not there and to which nothing was added is not there afterwards.
    """
    while True:
        try:
            out = path.open("ab")
        except OSError as error:
            raise RequestError(f"{path} cannot be written: {error.strerror or error}") from None
        with out:
            _hold(out)
            if not _is(out, path):
                continue  # it was taken away while this waited
            try:
                yield out
            finally:
                if not out.tell():
                    with suppress(OSError):
                        path.unlink()
            return


def _hold(out: BinaryIO) -> None:
    if sys.platform == "win32":
        out.seek(0, os.SEEK_END)
        msvcrt.locking(out.fileno(), msvcrt.LK_LOCK, 1)
    else:
        with suppress(OSError):  # a file system without locks: the checks before writing remain
            fcntl.flock(out, fcntl.LOCK_EX)


def _is(out: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(out.fileno()), path.stat())
    except OSError:
        return False
