"""Paths, the chain of departures, the reachability table and coalitions, against the oracle."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from oracle import coalitions as literal
from oracle import evolution, strategies
from oracle.case import read
from oracle.conflict import Conflict
from thorough import examples

from goodoffices.analyses.coalitions import coalitions
from goodoffices.analyses.paths import paths
from goodoffices.analyses.solution import Solution, solve
from goodoffices.evolution import chain as chains
from goodoffices.evolution.chain import chain
from goodoffices.evolution.coalitional import CONCEPTS, improvements, stable
from goodoffices.evolution.departures import departures
from goodoffices.evolution.horizon import reach_table
from goodoffices.evolution.kinds import KINDS, Paths
from goodoffices.evolution.together import Together
from goodoffices.formats.native import from_data

RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}
SMALL = st.one_of(
    strategies.conflicts(max_options=5, max_parties=4),
    strategies.arc_conflicts(max_options=4, max_parties=3),
    strategies.graphs(max_states=6, max_parties=3),
    strategies.two_party_conflicts(),
)


def _solved(data: dict[str, Any]) -> tuple[Conflict, Solution]:
    conflict = read(data)
    assume("nonmyopic" not in conflict.behaviour.values())  # it names no single move there
    return conflict, solve(from_data(data).situation)


@settings(max_examples=examples(1_000), **RELAXED)
@given(SMALL, st.data())
def test_paths_of_every_kind(data: dict[str, Any], draws: st.DataObject) -> None:
    conflict, solution = _solved(data)
    space = solution.space
    ids = [int(one) for one in space.ids]
    start = draws.draw(st.sampled_from(ids))
    walks = Paths(solution.moves, space.position(start) or 0)
    parties = [party.id for party in solution.situation.parties]
    for kind in KINDS:
        expected = evolution.distances(conflict, start, kind)
        found = walks.walk(kind).steps.tolist()
        assert {ids[at]: h for at, h in enumerate(found) if h >= 0} == expected, kind
        for at in np.flatnonzero(walks.walk(kind).reached).tolist():
            legs = walks.path(kind, at)
            told = [([parties[i] for i in g.by], ids[g.source], ids[g.target]) for g in legs]
            assert evolution.is_path(conflict, kind, start, told)
            assert len(legs) == found[at]
    for at, state in enumerate(ids):
        found_kind = walks.kind_of(at)
        assert (None if found_kind == "any" else found_kind) == evolution.best_kind(
            conflict, start, state
        )


@settings(max_examples=examples(1_000), **RELAXED)
@given(SMALL, st.data())
def test_the_chain_of_departures(data: dict[str, Any], draws: st.DataObject) -> None:
    conflict, solution = _solved(data)
    ids = [int(one) for one in solution.space.ids]
    start = draws.draw(st.sampled_from(ids))
    position = solution.space.position(start)
    assert position is not None
    choice = draws.draw(st.sampled_from(["uniform", "best"]))
    ready = {party: draws.draw(st.integers(1, 4)) for party in conflict.parties}
    expected = evolution.chain(conflict, start, choice, ready)
    found = chain(solution.moves, position, choice, ready)
    rest = {ids[e.states[0]]: e.probability for e in found.endings if not e.is_cycle}
    cycles = {
        frozenset(ids[at] for at in e.states): e.probability for e in found.endings if e.is_cycle
    }
    assert rest == pytest.approx({k: float(v) for k, v in expected.absorbing.items()})
    assert cycles.keys() == expected.cycles.keys()
    for cycle, share in expected.cycles.items():
        assert cycles[cycle] == pytest.approx(float(share))
    assert found.steps == pytest.approx(float(expected.steps))
    assert found.method == "direct"


def test_three_ways_to_solve_a_chain_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Directly, iteratively with a residual, and by simulation with its error."""
    solution = _cyclic()
    start = 0
    direct = chain(solution.moves, start)
    monkeypatch.setattr(chains, "DIRECT", 1)
    iterative = chain(solution.moves, start)
    assert (direct.method, iterative.method) == ("direct", "iterative")
    assert iterative.residual < 1e-6
    monkeypatch.setattr(chains, "SOLVERS", ())
    simulated = chain(solution.moves, start)
    assert simulated.method == "simulated" and simulated.residual > 0
    assert chain(solution.moves, start) == simulated
    for other, close in ((iterative, 1e-6), (simulated, 5 * simulated.residual)):
        assert [e.states for e in direct.endings] == [e.states for e in other.endings]
        for one, two in zip(direct.endings, other.endings, strict=True):
            assert one.probability == pytest.approx(two.probability, abs=close)
    assert iterative.steps == pytest.approx(direct.steps)
    assert simulated.steps == pytest.approx(direct.steps, rel=0.05)


def _cyclic() -> Solution:
    """Three parties chase each other round six states; two of them can also stop for good."""
    around = [[f"c{k}", f"c{(k + 1) % 6}"] for k in range(6)]
    data = {
        "goodoffices": 1,
        "title": "Chase",
        "now": "c0",
        "graph": {
            "states": {**{f"c{k}": f"chase {k}" for k in range(6)}, "e": "end", "f": "other end"},
            "moves": {"a": around[0::2], "b": [*around[1::2], ["c1", "e"]], "d": [["c4", "f"]]},
        },
        "parties": {
            "a": {"ranking": [["c1", "c3", "c5"], ["c0", "c2", "c4"], ["e", "f"]]},
            "b": {"ranking": [["e", "c0", "c2", "c4"], ["c1", "c3", "c5", "f"]]},
            "d": {"ranking": ["f", ["e", *[f"c{k}" for k in range(6)]]]},
        },
    }
    for party in data["parties"].values():  # type: ignore[attr-defined]
        party["behaviour"] = "nash"
    return solve(from_data(data).situation)


@settings(max_examples=examples(1_000), **RELAXED)
@given(SMALL, st.data())
def test_the_reachability_table(data: dict[str, Any], draws: st.DataObject) -> None:
    conflict, solution = _solved(data)
    ids = [int(one) for one in solution.space.ids]
    start = draws.draw(st.sampled_from(ids))
    parties = [party.id for party in solution.situation.parties]
    for improving in (False, True):
        table = reach_table(solution.moves, solution.space.position(start) or 0, improving)
        expected = evolution.reachability_table(conflict, start, table.horizon + 1, improving)
        for h, row in enumerate(expected):
            found = {
                (ids[at], parties[i]) for at in range(len(ids)) for i in table.last_movers(at, h)
            }
            assert found == {one for one in row if one[1] is not None}


@settings(max_examples=examples(1_000), **RELAXED)
@given(SMALL)
def test_departures_as_lists(data: dict[str, Any]) -> None:
    conflict, solution = _solved(data)
    arcs = departures(solution.moves)
    ids = [int(one) for one in solution.space.ids]
    for i, party in enumerate(solution.situation.parties):
        for at, state in enumerate(ids):
            listed = arcs.target[i][arcs.start[i][at] : arcs.start[i][at + 1]].tolist()
            expected = evolution.own_departures(conflict, party.id, state)
            assert {ids[t] for t in listed} == set(expected)


@settings(max_examples=examples(1_000), **RELAXED)
@given(SMALL, st.booleans())
def test_coalitions(data: dict[str, Any], pareto: bool) -> None:
    conflict, solution = _solved(data)
    convention = "pareto" if pareto else "strict"
    ids = [int(one) for one in solution.space.ids]
    parties = [party.id for party in solution.situation.parties]
    together = Together(solution.moves)
    held = np.flatnonzero(solution.any_kind).tolist()
    for group in evolution.coalitions(parties):
        members = [parties.index(one) for one in group]
        for at, state in enumerate(ids):
            found = improvements(solution.moves, together, members, at, pareto).tolist()
            expected = literal.improvements(conflict, group, state, convention)
            assert {ids[t] for t in found} == set(expected)
        judged = stable(solution.moves, together, members, held, pareto)
        for name in CONCEPTS:
            judge = literal.COALITION_CONCEPTS[name]
            expected_stable = [judge(conflict, group, ids[at], convention) for at in held]
            assert judged[name].tolist() == expected_stable, name
    result = coalitions(solution, pareto=pareto)
    equilibria = [ids[at] for at in held]
    assert [ids[at] for at in result.strong] == sorted(
        literal.strong(conflict, equilibria, convention)
    )
    for one in result.coalitions:
        group = frozenset(parties[i] for i in one.members)
        assert {ids[at] for at in one.upsets} == set(
            literal.upset(conflict, group, equilibria, convention)
        )
        for step in one.improvements:
            alone = literal.alone(conflict, group, ids[step.source], ids[step.target])
            assert {parties[i] for i in step.alone} == set(alone)


def test_named_paths_and_ends(capsys: pytest.CaptureFixture[str]) -> None:
    solution = _cyclic()
    result = paths(solution)
    told: Any = result.as_dict()
    assert told["from"] == 0
    ends = [one for one in told["to"] if "profile" in one["equilibrium"]]
    assert {one["state"]: one["kind"] for one in ends} == {6: "own", 7: "own"}
    assert sum(one["probability"] for one in ends) == pytest.approx(1)
    assert paths(solution, start="c1", to="e").routes[0].legs[0].target == 6
