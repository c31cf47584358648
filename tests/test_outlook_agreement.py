"""The simulator against its literal twin: the same draws give the same runs, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import outlook as literal
from oracle.outlook_random import outlooks
from thorough import examples

from goodoffices.formats.context import Context
from goodoffices.formats.outlook import read_outlook
from goodoffices.formats.tree import Tree
from goodoffices.model.outlook import AS_WRITTEN, Outlook
from goodoffices.outlook.chance import exponential, four_normals
from goodoffices.outlook.engine import Runs, Size, run
from goodoffices.outlook.parts import NEVER, Watch
from goodoffices.outlook.plan import plan
from goodoffices.outlook.spread import uniforms
from goodoffices.outlook.start import Held

READING = literal.Reading(requires_stops_ages=True, status_restarts_ages=True)
RUNS = 5


@dataclass
class SameDraws:
    """The draws of the simulator's run ``run``, for its twin."""

    outlook: Outlook
    run: int
    seed: int

    def exponential(self, event: str, occurrence: int) -> float:
        keys = plan(self.outlook, AS_WRITTEN, self.seed).structure.event_keys
        at = [one.id for one in self.outlook.events].index(event)
        return exponential(keys, at, occurrence, self.run)

    def normal(self, flow: str, step: int) -> float:
        keys = plan(self.outlook, AS_WRITTEN, self.seed).structure.flow_keys
        at = [one.id for one in self.outlook.flows].index(flow)
        into = np.empty((4, 1))
        four_normals(keys, at, (step - 1) // 4, self.run, into, 0)
        return float(into[(step - 1) % 4, 0])

    def uniform(self, event: str) -> float:
        return float(uniforms(self.seed, "table", event, RUNS)[self.run])


def everything(outlook: Outlook) -> Watch:
    """Every step is watched."""
    none = np.zeros(0, np.int32)
    steps = np.arange(outlook.steps + 1, dtype=np.int32)
    return Watch(steps, none, none, none, np.zeros(0, np.uint8), np.zeros(0))


def read(data: dict[str, Any]) -> Outlook:
    return read_outlook(Tree(data), Context(Tree({})))


@given(outlooks(), st.booleans(), st.booleans(), st.integers(0, 3))
@settings(max_examples=examples(1000), deadline=None)
def test_every_run_is_its_twin(
    data: dict[str, Any], changed: bool, happens: bool, seed: int
) -> None:
    outlook = read(data)
    scenario = outlook.scenarios[0] if changed else AS_WRITTEN
    holding = [name for name, one in data["events"].items() if "holds_in" in one]
    held = Held((frozenset(holding if happens else ()),))
    found = run(outlook, Size(1, RUNS, seed), everything(outlook), held, scenario)
    for number in range(RUNS):
        twin = literal.run(
            data,
            {},
            SameDraws(outlook, number, seed),
            dict.fromkeys(holding, happens),
            "what_if" if changed else None,
            READING,
        )
        same(outlook, found, number, twin)


@st.composite
def rivals(draw: st.DrawFn) -> dict[str, Any]:
    """Events of which some exclude others, probable enough to come in one and the same step."""
    names = [f"e{at}" for at in range(draw(st.integers(3, 6)))]
    events: dict[str, Any] = {}
    for name in names:
        others = st.sampled_from([other for other in names if other != name])
        rate = draw(st.sampled_from(("0.3", "0.6", "0.9")))
        events[name] = {
            "causes": [{"rate": f"{rate} per day"}],
            "excludes": draw(st.lists(others, unique=True, max_size=2)),
        }
    return {"horizon": "3 days", "events": events}


@given(rivals(), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_of_rivals_the_same_win(data: dict[str, Any], seed: int) -> None:
    outlook = read(data)
    found = run(outlook, Size(1, 30, seed), everything(outlook))
    for number in range(30):
        draws = SameDraws(outlook, number, seed)
        same(outlook, found, number, literal.run(data, {}, draws, {}, None, READING))


def same(outlook: Outlook, found: Runs, number: int, twin: literal.Trajectory) -> None:
    for at, event in enumerate(outlook.events):
        assert found.notes.on[:, at, number].tolist() == twin.on[event.id], event.id
        came = next((k for k, on in enumerate(twin.on[event.id]) if on), NEVER)
        assert found.notes.first[at, number] == came
    for at, stock in enumerate(outlook.stocks):
        path = found.notes.stock[:, at, number]
        np.testing.assert_allclose(path, twin.stocks[stock.id], rtol=1e-9, atol=1e-9)


def test_sums_are_those_of_the_runs() -> None:
    data = {
        "horizon": "20 days",
        "events": {"a": {"status": True, "opens": [{"rate": "0.2 per day"}]}},
        "stocks": {"s": {"initial": 100, "unit": "t"}},
        "flows": {"f": {"from": "s", "rate": "0.1 * s", "when": "a"}},
    }
    outlook = read(data)
    found = run(outlook, Size(3, 40, 7), everything(outlook))
    assert (found.notes.often == found.notes.on.sum(axis=2).T).all()
    np.testing.assert_allclose(found.notes.total[0], found.notes.stock[:, 0].sum(axis=1))
    lost = -np.diff(found.notes.total[0])
    np.testing.assert_allclose(found.notes.moved[0, 1:], lost)
