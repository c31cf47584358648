"""What groups of parties can gain by acting together, and which states withstand that.

Sources: Inohara and Hipel, "Coalition analysis in the graph model for conflict resolution",
Systems Engineering 11 (2008), and "Interrelationships among noncooperative and coalition
stability concepts", Journal of Systems Science and Systems Engineering 17 (2008), for coalition
improvements and CNash, CGMR, CSMR and CSEQ; Zhu, Kilgour and Hipel for the Pareto version.

Conventions: `convention` says when a state is better for a coalition than another one. "strict":
all members are better off. "pareto": no member is worse off and at least one is better off. A
sanction leaves the coalition in a state that is not better in this sense: with "strict" at least
one member is not better off. A coalition moves by legal sequences of its members' moves, no
member twice in a row, through feasible states, and may pass through states that are worse for
it. The opponents of the coalition of all parties do nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from .conflict import Conflict
from .evolution import Coalition, coalitions

CONVENTIONS = ("strict", "pareto")


def reach(conflict: Conflict, group: Iterable[str], state: int) -> frozenset[int]:
    """R_H(s): where the coalition can bring the conflict by a legal sequence of one or more of its
    members' moves."""
    return conflict.reach(group, state, credible=False)


def better(
    conflict: Conflict, group: Iterable[str], state: int, other: int, convention: str = "strict"
) -> bool:
    """Whether `other` is better than `state` for the coalition."""
    changes = [
        conflict.ranks[member][other] - conflict.ranks[member][state] for member in frozenset(group)
    ]
    if convention == "strict":
        return all(change > 0 for change in changes)
    if convention == "pareto":
        return all(change >= 0 for change in changes) and any(change > 0 for change in changes)
    raise ValueError(f"no convention is called {convention!r}")


def improvements(
    conflict: Conflict, group: Iterable[str], state: int, convention: str = "strict"
) -> frozenset[int]:
    """CR_H+(s): the states of R_H(s) that are better for the coalition than s."""
    members = frozenset(group)
    return frozenset(
        t
        for t in reach(conflict, members, state)
        if better(conflict, members, state, t, convention)
    )


def alone(conflict: Conflict, group: Iterable[str], state: int, target: int) -> frozenset[str]:
    """The members that could have made the coalition's improvement by an improvement of their
    own, in a single move."""
    return frozenset(
        member for member in frozenset(group) if target in conflict.improvements(member, state)
    )


def improvements_of_parts(
    conflict: Conflict, group: Iterable[str], start: int, convention: str = "strict"
) -> frozenset[int]:
    """Where the parties of a group can bring the conflict from a state by a sequence of one or
    more coalition improvements.

    Each is an improvement of some non-empty part of the group, compared with the state in which
    that part moves. No coalition moves twice in a row; two coalitions with a member in common
    may follow each other.
    """
    movers = coalitions(sorted(frozenset(group)))
    walked: set[tuple[int, Coalition]] = set()
    waiting: list[tuple[int, Coalition | None]] = [(start, None)]
    while waiting:
        state, last = waiting.pop()
        for mover in movers:
            if mover == last:
                continue
            for after in improvements(conflict, mover, state, convention):
                if (after, mover) not in walked:
                    walked.add((after, mover))
                    waiting.append((after, mover))
    return frozenset(state for state, _ in walked)


# Coalitional stability of one coalition


def cnash(conflict: Conflict, group: Iterable[str], state: int, convention: str = "strict") -> bool:
    """Coalitional Nash stability: CR_H+(s) is empty."""
    return not improvements(conflict, group, state, convention)


def cgmr(conflict: Conflict, group: Iterable[str], state: int, convention: str = "strict") -> bool:
    """Coalitional GMR: for every t in CR_H+(s) there is a u in R_{N-H}(t) that is not better for
    H than s."""
    members = frozenset(group)
    for t in improvements(conflict, members, state, convention):
        sanctioned = False
        for u in reach(conflict, _opponents(conflict, members), t):
            if not better(conflict, members, state, u, convention):
                sanctioned = True
        if not sanctioned:
            return False
    return True


def csmr(conflict: Conflict, group: Iterable[str], state: int, convention: str = "strict") -> bool:
    """Coalitional SMR: for every t in CR_H+(s) there is a u in R_{N-H}(t) that is not better for
    H than s, and so is every v in R_H(u)."""
    members = frozenset(group)
    for t in improvements(conflict, members, state, convention):
        sanctioned = False
        for u in reach(conflict, _opponents(conflict, members), t):
            ends = {u} | reach(conflict, members, u)
            if not any(better(conflict, members, state, v, convention) for v in ends):
                sanctioned = True
        if not sanctioned:
            return False
    return True


def cseq(conflict: Conflict, group: Iterable[str], state: int, convention: str = "strict") -> bool:
    """Coalitional SEQ: for every t in CR_H+(s) there is a u, not better for H than s, to which a
    sequence of improvements by coalitions of the opponents leads from t."""
    members = frozenset(group)
    for t in improvements(conflict, members, state, convention):
        sanctioned = False
        for u in improvements_of_parts(conflict, _opponents(conflict, members), t, convention):
            if not better(conflict, members, state, u, convention):
                sanctioned = True
        if not sanctioned:
            return False
    return True


def _opponents(conflict: Conflict, group: Coalition) -> Coalition:
    """N minus H."""
    return frozenset(conflict.parties) - group


CoalitionConcept = Callable[[Conflict, Iterable[str], int, str], bool]

COALITION_CONCEPTS: Mapping[str, CoalitionConcept] = MappingProxyType(
    {"cnash": cnash, "cgmr": cgmr, "csmr": csmr, "cseq": cseq}
)


def stable_for(
    conflict: Conflict, name: str, party: str, state: int, convention: str = "strict"
) -> bool:
    """Whether the state is coalitionally stable for a party: for every coalition that it belongs
    to, the party alone among them."""
    stable = COALITION_CONCEPTS[name]
    return all(
        stable(conflict, group, state, convention)
        for group in coalitions(conflict.parties)
        if party in group
    )


def equilibrium(conflict: Conflict, name: str, state: int, convention: str = "strict") -> bool:
    """Whether the state is coalitionally stable for every party."""
    return all(stable_for(conflict, name, party, state, convention) for party in conflict.parties)


# Which equilibria withstand all coalitions


def upset(
    conflict: Conflict, group: Iterable[str], equilibria: Iterable[int], convention: str = "strict"
) -> list[int]:
    """Those of the equilibria from which the coalition has an improvement."""
    members = frozenset(group)
    if len(members) < 2:
        raise ValueError("a party alone does not upset an equilibrium")
    return [state for state in equilibria if improvements(conflict, members, state, convention)]


def strong(conflict: Conflict, equilibria: Iterable[int], convention: str = "strict") -> list[int]:
    """Those of the equilibria from which no coalition of two or more has an improvement."""
    return [
        state
        for state in equilibria
        if not any(
            improvements(conflict, group, state, convention)
            for group in coalitions(conflict.parties, at_least=2)
        )
    ]
