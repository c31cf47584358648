"""The chain of departures: where a conflict ends if each party does what it would really do.

1. At a state, a party that has departures is drawn in proportion to its readiness to move.
2. It takes one of its departures by the choice rule: *uniform*, any of them; *best*, one of those
   that it ranks highest; *logit*, in proportion to exp(rank), which reads ranks as if they were
   amounts: an assumption, and marked as one.
3. Where nobody has a departure the chain ends: an equilibrium of the behaviour profile. It may also
   end in a *cycle*: a class of states that lead into one another and to nothing else.

Solved forwards from the start, component by component of the condensed graph (states that lead into
one another are one component): with x the expected number of visits, x = b + xQ in each component,
where b is what flows in from earlier ones. Directly up to ``DIRECT`` states in a component,
iteratively above (the residual is reported), and where that does not converge by seeded simulation.

Source: absorbing chains as in Kemeny and Snell 1960, ch. 3. That departures make one, and the
choice rules, are conventions of this program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import RequestError, one_of
from goodoffices.evolution.components import Condensed, condensed
from goodoffices.evolution.departures import departures
from goodoffices.moves.base import Moves, require_ranks

CHOICES = ("uniform", "best", "logit")
DIRECT = 2_000
"""States in one component that are solved directly; the time grows with the cube."""

TOLERANCE = 1e-10
ACCEPTED = 1e-6
ROUNDS = 2_000
SOLVERS = ("bicgstab", "gmres")
"""Tried one after the other: the first is quick and breaks down on some chains."""

RUNS = 20_000
SEED = 1

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ending:
    """Where the chain ends: one state, or several that lead into one another for ever."""

    states: tuple[int, ...]
    probability: float

    @property
    def is_cycle(self) -> bool:
        """Whether nothing ever comes to rest there."""
        return len(self.states) > 1


@dataclass(frozen=True)
class Chain:
    """The endings, most likely first, and how long it takes.

    ``steps``: the expected number of steps until a state where nobody moves or a cycle. ``states``:
    how many states are on the way. ``method``: direct, iterative or simulated; ``residual``: the
    greatest error of an equation where it was solved iteratively, or of a probability (one
    standard error) where it was simulated. ``assumption``: what was assumed, if anything.
    """

    start: int
    choice: str
    endings: tuple[Ending, ...]
    steps: float
    states: int
    method: str
    residual: float
    assumption: str = ""

    def probability(self, position: int) -> float:
        """Of coming to rest in this state."""
        return next((e.probability for e in self.endings if e.states == (position,)), 0.0)

    def share(self, positions: NDArray[np.bool_]) -> float:
        """Of coming to rest in one of these states (bool, (n_states,))."""
        return float(
            sum(e.probability for e in self.endings if not e.is_cycle and positions[e.states[0]])
        )


def chain(
    moves: Moves,
    start: int,
    choice: str = "uniform",
    readiness: Mapping[str, float] | None = None,
) -> Chain:
    """The chain from one state. ``readiness``: party → weight, 1 unless given.

    Raises ``RequestError`` for an unknown choice rule or party and for weights below 0.
    """
    weights = _weights(moves, readiness or {})
    if choice not in CHOICES:
        raise RequestError(f'there is no choice rule "{choice}"; expected {one_of(CHOICES)}')
    graph = condensed(moves, start, *_probabilities(moves, start, choice, weights))
    assumption = "ranks are read as amounts (logit)" if choice == "logit" else ""
    flow = _Flow(graph)
    flow.run()
    if flow.failed:
        return _simulated(graph, start, choice, assumption)
    endings = tuple(
        Ending(tuple(graph.states[members].tolist()), float(mass)) for members, mass in flow.endings
    )
    method = "iterative" if flow.residual is not None else "direct"
    return Chain(
        start,
        choice,
        _ordered(endings),
        flow.steps,
        len(graph.states),
        method,
        flow.residual or 0.0,
        assumption,
    )


def _ordered(endings: tuple[Ending, ...]) -> tuple[Ending, ...]:
    return tuple(sorted(endings, key=lambda one: (-one.probability, one.states)))


def _weights(moves: Moves, readiness: Mapping[str, float]) -> Floats:
    ids = [party.id for party in moves.situation.parties]
    for party, weight in readiness.items():
        if party not in ids:
            raise RequestError(f'there is no party "{party}"; expected {one_of(ids)}')
        if not 0 < weight < float("inf"):
            raise RequestError(f'the readiness of "{party}" is {weight}; expected more than 0')
    return np.array([readiness.get(party, 1.0) for party in ids])


def _probabilities(
    moves: Moves, start: int, choice: str, weights: Floats
) -> tuple[NDArray[np.int32], NDArray[np.int32], Floats]:
    """(source, target, probability) of every departure."""
    if choice != "uniform":
        require_ranks(moves, f"choosing among moves by {choice}")
    arcs = departures(moves)
    n = len(moves.space)
    ready = np.zeros(n)
    pieces = []
    for party, (first, target) in enumerate(zip(arcs.start, arcs.target, strict=True)):
        counts = np.diff(first)
        source = np.repeat(np.arange(n, dtype=np.int32), counts)
        ready += np.where(counts > 0, weights[party], 0.0)
        share = np.ones(len(target))
        rank = moves.rank[party, target].astype(np.float64)
        if choice != "uniform" and len(target):
            top = np.full(n, -np.inf)
            np.maximum.at(top, source, rank)
            share = (
                np.where(rank == top[source], 1.0, 0.0)
                if choice == "best"
                else np.exp(rank - top[source])
            )
        total = np.bincount(source, share, minlength=n)
        pieces.append((source, target, weights[party] * share / total[source]))
    source = np.concatenate([one[0] for one in pieces])
    target = np.concatenate([one[1] for one in pieces])
    value = np.concatenate([one[2] for one in pieces]) / ready[source]
    kept = value > 0
    return source[kept], target[kept], value[kept]


@dataclass
class _Flow:
    """Probability flowing through the components, first to last."""

    graph: Condensed
    steps: float = 0.0
    residual: float | None = None
    failed: bool = False
    endings: list[tuple[NDArray[np.intp], float]] = field(default_factory=list)

    def run(self) -> None:
        graph = self.graph
        inflow = np.zeros(len(graph.states))
        inflow[graph.start] = 1.0
        for members in graph.components:
            mass = inflow[members]
            if mass.sum() <= 0:
                continue
            if graph.is_closed(members):
                self.endings.append((members, float(mass.sum())))
                continue
            visits = mass if len(members) == 1 else self._visits(members, mass)
            if self.failed:
                return
            self.steps += float(visits.sum())
            sources, targets, values = graph.leaving(members)
            np.add.at(inflow, targets, visits[sources] * values)

    def _visits(self, members: NDArray[np.intp], mass: Floats) -> Floats:
        """x = b + xQ within one component."""
        sources, targets, values = self.graph.inside(members)
        size = len(members)
        if size <= DIRECT:
            matrix = np.eye(size)
            np.subtract.at(matrix, (targets, sources), values)
            return np.asarray(np.linalg.solve(matrix, mass), dtype=np.float64)
        return self._iterated(sources, targets, values, mass)

    def _iterated(
        self,
        sources: NDArray[np.intp],
        targets: NDArray[np.intp],
        values: Floats,
        mass: Floats,
    ) -> Floats:
        import scipy.sparse as sparse
        import scipy.sparse.linalg as solvers

        size = len(mass)
        moved: Any = sparse.csr_array((values, (targets, sources)), shape=(size, size))
        matrix = sparse.eye_array(size, format="csr") - moved
        for name in SOLVERS:
            solver = getattr(solvers, name)
            found, problem = solver(matrix, mass, rtol=TOLERANCE, atol=0.0, maxiter=ROUNDS)
            off = float(np.abs(matrix @ found - mass).max())
            if not problem and np.isfinite(off) and off < ACCEPTED and found.min() > -ACCEPTED:
                self.residual = max(self.residual or 0.0, off)
                return np.asarray(found, dtype=np.float64)
        self.failed = True
        return mass


def _simulated(graph: Condensed, start: int, choice: str, assumption: str) -> Chain:
    """Runs from the start until a component that nothing leaves; the seed is always the same."""
    ends, steps = graph.simulate(RUNS, SEED)
    endings = tuple(
        Ending(tuple(graph.states[graph.components[at]].tolist()), float(count / RUNS))
        for at, count in enumerate(np.bincount(ends, minlength=len(graph.components)).tolist())
        if count
    )
    error = max(float(np.sqrt(e.probability * (1 - e.probability) / RUNS)) for e in endings)
    mean = float(steps.mean())
    return Chain(
        start, choice, _ordered(endings), mean, len(graph.states), "simulated", error, assumption
    )
