"""How the talks could go: paths from today, the coalition that matters, packages, precedents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from goodoffices.analyses.coalitions import MOST_PARTIES, coalitions
from goodoffices.analyses.paths import PathsResult, paths
from goodoffices.brief.assessment.view import View
from goodoffices.brief.coalition_words import CoalitionWords
from goodoffices.brief.document import Section, Sentence
from goodoffices.brief.round_words import RoundWords
from goodoffices.brief.route_words import RouteWords
from goodoffices.brief.settlement import Settlement
from goodoffices.brief.share_words import briefly
from goodoffices.brief.words import join, often, plural, sentence
from goodoffices.errors import GoodOfficesError, RequestError
from goodoffices.mediation import robustness
from goodoffices.mediation.packages import Package, Packages, packages
from goodoffices.mediation.rounds import rounds
from goodoffices.mediation.serves import serves
from goodoffices.model.rule import Named
from goodoffices.robustness.uncertain import uncertain
from goodoffices.stability.verdicts import PROFILE

MOST_STATES = 3_000
MOST_LEVERS = 8
"""A brief is written in seconds: larger questions have commands of their own."""

_HOW = {
    "own": "by steps of the parties themselves",
    "improving": "every step a gain for its mover",
    "joint": "only jointly",
}


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


def _coalition(view: View) -> Iterator[Sentence]:
    """Who could leave today's situation together, if it would otherwise hold, and what follows."""
    now = view.space.now
    if now is None or not view.holds[now] or len(view.situation.parties) > MOST_PARTIES:
        return
    if not view.solution.moves.by_ranks():
        return
    result = coalitions(view.solution)
    tell = CoalitionWords(result)
    found = tell.smallest(now)
    lines = [line.lstrip("• ") for line in (*tell.opening(), *tell.upsetting(6))]
    link = view.notes.note("Who could gain by acting together", "coalitions {case}", lines)
    if found is None:
        yield Sentence("No coalition would gain by leaving today's situation.", link)
        return
    one, step = found
    rank = view.solution.moves.rank
    better = rank[:, step.target] > rank[:, step.source]
    others = [i for i in np.flatnonzero(better).tolist() if i not in one.members]
    too = f"; {tell.names(others)} would gain too" if others else ""
    yield Sentence(
        sentence(
            f"{tell.names(one.members)} could leave today's situation together, not alone, for "
            f"{tell.tell.state(step.target)}{too}"
        ),
        link,
    )
    yield from _afterwards(view, tell, step.target)


def _afterwards(view: View, tell: CoalitionWords, target: int) -> Iterator[Sentence]:
    """What each party would do by itself once a coalition has moved."""
    state = int(view.space.ids[target])
    if view.holds[target]:
        return
    result = paths(view.solution, str(state))
    ends = [route for route in result.routes if route.probability]
    words = RouteWords(result)
    lines = [*words.opening(), *(words.way(route) for route in ends[:3])]
    link = view.notes.note("What would follow", f"paths {{case}} --from {state}", lines)
    if ends:
        route = max(ends, key=lambda one: one.probability or 0)
        movers = dict.fromkeys(i for leg in route.legs for i in leg.by)
        names = tell.names(list(movers))
        far = (
            ""
            if words.tell.state(route.position) == words.tell.state(target)
            else (f", as far as {words.tell.state(route.position)}")
        )
        yield Sentence(
            sentence(f"from there {names} would go on alone, to a situation that would hold{far}"),
            link,
        )


def _packages(view: View) -> Iterator[Sentence]:
    """Named states and terms that do not hold: the cheapest levers that would change that."""
    if not view.situation.levers or len(view.situation.levers) > MOST_LEVERS:
        return
    wanted = target(view)
    if wanted is None:
        return
    try:
        found = packages(view.case.as_variant(), wanted.means)
    except RequestError:
        return
    words = Settlement(view.solution)
    lines = [words.package(one) for one in found.shown]
    tried = _robust(view, found, wanted)
    lines += (
        [f"Of the variants tried, the first of them serves{tried.removeprefix('; it serves')}."]
        if tried
        else []
    )
    command = f'mediate {{case}} "{wanted.id}"'
    noun = view.words.named[wanted.id]
    title = f"What the model would need for {noun}"
    link = view.notes.note(title, command, lines or ["No set of levers."])
    if not found.every:
        yield Sentence(
            sentence(f"with no set of the levers modelled would {noun} hold and be within reach"),
            link,
        )
        return
    yield from (Sentence(text, link) for text in _cheapest(view, words, found, noun, tried))


def target(view: View) -> Named | None:
    """A named state that does not hold, else the first term of the agenda that does not."""
    for named in (*view.situation.states, *view.situation.terms):
        column = view.space.truth(named.means)
        if column.any() and not (column & view.holds).any():
            return named
    return None


def _robust(view: View, found: Packages, wanted: Named) -> str:
    """In how many variants the cheapest package serves, as ``mediate`` tells; "" where nothing is
    uncertain or there are too many states."""
    if not found.every or len(view.space) > robustness.MOST_STATES:
        return ""
    variant = view.case.as_variant()
    variant = replace(variant, levers=(*variant.levers, *found.shown[0].levers))
    try:
        if uncertain(variant).nothing:
            return ""
        one = serves(variant, wanted.means, robustness.SAMPLES, robustness.SEED)
    except GoodOfficesError:
        return ""
    return f"; it serves {briefly(one.share)}"


def _cheapest(
    view: View, words: Settlement, found: Packages, noun: str, tried: str
) -> Iterator[str]:
    """The cheapest package, and the cheapest by which the parties go there by themselves."""
    first = found.shown[0]
    yield sentence(
        f"{noun} would hold and be within reach, at the least cost modelled, "
        f"{'if ' + words.acting(first.levers) if first.levers else 'without any lever'}"
        f"{_by_themselves(first)}{tried}"
    )
    own = next((one for one in found.shown if one.share > first.share), None)
    if own is not None:
        more = [lever for lever in own.levers if lever not in first.levers]
        besides = set(first.levers) <= set(own.levers)
        levers = more if besides else list(own.levers)
        how = f"if {'besides ' if besides else ''}{words.acting(levers)}"
        yield sentence(f"{how}, the parties would {often(own.share)}")


def _by_themselves(one: Package) -> str:
    if one.share:
        return f"; left alone, the parties would {often(one.share)}"
    return f" ({_HOW[one.reachable]}); yet left alone the parties would not end there"


def _rounds(view: View) -> Iterator[Sentence]:
    """What an outcome that can be reached today would change for the next talks."""
    if not view.situation.precedents:
        return
    try:
        result = rounds(view.case.as_variant(), 2)
    except RequestError:
        return
    tell = RoundWords(result)
    later = [pair for pair in result.because_of_earlier() if pair[0].round == 2]
    lines = [str(line).lstrip(" •") for line in tell.lines() if line][:24]
    link = view.notes.note("What an outcome changes for the next talks", "rounds {case}", lines)
    if not later:
        return
    node, _ = later[0]
    found = {one.id for _, one in later}
    named = [
        (view.words.named[term.id], states)
        for term in view.situation.states
        if (states := found & _ids(view, term))
    ]
    start = tell.state(node.start).partition("(")[2].rstrip(")") or f"state {node.start}"
    left = len(found - set().union(*(states for _, states in named)))
    what = [name for name, _ in named]
    what += [plural(left, "other outcome" if named else "outcome")] if left else []
    yield Sentence(
        sentence(
            f"after {start}, by the precedent that it would set, {join(what)} that "
            f"{'does' if len(found) == 1 else 'do'} not hold today would hold in the next talks"
        ),
        link,
    )


def _ids(view: View, named: Named) -> set[int]:
    return set(view.space.ids[view.space.truth(named.means)].tolist())
