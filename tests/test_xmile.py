"""XMILE: the mapping of two published models, their numbers, what is refused, and equations."""

from __future__ import annotations

import csv
import math
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from thorough import examples

from goodoffices.errors import InputError, Place
from goodoffices.formats.xmile import Imported, load, read_xmile
from goodoffices.formats.xmile_equation import (
    Call,
    Chain,
    Name,
    Negative,
    Node,
    Number,
    Printed,
    bounds_of,
    parsed,
    printed,
    value_of,
)

DATA = Path(__file__).parent / "data" / "xmile"
RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}
OASIS = 'version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"'


def model(variables: str, specs: str = "", around: str = "") -> str:
    """A small file; its variables begin in line 5."""
    specs = specs or '<sim_specs time_units="Days"><start>0</start><stop>10</stop></sim_specs>'
    return f"""<?xml version="1.0" encoding="utf-8"?>
<xmile {OASIS}>
{specs}{around}
<model><variables>
{variables}
</variables></model></xmile>
"""


def stock(name: str, eqn: str = "100", more: str = "") -> str:
    return f'<stock name="{name}"><eqn>{eqn}</eqn>{more}</stock>\n'


def flow(name: str, eqn: str, more: str = "") -> str:
    return f'<flow name="{name}"><eqn>{eqn}</eqn>{more}</flow>\n'


def aux(name: str, eqn: str, more: str = "") -> str:
    return f'<aux name="{name}"><eqn>{eqn}</eqn>{more}</aux>\n'


def draining(eqn: str, more: str = "") -> str:
    """A stock S with one flow out of it, the line after."""
    return stock("S", more="<outflow>out</outflow>") + flow("out", eqn) + more


def told(found: Imported) -> list[str]:
    """What the warnings say, without places."""
    return [str(one.found) for one in found.warnings]


def refused(text: str) -> list[str]:
    """The messages, ``line: …``."""
    with pytest.raises(InputError) as caught:
        read_xmile(text, "m.xmile")
    for one in caught.value.problems:
        assert str(one).startswith(f"m.xmile:{one.place.line}:{one.place.column}: ")
    return [f"{one.place.line}: " + str(one).split(": ", 1)[1] for one in caught.value.problems]


def simulated(outlook: dict[str, Any]) -> list[dict[str, float]]:
    """The stocks after each step, by the letter: rates at its start, then all stocks together."""
    horizon, step = (float(outlook[key].split()[0]) for key in ("horizon", "step"))
    stocks = {name: float(one["initial"]) for name, one in outlook["stocks"].items()}
    allowed = {"min": min, "max": max, "__builtins__": {}}
    path = [dict(stocks)]
    for _ in range(round(horizon / step)):
        values = {**outlook.get("params", {}), **stocks}
        moved = {
            name: step * max(0.0, eval(one["rate"], allowed, values))
            for name, one in outlook["flows"].items()
        }
        for held in stocks:
            out = [name for name, one in outlook["flows"].items() if one.get("from") == held]
            wanted = sum(moved[name] for name in out)
            if wanted > stocks[held]:
                moved |= {name: moved[name] * stocks[held] / wanted for name in out}
        for name, one in outlook["flows"].items():
            if "from" in one:
                stocks[one["from"]] -= moved[name]
            if "to" in one:
                stocks[one["to"]] += moved[name]
        path.append(dict(stocks))
    return path


def published(name: str) -> list[dict[str, float]]:
    with (DATA / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return [{key: float(cell) for key, cell in row.items()} for row in csv.DictReader(file)]


TEACUP = {
    "horizon": "30 days",
    "step": "0.125 days",
    "params": {"room_temperature": 70, "characteristic_time": 10},
    "stocks": {"teacup_temperature": {"initial": 180, "unit": "units"}},
    "flows": {
        "heat_loss_to_room": {
            "from": "teacup_temperature",
            "rate": "(teacup_temperature - room_temperature) / characteristic_time",
        }
    },
}
SIR = {
    "horizon": "100 days",
    "step": "0.03125 days",
    "params": {"total_population": 1000, "duration": 5, "contact_infectivity": 0.3},
    "stocks": {
        "susceptible": {"initial": 1000, "unit": "people"},
        "infectious": {"initial": 5, "unit": "people"},
        "recovered": {"initial": 0, "unit": "people"},
    },
    "flows": {
        "succumbing": {
            "from": "susceptible",
            "to": "infectious",
            "rate": "susceptible * infectious / total_population * contact_infectivity",
        },
        "recovering": {"from": "infectious", "to": "recovered", "rate": "infectious / duration"},
    },
}


def test_teacup_as_an_outlook() -> None:
    found = load(DATA / "teacup.xmile", "teacup.xmile")
    assert found.outlook == TEACUP
    assert found.title == "Teacup"
    assert found.names["heat_loss_to_room"] == "Heat Loss to Room"
    assert [str(one) for one in found.warnings] == [
        "teacup.xmile:11:5: no unit of time: one unit counts as one day",
        "teacup.xmile:11:5: stocks are cut at zero in an outlook, and the file sets no limit to "
        '"Teacup Temperature"; none is asked for more than it holds in the file\'s own run',
        'teacup.xmile:20:17: the flow "Heat Loss to Room" may fall below zero by its equation, and '
        "never does in the file's own run: it goes one way here; give it a flow back if you change "
        "parameters, starts or events so that it may",
        'teacup.xmile:11:5: names became ids: "Teacup Temperature" → teacup_temperature, '
        '"Heat Loss to Room" → heat_loss_to_room, "Room Temperature" → room_temperature, '
        '"Characteristic Time" → characteristic_time',
    ]


def test_sir_as_an_outlook() -> None:
    found = load(DATA / "sir.xmile", "sir.xmile")
    assert found.outlook == SIR
    assert [str(one) for one in found.warnings] == [
        'sir.xmile:10:5: the file counts time in "Time": one unit counts as one day',
        "sir.xmile:10:5: stocks are cut at zero in an outlook, and the file sets no limit to "
        '"susceptible", "infectious"; none is asked for more than it holds in the file\'s own run',
        'sir.xmile:21:17: the stock "susceptible" starts at 1000, worked out once from its '
        "equation; change it by hand when what it reads is changed",
    ]


@pytest.mark.parametrize(("name", "every", "within"), [("teacup", 1, 6e-4), ("sir", 10, 2e-3)])
def test_the_numbers_are_the_published_ones(name: str, every: int, within: float) -> None:
    path = simulated(load(DATA / f"{name}.xmile").outlook)[::every]
    rows = published(name)
    assert len(path) == len(rows)
    worst = max(
        abs(row[key] - found[key]) for row, found in zip(rows, path, strict=True) for key in found
    )
    assert worst <= within


ISEE = """<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0"
       xmlns:isee="http://iseesystems.com/XMILE">
  <header>
    <smile version="1.0" namespace="std, isee"/><name>Relief &amp; return</name>
    <vendor>isee systems, inc.</vendor>
    <product version="1.9" isee:build_number="1">Stella Architect</product>
  </header>
  <sim_specs isee:sim_duration="1.5" method="RK4" time_units="Months"
             isee:instantaneous_flows="false">
    <start>1</start><stop>13</stop><dt reciprocal="true">4</dt>
  </sim_specs>
  <isee:prefs show_module_prefix="true" layer="model"/>
  <model>
    <variables>
      <stock name="People\\nin camps">
        <doc>Registered, {not} estimated.</doc>
        <eqn>Share * Total</eqn>
        <inflow>new_arrivals</inflow>
        <outflow>"Returns, all routes"</outflow>
        <non_negative/>
        <units>people</units>
        <scale min="0" max="100"/>
        <format delimit_000s="true" precision="1"/>
        <isee:summing/>
      </stock>
      <flow name="new arrivals"><eqn>MAX(0, 3)</eqn><non_negative/></flow>
      <flow name="&quot;Returns, all routes&quot;">
        <eqn>MIN(people_in_camps * RATE, {the road carries} Capacity
             - 1e-3) </eqn>
        <non_negative/>
      </flow>
      <aux name="share"><eqn>0.5</eqn></aux>
      <aux name="Total"><eqn>2 * 1e2</eqn></aux>
      <aux name="RATE"><eqn>share / 10</eqn></aux>
      <aux name="capacity"><eqn><![CDATA[ 4 ]]></eqn></aux>
      <aux name="Reported"><eqn>people_in_camps / total</eqn></aux>
      <group name="Camps"><entity name="share"/></group>
    </variables>
    <views><style color="black"/><view isee:popup="1">
           <stock x="1" y="2" name="People\\nin camps"/></view></views>
  </model>
</xmile>
"""


def test_what_vendors_write_around_a_model() -> None:
    found = read_xmile("\ufeff" + ISEE, "camps.stmx")
    assert found.outlook == {
        "horizon": "12 days",
        "step": "0.25 days",
        "params": {"share": 0.5, "capacity": 4},
        "stocks": {"people_in_camps": {"initial": 100, "unit": "people"}},
        "flows": {
            "new_arrivals": {"to": "people_in_camps", "rate": "max(0, 3)"},
            "returns_all_routes": {
                "from": "people_in_camps",
                "rate": "min(people_in_camps * (share / 10), capacity - 0.001)",
            },
        },
    }
    assert found.title == "Relief & return"
    assert told(found) == [
        'the file counts time in "Months": one unit counts as one day',
        "the file begins at time 1: this is day 0 here",
        'the file asks for the method "RK4": outlooks take steps by Euler\'s',
        'the stock "People in camps" starts at 100, worked out once from its equation',
        'no rate of a flow between stocks reads "Total", "Reported": left out',
        'names became ids: "People in camps" → people_in_camps, "new arrivals" → new_arrivals, '
        '"Returns, all routes" → returns_all_routes',
    ]


def test_a_file_without_a_namespace_or_with_prefixes_throughout() -> None:
    bare = model(draining("S / 10"))
    wanted = read_xmile(bare).outlook
    assert read_xmile(bare.replace(OASIS, "")).outlook == wanted
    prefixed = bare.replace("xmlns=", "xmlns:x=")
    for tag in (
        "xmile",
        "sim_specs",
        "start",
        "stop",
        "model",
        "variables",
        "stock",
        "eqn",
        "flow",
        "outflow",
    ):
        for begin in ("<", "</"):
            for end in (" ", ">"):
                prefixed = prefixed.replace(f"{begin}{tag}{end}", f"{begin}x:{tag}{end}")
    assert read_xmile(prefixed).outlook == wanted


def test_a_flow_that_turns_becomes_two() -> None:
    exchange = (
        stock("A", "10", "<outflow>swap</outflow>")
        + stock("B", "90", "<inflow>swap</inflow>")
        + flow("swap", "(A - B) / 20")
    )
    found = read_xmile(model(exchange))
    assert found.outlook["flows"] == {
        "swap": {"from": "a", "to": "b", "rate": "max(0, (a - b) / 20)"},
        "swap_back": {"from": "b", "to": "a", "rate": "max(0, 0 - (a - b) / 20)"},
    }
    assert 'the flow "swap" may fall below zero: it is two flows here, there and back' in told(
        found
    )
    a, b = 10.0, 90.0
    for row in simulated(found.outlook):
        assert row == pytest.approx({"a": a, "b": b})
        a, b = a - (a - b) / 20, b + (a - b) / 20


def test_a_flow_from_nowhere_that_turns_goes_back_to_nowhere() -> None:
    text = stock("S", "5", "<inflow>net</inflow>") + stock("net_back", "0") + flow("net", "4 - S")
    found = read_xmile(model(text, "<sim_specs><stop>3</stop><dt>2</dt></sim_specs>"))
    assert found.outlook["flows"] == {
        "net": {"to": "s", "rate": "max(0, 4 - s)"},
        "net_back_2": {"from": "s", "rate": "max(0, 0 - (4 - s))"},
    }
    assert "3 is no whole number of steps of 2: the last is left out" in told(found)
    assert found.outlook["horizon"] == "2 days"


def test_flows_that_never_turn_by_their_equation_need_no_word() -> None:
    for eqn in (
        "S / 10",
        "MAX(0, 5 - S)",
        "S * S / (1 + S)",
        "1 / (2 + S)",
        "-(-S) * 0.1",
        "(5 - 3) / 9",
    ):
        found = read_xmile(model(draining(eqn)))
        assert list(found.outlook["flows"]) == ["out"], eqn
        assert not any(
            "out" in one for one in told(found) if '"out" →' not in one and "may" in one
        ), eqn


def test_a_flag_on_the_flow_or_on_all_says_that_it_goes_one_way() -> None:
    flagged = stock("S", "9", "<inflow>f</inflow>") + flow("f", "5 - S", "<non_negative/>")
    plain = flagged.replace("<non_negative/>", "")
    for flag in ("<non_negative/>", "<flow><non_negative/></flow>"):
        text = model(plain, around=f"<behavior>{flag}</behavior>")
        assert read_xmile(text).outlook == read_xmile(model(flagged)).outlook
    assert list(read_xmile(model(flagged)).outlook["flows"]) == ["f"]
    unset = flagged.replace("<non_negative/>", "<non_negative>false</non_negative>")
    text = model(unset, around="<behavior><non_negative/></behavior>")
    assert list(read_xmile(text).outlook["flows"]) == ["f", "f_back"]


def test_a_stock_that_runs_dry_is_told() -> None:
    found = read_xmile(model(draining("30")), "m.xmile")
    assert (
        'the stock "S" is asked for more than it holds at time 3 of the file\'s own run, '
        "and is cut at zero in an outlook"
    ) in told(found)
    assert simulated(found.outlook)[-1] == {"s": 0.0}
    flagged = model(draining("30").replace("</outflow>", "</outflow><non_negative/>"))
    assert any(
        "what flows out of it is cut, as the file wants" in one for one in told(read_xmile(flagged))
    )


def test_a_flow_or_auxiliary_that_rates_read_is_written_into_them() -> None:
    text = (
        stock("S", "initial * 2", "<outflow>out</outflow><units>people</units>")
        + stock("T", "S - 200", "<inflow>copied</inflow>")
        + aux("initial", "100")
        + aux("half", "A_Quarter + a_quarter")
        + aux("a quarter", "part * S")
        + aux("part", "1/4 - 0.15")
        + flow("copied", "2 * out")
        + flow("out", "half - 0.1 * S", "<non_negative/>")
    )
    found = read_xmile(model(text))
    assert found.outlook["params"] == {"part": 0.1}
    assert found.outlook["stocks"]["t"] == {"initial": 0, "unit": "units"}
    assert found.outlook["flows"] == {
        "copied": {"to": "t", "rate": "2 * max(0, ((part * s) + (part * s)) - 0.1 * s)"},
        "out": {"from": "s", "rate": "((part * s) + (part * s)) - 0.1 * s"},
    }


def test_names_become_ids_that_are_told_apart() -> None:
    text = (
        stock("Min", "1", "<outflow>f</outflow><outflow>g</outflow>")
        + aux("a-b", "1")
        + aux("a b", "2")
        + aux("封鎖", "3")
        + aux("At", "4")
        + flow("f", 'Min * ("a-b" + a_b + 封鎖 + AT) / 100')
        + flow("g", '"A\\nB" / 100')
    )
    found = read_xmile(model(text))
    assert found.names == {
        "min_": "Min",
        "f": "f",
        "g": "g",
        "a_b": "a-b",
        "a_b_2": "a b",
        "aux": "封鎖",
        "at_": "At",
    }
    assert found.outlook["flows"]["g"]["rate"] == "a_b_2 / 100"


SUPPORTED = "expected numbers, names, + - * / ( ), MIN, MAX"
PLAIN = "expected stocks, flows and auxiliaries with one equation each"


def outside(found: str, remedy: str = "") -> str:
    return f"{found} is not taken over; {SUPPORTED}" + (f"; {remedy}" if remedy else "")


EQUATIONS = {
    "S ^ 2": outside('"^"', "write a power as a product"),
    "S [a]": outside('"["', "arrays are not read: write one variable for each element"),
    "IF S &gt; 3 THEN 1 ELSE 0": outside('"IF"', "write it with min and max, or as an event"),
    "S &lt;= 3": outside('"<="', "write it with min and max, or as an event"),
    "S MOD 3": outside('"MOD"', "write it with + - * / min max"),
    "S AND 1": outside('"AND"', "write the condition as an event of the outlook"),
    "SMTH1(S, 3)": outside('the function "SMTH1"', "write a delay as a chain of stocks"),
    "Delay3(S, 3)": outside('the function "Delay3"', "write a delay as a chain of stocks"),
    "STEP(3, 4)": outside('the function "STEP"', "what happens at a time is an event"),
    "PULSE(3)": outside('the function "PULSE"', "what happens at a time is an event"),
    "1 + TIME": outside('the built-in "TIME"', "what happens at a time is an event"),
    "RANDOM(0, 1)": outside('the function "RANDOM"', "give it a range"),
    "EXP(S)": outside('the function "EXP"'),
    "Camp.S": '"Camp.S" is a name in a module; expected a model without modules; copy the '
    "module's variables",
    "outt": 'outt is no variable of the model; expected one of its names; did you mean "out"?',
    "MIN(S)": "MIN of one thing; expected two or more arguments",
    "1 +": "the equation ends in the middle; expected a number, a name or a bracket",
    "(1": 'the equation ends in the middle; expected ")"',
    "1 2": '"2" stands here; expected an operator',
    "2S": '"2" stands here; expected a number, a name or a bracket',
    "{nothing}": f"the equation is empty; {SUPPORTED}",
    "1 {open": outside('"{"', 'close the comment with "}"'),
    "1e999": "1e999 is too large a number",
    "(" * 50 + "1" + ")" * 50: "brackets are too deep here; expected 40 levels; make auxiliaries "
    "of its parts",
}


@pytest.mark.parametrize("eqn", EQUATIONS)
def test_equations_refused(eqn: str) -> None:
    assert refused(model(draining(eqn))) == [f'6: the flow "out": {EQUATIONS[eqn]}']


GF = "<gf><xscale min='0' max='1'/><ypts>0,1</ypts></gf>"
PARTS = {
    GF: f'the stock "X" has a graphical function <gf>; {PLAIN}; write the curve with min and max',
    "<dimensions><dim name='d'/></dimensions>": f'the stock "X" is an array; {PLAIN}; write one '
    "variable for each element",
    "<conveyor><len>4</len></conveyor>": f'the stock "X" is a conveyor; {PLAIN}; write it as a '
    "chain of stocks",
    "<queue/>": f'the stock "X" is a queue; {PLAIN}; write it as a plain stock',
}


@pytest.mark.parametrize("part", PARTS)
def test_parts_refused(part: str) -> None:
    assert refused(model(draining("1") + stock("X", "1", "\n" + part))) == [f"8: {PARTS[part]}"]


FILES = {
    model(stock("S"), "<sim_specs><stop>9</stop><dt>1e-320</dt></sim_specs>"): "3: the run from 0 "
    "to 9 has more steps than can be taken; expected at most 10,000,000; make the step <dt> longer",
    model(
        draining("1") + '<module name="Camp"/>'
    ): f'7: a module "Camp" is not taken over; {PLAIN}; copy its variables into the model',
    model(draining("1"), around='<macro name="M"/>'): f'3: a macro "M" is not taken over; {PLAIN}; '
    "write what it computes into the equations",
    model(
        draining("1"), around='<dimensions><dim name="D" size="2"/></dimensions>'
    ): "3: the dimension "
    f'"D" is for arrays, which are not read; {PLAIN}; write one variable for each element',
    model(draining("1") + "<array/>"): f"7: <array> is not taken over; {PLAIN}",
    model(draining("1") + "<aux><eqn>1</eqn></aux>"): '7: <aux> has no name; expected name="…"',
    model(
        draining("1") + '<aux name="a"/>'
    ): '7: the auxiliary "a" has no equation; expected one <eqn> with text',
    model(
        draining("1") + aux("s", "1")
    ): '7: "s" is the name of two variables; expected every name '
    "once; rename one (case, spaces and underscores tell no names apart)",
    model(
        draining("arrivls") + aux("arrivals", "1")
    ): '6: the flow "out": arrivls is no variable of the model; expected one of its names; did '
    'you mean "arrivals"?',
    model(
        stock("S", more="<inflow>f</inflow>")
    ): '5: the stock "S" names "f" as a flow, and there is no flow of this name; expected a flow',
    model(
        draining("1") + stock("T", more="<outflow>out</outflow>")
    ): '7: the flow "out" goes out of two stocks; expected one at each end; write it as two flows',
    model(
        stock("S", more="<outflow>f</outflow><inflow>F</inflow>") + flow("f", "1")
    ): '6: the flow "f" goes from a stock into the same; expected two different ends',
    model(draining("a") + aux("a", "b") + aux("b", "1 + a")): '7: a ring: "a" reads "b" reads "a"; '
    "their values hang on each other at the same time; put a stock into the ring, or write the "
    "start as a number",
    model(
        stock("S", "a") + aux("a", "2 * S")
    ): '5: a ring: "S" reads "a" reads "S"; their values at '
    "the start hang on each other; put a stock into the ring, or write the start as a number",
    model(
        stock("S", "-3")
    ): '5: the stock "S" starts at -3; expected zero or more in an outlook; count '
    "it from another zero",
    model(stock("S", "1 / 0")): '5: the stock "S" divides by zero at the start',
    model(stock("S", "1e300 * 1e300")): '5: the stock "S" is too large a number at the start',
    model(aux("a", "1")): "4: the model has no stock; expected one at least",
    model(
        stock("S"), "<sim_specs><stop>soon</stop></sim_specs>"
    ): '3: <stop> is "soon"; expected a number',
    model(stock("S"), "<sim_specs/>"): "3: there is no <stop>; expected a number",
    model(stock("S"), "<sim_specs><stop>9</stop><dt>0</dt></sim_specs>"): "3: the step <dt> is 0; "
    "expected more than zero",
    model(
        stock("S"), "<sim_specs><start>9</start><stop>3</stop></sim_specs>"
    ): "3: the run goes from 9 "
    "to 3 in steps of 1; expected a <stop> that is one step or more after the <start>",
    model(stock("S")).replace("xmile", "html"): "2: the file is XML, and its outermost element is "
    "<html>; expected <xmile>; export the model as XMILE (.xmile, .stmx)",
}


@pytest.mark.parametrize("text", FILES, ids=lambda text: FILES[text][:40])
def test_files_refused(text: str) -> None:
    assert refused(text) == [FILES[text]]


def test_two_models_are_modules() -> None:
    text = model(draining("1")).replace("</xmile>", '\n<model name="Camp"/></xmile>')
    assert refused(text)[0] == (
        "9: the file has 2 models; expected exactly one model; copy the variables of its modules "
        "into one"
    )


def test_all_mistakes_are_told_together_each_with_its_line() -> None:
    text = model(draining("S ^ 2", aux("a", "1\n + \n  SIN(3)") + stock("q", "1", "<queue/>")))
    assert [one.split(":")[0] for one in refused(text)] == ["6", "9", "10"]


def test_the_column_is_where_the_word_stands() -> None:
    with pytest.raises(InputError) as caught:
        read_xmile(model(draining('\n&quot;S&quot; + \n"S" &gt; 2')), "m.xmile")
    assert caught.value.problems[0].place == Place("m.xmile", 8, 5)


def test_a_division_by_zero_in_the_own_run_is_told_with_its_time() -> None:
    text = model(draining("1 + 0 / (S - 98)"))
    assert refused(text) == ['6: the flow "out" divides by zero at time 2']


def test_flags_that_matter_are_refused() -> None:
    text = model(
        stock("S", "10", "<outflow>f</outflow><outflow>g</outflow><non_negative/>")
        + flow("f", "3")
        + flow("g", "2")
    )
    assert refused(text) == [
        '5: the stock "S" is asked for more than it holds at time 2 of the file\'s own run: flows '
        "out of a stock share what it holds in an outlook, the file serves one first; limit the "
        "flows in their equations, with min"
    ]
    assert read_xmile(text.replace("<eqn>10<", "<eqn>50<")).outlook["flows"].keys() == {"f", "g"}


LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE lolz [
 <!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
 <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
 <!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
]>
<xmile><header><name>&f;&f;&f;&f;</name></header></xmile>
"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE xmile [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
<xmile><header><name>&secret;</name></header></xmile>
"""
ABROAD = """<!DOCTYPE xmile SYSTEM "http://127.0.0.1:9/xmile.dtd"><xmile/>"""


@pytest.mark.parametrize(("text", "line"), [(LAUGHS, 2), (OUTSIDE, 2), (ABROAD, 1)])
def test_nothing_is_expanded_or_fetched(text: str, line: int) -> None:
    assert refused(text) == [
        f"{line}: the file has a DOCTYPE, which can declare entities; expected XML without one; "
        "remove the DOCTYPE; XMILE needs none"
    ]


def test_an_entity_that_is_not_declared_is_refused() -> None:
    assert refused("<xmile>\n&secret;</xmile>")[0].startswith("2: this is not well-formed XML")


@pytest.mark.parametrize(
    ("text", "line"), [("", 1), ("SIM: 3\n", 1), ("<xmile>\n<a></xmile>", 2), ("<xmile>\ud800", 1)]
)
def test_what_is_no_xml(text: str, line: int) -> None:
    assert refused(text)[0].startswith(f"{line}: ")


def test_deep_xml_is_refused() -> None:
    assert refused("<xmile>" + "<a>" * 100_000)[0].startswith(
        "1: the elements are nested too deeply"
    )


def test_auxiliaries_that_would_grow_without_end_are_refused() -> None:
    doubled = "".join(aux(f"a{n + 1}", f"a{n} + a{n}") for n in range(60))
    begun = time.perf_counter()
    messages = refused(model(draining("a60 / 1e30") + aux("a0", "S") + doubled))
    assert "is too long or too deep with what it reads written in" in messages[0]
    assert time.perf_counter() - begun < 5


def test_a_run_that_is_too_long_to_look_at_is_told() -> None:
    specs = '<sim_specs time_units="day"><stop>1e6</stop></sim_specs>'
    found = read_xmile(model(draining("(S - 1) / 1e9"), specs))
    assert list(found.outlook["flows"]) == ["out", "out_back"]
    assert any("own run was looked at up to time" in one for one in told(found))


@pytest.mark.parametrize(
    ("codec", "declared"),
    [("utf-8", "utf-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "utf-16"), ("cp1252", "windows-1252")],
)
def test_encodings(tmp_path: Path, codec: str, declared: str) -> None:
    text = model(draining("Größe / 10", aux("Größe", "2")))
    path = tmp_path / "m.xmile"
    path.write_bytes(text.replace('encoding="utf-8"', f'encoding="{declared}"').encode(codec))
    found = load(path)
    assert found.outlook["params"] == {"gro_e": 2}
    assert found.names["gro_e"] == "Größe"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b'<?xml version="1.0" encoding="rot13"?><xmile/>', 'declares the encoding "rot13"'),
        (b"<xmile>\xff</xmile>", "byte 8 is not UTF-8"),
    ],
)
def test_bytes_that_are_no_text(tmp_path: Path, data: bytes, found: str) -> None:
    path = tmp_path / "m.xmile"
    path.write_bytes(data)
    with pytest.raises(InputError, match=found):
        load(path)


def test_line_ends_of_every_kind_count_alike() -> None:
    text = model(draining("S ^ 2"))
    for end in ("\r\n", "\r"):
        assert refused(text.replace("\n", end)) == refused(text)


PIECES = (
    "<",
    ">",
    "&",
    '"',
    "(",
    ")",
    "*",
    "-",
    "1",
    "0",
    "S",
    "-1e308",
    "</eqn>",
    "name",
    "</stock>",
)


@settings(max_examples=examples(300), **RELAXED)
@given(
    st.sampled_from([ISEE, model(draining("S / 10")), LAUGHS, model(stock("S"))]),
    st.lists(st.tuples(st.integers(0, 2500), st.integers(0, 9), st.sampled_from(PIECES))),
)
def test_a_damaged_file_is_read_or_refused(text: str, damages: list[tuple[int, int, str]]) -> None:
    for at, length, piece in damages[:3]:
        at %= len(text)
        text = text[:at] + piece + text[at + length :]
    try:
        assert read_xmile(text).outlook.keys() >= {"horizon", "step", "stocks"}
    except InputError as error:
        assert all(one.place.line for one in error.problems)


KEYS = ("stock one", "b", "grösse")


def leaves() -> st.SearchStrategy[Node]:
    numbers = st.one_of(
        st.integers(0, 1000).map(float),
        st.floats(0, allow_infinity=False, allow_nan=False),
    )
    return st.one_of(numbers.map(Number), st.sampled_from(KEYS).map(lambda key: Name(key, 0)))


def chains(part: st.SearchStrategy[Node], signs: str) -> st.SearchStrategy[Node]:
    rest = st.lists(st.tuples(st.sampled_from(signs), part), min_size=1, max_size=4)
    return st.builds(Chain, part, rest.map(tuple))


TREES: st.SearchStrategy[Node] = st.recursive(
    leaves(),
    lambda part: st.one_of(
        part.map(Negative),
        chains(part, "+-"),
        chains(part, "*/"),
        st.builds(
            Call, st.sampled_from(["min", "max"]), st.lists(part, min_size=2, max_size=3).map(tuple)
        ),
    ),
    max_leaves=12,
)
VALUES = st.fixed_dictionaries({key: st.floats(-1e6, 1e6) for key in KEYS})


def spelt(node: Node, draw: st.DrawFn) -> str:
    """The expression as a file may spell it: brackets throughout, comments, cases, quotes."""
    gap = draw(st.sampled_from(["", " ", "\n", "{note}", "\t"]))
    match node:
        case Number(value):
            return draw(st.sampled_from([repr(value), f"{value:.17e}", f" {value!r} "]))
        case Name(key):
            joined = key.replace(" ", "_")
            quoted = '"' + key.replace(" ", draw(st.sampled_from([" ", "\\n", "_ "]))) + '"'
            return draw(st.sampled_from([joined, joined.upper(), quoted]))
        case Negative(inner):
            return f"(-{gap}{spelt(inner, draw)})"
        case Call(function, arguments):
            name = draw(st.sampled_from([function, function.upper(), function.title()]))
            return f"{name}{gap}({f',{gap}'.join(spelt(one, draw) for one in arguments)})"
        case Chain(first, rest):
            text = spelt(first, draw)
            for sign, one in rest:
                text += f"{gap}{sign}{gap}{spelt(one, draw)}"
            return f"({text})"


def worth(node: Node, values: dict[str, float]) -> float | None:
    """The value; none where it divides by zero."""
    try:
        return value_of(node, values)
    except ZeroDivisionError:
        return None


def same(left: float | None, right: float | None) -> bool:
    if left is None or right is None:
        return left is right
    close = math.isclose(
        left, right, rel_tol=1e-12
    )  # whole numbers over 2^53 are rounded once more
    return close or (math.isnan(left) and math.isnan(right))


@settings(max_examples=examples(300), **RELAXED)
@given(st.data(), TREES, VALUES)
def test_expressions_mean_the_same_when_read_and_when_printed(
    data: st.DataObject, tree: Node, values: dict[str, float]
) -> None:
    text = data.draw(st.composite(lambda draw: spelt(tree, draw))())
    read = parsed(text, lambda at: Place("m", 1, at + 1), frozenset(KEYS))
    assert same(worth(tree, values), worth(read, values))
    words = {key: Printed(f"x{at}") for at, key in enumerate(KEYS)}
    shown = printed(read, words).text
    by_id = {f"x{at}": values[key] for at, key in enumerate(KEYS)}
    try:
        found = eval(shown, {"min": min, "max": max, "__builtins__": {}}, by_id)
    except ZeroDivisionError:
        found = None
    assert same(worth(tree, values), found), shown


@settings(max_examples=examples(300), **RELAXED)
@given(TREES, VALUES, st.sets(st.sampled_from(KEYS)))
def test_bounds_hold(tree: Node, values: dict[str, float], free: set[str]) -> None:
    """Names are constants or anything from zero up; no value lies outside what is told."""
    values = {key: abs(value) if key in free else value for key, value in values.items()}
    ends = {key: (0.0, math.inf) if key in free else (values[key],) * 2 for key in KEYS}
    low, high = bounds_of(tree, ends)  # type: ignore[arg-type]
    found = worth(tree, values)
    if found is not None and math.isfinite(found):
        assert low <= found <= high


def test_the_example_of_the_document() -> None:
    page = (Path(__file__).parents[1] / "docs" / "xmile.md").read_text(encoding="utf-8")
    file, block = (re.split(r"```\w+\n", page)[at].split("```")[0] for at in (1, 2))
    wanted = YAML(typ="safe").load(block)["outlook"]
    found = read_xmile(file).outlook
    assert found == wanted
    assert [list(found[key]) for key in wanted if isinstance(wanted[key], dict)] == [
        list(one) for one in wanted.values() if isinstance(one, dict)
    ]
