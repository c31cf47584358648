"""Which kinds of files there are: one row a kind, the first that knows the file reads it.

A further kind is a row of ``KINDS``: how it is told (``sniff``, by what the file holds before what
it is called) and what reads it. Kinds that are refused are rows too, so that each is named.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from goodoffices.errors import InputError
from goodoffices.reading.feed_kind import ACLED, CALLED, HXL, PAX, PLOVER, feed_kind, kind_of_bytes
from goodoffices.reading.received import html, reliefweb
from goodoffices.reading.received.file import File, read_bytes, refused, too_large
from goodoffices.reading.received.pdf import read_pdf
from goodoffices.reading.received.plain import SAVE, read_plain
from goodoffices.reading.received.report import Report

TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown")
TEXT_BYTES = 20_000_000
"""What the rest of the program reads of a stored text (``formats.yaml_tree.MAX_BYTES``)."""


@dataclass(frozen=True)
class Kind:
    """``says``: what the file is. ``sniff``: whether a file is of this kind. ``read``: its reports,
    or ``InputError`` where it is refused. ``most``: bytes that are read."""

    id: str
    says: str
    sniff: Callable[[File], bool]
    read: Callable[[File], list[Report]]
    most: int = TEXT_BYTES


def _begins(*signs: bytes) -> Callable[[File], bool]:
    return lambda file: file.raw.startswith(signs)


def _named(*suffixes: str) -> Callable[[File], bool]:
    return lambda file: file.suffix in suffixes


def _refuse(what: str, remedy: str = SAVE) -> Callable[[File], NoReturn]:
    def read(file: File) -> NoReturn:
        raise refused(file.path, f"this is {what}, whatever the file is called", remedy)

    return read


def _no_report(what: str, remedy: str) -> Callable[[File], NoReturn]:
    def read(file: File) -> NoReturn:
        raise refused(file.path, f"this is {what}, which is no report", remedy)

    return read


def _is_pdf(file: File) -> bool:
    return b"%PDF-" in file.raw[:1024].lstrip()[:64] or file.suffix == ".pdf"


def _is_html(file: File) -> bool:
    return bool(html.BEGINS.match(file.raw)) or file.suffix in (".html", ".htm", ".xhtml")


def _is_reliefweb(file: File) -> bool:
    named = file.suffix == ".json"
    if not named and (file.suffix in TEXT_SUFFIXES or file.raw.lstrip()[:1] != b"{"):
        return False
    try:
        return reliefweb.is_reliefweb(reliefweb.json_of(file))
    except InputError:
        return False


def _other_json(file: File) -> NoReturn:
    reliefweb.json_of(file)
    raise refused(file.path, "this JSON holds no reports", SAVE, reliefweb.SHAPE)


TABLES = (".csv", ".tsv", ".tab")


def _is_feed(kind: str) -> Callable[[File], bool]:
    """Feeds by what stands in them; what is named as text, HTML or PDF is none."""

    def sniff(file: File) -> bool:
        if file.suffix in (*TEXT_SUFFIXES, ".html", ".htm", ".xhtml", ".pdf", ""):
            return False
        workbook = file.raw.startswith(b"PK")
        return (feed_kind(file.path) if workbook else kind_of_bytes(file.raw)) == kind

    return sniff


def _feed(kind: str, most: int = TEXT_BYTES) -> Kind:
    """A row for a feed: in a folder of reports it is passed over; named by itself it is told."""
    remedy = "it holds events or numbers: name it by itself"
    return Kind(kind, CALLED[kind], _is_feed(kind), _no_report(CALLED[kind], remedy), most)


KINDS: tuple[Kind, ...] = (
    Kind("pdf", "PDF", _is_pdf, read_pdf, 100_000_000),
    Kind("gzip", "a gzip archive", _begins(b"\x1f\x8b"), _refuse("a gzip archive")),
    Kind(
        "office", "an old Office file", _begins(b"\xd0\xcf\x11\xe0"), _refuse("an old Office file")
    ),
    Kind("rtf", "RTF", _begins(b"{\\rtf"), _refuse("RTF")),
    Kind(
        "picture", "a picture", _begins(b"\x89PNG", b"\xff\xd8\xff", b"GIF8"), _refuse("a picture")
    ),
    _feed(HXL),
    Kind(
        "zip",
        "a ZIP archive (DOCX, XLSX, ODT and EPUB are such)",
        _begins(b"PK\x03\x04", b"PK\x05\x06"),
        _refuse("a ZIP archive (DOCX, XLSX, ODT and EPUB are such)"),
    ),
    Kind("html", "HTML", _is_html, html.read_html),
    Kind(
        "reliefweb",
        "ReliefWeb JSON",
        _is_reliefweb,
        reliefweb.read_reliefweb,
        50_000_000,
    ),
    _feed(PLOVER, 50_000_000),
    Kind("json", "other JSON", _named(".json", ".jsonl"), _other_json, 50_000_000),
    _feed(ACLED),
    _feed(PAX),
    Kind("table", "another table", _named(*TABLES), _no_report("a table", SAVE)),
    Kind(
        "other",
        "XML, DOCX, RTF and the like by name",
        _named(".xml", ".docx", ".xlsx", ".xls", ".doc", ".rtf", ".odt", ".epub", ".zip", ".mht"),
        _no_report("not text by its name", SAVE),
    ),
    Kind("text", "plain text or Markdown", lambda _: True, read_plain),
)
"""In the order in which they are asked."""

READ = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".json", "")
"""Suffixes of what is taken out of a folder; the rest is named there and passed over."""


def kind_of(file: File) -> Kind:
    """The first kind that knows the file."""
    return next(kind for kind in KINDS if kind.sniff(file))


def reports_of(file: File) -> list[Report]:
    """Its reports. Raises ``InputError`` where there are none to be had."""
    kind = kind_of(file)
    if len(file.raw) > kind.most:
        raise too_large(file.path, len(file.raw), kind.most)
    found = kind.read(file)
    for report in found:
        if len(report.text.encode("utf-8")) > TEXT_BYTES:
            raise too_large(file.path, len(report.text), TEXT_BYTES, "bytes of text")
    return found


def reports_at(path: Path) -> list[Report]:
    """The reports in the file at a path."""
    return reports_of(read_bytes(path))
