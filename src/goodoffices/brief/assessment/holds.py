"""What would hold: how many situations, and at most five outcomes by name."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.analyses.agenda import Row
from goodoffices.analyses.explanation import state_reasons
from goodoffices.brief.assessment.view import View
from goodoffices.brief.document import Matrix, Section, Sentence
from goodoffices.brief.reasons import kind_title
from goodoffices.brief.words import join, number, sentence


def holds(view: View) -> Section:
    """The count, the terms that appear nowhere, then the outcomes most solid first."""
    return Section("What would hold", tuple(_sentences(view)))


def matrix(view: View) -> Matrix | None:
    """The picture: the same outcomes × agenda terms. None without terms or outcomes."""
    if not view.outcomes or not view.situation.terms:
        return None
    ids = [term.id for term in view.situation.terms]
    rows = []
    for row in view.outcomes:
        name = view.name(row)
        name = name[:1].upper() + name[1:]
        marks = tuple(term in row.terms for term in ids)
        rows.append((name, marks, bool(row.reachable), view.best(row)))
    return Matrix(tuple(t.words for t in view.situation.terms), tuple(rows), view.note_all())


def _sentences(view: View) -> Iterator[Sentence]:
    link = view.note_all()
    holding = int(view.holds.sum())
    pairs = zip(view.situation.terms, view.agenda.terms, strict=True)
    never = [term.words for term, row in pairs if not row.profile]
    text = f"of {number(len(view.space))} feasible situations, {number(holding)} would hold"
    if holding and never:
        text += (
            f"; {'it does not have' if holding == 1 else 'none of them has'} {join(never, 'or')}"
        )
    yield Sentence(sentence(text), link)
    for row in view.outcomes:
        yield _outcome(view, row)
    left = sum(1 for row in view.agenda.outcomes if row.profile) - len(view.outcomes)
    if left > 0:
        one = "combination of terms" if left == 1 else "combinations of terms"
        yield Sentence(sentence(f"{number(left)} further {one} would hold"), link)


def _outcome(view: View, row: Row) -> Sentence:
    verdicts = view.solution.verdicts
    at = next(p for p in row.positions if view.holds[p])
    kinds = [kind for kind in verdicts.concepts if verdicts.equilibrium(kind)[at]]
    name, terms = view.name(row), view.words.terms(row.terms)
    text = f"{name} would hold"
    if len(kinds) == len(verdicts.concepts):
        text += " under every notion tried"
    elif kinds:
        text += f" under {join(kind_title(kind) for kind in kinds)}"
    if view.solution.reach is not None:
        if view.space.now in row.positions:
            text += "; it is where things stand"
        elif row.reachable:
            text += "; moves lead there from today, each a gain for whoever makes it"
        else:
            text += "; but no chain of moves, each a gain for its mover, leads there from today"
    if row.dominated == row.total:
        text += ", and another situation would be better for every party"
    one = state_reasons(view.solution, at)
    lines = [sentence(f"it has {terms}"), view.tell.verdict(one), view.tell.reach(one)]
    lines += view.reasons(one)
    title = f"Why {name} would hold" if name != terms else "Why this combination would hold"
    return Sentence(sentence(text), view.notes.note(title, view.explain(at), lines))
