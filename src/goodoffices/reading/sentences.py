"""A text into sentences, each with its exact span in code points, line ends as stored.

Steps, one pass over the text:

1. Lines make blocks. An empty line ends a block; a heading (``#``, underlined, or a short line
   without a full stop above a longer one), a list item and a row between bars are blocks of their
   own. Lines of code and of a Markdown table count as headings, and so do headlines and bylines
   (``openings``): they assert nothing.
2. In a block, every mark that can end a sentence is looked at with the words beside it: no end
   after an abbreviation, an initial or a number that goes on, and before a small letter.
3. What closes (quotation marks, brackets) belongs to the sentence that it closes.

Together the spans cover everything but white space. Sentences in scripts without capital letters
end at their own marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.reading.openings import asserts_nothing, behind_dateline
from goodoffices.reading.pipe_tables import LINE, pipe_tables
from goodoffices.reading.words import word_set

PARAGRAPH, HEADING, ITEM = "paragraph", "heading", "item"

MARK = re.compile(r"[.!?…。．！？｡؟۔।॥።]+")
CLOSING = "\"'”’»›)]}）」』】*_"
OPENING = "\"'“‘«‹([{（「『【*_¿¡-–—"
WIDE = "。．！？｡۔।॥።"
"""Marks that always end a sentence, whatever follows."""

TITLES = word_set(
    "mr mrs ms mx dr prof gen lt col maj capt sgt cpl adm cmdr brig rev hon sen rep gov pres "
    "amb sec st messrs sheikh sh jr vs cf no nos art arts para paras ch chap vol fig figs pp ed "
    "eds approx ca al sect op res"
)
"""Abbreviations that something follows."""
MAY_END = word_set("inc ltd co corp etc jan feb mar apr jun jul aug sep sept oct nov dec")
"""Abbreviations that may end a sentence too: they do where a new one begins with a capital."""
MONTHS = word_set("jan feb mar apr jun jul aug sep sept oct nov dec")
NUMBERED = word_set("no nos art arts para paras ch chap vol fig figs pp p sect res op")
"""Abbreviations before a number; before anything else "no." is the word that ends a sentence."""
STARTERS = word_set(
    "the a an this that these those it he she they we i in on at but and however meanwhile "
    "after before when while if there its his her their our under since"
)
"""Words with which a sentence begins more often than a name does."""

GO_ON = word_set(
    "and or but nor of the a an to in on at by for with from that which who if when while as into "
    "over between against its their his her is are was were has have had will would could may "
    "said says told not no than both"
)
"""Words with which no heading ends: the line was only broken there."""

ITEM_MARK = re.compile(
    r"[ \t]*(?:[-*+•‣–·▪]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])[ \t]+(?=\S)"
)
HASHES = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+(?=\S)")
RULE = re.compile(r"[ \t]*([-=_*~])(?:[ \t]*\1){2,}[ \t]*\Z")
NO_TABLE = (0, 0)
QUOTED_LINE = re.compile(r"[ \t]{0,3}>[ \t]?")
QUOTED_SIGNS = re.compile(r"[ \t]*(?:>[ \t]*)+(?=\S)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """``start`` to ``end`` of the text, end exclusive. ``body``: where its words begin, after the
    sign of a list or a heading, or a dateline. ``block``: paragraph, heading or item."""

    start: int
    end: int
    body: int
    block: str = PARAGRAPH


@dataclass(slots=True)
class _Block:
    kind: str
    start: int
    end: int
    body: int


def sentences(text: str) -> tuple[Sentence, ...]:
    """Every sentence, in order."""
    found: list[Sentence] = []
    for block in _blocks(text):
        if block.kind == PARAGRAPH:
            if asserts_nothing(text[block.start : block.end]):
                block.kind = HEADING
            else:
                block.body = behind_dateline(text, max(block.start, block.body), block.end)
        for start, end in _spans(text, block):
            body = max(start, block.body) if start == block.start else _body(text, start)
            found.append(Sentence(start, end, min(body, end), block.kind))
    return tuple(found)


def _body(text: str, start: int) -> int:
    """Behind the sign of a quoted line, where a sentence begins with one."""
    if text[start] != ">":
        return start
    before = start
    while before and text[before - 1] in " \t":
        before -= 1
    begins = not before or text[before - 1] in "\n\r"
    found = QUOTED_SIGNS.match(text, start) if begins else None
    return found.end() if found else start


def _blocks(text: str) -> Iterator[_Block]:
    """Step 1."""
    block: _Block | None = None
    fenced = False
    tables = iter(pipe_tables(text))
    table = next(tables, NO_TABLE)
    for match in LINE.finditer(text):
        line = match[0].strip()
        if match.start() >= table[1] > 0:
            table = next(tables, NO_TABLE)
        if not line:
            if block is not None:
                yield block
            block = None
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        end = match.start() + len(match[0].rstrip())
        raw = match[0].rstrip()
        if line.startswith(("```", "~~~")) or fenced:
            fenced ^= line.startswith(("```", "~~~"))
            kind, body = HEADING, start
        elif table[0] <= match.start() < table[1]:
            kind, body = HEADING, start
        elif RULE.match(raw) and not line.startswith("..."):
            kind, body = HEADING, start
            if block is not None and line[0] in "=-" and _one_line(text, block):
                block.kind = HEADING
        else:
            kind, body = _kind_of(raw, match.start(), start)
        alone = kind != PARAGRAPH or line.startswith("|")
        if block is not None and (alone or _stands_above(text, block, line)):
            yield block
            block = None
        if block is None:
            block = _Block(kind, start, end, body)
        else:
            block.end = end
        if kind == HEADING or line.startswith("|"):
            yield block
            block = None
    if block is not None:
        yield block


def _kind_of(raw: str, at: int, start: int) -> tuple[str, int]:
    quoted = QUOTED_LINE.match(raw)
    skip = quoted.end() if quoted else 0
    found = HASHES.match(raw, skip)
    if found:
        return HEADING, at + found.end()
    found = ITEM_MARK.match(raw, skip)
    if found:
        return ITEM, at + found.end()
    return PARAGRAPH, max(start, at + skip)


def _one_line(text: str, block: _Block) -> bool:
    return block.kind == PARAGRAPH and block.end - block.start < 120 and not _has_line(text, block)


def _has_line(text: str, block: _Block) -> bool:
    return "\n" in text[block.start : block.end] or "\r" in text[block.start : block.end]


def _stands_above(text: str, block: _Block, line: str) -> bool:
    """Whether the block is a heading right above this line: one short line that ends nothing."""
    if block.kind != PARAGRAPH or block.end - block.start > 60 or _has_line(text, block):
        return False
    above = text[block.start : block.end]
    if above[-1] in ".!?,;:…-–—" + CLOSING or not above[0].isupper() or not line[0].isupper():
        return False
    if len(above) * 10 > len(line) * 6 or above.split()[-1].lower() in GO_ON:
        return False
    block.kind = HEADING
    return True


def _spans(text: str, block: _Block) -> Iterator[tuple[int, int]]:
    """Steps 2 and 3."""
    start = block.start
    for match in MARK.finditer(text, max(block.body, block.start), block.end):
        if match.start() < start:
            continue
        end = match.end()
        while end < block.end and text[end] in CLOSING and not _opens(text, end, block.end):
            end += 1
        if not _ends(text, start, match.start(), match.end(), end, block.end):
            continue
        yield start, end
        start = end
        while start < block.end and text[start].isspace():
            start += 1
    if start < block.end:
        yield start, block.end


def _opens(text: str, at: int, stop: int) -> bool:
    """Whether a sign that may open or close opens: white space before it, none after it."""
    return text[at - 1].isspace() and at + 1 < stop and not text[at + 1].isspace()


def _ends(text: str, start: int, at: int, after: int, end: int, stop: int) -> bool:
    """Whether the mark at ``at`` to ``after``, closed until ``end``, ends a sentence."""
    if end >= stop:
        return True
    if text[at] in WIDE:
        return True
    if not text[end].isspace():
        return False
    following = _next(text, end, stop)
    if following is None:
        return True
    if following.islower():
        return False
    if text[at:after] == "." and end == after:
        return not _abbreviates(text, start, at, end, stop)
    if end > after and text[at] in "!?" and following.islower():
        return False
    return text[at:after] not in ("…", "...") or not following.isdigit()


def _next(text: str, at: int, stop: int) -> str | None:
    """The first sign of the next word."""
    for place in range(at, min(stop, at + 200)):
        if not text[place].isspace() and text[place] not in OPENING:
            return text[place]
    return None


def _abbreviates(text: str, start: int, at: int, end: int, stop: int) -> bool:
    """Whether the full stop at ``at`` belongs to an abbreviation that does not end a sentence."""
    begin = at
    while (
        begin > start and at - begin < 24 and (text[begin - 1].isalnum() or text[begin - 1] == ".")
    ):
        begin -= 1
    word = text[begin:at]
    following = _word_after(text, end, stop)
    low = word.lower()
    if low in NUMBERED and not (len(word) == 1 and word.isupper()):
        return following[:1].isdigit()
    if low in TITLES:
        return word[:1].isupper() or low in ("vs", "cf", "approx", "ca", "al")
    if low in MONTHS and following[:1].isdigit():
        return True
    if low in MAY_END or ("." in word and all(len(part) <= 1 for part in word.split("."))):
        return following.lower() not in STARTERS or (following.isupper() and len(following) > 1)
    if len(word) == 1 and word.isalpha() and word.isupper():
        return word != "I" and following.lower() not in STARTERS
    return word.isdigit() and begin == start and len(word) <= 3


def _word_after(text: str, at: int, stop: int) -> str:
    while at < stop and (text[at].isspace() or text[at] in OPENING):
        at += 1
    end = at
    while end < stop and end - at < 30 and text[end].isalnum():
        end += 1
    return text[at:end]
