"""Simultaneous sanctioning, limited-move and non-myopic stability, and departures."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from .case import Data, read
from .concepts import CONCEPTS, FIVE, concept
from .conflict import Conflict
from .departures import departures
from .foresight import final_states, movers
from .results import solve
from .strategies import arc_conflicts, graphs, two_party_conflicts
from .test_oracle import PUBLISHED, situation, states_of, unhurried

# What follows by hand from the published rankings, with the states numbered as published
# fmt: off
FACTS: dict[str, dict[str, dict[str, list[int]]]] = {
    # Who defects while the other does so too ends at 1: cooperation is kept, also by looking far.
    "prisoners_dilemma": {
        "sim": {"one": [1, 3, 4], "two": [1, 2, 4]},
        "l2": {"one": [1, 3, 4], "two": [1, 2, 4]},
        "nonmyopic": {"one": [1, 3, 4], "two": [1, 2, 4]},
    },
    # With two moves each can count on the other to swerve; with three, to take revenge.
    "chicken": {
        "sim": {"a": [2, 3, 4], "b": [2, 3, 4]},
        "l2": {"a": [3], "b": [2]},
        "l3": {"a": [3, 4], "b": [2, 4]},
        "nonmyopic": {"a": [3, 4], "b": [2, 4]},
    },
    # No simultaneous change deters; with two moves the historical outcome, 7, and 5 hold.
    "cuban_missile_crisis": {
        "sim": {"us": [3, 5, 12], "ussr": [1, 6, 7, 8]},
        "l2": {"us": [5, 7], "ussr": [1, 5, 7]},
    },
}
# fmt: on


@pytest.mark.parametrize(("name", "looks"), [(n, c) for n, f in FACTS.items() for c in f])
def test_verdicts_derived_by_hand(name: str, looks: str) -> None:
    case = PUBLISHED[name]
    conflict = read(situation(case))
    for party, numbers in FACTS[name][looks].items():
        stable = [s for s in conflict.feasible if concept(looks)(conflict, party, s)]
        assert stable == states_of(numbers, case), party


@pytest.mark.parametrize(("name", "expected"), [("prisoners_dilemma", [0, 3]), ("chicken", [3])])
def test_the_known_nonmyopic_equilibria(name: str, expected: list[int]) -> None:
    """Brams and Wittman (1981): the compromise, in the dilemma also mutual defection."""
    states = solve(situation(PUBLISHED[name]), concepts=["nonmyopic"])["states"]
    assert [e["id"] for e in states if "nonmyopic" in e["equilibrium"]] == expected


def test_departures_of_the_players_of_chicken() -> None:
    conflict = read(situation(PUBLISHED["chicken"]))
    both_swerve, a_swerves, b_swerves, neither = 3, 1, 2, 0
    assert departures(conflict, "seq", "a", both_swerve) == {b_swerves}
    assert departures(conflict, "gmr", "a", both_swerve) == set()
    assert departures(conflict, "sim", "a", neither) == {a_swerves}
    assert departures(conflict, "l1", "a", a_swerves) == set()
    assert departures(conflict, "l2", "a", a_swerves) == {neither}
    with pytest.raises(ValueError, match="nonmyopic"):
        departures(conflict, "nonmyopic", "a", neither)


# Conventions


def two(ranking_p: list[Any], ranking_q: list[Any], also: list[str], **more: Any) -> Data:
    """p has option a, the lower bit, and q has b; `also` may take or drop a too."""
    return {
        "goodoffices": 1,
        "title": "Two options",
        "parties": {
            "p": {"options": {"a": {"does": "text", "also": also}}, "ranking": ranking_p},
            "q": {"options": {"b": "text"}, "ranking": ranking_q},
        },
        **more,
    }


def test_two_who_change_a_shared_option_do_not_undo_each_other() -> None:
    """Both take a: it is taken, which p likes; that q may take it as well deters nobody."""
    data = two([1, 0, "true"], [1, 0, "true"], also=["q"])
    assert departures(read(data), "sim", "p", 0) == {1}
    data = two([1, 0, "true"], [[1, 3], 0, 2], also=["q"])
    assert departures(read(data), "sim", "p", 0) == set()


def test_a_simultaneous_result_stands_for_its_class() -> None:
    data = two([1, 0, 2, 3], [2, 0, "true"], also=[])
    assert departures(read(data), "sim", "p", 0) == set()
    coalesced = two([1, 0, 2], [2, 0, "true"], also=[], same=["p.a"])
    assert departures(read(coalesced), "sim", "p", 0) == {1}


def test_what_is_not_feasible_sanctions_nothing() -> None:
    data = two([1, 0, 2], [2, 0, 1], also=[], rules=["p.a excludes q.b"])
    assert departures(read(data), "sim", "p", 0) == {1}


def test_several_opponents_may_be_needed_at_once() -> None:
    """Only if both others join in does p regret its move from 0 to 1."""
    data = two([1, 3, 5, 0, "true"], [2, 0, "true"], also=[])
    data["parties"]["r"] = {"options": {"c": "text"}, "ranking": [4, 0, "true"]}
    assert departures(read(data), "sim", "p", 0) == set()
    data["parties"]["r"]["ranking"] = [0, "true"]
    assert departures(read(data), "sim", "p", 0) == {1}


def test_simultaneous_moves_need_options() -> None:
    data = {
        "title": "A graph",
        "parties": {"p": {}, "q": {}},
        "graph": {"states": {"a": "text", "b": "text"}, "moves": {"p": [["a", "b"]]}},
    }
    with pytest.raises(ValueError, match="options"):
        solve(data, concepts=["sim"])
    with pytest.raises(ValueError, match="options"):
        departures(read(data), "sim", "p", 1)


def test_of_equal_moves_the_one_to_the_lowest_id_is_chosen() -> None:
    """Whatever p does, q answers with s: so p may as well go to the first."""
    data: Data = {
        "title": "A graph",
        "parties": {
            "p": {"ranking": ["s", "true"]},
            "q": {"ranking": ["s", "true"]},
        },
        "graph": {
            "states": dict.fromkeys(["a", "y", "x", "s"], "text"),
            "moves": {"p": [["a", "x"], ["a", "y"]], "q": [["x", "s"], ["y", "s"]]},
        },
    }
    conflict = read(data)
    assert departures(conflict, "l1", "p", 0) == set()
    assert departures(conflict, "l2", "p", 0) == {1}
    assert final_states(conflict, 2)["p", 0] == 3


def ring() -> Data:
    """p goes from a to b and from c to d, q from b to c and from d to a."""
    return {
        "title": "A ring",
        "parties": {
            "p": {"ranking": ["d", "c", "b", "a"]},
            "q": {"ranking": ["c", "d", "b", "a"]},
        },
        "graph": {
            "states": dict.fromkeys("abcd", "text"),
            "moves": {"p": [["a", "b"], ["c", "d"]], "q": [["b", "c"], ["d", "a"]]},
        },
    }


def test_who_changes_its_mind_for_ever_is_not_nonmyopically_stable() -> None:
    """p goes from c to d, the best for it, unless q has three moves left there: then q goes on
    to a, p to b and q to c. That is so whenever the horizon of p is a multiple of four."""
    conflict = read(ring())
    c, d = 2, 3
    for h in range(1, 17):
        assert concept(f"l{h}")(conflict, "p", c) == (h % 4 == 0), h
        assert concept(f"l{h}")(conflict, "q", d) == (h % 4 != 3), h
    assert [s for s in range(4) if CONCEPTS["nonmyopic"](conflict, "p", s)] == [1, 3]
    assert [s for s in range(4) if CONCEPTS["nonmyopic"](conflict, "q", s)] == [0, 2]


def test_final_states_are_those_of_a_recursion_over_single_moves() -> None:
    conflict = read(ring())
    for horizon in range(1, 9):
        ends = final_states(conflict, horizon)
        for party in ("p", "q"):
            for state in conflict.feasible:
                assert ends[party, state] == _walk(conflict, party, state, horizon)


def _walk(conflict: Conflict, party: str, state: int, left: int) -> int:
    """G_h for two parties, p and q, by recursion over single moves."""
    if left == 0:
        return state
    best = state
    for t in sorted(conflict.moves(party, state)):
        end = _walk(conflict, "q" if party == "p" else "p", t, left - 1)
        if conflict.ranks[party][end] > conflict.ranks[party][best]:
            best = end
    return best


def test_those_without_moves_are_stable_and_are_not_waited_for() -> None:
    data = situation(PUBLISHED["chicken"])
    expected = solve(data, concepts=["l3", "nonmyopic"])["states"]
    data["parties"]["c"] = {"prefers": ["a.swerve"]}
    for found, before in zip(solve(data, ["l3", "nonmyopic"])["states"], expected, strict=True):
        for name, parties in before["stable"].items():
            assert found["stable"][name] == [*parties, "c"]


def test_who_moves_alone_goes_where_it_is_best() -> None:
    data = situation(PUBLISHED["chicken"])
    data["no_move"] = [{"by": "b"}]
    conflict = read(data)
    assert movers(conflict) == ("a",)
    for name in ("nash", "l1", "l2", "l3", "nonmyopic"):
        assert [s for s in range(4) if concept(name)(conflict, "a", s)] == [1, 2], name
        assert all(concept(name)(conflict, "b", s) for s in range(4))


def test_three_who_move_cannot_look_ahead() -> None:
    data = situation(PUBLISHED["elmira"])
    data["parties"]["press"] = {"prefers": []}
    conflict = read(data)
    for name in ("l1", "l2", "nonmyopic"):
        with pytest.raises(ValueError, match="two parties"):
            concept(name)(conflict, "moe", 2)
        assert concept(name)(conflict, "press", 2)
    with pytest.raises(ValueError, match="two parties"):
        departures(conflict, "l2", "moe", 2)


@pytest.mark.parametrize("name", ["l0", "l", "l01", "l-1", "L2", "maximin", ""])
def test_what_is_no_concept_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no concept"):
        concept(name)


def test_a_behaviour_may_be_any_concept() -> None:
    data = situation(PUBLISHED["chicken"])
    data["parties"]["a"]["behaviour"] = "l3"
    data["parties"]["b"]["behaviour"] = ["sim", "nash"]
    answer = solve(data)
    assert answer["behaviour"] == {"a": "l3", "b": "sim"}
    assert [e["id"] for e in answer["states"] if "profile" in e["equilibrium"]] == [2, 3]
    assert answer["concepts"] == list(FIVE)


# Laws


@unhurried
@given(two_party_conflicts() | graphs(max_parties=2))
def test_one_move_ahead_is_nash(data: Data) -> None:
    conflict = read(data)
    for party in conflict.parties:
        for state in conflict.feasible:
            expected = CONCEPTS["nash"](conflict, party, state)
            assert concept("l1")(conflict, party, state) == expected


@unhurried
@given(two_party_conflicts() | graphs(max_parties=2))
def test_two_moves_ahead_is_the_best_answer_of_the_other(data: Data) -> None:
    """Stable exactly if after each move the opponent's best answer is no better than staying."""
    conflict = read(data)
    playing = movers(conflict)
    for party in playing:
        rank = conflict.ranks[party]
        others = [other for other in playing if other != party]

        def answer(state: int, others: list[str] = others) -> int:
            for other in others:
                theirs = conflict.ranks[other]
                better = conflict.improvements(other, state)
                if better:
                    return min(better, key=lambda u: (-theirs[u], u))
            return state

        for state in conflict.feasible:
            ends = [rank[answer(t)] for t in conflict.moves(party, state)]
            expected = all(end <= rank[state] for end in ends)
            assert concept("l2")(conflict, party, state) == expected


@unhurried
@given(two_party_conflicts())
def test_nonmyopic_is_what_far_horizons_agree_on(data: Data) -> None:
    conflict = read(data)
    if not movers(conflict):
        return
    far = range(60, 72)
    for party in conflict.parties:
        for state in conflict.feasible:
            if concept("nonmyopic")(conflict, party, state):
                assert all(concept(f"l{h}")(conflict, party, state) for h in far)


@unhurried
@given(two_party_conflicts())
def test_between_two_parties_simultaneous_stability_is_metarational(data: Data) -> None:
    """What the other does at the same time it can also do afterwards."""
    conflict = read(data)
    for party in conflict.parties:
        for state in conflict.feasible:
            if CONCEPTS["sim"](conflict, party, state):
                assert CONCEPTS["gmr"](conflict, party, state)


@unhurried
@given(arc_conflicts())
def test_nash_is_simultaneously_stable(data: Data) -> None:
    conflict = read(data)
    for party in conflict.parties:
        for state in conflict.feasible:
            if CONCEPTS["nash"](conflict, party, state):
                assert CONCEPTS["sim"](conflict, party, state)


@unhurried
@given(arc_conflicts() | two_party_conflicts() | graphs())
def test_a_state_is_stable_exactly_if_nobody_departs(data: Data) -> None:
    conflict = read(data)
    looks = [*FIVE]
    looks += ["sim"] if conflict.arcs is None else []
    looks += ["l1", "l2", "l3", "l5"] if len(movers(conflict)) <= 2 else []
    for party in conflict.parties:
        for state in conflict.feasible:
            for name in looks:
                leaving = departures(conflict, name, party, state)
                assert concept(name)(conflict, party, state) == (not leaving), name
                assert leaving <= conflict.moves(party, state)
                if not name.startswith("l"):
                    assert leaving <= conflict.improvements(party, state)


@unhurried
@given(two_party_conflicts() | graphs(max_parties=2) | arc_conflicts() | graphs())
def test_every_random_situation_has_an_answer(data: Data) -> None:
    answer = solve(data)
    assert answer["states"]
    assert answer["concepts"] == list(FIVE)
