"""Sources: reports as received, never edited, with what is known about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from goodoffices.errors import NOWHERE, InputError, Place, Problem


@dataclass(frozen=True)
class Source:
    """One report. ``text`` is the decoded file (UTF-8), line ends as stored.

    ``reliability`` is the Admiralty letter A–F of the source, "" where it was not graded.
    ``sha256``: what is noted as the hash of the bytes received; these stand in ``file``, or where
    the text was taken out of them in ``received``, and then ``text_sha256`` is the hash of
    ``file``. ``part``: where in the file received the report stands, "" for all of it.
    """

    key: str
    file: str
    text: str
    title: str = ""
    publisher: str = ""
    date: date | None = None
    address: str = ""
    reliability: str = ""
    sha256: str = ""
    received: str = ""
    part: str = ""
    text_sha256: str = ""
    place: Place = NOWHERE

    @cached_property
    def words(self) -> str:
        """How prose names it: the title, or the key."""
        return self.title or self.key


def find_quote(source: Source, quote: str) -> tuple[int, int] | None:
    """The span of the first place where the quotation stands verbatim, or None."""
    at = source.text.find(quote)
    return None if at < 0 else (at, at + len(quote))


def read_body(folder: Path, file: str, place: Place, text_of: Callable[[Path, str], str]) -> str:
    """The text of a source file inside ``folder``; a path that leads out of it is refused."""
    path = folder / file
    try:
        path.is_file()
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):  # too long, or with a character that no file name has
        found = f"{file[:60]!r} is no file name"
        raise InputError([Problem(place, found, "a file of the case folder")]) from None
    if not inside:
        found = f'the file "{file}" does not lie inside {folder.name}/'
        raise InputError([Problem(place, found, "a file of the case folder")])
    if not path.is_file():
        found = f"there is no file {folder.name}/{file}"
        remedy = "put the report there, or name its file with file:"
        raise InputError([Problem(place, found, "the report as it was received", remedy)])
    return text_of(path, str(path))
