"""How the conflict could go: paths of four kinds to every equilibrium, and where it would end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from goodoffices.analyses.solution import Solution
from goodoffices.errors import RequestError
from goodoffices.evolution.chain import Chain, chain
from goodoffices.evolution.horizon import ReachTable, reach_table
from goodoffices.evolution.kinds import KINDS, Paths
from goodoffices.evolution.reach import Leg
from goodoffices.stability.verdicts import PROFILE


@dataclass(frozen=True)
class Route:
    """The way to one equilibrium. ``kinds``: under what it is one; ``kind``: the first kind of path
    that leads there (None: not even legal moves do), ``legs`` a shortest of it; ``further``: the
    shortest of each further kind that is shorter; ``probability``: that the chain of departures
    comes to rest there, None where it is no equilibrium of the behaviour profile."""

    position: int
    kinds: tuple[str, ...]
    kind: str | None
    legs: tuple[Leg, ...]
    further: tuple[tuple[str, tuple[Leg, ...]], ...]
    probability: float | None


@dataclass(frozen=True)
class PathsResult:
    """Routes from ``start`` to every equilibrium asked for, best kind first, shortest first.

    ``joint_tried``: False where joint paths are not looked for: too many states, or a party
    without ranks.
    """

    solution: Solution
    start: int
    routes: tuple[Route, ...]
    chain: Chain
    joint_tried: bool = True

    @cached_property
    def any_moves(self) -> ReachTable:
        """The reachability table of legal moves."""
        return reach_table(self.solution.moves, self.start)

    @cached_property
    def improvements(self) -> ReachTable:
        """The reachability table of improvements."""
        return reach_table(self.solution.moves, self.start, improving=True)

    def as_dict(self) -> dict[str, object]:
        """Plain data for ``--format json``."""
        ids = self.solution.space.ids
        return self.solution.situation.question() | {
            "from": int(ids[self.start]),
            "chain": {
                "choice": self.chain.choice,
                "steps": self.chain.steps,
                "method": self.chain.method,
                "residual": self.chain.residual,
                "assumption": self.chain.assumption or None,
                "endings": [
                    {
                        "states": [int(ids[at]) for at in one.states],
                        "cycle": one.is_cycle,
                        "probability": one.probability,
                    }
                    for one in self.chain.endings
                ],
            },
            "kinds_tried": [k for k in KINDS if k != "joint" or self.joint_tried],
            "to": [self._route(route) for route in self.routes],
        }

    def table_dict(self) -> list[dict[str, object]]:
        """The reachability table as plain data, a row for each state that is reached."""
        parties = [party.id for party in self.solution.situation.parties]
        rows = []
        for position in np.flatnonzero((self.any_moves.first >= 0).any(axis=0)).tolist():
            row: dict[str, object] = {"state": int(self.solution.space.ids[position])}
            for name, table in (("moves", self.any_moves), ("improvements", self.improvements)):
                column = table.first[:, position].tolist()
                row[name] = {p: h for p, h in zip(parties, column, strict=True) if h >= 0}
            rows.append(row)
        return rows

    def _route(self, route: Route) -> dict[str, object]:
        told: dict[str, object] = {
            "state": int(self.solution.space.ids[route.position]),
            "equilibrium": list(route.kinds),
            "kind": route.kind,
            "steps": steps_dict(self.solution, route.legs),
            "probability": route.probability,
        }
        if route.further:
            told["further"] = {k: steps_dict(self.solution, legs) for k, legs in route.further}
        return told


def steps_dict(solution: Solution, legs: tuple[Leg, ...]) -> list[dict[str, object]]:
    """Steps as plain data: who (always a list), from which id, to which."""
    parties = [party.id for party in solution.situation.parties]
    ids = solution.space.ids
    return [
        {
            "by": [parties[i] for i in leg.by],
            "from": int(ids[leg.source]),
            "to": int(ids[leg.target]),
        }
        for leg in legs
    ]


def one_state(solution: Solution, text: str | None, purpose: str) -> int:
    """The state meant by an id, a name or an expression; the status quo where none is given.

    Raises ``RequestError`` where there is none or several fit.
    """
    space = solution.space
    if text is None:
        if space.now is None:
            raise RequestError(
                f"the file gives no status quo, so it must be said {purpose}; add now: to the "
                "file, or name a state"
            )
        return space.now
    found = space.find(text)
    if len(found) != 1:
        shown = ", ".join(str(int(space.ids[at])) for at in found[:10])
        listed = f" (ids {shown}{' …' if len(found) > 10 else ''})" if len(found) else ""
        raise RequestError(f'"{text}" fits {len(found)} states{listed}; expected one')
    return int(found[0])


def paths(
    solution: Solution,
    start: str | None = None,
    to: str | None = None,
    choice: str = "uniform",
    readiness: Mapping[str, float] | None = None,
) -> PathsResult:
    """Routes to every equilibrium under some concept or as the parties behave.

    ``start``: a state instead of the status quo; ``to``: an expression that the ends satisfy.
    Raises ``RequestError`` where there is no start, and for an unknown choice rule or party.
    """
    begin = one_state(solution, start, "where to start")
    wanted = solution.any_kind.copy()
    if to is not None:
        fitting = np.zeros(len(solution.space), dtype=np.bool_)
        fitting[solution.space.find(to)] = True
        wanted &= fitting
    walks = Paths(solution.moves, begin)
    ends = chain(solution.moves, begin, choice, readiness)
    routes = [_route(solution, walks, ends, at) for at in np.flatnonzero(wanted).tolist()]
    order = (*KINDS, None)
    routes.sort(key=lambda one: (order.index(one.kind), len(one.legs), one.position))
    return PathsResult(solution, begin, tuple(routes), ends, "joint" in walks.kinds())


def _route(solution: Solution, walks: Paths, ends: Chain, position: int) -> Route:
    kind = walks.kind_of(position)
    legs = walks.path(kind, position) if kind is not None else ()
    further = []
    shortest = len(legs)
    kinds = list(walks.kinds())
    for other in kinds[kinds.index(kind) + 1 :] if kind is not None else []:
        there = walks.walk(other)
        if 0 <= int(there.steps[position]) < shortest:
            found = walks.path(other, position)
            shortest = len(found)
            further.append((other, found))
    held = solution.kinds_of(position)
    probability = ends.probability(position) if PROFILE in held else None
    return Route(position, held, kind, legs, tuple(further), probability)
