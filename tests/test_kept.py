"""What was tried, written where it acts: the file then says the same as the trial did."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from thorough import examples

from goodoffices.analyses.kept import InPlace, in_place, levers_named, writable
from goodoffices.analyses.kept_changes import alone
from goodoffices.analyses.solution import Solution, solve
from goodoffices.analyses.trial import Trial
from goodoffices.case import load_case
from goodoffices.errors import RequestError
from goodoffices.formats import native
from goodoffices.formats.line_ends import BOM
from goodoffices.formats.replace_preference import COMMENT
from goodoffices.formats.yaml_tree import read_text
from goodoffices.model.apply import with_changes
from goodoffices.model.situation import Situation
from goodoffices.robustness.uncertain import uncertain
from goodoffices.stability.concepts import STANDARD
from goodoffices.web.desk import Desk

ROOT = Path(__file__).parents[1]
CAIRO = "examples/cairo-talks/situation.yaml"
CASES = (
    CAIRO,
    "benchmarks/cases/bench264.yaml",
    "src/goodoffices/catalog/cases/li_hipel_kilgour_fang_2004/lake_gisborne_unknown.yaml",
)
SMALL = """\
goodoffices: 1
title: Every verb            # said beside
parties:
  a:
    name: Ähren "GmbH"
    options: {x: do x, y: do y, z: do z}
    prefers:                 # the most important first
      # of the first
      - a.x or b.w           # beside the first
      - [a.y, b.w]
      - not a.z
  b:
    options:
      w: do w
      v: {does: do v, because: assumption}
    prefers: [not b.w, a.x, b.v]
  c: {options: {u: do u}, ranking: [a.x and c.u, a.x, "true"]}
rules:
  - {name: first, rule: a.x requires b.w, because: assumption}   # its reason
  # of the second
  - {name: second, rule: not (a.y and b.v)}
one_way: [a.z]
closed: [a.z]                # for now
now: [b.w]
levers:
  up: {by: b, raise: {a: [b.v, [a.z, b.w]]}, because: assumption}
  both: {by: a, drop: {a: not a.z, b: a.x}, raise: {b: a.y}, does: "do: both"}
  low: {by: a, lower: {b: not b.w, a: b.v}}
  # no more of it
  stop: {by: a, forbid: [a.y, not b.w]}
  open: {by: b, allow: a.z, relax: [second]}
  hold: {by: b, commit: [a.x, not b.v], because: assumption}
  one: {by: b, together: [a, b]}
  higher: {by: b, raise: {c: b.v}}
types:
  a:
    soft: {probability: 0.25, drop: a.x or b.w, raise: a.y}
    hard: {lower: not a.z}   # the rest
    plain: {probability: [0.1, 0.5]}
  b:
    bold: {probability: 0.5, raise: b.w, commit: b.v}
    mild: {drop: [a.x, b.v]}
precedents:
  peace: {after: a.x, raise: {a: a.z}, relax: [second]}
perceives:
  b: {drop: {a: not a.z}, unaware: [c.u]}
"""


def read(text: str) -> Situation:
    return native.read(read_text(text)).situation


def solved(situation: Situation) -> Solution:
    return solve(situation, STANDARD)


def assert_same(written: Situation, tried: Situation) -> None:
    """The same states are feasible and the same hold, under every concept and as they behave."""
    mine, meant = solved(written), solved(tried)
    assert np.array_equal(mine.space.ids, meant.space.ids)
    assert mine.space.now == meant.space.now
    assert mine.verdicts.concepts == meant.verdicts.concepts == STANDARD
    for name, stable in mine.verdicts.stable.items():
        assert np.array_equal(stable, meant.verdicts.stable[name]), name
    assert np.array_equal(mine.verdicts.profile, meant.verdicts.profile)


def written(text: str, trial: Trial) -> InPlace | None:
    """As it would be written, and that it says the same; None where it cannot be."""
    base = read(text)
    tried = trial.situation(base)
    try:
        found = in_place(text, base, trial, "f.yaml")
    except RequestError:
        return None
    assert_same(read(found.text), tried)
    return found


def text_of(name: str) -> str:
    return (ROOT / name).read_bytes().decode("utf-8")


def singles(base: Situation) -> Iterator[Trial]:
    """Each lever and each reading alone."""
    yield from (Trial(levers=(one.id,)) for one in base.levers)
    yield from (Trial(types=((one.party, one.id),)) for one in base.types)


def pairs(base: Situation) -> Iterator[Trial]:
    """Every two levers with every choice of readings."""
    levers = [one.id for one in base.levers]
    parties = dict.fromkeys(one.party for one in base.types)
    each = [["", *(one.id for one in base.types if one.party == party)] for party in parties]
    for chosen in product(*each):
        types = tuple((p, n) for p, n in zip(parties, chosen, strict=True) if n)
        for at, first in enumerate(levers):
            for second in levers[at + 1 :]:
                yield Trial(levers=(first, second), types=types)


def test_every_lever_and_reading_alone_is_written_as_it_was_tried() -> None:
    refused = []
    for name, text in (*((name, text_of(name)) for name in CASES), ("small", SMALL)):
        for trial in singles(read(text)):
            if written(text, trial) is None:
                refused.append((name.rpartition("/")[2], *trial.levers, *trial.types))
    assert refused == [
        ("situation.yaml", "understanding"),  # lets two parties move as one
        ("small", "one"),
        ("small", ("b", "bold")),  # its rivals cannot take back what it commits
    ]


@pytest.mark.parametrize("name", [*CASES, "small"])
def test_combinations_are_written_as_they_were_tried(name: str) -> None:
    text = SMALL if name == "small" else text_of(name)
    base = read(text)
    count = 0
    every = list(pairs(base))
    drawn = random.Random(1).sample(
        every, min(len(every), examples(200 if name == "small" else 60))
    )
    for trial in drawn:
        try:
            trial.situation(base)
        except RequestError:  # two of them drop the same
            continue
        together = any(one.change.together for one in base.levers if one.id in trial.levers)
        together |= ("b", "bold") in trial.types
        found = written(text, trial)
        assert (found is None) == together, trial
        count += found is not None
    assert count >= (0 if not base.levers else 7)


@pytest.mark.parametrize("seed", range(examples(40)))
def test_whole_trials_are_written_as_they_were_tried(seed: int) -> None:
    text = (SMALL, text_of(CAIRO))[seed % 2]
    base, draw = read(text), random.Random(seed)
    trial = Trial()
    for lever in base.levers:
        if not lever.change.together and draw.random() < 0.4:
            trial = trial.with_lever(lever.id, True)
    for one in base.types:
        if draw.random() < 0.4:
            trial = trial.with_type(one.party, one.id)
    for at, rule in enumerate(base.rules):
        if rule.name and draw.random() < 0.3:
            trial = trial.with_rule(at, False)
    for party in base.parties:
        if all(hasattr(one, "statements") for one in party.preference.criteria):
            order = list(range(len(party.preference.criteria)))
            draw.shuffle(order)
            trial = trial.with_order(base, party.id, order)
        if draw.random() < 0.3:
            trial = trial.with_behaviour(base, party.id, draw.choice(["nash", "gmr", "sseq"]))
    try:
        trial.situation(base)
    except RequestError:
        pytest.skip("two of these drop the same")
    found = written(text, trial)
    if found is None:
        assert seed % 2 == 0 and ("b", "bold") in trial.types
        return
    kept = sorted(COMMENT.findall(found.text))
    assert set(kept) <= set(COMMENT.findall(text))


def test_what_is_written_rests_on_what_the_lever_rested_on() -> None:
    new = in_place(SMALL, read(SMALL), Trial(levers=("up", "hold")), "f").text
    first = (
        "# the most important first\n      - {want: b.v, because: assumption}\n      - [{want: a.z"
    )
    assert first in new and "assumption}]\n      # of the first\n" in new
    assert "one_way: [a.z, a.x, not b.v]" in new
    lever = SMALL.replace("forbid: [a.y, not b.w]", "forbid: a.y, because: assumption")
    new = in_place(lever, read(lever), Trial(levers=("stop",)), "f").text
    assert "  - {rule: not a.y, because: assumption}\n" in new


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_lines_that_are_not_meant_stay_to_the_byte(ends: str) -> None:
    text = text_of(CAIRO).replace("\n", ends)
    base = read(text)
    trial = Trial(levers=("pressure", "rafah_first", "guarantee"), types=(("israel", "willing"),))
    new = in_place(text, base, trial, "f").text
    gone = [one for one in text.split(ends) if one not in new.split(ends)]
    assert len(gone) < 25
    assert new.count("\r\n") == (new.count("\n") if ends == "\r\n" else 0)
    comments = set(COMMENT.findall(text)) - set(COMMENT.findall(new))
    assert comments == set()


def test_readings_go_on_meaning_what_they_meant() -> None:
    for text, chosen in ((text_of(CAIRO), ("israel", "willing")), (SMALL, ("a", "soft"))):
        base = read(text)
        for levers in ((), tuple(one.id for one in base.levers if one.change.raised)[:1]):
            new = read(in_place(text, base, Trial(levers, (chosen,)), "f").text)
            for one in base.types:
                if one.party != chosen[0]:
                    continue
                before = with_changes(base, {one.party: one.id}, levers)
                after = with_changes(new, {one.party: one.id})
                assert alone(before).digest() == alone(after).digest(), one.id
            shares = [[t.probability for t in s.types] for s in (base, new)]
            assert shares[0] == shares[1], "how likely they are is another question"
            alike = [uncertain(replace(s, levers=())).choices for s in (base, new)]
            assert [c.name for c in alike[0]] == [c.name for c in alike[1]]


def test_what_a_party_wanted_so_far_is_kept_as_a_reading() -> None:
    found = in_place(SMALL, base := read(SMALL), Trial(types=(("b", "mild"),)), "f")
    new = read(found.text)
    kept = next(one for one in new.types if one.id == "as_before")
    assert kept.probability == (0, 0)
    assert "what b wanted so far is kept as its reading “as before”" in found.told
    assert "what b wants is from now on its reading “mild”" in found.told
    before, after = base.party("b"), with_changes(new, {"b": "as_before"}).party("b")
    assert [s.want for s in before.preference.statements()] == [
        s.want for s in after.preference.statements()
    ]


def test_a_lever_that_a_claim_names_stays_and_does_nothing_more(tmp_path: Path) -> None:
    case = Path(shutil.copytree((ROOT / CAIRO).parent, tmp_path / "case"))
    found = load_case(case)
    named = levers_named(found.items)
    assert named == {"pressure"}
    text = (case / "situation.yaml").read_text(encoding="utf-8")
    trial = Trial(levers=("pressure", "rafah_first"))
    new = in_place(text, found.situation, trial, "f", named)
    kept, gone = (
        "the lever “turn its pressure into a changed stance of Israel on a ceasefire” holds from "
        "now on; it stays in the file without effect, as the evidence speaks of it",
        "the lever “open Rafah without waiting for a joint administration” is taken out, as it "
        "holds from now on",
    )
    assert {kept, gone, "what Egypt wants is changed"} <= {*new.told}
    ids = {"rafah_first", "pressure holds", "israel", "egypt"}
    assert [line for line in new.told if any(one in line for one in ids)] == []
    (case / "situation.yaml").write_text(new.text, encoding="utf-8")
    after = load_case(case).situation
    assert [one.id for one in after.levers] == ["pressure", "understanding", "guarantee"]
    assert_same(after, trial.situation(found.situation))
    assert_same(with_changes(after, {}, ["pressure"]), after)


def test_what_cannot_be_written_stays_tried_and_the_rest_can_be() -> None:
    text = text_of(CAIRO)
    base = read(text)
    trial = Trial(levers=("pressure", "understanding", "guarantee"), off=(1,))
    with pytest.raises(RequestError, match=r"“bring Hamas and Fatah to move .* lets Hamas and "):
        in_place(text, base, trial, "f")
    found, why = writable(text, base, trial, "f")
    assert found is not None and found.left == Trial(levers=("understanding",))
    assert len(why) == 1 and why[0].endswith("it cannot be written where it acts")
    tried = with_changes(read(found.text), {}, ["understanding"])
    assert_same(tried, trial.situation(base))
    assert writable(text, base, Trial(levers=("understanding",)), "f")[0] is None


def test_a_status_quo_that_would_break_a_rule_is_told_before() -> None:
    text = SMALL.replace("forbid: [a.y, not b.w]", "forbid: b.w")
    with pytest.raises(RequestError, match="status quo breaks the rule"):
        in_place(text, read(text), Trial(levers=("stop",)), "f")


def test_taking_back_gives_every_byte_again(tmp_path: Path) -> None:
    file = tmp_path / "situation.yaml"
    stored = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()
    file.write_bytes(stored)
    desk = Desk(file)
    text, mark = desk.text("situation.yaml")
    trial = Trial(("up", "open"), (("a", "soft"),), (0,), (("b", (2, 0, 1)),), (("c", "nash"),))
    base = load_case(file).situation
    new = in_place(text.removeprefix(BOM), base, trial, "f").text
    sheet = desk.write("situation.yaml", BOM + new, mark)
    assert sheet.case is not None and file.read_bytes() != stored
    assert_same(sheet.case.situation, trial.situation(base))
    desk.undo()
    assert file.read_bytes() == stored
