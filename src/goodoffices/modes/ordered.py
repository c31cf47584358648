"""The ordinary case: every two states are compared, and ranks say how.

leaves: P(t) > P(s). deters: P(u) ≤ P(s). credible: P(t) > P(s).

Source: Fang, Hipel and Kilgour, *Interactive Decision Making* (Wiley 1993), ch. 2 and 3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goodoffices.modes.relation import Bools, Rows
from goodoffices.ranks import Ranks


@dataclass(frozen=True)
class Ordered:
    """``rank``: int32, (n_states,), higher is better."""

    rank: Ranks

    def leaves(self, s: Rows, t: Rows) -> Bools:
        return np.asarray(self.rank[t] > self.rank[s])

    def deters(self, s: Rows, u: Rows) -> Bools:
        return np.asarray(self.rank[u] <= self.rank[s])

    def credible(self, s: Rows, t: Rows) -> Bools:
        return np.asarray(self.rank[t] > self.rank[s])

    def prefers(self, s: Rows, t: Rows) -> Bools:
        return np.asarray(self.rank[t] > self.rank[s])
