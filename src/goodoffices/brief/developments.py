"""Developments: what happened and who said what, verbatim."""

from __future__ import annotations

from goodoffices.analyses.coverage import elements
from goodoffices.brief.document import Part, Section, Sentence
from goodoffices.brief.speakers import speaker_words
from goodoffices.case import Case
from goodoffices.evidence.item import EvidenceItem


def developments(case: Case) -> Part:
    """Facts in the order of the report, then statements by those who made them."""
    accepted = [item for item in case.items if item.status == "accepted"]
    cited = {item_id for element in elements(case.situation) for item_id in element.because}
    accepted.sort(key=lambda item: item.id not in cited)  # what the model rests on comes first
    facts = tuple(quoted(case, item) for item in accepted if item.kind == "fact")
    said = tuple(quoted(case, item) for item in accepted if item.kind == "statement")
    return Part(
        "Developments",
        (Section("Reported as fact", facts), Section("Statements", said, bullets=True)),
    )


def quoted(case: Case, item: EvidenceItem) -> Sentence:
    """An item as a sentence: verbatim, with one link, led by who speaks.

    No lead where the author speaks, or where the quotation itself begins with the speaker.
    """
    speaker = item.speaker
    says_so = speaker is None or (speaker.span is not None and speaker.span[0] == item.span[0])
    lead = "" if says_so else f"{speaker_words(case, item)}:"
    return Sentence(" ".join(item.quote.split()), item.id, quoted=True, lead=lead)
