"""Who would walk away: from agenda terms that hold in no situation."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from goodoffices.analyses.decisive import Decisive, decisive
from goodoffices.analyses.explanation import state_reasons
from goodoffices.brief.assessment.view import MOST_OUTCOMES, View
from goodoffices.brief.assessment.walks import Walk
from goodoffices.brief.document import Section, Sentence
from goodoffices.brief.words import join, sentence


def leaves(view: View) -> Section:
    """Terms grouped by the parties who would leave the situations that have them."""
    return Section("Who would walk away, in this model", tuple(_sentences(view)), bullets=True)


def _sentences(view: View) -> Iterator[Sentence]:
    room = max(MOST_OUTCOMES - len(view.outcomes), 1)
    for walk in view.walks[:room]:
        nouns = join((term.words for term in walk.terms), "or")
        ids = [view.situation.parties[i].id for i in walk.leavers]
        if walk.alone:
            text = f"{view.words.those(ids)} would walk away from every situation with {nouns}"
        else:
            who = view.words.those(ids, "or")
            text = f"no situation with {nouns} would hold: {who} would leave each"
        lead = "no such situation holds" if walk.alone else "so"
        if view.sure.share(view.any_of(walk.terms)) != view.sure.share(view.any_of(view.never)):
            text += view.sure.told(view.any_of(walk.terms), lead, fails=True)
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
