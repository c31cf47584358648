"""Report files: what comes in is text, or is refused with what it is and what to do."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from goodoffices.errors import InputError, Place, Problem
from goodoffices.formats.yaml_tree import MAX_BYTES, text_of
from goodoffices.reading.sentences import HEADING, sentences

TEXT = (".txt", ".text", ".md", ".markdown", "")
"""Suffixes of plain text and Markdown."""
LATER = {
    ".html": "HTML", ".htm": "HTML", ".pdf": "PDF", ".json": "JSON", ".csv": "CSV",
    ".xlsx": "XLSX", ".docx": "DOCX", ".xml": "XML", ".zip": "a ZIP archive", ".rtf": "RTF",
    ".doc": "DOC", ".odt": "ODT", ".epub": "EPUB",
}  # fmt: skip
SIGNS = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "a ZIP archive (DOCX, XLSX and ODT are such)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
)
"""How files of other kinds begin, whatever they are called."""
HTML = re.compile(rb"\s*(?:<!doctype html|<html|<head|<body)", re.IGNORECASE)
EXPECTED = "plain text or Markdown in UTF-8"
SAVE = "save it as text, and read that"


@dataclass(frozen=True)
class Report:
    """A report as it was received. ``text``: ``raw`` decoded, line ends as stored."""

    path: Path
    raw: bytes
    text: str

    @property
    def sha256(self) -> str:
        """The hash of the bytes as received."""
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def title(self) -> str:
        """Its first heading; the name of its file where it does not begin with one."""
        for one in sentences(self.text[:4000])[:1]:
            if one.block == HEADING:
                words = " ".join(self.text[one.body : one.end].split())
                return words.rstrip("# ") or self.path.stem
        return self.path.stem

    @property
    def key(self) -> str:
        """A key for it from the name of its file."""
        name = re.sub(r"[^\w]+", "-", self.path.stem.lower()).strip("-_")
        return name[:60].strip("-_") or "report"


def read_reports(paths: Sequence[Path]) -> list[Report]:
    """Every report. Raises ``InputError`` with what is wrong with each file that is not text."""
    found: list[Report] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found.append(_report(path))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found


def _report(path: Path) -> Report:
    if path.is_dir():
        raise _refused(path, "this is a folder", "name its files: FOLDER/*.txt")
    suffix = path.suffix.lower()
    if suffix in LATER and path.is_file():
        raise _refused(path, f"{LATER[suffix]} is not read yet", SAVE)
    if path.is_file() and path.stat().st_size > MAX_BYTES:
        raise _refused(path, f"the file has {path.stat().st_size:,} bytes, over {MAX_BYTES:,}")
    raw = path.read_bytes() if path.is_file() else b""
    for sign, what in SIGNS:
        if raw.startswith(sign):
            raise _refused(path, f"this is {what}, whatever the file is called", SAVE)
    if HTML.match(raw):
        raise _refused(path, "this is HTML, which is not read yet", SAVE)
    text = text_of(path)
    if not text.strip():
        raise _refused(path, "the file is empty", "put the report in it")
    odd = re.compile(r"[\x00-\x08\x0e-\x1f]").search(text)
    if odd:
        line = text.count("\n", 0, odd.start()) + 1
        column = odd.start() - (text.rfind("\n", 0, odd.start()) + 1) + 1
        found = f"the control character U+{ord(odd[0]):04X} stands here: this is no text"
        raise InputError([Problem(Place(str(path), line, column), found, EXPECTED, SAVE)])
    return Report(path, raw, text)


def _refused(path: Path, found: str, remedy: str = "") -> InputError:
    return InputError([Problem(Place(str(path)), found, EXPECTED, remedy)])
