"""The outlook of the Cairo case: structure is cited, numbers are marked, answers make sense."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from goodoffices.api import load
from goodoffices.case import load_case
from goodoffices.cli.main import run
from goodoffices.formats.yaml_tree import read_file
from goodoffices.model.party import ASSUMPTION
from goodoffices.outlook.engine import Size
from goodoffices.outlook.forecast import Forecast, forecast, scenario
from goodoffices.outlook.talks import from_now, from_state
from goodoffices.outlook.watching import asked

CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks"
FILE: Any = read_file(CAIRO / "outlook.yaml").data
CASE = load_case(CAIRO)
OUTLOOK = CASE.situation.outlook
SIZE = Size(40, 100, 1)
AGREED = "ceasefire and exchange and joint_administration and aid"


def found(start: str = "", name: str = "", *asks: str) -> Forecast:
    """As written, or under a scenario, from a state or from the status quo."""
    assert OUTLOOK is not None
    space = CASE.states()
    outcome = from_state(OUTLOOK, space, start) if start else from_now(OUTLOOK, space)
    named = (scenario(OUTLOOK, name),) if name else ()
    return forecast(OUTLOOK, asked(OUTLOOK, asks) or OUTLOOK.ask, outcome, SIZE, named)[-1]


def chance(one: Forecast, text: str) -> float:
    (answer,) = (answer for answer in one.answers if answer.question.text == text)
    assert answer.estimate is not None
    return answer.estimate.value


def test_every_cause_and_quantity_says_what_it_rests_on() -> None:
    assert OUTLOOK is not None
    items = {item.id for item in CASE.items}
    parts = [*OUTLOOK.events, *OUTLOOK.stocks, *OUTLOOK.flows, *OUTLOOK.scenarios]
    parts += [cause for event in OUTLOOK.events for cause in (*event.causes, *event.closes)]
    parts += [one for part in (*OUTLOOK.events, *OUTLOOK.flows) for one in part.modifiers]
    for part in parts:
        assert part.because, part
        assert part.because == ASSUMPTION or set(part.because) <= items
    cited = {item for part in parts for item in part.because} - set(ASSUMPTION)
    assert cited >= {"e04", "e05", "e06", "e10", "e11", "e13", "e14"}


def test_no_exchange_before_a_ceasefire_is_the_report_s_own_condition() -> None:
    assert OUTLOOK is not None
    exchange = OUTLOOK.event("exchange")
    assert str(exchange.requires) == "ceasefire" and "e04" in exchange.because


def test_every_number_is_marked_as_an_assumption() -> None:
    """Named with ``because: assumption``, or in a scenario that is one; nothing is bare."""
    assert OUTLOOK is not None
    assert OUTLOOK.params and not OUTLOOK.unset()
    assert all(param.because == ASSUMPTION for param in OUTLOOK.params)
    for event in FILE["events"].values():
        for cause in [*event.get("causes", ()), *event.get("opens", ()), *event.get("closes", ())]:
            assert re.fullmatch(r"[a-z_]+ per 30 days", cause["rate"]) and "lag" not in cause
    for part in (*FILE["events"].values(), *FILE["flows"].values()):
        assert all(one["times"] in FILE["params"] for one in part.get("modifiers", ()))
    for flow in FILE["flows"].values():
        assert {flow["capacity"], flow.get("drift", "aid_drift")} <= set(FILE["params"])
        assert "ramp" not in flow and "rate" not in flow
    assert all(one["initial"]["because"] == "assumption" for one in FILE["stocks"].values())
    assert all(one["because"] == "assumption" for one in FILE["scenarios"].values())
    opening = " ".join(
        (CAIRO / "outlook.yaml").read_text(encoding="utf-8").split("horizon")[0].split()
    )
    assert "EVERY NUMBER IN THIS FILE IS AN ASSUMPTION" in opening


def test_the_ranges_are_wide() -> None:
    for name, param in FILE["params"].items():
        ends = param.get("probability") or param.get("range") or param["uniform"]
        least = 6 if "range" in param else 9
        assert ends[0] == 0 or ends[-1] / ends[0] >= least, name


def test_from_today_little_happens() -> None:
    today = found()
    for text in ("P(exchange by day 180)", "P(reconstruction by day 365)"):
        assert chance(today, text) == 0
    assert chance(today, "P(crossing at day 180)") < 0.1


@pytest.mark.parametrize("blocked", ["no_ceasefire"])
def test_without_a_ceasefire_there_is_less_of_all_that_it_could_pave_the_way_for(
    blocked: str,
) -> None:
    agreed, without = found(AGREED), found(AGREED, blocked)
    assert chance(without, "P(exchange by day 180)") == 0 < chance(agreed, "P(exchange by day 180)")
    crossing, rebuilding = "P(crossing at day 180)", "P(reconstruction by day 365)"
    assert chance(without, crossing) < chance(agreed, crossing)
    assert chance(without, rebuilding) == 0 < chance(agreed, rebuilding)
    assert chance(without, "P(fighting by day 180)") > chance(agreed, "P(fighting by day 180)")
    for less, more in zip(without.answers, agreed.answers, strict=True):
        assert all(a <= b for a, b in zip(less.quantiles, more.quantiles, strict=True))


def test_scenarios_do_what_their_names_say() -> None:
    agreed = found(AGREED)
    exchange, crossing = "P(exchange by day 180)", "P(crossing at day 180)"
    assert chance(found(AGREED, "exchange_late"), exchange) < chance(agreed, exchange)
    assert chance(found(AGREED, "crossing_stays_closed"), crossing) == 0
    assert chance(found(AGREED, "no_unity"), "P(administration by day 180)") == 0
    soon = found(AGREED, "fighting_soon", exchange, "P(fighting by day 30)")
    assert chance(soon, "P(fighting by day 30)") == 1
    assert chance(soon, exchange) < chance(agreed, exchange)


@pytest.mark.parametrize(
    "start", [["--state", "settlement"], ["--outcome", "evolution"], ["--scenario", "no_ceasefire"]]
)
def test_same_seed_same_bytes(start: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    command = ["outlook", str(CAIRO), *start, "--runs", "10x50", "--format", "json"]
    assert run(command) == 0
    once = capsys.readouterr().out
    assert run(command) == 0
    assert capsys.readouterr().out == once
    assert len(json.loads(once)["answers"]) == len(FILE["ask"])


def test_a_state_that_leaves_something_open_is_sent_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["outlook", str(CAIRO), "--state", "ceasefire and joint_administration"]) == 2
    assert "differ in what the outlook takes from them" in capsys.readouterr().err


def test_check_names_the_file_of_the_outlook(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(CAIRO)]) == 0
    text = capsys.readouterr().out
    line = next(
        at
        for at, one in enumerate(
            (CAIRO / "outlook.yaml").read_text(encoding="utf-8").splitlines(), 1
        )
        if one.startswith("  exchange_talks:")
    )
    assert f"outlook.yaml line {line}: outlook exchange_talks" in text


def test_the_verdicts_are_those_without_the_outlook() -> None:
    alone = load(CAIRO / "situation.yaml")
    assert load(CAIRO).digest == alone.digest
