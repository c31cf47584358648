"""What a party would do in a state: the moves that make it unstable.

Sources and conventions are those of the concepts. For a concept in which others sanction, these
are the improvements that nobody deters; for limited-move stability it is the one move chosen.
A state is stable for a party exactly when it has no departure.
"""

from __future__ import annotations

from .concepts import FIVE, horizon
from .conflict import Conflict
from .foresight import chosen_move, movers
from .simultaneous import need_options, simultaneous_results


def departures(conflict: Conflict, concept_name: str, party: str, state: int) -> frozenset[int]:
    """The states that the party would move to, of nash, gmr, smr, seq, sseq, sim, l1, l2, ...

    ValueError for nonmyopic, which names no single move.
    """
    if concept_name in FIVE:
        return frozenset(
            t
            for t in conflict.improvements(party, state)
            if not deterred(conflict, concept_name, party, state, t)
        )
    if concept_name == "sim":
        need_options(conflict)
        rank = conflict.ranks[party]
        return frozenset(
            t
            for t in conflict.improvements(party, state)
            if all(rank[u] > rank[state] for u in simultaneous_results(conflict, party, state, t))
        )
    length = horizon(concept_name)
    if party not in movers(conflict):
        return frozenset()
    return frozenset({chosen_move(conflict, party, state, length)} - {state})


def deterred(conflict: Conflict, concept_name: str, party: str, state: int, target: int) -> bool:
    """Whether the others can answer the improvement so that the party is not better off than in
    `state`; with smr and sseq also after its own best answer to that."""
    if concept_name == "nash":
        return False
    rank = conflict.ranks[party]
    for u in conflict.reach(
        conflict.others(party), target, credible=concept_name in ("seq", "sseq")
    ):
        ends = [rank[u]]
        if concept_name in ("smr", "sseq"):
            ends += [rank[v] for v in conflict.moves(party, u)]
        if max(ends) <= rank[state]:
            return True
    return False
