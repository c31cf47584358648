"""The rules by which an item gives a suggestion, each with its own examples, which are tests.

Causes and preconditions go by the condition and consequence that reading found, or an analyst
wrote. The others read the quotation.
"""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.reading.rule import Rule


@dataclass(frozen=True)
class Sign:
    """A rule that goes by what reading found in a sentence.

    ``fires``: sentences with what is suggested in the model of the tests; ``silent``: sentences of
    which nothing is.
    """

    id: str
    says: str
    fires: tuple[tuple[str, str], ...]
    silent: tuple[str, ...]


FROM_OUTLOOK = Sign(
    "suggest-cause",
    "an outlook, or what somebody says, with a condition: it may bring the consequence about",
    (
        ("If a truce is signed, the market could open.", "market after truce"),
        ("Unless the truce is signed, famine may follow.", "famine_follow after not_truce_signed"),
        ("If the truce collapses, the market could close.", "market_close after truce_collapses"),
        ("Increased trade may lead to an open market.", "market after trade"),
        ("Without a truce, famine could follow.", "famine_follow after not_truce"),
        ("The town said that the market could open if a truce is signed.", "market after truce"),
    ),
    (
        "The market could open.",
        "The market opened.",
        "The town said that the market could open.",
        "Even if a truce is signed, famine could follow.",
        "The town said that a vote will be held only if a census is held.",
    ),
)
FROM_TOLD = Sign(
    "suggest-told-cause",
    "a cause that is told as having happened, by a word that says that one brought the other about",
    (
        ("The census led to an open market.", "market after census"),
        ("The market opened because of the truce.", "market after truce"),
        ("Floods caused a shortage of fuel.", "shortage_fuel after floods"),
        ("The town said that the unrest was caused by the census.", "unrest after census"),
        ("Trade stopped as a result of the raid.", "trade_stopped after raid"),
    ),
    (
        "The market opened after the truce.",
        "The market opened when both sides signed.",
        "Farmers marched to demand a census.",
        "The census did not lead to an open market.",
        "It led to an open market.",
        "The town denied that the census led to an open market.",
        "The town asked whether the census led to an open market.",
        "The market did not open because of the truce.",
    ),
)
FROM_PRECONDITION = Sign(
    "suggest-requires",
    "a sentence other than an outlook in which one thing has to come before another",
    (
        ("The town insists on a census as a prerequisite for a vote.", "vote requires census"),
        ("There is no vote without a census.", "vote requires census"),
        ("Further funds are conditional on a census.", "? requires census"),
        (
            "The town said that a vote will be held only if a census is held.",
            "vote requires census",
        ),
    ),
    (
        "The town held a census before noon.",
        "If a census is held, a vote could follow.",
        "The town said that a vote could follow if a census is held.",
    ),
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
    ("The town and the county met on Monday.", "They hope to agree on a well."),
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
SIGNS = (FROM_OUTLOOK, FROM_TOLD, FROM_PRECONDITION)
PATTERNS = (AGREED, NOT_AGREED, WANTS, REFUSES)
