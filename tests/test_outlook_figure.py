"""Outlooks drawn: panels for what was asked, the forecast's own numbers, no words on others."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

import goodoffices as go
from goodoffices.brief.figures.axes import apart, dates, days, folded, short, ticks, width
from goodoffices.brief.figures.outlook import MOST_EVENTS, PLOT
from goodoffices.brief.lines import View
from goodoffices.brief.outlook_words import percent, told
from goodoffices.cli.main import run
from goodoffices.errors import InputError, RequestError
from goodoffices.outlook.request import Reply

LONG = "prisoners are exchanged between the two sides, and the missing are looked for & named"
CASE = f"""goodoffices: 1
title: Aid after a truce
as_of: 2024-05-05
parties:
  a: {{options: {{c: accept a ceasefire}}, prefers: [a.c]}}
  b: {{options: {{c: accept a ceasefire}}, prefers: [b.c]}}
terms: {{ceasefire: a.c and b.c}}
now: []
outlook:
  horizon: 100 days
  params:
    p_open: {{probability: [0.3, 0.8]}}
    cap: {{range: [50, 120, 300], unit: trucks/day, because: assumption}}
  events:
    truce: {{holds_in: ceasefire}}
    exchanged:
      name: "{LONG}"
      causes: [{{after: truce, probability: 0.8, lag: {{range: [3, 10, 45]}}}}]
    crossing:
      name: the crossing is open
      status: true
      opens: [{{after: truce, probability: p_open, lag: {{range: [7, 21, 60]}}}}]
      closes: [{{rate: 0.02 per day}}]
    fighting: {{causes: [{{rate: 0.15 per 90 days}}], excludes: exchanged}}
  stocks:
    aid: {{initial: 0, unit: trucks, name: aid delivered}}
    camps: {{initial: 25000, unit: people}}
  flows:
    convoys: {{to: aid, capacity: cap, when: crossing, ramp: 20 days}}
  scenarios:
    no_truce: {{block: truce}}
    early: {{name: "early, on day ten, as the plan has it", do: {{exchanged: day 10}}}}
    calm: {{block: fighting}}
    low: {{set: {{cap: 40}}}}
    sure: {{set: {{p_open: 1.0}}}}
    shut: {{block: crossing}}
  ask:
    - P(exchanged by day 60)
    - P(crossing by day 30)
    - P(crossing by day 33)
    - P(crossing at day 31)
    - quantiles(aid at day 90)
    - mean(aid at day 50)
    - P(aid >= 5000 by day 90 | exchanged by day 60)
"""
STRANGE = """goodoffices: 1
title: 停火之后的援助与重建以及流离失所者的返回和其他一切可能发生的事情在这里
as_of: 2024-02-29
parties: {a: {options: {c: accept}, prefers: [a.c]}}
outlook:
  horizon: 20 days
  params:
    big: {range: [1.0e14, 2.0e14, 4.0e14], unit: kg}
    tiny: {range: [1.0e-9, 2.0e-9, 3.0e-9], unit: kg}
    near: {range: [1000001, 1000002, 1000004], unit: people}
    money: {range: [1.0e10, 2.0e10, 4.0e12], unit: dollars}
  events:
    x: {name: "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW <b>&'", causes: [{rate: 0.1 per day}]}
    y: {name: "معبر رفح مفتوح", status: true, opens: [{rate: 0.5 per day}]}
  stocks:
    large: {initial: big, unit: kg}
    little: {initial: tiny, unit: kg}
    none: {initial: 0, unit: kg}
    close: {initial: near, unit: people}
    paid: {initial: money, unit: dollars}
    drained: {initial: 12345678901, unit: dollars}
  flows: {out: {from: drained, rate: 0.2 * drained}}
  scenarios: {a: {set: {big: 1.0e16}}, b: {block: x, set: {money: 5}}}
  ask:
    - quantiles(large at day 10)
    - mean(little at day 10)
    - quantiles(none at day 20)
    - sd(close at day 20)
    - quantiles(paid at day 20)
    - quantiles(drained at day 3)
    - P(x by day 0)
    - P(x by day 20 | y by day 0)
    - P(y at day 20)
"""
RUNS = (20, 60)
SVG = "{http://www.w3.org/2000/svg}"


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("outlook") / "aid.yaml"
    path.write_text(CASE, encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def alone(path: str) -> View[Reply]:
    return go.load(path).outlook("ceasefire", runs=RUNS, sensitivity=True)


@pytest.fixture(scope="module")
def compared(path: str) -> View[Reply]:
    return go.load(path).outlook("ceasefire", runs=RUNS, scenarios=True)


def panels(svg: str) -> dict[str, ElementTree.Element]:
    """What each panel is about → its group."""
    found = {}
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        if group.get("class") == "panel":
            assert group.get("data-about") not in found
            found[group.get("data-about", "")] = group
    return found


def words(group: ElementTree.Element) -> list[str]:
    """What can be read, without what shows when pointed at."""
    return [shown(text) for text in group.iter(f"{SVG}text")]


def shown(text: ElementTree.Element) -> str:
    inside = [child.tail or "" for child in text]
    return (text.text or "") + "".join(inside)


def box(text: ElementTree.Element) -> Box:
    x, y, size = (float(text.get(name, "")) for name in ("x", "y", "font-size"))
    wide = width(shown(text), size)
    anchor = text.get("text-anchor")
    left = x - wide if anchor == "end" else x - wide / 2 if anchor == "middle" else x
    return Box(left, y - 0.76 * size, left + wide, y + 0.2 * size)


def place(group: ElementTree.Element) -> tuple[float, float]:
    match = re.fullmatch(r"translate\((\S+) (\S+)\)", group.get("transform", ""))
    assert match is not None
    return float(match.group(1)), float(match.group(2))


def points(shape: ElementTree.Element) -> list[tuple[float, float]]:
    """The corners of what is drawn, text apart."""
    tag = shape.tag.removeprefix(SVG)
    if tag == "path":
        pairs = re.findall(r"(-?[\d.]+) (-?[\d.]+)", shape.get("d", ""))
        return [(float(x), float(y)) for x, y in pairs]
    if tag == "rect":
        x, y, w, h = (float(shape.get(name, "")) for name in ("x", "y", "width", "height"))
        return [(x, y), (x + w, y + h)]
    if tag == "circle":
        x, y, r = (float(shape.get(name, "")) for name in ("cx", "cy", "r"))
        return [(x - r, y - r), (x + r, y + r)]
    return []


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> View[Reply]:
    """Names in other scripts and without spaces, numbers from 1e-9 to 1e16, no answer."""
    path = tmp_path_factory.mktemp("outlook") / "strange.yaml"
    path.write_text(STRANGE, encoding="utf-8")
    return go.load(path).outlook(runs=(12, 20), scenarios=True, sensitivity=True)


@pytest.fixture(params=["alone", "compared", "strange"])
def svg(request: pytest.FixtureRequest) -> str:
    view: View[Reply] = request.getfixturevalue(request.param)
    return view.svg()


def test_every_event_and_stock_that_is_asked_for_has_its_panel(
    alone: View[Reply], compared: View[Reply]
) -> None:
    assert list(panels(alone.svg()))[2:5] == [
        "event exchanged: come on",
        "event crossing",
        "stock aid",
    ]
    assert list(panels(compared.svg()))[2:6] == [
        "event exchanged: come on",
        "event crossing: come on",
        "event crossing: on",
        "stock aid",
    ]
    asked = [one.text for one in alone.result.forecasts[0].questions]
    for ask in asked:
        assert f"tornado: {ask}" in panels(alone.svg())
        assert f"differences: {ask}" in panels(compared.svg())


def test_where_nothing_is_asked_the_first_that_change(tmp_path: Path) -> None:
    many = [f"    e{at}: {{causes: [{{rate: 0.1 per day}}]}}" for at in range(MOST_EVENTS + 3)]
    text = "\n".join(["goodoffices: 1", "title: Many", "parties:", "  a: {options: {c: go}}"])
    text += "\noutlook:\n  horizon: 20 days\n  events:\n" + "\n".join(many) + "\n"
    path = tmp_path / "many.yaml"
    path.write_text(text, encoding="utf-8")
    drawn = panels(go.load(path).outlook(runs=(2, 20)).svg())
    assert sum(about.startswith("event") for about in drawn) == MOST_EVENTS
    assert any("3 more events change" in line for line in words(drawn["notes"]))


def test_the_numbers_are_those_of_the_forecast(alone: View[Reply], compared: View[Reply]) -> None:
    base = alone.result.forecasts[0]
    drawn = panels(alone.svg())
    said = words(drawn["event crossing"])
    assert f"has come on {percent(base.waited('crossing')[-1])}" in said
    assert f"is on {percent(base.curve('crossing')[-1])}" in said
    estimate = base.answers[0].estimate
    assert estimate is not None
    assert percent(estimate.value, estimate.mc_se) in words(drawn["event exchanged: come on"])
    for point, value in zip((5, 50, 95), base.fan("aid", (5, 50, 95))[:, -1], strict=True):
        assert f"{point} %: {short(float(value))}" in words(drawn["stock aid"])
    for ask, moved in alone.result.moved.items():
        said = words(drawn[f"tornado: {ask}"])
        answer = next(one for one in base.answers if one.question.text == ask)
        say = percent if answer.question.kind == "P" else short
        for one in moved:
            assert {say(one.low), say(one.high)} <= set(said)
    other = panels(compared.svg())
    for one in compared.result.forecasts[1:]:
        for answer, gain in zip(one.answers, one.gains, strict=True):
            what = told(answer, gain) if gain is not None else "no answer"
            assert what in words(other[f"differences: {answer.question.text}"])


def test_a_curve_ends_where_the_forecast_does(alone: View[Reply]) -> None:
    group = panels(alone.svg())["event crossing"]
    base = alone.result.forecasts[0]
    lines = [shape for shape in group.iter(f"{SVG}path") if shape.get("stroke-width") == "1.8"]
    assert len(lines) == 2 and sum("stroke-dasharray" in line.attrib for line in lines) == 1
    ends = sorted(192 - points(line)[-1][1] for line in lines)
    wanted = sorted(
        136 * float(one[-1]) for one in (base.curve("crossing"), base.waited("crossing"))
    )
    assert ends == pytest.approx(wanted, abs=0.06)


def test_the_same_seed_gives_the_same_bytes(path: str, compared: View[Reply]) -> None:
    case = go.load(path)
    again = case.outlook("ceasefire", runs=RUNS, scenarios=True)
    assert again.svg() == compared.svg()
    assert case.outlook("ceasefire", runs=RUNS, scenarios=True, seed=2).svg() != compared.svg()


def test_nothing_is_drawn_outside(svg: str) -> None:
    root = ElementTree.fromstring(svg)
    _, _, wide, high = map(float, root.get("viewBox", "").split())
    for group in panels(svg).values():
        x, y = place(group)
        boxes = [box(text) for text in group.iter(f"{SVG}text")]
        corners = [point for shape in group.iter() for point in points(shape)]
        corners += [(one.left, one.top) for one in boxes] + [
            (one.right, one.bottom) for one in boxes
        ]
        assert all(0 <= x + left <= wide and 0 <= y + top <= high for left, top in corners)
        assert all(-1 <= left <= 471 for left, _ in corners)


def test_no_words_stand_on_others(svg: str) -> None:
    found = []
    for group in panels(svg).values():
        x, y = place(group)
        for text in group.iter(f"{SVG}text"):
            here = box(text)
            found.append((shown(text), Box(here[0] + x, here[1] + y, here[2] + x, here[3] + y)))
    for at, (first, one) in enumerate(found):
        for second, other in found[:at]:
            across = one.left < other.right and other.left < one.right
            assert not (across and one.top < other.bottom and other.top < one.bottom), (
                first,
                second,
            )


def test_names_and_dates_of_the_model(alone: View[Reply], compared: View[Reply]) -> None:
    said = words(panels(alone.svg())["event exchanged: come on"])
    assert said[0].startswith("Prisoners are exchanged") and said[0].endswith("…")
    assert LONG[1:] in "".join(ElementTree.fromstring(alone.svg()).itertext())
    assert "day 0 is 5 May 2024" in said and "Jun 2024" in said
    assert "Marked as assumptions in the file: params.cap." in words(panels(alone.svg())["notes"])
    fan = words(panels(compared.svg())["stock aid"])
    assert any(line.endswith("trucks") for line in fan)
    assert len({shape.get("stroke-dasharray") for shape in _medians(compared)}) == 6


def _medians(view: View[Reply]) -> list[ElementTree.Element]:
    group = panels(view.svg())["stock aid"]
    return [s for s in group.iter(f"{SVG}path") if s.get("stroke-width") in ("2.6", "1.6")]


def test_what_is_assumed_is_told_in_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "loose.yaml"
    path.write_text(CASE.replace("probability: 0.8,", "probability: ,"), encoding="utf-8")
    with pytest.raises(InputError):
        go.load(path).outlook("ceasefire", runs=RUNS)
    drawn = panels(go.load(path).outlook("ceasefire", runs=RUNS, assume=True).svg())
    assert any(line.startswith("ASSUMED") for line in words(drawn["notes"]))


def test_the_command_draws_what_the_notebook_does(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figure = tmp_path / "figure.svg"
    arguments = ["outlook", path, "--state", "ceasefire", "--scenario", "early", "--runs", "20x60"]
    assert run([*arguments, "--figure", str(figure), "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    view = go.load(path).outlook("ceasefire", scenario="early", runs=RUNS)
    assert view.as_dict() == printed
    assert figure.read_text(encoding="utf-8") == view.svg()
    assert run([*arguments, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == printed
    assert run([*arguments, "--figure", str(tmp_path / "figure.png")]) == 2
    assert ".svg" in capsys.readouterr().err


def test_in_a_notebook(path: str, alone: View[Reply]) -> None:
    page = alone._repr_html_()
    assert page.startswith("<svg") and "What moves P(exchanged by day 60)" in page
    assert "How probable" in str(alone) and alone.as_dict()["outer"] == RUNS[0]
    case = go.load(path)
    asked = case.outlook("ceasefire", ask="P(fighting by day 9)", runs=(2, 20)).as_dict()
    assert [one["ask"] for one in asked["answers"]] == ["P(fighting by day 9)"]  # type: ignore[attr-defined]
    evolved = case.outlook(outcome="evolution", runs=(2, 20)).as_dict()
    assert evolved["start"]["kind"] == "evolution"  # type: ignore[index]
    for wrong in (
        {"outcome": "luck"},
        {"runs": (0, 5)},
        {"seed": -1},
        {"scenario": "nothing"},
        {"state": "ceasefire", "outcome": "evolution"},
    ):
        with pytest.raises(RequestError):
            case.outlook(**wrong)  # type: ignore[arg-type]


def test_what_has_no_answer_is_null(strange: View[Reply]) -> None:
    told = json.dumps(strange.as_dict(), allow_nan=False)
    assert '"answer_at_p10": null' in told and "nan" not in str(strange)
    said = words(panels(strange.svg())["tornado: P(x by day 20 | y by day 0)"])
    assert "nothing that is uncertain moves it" in said


def test_amounts_on_labels() -> None:
    assert [short(x) for x in (0, 1234567, 1.5e7, 2.866e10, 3e13, 2e15)] == [
        "0",
        "1,234,567",
        "15 million",
        "28.7 billion",
        "30 trillion",
        "2e+15",
    ]


def test_round_ticks() -> None:
    assert ticks(0, 1) == [0, 0.2, 0.4, 0.6, 0.8, 1]
    assert ticks(-57, 0, 4) == [-60, -40, -20, 0]
    assert ticks(5, 5)[0] <= 5 <= ticks(5, 5)[-1]
    assert [at for at, _ in days(365)] == [0, 90, 180, 270, 360]
    assert dates(200, date(2024, 5, 5)) == [(57, "Jul 2024"), (119, "Sep 2024"), (180, "Nov 2024")]
    assert dates(20, date(2024, 2, 20))[2] == (10, "1 Mar")
    assert dates(4e6, date(2024, 5, 5)) == []


@pytest.mark.parametrize("horizon", [0.5, 1, 3, 30, 76, 100, 365, 1000, 9000, 30000])
def test_names_on_the_axis_do_not_meet(horizon: float) -> None:
    for found in (days(horizon), dates(horizon, date(2024, 1, 31))):
        places = [(PLOT * at / horizon, width(name, 10.5) / 2) for at, name in found]
        assert all(0 <= at <= PLOT + 0.01 for at, _ in places)
        for (one, wide), (other, wider) in pairwise(places):
            assert one + wide < other - wider


def test_labels_keep_apart() -> None:
    assert apart([5, 5, 0], 10, 0, 100) == [10, 20, 0]
    assert apart([99, 98], 10, 0, 100) == [100, 90]
    assert apart([1, 2, 3], 10, 0, 10) == [0, 5, 10]
    assert folded("one two three", 10, 1000, 2) == ["one two three"]
    assert folded("one two three four", 10, width("one two", 10), 2)[1].endswith("…")
