"""Laws over all concepts at once: what each entry of CONCEPTS claims, and what must always hold."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import strategies
from oracle.case import read
from oracle.departures import departures
from thorough import examples

from goodoffices.analyses.solution import solve
from goodoffices.formats.native import from_data
from goodoffices.model.vocabulary import CONCEPT_NAMES
from goodoffices.moves.base import Moves
from goodoffices.moves.build import moves_of
from goodoffices.stability import verdicts
from goodoffices.stability.concepts import CONCEPTS, STANDARD, concept
from goodoffices.stability.verdicts import Verdicts

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from random_conflicts import random_moves

RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def test_every_name_of_the_format_is_a_concept_and_the_reverse() -> None:
    assert tuple(CONCEPTS) == CONCEPT_NAMES
    for name, notion in CONCEPTS.items():
        assert notion.name == name
        assert set(notion.implies) <= set(CONCEPTS)
        assert notion.source and notion.means


def test_claims_are_closed_under_implication() -> None:
    for notion in CONCEPTS.values():
        for weaker in notion.implies:
            assert set(CONCEPTS[weaker].implies) <= set(notion.implies)


@settings(max_examples=examples(300), **RELAXED)
@given(strategies.conflicts())
def test_implications(data: dict[str, Any]) -> None:
    moves = moves_of(from_data(data).situation)
    names = _defined(moves)
    stable = Verdicts.of(moves, names).stable
    for name in names:
        for weaker in concept(name).implies:
            if weaker in names:
                assert (~stable[name] | stable[weaker]).all(), f"{name} without {weaker}"
    if "l1" in names:
        assert (stable["l1"] == stable["nash"]).all()


def _defined(moves: Moves) -> list[str]:
    """The concepts that are defined for these moves: SIM needs options, L_h two movers."""
    names = [*STANDARD]
    names += ["sim"] if moves.situation.graph is None else []
    return names + (["l1", "l2", "l3", "nonmyopic"] if len(moves.movers) <= 2 else [])


@settings(max_examples=examples(150), **RELAXED)
@given(strategies.graphs())
def test_implications_in_graph_form(data: dict[str, Any]) -> None:
    moves = moves_of(from_data(data).situation)
    stable = Verdicts.of(moves, STANDARD).stable
    for name in STANDARD:
        for weaker in set(concept(name).implies) & set(STANDARD):
            assert (~stable[name] | stable[weaker]).all(), f"{name} without {weaker}"


@settings(max_examples=examples(200), **RELAXED)
@given(strategies.conflicts())
def test_a_state_is_stable_exactly_when_there_is_no_departure(data: dict[str, Any]) -> None:
    moves = moves_of(from_data(data).situation)
    for name in _defined(moves):
        notion = concept(name)
        for party in range(len(moves.rank)):
            stable = notion.stable(moves, party)
            for at in range(len(moves.space)):
                departures = notion.departures(moves, party, at)
                assert (len(departures) == 0) == stable[at]
                assert notion.reason(moves, party, at).stable == stable[at]
                legal = moves.targets if notion.answers_are_choices else moves.improvements
                assert set(departures) <= set(legal(party, at).tolist())


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {names.get(k, k): _renamed(v, names) for k, v in value.items()}
    if isinstance(value, list):
        return [_renamed(v, names) for v in value]
    if isinstance(value, str):
        return re.sub(r"[a-z][a-z0-9_]*", lambda m: names.get(m.group(), m.group()), value)
    return value


@settings(max_examples=examples(200), **RELAXED)
@given(strategies.conflicts())
def test_renaming_changes_nothing(data: dict[str, Any]) -> None:
    ids = [*data["parties"], *(data.get("terms") or {}), *(data.get("states") or {})]
    ids += [o for p in data["parties"].values() for o in (p or {}).get("options") or {}]
    names = {one: f"{one}_renamed" for one in ids}
    before = solve(from_data(data).situation)
    after = solve(from_data(_renamed(data, names)).situation)
    assert (before.space.ids == after.space.ids).all()
    assert (before.dominated == after.dominated).all()
    for kind in before.verdicts.kinds:
        assert (before.verdicts.equilibrium(kind) == after.verdicts.equilibrium(kind)).all()


@settings(max_examples=examples(100), **RELAXED)
@given(strategies.conflicts(one_way=False, rankings=False, closed=False))
def test_a_statement_on_top_never_makes_states_that_satisfy_it_worse(data: dict[str, Any]) -> None:
    """Metamorphic: raising a statement lifts every state with it against every state without."""
    situation = from_data(data).situation
    party = situation.parties[0]
    statements = party.preference.statements()
    if not statements:
        return
    want = str(statements[-1].want)
    changed = dict(data)
    changed["parties"] = dict(data["parties"])
    first = dict(changed["parties"][party.id])
    first["prefers"] = [want, *first["prefers"]]
    changed["parties"][party.id] = first
    after = moves_of(from_data(changed).situation)
    before = moves_of(situation)
    truth = after.space.truth(statements[-1].want)
    for one in np.flatnonzero(truth):
        for other in np.flatnonzero(~truth):
            assert after.rank[0, one] > after.rank[0, other]
        for other in np.flatnonzero(truth):
            old = np.sign(before.rank[0, one] - before.rank[0, other])
            assert old == np.sign(after.rank[0, one] - after.rank[0, other])


@settings(max_examples=examples(200), **RELAXED)
@given(st.one_of(strategies.graphs(max_parties=2), strategies.two_party_conflicts()))
def test_the_move_chosen_is_the_oracles(data: dict[str, Any]) -> None:
    """Departures of L_h, also at horizons that are read off a cycle."""
    moves = moves_of(from_data(data).situation)
    if len(moves.movers) > 2:
        return
    conflict = read(data)
    ids = moves.space.ids.tolist()
    for name in ("l1", "l2", "l3", "l6", "l11"):
        concept("nonmyopic").stable(moves, 0)  # find the cycle first
        for index, party in enumerate(moves.situation.parties):
            for at, state in enumerate(ids):
                found = {ids[t] for t in concept(name).departures(moves, index, at)}
                assert found == departures(conflict, name, party.id, state), (name, party.id)


def test_threads_look_at_the_same_horizons(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["l1", "l4", "l9", "nonmyopic"]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for seed in range(6):
            alone = Verdicts.of(random_moves(10, 2, seed=seed), names)
            monkeypatch.setattr(verdicts, "ALONE", 0)
            together = Verdicts.of(random_moves(10, 2, seed=seed), names)
            monkeypatch.undo()
            for name in names:
                assert (alone.stable[name] == together.stable[name]).all(), name
    finally:
        sys.setswitchinterval(before)
