"""Two situations side by side: which equilibria are gained and lost, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from goodoffices.analyses.explanation import StateReasons, reason_data, state_reasons
from goodoffices.analyses.solution import Solution
from goodoffices.stability.verdicts import PROFILE


@dataclass(frozen=True)
class Difference:
    """A state that is an equilibrium in one situation and not in the other.

    ``before``, ``after``: the reasons in each; None where the state is not feasible there.
    """

    yes: tuple[str, ...]
    before: StateReasons | None
    after: StateReasons | None


@dataclass(frozen=True)
class Comparison:
    """``counts``: kind of equilibrium → (before, after, gained, lost). ``kind``: of the details.

    Options that only one of the two has count as not taken in the other.
    """

    before: Solution
    after: Solution
    kind: str
    counts: dict[str, tuple[int, int, int, int]]
    gained: tuple[Difference, ...]
    lost: tuple[Difference, ...]

    def as_dict(self) -> dict[str, object]:
        """Plain data for ``--format json``."""
        return {
            "before": self.before.situation.question(),
            "after": self.after.situation.question(),
            "kind": self.kind,
            "counts": {
                kind: dict(zip(("before", "after", "gained", "lost"), counts, strict=True))
                for kind, counts in self.counts.items()
            },
            "gained": [self._difference(one) for one in self.gained],
            "lost": [self._difference(one) for one in self.lost],
        }

    def _difference(self, one: Difference) -> dict[str, object]:
        return {
            "yes": list(one.yes),
            "before": _reasons(self.before, one.before),
            "after": _reasons(self.after, one.after),
        }


def compare(before: Solution, after: Solution, kind: str = PROFILE) -> Comparison:
    """What changes from one solution to the other; details for equilibria of one ``kind``."""
    counts = {}
    kinds = [k for k in before.verdicts.kinds if k in after.verdicts.kinds]
    for one in kinds:
        old, new = _equilibria(before, one), _equilibria(after, one)
        counts[one] = (len(old), len(new), len(new - old), len(old - new))
    old, new = _equilibria(before, kind), _equilibria(after, kind)
    by = None if kind == PROFILE else kind
    return Comparison(
        before,
        after,
        kind,
        counts,
        _differences(new - old, before, after, by),
        _differences(old - new, before, after, by),
    )


def _equilibria(solution: Solution, kind: str) -> set[frozenset[str]]:
    found = np.flatnonzero(solution.verdicts.equilibrium(kind))
    return {frozenset(solution.space.yes(int(at))) for at in found}


def _differences(
    states: Iterable[frozenset[str]], before: Solution, after: Solution, by: str | None
) -> tuple[Difference, ...]:
    order = {option.name: at for at, option in enumerate(after.situation.options)}
    order |= {option.name: at for at, option in enumerate(before.situation.options)}
    listed = sorted((sorted(state, key=order.__getitem__) for state in states), key=_number(order))
    return tuple(
        Difference(tuple(yes), _in(before, yes, by), _in(after, yes, by)) for yes in listed
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
    return {
        "holds": one.holds,
        "parties": {parties[r.party].id: reason_data(solution.moves, r) for r in one.reasons},
    }
