"""HTML: the main text of a page, and what the page says about itself. Nothing is ever fetched.

Steps:

1. The characters are decoded (``encoding.py``) and parsed; a page that the parser gives up on
   (nested too deep, one text too long) is refused rather than read in part.
2. trafilatura tells the report from menus, adverts and the like, and reads title, publisher, date
   and address where the page gives them; dates are not searched for in the text.
3. What it keeps is written as text (``blocks.py``).
4. Of a page too short for it, it gives all words in one paragraph: then the page's own blocks are
   read, without what the page calls a menu, a header or a footer.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from goodoffices.reading.received.blocks import block_text
from goodoffices.reading.received.encoding import decoded
from goodoffices.reading.received.file import File, refused, too_large
from goodoffices.reading.received.quiet import quiet
from goodoffices.reading.received.report import Report, one_line

MOST_ELEMENTS = 100_000
"""Taking a page apart takes time that grows faster than its elements."""
BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"(?:<!doctype\s+html|<html\b|<head\b|<body\b)",
    re.IGNORECASE | re.DOTALL,
)
COPY = "open it in a browser, copy the report into a text file, and read that"
GIVEN_UP = {"ERR_RESOURCE_LIMIT", "ERR_NO_MEMORY", "ERR_INTERNAL_ERROR"}
DEEP = "HTML nested at most 255 deep"
LONG = "HTML in which no text and no address (an embedded picture is one) has over 10 MB"
MENUS = ("nav", "header", "footer", "aside", "form", "head")
LAST_DATE = "2100-01-01"


def read_html(file: File) -> list[Report]:
    """The report on a page. Raises ``InputError`` where there is none."""
    text, encoding, note = decoded(file)
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        raise refused(file.path, f"a NUL character stands in line {line}: this is no HTML", COPY)
    tree = parsed(file, text)
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise too_large(file.path, sum(1 for _ in tree.iter()), MOST_ELEMENTS, "elements")
    found, version = _main_text(file, tree)
    body = "" if found is None else block_text(found.body)
    if "\n" not in body.strip() and body.strip():
        body = _own_blocks(file, text) or body
    if not body.strip():
        raise refused(file.path, "no text stands on this page that could be a report", COPY)
    address = str(found.url or "")
    return [
        Report(
            file.path,
            file.raw,
            body,
            ".html",
            said_title=_clean(found.title),
            publisher=_clean(found.sitename or found.hostname),
            date=_date(found.date),
            address=address if re.match(r"https?://\S{1,2000}\Z", address) else "",
            extracted=f"trafilatura {version}" + ("" if encoding == "utf-8" else f", {encoding}"),
            notes=(note,) if note else (),
        )
    ]


def parsed(file: File, text: str) -> Any:
    """Step 1: the tree of a page or of a part of one; no entity, style or frame is fetched."""
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        tree = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise refused(file.path, "there is nothing in this HTML", COPY) from None
    for error in parser.error_log:
        if error.type_name in GIVEN_UP:
            told = error.message.split(",")[0].strip()
            found = f"the HTML cannot be taken apart ({told})"
            raise refused(file.path, found, COPY, DEEP if "depth" in told.lower() else LONG)
    return tree


def _main_text(file: File, tree: Any) -> tuple[Any, str]:
    """Step 2."""
    import trafilatura

    with quiet("trafilatura", "htmldate", "readability", "justext"):
        try:
            found = trafilatura.bare_extraction(
                tree,
                with_metadata=True,
                include_comments=False,
                include_tables=True,
                date_extraction_params={
                    "extensive_search": False,
                    "original_date": True,
                    "max_date": LAST_DATE,
                },
            )
        except (RecursionError, ValueError, TypeError, AttributeError, LookupError) as error:
            told = f"the HTML cannot be taken apart ({type(error).__name__})"
            raise refused(file.path, told, COPY) from None
    return found, trafilatura.__version__


def _own_blocks(file: File, text: str) -> str:
    """Step 4: what a short page says, by the page's own blocks; "" where it has no two of them."""
    tree = parsed(file, text)
    for one in list(tree.iter(*MENUS)):
        if one.getparent() is not None:
            one.drop_tree()
    body = tree.find("body")
    found = "" if body is None else block_text(body)
    return found if "\n" in found.strip() else ""


def _clean(value: object) -> str:
    return one_line(str(value)) if value else ""


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None
