"""What holds: every state with its verdicts, whether it is reachable, and what dominates it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.analyses.pareto import dominated
from goodoffices.evolution.joint import upset
from goodoffices.evolution.reach import Reach, improving
from goodoffices.evolution.together import Together
from goodoffices.model.digest import digest
from goodoffices.model.situation import Situation
from goodoffices.moves.base import Moves
from goodoffices.moves.build import moves_of
from goodoffices.progress import Progress, silent
from goodoffices.stability.concepts import STANDARD
from goodoffices.stability.verdicts import PROFILE, Verdicts
from goodoffices.states import StateSpace
from goodoffices.version import VERSION

if TYPE_CHECKING:
    from goodoffices.analyses.strength import Strength

LISTED = 5_000
"""Up to this many states all are listed; above, only the equilibria (unless all are asked for)."""


@dataclass(frozen=True)
class Solution:
    """The answer to "what would hold?", with its question: situation, digest, concepts.

    ``reach`` is None where the situation gives no status quo. Columns are bool, (n_states,).
    ``nash_is_strong``: whether states without improvements count as strongly stable.
    """

    verdicts: Verdicts
    reach: Reach | None
    nash_is_strong: bool = False

    @property
    def moves(self) -> Moves:
        return self.verdicts.moves

    @property
    def space(self) -> StateSpace:
        return self.verdicts.moves.space

    @property
    def situation(self) -> Situation:
        return self.space.situation

    @cached_property
    def dominated(self) -> NDArray[np.bool_]:
        """Whether another state is better for every party; worked out when it is asked for.

        Above 5,000 states only for equilibria, which are what is listed; use ``dominated_among``
        for others.
        """
        listed = self.listed()
        column = np.zeros(len(self.space), dtype=np.bool_)
        column[listed] = self.dominated_among(listed)
        return column

    @cached_property
    def strong(self) -> NDArray[np.bool_] | None:
        """Equilibria that no coalition of two or more upsets; None where there are too many
        states to work it out beside everything else, or where ranks do not decide."""
        if len(self.space) > LISTED or not self.moves.by_ranks():
            return None
        together = self.moves.kept("together", lambda: Together(self.moves))
        held = np.flatnonzero(self.any_kind)
        column = np.zeros(len(self.space), dtype=np.bool_)
        column[held] = ~upset(self.moves, together, held.tolist())
        return column

    def dominated_among(self, positions: NDArray[np.intp]) -> NDArray[np.bool_]:
        """bool, shape (len(positions),): whether another state is better for every party."""
        if not self.moves.unranked():
            return dominated(self.moves.rank, positions)
        every = np.arange(len(self.space), dtype=np.int32)
        column = np.zeros(len(positions), dtype=np.bool_)
        for row, at in enumerate(positions.tolist()):
            better = np.ones(len(every), dtype=np.bool_)
            for party in range(len(self.moves.rank)):
                better &= self.moves.prefers(party, np.full_like(every, at), every)
            column[row] = better.any() and len(self.moves.rank) > 0
        return column

    def is_dominated(self, position: int) -> bool:
        """Whether another state is better than this one for every party."""
        return bool(self.dominated_among(np.array([position]))[0])

    @property
    def degrees(self) -> dict[str, int]:
        """Party → the greatest degree of preference, of those that tell degrees apart."""
        return {party.id: party.degrees for party in self.situation.parties if party.degrees > 1}

    @cached_property
    def strength(self) -> Strength | None:
        """How strongly states are stable; None where no party tells degrees of preference apart,
        or there are too many states to work it out beside everything else."""
        if not self.degrees or len(self.space) > LISTED:
            return None
        # Only models with degrees need this, and the modes that it reads take time to load.
        further = importlib.import_module("goodoffices.analyses.strength")
        found: Strength | None = further.strength(self.verdicts, self.nash_is_strong)
        return found

    @cached_property
    def any_kind(self) -> NDArray[np.bool_]:
        """Equilibria under at least one of the concepts or of the behaviour profile."""
        columns = [self.verdicts.equilibrium(kind) for kind in self.verdicts.kinds]
        return np.asarray(np.any(columns, axis=0))

    def kinds_of(self, position: int) -> tuple[str, ...]:
        """The concepts (and ``profile``) under which a state is an equilibrium."""
        verdicts = self.verdicts
        return tuple(k for k in verdicts.kinds if verdicts.equilibrium(k)[position])

    def listed(self, every: bool = False) -> NDArray[np.intp]:
        """The positions that a listing shows, increasing by id."""
        if every or len(self.space) <= LISTED:
            return np.arange(len(self.space))
        return np.flatnonzero(self.any_kind)

    def as_dict(self, every: bool = False) -> dict[str, object]:
        """The contract of ``solve --format json``."""
        return self.head() | {"states": list(self.states(every))}

    def head(self) -> dict[str, object]:
        """The contract without its states."""
        situation = self.situation
        head: dict[str, object] = {
            "goodoffices": VERSION,
            "digest": digest(situation),
            "title": situation.title,
            "parties": [party.id for party in situation.parties],
            "options": [option.name for option in situation.options],
            "concepts": list(self.verdicts.concepts),
            "behaviour": {party.id: party.behaviour[0] for party in situation.parties},
            "n_states": len(self.space),
        }
        if situation.applied:
            head["applied"] = list(situation.applied)
        if self.degrees:
            head["degrees"] = self.degrees
            head["nash_is_strong"] = self.nash_is_strong
        return head

    def states(self, every: bool = False) -> Iterator[dict[str, object]]:
        """The listed states one by one, in the form of the contract."""
        ids = [party.id for party in self.situation.parties]
        equilibrium = {k: self.verdicts.equilibrium(k) for k in self.verdicts.kinds}
        listed = self.listed(every)
        unranked = self.moves.unranked()
        worse = self.dominated_among(listed).tolist()
        for at, is_dominated in zip(listed.tolist(), worse, strict=True):
            state: dict[str, object] = {
                "id": int(self.space.ids[at]),
                "yes": list(self.space.yes(at)),
            }
            name = self.space.name(at)
            if name:
                state["name"] = name
            state["ranks"] = {
                p: None if i in unranked else int(self.moves.rank[i, at]) for i, p in enumerate(ids)
            }
            state["stable"] = {
                concept: [p for i, p in enumerate(ids) if stable[i, at]]
                for concept, stable in self.verdicts.stable.items()
            }
            state["equilibrium"] = [k for k, column in equilibrium.items() if column[at]]
            if self.reach is not None:
                state["reachable"] = "improving" if self.reach.reached[at] else None
            state["dominated"] = is_dominated
            if self.strong is not None and state["equilibrium"]:
                state["strong"] = bool(self.strong[at])
            if self.strength is not None:
                state["strength"] = self.strength.of_state(at)
                state["strongly"] = self.strength.kinds_of(at)
            yield state


def solve(
    situation: Situation,
    concepts: Sequence[str] = STANDARD,
    space: StateSpace | None = None,
    progress: Progress = silent,
    nash_is_strong: bool = False,
) -> Solution:
    """What holds in a situation under these concepts and under its behaviour profile.

    ``space``: the situation's feasible states where they are known already. ``progress`` is told
    what is being done, how much of it and of how much. Raises ``RequestError`` for an unknown
    concept and where no state is feasible.
    """
    progress("finding the feasible states", 0, 0)
    moves = moves_of(situation, space)
    verdicts = Verdicts.of(moves, concepts, progress)
    progress("looking for what can be reached", 0, 0)
    now = moves.space.now
    reach = None if now is None else improving(moves, now)
    return Solution(verdicts, reach, nash_is_strong)


__all__ = ["PROFILE", "Solution", "solve"]
