"""Random situations in graph form."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from .case import Data
from .concepts import FIVE
from .random_arcs import patterns
from .random_options import PARTIES, define
from .random_preferences import orders, statements
from .random_preferences import rankings as random_rankings
from .random_two import AHEAD
from .transitions import keys

KEYS = ("war", "truce", "s1", "s2", "s_3", "talks", "x", "peace", "b_2", "exit", "notes")


@st.composite
def graphs(draw: st.DrawFn, max_states: int = 9, max_parties: int = 4) -> Data:
    """The plain data of a situation in graph form, with at least one feasible state.

    Moves are arcs at random, some of them both ways, so that they are mostly neither transitive
    nor reversible; a party may have none. Behaviours that look ahead occur where at most two
    parties have arcs.
    """
    n_states = draw(st.sampled_from([n for n in (2, 3, 4, 5, 6, 6, 7, 8, 9) if n <= max_states]))
    n_parties = draw(st.sampled_from([n for n in (2, 2, 3, 3, 4) if n <= max_parties]))
    parties = draw(st.permutations(PARTIES))[:n_parties]
    chosen = draw(st.permutations(KEYS))[:n_states]
    moves: dict[str, list[list[str]]] = {}
    for party in parties:
        moves[party] = draw(_arcs(chosen))
        if not moves[party] and draw(st.booleans()):
            del moves[party]
    data: Data = {
        "goodoffices": 1,
        "title": "A random graph",
        "parties": {party: {} for party in parties},
        "graph": {"states": {key: f"It is {key}" for key in chosen}, "moves": moves},
    }
    known = define(draw, data, list(chosen))
    if draw(st.integers(0, 4)) == 0:
        data["no_move"] = draw(patterns(list(parties), known))

    ahead = AHEAD if sum(bool(arcs) for arcs in moves.values()) <= 2 else ()
    for party in parties:
        body: Data = data["parties"][party]
        form = draw(st.integers(0, 9))
        if form < 6:
            ranking = orders(data, False) if form < 4 else random_rankings(data, known, False)
            body["ranking"] = _by_key(draw, data, draw(ranking))
        elif form < 9:
            body["prefers"] = draw(statements(known, []))
        if draw(st.booleans()):
            concepts = st.sampled_from([*FIVE, *ahead])
            body["behaviour"] = draw(
                concepts | st.lists(concepts, min_size=1, max_size=3, unique=True)
            )
    if draw(st.booleans()):
        data["now"] = draw(st.sampled_from(chosen))
    return data


@st.composite
def _arcs(draw: st.DrawFn, chosen: list[str]) -> list[list[str]]:
    """Pairs (before, after), some with their reverse; none twice, and none from a state to
    itself."""
    found: list[list[str]] = []
    for _ in range(draw(st.integers(0, 2 * len(chosen)))):
        before, after = draw(st.permutations(chosen))[:2]
        both = [[before, after], [after, before]]
        for arc in both if draw(st.integers(0, 2)) == 0 else both[:1]:
            if arc not in found:
                found.append(arc)
    return found


def _by_key(draw: st.DrawFn, data: Data, ranking: list[Any]) -> list[Any]:
    """The ranking with states named by their id or by their key; each of them once.

    An expression that is nothing but a key would name that state a second time, and is put into
    parentheses.
    """
    called = keys(data)

    def name(member: Any) -> Any:
        if isinstance(member, str):
            return f"({member})" if member in called else member
        return called[member] if draw(st.booleans()) else member

    return [
        [name(member) for member in entry] if isinstance(entry, list) else name(entry)
        for entry in ranking
    ]
