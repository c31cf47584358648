"""The five concepts as Boolean matrix products in float32 BLAS: the literature's matrix form.

An implementation of the definitions that shares nothing with the program's but the ranks: J_i and
J_i⁺ are full matrices, legal sequences of the opponents are matrix powers, and sanctions are
products. Made for comparing verdicts and time on a few thousand states.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.moves.base import Moves

Matrix = NDArray[np.float32]


def _times(a: Matrix, b: Matrix) -> Matrix:
    """Boolean product: 1 where some middle state joins the two."""
    return np.asarray(a @ b > 0.5, dtype=np.float32)


def _sequences(steps: list[Matrix]) -> Matrix:
    """Legal sequences of any length, no party twice in a row: one matrix per last mover, grown
    until nothing changes."""
    last = [step.copy() for step in steps]
    while True:
        changed = False
        for j, step in enumerate(steps):
            before = np.zeros_like(step)
            for k, other in enumerate(last):
                if k != j:
                    np.maximum(before, other, out=before)
            grown = np.maximum(last[j], _times(before, step))
            changed |= bool((grown != last[j]).any())
            last[j] = grown
        if not changed:
            return np.asarray(np.maximum.reduce(last))


def matrix_verdicts(moves: Moves) -> dict[str, NDArray[np.bool_]]:
    """Concept → bool, (n_parties, n_states)."""
    n_parties, n = moves.rank.shape
    reach = []
    for party in range(n_parties):
        one = np.zeros((n, n), dtype=np.float32)
        for state in range(n):
            one[state, moves.targets(party, state)] = 1
        reach.append(one)
    better = [np.asarray(m.rank_up, dtype=np.float32) for m in _preferred(moves)]
    improve = [a * b for a, b in zip(reach, better, strict=True)]
    verdicts = {
        name: np.empty((n_parties, n), np.bool_) for name in ("nash", "gmr", "smr", "seq", "sseq")
    }
    for i in range(n_parties):
        others = [j for j in range(n_parties) if j != i]
        not_better = (1 - better[i]).T  # [u, s]: u is not better than s
        escape = np.asarray(reach[i] @ better[i].T > 0.5, dtype=np.float32)  # [u, s]
        verdicts["nash"][i] = improve[i].sum(axis=1) == 0
        for credible, plain, hard in ((False, "gmr", "smr"), (True, "seq", "sseq")):
            answers = _sequences([(improve if credible else reach)[j] for j in others])
            for name, bad in ((plain, not_better), (hard, not_better * (1 - escape))):
                deterred = _times(answers, bad)  # [t, s]
                undeterred = improve[i] * (1 - deterred.T)
                verdicts[name][i] = undeterred.sum(axis=1) == 0
    return verdicts


class _Preferred:
    def __init__(self, rank: NDArray[np.int32]) -> None:
        self.rank_up = rank[None, :] > rank[:, None]  # [s, t]: t is better than s


def _preferred(moves: Moves) -> list[_Preferred]:
    return [_Preferred(rank) for rank in moves.rank]
