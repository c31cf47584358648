"""Decimals of more digits than a machine number keeps: what is exact reads them as written."""

from __future__ import annotations

import re

LONG_DECIMAL = re.compile(r"[-+]?(?=[\d.]{17})\d*\.\d+")
"""Fifteen significant digits always survive; a point and 16 digits may not."""


class Written(float):
    """A machine number that keeps its text, which ``str`` gives: two weights that differ in the
    twentieth digit differ."""

    text: str

    def __new__(cls, text: str) -> Written:
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[type[Written], tuple[str]]:
        return Written, (self.text,)
