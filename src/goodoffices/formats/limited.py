"""Text files of other programs: read whole, in UTF-8, up to a size."""

from __future__ import annotations

from pathlib import Path

from goodoffices.errors import InputError, Place, Problem


def refuse_large(path: Path, file: str, most: int) -> None:
    """Raises ``InputError`` for a file above ``most`` bytes, before it is read."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise InputError([Problem(Place(file), f"cannot be read: {error.strerror}")]) from None
    if size > most:
        found = f"the file has {size:,} bytes"
        raise InputError([Problem(Place(file), found, f"at most {most:,}")])


def text_within(path: Path, file: str, most: int) -> str:
    """The text of a file; ``file`` is its name in messages. Raises ``InputError``."""
    refuse_large(path, file, most)
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError([Problem(Place(file), f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError as error:
        found = f"byte {error.start + 1} is not UTF-8"
        remedy = "save it as UTF-8 (tables: CSV UTF-8)"
        raise InputError([Problem(Place(file), found, "text in UTF-8", remedy)]) from None
