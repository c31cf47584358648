"""How robust each package is, and which are the best for their cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goodoffices.errors import GoodOfficesError, interrupted
from goodoffices.mediation.packages import Package, Packages
from goodoffices.mediation.serves import Serves, serves
from goodoffices.model.apply import Variant
from goodoffices.model.expression import Expression
from goodoffices.progress import Progress, silent
from goodoffices.robustness.uncertain import uncertain

SAMPLES, SEED = 1_000, 1
"""Variants that are tried of each package, unless told otherwise."""

MOST_STATES = 2_000
"""Up to so many states variants are tried without being asked for."""

MOST_PACKAGES = 50
"""Packages whose variants are tried: those that are shown, then the cheapest."""


@dataclass(frozen=True)
class Robustness:
    """``of``: by the levers of a package, in file order; ``without``: without any lever, whether
    or not that is a package. ``uncertain``: the names of what was varied in some package,
    ``assumptions`` what the program took for given about it. ``why``: why nothing was tried, or
    nothing for the packages that are missing; ``complete``: nothing was stopped. ``front``: the
    packages that no other beats in cost and robustness, cheapest first."""

    samples: int
    seed: int
    of: dict[tuple[str, ...], Serves]
    without: Serves | None = None
    uncertain: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    why: str = ""
    complete: bool = True
    front: tuple[tuple[str, ...], ...] = ()


def robustness(
    variant: Variant,
    target: Expression,
    tried: Packages,
    states: int,
    samples: int | None = None,
    seed: int = SEED,
    progress: Progress = silent,
) -> Robustness:
    """The robustness of the packages that are shown and of the cheapest.

    ``samples``: 0 for none; None for ``SAMPLES`` of them up to ``MOST_STATES`` ``states`` and none
    above. Interrupted, it gives what it has so far.
    """
    if samples is None and states > MOST_STATES:
        why = f"variants are tried unasked up to {MOST_STATES:,} states: --samples N"
        return Robustness(0, seed, {}, why=why)
    samples = SAMPLES if samples is None else samples
    if samples == 0:
        return Robustness(0, seed, {}, why="variants were not asked for")
    chosen = list(dict.fromkeys([*tried.shown, *tried.every[:MOST_PACKAGES]]))[:MOST_PACKAGES]
    sets = list(dict.fromkeys([(), *(one.levers for one in chosen)]))
    models = {one: replace(variant, levers=(*variant.levers, *one)) for one in sets}
    try:
        founds = [uncertain(model) for model in models.values()]
    except GoodOfficesError as error:
        return Robustness(0, seed, {}, why=str(error))
    if all(found.nothing for found in founds):
        return Robustness(0, seed, {}, why="the file calls nothing uncertain")
    of: dict[tuple[str, ...], Serves] = {}
    why, complete = "", False
    try:
        for at, levers in enumerate(sets):
            progress("trying variants of packages", at, len(sets))
            try:
                of[levers] = serves(models[levers], target, samples, seed)
            except GoodOfficesError as error:
                why = str(error)
        complete = True
    except KeyboardInterrupt:
        pass
    except SystemError as error:
        if not interrupted(error):
            raise
    return Robustness(
        samples,
        seed,
        of,
        of.get(()),
        tuple(dict.fromkeys(name for found in founds for name in found.names)),
        tuple(dict.fromkeys(text for found in founds for text in found.assumptions())),
        why,
        complete,
        _front(chosen, of),
    )


def _front(
    chosen: Sequence[Package], of: dict[tuple[str, ...], Serves]
) -> tuple[tuple[str, ...], ...]:
    """Of equals in both, all."""
    known = [
        (one.cost, of[one.levers].share.count, one.levers) for one in chosen if one.levers in of
    ]
    return tuple(
        levers
        for cost, count, levers in sorted(known, key=lambda one: (one[0], -one[1]))
        if not any(c <= cost and n >= count and (c, n) != (cost, count) for c, n, _ in known)
    )
