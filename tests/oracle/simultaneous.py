"""Simultaneous sanctioning: the others change their mind at the same time as the party.

Source: Fraser and Hipel, "Solving complex conflicts", IEEE Transactions on Systems, Man, and
Cybernetics 9 (1979), and Conflict Analysis: Models and Resolutions (1984).

Conventions: any non-empty set of opponents may act, each by an improvement from the state that
the party leaves (not from the one it goes to), and a result that is not feasible sanctions
nothing; "not better" is <=. Where an option is shared it changes if anybody who acts changes it.
"""

from __future__ import annotations

from .conflict import Conflict


def sim(conflict: Conflict, party: str, state: int) -> bool:
    """Simultaneous stability: every improvement can go wrong if others improve at the same time.

    For every t in R_i+(s) there are a non-empty set J of opponents and, for each j in J, a u_j
    in R_j+(s), such that the state with i's options from t, each j's options from u_j and all
    other options from s is feasible and not better than s for i.
    """
    need_options(conflict)
    rank = conflict.ranks[party]
    for t in conflict.improvements(party, state):
        sanctioned = False
        for u in simultaneous_results(conflict, party, state, t):
            if rank[u] <= rank[state]:
                sanctioned = True
        if not sanctioned:
            return False
    return True


def need_options(conflict: Conflict) -> None:
    """Simultaneous moves are combined option by option: ValueError in graph form."""
    if conflict.arcs is not None:
        raise ValueError("simultaneous moves need options; in graph form there are none")


def simultaneous_results(conflict: Conflict, party: str, state: int, target: int) -> frozenset[int]:
    """Where the conflict can end if the party moves from `state` to `target` and at least one
    opponent makes an improvement of its own from `state` at the same time.

    1. For each who acts: which of its own options have another value in its target than in s.
    2. The options changed are those that anybody who acts changes.
    3. The result stands for its class; if it is not feasible it is none.

    Coalesced states are combined by the options of their representatives.
    """

    def changed(mover: str, after: int) -> frozenset[str]:
        return (conflict.taken(state) ^ conflict.taken(after)) & conflict.own(mover)

    answers: set[frozenset[str]] = set()
    for opponent in conflict.others(party):
        alone = {changed(opponent, u) for u in conflict.improvements(opponent, state)}
        answers |= alone | {before | more for before in answers for more in alone}

    bits = {name: 1 << bit for bit, (_, name) in enumerate(conflict.options)}
    found = set()
    for answer in answers:
        flipped = sum(bits[name] for name in answer | changed(party, target))
        result = conflict.representative(state ^ flipped)
        if result is not None:
            found.add(result)
    return frozenset(found)
