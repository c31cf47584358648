"""Files that an outlook names: tables in the folder of the case, and nowhere else."""

from __future__ import annotations

import re

from goodoffices.formats.values import kind_of, wrong


def observed_file(value: object) -> object:
    """The name of a file in its long form."""
    if isinstance(value, dict):
        return value
    if isinstance(value, str):
        return {"file": value}
    expected = "a table: FILE.csv, or {file: FILE.csv, column: HEADER}"
    raise wrong(f"{kind_of(value)} stands here", expected)


def inside(value: object) -> object:
    """A file's name that leads nowhere else than into the folder of the case."""
    if not isinstance(value, str) or not value.strip():
        raise wrong(f"{kind_of(value)} stands here", "the name of a table, as series/counts.csv")
    parts = re.split(r"[/\\]", value)
    if ".." in parts or parts[0] in ("", "~") or parts[0].endswith(":"):
        remedy = "copy the table into the folder and give its name from there"
        raise wrong(
            f'the file "{value}" lies elsewhere', "a file in the folder of the case", remedy
        )
    return value
