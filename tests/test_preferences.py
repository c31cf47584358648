"""Preferences: weights, the table of an order, and what a change of one line may do."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import strategies

import goodoffices as go
from goodoffices import ranks as rank_module
from goodoffices.analyses.preferences import preferences
from goodoffices.catalog.entry import CASES
from goodoffices.cli.main import run
from goodoffices.errors import RequestError
from goodoffices.formats.native import from_data, loads
from goodoffices.model.preference import Preference
from goodoffices.moves.build import moves_of
from goodoffices.ranks import level_score, ranks

CAIRO = str(Path(__file__).parents[1] / "examples" / "cairo-talks")
RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}
WEIGHED = """goodoffices: 1
title: Weights
parties:
  a:
    options: {x: do x, y: do y, z: do z}
    prefers: [[{want: a.x, weight: 0.1}, {want: a.y, weight: 0.2}, {want: a.z, weight: 0.3}]]
"""


def test_weights_are_exact() -> None:
    """0.1 + 0.2 is 0.3: x and y together tie with z alone."""
    moves = moves_of(loads(WEIGHED).situation)
    assert moves.rank[0].tolist() == [1, 2, 3, 4, 4, 5, 6, 7]


def test_weights_too_large_for_machine_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sums as whole numbers and as fractions of combinations give the same order."""
    situation = loads(WEIGHED.replace("0.1", '"1/3"')).situation
    moves = moves_of(situation)
    level = situation.parties[0].preference.criteria[0]
    plain, _ = level_score(moves.space, level)  # type: ignore[arg-type]
    monkeypatch.setattr(rank_module, "WIDEST", 1)
    exact, most = level_score(moves.space, level)  # type: ignore[arg-type]
    assert plain.tolist() == exact.tolist() and most == int(exact.max())


@settings(max_examples=500, **RELAXED)
@given(strategies.conflicts(max_options=5), st.data())
def test_raising_a_statement_helps_what_satisfies_it(
    data: dict[str, Any], draws: st.DataObject
) -> None:
    """No state that satisfies a raised statement becomes worse against one that does not, and
    states that agree on it keep their order."""
    checked = from_data(data)
    moves = moves_of(checked.situation, checked.space)
    for party in checked.situation.parties:
        statements = party.preference.statements()
        if not statements or len(statements) < len(party.preference.criteria):
            continue
        chosen = draws.draw(st.sampled_from(statements))
        rest = party.preference.without(chosen.want) or Preference()
        level = next(c for c in party.preference.criteria if chosen in getattr(c, "statements", ()))
        if len(level.statements) > 1:  # type: ignore[union-attr]
            continue
        before = ranks(moves.space, party.preference)
        after = ranks(moves.space, rest.raised((level,)))  # type: ignore[arg-type]
        true = moves.space.truth(chosen.want)
        order_before = np.sign(np.subtract.outer(before, before))
        order_after = np.sign(np.subtract.outer(after, after))
        helped = np.outer(true, ~true)
        assert (order_after[helped] >= order_before[helped]).all()
        same = np.equal.outer(true, true)
        if not any(s.want == chosen.want for s in statements if s is not chosen):
            assert (order_after[same] == order_before[same]).all()


@settings(max_examples=200, **RELAXED)
@given(strategies.conflicts(max_options=5))
def test_the_table_is_the_order(data: dict[str, Any]) -> None:
    checked = from_data(data)
    moves = moves_of(checked.situation, checked.space)
    for index, one in enumerate(preferences(moves.space)):
        best = int(moves.rank[index].max())
        seen: list[int] = []
        for place in one.places:
            seen += place.positions
            for position in place.positions:
                assert int(moves.rank[index, position]) == best + 1 - place.rank
                for line, true in zip(one.lines, place.true, strict=True):
                    assert bool(moves.space.truth(line.statement.want)[position]) == true
        assert sorted(seen) == list(range(len(moves.space)))
        assert [p.rank for p in one.places] == sorted(p.rank for p in one.places)


def test_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["preferences", CAIRO, "--party", "israel"]) == 0
    text = capsys.readouterr().out
    assert "not to accept a ceasefire [priority 1] (e12)" in text and "deadlock" in text
    assert run(["preferences", CAIRO, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)["parties"]
    assert told["israel"]["order"][0]["place"] == 1
    assert run(["preferences", CAIRO, "--party", "isreal"]) == 2
    assert 'did you mean "israel"' in capsys.readouterr().err
    path = tmp_path / "weights.yaml"
    path.write_text(WEIGHED)
    assert run(["preferences", str(path)]) == 0
    assert "weight 1/10" in capsys.readouterr().out


def test_weights_decide_the_digest() -> None:
    assert (
        loads(WEIGHED).situation.digest() != loads(WEIGHED.replace("0.3", "4")).situation.digest()
    )
    one = loads(WEIGHED).situation.parties[0].preference.statements()[0]
    assert one.weight == Fraction(1, 10)


def test_any_number_of_statements() -> None:
    """Seventy-five levels: more than the bits of a machine number."""
    options = ", ".join(f"o{k}: do {k}" for k in range(5))
    pairs = [(j, k) for j in range(5) for k in range(5)]
    wants = [f"a.o{j} requires a.o{k}" for j, k in pairs]
    wants += [f"a.o{j} and a.o{k}" for j, k in pairs] + [
        f"a.o{j} excludes a.o{k}" for j, k in pairs
    ]
    text = "goodoffices: 1\ntitle: Many\nparties:\n  a:\n    options: {" + options + "}\n"
    text += "    prefers:\n" + "".join(f"      - {want}\n" for want in wants)
    checked = loads(text)
    moves = moves_of(checked.situation, checked.space)
    tests = [
        *(lambda s, j=j, k=k: not s >> j & 1 or s >> k & 1 for j, k in pairs),
        *(lambda s, j=j, k=k: s >> j & 1 and s >> k & 1 for j, k in pairs),
        *(lambda s, j=j, k=k: not (s >> j & 1 and s >> k & 1) for j, k in pairs),
    ]
    keys = [tuple(bool(test(state)) for test in tests) for state in range(32)]
    order = {key: rank for rank, key in enumerate(sorted(set(keys)), 1)}
    assert moves.rank[0].tolist() == [order[key] for key in keys]


def test_in_a_notebook() -> None:
    case = go.load(CAIRO)
    shown = case.preferences("israel")
    assert "not to accept a ceasefire" in repr(shown) and set(shown.as_dict()) == {"israel"}
    assert "<table" in shown._repr_html_()
    with pytest.raises(RequestError, match='did you mean "israel"'):
        case.preferences("isreal")
    lake = CASES / "li_hipel_kilgour_fang_2004" / "lake_gisborne_unknown.yaml"
    answers = go.load(lake).extensions()
    assert "there are four answers" in repr(answers)
    assert answers.as_dict()["extensions"] == ["a", "b", "c", "d"]
    assert go.load(lake, extension="b").equilibria().rows
