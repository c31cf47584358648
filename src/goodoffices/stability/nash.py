"""Nash stability: nothing better can be reached.

State s is Nash stable for party i exactly when R_i⁺(s) is empty.

1. The best rank among s and all of i's moves from s.
2. s is stable when that is its own rank.

Source: Nash (1950, 1951); in graph form Fang, Hipel and Kilgour, *Interactive Decision Making*
(Wiley 1993), ch. 3, where it is called rationality (R).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.moves.base import Moves
from goodoffices.stability.concept import Concept, Pairs
from goodoffices.stability.reason import Answer


def stable(moves: Moves, party: int) -> NDArray[np.bool_]:
    """bool, shape (n_states,): whether the party can reach nothing better."""
    return moves.nothing_better(party)


def answers(moves: Moves, party: int, position: int) -> tuple[Answer, ...]:
    """Every improvement, unanswered: opponents do not come into it."""
    return tuple(Answer(t) for t in moves.improvements(party, position).tolist())


def departing(moves: Moves, party: int) -> Pairs:
    """Every improvement."""
    return moves.improving_pairs(party)


NASH = Concept(
    name="nash",
    title="Nash",
    means="no better state can be reached",
    stable=stable,
    answers=answers,
    implies=("smr", "gmr", "sseq", "seq", "sim"),
    foresight=1,
    source="Nash 1950; Fang, Hipel & Kilgour 1993, ch. 3",
    departing=departing,
)
