"""Closed forms and published answers, all by the general engine (docs/outlook.md lists them)."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from outlook_dialect import DATA, ask, near, read, value

from goodoffices.formats.context import Context
from goodoffices.formats.outlook import read_outlook
from goodoffices.formats.tree import Tree
from goodoffices.formats.xmile import load
from goodoffices.outlook.engine import Size, run
from goodoffices.outlook.parts import Watch

XMILE = Path(__file__).with_name("data") / "xmile"


def test_noisy_or_with_lags() -> None:
    found = ask(
        """
        horizon: 365 days
        events:
          e:
            causes:
              - {probability: 0.3, lag: {uniform: [1, 10]}}
              - {probability: 0.5, lag: 5 days}
              - {rate: 0.1 per 365 days}
        """,
        "P(e by day 365)",
        "P(e by day 5)",
        "P(e by day 4)",
    )
    near(found.answers, (0.685, 0.575613, 0.121015))


def test_geometric_wait() -> None:
    found = ask(
        "{horizon: 365 days, events: {e: {causes: [{rate: 0.02 per day}]}}}", "P(e by day 30)"
    )
    near(found.answers, (0.4545156,))
    waited = found.waited("e")
    assert waited[34] < 0.5 < waited[35]
    assert int(np.searchsorted(waited, 0.5)) == 35


def test_competing_risks() -> None:
    found = ask(
        """
        horizon: 60 days
        events:
          a: {causes: [{rate: 0.019801326693244747 per day}], excludes: b}
          b: {causes: [{rate: 0.009950166250831893 per day}]}
        """,  # rates λ = .02 and .01
        "P(a by day 60)",
        "P(b by day 60)",
        "P(not a by day 60 and not b by day 60)",
        "P(a by day 60 and b by day 60)",
    )
    near(found.answers, (0.556467, 0.278234, 0.165299, 0.0))


@pytest.mark.parametrize("bystander", ["", "c: {causes: [{rate: 0.9 per day}]}"])
def test_the_first_within_a_step_wins_whoever_else_stands_between(bystander: str) -> None:
    found = ask(
        f"""
        horizon: 1 day
        events:
          a: {{causes: [{{rate: 0.7 per day}}], excludes: b}}
          {bystander}
          b: {{causes: [{{rate: 0.9 per day}}]}}
        """,  # hazards of −ln .3 and −ln .1 in one step
        "P(a by day 1)",
        "P(b by day 1)",
    )
    hazards = -np.log([0.3, 0.1])
    near(found.answers, (1 - 0.3 * 0.1) * hazards / hazards.sum())


def test_chain() -> None:
    found = ask(
        """
        horizon: 60 days
        events:
          a: {causes: [{rate: 0.05 per day}]}
          b: {causes: [{after: a, rate: 0.02 per day}]}
        """,
        "P(b by day 60)",
    )
    near(found.answers, (0.534791,))


def test_modifiers() -> None:
    found = ask(
        """
        horizon: 9 days
        events:
          always: {table: 1}
          twice: {causes: [{probability: 0.4}], modifiers: [{when: always, times: 2}]}
          half: {causes: [{probability: 0.4}], modifiers: [{when: always, times: 0.5}]}
          never: {causes: [{probability: 0.4}], modifiers: [{when: always, times: 0}]}
        """,
        "P(twice by day 9)",
        "P(half by day 9)",
        "P(never by day 9)",
    )
    near(found.answers, (0.64, 0.225403, 0.0))


def test_two_preconditions() -> None:
    found = ask(
        """
        horizon: 41 days
        events:
          a: {causes: [{rate: 0.03 per day}]}
          b: {causes: [{rate: 0.04 per day}]}
          both: {requires: [a, b], causes: [{probability: 1}]}
        """,
        "P(a by day 40 and b by day 40)",
        "P(both by day 41)",
    )
    near(found.answers, (0.566694, 0.566694))


def test_tandem_exactly() -> None:
    found = ask(
        """
        horizon: 45 days
        stocks:
          a: {initial: 10000, unit: t}
          b: {initial: 0, unit: t}
          c: {initial: 0, unit: t}
        flows:
          f: {from: a, to: b, capacity: 400 per day}
          g: {from: b, to: c, capacity: 250 per day}
        """,
        *(f"mean({stock} at day {day})" for day in (24, 25, 26, 40, 41) for stock in "abc"),
        size=Size(1, 2),
    )
    numbers = np.array([value(answer) for answer in found.answers]).reshape(5, 3)
    assert numbers[:, 1].max() == numbers[1, 1] == 4000
    assert numbers[3].tolist() == [0, 250, 9750]
    assert numbers[4].tolist() == [0, 0, 10000]


def test_first_order_exactly() -> None:
    found = ask(
        """
        horizon: 2000 days
        stocks: {s: {initial: 1000, unit: t}}
        flows: {arrive: {to: s, rate: 20}, leave: {from: s, rate: 0.05 * s}}
        """,
        "mean(s at day 30)",
        "mean(s at day 2000)",
        size=Size(1, 2),
    )
    assert value(found.answers[0]) == pytest.approx(528.783258, abs=5e-7)
    assert value(found.answers[1]) == pytest.approx(400, abs=1e-9)


def test_crossing_of_two_states() -> None:
    found = ask(
        """
        horizon: 90 days
        events:
          open: {status: true, opens: [{rate: 0.3 per day}], closes: [{rate: 0.1 per day}]}
        stocks: {aid: {initial: 0, unit: t}}
        flows: {lorries: {to: aid, capacity: 400, when: open}}
        """,
        "P(open at day 1)",
        "P(open at day 5)",
        "P(open at day 30)",
        "mean(aid at day 90)",
        "sd(aid at day 90)",
    )
    near(found.answers, (0.3, 0.69168, 0.75, 26550.0, 3276.049))


def test_what_nobody_knows_is_told_apart_from_chance() -> None:
    found = ask(
        """
        horizon: 1 day
        params: {p: {beta: [3, 7]}}
        events: {e: {causes: [{probability: p}]}}
        """,
        "P(e by day 1)",
        size=Size(4000, 500, 1),
    )
    one = found.answers[0].estimate
    assert one is not None
    near(found.answers, (0.3,))
    assert one.low == pytest.approx(0.0977, abs=0.01)
    assert one.high == pytest.approx(0.5496, abs=0.01)
    drawn = found.runs.draws["p"]
    assert drawn.std() == pytest.approx(0.138170, abs=0.005)


@pytest.mark.parametrize(("name", "every", "within"), [("teacup", 1, 6e-4), ("sir", 10, 2e-3)])
def test_system_dynamics(name: str, every: int, within: float) -> None:
    found = read_outlook(Tree(load(XMILE / f"{name}.xmile").outlook), Context(Tree({})))
    steps = np.arange(0, found.steps + 1, every, dtype=np.int32)
    none = np.zeros(0, np.int32)
    watch = Watch(steps, none, none, none, np.zeros(0, np.uint8), np.zeros(0))
    made = run(found, Size(1, 1), watch)
    with (XMILE / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(steps)
    for at, stock in enumerate(found.stocks):
        column = next(key for key in rows[0] if key.lower().replace(" ", "_") == stock.id)
        wanted = np.array([float(row[column]) for row in rows])
        np.testing.assert_allclose(made.notes.stock[:, at, 0], wanted, atol=within)


def network(name: str) -> str:
    return (DATA / f"{name}.yaml").read_text(encoding="utf-8")


def test_asia() -> None:
    events = ("tub", "lung", "bronc", "either", "xray", "dysp")
    found = ask(network("asia"), *(f"P({event} at day 0)" for event in events))
    near(found.answers, (0.0104, 0.055, 0.45, 0.064828, 0.11029004, 0.4359706))
    given = ("lung", "tub", "bronc", "smoke")
    found = ask(network("asia"), *(f"P({event} at day 0 | dysp at day 0)" for event in given))
    near(found.answers, (0.102759223, 0.018845307, 0.833967336, 0.63399688))


def test_asia_given_what_is_rare() -> None:
    ill = "asia at day 0 and xray at day 0 and dysp at day 0"
    well = "asia at day 0 and dysp at day 0 and not smoke at day 0"
    exact = {
        f"P(lung at day 0 | {ill})": 0.444270508,
        f"P(tub at day 0 | {ill})": 0.39171172,
        f"P(bronc at day 0 | {ill})": 0.628821776,
        f"P(lung at day 0 | {well})": 0.022566996,
        f"P(tub at day 0 | {well})": 0.112834979,
        f"P(bronc at day 0 | {well})": 0.717942246,
    }
    near(ask(network("asia"), *exact, size=Size(1, 4_000_000)).answers, list(exact.values()))
    few = ask(network("asia"), *exact, size=Size(1, 100_000)).answers
    assert [answer.survivors for answer in few] == [few[0].survivors] * 3 + [few[3].survivors] * 3
    for answer in few:
        told = answer.as_dict()
        assert told["p"] is None
        assert "at least 200 are needed" in str(told["reason"])


def test_cancer_and_earthquake() -> None:
    found = ask(
        network("cancer"),
        "P(cancer at day 0)",
        "P(cancer at day 0 | xray at day 0 and dyspnoea at day 0)",
    )
    near(found.answers, (0.01163, 0.102919186))
    called = "john_calls at day 0 and mary_calls at day 0"
    found = ask(
        network("earthquake"),
        "P(alarm at day 0)",
        "P(john_calls at day 0)",
        f"P(burglary at day 0 | {called})",
        f"P(earthquake at day 0 | {called})",
    )
    near(found.answers, (0.0161142, 0.06369707, 0.556522062, 0.351769361))


def test_level_drift_keeps_its_mean_and_widens() -> None:
    found = ask(
        """
        horizon: 100 days
        stocks: {s: {initial: 0, unit: t}}
        flows: {f: {to: s, capacity: 10, drift: 0.05}}
        """,
        "mean(s at day 100)",
        "sd(s at day 100)",
    )
    # E L(k) = 1; Cov(L(j), L(k)) = exp(σ² min(j, k)) − 1
    day = np.arange(1, 101)
    variance = 100 * (np.exp(0.05**2 * np.minimum.outer(day, day)) - 1).sum()
    near(found.answers, (1000.0, float(np.sqrt(variance))))


def test_a_step_may_be_a_part_of_a_day() -> None:
    text = "{horizon: 30 days, step: %s, events: {e: {causes: [{rate: 0.02 per day}]}}}"
    for step in ("1 day", "0.125 days", "0.1 days"):
        found = ask(read(text % step), "P(e by day 30)", size=Size(1, 20_000))
        near(found.answers, (0.4545156,))


def test_ten_times_a_tenth_is_one() -> None:
    found = ask(
        """
        horizon: 12 days
        stocks: {full: {initial: 1}, empty: {initial: 0}}
        flows: {f: {from: full, to: empty, capacity: 0.1}}
        """,
        "P(empty >= 1 by day 10)",
        "P(empty >= 1 at day 10)",
        "P(full <= 0 by day 10)",
        "P(full <= 0 at day 10)",
        "P(empty >= 1 by day 9)",
        "P(full <= 0 at day 9)",
        size=Size(1, 1),
    )
    assert [value(one) for one in found.answers] == [1, 1, 1, 1, 0, 0]
