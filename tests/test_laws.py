"""Laws over all concepts at once: what each entry of CONCEPTS claims, and what must always hold."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from oracle import strategies

from goodoffices.analyses.solution import solve
from goodoffices.formats.native import from_data
from goodoffices.model.vocabulary import CONCEPT_NAMES
from goodoffices.moves.base import Moves
from goodoffices.moves.build import moves_of
from goodoffices.stability.concepts import CONCEPTS, STANDARD, concept
from goodoffices.stability.verdicts import Verdicts

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


@settings(max_examples=300, **RELAXED)
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


@settings(max_examples=150, **RELAXED)
@given(strategies.graphs())
def test_implications_in_graph_form(data: dict[str, Any]) -> None:
    moves = moves_of(from_data(data).situation)
    stable = Verdicts.of(moves, STANDARD).stable
    for name in STANDARD:
        for weaker in set(concept(name).implies) & set(STANDARD):
            assert (~stable[name] | stable[weaker]).all(), f"{name} without {weaker}"


@settings(max_examples=200, **RELAXED)
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


@settings(max_examples=200, **RELAXED)
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


@settings(max_examples=100, **RELAXED)
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
