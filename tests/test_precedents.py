"""How often agreements held a provision, and which agreements stand behind each number."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import feed_files as feeds
import pytest

from goodoffices.cli.main import run
from goodoffices.errors import RequestError
from goodoffices.series.pax import read_agreements
from goodoffices.series.precedents import coded_columns, precedents
from goodoffices.series.proportion import Proportion

Out = pytest.CaptureFixture[str]


def data(capsys: Out, *arguments: object) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["precedents", *map(str, arguments), "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def error(capsys: Out, *arguments: object) -> str:
    capsys.readouterr()
    assert run(["precedents", *map(str, arguments)]) == 2
    return capsys.readouterr().err


def test_every_number_has_its_agreements(tmp_path: Path, capsys: Out) -> None:
    (one,) = data(capsys, feeds.pax(tmp_path), "--provision", "Ce")["provisions"]
    assert (one["held"], one["of"], one["share"]) == (3, 4, 0.75)
    wilson = Proportion(3, 4)
    assert (one["low"], one["high"]) == (wilson.low, wilson.high)
    assert [(a["id"], a["date"], a["name"], a["line"]) for a in one["in"]] == [
        ("4", None, "Accord four", 5),
        ("1", "1994-02-03", "Accord, first", 2),
        ("3", "2004-02-03", "Accord three", 4),
    ]
    assert [a["id"] for a in one["not_in"]] == ["2"]
    stages = [(by["stage"], by["held"], by["of"]) for by in one["by_stage"]]
    assert stages == [("Cea", 2, 2), ("SubPar", 0, 1), ("Imp", 1, 1)]


def test_a_time_leaves_out_what_has_no_date_and_says_so(tmp_path: Path) -> None:
    read = read_agreements(feeds.pax(tmp_path))
    found = precedents(read, ["Ce"], since=date(1995, 1, 1), until=date(2004, 2, 3))
    assert (found.of, found.undated) == (2, 1)
    assert found.found[0].rate.standing == Proportion(1, 2)
    found = precedents(read, ["Ce", "Ce"], since=date(2020, 1, 1))
    assert [one.rate.standing for one in found.found] == [Proportion(0, 0)]


def test_stage_and_country_and_what_is_not_coded(tmp_path: Path) -> None:
    read = read_agreements(feeds.pax(tmp_path))
    (one,) = precedents(read, ["TjPrire"], stage="cea").found
    assert (one.rate.standing, one.rate.uncoded) == (Proportion(0, 1), 1)
    assert precedents(read, ["Ce"], country="mali").of == 2
    with pytest.raises(RequestError, match='no agreement has the stage "ceas"'):
        precedents(read, ["Ce"], stage="ceas", since=date(2020, 1, 1))


def test_without_a_provision_every_coded_column(tmp_path: Path, capsys: Out) -> None:
    read = read_agreements(feeds.pax(tmp_path))
    assert coded_columns(read) == ["Ce", "TjPrire", "GRef"]
    found = data(capsys, feeds.pax(tmp_path))["provisions"]
    assert [(one["provision"], one["held"], one["of"]) for one in found] == [
        ("Ce", 3, 4), ("GRef", 2, 4), ("TjPrire", 1, 3),
    ]  # fmt: skip


def test_the_nearest_names_of_a_column(tmp_path: Path, capsys: Out) -> None:
    said = error(capsys, feeds.pax(tmp_path), "--provision", "tjprir")
    assert 'no column "tjprir"; did you mean "TjPrire"?' in said
    said = error(capsys, feeds.pax(tmp_path), "--provision", "xyz")
    assert "known: Ver, Ce, TjPrire, GRef" in said
    said = error(capsys, feeds.acled(tmp_path))
    assert "acled.csv:1:1: the table has no column AgtId, Agt, Dat, Con, Stage" in said


def test_it_is_told_in_narrow_and_wide_terminals(
    tmp_path: Path, capsys: Out, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(feeds.pax(tmp_path).parent)
    for columns in (50, 80):
        monkeypatch.setenv("COLUMNS", str(columns))
        assert run(["precedents", "pax.csv", "--provision", "Ce"]) == 0
        shown = capsys.readouterr().out
        assert "75 % (3 of 4; 30–95)" in shown
        assert "no probability that the next agreement" in " ".join(shown.split())
        assert max(map(len, shown.splitlines())) <= columns


def test_a_case_keeps_the_table(tmp_path: Path, capsys: Out) -> None:
    folder = feeds.case(tmp_path / "case")
    assert "keeps no PA-X table" in error(capsys, folder)
    data(capsys, feeds.pax(tmp_path), "--case", folder)
    assert data(capsys, folder, "--provision", "Ce")["agreements"] == 4
    feeds.written(tmp_path / "two.csv", *feeds.PAX[:2])
    data(capsys, tmp_path / "two.csv", "--case", folder)
    assert "keeps 2 PA-X tables" in error(capsys, folder)
    feeds.acled(tmp_path)
    assert "no column AgtId" in error(capsys, tmp_path / "acled.csv", "--case", folder)
    assert not (folder / "feeds" / "acled.csv").exists()
