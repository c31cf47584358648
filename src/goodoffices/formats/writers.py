"""``WRITERS`` by suffix: a format is one file and one row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from goodoffices.errors import RequestError, one_of
from goodoffices.formats import gmcr_write, native_write, table_write
from goodoffices.formats.lost import without_what_decides
from goodoffices.formats.meaning import Checked

WRITERS: dict[str, Callable[[Checked, Path], tuple[str, ...]]] = {
    ".yaml": native_write.save,
    ".yml": native_write.save,
    ".gmcr": gmcr_write.save,
    ".csv": table_write.save,
    ".xlsx": table_write.save,
}
CANNOT = {
    ".gmcr": ("no_move", "same", "one_way both ways"),
    ".csv": ("no_move", "same", "one_way both ways", "also"),
    ".xlsx": ("no_move", "same", "one_way both ways", "also"),
}
"""What changes what is stable and cannot be said in a format."""

LOSSLESS = (".yaml", ".yml")


def write_situation(checked: Checked, path: Path, leave_out: bool = False) -> tuple[str, ...]:
    """Writes the model in the format of the suffix; returns what that format cannot say.

    Raises ``RequestError`` for an unknown suffix and for what would change what is stable.
    """
    suffix = path.suffix.lower()
    save = WRITERS.get(suffix)
    if save is None:
        found = f'"{path.suffix}" is no suffix of a format to write' if suffix else "no suffix"
        raise RequestError(f"{path}: {found}; expected {one_of(WRITERS)}")
    if suffix not in LOSSLESS:
        checked = without_what_decides(checked, f"a {suffix} file", CANNOT[suffix], leave_out)
    return save(checked, path)
