"""Two situations side by side: which equilibria are gained and lost, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.analyses.explanation import StateReasons, reason_data, state_reasons
from goodoffices.analyses.solution import Solution
from goodoffices.stability.verdicts import PROFILE

States = set[frozenset[str]]
"""States by the options taken."""

Counts = tuple[int, int, int, int]
"""Before, after, gained, lost."""


@dataclass(frozen=True)
class Difference:
    """A state that is an equilibrium in one situation and not in the other.

    ``before``, ``after``: the reasons in each; None where the state is not feasible there, and
    where they were not asked for.
    """

    yes: tuple[str, ...]
    before: StateReasons | None
    after: StateReasons | None


@dataclass(frozen=True)
class Comparison:
    """``counts``: kind of equilibrium → (before, after, gained, lost). ``kind``: of the details.
    ``strongly``: the same of strong equilibria, where both situations tell degrees of preference
    apart. ``stronger``, ``weaker``: what holds in both, strongly in one of them only.

    Options that only one of the two has count as not taken in the other.
    """

    before: Solution
    after: Solution
    kind: str
    counts: dict[str, Counts]
    gained: tuple[Difference, ...]
    lost: tuple[Difference, ...]
    strongly: dict[str, Counts]
    stronger: tuple[Difference, ...] = ()
    weaker: tuple[Difference, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Plain data for ``--format json``."""
        data: dict[str, object] = {
            "before": self.before.situation.question(),
            "after": self.after.situation.question(),
            "kind": self.kind,
            "counts": _by_name(self.counts),
            "gained": [self._difference(one) for one in self.gained],
            "lost": [self._difference(one) for one in self.lost],
        }
        if self.strongly:
            data["strongly"] = _by_name(self.strongly)
            data["stronger"] = [self._difference(one) for one in self.stronger]
            data["weaker"] = [self._difference(one) for one in self.weaker]
        return data

    def _difference(self, one: Difference) -> dict[str, object]:
        return {
            "yes": list(one.yes),
            "before": _reasons(self.before, one.before),
            "after": _reasons(self.after, one.after),
        }


def compare(
    before: Solution, after: Solution, kind: str = PROFILE, told: int | None = None
) -> Comparison:
    """What changes from one solution to the other; details for equilibria of one ``kind``.

    ``told``: how many differences of each sort get their reasons, the slow part; None: all.
    """
    kinds = [k for k in before.verdicts.kinds if k in after.verdicts.kinds]
    counts = {one: _counts(_equilibria(before, one), _equilibria(after, one)) for one in kinds}
    strong = _strong(before), _strong(after)
    judged = [one for one in kinds if all(one in each for each in strong)]
    strongly = {one: _counts(*(each[one] for each in strong)) for one in judged}
    old, new = _equilibria(before, kind), _equilibria(after, kind)
    was, becomes = (each.get(kind, set()) if kind in judged else set() for each in strong)
    by = None if kind == PROFILE else kind
    return Comparison(
        before,
        after,
        kind,
        counts,
        _differences(new - old, before, after, by, told),
        _differences(old - new, before, after, by, told),
        strongly,
        _differences((becomes - was) & old, before, after, by, told),
        _differences((was - becomes) & new, before, after, by, told),
    )


def _counts(old: States, new: States) -> Counts:
    return len(old), len(new), len(new - old), len(old - new)


def _by_name(counts: dict[str, Counts]) -> dict[str, dict[str, int]]:
    names = ("before", "after", "gained", "lost")
    return {kind: dict(zip(names, each, strict=True)) for kind, each in counts.items()}


def _equilibria(solution: Solution, kind: str) -> States:
    return _states(solution, solution.verdicts.equilibrium(kind))


def _strong(solution: Solution) -> dict[str, States]:
    """Kind → its strong equilibria; nothing where no degrees of preference are told apart."""
    found = solution.strength
    if found is None:
        return {}
    return {kind: _states(solution, found.equilibrium(kind)) for kind in found.degree}


def _states(solution: Solution, column: NDArray[np.bool_]) -> States:
    return {frozenset(solution.space.yes(int(at))) for at in np.flatnonzero(column)}


def _differences(
    states: Iterable[frozenset[str]],
    before: Solution,
    after: Solution,
    by: str | None,
    told: int | None,
) -> tuple[Difference, ...]:
    order = {option.name: at for at, option in enumerate(after.situation.options)}
    order |= {option.name: at for at, option in enumerate(before.situation.options)}
    listed = sorted((sorted(state, key=order.__getitem__) for state in states), key=_number(order))
    return tuple(
        Difference(tuple(yes), _in(before, yes, by), _in(after, yes, by))
        if told is None or at < told
        else Difference(tuple(yes), None, None)
        for at, yes in enumerate(listed)
    )


def _number(order: dict[str, int]) -> Callable[[list[str]], int]:
    return lambda yes: sum(1 << order[name] for name in yes)


def _in(solution: Solution, yes: Iterable[str], by: str | None) -> StateReasons | None:
    bits = solution.space.bits
    names = list(yes)
    if any(name not in bits for name in names):
        return None
    at = solution.space.position(sum(1 << bits[name] for name in names))
    return None if at is None else state_reasons(solution, at, by)


def _reasons(solution: Solution, one: StateReasons | None) -> dict[str, object] | None:
    if one is None:
        return None
    parties = solution.situation.parties
    found = solution.strength
    strongly = {} if found is None else {"strongly": found.kinds_of(one.position)}
    return {
        "holds": one.holds,
        **strongly,
        "parties": {parties[r.party].id: reason_data(solution.moves, r) for r in one.reasons},
    }
