"""What a concept of stability needs to know of one party's preference: three relations.

``leaves(s, t)``: t is worth leaving s for. ``deters(s, u)``: u is bad enough, seen from s, to be a
sanction. ``credible(s, t)``: the party would make this move against another's. A concept is
written once over the three and knows no mode; with ranks they are >, ≤ and >.

A fourth, ``prefers(s, t)``, is plain liking: t is better than s for the party, beyond doubt. It
decides nothing; it says what dominates what.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.intp] | NDArray[np.int32]
"""Positions in the state space; two arrays of them are broadcast against each other."""
Bools = NDArray[np.bool_]


class Relation(Protocol):
    """One party's preference under one mode; each answer is bool, of the broadcast shape."""

    def leaves(self, s: Rows, t: Rows) -> Bools:
        """Whether t is worth leaving s for."""
        ...

    def deters(self, s: Rows, u: Rows) -> Bools:
        """Whether being brought to u keeps the party from leaving s."""
        ...

    def credible(self, s: Rows, t: Rows) -> Bools:
        """Whether the party would move from s to t to answer somebody."""
        ...

    def prefers(self, s: Rows, t: Rows) -> Bools:
        """Whether t is better than s for the party, beyond doubt."""
        ...
