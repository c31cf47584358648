"""``because`` on every part of a preference: read, checked, counted, written again, no verdict."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from goodoffices import schemas
from goodoffices.analyses.coverage import coverage
from goodoffices.analyses.decisive import decisive
from goodoffices.case import load_case
from goodoffices.errors import InputError
from goodoffices.formats.lost import beyond_options
from goodoffices.formats.native import loads
from goodoffices.formats.native_write import dumps
from goodoffices.formats.yaml_tree import read_text
from goodoffices.model.basis import bases
from goodoffices.model.digest import digest, inputs_digest
from goodoffices.states import StateSpace

WITH = """goodoffices: 1
title: What preferences rest on
parties:
  a:
    options: {x: do x}
    ranking: {order: [3, [1, 2], {strongly: }, 0], because: [e01]}
  b:
    options: {y: do y}
    partial_order:
      - {order: [3, 1], because: [e02]}
      - [2, 0]
    unknown: [{pair: [0, 3], because: assumption}, [1, 2]]
  c:
    divided:
      factions:
        hawks: {share: 0.6, prefers: [a.x], because: [e03]}
        doves: {ranking: {order: ["true"], because: [e04]}}
      pairs: [{prefer: 3, to: 1, degree: 0.7, because: [e05]}]
  d:
    prefers: [a.x]
    fuzzy: {threshold: 0.3, pairs: [{prefer: a.x, to: b.y, degree: 0.6, because: [e06]}]}
  e:
    prefers: [{want: a.x, because: [e07]}]
    attitudes: {a: {attitude: for, because: [e08]}, b: against}
"""
WITHOUT = """goodoffices: 1
title: What preferences rest on
parties:
  a:
    options: {x: do x}
    ranking: [3, [1, 2], {strongly: }, 0]
  b:
    options: {y: do y}
    partial_order: [[3, 1], [2, 0]]
    unknown: [[0, 3], [1, 2]]
  c:
    divided:
      factions:
        hawks: {share: 0.6, prefers: [a.x]}
        doves: {ranking: ["true"]}
      pairs: [{prefer: 3, to: 1, degree: 0.7}]
  d:
    prefers: [a.x]
    fuzzy: {threshold: 0.3, pairs: [{prefer: a.x, to: b.y, degree: 0.6}]}
  e:
    prefers: [a.x]
    attitudes: {a: for, b: against}
"""
RESTS = [
    ("a", "ranking 3, [1, 2], 0", ("e01",)),
    ("b", "chain 3, 1", ("e02",)),
    ("b", "chain 2, 0", ()),
    ("b", "unknown: 0 or 3", ("assumption",)),
    ("b", "unknown: 1 or 2", ()),
    ("c", "a.x", ()),
    ("c", "ranking true", ("e04",)),
    ("c", "degree of 3 over 1", ("e05",)),
    ("c", "faction hawks", ("e03",)),
    ("c", "faction doves", ()),
    ("d", "a.x", ()),
    ("d", "degree of a.x over b.y", ("e06",)),
    ("e", "a.x", ("e07",)),
    ("e", "attitude towards a", ("e08",)),
    ("e", "attitude towards b", ()),
]


def test_every_part_says_what_it_rests_on() -> None:
    situation = loads(WITH).situation
    assert [(p.id, b.name, b.because) for p in situation.parties for b in bases(p)] == RESTS


def test_it_decides_nothing() -> None:
    first, second = loads(WITH).situation, loads(WITHOUT).situation
    assert digest(first) == digest(second)
    assert inputs_digest(first) == inputs_digest(second)


def test_it_is_counted() -> None:
    found = coverage(loads(WITH).situation, ())
    assert [one.name for one in found.on_items if one.party == "c"] == [
        *("ranking true", "degree of 3 over 1", "faction hawks")
    ]
    assert [one.name for one in found.on_assumption] == ["unknown: 0 or 3"]
    assert "chain 2, 0" in [one.name for one in found.on_nothing]


def test_a_chain_of_one_state_asserts_nothing() -> None:
    text = WITHOUT.replace("[[3, 1], [2, 0]]", "[[3, 1, 2], [0]]")
    names = [one.name for one in bases(loads(text).situation.party("b"))]
    assert "chain 3, 1, 2" in names and "chain 0" not in names


def test_it_is_written_again() -> None:
    checked = loads(WITH)
    again = loads(dumps(checked.data))
    assert again.data == checked.data
    assert [(p.id, b.name, b.because) for p in again.situation.parties for b in bases(p)] == RESTS


@pytest.mark.parametrize("text", [WITH, WITHOUT])
def test_the_schema_knows_both_forms(text: str) -> None:
    data: Any = json.loads(json.dumps(read_text(text).data))
    assert not list(Draft202012Validator(schemas.generated("situation")).iter_errors(data))


def test_unknown_evidence_is_named_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "situation.yaml").write_text(WITH)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "sources.yaml").write_text("r: {title: R}\n")
    (tmp_path / "sources" / "r.txt").write_text("They want x.")
    (tmp_path / "evidence.yaml").write_text(
        "- {id: e01, source: r, span: [0, 12], quote: They want x., kind: assessment}\n"
    )
    with pytest.raises(InputError) as raised:
        load_case(tmp_path)
    told = [str(problem).removeprefix(str(tmp_path)) for problem in raised.value.problems]
    assert len(told) == 7
    assert told[0].startswith('/situation.yaml:10:9: preference "chain 3, 1" cites unknown')
    assert told[-1].startswith('/situation.yaml:24:17: preference "attitude towards a"')


def test_a_ranking_that_decides_tells_what_it_rests_on() -> None:
    situation = loads(WITH).situation
    space = StateSpace.of(situation)
    found = decisive(space, situation.party("a"), 3, 0)
    assert found is not None and found.by_ranking and found.because == ("e01",)
    assert np.array_equal(space.ids, [0, 1, 2, 3])


def test_formats_without_it_say_that_it_is_lost() -> None:
    text = "goodoffices: 1\ntitle: T\nparties:\n  a: {options: {x: do x}, ranking: RANKING}\n"
    bare = loads(text.replace("RANKING", "[1, 0]"))
    told = loads(text.replace("RANKING", "{order: [1, 0], because: [e01]}"))
    assert "what the elements rest on (because)" in list(beyond_options(told.situation))
    assert "what the elements rest on (because)" not in list(beyond_options(bare.situation))
