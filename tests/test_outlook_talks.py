"""What an outlook takes from the talks: today, a state, or where they would end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goodoffices.cli.main import run

CASE = """
goodoffices: 1
title: Test
parties:
  a: {options: {c: accept a ceasefire}, prefers: [a.c]}
  b: {options: {c: accept a ceasefire, j: join}, prefers: [b.c, not b.j]}
terms: {ceasefire: a.c and b.c, together: b.j}
states: {peace: ceasefire and b.j}
now: []
outlook:
  events:
    truce: {holds_in: ceasefire}
    unity: {holds_in: together, reached: 5 days}
    exchange: {causes: [{after: truce, probability: 0.5}]}
  ask: [P(exchange by day 10), P(unity by day 4), P(unity by day 5)]
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "situation.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert run(["outlook", *arguments, "--runs", "10x100", "--format", "json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def values(found: dict[str, object]) -> list[float]:
    answers = found["answers"]
    assert isinstance(answers, list)
    return [answer["p"] for answer in answers]


def test_from_today(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, str(case))
    assert values(found) == [0.0, 0.0, 0.0]
    assert found["start"] == {"kind": "now", "holds": {"truce": 0, "unity": 0}}


def test_from_a_state(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, str(case), "--state", "peace")
    exchange, early, late = values(found)
    assert 0.4 < exchange < 0.6
    assert (early, late) == (0.0, 1.0)


def test_several_states_must_agree(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["outlook", str(case), "--state", "ceasefire"]) == 2
    message = capsys.readouterr().err
    assert '"ceasefire" fits 2 states (3, 7), and they differ in what the outlook takes' in message
    assert "unity" in message
    assert values(told(capsys, str(case), "--state", "not a.c and not b.j")) == [0.0, 0.0, 0.0]


def test_from_where_the_talks_would_end(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, str(case), "--outcome", "evolution")
    assert found["start"] == {
        "kind": "evolution",
        "holds": {"truce": 1.0, "unity": 0},
        "choice": "uniform",
        "assumption": "how ready each party is to move",
    }
    assert 0.4 < values(found)[0] < 0.6


def test_requests_that_cannot_be_met(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, message in (
        (["--state", "peace", "--outcome", "evolution"], "expected one of the two"),
        (["--state", "a.c and not a.c"], "no feasible state satisfies"),
        (["--scenario", "none"], 'there is no scenario "none"'),
        (["--runs", "many"], "expected KxN such as 200x500"),
        (["--runs", "0x5"], "expected KxN such as 200x500"),
        (["--runs", "100000x100000"], "are too many"),
        (["--ask", "P(exchange)"], '"by day N" (it has happened)'),
        (["--ask", "P(exchanged by day 3)"], 'did you mean "exchange"?'),
        (["--ask", "mean(stock at day 3)"], 'unknown stock "stock"'),
        (["--ask", "P(exchange by day 300)"], "beyond the horizon of 10 days"),
    ):
        assert run(["outlook", str(case), *arguments]) == 2
        assert message in capsys.readouterr().err, arguments
    no_now = case.with_name("other.yaml")
    no_now.write_text(CASE.replace("now: []\n", ""), encoding="utf-8")
    assert run(["outlook", str(no_now)]) == 2
    assert "has no status quo (now:); give --state EXPR" in capsys.readouterr().err


def test_what_nobody_has_set(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = CASE.replace("probability: 0.5", "probability: null")
    case.write_text(text, encoding="utf-8")
    assert run(["outlook", str(case)]) == 2
    message = capsys.readouterr().err
    assert "situation.yaml:14:53" in message
    assert "nobody has set the probability 1 of exchange" in message
    assert "--assume" in message
    found = told(capsys, str(case), "--assume", "--state", "peace")
    assert found["assumed"] == [
        {
            "at": "outlook.events.exchange.causes[0].probability",
            "name": "probability 1 of exchange",
            "as": "any probability from 0 to 1",
        }
    ]
    assert run(["outlook", str(case), "--assume", "--state", "peace"]) == 0
    assert "ASSUMED, because nobody has set it" in capsys.readouterr().out


def test_the_same_seed_gives_the_same_bytes(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, str(case), "--state", "peace")
    runs = []
    for seed in ("5", "5", "6"):
        assert (
            run(["outlook", str(case), "--state", "peace", "--seed", seed, "--format", "json"]) == 0
        )
        runs.append(capsys.readouterr().out)
    assert runs[0] == runs[1] != runs[2]


def test_an_outlook_alone(capsys: pytest.CaptureFixture[str]) -> None:
    data = Path(__file__).with_name("data")
    found = told(capsys, str(data / "outlook" / "earthquake.yaml"), "--ask", "P(alarm at day 0)")
    answers = found["answers"]
    assert isinstance(answers, list)
    assert answers[0]["low"] == answers[0]["p"] == answers[0]["high"]  # nothing is uncertain
    found = told(capsys, str(data / "xmile" / "teacup.xmile"))
    assert found["title"] == "Teacup"
    answers = found["answers"]
    assert isinstance(answers, list)
    assert answers[0]["quantiles"]["50"] == pytest.approx(75.374, abs=6e-4)


@pytest.mark.parametrize("width", [60, 80])
def test_a_share_stands_on_one_line(
    case: Path, width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    ask = "P(exchange by day 10 and unity by day 10 and truce by day 10)"
    assert run(["outlook", str(case), "--state", "peace", "--runs", "5x40", "--ask", ask]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert not [line for line in lines if line.lstrip().startswith("%")]
    assert not [line for line in lines if line.rstrip().endswith(("  %", "to %"))]
