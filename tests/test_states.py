"""Feasible states: against walking all combinations, and the refusal of too many."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from oracle import strategies
from oracle.case import feasible_states
from thorough import examples

from goodoffices import enumeration
from goodoffices.errors import RequestError, TooLargeError
from goodoffices.formats.native import from_data, loads
from goodoffices.states import StateSpace


@settings(max_examples=examples(300), deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.conflicts())
def test_all_and_only_the_feasible(data: dict[str, Any]) -> None:
    space = StateSpace.of(from_data(data).situation)
    assert space.ids.tolist() == list(feasible_states(data))
    assert not space.ids.flags.writeable
    for at, state in enumerate(space.ids.tolist()):
        assert space.position(state) == at
        assert sum(1 << space.bits[name] for name in space.yes(at)) == state


def _many(options: int, rules: str = "") -> str:
    listed = ", ".join(f"o{k}: do {k}" for k in range(options))
    return f"goodoffices: 1\ntitle: T\nparties: {{a: {{options: {{{listed}}}}}}}\n{rules}"


def test_too_many_states_are_refused_with_their_number() -> None:
    situation = loads(_many(20)).situation
    with pytest.raises(TooLargeError, match="1,048,576 feasible states"):
        StateSpace.of(situation, limit=2**16)


def test_sixty_four_options_with_tight_rules() -> None:
    members = ", ".join(f"a.o{k}" for k in range(64))
    space = StateSpace.of(loads(_many(64, f'rules: ["exactly 1 of ({members})"]')).situation)
    assert [int(i).bit_count() for i in space.ids] == [1] * 64
    chain = "\n".join(f"  - a.o{k} requires a.o{k + 1}" for k in range(63))
    space = StateSpace.of(loads(_many(64, f"rules:\n{chain}\n")).situation)
    assert len(space) == 65
    assert int(space.ids[-1]) == 2**64 - 1
    assert space.position(2**64 - 1) == 64
    assert space.position(2**64) is None


def test_sixty_five_options_are_refused() -> None:
    with pytest.raises(TooLargeError, match="65 options"):
        StateSpace.of(loads(_many(65)).situation)


def test_a_model_with_too_many_states_is_read_with_a_warning() -> None:
    checked = loads(_many(40))
    assert checked.space is None
    assert any("were not checked" in warning.found for warning in checked.warnings)


def test_both_ways_of_enumerating_agree() -> None:
    """Dense chunks where rules are loose, option by option where they are tight."""
    rules = "rules: [a.o0 requires a.o20, not (a.o3 and a.o19), at least 2 of (a.o5, a.o6, a.o7)]\n"
    situation = loads(
        _many(21, rules.replace("at least", '"at least').replace("7)]", '7)"]'))
    ).situation
    dense = StateSpace.of(situation)
    pending = [(enumeration._bits_of(r.holds, situation), r.holds) for r in situation.rules]
    assert (dense.ids == enumeration._option_by_option(situation, pending, 2**21)).all()
    assert len(dense) == 2**21 * 3 // 4 * 3 // 4 // 2
    with pytest.raises(TooLargeError, match="more than 200,000 feasible states so far"):
        StateSpace.of(situation, limit=200_000)


def test_what_cannot_fit_is_foreseen_and_not_tried() -> None:
    """Of "exactly 32 of 64" there are 1.83e18; nothing is cut before the 32nd option."""
    members = ", ".join(f"a.o{k}" for k in range(64))
    with pytest.raises(TooLargeError, match=r"about .* by an estimate") as refused:
        StateSpace.of(loads(_many(64, f'rules: ["exactly 32 of ({members})"]')).situation)
    number = int(str(refused.value).split()[1].replace(",", ""))
    assert math.comb(64, 32) / 1.5 < number < 1.5 * math.comb(64, 32)


def test_foreseeing_does_not_refuse_what_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    members = ", ".join(f"a.o{k}" for k in range(40))
    situation = loads(_many(40, f'rules: ["exactly 5 of ({members})"]')).situation
    monkeypatch.setattr(enumeration, "FORESEE", 2**8)
    assert len(StateSpace.of(situation)) == math.comb(40, 5)


def test_finding_states() -> None:
    text = _many(3, "rules: [a.o0 requires a.o1]\nstates: {calm: not a.o0 and not a.o1}\n")
    space = StateSpace.of(loads(text).situation)
    assert space.ids.tolist() == [0, 2, 3, 4, 6, 7]
    assert space.ids[space.find("calm")].tolist() == [0, 4]
    assert space.ids[space.find("a.o0 and a.o2")].tolist() == [7]
    assert space.ids[space.find(" 3 ")].tolist() == [3]
    assert space.find("false").tolist() == []
    assert space.name(0) == "calm" and space.name(2) == ""
    for wrong, fragment in (
        ("5", "not the id"),
        ("a.o9", "did you mean"),
        ("a.o0 and", "ends here"),
    ):
        with pytest.raises(RequestError, match=fragment):
            space.find(wrong)


def test_columns_are_read_only() -> None:
    space = StateSpace.of(loads(_many(2)).situation)
    column = space.truth(loads(_many(2, "terms: {t: a.o1}")).situation.terms[0].means)
    with pytest.raises(ValueError, match="read-only"):
        column[0] = True
    assert column.dtype == np.bool_
