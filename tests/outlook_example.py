"""The example of the specification of outlooks, as text and as it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from goodoffices.errors import InputError
from goodoffices.formats import native
from goodoffices.formats.context import Context
from goodoffices.formats.outlook import read_outlook
from goodoffices.formats.tree import Tree
from goodoffices.model.arithmetic import Number, Operation, Quantity
from goodoffices.model.expression import Name
from goodoffices.model.outlook import (
    Cause,
    Event,
    Flow,
    Lag,
    Modifier,
    Outlook,
    Param,
    Pool,
    Scenario,
    Spread,
    Stock,
)
from goodoffices.model.question import (
    Occurs,
    Question,
    Reaches,
)

HEAD = """\
goodoffices: 1
title: Talks in Cairo
parties:
  israel: {options: {ceasefire: accept a ceasefire}, prefers: [israel.ceasefire]}
  fatah: {options: {join: join in the administration}, prefers: [fatah.join]}
terms:
  ceasefire: israel.ceasefire
  joint_administration: fatah.join
"""
EXAMPLE = """\
outlook:
  horizon: 365 days                     # step: 1 day; step: 0.125 days is allowed
  params:
    p_open: {probability: [0.3, 0.8]}   # beta by its 5 % and 95 % points
    cap:    {range: [50, 120, 300], unit: trucks/day}   # 5 %, 50 %, 95 %
  events:
    truce:       {holds_in: ceasefire}                   # a term or expression of the situation
    unity:       {holds_in: joint_administration}
    exchanged:   {requires: truce,
                  causes: [{after: truce, probability: 0.8, lag: {range: [3, 10, 45]}}]}
    crossing:    {status: true,
                  opens: [{after: truce, probability: p_open, lag: {range: [7, 21, 90]}}],
                  closes: [{rate: 0.08 per day}], modifiers: [{when: unity, times: 0.5}]}
    collapse:    {causes: [{rate: 0.15 per 90 days}], excludes: exchanged}
  stocks:
    displaced:     {initial: {range: [1.7e6, 1.9e6, 2.0e6]}, unit: people}
    returned:      {initial: 0, unit: people, most: 2.0e6}
    aid_delivered: {initial: 0, unit: trucks}
  flows:
    returns: {from: displaced, to: returned, rate: 0.01 * displaced,
              capacity: 20000 per day, when: truce}
    aid:     {to: aid_delivered, capacity: cap, when: crossing,
              ramp: 30 days, drift: 0.05, pool: inspection}
  pools: {inspection: 400 per day}
  scenarios: {no_truce: {block: truce}, early: {do: {exchanged: day 10}}}
  ask:
    - P(crossing by day 90)
    - P(crossing at day 90)
    - quantiles(aid_delivered at day 180)
    - P(returned >= 1000000 by day 365 | exchanged by day 60)
"""
AS_READ = Outlook(
    horizon=365.0,
    step=1.0,
    params=(
        Param("p_open", Spread("points", (0.3, 0.8)), path="outlook.params.p_open"),
        Param("cap", Spread("range", (50, 120, 300)), "trucks/day", path="outlook.params.cap"),
        Param(
            "initial of displaced",
            Spread("range", (1.7e6, 1.9e6, 2.0e6)),
            path="outlook.stocks.displaced.initial",
        ),
    ),
    events=(
        Event("truce", holds_in=Name("ceasefire")),
        Event("unity", holds_in=Name("joint_administration")),
        Event(
            "exchanged",
            requires=Name("truce"),
            causes=(Cause(0.8, Lag("range", (3, 10, 45)), after="truce"),),
        ),
        Event(
            "crossing",
            status=True,
            causes=(Cause("p_open", Lag("range", (7, 21, 90)), after="truce"),),
            closes=(Cause(rate=0.08),),
            modifiers=(Modifier(Name("unity"), 0.5),),
        ),
        Event("collapse", causes=(Cause(rate=0.15, per=90.0),), excludes=("exchanged",)),
    ),
    stocks=(
        Stock("displaced", "initial of displaced", "people"),
        Stock("returned", 0.0, "people", 2e6),
        Stock("aid_delivered", 0.0, "trucks"),
    ),
    flows=(
        Flow(
            "returns",
            "displaced",
            "returned",
            Operation("*", Number(0.01), Quantity("displaced")),
            20000.0,
            Name("truce"),
        ),
        Flow(
            "aid",
            "",
            "aid_delivered",
            capacity="cap",
            when=Name("crossing"),
            ramp=30.0,
            drift=0.05,
            pool="inspection",
        ),
    ),
    pools=(Pool("inspection", 400.0),),
    scenarios=(
        Scenario("no_truce", block=("truce",)),
        Scenario("early", do=(("exchanged", 10.0),)),
    ),
    ask=(
        Question("P(crossing by day 90)", "P", Occurs("crossing", True, 90.0)),
        Question("P(crossing at day 90)", "P", Occurs("crossing", False, 90.0)),
        Question(
            "quantiles(aid_delivered at day 180)", "quantiles", stock="aid_delivered", day=180.0
        ),
        Question(
            "P(returned >= 1000000 by day 365 | exchanged by day 60)",
            "P",
            Reaches("returned", ">=", 1e6, True, 365.0),
            Occurs("exchanged", True, 60.0),
        ),
    ),
)


def outlook_of(text: str) -> Outlook:
    found = native.loads(HEAD + text).situation.outlook
    assert found is not None
    return found


def read(**sections: Any) -> Outlook:
    """The outlook of plain data, in a situation with an option ``a.x``."""
    tree = Tree(sections)
    return read_outlook(tree, Context(tree, options=("a.x",), names=("talks",)))


def mistakes(**sections: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(**sections)
    return [str(problem) for problem in caught.value.problems]


def folder(path: Path, situation: str, **files: str) -> Path:
    path.mkdir(exist_ok=True)
    (path / "situation.yaml").write_text(situation, encoding="utf-8")
    for name, text in files.items():
        (path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return path
