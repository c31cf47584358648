"""Claims: every form, supported, contradicted and not decided, against hand-worked answers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import expressions, results, strategies
from oracle.case import read

from goodoffices.analyses.claims import answer_claim, solver
from goodoffices.evidence.claim import FORMS, parse_claim
from goodoffices.formats.native import from_data, loads
from goodoffices.model.parser import ExpressionError

VALLEY = """
goodoffices: 1
title: Valley
parties:
  north:
    options: {truce: stop, leave: leave}
    prefers: [north.truce iff south.truce, south.truce]
  south:
    options: {truce: stop}
    prefers: [north.truce iff south.truce, north.truce, not north.leave]
terms: {peace: north.truce and south.truce}
rules: [north.leave requires peace]
now: []
levers:
  spoil: {raise: {north: [not north.truce, not south.truce]}}
  never: {forbid: [north.truce, not north.truce]}
types: {south: {proud: {raise: not south.truce}}}
"""


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        ("north.leave requires south.truce", "supported"),
        ("peace", "contradicted"),
        ("north.leave is possible", "supported"),
        ("north.leave and not south.truce is possible", "contradicted"),
        ("peace can hold", "supported"),
        ("north.truce and not south.truce can hold", "contradicted"),
        ("with spoil, peace can hold", "contradicted"),
        ("with south=proud, peace and not north.leave can hold", "contradicted"),
        ("with south=proud, peace and north.leave can hold", "supported"),
        ("with spoil and south=proud, peace is possible", "supported"),
        ("with never, peace can hold", "not decided"),
        ("not peace can be reached", "supported"),
        ("peace can be reached", "contradicted"),
        ("not north.truce holds now", "supported"),
        ("peace holds now", "contradicted"),
        ("north stays while peace", "supported"),
        ("north stays while north.truce", "contradicted"),
        ("north stays while north.leave and not peace", "not decided"),
        ("north leaves north.truce and not south.truce", "supported"),
        ("north leaves not peace", "contradicted"),
        ("north leaves false", "not decided"),
        ("south wants not north.leave", "supported"),
        ("south wants north.leave", "contradicted"),
        ("north wants north.truce", "not decided"),
        ("north wants peace", "supported"),
        ("north wants true", "not decided"),
        ("north prefers peace to not north.truce", "supported"),
        ("north prefers not south.truce to peace", "contradicted"),
        ("north prefers north.truce to south.truce", "contradicted"),
        ("north prefers not south.truce to not north.truce", "contradicted"),
        ("north prefers north.leave to peace", "not decided"),
    ],
)
def test_forms(claim: str, answer: str) -> None:
    situation = loads(VALLEY).situation
    assert answer_claim(parse_claim(claim), solver(situation, None)).answer == answer


def test_every_form_is_parsed_as_itself() -> None:
    texts = {
        "always": "a.x requires b.y",
        "possible": "a.x is  possible",
        "can hold": "a.x can hold",
        "reached": "a.x can be reached",
        "now": "a.x holds now",
        "stays": "a stays while b.y",
        "leaves": "a leaves b.y",
        "wants": "a wants not b.y",
        "prefers": "a prefers b.y to a.x and b.y",
    }
    assert set(texts) == set(FORMS)
    for form, text in texts.items():
        assert parse_claim(text).form == form
        changed = parse_claim(f"with push and a=soft, {text}")
        assert (changed.form, changed.levers, changed.types) == (form, ("push",), (("a", "soft"),))


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("a.x can", 4),
        ("with push, a.x and", 18),
        ("a stays while (b.y", 18),
        ("a prefers b.y", 10),
        ("", 0),
        ("can hold", 4),
    ],
)
def test_mistakes_have_their_place(text: str, offset: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_claim(text)
    assert caught.value.offset == offset


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_against_the_definitions(draw: st.DataObject) -> None:
    """Each form about one expression, against the oracle's states counted by hand."""
    data: dict[str, Any] = draw.draw(strategies.conflicts(max_options=5))
    names = list(data.get("terms") or {})
    options = [
        f"{p}.{o}" for p, one in data["parties"].items() for o in (one or {}).get("options") or {}
    ]
    text = draw.draw(strategies.expressions([*names, *options], max_depth=1))
    party = draw.draw(st.sampled_from(list(data["parties"])))
    conflict, states = read(data), results.solve(data)["states"]
    meanings = {
        k: str(v).lower()
        for k, v in {**(data.get("terms") or {}), **(data.get("states") or {})}.items()
    }
    truth = [expressions.evaluate(text, frozenset(s["yes"]), meanings) for s in states]
    own = conflict.behaviour[party]
    stays = [party in s["stable"][own] for s in states]
    where = [s for s, t in zip(states, truth, strict=True) if t]
    yes = {True: "supported", False: "contradicted"}
    expected = {
        text: yes[all(truth)],
        f"{text} is possible": yes[any(truth)],
        f"{text} can hold": yes[any("profile" in s["equilibrium"] for s in where)],
    }
    kept = [stay for stay, t in zip(stays, truth, strict=True) if t]
    expected[f"{party} stays while {text}"] = yes[all(kept)] if kept else "not decided"
    expected[f"{party} leaves {text}"] = yes[not any(kept)] if kept else "not decided"
    if conflict.now is not None:
        reachable = any(s["reachable"] for s in where)
        expected[f"{text} can be reached"] = yes[reachable]
        expected[f"{text} holds now"] = yes[conflict.now in [s["id"] for s in where]]
    solved = solver(from_data(data).situation, None)
    for claim, answer in expected.items():
        assert answer_claim(parse_claim(claim), solved).answer == answer, claim
