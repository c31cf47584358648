"""A claim tested while somebody waits: what the model says to it, in a sentence."""

from __future__ import annotations

from goodoffices.analyses.claims import answer_claim, solver
from goodoffices.brief.claim_words import claim_sentence
from goodoffices.case import Case
from goodoffices.evidence.claim import Claim

QUICK = 100_000
"""States of a model up to which a claim is tested while somebody waits."""


def claim_told(claim: Claim, case: Case) -> str:
    """The answer and its reason; of a large model, where to have it tested."""
    if case.space is None or len(case.space) > QUICK:
        return "The model is large; goodoffices claims tests it."
    answer = answer_claim(claim, solver(case.situation, case.space))
    return f"{answer.answer}: {claim_sentence(answer, case.situation)}"
