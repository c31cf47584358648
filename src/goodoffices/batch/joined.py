"""Single moves of all parties, and what is connected by them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.moves.base import Arcs, Moves

Longs = NDArray[np.int64]
Ints = NDArray[np.int32]


@dataclass(frozen=True)
class Joined:
    """The moves of all parties, as ``lanes`` walks them.

    Moves of party i from state s are ``target[start[i, s]:start[i, s + 1]]``. ``part``: int32,
    (n_parties, n_states): what is connected by moves of i's opponents; ``parts``: int64,
    (n_parties,), how many parts there are, 0 where some move of theirs cannot be undone, so that
    parts say nothing. ``transitive``: whether two moves of one party in a row can always be one.
    """

    start: Longs
    target: Ints
    part: Ints
    parts: Longs
    transitive: bool

    @classmethod
    def of(cls, moves: Moves) -> Joined:
        """The moves of all parties; ask ``moves.count_arcs`` first how many there are."""
        arcs = moves.arcs()
        start, target = arcs.joined()
        part, parts = _parts(arcs, moves.transitive)
        return cls(start, target, part, parts, moves.transitive)


def _parts(arcs: Arcs, transitive: bool) -> tuple[Ints, Longs]:
    n_parties, n = len(arcs.start), len(arcs.start[0]) - 1
    part = np.zeros((n_parties, n), dtype=np.int32)
    parts = np.zeros(n_parties, dtype=np.int64)
    if not transitive:
        return part, parts
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    graphs = [
        csr_matrix((np.ones(len(target), np.int8), target, start), shape=(n, n))
        for start, target in zip(arcs.start, arcs.target, strict=True)
    ]
    undone = [(graph != graph.T).nnz == 0 for graph in graphs]
    for i in range(n_parties):
        others = [j for j in range(n_parties) if j != i]
        if all(undone[j] for j in others):
            graph = sum((graphs[j] for j in others), csr_matrix((n, n), dtype=np.int8))
            parts[i], part[i] = connected_components(graph, directed=False)
    return part, parts
