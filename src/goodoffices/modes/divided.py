"""A divided party: a share of it prefers one state, another share the other.

With P(t, s) the share that prefers t to s, and thresholds α, β, γ from 0 to 1:

leaves: P(t, s) > 1 − α. deters: P(u, s) ≤ 1 − β. credible: P(t, s) > 1 − γ.

So α says how little support is enough to move: with α = ½ a majority, with α near 0 nearly
everybody, with α = 1 anybody. β says the same of what would count as a gain where the party asks
whether it would be sanctioned, γ of the support for moving against somebody else. Where nobody
is divided and the thresholds are above 0 these are >, ≤ and >.

Source: Rêgo and dos Santos, "Probabilistic preferences in the graph model for conflict resolution"
(IEEE Transactions on Systems, Man, and Cybernetics: Systems 45(4), 2015): α-Nash stability,
(α, β)-metarationality and symmetric metarationality, (α, β, γ)-sequential stability.

Convention: only the paper's abstract was at hand. That the inequalities are strict where they are
here, and that γ is turned like α, is ours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goodoffices.model.graded import Divided as Stated
from goodoffices.modes.graded import Graded, graded
from goodoffices.modes.relation import Bools, Rows
from goodoffices.ranks import ranks
from goodoffices.states import StateSpace


@dataclass(frozen=True)
class Divided:
    """The three thresholds are 1 − α, 1 − β and 1 − γ over the unit of ``support``."""

    support: Graded
    leave: int
    deter: int
    answer: int

    @classmethod
    def of(cls, space: StateSpace, stated: Stated) -> Divided:
        """From what a file says. Raises ``RequestError`` as ``ranks`` does."""
        orders = [(one.share, ranks(space, one.preference)) for one in stated.factions]
        limits = [1 - stated.alpha, 1 - stated.beta, 1 - stated.gamma]
        support = graded(space, orders, stated.pairs, limits, ties=False)
        return cls(support, *(support.over(limit) for limit in limits))

    def leaves(self, s: Rows, t: Rows) -> Bools:
        return np.asarray(self.support.share(s, t) > self.leave)

    def deters(self, s: Rows, u: Rows) -> Bools:
        return np.asarray(self.support.share(s, u) <= self.deter)

    def credible(self, s: Rows, t: Rows) -> Bools:
        return np.asarray(self.support.share(s, t) > self.answer)

    def prefers(self, s: Rows, t: Rows) -> Bools:
        """Nobody against it, and somebody for it."""
        back = self.support.share(t, s)
        return np.asarray((self.support.share(s, t) > 0) & (back == 0))
