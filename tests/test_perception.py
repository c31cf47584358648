"""Who sees which game: hypergame equilibria and surprises, against the oracle and by hand."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from oracle import changes, strategies
from oracle import perception as literal
from oracle.case import BadRanking, NoFeasibleState, NowInfeasible
from test_laws import _renamed
from thorough import examples

import goodoffices as go
from goodoffices.analyses.coverage import coverage
from goodoffices.analyses.perceived import Game
from goodoffices.analyses.perception import PerceptionResult, perception
from goodoffices.analyses.solution import solve
from goodoffices.cli.main import run
from goodoffices.errors import RequestError
from goodoffices.formats.native import from_data, loads
from goodoffices.model.apply import with_changes
from goodoffices.stability.verdicts import PROFILE

CAIRO = str(Path(__file__).parents[1] / "examples" / "cairo-talks")
RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}
SMALL = st.one_of(
    strategies.conflicts(max_options=4, max_parties=3),
    strategies.conflicts(max_options=4, max_parties=3),
    strategies.arc_conflicts(max_options=4, max_parties=3),
    strategies.graphs(max_states=6, max_parties=3),
)
SEEN = SMALL.flatmap(strategies.perceptions)
KINDS = st.sampled_from([PROFILE, PROFILE, "nash", "gmr", "smr", "seq", "sseq"])


def ids(game: Game, positions: Any) -> frozenset[int]:
    return frozenset(int(game.space.ids[at]) for at in positions)


def literal_or_none(data: dict[str, Any], kind: str) -> literal.Hypergame | None:
    """None where some game has no answer; a ranking that names one state by two ids is skipped."""
    try:
        return literal.Hypergame(data, kind)
    except BadRanking as error:
        assume("named twice" not in str(error))
    except (NoFeasibleState, NowInfeasible):
        pass
    return None


def assert_agrees(
    result: PerceptionResult, data: dict[str, Any], other: literal.Hypergame, told: bool
) -> None:
    found = result.hypergame
    parties = [party.id for party in result.solution.situation.parties]
    assert ids(found.written, np.flatnonzero(found.written.holds)) == other.equilibria(None)
    assert ids(found.written, result.held) == other.holds()
    viewers = {None if g.party is None else parties[g.party]: g for g in found.games}
    assert set(viewers) == set(other.games)
    for party, game in viewers.items():
        assert ids(game, np.flatnonzero(game.holds)) == other.equilibria(party)
        assert ids(game, result.imagined[parties.index(party)]) == other.imagined(party)
        for at, state in enumerate(found.written.space.ids.tolist()):
            seen = None if game.seen[at] < 0 else int(game.space.ids[game.seen[at]])
            assert seen == other.seen(state, party)
    for i, party in enumerate(parties):
        for at, state in enumerate(found.written.space.ids.tolist()):
            assert found.stays[i, at] == other.stays(party, state)
    if any(other.notion(party) == "nonmyopic" for party in parties):
        return
    mine = {}
    for one in result.surprises:
        viewer = None if one.game.party is None else parties[one.game.party]
        moves = frozenset(
            literal.Move(parties[m.party], m.state, m.legal, m.why, frozenset(m.unknown))
            for m in one.departures
        )
        blind = frozenset(parties[i] for i in one.blind)
        mine[viewer, int(found.written.space.ids[one.position])] = (moves, blind)
        for move in one.departures:
            answer = move.counts_on
            assert (move.why == "deterred") == (answer is not None and answer.deterred)
    assert mine == other.surprises()
    for one in result.told if told else ():
        gained, lost = other.if_told(data, parties[one.party])
        assert (ids(found.written, one.gained), ids(found.written, one.lost)) == (gained, lost)


@settings(max_examples=examples(1_000), **RELAXED)
@given(SEEN, KINDS)
def test_against_the_definitions(data: dict[str, Any], kind: str) -> None:
    situation = from_data(data).situation
    other = literal_or_none(data, kind)
    if other is None:
        with pytest.raises(RequestError, match="sees has no answer"):
            perception(situation, kind)
        return
    assert_agrees(perception(situation, kind), data, other, told=True)


@settings(max_examples=examples(200), **RELAXED)
@given(st.data())
def test_after_changes(draw: st.DataObject) -> None:
    """Levers and types first, then what each party sees of the changed game."""
    plain = draw.draw(strategies.conflicts(max_options=4, max_parties=3))
    data = draw.draw(strategies.perceptions(draw.draw(strategies.changes(plain))))
    types, precedents, levers = draw.draw(strategies.choices(data))
    try:
        changed = changes.apply(data, types, precedents, levers)
        other = literal.Hypergame(changed, PROFILE)
    except ValueError:
        with pytest.raises(RequestError):
            perception(with_changes(from_data(data).situation, types, levers, precedents))
        return
    situation = with_changes(from_data(data).situation, types, levers, precedents)
    assert_agrees(perception(situation), changed, other, told=False)


TUNNEL = """goodoffices: 1
title: The tunnel
now: [army.truce]
parties:
  army:
    name: Army
    options: {truce: keep the truce}
    prefers: [not militia.tunnel, army.truce iff not militia.tunnel]
  militia:
    name: Militia
    options: {tunnel: dig a tunnel}
    prefers: [militia.tunnel, army.truce]
perceives:
  army: {unaware: [militia.tunnel], because: assumption}
"""
"""Worked out by hand, every party sequentially stable (seq). States: 0 nothing, 1 truce, 2 tunnel,
3 truce and tunnel. The army ranks 1 > 0 > 2 > 3, the militia 3 > 2 > 1 > 0. Moves: the army
0-1 and 2-3, the militia 0-2 and 1-3.

As written. 0: the militia gains by 2, where the army has no improvement (2 > 3): it goes. 1: it
gains by 3; the army would answer with 2, which the militia still prefers to 1: it goes. 2: the
army would lose by 3, the militia by 0: it holds. 3: the army gains by 2, from where the militia has
no improvement: it goes. So 2 alone holds.

As the army sees it there are 0 and 1, and only the army moves: 1 alone holds.

The hypergame. 0: the army goes to 1. 1: the army stays, the militia goes to 3. 2: the army takes it
for 0 and would keep the truce. 3: the army takes it for 1 and stays; the militia, which sees it as
written, would lose by 1 and stays. So 3 alone holds: a truce with a tunnel under it, which nobody
expects. The army expects 1 and is surprised by an option that it does not know of; the militia
expects 2, and is surprised that the army keeps the truce, which to the militia is no gain (2 > 3).

If the army were told: 2 gained, 3 lost.
"""

MISREAD = """goodoffices: 1
title: Bluff
now: []
parties:
  north:
    options: {take: take the bridge}
    prefers: [north.take and not south.fire, not south.fire]
  south:
    options: {fire: open fire}
    prefers: [not north.take or south.fire, not south.fire]
perceives:
  north: {raise: {south: not south.fire}, because: assumption}
"""
"""By hand, under seq. States: 0 nothing, 1 the bridge taken, 2 fire, 3 both. North ranks
1 > 0 > 2 = 3, south 0 > 2 = 3 > 1: its first statement is true at 0, 2 and 3, its second at 0, 1.

As written. 0: north gains by 1, but south would answer with 3, which is worse for north: it stays;
south would lose by 2: 0 holds. 1: south gains by 3, where north has no improvement: it goes. 2:
south gains by 0, but north would answer with 1, which is worse for south: it stays; north gains
nothing by 3: 2 holds. 3: south would lose by 1, north gains nothing by 2: 3 holds.

North thinks that south above all does not want to fire, so that 0 > 1 > 2 = 3 for south. As it
sees it: 0: north goes to 1, where south stays. 1 holds. 2: south goes to 0, from where north goes
to 1, which south prefers to 2: it goes. 3: south goes to 1.

The hypergame. 0: north goes. 1: south goes. 2 and 3: north gains nothing, south stays as written:
2 and 3 hold. North expects 1: south would in fact fire, in the eyes of north no gain for it. South
expects 0: north would in fact take the bridge, in the eyes of south deterred by its fire.
"""


def told(text: str, kind: str = PROFILE) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(
        json.dumps(perception(loads(text).situation, kind).as_dict())
    )
    return plain


def test_a_tunnel_that_one_side_does_not_know_of() -> None:
    found = told(TUNNEL)
    assert (found["written"], found["hypergame"], found["now"]) == ([2], [3], 1)
    assert found["games"][0]["expects"] == [1] and found["sees_as_written"] == ["militia"]
    by_army, by_militia = found["surprises"]
    assert (by_army["expected_by"], by_army["state"]) == (["army"], 1)
    (move,) = by_army["departures"]
    assert (move["party"], move["to"], move["why_unseen"]) == ("militia", 3, "unknown")
    assert move["unknown"] == ["militia.tunnel"] and move["legal"]
    assert (by_militia["expected_by"], by_militia["state"]) == (["militia"], 2)
    (move,) = by_militia["departures"]
    assert (move["party"], move["to"], move["why_unseen"]) == ("army", 3, "no_gain")
    assert [one["takes_it_for"] for one in found["unexpected"]] == [1, None]
    assert found["if_told"] == [{"party": "army", "gained": [2], "lost": [3]}]


def test_the_example_of_the_documentation_is_this_one() -> None:
    text = (Path(__file__).parents[1] / "docs" / "perception.md").read_text(encoding="utf-8")
    assert TUNNEL in text


def test_a_preference_misread() -> None:
    found = told(MISREAD)
    assert (found["written"], found["hypergame"]) == ([0, 2, 3], [2, 3])
    assert found["games"][0]["expects"] == [1]
    by_south, by_north = found["surprises"]  # that about today comes first
    (move,) = by_north["departures"]
    assert (by_north["state"], move["party"], move["why_unseen"]) == (1, "south", "no_gain")
    (move,) = by_south["departures"]
    assert (by_south["state"], move["party"], move["why_unseen"]) == (0, "north", "deterred")
    assert move["counts_on"] == [{"by": "south", "from": 1, "to": 3}]
    assert found["if_told"] == [{"party": "north", "gained": [0], "lost": []}]


@settings(max_examples=examples(150), **RELAXED)
@given(SMALL, KINDS, st.data())
def test_who_sees_the_game_as_written_changes_nothing(
    data: dict[str, Any], kind: str, draw: st.DataObject
) -> None:
    """Empty perceptions: the hypergame is the game, nobody is surprised."""
    parties = draw.draw(st.lists(st.sampled_from(list(data["parties"])), min_size=1, unique=True))
    written = solve(from_data(data).situation).verdicts.equilibrium(kind)
    same = data | {"perceives": {party: {} for party in parties}}
    result = perception(from_data(same).situation, kind)
    assert (result.hypergame.holds == written).all()
    assert not result.surprises and not result.unexpected and not any(result.imagined.values())
    assert not any(one.gained or one.lost for one in result.told)


@settings(max_examples=examples(150), **RELAXED)
@given(strategies.conflicts(max_options=4).flatmap(strategies.perceptions))
def test_renaming_changes_nothing(data: dict[str, Any]) -> None:
    names_of = [*data["parties"], *(data.get("terms") or {}), *(data.get("states") or {})]
    names_of += [o for p in data["parties"].values() for o in (p or {}).get("options") or {}]
    names = {one: f"{one}_renamed" for one in names_of}
    try:
        before = perception(from_data(data).situation)
    except RequestError:
        return
    after = perception(from_data(_renamed(data, names)).situation)
    assert before.held == after.held and before.rows == after.rows
    assert before.n_surprises == after.n_surprises
    whys = [
        [move.why for one in each.surprises for move in one.departures] for each in (before, after)
    ]
    assert whys[0] == whys[1]


@settings(max_examples=examples(100), **RELAXED)
@given(SEEN)
def test_without_perceptions_and_with_them_solve_says_the_same(data: dict[str, Any]) -> None:
    bare = {key: value for key, value in data.items() if key != "perceives"}
    one, other = (solve(from_data(each).situation) for each in (bare, data))
    for kind in one.verdicts.kinds:
        assert (one.verdicts.equilibrium(kind) == other.verdicts.equilibrium(kind)).all()


@pytest.fixture
def tunnel(tmp_path: Path) -> str:
    path = tmp_path / "tunnel.yaml"
    path.write_text(TUNNEL)
    return str(path)


@pytest.mark.parametrize("columns", ["60", "100"])
def test_text_and_picture(
    tunnel: str,
    columns: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    figure = tmp_path / "figure.svg"
    assert run(["perception", tunnel, "--figure", str(figure)]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert max(map(len, captured.out.split("\n"))) <= int(columns) + len(str(figure))
    text = " ".join(captured.out.split())
    assert "Army does not know that Militia could dig a tunnel (an assumption)." in text
    assert "State 1 (Army: keep the truce) holds in the eyes of Army. In fact Militia would" in text
    assert "Army takes it for state 1, without “dig a tunnel”, where everybody stays" in text
    assert "If Army saw the game as written, state 2 (Militia: dig a tunnel) would come" in text
    drawn = figure.read_text(encoding="utf-8")
    assert "as 1<" in drawn and "as N: it does not know of an option taken there" in drawn
    root = ElementTree.fromstring(drawn)
    assert root.tag.endswith("svg") and len(list(root.iter())) > 20


def test_json_and_concepts(tunnel: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["perception", tunnel, "--format", "json", "--concept", "NASH"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["kind"] == "nash" and found["hypergame"] == [3]
    assert run(["perception", tunnel, "--concept", "nahs"]) == 2
    assert 'did you mean "nash"' in capsys.readouterr().err


def test_a_file_without_perceptions(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["perception", CAIRO]) == 2
    told = capsys.readouterr().err
    assert "perceives: {israel: {unaware: [hamas.ceasefire], raise: {international: EXPR" in told


def test_a_game_without_an_answer_names_who_sees_it(tmp_path: Path) -> None:
    text = TUNNEL + "rules: [militia.tunnel or army.truce]\n"
    text = text.replace("because: assumption", "forbid: [army.truce]")
    with pytest.raises(RequestError, match=r'"army" sees .* change perceives\.army'):
        perception(loads(text).situation)


def test_every_verb_has_its_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "verbs.yaml"
    path.write_text(VERBS)
    assert run(["perception", str(path), "--with", "open"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    for part in (
        "South does not know that North could close the river;",
        "takes North to want last of all that South pay its dues;",
        "takes North not to care that North close the river;",
        "takes it for impossible that East join the talks;",
        "takes it that North could open the dam;",
        "takes it for final, once so, that South pay its dues",
        "East takes South to want above all that South pay its dues and that North close the "
        "river, then that East join the talks; takes itself to want above all that East join "
        "the talks;",
        "does not know of the rule “dry”; takes it that North and South may move as one",
        "which in the game as written is not possible",
        "It is outside the view of South.",
    ):
        assert part in text
    assert run(["perception", str(path), "--concept", "nash"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert (
        "• In the eyes of South states 2 (North: open the dam) and 6 (North: open the dam; " in text
    )
    assert "South: pay its dues) would hold, which as written cannot be." in text


VERBS = """goodoffices: 1
title: All verbs
now: [a.x]
parties:
  a: {name: North, options: {x: close the river, z: open the dam}, prefers: [b.y, a.x]}
  b: {name: South, options: {y: pay its dues}, prefers: [not a.x, not b.y, d]}
  c: {name: East, options: {w: join the talks}, prefers: [b.y iff c.w]}
closed: [a.z]
terms: {d: a.x and b.y}
rules: [{name: dry, rule: c.w requires a.x}]
levers: {open: {allow: [a.z]}}
perceives:
  b:
    {unaware: [a.x], lower: {a: b.y}, drop: {a: a.x}, forbid: [c.w], commit: [b.y], allow: [a.z]}
  c: {raise: {b: [[b.y, a.x], c.w], c: c.w}, relax: [dry], together: [a, b]}
"""


def test_what_perceptions_rest_on() -> None:
    found = coverage(loads(TUNNEL).situation, ())
    assert [(e.kind, e.name, e.place.line) for e in found.on_assumption] == [
        ("perception", "army", 14)
    ]


def test_perceptions_count_in_the_digest_and_what_they_rest_on_does_not() -> None:
    texts = (TUNNEL, TUNNEL.replace("assumption", "[e01]"), TUNNEL.replace("unaware", "forbid"))
    digests = [loads(text).situation.digest() for text in texts]
    assert digests[0] == digests[1] != digests[2]


def test_in_a_notebook(tunnel: str) -> None:
    view = go.load(tunnel).perception()
    assert view._repr_html_().startswith("<svg") and "Surprises" in str(view)
    assert view.as_dict()["hypergame"] == [3]
    assert go.load(tunnel).perception("gmr").as_dict()["kind"] == "gmr"
