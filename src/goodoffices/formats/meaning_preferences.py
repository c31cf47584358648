"""Preferences that name states, once the states are known: what they miss or name in vain."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import numpy as np

from goodoffices.errors import Place, Problem
from goodoffices.formats.odd_preferences import same_state
from goodoffices.groups import places
from goodoffices.model.expression import Expression
from goodoffices.model.preference import Entry, Group, PartialOrder, Preference, Ranking
from goodoffices.states import StateSpace


def preference_mistakes(space: StateSpace, who: str, preference: Preference) -> Iterator[Problem]:
    """Rankings and chains that leave states out or contradict themselves; ids of no state; pairs
    of a state with itself. ``who``: the party, or a faction of it, for messages."""
    for criterion in preference.criteria:
        if isinstance(criterion, Ranking):
            yield from _ranking(space, who, criterion)
        elif isinstance(criterion, PartialOrder):
            # Only chains need this, and the mode that it reads takes time to load.
            chains = importlib.import_module("goodoffices.formats.meaning_chains")
            yield from chains.chain_mistakes(space, criterion)
            for chain in criterion.chains:
                yield from _entries(space, chain)
    for one in preference.open:
        yield from _pair(space, (one.first, one.second), one.place)
    for graded in (preference.divided, preference.fuzzy):
        for pair in graded.pairs if graded else ():
            yield from _pair(space, (pair.better, pair.worse), pair.place)
    for faction in preference.divided.factions if preference.divided else ():
        named = f'the faction "{faction.id}" of {who}'
        yield from preference_mistakes(space, named, faction.preference)


def _pair(space: StateSpace, pair: tuple[Group, Group], place: Place) -> Iterator[Problem]:
    """Ids of no state, and a state beside itself; expressions that come to that are only odd."""
    entries = [entry for side in pair for entry in side]
    wrong = [e for e in entries if isinstance(e.state, int) and space.position(e.state) is None]
    yield from (_no_state(space, entry) for entry in wrong)
    if all(isinstance(entry.state, int) for entry in entries) and same_state(space, pair):
        found = f"the state {entries[0].state} stands on both sides of a pair"
        yield Problem(place, found, "two different states")


def _no_state(space: StateSpace, entry: Entry) -> Problem:
    shown = ", ".join(map(str, space.ids[:8].tolist()))
    known = f"{shown}, … (solve lists them)" if len(space) > 8 else shown
    return Problem(entry.place, f"{entry.state} is not the id of a feasible state", known)


def _ranking(space: StateSpace, who: str, ranking: Ranking) -> Iterator[Problem]:
    yield from _entries(space, ranking)
    left = np.flatnonzero(places(space, ranking.groups) == len(ranking.groups))
    if len(left):
        keys = space.situation.graph is not None
        shown = ", ".join(space.name(p) if keys else str(space.ids[p]) for p in left[:10].tolist())
        shown += " …" if len(left) > 10 else ""
        states = "state" if len(left) == 1 else "states"
        found = f"the ranking of {who} leaves out {len(left)} feasible {states}: {shown}"
        remedy = 'end with the entry "true" to tie all the rest as worst'
        yield Problem(ranking.place, found, "every feasible state once", remedy)


def _entries(space: StateSpace, ranking: Ranking) -> Iterator[Problem]:
    """Ids of no state, and states that stand in a ranking or a chain twice."""
    seen: set[int] = set()
    for at, entries in enumerate(ranking.groups):
        for entry in entries:
            if isinstance(entry.state, Expression):
                continue
            position = space.position(entry.state)
            if position is None:
                yield _no_state(space, entry)
            elif position in seen:
                found = f"the state {entry.state} stands here for a second time"
                yield Problem(entry.place, found, "every state once", "take one of them out")
            elif _covered(space, ranking, at, position):
                found = f"the state {entry.state} already stands at an earlier entry"
                remedy = "put it before the expression that covers it"
                yield Problem(entry.place, found, "every state once", remedy)
            else:
                seen.add(position)


def _covered(space: StateSpace, ranking: Ranking, group: int, position: int) -> bool:
    return any(
        isinstance(entry.state, Expression) and bool(space.truth(entry.state)[position])
        for entries in ranking.groups[:group]
        for entry in entries
    )
