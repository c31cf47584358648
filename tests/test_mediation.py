"""Conditions, counts of rankings, swaps of priorities, packages and rounds, against the oracle."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from oracle import mediation as literal
from oracle import rounds as literal_rounds
from oracle import strategies
from oracle.case import NoFeasibleState, NowInfeasible, read
from oracle.concepts import FIVE
from thorough import examples

from goodoffices.analyses.solution import solve
from goodoffices.errors import RequestError, TooLargeError
from goodoffices.formats.native import from_data, loads
from goodoffices.mediation.conditions import condition
from goodoffices.mediation.mediate import mediate
from goodoffices.mediation.orders import line_scores, orders, rank_by
from goodoffices.mediation.packages import packages
from goodoffices.mediation.rankings import rankings_that_hold
from goodoffices.mediation.rounds import rounds
from goodoffices.mediation.swaps import fewest_swaps, fewest_together
from goodoffices.model.apply import Variant
from goodoffices.moves.build import moves_of
from goodoffices.states import parse_for

RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}
SMALL = st.one_of(
    strategies.conflicts(max_options=4, max_parties=4),
    strategies.arc_conflicts(max_options=3, max_parties=3),
    strategies.graphs(max_states=6, max_parties=3),
)
CHANGED = strategies.conflicts(max_options=4, max_parties=3).flatmap(strategies.changes)


@settings(max_examples=examples(1_000), **RELAXED)
@given(SMALL, st.data())
def test_conditions_say_exactly_when_a_party_stays(
    data: dict[str, Any], draws: st.DataObject
) -> None:
    """For every set of states that the party could put above the target."""
    conflict = read(data)
    assume(len(conflict.feasible) <= 6)
    moves = moves_of(from_data(data).situation)
    ids = [int(one) for one in moves.space.ids]
    party = draws.draw(st.integers(0, len(moves.rank) - 1))
    position = draws.draw(st.integers(0, len(ids) - 1))
    concepts = FIVE if conflict.arcs is not None else [*FIVE, "sim"]
    name = draws.draw(st.sampled_from(sorted(concepts)))
    found = condition(moves, party, position, name)
    others = [at for at in range(len(ids)) if at != position]
    name_of = moves.situation.parties[party].id
    for size in range(len(others) + 1):
        for above in combinations(others, size):
            column = np.zeros(len(ids), dtype=np.bool_)
            column[list(above)] = True
            expected = literal.stays(
                conflict, name_of, ids[position], name, {ids[at] for at in above}
            )
            assert found.met(column) == expected, (name, above)
    assert position not in found.relevant
    if len(ids) <= 5 and name != "sim":
        count = literal.count_rankings(conflict, name_of, ids[position], name)
        assert rankings_that_hold(found, len(ids)) == count


def test_too_many_relevant_states_are_refused() -> None:
    options = ", ".join(f"o{k}: do {k}" for k in range(6))
    text = f"goodoffices: 1\ntitle: T\nparties: {{a: {{options: {{{options}}}}}}}\n"
    moves = moves_of(loads(text).situation)
    found = condition(moves, 0, 0, "nash")
    with pytest.raises(TooLargeError, match="63 states"):
        rankings_that_hold(found, 64)


def test_limited_moves_have_no_condition() -> None:
    moves = moves_of(loads(TWO).situation)
    with pytest.raises(RequestError, match="l2"):
        condition(moves, 0, 0, "l2")


TWO = """goodoffices: 1
title: Two
now: []
parties:
  a: {options: {x: do x}, prefers: [b.y, not a.x]}
  b: {options: {y: do y}, prefers: [a.x, not b.y]}
"""


def test_orders_by_distance() -> None:
    every = list(orders(5))
    assert len({order for _, order in every}) == len(every) == 120
    assert [d for d, _ in every] == sorted(d for d, _ in every)
    for distance, order in every:
        assert literal.swaps(order) == distance


@settings(max_examples=examples(1_000), **RELAXED)
@given(SMALL, st.data())
def test_fewest_swaps(data: dict[str, Any], draws: st.DataObject) -> None:
    conflict = read(data)
    situation = from_data(data).situation
    moves = moves_of(situation)
    ids = [int(one) for one in moves.space.ids]
    party = draws.draw(st.integers(0, len(moves.rank) - 1))
    position = draws.draw(st.integers(0, len(ids) - 1))
    scores = line_scores(moves, party)
    assert (rank_by(scores, tuple(range(len(scores)))) == moves.rank[party]).all()
    one = situation.parties[party]
    if one.behaviour[0].startswith("l") or one.behaviour[0] == "nonmyopic":
        return
    if "ranking" in (data["parties"][one.id] or {}) or len(scores) > 5:
        return
    found = fewest_swaps(moves, condition(moves, party, position, one.behaviour[0]))
    expected = literal.fewest_swaps(data, one.id, ids[position])
    if expected is None:
        assert found.found is None and found.whole
        return
    assert found.found is not None
    assert found.distance == expected[0]
    assert found.found[0].order in expected[1]
    assert conflict.feasible


@settings(max_examples=examples(1_000, 5), **RELAXED)
@given(strategies.conflicts(max_options=4, max_parties=3), st.data())
def test_fewest_swaps_of_all_parties(data: dict[str, Any], draws: st.DataObject) -> None:
    for party in data["parties"].values():
        if party and party.get("prefers"):
            party["prefers"] = party["prefers"][:3]
    moves = moves_of(from_data(data).situation)
    assume(not any("ranking" in (party or {}) for party in data["parties"].values()))
    position = draws.draw(st.integers(0, len(moves.space) - 1))
    found = fewest_together(moves, position, range(len(moves.rank)))
    expected = literal.fewest_swaps_together(data, int(moves.space.ids[position]))
    if expected is None:
        assert found.found is None
        return
    assert found.found is not None and found.distance == expected[0]
    orders_found = {moves.situation.parties[s.party].id: s.order for s in found.found}
    for given_orders in expected[1]:
        kept = {p: o for p, o in given_orders.items() if o != tuple(range(len(o)))}
        if kept == orders_found:
            break
    else:
        raise AssertionError((orders_found, expected[1]))


@settings(max_examples=examples(1_000), **RELAXED)
@given(CHANGED, st.data())
def test_packages(data: dict[str, Any], draws: st.DataObject) -> None:
    try:
        conflict = read(data)
    except (NoFeasibleState, NowInfeasible):
        return
    assume(conflict.now is not None)
    options = [f"{p}.{o}" for p, body in data["parties"].items() for o in body.get("options") or {}]
    assume(options)
    target = draws.draw(strategies.expressions(options))
    situation = from_data(data).situation
    found = packages(Variant(situation), parse_for(situation, target))
    expected = {one.levers: one for one in literal.packages(data, target)}
    assert {one.levers for one in found.every} == set(expected)
    assert found.complete
    for one in found.every:
        other = expected[one.levers]
        assert one.cost == pytest.approx(float(other.cost))
        assert set(one.holds_at) == set(other.holds_at)
        assert dict(one.reached) == dict(other.reachable)
        assert one.reachable == other.kind
        assert one.share == pytest.approx(float(other.share))
        assert (one.path[-1].target if one.path else conflict.now) in dict(one.reached)
    costs = [one.cost for one in found.every]
    assert costs == sorted(costs)
    for one in found.every:
        beaten = any(
            other.cost <= one.cost
            and KIND[other.reachable] <= KIND[one.reachable]
            and other.share >= one.share - 1e-12
            and (other.cost, KIND[other.reachable], -round(other.share, 9))
            != (one.cost, KIND[one.reachable], -round(one.share, 9))
            for other in found.every
        )
        near = one.cost <= 1.1 * costs[0] + 1e-9
        assert (one in found.shown) == (near or not beaten)


KIND = {"own": 0, "improving": 1, "joint": 2}


@settings(max_examples=examples(1_000, 10), **RELAXED)
@given(CHANGED)
def test_rounds(data: dict[str, Any]) -> None:
    try:
        conflict = read(data)
    except (NoFeasibleState, NowInfeasible):
        return
    assume(conflict.now is not None and data.get("precedents"))
    expected = literal_rounds.rounds(data, 3)
    found = rounds(Variant(from_data(data).situation), 3).rounds
    assert len(found) == len(expected)
    for nodes, others in zip(found, expected, strict=True):
        mine = {(frozenset(n.in_force), n.start): n for n in nodes}
        theirs = {(n.in_force, n.start): n for n in others}
        assert mine.keys() == theirs.keys()
        for key, node in mine.items():
            other = theirs[key]
            assert bool(node.problem) == (other.problem is not None)
            reached = {one.id: one.kind for one in node.outcomes if one.kind is not None}
            assert reached == dict(other.equilibria)
            leads = {
                one.id: (frozenset(one.leads_to[0]), one.leads_to[1])
                for one in node.outcomes
                if one.leads_to is not None
            }
            assert leads == dict(other.leads_to)


def test_interrupted_packages_give_the_answer_so_far() -> None:
    def stop(what: str, done: int, of: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    text = (
        TWO
        + "levers:\n"
        + "".join(f"  l{k}: {{raise: {{a: a.x}}, cost: {k}}}\n" for k in range(1, 5))
    )
    situation = loads(text).situation
    found = packages(Variant(situation), parse_for(situation, "a.x or not a.x"), progress=stop)
    assert not found.complete and found.tried == 2 and found.sets == 16 and found.every


def test_requests_that_cannot_be_met() -> None:
    situation = loads(TWO).situation
    solution = solve(situation)
    with pytest.raises(RequestError, match="no feasible state satisfies"):
        mediate(solution, "a.x and not a.x")
    with pytest.raises(RequestError, match="no lever"):
        packages(Variant(situation), parse_for(situation, "a.x"), ["nothing"])
    with pytest.raises(RequestError, match="precedents"):
        rounds(Variant(situation))
    many = TWO + "levers:\n" + "".join(f"  l{k}: {{raise: {{a: a.x}}}}\n" for k in range(21))
    large = loads(many).situation
    with pytest.raises(TooLargeError, match="2,097,152 sets"):
        packages(Variant(large), parse_for(large, "a.x"))
