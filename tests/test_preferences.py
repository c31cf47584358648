"""Preferences: weights, the table of an order, and what a change of one line may do."""

from __future__ import annotations

import json
from copy import deepcopy
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import strategies
from thorough import examples

import goodoffices as go
from goodoffices import ranks as rank_module
from goodoffices.analyses.preferences import preferences
from goodoffices.catalog.entry import CASES
from goodoffices.cli.main import run
from goodoffices.errors import RequestError
from goodoffices.formats.native import from_data, loads
from goodoffices.formats.native_write import dumps
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


def test_weights_of_many_digits_are_exact() -> None:
    """As machine numbers the three would be one; written out and read again they still differ."""
    digits = WEIGHED
    for short, long in zip(("0.1", "0.2", "0.3"), "135", strict=True):
        digits = digits.replace(short, f"0.1234567890123456789{long}")
    checked = loads(digits)
    for one in (checked, loads(dumps(checked.data)), loads(dumps(deepcopy(checked.data)))):
        assert moves_of(one.situation).rank[0].tolist() == [1, 2, 3, 5, 4, 6, 7, 8]


def test_weights_too_large_for_machine_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sums as whole numbers and as fractions of combinations give the same order."""
    situation = loads(WEIGHED.replace("0.1", '"1/3"')).situation
    moves = moves_of(situation)
    level = situation.parties[0].preference.criteria[0]
    plain, _ = level_score(moves.space, level)  # type: ignore[arg-type]
    monkeypatch.setattr(rank_module, "WIDEST", 1)
    exact, most = level_score(moves.space, level)  # type: ignore[arg-type]
    assert plain.tolist() == exact.tolist() and most == int(exact.max())


@settings(max_examples=examples(500), **RELAXED)
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


@settings(max_examples=examples(200), **RELAXED)
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
    assert run(["preferences", str(path), "--party", "zz"]) == 2
    told = capsys.readouterr().err
    assert told == 'error: there is no party "zz" in "Weights"; expected one of a\n'
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


EVERY = """goodoffices: 1
title: Every way
parties:
  a:
    name: Alpha
    options: {x: do x}
    prefers: [b.y, {strongly: 12}, {want: a.x, unknown: true}]
    strongly_by: [2, 4]
    attitudes: {a: indifferent, g: {attitude: for, because: [e01]}}
  b:
    name: Beta
    options: {y: do y}
    divided:
      alpha: 0.4
      gamma: "1/3"
      factions: {hawks: {share: 0.6, prefers: [not b.y], because: [e02]}, doves: {}}
      pairs: [{prefer: 3, to: 1, degree: 0.7, reverse: 0.2, because: assumption}]
  c:
    name: Gamma
    prefers: [a.x]
    fuzzy: {threshold: 0.3, pairs: [{prefer: b.y, to: 0, degree: 0.65}]}
  d: {name: Delta, unknown: [{pair: [0, 3], because: [e03]}]}
  e: {name: Epsilon, divided: {pairs: [{prefer: 3, to: 1, degree: 0.7}]}}
  f: {name: Phi, ranking: {order: [3, {strongly: }, "true"], because: [e04]}}
  g: {name: Gimel, partial_order: [[3, 1], [2], [0]], extension: b}
"""


@pytest.fixture
def every(tmp_path: Path) -> str:
    path = tmp_path / "every.yaml"
    path.write_text(EVERY, encoding="utf-8")
    return str(path)


SAID = {
    "a": [
        "It is for what Gimel prefers (e01).",
        "It is indifferent to its own wishes (resting on nothing given).",
        "prefers from 2 on strongly and from 4 on with degree 3.",
        "[priority 1, with degree 12]",
        "What a doubt means to it is not chosen",
    ],
    "b": [
        "moves where more than 60% of it prefer that, is held back where no more than 50% do, and "
        "answers others where more than 2/3 do (alpha 0.4, beta 0.5, gamma 1/3).",
        "70% of it prefer situation 3 to situation 1, 20% the other way (an assumption).",
        "It is 60% of the party (e02).",
        "No preferences: every situation is the same to it.",
    ],
    "c": [
        "It prefers any situation such that Beta do y to situation 0 with degree 0.65, the other "
        "way with 0.35: a certainty of 0.3 (resting on nothing given)."
    ],
    "d": [
        "Nobody knows whether it prefers situation 0 or situation 3 (e03).",
        "All other situations are the same to it. place",
    ],
    "e": ["70% of it prefer situation 3 to situation 1, 30% the other way"],
    "f": [
        "Its order is given by a ranking of situations (e04).",
        "prefers the first entry of its ranking strongly to all that follow",
    ],
    "g": [
        "Extension b: it moves only for what is surely better",
        "3, 1 (resting on nothing given). Two chains of one situation.",
    ],
}


@pytest.mark.parametrize("party", list(SAID))
def test_everything_that_is_stated_is_told(
    party: str, every: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["preferences", every, "--party", party]) == 0
    text = " ".join(capsys.readouterr().out.split())
    for said in SAID[party]:
        assert said in text, text
    assert ("No preferences" in text) == (party == "b")  # the doves
    assert "itself prefers" not in text


def test_json_has_everything_that_is_stated(every: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["preferences", every, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)["parties"]
    assert list(told) == ["a", "b", "b/hawks", "b/doves", "c", "d", "e", "f", "g"]
    assert len({frozenset(told[one]) for one in "abcdefg"}) == 1
    assert told["a"]["strongly_by"] == ["2", "4"] and told["a"]["extension"] is None
    assert told["a"]["attitudes"] == [
        {"towards": "a", "attitude": "indifferent", "because": []},
        {"towards": "g", "attitude": "for", "because": ["e01"]},
    ]
    pair = {"prefer": [3], "to": [1], "degree": "7/10", "reverse": "1/5", "because": ["assumption"]}
    assert told["b"]["divided"] == {
        "alpha": "2/5",
        "beta": "1/2",
        "gamma": "1/3",
        "factions": [
            {"id": "hawks", "share": "3/5", "because": ["e02"]},
            {"id": "doves", "share": "2/5", "because": []},
        ],
        "pairs": [pair],
    }
    assert told["b/hawks"]["share"] == "3/5" and told["b/hawks"]["order"][0]["states"] == [0, 1]
    assert told["c"]["fuzzy"]["threshold"] == "3/10"
    assert told["c"]["fuzzy"]["pairs"][0]["prefer"] == ["b.y"]
    assert told["d"]["open"] == [{"pair": [[0], [3]], "because": ["e03"]}]
    assert [one["states"] for one in told["d"]["order"]] == [[1, 2], [0, 3]]
    assert told["e"]["divided"]["pairs"][0]["reverse"] == "3/10"
    assert told["f"]["rankings"] == [
        {"order": [[3], ["true"]], "lines": [{"after": 1, "degree": 2}], "because": ["e04"]}
    ]
    assert [one["order"] for one in told["g"]["chains"]] == [[[3], [1]], [[2]], [[0]]]
    assert told["g"]["extension"] == "b"
    assert run(["preferences", every, "--format", "json", "--extension", "d"]) == 0
    told = json.loads(capsys.readouterr().out)["parties"]
    assert told["a"]["extension"] == told["d"]["extension"] == "d"


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
