"""The oracle alone: published conflicts, laws over random conflicts, and small examples.

The published conflicts are those of the survey literature, with the states numbered as there (1
is the first). Stability by party was recomputed from the definitions with legal sequences in
which no party moves twice in a row; `equilibria` also covers SSEQ.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .case import BadRanking, Data, NoFeasibleState, NowInfeasible, feasible_states, read
from .changes import apply
from .concepts import CONCEPTS, FIVE
from .conflict import Conflict
from .expressions import evaluate, literal, parse
from .results import reachable, solve
from .strategies import changes, choices, conflicts

# fmt: off
PUBLISHED: dict[str, dict[str, Any]] = {
    # Fang, Hipel and Kilgour (1993); each prisoner may cooperate.
    "prisoners_dilemma": {
        "parties": {
            "one": ["cooperate"],
            "two": ["cooperate"],
        },
        "ids": [0, 1, 2, 3],
        "rankings": {
            "one": [3, 4, 1, 2],
            "two": [2, 4, 1, 3],
        },
        "stable": {
            "nash": {
                "one": [1, 3],
                "two": [1, 2],
            },
            "gmr": {
                "one": [1, 3, 4],
                "two": [1, 2, 4],
            },
            "smr": {
                "one": [1, 3, 4],
                "two": [1, 2, 4],
            },
            "seq": {
                "one": [1, 3, 4],
                "two": [1, 2, 4],
            },
        },
        "equilibria": {
            "nash": [1],
            "gmr": [1, 4],
            "smr": [1, 4],
            "seq": [1, 4],
            "sseq": [1, 4],
        },
    },
    # Kilgour, Hipel and Fang (1987).
    "chicken": {
        "parties": {
            "a": ["swerve"],
            "b": ["swerve"],
        },
        "ids": [0, 1, 2, 3],
        "rankings": {
            "a": [3, 4, 2, 1],
            "b": [2, 4, 3, 1],
        },
        "stable": {
            "nash": {
                "a": [2, 3],
                "b": [2, 3],
            },
            "gmr": {
                "a": [2, 3, 4],
                "b": [2, 3, 4],
            },
            "smr": {
                "a": [2, 3, 4],
                "b": [2, 3, 4],
            },
            "seq": {
                "a": [2, 3],
                "b": [2, 3],
            },
        },
        "equilibria": {
            "nash": [2, 3],
            "gmr": [2, 3, 4],
            "smr": [2, 3, 4],
            "seq": [2, 3],
            "sseq": [2, 3],
        },
    },
    # Fraser and Hipel (1984).
    "cuban_missile_crisis": {
        "parties": {
            "us": ["strike", "blockade"],
            "ussr": ["withdraw", "escalate"],
        },
        "rules": [
            "ussr.withdraw excludes ussr.escalate",
        ],
        "ids": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
        "rankings": {
            "us": [5, 7, 6, 8, 3, 2, 4, 1, 12, 10, 11, 9],
            "ussr": [1, 5, 7, 3, 6, 2, 8, 4, 12, 10, 11, 9],
        },
        "stable": {
            "nash": {
                "us": [3, 5, 12],
                "ussr": [1, 6, 7, 8],
            },
            "gmr": {
                "us": [1, 2, 3, 4, 5, 6, 7, 8, 12],
                "ussr": [1, 2, 3, 5, 6, 7, 8],
            },
            "smr": {
                "us": [1, 2, 3, 4, 5, 6, 7, 8, 12],
                "ussr": [1, 2, 3, 5, 6, 7, 8],
            },
            "seq": {
                "us": [3, 5, 7, 12],
                "ussr": [1, 5, 6, 7, 8],
            },
        },
        "equilibria": {
            "nash": [],
            "gmr": [1, 2, 3, 5, 6, 7, 8],
            "smr": [1, 2, 3, 5, 6, 7, 8],
            "seq": [5, 7],
            "sseq": [5, 7],
        },
    },
    # Hipel, Kilgour and Kinsara (2014).
    "syria_iraq_1975": {
        "parties": {
            "syria": ["release", "escalate"],
            "iraq": ["attack"],
        },
        "rules": [
            "not (syria.release and syria.escalate)",
        ],
        "ids": [0, 1, 2, 4, 5, 6],
        "rankings": {
            "syria": [1, 3, 6, 2, 4, 5],
            "iraq": [2, 4, 6, 1, 5, 3],
        },
        "stable": {
            "nash": {
                "syria": [1, 6],
                "iraq": [2, 4, 6],
            },
            "gmr": {
                "syria": [1, 3, 6],
                "iraq": [1, 2, 4, 5, 6],
            },
            "smr": {
                "syria": [1, 3, 6],
                "iraq": [2, 4, 6],
            },
            "seq": {
                "syria": [1, 3, 6],
                "iraq": [2, 4, 5, 6],
            },
        },
        "equilibria": {
            "nash": [6],
            "gmr": [1, 6],
            "smr": [6],
            "seq": [6],
            "sseq": [6],
        },
    },
    # Li, Hipel, Kilgour and Fang (2004).
    "lake_gisborne_economic": {
        "parties": {
            "federal": ["continue"],
            "provincial": ["lift"],
            "support": ["appeal"],
        },
        "ids": [0, 1, 2, 3, 4, 5, 6, 7],
        "rankings": {
            "federal": [2, 6, 4, 8, 1, 5, 3, 7],
            "provincial": [3, 7, 4, 8, 1, 5, 2, 6],
            "support": [3, 4, 7, 8, 5, 6, 1, 2],
        },
        "stable": {
            "nash": {
                "federal": [2, 4, 6, 8],
                "provincial": [3, 4, 7, 8],
                "support": [3, 4, 5, 6],
            },
            "gmr": {
                "federal": [2, 4, 6, 8],
                "provincial": [3, 4, 7, 8],
                "support": [3, 4, 5, 6, 7, 8],
            },
            "smr": {
                "federal": [2, 4, 6, 8],
                "provincial": [3, 4, 7, 8],
                "support": [3, 4, 5, 6, 7, 8],
            },
            "seq": {
                "federal": [2, 4, 6, 8],
                "provincial": [3, 4, 7, 8],
                "support": [3, 4, 5, 6],
            },
        },
        "equilibria": {
            "nash": [4],
            "gmr": [4, 8],
            "smr": [4, 8],
            "seq": [4],
            "sseq": [4],
        },
    },
    # Li, Hipel, Kilgour and Fang (2004).
    "lake_gisborne_environment": {
        "parties": {
            "federal": ["continue"],
            "provincial": ["lift"],
            "support": ["appeal"],
        },
        "ids": [0, 1, 2, 3, 4, 5, 6, 7],
        "rankings": {
            "federal": [2, 6, 4, 8, 1, 5, 3, 7],
            "provincial": [1, 5, 2, 6, 3, 7, 4, 8],
            "support": [3, 4, 7, 8, 5, 6, 1, 2],
        },
        "stable": {
            "nash": {
                "federal": [2, 4, 6, 8],
                "provincial": [1, 2, 5, 6],
                "support": [3, 4, 5, 6],
            },
            "gmr": {
                "federal": [2, 4, 6, 8],
                "provincial": [1, 2, 5, 6],
                "support": [3, 4, 5, 6, 7, 8],
            },
            "smr": {
                "federal": [2, 4, 6, 8],
                "provincial": [1, 2, 5, 6],
                "support": [3, 4, 5, 6, 7, 8],
            },
            "seq": {
                "federal": [2, 4, 6, 8],
                "provincial": [1, 2, 5, 6],
                "support": [3, 4, 5, 6, 7, 8],
            },
        },
        "equilibria": {
            "nash": [6],
            "gmr": [6],
            "smr": [6],
            "seq": [6],
            "sseq": [6],
        },
    },
    # Fraser and Hipel (1984).
    "garrison": {
        "parties": {
            "us": ["full", "reduced", "appease"],
            "opposition": ["challenge"],
            "canada": ["treaty"],
            "ijc": ["full", "reduced", "lonetree", "suspend"],
        },
        "rules": [
            "exactly 1 of (us.full, us.reduced, us.appease)",
            "exactly 1 of (ijc.full, ijc.reduced, ijc.lonetree, ijc.suspend)",
            "us.full requires opposition.challenge",
            "us.appease excludes opposition.challenge",
            "us.full and not canada.treaty requires ijc.full",
            "not us.full and not canada.treaty excludes ijc.lonetree or ijc.suspend",
        ],
        "ids": [34, 36, 41, 42, 50, 52, 57, 58, 66, 68, 74, 82, 84, 89, 90, 146, 148, 153, 154,
            274, 276, 281, 282],
        "rankings": {
            "us": [3, 7, [1, 2], 4, [5, 6], 8, 9, 12, 11, 15, 10, 13, 14, 17, 16, 18, 19, 21, 20,
                22, 23],
            "opposition": [[21, 17, 13, 10, 6, 2], [23, 19], 15, 11, 8, 4, 22, 18, 14, 7, 3, 20,
                16, 12, 9, 5, 1],
            "canada": [23, [20, 21], 19, [16, 17], 11, [9, 10], 15, [12, 13], 2, 4, 1, 8, [5, 6],
                22, 18, 14, 3, 7],
            "ijc": [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
                23]],
        },
        "stable": {
            "nash": {
                "us": [1, 2, 3, 5, 6, 7, 9, 11, 12, 15, 17, 18, 21, 22],
                "opposition": [2, 3, 4, 6, 7, 8, 10, 11, 13, 14, 15, 17, 18, 19, 21, 22, 23],
                "canada": [1, 2, 3, 4, 9, 10, 11, 14, 16, 17, 18, 19, 20, 21, 22, 23],
                "ijc": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                    22, 23],
            },
            "gmr": {
                "us": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22],
                "opposition": [2, 3, 4, 6, 7, 8, 10, 11, 13, 14, 15, 17, 18, 19, 21, 22, 23],
                "canada": [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                    22, 23],
                "ijc": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                    22, 23],
            },
            "smr": {
                "us": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22],
                "opposition": [2, 3, 4, 6, 7, 8, 10, 11, 13, 14, 15, 17, 18, 19, 21, 22, 23],
                "canada": [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                    22, 23],
                "ijc": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                    22, 23],
            },
            "seq": {
                "us": [1, 2, 3, 5, 6, 7, 9, 11, 12, 15, 17, 18, 21, 22],
                "opposition": [2, 3, 4, 6, 7, 8, 10, 11, 13, 14, 15, 17, 18, 19, 21, 22, 23],
                "canada": [1, 2, 3, 4, 5, 8, 9, 10, 11, 14, 16, 17, 18, 19, 20, 21, 22, 23],
                "ijc": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
                    22, 23],
            },
        },
        "equilibria": {
            "nash": [2, 3, 11, 17, 18, 21, 22],
            "gmr": [2, 3, 4, 6, 8, 10, 11, 13, 14, 15, 17, 18, 19, 21, 22],
            "smr": [2, 3, 4, 6, 8, 10, 11, 13, 14, 15, 17, 18, 19, 21, 22],
            "seq": [2, 3, 11, 17, 18, 21, 22],
            "sseq": [2, 3, 11, 17, 18, 21, 22],
        },
    },
    # Hipel, Fang, Kilgour and Haight (1993); the states with abandon count as one.
    "elmira": {
        "parties": {
            "moe": ["modify"],
            "uniroyal": ["delay", "accept", "abandon"],
            "local": ["insist"],
        },
        "rules": [
            "exactly 1 of (uniroyal.delay, uniroyal.accept, uniroyal.abandon)",
        ],
        "one_way": ["moe.modify", "not uniroyal.delay", "uniroyal.abandon"],
        "ids": [2, 3, 4, 5, 18, 19, 20, 21, (8, 9, 24, 25)],
        "rankings": {
            "moe": [7, 3, 4, 8, 5, 1, 2, 6, 9],
            "uniroyal": [1, 4, 8, 5, 9, 3, 7, 2, 6],
            "local": [7, 3, 5, 1, 8, 6, 4, 2, 9],
        },
        "stable": {
            "nash": {
                "moe": [1, 2, 3, 4, 5, 6, 7, 8, 9],
                "uniroyal": [1, 4, 5, 8, 9],
                "local": [5, 6, 7, 8, 9],
            },
            "gmr": {
                "moe": [1, 2, 3, 4, 5, 6, 7, 8, 9],
                "uniroyal": [1, 4, 5, 8, 9],
                "local": [1, 2, 3, 4, 5, 6, 7, 8, 9],
            },
            "smr": {
                "moe": [1, 2, 3, 4, 5, 6, 7, 8, 9],
                "uniroyal": [1, 4, 5, 8, 9],
                "local": [1, 2, 3, 4, 5, 6, 7, 8, 9],
            },
            "seq": {
                "moe": [1, 2, 3, 4, 5, 6, 7, 8, 9],
                "uniroyal": [1, 4, 5, 8, 9],
                "local": [2, 3, 5, 6, 7, 8, 9],
            },
        },
        "equilibria": {
            "nash": [5, 8, 9],
            "gmr": [1, 4, 5, 8, 9],
            "smr": [1, 4, 5, 8, 9],
            "seq": [5, 8, 9],
            "sseq": [5, 8, 9],
        },
    },
}
# fmt: on


def states_of(numbers: Iterable[int], case: dict[str, Any]) -> list[int]:
    """The ids behind the published numbers; where states were coalesced, all of them."""
    found: list[int] = []
    for number in numbers:
        ids = case["ids"][number - 1]
        found.extend(ids if isinstance(ids, tuple) else [ids])
    return sorted(found)


def situation(case: dict[str, Any]) -> Data:
    """A published conflict as plain data, its rankings in ids."""
    data: Data = {"goodoffices": 1, "title": "A published conflict", "parties": {}}
    for party, chosen in case["parties"].items():
        ranking: list[Any] = []
        for entry in case["rankings"][party]:
            ids = states_of(entry if isinstance(entry, list) else [entry], case)
            ranking.append(ids if len(ids) > 1 else ids[0])
        data["parties"][party] = {"options": dict.fromkeys(chosen), "ranking": ranking}
    data["rules"] = case.get("rules", [])
    data["one_way"] = case.get("one_way", [])
    return data


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_conflict_has_the_published_states(name: str) -> None:
    case = PUBLISHED[name]
    everything = states_of(range(1, len(case["ids"]) + 1), case)
    assert list(read(situation(case)).feasible) == everything


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_verdicts_of_a_published_conflict(name: str) -> None:
    case = PUBLISHED[name]
    conflict = read(situation(case))
    for concept, by_party in case["stable"].items():
        for party, numbers in by_party.items():
            stable = [s for s in conflict.feasible if CONCEPTS[concept](conflict, party, s)]
            assert stable == states_of(numbers, case), (concept, party)


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_equilibria_of_a_published_conflict(name: str) -> None:
    case = PUBLISHED[name]
    answer = solve(situation(case))
    for concept, numbers in case["equilibria"].items():
        found = [entry["id"] for entry in answer["states"] if concept in entry["equilibrium"]]
        assert found == states_of(numbers, case), concept


def test_garrison_needs_an_opponent_to_move_twice() -> None:
    """Canada's improvement from 6 to 2 is sanctioned only by US, opposition, US again."""
    case = PUBLISHED["garrison"]
    conflict = read(situation(case))
    six, two, three = states_of([6], case)[0], states_of([2], case)[0], states_of([3], case)[0]
    assert two in conflict.improvements("canada", six)
    assert three in conflict.reach(conflict.others("canada"), two, credible=False)
    assert conflict.ranks["canada"][three] < conflict.ranks["canada"][six]
    assert CONCEPTS["gmr"](conflict, "canada", six)


# Laws


def hold_the_laws(conflict: Conflict) -> None:
    stronger = [
        ("nash", "smr"),
        ("smr", "gmr"),
        ("nash", "sseq"),
        ("sseq", "seq"),
        ("seq", "gmr"),
        ("sseq", "smr"),
    ]
    for party in conflict.parties:
        for state in conflict.feasible:
            stable = {name: CONCEPTS[name](conflict, party, state) for name in FIVE}
            for strong, weak in stronger:
                assert stable[weak] or not stable[strong], (strong, weak, party, state)


unhurried = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)


@unhurried
@given(conflicts())
def test_the_laws_hold_in_random_conflicts(data: Data) -> None:
    hold_the_laws(read(data))


@unhurried
@given(st.data())
def test_changes_apply_and_leave_the_situation_as_it_was(data: st.DataObject) -> None:
    situation = data.draw(conflicts().flatmap(changes))
    before = deepcopy(situation)
    changed = apply(situation, *data.draw(choices(situation)))
    assert situation == before
    with suppress(NoFeasibleState, NowInfeasible):
        hold_the_laws(read(changed))


@unhurried
@given(conflicts())
def test_moves_are_what_masks_say(data: Data) -> None:
    """Without one-way options: same feasible state outside one's own options."""
    conflict = read({**data, "one_way": []})
    for party in conflict.parties:
        own = sum(1 << bit for bit, (who, _) in enumerate(conflict.options) if who == party)
        for state in conflict.feasible:
            expected = {s for s in conflict.feasible if s != state and not (s ^ state) & ~own}
            assert conflict.moves(party, state) == expected


@unhurried
@given(conflicts())
def test_renaming_changes_nothing(data: Data) -> None:
    conflict = read(data)
    called = {party: f"party_{index}" for index, party in enumerate(conflict.parties)}
    renamed = Conflict(
        parties=tuple(called.values()),
        options=tuple((called[party], f"new.{name}") for party, name in conflict.options),
        feasible=conflict.feasible,
        ranks={called[party]: ranks for party, ranks in conflict.ranks.items()},
        one_way=tuple((f"new.{name}", sign) for name, sign in conflict.one_way),
    )
    for concept in (CONCEPTS[name] for name in FIVE):
        for party in conflict.parties:
            for state in conflict.feasible:
                assert concept(conflict, party, state) == concept(renamed, called[party], state)


# The expression language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not p.a and p.b", ("and", ("not", ("name", "p.a")), ("name", "p.b"))),
        ("p.a or p.b and p.c", ("or", ("name", "p.a"), ("and", ("name", "p.b"), ("name", "p.c")))),
        (
            "p.a requires p.b or p.c",
            ("requires", ("name", "p.a"), ("or", ("name", "p.b"), ("name", "p.c"))),
        ),
        ("( p.a )", ("name", "p.a")),
        (
            "at least 2 of (p.a, t, p.b if p.c)",
            (
                "at least",
                2,
                ("name", "p.a"),
                ("name", "t"),
                ("if", ("name", "p.b"), ("name", "p.c")),
            ),
        ),
    ],
)
def test_precedence(text: str, expected: object) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "p.a requires p.b requires p.c",
        "p.a if p.b iff p.c",
        "p.a excludes p.b if p.c",
        "p.a requires not p.b iff p.c",
    ],
)
def test_the_loose_operators_do_not_chain(text: str) -> None:
    with pytest.raises(ValueError, match="chain"):
        parse(text)


@pytest.mark.parametrize("text", ["", "p.a and", "(p.a", "p.a p.b", "of", "2", "exactly a of (b)"])
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "when"),
    [  # in the order neither, a, b, both
        ("p.a requires p.b", [True, False, True, True]),
        ("p.a if p.b", [True, True, False, True]),
        ("p.a excludes p.b", [True, True, True, False]),
        ("p.a iff p.b", [True, False, False, True]),
        ("exactly 1 of (p.a, p.b)", [False, True, True, False]),
        ("at least 1 of (p.a, p.b)", [False, True, True, True]),
        ("at most 1 of (p.a, p.b)", [True, True, True, False]),
        ("t and true", [False, False, False, True]),
        ("s or false", [True, True, True, False]),
    ],
)
def test_the_truth_of_each_operator(text: str, when: list[bool]) -> None:
    names = {"t": "p.a and p.b", "s": "not t"}
    taken = [frozenset[str](), frozenset({"p.a"}), frozenset({"p.b"}), frozenset({"p.a", "p.b"})]
    assert [evaluate(text, state, names) for state in taken] == when


def test_literals() -> None:
    assert literal("p.a") == ("p.a", True)
    assert literal("not p.a") == ("p.a", False)


# Reading


def small(**more: Any) -> Data:
    """Two parties with one and two options; ids run over a, b, c with a the lowest bit."""
    return {
        "goodoffices": 1,
        "title": "Small",
        "parties": {
            "p": {"options": {"a": None}, "prefers": ["q.b", "p.a"]},
            "q": {"options": {"b": "text", "c": {"does": "text"}}, "prefers": ["q.c"]},
        },
        **more,
    }


def test_the_first_option_is_the_lowest_bit() -> None:
    conflict = read(small(now=["q.c", "p.a"], closed=["q.b"]))
    assert conflict.now == 5
    assert conflict.feasible == (0, 1, 4, 5)


def test_in_a_tie_the_number_of_true_statements_counts() -> None:
    data = small()
    data["parties"]["p"]["prefers"] = ["p.a", ["q.b", {"want": "q.c"}, "not p.a"]]
    assert read(data).ranks["p"] == {0: 1, 2: 2, 4: 2, 6: 3, 1: 4, 3: 5, 5: 5, 7: 6}


def test_three_tied_statements_do_not_outvote_the_level_above() -> None:
    data = small()
    data["parties"]["p"]["prefers"] = ["p.a", ["q.b", "q.c", "not p.a"]]
    ranks = read(data).ranks["p"]
    assert ranks[6] < ranks[1]


def test_a_ranking_takes_ids_expressions_and_ties() -> None:
    data = small()
    del data["parties"]["p"]["prefers"]
    data["parties"]["p"]["ranking"] = [6, [0, "p.a and q.b"], "q.b", "true"]
    assert read(data).ranks["p"] == {6: 4, 0: 3, 3: 3, 7: 3, 2: 2, 1: 1, 4: 1, 5: 1}


@pytest.mark.parametrize("ranking", [[0, 1, 2], ["true", 1, 1], [[0, 0], "true"]])
def test_a_ranking_with_a_gap_or_a_double_is_refused(ranking: list[Any]) -> None:
    data = small()
    data["parties"]["p"]["ranking"] = ranking
    with pytest.raises(BadRanking):
        read(data)


def test_one_way_literals_hold_for_every_mover() -> None:
    conflict = read(small(one_way=["p.a", "not q.b"]))
    assert conflict.moves("p", 0) == {1}
    assert conflict.moves("p", 1) == set()
    assert conflict.moves("q", 0) == {4}
    assert conflict.moves("q", 2) == {0, 4, 6}


def test_what_leaves_nothing_to_stand_on_is_refused() -> None:
    with pytest.raises(NoFeasibleState):
        read(small(rules=["p.a", "not p.a"]))
    with pytest.raises(NowInfeasible):
        read(small(rules=["p.a"], now=[]))


# Changes


def ranks_with(lever: Data, **more: Any) -> dict[int, int]:
    data = small(levers={"lever": lever}, **more)
    return dict(read(apply(data, {}, [], ["lever"])).ranks["p"])


def order(ranks: dict[int, int]) -> list[int]:
    return sorted(ranks, key=lambda state: (-ranks[state], state))


def test_raise_puts_on_top_and_lower_at_the_end() -> None:
    assert order(ranks_with({"raise": {"p": "q.c"}})) == [7, 6, 5, 4, 3, 2, 1, 0]
    assert order(ranks_with({"lower": {"p": "q.b"}})) == [3, 7, 1, 5, 2, 6, 0, 4]


def test_drop_finds_the_statement_that_parses_the_same() -> None:
    assert set(ranks_with({"drop": {"p": "( q.b )"}}).values()) == {1, 2}
    with pytest.raises(ValueError, match="parses the same"):
        ranks_with({"drop": {"p": "q.c"}})


def test_drop_takes_a_member_out_of_a_tie() -> None:
    data = small(levers={"lever": {"drop": {"p": ["q.b"]}}})
    data["parties"]["p"]["prefers"] = [["q.b", {"want": "p.a"}], "q.c"]
    changed = apply(data, {}, [], ["lever"])
    assert changed["parties"]["p"]["prefers"] == [[{"want": "p.a"}], "q.c"]


def test_the_later_raise_ends_on_top_whatever_the_order_of_the_call() -> None:
    data = small(
        levers={"one": {"raise": {"p": "not p.a"}}, "two": {"raise": {"p": "q.c"}}},
        types={"p": {"odd": {"raise": ["not q.b", ["p.a", "q.c"]], "probability": 1}}},
    )
    changed = apply(data, {"p": "odd"}, [], ["two", "one"])
    assert changed["parties"]["p"]["prefers"] == [
        "q.c",
        "not p.a",
        "not q.b",
        ["p.a", "q.c"],
        "q.b",
        "p.a",
    ]


def test_a_ranking_is_raised_above_and_lowered_below() -> None:
    data = small(levers={"lever": {"raise": {"p": "q.c"}, "lower": {"p": "p.a"}}})
    data["parties"]["p"]["ranking"] = ["not q.b", "true"]
    ranks = dict(read(apply(data, {}, [], ["lever"])).ranks["p"])
    assert order(ranks) == [5, 4, 7, 6, 1, 0, 3, 2]
    assert len(set(ranks.values())) == 8


def test_the_remaining_verbs() -> None:
    data = small(
        closed=["q.b"],
        rules=[{"name": "border", "rule": "p.a"}],
        levers={
            "lever": {
                "allow": ["q.b"],
                "relax": ["border"],
                "forbid": ["not q.c"],
                "commit": ["not p.a"],
                "together": ["p", "q"],
            },
        },
    )
    assert feasible_states(data) == (1, 5)
    conflict = read(apply(data, {}, [], ["lever"]))
    assert conflict.feasible == (4, 5, 6, 7)
    assert conflict.one_way == (("p.a", False),)
    assert conflict.together == (("p", "q"),)


# Results


def test_joint_steps_count_as_improving() -> None:
    """Both prisoners prefer to cooperate, and neither does it alone."""
    case = PUBLISHED["prisoners_dilemma"]
    data = {**situation(case), "now": [], "levers": {"trust": {"together": ["one", "two"]}}}
    assert reachable(read(data)) == {0}
    changed = apply(data, {}, [], ["trust"])
    assert reachable(read(changed)) == {0, 1, 2, 3}
    assert [entry["equilibrium"] for entry in solve(changed)["states"]] == [
        entry["equilibrium"] for entry in solve(data)["states"]
    ]


def test_the_answer_has_the_shape_of_the_contract() -> None:
    data = {**situation(PUBLISHED["prisoners_dilemma"]), "now": ["one.cooperate"]}
    data["parties"]["two"]["behaviour"] = ["nash", "gmr"]
    answer = solve(data)
    assert answer["behaviour"] == {"one": "seq", "two": "nash"}
    assert answer["states"][0] == {
        "id": 0,
        "yes": [],
        "ranks": {"one": 2, "two": 2},
        "stable": {name: ["one", "two"] for name in FIVE},
        "equilibrium": [*FIVE, "profile"],
        "reachable": "improving",
        "dominated": True,
    }
    assert answer["states"][2]["reachable"] is None
    assert "reachable" not in solve(situation(PUBLISHED["chicken"]))["states"][0]
