"""Groups of a ranking, a chain or a pair as columns: which states they mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from goodoffices.columns import Bools
from goodoffices.model.expression import Expression
from goodoffices.model.preference import Group
from goodoffices.states import StateSpace


def members(space: StateSpace, group: Group) -> Bools:
    """The states that a group means: bool, (n_states,). Ids that are not feasible mean none."""
    found = np.zeros(len(space), dtype=np.bool_)
    for entry in group:
        if isinstance(entry.state, Expression):
            found |= space.truth(entry.state)
        else:
            at = space.position(entry.state)
            if at is not None:
                found[at] = True
    return found


def places(space: StateSpace, groups: Sequence[Group]) -> NDArray[np.int64]:
    """The group (0 = best) at which each state stands; len(groups) for one that is left out.

    An expression takes the states that stand at no earlier group; an id takes its state.
    """
    place = np.full(len(space), len(groups), dtype=np.int64)
    for at, group in enumerate(groups):
        free = place == len(groups)
        for entry in group:
            if isinstance(entry.state, Expression):
                place[space.truth(entry.state) & free] = at
            else:
                position = space.position(entry.state)
                if position is not None:
                    place[position] = at
    return place
