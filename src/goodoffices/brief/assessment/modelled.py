"""How preferences are modelled where that is more than an order of statements."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.brief.assessment.view import View
from goodoffices.brief.document import Section, Sentence
from goodoffices.brief.party_words import PartyWords
from goodoffices.brief.words import sentence


def modelled(view: View) -> Section:
    """A sentence a party and way; in full in the computation that it leads to."""
    return Section("Assumed of preferences", tuple(_sentences(view)), bullets=True)


def _sentences(view: View) -> Iterator[Sentence]:
    unranked = view.solution.moves.unranked()
    written = view.case.as_variant().base
    for index, party in enumerate(view.situation.parties):
        asked = party.preference.extension != written.party(party.id).preference.extension
        tell = PartyWords(view.words, party, asked, index in unranked)
        lines = list(tell.lines())
        if not lines:
            continue
        title = f"How the preference of {party.name} is modelled"
        link = view.notes.note(title, f"preferences {{case}} --party {party.id}", lines)
        for clause in tell.short():
            yield Sentence(sentence(clause), link)
