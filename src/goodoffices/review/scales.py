"""The Admiralty scale: how reliable a source is, and how credible what it says; two questions.

Source: the scale as NATO states it in AJP-2.1, annex on source reliability and credibility.
"""

from __future__ import annotations

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""Of a source; written to ``sources.yaml``."""
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
"""Of what one quotation says, whoever says it; written to the item."""
