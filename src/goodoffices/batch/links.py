"""Single moves as links between two states, with the ways in which they can be gone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.moves.base import Moves

THERE, BACK = 1, 2
"""Ways of a link (a, b), a < b: from a to b, from b to a, or both, 3."""


@dataclass(frozen=True)
class Links:
    """The moves of all parties, as ``lanes`` walks them.

    Links of party i lie from ``start[i]`` to ``start[i + 1]``. ``start``: int64, (n_parties + 1,);
    ``a``, ``b``: int32, (n_links,); ``how``: uint8. ``part``: int32, (n_parties, n_states): what is
    connected by moves of i's opponents; ``parts``: int64, (n_parties,), how many parts there are,
    0 where some move of theirs cannot be undone, so that parts say nothing. ``transitive``: whether
    two moves of one party in a row can always be one.
    """

    start: NDArray[np.int64]
    a: NDArray[np.int32]
    b: NDArray[np.int32]
    how: NDArray[np.uint8]
    part: NDArray[np.int32]
    parts: NDArray[np.int64]
    transitive: bool

    @classmethod
    def of(cls, moves: Moves) -> Links:
        """The links of all parties; ask ``moves.count_arcs`` first how many moves there are."""
        n, arcs = len(moves.space), moves.arcs()
        own = [_links(n, *one) for one in zip(arcs.start, arcs.target, strict=True)]
        sizes = np.cumsum([0, *(len(how) for _, _, how in own)])
        a, b, how = (
            np.concatenate([*(one[at] for one in own), np.zeros(0, kind)]).astype(kind)
            for at, kind in enumerate((np.int32, np.int32, np.uint8))
        )
        found = cls(sizes.astype(np.int64), a, b, how, *_no_parts(len(own), n), moves.transitive)
        if moves.transitive:
            found._connect()
        return found

    def _connect(self) -> None:
        from scipy.sparse import coo_matrix
        from scipy.sparse.csgraph import connected_components

        n = self.part.shape[1]
        for i in range(len(self.parts)):
            opponents = np.ones(len(self.a), dtype=np.bool_)
            opponents[self.start[i] : self.start[i + 1]] = False
            if (self.how[opponents] != THERE | BACK).any():
                continue
            pairs = self.a[opponents], self.b[opponents]
            graph = coo_matrix((np.ones(len(pairs[0]), np.int8), pairs), shape=(n, n))
            self.parts[i], self.part[i] = connected_components(graph, directed=False)


def _no_parts(n_parties: int, n: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    return np.zeros((n_parties, n), dtype=np.int32), np.zeros(n_parties, dtype=np.int64)


def _links(
    n: int, start: NDArray[np.int64], target: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
    source = np.repeat(np.arange(n, dtype=np.int64), np.diff(start))
    low, high = np.minimum(source, target), np.maximum(source, target)
    pair, which = np.unique(low * n + high, return_inverse=True)
    how = np.zeros(len(pair), dtype=np.uint8)
    np.bitwise_or.at(how, which, np.where(source < target, THERE, BACK).astype(np.uint8))
    return pair // n, pair % n, how
