"""Who could gain by acting together, and which equilibria that would upset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.analyses.solution import Solution
from goodoffices.errors import RequestError, TooLargeError, nearest, one_of
from goodoffices.evolution.coalitional import CONCEPTS, coalitions_of, improvements, stable
from goodoffices.evolution.joint import upset
from goodoffices.evolution.together import Together
from goodoffices.moves.base import require_ranks
from goodoffices.progress import Progress, silent

MOST_PARTIES = 10
MOST_STATES = 300
"""Up to so many states improvements are listed from every state, above only from equilibria."""

MOST_STABLE = 5_000
"""Coalitions times equilibria times states, in thousands, for coalitional stability."""


@dataclass(frozen=True)
class Improvement:
    """One coalition improvement. ``alone``: the members who could have made it by themselves."""

    source: int
    target: int
    alone: tuple[int, ...]


@dataclass(frozen=True)
class Coalition:
    """``upsets``: the equilibria from which the coalition has an improvement."""

    members: tuple[int, ...]
    improvements: tuple[Improvement, ...]
    upsets: tuple[int, ...]

    def needed(self) -> tuple[Improvement, ...]:
        """The improvements that no member can make alone."""
        return tuple(one for one in self.improvements if not one.alone)


@dataclass(frozen=True)
class CoalitionsResult:
    """``strong``: the equilibria (under some concept or as the parties behave) that no coalition
    of two or more upsets, None where that was not worked out. ``stable``: coalitional concept →
    equilibria stable so for every coalition; empty where that was too much to work out.
    ``everywhere``: whether improvements are listed from every state, or only from equilibria."""

    solution: Solution
    pareto: bool
    coalitions: tuple[Coalition, ...]
    strong: tuple[int, ...] | None
    stable: dict[str, tuple[int, ...]]
    everywhere: bool

    def as_dict(self) -> dict[str, object]:
        """Plain data for ``--format json``."""
        ids = self.solution.space.ids
        parties = [party.id for party in self.solution.situation.parties]
        return self.solution.situation.question() | {
            "convention": "pareto" if self.pareto else "strict",
            "from_every_state": self.everywhere,
            "coalitions": [
                {
                    "members": [parties[i] for i in one.members],
                    "improvements": [
                        {
                            "from": int(ids[step.source]),
                            "to": int(ids[step.target]),
                            "alone": [parties[i] for i in step.alone],
                        }
                        for step in one.improvements
                    ],
                    "upsets": [int(ids[at]) for at in one.upsets],
                }
                for one in self.coalitions
            ],
            "strong": None if self.strong is None else [int(ids[at]) for at in self.strong],
            "stable": {k: [int(ids[at]) for at in found] for k, found in self.stable.items()},
        }


def coalitions(
    solution: Solution,
    named: Sequence[Sequence[str]] = (),
    pareto: bool = False,
    progress: Progress = silent,
) -> CoalitionsResult:
    """Every coalition of two or more parties, or those named.

    ``pareto``: nobody worse and somebody better, instead of everybody better. Raises
    ``RequestError`` for an unknown party and where ranks do not decide everything, and
    ``TooLargeError`` above ``MOST_PARTIES``.
    """
    moves = solution.moves
    require_ranks(moves, "a coalition")
    together = moves.kept("together", lambda: Together(moves))
    n_parties = len(moves.rank)
    if n_parties > MOST_PARTIES and not named:
        raise TooLargeError(
            f"{n_parties} parties make {2**n_parties - n_parties - 1:,} coalitions, and those of "
            f"{MOST_PARTIES} parties can be tried; name those that matter: --members a,b"
        )
    chosen = [_members(solution, one) for one in named] or coalitions_of(range(n_parties))
    held = np.flatnonzero(solution.any_kind).tolist()
    everywhere = len(moves.space) <= MOST_STATES
    sources = range(len(moves.space)) if everywhere else held
    found = []
    for at, members in enumerate(chosen):
        progress("trying coalitions", at, len(chosen))
        found.append(_coalition(solution, together, members, sources, held, pareto))
    strong = _strong(solution, together, held, pareto)
    return CoalitionsResult(
        solution,
        pareto,
        tuple(found),
        strong,
        _stable(solution, together, held, pareto, progress),
        everywhere,
    )


def _members(solution: Solution, named: Sequence[str]) -> tuple[int, ...]:
    ids = [party.id for party in solution.situation.parties]
    for one in named:
        if one not in ids:
            hint = nearest(one, ids)
            found = f'there is no party "{one}"; expected {one_of(ids)}; {hint}'
            raise RequestError(found.rstrip("; "))
    members = tuple(sorted({ids.index(one) for one in named}))
    if len(members) < 2:
        raise RequestError(f"{', '.join(named)} is no coalition; expected two parties or more")
    return members


def _coalition(
    solution: Solution,
    together: Together,
    members: tuple[int, ...],
    sources: Sequence[int],
    held: Sequence[int],
    pareto: bool,
) -> Coalition:
    moves = solution.moves
    steps = []
    for source in sources:
        for target in improvements(moves, together, members, source, pareto).tolist():
            alone = tuple(
                i
                for i in members
                if moves.rank[i, target] > moves.rank[i, source]
                and target in moves.targets(i, source)
            )
            steps.append(Improvement(source, target, alone))
    moved = {step.source for step in steps}
    return Coalition(members, tuple(steps), tuple(at for at in held if at in moved))


def _strong(
    solution: Solution, together: Together, held: Sequence[int], pareto: bool
) -> tuple[int, ...] | None:
    """By every coalition, whichever were named; None where that is too much to try."""
    if not pareto:
        left = ~upset(solution.moves, together, held)
        return tuple(at for at, stays in zip(held, left.tolist(), strict=True) if stays)
    if len(solution.moves.rank) > MOST_PARTIES:
        return None
    every = coalitions_of(range(len(solution.moves.rank)))
    return tuple(
        at
        for at in held
        if not any(len(improvements(solution.moves, together, h, at, pareto)) for h in every)
    )


def _stable(
    solution: Solution,
    together: Together,
    held: Sequence[int],
    pareto: bool,
    progress: Progress,
) -> dict[str, tuple[int, ...]]:
    """Coalitions of one count too."""
    n_parties = len(solution.moves.rank)
    if 2**n_parties * len(held) * len(solution.space) > MOST_STABLE * 1_000:
        return {}
    groups = coalitions_of(range(n_parties), 1)
    kept = {name: np.ones(len(held), dtype=np.bool_) for name in CONCEPTS}
    for at, members in enumerate(groups):
        progress("judging coalitions", at, len(groups))
        for name, column in stable(solution.moves, together, members, held, pareto).items():
            kept[name] &= column
    return {
        name: tuple(at for at, stays in zip(held, column.tolist(), strict=True) if stays)
        for name, column in kept.items()
    }
