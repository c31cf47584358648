"""Variants: what is uncertain is what the file calls so, drawn alike whoever draws it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import strategies

from goodoffices.case import load_case
from goodoffices.errors import RequestError
from goodoffices.formats.native import from_data
from goodoffices.model.apply import Variant, with_changes
from goodoffices.model.preference import Level
from goodoffices.model.situation import Situation
from goodoffices.robustness import imprecise, mallows
from goodoffices.robustness.cells import Cells
from goodoffices.robustness.design import CHUNK, Design, Variants
from goodoffices.robustness.shares import Share
from goodoffices.robustness.uncertain import Uncertain, remarks, uncertain
from goodoffices.states import StateSpace

ROOT = Path(__file__).parents[1]


def made(a: dict[str, Any], **more: Any) -> Situation:
    """A situation of two parties, the first as given."""
    first = {"options": {"x": "do x", "y": "do y", "z": "do z"}, **a}
    parties = {"a": first, "b": {"options": {"w": "do w"}, "prefers": ["a.x"]}}
    data = {"goodoffices": 1, "title": "Two", "parties": parties, **more}
    return from_data(data).situation


def sure(want: str, how: Any) -> dict[str, Any]:
    return {"want": want, "sure": how}


def shape(found: Uncertain) -> list[tuple[str, int, int, float]]:
    return [(run.party, run.first, run.length, run.phi) for run in found.runs]


def test_firm_links_are_walls_and_the_least_sure_link_of_a_run_counts() -> None:
    wants = [
        sure("a.x", "guess"),  # on the first level it says nothing
        sure("a.y", "likely"),
        "a.z",
        sure("b.w", "likely"),
        sure("not a.x", "guess"),
        sure("not a.y", "firm"),
        sure("not a.z", {"phi": 0.45}),
        sure("a.x and a.y", {"phi": 0}),
    ]
    found = uncertain(made({"prefers": wants}))
    assert shape(found) == [("a", 0, 2, 0.3), ("a", 2, 3, 0.7), ("a", 5, 2, 0.45)]
    assert found.names == ("order of a: 1 to 2", "order of a: 3 to 5", "order of a: 6 to 7")
    assert "likely 0.3, guess 0.7" in found.assumptions()[0]


def test_ties_move_as_one_and_their_least_sure_member_counts() -> None:
    tie = [sure("a.y", "likely"), sure("a.z", "guess")]
    base = made({"prefers": ["a.x", tie]})
    design = Design(uncertain(base), 200, 3)
    assert shape(design.found) == [("a", 0, 2, 0.7)]
    seen = {
        tuple(len(one.statements) for one in design.situation_of(n).party("a").preference.criteria)
        for n in range(30)
    }
    assert seen == {(1, 2), (2, 1)}


def test_without_uncertainty_there_is_nothing_to_vary() -> None:
    bench = load_case(ROOT / "benchmarks" / "cases" / "bench264.yaml").situation
    found = uncertain(bench)
    assert found.nothing and found.names == () and found.assumptions() == ()
    assert Design(found, 3, 1).situation_of(2) == bench
    assert Design(found, 3, 1).draw(np.arange(3)).log_probability.tolist() == [0, 0, 0]


def test_two_types_have_their_probabilities() -> None:
    """2 · 50,000 draws; right ones are 4 standard errors away once in 16,000 times."""
    types = {"a": {"one": {"probability": 0.3, "raise": "a.x"}, "two": {"raise": "not a.x"}}}
    design = Design(uncertain(made({}, types=types)), 50_000, 11)
    (choice,) = design.found.choices
    assert choice.values == ("one", "two") and choice.middle == pytest.approx((0.3, 0.7))
    one = sum(int((part.types[:, 0] == 0).sum()) for part in design)
    share = Share(one, 50_000)
    assert abs(share.share - 0.3) < 4 * share.mc_se
    assert design.draw(np.arange(99)).log_probability == pytest.approx(
        np.log(np.where(design.draw(np.arange(99)).types[:, 0] == 0, 0.3, 0.7))
    )


def everything() -> Situation:
    wants = ["a.x", sure("a.y", "likely"), sure("a.z", "guess"), "b.w"]
    body = {"prefers": wants, "behaviour": ["seq", "gmr", "nash"]}
    types = {
        "a": {
            "hard": {"probability": [0.2, 0.4], "drop": "a.x"},
            "soft": {"probability": [0.1, 0.3], "raise": ["b.w", sure("not a.x", "guess")]},
            "as_written": {},
        }
    }
    rules = [
        {"rule": "a.x requires b.w", "name": "r", "probability": [0.5, 0.9]},
        "a.y requires b.w",
        {"rule": "a.z requires b.w", "probability": 0.25},
    ]
    levers = {"one": {"drop": {"a": "a.x"}}, "two": {"lower": {"a": "a.z"}}}
    return made(body, types=types, rules=rules, levers=levers)


def same(left: Variants, right: Variants) -> bool:
    arrays = zip(
        (left.values, left.log_probability, *left.orders),
        (right.values, right.log_probability, *right.orders),
        strict=True,
    )
    return all((a == b).all() for a, b in arrays)


def test_a_variant_is_the_same_in_any_chunk_order_and_length_of_the_design() -> None:
    found = uncertain(everything(), vary_levers=True)
    design, short = Design(found, 2 * CHUNK + 7, 5), Design(found, CHUNK + 1, 5)
    assert design.chunks == 3 and len(design.chunk(2)) == 7
    assert short.key == design.key != Design(found, CHUNK + 1, 6).key
    whole = design.draw(np.arange(2 * CHUNK + 7))
    mixed = np.random.default_rng(1).permutation(2 * CHUNK + 7)
    back = np.argsort(mixed)
    other = design.draw(mixed)
    orders = tuple(one[back] for one in other.orders)
    assert same(whole, Variants(found, mixed[back], other.values[back], orders))
    assert same(short.chunk(1), design.draw(np.array([CHUNK])))
    for number, part in enumerate(design):
        rows = np.arange(number * CHUNK, number * CHUNK + len(part))
        assert same(part, design.draw(rows))
    assert not same(whole, Design(found, 2 * CHUNK + 7, 6).draw(np.arange(2 * CHUNK + 7)))


def test_another_input_leaves_the_draws_of_the_others() -> None:
    base = everything()
    one = Design(uncertain(base), 500, 5).draw(np.arange(500))
    two = Design(uncertain(base, vary_levers=True), 500, 5).draw(np.arange(500))
    assert (one.values == two.values[:, :4]).all()


def test_probabilities_of_all_variants_sum_to_one() -> None:
    """Every value and order written out, each weighed by the formula of the design."""
    found = uncertain(everything(), vary_levers=True)
    rows = [
        (values, orders)
        for values in product(*(range(len(one.values)) for one in found.choices))
        for orders in product(*(_all_orders(run.length) for run in found.runs))
    ]
    values = np.array([one[0] for one in rows], dtype=np.int8)
    orders = tuple(
        np.array([one[1][at] for one in rows], dtype=np.int8) for at in range(len(found.runs))
    )
    every = Variants(found, np.arange(len(rows)), values, orders)
    settled = np.ones(len(rows), dtype=np.bool_)
    for run, order in zip(found.runs, orders, strict=True):
        settled &= every.applied(run) | (mallows.distance(order) == 0)
    assert np.exp(every.log_probability[settled]).sum() == pytest.approx(1)
    drawn = Design(found, 3000, 2).draw(np.arange(3000))
    known = set(zip(map(tuple, values[settled].tolist()), _rows(orders, settled), strict=True))
    assert set(zip(map(tuple, drawn.values.tolist()), _rows(drawn.orders), strict=True)) <= known


def _all_orders(length: int) -> list[tuple[int, ...]]:
    return [one for one in product(range(length), repeat=length) if len(set(one)) == length]


def _rows(orders: tuple[mallows.Orders, ...], where: Any = slice(None)) -> list[Any]:
    return [tuple(map(tuple, one)) for one in zip(*(o[where].tolist() for o in orders))]  # noqa: B905


def test_what_was_chosen_is_not_varied_and_what_is_raised_stays_on_top() -> None:
    base = everything()
    found = uncertain(Variant(base, (("a", "soft"),), ("one",)), vary_levers=True)
    assert [one.name for one in found.choices] == [
        "rule r",
        "rule (a.z requires b.w)",
        "behaviour of a",
        "lever two",
    ]
    assert [run.change for run in found.runs] == [("", ""), ("a", "soft")]
    design = Design(found, 60, 1)
    for number in range(60):
        wants = [
            str(s.want) for s in design.situation_of(number).party("a").preference.statements()
        ]
        assert sorted(wants[:2]) == ["b.w", "not a.x"] and "a.x" not in wants
        on = design.draw(np.array([number])).levers_on[0, 0]
        assert not on or wants[-1] == "a.z"


def test_types_that_are_always_so_and_sure_without_a_list_are_remarked() -> None:
    one = uncertain(made({}, types={"a": {"only": {"raise": "a.x"}}}))
    assert "one type" in str(next(remarks(one))) and one.nothing
    assert Design(one, 1, 0).situation_of(0).applied == ("a=only",)
    lined = made({"prefers": ["a.x", {"strongly": 2}, sure("a.y", "guess"), "a.z"]})
    found = uncertain(lined)
    assert found.runs == () and "not varied" in str(next(remarks(found)))


@pytest.mark.parametrize("share", [0.0, 0.2, 1.0])
def test_a_rule_by_its_probability(share: float) -> None:
    base = made({}, rules=[{"rule": "a.x requires b.w", "probability": share}])
    design = Design(uncertain(base), 20_000, 4)
    on = np.concatenate([part.rules_on[:, 0] for part in design])
    assert abs(on.mean() - share) <= 4 * np.sqrt(share * (1 - share) / 20_000)
    assert len(design.situation_of(0).rules) == int(on[0])
    assert design.found.nothing == (share in (0.0, 1.0))


def test_ranges_bracket_every_inner_point() -> None:
    found = uncertain(everything())
    cells, design = Cells(found), Design(found, 4 * CHUNK, 8)
    assert cells.count == 6 and len(cells.vertices) == 4 * 2
    draw = np.random.default_rng(3)
    verdict = draw.random((3, 2, 3, 5)) < 0.5  # by what was drawn
    tally = np.zeros((6, cells.count), dtype=np.int64)
    for part in design:
        rows = (part.values[:, 0], part.values[:, 1], part.values[:, 3])
        hits = verdict[rows]
        tally += cells.tally(part, hits)
    ranges = cells.ranges(tally)
    shares = tally[1:].sum(axis=1) / tally[0].sum()
    assert (ranges[:, 0] <= shares).all() and (shares <= ranges[:, 1]).all()
    assert (ranges[:, 0] < ranges[:, 1]).any()
    assert 0 < cells.fewest(tally) <= 4 * CHUNK
    for _ in range(500):
        point = []
        for choice in cells.choices:
            mix = draw.dirichlet(np.full(len(choice.vertices), 0.4))
            point.append(tuple(mix @ np.array(choice.vertices)))
        inner = cells.share_at(cells.weights_at(point), tally)
        assert (ranges[:, 0] - 1e-12 <= inner).all() and (inner <= ranges[:, 1] + 1e-12).all()


def test_weights_at_a_vertex_tell_what_drawing_there_would() -> None:
    types = {"a": {"one": {"probability": [0.2, 0.5], "raise": "a.x"}, "two": {}}}
    found = uncertain(made({}, types=types))
    cells = Cells(found)
    tally = sum(cells.tally(p, p.types == 0) for p in Design(found, 40_000, 2))
    assert np.abs(cells.ranges(np.asarray(tally))[0] - (0.2, 0.5)).max() < 0.012


def test_without_ranges_low_and_high_are_the_share() -> None:
    found = uncertain(made({}, rules=[{"rule": "a.x requires b.w", "probability": 0.3}]))
    cells = Cells(found)
    tally = np.array([[1000], [333], [0]])
    assert cells.ranges(tally).tolist() == [[0.333, 0.333], [0, 0]]
    assert cells.fewest(tally) == 1000


def test_where_nothing_was_drawn_nothing_is_known() -> None:
    rules = [{"rule": "a.x requires b.w", "probability": [0.0, 1.0]}]
    cells = Cells(uncertain(made({}, rules=rules)))
    assert cells.ranges(np.array([[5, 0], [5, 0]])).tolist() == [[0, 1]]


def test_too_many_ranges_are_refused() -> None:
    rules = [
        {"rule": " or ".join(["a.x"] * n + ["b.w"]), "probability": [0.1, 0.2]}
        for n in range(1, 14)
    ]
    with pytest.raises(RequestError, match=r"8,192 extreme cases"):
        Cells(uncertain(made({}, rules=rules)))


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=2, max_size=5))
@settings(max_examples=150, deadline=None)
def test_middle_and_vertices_are_distributions_within_the_ranges(
    drawn: list[tuple[float, float]],
) -> None:
    ranges = [(min(one), max(one)) for one in drawn]
    if sum(a for a, _ in ranges) > 1 or sum(b for _, b in ranges) < 1:
        with pytest.raises(RequestError, match="expected 1"):
            imprecise.tightened(ranges, "it")
        return
    tight = imprecise.tightened(ranges, "it")
    corners = imprecise.vertices(tight, "it")
    for point in (imprecise.middle(tight), *corners):
        assert sum(point) == pytest.approx(1, abs=1e-6)
        for share, (low, high) in zip(point, ranges, strict=True):
            assert low - 1e-6 <= share <= high + 1e-6
    for at, (low, high) in enumerate(tight):
        reached = [one[at] for one in corners]
        assert min(reached) == pytest.approx(low, abs=1e-6)
        assert max(reached) == pytest.approx(high, abs=1e-6)


def made_unsure(draw: st.DrawFn, data: dict[str, Any]) -> dict[str, Any]:
    """The same with some statements less than firm and some rules less than certain."""
    data = deepcopy(data)
    hows = st.sampled_from(["firm", "likely", "guess", {"phi": 0.5}, {"phi": 1}])

    def told(one: Any) -> Any:
        if isinstance(one, list):
            return [told(member) for member in one]
        return {**(one if isinstance(one, dict) else {"want": one}), "sure": draw(hows)}

    for body in data["parties"].values():
        if body.get("prefers"):
            body["prefers"] = [told(one) for one in body["prefers"]]
    for at, rule in enumerate(data.get("rules", [])):
        if draw(st.booleans()):
            body = rule if isinstance(rule, dict) else {"rule": rule}
            share = draw(st.sampled_from([0.5, [0.2, 0.9]]))
            data["rules"][at] = {**body, "probability": share}
    return data


@given(st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_variant_differs_only_in_what_the_file_calls_uncertain(chance: st.DataObject) -> None:
    data = chance.draw(strategies.conflicts(max_options=4, rankings=False))
    unsure = st.composite(lambda draw: made_unsure(draw, draw(strategies.changes(data))))
    base = from_data(chance.draw(unsure())).situation
    design = Design(uncertain(base, vary_levers=True), 40, chance.draw(st.integers(0, 9)))
    number = chance.draw(st.integers(0, 39))
    drawn = design.draw(np.array([number]))
    variant = design.situation_of(number)
    types = {
        one.about: one.values[drawn.values[0, at]]
        for at, one in enumerate(design.found.choices)
        if one.kind == "type"
    }
    levers = [lever.id for lever, on in zip(base.levers, drawn.levers_on[0], strict=True) if on]
    kept = tuple(r for r, on in zip(base.rules, drawn.rules_on[0], strict=True) if on)
    written = with_changes(replace(base, rules=kept), types, levers)
    assert [r.holds for r in variant.rules] == [r.holds for r in written.rules]
    assert all(rule in kept for rule in base.rules if rule.probability is None), (
        "a rule that is certain stays"
    )
    assert len(StateSpace.of(variant)) == len(StateSpace.of(written))
    for ours, as_written, first in zip(variant.parties, written.parties, base.parties, strict=True):
        assert ours.behaviour[0] in as_written.behaviour and len(ours.behaviour) in (
            1,
            len(as_written.behaviour),
        )
        walls = {}  # place of a statement → how many firm links stand above it in its own list
        count = 0
        for level in first.preference.criteria:
            assert isinstance(level, Level)
            count += all(s.sure.word == "firm" for s in level.statements)
            walls |= {s.place: count for s in level.statements}
        found, expected = (
            [frozenset(s.place for s in level.statements) for level in one.preference.criteria]
            for one in (ours, as_written)
        )
        assert sorted(map(sorted_text, found)) == sorted(map(sorted_text, expected))
        for at, above in enumerate(found):
            for below in found[at + 1 :]:
                if expected.index(above) > expected.index(below):  # the other way round
                    (one, *_), (other, *_) = above, below
                    assert walls[one] == walls[other], "a firm link was crossed"
    rest = replace(variant, parties=written.parties, rules=written.rules)
    assert rest == written
    assert uncertain(variant).runs == ()


def sorted_text(places: frozenset[Any]) -> list[str]:
    return sorted(map(str, places))


def test_shares_have_their_errors() -> None:
    assert Share(2_500, 10_000).mc_se == pytest.approx(0.00433, abs=1e-5)
    none = Share(0, 10_000)
    assert none.mc_se == 0 and none.interval == (0.0, pytest.approx(0.000384, abs=1e-6))
