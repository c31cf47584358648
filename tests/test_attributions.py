"""Who speaks, sentence by sentence: the main clause, and every attribution beside it."""

from __future__ import annotations

import pytest
from growth import grows_in_proportion
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.reading.attribution_rules import COLON, NOUN, NOUN_BY, OWN
from goodoffices.reading.attributions import attributions
from goodoffices.reading.clauses import outline
from goodoffices.reading.read import LONGEST
from goodoffices.reading.speaker_rules import ENGLISH_SPEAKERS, TRIGGERS
from goodoffices.reading.speakers import reported


def speaker(sentence: str) -> str:
    found = reported(outline(sentence))
    return sentence[slice(*found.speaker)] if found else ""


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ('"The wells are dry," Kelly said.', "Kelly"),
        ("“The wells are dry,” Sabo wrote in a letter.", "Sabo"),
        ("''The wells are dry,'' said Lena Ortiz, a nurse.", "Lena Ortiz"),
        ("We will not move,” the driver told a local radio.", "the driver"),
        ("It was “a farce” and “a shame” added one of the guards.", "one of the guards"),
        ("Of course, the envoy said, nothing is signed.", "the envoy"),
        ("The list, both sides noted, is not final.", "both sides"),
        ("They were told that the road is shut, the mayor said on Sunday.", "the mayor"),
        ("About two thirds of the voters said they would stay at home.", "two thirds"),
        ("On Monday at the port Colonel Adan said his unit had left.", "Colonel Adan"),
        ("Critics like Huda Amin say the text is too long.", "Critics like Huda Amin"),
        ("The clans want a wider road.", "The clans"),
        ("The rebels do not believe that the list is final.", "The rebels"),
        ("The ministry reported 12 deaths.", "The ministry"),
        ("A survey of two camps shows little support.", "A survey of two camps"),
        ("Mediators are confident that both will sign.", "Mediators"),
        ("The bishop kept asking for names.", "The bishop"),
        ("The embassy declined to comment on the arrests.", "The embassy"),
        ("The opposition called the vote a farce.", "The opposition"),
        ("The premier replied.", "The premier"),
        ("LISBON (XYZ) — Rui Costa said the vote is over.", "Rui Costa"),
        ("Instead, the council recommended a pause.", "the council"),
        ("Nobody, she added, was hurt.", "she"),
    ],
)
def test_the_main_clause(sentence: str, who: str) -> None:
    assert who in speaker(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "“We think that the road is safe.”",
        '"I said that the road is safe.',
        "We believe that the road is safe, I said.”",
        "I think the road is safe.",
        "The union of the two states is old.",
        "The State Department was closed.",
        "Police questioned two men.",
        "The army supports the bridge with two posts.",
        "The party called a meeting in a hotel.",
        "Soldiers reported for duty.",
        "Violence continued to rock the district where the vote was held.",
        "The role of the king as a mediator highlights the value of trust.",
        "The closure of the road shows a lack of trust.",
        "The army shelled the hills, saying that rebels hid there.",
    ],
)
def test_the_author_speaks(sentence: str) -> None:
    assert speaker(sentence) == ""


@pytest.mark.parametrize(
    ("sentence", "cue", "who"),
    [
        ("The army shelled the hills, saying that rebels hid there.", "saying", "The army"),
        ("Talks stalled, with the rebels insisting on a list.", "insisting", "rebels"),
        ("The hall is a place officials say is unsafe.", "say", "officials"),
        ("It was built by Amin, who warned of floods.", "warned", "Amin"),
        ("The mayor's claim that the wells are full was checked.", "claim", "The mayor"),
        ("Nobody repeated his criticism.", "criticism", "his"),
        ("The paper printed allegations by two guards.", "allegations by", "two guards"),
        ("The two clans sought a wider road.", "sought", "The two clans"),
        ("The council will propose a date.", "propose", "The council"),
        ("MODERATOR: Who speaks first?", "MODERATOR:", "MODERATOR"),
    ],
)
def test_beside_the_main_clause(sentence: str, cue: str, who: str) -> None:
    found = [
        (sentence[slice(*one.cue)], sentence[slice(*one.speaker)])
        for one in attributions(outline(sentence))
    ]
    assert any(a == cue and who in b for a, b in found), found


@pytest.mark.parametrize(
    "sentence", ["“He said that she knew.”", "The bridge fell on Monday.", "", "…", "said", ":"]
)
def test_nobody(sentence: str) -> None:
    assert attributions(outline(sentence)) == ()


def test_the_main_clause_is_among_them() -> None:
    line = outline("The envoy said the mayor's claim was false, adding that he had seen the road.")
    found = attributions(line)
    assert reported(line) in found
    assert [line.text[slice(*one.cue)] for one in found] == ["said", "claim", "adding"]


def test_each_reporting_rule_has_its_words() -> None:
    assert {rule.id for rule in ENGLISH_SPEAKERS} == set(TRIGGERS)
    for rule in ENGLISH_SPEAKERS:
        for example in rule.fires:
            low = {one.low for one in outline(example.replace("«", "").replace("»", "")).tokens}
            assert not TRIGGERS[rule.id].isdisjoint(low), example


EXAMPLES = [
    example.replace("«", "").replace("»", "")
    for rule in (*ENGLISH_SPEAKERS, *OWN, *NOUN, *NOUN_BY, *COLON)
    for example in (*rule.fires, *rule.silent)
]
PIECES = ["said ", "saying ", ", ", "“", "”", '"', "''", "(", ")", "who ", "that ", "his ", "'s "]
PIECES += [
    "claim ",
    "by ",
    "Amin ",
    "the ",
    "\n",
    "\r\n",
    ": ",
    "وقال ",
    "he",
    ". ",
    "· ",
    "2,000 ",
]


@settings(deadline=None)
@given(st.text() | st.lists(st.sampled_from(PIECES + EXAMPLES), max_size=30).map("".join))
def test_spans_lie_in_the_sentence(text: str) -> None:
    line = outline(text)
    assert all(0 <= a < b <= len(text) for a, b in line.hidden)
    found = attributions(line)
    assert found == attributions(line)
    for one in found:
        for start, end in (one.cue, one.speaker):
            assert 0 <= start < end <= len(text) and text[start:end].strip()


@pytest.mark.parametrize(
    "piece", ["he said, ", "x" * 40, "'' ", '" ', "the claim by ", "a, ", "(("]
)
def test_a_long_sentence_grows_with_the_square_at_most(piece: str) -> None:
    def read(size: int) -> None:
        for _ in range(20):
            attributions(outline((piece * size)[:size]))

    assert grows_in_proportion(read, LONGEST // 4, power=2)
