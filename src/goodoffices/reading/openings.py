"""What stands at the opening of a report and asserts nothing: headlines, bylines, datelines.

1. A paragraph of one line in capitals that ends in no stop is a headline.
2. A line "By Mara Lind and J. R. Okoro" says who wrote it.
3. "ELSTOW, 12 March (Agency) — " stands before a sentence: a place in capitals with a day or an
   agency, and a dash. Without either it may be who speaks or acts, and is left where it is.
"""

from __future__ import annotations

import re

LONGEST = 160
"""Characters of a headline or a byline."""
ENDS = '.!?;:,…"”’)'
_NAME = r"(?:[^\W\d_a-z][\w.'’-]*|de|da|van|von|der|den|al|el|bin|ben)"
BYLINE = re.compile(
    rf"(?:By|BY)\s+{_NAME}(?:\s+{_NAME}){{1,3}}(?:(?:,\s+|\s+and\s+){_NAME}"
    rf"(?:\s+{_NAME}){{1,3}}){{0,3}}"
)
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|"
    r"SEP|OCT|NOV|DEC)[A-Za-z]{0,6}\.?"
)
_DAY = rf"(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}})(?:,?\s+\d{{4}})?"
_PLACE = r"[^\W\d_a-z](?:(?![a-z])[^\W\d_]|[.'’-])+(?:[ ](?:(?![a-z])[^\W\d_]|[.'’-])+){0,3}"
DATELINE = re.compile(
    rf"{_PLACE}(?:,\s+[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+)?(?=[,\s(]))??"
    rf"(?:,?\s+{_DAY}(?:\s+\([^()\n]{{2,40}}\))?|,?\s+\([^()\n]{{2,40}}\))"
    r"\s*(?:—|–|--?)\s+(?=[\"“'‘]?[^\W_a-z])"
)


def asserts_nothing(line: str) -> bool:
    """Whether a paragraph is a headline in capitals or a byline."""
    if len(line) > LONGEST or "\n" in line or "\r" in line:
        return False
    if BYLINE.fullmatch(line):
        return True
    words = [word for word in line.split() if any(sign.isalpha() for sign in word)]
    return len(words) > 1 and line.isupper() and line[-1] not in ENDS


def behind_dateline(text: str, start: int, end: int) -> int:
    """Where a paragraph's words begin; ``start`` where it has no dateline."""
    found = DATELINE.match(text, start, min(end, start + LONGEST))
    return found.end() if found else start
