"""The map of actors: the Cairo report read by hand, and small models made for one rule each."""

from __future__ import annotations

from math import hypot
from pathlib import Path

import pytest
from workbench import ROOT

from goodoffices.analyses.actor_map import ActorMap, actor_map
from goodoffices.analyses.actor_places import actor_places
from goodoffices.analyses.actor_relations import BY_ID, KINDS
from goodoffices.brief.actor_words import ActorWords
from goodoffices.case import load_case
from goodoffices.errors import RequestError

CAIRO = ROOT / "examples" / "cairo-talks"
BENCH = ROOT / "benchmarks" / "cases" / "bench264.yaml"
HEAD = "goodoffices: 1\ntitle: T\n"


def of(path: Path) -> ActorMap:
    case = load_case(path)
    return actor_map(case.situation, case.items)


def made(tmp_path: Path, model: str) -> ActorMap:
    file = tmp_path / "situation.yaml"
    file.write_text(HEAD + model, encoding="utf-8")
    return of(file)


def reported(tmp_path: Path, *entries: tuple[str, str]) -> ActorMap:
    """A case of the parties north and south (people: Ann Lee) and a report of these sentences.

    Each with the rest of its item; ``@word`` stands for the span of that word in the sentence.
    """
    text = " ".join(sentence for sentence, _ in entries)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "r.txt").write_text(text, encoding="utf-8")
    (tmp_path / "sources" / "sources.yaml").write_text("r: {}\n", encoding="utf-8")
    (tmp_path / "situation.yaml").write_text(
        HEAD + "parties:\n  north: {people: [Ann Lee]}\n  south: {}\n  west: {}\n", encoding="utf-8"
    )
    items, at = [], 0
    for number, (sentence, rest) in enumerate(entries, 1):
        filled = []
        for word in rest.split("@"):
            if filled:
                name, _, after = word.partition("!")
                begin = at + sentence.index(name)
                word = f"[{begin}, {begin + len(name)}]{after}"
            filled.append(word)
        items.append(f"- {{id: e{number}, source: r, span: [{at}, {at + len(sentence)}], "
                     f'quote: "{sentence}", {"".join(filled)}}}\n')  # fmt: skip
        at += len(sentence) + 1
    (tmp_path / "evidence.yaml").write_text("".join(items), encoding="utf-8")
    return of(tmp_path)


def pairs(found: ActorMap, kind: str) -> list[tuple[str, str]]:
    return [(one.first, one.second) for one in found.relations if one.kind == kind]


def test_what_the_cairo_report_says_of_its_actors() -> None:
    """Read off the sixteen sentences and the marked model by hand."""
    found = of(CAIRO)
    said = {
        (one.kind, one.first, one.second): one.items for one in found.relations if one.items
    }  # fmt: skip
    assert said == {
        ("speaks-about", "hamas", "israel"): ("e12",),
        ("doubt", "hamas", "israel"): ("e12",),  # expressed concerns over … lack of political will
        ("speaks-about", "egypt", "hamas"): ("e13",),
        ("speaks-about", "egypt", "fatah"): ("e13",),
        ("meets", "hamas", "fatah"): ("e09",),
        ("meets", "hamas", "egypt"): ("e09",),
        ("named-together", "israel", "hamas"): ("e06",),
        ("named-together", "israel", "fatah"): ("e06",),
        ("named-together", "hamas", "fatah"): ("e06", "e13"),
        ("named-together", "fatah", "egypt"): ("e09",),
        ("named-together", "egypt", "qatar"): ("e11",),
        ("named-together", "egypt", "turkey"): ("e11",),
        ("named-together", "qatar", "turkey"): ("e11",),
    }
    assert pairs(found, "moves-together") == [("hamas", "fatah")]
    assert pairs(found, "mediates") == [
        *(("egypt", one) for one in ("israel", "hamas", "fatah")),
        *((by, one) for by in ("qatar", "turkey") for one in ("israel", "hamas")),
    ]
    assert pairs(found, "could-change") == [
        *(("egypt", one) for one in ("israel", "hamas", "fatah", "egypt")),
        *((by, one) for by in ("qatar", "turkey") for one in ("israel", "hamas")),
        ("international", "israel"),
    ]
    assert pairs(found, "attitude") == pairs(found, "perceives") == []
    needs = next(
        r
        for r in found.relations
        if (r.kind, r.first, r.second) == ("depends-on", "hamas", "egypt")
    )
    assert [(one.what, one.name) for one in needs.elements] == [
        ("preference", "aid"),
        ("preference", "rafah"),
    ]
    assert needs.items == () and needs.cited == ("e10",)


def test_who_is_there_in_cairo() -> None:
    found = of(CAIRO)
    mediators = [one.id for one in found.actors if one.mediates]
    assert mediators == ["egypt", "qatar", "turkey"]
    people = {one.name: (one.of, one.named_in) for one in found.actors if one.what == "person"}
    assert people == {
        "Benjamin Netanyahu": ("israel", ("e07", "e12")),
        "Khalil Al-Hayya": ("hamas", ("e09",)),
        "Badr Abdelatty": ("egypt", ("e13",)),
    }
    with pytest.raises(RequestError, match="egypt"):
        found.actor("egipt")


def test_without_evidence_the_model_alone_speaks() -> None:
    found = of(BENCH)
    assert {kind.id for kind in found.kinds} == {"could-change", "depends-on", "bound"}
    assert all(one.items == () for one in found.relations)
    assert found.first_shown == ("could-change",)


def test_wants_needs_and_rules_without_direction(tmp_path: Path) -> None:
    found = made(tmp_path, """parties:
  a: {options: {x: do x}, prefers: [both, not c.x]}
  b: {options: {x: {does: do x, also: [c]}}, prefers: [b.x]}
  c: {options: {x: do x}}
terms: {both: a.x and b.x}
rules: [{name: first, rule: c.x requires a.x}, a.x if b.x, {name: clash, rule: a.x excludes c.x},
  b.x and not c.x]
""")  # fmt: skip
    assert pairs(found, "depends-on") == [("a", "b"), ("a", "c"), ("b", "a"), ("c", "a")]
    assert pairs(found, "bound") == [("a", "c"), ("b", "c")]
    a_to_c = next(r for r in found.relations if (r.first, r.second) == ("a", "c"))
    assert [one.name for one in a_to_c.elements] == ["both", "not c.x"]


def test_attitudes_are_taken_from_the_model_and_never_inferred(tmp_path: Path) -> None:
    found = made(tmp_path, """parties:
  a: {attitudes: {b: for, c: against}}
  b: {attitudes: {a: 0}}
  c: {}
""")  # fmt: skip
    told = [(one.first, one.second, one.sign) for one in found.relations]
    assert told == [("a", "b", 1), ("a", "c", -1), ("b", "a", 0)]
    case = load_case(tmp_path / "situation.yaml")
    words = ActorWords(found, case)
    assert [words.clause(one) for one in found.relations] == [
        "a is for what b prefers",
        "a is against what c prefers",
        "b is indifferent to what a prefers",
    ]


def test_levers_views_factions_and_those_who_are_no_party(tmp_path: Path) -> None:
    found = made(tmp_path, """parties:
  a: {options: {x: do x}}
  b: {options: {x: do x}, divided: {factions: {hawks: {share: 0.6, prefers: [a.x]},
     doves: {share: 0.4, prefers: [b.x]}}}}
levers:
  one: {by: some_union, raise: {a: b.x}}
  two: {by: a, forbid: [b.x]}
  three: {by: b, relax: [fixed]}
rules: [{name: fixed, rule: a.x or not a.x}]
perceives:
  a: {unaware: [b.x]}
""")  # fmt: skip
    assert pairs(found, "could-change") == [("a", "b"), ("b", "a"), ("other:some union", "a")]
    assert pairs(found, "perceives") == [("a", "b")]
    assert pairs(found, "depends-on") == [("b", "a")]
    assert [one.name for one in found.members("b")] == ["hawks", "doves"]


SPEAKS = (
    "kind: statement, speaker: {party: north, span: @North!}, "
    "actors: [{party: south, span: @South!}]"
)


@pytest.mark.parametrize(
    ("sentence", "rest", "expected"),
    [
        ("North told South that it agrees.", SPEAKS, [("speaks-to", "north", "south")]),
        ("North said that South agrees.", SPEAKS, [("speaks-about", "north", "south")]),
        ("North has not told South that it agrees.", SPEAKS, [("speaks-about", "north", "south")]),
        (
            "North trusts South.",
            "kind: fact, actors: [{party: north, span: @North!}, {party: south, span: @South!}]",
            [("trust", "north", "south")],
        ),
        (
            "North does not trust South.",
            "kind: fact, actors: [{party: north, span: @North!}, {party: south, span: @South!}]",
            [("doubt", "north", "south")],
        ),
        (
            "North never accused South.",
            "kind: fact, actors: [{party: north, span: @North!}, {party: south, span: @South!}]",
            [("named-together", "north", "south")],
        ),
        (
            "North said that South has no confidence in West.",
            SPEAKS[:-1] + ", {party: west, span: @West!}]",
            [("speaks-about", "north", "south"), ("speaks-about", "north", "west"),
             ("doubt", "south", "west")],
        ),
        (
            "North said that South met West.",
            SPEAKS[:-1] + ", {party: west, span: @West!}]",
            [("speaks-about", "north", "south"), ("speaks-about", "north", "west"),
             ("meets", "south", "west")],
        ),
        (
            "North said that South met West.",
            SPEAKS[:-1] + ", {party: west, span: @West!}, {party: north, span: @North!}]",
            [("speaks-about", "north", "south"), ("speaks-about", "north", "west"),
             ("meets", "south", "west")],
        ),
        (
            "North and South met.",
            "kind: fact, actors: [{party: north, span: @North!}, {party: south, span: @South!}]",
            [("meets", "north", "south")],
        ),
        (
            "North refused to meet South.",
            "kind: fact, actors: [{party: north, span: @North!}, {party: south, span: @South!}]",
            [("named-together", "north", "south")],
        ),
        (
            "North may meet South.",
            "kind: outlook, actors: [{party: north, span: @North!}, {party: south, span: @South!}]",
            [("named-together", "north", "south")],
        ),
        (
            "West hosted talks between North and South.",
            "kind: fact, actors: [{party: west, span: @West!, role: mediator}, "
            "{party: north, span: @North!}, {party: south, span: @South!}]",
            [("meets", "north", "south"), ("mediates", "west", "north"),
             ("mediates", "west", "south")],
        ),
        (
            "North and South are named.",
            "kind: fact, status: rejected, "
            "actors: [{party: north, span: @North!}, {party: south, span: @South!}]",
            [],
        ),
    ],
)  # fmt: skip
def test_what_an_item_says(
    tmp_path: Path, sentence: str, rest: str, expected: list[tuple[str, str, str]]
) -> None:
    found = reported(tmp_path, (sentence, rest))
    assert [(one.kind, one.first, one.second) for one in found.relations] == expected


def test_others_are_told_by_their_names_countries_and_people(tmp_path: Path) -> None:
    found = reported(
        tmp_path,
        ("Norwegian Foreign Minister Espen Eide met Ann Lee in Geneva.",
         "kind: fact, actors: [{span: @Norwegian Foreign Minister Espen Eide!}, "
         "{party: north, span: @Ann Lee!}]"),
        ("The United Nations and the river guild spoke.",
         "kind: fact, actors: [{span: @United Nations!}, {span: @the river guild!}]"),
    )  # fmt: skip
    others = {one.name: (one.of, one.named_in) for one in found.actors if one.what == "other"}
    assert others["Espen Eide"] == ("NOR", ("e1",))
    assert others["river guild"] == ("", ("e2",)) and len(others) == 3
    assert pairs(found, "meets") == [("north", "other:espen eide")]
    ann = next(one for one in found.actors if one.name == "Ann Lee")
    assert (ann.of, ann.named_in) == ("north", ("e1",))


def test_every_kind_says_its_rule_and_plain_data_has_it_all() -> None:
    assert len(BY_ID) == len(KINDS) and all(kind.rule for kind in KINDS)
    found = of(CAIRO)
    data = found.as_dict()
    assert data["rules"] == {kind.id: kind.rule for kind in KINDS}
    assert len(data["relations"]) == len(found.relations) == sum(found.counts.values())  # type: ignore[arg-type]
    assert {one.kind for one in found.relations} <= set(BY_ID)


def test_twenty_parties_stand_apart_in_the_same_places(tmp_path: Path) -> None:
    lines = "".join(
        f"  p{k}: {{{'role: mediator, ' if k % 7 == 3 else ''}people: [Person {k}], "
        f"options: {{x: do x}}, prefers: [p{(k * 7 + 1) % 20}.x]}}\n"
        for k in range(20)
    )
    found = made(tmp_path, "parties:\n" + lines)
    places = actor_places(found)
    assert places == actor_places(found)
    assert set(places) == set(found.by_id)
    spots = list(places.values())
    near = min(hypot(a[0] - b[0], a[1] - b[1]) for k, a in enumerate(spots) for b in spots[:k])
    assert near > 20
    assert actor_places(made(tmp_path, "parties: {}\n")) == {}
