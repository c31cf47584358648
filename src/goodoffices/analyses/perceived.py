"""The games that the parties see, and what holds when each stays by its own lights.

G is the game as written (with the types and levers that are applied). *The game of party p*, G_p:
G with the options that p is unaware of closed and the verbs of p's perception applied. A party
without a perception sees G. G_p may hold states that G does not have (a rule that p does not know
of is relaxed in G_p): p *imagines* them.

*How p sees a state s of G*: as s where s is a state of G_p; otherwise as s|p, which is s without
the options that p is unaware of, where that is one; otherwise s is *outside its view*. That a party
who is unaware of something judges what is left of the state when it is taken away is a convention
of this program. States that count as one (``same``) go by the lowest id that each game has of them.

*Own judgement*: in G_p the party p works out the stability of everybody under the concept asked.
An equilibrium of G_p is what p *expects* could hold.

*Hypergame equilibrium*: a state s of G at which every party p is stable in its own game G_p, at s
as p sees it. A state outside the view of some party is none (a convention of this program too:
who cannot tell where it stands is not said to stay).

Sources of the notion: Bennett, "Toward a theory of hypergames" (Omega 5, 1977); Wang, Hipel and
Fraser, "Modeling misperceptions in games" (Behavioral Science 33, 1988) and "Solution concepts in
hypergames" (Applied Mathematics and Computation 34, 1989); Aljefri, Bashar, Fang and Hipel,
"First-level hypergame for investigating misperception in conflicts" (IEEE Transactions on Systems,
Man, and Cybernetics: Systems 48, 2018). The two conventions named above are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.analyses.solution import Solution
from goodoffices.errors import RequestError
from goodoffices.model.apply import changed
from goodoffices.model.change import Perception
from goodoffices.model.situation import Situation
from goodoffices.moves.base import Moves
from goodoffices.moves.build import moves_of
from goodoffices.progress import Progress, silent
from goodoffices.stability.concept import Concept
from goodoffices.stability.concepts import concept
from goodoffices.stability.verdicts import PROFILE, Verdicts
from goodoffices.states import StateSpace

Bools = NDArray[np.bool_]
Rows = NDArray[np.intp]

OUTSIDE = -1
"""Stands for the position of a state that a game does not have."""


@dataclass(frozen=True)
class Game:
    """One game, solved. ``party``: who sees it, None for the game as written.

    ``seen``: for each state of the game as written its position here, as this party sees it, or
    ``OUTSIDE``. ``hidden``: the bits of the options that the party is unaware of.
    """

    party: int | None
    solution: Solution
    kind: str
    seen: Rows
    hidden: int = 0

    @property
    def moves(self) -> Moves:
        return self.solution.moves

    @property
    def space(self) -> StateSpace:
        return self.solution.space

    @property
    def stable(self) -> Bools:
        """bool, (n_parties, n_states here): who stays where, as this game has it."""
        verdicts = self.solution.verdicts
        return verdicts.profile if self.kind == PROFILE else verdicts.stable[self.kind]

    @cached_property
    def holds(self) -> Bools:
        """bool, (n_states here,): the equilibria of this game."""
        return self.solution.verdicts.equilibrium(self.kind)

    def notion(self, party: int) -> Concept:
        """The concept by which a party is judged."""
        behaviour = self.solution.situation.parties[party].behaviour[0]
        return concept(behaviour if self.kind == PROFILE else self.kind)


@dataclass(frozen=True)
class Hypergame:
    """The game as written and those of the parties that see another one."""

    written: Game
    games: tuple[Game, ...]

    def of(self, party: int) -> Game:
        """The game that a party sees."""
        return next((game for game in self.games if game.party == party), self.written)

    @cached_property
    def informed(self) -> tuple[int, ...]:
        """The parties that see the game as written."""
        astray = {game.party for game in self.games}
        return tuple(i for i in range(len(self.written.moves.rank)) if i not in astray)

    @cached_property
    def stays(self) -> Bools:
        """bool, (n_parties, n_states as written): whether each stays by its own lights; no where
        the state is outside its view."""
        column = np.zeros_like(self.written.stable)
        for party in range(len(column)):
            game = self.of(party)
            within = game.seen != OUTSIDE
            column[party, within] = game.stable[party, game.seen[within]]
        return column

    @cached_property
    def holds(self) -> Bools:
        """bool, (n_states as written,): the hypergame equilibria."""
        return np.asarray(self.stays.all(axis=0))

    def told(self, party: int) -> Hypergame:
        """The hypergame in which this party sees the game as written."""
        return Hypergame(self.written, tuple(g for g in self.games if g.party != party))


def hypergame(
    situation: Situation,
    kind: str = PROFILE,
    space: StateSpace | None = None,
    progress: Progress = silent,
) -> Hypergame:
    """Every game, solved under ``kind``, a concept or the behaviour profile.

    Raises ``RequestError`` where a game cannot be solved (rules that leave no state, a ranking
    that misses one), with the party that sees it so.
    """
    concepts = () if kind == PROFILE else (kind,)
    ids = [party.id for party in situation.parties]
    moves = moves_of(situation, space)
    written = Game(None, _solved(moves, concepts), kind, np.arange(len(moves.space)))
    games = []
    for at, one in enumerate(situation.perceives):
        progress("solving the games that the parties see", at, len(situation.perceives))
        try:
            seen = moves_of(as_seen(situation, one))
            solution = _solved(seen, concepts)
        except RequestError as error:
            found = f'the game that "{one.party}" sees has no answer: {error}'
            raise RequestError(f"{found}; change perceives.{one.party}") from None
        hidden = sum(1 << situation.option_bits[name] for name in dict.fromkeys(one.unaware))
        positions = _positions(moves.space, seen.space, hidden)
        games.append(Game(ids.index(one.party), solution, kind, positions, hidden))
    return Hypergame(written, tuple(games))


def as_seen(situation: Situation, perception: Perception) -> Situation:
    """G_p: the options that p is unaware of closed, its verbs applied.

    It has no status quo: today may be a state that p does not know of.
    """
    game = changed(situation, perception.change, f"perceives.{perception.party}")
    more = tuple(one for one in dict.fromkeys(perception.unaware) if one not in game.closed)
    return replace(game, closed=game.closed + more, now=None)


def _solved(moves: Moves, concepts: Sequence[str]) -> Solution:
    return Solution(Verdicts.of(moves, concepts), None)


def _positions(written: StateSpace, seen: StateSpace, hidden: int) -> Rows:
    """How the states of one space are seen in the other: a state with none of the hidden options
    as itself, any other as what is left without them (no state of ``seen`` takes one)."""
    ids = written.ids & np.uint64(2**64 - 1 ^ hidden)
    every = seen.unmerged().ids
    at = np.minimum(np.searchsorted(every, ids), len(every) - 1)
    rows = at if seen.class_of is None else seen.class_of[at]
    return np.where(every[at] == ids, rows, OUTSIDE).astype(np.intp)
