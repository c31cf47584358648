"""``goodoffices sensitivity``: text, JSON, figures, and a changed model written out."""

from __future__ import annotations

import doctest
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from goodoffices.analyses.solution import solve
from goodoffices.case import load_case
from goodoffices.cli.main import run
from goodoffices.formats.native import loads
from goodoffices.sensitivity.result import sensitivity
from goodoffices.sensitivity.single import KINDS
from goodoffices.stability.verdicts import PROFILE

ROOT = Path(__file__).parents[1]
CAIRO = str(ROOT / "examples" / "cairo-talks")
HEAD = "goodoffices: 1\ntitle: T\n"
PARTY = "parties:\n  a: {options: {x: go}, prefers: [a.x]}\n"


def told(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert run(["sensitivity", *arguments]) == status
    captured = capsys.readouterr()
    return captured.out if status == 0 else captured.err


def data(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    return json.loads(told(capsys, *arguments, "--format", "json"))


@pytest.fixture
def small(tmp_path: Path) -> str:
    file = tmp_path / "one.yaml"
    file.write_text(HEAD + PARTY + "terms: {going: a.x}\n", encoding="utf-8")
    return str(file)


def test_the_cairo_case(capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, CAIRO)
    assert "192 single changes of the model" in text
    assert "option:egypt.mediate (no state is feasible then)" in text
    answer = data(capsys, CAIRO)
    assert answer["tried"] == 192 == len(answer["changes"]) == sum(answer["tried_by_kind"].values())
    ceasefire = answer["verdicts"][0]
    assert ceasefire["expr"] == "ceasefire" and not ceasefire["holds"] and ceasefire["flips"] == 8
    first = next(one for one in ceasefire["tornado"] if one["place"] == 1)
    assert first["nearest"] == {"id": "place:israel:1:2", "kind": "place", "moved": 1}
    assert len(first["flips"]) == first["tried"] == 5
    for at, verdict in enumerate(answer["verdicts"]):
        counts = [one["counts"][at] for one in answer["changes"]]
        assert verdict["least"] == min([verdict["count"], *counts])
        assert verdict["greatest"] == max([verdict["count"], *counts])
        assert verdict["flips"] == sum((count > 0) != verdict["holds"] for count in counts)
        widths = [bar["greatest"] - bar["least"] for bar in verdict["tornado"]]
        assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize("columns", ["80", "50"])
def test_it_fits_the_terminal(
    columns: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    text = told(capsys, CAIRO, "--ask", "settlement", "--state", "5760", "--top", "3")
    assert max(map(len, text.split("\n"))) <= int(columns)
    assert "State 5760" in text and "more parts move the number: --top" in text


def test_what_nothing_flips_is_said(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--ask", "not a.x", "--state", "1"]
    text = " ".join(told(capsys, small, "--kinds", "behaviour", *asked).split())
    assert text.count("It holds under all 4 single changes tried.") == 2
    assert "It holds under none of the 4 single changes tried." in text
    assert "verdict rests on" not in text.replace("what each verdict rests on", "")


def test_a_model_with_nothing_to_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "still.yaml"
    file.write_text(HEAD + "parties: {a: {}}\nterms: {so: 'true'}\n", encoding="utf-8")
    text = told(capsys, str(file))
    assert "nothing to change" in text and "In the model the only equilibrium" in text
    assert data(capsys, str(file))["verdicts"][0]["tornado"] == []


def test_levers_and_types_that_are_applied(capsys: pytest.CaptureFixture[str]) -> None:
    answer = data(capsys, CAIRO, "--type", "israel=willing", "--with", "pressure", "--kinds", "all")
    assert answer["applied"] == ["israel=willing", "pressure"]
    known = {one["id"]: one["words"] for one in answer["changes"]}
    assert known["type:israel:unwilling"] == "unwilling"
    assert known["lever:pressure"] == "not applied" and known["lever:guarantee"] == "applied"
    first = next(one for one in answer["changes"] if one["id"] == "drop:israel:1")
    assert first["text"] == ["israel.ceasefire if international.press"]


def test_other_kinds_of_equilibrium(capsys: pytest.CaptureFixture[str]) -> None:
    answer = data(capsys, CAIRO, "--concept", "nash", "--kinds", "place,behaviour")
    assert answer["kind"] == "nash" and answer["kinds"] == ["place"]
    assert "under Nash" in told(capsys, CAIRO, "--concept", "nash", "--kinds", "rule")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--kinds", "plac"], 'no kind of change "plac"'),
        (["--kinds", " , "], "names no kind"),
        (["--ask", "ceasefire and"], "character"),
        (["--ask", "cease_fire"], 'did you mean "ceasefire"'),
        (["--state", "7"], "7 is not the id of a feasible state"),
        (["--state", "settlement"], "fits 12 feasible states"),
        (["--concept", "nahs"], 'there is no concept "nahs"'),
        (["--show", "place:israel:1:9"], 'no single change "place:israel:1:9"'),
        (["--show", "type:israel:unwilling"], "is not tried: it changes nothing"),
        (["--figure", "tornado.png"], "figures are written as .svg"),
        (["--with", "nothing"], 'no lever "nothing"'),
    ],
)
def test_mistakes_in_a_request(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    error = told(capsys, CAIRO, *arguments, status=2)
    assert message in error and "Traceback" not in error


def test_nothing_to_ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Matching pennies: no equilibrium under Nash, and no names."""
    file = tmp_path / "pennies.yaml"
    parties = (
        "parties:\n  a: {options: {x: go}, prefers: [a.x iff b.y]}\n"
        "  b: {options: {y: go}, prefers: [not (a.x iff b.y)]}\n"
    )
    file.write_text(HEAD + parties, encoding="utf-8")
    assert "nothing to ask" in told(capsys, str(file), "--concept", "nash", status=2)
    text = told(capsys, str(file), "--concept", "nash", "--ask", "a.x")
    assert "no state is an equilibrium under Nash" in text


def equilibria(text: str, expressions: list[str]) -> list[int]:
    """Of a model in a text, how many equilibria of the profile satisfy each expression."""
    found = solve(loads(text).situation)
    column = found.verdicts.equilibrium(PROFILE)
    return [int(column[found.space.find(one)].sum()) for one in expressions]


def test_a_changed_model_written_out_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    case = load_case(CAIRO)
    found = sensitivity(case.as_variant(), kinds=KINDS)
    terms = [one.id for one in case.situation.terms]
    for one, answer in list(zip(found.singles, found.answers, strict=True))[::8]:
        assert equilibria(told(capsys, CAIRO, "--show", one.id), terms) == list(answer.counts)


@pytest.mark.parametrize("name", ["elmira", "us_china_trade"])
def test_published_rankings(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / name)
    assert run(["catalog", "copy", name, folder]) == 0
    capsys.readouterr()
    answer = data(capsys, folder)
    asked = [str(one["state"]) for one in answer["verdicts"]]
    assert answer["tried_by_kind"]["swap"] > 20 and asked
    for one in answer["changes"][:: max(1, answer["tried"] // 8)]:
        written = told(capsys, folder, "--show", one["id"])
        holding = solve(loads(written).situation)
        column = holding.verdicts.equilibrium(PROFILE)
        places = [holding.space.position(int(state)) for state in asked]
        assert [int(at is not None and column[at]) for at in places] == one["counts"], one["id"]


def test_what_no_longer_fits_a_changed_model_is_left_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["sensitivity", CAIRO, "--show", "drop:israel:1"]) == 0
    captured = capsys.readouterr()
    assert "changed: israel: preference written anew" in captured.err
    assert "rival readings of israel left out, for it fits no more" in captured.err
    after = loads(captured.out)
    assert after.warnings == () and not after.situation.types
    assert len(after.situation.levers) == 4 and len(after.situation.precedents) == 2
    assert list(after.data) == [key for key in read_keys() if key != "types"]


def read_keys() -> list[str]:
    return list(loads((Path(CAIRO) / "situation.yaml").read_text(encoding="utf-8")).data)


def test_a_status_quo_that_is_no_longer_feasible_is_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "now.yaml"
    file.write_text(HEAD + PARTY + "now: [a.x]\n", encoding="utf-8")
    assert run(["sensitivity", str(file), "--show", "option:a.x"]) == 0
    captured = capsys.readouterr()
    assert "changed: now left out" in captured.err
    assert loads(captured.out).situation.now is None


def test_a_text_with_odd_letters_and_line_ends(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A byte order mark, CRLF, right-to-left names, and expressions that YAML quotes."""
    text = (
        HEAD.replace("T\n", '"שלום: مرحبا <&>"\n')
        + "parties:\n  a: {name: חמאס, options: {x: go, y: stay}, prefers: [a.x, not a.y]}\n"
        + "rules: ['at most 1 of (a.x, a.y)', {name: some, rule: a.x or a.y}]\n"
    )
    file = tmp_path / "odd.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    figure, assumptions = tmp_path / "a.svg", tmp_path / "b.svg"
    answer = data(
        capsys, str(file), "--state", "a.x", "--figure", str(figure), "--map", str(assumptions)
    )
    assert [one["id"] for one in answer["changes"] if one["kind"] == "rule"] == [
        "rule:1",
        "rule:some",
    ]
    assert loads(told(capsys, str(file), "--show", "rule:1")).situation.title == "שלום: مرحبا <&>"
    for drawn in (figure, assumptions):
        texts = " ".join(ET.fromstring(drawn.read_text(encoding="utf-8")).itertext())
        assert "שלום: مرحبا <&>" in texts


def test_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figure, assumptions = tmp_path / "tornado.svg", tmp_path / "map.svg"
    arguments = [CAIRO, "--figure", str(figure), "--map", str(assumptions), "--ask", "settlement"]
    text = " ".join(told(capsys, *arguments).split())
    assert f"wrote {figure}" in text and f"wrote {assumptions}" in text
    before = figure.read_bytes(), assumptions.read_bytes()
    told(capsys, *arguments)
    assert before == (figure.read_bytes(), assumptions.read_bytes())
    shown = ET.fromstring(before[0])
    texts = ["".join(one.itertext()) for one in shown.iter("{http://www.w3.org/2000/svg}text")]
    assert any("Israel, statement 1: not israel.ceasefire" in one for one in texts)
    high = float(shown.attrib["height"])
    places = [float(one.attrib["y"]) for one in shown.iter("{http://www.w3.org/2000/svg}text")]
    assert max(places) < high and np.diff(places).max() < 120
    numbers = [
        int(text)
        for one in ET.fromstring(before[1]).iter("{http://www.w3.org/2000/svg}text")
        if (text := (one.text or next(iter(one)).tail or "")).isdecimal()
    ]
    answer = data(capsys, CAIRO, "--ask", "settlement")
    assert sum(numbers) == sum(one["flips"] for one in answer["verdicts"])


def test_a_map_without_flips(small: str, tmp_path: Path, capsys: Any) -> None:
    figure, assumptions = tmp_path / "tornado.svg", tmp_path / "map.svg"
    told(capsys, small, "--kinds", "behaviour", "--map", str(assumptions), "--figure", str(figure))
    assert "No single change flips" in assumptions.read_text(encoding="utf-8")
    assert "It holds under all 4 single changes" in figure.read_text(encoding="utf-8")


def test_other_formats(small: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A model in the 2020 program's format, which has no names for what is on the agenda."""
    file = str(tmp_path / "one.gmcr")
    assert run(["convert", small, file]) == 0
    capsys.readouterr()
    answer = data(capsys, file)
    assert [one["state"] for one in answer["verdicts"]] == [1]
    name = answer["changes"][0]["id"]
    assert len(loads(told(capsys, file, "--show", name)).situation.options) == 1


def test_in_a_notebook() -> None:
    import goodoffices as go

    view = go.load(CAIRO).sensitivity(asked=["settlement"], kinds=["place"])
    assert "settlement" in repr(view) and view.svg().startswith("<svg")
    assert view.as_dict()["tried"] == 90
    assert view.result.verdicts[0].interest.text == "settlement"


def test_the_document_says_what_happens(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    text = (ROOT / "docs" / "sensitivity.md").read_text(encoding="utf-8")
    [shown] = re.findall(r"```text\n(.*?)```", text, re.DOTALL)
    assert shown in told(capsys, "examples/cairo-talks")
    [python] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    test = doctest.DocTestParser().get_doctest(python, {}, "sensitivity.md", None, None)
    assert doctest.DocTestRunner().run(test).failed == 0
    known = {one["id"] for one in data(capsys, CAIRO, "--kinds", "all")["changes"]}
    table = [line for line in text.split("\n") if re.match(r"\| `\w+` \|", line)]
    assert [line.split("`")[1] for line in table[: len(KINDS)]] == list(KINDS)
    told_ids = {one for line in table for one in re.findall(r"`(\w+:[\w.:]+)`", line)}
    assert told_ids - {"rule:2", "swap:moe:3"} <= known
