"""Sentences that are nothing but a quotation: who speaks stands in a sentence beside them.

A quotation goes over several sentences more often than not: “We will stay. We have nowhere to go,”
the mayor said. Steps, within one paragraph:

1. Going through the paragraph, marks of quotation open and close; a sentence of which all words
   stand inside is only a quotation. A mark that is not closed reaches to the paragraph's end.
2. Its speaker is that of the sentence in which the quotation goes on; else of the sentence before
   that reports somebody, going back over other quotations; else of the sentence behind.
3. Without such a sentence in the paragraph nobody is known to speak, and the kind stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.reading.clauses import Span
from goodoffices.reading.rule import Rule

ONLY_QUOTED = (
    Rule(
        "statement-only-quoted",
        "a sentence that is only a quotation: the speaker of the sentence beside it",
        r"\A\W*[\"“„«][^\"“”„«»]+(?:[\"”“»]\W*\Z|\Z)",
        (
            '«"We have nowhere to go."»',
            "«“The road is closed.”»",
            "«„Wir bleiben.“»",
        ),
        ('"We stay," the mayor said.', "The mayor stayed."),
    ),
)
"""Fires on the sentence; whose words they are is found with its neighbours."""
RULE = ONLY_QUOTED[0].id

PARAGRAPH = re.compile(r"(?:\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r)")
MARKS = re.compile(r"[“”„«»\"]")
OPENS = "“„«"
FAR = 20
"""So many sentences of a quotation are gone through to find who speaks."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """One sentence of a text. ``paragraph``: its number; ``whole``: only a quotation; ``open``: the
    quotation goes on behind it."""

    paragraph: int
    whole: bool
    open: bool


def quoted(text: str, spans: Sequence[Span], apart: Sequence[bool]) -> list[Quoted]:
    """Step 1 for every sentence. ``apart``: whether it begins a block of its own (a list item)."""
    found: list[Quoted] = []
    paragraph, inside, last = 0, False, 0
    for (start, end), alone in zip(spans, apart, strict=True):
        if alone or PARAGRAPH.search(text, last, start):
            paragraph, inside = paragraph + 1, False
        last = end
        outside, at, marks = False, start, 0
        for mark in MARKS.finditer(text, start, end):
            marks += 1
            outside |= not inside and _words(text, at, mark.start())
            sign = mark[0]
            opens = not inside if sign == '"' else sign in OPENS
            inside = opens and not (sign == "“" and inside)
            at = mark.end()
        outside |= not inside and _words(text, at, end)
        whole = not outside and (inside or marks > 0) and _words(text, start, end)
        found.append(Quoted(paragraph, whole, inside))
    return found


def _words(text: str, start: int, end: int) -> bool:
    return any(sign.isalnum() for sign in text[start:end])


def speaks_for(at: int, every: Sequence[Quoted], reports: Sequence[bool]) -> int | None:
    """Step 2: the number of the sentence that says who speaks in sentence ``at``, None for none.

    ``reports``: which sentences are statements with a speaker of their own.
    """
    here = every[at].paragraph

    def beside(step: int) -> int | None:
        for place in range(at + step, at + step * (FAR + 1), step):
            if not 0 <= place < len(every) or every[place].paragraph != here:
                return None
            if reports[place]:
                return place
            if not every[place].whole:
                return None
        return None

    order = (1, -1) if every[at].open else (-1, 1)
    return next((one for one in map(beside, order) if one is not None), None)
