"""What is assumed: how much of the model rests on no report."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.analyses.coverage import coverage
from goodoffices.brief.assessment.view import View
from goodoffices.brief.document import Section, Sentence
from goodoffices.brief.reasons import kind_title
from goodoffices.brief.words import join, number, plural, sentence
from goodoffices.model.party import ASSUMPTION

KINDS = (("preference", "statements of preference"), ("rule", "rules"), ("option", "options"))


def assumed(view: View) -> Section:
    """Preferences, rules and options without a report behind them, and the foresight assumed."""
    return Section("What is assumed", tuple(_sentences(view)))


def _sentences(view: View) -> Iterator[Sentence]:
    found = coverage(view.situation, view.case.items)
    without = (*found.on_assumption, *found.on_nothing)
    lines = [f"{e.kind} {e.party + ': ' if e.party else ''}{e.name}." for e in without]
    link = view.notes.note("What rests on assumption or on nothing", "check {case}", lines)
    parts, bare = [], []
    for kind, word in KINDS:
        every = [e for e in (*found.on_items, *without) if e.kind == kind]
        assumed_here = [e for e in every if e.because == ASSUMPTION]
        if assumed_here:
            parts.append(f"{number(len(assumed_here))} of {number(len(every))} {word}")
        bare += [e for e in every if not e.because]
    if parts:
        yield Sentence(sentence(f"{join(parts)} are assumed, not reported"), link)
    if bare:
        text = f"{plural(len(bare), 'part')} of the model say{'s' if len(bare) == 1 else ''} "
        text += "not what they rest on" if len(bare) > 1 else "not what it rests on"
        yield Sentence(sentence(text), link)
    concepts = dict.fromkeys(party.behaviour[0] for party in view.situation.parties)
    told = join(kind_title(concept) for concept in concepts)
    text = f"the order of priorities and how far the parties look ahead ({told}) are assumed"
    yield Sentence(sentence(text), view.note_all())
