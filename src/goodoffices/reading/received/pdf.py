"""PDF: the text of its pages. A form feed stands between two pages, so that an offset has a page.

Where a sentence runs on to the next page (no full stop, then a small letter) the break stands in
the sentence; elsewhere an empty line comes with it.
"""

from __future__ import annotations

import re
import time
from datetime import date
from io import BytesIO
from typing import Any

from goodoffices.reading.received.file import File, refused, too_large
from goodoffices.reading.received.quiet import quiet
from goodoffices.reading.received.report import Report, one_line

BREAK = "\f"
MOST_PAGES = 2_000
MOST_CONTENT = 20_000_000
"""Bytes of one page's drawing; taking text out of more takes minutes."""
MOST_SECONDS = 300.0
MOST_TOLD = 10
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
RUNS_ON = re.compile(r"[\w,;–-]\Z")
NO_TITLE = re.compile(
    r"(?:Microsoft (?:Word|PowerPoint|Excel)\b.*|untitled.*|.*\.(?:docx?|rtf|odt|indd|pdf)"
    r"|\W*)\Z",
    re.IGNORECASE,
)
"""What programs write where a title should stand."""
BROKEN = (
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, OSError, EOFError,
    NotImplementedError, AssertionError,
)  # fmt: skip
"""What pypdf lets through from files that are no good PDF."""
PASSWORD = "open it with the password, print it into a new PDF, and read that"
PRINT = "open it in a PDF reader, print it into a new PDF, and read that"
RECOGNISE = "let a text recognition (OCR) program put a text layer into it, and read what comes out"
CRYPTOGRAPHY = "pip install cryptography, or print it into a new PDF, and read that"


def read_pdf(file: File) -> list[Report]:
    """The report. Raises ``InputError`` with what is in the way of its text."""
    import pypdf
    from pypdf.errors import DependencyError

    with quiet("pypdf"):
        try:
            return _report(file, pypdf)
        except DependencyError:
            found = "this PDF is encrypted with AES, and the package cryptography is not there"
            raise refused(file.path, found, CRYPTOGRAPHY) from None
        except (pypdf.errors.PyPdfError, RecursionError, MemoryError, *BROKEN) as error:
            told = " ".join(str(error).split())[:100]
            found = f"the PDF is broken or cut off ({told or type(error).__name__})"
            raise refused(file.path, found, PRINT) from None


def _report(file: File, pypdf: Any) -> list[Report]:
    if b"%PDF-" not in file.raw[:1024]:
        raise refused(file.path, "this is no PDF, whatever the file is called")
    reader = pypdf.PdfReader(BytesIO(file.raw), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise refused(file.path, "this PDF is encrypted and needs a password", PASSWORD)
    pages = reader.pages
    count = len(pages)
    if count > MOST_PAGES:
        raise too_large(file.path, count, MOST_PAGES, "pages")
    if not count:
        raise refused(file.path, "this PDF has no pages", PRINT)
    texts, cleaned, began = [], 0, time.monotonic()
    for number in range(count):
        text, left_out = _text(file, pages[number], number + 1)
        texts.append(text)
        cleaned += left_out
        if time.monotonic() - began > MOST_SECONDS:
            found = f"page {number + 1} of {count:,} was reached after {MOST_SECONDS:.0f} seconds"
            raise refused(file.path, found, PRINT, "a PDF that is read sooner")
    empty = [number for number, text in enumerate(texts, 1) if not text.strip()]
    if len(empty) == count:
        pages_told = "1 page" if count == 1 else f"{count:,} pages"
        found = f"this PDF has {pages_told} and no text: they are pictures"
        raise refused(file.path, found, RECOGNISE)
    title, written = _about(reader)
    return [
        Report(
            file.path,
            file.raw,
            joined(texts),
            ".pdf",
            said_title=title,
            date=written,
            extracted=f"pypdf {pypdf.__version__}",
            notes=tuple(_notes(empty, cleaned)),
        )
    ]


def _text(file: File, page: Any, number: int) -> tuple[str, int]:
    """The text of a page, line ends as ``\\n``, and how many signs were no characters."""
    contents = page.get_contents()
    size = 0 if contents is None else len(contents.get_data())
    if size > MOST_CONTENT:
        raise too_large(file.path, size, MOST_CONTENT, f"bytes of drawing on page {number}")
    found = str(page.extract_text()).replace("\r\n", "\n").replace("\r", "\n")
    whole = found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text, left_out = CONTROL.subn("", whole)
    return text.strip("\n"), left_out + whole.count("\ufffd")


def joined(texts: list[str]) -> str:
    """The pages with a form feed between each two."""
    whole = texts[0]
    for text in texts[1:]:
        runs_on = RUNS_ON.search(whole.rstrip()[-1:]) and text.lstrip()[:1].islower()
        whole += f"\n{BREAK}" if runs_on else f"\n\n{BREAK}"
        whole += text
    return whole + "\n"


def page_of(text: str, offset: int) -> int:
    """The page on which a character of an extracted text stands, from 1."""
    return text.count(BREAK, 0, offset) + 1


def _about(reader: Any) -> tuple[str, date | None]:
    """Title and date of the document's information, where they are of use."""
    title, written = "", None
    try:
        title = one_line(CONTROL.sub("", str(reader.metadata.title or "")))
        title = title.encode("utf-8", "ignore").decode("utf-8")
    except (*BROKEN, RecursionError):
        pass
    try:
        moment = reader.metadata.creation_date
        written = moment.date() if moment is not None else None
    except (*BROKEN, RecursionError):
        pass
    return ("" if NO_TITLE.match(title) else title), written


def _notes(empty: list[int], cleaned: int) -> list[str]:
    notes = []
    if empty:
        shown = ", ".join(str(number) for number in empty[:MOST_TOLD])
        more = f" and {len(empty) - MOST_TOLD:,} more" if len(empty) > MOST_TOLD else ""
        pages = "page" if len(empty) == 1 else "pages"
        notes.append(f"{pages} {shown}{more} without text: pictures are not read")
    if cleaned:
        signs = "1 sign is" if cleaned == 1 else f"{cleaned:,} signs are"
        notes.append(f"{signs} no character, by the PDF's own tables: compare with the pages")
    return notes
