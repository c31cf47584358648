"""The batch kernel: as the literal definitions say, and as each variant solved on its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import results, strategies
from test_variants import made, made_unsure, sure
from thorough import examples

from goodoffices.analyses.solution import solve
from goodoffices.batch.batch import BITS, Batch, NotInBatch
from goodoffices.batch.lanes import LANES
from goodoffices.case import load_case
from goodoffices.errors import RequestError
from goodoffices.formats.native import from_data
from goodoffices.model.preference import Level, Sure
from goodoffices.model.situation import Situation
from goodoffices.moves.build import moves_of, order_of
from goodoffices.robustness.design import Design, Variants
from goodoffices.robustness.judged import Judge, Part
from goodoffices.robustness.uncertain import uncertain
from goodoffices.states import StateSpace

ROOT = Path(__file__).parents[1]


def held(part: Part, row: int) -> dict[str, list[int]]:
    """The ids of the equilibria of each kind of one variant."""
    kinds = part.kinds[part.which[row]]
    return {kind: part.space.ids[kinds & bit != 0].tolist() for kind, bit in BITS.items()}


def alone(one: Situation) -> dict[str, list[int]]:
    """The same, solved by itself; nothing where no state is feasible."""
    if len(StateSpace.of(one)) == 0:
        return {kind: [] for kind in BITS}
    found = solve(replace(one, now=None))
    return {k: found.space.ids[found.verdicts.equilibrium(k)].tolist() for k in BITS}


def same_as_alone(design: Design, variants: Variants, most: int) -> int:
    """Compares so many variants of each part; how many parts the kernel judged."""
    together, rows = 0, []
    for part in Judge(design.found).judge(variants):
        together += not part.one_by_one
        rows += part.rows.tolist()
        for row in range(min(most, len(part.rows))):
            number = int(variants.numbers[part.rows[row]])
            assert held(part, row) == alone(design.situation_of(number)), number
    assert sorted(rows) == list(range(len(variants)))
    return together


@given(strategies.conflicts())
@settings(max_examples=examples(300), deadline=None, suppress_health_check=list(HealthCheck))
def test_one_variant_is_judged_as_the_definitions_say(data: dict[str, Any]) -> None:
    situation = from_data(data).situation
    moves = moves_of(replace(situation, now=None))
    batch = Batch.of(moves)
    ranks = [order_of(moves.space, party.preference) for party in situation.parties]
    scores = batch.scores([tuple(one.tolist()) for one in ranks if one is not None])
    n = len(situation.parties)
    orders = np.arange(n, dtype=np.int16).reshape(1, n, 1)
    own = np.array([[BITS[party.behaviour[0]] for party in situation.parties]], dtype=np.uint8)
    kinds = batch.judge(orders, scores, own)[0]
    expected = {state["id"]: state["equilibrium"] for state in results.solve(data)["states"]}
    found = {
        int(state): [kind for kind, bit in BITS.items() if bits & bit]
        for state, bits in zip(moves.space.ids, kinds, strict=True)
    }
    assert found == expected


@given(st.data())
@settings(max_examples=examples(200), deadline=None, suppress_health_check=list(HealthCheck))
def test_variants_are_judged_as_each_alone(chance: st.DataObject) -> None:
    data = chance.draw(strategies.conflicts(max_options=5))
    unsure = st.composite(lambda draw: made_unsure(draw, draw(strategies.changes(data))))
    base = from_data(chance.draw(unsure())).situation
    behaviours = st.lists(st.sampled_from(["nash", "gmr", "smr", "seq", "sseq"]), min_size=1)
    parties = tuple(replace(p, behaviour=tuple(chance.draw(behaviours))) for p in base.parties)
    design = Design(uncertain(replace(base, parties=parties), vary_levers=True), 70, 5)
    try:
        parts = list(Judge(design.found).judge(design.chunk(0)))
    except RequestError as error:  # a change may leave states that a ranking does not have
        assert "leaves out" in str(error)
        return
    assert all(len(part.space) == 0 or not part.one_by_one for part in parts)
    same_as_alone(design, design.chunk(0), 4)


@given(st.data())
@settings(max_examples=examples(200), deadline=None, suppress_health_check=list(HealthCheck))
def test_parties_that_may_not_move_twice_in_a_row_are_judged_as_each_alone(
    chance: st.DataObject,
) -> None:
    kind = chance.draw(st.sampled_from([strategies.arc_conflicts, strategies.graphs]))
    data = made_unsure_of(chance, chance.draw(kind()))
    base = from_data(data).situation
    behaviour = st.sampled_from(["nash", "gmr", "smr", "seq", "sseq"])
    parties = tuple(replace(p, behaviour=(chance.draw(behaviour),)) for p in base.parties)
    design = Design(uncertain(replace(base, parties=parties)), 20, 5)
    try:
        parts = list(Judge(design.found).judge(design.chunk(0)))
    except RequestError as error:
        assert "leaves out" in str(error)
        return
    assert all(len(part.space) == 0 or not part.one_by_one for part in parts)
    same_as_alone(design, design.chunk(0), 3)


def made_unsure_of(chance: st.DataObject, data: dict[str, Any]) -> dict[str, Any]:
    """As ``made_unsure``, for data that are drawn already."""
    lists = all("prefers" not in one or one["prefers"] for one in data["parties"].values())
    return chance.draw(st.composite(lambda draw: made_unsure(draw, data))()) if lists else data


def test_a_yardstick_with_unsure_orders() -> None:
    bench = load_case(ROOT / "benchmarks" / "cases" / "bench264.yaml").situation

    def level(one: Any) -> Any:
        told = tuple(replace(s, sure=Sure("guess")) for s in one.statements)
        return replace(one, statements=told) if isinstance(one, Level) else one

    parties = tuple(
        replace(
            p,
            preference=replace(p.preference, criteria=tuple(map(level, p.preference.criteria))),
            behaviour=("seq", "nash", "smr"),
        )
        for p in bench.parties
    )
    design = Design(uncertain(replace(bench, parties=parties), vary_levers=True), 2_000, 1)
    assert same_as_alone(design, design.chunk(1), 40) == 1


def test_the_last_bundle_may_be_short() -> None:
    base = made({"prefers": ["a.x", sure("a.y", "guess"), sure("not b.w", "guess")]})
    design = Design(uncertain(base), 3 * LANES + 7, 2)
    variants = design.chunk(0)
    assert same_as_alone(design, variants, len(variants)) == 1


def test_long_lists_keep_their_order() -> None:
    """More statements than fit into a narrow key: places among the values that occur."""
    wants = [f"{'not ' if n % 3 else ''}a.{'xyz'[n % 3]} or b.w" for n in range(3)]
    many = [sure(" and ".join([want] * (n + 1)), "guess") for n in range(21) for want in wants]
    design = Design(uncertain(made({"prefers": many})), 40, 2)
    assert same_as_alone(design, design.chunk(0), 40) == 1


def test_what_the_kernel_cannot_judge_is_judged_alone() -> None:
    wants = ["a.x", sure("a.y", "guess"), sure("not b.w", "guess")]
    base = made({"prefers": wants, "behaviour": ["seq", "sim"]})
    design = Design(uncertain(base), 60, 2)
    assert same_as_alone(design, design.chunk(0), 60) == 1, "those that look ahead like others are"
    alone = [part for part in Judge(design.found).judge(design.chunk(0)) if part.one_by_one]
    assert 0 < len(alone[0].rows) < 60 and len(alone) == 1
    unknown = made({"prefers": [{"want": "a.x", "unknown": True}, *wants[1:]], "extension": "a"})
    design = Design(uncertain(unknown), 60, 2)
    assert same_as_alone(design, design.chunk(0), 60) == 0


def test_a_batch_says_what_it_cannot_do(monkeypatch: pytest.MonkeyPatch) -> None:
    moves = moves_of(made({"prefers": ["a.x"]}))
    monkeypatch.setattr("goodoffices.batch.batch.MOST_STATES", 3)
    with pytest.raises(NotInBatch, match="more than 3 states"):
        Batch.of(moves)
