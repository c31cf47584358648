"""Preferences that cannot be meant are refused with a remedy; odd ones are read with a warning."""

from __future__ import annotations

from pathlib import Path

import pytest

import goodoffices as go
from goodoffices.case import load_case
from goodoffices.cli.main import run
from goodoffices.errors import InputError
from goodoffices.formats.meaning import Checked
from goodoffices.formats.native import loads
from goodoffices.model.apply import with_extension
from goodoffices.model.preference import Preference

TWO = """goodoffices: 1
title: Two
parties:
  a: {options: {x: do x}, WRITTEN}
  b: {options: {y: do y}, prefers: [a.x, b.y]}
now: []
"""
TINY = '"1/9999999999999999999999"'


def read(written: str) -> Checked:
    return loads(TWO.replace("WRITTEN", written))


MISTAKES = [
    ('ranking: [3, {strongly: 3}, {strongly: }, "true"]', "4:55: a second line of strength"),
    ("prefers: [a.x, {strongly: 3}, {strongly: 2}, b.y]", "4:57: a second line of strength"),
    ("prefers: [a.x], unknown: [[1, 1]]", "4:53: the state 1 stands on both sides of a pair"),
    ("prefers: [a.x], unknown: [[1, [1, 1]]]", "the state 1 stands on both sides of a pair"),
    (
        "prefers: [a.x], fuzzy: {threshold: 1, pairs: [{prefer: 2, to: 2, degree: 0.6}]}",
        "4:73: the state 2 stands on both sides of a pair; expected two different states",
    ),
    (
        "divided: {factions: {f: {ranking: [1, 3]}}}",
        'the ranking of the faction "f" of "a" leaves out 2 feasible states: 0, 2',
    ),
    (
        "partial_order: [[0, [1, 2]], [2, 1, 3]]",
        "contradict each other: 2 above 1, which is tied with 2; expected",
    ),
    (
        "partial_order: [[0, 1], [[1, 2]], [2, 0], [3]]",
        "contradict each other: 0 above 1, which is tied with 2, above 0; expected",
    ),
    ("partial_order: [[], [0, 1, 2, 3]]", "4:43: an empty chain stands here; expected states"),
    ("partial_order: [{order: []}, [0, 1, 2, 3]]", "an empty chain stands here"),
    ("ranking: [[], 0, 1, 2, 3]", "4:37: an empty list stands here; expected a state's id or an"),
    ("prefers: [a.x], unknown: [[[], 1]]", "an empty list stands here; expected a state's id or"),
    ("divided: {factions: {f: {ranking: []}}}", 'the ranking of the faction "f" of "a" leaves out'),
    ("partial_order: [0, 1]", "expected a list of chains, each from best to worst; write [[0, 1]]"),
    ("partial_order: much", "write [[BEST, …, WORST], …]"),
    ("unknown: [a.x, b.y]", "a list of states stands here; expected a list of pairs of states; w"),
    ("unknown: [a.x, b.y]", "write [[a.x, b.y]]"),
    ("unknown: [[0, 1], 2]", "the number 2 stands here; expected a pair of states; write [A, B]"),
    ("unknown: [[0, 1, 2]]", "a list of 3 stands here; expected a pair of states; write [A, B]"),
    ("prefers: [a.x, {stronly: 2}, b.y]", '4:42: unknown key "stronly"'),
    ("prefers: [a.x, {stronly: }, b.y]", 'did you mean "strongly"?'),
    ("prefers: [a.x, strongly, b.y]", "for a line of strength write {strongly: }"),
    ("prefers: [a.x, {want: b.y, strongly: 2}]", '"strongly" stands beside "want"'),
    ("prefers: [[a.x, {strongly: }], b.y]", '"strongly" stands inside a tie'),
    ('ranking: [3, {stronly: 2}, "true"]', 'did you mean "strongly"?'),
    ("prefers: [a.x], strongly: 2", "strongly is a line of its own in prefers or ranking"),
    ("prefers: [a.x], attitudes: [b]", "write {PARTY: for}"),
    ("prefers: [a.x], attitudes: {b: }", "4:57: nothing stands here; expected for, indifferent"),
    ("prefers: [a.x], fuzzy: 0.3", "write {threshold: 0.3, pairs: [{prefer: A, to: B, degree"),
    ("prefers: [a.x], fuzzy: {threshold: 1, pairs: [[3, 1]]}", "write {prefer: A, to: B, degree"),
    ("divided: [hawks, doves]", "write {factions: {hawks: {share: 0.6"),
    ("divided: {factions: [hawks]}", "write {hawks: {share: 0.6"),
    (f"prefers: [a.x], strongly_by: {TINY}", "4:43: weights beside thresholds or unknown"),
    (
        f"prefers: [[{{want: a.x, weight: {TINY}}}, {{want: b.y, unknown: true}}]]",
        "use smaller numbers or fewer decimals",
    ),
    (f"prefers: [a.x], fuzzy: {{threshold: {TINY}}}", "4:43: shares, degrees and thresholds are"),
    (f"divided: {{alpha: {TINY}, factions: {{f: {{prefers: [a.x]}}}}}}", "use fewer decimals"),
]


@pytest.mark.parametrize(("written", "told"), MISTAKES)
def test_mistake(written: str, told: str) -> None:
    with pytest.raises(InputError) as raised:
        read(written)
    assert told in str(raised.value) and str(raised.value).startswith("4:")
    assert len(raised.value.problems) == 1


ODD = [
    (
        "prefers: [a.x, b.y, [not b.y, a.x]]",
        '4:57: "a.x" of "a" stands further up already; it decides nothing here: leave it out',
    ),
    ("divided: {factions: {f: {prefers: [a.x, a.x]}}}", '"a.x" of "f" stands further up already'),
    ("prefers: [a.x, {strongly: }]", "4:42: nothing stands below this line"),
    (
        "prefers: [{want: a.x, weight: 2}, b.y], strongly_by: [2, 5, 7]",
        '4:67: no two states differ by 5, 7 on a level of "a"; expected thresholds in strongly_by '
        "that are reached; the greatest difference that is certain is 2",
    ),
    (
        "prefers: [a.x], unknown: [[a.x and not a.x, 0]]",
        '4:54: "a.x and not a.x" is true in no feasible state; the pair says nothing with it',
    ),
    ("prefers: [a.x], unknown: [[a.x and b.y, 3]]", "4:67: both sides of this pair are one and"),
    (
        "divided: {pairs: [{prefer: a.x and not a.x, to: 1, degree: 1}]}",
        "is true in no feasible state",
    ),
    (
        "divided: {factions: {f: {share: 1, prefers: [a.x]}, g: {prefers: [b.y]}}}",
        '4:79: the faction "g" of "a" has the share 0: it counts for nothing',
    ),
    (
        "divided: {factions: {f: {share: 0.5, prefers: [a.x]}, g: }}",
        'the faction "g" of "a" has no preferences: every state is the same to it',
    ),
]


@pytest.mark.parametrize(("written", "told"), ODD)
def test_odd_but_legal(written: str, told: str) -> None:
    (warning,) = read(written).warnings
    assert told in str(warning) and str(warning).startswith("4:")


FACTION = "divided: {factions: {f: {prefers: [a.x]}}}"
OPEN = "[{want: b.y, unknown: true}]"
CHANGES = [
    ("divided: {pairs: [{prefer: 3, to: 2, degree: 0.7}]}", "levers: {l: {lower: {a: b.y}}}"),
    ("divided: {pairs: [{prefer: 3, to: 2, degree: 0.7}]}", "types: {a: {t: {raise: b.y}}}"),
    ("prefers: [a.x], fuzzy: {threshold: 0.3}", f"levers: {{l: {{raise: {{a: {OPEN}}}}}}}"),
    (FACTION, f"types: {{a: {{t: {{lower: {OPEN}}}}}}}"),
    (FACTION, f"perceives: {{b: {{raise: {{a: {OPEN}}}}}}}"),
]


@pytest.mark.parametrize(("written", "change"), CHANGES)
def test_a_change_that_shares_and_degrees_cannot_take(written: str, change: str) -> None:
    """What a party divided by pairs alone would not notice, and a doubt that nobody would see."""
    with pytest.raises(InputError) as raised:
        loads(TWO.replace("WRITTEN", written) + change)
    (problem,) = raised.value.problems
    told = "changes nothing" if "pairs" in written else 'leaves preferences of "a" unknown'
    assert told in str(problem) and problem.place.line == 7
    # The same change for the other party, or without the doubt, is fine.
    loads(TWO.replace("WRITTEN", FACTION) + change.replace("unknown: true", "weight: 1"))


def test_what_is_reached_or_tells_states_apart_is_not_odd() -> None:
    for written in (
        "prefers: [[a.x, b.y]], strongly_by: 2",
        "prefers: [[a.x, b.y], a.x, {want: b.y, unknown: true}]",
        "prefers: [a.x, {strongly: }, b.y]",
        "prefers: [a.x], unknown: [[a.x, a.x]]",
        "divided: {factions: {f: {share: 0.5, prefers: [a.x]}, g: {ranking: [true]}}}",
    ):
        assert read(written).warnings == ()


def test_empty_keys_count_as_missing() -> None:
    keys = ("unknown", "attitudes", "strongly_by", "extension", "fuzzy", "divided", "ranking")
    empty = "".join(f"\n    {key}:" for key in (*keys, "partial_order"))
    text = TWO.replace("{options: {x: do x}, WRITTEN}", f"\n    options: {{x: do x}}{empty}")
    party = loads(text).situation.parties[0]
    assert party.preference == Preference() and party.attitudes == ()
    graded = "divided: {alpha: , beta: , pairs: , factions: {f: {share: , prefers: [a.x]}}}"
    divided = read(graded).situation.parties[0].preference.divided
    assert divided is not None and divided.alpha * 2 == divided.factions[0].share == 1


def test_an_extension_that_is_chosen_comes_before_that_of_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "two.yaml"
    path.write_text(TWO.replace("WRITTEN", "unknown: [[0, 1]], extension: b"), encoding="utf-8")
    assert run(["preferences", str(path), "--extension", "c"]) == 0
    out, err = capsys.readouterr()
    assert "Extension c: it moves on a chance, and a doubt" in out
    assert f'warning: {path}:4:3: "a" has extension: b in the file; extension c, which was' in err
    assert run(["preferences", str(path), "--extension", "b"]) == 0
    out, err = capsys.readouterr()
    assert "Extension b" in out and "extension" not in err
    with pytest.warns(UserWarning, match='"a" has extension: b in the file; extension c') as told:
        assert "counts instead" in str(go.load(path, extension="c").case.warnings[-1])
    assert told[0].filename == __file__
    assert run(["check", str(path), "--extension", "c", "--format", "json"]) == 0
    assert "extension c, which was asked for, counts instead" in capsys.readouterr().out
    # Where nothing is chosen, only those vary of whom the file does not say.
    assert with_extension(load_case(path).situation, "c").parties[0].preference.extension == "b"
    path.write_text(TWO.replace("WRITTEN", "prefers: [a.x]"), encoding="utf-8")
    assert run(["preferences", str(path), "--extension", "b"]) == 0
    assert "warning: extension b changes nothing: no preference is" in capsys.readouterr().err


def test_an_unknown_state_of_a_graph() -> None:
    text = """goodoffices: 1
title: Graph
parties:
  a: {ranking: [up, left, down]}
graph: {states: {up: up, down: down}, moves: {a: [[up, down]]}}
"""
    with pytest.raises(
        InputError, match='4:21: unknown name "left"; expected a state of the graph'
    ):
        loads(text)
    with pytest.raises(InputError, match="leaves out 1 feasible state: down; expected every"):
        loads(text.replace("left, down", ""))
