"""What solving found as columns, one row a state: the same in every file of results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.analyses.solution import Solution


def result_columns(
    solution: Solution, rows: NDArray[np.intp]
) -> Iterator[tuple[str, NDArray[Any]]]:
    """Name and values, in order, for these rows of the states.

    ``id`` (uint64); each option (bool); ``rank.PARTY`` (int32, where it has ranks);
    ``stable.CONCEPT.PARTY`` (bool); ``equilibrium.KIND`` (bool); ``reachable`` (bool,
    only with a status quo); ``dominated`` (bool).
    """
    space, verdicts = solution.space, solution.verdicts
    parties = [party.id for party in solution.situation.parties]
    ids = space.ids[rows]
    yield "id", ids
    if solution.situation.graph is not None:
        keys = [key for key, _ in solution.situation.graph.states]
        yield "name", np.array([keys[at] for at in rows], dtype=object)
    for name, bit in space.bits.items():
        yield name, ((ids >> np.uint64(bit)) & np.uint64(1)).astype(np.bool_)
    for at, party in enumerate(parties):
        if at not in solution.moves.unranked():
            yield f"rank.{party}", solution.moves.rank[at, rows]
    for concept, stable in verdicts.stable.items():
        for at, party in enumerate(parties):
            yield f"stable.{concept}.{party}", stable[at, rows]
    for kind in verdicts.kinds:
        yield f"equilibrium.{kind}", verdicts.equilibrium(kind)[rows]
    if solution.reach is not None:
        yield "reachable", solution.reach.reached[rows]
    yield "dominated", solution.dominated_among(rows)
