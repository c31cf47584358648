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
        parts.append(f"{words.party(party)} is “{reading.replace('_', ' ')}”")
    for lever in situation.levers:
        if lever.id in answer.claim.levers:
            by = words.those(lever.by) or "somebody"
            parts.append(f"{by} managed to {lever.does}")
    return f"if {' and '.join(parts)}, " if parts else ""


def claim_sentence(answer: ClaimAnswer, situation: Situation) -> str:
    """One sentence: the answer and what it rests on."""
    if answer.refused or answer.solution is None:
        return sentence(f"{AGREES[answer.answer]}: {answer.refused}")
    given = changes_words(answer, Words(situation), situation)
    return sentence(f"{given}{AGREES[answer.answer]}: {reason_words(answer, situation)}")


def reading_sentence(answer: ClaimAnswer, situation: Situation, built_on: bool) -> str:
    """One sentence that also says how the claim was read, and whether the model rests on it."""
    words = Words(situation)
    given = changes_words(answer, words, situation)
    text = f"read as saying that {given}{reading_words(answer, words)}, {AGREES[answer.answer]}"
    text += f": {answer.refused or reason_words(answer, situation)}"
    return sentence(text + (" (the model was built on it)" if built_on else ""))


def reading_words(answer: ClaimAnswer, words: Words) -> str:
    """A claim as a clause: ``a ceasefire can hold``."""
    claim = answer.claim
    noun, who = words.noun(claim.expression), words.party(claim.party)
    if claim.form == "prefers" and claim.second is not None:
        return f"{who} prefers {noun} to {words.noun(claim.second)}"
    forms = {
        "always": f"it must be {noun if noun.startswith('that ') else 'that there be ' + noun}",
        "possible": f"{noun} is possible",
        "can hold": f"{noun} can hold",
        "reached": f"{noun} can be reached",
        "now": f"{noun} is there today",
        "stays": f"{who} stays while there is {noun}",
        "leaves": f"{who} leaves {noun}",
        "wants": f"{who} wants {words.wish(claim.party, claim.expression)}",
    }
    return forms[claim.form]


def reason_words(answer: ClaimAnswer, situation: Situation) -> str:
    """What was counted, as a clause."""
    words = Words(situation)
    claim, total, fitting = answer.claim, answer.total, answer.fitting
    having, who = words.having(claim.expression), words.party(claim.party)
    yes = answer.answer == SUPPORTED
    situations = plural(total, "feasible situation")
    if claim.form == "always":
        broken = total - fitting
        breaks = f"{number(broken)} of {situations} break{'s' if broken == 1 else ''} it"
        return f"none of {situations} breaks it" if yes else breaks
    if claim.form == "possible":
        return f"{number(fitting)} of {situations} {'is' if fitting == 1 else 'are'} {having}"
    if claim.form == "can hold":
        held = plural(total, "situation")
        return f"so it is in {number(fitting)} of {held} that would hold"
    if claim.form == "reached":
        reached = f"improvements lead from today to {plural(fitting, 'situation')} {having}"
        return "the file gives no status quo" if answer.answer == NOT_DECIDED else reached
    if claim.form == "now":
        given = "so the status quo is given" if yes else "the status quo is given otherwise"
        return "no status quo is given" if answer.answer == NOT_DECIDED else given
    if claim.form in ("stays", "leaves"):
        does = "stays" if claim.form == "stays" else "would leave"
        where = f"{number(fitting)} of {plural(total, 'situation')} {having}"
        return f"{who} {does} in {where}" if total else f"no feasible situation is {having}"
    if claim.form == "wants":
        compared = plural(total, "comparison")
        return f"other things equal, {who} ranks it higher in {number(fitting)} of {compared}"
    first = f"{number(fitting)} of {plural(total, 'situation')} with the first rank"
    return f"{first} above all with the second"
