"""Which equilibria no longer depend on what is still unknown about the party's ranking.

The other parties stand as written. Each ranking that is left is put in place of the party's and
the model solved; where there are too many, a part of them, the same part every time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from goodoffices.elicitation.session import Session
from goodoffices.mediation.orders import rank_by
from goodoffices.model.party import Party
from goodoffices.model.preference import Entry, Preference, Ranking
from goodoffices.model.situation import Situation
from goodoffices.modes.table import undecided
from goodoffices.moves.base import Moves
from goodoffices.moves.build import moves_of
from goodoffices.stability.concepts import STANDARD
from goodoffices.stability.verdicts import PROFILE, Verdicts
from goodoffices.states import StateSpace

MOST_SOLVED = 200
"""Rankings for which the model is solved after one answer."""

MOST_SOLVED_SLOWLY = 20
"""The same where a party looks ahead in a way that takes long to judge."""

MOST_JUDGED = 1_000_000
"""Rankings times states times parties that are judged after one answer."""

ANY = "any"
"""Stands for "under at least one of the kinds of stability"."""


@dataclass(frozen=True)
class Holding:
    """Under one kind: bool, (n_states,): equilibria under every ranking tried, and under some."""

    always: NDArray[np.bool_]
    sometimes: NDArray[np.bool_]

    @property
    def open(self) -> NDArray[np.bool_]:
        """Equilibria under some of the rankings and not under others."""
        return np.asarray(self.sometimes & ~self.always)


@dataclass(frozen=True)
class Holds:
    """What holds whatever the rest turns out to be: ``kinds`` has ``profile`` and ``any``.

    ``tried`` of ``left`` rankings were put in: all of them unless there were too many. Where it is
    not ``counted`` how many rankings there are, these are orders of the statements.
    """

    tried: int
    left: int
    counted: bool
    kinds: dict[str, Holding]

    @property
    def exact(self) -> bool:
        """Whether every ranking that is left was tried."""
        return self.counted and self.tried == self.left


class Solver:
    """Solves one model again and again with other rankings of one party (by its index).

    ``moves``: None where nothing can be judged yet, because of what other parties prefer.
    """

    def __init__(self, moves: Moves | None, party: int) -> None:
        self.party = party
        if moves is None:
            self.most = 0
            return
        self.moves = moves
        self._known: dict[bytes, dict[str, NDArray[np.bool_]]] = {}
        quick = all(one.behaviour[0] in STANDARD for one in moves.situation.parties)
        most = MOST_SOLVED if quick else MOST_SOLVED_SLOWLY
        self.most = max(1, min(most, MOST_JUDGED // max(1, moves.rank.size)))

    @classmethod
    def of(cls, space: StateSpace, party: Party) -> Solver:
        """For the model in which this party may prefer anything.

        It judges nothing where what others prefer is partly unknown and nobody has said how they
        then act.
        """
        situation = space.situation
        index = situation.parties.index(party)
        plain = with_preference(situation, index, Preference())
        under = space.under(plain)
        return cls(None if undecided(plain, under) else moves_of(plain, under), index)

    def holds(self, session: Session) -> Holds | None:
        """What holds whatever is still unknown; None where nothing can be judged."""
        if not self.most:
            return None
        held = len(session.remaining.orders)
        few = held <= self.most
        chosen = range(held) if few else np.linspace(0, held - 1, self.most).astype(int)
        kinds = {kind: Holding(*self._empty()) for kind in (PROFILE, ANY)}
        for ranking in chosen:
            found = self._equilibria(session, int(ranking))
            for kind, holding in kinds.items():
                always, sometimes = holding.always & found[kind], holding.sometimes | found[kind]
                kinds[kind] = Holding(always, sometimes)
        counted = session.rankings_left is not None
        return Holds(len(chosen), session.rankings_left or session.orders_left, counted, kinds)

    def _empty(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        count = len(self.moves.space)
        return np.ones(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_)

    def _equilibria(self, session: Session, ranking: int) -> dict[str, NDArray[np.bool_]]:
        rank = rank_of(session, ranking)
        key = rank.tobytes()
        if key not in self._known:
            verdicts = Verdicts.of(self._with(rank), STANDARD)
            columns = [verdicts.equilibrium(kind) for kind in verdicts.kinds]
            self._known[key] = {
                PROFILE: verdicts.equilibrium(PROFILE),
                ANY: np.asarray(np.any(columns, axis=0)),
            }
        return self._known[key]

    def _with(self, rank: NDArray[np.int32]) -> Moves:
        """The model with this ranking of the party."""
        if self.moves.by_ranks():
            every = self.moves.rank.copy()
            every[self.party] = rank
            every.flags.writeable = False
            return replace(self.moves, rank=every, _kept={})
        space = self.moves.space
        order = tuple(
            tuple(Entry(int(state)) for state in space.ids[rank == one].tolist())
            for one in range(int(rank.max()), 0, -1)
        )
        situation = with_preference(space.situation, self.party, Preference((Ranking(order),)))
        return moves_of(situation, space.under(situation))


def with_preference(situation: Situation, party: int, preference: Preference) -> Situation:
    """A copy in which one party, by its index, prefers this."""
    parties = list(situation.parties)
    parties[party] = replace(parties[party], preference=preference)
    return replace(situation, parties=tuple(parties))


def rank_of(session: Session, ranking: int = 0) -> NDArray[np.int32]:
    """The rank of every state in one of the rankings left: int32, dense, 1 the worst."""
    rows = [
        session.ground.truth[list(level)].sum(axis=0, dtype=np.int64)
        for level in session.levels(ranking)
    ]
    scores = np.array(rows, dtype=np.int64).reshape(len(rows), len(session.ground.ids))
    return rank_by(scores, tuple(range(len(rows))))
