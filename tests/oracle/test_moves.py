"""Moves that the options alone do not give: forbidden transitions, coalesced states, shared
options, and the graph form."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .case import BadRanking, Data, NowInfeasible, classes, read
from .changes import apply
from .concepts import CONCEPTS
from .departures import departures
from .results import solve
from .strategies import arc_conflicts, changes, choices, graphs
from .test_oracle import PUBLISHED, hold_the_laws, small, states_of, unhurried

# Elmira as published: nine states, of which the last, in which Uniroyal abandons, is four

ELMIRA = PUBLISHED["elmira"]
IDS = [*ELMIRA["ids"][:8], 8]

# fmt: off
ELMIRA_MOVES = {
    "moe": {1: [2], 3: [4], 5: [6], 7: [8]},
    "uniroyal": {1: [3, 9], 2: [4, 9], 3: [9], 4: [9], 5: [7, 9], 6: [8, 9], 7: [9], 8: [9]},
    "local": {1: [5], 2: [6], 3: [7], 4: [8], 5: [1], 6: [2], 7: [3], 8: [4]},
}
# fmt: on


def elmira(**more: Any) -> Data:
    return {
        "goodoffices": 1,
        "title": "Elmira",
        "parties": {
            party: {
                "options": dict.fromkeys(chosen),
                "ranking": [IDS[number - 1] for number in ELMIRA["rankings"][party]],
            }
            for party, chosen in ELMIRA["parties"].items()
        },
        "rules": ELMIRA["rules"],
        "one_way": ELMIRA["one_way"],
        "same": ["uniroyal.abandon"],
        **more,
    }


def numbers(ids: Any) -> list[int]:
    return sorted(IDS.index(state) + 1 for state in ids)


def test_elmira_has_nine_states_and_the_published_moves() -> None:
    conflict = read(elmira())
    assert conflict.feasible == tuple(sorted(IDS))
    assert conflict.members(8) == (8, 9, 24, 25)
    for party, moves in ELMIRA_MOVES.items():
        found = {n: numbers(conflict.moves(party, IDS[n - 1])) for n in range(1, 10)}
        assert {n: after for n, after in found.items() if after} == moves


def test_elmira_has_the_published_verdicts() -> None:
    answer = solve(elmira())
    assert answer["n_states"] == 9
    for concept, by_party in ELMIRA["stable"].items():
        for party, expected in by_party.items():
            stable = [e["id"] for e in answer["states"] if party in e["stable"][concept]]
            assert numbers(stable) == expected, (concept, party)
    for concept, expected in ELMIRA["equilibria"].items():
        found = [e["id"] for e in answer["states"] if concept in e["equilibrium"]]
        assert numbers(found) == expected, concept


def test_elmira_coalition_improvements() -> None:
    """Ministry and Uniroyal go together from 5 to 8, ministry and local government from 1 to 5."""
    conflict = read(elmira())
    assert numbers(conflict.joint_steps(["moe", "uniroyal"], IDS[4])) == [8]
    assert numbers(conflict.joint_steps(["moe", "local"], IDS[0])) == [5]


def test_coalesced_and_apart_agree_where_nobody_can_leave() -> None:
    """In the four states Uniroyal has gone for good, so one state or four is the same conflict."""
    apart = {entry["id"]: entry for entry in solve(_apart())["states"]}
    for entry in solve(elmira())["states"]:
        assert entry["stable"] == apart[entry["id"]]["stable"]


def _apart() -> Data:
    data = elmira()
    del data["same"]
    for body in data["parties"].values():
        body["ranking"] = [
            states_of([9], ELMIRA) if entry == 8 else entry for entry in body["ranking"]
        ]
    return data


def test_a_class_is_left_where_any_member_can_be_left() -> None:
    """If Uniroyal could come back, it could from each of the four: 4, 8, 21 is then a path of two
    moves of one party that no single move of it replaces."""
    conflict = read(elmira(one_way=["moe.modify", "not uniroyal.delay"]))
    assert conflict.moves("uniroyal", 8) == {4, 5, 20, 21}
    assert conflict.moves("moe", 8) == set()
    assert conflict.moves("uniroyal", 4) == {8}


def test_now_and_ranking_may_name_any_member() -> None:
    data = elmira(now=["moe.modify", "uniroyal.abandon", "local.insist"])
    expected = read(data)
    assert expected.now == 8
    ranking = data["parties"]["moe"]["ranking"]
    ranking[ranking.index(8)] = 25
    assert read(data).ranks == expected.ranks
    ranking.append(8)
    with pytest.raises(BadRanking):
        read(data)


def test_groups_with_a_state_in_common_are_one() -> None:
    data = small(same=["p.a and q.b", "q.b and q.c", "not (p.a or q.b or q.c)"])
    assert classes(data) == {0: (0,), 1: (1,), 2: (2,), 3: (3, 6, 7), 4: (4,), 5: (5,)}
    assert read(small(same=["q.b", "q.c"])).feasible == (0, 1, 2)


def test_a_class_is_read_in_its_lowest_state() -> None:
    data = small(same=["q.b"], terms={"both": "q.b and q.c"})
    data["parties"]["p"]["prefers"] = ["both", "q.b"]
    assert read(data).ranks["p"] == {0: 1, 1: 1, 2: 2, 4: 1, 5: 1}


def test_now_must_be_feasible_though_its_class_is() -> None:
    with pytest.raises(NowInfeasible):
        read(small(same=["q.b"], rules=["q.b excludes q.c"], now=["q.b", "q.c"]))


# Forbidden transitions


def test_a_forbidden_transition_binds_one_party() -> None:
    data = small(no_move=[{"by": "q", "from": "q.b", "to": "not q.b"}])
    conflict = read(data)
    assert conflict.moves("q", 2) == {6}
    assert conflict.moves("q", 0) == {2, 4, 6}
    assert conflict.moves("p", 2) == {3}


def test_a_detour_may_be_allowed_where_the_way_is_not() -> None:
    none, both = "not q.b and not q.c", "q.b and q.c"
    conflict = read(small(no_move=[{"by": "q", "from": none, "to": both}]))
    assert 6 not in conflict.moves("q", 0)
    assert 6 in conflict.moves("q", 2) and 2 in conflict.moves("q", 0)
    assert 6 not in conflict.reach(["q"], 0, credible=False)


def test_either_end_may_be_missing() -> None:
    assert read(small(no_move=[{"by": "q", "to": "q.c"}])).moves("q", 0) == {2}
    assert read(small(no_move=[{"by": "q", "from": "p.a"}])).moves("q", 1) == set()
    assert read(small(no_move=[{"by": "p"}])).moves("p", 0) == set()


def test_forbidden_transitions_are_judged_on_the_members() -> None:
    """2, 3, 6 and 7 are one state: it can be left while two of them can, and not if none can."""
    data = small(same=["q.b"], no_move=[{"by": "q", "from": "not q.c", "to": "not q.b"}])
    conflict = read(data)
    assert conflict.moves("q", 4) == {0, 2}
    assert conflict.moves("q", 2) == {0, 1, 4, 5}  # from 6 and 7
    data["no_move"] = [{"by": "q", "from": "q.c", "to": "not q.b"}]
    assert read(data).moves("q", 2) == {0, 1, 4, 5}  # from 2 and 3
    data["no_move"] = [{"by": "q", "from": "q.b"}]
    assert read(data).moves("q", 2) == set()


# Shared options


def shared() -> Data:
    data = small()
    data["parties"]["q"]["options"]["c"] = {"does": "text", "also": ["p"]}
    return data


def test_a_shared_option_keeps_its_name_and_is_own_to_each() -> None:
    conflict = read(shared())
    assert conflict.options == (("p", "p.a"), ("q", "q.b"), ("q", "q.c"))
    assert conflict.own("p") == {"p.a", "q.c"}
    assert conflict.own("q") == {"q.b", "q.c"}
    assert conflict.moves("p", 0) == {1, 4, 5}
    assert conflict.moves("q", 0) == {2, 4, 6}


def test_one_way_binds_all_who_share() -> None:
    conflict = read({**shared(), "one_way": ["q.c"]})
    assert conflict.moves("p", 4) == {5}
    assert conflict.moves("q", 4) == {6}


# Graph form


def graph(moves: Data, **rankings: list[Any]) -> Data:
    return {
        "goodoffices": 1,
        "title": "A small graph",
        "parties": {party: {"ranking": ranking} for party, ranking in rankings.items()},
        "graph": {"states": dict.fromkeys("abcde", "text"), "moves": moves},
    }


def three_parties(**more: list[list[str]]) -> Data:
    moves = {"p": [["a", "b"]], "q": [["b", "c"], ["c", "d"], ["e", "d"]], **more}
    return graph(
        moves,
        p=["b", "c", "e", "a", "d"],
        q=["d", "c", "e", "b", "a"],
        r=["e", "c", "d", "b", "a"],
    )


SANCTIONED = ["gmr", "smr", "seq", "sseq"]


def stable_at_a(data: Data) -> list[str]:
    conflict = read(data)
    names = ["nash", *SANCTIONED]
    found = [name for name in names if CONCEPTS[name](conflict, "p", 0)]
    assert found == [name for name in names if not departures(conflict, name, "p", 0)]
    return found


def test_nobody_moves_twice_in_a_row_where_moves_are_not_transitive() -> None:
    """q could punish p only by going b, c, d on its own, which is no legal sequence."""
    assert read(three_parties()).reach(["q", "r"], 1, credible=False) == {2}
    assert stable_at_a(three_parties()) == []


def test_with_another_party_between_the_same_party_moves_again() -> None:
    """Now r takes the conflict from c to e, and q moves on from there to d."""
    data = three_parties(r=[["c", "e"]])
    assert read(data).reach(["q", "r"], 1, credible=False) == {2, 3, 4}
    assert stable_at_a(data) == SANCTIONED


def test_a_transitive_move_sanctions_at_once() -> None:
    data = three_parties(q=[["b", "c"], ["c", "d"], ["b", "d"]])
    assert stable_at_a(data) == SANCTIONED


def test_a_sequence_that_leads_back_sanctions() -> None:
    """q undoes the move of p; p could make it again, so it is deterred unless it may answer."""
    back = {"p": [["a", "b"]], "q": [["b", "a"]]}
    ranking = ["b", "a", ["c", "d", "e"]]
    assert stable_at_a(graph(back, p=ranking, q=["a", "b", "true"])) == ["gmr", "seq"]
    assert stable_at_a(graph(back, p=ranking, q=["b", "a", "true"])) == ["gmr"]


def test_moves_of_a_graph_may_be_irreversible_and_forbidden() -> None:
    data = three_parties(r=[["c", "e"], ["e", "c"], ["c", "a"]])
    data["no_move"] = [{"by": "r", "from": "c", "to": "not e"}]
    conflict = read(data)
    assert conflict.moves("r", 2) == {4}
    assert conflict.moves("r", 4) == {2}
    assert conflict.moves("q", 3) == set()
    del data["graph"]["moves"]["r"]
    assert all(not read(data).moves("r", state) for state in conflict.feasible)


def test_states_of_a_graph_are_named_by_id_key_or_expression() -> None:
    data = graph({}, p=[1, "c", ["a", "d or e"]], q=["c or b", "true"])
    data["terms"] = {"late": "d or e"}
    data["parties"]["r"] = {"prefers": ["late", "not a"]}
    ranks = read(data).ranks
    assert ranks["p"] == {1: 3, 2: 2, 0: 1, 3: 1, 4: 1}
    assert ranks["q"] == {1: 2, 2: 2, 0: 1, 3: 1, 4: 1}
    assert ranks["r"] == {3: 3, 4: 3, 1: 2, 2: 2, 0: 1}
    for ranking in (["a", "b"], ["a", 0, "true"]):
        data["parties"]["q"]["ranking"] = ranking
        with pytest.raises(BadRanking):
            read(data)


def test_the_answer_for_a_graph() -> None:
    data = {**three_parties(), "now": "b"}
    answer = solve(data, concepts=["nash", "l2"])
    assert answer["concepts"] == ["nash", "l2"]
    assert answer["options"] == []
    assert answer["n_states"] == 5
    assert answer["states"][1] == {
        "id": 1,
        "name": "b",
        "yes": [],
        "ranks": {"p": 5, "q": 2, "r": 2},
        "stable": {"nash": ["p", "r"], "l2": ["p", "r"]},
        "equilibrium": [],
        "dominated": False,
        "reachable": "improving",
    }
    reachable = [entry["name"] for entry in answer["states"] if entry["reachable"]]
    assert reachable == ["b", "c", "d"]
    assert "name" not in solve(small())["states"][0]


# Random conflicts


@unhurried
@given(graphs())
def test_the_laws_hold_in_random_graphs(data: Data) -> None:
    conflict = read(data)
    hold_the_laws(conflict)
    answer = solve(data)
    assert [entry["name"] for entry in answer["states"]] == list(data["graph"]["states"])


@unhurried
@given(arc_conflicts())
def test_the_laws_hold_where_moves_are_irregular(data: Data) -> None:
    conflict = read(data)
    hold_the_laws(conflict)
    members = sorted(member for group in classes(data).values() for member in group)
    assert len(members) == len(set(members)) >= len(conflict.feasible) == solve(data)["n_states"]


@unhurried
@given(st.data())
def test_changes_apply_to_these_too(data: st.DataObject) -> None:
    situation = data.draw((graphs() | arc_conflicts()).flatmap(changes))
    changed = apply(situation, *data.draw(choices(situation)))
    try:
        hold_the_laws(read(changed))
    except ValueError as error:
        assert type(error).__module__.endswith("case"), error


@unhurried
@given(graphs())
def test_one_state_is_itself_and_a_stranger_is_forbidden_nothing(data: Data) -> None:
    """Coalesced by one key, and with a transition forbidden to no party, a graph is the same."""
    key = next(iter(data["graph"]["states"]))
    other = {**data, "same": [key], "no_move": [*data.get("no_move", []), {"by": "x", "to": key}]}
    assert solve(other) == solve(data)


@unhurried
@given(arc_conflicts())
def test_option_form_written_as_a_graph_has_the_same_verdicts(data: Data) -> None:
    """States, moves and ranks as they are found, handed back in the other form."""
    conflict = read(data)
    ids = {state: f"s{state}" for state in conflict.feasible}
    written: Data = {
        "goodoffices": 1,
        "title": "As a graph",
        "parties": {},
        "graph": {
            "states": dict.fromkeys(ids.values(), "text"),
            "moves": {
                party: [
                    [ids[state], ids[after]]
                    for state in conflict.feasible
                    for after in sorted(conflict.moves(party, state))
                ]
                for party in conflict.parties
            },
        },
    }
    for party, ranks in conflict.ranks.items():
        best_first = sorted(set(ranks.values()), reverse=True)
        ranking = [[ids[s] for s in ranks if ranks[s] == rank] for rank in best_first]
        written["parties"][party] = {"ranking": ranking}
    as_graph = solve(written)["states"]
    as_options = solve(data)["states"]
    for one, other in zip(as_options, as_graph, strict=True):
        assert other["name"] == ids[one["id"]]
        for key in ("ranks", "stable", "dominated"):
            assert one[key] == other[key]
