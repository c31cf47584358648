"""The map of states: all of a small model, a neighbourhood and the path of a larger one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from goodoffices.analyses.solution import Solution, solve
from goodoffices.analyses.state_map import state_map
from goodoffices.case import load_case
from goodoffices.errors import RequestError

ROOT = Path(__file__).parents[1]


def solved(path: str) -> Solution:
    return solve(load_case(ROOT / path).situation)


@pytest.fixture(scope="module")
def bench() -> Solution:
    return solved("benchmarks/cases/bench264.yaml")


@pytest.fixture(scope="module")
def cairo() -> Solution:
    return solved("examples/cairo-talks")


def test_all_states_and_all_improvements_of_a_small_model(bench: Solution) -> None:
    made = state_map(bench)
    assert sorted(made.places) == list(range(264)) and made.left_out == 0
    literal = {
        (at, int(target), party)
        for party in range(6)
        for at in range(264)
        for target in bench.moves.targets(party, at).tolist()
        if bench.moves.rank[party, target] > bench.moves.rank[party, at]
    }
    assert set(made.arcs) == literal and len(made.arcs) == len(literal)
    assert len(set(made.places.values())) == 264, "two states stand at one place"


def test_columns_are_steps_of_improvement_from_the_status_quo(bench: Solution) -> None:
    made = state_map(bench)
    now = bench.space.now
    assert now is not None and made.places[now][0] == 0
    near = {a: set() for a in made.places}
    for source, target, _ in made.arcs:
        near[source].add(target)
        near[target].add(source)
    for at, (column, _) in made.places.items():
        if near[at] and at != now:
            beside = {made.places[other][0] for other in near[at]}
            assert min(beside) >= column - 1


def test_of_many_states_the_neighbourhood_and_the_path(cairo: Solution) -> None:
    assert cairo.reach is not None
    focus = int(np.flatnonzero(cairo.reach.reached & cairo.any_kind)[-1])
    few, more = (state_map(cairo, focus, steps, most=100) for steps in (1, 3))
    assert focus in few.places and set(few.path) <= set(few.places)
    assert few.path[0] == cairo.space.now and few.path[-1] == focus
    assert len(few.places) <= len(more.places) <= 100 + len(more.path)
    assert few.left_out == 640 - len(few.places)
    one_step = {t for s, t, _ in few.arcs if s == focus}
    every = {int(t) for p in range(7) for t in cairo.moves.improvements(p, focus).tolist()}
    assert one_step == every


def test_no_such_state(cairo: Solution) -> None:
    with pytest.raises(RequestError):
        state_map(cairo, 640)
