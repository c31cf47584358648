"""The rules by which an item gives a suggestion, each with its own examples, which are tests.

``cause`` and ``requires`` go by the condition and consequence that reading found (or an analyst
wrote); the pattern is what an example has to hold for that. The others read the quotation.
"""

from __future__ import annotations

from goodoffices.reading.rule import Rule

FROM_OUTLOOK = Rule(
    "suggest-cause",
    "an outlook with a condition and a consequence: the one may bring the other about",
    r"\A.+\Z",
    ("«If the road is cleared, the market could open.»",),
    (),
)
FROM_PRECONDITION = Rule(
    "suggest-requires",
    "a sentence other than an outlook in which one thing has to come before another",
    r"\A.+\Z",
    ("«The town insists on a census as a prerequisite for a vote.»",),
    (),
)
AGREED = Rule(
    "suggest-agreed",
    "two parties agreed to, signed or accepted something",
    r"(?<!\bto )(?P<it>\bagreed\s+(?:with\s+[^,;.]{2,40}?\s+)?(?:on|to|upon|that)\b|\bsigned\b|"
    r"\baccepted\b|\b(?:reached|struck|concluded)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:agreement|deal|understanding|accord)\s*(?:on|to|over|for|about)?)",
    (
        "The town and the county «agreed to» share the well.",
        "The town «signed» a truce with the county.",
        "The two councils «reached an agreement on» the well.",
        "The town «accepted» the county's proposal to share the well.",
    ),
    ("The town and the county met on Monday.", "They are ready to reached nothing."),
)
NOT_AGREED = Rule(
    "suggest-not-agreed",
    "what before a verb of agreeing says that nobody has agreed",
    r"\b(?:not|never|no|nor|neither|yet\s+to|could|may|might|would|should|if|unless|will|whether|"
    r"hardly|almost|nearly)\b|n['’]t\b",
    ("They have «not» agreed.", "They «could» have agreed.", "They have «yet to» sign."),
    ("They have agreed.",),
)
WANTS = Rule(
    "suggest-wants",
    "a party insists on, demands or calls for something",
    r"(?P<it>\b(?:insist(?:s|ed|ing)?\s+(?:on|that)|demand(?:s|ed|ing)?|call(?:s|ed|ing)\s+for|"
    r"press(?:es|ed|ing)\s+for|push(?:es|ed|ing)\s+for))\s",
    ("The town «insisted on» a census.", "The town, «demanding» a census, left."),
    ("The town held a census.",),
)
REFUSES = Rule(
    "suggest-refuses",
    "a party refuses, rejects, opposes or rules out something",
    r"(?P<it>\b(?:refus(?:es|ed|ing)|reject(?:s|ed|ing)?|oppos(?:es|ed|ing)|rul(?:es|ed|ing)\s+"
    r"out))\s",
    ("The town «rejected» a census.", "The town «refused» to hold a census."),
    ("The town held a census.",),
)
SUGGESTING = (FROM_OUTLOOK, FROM_PRECONDITION, AGREED, NOT_AGREED, WANTS, REFUSES)
