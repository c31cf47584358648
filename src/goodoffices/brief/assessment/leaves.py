"""Who would walk away: from agenda terms that hold in no situation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.analyses.decisive import Decisive, decisive
from goodoffices.analyses.explanation import state_reasons
from goodoffices.brief.assessment.view import MOST_OUTCOMES, View
from goodoffices.brief.document import Section, Sentence
from goodoffices.brief.words import join, sentence
from goodoffices.model.rule import Named

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Walk:
    """Terms that hold nowhere, and parties of whom in each situation with them one leaves.

    ``alone``: each of these parties leaves all of the situations.
    """

    terms: tuple[Named, ...]
    leavers: tuple[int, ...]
    alone: bool


def leaves(view: View) -> Section:
    """Terms grouped by the parties who would leave the situations that have them."""
    return Section("Who would walk away, in this model", tuple(_sentences(view)), bullets=True)


def walks(view: View) -> list[Walk]:
    """For every term that holds in no situation who leaves it, universal leavers first."""
    groups: dict[tuple[tuple[int, ...], bool], list[Named]] = {}
    stable = view.solution.verdicts.profile
    for term, row in zip(view.situation.terms, view.agenda.terms, strict=True):
        where = view.space.truth(term.means)
        if row.profile or not where.any():
            continue
        always = tuple(i for i in range(len(stable)) if not (stable[i] & where).any())
        key = (always, True) if always else (_cover(stable, where), False)
        groups.setdefault(key, []).append(term)
    found = [Walk(tuple(terms), who, alone) for (who, alone), terms in groups.items()]
    return sorted(found, key=lambda walk: not walk.alone)


def _cover(stable: Bools, where: Bools) -> tuple[int, ...]:
    """Few parties of whom one leaves each of the situations: the one who leaves most, and so on."""
    left = where.copy()
    chosen: list[int] = []
    while left.any():
        chosen.append(int(np.argmax((~stable & left).sum(axis=1))))
        left &= stable[chosen[-1]]
    return tuple(sorted(chosen))


def _sentences(view: View) -> Iterator[Sentence]:
    room = max(MOST_OUTCOMES - len(view.outcomes), 1)
    for walk in walks(view)[:room]:
        nouns = join((term.words for term in walk.terms), "or")
        ids = [view.situation.parties[i].id for i in walk.leavers]
        if walk.alone:
            text = f"{view.words.those(ids)} would walk away from every situation with {nouns}"
        else:
            who = view.words.those(ids, "or")
            text = f"no situation with {nouns} would hold: {who} would leave each"
        yield Sentence(sentence(text), note(view, walk))


def note(view: View, walk: Walk) -> str:
    """The computation: who leaves how many of them, and one example written out."""
    stable = view.solution.verdicts.profile
    lines = []
    for term in walk.terms:
        where = view.space.truth(term.means)
        total = int(where.sum())
        counts = [
            f"{view.situation.parties[i].name} would leave {int((~stable[i] & where).sum())}"
            for i in walk.leavers
        ]
        lines.append(f"Of {total} feasible situations with {term.words}, {join(counts)}.")
        if len(walk.leavers) > 1:
            none = total - int((where & ~stable[list(walk.leavers)].all(axis=0)).sum())
            lines.append(f"In {none or 'none'} of them do all of these stay.")
    at = example(view, walk)
    one = state_reasons(view.solution, at)
    taken = "; ".join(view.words.taken(view.space, at)) or "nobody does anything"
    lines.append(
        f"The one with the fewest who leave, situation {int(view.space.ids[at])}: {taken}."
    )
    lines += [view.tell.verdict(one), *view.reasons(one, leavers_only=True)]
    title = f"Why {join((t.words for t in walk.terms), 'or')} would not hold"
    return view.notes.note(title, view.explain(at), lines)


def example(view: View, walk: Walk) -> int:
    """The situation with the first of the terms that the fewest parties leave."""
    leaving = (~view.solution.verdicts.profile).sum(axis=0)
    found = np.flatnonzero(view.space.truth(walk.terms[0].means))
    return int(found[np.argmin(leaving[found])])


def why(view: View, walk: Walk, party: int) -> Decisive | None:
    """What decides for a leaver in the example; None where a ranking gives no reason."""
    at = example(view, walk)
    one = state_reasons(view.solution, at)
    reason = next(r for r in one.reasons if r.party == party)
    if not reason.answers:
        return None
    found = decisive(view.space, view.situation.parties[party], reason.answers[0].improvement, at)
    return None if found is None or found.by_ranking else found
