"""Limited-move and non-myopic stability: the parties move in turn and look ahead.

Sources: Zagare, "Limited-move equilibria in 2 x 2 games", Theory and Decision 16 (1984), and
Kilgour, "Equilibria for far-sighted players", Theory and Decision 16 (1984), for the two
concepts; Brams and Wittman, "Nonmyopic equilibria in 2 x 2 games", Conflict Management and Peace
Science 6 (1981), for non-myopic equilibria; Fang, Hipel and Kilgour (1993) for the graph
model.

Conventions: two parties have moves; parties that have none in any state are stable everywhere
and nobody waits for them, and if only one party has moves its opponent never moves. A party stays
unless it ends strictly better; of moves that end equally well it takes the one to the lowest id.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from .conflict import Conflict


@lru_cache(maxsize=64)
def movers(conflict: Conflict) -> tuple[str, ...]:
    """The parties that have a move in some state."""
    return tuple(
        party
        for party in conflict.parties
        if any(conflict.moves(party, state) for state in conflict.feasible)
    )


def chosen_move(conflict: Conflict, party: str, state: int, horizon: int) -> int:
    """Where the party moves to if h moves are left and it is its turn; `state` if it stays.

    1. Each move t of R_i(s) ends in G_{h-1}(j, t), with j the opponent, whose turn it is then.
    2. The best is the t that ends best for i; of several the one with the lowest id.
    3. The party makes it if it ends better for i than s is; otherwise, or without moves, it stays.
    """
    playing = movers(conflict)
    if len(playing) > 2:
        raise ValueError(f"looking ahead is defined for two parties that move, not for {playing}")
    ends = {
        t: _end_of_the_answer(conflict, party, playing, t, horizon - 1)
        for t in conflict.moves(party, state)
    }
    rank = conflict.ranks[party]
    best = min(ends, key=lambda t: (-rank[ends[t]], t), default=state)
    if best != state and rank[ends[best]] > rank[state]:
        return best
    return state


def _end_of_the_answer(
    conflict: Conflict, party: str, playing: tuple[str, ...], start: int, horizon: int
) -> int:
    """G_h(j, t) for the opponent of a party; t itself if there is none."""
    for other in playing:
        if other != party:
            return final_states(conflict, horizon)[other, start]
    return start


@lru_cache(maxsize=1024)
def final_states(conflict: Conflict, horizon: int) -> Mapping[tuple[str, int], int]:
    """G_h(i, s) of each party that moves, by (i, s): where the conflict ends if it is i's turn in
    s and h moves may follow.

    G_0(i, s) = s. With h moves left i stays in s, or makes the chosen move to t, after which the
    conflict ends in G_{h-1}(j, t).
    """
    playing = movers(conflict)
    ends: dict[tuple[str, int], int] = {}
    for party in playing:
        for state in conflict.feasible:
            ends[party, state] = state
            if horizon > 0:
                t = chosen_move(conflict, party, state, horizon)
                if t != state:
                    ends[party, state] = _end_of_the_answer(
                        conflict, party, playing, t, horizon - 1
                    )
    return ends


def limited_move(conflict: Conflict, party: str, state: int, horizon: int) -> bool:
    """Limited-move stability L_h: looking h moves ahead, the party stays.

    G_h(i, s) = s. Zagare (1984), Kilgour (1984). Every party expects its opponent to look ahead
    just as far as moves are left. L_1 is Nash stability.
    """
    if party not in movers(conflict):
        return True
    return final_states(conflict, horizon)[party, state] == state


def nonmyopic(conflict: Conflict, party: str, state: int) -> bool:
    """Non-myopic stability: the party stays however far it looks, from some length on.

    There is an h* such that the state is L_h stable for all h >= h*. Kilgour (1984). G_h follows
    from G_{h-1} alone, so the sequence of the G_h comes back to one that it has had, and from
    there on repeats itself for ever: the state must be stable at each of those.
    """
    if party not in movers(conflict):
        return True
    past: list[Mapping[tuple[str, int], int]] = []
    while (ends := final_states(conflict, len(past))) not in past:
        past.append(ends)
    return all(ends[party, state] == state for ends in past[past.index(ends) :])
