"""Series that an outlook names: how they are written, what is wrong with them, who reads them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import bridge
import pytest

from goodoffices.case import load_case
from goodoffices.cli.main import run
from goodoffices.errors import InputError
from goodoffices.model.outlook import Observed
from goodoffices.series.attached import observed_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return bridge.write(tmp_path / "bridge")


def change(folder: Path, old: str, new: str) -> None:
    file = folder / "situation.yaml"
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_case(folder).observations()
    return [str(problem).removeprefix(f"{folder}/") for problem in caught.value.problems]


def test_what_a_stock_and_a_flow_say(folder: Path) -> None:
    case = load_case(folder)
    assert observed_in(case.situation.outlook) == {
        "aid": Observed("series/stock.csv"),
        "lorries": Observed("series/bridge.csv", "Bridge (lorries)", "day"),
    }
    found = case.observations()
    assert {name: (one.name, one.unit, len(one)) for name, one in found.items()} == {
        "aid": ("held", "", 2),
        "lorries": ("Bridge", "lorries", 90),
    }


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("../bridge.csv", 'the file "../bridge.csv" lies elsewhere'),
        ("/etc/passwd", 'the file "/etc/passwd" lies elsewhere'),
        ("~/bridge.csv", 'the file "~/bridge.csv" lies elsewhere'),
        ("C:/bridge.csv", 'the file "C:/bridge.csv" lies elsewhere'),
        ("3", "the number 3 stands here"),
        ("[a, b]", "a list stands here"),
        ("{file: }", "nothing stands here"),
        ("{column: Bridge}", 'the key "file" is missing'),
        ("{file: series/stock.csv, colum: held}", 'unknown key "colum"'),
    ],
)
def test_mistakes_of_form(folder: Path, written: str, found: str) -> None:
    change(folder, "observed: series/stock.csv", f"observed: {written}")
    assert any(found in line and line.startswith("situation.yaml:") for line in mistakes(folder))


def test_mistakes_in_tables_are_told_together_at_their_places(folder: Path) -> None:
    change(folder, "series/stock.csv", "series/stocks.csv")
    change(folder, "column: Bridge (lorries)", "column: Brigde (lorries)")
    first, second = mistakes(folder)
    assert first.startswith("situation.yaml:25:")
    assert 'there is no file "series/stocks.csv"; expected one of series/bridge.csv' in first
    assert second.startswith("situation.yaml:32:")
    assert 'there is no column "Brigde (lorries)" in' in second
    assert 'did you mean "Bridge (lorries)"?' in second


def test_a_wrong_cell_has_its_own_line(folder: Path) -> None:
    table = folder / "series" / "stock.csv"
    table.write_text("date,held\n2024-01-01,3\n2024-01-05,1.234,5\n")
    assert mistakes(folder) == [
        "series/stock.csv:3:3: this row has 3 cells; expected 2, as many as the headers; "
        "quote cells that contain the separator"
    ]


def test_nothing_outside_the_folder_is_read(folder: Path) -> None:
    outside = folder.parent / "outside.csv"
    outside.write_text("date,held\n2024-01-01,3\n")
    (folder / "series" / "stock.csv").unlink()
    (folder / "series" / "stock.csv").symlink_to(outside)
    [told] = mistakes(folder)
    assert 'the file "series/stock.csv" leads out of the folder' in told


def test_solving_reads_no_series_and_checking_does(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(folder)]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "lorries: 90 observations of “Bridge”, 2024-01-01 to 2024-03-30." in shown
    assert run(["check", str(folder), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["series"] == {"aid": 2, "lorries": 90}
    (folder / "series" / "bridge.csv").unlink()
    assert run(["solve", str(folder)]) == 0
    assert run(["check", str(folder)]) == 2
    assert "situation.yaml:32:24: there is no file" in capsys.readouterr().err


def test_a_situation_file_alone_has_its_tables_beside_it(folder: Path) -> None:
    case = load_case(folder / "situation.yaml")
    assert set(case.observations()) == {"aid", "lorries"}
    assert case.folder == folder
    bare = replace(case, situation=replace(case.situation, outlook=None))
    assert bare.observations() == {}
