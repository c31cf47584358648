"""What today's situation rests on: who stays why, and what each party most lacks."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.analyses.explanation import state_reasons
from goodoffices.brief.assessment.view import View
from goodoffices.brief.document import Section, Sentence
from goodoffices.brief.words import join, sentence
from goodoffices.model.party import Party


def today(view: View) -> Section:
    """Nothing where the file gives no status quo."""
    return Section("What today's situation rests on", tuple(_sentences(view)))


def _sentences(view: View) -> Iterator[Sentence]:
    now = view.space.now
    if now is None:
        return
    one = state_reasons(view.solution, now)
    names = view.words.state_names(view.space, now)
    what = f"today's situation, {join(names)}," if names else "today's situation"
    lines = [view.tell.verdict(one), *view.reasons(one)]
    link = view.notes.note("Why today's situation is what it is", view.explain(now), lines)
    if one.holds:
        yield Sentence(sentence(f"{what} would hold: no party gains by moving alone"), link)
    else:
        moving = [view.situation.parties[r.party].id for r in one.reasons if not r.stable]
        leavers = view.words.those(moving)
        yield Sentence(sentence(f"{what} would not hold: {leavers} would gain by moving"), link)
    yield from _lacks(view, now)


def _lacks(view: View, now: int) -> Iterator[Sentence]:
    """What each party wants most among what it lacks; parties with the same wish together."""
    groups: dict[tuple[str, bool], list[Party]] = {}
    for index, party in enumerate(view.situation.parties):
        statements = party.preference.statements()
        missing = next((s for s in statements if not view.space.truth(s.want)[now]), None)
        if not statements:
            continue
        if missing is None:
            groups.setdefault(("", False), []).append(party)
            continue
        targets = view.solution.moves.targets(index, now)
        alone = bool(view.space.truth(missing.want)[targets].any())
        groups.setdefault((view.words.noun(missing.want), alone), []).append(party)
    for (want, alone), parties in groups.items():
        yield _lack(view, now, want, alone, parties)


def _lack(view: View, now: int, want: str, alone: bool, parties: list[Party]) -> Sentence:
    who = join(party.name for party in parties)
    many = len(parties) > 1
    lines = [_priorities(view, party, now) for party in parties]
    link = view.notes.note(f"What {who} want and have today", view.explain(now), lines)
    if not want:
        return Sentence(sentence(f"{who} {'have' if many else 'has'} all that is modelled"), link)
    text = f"what {who} most {'want and lack' if many else 'wants and lacks'} is {want}"
    if not alone:
        text += ", which none of them can bring alone" if many else ", beyond its reach alone"
    return Sentence(sentence(text), link)


def _priorities(view: View, party: Party, now: int) -> str:
    told = []
    for place, statement in enumerate(party.preference.statements(), start=1):
        has = "has it" if view.space.truth(statement.want)[now] else "lacks it"
        noun = view.words.noun(statement.want)
        told.append(f"{place}. {noun} ({has}; {_ids(statement.because)})")
    return f"{party.name}: {'; '.join(told)}."


def _ids(because: tuple[str, ...]) -> str:
    return ", ".join(because) or "nothing given"
