"""Search beside review: a proposal that was decided is told as it was decided, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodoffices.cli.main import run

CASE = "goodoffices: 1\ntitle: T\nparties: {a: {options: {x: do x}, prefers: [a.x]}}\nnow: []\n"


def test_an_accepted_proposal_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "situation.yaml").write_text(CASE, "utf-8")
    report = tmp_path / "report.txt"
    report.write_text("The quay is closed. The quay may reopen.", "utf-8")
    assert run(["read", str(report), "--case", str(tmp_path)]) == 0
    accept = ["--accept", "report_001", "--by", "A. Desk"]
    assert run(["review", str(tmp_path), *accept]) == 0
    capsys.readouterr()
    assert run(["search", str(tmp_path), "quay"]) == 0
    told = capsys.readouterr().out
    assert told.count("item report_001") == told.count("accepted item report_001") == 1
    assert told.count("proposed item report_002") == 1
