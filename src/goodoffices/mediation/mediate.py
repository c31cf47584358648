"""What a wanted outcome would take: conditions, changes of priorities, packages of levers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import factorial

import numpy as np

from goodoffices.analyses.solution import Solution
from goodoffices.errors import RequestError, TooLargeError, interrupted
from goodoffices.mediation.conditions import Condition, condition
from goodoffices.mediation.packages import Package, Packages, in_profile, packages
from goodoffices.mediation.rankings import rankings_that_hold
from goodoffices.mediation.robustness import SEED, Robustness, robustness
from goodoffices.mediation.swaps import Search, Swaps, fewest_swaps, fewest_together
from goodoffices.model.apply import Variant
from goodoffices.model.expression import Expression
from goodoffices.moves.base import require_ranks
from goodoffices.progress import Progress, silent
from goodoffices.stability.concepts import concept
from goodoffices.states import parse_for

SHOWN = 5
"""Target states that are looked at one by one, unless told otherwise: those that fewest leave."""


@dataclass(frozen=True)
class PartyNeeds:
    """What one party needs to stay at a target state, the others as they are.

    ``condition``: None for limited-move stability, which has no such form. ``search``: the fewest
    swaps of its priorities, None where it stays or there is no condition. ``rankings``: of all
    strict rankings of its states, how many keep it there (None: not asked, or too many to count).
    """

    party: int
    stable_now: bool
    condition: Condition | None
    unmet: tuple[int, ...]
    search: Search | None
    rankings: int | None


@dataclass(frozen=True)
class TargetState:
    """One state that satisfies the target. ``together``: the fewest swaps in sum after which every
    party stays there, None where all stay already or it was not looked for."""

    position: int
    parties: tuple[PartyNeeds, ...]
    together: Search | None

    @property
    def holds(self) -> bool:
        """Whether every party stays there."""
        return all(one.stable_now for one in self.parties)


@dataclass(frozen=True)
class MediateResult:
    """``n_states`` satisfy the target, ``states`` are those looked at; ``n_rankings`` is n!.
    ``robustness``: of the packages; None where there are none or the work was stopped before."""

    solution: Solution
    target: str
    n_states: int
    n_hold: int
    states: tuple[TargetState, ...]
    packages: Packages | None
    n_rankings: int
    stopped: bool = False
    robustness: Robustness | None = None

    @property
    def shown(self) -> tuple[Package, ...]:
        """The packages that are shown: those of ``Packages.shown``, and those that no other beats
        in cost and robustness; cheapest first."""
        if self.packages is None:
            return ()
        front = set() if self.robustness is None else set(self.robustness.front)
        shown = set(self.packages.shown)
        return tuple(one for one in self.packages.every if one in shown or one.levers in front)

    def by_actor(self) -> list[tuple[tuple[str, ...], list[Package]]]:
        """The packages that are shown, by who would act."""
        groups: dict[tuple[str, ...], list[Package]] = {}
        for one in self.shown:
            groups.setdefault(tuple(sorted(one.by)), []).append(one)
        return list(groups.items())


def mediate(
    solution: Solution,
    target: str,
    levers: Sequence[str] | None = None,
    shown: int = SHOWN,
    count: bool = False,
    progress: Progress = silent,
    variant: Variant | None = None,
    samples: int | None = None,
    seed: int = SEED,
) -> MediateResult:
    """What would have to change for the target to hold and be reached.

    ``target``: an expression, a named state or an id. ``levers``: those that may be used (all of
    the file unless given). ``shown``: how many target states are looked at one by one. ``count``:
    also count rankings. ``variant``: the model before the changes that the solution has, so that
    levers are applied in the order of the file. ``samples``, ``seed``: variants tried of each
    package, as ``robustness`` takes them. Raises ``RequestError`` where no state satisfies
    the target, and where ranks do not decide everything.
    """
    space, moves = solution.space, solution.moves
    require_ranks(moves, "mediate")
    found = space.find(target)
    if not len(found):
        raise RequestError(
            f'no feasible state satisfies "{target}"; weaken it, or relax the rules that exclude it'
        )
    holds = in_profile(moves)
    own = solution.verdicts.profile[:, found]
    order = np.lexsort((found, (~own).sum(axis=0)))
    tried = sure = None
    variant = variant or Variant(solution.situation)
    if solution.situation.levers and space.now is not None:
        tried = packages(variant, _expression(solution, target), levers, progress)
    elif levers:
        lacks = "now:" if solution.situation.levers else "levers:"
        raise RequestError(f"packages need levers and a status quo; the file has no {lacks}")
    states: list[TargetState] = []
    stopped = False
    try:
        for at in found[order][:shown].tolist() if tried is None or tried.complete else ():
            progress("looking at target states", len(states), min(shown, len(found)))
            states.append(_target_state(solution, at, count))
        if tried is not None and tried.complete and tried.every:
            wanted, n = _expression(solution, target), len(space)
            sure = robustness(variant, wanted, tried, n, samples, seed, progress)
    except KeyboardInterrupt:
        stopped = True
    except SystemError as error:
        if not interrupted(error):
            raise
        stopped = True
    return MediateResult(
        solution,
        target,
        len(found),
        int(holds[found].sum()),
        tuple(states),
        tried,
        factorial(len(space)) if count else 0,
        stopped,
        sure,
    )


def _expression(solution: Solution, target: str) -> Expression:
    """The target as an expression: of an id, the conjunction of what it says of every option."""
    text = target.strip()
    if text.isdecimal():
        space = solution.space
        position = int(space.find(text)[0])
        graph = solution.situation.graph
        if graph is not None:
            return parse_for(solution.situation, graph.states[position][0])
        yes = set(space.yes(position))
        parts = [name if name in yes else f"not {name}" for name in space.bits]
        return parse_for(solution.situation, " and ".join(parts))
    return parse_for(solution.situation, text)


def _target_state(solution: Solution, position: int, count: bool) -> TargetState:
    moves = solution.moves
    needs = tuple(_needs(solution, party, position, count) for party in range(len(moves.rank)))
    leaving = [one for one in needs if not one.stable_now]
    proposal: list[Swaps] = []
    for one in leaving:
        if one.search is None or one.search.found is None:
            return TargetState(position, needs, None)
        proposal += one.search.found
    together = None
    if leaving:
        parties = [i for i in range(len(moves.rank)) if i in moves.movers]
        together = fewest_together(moves, position, parties, proposal)
    return TargetState(position, needs, together)


def _needs(solution: Solution, party: int, position: int, count: bool) -> PartyNeeds:
    moves = solution.moves
    stable = bool(solution.verdicts.profile[party, position])
    name = concept(solution.situation.parties[party].behaviour[0]).name
    try:
        found = condition(moves, party, position, name)
    except RequestError:
        return PartyNeeds(party, stable, None, (), None, None)
    above = moves.rank[party] > moves.rank[party, position]
    unmet = tuple(at for at, clause in enumerate(found.clauses) if not clause.met(above))
    search = None if stable else fewest_swaps(moves, found)
    rankings = None
    if count:
        try:
            rankings = rankings_that_hold(found, len(moves.space))
        except TooLargeError:
            rankings = None
    return PartyNeeds(party, stable, found, unmet, search, rankings)
