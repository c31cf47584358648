"""Rules for what no pattern of a kind finds, and for how condition and consequence are found.

``fires``: sentences with the words between «» that the rule must find: of the ``parts-`` rules the
consequence, of the ``fact-`` rules the sentence. ``silent``: sentences in which it does not fire.
"""

from __future__ import annotations

from goodoffices.reading.rule import FunctionRule

PART_RULES = (
    FunctionRule(
        "parts-conditional",
        "of if A, B: A is the condition and B the consequence, without it could pave the way for",
        (
            "If the pass opens, «aid will follow».",
            "If a truce is signed, it could pave the way for «an exchange».",
            "The envoy said that «the line would hold» if both sides withdrew.",
        ),
        ("A truce may lead to talks.", "The pass is open."),
    ),
    FunctionRule(
        "parts-causal",
        "of A may lead to B: B is the consequence; A is a condition where it is not told as given",
        (
            "Increased pressure may lead to «a truce».",
            "The outcome of these talks could set «a precedent».",
        ),
        ("The pressure led to a truce.", "If it rains, the road may close."),
    ),
    FunctionRule(
        "parts-event",
        "what stands after the modal of an outlook is the consequence; there is no condition",
        ("The convoy will «cross on Monday».",),
        ("The convoy crossed on Monday.", "Increased pressure may lead to a truce."),
    ),
    FunctionRule(
        "fact-otherwise",
        "no rule for an outlook, a statement or an assessment fires",
        ("«The road was closed.»",),
        ("The road may close.", "The mayor said the road was closed."),
    ),
    FunctionRule(
        "fact-too-long",
        "over 2,000 characters without an end: no sentence, and nothing is looked for in it",
        (f"«The list has flour{', flour' * 300}.»",),
        ("The list has flour, oil and salt.",),
    ),
)
