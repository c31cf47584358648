"""Verdicts: what holds under which concept, as compact columns."""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.moves.base import Moves
from goodoffices.progress import Progress, silent
from goodoffices.stability.concepts import STANDARD, concept

Bools = NDArray[np.bool_]

ALONE = 4_000_000
"""Fewer states × parties than this are judged in one thread: starting threads costs more."""

PROFILE = "profile"
"""Stands among the kinds of equilibrium for "under each party's own behaviour"."""


@dataclass(frozen=True)
class Verdicts:
    """Stability of every state for every party.

    ``stable``: concept → bool, (n_parties, n_states), read-only. ``profile``: the same, each
    party by its own behaviour.
    """

    moves: Moves
    concepts: tuple[str, ...]
    stable: dict[str, Bools]
    profile: Bools

    @classmethod
    def of(
        cls, moves: Moves, concepts: Sequence[str] = STANDARD, progress: Progress = silent
    ) -> Verdicts:
        """Verdicts under these concepts and under the behaviour profile.

        Raises ``RequestError`` for a concept that does not exist.
        """
        names = tuple(dict.fromkeys(concept(name).name for name in concepts))
        parties = moves.situation.parties
        shape = (len(parties), len(moves.space))
        stable = {name: np.empty(shape, dtype=np.bool_) for name in names}
        behaviours = [concept(party.behaviour[0]).name for party in parties]
        own = np.empty(shape, dtype=np.bool_)

        judged = 0

        def judge(party: int) -> None:
            nonlocal judged
            for name in names:
                stable[name][party] = concept(name).stable(moves, party)
            behaviour = behaviours[party]
            known = stable.get(behaviour)
            own[party] = concept(behaviour).stable(moves, party) if known is None else known[party]
            moves.forget(("answered", party, credible) for credible in (False, True))
            judged += 1
            progress("judging states", judged, len(parties))

        if own.size < ALONE:
            for party in range(len(parties)):
                judge(party)
        else:
            moves.prepare()
            # Only large models need threads, and they take time to load.
            futures = importlib.import_module("concurrent.futures")
            with futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as threads:
                list(threads.map(judge, range(len(parties))))
        return cls(moves, names, {name: _frozen(c) for name, c in stable.items()}, _frozen(own))

    def equilibrium(self, kind: str) -> Bools:
        """bool, shape (n_states,): stable for every party under a concept or the profile."""
        return self._equilibria[kind]

    @cached_property
    def _equilibria(self) -> dict[str, Bools]:
        columns = {
            name: _frozen(np.asarray(stable.all(axis=0))) for name, stable in self.stable.items()
        }
        return columns | {PROFILE: _frozen(np.asarray(self.profile.all(axis=0)))}

    @property
    def kinds(self) -> tuple[str, ...]:
        """The concepts, then the profile."""
        return (*self.concepts, PROFILE)


def _frozen(columns: Bools) -> Bools:
    columns.flags.writeable = False
    return columns
