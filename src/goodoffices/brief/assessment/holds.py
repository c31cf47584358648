"""What would hold: how many situations, and at most five outcomes by name."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.analyses.explanation import state_reasons
from goodoffices.brief.assessment.view import Held, View
from goodoffices.brief.document import Matrix, Section, Sentence
from goodoffices.brief.reasons import kind_title
from goodoffices.brief.words import join, number, plural, sentence

SHOWN = 6
"""So many situations of one outcome are written out in the appendix."""


def holds(view: View) -> Section:
    """The count, the terms that appear nowhere, then the outcomes most solid first."""
    return Section("What would hold", tuple(_sentences(view)))


def matrix(view: View) -> Matrix | None:
    """The picture: the same outcomes × agenda terms. None without terms or outcomes."""
    if not view.outcomes or not view.situation.terms:
        return None
    ids = [term.id for term in view.situation.terms]
    rows = []
    for held in view.outcomes:
        name = view.name(held)
        name = name[:1].upper() + name[1:]
        marks = tuple(term in held.terms for term in ids)
        rows.append((name, marks, _within_reach(view, held), view.best(held)))
    return Matrix(tuple(t.words for t in view.situation.terms), tuple(rows), view.note_all())


def _within_reach(view: View, held: Held) -> bool:
    reach = view.solution.reach
    return reach is not None and bool(reach.reached[list(held.positions)].any())


def _sentences(view: View) -> Iterator[Sentence]:
    link = view.note_all()
    holding = int(view.holds.sum())
    never = [term.words for term in view.never]
    text = f"of {plural(len(view.space), 'feasible situation')}, {number(holding)} would hold"
    if holding and never:
        has = "it does not have" if holding == 1 else "none of them has"
        text += f"; {has} {join(never, 'or')}"
        text += view.sure.told(view.any_of(view.never), "so", fails=True, whole=True)
    yield Sentence(sentence(text), link)
    for held in view.outcomes:
        yield _outcome(view, held)
    left = len(view.all_held) - len(view.outcomes)
    if left > 0:
        one = "combination of terms" if left == 1 else "combinations of terms"
        yield Sentence(sentence(f"{number(left)} further {one} would hold"), link)


def _outcome(view: View, held: Held) -> Sentence:
    verdicts = view.solution.verdicts
    count = len(held.positions)
    kinds = [
        kind
        for kind in verdicts.concepts
        if all(verdicts.equilibrium(kind)[at] for at in held.positions)
    ]
    terms = view.words.terms(held.terms)
    if held.state:
        text = f"{view.name(held)} would hold in {plural(count, 'situation')}"
    else:
        text = f"{plural(count, 'situation')} with {terms} would hold"
    if len(kinds) == len(verdicts.concepts):
        text += ", under every notion tried"
    elif kinds:
        text += f", under {join(kind_title(kind) for kind in kinds)}"
    if view.solution.reach is not None:
        if view.space.now in held.positions:
            text += "; it is today's" if count == 1 else "; today's is one of them"
        elif _within_reach(view, held):
            text += f"; moves lead there from today, each {view.gain} its mover"
        else:
            text += f"; no chain of moves, each {view.gain} its mover, leads there from today"
    if view.solution.dominated[list(held.positions)].all():
        text += "; another situation would be better for every party"
    text += view.sure.told(view.asked(held), "it holds")
    title = f"Why {view.name(held)} would hold" if held.state else f"What holds with {terms}"
    return Sentence(sentence(text), view.notes.note(title, "solve {case}", _proof(view, held)))


def _proof(view: View, held: Held) -> list[str]:
    lines = [sentence(f"on the agenda it has {view.words.terms(held.terms)}")]
    for at in held.positions[:SHOWN]:
        one = state_reasons(view.solution, at)
        taken = "; ".join(view.words.taken(view.space, at)) or "nobody does anything"
        lines.append(f"Situation {int(view.space.ids[at])} ({taken}): {view.tell.verdict(one)}")
        lines.append(view.tell.reach(one))
        stays = [r for r in one.reasons if r.answers]
        lines += [" ".join(view.tell.of_party(reason)) for reason in stays]
        lines += view.tell.quiet(r.party for r in one.reasons if not r.answers)
    if len(held.positions) > SHOWN:
        lines.append(f"{len(held.positions) - SHOWN} more are listed by the command.")
    return lines
