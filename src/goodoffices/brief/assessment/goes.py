"""How the talks could go: paths from today, the coalition that matters, packages, precedents."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from goodoffices.analyses.coalitions import MOST_PARTIES, coalitions
from goodoffices.analyses.paths import PathsResult, Route, paths
from goodoffices.brief.assessment.view import View
from goodoffices.brief.coalition_words import CoalitionWords
from goodoffices.brief.document import Section, Sentence
from goodoffices.brief.round_words import RoundWords
from goodoffices.brief.route_words import RouteWords
from goodoffices.brief.settlement import Settlement
from goodoffices.brief.words import join, sentence
from goodoffices.errors import RequestError
from goodoffices.mediation.packages import Package, Packages, packages
from goodoffices.mediation.rounds import rounds
from goodoffices.model.rule import Named
from goodoffices.stability.verdicts import PROFILE

MOST_STATES = 3_000
MOST_LEVERS = 8
"""A brief is written in seconds: larger questions have commands of their own."""


def goes(view: View) -> Section:
    """Nothing where the file gives no status quo, or the model is too large for a brief."""
    if view.space.now is None or len(view.space) > MOST_STATES:
        return Section("How the talks could go", ())
    return Section("How the talks could go", tuple(_sentences(view)))


def _sentences(view: View) -> Iterator[Sentence]:
    result = paths(view.solution)
    yield from _paths(view, result)
    yield from _coalition(view)
    yield from _packages(view)
    yield from _rounds(view)


def _paths(view: View, result: PathsResult) -> Iterator[Sentence]:
    tell = RouteWords(result)
    held = [route for route in result.routes if PROFILE in route.kinds]
    lines = [str(line) for line in tell.opening()]
    lines += [f"{tell.route(r)} {tell.way(r)}" for r in held if r.kind is not None]
    link = view.notes.note("How it could go from today", "paths {case}", lines[:12])
    if result.chain.states == 1:
        yield Sentence("From today nobody would move by itself.", link)
    else:
        ends = [e for e in result.chain.endings if not e.is_cycle]
        if ends:
            name = tell.tell.state(ends[0].states[0])
            share = (
                f" in {ends[0].probability:.0%} of runs" if len(result.chain.endings) > 1 else ""
            )
            yield Sentence(
                sentence(f"if each party moves as it would by itself, it ends in {name}{share}"),
                link,
            )
    joint = [route for route in held if route.kind == "joint"]
    if joint:
        yield Sentence(_joint(view, tell, joint[0]), link)


def _joint(view: View, tell: RouteWords, route: Route) -> str:
    members = dict.fromkeys(i for leg in route.legs if len(leg.by) > 1 for i in leg.by)
    who = join(view.situation.parties[i].name for i in members)
    return sentence(
        f"{tell.tell.state(route.position)} would come about only if {who} moved together, "
        "each better off for it"
    )


def _coalition(view: View) -> Iterator[Sentence]:
    """Who could leave today's situation together, if it would otherwise hold."""
    now = view.space.now
    if now is None or not view.holds[now] or len(view.situation.parties) > MOST_PARTIES:
        return
    result = coalitions(view.solution)
    tell = CoalitionWords(result)
    found = tell.smallest(now)
    lines = [*tell.opening(), *tell.upsetting(6)]
    link = view.notes.note("Who could gain by acting together", "coalitions {case}", lines)
    if found is None:
        yield Sentence("No coalition would gain by leaving today's situation.", link)
        return
    one, step = found
    moves = view.solution.moves
    rank = moves.rank
    others = [
        i
        for i in range(len(rank))
        if i not in one.members and rank[i, step.target] > rank[i, step.source]
    ]
    too = f"; {tell.names(others)} would gain too" if others else ""
    yield Sentence(
        sentence(
            f"{tell.names(one.members)} could leave today's situation together, not alone, for "
            f"{tell.tell.state(step.target)}{too}"
        ),
        link,
    )


def _packages(view: View) -> Iterator[Sentence]:
    """Named states and terms that do not hold: the cheapest levers that would change that."""
    if not view.situation.levers or len(view.situation.levers) > MOST_LEVERS:
        return
    target = _target(view)
    if target is None:
        return
    try:
        found = packages(view.situation, target.means)
    except RequestError:
        return
    words = Settlement(view.solution)
    lines = [words.package(one) for one in found.shown]
    command = f'mediate {{case}} "{target.id}"'
    noun = view.words.named[target.id]
    link = view.notes.note(
        f"What would bring about {noun}", command, lines or ["No set of levers."]
    )
    if not found.every:
        yield Sentence(sentence(f"no set of the levers modelled brings about {noun}"), link)
        return
    yield from (Sentence(text, link) for text in _cheapest(view, words, found, noun))


def _target(view: View) -> Named | None:
    """A named state that does not hold, else the first term of the agenda that does not."""
    for named in (*view.situation.states, *view.situation.terms):
        column = view.space.truth(named.means)
        if column.any() and not (column & view.holds).any():
            return named
    return None


def _cheapest(view: View, words: Settlement, found: Packages, noun: str) -> Iterator[str]:
    """The cheapest package, and the cheapest by which the parties go there by themselves."""
    first = found.shown[0]
    yield sentence(
        f"cheapest of the levers modelled, {noun} would hold and be within reach if "
        f"{_acting(view, words, first)}{_by_themselves(first)}"
    )
    own = next((one for one in found.shown if one.share > first.share), None)
    if own is not None:
        more = [lever for lever in own.levers if lever not in first.levers]
        acts = Package(tuple(more), 0, _by(view, more), (), (), "own", (), 0)
        yield sentence(
            f"if besides {_acting(view, words, acts)}, {_times(own.share)}"
            if set(first.levers) <= set(own.levers)
            else f"if {_acting(view, words, own)}, {_times(own.share)}"
        )


def _by_themselves(one: Package) -> str:
    if one.share:
        return f"; left to themselves, {_times(one.share)}"
    return "; yet left to themselves the parties would not end there"


def _times(share: float) -> str:
    """How often the parties end there, each moving as it would by itself."""
    if share > 0.995:
        return "the parties would end there"
    return f"the parties would end there {share * 100:.0f} times in 100"


def _by(view: View, levers: list[str]) -> tuple[str, ...]:
    known = {lever.id: lever for lever in view.situation.levers}
    return tuple(dict.fromkeys(who for one in levers for who in known[one].by))


def _acting(view: View, words: Settlement, one: Package) -> str:
    does = {lever.id: lever for lever in view.situation.levers}
    parts = []
    for lever in one.levers:
        who = view.words.those(does[lever].by) or "somebody"
        parts.append(f"{who} managed to {does[lever].does or lever.replace('_', ' ')}")
    return join(parts) or "nothing more were done"


def _rounds(view: View) -> Iterator[Sentence]:
    """What an outcome that can be reached today would change for the next talks."""
    if not view.situation.precedents:
        return
    try:
        result = rounds(view.situation, 2)
    except RequestError:
        return
    tell = RoundWords(result)
    later = [pair for pair in result.because_of_earlier() if pair[0].round == 2]
    lines = [str(line) for line in tell.lines() if line][:14]
    link = view.notes.note("What an outcome changes for the next talks", "rounds {case}", lines)
    if not later:
        return
    node, _ = later[0]
    ids = np.array([one.id for _, one in later])
    named = [
        view.words.named[term.id]
        for term in view.situation.states
        if any(
            (p := view.space.position(int(s))) is not None and view.space.truth(term.means)[p]
            for s in ids
        )
    ]
    start = tell.state(node.start).partition("(")[2].rstrip(")") or f"state {node.start}"
    what = join(named) or "outcomes that do not hold today"
    yield Sentence(
        sentence(
            f"after {start}, and by the precedent that it would set, {what} would hold in the "
            "next talks"
        ),
        link,
    )
