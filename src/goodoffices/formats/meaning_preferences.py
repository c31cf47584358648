"""Preferences that name states, once the states are known: what they miss or name in vain."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import numpy as np

from goodoffices.errors import Problem
from goodoffices.groups import places
from goodoffices.model.expression import Expression
from goodoffices.model.party import Party
from goodoffices.model.preference import Group, PartialOrder, Preference, Ranking
from goodoffices.states import StateSpace


def preference_mistakes(
    space: StateSpace, party: Party, preference: Preference
) -> Iterator[Problem]:
    """Rankings and chains that leave states out or contradict themselves; ids of no state."""
    for criterion in preference.criteria:
        if isinstance(criterion, Ranking):
            yield from _ranking(space, party, criterion)
        elif isinstance(criterion, PartialOrder):
            # Only chains need this, and the mode that it reads takes time to load.
            chains = importlib.import_module("goodoffices.formats.meaning_chains")
            yield from chains.chain_mistakes(space, criterion)
            for chain in criterion.chains:
                yield from _entries(space, chain)
    for one in preference.open:
        yield from _ids(space, (one.first, one.second))
    for graded in (preference.divided, preference.fuzzy):
        for pair in graded.pairs if graded else ():
            yield from _ids(space, (pair.better, pair.worse))
    for faction in preference.divided.factions if preference.divided else ():
        yield from preference_mistakes(space, party, faction.preference)


def _ids(space: StateSpace, groups: tuple[Group, ...]) -> Iterator[Problem]:
    for group in groups:
        for entry in group:
            if isinstance(entry.state, int) and space.position(entry.state) is None:
                yield Problem(entry.place, f"{entry.state} is not a feasible state", _known(space))


def _known(space: StateSpace) -> str:
    shown = ", ".join(map(str, space.ids[:8].tolist()))
    return f"{shown}, … (solve lists them)" if len(space) > 8 else shown


def _ranking(space: StateSpace, party: Party, ranking: Ranking) -> Iterator[Problem]:
    yield from _entries(space, ranking)
    left = np.flatnonzero(places(space, ranking.groups) == len(ranking.groups))
    if len(left):
        keys = space.situation.graph is not None
        shown = ", ".join(space.name(p) if keys else str(space.ids[p]) for p in left[:10].tolist())
        shown += " …" if len(left) > 10 else ""
        states = "state" if len(left) == 1 else "states"
        found = f'the ranking of "{party.id}" leaves out {len(left)} feasible {states}: {shown}'
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
                found = f"{entry.state} is not the id of a feasible state"
                yield Problem(entry.place, found, _known(space))
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
