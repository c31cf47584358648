"""Modes of preference: worked examples, laws, and the two ways to every answer."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import random_modes, strategies
from thorough import examples

from goodoffices.analyses.coalitions import coalitions
from goodoffices.analyses.extensions import solve_all
from goodoffices.analyses.solution import solve
from goodoffices.cli.main import run
from goodoffices.errors import InputError, RequestError
from goodoffices.formats.native import from_data, loads
from goodoffices.mediation.mediate import mediate
from goodoffices.model.apply import with_changes, with_extension
from goodoffices.model.parser import parse
from goodoffices.model.preference import Level, Statement
from goodoffices.model.situation import Situation
from goodoffices.modes.comparison import Comparison
from goodoffices.modes.ordered import Ordered
from goodoffices.modes.relation import Relation
from goodoffices.modes.strength import Strong
from goodoffices.moves.base import Moves
from goodoffices.moves.build import moves_of
from goodoffices.moves.by_relations import related
from goodoffices.moves.related import Bits, RelatedMoves
from goodoffices.stability.concepts import STANDARD, concept
from goodoffices.states import StateSpace

RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}
LAKE = "src/goodoffices/catalog/cases/li_hipel_kilgour_fang_2004/lake_gisborne_unknown.yaml"
TWO = """goodoffices: 1
title: Two
parties:
  a: {options: {x: do x}, PREFERS_A}
  b: {options: {y: do y}, PREFERS_B}
now: []
"""


def two(a: str, b: str = "prefers: [a.x]") -> Situation:
    """Two parties with an option each; ids 0 none, 1 x, 2 y, 3 both."""
    return loads(TWO.replace("PREFERS_A", a).replace("PREFERS_B", b)).situation


def stable(situation: Situation, party: int = 0) -> dict[str, list[int]]:
    """Where a party is stable, by concept."""
    found = solve(situation).verdicts.stable
    return {name: np.flatnonzero(column[party]).tolist() for name, column in found.items()}


def test_unknown_by_hand() -> None:
    """Nobody knows whether a wants x; b does y as soon as x is done, never undoes it before.

    From 0, a could do x (1), and b would answer with y (3), which a cannot compare with 0 either.
    a: leaves for 1, and only what is surely not better deters: unstable. b, d: 1 is not surely
    better, so nothing to leave for. c: leaves for 1, but the doubt about 3 deters; if a then takes
    x back it is at 2, which differs from 0 in y alone and is the same to a: SMR, SSEQ stable too.
    """
    situation = two("prefers: [{want: a.x, unknown: true}]", "prefers: [a.x iff b.y]")
    found = {letter: stable(with_extension(situation, letter)) for letter in ("a", "b", "c", "d")}
    assert {letter: [c for c in STANDARD if 0 in one[c]] for letter, one in found.items()} == {
        "a": [],
        "b": list(STANDARD),
        "c": ["gmr", "smr", "seq", "sseq"],
        "d": list(STANDARD),
    }


def test_all_four_answers_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(Path(__file__).parents[1] / LAKE)
    assert run(["solve", path]) == 0
    assert "there are four answers" in " ".join(capsys.readouterr().out.split())
    assert run(["solve", path, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["extensions"] == ["a", "b", "c", "d"] and told["unknown"] == ["provincial"]
    state = next(one for one in told["states"] if one["id"] == 3)
    assert state["equilibrium"][:2] == ["nash.b", "nash.d"]
    assert state["ranks"]["provincial"] is None
    assert run(["solve", path, "--extension", "b", "--format", "json"]) == 0
    chosen = json.loads(capsys.readouterr().out)
    assert chosen["concepts"] == list(STANDARD) and chosen["applied"] == ["extension=b"]
    assert chosen["digest"] != told["digest"]
    for state, whole in zip(chosen["states"], told["states"], strict=True):
        assert state["equilibrium"] == [
            k.removesuffix(".b") for k in whole["equilibrium"] if k.endswith(".b")
        ]
    assert run(["paths", path]) == 2
    assert "--extension a, b, c or d" in capsys.readouterr().err


def test_what_a_type_settles_is_not_unknown() -> None:
    """With provincial.lift raised, every pair of the lake's partial order is compared."""
    path = Path(__file__).parents[1] / LAKE
    situation = loads(path.read_text(encoding="utf-8")).situation
    with pytest.raises(RequestError, match="partly unknown"):
        solve(situation)
    settled = with_changes(situation, {"provincial": "economic"})
    found = solve(settled)
    assert found.moves.by_ranks() and found.moves.unranked() == ()
    order = sorted(found.as_dict()["states"], key=lambda one: -one["ranks"]["provincial"])
    assert [one["id"] for one in order] == [2, 6, 3, 7, 0, 4, 1, 5]
    assert coalitions(found).coalitions
    assert mediate(found, "2").n_states == 1
    chosen = solve(with_extension(settled, "c"))
    assert (chosen.moves.rank == found.moves.rank).all()


LINE = "{strongly: }, "


def prisoners(high: str = "", low: str = "") -> Situation:
    """Both may cooperate (x, y); each likes best to be the only one who does not (2 and 1).

    ``high``: a line above state 3, where both cooperate; ``low``: one above state 0.
    """
    return two(f"ranking: [2, {high}3, {low}0, 1]", f"ranking: [1, {high}3, {low}0, 2]")


def test_strength_by_hand() -> None:
    """In state 3 both cooperate. a could drop x (2, its best); b would then drop y (0).

    With the line between 3 and 0, the sanction is much worse than 3, and from 0 a could only go to
    1, its worst: strongly stable under all four. With the line above 3, the sanction is only
    mildly worse: stable, weakly. State 0 is a Nash equilibrium: nothing to leave for, so it is
    weakly stable, and strongly for those who read the definition that way.
    """
    found = solve(prisoners(low=LINE))
    assert found.strength is not None
    assert found.strength.of_state(3)["gmr"] == {"a": 2, "b": 2}
    assert found.strength.kinds_of(3) == ["gmr", "smr", "seq", "sseq", "profile"]
    assert found.strength.of_state(0)["seq"] == {"a": 1, "b": 1}
    other = solve(prisoners(low=LINE), nash_is_strong=True).strength
    assert other is not None and "seq" in other.kinds_of(0)
    mild = solve(prisoners(high=LINE))
    assert mild.strength is not None and mild.strength.kinds_of(3) == []
    assert mild.strength.of_state(3)["seq"] == {"a": 1, "b": 1}
    assert solve(prisoners()).strength is None


def test_a_party_that_weighs_no_sanctions_is_strong_where_it_has_no_improvement() -> None:
    """By Nash a party stays where it has nothing to leave for: weakly, or strongly for those who
    read the definition that way."""
    own = "behaviour: nash, ranking: "
    model = two(f"{own}[2, 3, {LINE}0, 1]", f"{own}[1, 3, {LINE}0, 2]")
    for nash_is_strong in (False, True):
        found = solve(model, nash_is_strong=nash_is_strong)
        assert found.kinds_of(0)[-1] == "profile" and "profile" not in found.kinds_of(3)
        assert found.strength is not None
        assert ("profile" in found.strength.kinds_of(0)) is nash_is_strong
        assert found.strength.of_state(3)["profile"] == {}


def test_only_degrees_that_occur_are_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of degree 60 asks one question more, not 59; and what the others can reach does not
    depend on the degree: it is walked once for each party, for any moves and for credible ones."""
    walked: list[tuple[int, bool]] = []
    reached = RelatedMoves._reached

    def counting(moves: RelatedMoves, party: int, credible: bool) -> Bits:
        walked.append((party, credible))
        return reached(moves, party, credible)

    judged: list[int] = []
    deterred_by = RelatedMoves.deterred_by

    def counted(moves: RelatedMoves, relations: tuple[Relation, ...]) -> RelatedMoves:
        judged.append(next(one.degree for one in relations if isinstance(one, Strong)))
        return deterred_by(moves, relations)

    monkeypatch.setattr(RelatedMoves, "_reached", counting)
    monkeypatch.setattr(RelatedMoves, "deterred_by", counted)
    found = solve(prisoners(high="{strongly: 60}, ", low=LINE)).strength
    assert found is not None and found.of_state(3)["gmr"] == {"a": 2, "b": 2}
    assert judged == [2, 60] and len(walked) == len(set(walked)) == 4


def test_hybrid_by_hand() -> None:
    """a wants y strongly; whether it wants x nobody knows. b wants y exactly when x is done.

    In state 3 (both) a could take x back (2), which it cannot compare with 3. Where it would leave
    on such a chance (a, c), b answers by taking y back (0), which is much worse than 3 whatever a
    thinks of x, and so is 1, to which a could go on: strongly stable. Where it would not leave (b,
    d) nothing has to be answered: stable, and weakly by our reading.
    """
    situation = two(
        "prefers: [b.y, {strongly: }, {want: a.x, unknown: true}]", "prefers: [b.y iff a.x]"
    )
    for letter, degree in (("a", 2), ("b", 1), ("c", 2), ("d", 1)):
        found = solve(with_extension(situation, letter)).strength
        assert found is not None
        strengths = {kind: told["a"] for kind, told in found.of_state(3).items()}
        assert strengths == dict.fromkeys(("gmr", "smr", "seq", "sseq", "profile"), degree)


def test_degrees_of_statements_and_weights() -> None:
    """What is decided above a line of degree 3 has that degree; a line of 2 stands below; last,
    differences in weight from 2 and from 3 on have degrees 2 and 3."""
    text = """goodoffices: 1
title: Degrees
parties:
  a:
    options: {p: p, q: q, r: r, s: s}
    prefers: [a.p, {strongly: 3}, a.q, {strongly: }, LEVEL]
    strongly_by: [2, 3]
"""
    level = "[{want: a.r, weight: 2.5}, {want: a.s, weight: 0.5}]"
    checked = loads(text.replace("LEVEL", level))
    compare = Comparison.of(
        moves_of(checked.situation).space, checked.situation.parties[0].preference
    )

    def degree(s: int, t: int) -> int:
        return int(compare(np.array([s]), np.array([t]))[0])

    assert degree(0, 1) == 3 and degree(1, 0) == -3
    assert degree(0, 2) == 2
    assert [degree(0, 4), degree(0, 8), degree(0, 12), degree(8, 4)] == [2, 1, 3, 2]
    assert degree(5, 5) == 0


def test_divided_by_hand() -> None:
    """60 % of a want x. It does x when more than 1 − α want that: not with α = 0.4, for 0.6 is not
    more than 0.6, but with anything above."""
    factions = "factions: {larger: {share: 0.6, prefers: [a.x]}, rest: {prefers: [not a.x]}}"
    for alpha, stays in (("0.4", True), ("0.41", False), ('"2/5"', True), ("0.5", False)):
        situation = two(f"divided: {{alpha: {alpha}, {factions}}}")
        assert (0 in stable(situation)["nash"]) == stays
    with pytest.raises(RequestError, match="needs every party to compare"):
        coalitions(solve(situation))


def test_fuzzy_by_hand() -> None:
    """x is preferred to degree 0.65, so with certainty 0.65 − 0.35 = 0.3 exactly."""
    pairs = "pairs: [{prefer: a.x, to: not a.x, degree: 0.65}]"
    for threshold, stays in (("0.3", False), ("0.31", True), ('"3/10"', False), ("1", True)):
        situation = two(f"prefers: [not a.x], fuzzy: {{threshold: {threshold}, {pairs}}}")
        assert (0 in stable(situation)["nash"]) == stays
        assert 1 in stable(situation)["nash"]


def test_attitudes_by_hand() -> None:
    """a wants x not done, b wants it done. For b and indifferent to itself, a does x; against b and
    for itself it undoes it; for both it can do neither."""
    a, b = "prefers: [not a.x], attitudes: ATT", "prefers: [a.x]"
    found = {}
    for name, attitudes in (
        ("ordinary", "{a: for}"),
        ("devoted", "{a: indifferent, b: for}"),
        ("against", '{b: "-"}'),
        ("both", "{a: +, b: +}"),
        ("nobody", "{a: 0}"),
    ):
        found[name] = stable(two(a.replace("ATT", attitudes), b))["nash"]
    assert found == {
        "ordinary": [0, 2],
        "devoted": [1, 3],
        "against": [0, 2],
        "both": [0, 1, 2, 3],
        "nobody": [],
    }


def columns(moves: Moves) -> list[list[list[bool]]]:
    """All verdicts."""
    parties = range(len(moves.rank))
    return [[concept(c).stable(moves, i).tolist() for c in STANDARD] for i in parties]


@settings(max_examples=examples(1_000), **RELAXED)
@given(st.one_of(strategies.conflicts(max_options=5), strategies.graphs()))
def test_ranks_as_relations(data: dict[str, Any]) -> None:
    """The general way gives what the fast way gives where ranks say it all."""
    checked = from_data(data)
    moves = moves_of(checked.situation, checked.space)
    walked = related(moves, tuple(Ordered(rank) for rank in moves.rank))
    assert columns(walked) == columns(moves)
    for party in range(len(moves.rank)):
        for name in STANDARD:
            fast = concept(name).departures_of(moves, party)
            slow = concept(name).departures_of(walked, party)
            assert [one.tolist() for one in fast] == [one.tolist() for one in slow]
            for position in range(len(moves.space)):
                assert sorted(concept(name).departures(walked, party, position)) == sorted(
                    concept(name).departures(moves, party, position)
                )


@settings(max_examples=examples(500), **RELAXED)
@given(strategies.conflicts(max_options=4))
def test_ordinary_attitudes_are_the_ordinary_analysis(data: dict[str, Any]) -> None:
    checked = from_data(data)
    others = checked.situation.parties
    parties = tuple(
        replace(p, attitudes=tuple((q.id, int(q is p)) for q in others)) for p in others
    )
    moves = moves_of(replace(checked.situation, parties=parties))
    assert not moves.by_ranks() or not parties
    assert columns(moves) == columns(moves_of(checked.situation))


@settings(max_examples=examples(300), **RELAXED)
@given(strategies.conflicts(max_options=4))
def test_where_all_are_indifferent(data: dict[str, Any]) -> None:
    """Inohara and Hipel 2009: relational Nash is relational SMR, relational GMR relational SEQ."""
    checked = from_data(data)
    parties = tuple(replace(p, attitudes=((p.id, 0),)) for p in checked.situation.parties)
    moves = moves_of(replace(checked.situation, parties=parties))
    for party in range(len(moves.rank)):
        nash, gmr, smr, seq = (
            concept(name).stable(moves, party).tolist() for name in ("nash", "gmr", "smr", "seq")
        )
        assert nash == smr and gmr == seq


MISTAKES = {
    "[[0, 1], [2, 1], [1, 2, 3]]": "the chains of a partial order contradict each other: ",
    "[[0, 1], [2]]": "a partial order leaves out 1 of the feasible states: 3",
    "[[0, 1, 2, 7], [3]]": "7 is not the id of a feasible state",
    "[[0, [1, 2]], [2, 1, 3]]": "contradict each other",
}


@pytest.mark.parametrize("chains", list(MISTAKES))
def test_partial_orders_that_cannot_be(chains: str) -> None:
    with pytest.raises(InputError) as raised:
        two(f"partial_order: {chains}")
    assert MISTAKES[chains] in str(raised.value) and str(raised.value).startswith("4:")


WRONG = [
    ("prefers: [{strongly: }, a.x]", "nothing stands above this line"),
    ("prefers: [a.x, {strongly: }, b.y, {strongly: }, a.x or b.y]", "write strongly: 3"),
    ("ranking: [{strongly: }, true]", "at the end of the ranking"),
    ("prefers: [a.x, {strongly: 1}, b.y]", "a number of at least 2"),
    ("prefers: [a.x], strongly_by: [2, 1]", "thresholds that rise"),
    ("prefers: [a.x], strongly_by: much", "a weight such as"),
    ("ranking: [true], strongly_by: 2", "without statements"),
    ("prefers: [a.x], extension: b", "nothing about this party is unknown"),
    ("prefers: [a.x], partial_order: [[true]]", "has both prefers and partial_order"),
    ("divided: {factions: {f: {share: 0.6}, g: {share: 0.6}}}", "the shares of the factions sum"),
    ("divided: {factions: {f: {}, g: {}}}", "at most one, which takes the rest"),
    ("divided: {factions: {f: {share: many}}}", "a number from 0 to 1"),
    ("divided: {}", "nobody is divided here"),
    ("divided: {factions: {f: {ranking: [1, 3]}}}", "leaves out 2 feasible states: 0, 2"),
    ("prefers: [a.x], fuzzy: {threshold: 0}", "a number above 0"),
    (
        "prefers: [a.x], fuzzy: {threshold: 1, pairs: [{prefer: 0, to: 1, degree: 0.7, "
        "reverse: 0.4}]}",
        "sum to 11/10",
    ),
    ("prefers: [a.x], fuzzy: {threshold: 1}, unknown: [[0, 1]]", "one of the two"),
    ("prefers: [a.x], unknown: [[0, 9]]", "9 is not the id of a feasible state"),
    ("prefers: [a.x], attitudes: {c: for}", 'unknown party "c"'),
    ("prefers: [a.x], attitudes: {b: fond}", "for, indifferent or against"),
    ("prefers: [{want: a.x, unknown: true}], behaviour: sim", "without them"),
]


@pytest.mark.parametrize(("written", "told"), WRONG)
def test_mistakes_are_named(written: str, told: str) -> None:
    with pytest.raises(InputError) as raised:
        two(written)
    assert told in str(raised.value) and str(raised.value).startswith("4:")


@settings(max_examples=examples(300), **RELAXED)
@given(strategies.conflicts(max_options=4), st.data())
def test_extensions_contain_each_other(data: dict[str, Any], draws: st.DataObject) -> None:
    """Fewer improvements or more that deters: b and c hold where a does, d where b or c do. Where
    nothing is unknown all four are the ordinary answer."""
    situation = from_data(data).situation
    some = draws.draw(st.sets(st.integers(0, 5)))
    parties = []
    for party in situation.parties:
        criteria = tuple(
            replace(c, statements=tuple(replace(s, unknown=True) for s in c.statements))
            if at in some and hasattr(c, "statements")
            else c
            for at, c in enumerate(party.preference.criteria)
        )
        preference = replace(party.preference, criteria=criteria)
        parties.append(replace(party, preference=preference))
    found = solve_all(replace(situation, parties=tuple(parties)))
    for name in STANDARD:
        a, b, c, d = (one.verdicts.stable[name] for one in found.by_letter.values())
        assert (a <= b).all() and (a <= c).all() and (b <= d).all() and (c <= d).all()
    if not found.open:
        plain = solve(found.situation).verdicts
        for one in found.by_letter.values():
            assert all((one.verdicts.stable[n] == plain.stable[n]).all() for n in STANDARD)


@settings(max_examples=examples(300), **RELAXED)
@given(random_modes.hybrid_situations(), st.data())
def test_raising_a_statement_changes_only_what_differs_in_it(
    data: dict[str, Any], draws: st.DataObject
) -> None:
    """Of two states that differ in it, the one that satisfies it becomes better, whatever was known
    before; all others compare as they did. Other parties' verdicts change only where their
    opponents' preferences count: not under Nash, GMR and SMR."""
    situation = with_extension(from_data(data).situation, "c")
    space = StateSpace.of(situation)
    index = draws.draw(st.integers(0, len(situation.parties) - 1))
    party = situation.parties[index]
    want = parse(draws.draw(st.sampled_from(situation.vocabulary)))
    raised = party.preference.raised((Level((Statement(want),)),))
    every = np.arange(len(space), dtype=np.int32)
    compared = [
        Comparison.of(space, replace(one, open=()))(every[:, None], every[None, :])
        for one in (party.preference, raised)
    ]
    true = space.truth(want)
    differ = np.not_equal.outer(true, true)
    assert (compared[0][~differ] == compared[1][~differ]).all()
    assert (compared[1][np.logical_and.outer(~true, true)] > 0).all()
    parties = list(situation.parties)
    parties[index] = replace(party, preference=raised)
    before, after = solve(situation), solve(replace(situation, parties=tuple(parties)))
    for name in ("nash", "gmr", "smr"):
        for other in range(len(parties)):
            if other != index:
                kept = before.verdicts.stable[name][other] == after.verdicts.stable[name][other]
                assert kept.all()


def test_shares_are_exact() -> None:
    """Thirds sum to one, and two thirds are not more than two thirds."""
    thirds = "factions: {f: {share: 1/3, prefers: [a.x]}, g: {share: 1/3, prefers: [a.x]}, h: {}}"
    situation = two(f'divided: {{alpha: "1/3", {thirds}}}')
    divided = situation.parties[0].preference.divided
    assert divided is not None and divided.factions[2].share == Fraction(1, 3)
    assert 0 in stable(situation)["nash"]
