"""What stands before and after a quotation in its source."""

from __future__ import annotations

from goodoffices.evidence.item import Span
from goodoffices.reading.sentences import sentences

ROOM = 1_500
"""Characters before and after that are looked at; a longer sentence is shown from there on."""


def beside(text: str, span: Span) -> tuple[str, str]:
    """The sentence before the span and the one after it, "" where there is none."""
    start, end = max(0, span[0] - ROOM), min(len(text), span[1] + ROOM)
    before, after = text[start : span[0]], text[span[1] : end]
    last = [before[one.body : one.end] for one in sentences(before)][-1:]
    first = [after[one.body : one.end] for one in sentences(after)][:1]
    cut = start > 0 and last and before.lstrip().startswith(last[0])
    return ("…" if cut else "") + "".join(last), "".join(first)
