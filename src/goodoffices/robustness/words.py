"""How robust something is, in words of its own: never in words of likelihood.

A share of variants is not a probability of an outcome: it says in how many readings of the file
something holds.
"""

from __future__ import annotations

from goodoffices.robustness.shares import Share

NEARLY, HALF = 0.9, (0.4, 0.6)
OF = "of the variants tried"
WORDS = ("all", "nearly all", "most", "about half", "few", "none")


def word(share: Share) -> str:
    """all; nearly all (0.9 and more); most; about half (0.4 to 0.6); few; none."""
    if share.count == share.of:
        return "all"
    if share.count == 0:
        return "none"
    if share.share >= NEARLY:
        return "nearly all"
    low, high = HALF
    return "most" if share.share > high else "about half" if share.share >= low else "few"


def told(share: Share) -> str:
    """ "in nearly all of the variants tried (9,412 of 10,000)"."""
    return f"in {word(share)} {OF} ({share.count:,} of {share.of:,})"
