"""How sure the brief says it is, and the two pictures of it."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from goodoffices.analyses.solution import solve
from goodoffices.api import load
from goodoffices.brief.assessment import sure as module
from goodoffices.brief.assessment.sure import Sure
from goodoffices.brief.compose import compose
from goodoffices.brief.document import Brief
from goodoffices.brief.figures.flips import flips_figure
from goodoffices.brief.figures.shares import shares_figure
from goodoffices.brief.html import html
from goodoffices.brief.markdown import markdown
from goodoffices.case import Case, load_case
from goodoffices.formats.native import loads
from goodoffices.mediation.serves import serves
from goodoffices.model.apply import Variant
from goodoffices.robustness.design import Design
from goodoffices.robustness.result import Result
from goodoffices.robustness.task import Task
from goodoffices.robustness.uncertain import uncertain
from goodoffices.stability.verdicts import PROFILE
from goodoffices.states import parse_for

CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks"
SMALL = """goodoffices: 1
title: Two
now: []
parties:
  a: {options: {x: give}, prefers: [not a.x]}
  b: {options: {y: ask}, prefers: [b.y]}
terms: {gift: a.x}
types:
  a:
    willing: {probability: [0.2, 0.4], raise: [a.x]}
    stubborn: {}
"""
LEVER = "levers: {push: {does: press, raise: {a: a.x}}}\n"


@pytest.fixture(scope="module")
def cairo() -> Brief:
    return load(CAIRO).brief()


def made(text: str) -> Brief:
    checked = loads(text)
    return compose(Case(Path("case"), checked.situation, checked.space, {}, ()))


def result(text: str, asked: tuple[str, ...] = (), samples: int = 500) -> Result:
    task = Task(Design(uncertain(loads(text).situation), samples, 1), asked)
    return Result(task, task.chunk(0).tally)


def section(brief: Brief) -> Any:
    sections = [one for part in brief.parts for one in part.sections]
    return next(one for one in sections if one.title.startswith(module.TITLE))


def test_each_assessment_says_in_how_many_variants_it_holds(cairo: Brief) -> None:
    """The numbers are those of a task of its own over the same variants."""
    found = uncertain(load_case(CAIRO).as_variant())
    asked = ("ceasefire or exchange or returns or reconstruction", "unity_without_truce")
    task = Task(Design(found, module.SAMPLES, module.SEED), asked)
    tally = task.chunk(0).tally + task.chunk(1).tally
    never, unity = (one.share.count for one in Result(task, tally).answers[:2])
    texts = [sentence.text for sentence in cairo.sentences()]
    of = f"of {module.SAMPLES:,})"
    (first,) = (one for one in texts if one.startswith("Of 640 feasible"))
    assert f"of the variants tried ({module.SAMPLES - never:,} {of}" in first
    (second,) = (one for one in texts if one.startswith("Unity without a truce would hold"))
    assert second.endswith(f"; it holds in all {unity:,} variants.") and unity == module.SAMPLES
    (today,) = (one for one in texts if one.startswith("Today's situation, deadlock"))
    assert "in about half (" in today
    case = load_case(CAIRO)
    package = replace(case.as_variant(), levers=("pressure",))
    serving = serves(package, parse_for(case.situation, "settlement"), 1_000, 1).share.count
    (settled,) = (one for one in texts if one.startswith("A settlement would hold"))
    assert settled.endswith(f"it serves in all {serving:,} variants.") and serving == 1_000


def test_what_changes_the_picture_says_in_how_many_variants_it_would(cairo: Brief) -> None:
    """The numbers are those of a task of its own, with the reading or lever in every variant."""
    case = load_case(CAIRO)
    terms = ("ceasefire", "exchange", "returns", "reconstruction")
    least = []
    for one in (
        replace(case.as_variant(), types=(("israel", "willing"),)),
        replace(case.as_variant(), levers=("pressure",)),
    ):
        task = Task(Design(uncertain(one), module.SAMPLES, module.SEED), terms)
        result = Result(task, task.chunk(0).tally + task.chunk(1).tally)
        least.append(min(answer.share.count for answer in result.answers[:4]))
    notes = {one.title: one for one in cairo.computations}
    for title, count in zip(
        ("What changes if Israel is read as", "What changes if the international"),
        least,
        strict=True,
    ):
        (note,) = (one for name, one in notes.items() if name.startswith(title))
        (line,) = (one for one in note.lines if one.startswith("Of the variants tried, with that"))
        share = f"({count:,} of" if count < module.SAMPLES else f"in all {count:,}"
        assert share in line
    (told,) = (one.text for one in cairo.sentences() if one.text.startswith("If Israel is read"))
    share = f"each in all {least[0]:,} variants, though no chain of gains leads there."
    assert told.endswith(share) and least[0] == module.SAMPLES


def test_shares_of_several_terms_that_differ_are_told_from_the_least_to_the_greatest() -> None:
    """No one number is said of each of them."""
    model = SMALL.replace(
        "{y: ask}, prefers: [b.y]", "{y: ask}, prefers: [{want: b.y, sure: guess}]"
    )
    model = model.replace("prefers: [{want", "prefers: [not b.y if a.x, {want")
    model = model.replace("gift: a.x", "gift: a.x, deal: a.x and not b.y") + LEVER
    texts = [one.text for one in made(model).sentences()]
    (told,) = (one for one in texts if one.startswith("If somebody managed to press"))
    found = with_it(model)
    least, most = sorted(answer.share.count for answer in found.answers)
    assert least < most == module.SAMPLES
    assert f"each in about half to all ({least:,} to {most:,} of {most:,})" in told


def with_it(model: str) -> Result:
    variant = Variant(loads(model).situation, levers=("push",))
    task = Task(Design(uncertain(variant), module.SAMPLES, module.SEED), ())
    return Result(task, task.chunk(0).tally + task.chunk(1).tally)


def test_changes_beside_what_is_applied_are_those_of_the_file_order() -> None:
    """What is applied changes nothing more; another reading takes the place of the one chosen."""
    case = load_case(CAIRO)
    for types, levers in (({}, ["pressure"]), ({"israel": "willing"}, [])):
        brief = compose(case.changed(types, levers))
        notes = [one for one in brief.computations if one.title.startswith("What changes if")]
        assert not any("no answer" in one.text for one in brief.sentences())
        reading = "unwilling" if types else "willing"
        (note,) = (one for one in notes if "is read as" in one.title)
        assert f"“{reading}”" in note.title
        after = solve(case.changed({"israel": reading}, levers).situation)
        count = int(after.verdicts.equilibrium(PROFILE).sum())
        assert f" before, {count} after;" in note.lines[0]
        told = f" --type israel={reading}" + "".join(f" --with {one}" for one in levers)
        assert note.command.startswith("goodoffices solve ") and note.command.endswith(told)
        left = {"pressure", "understanding", "guarantee", "rafah_first"} - {*levers}
        last = [one.command.split()[-1] for one in notes if one is not note]
        assert sorted(last) == sorted(left)


def test_what_drives_it_and_the_range_stand_apart_from_chance(cairo: Brief) -> None:
    first, second = section(cairo).sentences
    assert "depends most on the type of Israel: “willing” " in first.text
    assert second.text.startswith("Over the probability ranges: 41–6")
    assert "(sampling error: 1.1 points)" in second.text
    (note,) = (one for one in cairo.computations if one.title == module.TITLE)
    assert {first.link, second.link} == {note.id}
    assert note.command.startswith("goodoffices robustness ")
    assert f"--samples {module.SAMPLES} --seed {module.SEED} --ask " in note.command
    lines = " ".join(note.lines)
    assert lines.count("φ of the Mallows model") == 1 and "not the probability" in lines
    main = markdown(cairo).partition("# Appendix")[0]
    for word in (" likelihood", " odds", "improbable"):
        assert word not in " ".join(s.text for s in section(cairo).sentences)
    assert main.count(module.TITLE) == 1


def test_the_same_to_the_byte_and_with_a_picture(cairo: Brief) -> None:
    again = load(CAIRO).brief()
    assert html(again) == html(cairo) and markdown(again) == markdown(cairo)
    assert section(cairo).figure.startswith("<svg") and cairo.words() <= 1_000


def test_nothing_uncertain_is_one_sentence() -> None:
    brief = made(SMALL.partition("types:")[0])
    (only,) = section(brief).sentences
    assert only.text == "Nothing in the file is marked as uncertain, so no variants were tried."
    assert not any("variants tried (" in one.text for one in brief.sentences())


def test_large_models_and_those_solved_one_by_one_are_bounded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    variant = Variant(loads(SMALL).situation)
    assert Sure(variant, 4).result is not None
    assert "command robustness" in Sure(variant, module.MOST_STATES + 1).why
    slow = SMALL.replace("prefers: [not a.x]}", "prefers: [not a.x], behaviour: l1}")
    alone = Sure(Variant(loads(slow).situation), 4)
    assert alone.result is not None and alone.result.samples == module.ALONE and alone.why
    assert Sure(Variant(loads(slow).situation), module.MOST_ALONE + 1).result is None
    monkeypatch.setattr(module, "MOST_STATES", 3)
    (only,) = section(made(SMALL)).sentences
    assert only.text.startswith("No variants of what is uncertain were tried: more than 3")


def test_words_with_special_characters_and_odd_names_make_a_brief() -> None:
    text = SMALL.replace("title: Two", "title: <b>Two & עברית</b>")
    text = text.replace("x: give", "x: give <i>all</i>").replace("gift: a.x", "gift: a.x or b.y")
    page = html(made(text))
    assert "<b>Two" not in page and "<i>" not in page and page.count("<svg") == 1


def parsed(text: str) -> list[str]:
    root = ElementTree.fromstring(text)
    assert root.tag.endswith("svg")
    return ["".join(one.itertext()) for one in root.iter() if one.tag.endswith("text")]


def test_shares_are_sorted_and_the_range_is_another_mark_than_chance() -> None:
    found = result(SMALL, ("a.x", "b.y"))
    svg = shares_figure(found, {"a.x": "the gift"}).svg()
    texts = parsed(svg)
    assert texts.index("b.y") < texts.index("the gift")
    assert any("95 %, Wilson" in one for one in texts)
    assert any("ranges of probability" in one for one in texts)
    certain = shares_figure(result(SMALL.replace("[0.2, 0.4]", "0.3"))).svg()
    assert not any("ranges of probability" in one for one in parsed(certain))
    assert "rx='5'" in svg and "rx='5'" not in certain


def test_few_and_many_rows() -> None:
    one = shares_figure(result(SMALL.replace("terms: {gift: a.x}\n", "")))
    options = ", ".join(f"x{k}: do {k}" for k in range(6))
    wants = ", ".join("{want: " + f"a.x{k}, sure: guess" + "}" for k in range(6))
    many = f"goodoffices: 1\ntitle: {'Long ' * 60}\nparties:\n  a: {{options: {{{options}}}}}\n"
    types = "".join(f"    t{k}: {{probability: 0.02, raise: [a.x{k % 6}, not a.x{k // 6}]}}\n"
                    for k in range(36))  # fmt: skip
    text = f"{many}  b: {{options: {{y: wait}}, prefers: [{wants}]}}\ntypes:\n  a:\n{types}"
    text += "    rest: {}\nterms: {" + ", ".join(f"t{k}: a.x{k}" for k in range(6)) + "}\n"
    found = result(text)
    large = shares_figure(found)
    assert large.height > one.height
    short = shares_figure(found, most=3)
    assert any("more, which hold less often" in t for t in parsed(short.svg()))
    assert len(parsed(flips_figure(found, inputs=1, questions=1).svg())) < 20
    assert any("not shown" in t for t in parsed(flips_figure(found, inputs=1, questions=1).svg()))


def test_what_flips_what_tells_the_ends_and_whether_beyond_chance() -> None:
    text = SMALL.replace("prefers: [b.y]", "prefers: [b.y, {want: a.x, sure: guess}]")
    found = result(text)
    svg = flips_figure(found).svg()
    texts = parsed(svg)
    assert "the type of a" in texts and "0 – 100 %" in texts
    (answer,) = found.answers
    by_name = {one.input.name: one for one in answer.drivers}
    assert by_name["type of a"].beyond_chance
    assert not by_name["order of b: 1 to 2"].beyond_chance
    assert svg.count("stroke-width='5'") == 2  # one bar, and the legend
    same = flips_figure(result(text, samples=1))
    assert any("the same in all variants tried" in one for one in parsed(same.svg()))


FERRY = """goodoffices: 1
title: A ferry
parties:
  town: {options: {ferry: run the ferry, tolls: raise tolls}, prefers: [town.ferry, not town.tolls]}
  island:
    options: {boats: let boats land}
    prefers: [town.ferry, {want: island.boats, sure: guess}, {want: town.tolls, sure: guess}]
terms: {crossing: town.ferry and island.boats}
words: {crossing: a crossing}
now: [town.ferry]
levers:
  storm: {by: island, does: keep boats away, forbid: island.boats, because: assumption}
"""


def test_what_a_change_takes_away_is_named() -> None:
    (told,) = (one.text for one in made(FERRY).sentences() if "keep boats away" in one.text)
    assert told == (
        "If island managed to keep boats away (assumed), no situation with a crossing would hold "
        f"any more, in all {module.SAMPLES:,} variants."
    )
