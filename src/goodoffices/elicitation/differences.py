"""What situations differ in: the statements that are true in one and not in the other.

All situations where the same statements are true rank alike, whatever the order of the statements;
so the *signatures* count, the rows of truth values that occur. Two signatures are compared by
their *difference*, a row of −1, 0 and 1, and every pair with the same difference gets the same
answer: what is asked about, and what can be learned, are differences and not situations.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import RequestError

MOST_STATEMENTS = 12
"""Of those that tell situations apart."""

MOST_LOOKED_AT = 256
"""States of a signature among which the two that differ in the fewest options are looked for."""


@dataclass(frozen=True)
class Ground:
    """The feasible states as far as some statements tell them apart.

    ``truth``: bool, (n_statements, n_states). ``ids``: uint64, (n_states,), increasing.
    """

    truth: NDArray[np.bool_]
    ids: NDArray[np.uint64]

    @cached_property
    def telling(self) -> tuple[int, ...]:
        """The statements that are true in some states and not in others.

        Raises ``RequestError`` where these are too many.
        """
        varied = self.truth.any(axis=1) & ~self.truth.all(axis=1)
        found = tuple(np.flatnonzero(varied).tolist())
        if len(found) > MOST_STATEMENTS:
            raise RequestError(
                f"{len(found)} statements tell situations apart; expected at most "
                f"{MOST_STATEMENTS}; give the most important ones with --statements first"
            )
        return found

    @cached_property
    def constant(self) -> tuple[int, ...]:
        """The statements that are true everywhere or nowhere: no answer can tell their place."""
        return tuple(at for at in range(len(self.truth)) if at not in self.telling)

    @cached_property
    def twins(self) -> tuple[tuple[int, int], ...]:
        """Pairs of statements that are true in the same states."""
        return tuple(
            (left, right)
            for at, right in enumerate(self.telling)
            for left in self.telling[:at]
            if bool((self.truth[left] == self.truth[right]).all())
        )

    @cached_property
    def codes(self) -> NDArray[np.int64]:
        """Each state's signature as a number: statement k of ``telling`` counts 3^k."""
        code = np.zeros(len(self.ids), dtype=np.int64)
        for place, statement in enumerate(self.telling):
            code += self.truth[statement] * 3**place
        return code

    @cached_property
    def signatures(self) -> NDArray[np.int64]:
        """The codes that occur, increasing."""
        return np.unique(self.codes)

    @cached_property
    def pairs(self) -> int:
        """How many pairs of different signatures there are."""
        return len(self.signatures) * (len(self.signatures) - 1) // 2

    @cached_property
    def _every(self) -> tuple[NDArray[np.int8], NDArray[np.int64]]:
        """All differences, and how many pairs of signatures have each."""
        found: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        counts: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        for start in range(0, len(self.signatures), 512):
            some = self.signatures[start : start + 512, None] - self.signatures[None, :]
            fresh, fresh_counts = np.unique(some[some > 0], return_counts=True)
            joined = np.concatenate([found, fresh])
            found, which = np.unique(joined, return_inverse=True)
            both = np.concatenate([counts, fresh_counts])
            counts = np.bincount(which.reshape(-1), both, len(found)).astype(np.int64)
        vectors = decoded(found, len(self.telling))
        fewest = np.lexsort([found, np.abs(vectors).sum(axis=1)])
        return vectors[fewest], counts[fewest]

    @cached_property
    def vectors(self) -> NDArray[np.int8]:
        """The differences that orders can disagree on, int8, (n, len(telling)), fewest first.

        Where one situation has every statement that the other has, and more, it is better in
        every order: nothing has to be asked.
        """
        return self._every[0][~self._plain]

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many pairs of signatures have each of ``vectors``."""
        return self._every[1][~self._plain]

    @cached_property
    def _plain(self) -> NDArray[np.bool_]:
        every = self._every[0]
        return np.asarray(~((every > 0).any(axis=1) & (every < 0).any(axis=1)))

    def difference(self, first: int, second: int) -> NDArray[np.int8]:
        """What the state at position ``first`` has over that at ``second``."""
        both = self.truth[list(self.telling)].astype(np.int8)
        return np.asarray(both[:, first] - both[:, second], dtype=np.int8)

    def states_of(self, vector: NDArray[np.int8]) -> tuple[int, int]:
        """Two positions with this difference, the lower first, that differ in the fewest options.

        The difference may be turned round by this.
        """
        step = int((vector.astype(np.int64) * 3 ** np.arange(len(vector))).sum())
        uppers = self.signatures[np.isin(self.signatures - step, self.signatures)]
        best: tuple[int, int, int] | None = None
        for upper in uppers[:MOST_LOOKED_AT].tolist():
            ups = np.flatnonzero(self.codes == upper)[:MOST_LOOKED_AT]
            downs = np.flatnonzero(self.codes == upper - step)[:MOST_LOOKED_AT]
            apart = bits_set(self.ids[ups][:, None] ^ self.ids[downs][None, :])
            at = int(apart.argmin())
            up, down = int(ups[at // len(downs)]), int(downs[at % len(downs)])
            found = (int(apart.flat[at]), min(up, down), max(up, down))
            best = found if best is None else min(best, found)
        assert best is not None
        return best[1], best[2]


def decoded(codes: NDArray[np.int64], length: int) -> NDArray[np.int8]:
    """Sums of −1, 0, 1 times 3^k taken apart: int8, (n, length)."""
    rest = codes.copy()
    digits = np.zeros((len(codes), length), dtype=np.int8)
    for place in range(length):
        digit = (rest + 1) % 3 - 1
        digits[:, place] = digit
        rest = (rest - digit) // 3
    return digits


def bits_set(numbers: NDArray[np.uint64]) -> NDArray[np.int64]:
    """How many bits of each number are 1."""
    apart = np.ascontiguousarray(numbers).view(np.uint8).reshape(*numbers.shape, 8)
    return np.asarray(np.unpackbits(apart, axis=-1).sum(axis=-1), dtype=np.int64)
