"""Elements of a page → text: paragraphs, headings and items that sentences can be told in.

A heading stands behind ``#``, an item behind ``-``, a row of a table between ``|``, an empty line
between blocks. Under the first of several rows without a sentence in them a rule is drawn as in
Markdown: they assert nothing. White space inside a block is one space, as a browser shows it.
"""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import Any

SKIPPED = {"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "title"}
SKIPPED |= {"audio", "video", "canvas", "select", "button", "textarea"}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
ITEMS = {"li", "item", "dd", "dt"}
ROWS = {"tr", "row"}
CELLS = {"td", "th", "cell"}
BREAKS = {"br", "lb"}
BLOCKS = {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "body", "html",
    "blockquote", "quote", "ul", "ol", "dl", "list", "table", "thead", "tbody", "tfoot", "caption",
    "figure", "figcaption", "pre", "code", "address", "form", "fieldset", "details", "summary",
    "hr", "center", "graphic",
}  # fmt: skip
MOST_CELL = 300
"""A row with a longer cell is a layout of blocks, not a table."""
TOLD = re.compile(r"(?:[^\W\d_]+[ ,]+){3}[^|]*[.!?][\"”’)]* \|")
"""A cell that ends as a sentence does."""
BAR = re.compile(r"(?<!\\)\|")
SPACE = re.compile(r"[ \t\r\n\f\v]+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def block_text(root: Any) -> str:
    """The text of an ``lxml`` element and all that is in it."""
    writer = _Writer()
    writer.walk(root)
    writer.end()
    return writer.text()


class _Writer:
    def __init__(self) -> None:
        self.blocks: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.sign = ""

    def walk(self, element: Any) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in SKIPPED:
            return
        if tag in BREAKS:
            self.open.append("\0")
        elif tag in ROWS and self.row(element):
            return
        level = HEADINGS.get(tag, 0)
        if tag == "head":  # what trafilatura calls a heading
            level = HEADINGS.get(str(element.get("rend")), 2)
        is_block = bool(level) or tag in BLOCKS or tag in ITEMS or tag in ROWS or tag in CELLS
        if is_block:
            self.end()
            if level or tag in ITEMS:
                self.sign = "#" * level + " " if level else "- "
        self.inside(element)
        if is_block:
            self.end()

    def inside(self, element: Any) -> None:
        self.open.append(element.text or "")
        for child in element:
            self.walk(child)
            self.open.append(child.tail or "")

    def row(self, element: Any) -> bool:
        """Whether this is a row of a table, which is written then."""
        inside = [one for one in element if isinstance(one.tag, str) and one.tag in CELLS]
        if len(inside) < 2:
            return False
        texts = [" ".join(block_text(one).split()) for one in inside]
        if max(len(one) for one in texts) > MOST_CELL:
            return False
        self.end()
        if any(texts):
            cells = [text.replace("|", "\\|") for text in texts]
            self.blocks.append(("|", f"| {' | '.join(cells)} |"))
        return True

    def end(self) -> None:
        """The block that is open is done."""
        joined = SPACE.sub(" ", "".join(self.open))
        sign, self.open = self.sign, []
        lines = [CONTROL.sub("", line).strip(" ") for line in joined.split("\0")]
        text = ("\n" if not sign else " ").join(lines).strip()
        if text:
            self.sign = ""
            self.blocks.append((sign, sign + text))

    def text(self) -> str:
        parts: list[str] = []
        before = ""
        for at, (sign, text) in enumerate(self.blocks):
            if sign == "|" != before and self.is_plain(at):
                text += "\n|" + " --- |" * (len(BAR.findall(text)) - 1)
            close = sign == before and sign in ("- ", "|")
            parts.append(text if not parts else ("\n" if close else "\n\n") + text)
            before = sign
        return "".join(parts) + "\n" if parts else ""

    def is_plain(self, at: int) -> bool:
        """Whether several rows begin here that hold names and numbers, no sentences."""
        rows = [
            text for _, text in takewhile(lambda one: one[0] == "|", islice(self.blocks, at, None))
        ]
        return len(rows) > 1 and not any(TOLD.search(row) for row in rows)
