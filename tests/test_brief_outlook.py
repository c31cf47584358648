"""The brief's Outlook part: quotations, then what is computed, never without what it rests on."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from goodoffices.api import load
from goodoffices.brief.compose import compose
from goodoffices.brief.document import Brief, Section
from goodoffices.brief.html import html
from goodoffices.brief.markdown import markdown
from goodoffices.brief.outlook_asked import likelihood
from goodoffices.brief.outlook_follows import TITLE
from goodoffices.case import load_case
from goodoffices.cli.main import run

CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks"
RIVER = """goodoffices: 1
title: River
parties:
  a: {options: {x: stop}, prefers: [a.x]}
  b: {options: {y: stop}, prefers: [not b.y]}
terms: {truce: a.x and b.y}
now: []
outlook:
  horizon: 60 days
  events:
    truce: {holds_in: truce}
    ferry: {name: a ferry, causes: [CAUSE]}
  ask: [ASK]
"""


@pytest.fixture(scope="module")
def cairo() -> Brief:
    return load(CAIRO).brief()


def computed(brief: Brief) -> Section:
    (section,) = (s for s in brief.parts[-1].sections if s.title.startswith(TITLE))
    return section


def river(tmp_path: Path, cause: str, ask: str = "P(ferry by day 30)") -> Brief:
    path = tmp_path / "river.yaml"
    path.write_text(RIVER.replace("CAUSE", cause).replace("ASK", ask), encoding="utf-8")
    return compose(load_case(path))


def test_quotations_come_before_what_is_computed(cairo: Brief) -> None:
    sections = cairo.parts[-1].sections
    assert sections[-1] is computed(cairo)
    assert [s.sentences[0].link for s in sections[:-1]] == ["e05", "e06", "e07", "e08"]
    assert all(s.sentences[0].quoted for s in sections[:-1])


def test_it_says_first_that_every_number_is_assumed(cairo: Brief) -> None:
    first, *others = computed(cairo).sentences
    assert first.text.startswith("All 22 numbers behind this are assumed, none reported")
    assert "no forecast" in first.text and "100 × 200 runs" in first.text
    assert len(others) >= 2
    assert all(one.text.startswith("On assumed numbers, ") for one in others)
    by_id = {one.id: one for one in cairo.computations}
    assert len(by_id[first.link].lines) == 22
    assert all("(assumption)" in line for line in by_id[first.link].lines)


def test_today_and_the_outcome_that_the_assessment_speaks_of(cairo: Brief) -> None:
    _, today, settled, *_ = computed(cairo).sentences
    assert today.text.startswith("On assumed numbers, from today's situation: ")
    assert "in no run a prisoner exchange by day 180" in today.text
    assert settled.text.startswith(
        "On assumed numbers, with a settlement, which would not hold today: "
    )
    told = r"a prisoner exchange by day 180, very likely \(\d+ %; \d+–[\d.]+ %\)"
    assert re.search(told, settled.text)


def test_the_figure_is_of_the_outcome_that_the_assessment_speaks_of(cairo: Brief) -> None:
    drawn = computed(cairo).figure
    assert "What follows from a settlement" in drawn
    assert "Marked as assumptions in the file" in drawn
    for panel in ("A prisoner exchange", "An open Rafah crossing", "People returned"):
        assert f">{panel}</text>" in drawn
    assert drawn in html(cairo)
    assert "<svg" not in markdown(cairo)


def test_what_each_sentence_leads_to_repeats_it(
    cairo: Brief, capsys: pytest.CaptureFixture[str]
) -> None:
    by_id = {one.id: one for one in cairo.computations}
    note = by_id[computed(cairo).sentences[2].link]
    assert note.command.endswith("--state settlement --runs 100x200 --seed 1")
    assert any("points by simulation" in line for line in note.lines)
    (line,) = (s for s in note.lines if s.startswith("An open Rafah crossing on day 180"))
    (share,) = re.findall(r": (\d+ %) ±", line)
    assert share in computed(cairo).sentences[2].text
    assert run(note.command.split()[1:]) == 0
    (row,) = (s for s in capsys.readouterr().out.splitlines() if "P(crossing at day 180)" in s)
    assert share in row


def test_no_advice_in_it(cairo: Brief) -> None:
    text = " ".join(s.text for s in computed(cairo).sentences).lower()
    assert not re.search(r"\b(should|must|ought|recommend|best|need|optimal)\b", text)


def test_same_case_same_bytes(cairo: Brief) -> None:
    again = load(CAIRO).brief()
    assert html(again) == html(cairo) and markdown(again) == markdown(cairo)


def test_what_was_applied_is_in_the_command() -> None:
    brief = load(CAIRO).changed(types={"israel": "willing"}).brief()
    commands = [one.command for one in brief.computations if " outlook " in f" {one.command} "]
    assert commands and all("--type israel=willing" in command for command in commands)


def test_an_unset_probability_is_named_and_nothing_is_computed(tmp_path: Path) -> None:
    brief = river(tmp_path, "{after: truce}")
    (only,) = computed(brief).sentences
    assert only.text == (
        "The outlook cannot be computed until one probability is set: the probability 1 of ferry."
    )
    (note,) = (one for one in brief.computations if one.id == only.link)
    assert "line 12" in " ".join(note.lines) and run(note.command.split()[1:]) == 0


def test_numbers_without_a_source_are_told_as_such(tmp_path: Path) -> None:
    brief = river(tmp_path, "{probability: {probability: [0.2, 0.6]}}")
    first, today = computed(brief).sentences[:2]
    assert first.text.startswith("This rests on one number: one without a source;")
    assert today.text.startswith("From today's situation: a ferry by day 30, ")


def test_too_few_runs_left_by_a_condition_is_no_mistake(tmp_path: Path) -> None:
    ask = '"P(ferry by day 30 | truce by day 1)", P(ferry by day 60)'
    brief = river(tmp_path, "{rate: 0.5 per 30 days}", ask)
    texts = [s.text for s in computed(brief).sentences]
    assert any("a ferry by day 60" in text for text in texts)
    assert any("no answer" in line for one in brief.computations for line in one.lines)


def test_outcomes_that_decide_too_little_give_way_to_where_the_parties_would_end(
    tmp_path: Path,
) -> None:
    """Two situations hold and count as one outcome; the outlook tells them apart."""
    path = tmp_path / "road.yaml"
    path.write_text(
        "goodoffices: 1\ntitle: Road\nparties:\n"
        "  a: {options: {x: mend the road}, prefers: [a.x]}\n  b: {options: {y: watch}}\n"
        "now: []\noutlook:\n  horizon: 30 days\n  events:\n"
        "    road: {holds_in: a.x and not b.y}\n"
        "    bus: {name: a bus, causes: [{after: road, rate: 0.3 per 30 days}]}\n"
        "  ask: [P(bus by day 30)]\n",
        encoding="utf-8",
    )
    brief = compose(load_case(path))
    texts = [s.text for s in computed(brief).sentences]
    assert any(t.startswith("From where the parties would end by themselves") for t in texts)
    assert any("--outcome evolution --runs" in one.command for one in brief.computations)


def test_an_outlook_too_large_for_a_brief_says_so(tmp_path: Path) -> None:
    path = tmp_path / "river.yaml"
    text = RIVER.replace("CAUSE", "{rate: 0.5 per 30 days}").replace("ASK", "P(ferry by day 30)")
    path.write_text(text.replace("60 days", "90000 days"), encoding="utf-8")
    (only,) = computed(compose(load_case(path))).sentences
    assert only.text.startswith("The outlook is not told here: it is too large for a brief")


def test_a_case_without_an_outlook_has_no_such_section(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    shutil.copytree(CAIRO, folder)
    (folder / "outlook.yaml").unlink()
    brief = load(folder).brief()
    assert not any(s.title.startswith(TITLE) for p in brief.parts for s in p.sections)
    assert not any("outlook" in one.command.split()[:2] for one in brief.computations)


@pytest.mark.parametrize(
    ("share", "word"),
    [
        (0.004, "almost no chance"),
        (0.05, "very unlikely"),
        (0.3, "unlikely"),
        (0.5, "roughly even chance"),
        (0.79, "likely"),
        (0.9, "very likely"),
        (0.999, "almost certain"),
    ],
)
def test_words_are_those_of_icd_203(share: float, word: str) -> None:
    assert likelihood(share) == word


def test_a_condition_stands_under_the_word_that_sets_it(tmp_path: Path) -> None:
    """And what the model takes up is not told as something of which it says nothing."""
    folder, report = tmp_path / "case", tmp_path / "river.txt"
    folder.mkdir()
    situation = folder / "situation.yaml"
    text = RIVER.replace("causes: [CAUSE]", "because: [CITED]").replace("  ask: [ASK]\n", "")
    situation.write_text(text.replace("CITED", ""), encoding="utf-8")
    report.write_text(
        "Unless the rain stops, the ferry will stay closed. Without fuel, the pumps could stop. "
        "Increased trade could lead to a new ferry. Should talks fail, aid could stop. "
        "Trade may resume if they sign.",
        encoding="utf-8",
    )
    assert run(["read", str(report), "--case", str(folder)]) == 0
    ids = [f"--accept=river_00{n}" for n in range(1, 6)]
    assert run(["review", str(folder), "--by", "Ann", *ids]) == 0
    situation.write_text(text.replace("CITED", "river_001"), encoding="utf-8")
    sections = compose(load_case(folder)).parts[-1].sections
    assert [one.title for one in sections][:5] == [
        "Unless the rain stops",
        "Without fuel",
        "In case of increased trade",
        "Should talks fail",
        "If they sign",
    ]
    assert [one.sentences[-1].plain for one in sections][:2] == [
        "One part of the model rests on this, and no claim tests it.",
        "The model says nothing about this yet.",
    ]
