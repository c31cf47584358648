"""What would change the picture: each rival reading and each lever by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from goodoffices.analyses.agenda import Agenda, Row, agenda
from goodoffices.analyses.comparison import Comparison, compare
from goodoffices.analyses.solution import solve
from goodoffices.brief.assessment.view import View
from goodoffices.brief.document import Section, Sentence
from goodoffices.brief.words import join, number, plural, sentence
from goodoffices.errors import RequestError
from goodoffices.model.apply import with_changes
from goodoffices.model.change import Change
from goodoffices.model.party import ASSUMPTION
from goodoffices.stability.verdicts import PROFILE


def changes(view: View) -> Section:
    """One sentence each, compared with the model as written."""
    return Section("What would change the picture", tuple(_sentences(view)), bullets=True)


def _sentences(view: View) -> Iterator[Sentence]:
    situation = view.situation
    for reading in situation.types:
        if _changes_something(reading.change):
            who, name = view.words.party(reading.party), reading.id.replace("_", " ")
            lead = f"read {who} as “{name}”{_mark(reading.change)}"
            option = f"--type {reading.party}={reading.id}"
            yield _change(view, lead, {reading.party: reading.id}, [], option)
    for lever in situation.levers:
        by = view.words.those(lever.by) or "somebody"
        lead = f"if {by} managed to {lever.does}{_mark(lever.change)}"
        yield _change(view, lead, {}, [lever.id], f"--with {lever.id}")


def _mark(change: Change) -> str:
    return " (assumed)" if change.because == ASSUMPTION or not change.because else ""


def _changes_something(change: Change) -> bool:
    verbs = (change.raised, change.lowered, change.dropped, change.forbid, change.allow)
    return any((*verbs, change.relax, change.commit, change.together))


def _change(
    view: View, lead: str, types: Mapping[str, str], levers: Sequence[str], option: str
) -> Sentence:
    title = f"What changes: {lead.split(' (')[0]}"
    command = f"compare {{case}} {option}"
    try:
        changed = with_changes(view.situation, types, levers)
        after = solve(changed, view.solution.verdicts.concepts)
    except RequestError as error:
        text = f"{lead}, the model has no answer: {error}"
        return Sentence(sentence(text), view.notes.note(title, command, [str(error)]))
    difference = compare(view.solution, after)
    told, lines = _told(view, difference, agenda(after))
    lead = f"{lead}, {told}" if lead.startswith("if") else f"{lead}: {told}"
    return Sentence(sentence(lead), view.notes.note(title, command, lines))


def _told(view: View, difference: Comparison, then: Agenda) -> tuple[str, list[str]]:
    before, after, gained, lost = difference.counts[PROFILE]
    new = _terms(view, then, lambda old, row: row.profile > 0 and old.profile == 0)
    near = _terms(view, then, lambda old, row: bool(row.reachable) and not old.reachable)
    parts = []
    if new:
        never = [row.name for row in view.agenda.terms if not row.profile]
        more = f"situations with {join(view.words.named[t] for t in new)} would hold"
        if len(new) > 1 and new == never:
            more = "every agenda item that holds nowhere now would hold somewhere"
        reach = all(t in near for t in new)
        none = not any(t in near for t in new) and then.all.reachable is not None
        parts.append(more)
        if reach:
            parts[-1] += ", within reach"
        elif none:
            parts[-1] += ", though out of reach"
    rest = [t for t in near if t not in new]
    if rest and len(near) == len(view.agenda.terms):
        parts.append("all of it would come within reach{too}")
    elif rest:
        too = " too" if parts and parts[-1].endswith("within reach") else ""
        parts.append(f"{join(view.words.named[t] for t in rest)} would come within reach{too}")
    if not parts and lost:
        parts.append(f"{number(lost)} of {plural(before, 'situation')} that hold would not")
    if not parts:
        parts.append("nothing in what holds would change" if not gained else "more would hold")
    lines = [
        f"Situations that hold: {before} before, {after} after; {gained} gained, {lost} lost.",
    ]
    if new:
        lines.append(f"Newly in some of them: {join(view.words.named[t] for t in new)}.")
    if near:
        lines.append(f"Newly within reach: {join(view.words.named[t] for t in near)}.")
    return "; ".join(parts), lines


def _terms(view: View, then: Agenda, wanted: Callable[[Row, Row], bool]) -> list[str]:
    pairs = zip(view.agenda.terms, then.terms, strict=True)
    return [row.name for old, row in pairs if wanted(old, row)]
