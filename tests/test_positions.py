"""``goodoffices positions``: what agrees, what changed, what cannot both be so."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.brief.position_words import AGAINST, REASONS, SAME, TEXTUAL
from goodoffices.case import load_case
from goodoffices.cli.main import run
from goodoffices.evidence.claim import parse_claim
from goodoffices.formats.native import loads
from goodoffices.positions.account import accounts
from goodoffices.positions.find import Positions, positions
from goodoffices.positions.logic import ABOUT_A_PARTY, RULES, Logic
from goodoffices.states import StateSpace

DOCS = Path(__file__).parents[1] / "docs" / "positions.md"
VALLEY = """goodoffices: 1
title: Valley
parties:
  north:
    name: North
    options: {truce: stop the fighting, leave: leave the valley}
    prefers: [north.truce iff south.truce, south.truce]
  south:
    name: South
    options: {truce: stop the fighting, market: open the market}
    prefers: [north.truce iff south.truce, north.truce, not north.leave]
terms: {peace: north.truce and south.truce}
rules: [north.leave requires peace, south.market requires south.truce]
now: []
levers: {spoil: {raise: {north: [not north.truce, not south.truce]}}}
"""
Row = tuple[str, str, str, str, str]
"""Source, quotation, kind, speaking party or "", claim or ""."""


def case(folder: Path, dates: dict[str, str], rows: list[Row]) -> Path:
    """A case with these sources and items; ids are i0, i1, …"""
    (folder / "sources").mkdir(parents=True)
    (folder / "situation.yaml").write_text(VALLEY, encoding="utf-8")
    texts: dict[str, str] = dict.fromkeys(dates, "")
    items = []
    for at, (source, quote, kind, speaker, claim) in enumerate(rows):
        start = len(texts[source])
        texts[source] += quote + "\r\n"
        item: dict[str, Any] = {"id": f"i{at}", "source": source, "kind": kind, "quote": quote}
        item["span"] = [start, start + len(quote)]
        if speaker:
            item["speaker"] = {"party": speaker}
        if claim:
            item["claim"] = claim
        items.append(item)
    lines = [f"{k}: {{title: Report {k}{f', date: {d}' if d else ''}}}" for k, d in dates.items()]
    (folder / "sources" / "sources.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for key, text in texts.items():
        (folder / "sources" / f"{key}.txt").write_bytes(text.encode("utf-8"))
    told = "".join(f"- {json.dumps(item, ensure_ascii=False)}\n" for item in items)
    (folder / "evidence.yaml").write_text(told, encoding="utf-8")
    return folder


def found(folder: Path) -> Positions:
    read = load_case(folder)
    return positions(accounts(read.items, (), read.sources), read.situation, read.space)


def against(folder: Path) -> list[tuple[str, list[str], list[str], str, bool]]:
    return [
        (one.kind, [a.id for a in one.first], [b.id for b in one.second], one.party, one.ordered)
        for one in found(folder).against
    ]


def same(folder: Path) -> list[tuple[str, list[str], tuple[str, ...]]]:
    return [(one.kind, [a.id for a in one.accounts], one.copied) for one in found(folder).same]


DATED = {"jan": "2024-01-10", "mar": "2024-03-02", "may": "2024-05-01", "late": ""}
WANT, WANT_NOT = "north wants north.truce", "north wants not north.truce"


def test_a_changed_position_of_the_same_speaker(tmp_path: Path) -> None:
    rows = [
        ("mar", "We will leave.", "statement", "north", "north.leave"),
        ("jan", "We never leave.", "statement", "north", "not north.leave"),
    ]
    expected = [("changed position", ["i1"], ["i0"], "north", True)]
    assert against(case(tmp_path / "a", DATED, rows)) == expected
    undated = [("jan", "x.", *rows[0][2:]), ("late", "y.", *rows[1][2:])]
    expected = [("changed position", ["i0"], ["i1"], "north", False)]
    assert against(case(tmp_path / "b", DATED, undated)) == expected


def test_a_changed_position_that_authors_tell_of(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("jan", "It wants a truce.", "fact", "", WANT),
        ("mar", "It still wants one.", "fact", "", WANT),
        ("mar", "It wants one indeed.", "fact", "", WANT),
        ("may", "It wants none.", "fact", "", WANT_NOT),
    ]
    expected = [("changed position", ["i1", "i2"], ["i3"], "north", True)]
    assert against(case(tmp_path, DATED, rows)) == expected
    assert found(tmp_path).against[0].others


def test_there_and_back_is_two_changes(tmp_path: Path) -> None:
    claims = (("jan", WANT), ("mar", WANT_NOT), ("may", WANT))
    rows: list[Row] = [(key, f"{key}.", "fact", "", claim) for key, claim in claims]
    assert [one[1:3] for one in against(case(tmp_path, DATED, rows))] == [
        (["i0"], ["i1"]),
        (["i1"], ["i2"]),
    ]


def test_what_holds_today_may_change(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("jan", "Closed.", "fact", "", "not south.market holds now"),
        ("mar", "Open.", "fact", "", "south.market holds now"),
        ("mar", "Closed still.", "statement", "south", "not south.market holds now"),
    ]
    folder = case(tmp_path, DATED, rows)
    assert against(folder) == [
        ("changed situation", ["i0"], ["i1"], "", True),
        ("disagreement", ["i2"], ["i1"], "", True),
    ]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (("jan", "fact", ""), ("jan", "fact", ""), "contradiction"),
        (("jan", "fact", ""), ("mar", "assessment", ""), "contradiction"),
        (("jan", "fact", ""), ("mar", "outlook", ""), "disagreement"),
        (("jan", "statement", "north"), ("jan", "statement", "north"), "contradiction"),
        (("jan", "statement", "north"), ("jan", "statement", "south"), "disagreement"),
        (("jan", "statement", "north"), ("mar", "fact", ""), "disagreement"),
        (("jan", "statement", "north"), ("mar", "statement", "north"), "changed position"),
    ],
)
def test_who_says_it_decides_what_it_is(
    tmp_path: Path, first: tuple[str, str, str], second: tuple[str, str, str], kind: str
) -> None:
    rows: list[Row] = [
        (first[0], "It may.", first[1], first[2], "north.leave is possible"),
        (second[0], "It cannot.", second[1], second[2], "not north.leave"),
    ]
    assert [one[0] for one in against(case(tmp_path, DATED, rows))] == [kind]


def test_the_same_claim_again(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("mar", "Peace lasts.", "assessment", "", "peace can hold"),
        ("jan", "Both truces last.", "fact", "", "north.truce and south.truce can hold"),
        ("may", "peace  lasts!", "fact", "", "peace can hold"),
        ("may", "Peace and no market lasts.", "fact", "", "peace and not south.market can hold"),
        ("jan", "We want it.", "statement", "north", WANT),
        ("mar", "We do want it.", "statement", "north", WANT),
    ]
    assert same(case(tmp_path, DATED, rows)) == [
        ("corroborated", ["i1", "i0", "i2"], ("i2",)),
        ("said again", ["i4", "i5"], ()),
    ]


def test_a_copy_is_no_second_witness(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("mar", "“Peace” lasts.", "fact", "", "peace can hold"),
        ("jan", "Peace lasts.", "fact", "", "peace can hold"),
        ("jan", "The lorries came.", "fact", "", ""),
        ("may", "The lorries\ncame.", "fact", "", ""),
        ("may", "The lorries came.", "fact", "", ""),
    ]
    assert same(case(tmp_path, DATED, rows)) == [
        ("copied", ["i1", "i0"], ("i0",)),
        ("copied", ["i2", "i3", "i4"], ("i3", "i4")),
    ]


def test_wordings_that_are_alike(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("jan", "Some 40 lorries with flour waited at the northern bridge.", "fact", "", ""),
        ("mar", "At the northern bridge, 60 lorries with flour waited.", "fact", "", ""),
        ("mar", "Some lorries with flour did not wait at the northern bridge.", "fact", "", ""),
        ("jan", "The river has been low since spring.", "fact", "", ""),
    ]
    (one,) = found(case(tmp_path, DATED, rows)).same
    assert one.kind == "perhaps the same" and [a.id for a in one.accounts] == ["i0", "i1"]
    assert one.score is not None and 72 <= one.score < 100 and one.differ


def test_alike_but_for_a_denial_is_perhaps_against(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[Row] = [
        (
            "mar",
            "The northern party rejects the joint market at the bridge.",
            "statement",
            "north",
            "",
        ),
        (
            "jan",
            "The northern party accepts the joint market at the bridge.",
            "statement",
            "north",
            "",
        ),
        ("jan", "Lorries with flour waited for days at the old mill.", "fact", "", ""),
        ("may", "Lorries with flour did not wait for days at the old mill.", "fact", "", ""),
        ("late", "At the old mill lorries with flour never waited for days.", "fact", "", ""),
        ("jan", "Some 40 boats reached the harbour of the island.", "fact", "", ""),
        ("mar", "Some 50 boats did not reach the harbour of the island.", "fact", "", ""),
    ]
    folder = case(tmp_path, DATED, rows)
    flour, market = found(folder).against
    if flour.party:
        flour, market = market, flour
    assert {market.kind, flour.kind} == {"perhaps against"}
    assert [one.id for one in (*market.first, *market.second)] == ["i1", "i0"]
    assert market.party == "north" and market.ordered and (market.score or 0) >= 72
    assert flour.first[0].id == "i2" and flour.second[0].id in ("i3", "i4") and not flour.party
    assert run(["positions", str(folder)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Perhaps against each other: worded alike, and one of them denies (2)" in told
    assert "it may also be a changed position" in told
    assert "of 100, and one of them denies." in told
    claimed = [(*row[:4], "north.leave") for row in rows[:2]]
    assert not found(case(tmp_path / "b", DATED, claimed)).against, "claims say more than words"


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("The quay of the old town is safe.", "The quay of the old town is not safe.", True),
        (
            "The council will close the northern quay.",
            "The council won't close the northern quay.",
            True,
        ),
        (
            "The union of dock workers accepted the plan for the wall.",
            "The union of dock workers rejected the plan for the wall.",
            True,
        ),
        ("The quay of Orre in the old town is safe.", "The quay of Lund is not safe.", False),
        ("The 40 ships reached the old town.", "The 60 ships did not reach the town.", False),
        ("Forty ships reached the old town.", "Sixty ships did not reach the old town.", False),
    ],
)
def test_wordings_of_which_one_denies_the_other(
    tmp_path: Path, first: str, second: str, kind: bool
) -> None:
    """Only where names and numbers are the same; nothing in one source, where the text says it."""
    rows: list[Row] = [("jan", first, "fact", "", ""), ("mar", second, "fact", "", "")]
    two = found(case(tmp_path / "two", DATED, rows))
    assert [one.kind for one in two.against] == ["perhaps against"] * kind and not two.same
    one_source = found(case(tmp_path / "one", DATED, [rows[0], ("jan", *rows[1][1:])]))
    assert not one_source.against and not one_source.same


def test_numbers_in_words_are_numbers(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("jan", "Forty ships left the old harbour.", "fact", "", ""),
        ("mar", "Sixty ships left the old harbour.", "fact", "", ""),
    ]
    (one,) = found(case(tmp_path, DATED, rows)).same
    assert one.kind == "perhaps the same" and one.differ


def test_copies_with_a_word_exchanged_are_one_group(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "Lorries with flour and medicine waited for days at the northern bridge near"
    dates = {f"r{at}": f"2024-01-{at + 1:02d}" for at in range(8)}
    towns = ["arden", "arder", "ardes", "ardet", "ardel", "ardem"]
    rows: list[Row] = [
        (f"r{at}", f"{words} {town}.", "fact", "", "") for at, town in enumerate(towns)
    ]
    rows += [
        (
            "r6",
            "Waiting lorries with flour stood at the northern bridge near arden for days.",
            "fact",
            "",
            "",
        )
    ]
    rows += [("r7", f"{words} arden.", "fact", "", "")]
    same_words, near, alike = found(case(tmp_path, dates, rows)).same
    assert [a.id for a in same_words.accounts] == ["i0", "i7"] and same_words.score == 100
    assert [a.id for a in near.accounts] == [f"i{at}" for at in range(6)]
    assert near.kind == "copied" and near.score is not None and 95 <= near.score < 100
    assert alike.kind == "perhaps the same" and [a.id for a in alike.accounts] == ["i0", "i6"]
    assert run(["positions", str(tmp_path)]) == 0
    assert "and two more: i4, i5" in capsys.readouterr().out


def test_another_name_is_no_copy(tmp_path: Path) -> None:
    words = "Lorries with flour and medicine waited for days at the northern bridge near"
    rows: list[Row] = [
        ("jan", f"{words} Arden.", "fact", "", ""),
        ("mar", f"{words} Ardes.", "fact", "", ""),
    ]
    (one,) = found(case(tmp_path, DATED, rows)).same
    assert one.kind == "perhaps the same" and one.differ and (one.score or 0) > 95


def test_what_all_states_have_or_none_is_the_same_only_word_for_word(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("jan", "a.", "fact", "", "north.leave requires peace"),
        ("mar", "b.", "fact", "", "south.market requires south.truce"),
        ("jan", "c.", "fact", "", "north.leave and not peace is possible"),
        ("mar", "d.", "fact", "", "south.market and not south.truce is possible"),
        ("mar", "e.", "fact", "", "(north.leave requires peace)"),
    ]
    folder = case(tmp_path, DATED, rows)
    assert same(folder) == [("corroborated", ["i0", "i4"], ())]
    assert against(folder) == []
    assert [account.id for account, _ in found(folder).model] == ["i2", "i3"]


def test_levers_are_part_of_a_claim(tmp_path: Path) -> None:
    rows: list[Row] = [
        ("jan", "a.", "fact", "", WANT),
        ("mar", "b.", "fact", "", f"with spoil, {WANT_NOT}"),
        ("may", "c.", "fact", "", f"with spoil, {WANT}"),
    ]
    assert [one[1:3] for one in against(case(tmp_path, DATED, rows))] == [(["i1"], ["i2"])]


def test_text_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[Row] = [
        ("jan", "It wants a truce.", "fact", "", WANT),
        ("mar", "It wants none.", "statement", "south", WANT_NOT),
        ("mar", "It leaves.", "fact", "", "north.leave"),
    ]
    folder = case(tmp_path, DATED, rows)
    assert run(["positions", str(folder)]) == 0
    text = capsys.readouterr().out
    for part in (
        "A changed position (1)\nNorth:\n",
        "• first: “It wants a truce.”\n   i0: fact by the author, 2024-01-10 (Report jan)",
        "• then: “It wants none.”\n   i1: statement by South, 2024-03-02 (Report mar)",
        "Why: no order of the feasible situations has both.",
        "Different voices tell of it: they may also differ.",
        "What the model contradicts (1)",
        "Three items compared, three with a claim.",
    ):
        assert part in text
    assert run(["positions", str(folder), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    (one,) = data["against"]
    assert one["rule"] == "order" and one["first"][0]["quote"] == "It wants a truce."
    assert one["second"][0] == {
        "id": "i1",
        "source": "mar",
        "title": "Report mar",
        "publisher": None,
        "date": "2024-03-02",
        "span": [0, 14],
        "quote": "It wants none.",
        "kind": "statement",
        "speaker": "South",
        "party": "south",
        "status": "accepted",
        "claim": WANT_NOT,
    }
    (one,) = data["model"]
    assert one["item"]["id"] == "i2" and "of eight feasible situations break it" in one["reason"]


def test_proposals_count_only_when_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[Row] = [("jan", "Lorries with flour reached the bridge.", "fact", "", "")]
    folder = case(tmp_path, {"jan": "2024-01-10"}, rows)
    report = tmp_path / "feb.txt"
    report.write_text("Lorries with flour reached the old bridge.\n", encoding="utf-8")
    assert run(["read", str(report), "--case", str(folder)]) == 0
    capsys.readouterr()
    assert run(["positions", str(folder)]) == 0
    assert "Nothing is told twice" in capsys.readouterr().out
    assert run(["positions", str(folder), "--proposed"]) == 0
    text = capsys.readouterr().out
    assert "Perhaps the same: worded alike (1)" in text and "feb_001, proposed: fact" in text


def test_a_case_without_items(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = case(tmp_path, {"jan": ""}, [])
    (folder / "sources" / "jan.txt").write_text("x")
    (folder / "evidence.yaml").unlink()
    assert run(["positions", str(folder)]) == 0
    assert "No item is accepted yet" in capsys.readouterr().out


def test_too_many_states_are_compared_by_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: list[Row] = [
        ("jan", "a.", "fact", "", WANT),
        ("mar", "b.", "fact", "", WANT_NOT),
        ("jan", "c.", "fact", "", "peace can hold"),
        ("mar", "d.", "fact", "", "peace can hold"),
        ("may", "e.", "fact", "", "north.truce and south.truce can hold"),
        ("mar", "f.", "fact", "", "north prefers peace to north.leave"),
        ("may", "g.", "fact", "", "north prefers north.leave to peace"),
        ("mar", "h.", "fact", "", "south stays while peace"),
        ("may", "i.", "fact", "", "south leaves peace"),
    ]
    folder = case(tmp_path, DATED, rows)
    options = ", ".join(f"o{at}: do {at}" for at in range(60))
    wide = VALLEY.replace("market: open the market", f"market: open the market, {options}")
    (folder / "situation.yaml").write_text(wide, encoding="utf-8")
    assert run(["positions", str(folder)]) == 0
    text = capsys.readouterr().out
    assert "Claims were compared by their text alone:" in text
    assert TEXTUAL["order"] in text.replace("\n   ", " ")
    got = against(folder)
    assert sorted(one[1] + one[2] for one in got) == [
        ["i0", "i1"],
        ["i2", "i3", "i8"],
        ["i5", "i6"],
        ["i7", "i8"],
    ]
    assert same(folder) == [("corroborated", ["i2", "i3"], ())]


# --- incompatible, by looking at every world -------------------------------------------------

NAMES = ("p.a", "p.b", "q.c")
EXPRESSIONS = st.recursive(
    st.sampled_from(NAMES),
    lambda inner: st.one_of(
        inner.map(lambda e: f"not ({e})"),
        st.tuples(inner, st.sampled_from(["and", "or", "iff"]), inner).map(
            lambda t: f"(({t[0]}) {t[1]} ({t[2]}))"
        ),
    ),
    max_leaves=3,
)
CLAIMS = st.one_of(
    EXPRESSIONS,
    EXPRESSIONS.map(lambda e: f"{e} is possible"),
    EXPRESSIONS.map(lambda e: f"{e} can hold"),
    EXPRESSIONS.map(lambda e: f"{e} can be reached"),
    EXPRESSIONS.map(lambda e: f"{e} holds now"),
    EXPRESSIONS.map(lambda e: f"p stays while {e}"),
    EXPRESSIONS.map(lambda e: f"p leaves {e}"),
    EXPRESSIONS.map(lambda e: f"p wants {e}"),
    st.tuples(EXPRESSIONS, EXPRESSIONS).map(lambda t: f"p prefers {t[0]} to {t[1]}"),
)
STATES = st.sets(st.integers(0, 7), min_size=1, max_size=4)


def subsets(of: set[int]) -> list[set[int]]:
    return [set(some) for n in range(len(of) + 1) for some in itertools.combinations(of, n)]


def holds(text: str, state: int) -> bool:
    values = {name: bool(state >> bit & 1) for bit, name in enumerate(NAMES)}
    for name, value in values.items():
        text = text.replace(name, str(value))
    return bool(eval(text.replace("iff", "==")))


def bits_of(text: str) -> int:
    return sum(1 << bit for bit, name in enumerate(NAMES) if name in text)


def parts(claim: str) -> tuple[str, str, str]:
    for ending in ("is possible", "can hold", "can be reached", "holds now"):
        if claim.endswith(ending):
            return ending, claim.removesuffix(ending), ""
    for start in ("p stays while ", "p leaves ", "p wants "):
        if claim.startswith(start):
            return start.strip(), claim.removeprefix(start), ""
    if claim.startswith("p prefers "):
        first, _, second = claim.removeprefix("p prefers ").partition(" to ")
        return "p prefers", first, second
    return "always", claim, ""


def true_in(claim: str, feasible: set[int], world: dict[str, Any]) -> bool:
    form, text, other = parts(claim)
    here = {state for state in feasible if holds(text, state)}
    if form == "p wants":
        mask, rank = ~bits_of(text), world["rank"]
        return all(rank[s] > rank[t] for s in here for t in feasible - here if s & mask == t & mask)
    if form == "p prefers":
        there, rank = {state for state in feasible if holds(other, state)}, world["rank"]
        return all(rank[s] > rank[t] for s in here - there for t in there - here)
    return {
        "always": lambda: world["all"] <= here,
        "is possible": lambda: bool(world["all"] & here),
        "can hold": lambda: bool(world["held"] & here),
        "can be reached": lambda: bool(world["reached"] & here),
        "holds now": lambda: world["now"] in here,
        "p stays while": lambda: here <= world["stable"],
        "p leaves": lambda: not here & world["stable"],
    }[form]()


def worlds(feasible: set[int], ranks: bool) -> Any:
    if ranks:
        ordered = sorted(feasible)
        for values in itertools.product(range(len(ordered)), repeat=len(ordered)):
            yield {"rank": dict(zip(ordered, values, strict=True))}
        return
    for all_ in subsets(feasible)[1:]:
        for now in all_:
            for reached in subsets(all_ - {now}):
                for stable in subsets(feasible):
                    for held in subsets(all_ & stable):
                        yield {
                            "all": all_,
                            "now": now,
                            "reached": reached | {now},
                            "stable": stable,
                            "held": held,
                        }


def cannot_both(one: str, two: str, feasible: set[int]) -> bool:
    """Both are about something, and no world has both."""
    for text in (*parts(one)[1:], *parts(two)[1:]):
        if text and not any(holds(text, state) for state in feasible):
            return False
    ranked = [parts(claim)[0] in ("p wants", "p prefers") for claim in (one, two)]
    if ranked[0] != ranked[1]:
        return False  # of two things that have nothing to do with each other
    return not any(
        true_in(one, feasible, world) and true_in(two, feasible, world)
        for world in worlds(feasible, ranked[0])
    )


def small(feasible: set[int]) -> StateSpace:
    literals = [
        " and ".join(n if s >> b & 1 else f"not {n}" for b, n in enumerate(NAMES)) for s in feasible
    ]
    rule = json.dumps(" or ".join(f"({one})" for one in literals))
    text = "goodoffices: 1\ntitle: T\nparties:\n  p: {options: {a: do, b: do}}\n"
    text += f"  q: {{options: {{c: do}}}}\nrules: [{rule}]\n"
    space = StateSpace.of(loads(text).situation)
    assert set(space.ids.tolist()) == feasible
    return space


def clash(space: StateSpace, one: str, two: str) -> bool:
    logic = Logic(space.situation, space)
    numbers = {logic.number(parse_claim(one)), logic.number(parse_claim(two))}
    return len(numbers) == 2 and bool(list(logic.clashes()))


@settings(max_examples=400, deadline=None)
@given(feasible=STATES, one=CLAIMS, two=CLAIMS)
def test_incompatible_as_in_every_world(feasible: set[int], one: str, two: str) -> None:
    assert clash(small(feasible), one, two) == cannot_both(one, two, feasible)


PREFERENCES = st.one_of(
    EXPRESSIONS.map(lambda e: f"p wants {e}"),
    st.tuples(EXPRESSIONS, EXPRESSIONS).map(lambda t: f"p prefers {t[0]} to {t[1]}"),
)


@settings(max_examples=300, deadline=None)
@given(
    feasible=st.sets(st.integers(0, 7), min_size=3, max_size=5), one=PREFERENCES, two=PREFERENCES
)
def test_wishes_as_in_every_ranking(feasible: set[int], one: str, two: str) -> None:
    assert clash(small(feasible), one, two) == cannot_both(one, two, feasible)


def test_the_oracle_sees_both_answers() -> None:
    """Of each rule: a pair that clashes and one that does not."""
    every, samples = set(range(8)), []
    for first, second, no in (
        ("p.a", "not p.a", "p.b"),
        ("p.a", "not p.a is possible", "p.a is possible"),
        ("p.a", "not p.a can hold", "q.c can hold"),
        ("p.a", "not p.a can be reached", "q.c can be reached"),
        ("p.a", "not p.a holds now", "p.b holds now"),
        ("p.a holds now", "not p.a holds now", "q.c holds now"),
        ("p stays while p.a", "p leaves p.b", "p leaves not p.a"),
        ("p leaves p.a", "p.a and p.b can hold", "p.b can hold"),
        ("p wants p.a", "p wants not p.a", "p wants p.b"),
        ("p wants p.a", "p prefers p.b and not p.a to p.a", "p prefers p.b to p.a"),
        ("p prefers p.a to p.b", "p prefers p.b to p.a", "p prefers p.a to q.c"),
    ):
        assert clash(small(every), first, second), (first, second)
        assert not clash(small(every), first, no), (first, no)
        samples.append(tuple(parse_claim(text).form for text in (first, second)))
    assert {frozenset(one) for one in samples} == {frozenset(pair) for pair in RULES}


def test_another_party_is_another_matter() -> None:
    space = small(set(range(8)))
    for one, two in (("p wants p.a", "q wants not p.a"), ("p stays while p.a", "q leaves p.a")):
        assert not clash(space, one, two)
    assert set(ABOUT_A_PARTY) == {"stays", "leaves", "wants", "prefers"}


def test_documented() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for first, second in RULES:
        assert f"| {first} | {second} |" in text, (first, second)
    assert set(RULES.values()) == set(REASONS) == set(TEXTUAL)
    for kind in (*SAME, *AGAINST):
        assert f"*{kind}*" in text, kind
