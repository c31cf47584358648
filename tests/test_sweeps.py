"""Quick ways to the same answers: sweeps, the pass that takes over, sorts, and threads."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import strategies
from thorough import examples

from goodoffices import heavy
from goodoffices.analyses.solution import solve
from goodoffices.formats.native import from_data
from goodoffices.moves import sorting, sweeps
from goodoffices.moves.base import Moves
from goodoffices.moves.build import moves_of
from goodoffices.moves.fibres import FibreMoves
from goodoffices.stability import verdicts
from goodoffices.stability.concepts import STANDARD
from goodoffices.stability.verdicts import Verdicts

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from random_conflicts import random_moves, staircase

RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def by_the_pass(moves: Moves) -> dict[str, np.ndarray]:
    """The four concepts without sweeps: least and best, as the base class has them."""
    found = {name: np.empty(moves.rank.shape, dtype=np.bool_) for name in STANDARD}
    for party in range(len(moves.rank)):
        found["nash"][party] = Moves.nothing_better(moves, party)
        for credible, names in ((False, ("gmr", "smr")), (True, ("seq", "sseq"))):
            for name, column in zip(names, Moves.answered(moves, party, credible), strict=True):
                found[name][party] = column
    return found


@pytest.mark.parametrize("most", [0, 1, 6])
def test_sweeps_and_the_pass_agree(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few sweeps are made before the pass takes over."""
    monkeypatch.setattr(sweeps, "MOST_SWEEPS", most)
    for moves in (random_moves(10, 3), random_moves(11, 5, seed=7), staircase(10)):
        quick = Verdicts.of(FibreMoves(moves.space, moves.rank)).stable
        slow = by_the_pass(moves)
        for name in STANDARD:
            assert (quick[name] == slow[name]).all(), name


@settings(max_examples=examples(300), **RELAXED)
@given(strategies.conflicts())
def test_on_random_conflicts(data: dict[str, Any]) -> None:
    moves = moves_of(from_data(data).situation)
    quick, slow = Verdicts.of(moves).stable, by_the_pass(moves)
    for name in STANDARD:
        assert (quick[name] == slow[name]).all(), name


def test_the_staircase_needs_the_pass() -> None:
    """Its far end is what the watcher would be brought to; a few sweeps do not get there."""
    moves = staircase(12)
    party, rank = 2, moves.rank[2]
    worst = sweeps.price(rank, *moves.sorted(party))
    for _ in range(sweeps.MOST_SWEEPS):
        changed = [sweeps.sweep_improvements(worst, *moves.sorted(j)) for j in (0, 1)]
    assert any(changed)
    final = moves.least(party, rank, True)
    assert (final != worst[:, 0]).any() and (final <= worst[:, 0]).all()


def test_threads_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    moves = random_moves(12, 4)
    alone = Verdicts.of(moves)
    monkeypatch.setattr(verdicts, "ALONE", 1)
    together = Verdicts.of(FibreMoves(moves.space, moves.rank))
    for name in STANDARD:
        assert (alone.stable[name] == together.stable[name]).all()


@settings(max_examples=examples(60), **RELAXED)
@given(st.one_of(strategies.conflicts(max_options=5), strategies.graphs()))
def test_compiled_and_not_compiled_are_the_same(data: dict[str, Any]) -> None:
    """A kernel may run as plain Python for small arrays: the same function, the same answer."""
    situation = from_data(data).situation
    spent = heavy._spent[0]
    answers = []
    for patience in (float("inf"), -1.0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(heavy, "PATIENCE", patience)
            for kernel in gc.get_objects():
                if isinstance(kernel, heavy.Kernel) and patience > 0:
                    patch.setattr(kernel, "_compiled", None)
            answers.append(solve(situation).as_dict())
    heavy._spent[0] = spent
    assert answers[0] == answers[1]


def test_both_sorts_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting where the others' options make few bits, comparing where they make many."""
    moves = random_moves(12, 3)
    counted = [moves.sorted(party) for party in range(3)]
    monkeypatch.setattr(sorting, "MOST_BUCKET_BITS", 0)
    compared = FibreMoves(moves.space, moves.rank)
    for party, (order, flags) in enumerate(counted):
        assert (compared.sorted(party)[0] == order).all()
        assert (compared.sorted(party)[1] == flags).all()
