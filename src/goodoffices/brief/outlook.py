"""Outlook: what reports say may follow, each under its condition, then what the model computes."""

from __future__ import annotations

from goodoffices.analyses.claims import ClaimAnswer
from goodoffices.analyses.coverage import elements
from goodoffices.brief.assessment.view import View
from goodoffices.brief.claim_words import reading_sentence
from goodoffices.brief.developments import quoted
from goodoffices.brief.document import Part, Section, Sentence
from goodoffices.brief.notes import Notes
from goodoffices.brief.outlook_follows import follows
from goodoffices.brief.words import Words, join, number, sentence
from goodoffices.case import Case
from goodoffices.evidence.item import EvidenceItem


def outlook(view: View, answers: dict[str, ClaimAnswer]) -> Part:
    """Every item that looks ahead, under its condition: the quotation, the model's answer; and
    what follows by the events and stocks of the case, where it has them."""
    case, notes = view.case, view.notes
    sections = []
    for item in case.items:
        if item.kind == "outlook" and item.status == "accepted":
            told = (quoted(case, item), _model(item, case, answers.get(item.id), notes))
            sections.append(Section(_heading(case, item), told))
    return Part("Outlook", (*sections, follows(view)))


def _heading(case: Case, item: EvidenceItem) -> str:
    """The condition under the word that sets it: *unless* and *without* are no *if*."""
    if item.condition is None:
        return "Without a condition"
    source, cue, text = case.sources[item.source].text, item.cue, item.condition.text
    if item.condition.span is None or cue is None or cue.span is None:
        return f"If {text}" if text else "Under a condition"
    start, end = item.condition.span
    words = " ".join(source[start:end].split())
    if text and text != words:  # the analyst's own words, which need not turn "unless" round
        return f"If {text}"
    if cue.text == "condition":
        marker = " ".join(source[slice(*cue.span)].split())
        return f"{marker[:1].upper()}{marker[1:]} {words}"
    named = any(one.span is not None and one.span[0] == start for one in item.actors)
    first = words[:1].lower() if start == item.span[0] and not named else words[:1]
    return f"In case of {first}{words[1:]}"


def _model(item: EvidenceItem, case: Case, answer: ClaimAnswer | None, notes: Notes) -> Sentence:
    if answer is None:
        precedents = [one for one in case.situation.precedents if item.id in one.change.because]
        if not precedents:
            count = sum(item.id in one.because for one in elements(case.situation))
            if count:
                parts = "part of the model rests" if count == 1 else "parts of the model rest"
                told = f"{number(count)} {parts} on this, and no claim tests it"
                return Sentence(sentence(told), item.id)
            return Sentence("The model says nothing about this yet.", item.id)
        words = Words(case.situation)
        after = join(words.noun(one.after) for one in precedents)
        title = f"What {item.id} is taken to mean for later talks"
        lines = [f"Precedent “{one.id}”, after: {words.noun(one.after)}" for one in precedents]
        link = notes.note(title, "rounds {case}", lines)
        return Sentence(sentence(f"the model takes it as a precedent set by {after}"), link)
    told = reading_sentence(answer, case.situation, _built_on(case, item))
    words = Words(case.situation)
    lines = [f"Formal reading of {item.id}: {answer.claim.text}", told]
    if answer.example is not None and answer.solution is not None:
        example = words.outcome(answer.solution.space, answer.example)
        lines.append(sentence(f"An example: a situation with {example}"))
    link = notes.note(f"What {item.id} says, tested against the model", "claims {case}", lines)
    return Sentence(told, link)


def _built_on(case: Case, item: EvidenceItem) -> bool:
    """Whether a rule or a preference of the model cites this item."""
    return any(
        item.id in element.because and element.kind in ("rule", "preference")
        for element in elements(case.situation)
    )
