"""What is assumed: how much of the model rests on no report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from goodoffices.analyses.coverage import coverage
from goodoffices.brief.assessment.view import View
from goodoffices.brief.document import Section, Sentence
from goodoffices.brief.reasons import kind_title
from goodoffices.brief.words import join, number, plural, sentence
from goodoffices.case import Elicited
from goodoffices.errors import InputError
from goodoffices.formats.elicitation_record import read_record
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
        are = "is" if len(parts) == 1 and parts[0].startswith("one ") else "are"
        yield Sentence(sentence(f"{join(parts)} {are} assumed, not reported"), link)
    if bare:
        text = f"{plural(len(bare), 'part')} of the model say{'s' if len(bare) == 1 else ''} "
        text += "not what they rest on" if len(bare) > 1 else "not what it rests on"
        yield Sentence(sentence(text), link)
    yield from _elicited(view)
    concepts = dict.fromkeys(party.behaviour[0] for party in view.situation.parties)
    told = join(kind_title(concept) for concept in concepts)
    asked = {one.party for one in view.case.elicited}
    others = "the order of other priorities" if asked else "the order of priorities"
    if asked >= {party.id for party in view.situation.parties if party.preference.statements()}:
        text = f"how far the parties look ahead ({told}) is assumed"
    else:
        text = f"{others} and how far the parties look ahead ({told}) are assumed"
    yield Sentence(sentence(text), view.note_all())


def _elicited(view: View) -> Iterator[Sentence]:
    """Whose order of priorities somebody gave by answers: who, when, and the record of it."""
    for one in view.case.elicited:
        name = view.words.party(one.party)
        title = f"Where the order of priorities of {name} comes from"
        lines = [f"By: {one.by or 'nobody named'}; on: {one.on or 'no date given'}."]
        lines += [f"Answers: {one.answers}."] if one.answers else []
        lines += _record(view, one)
        if not view.case.as_given(one.party):
            lines.append("What is applied here changes the order that was given.")
        command = f"preferences {{case}} --party {one.party}"
        answers = f"{plural(one.answers, 'answer')} by " if one.answers else ""
        when = f" on {one.on}" if one.on else ""
        text = f"the order of priorities of {name} rests on {answers}{one.by or 'somebody'}{when}"
        yield Sentence(sentence(text), view.notes.note(title, command, lines))


def _record(view: View, one: Elicited) -> Iterator[str]:
    """What the record says of who answered and when, where it can be read."""
    if not one.record:
        return
    path = view.case.path
    file = (path if path.is_dir() else path.parent) / one.record
    yield f"Record: {one.record}."
    try:
        found = read_record(file)
    except InputError:
        yield "The record is not there, or cannot be read."
        return
    who = Counter(answer.by or found.by or "nobody named" for answer in found.answers)
    yield f"Begun {found.started}; answers by {join(f'{by} ({n})' for by, n in who.items())}."
    if found.answers:
        yield f"Last answer {found.answers[-1].on}."
