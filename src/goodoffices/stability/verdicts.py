"""Verdicts: what holds under which concept, as compact columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.moves.base import Moves
from goodoffices.stability.concepts import STANDARD, concept

Bools = NDArray[np.bool_]

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
    def of(cls, moves: Moves, concepts: Sequence[str] = STANDARD) -> Verdicts:
        """Verdicts under these concepts and under the behaviour profile.

        Raises ``RequestError`` for a concept that does not exist.
        """
        names = tuple(dict.fromkeys(concept(name).name for name in concepts))
        n_parties = len(moves.rank)
        stable = {}
        for name in names:
            columns = [concept(name).stable(moves, party) for party in range(n_parties)]
            stable[name] = _frozen(np.array(columns).reshape(n_parties, -1))
        rows = []
        for index, party in enumerate(moves.situation.parties):
            name = party.behaviour[0]
            known = stable[name][index] if name in stable else concept(name).stable(moves, index)
            rows.append(known)
        return cls(moves, names, stable, _frozen(np.array(rows).reshape(n_parties, -1)))

    def equilibrium(self, kind: str) -> Bools:
        """bool, shape (n_states,): stable for every party under a concept or the profile."""
        return np.asarray((self.profile if kind == PROFILE else self.stable[kind]).all(axis=0))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The concepts, then the profile."""
        return (*self.concepts, PROFILE)


def _frozen(columns: Bools) -> Bools:
    columns.flags.writeable = False
    return columns
