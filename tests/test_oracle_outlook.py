"""The oracle of outlooks: published and exact answers, what its conventions come to on small
models, and its laws."""

from __future__ import annotations

import math
from random import Random
from statistics import mean, stdev
from typing import Any

import pytest
from oracle.outlook import Reading, Trajectory, run
from oracle.outlook_hazards import passed
from oracle.outlook_questions import ask, drawn, holds, runs, value
from oracle.outlook_texts import arithmetic, computed, exact, hazard_per_day, per_day

Data = dict[str, Any]

RUNS = 4000


class Fixed:
    """Draws that are given: {event: [E of occurrence 0, 1, ...]}, all others never happen."""

    def __init__(self, z: float = 0.0, **draws: Any) -> None:
        self.z = z
        self.draws: dict[str, list[float]] = draws

    def exponential(self, event: str, occurrence: int) -> float:
        given = self.draws.get(event, [])
        return given[occurrence] if occurrence < len(given) else 1e9

    def normal(self, flow: str, step: int) -> float:
        return self.z

    def uniform(self, event: str) -> float:
        return self.draws[event][0]


class Keyed:
    """Draws that depend on nothing but the seed, the name and the occurrence."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def exponential(self, event: str, occurrence: int) -> float:
        return Random(f"{self.seed} {event} {occurrence}").expovariate(1.0)

    def normal(self, flow: str, step: int) -> float:
        return Random(f"{self.seed} {flow} {step}").gauss(0.0, 1.0)

    def uniform(self, event: str) -> float:
        return Random(f"{self.seed} {event}").random()


def outlook(days: int, **parts: Any) -> Data:
    return {"horizon": f"{days} days", **parts}


def happens_by(model: Data, event: str, day: int, p: float, held: Data | None = None) -> None:
    """The event happens by that day just if E <= -ln(1 - p), with which E has probability p."""
    edge = -math.log(1 - p)
    for needed, expected in ((edge * (1 - 1e-5), True), (edge * (1 + 1e-5), False)):
        draws: Data = {event: [needed]}
        trajectory = run(model, {}, Fixed(**draws), held or {})
        assert holds(f"{event} by day {day}", trajectory, model) is expected, (event, day, p)


def counted(model: Data, expected: dict[str, float], seed: int, n: int = RUNS) -> None:
    """The share of the runs is within four standard errors of the exact probability."""
    answers = ask({**model, "ask": list(expected)}, n, seed)
    for question, p in expected.items():
        share, _, total = answers[question]
        assert abs(share - p) < 4 * math.sqrt(p * (1 - p) / total), (question, share, p)


def days_of(trajectory: Trajectory, event: str) -> list[int]:
    return [step for step, _ in trajectory.happened[event]]


# Exact answers


NOISY_OR = outlook(
    365,
    events={
        "hit": {
            "causes": [
                {"probability": 0.3, "lag": {"uniform": [1, 10]}},
                {"probability": 0.5, "lag": "5 days"},
                {"rate": "0.1 per 365 days"},
            ]
        }
    },
)


def test_noisy_or_with_lags_exactly() -> None:
    for day, p in ((4, 0.121015), (5, 0.575613), (365, 0.685)):
        happens_by(NOISY_OR, "hit", day, p)


def test_noisy_or_with_lags_by_counting() -> None:
    early = {**NOISY_OR, "horizon": "5 days"}
    counted(early, {"P(hit by day 4)": 0.121015, "P(hit at day 5)": 0.575613}, seed=1)
    counted(NOISY_OR, {"P(hit by day 365)": 0.685}, seed=2, n=400)


def test_a_geometric_wait() -> None:
    model = outlook(50, events={"hit": {"causes": [{"rate": "0.02 per day"}]}})
    happens_by(model, "hit", 30, 0.4545156)
    median = run(model, {}, Fixed(hit=[math.log(2)]), {})
    assert days_of(median, "hit") == [35]
    counted({**model, "horizon": "30 days"}, {"P(hit by day 30)": 0.4545156}, seed=3)


def test_competing_risks() -> None:
    a, b = 1 - math.exp(-0.02), 1 - math.exp(-0.01)
    events = {
        "a": {"causes": [{"rate": f"{a!r} per day"}], "excludes": "b"},
        "b": {"causes": [{"rate": f"{b!r} per day"}]},
    }
    expected = {
        "P(a by day 60)": 0.556467,
        "P(b by day 60)": 0.278234,
        "P(not a by day 60 and not b by day 60)": 0.165299,
    }
    counted(outlook(60, events=events), expected, seed=4)


def test_a_chain() -> None:
    events = {
        "first": {"causes": [{"rate": "0.05 per day"}]},
        "second": {"causes": [{"after": "first", "rate": "0.02 per day"}]},
    }
    counted(outlook(60, events=events), {"P(second by day 60)": 0.534791}, seed=5)


@pytest.mark.parametrize(("times", "p"), [(1, 0.4), (2, 0.64), (0.5, 0.225403)])
@pytest.mark.parametrize("lag", [None, "3 days", {"uniform": [1, 4]}, {"mean": "0.1 days"}])
def test_a_modifier_held_throughout(times: float, p: float, lag: Any) -> None:
    cause = {"probability": 0.4} if lag is None else {"probability": 0.4, "lag": lag}
    hit = {"causes": [cause], "modifiers": [{"when": "help", "times": times}]}
    model = outlook(4, events={"help": {"holds_in": "help"}, "hit": hit})
    happens_by(model, "hit", 4, p, {"help": True})
    happens_by(model, "hit", 4, 0.4, {"help": False})
    if lag is None:
        shares = [
            holds("hit at day 1", trajectory, model)
            for trajectory in runs(model, RUNS, 6, {"help": True})
        ]
        assert abs(mean(shares) - p) < 4 * math.sqrt(p * (1 - p) / RUNS) + 1e-9


def test_a_modifier_of_0_blocks_what_is_certain() -> None:
    hit = {"causes": [{"probability": 1}], "modifiers": [{"when": "truce", "times": 0}]}
    model = outlook(9, events={"truce": {"holds_in": "ceasefire"}, "hit": hit})
    assert days_of(run(model, {}, Fixed(), {"truce": True}), "hit") == []
    assert days_of(run(model, {}, Fixed(), {"truce": False}), "hit") == [1]


def test_two_preconditions() -> None:
    events = {
        "one": {"causes": [{"rate": "0.03 per day"}]},
        "two": {"causes": [{"rate": "0.04 per day"}]},
        "both": {"requires": ["one", "two"], "causes": [{"probability": 1}]},
    }
    expected = {"P(one by day 40 and two by day 40)": 0.566694, "P(both by day 41)": 0.566694}
    counted(outlook(41, events=events), expected, seed=7)


def test_a_tandem() -> None:
    model = outlook(
        41,
        stocks={"waiting": {"initial": 10_000}, "middle": {"initial": 0}, "done": {"initial": 0}},
        flows={
            "first": {"from": "waiting", "to": "middle", "capacity": "400 per day"},
            "second": {"from": "middle", "to": "done", "capacity": 250},
        },
    )
    trajectory = run(model, {}, Fixed(), {})
    stocks = trajectory.stocks
    assert stocks["middle"].index(max(stocks["middle"])) == 25 and max(stocks["middle"]) == 4000
    assert [value(name, 40, trajectory, model) for name in stocks] == [0, 250, 9750]
    assert [value(name, 41, trajectory, model) for name in stocks] == [0, 0, 10_000]
    assert trajectory.moved["first"] == [400] * 25 + [0] * 16
    assert holds("middle >= 4000 by day 30 and middle <= 3999 at day 30", trajectory, model)


def test_first_order_with_arrivals() -> None:
    flows = {
        "arrivals": {"to": "people", "capacity": "20 people per day"},
        "departures": {"from": "people", "rate": "0.05 * people"},
    }
    model = outlook(30, stocks={"people": {"initial": "1000"}}, flows=flows)
    trajectory = run(model, {}, Fixed(), {})
    assert value("people", 30, trajectory, model) == pytest.approx(528.783258, abs=1e-6)


def test_a_crossing_of_two_states() -> None:
    model = outlook(
        90,
        events={
            "crossing": {
                "status": True,
                "opens": [{"rate": "0.3 per day"}],
                "closes": [{"rate": "0.1 per day"}],
            }
        },
        stocks={"aid": {"initial": 0, "unit": "trucks"}},
        flows={"trucks": {"to": "aid", "capacity": "400 trucks/day", "when": "crossing"}},
    )
    n = 1500
    found = list(runs(model, n, 8))
    for day, p in ((1, 0.3), (5, 0.69168), (30, 0.75)):
        share = mean(holds(f"crossing at day {day}", trajectory, model) for trajectory in found)
        assert abs(share - p) < 4 * math.sqrt(p * (1 - p) / n)
    aid = [value("aid", 90, trajectory, model) for trajectory in found]
    assert abs(mean(aid) - 26_550) < 4 * 3276.049 / math.sqrt(n)
    assert stdev(aid) == pytest.approx(3276.049, rel=4 / math.sqrt(2 * n))


def test_teacup_against_euler_and_the_published_table() -> None:
    model = outlook(
        30,
        step="0.125 days",
        params={"room": 70, "slowness": 10},
        stocks={"cup": {"initial": 180, "unit": "degrees"}},
        flows={"loss": {"from": "cup", "rate": "(cup - room) / slowness"}},
    )
    trajectory = run(model, {"room": 70, "slowness": 10}, Fixed(), {})
    by_hand = 180.0
    for k in range(241):
        assert trajectory.stocks["cup"][k] == pytest.approx(by_hand, abs=1e-9)
        by_hand -= (by_hand - 70) / 10 * 0.125
    published = {0.125: 178.625, 0.25: 177.267, 5: 136.508, 10: 110.212, 20: 84.7004, 30: 75.374}
    for day, degrees in published.items():
        assert value("cup", day, trajectory, model) == pytest.approx(degrees, abs=6e-4)


def test_an_epidemic_against_the_published_table() -> None:
    model = outlook(
        100,
        step="0.03125 days",
        stocks={"s": {"initial": 1000}, "i": {"initial": 5}, "r": {"initial": 0}},
        flows={
            "falling_ill": {"from": "s", "to": "i", "rate": "s * i / 1000 * 0.3"},
            "recovering": {"from": "i", "to": "r", "rate": "i / 5"},
        },
    )
    trajectory = run(model, {}, Fixed(), {})
    end = [value(name, 100, trajectory, model) for name in ("s", "i", "r")]
    assert end == pytest.approx([412.158, 2.07135, 590.771], abs=2e-3)


def test_asia_a_net_of_static_tables() -> None:
    """Lauritzen and Spiegelhalter, Journal of the Royal Statistical Society B 50 (1988)."""

    def table(parents: list[str], *probabilities: float) -> Data:
        rows = ["true", "false"]
        if len(parents) == 2:
            rows = [f"{a} {b}" for a in rows for b in rows]
        given = dict(zip(rows, probabilities, strict=True))
        return {"table": {"parents": parents, "probability": given}}

    events = {
        "dysp": table(["bronc", "either"], 0.9, 0.8, 0.7, 0.1),
        "xray": table(["either"], 0.98, 0.05),
        "either": table(["lung", "tub"], 1, 1, 1, 0),
        "bronc": table(["smoke"], 0.6, 0.3),
        "lung": table(["smoke"], 0.1, 0.01),
        "tub": table(["asia"], 0.05, 0.01),
        "smoke": {"table": {"probability": 0.5}},
        "asia": {"table": {"probability": 0.01}},
    }
    expected = {
        "P(tub at day 0)": 0.0104,
        "P(either at day 0)": 0.064828,
        "P(xray at day 0)": 0.11029004,
        "P(dysp at day 0)": 0.4359706,
        "P(lung at day 0 | dysp at day 0)": 0.102759223,
        "P(bronc at day 0 | dysp at day 0)": 0.833967336,
        "P(smoke at day 0 | dysp at day 0)": 0.63399688,
    }
    counted(outlook(1, events=events), expected, seed=9)
    ring = {"a": table(["b"], 1, 0), "b": table(["a"], 1, 0)}
    with pytest.raises(ValueError, match="ring"):
        run(outlook(1, events=ring), {}, Fixed(), {})


# Conventions on small models


def test_the_example_of_the_specification_runs() -> None:
    model = outlook(
        365,
        params={"p_open": 0.55, "cap": {"range": [50, 120, 300], "unit": "trucks/day"}},
        events={
            "truce": {"holds_in": "ceasefire"},
            "unity": {"holds_in": "joint_administration"},
            "exchanged": {
                "requires": "truce",
                "causes": [{"after": "truce", "probability": 0.8, "lag": {"range": [3, 10, 45]}}],
            },
            "crossing": {
                "status": True,
                "opens": [
                    {"after": "truce", "probability": "p_open", "lag": {"range": [7, 21, 90]}}
                ],
                "closes": [{"rate": "0.08 per day"}],
                "modifiers": [{"when": "unity", "times": 0.5}],
            },
            "collapse": {"causes": [{"rate": "0.15 per 90 days"}], "excludes": "exchanged"},
        },
        stocks={
            "displaced": {"initial": {"range": [1.7e6, 1.9e6, 2.0e6]}, "unit": "people"},
            "returned": {"initial": 0, "unit": "people", "most": 2.0e6},
            "aid_delivered": {"initial": 0, "unit": "trucks"},
        },
        flows={
            "returns": {
                "from": "displaced",
                "to": "returned",
                "rate": "0.01 * displaced",
                "capacity": "20000 per day",
                "when": "truce",
            },
            "aid": {
                "to": "aid_delivered",
                "capacity": "cap",
                "when": "crossing",
                "ramp": "30 days",
                "drift": 0.05,
                "pool": "inspection",
            },
        },
        pools={"inspection": "400 per day"},
        scenarios={"no_truce": {"block": "truce"}, "early": {"do": {"exchanged": "day 10"}}},
        ask=["P(returned >= 1000000 by day 365 | exchanged by day 60)", "P(crossing by day 90)"],
    )
    held = {"truce": True, "unity": False}
    (after_all, _, total), (crossing, _, _) = ask(model, 30, 10, held).values()
    assert after_all == 1 and 0 < total < 30 and 0 < crossing < 1
    for trajectory in runs(model, 5, 11, held, "no_truce"):
        assert not any(trajectory.happened[name] for name in ("truce", "exchanged", "crossing"))
        assert trajectory.stocks["returned"][-1] == 0
    for trajectory in runs(model, 5, 12, held, "early"):
        assert trajectory.happened["exchanged"] == [(10, 0.0)]
        assert all(step < 10 for step in days_of(trajectory, "collapse"))


def test_the_fraction_of_a_step_at_which_an_event_happens() -> None:
    model = outlook(9, events={"hit": {"causes": [{"rate": "0.5 per day"}]}})
    ((step, fraction),) = run(model, {}, Fixed(hit=[2.25 * math.log(2)]), {}).happened["hit"]
    assert step == 3 and fraction == pytest.approx(0.25)
    certain = outlook(9, events={"hit": {"causes": [{"probability": 1, "lag": "4 days"}]}})
    assert run(certain, {}, Fixed(), {}).happened["hit"] == [(4, 0.0)]


def test_of_two_that_exclude_each_other_the_first_fraction_wins() -> None:
    events = {
        "a": {"causes": [{"rate": "0.5 per day"}]},
        "b": {"causes": [{"rate": "0.5 per day"}], "excludes": ["a"]},
    }
    found = run(outlook(9, events=events), {}, Fixed(a=[0.9], b=[0.8]), {}).happened
    assert [len(found["a"]), len(found["b"])] == [0, 1]
    certain: Data = {
        "a": {"causes": [{"probability": 1}]},
        "b": {"causes": [{"probability": 1}], "excludes": "a"},
    }
    found = run(outlook(9, events=certain), {}, Fixed(), {}).happened
    assert found == {"a": [(1, 0.0)], "b": []}


def test_after_takes_one_step_and_gates_none() -> None:
    events = {
        "one": {"causes": [{"probability": 1, "lag": "3 days"}]},
        "two": {"causes": [{"after": "one", "probability": 1}]},
        "three": {"causes": [{"after": "one", "probability": 1, "lag": "2 days"}]},
    }
    flows = {
        "flow": {"to": "stock", "capacity": 8, "when": "one"},
        "ramped": {"to": "stock", "capacity": 8, "when": "one", "ramp": "4 days"},
        "open": {"to": "stock", "capacity": 8, "ramp": "4 days"},
    }
    model = outlook(8, events=events, stocks={"stock": {"initial": 0}}, flows=flows)
    trajectory = run(model, {}, Fixed(), {})
    assert [days_of(trajectory, name) for name in events] == [[3], [4], [5]]
    assert trajectory.moved["flow"] == [0, 0, 8, 8, 8, 8, 8, 8]
    assert trajectory.moved["ramped"] == [0, 0, 0, 2, 4, 6, 8, 8]
    assert trajectory.moved["open"] == [2, 4, 6, 8, 8, 8, 8, 8]


def test_a_status_turns_on_and_off_with_a_fresh_draw() -> None:
    gate = {
        "status": True,
        "opens": [{"rate": "0.5 per day"}],
        "closes": [{"rate": "0.5 per day"}],
    }
    model = outlook(
        12,
        events={"gate": gate, "late": {"causes": [{"after": "gate", "probability": 1, "lag": 6}]}},
        stocks={"stock": {"initial": 0}},
        flows={"flow": {"to": "stock", "capacity": 6, "when": "gate", "ramp": "3 days"}},
    )
    unit = math.log(2)
    trajectory = run(model, {}, Fixed(gate=[1.5 * unit, 2.5 * unit, 0.5 * unit]), {})
    assert days_of(trajectory, "gate") == [2, 5, 6]
    assert [fraction for _, fraction in trajectory.happened["gate"]] == pytest.approx([0.5] * 3)
    assert trajectory.moved["flow"] == [0, 0, 2, 4, 0, 0, 2, 4, 6, 6, 6, 6]
    assert days_of(trajectory, "late") == [8]
    assert holds("gate by day 5 and not gate at day 5", trajectory, model)


def test_what_is_required_and_comes_late() -> None:
    """A cause of 0.8 with a lag of 2 days, held back until the end of day 5."""
    hit = {"requires": "truce", "causes": [{"probability": 0.8, "lag": "2 days"}]}
    truce = {"causes": [{"probability": 1, "lag": "5 days"}]}
    model = outlook(12, events={"truce": truce, "hit": hit})
    draws = Fixed(hit=[0.1])
    assert days_of(run(model, {}, draws, {}), "hit") == []
    waits = Reading(requires_stops_ages=True)
    assert days_of(run(model, {}, draws, {}, reading=waits), "hit") == [7]
    hit["causes"] = [{"probability": 1, "lag": "2 days"}]
    assert days_of(run(model, {}, draws, {}), "hit") == [6]
    hit["causes"] = [{"rate": "0.5 per day"}]
    late = Fixed(hit=[1.5 * math.log(2)])
    assert days_of(run(model, {}, late, {}), "hit") == [7]
    assert days_of(run(model, {}, late, {}, reading=waits), "hit") == [7]


def test_what_opens_a_status_again() -> None:
    gate = {
        "status": True,
        "opens": [{"probability": 0.8, "lag": "2 days"}],
        "closes": [{"probability": 0.8, "lag": "4 days"}],
    }
    model = outlook(12, events={"gate": gate})
    draws = Fixed(gate=[0.1] * 4)
    assert days_of(run(model, {}, draws, {}), "gate") == [2, 4]
    again = Reading(status_restarts_ages=True)
    assert days_of(run(model, {}, draws, {}, reading=again), "gate") == [2, 6, 8, 12]


def test_what_the_outcome_switches_on() -> None:
    events = {
        "truce": {"holds_in": "ceasefire", "reached": "4 days"},
        "unity": {"holds_in": "joint", "status": True, "closes": [{"rate": "0.5 per day"}]},
    }
    model = outlook(6, events=events, scenarios={"later": {"do": {"unity": "day 3"}}})
    held = {"truce": True, "unity": True}
    found = run(model, {}, Fixed(unity=[9, 0.1]), held).happened
    assert found["truce"] == [(4, 0.0)]
    assert [step for step, _ in found["unity"]] == [0, 1]
    later = run(model, {}, Fixed(unity=[9, 0.1]), held, "later")
    assert days_of(later, "unity") == [3, 4]
    nothing = run(model, {}, Fixed(), {"truce": False, "unity": False})
    assert nothing.happened == {"truce": [], "unity": []}


def test_drift_and_modifiers_of_a_capacity() -> None:
    flow = {
        "to": "stock",
        "capacity": 10,
        "drift": 0.2,
        "when": "late",
        "modifiers": [{"when": "not early", "times": "slower"}],
    }
    model = outlook(
        3,
        step="0.25 days",
        events={"late": {"causes": [{"probability": 1, "lag": "2 days"}]}, "early": None},
        stocks={"stock": {"initial": 0}},
        flows={"flow": flow},
    )
    moved = run(model, {"slower": 0.5}, Fixed(z=1.5), {}).moved["flow"]
    for k in range(1, 13):
        level = math.exp(k * (0.2 * 0.5 * 1.5 - 0.2**2 * 0.25 / 2))
        assert moved[k - 1] == pytest.approx(0 if k < 8 else 0.25 * 10 * 0.5 * level)


def test_what_is_scarce_is_shared() -> None:
    stocks = {"source": {"initial": 90}, "a": {"initial": 0, "most": 20}, "b": {"initial": 0}}
    flows = {
        "to_a": {"from": "source", "to": "a", "capacity": 120, "pool": "gate"},
        "to_b": {"from": "source", "to": "b", "capacity": 60, "pool": "gate"},
    }
    model = outlook(1, stocks=stocks, flows=flows, pools={"gate": "60 per day"})
    assert run(model, {}, Fixed(), {}).moved == {"to_a": [20], "to_b": [20]}
    flows["to_b"]["priority"] = 1
    assert run(model, {}, Fixed(), {}).moved == {"to_a": [0], "to_b": [60]}


def test_lags() -> None:
    day = exact(1)
    long = ("range", exact(3), exact(10), exact(45))
    assert [round(passed(long, days, day), 3) for days in (0, 3, 10, 45)] == [0, 0.05, 0.5, 0.95]
    plain = ("range", exact(-2), exact(4), exact(9))
    assert [round(passed(plain, days, day), 3) for days in (0, 4, 9)] == [0, 0.5, 0.95]
    assert [passed(("uniform", 1, 4), days, exact("0.5")) for days in (1, 2, 7, 9)] == [
        0,
        0.25,
        0.75,
        1,
    ]
    assert passed(("mean", exact(10)), 5, day) == pytest.approx(1 - math.exp(-0.5))
    assert [round(drawn({"range": [50, 120, 300]}, z)) for z in (-1.645, 0, 1.645)] == [
        50,
        120,
        300,
    ]


@pytest.mark.parametrize("step", ["1 day", "0.5 days", "0.1 days"])
def test_halving_the_step(step: str) -> None:
    """A constant rate and a lag know nothing of the step; what decays does, by about as much as
    the step is long."""
    events = {
        "hit": {"causes": [{"rate": "0.2 per day"}]},
        "next": {"causes": [{"probability": 1, "lag": "5 days"}]},
    }
    stocks = {"people": {"initial": 1000}}
    flows = {"leaving": {"from": "people", "rate": "0.05 * people"}}
    model = outlook(20, step=step, events=events, stocks=stocks, flows=flows)
    trajectory = run(model, {}, Fixed(hit=[1.3]), {})
    delta = float(exact(step.split()[0]))
    days = [
        (number - 1 + fraction) * delta
        for name in events
        for number, fraction in trajectory.happened[name]
    ]
    assert days == pytest.approx([1.3 / -math.log(0.8), 5 - delta])
    error = 1000 * math.exp(-1) - value("people", 20, trajectory, model)
    assert error / delta == pytest.approx(0.05**2 / 2 * 20 * 1000 * math.exp(-1), rel=0.05)


def test_rates_and_arithmetic() -> None:
    assert hazard_per_day("0.15 per 90 days", {}, "") == pytest.approx(-math.log(0.85) / 90)
    assert per_day("cap per 2 days", {"cap": 9}, "") == 4.5
    tree = arithmetic("2 - 3 * -x / max(1, y, 4) - min(7, 1e1)")
    assert computed(tree, {"x": 8, "y": 2}) == 1
    with pytest.raises(ZeroDivisionError):
        computed(arithmetic("1 / (x - x)"), {"x": 3})


# Laws over random small models


def random_model(seed: int) -> Data:
    """Three stocks in a ring with gates, ramps, drift, priorities, a pool and a bound."""
    chance = Random(seed)
    names = ["a", "b", "c"]
    events: Data = {
        "gate": {
            "status": True,
            "opens": [{"rate": f"{chance.uniform(0.1, 0.9)} per day"}],
            "closes": [{"rate": f"{chance.uniform(0.1, 0.9)} per day"}],
        },
        "deal": {
            "causes": [{"after": "gate", "probability": 0.7, "lag": {"range": [1, 4, 9]}}],
            "excludes": "rupture",
        },
        "rupture": {"causes": [{"rate": "0.2 per 5 days"}]},
    }
    stocks: Data = {name: {"initial": chance.randrange(50)} for name in names}
    stocks["a"]["most"] = 60
    flows: Data = {}
    for number in range(5):
        source, target = chance.sample(names, 2)
        flow: Data = {"from": source, "to": target, "capacity": chance.randrange(1, 40)}
        if chance.random() < 0.5:
            flow["rate"] = f"{chance.random()} * ({source} + {target}) - 3"
        if chance.random() < 0.5:
            flow |= {"when": chance.choice(["gate", "deal or rupture"]), "ramp": "2 days"}
        if chance.random() < 0.5:
            flow["drift"] = 0.3
        if chance.random() < 0.5:
            flow["pool"] = "shared"
        if chance.random() < 0.3:
            flow["priority"] = chance.randrange(1, 3)
        flows[f"flow_{number}"] = flow
    scenarios = {"no_gate": {"block": "gate"}}
    step = chance.choice(["1 day", "0.5 days"])
    return outlook(
        20,
        step=step,
        events=events,
        stocks=stocks,
        flows=flows,
        pools={"shared": "25 per day"},
        scenarios=scenarios,
    )


@pytest.mark.parametrize("seed", range(40))
def test_material_is_conserved_and_no_bound_is_broken(seed: int) -> None:
    model = random_model(seed)
    trajectory = run(model, {}, Keyed(seed), {})
    step = float(exact(model["step"].split()[0]))
    rows = list(zip(*trajectory.stocks.values(), strict=True))
    for row in rows:
        assert sum(row) == pytest.approx(sum(rows[0]), rel=1e-9)
        assert min(row) >= 0
    assert max(trajectory.stocks["a"]) <= 60 + 1e-9
    for k in range(len(rows) - 1):
        shared = [name for name, flow in model["flows"].items() if flow.get("pool") == "shared"]
        assert sum(trajectory.moved[name][k] for name in shared) <= 25 * step + 1e-9
        assert all(moved[k] >= 0 for moved in trajectory.moved.values())
    assert not (trajectory.on["deal"][-1] and trajectory.on["rupture"][-1])


@pytest.mark.parametrize("seed", range(20))
def test_what_blocking_and_adding_change(seed: int) -> None:
    model = random_model(seed)
    usual = run(model, {}, Keyed(seed), {})
    assert usual == run(model, {}, Keyed(seed), {})
    without = run(model, {}, Keyed(seed), {}, "no_gate")
    assert not without.happened["gate"] and not without.happened["deal"]
    more = {**model, "events": {"other": {"causes": [{"rate": "0.3 per day"}]}, **model["events"]}}
    added = run(more, {}, Keyed(seed), {})
    assert added.happened.pop("other") is not None and added.happened == usual.happened
    assert added.stocks == usual.stocks and added.moved == usual.moved
