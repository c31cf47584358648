"""What today's situation rests on: refusals, preconditions, and what each party most lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from goodoffices.analyses.decisive import priorities
from goodoffices.analyses.explanation import state_reasons
from goodoffices.brief.assessment.leaves import note, why
from goodoffices.brief.assessment.view import View
from goodoffices.brief.document import Section, Sentence
from goodoffices.brief.reasons import ORDINALS
from goodoffices.brief.words import join, sentence
from goodoffices.model.expression import Relation
from goodoffices.model.party import ASSUMPTION, Party
from goodoffices.model.preference import Statement


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
        quiet = not any(reason.answers for reason in one.reasons)
        if view.by_order:
            answered = "gains by moving would be answered"
            stays = "no party gains by moving alone" if quiet else answered
        else:
            stays = "no party would move alone" if quiet else "whoever moved would be answered"
        tried = view.sure.told(view.today, "so")
        yield Sentence(sentence(f"{what} would hold: {stays}{tried}"), link)
    else:
        moving = [r.party for r in one.reasons if not r.stable]
        leavers = view.words.those(view.situation.parties[at].id for at in moving)
        would = "gain by moving" if all(map(view.tell.by_order, moving)) else "move"
        tried = view.sure.told(view.today, "so", fails=True)
        yield Sentence(sentence(f"{what} would not hold: {leavers} would {would}{tried}"), link)
    yield from _refusals(view)
    yield from _preconditions(view)
    yield from _lacks(view, now)


def _refusals(view: View) -> Iterator[Sentence]:
    """Parties who would leave everything that has some term, and the wish for which they do."""
    for walk in view.walks:
        for index in walk.leavers if walk.alone else ():
            party = view.situation.parties[index]
            decides = why(view, walk, index)
            if decides is None:
                continue
            wishes = join(view.words.wish(party.id, s.want) for s in decides.gained)
            place = ORDINALS[decides.place] if decides.place < len(ORDINALS) else "lower"
            basis = view.basis(decides.because)
            yield Sentence(
                sentence(f"{basis}, the {place} wish of {party.name} is {wishes}"), note(view, walk)
            )


def _preconditions(view: View) -> Iterator[Sentence]:
    """Rules of the form A requires B that rest on the report, each linked to its sentence."""
    for rule in view.situation.rules:
        holds = rule.holds
        from_report = [item.id for item in view.case.items if item.id in rule.because]
        if isinstance(holds, Relation) and holds.word == "requires" and from_report:
            left, right = view.words.noun(holds.left), view.words.noun(holds.right)
            basis = view.basis(rule.because)
            yield Sentence(sentence(f"{basis}, {left} requires {right}"), from_report[0])


def _lacks(view: View, now: int) -> Iterator[Sentence]:
    """What each party wants most among what it lacks; parties with the same wish together."""
    groups: dict[tuple[str, bool, bool], list[Party]] = {}
    for index, party in enumerate(view.situation.parties):
        statements = _wishes(party)
        missing = next((s for s in statements if not view.space.truth(s.want)[now]), None)
        if not statements:
            continue
        if missing is None:
            groups.setdefault(("", False, False), []).append(party)
            continue
        targets = view.solution.moves.targets(index, now)
        alone = bool(view.space.truth(missing.want)[targets].any())
        assumed = not missing.because or missing.because == ASSUMPTION
        key = (view.words.wish(party.id, missing.want), alone, assumed)
        groups.setdefault(key, []).append(party)
    for (want, alone, assumed), parties in groups.items():
        yield _lack(view, now, want, alone, assumed, parties)


def _wishes(party: Party) -> tuple[Statement, ...]:
    """What the party is known to want, all of it together."""
    if party.preference.divided:
        return ()
    return tuple(one for one in party.preference.statements() if not one.unknown)


def _lack(
    view: View, now: int, want: str, alone: bool, assumed: bool, parties: list[Party]
) -> Sentence:
    who = join(party.name for party in parties)
    many = len(parties) > 1
    lines = [_priorities(view, party, now) for party in parties]
    title = f"What {who} {'want' if many else 'wants'}, and what of it there is today"
    link = view.notes.note(title, view.explain(now), lines)
    if not want:
        return Sentence(sentence(f"{who} {'have' if many else 'has'} all that is modelled"), link)
    text = f"what {who} most {'want and lack' if many else 'wants and lacks'} is {want}"
    text += " (assumed)" if assumed else ""
    if not alone:
        text += ", which none of them can bring alone" if many else ", beyond its reach alone"
    return Sentence(sentence(text), link)


def _priorities(view: View, party: Party, now: int) -> str:
    told = []
    found = list(priorities(party.preference))
    often = Counter(place for place, _ in found)
    for place, statement in found:
        true = view.space.truth(statement.want)[now]
        noun = view.words.wish(party.id, statement.want)
        if statement.unknown:
            noun += ", or the opposite: it is not known which"
            has = f"today it is {'so' if true else 'not so'}"
        else:
            has = "has it" if true else "lacks it"
        tied = " (tied)" if often[place] > 1 else ""
        told.append(f"{place}{tied}. {noun} ({has}; {_ids(statement.because)})")
    return f"{party.name}: {'; '.join(told)}."


def _ids(because: tuple[str, ...]) -> str:
    return ", ".join(because) or "nothing given"
