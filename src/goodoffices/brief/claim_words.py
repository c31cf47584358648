"""Answers to claims in words."""

from __future__ import annotations

from goodoffices.analyses.claims import CONTRADICTED, NOT_DECIDED, SUPPORTED, ClaimAnswer
from goodoffices.brief.words import Words, number, plural, sentence
from goodoffices.model.situation import Situation

AGREES = {
    SUPPORTED: "the model agrees",
    CONTRADICTED: "the model contradicts this",
    NOT_DECIDED: "the model does not decide this",
}


def changes_words(answer: ClaimAnswer, words: Words, situation: Situation) -> str:
    """``if Israel is read as “willing”, ``, or an empty text."""
    parts = []
    for party, reading in answer.claim.types:
        parts.append(f"{words.party(party)} is read as “{reading.replace('_', ' ')}”")
    for lever in situation.levers:
        if lever.id in answer.claim.levers:
            by = words.those(lever.by) or "somebody"
            parts.append(f"{by} managed to {lever.does}")
    return f"if {' and '.join(parts)}, " if parts else ""


def claim_sentence(answer: ClaimAnswer, situation: Situation) -> str:
    """One sentence: the answer and what it rests on."""
    words = Words(situation)
    verdict = AGREES[answer.answer]
    if answer.refused or answer.solution is None:
        return sentence(f"{verdict}: {answer.refused}")
    claim, total, fitting = answer.claim, answer.total, answer.fitting
    what = words.noun(claim.expression)
    who = words.party(claim.party)
    given = changes_words(answer, words, situation)
    yes = answer.answer == SUPPORTED
    if claim.form == "always":
        none = f"none of the {number(total)} feasible situations breaks it"
        some = f"{number(total - fitting)} of {number(total)} feasible situations break it"
        reason = none if yes else some
    elif claim.form == "possible":
        reason = f"{number(fitting)} of {number(total)} feasible situations have {what}"
    elif claim.form == "can hold":
        reason = f"of the {plural(total, 'situation')} that would hold, {number(fitting)} "
        reason += f"{'has' if fitting == 1 else 'have'} {what}"
    elif claim.form == "reached":
        unknown = "the file gives no status quo"
        reason = f"improvements lead from today to {plural(fitting, 'situation')} with {what}"
        reason = unknown if answer.answer == NOT_DECIDED else reason
    elif claim.form == "now":
        reason = "so the status quo is given" if yes else "the status quo is given otherwise"
        reason = "no status quo is given" if answer.answer == NOT_DECIDED else reason
    elif claim.form in ("stays", "leaves"):
        does = "stays" if claim.form == "stays" else "would leave"
        reason = f"{who} {does} in {number(fitting)} of {plural(total, 'situation')} with {what}"
        reason = f"no feasible situation has {what}" if total == 0 else reason
    elif claim.form == "wants":
        reason = f"other things equal, {who} ranks it higher in {number(fitting)} of "
        reason += f"{plural(total, 'comparison')}"
    else:
        reason = f"{number(fitting)} of {plural(total, 'situation')} with the first rank above "
        reason += "all with the second"
    return sentence(f"{given}{verdict}: {reason}")
