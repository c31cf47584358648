"""A report as it came in: its bytes, its text, and what the file says about itself."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date as Date
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from goodoffices.reading.sentences import HEADING, sentences

MOST_TITLE = 300
MOST_KEY, MOST_KEY_BYTES = 60, 160
"""A key is the name of a file, to which a suffix is added: file systems take 255 bytes."""
PLAIN = ("", ".txt", ".text", ".md", ".markdown")
"""Suffixes of files that are their own text."""


@dataclass(frozen=True)
class Report:
    """One report. ``raw``: the bytes of the file as received; several may come from one file.

    ``text``: what is read, in which spans count: the file decoded, or what was taken out of it;
    ``extracted`` then says by what. ``suffix``: under which the bytes are kept. ``part``: where in
    the file it stands, "" for all of it. ``notes``: what the analyst should know of how it was
    read.
    """

    path: Path
    raw: bytes
    text: str
    suffix: str = ".txt"
    said_title: str = ""
    publisher: str = ""
    date: Date | None = None
    address: str = ""
    countries: tuple[str, ...] = ()
    part: str = ""
    extracted: str = ""
    notes: tuple[str, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """The hash of the bytes as received."""
        return sha256(self.raw).hexdigest()

    @cached_property
    def text_sha256(self) -> str:
        """The hash of the text as it is stored."""
        return sha256(self.text.encode("utf-8")).hexdigest()

    @cached_property
    def title(self) -> str:
        """What the file says that it is; its first heading; the name of the file."""
        if self.said_title.strip():
            return one_line(self.said_title)
        for one in sentences(self.text[:4000])[:1]:
            if one.block == HEADING:
                words = one_line(self.text[one.body : one.end]).rstrip("# ")
                return words or self.path.stem
        return self.path.stem

    @property
    def key(self) -> str:
        """A key for it from the name of its file; a part of a file is named by its title."""
        return key_of(self.title if self.part else self.path.stem)


def one_line(text: str) -> str:
    """A title without line ends, cut where it is very long."""
    words = " ".join(text.split())
    return words if len(words) <= MOST_TITLE else words[: MOST_TITLE - 1].rstrip() + "…"


def key_of(name: str) -> str:
    """A name as a key: small letters and digits of any script, and hyphens between."""
    letters = re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", name).lower()).strip("-_")
    short = letters[:MOST_KEY]
    while len(short.encode("utf-8", "replace")) > MOST_KEY_BYTES:
        short = short[:-1]
    return short.strip("-_") or "report"
