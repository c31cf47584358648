"""Who would walk away: from agenda terms that hold in no situation."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from goodoffices.analyses.decisive import decisive
from goodoffices.analyses.explanation import StateReasons, state_reasons
from goodoffices.brief.assessment.view import MOST_OUTCOMES, View
from goodoffices.brief.document import Section, Sentence
from goodoffices.brief.words import join, number, sentence
from goodoffices.model.rule import Named


def leaves(view: View) -> Section:
    """Terms grouped by the parties who would leave every situation that has them."""
    return Section("Who would walk away", tuple(_sentences(view)), bullets=True)


def _sentences(view: View) -> Iterator[Sentence]:
    groups: dict[tuple[int, ...], list[Named]] = {}
    stable = view.solution.verdicts.profile
    for term, row in zip(view.situation.terms, view.agenda.terms, strict=True):
        where = view.space.truth(term.means)
        if row.profile or not where.any():
            continue
        always = tuple(i for i in range(len(stable)) if not (stable[i] & where).any())
        groups.setdefault(always, []).append(term)
    room = max(MOST_OUTCOMES - len(view.outcomes), 1)
    ordered = sorted(groups.items(), key=lambda group: not group[0])
    for always, terms in ordered[:room]:
        yield _walks(view, always, terms)


def _walks(view: View, always: tuple[int, ...], terms: list[Named]) -> Sentence:
    where = view.space.truth(terms[0].means)
    nouns = join((term.words for term in terms), "or")
    at = _closest(view, where)
    one = state_reasons(view.solution, at)
    if always:
        who = view.words.those(view.situation.parties[i].id for i in always)
        text = f"{who} would walk away from every situation with {nouns}"
        text += _why(view, one, always[0])
    else:
        text = f"{nouns} would hold in no situation: somebody would walk away from each"
    lines = [
        f"{number(int(where.sum()))} feasible situations have {terms[0].words}; in none of them "
        "would every party stay. In the one with the fewest who leave:",
        view.tell.verdict(one),
        *view.reasons(one, leavers_only=True),
    ]
    title = f"Why {terms[0].words} would not hold"
    lines[0] = sentence(lines[0]) if not lines[0].endswith(":") else lines[0].capitalize()
    return Sentence(sentence(text), view.notes.note(title, view.explain(at), lines))


def _why(view: View, one: StateReasons, party: int) -> str:
    reason = next(r for r in one.reasons if r.party == party)
    decides = decisive(
        view.space, view.situation.parties[party], reason.answers[0].improvement, one.position
    )
    if decides is None or decides.by_ranking:
        return ""
    wish = view.words.wants([s.want for s in decides.gained])
    place = "first" if decides.place == 0 else "more"
    return f": the model lets it want {place} {wish}, {view.basis(decides.because)}"


def _closest(view: View, where: NDArray[np.bool_]) -> int:
    """The situation with the fewest who leave, among these the first."""
    leaving = (~view.solution.verdicts.profile).sum(axis=0)
    found = np.flatnonzero(where)
    return int(found[np.argmin(leaving[found])])
