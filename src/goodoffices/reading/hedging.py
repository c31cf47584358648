"""Words by which a sentence holds back, and how far."""

from __future__ import annotations

from goodoffices.reading.clauses import Span
from goodoffices.reading.rule import Rule

HEDGES = (
    Rule(
        "hedge-possibility",
        "what may be and may not",
        r"(?<!military )(?P<it>(?-i:\b(?:may|might)\b)|\bcould\b|\b(?:potentially|possibly|"
        r"perhaps|maybe|"
        r"conceivably)\b|\bpossible\s+that\b)",
        ("The talks «may» fail.", "It would «potentially» end the war."),
        ("They met in May.", "The potential for a deal is there."),
    ),
    Rule(
        "hedge-probable",
        "what is held to be so, without being sure",
        r"\b(?P<it>probably|likely|unlikely|presumably|apparently|seemingly|expected\s+to|"
        r"appears?\s+to|"
        r"seems?\s+to|believed\s+to|thought\s+to|suspected)\b",
        ("They will «probably» sign.", "The deal «appears to» hold."),
        ("They appear on Sunday.",),
    ),
    Rule(
        "hedge-hearsay",
        "what others are said to say",
        r"\b(?P<it>reportedly|allegedly|purportedly|supposedly|is\s+said\s+to|are\s+said\s+to|"
        r"rumou?red)\b",
        ("He was «reportedly» wounded.",),
        ("He reported it.",),
    ),
)
STRENGTHS = {
    "hedge-possibility": "possible",
    "hedge-probable": "probable",
    "hedge-hearsay": "hearsay",
}
ORDER = ("possible", "hearsay", "probable")


def hedges(sentence: str) -> tuple[tuple[Span, ...], str]:
    """The spans of hedging words in order, and the weakest claim that they leave; "" for none."""
    found = [one for rule in HEDGES for one in rule.find(sentence)]
    spans = tuple(sorted({(one.start, one.end) for one in found}))
    strengths = [STRENGTHS[one.rule] for one in found]
    return spans, min(strengths, key=ORDER.index, default="")
