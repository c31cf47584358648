"""``READERS`` by suffix: a format is one file and one row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from goodoffices.errors import InputError, Place, Problem, one_of
from goodoffices.formats import gmcr_read, native
from goodoffices.formats.meaning import Checked

READERS: dict[str, Callable[[Path, str | None], Checked]] = {
    ".yaml": native.load,
    ".yml": native.load,
    ".gmcr": gmcr_read.load,
}


def read_situation(path: Path, shown: str | None = None) -> Checked:
    """The situation in a file, by its suffix. Raises ``InputError``."""
    if not path.exists():
        expected = "a case folder or a situation file"
        raise InputError([Problem(Place(str(path)), "there is no such file or folder", expected)])
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        found = f'"{path.suffix}" is no suffix of a situation' if path.suffix else "no suffix"
        raise InputError([Problem(Place(str(path)), found, one_of(READERS))])
    return reader(path, shown)
