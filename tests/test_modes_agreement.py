"""Modes of preference: the program against the literal oracle."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from oracle import modes as oracle
from oracle import random_modes
from thorough import examples

from goodoffices.analyses.solution import Solution, solve
from goodoffices.analyses.strength import JUDGED
from goodoffices.formats.native import from_data
from goodoffices.model.apply import with_extension
from goodoffices.model.preference import EXTENSIONS
from goodoffices.model.situation import Situation
from goodoffices.modes.comparison import UNKNOWN, Comparison
from goodoffices.stability.concepts import STANDARD, concept
from goodoffices.states import StateSpace

RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}
EACH = examples(1_000, 8)
"""Random conflicts for each mode."""


def assert_agrees(data: dict[str, Any], situation: Situation, extension: str | None) -> None:
    """Verdicts, departures and what improvements reach, all by the oracle's definitions."""
    solution = solve(situation)
    space, moves = solution.space, solution.moves
    ids = [int(one) for one in space.ids]
    game = oracle.play(data, extension)
    for name in STANDARD:
        for index, party in enumerate(situation.parties):
            own = game.relations[party.id]
            leaves = [game.departures(name, party.id, state, own) for state in ids]
            column = solution.verdicts.stable[name][index]
            assert column.tolist() == [not one for one in leaves], (name, party.id)
            source, target = concept(name).departures_of(moves, index)
            pairs = {
                (ids[s], ids[t]) for s, t in zip(source.tolist(), target.tolist(), strict=True)
            }
            assert pairs == {(s, t) for s, ends in zip(ids, leaves, strict=True) for t in ends}
            for at, ends in enumerate(leaves):
                assert {ids[t] for t in concept(name).departures(moves, index, at)} == ends
    reached = oracle.improving_reach(data, extension)
    if solution.reach is None:
        assert reached is None
    else:
        assert {ids[at] for at in np.flatnonzero(solution.reach.reached).tolist()} == reached
    if extension in (None, "c", "d"):
        assert_strength(data, solution, extension)


def assert_strength(data: dict[str, Any], solution: Solution, extension: str | None) -> None:
    """The degree of every party in every state, by one or the other reading of a state that is
    Nash stable."""
    ids = [int(one) for one in solution.space.ids]
    nash_is_strong = sum(ids) % 2 == 0
    expected = oracle.strength(data, extension, nash_is_strong)
    found = replace(solution, nash_is_strong=nash_is_strong).strength
    if found is None:
        assert not any(parties for parties in expected.values())
        return
    for name in JUDGED:
        assert {p for p, _ in found.telling} == set(expected[name])
        for party, index in found.telling:
            degrees = dict(zip(ids, found.degree[name][index].tolist(), strict=True))
            assert degrees == expected[name][party], (name, party, nash_is_strong)


def both_ways(data: dict[str, Any]) -> None:
    """Under two of the extensions where something may be unknown, else once."""
    situation = from_data(data).situation
    if any(party.preference.unknown for party in situation.parties):
        for letter in EXTENSIONS[len(str(data)) % 2 :: 2]:
            assert_agrees(data, with_extension(situation, letter), letter)
    else:
        assert_agrees(data, situation, None)


@settings(max_examples=EACH, **RELAXED)
@given(random_modes.modes())
def test_mixed(data: dict[str, Any]) -> None:
    """Several modes in one situation."""
    both_ways(data)


ONE_MODE = ("unknown", "strength", "hybrid", "divided", "fuzzy", "attitude")


@pytest.mark.parametrize("mode", ONE_MODE)
def test_one_mode(mode: str) -> None:
    @settings(max_examples=EACH, **RELAXED)
    @given(getattr(random_modes, f"{mode}_situations")())
    def agrees(data: dict[str, Any]) -> None:
        both_ways(data)

    agrees()


@settings(max_examples=examples(500, 8), **RELAXED)
@given(random_modes.hybrid_situations())
def test_comparisons(data: dict[str, Any]) -> None:
    """Every pair of states of every party that compares states."""
    situation = from_data(data).situation
    space = StateSpace.of(situation)
    every = np.arange(len(space), dtype=np.int32)
    for party in situation.parties:
        if party.preference.divided or party.preference.fuzzy:
            continue
        found = Comparison.of(space, party.preference)(every[:, None], every[None, :])
        expected = oracle.compare_all(data, party.id)
        for (s, t), degree in expected.items():
            here, there = space.position(s), space.position(t)
            assert here is not None and there is not None
            mine = found[here, there]
            assert (oracle.UNKNOWN if mine == UNKNOWN else int(mine)) == degree
