"""Fuzzy preference: degrees between 0 and 1, and the certainty from which a party acts.

With r(t, s) the degree to which t is preferred to s (½ both ways where they are equal),
c(t, s) = r(t, s) − r(s, t) from −1 to 1 is how certain the preference for t is. With the party's
satisficing threshold θ, above 0 and up to 1:

leaves: c(t, s) ≥ θ. deters: c(u, s) < θ. credible: c(t, s) ≥ θ.

Where every r is 1, ½ or 0 these are >, ≤ and > for every θ.

Source: Bashar, Kilgour and Hipel, "Fuzzy preferences in the graph model for conflict resolution"
(IEEE Transactions on Fuzzy Systems 20(4), 2012).

Convention: only the paper's abstract was at hand; which side of each threshold equality falls on
is written from its description elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from goodoffices.model.graded import Fuzzy as Stated
from goodoffices.modes.graded import Graded, graded
from goodoffices.modes.relation import Bools, Rows
from goodoffices.ranks import Ranks
from goodoffices.states import StateSpace


@dataclass(frozen=True)
class Fuzzy:
    """``threshold``: θ over the unit of ``degrees``."""

    degrees: Graded
    threshold: int

    @classmethod
    def of(cls, space: StateSpace, rank: Ranks, stated: Stated) -> Fuzzy:
        """Degrees for the pairs that are stated, and by the ranks for all others."""
        limits = [stated.threshold]
        degrees = graded(space, [(Fraction(1), rank)], stated.pairs, limits, ties=True)
        return cls(degrees, degrees.over(stated.threshold))

    def _certain(self, s: Rows, t: Rows) -> Bools:
        certainty = self.degrees.share(s, t) - self.degrees.share(t, s)
        return np.asarray(certainty >= self.threshold)

    def leaves(self, s: Rows, t: Rows) -> Bools:
        return self._certain(s, t)

    def deters(self, s: Rows, u: Rows) -> Bools:
        return ~self._certain(s, u)

    def credible(self, s: Rows, t: Rows) -> Bools:
        return self._certain(s, t)

    def prefers(self, s: Rows, t: Rows) -> Bools:
        """With full certainty."""
        certainty = self.degrees.share(s, t) - self.degrees.share(t, s)
        return np.asarray(certainty == self.degrees.unit)
