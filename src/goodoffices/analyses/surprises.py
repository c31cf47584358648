"""Surprises: what a party expects to hold and does not, who would leave, and why it was not seen.

A *surprise* of p: a state s of the game as written that is an equilibrium of the game that p sees
and no hypergame equilibrium. Those who would in fact leave are the other parties q that are not
stable in their own games G_q, at s as q sees it; their departures there are the moves. A move in
G_q is made in fact by the same change of options: what q is unaware of stays as it is. Where that
is no legal move of the game as written, q would try in vain.

*Why p did not see a move coming*, the first of these that is so in G_p:

1. ``unknown``: the state that the move leads to takes an option that p is unaware of.
2. ``cannot``: that state is not feasible in G_p, or q cannot move to it there.
3. ``no_gain``: it is no improvement for q in G_p: p misreads what q wants.
4. ``deterred``: it is an improvement, but p counts on a sanction.
5. ``looks_ahead``: only where q is judged by a concept that chooses one move by looking ahead
   (l1, l2, …, nonmyopic), which takes the place of 3 and 4: q, as p sees it, does better to stay.

Who sees the game as written can be surprised too: it does not know that others see another one.
An expected state that the game as written does not have is *imagined*; it cannot be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from goodoffices.analyses.perceived import OUTSIDE, Bools, Game, Hypergame
from goodoffices.stability.reason import Answer


@dataclass(frozen=True)
class Departure:
    """A move that ``party`` would make by its own lights, and why the one surprised did not see it.

    ``target``: its state in the party's own game; ``state``: the id of the state that it leads to
    in fact; ``legal``: whether that is a move of the game as written. ``unknown``: the options
    taken there that the one surprised is unaware of. ``counts_on``: the answer that it counts on,
    in positions of its game.
    """

    party: int
    target: int
    state: int
    legal: bool
    why: str
    unknown: tuple[str, ...] = ()
    counts_on: Answer | None = None


@dataclass(frozen=True)
class Surprise:
    """``position``: the state in the game as written. ``game``: who expects it to hold, by the
    game that they see. ``blind``: other parties, outside whose view it is."""

    game: Game
    position: int
    departures: tuple[Departure, ...]
    blind: tuple[int, ...]

    @property
    def leavers(self) -> tuple[int, ...]:
        """Who would in fact leave."""
        return tuple(dict.fromkeys(one.party for one in self.departures))


@dataclass(frozen=True)
class Unexpected:
    """A hypergame equilibrium that those who see ``game`` do not expect.

    ``takes_for``: the position in that game of the state that they take it for, where that is
    another one. ``leaves``: who would leave, as they see it; nobody where they take it for a
    state that holds.
    """

    game: Game
    position: int
    takes_for: int | None
    leaves: tuple[int, ...]


def viewers(found: Hypergame) -> tuple[Game, ...]:
    """Every game that somebody sees."""
    return (*found.games, *([found.written] if found.informed else []))


def expected(found: Hypergame, game: Game) -> Bools:
    """bool, (n_states as written,): the states that hold in this game as themselves."""
    ids = found.written.space.ids
    column = (game.seen != OUTSIDE) & ((ids & np.uint64(game.hidden)) == 0)
    column[column] = game.holds[game.seen[column]]
    return np.asarray(column)


def imagined(found: Hypergame, game: Game) -> tuple[int, ...]:
    """Positions in ``game`` of its equilibria that the game as written does not have."""
    space = found.written.space
    held = np.flatnonzero(game.holds).tolist()
    return tuple(at for at in held if space.position(int(game.space.ids[at])) is None)


def surprises(found: Hypergame) -> Iterator[tuple[Game, int]]:
    """Who expects a state to hold, and which, where it does not."""
    for game in viewers(found):
        for at in np.flatnonzero(expected(found, game) & ~found.holds).tolist():
            yield game, at


def surprise(found: Hypergame, game: Game, position: int) -> Surprise:
    """Who would leave a state that those who see ``game`` expect to hold, and why unseen."""
    departures: list[Departure] = []
    blind = []
    for party in range(len(found.written.moves.rank)):
        own = found.of(party)
        if own is game or found.stays[party, position]:
            continue
        at = int(own.seen[position])
        if at == OUTSIDE:
            blind.append(party)
            continue
        for target in own.notion(party).departures(own.moves, party, at):
            departures.append(_departure(found, game, party, position, target))
    return Surprise(game, position, tuple(departures), tuple(blind))


def unexpected(found: Hypergame) -> Iterator[Unexpected]:
    """Hypergame equilibria that somebody does not expect, by state."""
    games = [(game, expected(found, game)) for game in viewers(found)]
    for at in np.flatnonzero(found.holds).tolist():
        for game, column in games:
            if not column[at]:
                seen = int(game.seen[at])
                other = bool(int(found.written.space.ids[at]) & game.hidden)
                leaves = tuple(np.flatnonzero(~game.stable[:, seen]).tolist())
                yield Unexpected(game, at, seen if other else None, leaves)


def _departure(found: Hypergame, game: Game, party: int, position: int, target: int) -> Departure:
    own, written = found.of(party), found.written
    before = int(written.space.ids[position])
    state = int(own.space.ids[target]) | before & own.hidden
    in_fact = written.space.position(state)
    legal = in_fact is not None and in_fact in written.moves.targets(party, position)
    if state & game.hidden:
        bits = game.space.bits.items()
        names = tuple(name for name, bit in bits if state & game.hidden & 1 << bit)
        return Departure(party, target, state, legal, "unknown", names)
    at, seen = int(game.seen[position]), game.space.position(state)
    if seen is None or seen not in game.moves.targets(party, at):
        return Departure(party, target, state, legal, "cannot")
    notion = game.notion(party)
    if notion.answers_are_choices:
        return Departure(party, target, state, legal, "looks_ahead")
    if seen not in game.moves.improvements(party, at):
        return Departure(party, target, state, legal, "no_gain")
    answers = notion.answers(game.moves, party, at)
    counts_on = next((one for one in answers if one.improvement == seen), None)
    return Departure(party, target, state, legal, "deterred", counts_on=counts_on)
