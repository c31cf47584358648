"""Taking a conflict out of the catalogue as a case of one's own."""

from __future__ import annotations

from pathlib import Path

from goodoffices.catalog.entry import ANSWERS, entries, entry
from goodoffices.catalog.games import games, situation_of
from goodoffices.catalog.questions import FAMILY
from goodoffices.errors import RequestError
from goodoffices.files import write_whole
from goodoffices.formats.native_write import dumps


def copied(name: str, folder: Path | None = None) -> tuple[Path, list[Path]]:
    """Writes ``situation.yaml`` and the published answers; the folder and the files.

    Never overwrites: raises ``RequestError`` where something is there, and for an unknown name.
    """
    every = entries()
    base, _, number = name.rpartition("/")
    of_family = [one for one in every if one.model.suffix == FAMILY and base in (one.key, one.name)]
    if of_family:
        found = of_family[0]
        text = _game(number, found.name)
    else:
        found = entry(name, every)
        if found.model.suffix == FAMILY:
            raise RequestError(
                f"{found.name} is a family of {len(games())} games; name one: {found.name}/17"
            )
        text = found.model.read_text(encoding="utf-8")
    target = folder or Path(f"{found.name}_{number}" if of_family else found.name)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise RequestError(f"{target} is there already and not empty; give a new folder")
    files = [target / "situation.yaml"]
    write_whole(files[0], text)
    if not of_family:
        files.append(target / "published.yaml")
        source = found.model.parent / f"{found.name}{ANSWERS}"
        write_whole(files[1], source.read_text(encoding="utf-8"))
    return target, files


def game_text(family: str, number: str) -> str:
    """The model of one game of a family. Raises ``RequestError`` for an unknown one."""
    found = entry(family, entries())
    if found.model.suffix != FAMILY:
        raise RequestError(f"{found.name} is one conflict, not a family")
    return _game(number, found.name)


def _game(number: str, name: str) -> str:
    if not number.isdecimal() or not 1 <= int(number) <= len(games()):
        raise RequestError(f'"{number}" is no game of {name}; expected 1 to {len(games())}')
    return dumps(situation_of(int(number)))
