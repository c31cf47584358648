"""A source is never edited: whether the files in ``sources/`` are still what was received."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from goodoffices.errors import Problem
from goodoffices.evidence.source import Source

REMEDY = "a source is never edited: put back what was received, or read it again under its own name"
CHUNK = 1 << 20


def edited(folder: Path, sources: Iterable[Source]) -> Iterator[Problem]:
    """A warning for each file of ``folder`` that has not the hash that its entry notes.

    An entry that notes no hash is not looked at.
    """
    known: dict[str, str | None] = {}

    def hash_of(name: str) -> str | None:
        if name not in known:
            known[name] = _hash_of(folder / name, folder)
        return known[name]

    for one in sources:
        noted = [(one.received or one.file, one.sha256)]
        if one.received:
            noted.append((one.file, one.text_sha256))
        for name, noted_hash in noted:
            if not noted_hash:
                continue
            found = hash_of(name)
            if found is None:
                told = f'the file "{name}" of the source "{one.key}" cannot be read'
            elif found != noted_hash.lower():
                told = f'the file "{name}" of the source "{one.key}" is not what was received'
            else:
                continue
            yield Problem(one.place, told, f"the hash {noted_hash[:12]}…", REMEDY)


def _hash_of(path: Path, folder: Path) -> str | None:
    try:
        if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file():
            return None
        found = sha256()
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                found.update(piece)
        return found.hexdigest()
    except (OSError, ValueError, RuntimeError):
        return None
