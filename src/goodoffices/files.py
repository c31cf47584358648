"""Writing files: whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from goodoffices.errors import RequestError

WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A binary file to write to that becomes ``path`` when the block ends well.

    It stands beside ``path`` under another name until then; an error or an interruption leaves
    the old file or none. A link stays a link, and a file that was there keeps who may read it.
    Raises ``RequestError`` where it cannot be written or nobody may write to it.
    """
    path = path.resolve() if path.is_symlink() else path
    mode = stat.S_IMODE(path.stat().st_mode) if path.is_file() else 0o644
    if not mode & WRITABLE:
        raise RequestError(f"{path} cannot be written: it is read-only; change that first")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise RequestError(f"{path} cannot be written: {error.strerror or error}") from None
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        part.chmod(mode)
        part.replace(path)
    except OSError as error:
        raise RequestError(f"{path} cannot be written: {error.strerror or error}") from None
    finally:
        part.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write ``text`` (UTF-8) to ``path``, whole or not at all. Raises ``RequestError``."""
    with whole_file(path) as out:
        out.write(text.encode("utf-8"))
