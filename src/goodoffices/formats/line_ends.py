"""A text without its byte order mark and with plain line ends, as editors show it, and back."""

from __future__ import annotations

import difflib
import re

BOM = "\ufeff"
END = re.compile(r"\r\n|\n|\r")


def plain(stored: str) -> str:
    """The text as an editor in a browser holds it: ``\\n`` at the end of every line, no mark."""
    return END.sub("\n", stored.removeprefix(BOM))


def as_stored(shown: str, before: str) -> str:
    """A text that was edited, with the mark and the line ends of the stored text ``before``.

    A line that stood there keeps its own end; a new one takes that of most lines of the file.
    """
    mark = BOM if before.startswith(BOM) else ""
    shown = plain(shown)
    ends = END.findall(before)
    kinds = set(ends)
    if len(kinds) <= 1:
        return mark + shown.replace("\n", ends[0] if ends else "\n")
    usual = max(sorted(kinds), key=ends.count)
    old, new = plain(before).split("\n"), shown.split("\n")
    taken = [usual] * (len(new) - 1)
    for tag, low, high, to, _ in difflib.SequenceMatcher(None, old, new, False).get_opcodes():
        if tag == "equal":
            for step in range(high - low):
                if low + step < len(ends) and to + step < len(taken):
                    taken[to + step] = ends[low + step]
    return mark + "".join(line + end for line, end in zip(new, [*taken, ""], strict=True))
