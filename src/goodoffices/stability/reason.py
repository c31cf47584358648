"""Why a party stays or goes: the witness that every verdict keeps.

States are positions in the state space, parties are indices in the situation.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One move: who, from where, to where."""

    by: int
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What follows one improvement.

    ``steps``: the opponents' whole sequence of moves that makes it not worthwhile, empty where
    nobody can answer. ``escape``: the best that the party could still reach from the end of the
    sequence, where the concept lets it answer; None where the concept does not. ``together``:
    where the steps are made at the same moment as the improvement, the state that results.
    """

    improvement: int
    steps: tuple[Step, ...] = ()
    escape: int | None = None
    together: int | None = None

    @property
    def deterred(self) -> bool:
        """Whether the improvement is answered by a sanction."""
        return bool(self.steps)


@dataclass(frozen=True, slots=True)
class Reason:
    """The verdict on one party in one state under one concept, with its witness.

    ``answers``: one for each improvement, the undeterred first, the best of them on top. No
    answers at all: nothing better can be reached. ``strength``: where the party tells degrees of
    preference apart, 0 not stable, 1 weakly, 2 strongly, …; then every answer is of that degree.
    """

    party: int
    position: int
    concept: str
    stable: bool
    answers: tuple[Answer, ...] = ()
    strength: int | None = None
