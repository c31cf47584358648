"""What is told beside a number to be set: evidence, words, series, agreements; nothing is set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import bridge
import pytest

import goodoffices as go
from goodoffices.analyses.numbers import asked_for, numbers
from goodoffices.case import load_case
from goodoffices.cli.main import run
from goodoffices.errors import RequestError
from goodoffices.series.spoken import spoken_in

UNRWA = str(Path(__file__).parents[1] / "examples" / "series" / "unrwa_lines_per_day.csv")
PAX = """AgtId,Agt,Dat,Con,Stage,Prov
1,First,2001-01-01,Aland,Pre,1
2,Second,2002-01-01,Aland/Bland,SubPar,0
3,Third,2003-01-01,Bland,SubPar,2
4,Fourth,2004-01-01,Cland,SubPar,
"""
TABLED = """
    bridge:
      status: true
      causes: [{probability: 0.2, lag: {mean: 9 days}}]
      opens: [{after: truce, probability: p_open, because: [e01]}]
      modifiers: [{when: truce, times: 0.5}]
    fair: {table: 0.3}
    held:
      table: {parents: [fair], probability: {yes: , no: 0.1}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    bridge.write(tmp_path / "bridge")
    (tmp_path / "pax.csv").write_text(PAX)
    monkeypatch.chdir(tmp_path)
    return Path("bridge")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["hint", *arguments]) == 0
    return capsys.readouterr().out


def plain(text: str) -> str:
    return " ".join(text.split())


def data(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    return json.loads(told(capsys, *arguments, "--format", "json"))


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["hint", *arguments]) == 2
    return capsys.readouterr().err


def test_all_that_nobody_has_set(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, "bridge")
    assert [line for line in text.splitlines() if line.startswith(("params.", "events."))][:2] == [
        "params.p_open",
        "events.exchanged.causes[0].probability",
    ]
    shown = plain(text)
    assert (
        "bridge/situation.yaml:17:11: the probability that exchanged happens after truce." in shown
    )
    assert "Nobody has set it." in shown
    assert "e02, A letter (The envoy, 2024-05-04): “It could lead to an exchange" in shown
    assert "“could”, on no scale: something is possible, and no number follows" in shown
    assert "“unlikely”, ICD 203 20–45 %, IPCC 0–33 %, middle half of 46 people 10–28.75 %." in shown
    assert "“likely”, ICD 203 55–80 %" in shown
    assert "May" not in shown.replace("3 May", "")
    assert text.rstrip().splitlines()[-2].strip() == "probability: [?, ?]"


def test_nothing_is_filled_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    for hint in data(capsys, "bridge")["hints"]:
        assert hint["set"] is False and hint["stands"] is None
        for line in hint["templates"]:
            assert not any(c.isdigit() for c in line.partition("#")[0].replace("icd203", ""))
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_a_crossing_has_its_rates_and_its_long_closure(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = data(capsys, "bridge", "events.bridge")
    assert [hint["path"] for hint in found["hints"]] == [
        "outlook.events.bridge.opens[0].probability",
        "outlook.events.bridge.closes[0].rate",
    ]
    assert found["hints"][0]["param"] == "p_open"
    assert found["hints"][1]["stands"] == {"kind": "fixed", "numbers": [0.05]}
    [word] = found["hints"][1]["evidence"][0]["words"]
    assert (word["text"], word["before"], word["has_scale"]) == ("likely", "not", False)
    start, end = word["span"]
    assert bridge.REPORT[start:end] == "likely"
    [series] = found["series"]
    assert (series["of"], series["unit"], series["observed"]) == (["lorries"], "lorries", 90)
    assert series["fit"]["opens"]["happened"] == 5 and series["fit"]["opens"]["days"] == 41
    assert series["fit"]["current"]["state"] == "closed"
    assert series["fit"]["current"]["days"] == 32
    assert series["backtest"] is None
    shown = plain(told(capsys, "bridge", "bridge"))
    assert "It has been closed for the last 32 days. One rate for all closures is 0.122" in shown
    assert "An outlook with the one rate opens it too soon." in shown
    assert "“likely” after “not”, on no scale together." in shown
    assert "They are not the same number." in shown


def test_the_backtest_runs_only_where_asked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "--backtest" in told(capsys, "bridge", "lorries")
    [series] = data(capsys, "bridge", "lorries", "--backtest")["series"]
    held = {(one["days"], one["model"]): (one["held"], one["of"]) for one in series["backtest"]}
    assert held[14, "both"] == (6, 6) and held[14, "plain"][1] == 6
    assert "Nominal is 90 %" in told(capsys, "bridge", "lorries", "--backtest")


def test_a_flow_and_a_stock(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = plain(told(capsys, "bridge", "lorries"))
    assert "It takes the param cap: 5 % 5, 50 % 10, 95 % 20." in shown
    assert "The series counts lorries, the number is in trucks/day." in shown
    assert "cap: {range: [?, ?, ?], unit: trucks/day}" in shown
    shown = plain(told(capsys, "bridge", "aid"))
    assert "two observations from 3 to 8, the last 8." in shown
    assert "It is what a stock holds, not a count of a day" in shown


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([9, 0, 9, 0, 9], "it was open on three days, and at least 5 are needed"),
        ([0, 0, 0], "How often it closes cannot be said"),
        ([4, 4, 4], "How often it opens cannot be said"),
        ([3, -1, 3], "Nothing can be fitted: Bridge is -1 on 2024-01-02"),
    ],
)
def test_a_fit_that_cannot_be_made_says_why(
    folder: Path, capsys: pytest.CaptureFixture[str], values: list[int], why: str
) -> None:
    (folder / "series" / "bridge.csv").write_text(bridge.table(values))
    assert why in plain(told(capsys, "bridge", "bridge"))
    assert data(capsys, "bridge", "bridge")["series"][0]["of"] == ["lorries"]


def test_one_day_alone_says_nothing_of_rates(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "series" / "bridge.csv").write_text(bridge.table([4]))
    shown = plain(told(capsys, "bridge", "lorries"))
    assert "1 day observed, no day missing." in shown
    assert "this opening ends" not in shown
    fit = data(capsys, "bridge", "lorries")["series"][0]["fit"]
    assert fit["opens"]["per_day"] is None and fit["current"] == {
        "state": "open",
        "days": 1,
        "ends": None,
    }


def test_words_need_no_case(capsys: pytest.CaptureFixture[str]) -> None:
    shown = plain(told(capsys, "--word", "likely", "--word", "could"))
    assert "likely 55–80 % 66–100 % 65–75 % 70 %" in shown
    assert "“could” stands on no scale" in shown
    likely, could = data(capsys, "--word", "likely", "--word", "could")["words"]
    assert (likely["icd203"], could["has_scale"]) == ([0.55, 0.8], False)
    assert 'did you mean "likely"?' in refused(capsys, "--word", "likley")


def test_agreements(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pax = ("--pax", "pax.csv", "--provision", "Prov")
    shown = plain(told(capsys, *pax, "--stage", "SubPar"))
    assert "1 of 2 agreements (stage SubPar) in pax.csv held it: 50 %" in shown
    assert "by Wilson's 95 % interval 9–91 %. One more has no code" in shown
    assert "no probability that the next agreement will have it" in shown
    found = data(capsys, "bridge", "p_open", *pax)["precedent"]
    assert (found["held"], found["of"], found["uncoded"]) == (2, 3, 1)
    shown = plain(told(capsys, *pax, "--country", "Cland"))
    assert "No agreement (Cland) in pax.csv has a code for it." in shown


def test_requests_that_cannot_be_met(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "the PATH of a case, --word, or --pax" in refused(capsys)
    assert "go together" in refused(capsys, "bridge", "--pax", "pax.csv")
    assert "go together" in refused(capsys, "bridge", "--stage", "Pre")
    assert 'did you mean "bridge"?' in refused(capsys, "bridge", "brigde")
    near = refused(capsys, "bridge", "events.exchanged.cause[0].probability")
    assert 'did you mean "events.exchanged.causes[0].probability"?' in near
    bare = bridge.SITUATION.partition("outlook:")[0]
    bare_file = folder / "bare.yaml"
    bare_file.write_text(bare)
    assert "the situation has no outlook" in refused(capsys, str(bare_file))
    (folder / "series" / "bridge.csv").unlink()
    assert "situation.yaml:32:24: there is no file" in refused(capsys, "bridge", "bridge")
    assert run(["hint", "bridge", "accord"]) == 0, "only the tables that are needed are read"


def test_every_number_has_its_path(folder: Path) -> None:
    text = bridge.SITUATION
    start, end = text.index("    bridge:"), text.index("    accord:")
    (folder / "situation.yaml").write_text(text[:start] + TABLED.lstrip("\n") + text[end:])
    outlook = load_case(folder).situation.outlook
    assert outlook is not None
    assert [one.path for one in numbers(outlook)] == [
        "params.p_open",
        "params.cap",
        "events.exchanged.causes[0].probability",
        "events.exchanged.causes[0].lag",
        "events.exchanged.causes[1].probability",
        "events.bridge.causes[0].probability",
        "events.bridge.causes[0].lag",
        "events.bridge.opens[0].probability",
        "events.bridge.modifiers[0].times",
        "events.fair.table.probability",
        "events.held.table.probability.yes",
        "events.held.table.probability.no",
        "events.accord.causes[0].rate",
        "stocks.aid.initial",
        "flows.lorries.capacity",
        "flows.lorries.drift",
    ]
    unset = [one.path for one in asked_for(outlook, None)]
    assert unset == [
        "params.p_open",
        "events.exchanged.causes[0].probability",
        "events.held.table.probability.yes",
    ]
    for label in ("probability 1 of exchanged", f"outlook.{unset[1]}"):
        assert [one.path for one in asked_for(outlook, label)] == [unset[1]]
    assert len(asked_for(outlook, "events.exchanged.causes")) == 3
    with pytest.raises(RequestError, match="no number at"):
        asked_for(outlook, "events.exchanged.cau")


def test_every_line_fits_and_every_template_is_open(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for width in (60, 120):
        monkeypatch.setenv("COLUMNS", str(width))
        for where in ("p_open", "bridge", "exchanged", "lorries", "aid", "accord"):
            text = told(capsys, "bridge", where)
            assert max(map(len, text.splitlines())) <= width
            assert "?" in text.rstrip().splitlines()[-1]


def test_all_set(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = bridge.SITUATION.replace("p_open: {probability: }", "p_open: {icd203: likely}")
    text = text.replace("because: [e02], lag", "because: [e02], probability: 0.5, lag")
    (folder / "situation.yaml").write_text(text)
    assert "Every number of the outlook is set." in plain(told(capsys, "bridge"))
    shown = plain(told(capsys, "bridge", "p_open"))
    assert "It is set: 5 % 0.55, 95 % 0.8, the ends of likely (ICD 203)." in shown


def test_in_a_notebook(folder: Path) -> None:
    view = go.load("bridge").hint("bridge")
    assert [hint.number.turns for hint in view.result.hints] == ["on", "off"]
    assert "rate: ? per day" in repr(view)
    assert view.as_dict()["where"] == "bridge"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It is very likely, or highly-likely.", [("very likely", ""), ("highly-likely", "")]),
        ("May it be; on 5 May 2024, in May 2024, May 3.", [("May", "")]),
        ("It cannot; it isn't possible.", [("possible", "isn't")]),
        ("as likely as not, more likely", [("likely", "as"), ("likely", "more")]),
        ("the scan of a canal, unlikelihood", []),
        ("probably not", [("probably not", "")]),
    ],
)
def test_words_of_probability_in_a_text(text: str, found: list[tuple[str, str]]) -> None:
    spoken = spoken_in(text)
    assert [(one.text, one.before) for one in spoken] == found
    assert all(text[one.start : one.end] == one.text for one in spoken)


def test_series_of_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["series", UNRWA, "--column", "Rafah Crossing", "--column", "JLOTS"]) == 0
    shown = plain(capsys.readouterr().out)
    assert "opens, per day 0.084 0.054–0.125 14 of 166 closed days" in shown
    assert "It has been closed for the last 149 days." in shown
    assert "it was open on four days, and at least 5 are needed" in shown
    assert run(["series", UNRWA]) == 2
    assert "expected one of Erez, Gate 96" in capsys.readouterr().err


def test_series_of_a_case(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["series", "bridge", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)["series"]
    assert [(one["of"], one["fit"] is None) for one in found] == [
        (["aid"], True),
        (["lorries"], False),
    ]
    assert run(["series", "bridge", "--backtest"]) == 0
    shown = plain(capsys.readouterr().out)
    assert "14 days unequal spells, drift 100 % (6 of 6; 61–100)" in shown
    assert run(["series", "bridge", "--column", "Bridge"]) == 2
    assert "are for a table" in capsys.readouterr().err
