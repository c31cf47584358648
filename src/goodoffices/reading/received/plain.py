"""Plain text and Markdown: the file is the text."""

from __future__ import annotations

import re

from goodoffices.reading.received.file import File, refused, refused_at
from goodoffices.reading.received.report import Report

EXPECTED = "plain text or Markdown in UTF-8"
SAVE = "save it as text, and read that"
AS_UTF8 = "save the file as UTF-8"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
MARKS = (b"\xff\xfe", b"\xfe\xff")
"""How text in UTF-16 begins."""


def read_plain(file: File) -> list[Report]:
    """The report. Raises ``InputError`` with the place of the first byte that is no text."""
    text = utf8(file)
    odd = CONTROL.search(text)
    if odd:
        found = f"the control character U+{ord(odd[0]):04X} stands here: this is no text"
        at = len(text[: odd.start()].encode("utf-8")) + len(_mark(file))
        raise refused_at(file, at, found, EXPECTED, SAVE)
    if not text.strip():
        raise refused(file.path, "the file holds nothing but white space", "put the report in it")
    suffix = ".md" if file.suffix in (".md", ".markdown") else ".txt"
    return [Report(file.path, file.raw, text, suffix)]


def utf8(file: File) -> str:
    """The decoded file without a byte order mark."""
    if file.raw.startswith(MARKS):
        raise refused(file.path, "this is UTF-16 text", AS_UTF8, "UTF-8 text")
    try:
        return file.raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = error.start + len(_mark(file))
        found = f"byte 0x{file.raw[at]:02x} is not UTF-8"
        raise refused_at(file, at, found, "UTF-8 text", AS_UTF8) from None


def _mark(file: File) -> bytes:
    return b"\xef\xbb\xbf" if file.raw.startswith(b"\xef\xbb\xbf") else b""
