"""Unknown preference: of some pairs of states nobody knows which the party prefers.

With > for "t is preferred to s" and U for "unknown", the four extensions:

| | leaves s for t | is deterred by u |
|---|---|---|
| a | > or U | u ≤ s |
| b | >      | u ≤ s |
| c | > or U | u ≤ s or U |
| d | >      | u ≤ s or U |

Whoever moves against another may do so by > or U in all four (``credible``). a is the party that
takes every chance and is held back by no doubt: what holds under a holds most firmly. d is the
opposite: it needs to be sure to move and a doubt holds it back.

Source: Li, Hipel, Kilgour and Fang, "Preference uncertainty in the graph model for conflict
resolution" (IEEE Transactions on Systems, Man, and Cybernetics A 34(4), 2004).

Convention: the opponents' answer is a legal sequence of any length, which may lead back to the
state that the party moved to. Where that state is unknown against s, it counts as a sanction in c
and d like any other state that the opponents bring about.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goodoffices.modes.comparison import UNKNOWN, Comparison
from goodoffices.modes.relation import Bools, Rows

DARING = ("a", "c")
"""Extensions in which a party leaves for a state that may or may not be better."""
WARY = ("c", "d")
"""Extensions in which a state that may or may not be worse deters a party."""

MEANS = {
    "a": "moves on a chance, and only what is surely not better holds it back",
    "b": "moves only for what is surely better, and only what is surely not better holds it back",
    "c": "moves on a chance, and a doubt is enough to hold it back",
    "d": "moves only for what is surely better, and a doubt is enough to hold it back",
}
"""Each extension in words, of a party whose preference is partly unknown."""


@dataclass(frozen=True)
class Unknown:
    """A party under one extension."""

    compare: Comparison
    extension: str

    def leaves(self, s: Rows, t: Rows) -> Bools:
        found = self.compare(s, t)
        return np.asarray((found > 0) | ((found == UNKNOWN) & (self.extension in DARING)))

    def deters(self, s: Rows, u: Rows) -> Bools:
        found = self.compare(s, u)
        surely = (found <= 0) & (found != UNKNOWN)
        return np.asarray(surely | ((found == UNKNOWN) & (self.extension in WARY)))

    def credible(self, s: Rows, t: Rows) -> Bools:
        found = self.compare(s, t)
        return np.asarray((found > 0) | (found == UNKNOWN))

    def prefers(self, s: Rows, t: Rows) -> Bools:
        return np.asarray(self.compare(s, t) > 0)
