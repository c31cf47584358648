"""A conflict as sets of states, and its moves.

Source: Fang, Hipel and Kilgour, Interactive Decision Making: The Graph Model for Conflict
Resolution (1993), for the graph model in option form and in graph form, states that are
coalesced, unilateral moves R_i, unilateral improvements R_i+ and the legal sequences of moves of
a group, R_H and R_H+.

Moves need not be transitive or reversible: two moves of one party in a row may lead where no
single move of it leads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)
class Conflict:
    """Parties, the states, and how each party ranks them.

    A state is the set of options taken in it, written as a binary number: the first of
    `options` is its lowest bit. `options` holds pairs (party, "party.option"). `ranks[i][s]` is
    P_i(s): higher is better, equal is indifferent, the distances mean nothing. `one_way` holds
    pairs ("party.option", sign): once the option has that sign it keeps it. `together` holds the
    groups whose joint steps count as improving.

    `shared` holds pairs (party, "other.option"): the party may change that option too.
    `no_move` holds triples (party, before, after): the party cannot go from a state of the one
    set to a state of the other. `classes` gives all members of a state that stands for several
    (its representative is their lowest id, and the only one of them in `feasible`); a state that
    is missing there stands for itself alone.

    In graph form states are 0, 1, ..., `keys` are their names, and `arcs[i]` holds the pairs
    (before, after) that party i can move along; there are no options. In option form `arcs` is
    None.
    """

    parties: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    feasible: tuple[int, ...]
    ranks: Mapping[str, Mapping[int, int]]
    one_way: tuple[tuple[str, bool], ...] = ()
    now: int | None = None
    behaviour: Mapping[str, str] = field(default_factory=dict)
    together: tuple[tuple[str, ...], ...] = ()
    shared: tuple[tuple[str, str], ...] = ()
    no_move: tuple[tuple[str, frozenset[int], frozenset[int]], ...] = ()
    classes: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    arcs: Mapping[str, frozenset[tuple[int, int]]] | None = None
    _moves: dict[tuple[str, int], frozenset[int]] = field(default_factory=dict, repr=False)
    _reach: dict[tuple[frozenset[str], int, bool], frozenset[int]] = field(
        default_factory=dict, repr=False
    )

    def taken(self, state: int) -> frozenset[str]:
        """The options taken in a state, as "party.option"."""
        return frozenset(name for bit, (_, name) in enumerate(self.options) if state >> bit & 1)

    def own(self, party: str) -> frozenset[str]:
        """The options that a party may change: those under its name, and shared ones."""
        under = {name for owner, name in self.options if owner == party}
        return frozenset(under | {name for other, name in self.shared if other == party})

    def members(self, state: int) -> tuple[int, ...]:
        """All states that a state stands for, itself included."""
        return self.classes.get(state, (state,))

    def representative(self, member: int) -> int | None:
        """The state that stands for this one; None if it is not feasible."""
        for state in self.feasible:
            if member in self.members(state):
                return state
        return None

    def is_move(self, party: str, before: int, after: int) -> bool:
        """Whether the party can bring about `after` from `before` in one move; of coalesced
        states each member is judged by itself.

        No pattern forbids it to the party, and, in option form, the states differ, only in
        options of the party, and no one-way literal that is true before is false after; in graph
        form the party has an arc from one to the other.
        """
        if before == after:
            return False
        for mover, left, entered in self.no_move:
            if mover == party and before in left and after in entered:
                return False
        if self.arcs is not None:
            return (before, after) in self.arcs.get(party, frozenset())
        had, has = self.taken(before), self.taken(after)
        changed = had ^ has
        if not changed <= self.own(party):
            return False
        for option, sign in self.one_way:
            if (option in had) == sign and (option in has) != sign:
                return False
        return True

    def moves(self, party: str, state: int) -> frozenset[int]:
        """R_i(s): the states that the party can move to from the state.

        Coalesced states are one state: it is left where any of its members can be left, and
        entered where any of its members can be entered.
        """
        if (party, state) not in self._moves:
            self._moves[party, state] = frozenset(
                other
                for other in self.feasible
                if other != state
                and any(
                    self.is_move(party, before, after)
                    for before in self.members(state)
                    for after in self.members(other)
                )
            )
        return self._moves[party, state]

    def improvements(self, party: str, state: int) -> frozenset[int]:
        """R_i+(s): the moves of the party to states that it ranks higher than this one."""
        rank = self.ranks[party]
        return frozenset(other for other in self.moves(party, state) if rank[other] > rank[state])

    def reach(self, group: Iterable[str], start: int, credible: bool) -> frozenset[int]:
        """R_H(t), or R_H+(t) if credible: where a group can bring the conflict from a state.

        These are the last states of all legal sequences of one or more moves by members of the
        group, beginning at `start`. A sequence is legal if no party moves twice in a row. With
        `credible` every move is an improvement for its mover, compared with the state in which
        it moves. What may follow depends on the state and on who moved last, so the sequences
        are walked on pairs (state, last mover). `start` belongs to it only if a sequence comes
        back to it.
        """
        members = frozenset(group)
        key = (members, start, credible)
        if key in self._reach:
            return self._reach[key]
        walked: set[tuple[int, str]] = set()
        waiting: list[tuple[int, str | None]] = [(start, None)]
        while waiting:
            state, last = waiting.pop()
            for mover in members:
                if mover == last:
                    continue
                steps = self.improvements(mover, state) if credible else self.moves(mover, state)
                for after in steps:
                    if (after, mover) not in walked:
                        walked.add((after, mover))
                        waiting.append((after, mover))
        self._reach[key] = frozenset(state for state, _ in walked)
        return self._reach[key]

    def others(self, party: str) -> frozenset[str]:
        """N minus i: every party but this one."""
        return frozenset(self.parties) - {party}

    def joint_steps(self, group: Iterable[str], state: int) -> frozenset[int]:
        """The states a group reaches by a legal sequence and in which all its members are better
        off than before the sequence; on the way each of them may be worse off."""
        members = frozenset(group)
        return frozenset(
            after
            for after in self.reach(members, state, credible=False)
            if all(self.ranks[member][after] > self.ranks[member][state] for member in members)
        )
