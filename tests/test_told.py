"""What a sentence tells beside its kind: causes and effects, and who else says something."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from goodoffices import schemas
from goodoffices.brief.read_words import proposal_lines
from goodoffices.brief.review_words import found_lines, marks
from goodoffices.case import load_case
from goodoffices.errors import InputError, RequestError
from goodoffices.evidence.item import Attribution, Mention, ToldCause
from goodoffices.evidence.read import read_items
from goodoffices.evidence.source import Source
from goodoffices.reading.attributions import SOURCES, attributions, beside, said_by
from goodoffices.reading.clauses import outline
from goodoffices.reading.entries import items
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.read import proposals
from goodoffices.reading.speakers import RULES, reported
from goodoffices.reading.told import told_causes
from goodoffices.review.draft import Draft
from goodoffices.review.edits import FIELDS

HERE = Path(__file__).parent
CAIRO = HERE.parent / "examples" / "cairo-talks"
ROWS = (HERE / "data" / "reading_sentences.tsv").read_text(encoding="utf-8").splitlines()
BOTH = (
    "Egypt closed the gate because the road was mined, with Hamas insisting that it was safe, "
    "and the closure led to a shortage."
)


def read(sentence: str) -> Proposal:
    (one,) = proposals(sentence, "report", load_case(CAIRO).situation)
    return one


def pairs(one: Proposal) -> list[tuple[str, str, str]]:
    return [(one.words(c.cause), one.words(c.cue), one.words(c.effect)) for c in one.causes]


def told(one: Proposal) -> list[tuple[str, str, str]]:
    return [
        (
            one.words(a.speaker.span) if a.speaker.span else "",
            one.words(a.cue),
            one.words(a.said) if a.said else "",
        )
        for a in one.attributions
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The raid led to an exodus.", [("The raid", "led to", "an exodus")]),
        ("The raid has led to an exodus.", [("The raid", "led to", "an exodus")]),
        ("The riots were sparked by a verdict.", [("a verdict", "sparked by", "The riots")]),
        (
            "Officials said that the strike ended because of the rain.",
            [("the rain", "because of", "the strike ended")],
        ),
        (
            "Officials said the strike ended because of the rain.",
            [("the rain", "because of", "the strike ended")],
        ),
        ("If it rains, the road closes.", []),
        ("The raid could lead to an exodus.", []),
        ("The raid did not lead to an exodus.", []),
        ("The raid may eventually have led to an exodus.", []),
        ("The council met.", []),
        ("The strike wasn't caused by the tariff.", []),
        ("The tariff hasn’t yet led to a strike.", []),
        ("The flood may have been caused by rain.", []),
        ("The flood cannot have been caused by rain.", []),
        ("It is not clear what caused the fire.", []),
        ("What caused the fire?", []),
        ("None of the measures led to a change.", []),
        (
            "The quay closed because few ships came.",
            [("few ships came", "because", "The quay closed")],
        ),
        ("If the strike caused a shortage, prices would rise.", []),
        ("Prices would rise if the strike led to a shortage.", []),
        ("Nobody knows whether the strike led to a shortage.", []),
        ("Reports that the dam had caused floods were false.", []),
        (
            "The governor claims that the toll caused a loss of trade.",
            [("the toll", "caused", "a loss of trade")],
        ),
        ("The bridge is due to open on Friday.", []),
        ("The bridge was not closed because of the flood, but because of repairs.", []),
        ("The delay was largely due to rain.", [("rain", "due to", "The delay")]),
        (
            "The fire was caused by a spark, not by arson.",
            [("a spark", "caused by", "The fire")],
        ),
        (
            "The flood, caused by heavy rain, hit a mill.",
            [("heavy rain", "caused by", "The flood")],
        ),
        ("Damage caused by the flood was repaired.", [("the flood", "caused by", "Damage")]),
        (
            "The losses were caused by a flood, 3,000 fires and a storm.",
            [("a flood, 3,000 fires and a storm", "caused by", "The losses")],
        ),
        (
            "Losses resulted from frost, rain and hail.",
            [("frost, rain and hail", "resulted from", "Losses")],
        ),
        ("The plan that led to a strike is dead.", [("The plan", "led to", "a strike")]),
        ("A road leads to the harbour.", []),
        ("The path that led to the mill is closed.", []),
        ("The strike led to nothing.", []),
        ("The toll has so far caused no shortage.", []),
        ("The toll has so far caused a shortage.", [("The toll", "caused", "a shortage")]),
        ("She was prompted to leave.", []),
        (
            "The shortage, which resulted from the strike, led to higher prices.",
            [
                ("the strike", "resulted from", "The shortage"),
                ("The shortage", "led to", "higher prices"),
            ],
        ),
        (
            "The rise in prices led to a strike, which led to the closure of the mill.",
            [
                ("The rise in prices", "led to", "a strike"),
                ("a strike", "led to", "the closure of the mill"),
            ],
        ),
        (
            "The meeting triggered by the dispute resulted in a treaty.",
            [
                ("the dispute", "triggered by", "The meeting"),
                ("The meeting triggered by the dispute", "resulted in", "a treaty"),
            ],
        ),
    ],
)
def test_causes_that_are_told(sentence: str, found: list[tuple[str, str, str]]) -> None:
    assert pairs(read(sentence)) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "The mayor closed the bridge, saying that it was unsafe.",
            [("The mayor", "saying", "it was unsafe")],
        ),
        (
            "The mayor left, adding: “We will be back.”",
            [("The mayor", "adding", "We will be back")],
        ),
        ("The talks stalled, with Hamas insisting on a list.", [("Hamas", "insisting", "")]),
        (
            "The governor's claim that the wells are full was checked.",
            [("The governor", "claim", "")],
        ),
        ("The mayor said that the bridge is closed.", []),
        (
            "The mayor said that the bridge is closed, warning that it may fall.",
            [("The mayor", "warning", "it may fall")],
        ),
        ("The road was closed.", []),
        ("They had been told that the road was closed.", []),
        ("The union denied that it had been told of the closure.", []),
        ("The council met only if asked.", []),
        ("It was said that the bridge was safe.", []),
        ("The minister, who was asked about the bridge, left.", []),
        ("Access: The road is shut.", []),
        ("Budget: 4.2 million", []),
        ("On Monday, the mayor said, wolves attacked a farm.", []),
        ("The wolves' attack on the farm was seen.", []),
        ("Quill: We will not close it.", [("Quill", "Quill:", "")]),
        ("Quill: “The bridge is open.”", [("Quill", "Quill:", "The bridge is open")]),
    ],
)
def test_who_else_says_something(sentence: str, found: list[tuple[str, str, str]]) -> None:
    assert told(read(sentence)) == found


def test_the_party_of_who_else_speaks_is_told() -> None:
    one = read("The talks stalled, with Hamas insisting on a list.")
    assert [a.speaker.party for a in one.attributions] == ["hamas"]


def test_fields_that_hold_nothing_are_absent() -> None:
    plain = read("The road was closed.").as_dict()
    assert not {"causes", "attributions"} & plain.keys()
    full = read(BOTH).as_dict()
    assert {"causes", "attributions"} <= full.keys()
    assert full["causes"][0]["rule"] == "cause-because"
    assert full["attributions"][0]["speaker"]["party"] == "hamas"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_spans_count_in_the_whole_text(end: str) -> None:
    text = f"\ufeff# Über{end}{end}Süß. {BOTH}{end}{BOTH}{end}".removeprefix("\ufeff")
    found = [one for one in proposals(text, "s") if one.causes]
    assert len(found) == 2
    for one in found:
        assert ("the road was mined", "because", "Egypt closed the gate") in pairs(one)
        for told_cause in one.causes:
            for span in (told_cause.cause, told_cause.effect, told_cause.cue):
                assert text[slice(*span)] == one.words(span) != ""


OUTSIDE: list[dict[str, Any]] = [
    {"causes": (ToldCause((0, 400), (5, 9), (10, 12)),)},
    {"causes": (ToldCause((0, 4), (5, 5), (10, 12)),)},
    {"causes": (ToldCause((0, 4), (5, 9), (400, 412)),)},
    {"attributions": (Attribution(Mention((0, 4)), (300, 304)),)},
    {"attributions": (Attribution(Mention((300, 304)), (0, 4)),)},
    {"attributions": (Attribution(Mention((0, 4)), (5, 9), (5, 400)),)},
]


@pytest.mark.parametrize("change", OUTSIDE)
def test_a_span_outside_the_quotation_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(RequestError, match="does not lie inside the quotation"):
        replace(read(BOTH), **change)


def file_of(folder: Path, text: str) -> Path:
    path = folder / "proposed.yaml"
    path.write_bytes(text.encode("utf-8"))
    return path


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    found = [read(BOTH)]
    sources = {"report": Source("report", "report.txt", BOTH)}
    path = file_of(tmp_path, items([one.entry() for one in found]))
    (item,) = read_items(path, sources, load_case(CAIRO).situation)
    assert item.causes == found[0].causes and item.attributions == found[0].attributions
    assert Proposal.of(item, BOTH).entry() == found[0].entry()
    validator = Draft202012Validator(schemas.generated("evidence"))
    assert list(validator.iter_errors([found[0].entry()])) == []


def test_a_file_without_the_fields_is_read(tmp_path: Path) -> None:
    entry = read(BOTH).entry()
    entry = {key: value for key, value in entry.items() if key not in ("causes", "attributions")}
    sources = {"report": Source("report", "report.txt", BOTH)}
    (item,) = read_items(file_of(tmp_path, items([entry])), sources, None)
    assert item.causes == () and item.attributions == ()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (
            "causes",
            [{"cause": {"span": [0, 900]}, "effect": {"span": [0, 4]}, "cue": {"span": [5, 6]}}],
            "the span [0, 900] does not lie inside the quotation",
        ),
        ("causes", [{"cause": {"span": [0, 4]}}], "effect"),
        ("causes", {"cause": {"span": [0, 4]}}, "list"),
        (
            "attributions",
            [{"speaker": {"party": "nobody"}, "cue": {"span": [0, 4]}}],
            'unknown party "nobody"',
        ),
        (
            "attributions",
            [{"speaker": {"span": [0, 4]}, "cue": {"span": [0, 4]}, "said": {"span": [3, 999]}}],
            "the span [3, 999] does not lie inside the quotation",
        ),
    ],
)
def test_a_mistake_in_a_file_is_named(
    tmp_path: Path, field: str, value: object, message: str
) -> None:
    entry = read(BOTH).entry() | {field: value}
    sources = {"report": Source("report", "report.txt", BOTH)}
    with pytest.raises(InputError) as caught:
        read_items(file_of(tmp_path, items([entry])), sources, load_case(CAIRO).situation)
    assert any(message in str(problem) for problem in caught.value.problems)


def change(name: str, typed: str) -> Proposal:
    return FIELDS[name](Draft.of(read(BOTH)), typed, load_case(CAIRO).situation).proposal


def test_the_analyst_keeps_causes_by_number() -> None:
    before = read(BOTH)
    assert len(before.causes) >= 2
    assert change("causes", "2").causes == before.causes[1:2]
    assert change("causes", "2, 1").causes == before.causes[:2]
    assert change("causes", "-").causes == ()
    assert change("attributions", "-").attributions == ()


@pytest.mark.parametrize("typed", ["0", "9", "all", "1;2", "", "²"])
def test_a_number_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(RequestError, match="expected numbers of those to keep, 1 to"):
        change("causes", typed)


def test_other_words_drop_what_lies_outside_of_them() -> None:
    one = change("span", "Egypt closed the gate because the road was mined")
    assert pairs(one) == [("the road was mined", "because", "Egypt closed the gate")]
    assert one.attributions == ()


def test_the_reader_and_the_review_show_them() -> None:
    one = read("The mayor left because of the raid, saying that it was unsafe.")
    shown = "\n".join(str(line) for line in proposal_lines([one]))
    assert "   cause: the raid → The mayor left (because of)" in shown
    assert "   told by The mayor (saying): it was unsafe" in shown
    lines = list(found_lines(Draft.of(one)))
    assert "b cause: the raid" in lines and "e effect: The mayor left (because of)" in lines
    assert "t told by The mayor (saying): it was unsafe" in lines
    letters = {letter: one.quote[start:end] for start, end, letter in marks(one)}
    assert letters["b"] == "the raid" and letters["e"] == "The mayor left"
    assert letters["t"] == "The mayor"


def test_where_a_condition_has_letters_a_cause_has_none() -> None:
    one = read("The gate shut because of the rain, and aid could follow if a truce is signed.")
    assert one.causes and one.condition
    assert {letter for _, _, letter in marks(one)} <= {"k", "c", "f", "h"}
    assert any(line.startswith("cause: ") for line in found_lines(Draft.of(one)))


@pytest.mark.parametrize("rules", [*RULES, *(one for one, _ in SOURCES)])
def test_a_rule_that_is_tried_at_its_words_finds_what_it_finds_anywhere(rules: Any) -> None:
    texts = [row.split("\t")[-1] for row in ROWS]
    texts += [
        example.replace("«", "").replace("»", "")
        for rule in rules.rules
        for example in (*rule.fires, *rule.silent)
    ]
    found = 0
    for text in texts:
        line = outline(text)
        asked = rules.likely(line.places)
        for rule in rules.rules:
            every = list(rule.find(text))
            assert every == [] or rule in asked, (rule.id, text)
            assert list(rules.find(line, rule)) == every, (rule.id, text)
            found += len(every)
    assert found


@given(st.lists(st.sampled_from(["The mayor ", "said ", "that ", "led to ", "because ", "Hamas ",
    "saying ", "“", "” ", "may ", "not ", ", ", "the raid ", "İ", "'s claim ", ": ", "if ", "was ",
    "which "]), max_size=14).map("".join))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_spans_lie_in_the_sentence(text: str) -> None:
    for one in proposals(text, "s"):
        for cause in one.causes:
            assert one.words(cause.cause).strip() and one.words(cause.effect).strip()
        for attribution in one.attributions:
            assert one.words(attribution.cue).strip()


def test_the_main_clause_and_what_stands_beside_it_are_all_attributions() -> None:
    for row in ROWS:
        line = outline(row.split("\t")[-1])
        main = reported(line)
        others = beside(line, main)
        assert {*others, *([main] if main else [])} == set(attributions(line))
        for one in others:
            said = said_by(line, one)
            assert said is None or 0 <= said[0] < said[1] <= len(line.text)


def test_a_side_that_is_only_auxiliaries_makes_no_cause() -> None:
    assert told_causes("which was because of the raid.") == []


def test_many_causes_are_counted() -> None:
    one = read(BOTH)
    five = (*one.causes, *one.causes, *one.causes)[:5]
    lines = list(found_lines(Draft.of(replace(one, causes=five))))
    assert sum(line.startswith(("b cause", "cause")) for line in lines) == 3
    assert "and 2 more causes, or others who speak" in lines
