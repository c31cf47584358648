"""The five classical stability concepts, each written out from its own definition, and the table
of all concepts.

Sources: Fang, Hipel and Kilgour (1993) for Nash, GMR, SMR and SEQ (also Hamouda, Kilgour and
Hipel 2004 and Li, Hipel, Kilgour and Fang 2004, who restate them over preference relations);
Rêgo and Vieira, "Symmetric sequential stability in the graph model for conflict resolution with
multiple decision makers", Group Decision and Negotiation 26 (2017), for SSEQ.

Conventions: a sanction is a state that is not better for the party (<=) than the one it left; the
opponents answer by legal sequences of one or more moves, in which no party moves twice in a row
(not: each opponent moves at most once). A sanction that leads back to the state left counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from .conflict import Conflict
from .foresight import limited_move, nonmyopic
from .simultaneous import sim


def nash(conflict: Conflict, party: str, state: int) -> bool:
    """Nash stability: the party has no improvement from the state.

    In symbols: R_i+(s) is empty. Fang, Hipel and Kilgour (1993).
    """
    return not conflict.improvements(party, state)


def gmr(conflict: Conflict, party: str, state: int) -> bool:
    """General metarationality: every improvement can be sanctioned by some moves of the others.

    For every t in R_i+(s) there is a u in R_{N-i}(t) with P_i(u) <= P_i(s). Fang, Hipel and
    Kilgour (1993). The others may harm themselves; the party cannot answer.
    """
    rank = conflict.ranks[party]
    for t in conflict.improvements(party, state):
        sanctioned = False
        for u in conflict.reach(conflict.others(party), t, credible=False):
            if rank[u] <= rank[state]:
                sanctioned = True
        if not sanctioned:
            return False
    return True


def smr(conflict: Conflict, party: str, state: int) -> bool:
    """Symmetric metarationality: every improvement can be sanctioned, and there is no escape.

    For every t in R_i+(s) there is a u in R_{N-i}(t) with P_i(u) <= P_i(s) and P_i(v) <= P_i(s)
    for every v in R_i(u). Fang, Hipel and Kilgour (1993). The others may harm themselves; the
    party may answer once.
    """
    rank = conflict.ranks[party]
    for t in conflict.improvements(party, state):
        sanctioned = False
        for u in conflict.reach(conflict.others(party), t, credible=False):
            if rank[u] <= rank[state]:
                escapes = {v for v in conflict.moves(party, u) if rank[v] > rank[state]}
                if not escapes:
                    sanctioned = True
        if not sanctioned:
            return False
    return True


def seq(conflict: Conflict, party: str, state: int) -> bool:
    """Sequential stability: every improvement can be sanctioned by improvements of the others.

    For every t in R_i+(s) there is a u in R_{N-i}+(t) with P_i(u) <= P_i(s). Fang, Hipel and
    Kilgour (1993). Each step of the others is an improvement for its mover; the party cannot
    answer.
    """
    rank = conflict.ranks[party]
    for t in conflict.improvements(party, state):
        sanctioned = False
        for u in conflict.reach(conflict.others(party), t, credible=True):
            if rank[u] <= rank[state]:
                sanctioned = True
        if not sanctioned:
            return False
    return True


def sseq(conflict: Conflict, party: str, state: int) -> bool:
    """Symmetric sequential stability: sanctioned by improvements, and there is no escape.

    For every t in R_i+(s) there is a u in R_{N-i}+(t) with P_i(u) <= P_i(s) and P_i(v) <= P_i(s)
    for every v in R_i(u). Rêgo and Vieira (2017). Each step of the others is an improvement for
    its mover; the party may answer once, by any move.
    """
    rank = conflict.ranks[party]
    for t in conflict.improvements(party, state):
        sanctioned = False
        for u in conflict.reach(conflict.others(party), t, credible=True):
            if rank[u] <= rank[state]:
                escapes = {v for v in conflict.moves(party, u) if rank[v] > rank[state]}
                if not escapes:
                    sanctioned = True
        if not sanctioned:
            return False
    return True


Concept = Callable[[Conflict, str, int], bool]

FIVE = ("nash", "gmr", "smr", "seq", "sseq")

CONCEPTS: Mapping[str, Concept] = MappingProxyType(
    {
        "nash": nash,
        "gmr": gmr,
        "smr": smr,
        "seq": seq,
        "sseq": sseq,
        "sim": sim,
        "nonmyopic": nonmyopic,
    }
)


def concept(name: str) -> Concept:
    """The concept of that name: one of CONCEPTS, or l1, l2, ... for a horizon of that length."""
    if name in CONCEPTS:
        return CONCEPTS[name]
    length = horizon(name)

    def stable(conflict: Conflict, party: str, state: int) -> bool:
        return limited_move(conflict, party, state, length)

    return stable


def horizon(name: str) -> int:
    """The number of moves that l1, l2, ... look ahead; ValueError for any other name."""
    match = re.fullmatch(r"l([1-9][0-9]*)", name)
    if match is None:
        raise ValueError(f"no concept is called {name!r}")
    return int(match.group(1))
