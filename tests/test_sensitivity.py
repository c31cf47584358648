"""Single changes: each gives the situation that it says, and is judged as that situation alone."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from oracle import random_modes, results, strategies
from oracle.case import feasible_states
from test_variants import made
from thorough import examples

from goodoffices.analyses.solution import solve
from goodoffices.case import load_case
from goodoffices.errors import GoodOfficesError, RequestError
from goodoffices.formats.native import from_data
from goodoffices.model.apply import Variant
from goodoffices.model.basis import group_text
from goodoffices.model.expression import bare
from goodoffices.model.preference import EXTENSIONS
from goodoffices.model.situation import Situation
from goodoffices.sensitivity.changes import changes
from goodoffices.sensitivity.interest import Interest
from goodoffices.sensitivity.judged import FEW, NO_STATE
from goodoffices.sensitivity.result import Bar, Sensitivity, sensitivity
from goodoffices.sensitivity.single import ASSUMED, KINDS, Single
from goodoffices.stability.concepts import STANDARD
from goodoffices.stability.verdicts import PROFILE
from goodoffices.states import StateSpace

ROOT = Path(__file__).parents[1]
RELAXED: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def answer(one: Situation, interest: Interest, kind: str = PROFILE) -> int:
    """How many equilibria count, by ``solve`` of this situation and nothing else."""
    found = solve(replace(one, now=None), STANDARD if kind == PROFILE else (kind,))
    return int((found.verdicts.equilibrium(kind) & interest.among(found.space)).sum())


def ids(found: Sensitivity | tuple[Single, ...], kind: str) -> list[str]:
    singles = found.singles if isinstance(found, Sensitivity) else found
    return [one.id for one in singles if one.kind == kind]


def same_as_alone(found: Sensitivity, most: int = 10_000) -> None:
    """Every change (every so-many-th of a great many) solved by itself has the same answer."""
    assert [answer(found.base, one, found.kind) for one in found.interests] == list(
        found.as_is.counts
    )
    step = max(1, len(found.singles) // most)
    for single, told in list(zip(found.singles, found.answers, strict=True))[::step]:
        counts = [answer(single.situation, one, found.kind) for one in found.interests]
        assert counts == list(told.counts), single.id
    for verdict in found.verdicts:
        at = found.interests.index(verdict.interest)
        flips = {
            single.id
            for single, told in zip(found.singles, found.answers, strict=True)
            if (told.counts[at] > 0) != verdict.holds
        }
        assert flips == {one.id for bar in verdict.bars for one in bar.flips}
        assert verdict.flips == len(flips)


@given(st.data())
@settings(max_examples=examples(80), **RELAXED)
def test_every_change_is_judged_as_its_situation_alone(chance: st.DataObject) -> None:
    data = chance.draw(strategies.conflicts(max_options=5))
    if chance.draw(st.booleans()):
        data = chance.draw(strategies.changes(data))
    base = from_data(data).situation
    state = chance.draw(st.sampled_from(StateSpace.of(base).ids.tolist()))
    asked = [bare(s.want) for party in base.parties for s in party.preference.statements()][:2]
    kind = chance.draw(st.sampled_from([PROFILE, PROFILE, "nash", "smr", "sim"]))
    found = sensitivity(Variant(base), asked, [str(state)], KINDS, kind)
    same_as_alone(found, 60)
    for one in found.untried:
        assert one.why


@given(st.data())
@settings(max_examples=examples(30), **RELAXED)
def test_moves_one_by_one_are_judged_as_each_alone(chance: st.DataObject) -> None:
    kind = chance.draw(st.sampled_from([strategies.arc_conflicts, strategies.graphs]))
    base = from_data(chance.draw(kind())).situation
    state = int(StateSpace.of(base).ids[0])
    found = sensitivity(Variant(base), states=[str(state)])
    same_as_alone(found, 25)


@given(random_modes.modes(), st.sampled_from(EXTENSIONS))
@settings(max_examples=examples(40), **RELAXED)
def test_what_ranks_do_not_say_is_judged_alone(data: Any, extension: str) -> None:
    """Unknown, strong, divided and fuzzy preference, and attitudes."""
    base = from_data(data).situation
    state = int(StateSpace.of(base).ids[-1])
    chosen = Variant(base, extension=extension if base.may_be_undecided else "")
    same_as_alone(sensitivity(chosen, states=[str(state)]), 25)


def rewritten(data: Any, change: Single) -> Any:
    """The plain data of a file with one change made by hand; None where it is not so simple."""
    data = deepcopy(data)
    what, *rest = change.id.split(":")
    if what == "rule":
        names = [r.get("name", "") if isinstance(r, dict) else "" for r in data["rules"]]
        del data["rules"][names.index(rest[0]) if rest[0] in names else int(rest[0]) - 1]
    elif what == "option":
        closed = data.get("closed", [])
        opened = rest[0] in closed
        data["closed"] = [c for c in closed if c != rest[0]] if opened else [*closed, rest[0]]
    elif what == "behaviour":
        data["parties"][rest[0]]["behaviour"] = rest[1]
    elif what == "swap":
        ranking, at = data["parties"][rest[0]]["ranking"], int(rest[1]) - 1
        ranking[at], ranking[at + 1] = ranking[at + 1], ranking[at]
    else:
        prefers = data["parties"][rest[0]]["prefers"]
        place, _, member = rest[1].partition(".")
        if what == "place":
            prefers.insert(int(rest[2]) - 1, prefers.pop(int(place) - 1))
        else:
            level = prefers[int(place) - 1]
            here, key = (level, int(member) - 1) if member else (prefers, int(place) - 1)
            if isinstance(level, dict) and "tie" in level:
                return None
            if what == "drop":
                del here[key]
            elif isinstance(here[key], dict):
                here[key] = {**here[key], "want": f"not ({here[key]['want']})"}
            else:
                here[key] = f"not ({here[key]})"
    return data


@given(st.data())
@settings(max_examples=examples(120), **RELAXED)
def test_each_change_gives_the_model_that_one_would_write(chance: st.DataObject) -> None:
    """The definitions of stability, in a file changed by hand."""
    data = chance.draw(strategies.conflicts(max_options=4, now=False))
    base = from_data(data).situation
    state = str(chance.draw(st.sampled_from(feasible_states(data))))
    found = sensitivity(Variant(base), states=[state])
    assume(found.singles)
    at = chance.draw(st.integers(0, len(found.singles) - 1))
    changed = rewritten(data, found.singles[at])
    assume(changed is not None)
    states = {one["id"]: one["equilibrium"] for one in results.solve(changed, ())["states"]}
    holds = [PROFILE in kinds for kinds in states.values()]
    assert found.answers[at].states == len(states)
    assert found.answers[at].equilibria == sum(holds)
    expected = int(PROFILE in states.get(int(state), ()))
    asked = next(n for n, one in enumerate(found.interests) if one.state is not None)
    assert found.answers[at].counts[asked] == expected, found.singles[at].id
    assert found.answers[at].possible[asked] == (int(state) in states)


WANTS = ["a.x", ["a.y", "b.w"], "not a.z"]


def test_what_is_tried() -> None:
    rules = ["a.x requires a.y", {"name": "second", "rule": "not (a.z and b.w)"}]
    base = made({"prefers": WANTS}, rules=rules, closed=["a.z"])
    tried = changes(Variant(base), KINDS).singles
    assert ids(tried, "place") == [
        f"place:a:{old}:{new}" for old in (1, 2, 3) for new in (1, 2, 3) if old != new
    ]
    statements = ["a:1", "a:2.1", "a:2.2", "a:3", "b:1"]
    assert ids(tried, "drop") == [f"drop:{one}" for one in statements]
    assert ids(tried, "opposite") == [f"opposite:{one}" for one in statements]
    assert ids(tried, "rule") == ["rule:1", "rule:second"]
    assert [(one.part.about, one.value) for one in tried if one.kind == "option"] == [
        ("a.x", "closed"),
        ("a.y", "closed"),
        ("a.z", "opened"),
        ("b.w", "closed"),
    ]
    assert ids(tried, "behaviour")[:4] == [
        f"behaviour:a:{name}" for name in ("nash", "gmr", "smr", "sseq")
    ]
    moved = next(one for one in tried if one.id == "place:a:3:1")
    assert moved.moved == -2
    assert [bare(s.want) for s in moved.situation.party("a").preference.statements()] == [
        "not a.z",
        "a.x",
        "a.y",
        "b.w",
    ]
    turned = next(one for one in tried if one.id == "opposite:a:3")
    assert bare(turned.situation.party("a").preference.statements()[-1].want) == "a.z"


def test_lines_of_strength_stay_and_unknown_statements_have_no_opposite() -> None:
    wants = ["a.x", {"strongly": 2}, "a.y", {"want": "a.z", "unknown": True}]
    base = made({"prefers": wants, "extension": "a"})
    tried = changes(Variant(base), ["place", "opposite"]).singles
    moved = next(one for one in tried if one.id == "place:a:3:1").situation.party("a")
    names = [type(one).__name__ for one in moved.preference.criteria]
    assert names == ["Level", "Line", "Level", "Level"]
    assert ids(tried, "opposite") == ["opposite:a:1", "opposite:a:2", "opposite:b:1"]


def test_neighbours_in_a_ranking_are_exchanged() -> None:
    """Entries are exchanged where that exchanges places and does nothing else."""
    base = made({"ranking": [1, "a.y and b.w", [3, 5], 0, "not a.z", "true"]})
    tried = changes(Variant(base), ["place", "swap"])
    assert ids(tried.singles, "swap") == [f"swap:a:{place}" for place in (1, 2, 3)]
    assert [one.id for one in tried.untried] == ["swap:a:4", "swap:a:5"]
    first, *_, last = (one for one in tried.singles if one.kind == "swap")
    assert (first.part.place, first.part.text) == (1, ("1", "a.y and b.w"))
    texts = [group_text(group) for group in last.situation.party("a").preference.groups()]
    assert texts == ["1", "a.y and b.w", "0", "[3, 5]", "not a.z", "true"]
    same_as_alone(sensitivity(Variant(base), ["a.x", "a.y"]))


def test_types_and_levers_go_through_the_file() -> None:
    more = {
        "types": {"a": {"plain": {}, "keen": {"probability": 0.4, "raise": "a.z"}}},
        "levers": {
            "push": {"raise": {"a": "b.w"}},
            "gone": {"drop": {"a": "a.x"}},
            "idle": {"together": ["a", "b"]},
        },
    }
    base = made({"prefers": ["a.x"]}, **more)
    tried = changes(Variant(base), ["type", "lever"])
    assert [one.id for one in tried.singles] == ["type:a:keen", "lever:push", "lever:gone"]
    assert [one.id for one in tried.untried] == ["type:a:plain", "lever:idle"]
    with_lever = changes(Variant(base, levers=("push",)), ["lever", "drop"])
    assert [(one.id, one.value) for one in with_lever.singles] == [
        ("drop:a:1", ""),
        ("drop:a:2", ""),
        ("drop:b:1", ""),
        ("lever:push", "off"),
        ("lever:gone", "on"),
    ]
    assert bare(with_lever.base.party("a").preference.statements()[0].want) == "b.w"


def test_a_party_without_moves_has_no_behaviour_to_change() -> None:
    base = made({"prefers": ["a.x"]}, closed=["b.w"])
    assert {one.part.about for one in changes(Variant(base), ["behaviour"]).singles} == {"a"}


def test_changes_that_leave_no_state_or_no_order_are_not_counted() -> None:
    base = made({"ranking": ["b.w and a.x", "b.w"]}, rules=["b.w"])
    found = sensitivity(Variant(base), ["a.x"])
    why = {one.id: one.why for one in found.untried}
    assert ids(found, "swap") == []  # "b.w" would take both
    assert why["swap:a:1"] == "the entries of the two places share states"
    assert why["option:b.w"] == NO_STATE
    assert "leaves out feasible states" in why["rule:1"]
    assert "rule" not in found.tried and found.verdicts[0].by_kind.keys() == found.tried.keys()


def test_the_nearest_place_that_flips_comes_first() -> None:
    """a wants z least; two places up it takes it."""
    wants = ["not a.z and not a.y", "not a.x and not a.z", "a.y", "a.z"]
    found = sensitivity(Variant(made({"prefers": wants})), ["a.z"], kinds=["place", "drop"])
    (verdict,) = found.verdicts
    assert not verdict.holds and verdict.count == 0
    bar = next(one for one in verdict.bars if one.part.place == 4)
    assert [one.id for one in bar.of_kind("place")] == ["place:a:4:1"]
    assert bar.tried == 4 and bar.width == bar.greatest > 0
    assert verdict.bars[0].width == max(one.width for one in verdict.bars)
    assert verdict.carrying == tuple(one for one in verdict.bars if one.flips)


def test_equal_models_are_judged_once() -> None:
    base = made({"prefers": ["a.x", "a.y", "b.w"]})
    found = sensitivity(Variant(base), ["a.x"], kinds=["place"])
    assert len(found.singles) == 6
    assert found.models == 1 + 4  # the other orders but the one farthest from it
    assert found.alone == found.models < FEW


def test_a_yardstick() -> None:
    bench = load_case(ROOT / "benchmarks" / "cases" / "bench264.yaml").situation
    found = sensitivity(Variant(bench), kinds=KINDS)
    assert found.tried["place"] == 180 and found.tried["lever"] == 10
    assert found.alone < 40 < found.models
    same_as_alone(found, 25)


def test_what_is_asked_when_nothing_is() -> None:
    cairo = load_case(ROOT / "examples" / "cairo-talks").situation
    terms = [one.id for one in cairo.terms]
    assert [one.text for one in sensitivity(Variant(cairo), kinds=["rule"]).interests] == terms
    named = made({}, states={"quiet": "not a.x"})
    assert [one.text for one in sensitivity(Variant(named)).interests] == ["quiet"]
    bare_file = made({"prefers": ["a.x"]})
    holding = sensitivity(Variant(bare_file)).verdicts
    assert [one.interest.state for one in holding] == [1, 3, 5, 7, 9, 11, 13, 15]
    assert all(one.holds for one in holding)


def test_a_state_may_be_asked_about_by_what_it_alone_satisfies() -> None:
    base = made({"prefers": ["a.x"]}, states={"all": "a.x and a.y and a.z and b.w"})
    found = sensitivity(Variant(base), states=["all", "15"], kinds=["drop"])
    assert [one.state for one in found.interests if one.asked] == [15, 15]
    with pytest.raises(RequestError, match="fits 8 feasible states"):
        sensitivity(Variant(base), states=["a.x"])
    with pytest.raises(RequestError, match="99 is not the id"):
        sensitivity(Variant(base), states=["99"])


@pytest.mark.parametrize(
    ("kinds", "kind", "asked", "message"),
    [
        (["plase"], PROFILE, [], 'no kind of change "plase".*did you mean "place"'),
        (["drop"], "nsh", [], 'no concept "nsh"'),
        (["drop"], PROFILE, ["a.q"], 'unknown name "a.q"'),
    ],
)
def test_what_is_wrong_in_a_request(
    kinds: list[str], kind: str, asked: list[str], message: str
) -> None:
    with pytest.raises(GoodOfficesError, match=message):
        sensitivity(Variant(made({"prefers": ["a.x"]})), asked, kinds=kinds, kind=kind)


def test_under_a_concept_behaviours_are_not_changed() -> None:
    found = sensitivity(Variant(made({"prefers": ["a.x"]})), ["a.x"], kinds=ASSUMED, kind="NASH")
    assert found.kind == "nash" and "behaviour" not in found.tried


def test_flips_that_leave_nothing_to_find_are_told_apart() -> None:
    """Where an option is closed, no feasible state has it, whatever anybody wants."""
    base = made({"prefers": ["a.x", "a.y"]}, rules=["b.w"])
    found = sensitivity(Variant(base), ["a.x"], kinds=["option", "opposite"])
    (verdict,) = found.verdicts
    assert verdict.by_kind == {"opposite": (3, 1), "option": (3, 1)}
    assert verdict.flips == 2 and verdict.impossible == 1


def test_a_bar_without_flips_carries_nothing() -> None:
    found = sensitivity(Variant(made({"prefers": ["a.x"]})), ["true"], kinds=["behaviour"])
    (verdict,) = found.verdicts
    assert verdict.flips == 0 and verdict.carrying == ()
    assert all(isinstance(bar, Bar) and bar.flips == () for bar in verdict.bars)
