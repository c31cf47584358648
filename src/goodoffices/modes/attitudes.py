"""Attitudes: a party moves for or against what somebody prefers, itself among them.

e_ij is party i's attitude towards party j: + (devoted), 0 (indifferent) or − (aggressive). Of two
states, t is *relationally preferred* to s by i when, for every party j,

* e_ij = +: t is better than s for j;
* e_ij = −: t is worse than s for j;
* e_ij = 0: nothing is asked.

leaves: t is relationally preferred to s. deters: u is not. credible: t is.

With + towards itself and 0 towards all others this is the ordinary analysis. A party that is
indifferent to everybody, itself included, may make any move, and nothing deters it.

Source: Inohara, Hipel and Walker, "Conflict analysis approaches for investigating attitudes and
misperceptions in the War of 1812" (Journal of Systems Science and Systems Engineering 16, 2007);
Inohara and Hipel (IEEE SMC 2009) for the laws that tests hold: with the ordinary attitudes the four
relational stabilities are the four ordinary ones; where all are indifferent, relational Nash and
symmetric stability are one, and so are relational general and sequential stability.

Convention: the source speaks of preferences without ties. With ties, better and worse are strict
here, so that a state as good as before is no reason to move, as in the ordinary analysis.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goodoffices.modes.relation import Bools, Relation, Rows


@dataclass(frozen=True)
class Attitudes:
    """``towards``: (what the other party prefers, 1 or −1); ``own``: what the party itself does."""

    own: Relation
    towards: tuple[tuple[Relation, int], ...]

    def leaves(self, s: Rows, t: Rows) -> Bools:
        s, t = np.broadcast_arrays(s, t)
        found = np.asarray(s != t)
        for other, sign in self.towards:
            found &= other.prefers(s, t) if sign > 0 else other.prefers(t, s)
        return found

    def deters(self, s: Rows, u: Rows) -> Bools:
        return ~self.leaves(s, u)

    def credible(self, s: Rows, t: Rows) -> Bools:
        return self.leaves(s, t)

    def prefers(self, s: Rows, t: Rows) -> Bools:
        return self.own.prefers(s, t)
