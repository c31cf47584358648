"""Who perceives what: what holds in every game and in the hypergame, and where surprises come from.

``perceived`` has the definitions of the games and of hypergame equilibria, ``surprises`` those of
surprises. *If p were told*: the hypergame in which p sees the game as written, the others as
before; which hypergame equilibria it gains and loses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from goodoffices.analyses.perceived import OUTSIDE, Game, Hypergame, hypergame
from goodoffices.analyses.solution import Solution
from goodoffices.analyses.surprises import (
    Departure,
    Surprise,
    Unexpected,
    expected,
    imagined,
    surprise,
    surprises,
    unexpected,
)
from goodoffices.errors import RequestError
from goodoffices.model.situation import Situation
from goodoffices.progress import Progress, silent
from goodoffices.stability.reason import Answer
from goodoffices.stability.verdicts import PROFILE
from goodoffices.states import StateSpace

EXPLAINED = 1_000
"""So many surprises are explained move by move; further ones are only counted."""

DECLARE = (
    "the file has no perceives:, so every party sees the same game and solve says what holds; "
    "to say that one sees it differently, write for example perceives: {example}"
)


@dataclass(frozen=True)
class Told:
    """The hypergame equilibria gained and lost if ``party`` saw the game as written."""

    party: int
    gained: tuple[int, ...]
    lost: tuple[int, ...]


@dataclass(frozen=True)
class PerceptionResult:
    """States are positions in the game as written, but for ``imagined`` (positions in the game of
    the party that is the key). ``rows``: every state that holds for somebody, and today.
    ``n_surprises`` counts those that are not explained too."""

    hypergame: Hypergame
    kind: str
    rows: tuple[int, ...]
    surprises: tuple[Surprise, ...]
    n_surprises: int
    unexpected: tuple[Unexpected, ...]
    imagined: Mapping[int, tuple[int, ...]]
    told: tuple[Told, ...]

    @property
    def solution(self) -> Solution:
        """The game as written, solved."""
        return self.hypergame.written.solution

    @property
    def held(self) -> tuple[int, ...]:
        """The hypergame equilibria."""
        return tuple(np.flatnonzero(self.hypergame.holds).tolist())

    def who(self, game: Game) -> tuple[int, ...]:
        """The parties that see this game."""
        return self.hypergame.informed if game.party is None else (game.party,)

    def as_dict(self) -> dict[str, object]:
        """Plain data for ``--format json``."""
        written = self.hypergame.written
        space = written.space
        ids = space.ids.tolist()
        now = space.situation.now
        parties = self._names(range(len(written.moves.rank)))
        return space.situation.question() | {
            "kind": self.kind,
            "now": None if now is None or space.now is None else ids[space.now],
            "written": space.ids[written.holds].tolist(),
            "hypergame": [ids[at] for at in self.held],
            "games": [self._game(game) for game in self.hypergame.games],
            "sees_as_written": self._names(self.hypergame.informed),
            "states": [
                {
                    "id": ids[at],
                    "yes": list(space.yes(at)),
                    "name": space.name(at) or None,
                    "written": bool(written.holds[at]),
                    "hypergame": bool(self.hypergame.holds[at]),
                    "stays": [p for i, p in enumerate(parties) if self.hypergame.stays[i, at]],
                    "seen": {parties[g.party or 0]: _seen(g, at) for g in self.hypergame.games},
                }
                for at in self.rows
            ],
            "n_surprises": self.n_surprises,
            "surprises": [
                {
                    "expected_by": self._names(self.who(one.game)),
                    "state": ids[one.position],
                    "outside_view_of": self._names(one.blind),
                    "departures": [self._departure(one.game, move) for move in one.departures],
                }
                for one in self.surprises
            ],
            "unexpected": [
                {
                    "state": ids[one.position],
                    "not_expected_by": self._names(self.who(one.game)),
                    "takes_it_for": None if one.takes_for is None else _id(one.game, one.takes_for),
                    "thinks_leave": self._names(one.leaves),
                }
                for one in self.unexpected
            ],
            "if_told": [
                {
                    "party": parties[one.party],
                    "gained": [ids[at] for at in one.gained],
                    "lost": [ids[at] for at in one.lost],
                }
                for one in self.told
            ],
        }

    def _names(self, parties: tuple[int, ...] | range) -> list[str]:
        situation = self.solution.situation
        return [situation.parties[i].id for i in parties]

    def _game(self, game: Game) -> dict[str, object]:
        party = game.party or 0
        bits = game.space.bits.items()
        return {
            "party": self._names((party,))[0],
            "unaware": [name for name, bit in bits if game.hidden >> bit & 1],
            "n_states": len(game.space),
            "outside_view": int((game.seen == OUTSIDE).sum()),
            "expects": game.space.ids[game.holds].tolist(),
            "imagined": [_id(game, at) for at in self.imagined.get(party, ())],
        }

    def _departure(self, game: Game, move: Departure) -> dict[str, object]:
        return {
            "party": self._names((move.party,))[0],
            "to": move.state,
            "legal": move.legal,
            "why_unseen": move.why,
            "unknown": list(move.unknown),
            "counts_on": None if move.counts_on is None else self._answer(game, move.counts_on),
        }

    def _answer(self, game: Game, answer: Answer) -> list[dict[str, object]]:
        parties = self.solution.situation.parties
        return [
            {
                "by": parties[step.by].id,
                "from": _id(game, step.source),
                "to": _id(game, step.target),
            }
            for step in answer.steps
        ]


def perception(
    situation: Situation,
    kind: str = PROFILE,
    space: StateSpace | None = None,
    progress: Progress = silent,
) -> PerceptionResult:
    """Who sees which game, what holds by who perceives what, and where surprises come from.

    ``kind``: a concept or the behaviour profile. Raises ``RequestError`` where the file says
    nothing about perceptions, or a game cannot be solved.
    """
    if not situation.perceives:
        raise RequestError(_how_to_declare(situation))
    found = hypergame(situation, kind, space, progress)
    now = found.written.space.now
    every = sorted(surprises(found), key=lambda one: one[1] != now)
    somewhere = found.holds | found.written.holds
    for game in found.games:
        somewhere = somewhere | expected(found, game)
    rows = set(np.flatnonzero(somewhere).tolist())
    told = []
    for game in found.games:
        party = game.party or 0
        other = found.told(party).holds
        gained, lost = np.flatnonzero(other & ~found.holds), np.flatnonzero(found.holds & ~other)
        told.append(Told(party, tuple(gained.tolist()), tuple(lost.tolist())))
    return PerceptionResult(
        found,
        kind,
        tuple(sorted(rows if now is None else rows | {now})),
        tuple(surprise(found, game, at) for game, at in every[:EXPLAINED]),
        len(every),
        tuple(unexpected(found)),
        {game.party or 0: imagined(found, game) for game in found.games},
        tuple(told),
    )


def _how_to_declare(situation: Situation) -> str:
    ids = [party.id for party in situation.parties] or ["PARTY"]
    party, other = ids[0], ids[-1]
    foreign = [o.name for o in situation.options if o.party != party]
    unaware = f"unaware: [{foreign[0]}], " if foreign else ""
    example = f"{{{party}: {{{unaware}raise: {{{other}: EXPRESSION}}}}}}"
    return DECLARE.format(example=example)


def _id(game: Game, position: int) -> int:
    return int(game.space.ids[position])


def _seen(game: Game, position: int) -> dict[str, object]:
    """How a party sees a state: the id that it takes it for, and whether that holds."""
    at = int(game.seen[position])
    if at == OUTSIDE:
        return {"as": None, "holds": False}
    return {"as": _id(game, at), "holds": bool(game.holds[at])}
