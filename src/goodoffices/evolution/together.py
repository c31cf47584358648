"""Where groups of parties get together, whatever they want: R_H(s) for every group H.

R_H(s): the states that the parties of H reach from s by legal sequences of moves through feasible
states, no party twice in a row. Where moves are by options and none is one-way, "H gets from s to
t" is an equivalence: two states are in one class when they are connected by the members' fibres.
Otherwise legal sequences are walked, on (state, last mover) where moves are not transitive.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.evolution.departures import every_move
from goodoffices.heavy import kernel
from goodoffices.moves.base import Bools, Ints, Moves

MOST_TABLE = 50_000_000
"""Numbers in the table of classes of all groups; above, classes are made group by group."""


class Together:
    """What groups reach. ``movers``: the parties that can move, bit k of a group's mask is the
    k-th of them. Ranks do not come into it, so one serves every variant of the same states."""

    def __init__(self, moves: Moves) -> None:
        self.moves = moves
        self.movers = moves.movers
        self.symmetric = moves.transitive and not moves.situation.one_way
        self._classes: dict[int, Ints] = {}

    def mask(self, members: Sequence[int]) -> int:
        """The members that can move, as a mask."""
        return sum(1 << k for k, party in enumerate(self.movers) if party in members)

    def members(self, mask: int) -> tuple[int, ...]:
        """The parties of a mask."""
        return tuple(party for k, party in enumerate(self.movers) if mask >> k & 1)

    def reached(self, mask: int, position: int) -> Bools:
        """R_H(s) with s itself: bool, (n_states,)."""
        if not mask:
            return np.asarray(np.arange(len(self.moves.space)) == position)
        if self.symmetric:
            classes = self.classes(mask)
            return np.asarray(classes == classes[position])
        first, target = self._joined
        chosen = np.zeros(len(first), dtype=np.bool_)
        chosen[list(self.members(mask))] = True
        return walk_together(position, chosen, first, target, self.moves.transitive)

    def classes(self, mask: int) -> Ints:
        """The class of each state, int32, (n_states,); only where moves are symmetric."""
        known = self._classes.get(mask)
        if known is None:
            lowest = (mask & -mask).bit_length() - 1
            rest = mask & (mask - 1)
            known = self._fibre(self.movers[lowest])
            if rest:
                known = joined_classes(known, self.classes(rest))
            self._classes[mask] = known
        return known

    @cached_property
    def table(self) -> NDArray[np.int32] | None:
        """The classes of every mask, (2^movers, n_states); None where that is too much."""
        n_masks, n = 1 << len(self.movers), len(self.moves.space)
        if not self.symmetric or n_masks * n > MOST_TABLE:
            return None
        table = np.empty((n_masks, n), dtype=np.int32)
        table[0] = np.arange(n)
        for mask in range(1, n_masks):
            table[mask] = self.classes(mask)
        return table

    @cached_property
    def _joined(self) -> tuple[NDArray[np.int64], Ints]:
        return every_move(self.moves).joined()

    def _fibre(self, party: int) -> Ints:
        """The states between which one party moves have the same number."""
        space = self.moves.space
        names = self.moves.situation.controlled[self.moves.situation.parties[party].id]
        own = sum(1 << space.bits[name] for name in names)
        rest = space.ids & np.uint64(~own & (2**64 - 1))
        number: Ints = np.unique(rest, return_inverse=True)[1].reshape(-1).astype(np.int32)
        return number


def joined_classes(one: Ints, other: Ints) -> Ints:
    """The finest classes of which each of both is a part, numbered by their lowest state.

    Every state takes the lowest number in its class of the one and of the other, until nothing
    changes: as often as a way through both kinds of classes is long.
    """
    lead = np.arange(len(one), dtype=np.int32)
    while True:
        before = lead
        for classes in (one, other):
            lowest = np.full(len(one), len(one), dtype=np.int32)
            np.minimum.at(lowest, classes, lead)
            lead = lowest[classes]
        if (lead == before).all():
            return lead


@kernel
def walk_together(
    start: int, chosen: Bools, first: NDArray[np.int64], target: Ints, transitive: bool
) -> Bools:
    """R_H(start) with the start: legal sequences of the chosen parties' moves.

    On (state, last mover); where moves are transitive the last mover does not matter.
    """
    n_parties, n = first.shape[0], first.shape[1] - 1
    lasts = 1 if transitive else n_parties + 1
    seen = np.zeros((lasts, n), dtype=np.bool_)
    reached = np.zeros(n, dtype=np.bool_)
    states = np.empty(lasts * n, dtype=np.int32)
    movers = np.empty(lasts * n, dtype=np.int32)
    seen[lasts - 1, start] = True
    reached[start] = True
    states[0], movers[0] = start, -1
    height = 1
    while height:
        height -= 1
        s, last = states[height], movers[height]
        for j in range(n_parties):
            if not chosen[j] or (not transitive and j == last):
                continue
            row = 0 if transitive else j
            for place in range(first[j, s], first[j, s + 1]):
                t = target[place]
                if not seen[row, t]:
                    seen[row, t] = True
                    reached[t] = True
                    states[height], movers[height] = t, j
                    height += 1
    return reached
