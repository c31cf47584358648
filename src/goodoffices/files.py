"""Writing files: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from goodoffices.errors import RequestError


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A binary file to write to that becomes ``path`` when the block ends well.

    It stands beside ``path`` under another name until then; an error or an interruption leaves
    the old file or none. Raises ``RequestError`` where it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise RequestError(f"{path} cannot be written: {error.strerror or error}") from None
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        part.chmod(0o644)
        part.replace(path)
    except OSError as error:
        raise RequestError(f"{path} cannot be written: {error.strerror or error}") from None
    finally:
        part.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write ``text`` (UTF-8) to ``path``, whole or not at all. Raises ``RequestError``."""
    with whole_file(path) as out:
        out.write(text.encode("utf-8"))
