"""What every outlook obeys: conservation, pairing of draws, monotone effects, refinement."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from oracle.outlook_random import outlooks
from outlook_dialect import ask, read, under, value

from goodoffices.formats.context import Context
from goodoffices.formats.outlook import read_outlook
from goodoffices.formats.tree import Tree
from goodoffices.model.outlook import AS_WRITTEN, Outlook, Scenario
from goodoffices.outlook.engine import Runs, Size, run
from goodoffices.outlook.parts import Watch

SMALL = Size(2, 25, 3)


def read_data(data: dict[str, Any]) -> Outlook:
    return read_outlook(Tree(data), Context(Tree({})))


def everything(outlook: Outlook, size: Size = SMALL, scenario: Scenario = AS_WRITTEN) -> Runs:
    none = np.zeros(0, np.int32)
    steps = np.arange(outlook.steps + 1, dtype=np.int32)
    watch = Watch(steps, none, none, none, np.zeros(0, np.uint8), np.zeros(0))
    return run(outlook, size, watch, scenario=scenario)


@given(outlooks())
@settings(max_examples=200, deadline=None)
def test_material_is_conserved_and_no_stock_is_below_nought(data: dict[str, Any]) -> None:
    outlook = read_data(data)
    notes = everything(outlook).notes
    assert (notes.stock >= 0).all()
    inside = np.zeros(outlook.steps + 1)
    for at, flow in enumerate(outlook.flows):
        sign = (flow.target != "") * 1.0 - (flow.source != "") * 1.0
        inside += sign * np.cumsum(notes.moved[at])
    total = notes.total.sum(axis=0)
    scale = max(1.0, float(np.abs(notes.moved).sum() + total[0]))
    np.testing.assert_allclose(total - total[0], inside, atol=1e-9 * scale)


@given(outlooks())
@settings(max_examples=100, deadline=None)
def test_the_same_seed_gives_the_same_bytes(data: dict[str, Any]) -> None:
    outlook = read_data(data)
    first, second = everything(outlook).notes, everything(outlook).notes
    assert all(a.tobytes() == b.tobytes() for a, b in zip(first, second, strict=True))
    fewer = everything(outlook, Size(2, 10, 3))
    assert (fewer.notes.first[:, :10] == first.first[:, :10]).all()


@given(outlooks())
@settings(max_examples=200, deadline=None)
def test_an_unrelated_event_changes_nothing(data: dict[str, Any]) -> None:
    before = everything(read_data(data)).notes
    more = {"aside": {"causes": [{"rate": "0.3 per day"}]}}
    first = everything(read_data(data | {"events": more | data["events"]})).notes
    last = everything(read_data(data | {"events": data["events"] | more})).notes
    assert (first.first[1:] == before.first).all()
    assert (last.first[:-1] == before.first).all()
    assert (last.stock == before.stock).all()
    assert (first.stock == before.stock).all()


@st.composite
def growing(draw: st.DrawFn) -> dict[str, Any]:
    """Events of which each only furthers others: causes, requirements, factors of one or more."""
    names = [f"e{at}" for at in range(draw(st.integers(2, 6)))]
    events: dict[str, Any] = {}
    for name in names:
        causes: list[dict[str, Any]] = []
        for _ in range(draw(st.integers(1, 2))):
            rated = draw(st.booleans())
            cause: dict[str, Any] = {"rate": "0.1 per day"} if rated else {"probability": 0.6}
            if not rated and draw(st.booleans()):
                cause["lag"] = {"range": [1, 3, 9]}
            if draw(st.booleans()):
                cause["after"] = draw(st.sampled_from(names))
            causes.append(cause)
        events[name] = {"causes": causes}
        if draw(st.booleans()):
            events[name]["modifiers"] = [{"when": draw(st.sampled_from(names)), "times": 2}]
        # A requirement holds the clocks of lags back, which only delays; it furthers too.
        if draw(st.integers(0, 3)) == 0:
            events[name]["requires"] = draw(st.sampled_from(names))
    return {"horizon": "20 days", "events": events}


@given(growing(), st.integers(0, 5))
@settings(max_examples=300, deadline=None)
def test_blocking_a_cause_never_brings_its_effects_forward(data: dict[str, Any], at: int) -> None:
    outlook = read_data(data)
    assume(at < len(outlook.events))
    assume(
        all(cause.lag.kind == "none" for e in outlook.events for cause in e.causes if e.modifiers)
    )
    blocked = Scenario("", block=(outlook.events[at].id,))
    before, after = everything(outlook), everything(outlook, scenario=blocked)
    assert (after.notes.first >= before.notes.first).all()


def test_halving_the_step_halves_the_error_of_a_smooth_model() -> None:
    text = """
        horizon: 20 days
        step: %s
        stocks: {s: {initial: 1000, unit: t}}
        flows: {leave: {from: s, rate: 0.1 * s}}
        """
    exact = 1000 * np.exp(-0.1 * 20)
    errors = [
        abs(value(ask(text % step, "mean(s at day 20)", size=Size(1, 1)).answers[0]) - exact)
        for step in ("1 day", "0.5 days", "0.25 days", "0.125 days")
    ]
    ratios = [a / b for a, b in itertools.pairwise(errors)]
    assert all(1.8 < ratio < 2.2 for ratio in ratios)


def test_a_paired_difference_is_more_exact_than_two_runs() -> None:
    text = """
        horizon: 60 days
        params: {p: {probability: [0.1, 0.9]}}
        events:
          first: {causes: [{probability: p, lag: {mean: 20 days}}]}
          rare: {causes: [{after: first, probability: 0.05}]}
        scenarios: {without: {block: rare}}
        """
    found = under(text, "without", "P(first by day 60)", "P(first by day 60 or rare by day 60)")
    for gain, answer in zip(found.gains, found.answers, strict=True):
        assert gain is not None
        assert answer.estimate is not None
        assert answer.estimate.mc_se is not None
        assert (gain.value, gain.se) == (0.0, 0.0)
        assert answer.estimate.mc_se > 0.001


def test_modes_of_asking_agree() -> None:
    outlook = read(
        """
        horizon: 30 days
        events: {open: {status: true, opens: [{rate: 0.2 per day}], closes: [{rate: 0.2 per day}]}}
        stocks: {s: {initial: 10, unit: t, most: 15}}
        flows: {in: {to: s, rate: 1, when: open}, out: {from: s, rate: 0.5}}
        """
    )
    found = ask(
        outlook,
        "P(open by day 7)",
        "P(not not open by day 7)",
        "P(open at day 7)",
        "P(s >= 11 by day 9)",
        "P(s >= 11 at day 9)",
        "P(s <= 8 by day 30 | open by day 3)",
        "P(open at day 30 and s >= 10 at day 30)",
        size=Size(4, 500, 2),
    )
    notes = everything(outlook, Size(4, 500, 2)).notes
    on, s = notes.on[:, 0] == 1, notes.stock[:, 0]
    early = on[:4].any(axis=0)
    wanted = [
        on[:8].any(axis=0).mean(),
        on[:8].any(axis=0).mean(),
        on[7].mean(),
        (s[:10] >= 11).any(axis=0).mean(),
        (s[9] >= 11).mean(),
        ((s <= 8).any(axis=0) & early).sum() / early.sum(),
        (on[30] & (s[30] >= 10)).mean(),
    ]
    np.testing.assert_allclose([value(answer) for answer in found.answers], wanted, rtol=1e-12)
