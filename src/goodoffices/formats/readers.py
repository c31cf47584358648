"""``READERS`` by suffix: a format is one file and one row."""

from __future__ import annotations

import importlib
from pathlib import Path

from goodoffices.errors import InputError, Place, Problem, one_of
from goodoffices.formats.meaning import Checked

READERS = {
    ".yaml": "native",
    ".yml": "native",
    ".gmcr": "gmcr_read",
    ".nfg": "nfg",
    ".csv": "table_read",
    ".xlsx": "table_read",
}
"""Suffix → the module of this room whose ``load`` reads it, imported when such a file comes."""


def read_situation(path: Path, shown: str | None = None) -> Checked:
    """The situation in a file, by its suffix. Raises ``InputError``."""
    if not path.exists():
        expected = "a case folder or a situation file"
        raise InputError([Problem(Place(str(path)), "there is no such file or folder", expected)])
    name = READERS.get(path.suffix.lower())
    if name is None:
        found = f'"{path.suffix}" is no suffix of a situation' if path.suffix else "no suffix"
        raise InputError([Problem(Place(str(path)), found, one_of(READERS))])
    module = importlib.import_module(f"goodoffices.formats.{name}")
    checked: Checked = module.load(path, shown)
    return checked
