"""Hedges, causes and conditions of single sentences: the specification's traps, spans, time."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from growth import grows_in_proportion

from goodoffices.reading import cause_cues, condition_cues, hedge_cues, vague_cues, voice_cues
from goodoffices.reading.causes import Causal, causes, is_causal
from goodoffices.reading.conditionals import Conditional, conditionals
from goodoffices.reading.cue import Cue, Cues
from goodoffices.reading.hedges import hedges, is_hedged
from goodoffices.reading.read import proposals

ALL = tuple(
    one
    for module in (hedge_cues, voice_cues, vague_cues, cause_cues, condition_cues)
    for value in vars(module).values()
    if isinstance(value, tuple)
    for one in value
    if isinstance(one, Cue)
)
SENTENCES = tuple(
    example.replace("«", "").replace("»", "")
    for one in ALL
    for example in (*one.fires, *one.silent)
)


def said(sentence: str, one: Conditional) -> tuple[str, str]:
    return sentence[slice(*one.condition)], sentence[slice(*one.consequence)]


def why(sentence: str, one: Causal) -> tuple[str, str]:
    return sentence[slice(*one.cause)], sentence[slice(*one.effect)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Some observers argue that the pause will not last.",
        "The route is widely regarded as safe.",
        "The two delegations might meet in Doha.",
        "The convoy may arrive tonight.",
        "It is possible that the list was never sent.",
        "The strike has reportedly been called off.",
    ],
)
def test_hedged(sentence: str) -> None:
    assert is_hedged(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The political will of both sides was shown on Monday.",
        "They stressed the potential for cooperation.",
        "The agreement was signed on 4 May 2011 in Cairo.",
        "May 2011 was a month of talks.",
        "The resolution calls for a ceasefire.",
        "The council met on Tuesday.",
        "",
    ],
)
def test_not_hedged(sentence: str) -> None:
    assert not is_hedged(sentence)


def test_a_weak_cue_alone_is_found_and_does_not_suffice() -> None:
    found = hedges("They often met.")
    assert [one.rule for one in found] == ["hedge-often"]
    assert not is_hedged("They often met.")


def test_two_modals_in_one_sentence_are_two_cues() -> None:
    sentence = "The truce might hold and the border could open."
    assert [sentence[one.start : one.end] for one in hedges(sentence)] == ["might", "could"]


def test_hedges_do_not_overlap_and_come_in_order() -> None:
    for sentence in SENTENCES:
        found = hedges(sentence)
        assert all(a.end <= b.start for a, b in pairwise(found))
        assert all(0 < one.strength < 1 for one in found)


def test_looking_cues_up_by_words_loses_none() -> None:
    index = Cues(ALL)
    for sentence in SENTENCES:
        literal = {(one.id, found) for one in ALL for found in one.find(sentence)}
        assert {(one.id, found) for one, found in index.find(sentence)} == literal


@pytest.mark.parametrize(
    ("sentence", "cause", "effect"),
    [
        (
            "The crossing closed because the guards had left.",
            "the guards had left",
            "The crossing closed",
        ),
        ("The raid led to an exodus.", "an exodus", "The raid"),
        ("After the raid, shops stayed shut.", "the raid", "shops stayed shut"),
        ("The riots were sparked by a verdict.", "a verdict", "The riots were"),
    ],
)
def test_cause_and_effect(sentence: str, cause: str, effect: str) -> None:
    found = causes(sentence)
    assert len(found) == 1
    if found[0].rule.startswith("effect"):
        cause, effect = effect, cause
    assert why(sentence, found[0]) == (cause, effect)


def test_no_cause_without_a_marker_or_a_side() -> None:
    for sentence in ("The council met.", "Because.", "because of", "", "They met on 4 May."):
        assert not is_causal(sentence)


@pytest.mark.parametrize(
    ("sentence", "condition", "consequence"),
    [
        ("If a truce is reached, aid can flow.", "a truce is reached", "aid can flow"),
        ("Aid can flow if a truce is reached.", "a truce is reached", "Aid can flow"),
        ("Fighting will resume unless both withdraw.", "both withdraw", "Fighting will resume"),
        ("Should talks fail, war may return.", "talks fail", "war may return"),
        ("Once the list is agreed, buses will leave.", "the list is agreed", "buses will leave"),
        ("Both will sign provided that aid comes.", "aid comes", "Both will sign"),
        ("In the event of a breach, monitors report.", "a breach", "monitors report"),
        ("When both sign, the gate would open.", "both sign", "the gate would open"),
        ("A census is a precondition for a vote.", "A census", "a vote"),
        ("The movement insists on a truce before an exchange.", "a truce", "an exchange"),
        ("He is insisting on a truce as a prerequisite.", "a truce", ""),
        ("He warned that if aid stops, camps will empty.", "aid stops", "camps will empty"),
        (
            "Once Port Azur is rebuilt, ships could return.",
            "Port Azur is rebuilt",
            "ships could return",
        ),
        (
            "If the gate opens, the envoy said, aid will follow.",
            "the gate opens",
            "aid will follow",
        ),
    ],
)
def test_condition_and_consequence(sentence: str, condition: str, consequence: str) -> None:
    assert (condition, consequence) in [said(sentence, one) for one in conditionals(sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Only if [the crossing opens] {will aid arrive}.",
        "{Aid will arrive} only if [the crossing opens].",
        "{Aid will arrive} if and only if [the crossing opens].",
        "Only if [the crossing opens], the envoy said, {will aid arrive}.",
        "Only if [the crossing opens] {will aid arrive}, officials said.",
        "But only if [the crossing opens] {will aid arrive}.",
        "Only if [the quay is safe] {can ships return, and only then will trade resume}.",
        "The envoy said that only if [the crossing opens] {will aid arrive}.",
        "“Only if [the gate opens] {will we come},” the mayor said.",
        "Only once [the prisoners are free] {will the siege be lifted}.",
        "Only when [both sides sign] {would aid follow}.",
        "Only if [both sides can agree] {will aid arrive}.",
        "Only if [both can agree on a list], {talks will start}.",
        "Only if [the political will exists] {will talks resume}.",
        "Only if [Egypt is the host] {will Hamas come}.",
        "Only if [what was agreed can be kept] {will aid arrive}.",
        "Only if [the crossing opens] {will aid that could save lives arrive}.",
        "Only if [the crossing opens] {is a truce possible}.",
        "{They would come}, but only if [they were asked].",
    ],
)
def test_only_if_with_the_verb_before_its_subject_and_without(sentence: str) -> None:
    bare = re.sub(r"[\[\]{}]", "", sentence)
    condition, consequence = (
        re.sub(r"[\[\]{}]", "", re.findall(pattern, sentence)[0])
        for pattern in (r"\[(.*?)\]", r"\{(.*?)\}")
    )
    assert [said(bare, one) for one in conditionals(bare)] == [(condition, consequence)]


@pytest.mark.parametrize(
    ("sentence", "consequence"),
    [
        ("Only if the crossing opens will aid arrive.", "will aid arrive"),
        ("But only if the crossing opens will aid arrive.", "will aid arrive"),
        ("Aid will arrive only if the crossing opens.", "Aid will arrive"),
        ("Aid will arrive if and only if the crossing opens.", "Aid will arrive"),
        ("Aid, only if the crossing opens, will arrive.", "Aid will arrive"),
    ],
)
def test_only_if_makes_an_outlook(sentence: str, consequence: str) -> None:
    (one,) = proposals(sentence, "s")
    assert one.kind == "outlook"
    assert one.condition is not None and one.consequence is not None
    assert one.condition.text == "the crossing opens"
    assert one.consequence.text == consequence


def test_only_at_the_start_does_not_speak() -> None:
    (one,) = proposals("Only if the crossing opens will aid arrive, officials said.", "s")
    assert one.kind == "statement"
    assert one.speaker is not None and one.speaker.span is not None
    assert one.words(one.speaker.span) == "officials"


def test_only_if_without_what_follows_has_none() -> None:
    (one,) = conditionals("Only if the crossing opens.")
    assert said("Only if the crossing opens.", one) == ("the crossing opens", "")


def test_a_prerequisite_that_somebody_insists_on_is_one_condition() -> None:
    sentence = "The movement is insisting on a truce as a prerequisite for any exchange."
    assert [said(sentence, one) for one in conditionals(sentence)] == [("a truce", "any exchange")]


@pytest.mark.parametrize(
    "sentence",
    [
        "They asked if he knew.",
        "It looked as if it rained.",
        "When he spoke, all listened.",
        "They met once a week.",
        "Aid should reach the camp.",
        "Food was provided by the town.",
        "",
    ],
)
def test_no_condition(sentence: str) -> None:
    assert conditionals(sentence) == []


def test_spans_lie_in_the_sentence_and_have_no_blank_ends() -> None:
    for sentence in (*SENTENCES, *(text.upper() for text in SENTENCES), "İf если if, ﬁ if İ"):
        spans = [one for c in causes(sentence) for one in (c.cause, c.effect, c.cue)]
        for c in conditionals(sentence):
            spans += [c.condition, c.consequence, c.marker]
        for start, end in spans:
            assert 0 <= start <= end <= len(sentence)
            assert sentence[start:end] == sentence[start:end].strip()


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a ",
        ", ",
        "if ",
        "may ",
        "protest ",
        "because ",
        "would when ",
        "insists on ",
        "insists before ",
        "some critics, ",
        "it has been ",
        "to demand, he said ",
        "A ",
        "the man, ",
        "a, then ",
        '"if ',
        '"because ',
        '"unless a, ',
        "''''",
        "killed a ",
        "if a, he will ",
    ],
)
def test_time_grows_with_the_length_of_a_sentence(piece: str) -> None:
    def read(size: int) -> None:
        sentence = (piece * size)[:size]
        hedges(sentence)
        causes(sentence)
        conditionals(sentence)

    assert grows_in_proportion(read, 10_000)
