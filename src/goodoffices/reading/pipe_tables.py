"""Where a text has Markdown tables: rows between bars under a header and a rule of dashes.

Steps:

1. A line of dashes between bars (``|---|:--:|``, the outer bars may be missing) with a line of as
   many cells right above it is the rule of a table; the line above is its header.
2. The lines below it belong to the table up to an empty one or one without a bar.

A bar in a paragraph makes no table. ``\\|`` is no bar; signs of a quoted line (``>``) are left out.
"""

from __future__ import annotations

import re

from goodoffices.reading.clauses import Span

LINE = re.compile(r"[^\n\r]*(?:\r\n|\n|\r|\Z)")
RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
BAR = re.compile(r"(?<!\\)\|")
SIGNS = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*")


def pipe_tables(text: str) -> list[Span]:
    """The tables in order, each from the beginning of its header to the end of its last line."""
    if "|" not in text:
        return []
    found: list[Span] = []
    above, begins, in_table = "", 0, False
    for match in LINE.finditer(text):
        line = SIGNS.sub("", match[0], count=1).rstrip()
        if in_table and BAR.search(line):
            found[-1] = (found[-1][0], match.end())
        elif _is_rule(line) and _cells(above) == _cells(line):
            found.append((begins, match.end()))
            in_table = True
        else:
            in_table = False
        above, begins = line, match.start()
    return found


def _is_rule(line: str) -> bool:
    return "|" in line and RULE.fullmatch(line) is not None


def _cells(line: str) -> int:
    """How many cells a row has; 0 for a line without a bar."""
    bars = [one.start() for one in BAR.finditer(line)]
    if not bars:
        return 0
    outer = (bars[0] == 0) + (bars[-1] == len(line) - 1 and len(bars) > 1)
    return len(bars) + 1 - outer
