"""The table of how well texts are read: the founding text, and what each score counts."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import reading
from reading_tasks.attribution import rows as attribution_rows
from reading_tasks.scores import Places, Row, brat, detection, mean, overlap, words_in


def test_the_founding_text_is_read_as_its_table_says(capsys: pytest.CaptureFixture[str]) -> None:
    reading.main(["--task", "founding", "--format", "json"])
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert len(rows) == 6
    assert {row["task"]: row["score"] for row in rows if row["score"] != 1.0} == {}


def test_absent_corpora_are_named_and_left_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    tasks = [task for task in reading.TASKS if task not in ("founding", "kinds", "throughput")]
    reading.main(["--corpora", str(tmp_path), *(f"--task={task}" for task in tasks)])
    said = capsys.readouterr()
    assert said.out.splitlines()[0].startswith("| task | data | n |")
    assert not any(line.startswith("| ") for line in said.out.splitlines()[1:])
    for name in ("wikiweasel", "causal-news", "because", "plover", "polnear"):
        assert f"absent, left out: {tmp_path}" in said.err and name in said.err


def test_detection_counts_what_is_positive() -> None:
    gold, said = [True, True, True, False], [True, False, True, True]
    found = {row.task: row for row in detection("x", "d", gold, said, tuned="t")}
    assert found["x, precision"].score == pytest.approx(2 / 3)
    assert found["x, recall"].score == pytest.approx(2 / 3)
    assert found["x, F"].score == pytest.approx(2 / 3)
    assert found["x, F if always said"].score == pytest.approx(6 / 7)
    for row in found.values():
        assert 0 <= row.low <= row.score <= row.high <= 1 and row.n == 4
    assert list(detection("x", "d", [], [])) == []


def test_an_interval_draws_groups_as_wholes() -> None:
    (alone,) = mean("x", "d", [1.0, 0.0] * 50)
    (grouped,) = mean("x", "d", [1.0, 0.0] * 50, groups=[0, 1] * 50)
    assert alone.score == grouped.score == 0.5
    assert (grouped.low, grouped.high) == (0.0, 1.0) and alone.low > 0.3
    assert list(mean("x", "d", [])) == []


def test_words_and_overlap() -> None:
    text = "The dam may break."
    assert overlap(words_in(text, [(0, 7)]), words_in(text, [(4, 18)])) == pytest.approx(2 / 5)
    assert overlap(set(), set()) == 0.0


TEXT = "The mayor said the dam is old. It broke on Monday.\n\nNobody, she added, was hurt.\n"
MARKED = """T1\tSource 0 9\tThe mayor
T2\tCue 10 14\tsaid
T3\tContent 15 29\tthe dam is old
T4\tAttribution 10 14\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1

T5\tSource 60 63\tshe
T6\tCue 64 69\tadded
T7\tContent 52 58;71 79\tNobody was hurt
T8\tAttribution 64 69\tadded
E2\tAttribution:T8 Content:T7 Cue:T6 Source:T5
"""


def test_attribution_is_scored_by_the_sentence(tmp_path: Path) -> None:
    for folder in ("text", "attributions"):
        (tmp_path / "data" / "dev" / folder).mkdir(parents=True)
    (tmp_path / "data" / "dev" / "text" / "a.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "data" / "dev" / "attributions" / "a_1.ann"
    path.write_text(MARKED, encoding="utf-8")
    spans, events = brat(path)
    assert spans["T7"] == ("Content", [(52, 58), (71, 79)]) and len(events) == 2
    rows: dict[str, Row] = {row.task: row for row in attribution_rows(Places(tmp_path, tmp_path))}
    for task in ("any attribution: statement, F", "speaker span, overlap F"):
        assert rows[task].score == 1.0
    assert rows["any attribution: statement, F"].n == 3
    assert rows["speaker span, overlap F"].n == 2
