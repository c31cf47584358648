"""Strength of preference: only what is much worse deters.

A party leaves for and is credible with what is preferred to any degree, as before. To be stable
*at degree k* the sanction must be worse by at least that degree: with two degrees (> and ≫),

deters: s ≫ u, and under SMR and SSEQ also s ≫ every state to which the party could escape from u.

A state is *strongly* stable when it is stable at degree 2, *weakly* when it is stable but not
strongly; with more degrees its strength is the greatest k at which it is stable. With unknown
preference (hybrid) a state that may or may not be worse deters in the extensions c and d.

Sources: Hamouda, Kilgour and Hipel, "Strength of preference in the graph model for conflict
resolution" (Group Decision and Negotiation 13, 2004) and for several decision makers (Applied
Mathematics and Computation 179, 2006); Xu, Hipel and Kilgour, "Multiple levels of preference in
interactive strategic decisions" (Discrete Applied Mathematics 157, 2009); with unknown preference
Xu, Hipel, Kilgour and Chen (Theory and Decision 69, 2010).

Convention: read literally, a state without improvements is strongly stable, for there is nothing
that a sanction would have to answer. We count it as stable and not as strongly stable; whoever
reads it the other way asks for that (``nash_is_strong``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goodoffices.modes.comparison import UNKNOWN, Compare
from goodoffices.modes.relation import Bools, Relation, Rows
from goodoffices.modes.unknown import WARY


@dataclass(frozen=True)
class Strong:
    """A party whom only what is worse by ``degree`` or more deters; else as ``inner``."""

    inner: Relation
    compare: Compare
    degree: int
    extension: str = ""

    def leaves(self, s: Rows, t: Rows) -> Bools:
        return self.inner.leaves(s, t)

    def deters(self, s: Rows, u: Rows) -> Bools:
        found = self.compare(s, u)
        surely = (found <= -self.degree) & (found != UNKNOWN)
        return np.asarray(surely | ((found == UNKNOWN) & (self.extension in WARY)))

    def credible(self, s: Rows, t: Rows) -> Bools:
        return self.inner.credible(s, t)

    def prefers(self, s: Rows, t: Rows) -> Bools:
        return self.inner.prefers(s, t)
