"""Outlooks: 10⁵ runs of 365 days, beside a fixed NumPy loop; and the same model in other programs.

Two models of the kind that cases have: chains of events with lags, requirements, modifiers and an
exclusion, statuses that open and close, stocks and flows with capacities, ramps and rates, two of
them with level drift. PySD and SimPy run the parts of the smaller one that they can say, where they
are installed (pip install pysd simpy); their time is scaled up from fewer runs and told as a ratio.

python benchmarks/outlook.py            # a minute
python benchmarks/outlook.py peers      # two more
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from measure import machine, median_time, peak_memory, yardstick

from goodoffices.formats.context import Context
from goodoffices.formats.outlook import read_outlook
from goodoffices.formats.tree import Tree
from goodoffices.model.outlook import Outlook
from goodoffices.outlook.engine import Size, run
from goodoffices.outlook.watching import asked, watching

SIZE = Size(200, 500, 1)
MODELS = ((12, 6), (25, 10))
PEER_RUNS = 200


def declared(events: int, flows: int) -> dict[str, Any]:
    """An outlook of this size as plain data; every fourth event is a status."""
    named = [f"e{at}" for at in range(events)]
    found: dict[str, Any] = {"e0": {"causes": [{"rate": "0.02 per day"}]}}
    for at, name in enumerate(named[1:], 1):
        after = named[at // 2]
        lag = {"range": [3, 10, 45]}
        if at % 4 == 0:
            found[name] = {
                "status": True,
                "opens": [{"after": after, "probability": "p", "lag": {"range": [7, 21, 90]}}],
                "closes": [{"rate": "0.08 per day"}],
                "modifiers": [{"when": "e1", "times": 0.5}],
            }
            continue
        causes = [{"after": after, "probability": 0.8, "lag": lag}, {"rate": "0.05 per 90 days"}]
        found[name] = {"causes": causes}
        if at % 3 == 0:
            found[name]["requires"] = after
    found["e2"]["excludes"] = "e1"
    stocks = {
        f"s{at}": {"initial": {"range": [8e5, 1e6, 1.2e6]} if at == 0 else 0, "unit": "people"}
        for at in range(flows + 1)
    }
    moved: dict[str, Any] = {}
    statuses = named[4::4]
    for at in range(flows):
        one = moved[f"f{at}"] = {"from": f"s{at}", "to": f"s{at + 1}", "capacity": "cap"}
        one["when"] = statuses[at % len(statuses)] if at else "e0"
        one |= {"ramp": "30 days"} if at % 2 else {"rate": f"0.02 * s{at}"}
        one |= {"drift": 0.05} if at < 2 else {}
        one |= {"pool": "inspection"} if at in (2, 3) else {}
    return {
        "horizon": "365 days",
        "params": {
            "p": {"probability": [0.3, 0.8]},
            "cap": {"range": [2000, 5000, 20000], "unit": "people/day"},
        },
        "events": found,
        "stocks": stocks,
        "flows": moved,
        "pools": {"inspection": "4000 per day"},
    }


def read(data: dict[str, Any]) -> Outlook:
    """The outlook that some plain data declare."""
    return read_outlook(Tree(data), Context(Tree({})))


def questions(outlook: Outlook) -> tuple[str, ...]:
    """What cases ask: whether something has happened, and how much there is by then."""
    last = outlook.stocks[-1].id
    return (
        "P(e4 by day 90)",
        "P(e4 at day 90)",
        f"quantiles({last} at day 365)",
        f"P({last} >= 1000 by day 365 | e1 by day 180)",
    )


def own(events: int, flows: int) -> float:
    """Seconds for all runs, with everything noted that four questions and their fans need."""
    outlook = read(declared(events, flows))
    eyes = watching(outlook, asked(outlook, questions(outlook)), fans=True)
    return median_time(lambda: run(outlook, SIZE, eyes.watch))


def compiling() -> float:
    """Seconds for a first small run in this process."""
    outlook = read(declared(*MODELS[0]))
    eyes = watching(outlook, asked(outlook, questions(outlook)))
    start = time.perf_counter()
    run(outlook, Size(1, 1, 1), eyes.watch)
    return time.perf_counter() - start


def simpy_seconds(runs: int) -> float:
    """The events of the smaller model as processes, stocks moved once a day: seconds.

    Rates and lags are drawn, not integrated; drift, pool and ramps are left out.
    """
    import simpy

    data = declared(*MODELS[0])
    generator = np.random.default_rng(1)

    def wait(lag: list[float]) -> float:
        z = generator.standard_normal()
        low, middle, high = lag
        return float(
            middle * np.exp(z * np.log((middle / low) if z < 0 else (high / middle)) / 1.645)
        )

    def once(env: Any, name: str, came: dict[str, Any]) -> Any:
        for cause in data["events"][name].get("causes", ()):
            if "rate" in cause:
                delay = generator.exponential(50.0)
            else:
                yield came[cause["after"]]
                if generator.random() > cause["probability"]:
                    continue
                delay = wait(cause["lag"]["range"])
            yield env.timeout(delay)
            if not came[name].triggered:
                came[name].succeed()
            return

    def status(env: Any, name: str, came: dict[str, Any], on: dict[str, bool]) -> Any:
        cause = data["events"][name]["opens"][0]
        yield came[cause["after"]]
        while generator.random() < 0.55:
            yield env.timeout(wait(cause["lag"]["range"]))
            on[name] = True
            yield env.timeout(generator.exponential(12.0))
            on[name] = False

    def stocks(env: Any, on: dict[str, bool], came: dict[str, Any]) -> Any:
        held = dict.fromkeys(data["stocks"], 0.0) | {"s0": 1e6}
        while True:
            yield env.timeout(1)
            wanted = {}
            for name, flow in data["flows"].items():
                gate = flow["when"]
                if on.get(gate) or (gate not in on and came[gate].triggered):
                    most = 5000.0
                    if "rate" in flow:
                        most = min(most, 0.02 * held[flow["from"]])
                    wanted[name] = min(most, held[flow["from"]])
            for name, much in wanted.items():
                held[data["flows"][name]["from"]] -= much
                held[data["flows"][name]["to"]] += much

    start = time.perf_counter()
    for _ in range(runs):
        env = simpy.Environment()
        came = {name: env.event() for name in data["events"]}
        on = {name: False for name, one in data["events"].items() if one.get("status")}
        for name in data["events"]:
            env.process(status(env, name, came, on) if name in on else once(env, name, came))
        env.process(stocks(env, on, came))
        env.run(until=365)
    return time.perf_counter() - start


def peers(ours: float) -> None:
    """SimPy's time for the same number of runs, scaled up, as a ratio."""
    if importlib.util.find_spec("simpy") is None:
        print("SimPy is not installed (pip install simpy): skipped")
    else:
        each = simpy_seconds(PEER_RUNS) / PEER_RUNS
        whole = each * SIZE.runs
        print(
            f"SimPy (one process; no drift, pool or ramps): {1000 * each:.2f} ms a run, "
            f"{whole:,.0f} s for {SIZE.runs:,}: {whole / ours:,.0f} times ours"
        )
    if importlib.util.find_spec("pysd") is None:
        print("PySD is not installed (pip install pysd): skipped")
    else:
        pysd_peer()


def pysd_peer() -> None:
    """The teacup, which both can say: one run of PySD against one of ours."""
    import pysd

    from goodoffices.formats.xmile import load

    path = Path(__file__).parents[1] / "tests" / "data" / "xmile" / "teacup.xmile"
    with TemporaryDirectory() as folder:  # PySD writes a program beside the model
        model = pysd.read_xmile(shutil.copy(path, folder))
        theirs = median_time(lambda: model.run(), runs=3)
    outlook = read(load(path).outlook)
    eyes = watching(outlook, asked(outlook, (f"mean({outlook.stocks[0].id} at day 30)",)))
    one = median_time(lambda: run(outlook, Size(1, 1, 1), eyes.watch), runs=3)
    many = median_time(lambda: run(outlook, Size(1, 1000, 1), eyes.watch), runs=3)
    print(
        f"PySD, the teacup: {1000 * theirs:.0f} ms a run; ours {1000 * one:.1f} ms for one run, "
        f"{1000 * many:.1f} ms for a thousand: {theirs / one:,.0f} and "
        f"{1000 * theirs / many:,.0f} times a run"
    )


def main(arguments: list[str]) -> None:
    """Print the table."""
    print(machine())
    print(f"yardstick (20 stable sorts of a million int32): {yardstick():.2f} s")
    print(f"first run in this process, compiled code loaded or made: {compiling():.1f} s")
    taken = 0.0
    for events, flows in MODELS:
        seconds = own(events, flows)
        taken = taken or seconds
        print(
            f"{events} events, {flows} flows: {SIZE.runs:,} runs x 365 days in {seconds:.2f} s "
            f"(median of five), peak memory {peak_memory() / 1e9:.2f} GB"
        )
    if "peers" in arguments:
        peers(taken)


if __name__ == "__main__":
    main(sys.argv[1:])
