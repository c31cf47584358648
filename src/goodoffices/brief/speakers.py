"""Who says so: attribution of quotations, and of what the model takes from them."""

from __future__ import annotations

from goodoffices.brief.words import join
from goodoffices.case import Case
from goodoffices.evidence.item import EvidenceItem
from goodoffices.model.party import ASSUMPTION


def speaker_words(case: Case, item: EvidenceItem) -> str:
    """Who speaks, in the report's own words, with the party where the words do not name it."""
    speaker = item.speaker
    if speaker is None:
        return "the author"
    party = next((p for p in case.situation.parties if p.id == speaker.party), None)
    if speaker.span is None:
        return party.name if party else "somebody"
    start, end = speaker.span
    words = " ".join(case.sources[item.source].text[start:end].split())
    if party is None:
        return words
    known = [party.name, *party.aliases, party.name[:4]]
    named = any(name and name.lower() in words.lower() for name in known)
    return words if named else f"{words} ({party.name})"


def basis(case: Case, because: tuple[str, ...]) -> str:
    """``by assumption``, ``on the word of Hamas leaders``, ``by the report``, or nothing given."""
    if not because:
        return "without a source"
    if because == ASSUMPTION:
        return "by assumption"
    items = [item for item in case.items if item.id in because]
    said = [item for item in items if item.kind == "statement"]
    if items and len(said) == len(items):
        return f"on the word of {join(dict.fromkeys(speaker_words(case, i) for i in said))}"
    return "by the report"
