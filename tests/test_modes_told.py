"""Modes of preference in words: explain, compare, solve and the brief say what the verdicts say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from goodoffices.api import load
from goodoffices.brief.document import Brief
from goodoffices.brief.html import html
from goodoffices.brief.markdown import markdown
from goodoffices.cli.main import run

HEAD = "goodoffices: 1\ntitle: T\nnow: []\nparties:\n"


@pytest.fixture
def written(tmp_path: Path) -> Any:
    """Writes a situation of these parties (and what follows them) and gives its path."""

    def write(*lines: str) -> str:
        file = tmp_path / "case.yaml"
        file.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
        return str(file)

    return write


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command prints, spaces single."""
    assert run(list(arguments)) == 0
    return " ".join(capsys.readouterr().out.split())


def data(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    return json.loads(told(capsys, *arguments, "--format", "json"))


def test_degrees_above_nine_stand_apart(written: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The sanction in state 3 is worse by degree 12; with degree 9 the digits need no spaces."""
    lines = "  a: {options: {x: do x}, ranking: [2, 3, {strongly: DEGREE}, 0, 1]}"
    other = "  b: {options: {y: do y}, ranking: [1, 3, 0, 2]}"
    high = told(capsys, "solve", written(lines.replace("DEGREE", "12"), other))
    assert "a degree 1 1 1 1 12 12 12 12 " in high
    low = told(capsys, "solve", written(lines.replace("DEGREE", "9"), other))
    assert "a degree 1111 9999 " in low


def test_the_table_of_preferences_has_every_part(written: Any) -> None:
    """Statements, rankings, chains, pairs, shares and attitudes, with what each rests on."""
    with pytest.warns(UserWarning, match="extension"):
        brief = load(written(EVERYTHING), extension="c").brief()
    (table,) = (one for one in brief.tables if one.title == "Preferences")
    rows = [row[:4] for row in table.rows]
    for row in (
        ("Alba", "–", "situation 0, or situation 1: not known which", "nothing given"),
        ("Borea, hawks (60 %)", "–", "this share of Borea", "nothing given"),
        ("Dorn", "–", "to act against Fenn", "nothing given"),
    ):
        assert row in rows
    assert any(r[0].startswith("Borea, doves") and "in two places: 1. that" in r[2] for r in rows)
    assert any(r[0] == "Elm" and r[2].startswith("chain 1: two places") for r in rows)
    assert any(r[0] == "Corin" and "degree 0.65 (the reverse 0.35)" in r[2] for r in rows)


def test_far_worse_looks_at_every_escape(written: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """a would do x, b would answer with y. At x and y a is far worse off than at first (by 2 on
    the second level), and that is its best from there; but where it takes x back it is worse by
    the first level, and mildly (by 1)."""
    path = written(
        "  a:",
        "    options: {x: do x}",
        "    prefers:",
        "      - not (b.y and not a.x)",
        "      - [{want: not b.y, weight: 3}, a.x]",
        "    strongly_by: [2]",
        "  b: {options: {y: do y}, prefers: [b.y iff a.x]}",
    )
    assert "far worse off than now. [gmr, strongly]" in told(
        capsys, "explain", path, "0", "--concept", "gmr"
    )
    text = told(capsys, "explain", path, "0", "--concept", "smr")
    assert "far worse" not in text and "[smr, weakly]" in text
    (state,) = data(capsys, "explain", path, "0", "--concept", "smr")["states"]
    assert state["parties"]["a"]["strength"] == 1 and "strength" not in state["parties"]["b"]


def test_who_stays_strongly_is_told_the_severe_sanction(
    written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """b has two answers: y is found first and is mildly worse for a, z is far worse."""
    path = written(
        "  a: {options: {x: do x}, prefers: [not b.z, {strongly: }, not b.y, a.x]}",
        "  b: {options: {y: do y, z: do z}}",
    )
    text = told(capsys, "explain", path, "0", "--concept", "gmr")
    assert "then b could do z, which leaves a far worse off than now. [gmr, strongly]" in text


def test_only_the_party_in_a_mode_is_told_vaguely(
    written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """c is divided, and d acts for a too; what a and b are told is as without them."""
    path = written(
        "  a: {options: {x: do x}, prefers: [not b.y, a.x]}",
        "  b: {options: {y: do y}, prefers: [b.y iff a.x]}",
        "  c: {options: {z: do z}, divided: {factions: {f: {prefers: [not c.z]}}}}",
        "  d: {options: {w: do w}, prefers: [not d.w], attitudes: {a: for, b: against}}",
    )
    text = told(capsys, "explain", path, "0")
    assert "A stays, although it could gain at first." in text
    assert "which leaves a no better off than now." in text
    assert "B stays: nothing that it can do leads to anything it prefers." in text
    assert "C stays: nothing that it can do leads to anything it would move for." in text
    better = "that is better for itself and a and worse for b"
    assert f"D stays: nothing that it can do leads to anything {better}." in text


def test_the_best_of_what_an_unranked_party_leaves_for_comes_first(
    written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """a leaves for any of three states and surely likes 3 most; nobody knows about w."""
    path = written(
        "  a:",
        "    options: {x: do x, y: do y}",
        "    prefers: [a.y, a.x, {want: b.w, unknown: true}]",
        "    extension: b",
        "  b: {options: {w: do w}}",
    )
    (state,) = data(capsys, "explain", path, "0")["states"]
    assert [one["to"] for one in state["parties"]["a"]["improvements"]] == [3, 2, 1]
    assert "it could do x and do y" in told(capsys, "explain", path, "0")


def test_no_empty_kinds_in_the_legend(written: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Under SIM and L2 sanctions have no degrees; the profile (SEQ) has."""
    path = written(
        "  a: {options: {x: do x}, prefers: [not b.y, {strongly: }, a.x]}",
        "  b: {options: {y: do y}, prefers: [b.y iff a.x]}",
    )
    text = told(capsys, "solve", path, "--concepts", "sim,l2")
    assert "under :" not in text and "a degree" not in text
    assert "as they behave, strongly" in text and "Strongly: by sanctions" in text
    assert "under SEQ: 1 any" in told(capsys, "solve", path, "--concepts", "nash,seq")


def test_moves_give_no_rank_to_who_has_none(
    written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(
        "  a: {options: {x: do x}, prefers: [{want: a.x, unknown: true}], extension: b}",
        "  b: {options: {y: do y}, prefers: [b.y]}",
    )
    assert data(capsys, "moves", path, "0")["states"][0]["ranks"] == {"a": None, "b": 1}


def test_strength_beside_all_four_extensions(
    written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """As in test_hybrid_by_hand: state 3 is strongly stable for a under a and c."""
    path = written(
        "  a: {options: {x: do x}, prefers: [b.y, {strongly: }, {want: a.x, unknown: true}]}",
        "  b: {options: {y: do y}, prefers: [b.y iff a.x]}",
    )
    text = told(capsys, "solve", path)
    assert "3 bd AbCd AbCd AbCd AbCd AbCd" in text
    assert "a, strongly – 2 1 1 1 1 b, strongly – – " in text
    assert "A capital letter: strongly" in text
    plain = written("  a: {options: {x: do x}, prefers: [{want: a.x, unknown: true}]}")
    assert "strongly" not in told(capsys, "solve", plain)


def test_compare_tells_strong_from_weak(written: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Both cooperating (3) holds by severe sanctions; with a's first wish made its last no more."""
    path = written(
        "  a: {options: {x: do x}, prefers: [b.y, {strongly: }, not a.x]}",
        "  b: {options: {y: do y}, prefers: [a.x, {strongly: }, not b.y]}",
        "levers: {mild: {lower: {a: b.y}}}",
    )
    text = told(capsys, "compare", path, "--with", "mild")
    assert "SEQ, strongly 1 0 0 1" in text
    answer = data(capsys, "compare", path, "--with", "mild")
    assert answer["strongly"]["seq"] == {"before": 1, "after": 0, "gained": 0, "lost": 1}
    assert answer["lost"][0]["before"]["strongly"] == ["gmr", "smr", "seq", "sseq", "profile"]


EVERYTHING = """  a:
    name: Alba
    options: {truce: keep the truce}
    prefers:
      - b.truce
      - strongly:
      - {want: e.watch, unknown: true}
      - [{want: c.aid, weight: 2}, not a.truce]
    strongly_by: [2]
    unknown: [[0, 1]]
    elicited: {by: A. Desk, on: 2026-11-22, answers: 3, record: a.rec.yaml}
  b:
    name: Borea
    options: {truce: keep the truce}
    divided:
      alpha: 0.4
      factions:
        hawks: {share: 0.6, prefers: [not b.truce, c.aid]}
        doves: {ranking: [b.truce iff a.truce, "true"]}
      pairs: [{prefer: b.truce, to: not b.truce, degree: 0.7, reverse: 0.2}]
  c:
    name: Corin
    options: {aid: send aid}
    prefers: [not c.aid]
    fuzzy: {threshold: 0.3, pairs: [{prefer: c.aid, to: not c.aid, degree: 0.65}]}
  d: {name: Dorn, options: {sell: sell arms}, prefers: [d.sell], attitudes: {a: for, f: against}}
  e:
    name: Elm
    options: {watch: watch the line}
    partial_order: [[e.watch and a.truce, e.watch], [not e.watch]]
    extension: d
  f: {name: Fenn, prefers: [a.truce]}
types: {a: {calm: {raise: not b.truce, probability: 1}}}
perceives: {c: {unaware: [d.sell], because: assumption}}
"""
RECORD = """elicitation: 1
party: a
statements: [b.truce]
taken_from: file
by: A. Desk
started: 2026-11-21 09:00
model: none
answers: [{first: 1, second: 2, answer: same, on: 2026-11-22 10:00, by: B. Clerk}]
"""


def lines(brief: Brief, title: str) -> str:
    """What the computation with this title says."""
    return " ".join(next(one.lines for one in brief.computations if one.title == title))


def section(brief: Brief, title: str) -> str:
    """The sentences of a section."""
    found = [s for part in brief.parts for s in part.sections if s.title.startswith(title)]
    return " ".join(sentence.text for one in found for sentence in one.sentences)


@pytest.mark.filterwarnings("ignore:.*has extension")
def test_a_brief_tells_how_each_preference_is_modelled(written: Any) -> None:
    brief = load(written(EVERYTHING), extension="c").brief()
    assumed = section(brief, "Assumed of preferences")
    assert "What Alba prefers is known in part; it moves on a chance" in assumed
    assert "Alba prefers some things strongly and others mildly." in assumed
    assert "Borea is divided: hawks (60 %) and doves (40 %)." in assumed
    assert "Corin acts on what it prefers with a certainty of at least 0.3." in assumed
    assert "Dorn acts for itself and Alba and against Fenn." in assumed
    alba = lines(brief, "How the preference of Alba is modelled")
    for part in (
        "(extension c, as asked for by --extension)",
        "It is not known whether Alba wants that Elm watch the line, or the opposite (priority 2).",
        "Nobody knows which Alba prefers: situation 0, or situation 1.",
        "What priority 1 of Alba decides is preferred strongly.",
        "as priority 3 (that Corin send aid: 2; that Alba not keep the truce: 1)",
        "From a difference in weight of 2 on Alba prefers strongly.",
    ):
        assert part in alba
    borea = lines(brief, "How the preference of Borea is modelled")
    assert "It moves where more than 60 % prefer that (α = 0.4)" in borea
    assert "no more than 50 % would still gain (β = 0.5)" in borea
    assert "70 % of Borea prefer that Borea keep the truce to that Borea not" in borea
    assert (
        "Hawks (60 % of Borea): 1. that Borea not keep the truce; 2. that Corin send aid." in borea
    )
    assert "For doves (40 % of Borea) the situations are ranked in two places: 1. that" in borea
    corin = lines(brief, "How the preference of Corin is modelled")
    assert "to the degree 0.65, and the reverse to 0.35" in corin
    elm = lines(brief, "How the preference of Elm is modelled")
    assert "(extension c, as asked for by --extension)" in elm and "Chain 2: one place" in elm
    for text in (html(brief), markdown(brief)):
        assert "Dorn acts for itself and Alba and against Fenn." in text
    assert any('"e" has extension: d in the file; extension c' in one for one in brief.warnings)
    assert brief.words() <= 1_000


@pytest.mark.filterwarnings("ignore:.*has extension")
def test_priorities_have_the_same_numbers_everywhere(written: Any) -> None:
    """A statement of unknown direction takes a number, what is tied shares one, a line has none."""
    brief = load(written(EVERYTHING), extension="c").brief()
    (table,) = (one for one in brief.tables if one.title == "Preferences")
    assert [row[1] for row in table.rows if row[0] == "Alba"] == ["1", "2", "3", "3", "–"]
    told = next(" ".join(c.lines) for c in brief.computations if c.title.startswith("What Alba"))
    assert "1. that Borea" in told and "2. that Elm watch the line, or the opposite" in told
    assert "3 (tied). that Corin send aid" in told and "3 (tied). not to keep" in told


@pytest.mark.filterwarnings("ignore:.*has extension")
def test_a_brief_tells_who_gave_an_order(written: Any) -> None:
    path = written(EVERYTHING)
    brief = load(path, extension="c").brief()
    told = section(brief, "What is assumed")
    assert (
        "The order of priorities of Alba rests on three answers by A. Desk on 2026-11-22." in told
    )
    assert "The order of other priorities and how far" in told
    title = "Where the order of priorities of Alba comes from"
    assert "The record is not there, or cannot be read." in lines(brief, title)
    (Path(path).parent / "a.rec.yaml").write_text(RECORD, encoding="utf-8")
    found = lines(load(path, extension="c").brief(), title)
    assert "Begun 2026-11-21 09:00; answers by B. Clerk (1). Last answer 2026-11-22 10:00." in found
    changed = load(path, types={"a": "calm"}, extension="c").brief()
    assert "What is applied here changes the order that was given." in lines(changed, title)


def test_a_brief_tells_who_misreads_what(written: Any) -> None:
    """The tunnel of docs/perception.md."""
    path = written(
        "  army: {name: Army, options: {truce: keep the truce},",
        "    prefers: [not militia.tunnel, army.truce iff not militia.tunnel]}",
        "  militia: {name: Militia, options: {tunnel: dig a tunnel},",
        "    prefers: [militia.tunnel, army.truce]}",
        "perceives: {army: {unaware: [militia.tunnel], because: assumption}}",
    )
    brief = load(path).brief()
    told = section(brief, "Who sees it differently")
    assert "By assumption, Army does not know that Militia could dig a tunnel." in told
    assert "Army expects this to hold: Army: keep the truce (a surprise; 1 more" in told
    assert "In fact Militia would leave: it could dig a tunnel." in told
    assert "In the eyes of Militia" in lines(brief, "Who perceives what")


def test_what_holds_is_told_of_attitudes_as_it_is(written: Any) -> None:
    """d is for b, who is against x: d has nothing that is better for both."""
    path = written(
        "  d: {name: Dorn, options: {x: do x}, prefers: [d.x], attitudes: {b: for}}",
        "  b: {name: Borea, prefers: [not d.x]}",
        "terms: {done: d.x}",
    )
    brief = load(path).brief()
    found = " ".join(line for one in brief.computations for line in one.lines)
    assert "Dorn: nothing that it can do leads to anything that is better for itself" in found
    assert "Today's situation would hold: no party would move alone." in section(
        brief, "What today"
    )


def test_a_surprise_by_who_has_no_ranks(written: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """a takes itself to want x exactly with y, so that it would answer b by taking x back, which b
    could not compare with 3: a doubt that it counts on holding b back. In fact a would not."""
    path = written(
        "  a: {options: {x: do x}, prefers: [not b.y, a.x]}",
        "  b: {options: {y: do y}, prefers: [{want: b.y, unknown: true}], extension: c}",
        "perceives: {a: {raise: {a: a.x iff b.y}}}",
    )
    found = [one for one in data(capsys, "perception", path)["surprises"] if one["state"] == 3]
    assert [move["why_unseen"] for one in found for move in one["departures"]] == ["deterred"]
