"""Whether answers can be true together, and which of them cannot.

Levels are chosen from the top, each a set of the statements that are left: an answer that is not
decided yet must not be turned round by the next level, and "the same" must stay so at every level.
What was tried in vain is remembered. This needs no list of all orders, so that the answers to blame
are found for any number of statements.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Claim = tuple[NDArray[np.int8], int]
"""A difference, and its sign: 1 where the first situation is better, −1 the second, 0 the same."""

MOST_STEPS = 4_000
"""Beyond this answers are taken to fit together: fewer are blamed for nothing than too many."""


def fits(claims: Sequence[Claim]) -> bool | None:
    """Whether some order of the statements agrees with every claim; None where it took too long."""
    if not claims:
        return True
    rows = np.array([vector * (sign or 1) for vector, sign in claims], dtype=np.int64)
    strict = np.array([sign != 0 for _, sign in claims])
    rows = rows[:, (rows != 0).any(axis=0)]
    return _Search(rows, strict).found()


class _Search:
    def __init__(self, rows: NDArray[np.int64], strict: NDArray[np.bool_]) -> None:
        count = rows.shape[1]
        self.strict = strict
        self.masks = np.arange(1, 2**count)
        subsets = (self.masks[:, None] >> np.arange(count)) & 1
        self.sums = np.sign(subsets @ rows.T)
        self.full = 2**count - 1
        self.vain: set[tuple[int, bytes]] = set()
        self.steps = 0

    def found(self) -> bool | None:
        return self._from(self.full, np.zeros(len(self.strict), dtype=np.bool_))

    def _from(self, left: int, decided: NDArray[np.bool_]) -> bool | None:
        if left == 0:
            return bool((decided | ~self.strict).all())
        key = (left, decided.tobytes())
        if key in self.vain:
            return False
        self.steps += 1
        if self.steps > MOST_STEPS:
            return None
        within = np.flatnonzero((self.masks & ~left) == 0)
        sums = self.sums[within]
        undecided = self.strict & ~decided
        good = (sums[:, undecided] >= 0).all(axis=1) & (sums[:, ~self.strict] == 0).all(axis=1)
        within, sums = within[good], sums[good]
        gain = (sums[:, undecided] > 0).sum(axis=1)
        for at in np.argsort(-gain, kind="stable").tolist():
            after = decided | (self.strict & (sums[at] > 0))
            answer = self._from(left & ~int(self.masks[within[at]]), after)
            if answer is not False:
                return answer
        self.vain.add(key)
        return False


def to_blame(earlier: Sequence[Claim], new: Claim) -> tuple[int, ...]:
    """Which of ``earlier`` cannot be true together with ``new``: none of them could be left out.

    One after the other is left out where the rest still contradicts. Earlier answers are tried
    first, so that late ones, which are easier to remember, are more likely to be named.
    """
    kept = list(range(len(earlier)))
    for one in range(len(earlier)):
        rest = [at for at in kept if at != one]
        if fits([*(earlier[at] for at in rest), new]) is False:
            kept = rest
    return tuple(kept)
