"""First-level hypergames, written out from their definitions over plain data.

`perceives` of a situation says for some parties how they see it: `unaware` lists options that the
party does not know of, and the rest are the verbs of a lever. The game of such a party is the
situation with the verbs applied and these options closed; every other party sees the situation as
it is. A state is the set of options taken in it.

How a party sees a state: as it is, where its game has it; otherwise without the options that it
is unaware of, where its game has that; otherwise not at all. Coalesced states go by the lowest id
that each game has of them.

A hypergame equilibrium is a state that each party sees and at which it is stable, in its own game.
A surprise is a state that holds in the game that somebody sees and is no hypergame equilibrium.

Sources: Bennett (1977); Wang, Hipel and Fraser (1988, 1989); Aljefri, Bashar, Fang and Hipel
(2018).
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass

from .case import Data, read
from .changes import apply
from .concepts import concept
from .conflict import Conflict
from .departures import departures

CHOOSES = ("l", "nonmyopic")
"""Concepts that choose one move by looking ahead begin so."""


@dataclass(frozen=True)
class Move:
    """Who would leave, the state it leads to in fact, whether that is a move of the situation as
    it is, and why the one surprised did not see it; `unknown` are options that it does not know."""

    party: str
    state: int
    legal: bool
    why: str
    unknown: frozenset[str] = frozenset()


class Hypergame:
    """The games that the parties see, under one kind: a concept for all, or "profile"."""

    def __init__(self, data: Data, kind: str) -> None:
        self.kind = kind
        self.written = read(data)
        self.games: dict[str, Conflict] = {}
        self.unaware: dict[str, frozenset[str]] = {}
        for party, entry in (data.get("perceives") or {}).items():
            self.games[party] = read(game(data, party))
            self.unaware[party] = frozenset((entry or {}).get("unaware") or [])

    def of(self, party: str | None) -> Conflict:
        """The game that a party sees; None sees the situation as it is."""
        return self.games.get(party or "", self.written)

    def unknown(self, party: str | None) -> frozenset[str]:
        """The options that a party is unaware of."""
        return self.unaware.get(party or "", frozenset())

    def without(self, state: int, party: str | None) -> int:
        """The state when the options that the party is unaware of are taken away."""
        for bit, (_, name) in enumerate(self.written.options):
            if name in self.unknown(party) and state >> bit & 1:
                state -= 1 << bit
        return state

    def seen(self, state: int, party: str | None) -> int | None:
        """The state of the party's game for which it takes this state; None if for none."""
        itself = self.of(party).representative(state)
        if itself is not None:
            return itself
        return self.of(party).representative(self.without(state, party))

    def notion(self, party: str) -> str:
        """By which concept a party is judged."""
        return self.written.behaviour[party] if self.kind == "profile" else self.kind

    def stable(self, viewer: str | None, party: str, state: int) -> bool:
        """Whether the party stays at a state of the viewer's game, as the viewer sees it."""
        return concept(self.notion(party))(self.of(viewer), party, state)

    def equilibria(self, viewer: str | None) -> frozenset[int]:
        """What holds in a game."""
        seen = self.of(viewer)
        return frozenset(
            state
            for state in seen.feasible
            if all(self.stable(viewer, party, state) for party in seen.parties)
        )

    def stays(self, party: str, state: int) -> bool:
        """Whether the party stays at a state of the situation, by its own lights."""
        taken_for = self.seen(state, party)
        return taken_for is not None and self.stable(party, party, taken_for)

    def holds(self) -> frozenset[int]:
        """The hypergame equilibria."""
        return frozenset(
            state
            for state in self.written.feasible
            if all(self.stays(party, state) for party in self.written.parties)
        )

    def viewers(self) -> list[str | None]:
        """Every party that sees another game, and None where somebody sees the situation."""
        everybody = set(self.written.parties) == set(self.games)
        return [*self.games, *([] if everybody else [None])]

    def expected(self, viewer: str | None) -> frozenset[int]:
        """The states of the situation that hold, as themselves, in the viewer's game."""
        held = self.equilibria(viewer)
        return frozenset(
            state
            for state in self.written.feasible
            if self.of(viewer).representative(state) in held
        )

    def imagined(self, viewer: str | None) -> frozenset[int]:
        """The states that hold in the viewer's game and that the situation does not have."""
        return frozenset(
            state for state in self.equilibria(viewer) if self.written.representative(state) is None
        )

    def surprises(self) -> dict[tuple[str | None, int], tuple[frozenset[Move], frozenset[str]]]:
        """For each surprise the moves by which others would leave, and who does not see it."""
        found = {}
        for viewer in self.viewers():
            for state in self.expected(viewer) - self.holds():
                others = [
                    party
                    for party in self.written.parties
                    if not self.stays(party, state)
                    and (party != viewer if viewer is not None else party in self.games)
                ]
                blind = frozenset(p for p in others if self.seen(state, p) is None)
                moves = frozenset(
                    move for p in others if p not in blind for move in self.moves(viewer, p, state)
                )
                found[viewer, state] = (moves, blind)
        return found

    def moves(self, viewer: str | None, party: str, state: int) -> frozenset[Move]:
        """By which moves a party would leave, and why the viewer did not see them coming."""
        here = self.seen(state, party)
        assert here is not None
        leads = departures(self.of(party), self.notion(party), party, here)
        return frozenset(self.move(viewer, party, state, target) for target in leads)

    def move(self, viewer: str | None, party: str, state: int, target: int) -> Move:
        """One move to a state of the party's own game."""
        kept = state - self.without(state, party)  # what it does not know of stays as it is
        after = target + kept
        in_fact = self.written.representative(after)
        legal = in_fact is not None and in_fact in self.written.moves(party, state)
        there = [] if self.written.arcs is not None else self.written.options
        taken = {name for bit, (_, name) in enumerate(there) if after >> bit & 1}
        unknown = frozenset(taken & self.unknown(viewer))
        if unknown:
            return Move(party, after, legal, "unknown", unknown)
        thought = self.of(viewer)
        before, seen = thought.representative(state), thought.representative(after)
        assert before is not None
        if seen is None or seen not in thought.moves(party, before):
            return Move(party, after, legal, "cannot")
        if self.notion(party).startswith(CHOOSES):
            return Move(party, after, legal, "looks_ahead")
        if seen not in thought.improvements(party, before):
            return Move(party, after, legal, "no_gain")
        return Move(party, after, legal, "deterred")

    def if_told(self, data: Data, party: str) -> tuple[frozenset[int], frozenset[int]]:
        """The hypergame equilibria gained and lost if the party saw the situation as it is."""
        changed = deepcopy(data)
        del changed["perceives"][party]
        other = Hypergame(changed, self.kind).holds()
        return other - self.holds(), self.holds() - other


def game(data: Data, party: str) -> Data:
    """The situation as a party sees it, without the status quo."""
    entry: Mapping[str, object] = data["perceives"][party] or {}
    verbs = {verb: what for verb, what in entry.items() if verb not in ("unaware", "because")}
    changed = apply({**data, "levers": {"perception": verbs}}, {}, [], ["perception"])
    unaware = entry.get("unaware") or []
    assert isinstance(unaware, list)
    changed["closed"] = [*(changed.get("closed") or []), *unaware]
    changed.pop("now", None)
    return changed
