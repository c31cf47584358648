"""Packages: sets of levers whose model has a target state that holds and can be reached.

Sets are not monotone: one lever more can undo a package. So every set is tried, cheapest first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.errors import RequestError, TooLargeError, interrupted
from goodoffices.evolution.chain import chain
from goodoffices.evolution.kinds import MOST_JOINT, REACHABLE, Paths
from goodoffices.evolution.reach import Leg
from goodoffices.mediation.variants import Variants
from goodoffices.model.apply import Variant
from goodoffices.model.change import Lever
from goodoffices.model.expression import Expression
from goodoffices.moves.base import Bools, Moves
from goodoffices.progress import Progress, silent
from goodoffices.stability.concepts import concept

MOST_LEVERS = 20
"""2^20 sets: more are refused."""

NEAR = 1.1
"""Packages up to this many times the cost of the cheapest are all shown."""


@dataclass(frozen=True)
class Step:
    """One step of a package's path, in ids of its own model: who moves, from where, to where."""

    by: tuple[str, ...]
    source: int
    target: int


@dataclass(frozen=True)
class Package:
    """``holds_at``: ids of the target states that hold; ``reached``: those that can be reached,
    with the kind of path; ``reachable``: the best of these kinds, ``path`` a shortest of it;
    ``share``: the probability with which the chain of departures from today comes to rest in a
    target state; ``gained``, ``lost``: ids of equilibria of the profile that only the changed
    model has, or only the one without levers."""

    levers: tuple[str, ...]
    cost: float
    by: tuple[str, ...]
    holds_at: tuple[int, ...]
    reached: tuple[tuple[int, str], ...]
    reachable: str
    path: tuple[Step, ...]
    share: float
    gained: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()


@dataclass(frozen=True)
class Packages:
    """``every``: all that hold, cheapest first; ``tried`` of ``sets`` sets were looked at, and
    ``unmade`` of them make no model (no feasible state, say). ``complete``: nothing was stopped;
    ``joint_tried``: False where some model has too many states to look for joint paths."""

    every: tuple[Package, ...]
    sets: int
    tried: int
    unmade: int
    joint_tried: bool = True

    @property
    def complete(self) -> bool:
        """Whether every set was tried."""
        return self.tried == self.sets

    @property
    def shown(self) -> tuple[Package, ...]:
        """The front of cost, kind of path and share, and all within a tenth of the cheapest."""
        if not self.every:
            return ()
        near = self.every[0].cost * NEAR
        return tuple(
            one
            for one in self.every
            if one.cost <= near + 1e-9 or not any(_beats(other, one) for other in self.every)
        )


def packages(
    variant: Variant,
    target: Expression,
    levers: Sequence[str] | None = None,
    progress: Progress = silent,
) -> Packages:
    """Every package, by cost. Interrupted, it gives what was found so far.

    ``levers``: those that may be used, all of the file unless given. Raises ``RequestError`` for
    an unknown lever, and ``TooLargeError`` above ``MOST_LEVERS`` of them.
    """
    chosen = _chosen(variant, levers)
    variants = Variants(variant, [one.id for one in chosen])
    found: list[Package] = []
    unmade = tried = 0
    base = _held_ids(variants.moves(0)[0])
    sets = 1 << len(chosen)
    try:
        for mask in _by_cost(chosen):
            try:
                package = _package(variants, mask, chosen, target, base)
            except RequestError:
                unmade += 1
                package = None
            if package is not None:
                found.append(package)
            tried += 1
            progress("trying packages", tried, sets)
    except KeyboardInterrupt:
        pass
    except SystemError as error:
        if not interrupted(error):
            raise
    order = sorted(found, key=lambda one: (one.cost, REACHABLE.index(one.reachable), -one.share))
    joint = all(size <= MOST_JOINT for size in variants.sizes())
    return Packages(tuple(order), sets, tried, unmade, joint)


def _chosen(variant: Variant, levers: Sequence[str] | None) -> list[Lever]:
    """The levers that may be used: not those that are applied already."""
    situation = variant.base
    if levers is None:
        chosen = [one for one in situation.levers if one.id not in variant.levers]
    else:
        known = {one.id: one for one in situation.levers}
        unknown = [one for one in levers if one not in known]
        if unknown:
            raise RequestError(
                f'there is no lever "{unknown[0]}"; the file has {", ".join(known) or "none"}'
            )
        chosen = [
            one for one in situation.levers if one.id in levers and one.id not in variant.levers
        ]
    if len(chosen) > MOST_LEVERS:
        raise TooLargeError(
            f"{len(chosen)} levers make {1 << len(chosen):,} sets, and {1 << MOST_LEVERS:,} can be "
            "tried; name those that count with --levers a,b,c"
        )
    return chosen


def cost_of(lever: Lever) -> float:
    """What a lever costs; 1 where the file gives nothing."""
    return 1.0 if lever.cost is None else lever.cost


def _by_cost(chosen: Sequence[Lever]) -> Iterator[int]:
    """Every set as a mask: by cost, then by size, then in file order."""
    masks = np.arange(1 << len(chosen), dtype=np.int64)
    costs = np.zeros(len(masks))
    for at, lever in enumerate(chosen):
        costs += (masks >> at & 1) * cost_of(lever)
    order = np.lexsort((masks, np.bitwise_count(masks), np.round(costs, 9)))
    yield from masks[order].tolist()


def _package(
    variants: Variants, mask: int, chosen: Sequence[Lever], target: Expression, base: set[int]
) -> Package | None:
    """The package of one set, None where the target does not hold or cannot be reached."""
    moves, together = variants.moves(mask)
    wanted = moves.space.truth(target)
    if not wanted.any():
        return None
    profile = in_profile(moves)
    holds = wanted & profile
    now = moves.space.now
    if now is None or not holds.any():
        return None
    paths = Paths(moves, now, together)
    kinds = [kind for kind in REACHABLE if kind in paths.kinds()]
    for kind in kinds:
        reached = holds & paths.walk(kind).reached
        if reached.any():
            break
    else:
        return None
    held = np.flatnonzero(holds).tolist()
    steps = paths.walk(kind).steps
    best = min(np.flatnonzero(reached).tolist(), key=lambda at: (int(steps[at]), at))
    share = chain(moves, now).share(wanted)
    there = set(moves.space.ids[profile].tolist())
    used = [one for at, one in enumerate(chosen) if mask >> at & 1]
    return Package(
        levers=tuple(one.id for one in used),
        cost=round(sum(map(cost_of, used)), 9),
        by=tuple(dict.fromkeys(who for one in used for who in one.by)),
        holds_at=tuple(int(moves.space.ids[at]) for at in held),
        reached=tuple(_reached(paths, held)),
        reachable=kind,
        path=tuple(_step(moves, leg) for leg in paths.path(kind, best)),
        share=share,
        gained=tuple(sorted(there - base)),
        lost=tuple(sorted(base - there)),
    )


def _held_ids(moves: Moves) -> set[int]:
    return set(moves.space.ids[in_profile(moves)].tolist())


def _reached(paths: Paths, positions: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Id and best kind of path of those that can be reached."""
    for at in positions:
        for kind in REACHABLE:
            if kind in paths.kinds() and paths.walk(kind).before[at] >= 0:
                yield int(paths.moves.space.ids[at]), kind
                break


def in_profile(moves: Moves) -> Bools:
    """The equilibria of the behaviour profile: bool, (n_states,)."""
    held = np.ones(len(moves.space), dtype=np.bool_)
    for party, one in enumerate(moves.situation.parties):
        held &= concept(one.behaviour[0]).stable(moves, party)
        if not held.any():
            break
    return held


def _step(moves: Moves, leg: Leg) -> Step:
    ids = [party.id for party in moves.situation.parties]
    space = moves.space
    return Step(
        tuple(ids[i] for i in leg.by), int(space.ids[leg.source]), int(space.ids[leg.target])
    )


def _beats(one: Package, other: Package) -> bool:
    """Better in cost, kind of path or share, and worse in none."""
    mine = (one.cost, REACHABLE.index(one.reachable), -round(one.share, 9))
    theirs = (other.cost, REACHABLE.index(other.reachable), -round(other.share, 9))
    return mine != theirs and all(a <= b for a, b in zip(mine, theirs, strict=True))
