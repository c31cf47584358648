"""Gambit's .nfg: random games in both versions of the body, against unilateral deviations."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle.nfg import Game, Profile
from thorough import examples

from goodoffices.analyses.solution import solve
from goodoffices.cli.main import run
from goodoffices.formats import nfg
from goodoffices.formats.meaning import Checked
from goodoffices.formats.readers import read_situation

RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}
NAMES = ("Up", "Down", "Up", "", "a b", "and", "Öl", "封", 'say "no"', "back\\slash", "{", "1", "}")
TEMPTED = 'NFG 1 R "T" {"A" "B"} {2 2}\n'


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A number as a file may spell it."""
    whole = draw(st.integers(-3, 3))
    spelt = [
        *(f"{whole}", f"{whole}", f"{whole:+}", f"{whole}.0", f"{whole}.", f"{whole * 2}/2"),
        *(f"{whole}e0", f"{whole * 10}e-1", f"{whole}.50", f"{whole}/3", f"{whole}E+2", ".5"),
        *("-.25", "1e30", "1e-30", "1/3", "0.3333333333333333333333", "2/6", "-0", "100000000001"),
        *("0.1", "1/10", "3e-1", "0.30000000000000000001"),
    ]
    return draw(st.sampled_from(spelt))


def value(spelt: str) -> Fraction:
    """What such a spelling is worth, exactly."""
    if "/" in spelt:
        above, below = spelt.split("/")
        return Fraction(int(above), int(below))
    return Fraction(Decimal(spelt))


@st.composite
def sizes(draw: st.DrawFn) -> tuple[int, ...]:
    return tuple(draw(st.lists(st.integers(1, 3), min_size=1, max_size=4)))


@st.composite
def games(draw: st.DrawFn) -> tuple[Game, str]:
    """A game and a file of it."""
    counts = draw(sizes())
    players = [draw(st.sampled_from(NAMES)) for _ in counts]
    profiles = Game(counts, {}).profiles()
    gap = draw(st.sampled_from([" ", "\n", "\t ", "\r\n", "  "]))
    parts = ["NFG", "1", draw(st.sampled_from("RD")), quoted(draw(st.sampled_from(NAMES)))]
    parts += ["{", *map(quoted, players), "}", "{"]
    for count in counts:
        if draw(st.booleans()):
            parts.append(str(count))
        else:
            parts += ["{", *(quoted(draw(st.sampled_from(NAMES))) for _ in range(count)), "}"]
    parts.append("}")
    if draw(st.booleans()):
        parts.append(quoted("a comment, 1 2 3"))
    body, payoffs = draw(st.sampled_from([by_profile, by_outcome]))(draw, profiles, len(counts))
    return Game(counts, payoffs), gap.join([*parts, *body]) + draw(st.sampled_from(["", "\n\n"]))


def by_profile(
    draw: st.DrawFn, profiles: list[Profile], players: int
) -> tuple[list[str], dict[Profile, tuple[Fraction, ...]]]:
    """The payoffs one profile after the other."""
    spelt = {profile: [draw(numbers()) for _ in range(players)] for profile in profiles}
    body = [one for profile in profiles for one in spelt[profile]]
    return body, {profile: tuple(map(value, one)) for profile, one in spelt.items()}


def by_outcome(
    draw: st.DrawFn, profiles: list[Profile], players: int
) -> tuple[list[str], dict[Profile, tuple[Fraction, ...]]]:
    """Outcomes, and which of them each profile has; 0 pays nobody anything."""
    number = draw(st.integers(0, 4))
    outcomes = [[draw(numbers()) for _ in range(players)] for _ in range(number)]
    comma = draw(st.sampled_from([" ", ", "]))
    body = ["{"]
    for outcome in outcomes:
        body += ["{", quoted(draw(st.sampled_from(NAMES))), comma.join(outcome), "}"]
    body.append("}")
    chosen = {profile: draw(st.integers(0, number)) for profile in profiles}
    body += [str(chosen[profile]) for profile in profiles]
    paid = [(Fraction(0),) * players, *(tuple(map(value, outcome)) for outcome in outcomes)]
    return body, {profile: paid[at] for profile, at in chosen.items()}


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def read(text: str) -> Checked:
    return nfg.read(text, "x.nfg", "x").checked()


def profile_of(yes: list[str], options: list[list[str]]) -> Profile:
    """The strategy that each player has taken."""
    found = [[at for at, name in enumerate(own) if name in yes] for own in options]
    assert all(len(taken) == 1 for taken in found)
    return tuple(taken[0] for taken in found)


@settings(max_examples=examples(600), **RELAXED)
@given(games())
def test_games(given_: tuple[Game, str]) -> None:
    game, text = given_
    checked = read(text)
    answer: dict[str, Any] = solve(checked.situation, space=checked.space).as_dict(every=True)
    parties = answer["parties"]
    assert len(parties) == len(game.counts)
    options = [[o for o in answer["options"] if o.startswith(f"{p}.")] for p in parties]
    assert tuple(map(len, options)) == game.counts
    assert answer["options"] == [name for own in options for name in own]
    stable = game.stable()
    seen = []
    for state in answer["states"]:
        profile = profile_of(state["yes"], options)
        seen.append(profile)
        players = range(len(parties))
        assert [state["ranks"][p] for p in parties] == [game.ranks(i)[profile] for i in players]
        nash = [i for i in players if game.nash(i, profile)]
        assert stable["nash"][profile] == nash
        for concept, found in stable.items():
            assert state["stable"][concept] == [parties[i] for i in found[profile]], concept
    assert sorted(seen) == sorted(game.profiles())


def test_what_people_call_things() -> None:
    situation = read(
        'NFG 1 R "Say \\"when\\"" { "Row one" "row-one" } { { "Stay put" "and" "Stay put" } 2 }'
        ' "comment" 1 2 3 4 5 6 7 8 9 10 11 12'
    ).situation
    assert situation.title == 'Say "when"'
    assert [party.name for party in situation.parties] == ["Row one", "row-one"]
    assert [party.id for party in situation.parties] == ["row_one", "row_one_2"]
    names = [option.name for option in situation.options]
    assert names == [
        *("row_one.stay_put", "row_one.and_", "row_one.stay_put_2", "row_one_2.s1", "row_one_2.s2"),
    ]
    assert [option.does for option in situation.options[:3]] == ["Stay put", "and", "Stay put"]


def test_prisoners_dilemma(tmp_path: Path) -> None:
    """One file, through the command line, into every format that can hold it, and back."""
    file = tmp_path / "pd.nfg"
    file.write_text(TEMPTED + "3 3 4 1 1 4 2 2\n", encoding="utf-8")
    for suffix in ("yaml", "gmcr", "csv", "xlsx"):
        target = tmp_path / f"pd.{suffix}"
        assert run(["convert", str(file), str(target)]) == 0
        situation = read_situation(target).situation
        states = cast("Iterator[dict[str, Any]]", solve(situation).states())
        nash = [state["id"] for state in states if "nash" in state["equilibrium"]]
        assert nash == [2 + 8]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("1 2 3 4 5 6 7", "2:14: the file ends in the middle"),
        ("1 2 3 4 5 6 7 8 9", '2:17: "9" stands after the last number'),
        ("1 2 3 x 5 6 7 8", '2:7: "x" stands here'),
        ("1 2 3 1/0 5 6 7 8", '2:7: "1/0" stands here'),
        ("1 2 3 nan 5 6 7 8", '2:7: "nan" stands here'),
        ("1 2 3 inf 5 6 7 8", '2:7: "inf" stands here'),
        ('{ {"a" 1 2} } 0 1 2 0', '2:19: "2" stands here'),
        ('{ {"a" 1 2} } 0 1 -1 0', '2:19: "-1" stands here'),
        ('{ {"a" 1} } 0 1 0 0', '2:9: "}" stands here'),
    ],
)
def test_where_a_body_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], body: str, says: str
) -> None:
    file = tmp_path / "x.nfg"
    file.write_text(TEMPTED + body, encoding="utf-8")
    assert run(["check", str(file)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert f"error: {file}:{says}" in err
