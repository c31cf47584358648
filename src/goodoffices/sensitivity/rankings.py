"""Single changes of a ranking of states: each place exchanged with the next one.

An entry may be an expression, which takes the states that no entry before it has, so that putting
it elsewhere may move other states too. So places whose entries share states are not exchanged.
Lines of strength stay where they stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from goodoffices.groups import members, places
from goodoffices.model.apply import Variant
from goodoffices.model.basis import group_text
from goodoffices.model.preference import Group, Ranking
from goodoffices.model.situation import Situation
from goodoffices.sensitivity.single import RANKING, SWAP, Part, Single, Untried
from goodoffices.sensitivity.statements import with_party
from goodoffices.states import StateSpace


def of_rankings(variant: Variant, base: Situation) -> Iterator[Single | Untried]:
    """Every pair of neighbouring places, party by party, the best first.

    Raises ``TooLargeError`` where there are too many states.
    """
    if not any(isinstance(one, Ranking) for p in base.parties for one in p.preference.criteria):
        return
    space = StateSpace.of(base)
    for party in base.parties:
        criteria = party.preference.criteria
        for at, one in enumerate(criteria):
            if not isinstance(one, Ranking):
                continue
            for place, after in enumerate(_exchanged(one.groups)):
                name = f"{SWAP}:{party.id}:{place + 1}"
                moved = _moved(space, one.groups, place)
                if moved is None:
                    yield Untried(name, "the entries of the two places share states")
                if not moved:
                    continue
                changed = (*criteria[:at], replace(one, groups=after), *criteria[at + 1 :])
                preference = replace(party.preference, criteria=changed)
                situation = with_party(base, replace(party, preference=preference))
                text = tuple(group_text(group) for group in one.groups[place : place + 2])
                part = Part(RANKING, party.id, place + 1, text)
                yield Single(name, SWAP, part, situation, variant)


def _exchanged(groups: tuple[Group, ...]) -> Iterator[tuple[Group, ...]]:
    for at in range(len(groups) - 1):
        yield (*groups[:at], groups[at + 1], groups[at], *groups[at + 2 :])


def _moved(space: StateSpace, groups: tuple[Group, ...], place: int) -> bool | None:
    """Whether exchanging a place with the next orders states otherwise; None where their entries
    share states, so that it may do more than that."""
    better, worse = (members(space, one) for one in groups[place : place + 2])
    if (better & worse).any():
        return None
    return bool(np.isin([place, place + 1], places(space, groups)).all())
