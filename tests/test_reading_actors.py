"""Who is named in a text: rules by their examples, the traps, and what carries over."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import RequestError
from goodoffices.model.party import Party
from goodoffices.model.situation import Situation
from goodoffices.reading.actor_rules import ACTOR_RULES
from goodoffices.reading.actors import actors
from goodoffices.reading.gazetteer import gazetteer
from goodoffices.reading.holders import Actor, Memory
from goodoffices.reading.lexicon import Lexicon, surname_of
from goodoffices.reading.rule import FunctionRule
from goodoffices.reading.titles import sector_of

PARTIES = (
    Party("israel", "Israel", aliases=("Israeli government",), people=("Benjamin Netanyahu",)),
    Party("hamas", "Hamas", aliases=("the Movement",), people=("Khalil Al-Hayya",)),
)
TALKS = Lexicon(Situation("Talks", PARTIES))
PLAIN = Lexicon()


def told(text: str, lexicon: Lexicon = PLAIN, memory: Memory | None = None) -> list[str]:
    """Each actor as "words = party or country or organisation"."""
    return [
        f"{text[slice(*one.span)]} = {one.party or one.country or one.organisation}"
        for one in actors(text, lexicon, memory)
    ]


@pytest.mark.parametrize("rule", ACTOR_RULES, ids=lambda rule: rule.id)
def test_a_rule_keeps_to_its_examples(rule: FunctionRule) -> None:
    own = rule.id in ("actor-party", "actor-person", "actor-surname")
    lexicon = TALKS if own else PLAIN
    for example in rule.fires:
        text = example.replace("«", "").replace("»", "")
        wanted = example[example.index("«") + 1 : example.index("»")]
        found = [text[slice(*one.span)] for one in actors(text, lexicon) if rule.id in one.why]
        assert wanted.removeprefix("The ") in found or wanted in found, example
    for text in rule.silent:
        text = text.replace("«", "").replace("»", "")
        assert not [one for one in actors(text, lexicon) if rule.id in one.why], text


def test_every_reason_has_a_rule() -> None:
    texts = [text for rule in ACTOR_RULES for text in (*rule.fires, *rule.silent)]
    texts = [text.replace("«", "").replace("»", "") for text in texts]
    given = {why for text in texts for one in actors(text, TALKS) for why in one.why}
    assert given <= {rule.id for rule in ACTOR_RULES}


def test_parties_come_before_countries() -> None:
    assert told("Israeli Prime Minister Benjamin Netanyahu met Hamas leaders in Cairo.", TALKS) == [
        "Israeli Prime Minister Benjamin Netanyahu = israel",
        "Hamas leaders = hamas",
        "Cairo = EGY",
    ]


def test_a_party_that_is_a_country_has_its_people_too() -> None:
    assert told("Israelis and Egyptians met; Israel's army left.", TALKS) == [
        "Israelis = israel",
        "Egyptians = EGY",
        "Israel's army = israel",
    ]
    (one,) = actors("Israeli government officials spoke.", TALKS)
    assert (one.party, one.country, one.sector) == ("israel", "ISR", "GOV")


def test_a_surname_of_two_people_stands_for_neither() -> None:
    two = (Party("a", "A", people=("Ann Lee",)), Party("b", "B", people=("Bob Lee",)))
    lexicon = Lexicon(Situation("Two", two))
    assert told("Lee spoke to Ann Lee.", lexicon) == ["Ann Lee = a"]


def test_memory_is_passed_along_and_not_kept() -> None:
    first = "Egyptian Foreign Minister Badr Abdelatty spoke."
    memory = Memory().after(actors(first, PLAIN))
    later = "Abdelatty agreed, the minister said."
    assert told(later, PLAIN, memory) == ["Abdelatty = EGY", "the minister = EGY"]
    assert told(later, PLAIN) == []
    assert [one.surname for one in memory.holders] == ["Abdelatty"]


def test_the_minister_is_the_last_minister() -> None:
    text = (
        "Egyptian Foreign Minister Badr Abdelatty met Turkish Foreign Minister Hakan Fidan. "
        "The minister spoke."
    )
    assert told(text)[-1] == "The minister = TUR"


def test_two_holders_of_one_surname_are_told_apart_by_nobody() -> None:
    text = "Egyptian envoy Ali Hassan met Iraqi envoy Omar Hassan. Hassan spoke."
    assert len(told(text)) == 2


def test_a_nationality_of_two_countries_waits_for_the_text() -> None:
    assert told("Congolese rebels left.") == ["Congolese rebels = "]
    assert told("In DR Congo, Congolese rebels left.")[-1] == "Congolese rebels = COD"
    assert told("North Korea and Korean officials.")[-1] == "Korean officials = PRK"


def test_a_capital_that_the_list_gives_to_two_is_coded_to_neither() -> None:
    assert told("Israel spoke in Jerusalem.")[-1] == "Jerusalem = "


def test_places_are_told_from_those_who_act() -> None:
    roles = {"Moscow objected.": "", "They met in Moscow.": "place", "Aid went to Cairo.": "place"}
    assert {text: actors(text)[0].role for text in roles} == roles


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("South Sudan, North Korea and Papua New Guinea", ["SSD", "PRK", "PNG"]),
        ("Niger is not Nigeria, nor Guinea Equatorial Guinea", ["NER", "NGA", "GIN", "GNQ"]),
        ("Cote d’Ivoire and Côte d'Ivoire", ["CIV", "CIV"]),
        ("the United\nStates", ["USA"]),
        ("United\n\nStates", []),
        ("Swaziland, Eswatini, Macedonia, Czechia, Türkiye", ["SWZ", "SWZ", "MKD", "CZE", "TUR"]),
        ("a British-Irish accord", ["GBR", "IRL"]),
        ("Washington state and Washington D.C.", ["USA"]),
        ("the Netherlands' court", ["NLD"]),
        ("Georgia O'Keeffe in South Georgia", ["SGS"]),
    ],
)
def test_countries(text: str, codes: list[str]) -> None:
    assert [one.country for one in actors(text)] == codes


def test_the_list_covers_every_code_of_the_package() -> None:
    entries = gazetteer().entries.values()
    countries = {one.country for one in entries if one.kind == "country"}
    people = {code for one in entries if one.kind == "nationality" for code in one.codes}
    capitals = {code for one in entries if one.kind == "capital" for code in one.codes}
    assert (len(countries), len(people), len(capitals)) > (245, 225, 200)
    assert {code for code in countries if not re.fullmatch("[A-Z]{3}", code)} == {""} & countries


def test_no_organisation_is_called_like_the_code_of_a_country() -> None:
    entries = gazetteer().entries.values()
    assert {one.key for one in entries if one.key}.isdisjoint(one.country for one in entries)


def test_a_capital_is_of_its_party_only_where_it_acts() -> None:
    lexicon = Lexicon(Situation("Talks", (Party("egypt", "Egypt"),)))
    assert [(one.party, one.country) for one in actors("They met in Cairo.", lexicon)] == [
        ("", "EGY")
    ]
    assert [one.party for one in actors("Cairo objected; they left Egypt.", lexicon)] == [
        "egypt"
    ] * 2


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(RequestError, match='language "xx"'):
        gazetteer("xx")


def test_surnames_and_sectors() -> None:
    names = ("Benjamin Netanyahu", "Khalil Al-Hayya", "Mohammed bin Salman", "Lula")
    assert [surname_of(name) for name in names] == ["Netanyahu", "Al-Hayya", "bin Salman", "Lula"]
    roles = ("Prime Minister", "rebel leaders", "security forces", "opposition leader", "poet", "")
    assert [sector_of(role) for role in roles] == ["GOV", "REB", "COP", "OPP", "", ""]


def test_the_document_runs() -> None:
    path = Path(__file__).parents[1] / "docs" / "actors.md"
    shown = path.read_text(encoding="utf-8").partition("```python")[2].partition("```")[0]
    test = doctest.DocTestParser().get_doctest(shown, {}, "actors.md", None, None)
    assert doctest.DocTestRunner().run(test).failed == 0


WORDS = """Israel Israeli 's ’ - , . Hamas leaders the The president of minister Benjamin Netanyahu
Al-Hayya Khalil Chad Jordan Georgia U.S. UN New York in to ethnic pro- Prime Minister King Hassan
Morocco May Congolese Guinea-Bissau forces and said שלום"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\t", " "])


@given(st.lists(PIECES, max_size=25), st.lists(st.sampled_from(["", " ", "\n"]), max_size=25))
def test_spans_are_verbatim_ordered_and_disjoint(words: list[str], gaps: list[str]) -> None:
    gaps += [" "] * len(words)
    text = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    check(text, actors(text, TALKS))


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    check(text, actors(text, TALKS))


def check(text: str, found: list[Actor]) -> None:
    """Spans lie in the text, in order, apart, and begin and end with what is no space."""
    ends = 0
    for one in found:
        start, end = one.span
        assert ends <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert one.why
        if one.role and one.role != "place":
            assert one.role in text[start:end]
        ends = end
    assert Memory().after(found).after(found).holders == Memory().after(found).holders
