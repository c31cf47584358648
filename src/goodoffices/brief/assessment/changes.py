"""What would change the picture: each rival reading and each lever by itself.

Where new terms are among what would hold, it is told in how many variants of what is uncertain each
of them is, with that reading or lever in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from goodoffices.analyses.agenda import Agenda, Row, agenda
from goodoffices.analyses.comparison import compare
from goodoffices.analyses.solution import Solution, solve
from goodoffices.brief.assessment.sure import Sure
from goodoffices.brief.assessment.view import View
from goodoffices.brief.document import Section, Sentence
from goodoffices.brief.notes import options
from goodoffices.brief.share_words import briefly
from goodoffices.brief.words import join, number, plural, sentence
from goodoffices.case import Case
from goodoffices.errors import RequestError
from goodoffices.model.apply import Variant
from goodoffices.model.change import Change
from goodoffices.model.party import ASSUMPTION
from goodoffices.robustness.words import word
from goodoffices.stability.verdicts import PROFILE


def changes(view: View) -> Section:
    """One sentence each, compared with the model as it is here."""
    return Section("What would change the picture", tuple(_sentences(view)), bullets=True)


def _sentences(view: View) -> Iterator[Sentence]:
    """What is applied already changes nothing; another reading takes the place of one that is."""
    applied = view.case.as_variant()
    chosen = dict(applied.types)
    told: list[tuple[str, ...]] = []
    for reading in view.situation.types:
        now = chosen.get(reading.party)
        if reading.id != now and (now or _changes_something(reading.change)):
            who, name = view.words.party(reading.party), reading.id.replace("_", " ")
            lead = f"if {who} is read as “{name}”{_mark(reading.change)}"
            changed = partial(view.case.changed, {reading.party: reading.id}, ())
            types = tuple((chosen | {reading.party: reading.id}).items())
            with_it = replace(applied, types=types)
            yield _change(view, lead, changed, with_it, reading.change, told)
    for lever in view.situation.levers:
        if lever.id not in applied.levers:
            by = view.words.those(lever.by) or "somebody"
            lead = f"if {by} managed to {lever.does}{_mark(lever.change)}"
            changed = partial(view.case.changed, {}, (lever.id,))
            with_it = replace(applied, levers=(*applied.levers, lever.id))
            yield _change(view, lead, changed, with_it, lever.change, told)


def _mark(change: Change) -> str:
    return " (assumed)" if change.because == ASSUMPTION or not change.because else ""


def _changes_something(change: Change) -> bool:
    verbs = (change.raised, change.lowered, change.dropped, change.forbid, change.allow)
    return any((*verbs, change.relax, change.commit, change.together))


def _change(
    view: View,
    lead: str,
    changed: Callable[[], Case],
    with_it: Variant,
    change: Change,
    told: list[tuple[str, ...]],
) -> Sentence:
    title = f"What changes {lead.split(' (')[0]}"
    verb = "solve" if view.case.variant else "compare"  # it compares with the model as written
    command = f"{verb} {{path}}{options(with_it)}"
    try:
        after = solve(changed().situation, view.solution.verdicts.concepts, progress=view.progress)
    except RequestError as error:
        text = f"{lead}, the model has no answer: {error}"
        return Sentence(sentence(text), view.notes.note(title, command, [str(error)]))
    text, lines = _told(view, after, with_it, change, told)
    return Sentence(sentence(f"{lead}, {text}"), view.notes.note(title, command, lines))


def _told(
    view: View, after: Solution, with_it: Variant, change: Change, told: list[tuple[str, ...]]
) -> tuple[str, list[str]]:
    difference, then = compare(view.solution, after, told=0), agenda(after)
    before, now, gained, lost = difference.counts[PROFILE]
    new = _terms(view, then, lambda old, row: row.profile > 0 and old.profile == 0)
    gone = _terms(view, then, lambda old, row: old.profile > 0 and row.profile == 0)
    near = _terms(view, then, lambda old, row: bool(row.reachable) and not old.reachable)
    parts, sure = [], Sure(with_it, len(after.space))
    if new:
        parts.append(_newly(view, after, then, new, near, change, told, _so(sure, new)))
    if gone:
        nouns = join((view.words.named[term] for term in gone), "or")
        text = f"no situation with {nouns} would hold any more"
        parts.append(text + _so(sure, gone, fails=True))
    rest = [term for term in near if term not in new]
    if rest:
        too = " too" if parts else ""
        nouns = join(view.words.named[term] for term in rest)
        parts.append(f"{nouns} would come within reach{too}")
    today = view.space.now
    still = after.verdicts.equilibrium(PROFILE)
    if today is not None and view.holds[today] and not still[after.space.now]:
        parts.append("today's situation would no longer hold")
    if not parts:
        parts.append(_otherwise(before, gained, lost))
    lines = [f"Situations that hold: {before} before, {now} after; {gained} gained, {lost} lost."]
    kinds = zip(then.tiers, then.all.counts, strict=True)
    lines.append(f"Equilibria after: {', '.join(f'{name}: {count}' for name, count in kinds)}.")
    if new:
        lines.append(f"Newly in some of them: {join(view.words.named[t] for t in new)}.")
        tried = [(view.words.named[term], sure.share(term)) for term in new]
        shares = join(f"{noun} {briefly(share)}" for noun, share in tried if share is not None)
        lines += [f"Of the variants tried, with that in each of them: {shares}."] if shares else []
    if gone:
        lines.append(f"No longer in any of them: {join(view.words.named[t] for t in gone)}.")
    if near:
        lines.append(f"Newly within reach: {join(view.words.named[t] for t in near)}.")
    return "; ".join(parts), lines


def _newly(
    view: View,
    after: Solution,
    then: Agenda,
    new: list[str],
    near: list[str],
    change: Change,
    told: list[tuple[str, ...]],
    so: str,
) -> str:
    nouns = join(view.words.named[term] for term in new)
    again = len(new) > 1 and tuple(new) in told
    told.append(tuple(new))
    text = "such situations would hold" if again else f"situations with {nouns} would hold"
    if change.commit:
        text += " (by binding, not by wish)"
    rows = [row for row in then.terms if row.name in new]
    if "nash" in after.verdicts.concepts and not any(row.counts[0] for row in rows):
        text += " as long as parties look ahead"
    text += so  # of holding; whether it is reached is told of the model as it is here
    if all(term in near for term in new):
        text += ", within reach"
    elif not any(term in near for term in new) and then.all.reachable is not None:
        text += ", though no chain of gains leads there"
    return text


def _so(sure: Sure, terms: list[str], fails: bool = False) -> str:
    """In how many variants each of these terms is among what holds, or with ``fails`` is not; ""
    where nothing was tried."""
    shares = [share for share in (sure.share(term, fails) for term in terms) if share is not None]
    if not shares:
        return ""
    least, most = (end(shares, key=lambda one: one.count) for end in (min, max))
    if least.count == most.count:
        return f", {'each ' if len(terms) > 1 else ''}{briefly(least)}"
    words = " to ".join(dict.fromkeys((word(least), word(most))))
    return f", each in {words} ({least.count:,} to {most.count:,} of {least.of:,})"


def _otherwise(before: int, gained: int, lost: int) -> str:
    if lost:
        return f"{number(lost)} of {plural(before, 'situation')} that hold would not"
    return "more situations would hold" if gained else "nothing in what holds would change"


def _terms(view: View, then: Agenda, wanted: Callable[[Row, Row], bool]) -> list[str]:
    pairs = zip(view.agenda.terms, then.terms, strict=True)
    return [row.name for old, row in pairs if wanted(old, row)]
