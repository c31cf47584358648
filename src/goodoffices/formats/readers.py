"""``READERS`` by suffix: a format is one file and one row."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.errors import InputError, Place, Problem, one_of
from goodoffices.formats.meaning import Checked

if TYPE_CHECKING:
    from goodoffices.formats.xmile import Imported

READERS = {
    ".yaml": "native",
    ".yml": "native",
    ".gmcr": "gmcr_read",
    ".nfg": "nfg",
    ".csv": "table_read",
    ".xlsx": "table_read",
}
"""Suffix → the module of this room whose ``load`` reads it, imported when such a file comes."""


MODELS = {".xmile": "xmile", ".stmx": "xmile", ".itmx": "xmile"}
"""The same for models that are an outlook alone, without a situation."""


def is_model(path: Path) -> bool:
    """Whether a file is a model of another program that becomes an outlook."""
    return path.suffix.lower() in MODELS


def read_model(path: Path, shown: str | None = None) -> Imported:
    """The outlook in such a file, as plain data. Raises ``InputError``."""
    if not path.exists():
        raise InputError([Problem(Place(str(path)), "there is no such file", "a model")])
    module = importlib.import_module(f"goodoffices.formats.{MODELS[path.suffix.lower()]}")
    imported: Imported = module.load(path, shown)
    return imported


def read_situation(path: Path, shown: str | None = None) -> Checked:
    """The situation in a file, by its suffix. Raises ``InputError``."""
    if not path.exists():
        expected = "a case folder or a situation file"
        raise InputError([Problem(Place(str(path)), "there is no such file or folder", expected)])
    name = READERS.get(path.suffix.lower())
    if name is None:
        found = f'"{path.suffix}" is no suffix of a situation' if path.suffix else "no suffix"
        raise InputError([Problem(Place(str(path)), found, one_of([*READERS, *MODELS]))])
    module = importlib.import_module(f"goodoffices.formats.{name}")
    checked: Checked = module.load(path, shown)
    return checked
