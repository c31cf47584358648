"""Reading: the founding text as its table says, the traps, and proposals always verbatim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from growth import grows_in_proportion
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.case import Case, load_case
from goodoffices.errors import RequestError
from goodoffices.evidence.item import EvidenceItem, Mention, Part
from goodoffices.reading.lexicon import Lexicon
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.read import READER, proposals

HERE = Path(__file__).parent
CAIRO = HERE.parent / "examples" / "cairo-talks"
ROWS = [
    line.split("\t")
    for line in (HERE / "data" / "reading_sentences.tsv").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def case() -> Case:
    return load_case(CAIRO)


@pytest.fixture(scope="module")
def founding(case: Case) -> list[Proposal]:
    return proposals(case.sources["cairo-talks"].text, "cairo-talks", case.situation)


def read(sentence: str) -> Proposal:
    (one,) = proposals(sentence, "report")
    return one


def words(one: Proposal, part: Mention | Part | None) -> str:
    return one.words(part.span) if part is not None and part.span is not None else ""


KINDS = [*["assessment"] * 4, *["outlook"] * 4, *["fact"] * 3, *["statement"] * 2, *["fact"] * 3]


def test_the_founding_text_kinds_and_speakers(founding: list[Proposal]) -> None:
    assert [one.kind for one in founding] == KINDS
    speakers = {one.sentence: words(one, one.speaker) for one in founding if one.speaker}
    assert speakers == {12: "Hamas leaders", 13: "Egyptian Foreign Minister Badr Abdelatty"}
    parties = [founding[at].speaker for at in (11, 12)]
    assert [one.party for one in parties if one] == ["hamas", "egypt"]


def test_the_founding_text_spans_and_cues_are_those_of_the_analyst(
    case: Case, founding: list[Proposal]
) -> None:
    for mine, item in zip(founding, case.items, strict=True):
        assert (mine.span, mine.quote, mine.kind) == (item.span, item.quote, item.kind)
        assert mine.cue == item.cue and mine.hedges == item.hedges
        assert mine.speaker == (item.speaker and replace(item.speaker, role=""))


def test_the_founding_text_conditions_and_consequences(
    case: Case, founding: list[Proposal]
) -> None:
    for mine, item in zip(founding, case.items, strict=True):
        for part, wanted in (
            (mine.condition, item.condition),
            (mine.consequence, item.consequence),
        ):
            if wanted is None:
                assert part is None
            else:
                assert part is not None and part.span is not None and wanted.span is not None
                assert _overlap(part.span, wanted.span) > 0.9, mine.sentence
    (before,) = [one for one in founding[3].actors if one.role == "sets the condition"]
    assert before.party == "hamas"
    assert words(founding[3], founding[3].condition) == "a ceasefire"
    assert words(founding[3], founding[3].consequence) == "a prisoner exchange deal"


@pytest.mark.parametrize(
    ("sentence", "condition", "consequence"),
    [
        (
            5,
            "a ceasefire is reached",
            "significant international aid and reconstruction efforts in Gaza; then stabilizing "
            "the region in the long term",
        ),
        (
            6,
            "Increased collaboration between Hamas and Fatah",
            "a more unified Palestinian governance structure; then affect future negotiations "
            "with Israel",
        ),
        (
            7,
            "Continued international pressure on Israel",
            "Netanyahu's stance on ceasefire negotiations; then a resolution of the ongoing "
            "conflict",
        ),
    ],
)
def test_the_founding_text_tells_what_follows_in_turn(
    founding: list[Proposal], sentence: int, condition: str, consequence: str
) -> None:
    one = founding[sentence - 1]
    assert one.condition is not None and one.consequence is not None
    assert (one.condition.text, one.consequence.text) == (condition, consequence)


def test_the_founding_text_says_what_is_and_no_day_of_its_own(founding: list[Proposal]) -> None:
    assert {one.polarity for one in founding} == {"positive"}
    assert [one.date for one in founding] == [None] * 16  # 7 October is when the war began
    assert founding[7].condition is None and founding[7].consequence is not None
    assert all(one.why and one.reader == READER for one in founding)


def test_who_is_of_no_party_keeps_the_code(case: Case) -> None:
    text = "The United Nations and Norway met Hamas leaders in Cairo."
    (one,) = proposals(text, "r", case.situation)
    named = [(words(one, a), a.party, a.code, a.role) for a in one.actors]
    assert named == [
        ("United Nations", "", "UN", ""),
        ("Norway", "", "NOR", ""),
        ("Hamas leaders", "hamas", "", "leaders"),
        ("Cairo", "", "EGY", "place"),
    ]
    assert Proposal.of(one.item(), text) == one
    assert one.as_dict()["actors"][1] == {
        "span": [23, 29],
        "party": None,
        "code": "NOR",
        "role": None,
    }


def test_a_surname_and_a_title_carry_over_within_one_source(case: Case) -> None:
    first = "Norwegian Foreign Minister Kari Lund met Fatah officials. "
    found = proposals(first + "Lund said talks went well. The minister left.", "r", case.situation)
    assert found[1].speaker is not None and found[1].speaker.code == "NOR"
    assert [(words(found[2], one), one.code) for one in found[2].actors] == [
        ("The minister", "NOR")
    ]
    (alone,) = proposals("Lund said talks went well.", "r", case.situation)
    assert alone.speaker is not None and alone.speaker.code == ""


def test_a_lexicon_may_be_given_for_many_texts(case: Case) -> None:
    text = case.sources["cairo-talks"].text
    lexicon = Lexicon(case.situation)
    assert proposals(text, "r", lexicon) == proposals(text, "r", case.situation)


def test_a_condition_within_a_statement_is_told() -> None:
    one = read("The governor warned that if the dam breaks, three towns will be flooded.")
    assert one.kind == "statement"
    assert words(one, one.condition) == "the dam breaks"
    assert words(one, one.consequence) == "three towns will be flooded"
    assert read("Residents asked if the dam was safe.").condition is None


@pytest.mark.parametrize(
    ("sentence", "strength", "held"),
    [
        ("The talks may fail.", "possible", ["may"]),
        ("The deal will probably hold.", "probable", ["probably"]),
        ("The list was reportedly lost.", "hearsay", ["reportedly"]),
        ("Whether the list was lost is unclear.", "unclear", ["unclear"]),
        ("He was reportedly ill and may resign.", "possible", ["reportedly", "may"]),
        ("Several convoys often met.", "", []),
        ("The general alleged that the gate was open.", "", []),
    ],
)
def test_hedges_say_how_sure_it_is(sentence: str, strength: str, held: list[str]) -> None:
    one = read(sentence)
    assert (one.hedge_strength, [one.words(span) for span in one.hedges]) == (strength, held)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    common = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return 2 * common / (one[1] - one[0] + other[1] - other[0])


def test_the_founding_text_actors(case: Case, founding: list[Proposal]) -> None:
    ninth = [(words(founding[8], one), one.party) for one in founding[8].actors]
    assert ninth[:5] == [
        ("Khalil Al-Hayya", "hamas"),
        ("leader of Hamas", "hamas"),
        ("Cairo", ""),
        ("Fatah", "fatah"),
        ("Egyptian intelligence officials", "egypt"),
    ]
    for mine, item in zip(founding, case.items, strict=True):
        for one in item.actors:
            assert any(_holds(own, one) for own in mine.actors), (mine.sentence, one)
    about = [one.party for one in founding[11].actors if one.role == "spoken about"]
    assert set(about) == {"israel"}


def _holds(mine: Mention, wanted: Mention) -> bool:
    """Whether the same party is named, with what belongs to the name."""
    if mine.span is None or wanted.span is None or mine.party != wanted.party:
        return False
    return mine.span[0] <= wanted.span[0] and wanted.span[1] <= mine.span[1]


def test_a_leader_is_of_the_party_that_the_sentence_says(case: Case) -> None:
    text = "Sami Darwish, a senior member of Fatah, arrived in Cairo."
    (one,) = proposals(text, "r", case.situation)
    first = one.actors[0]
    assert (words(one, first), first.party) == ("Sami Darwish", "fatah")


@pytest.mark.parametrize(("kind", "speaker", "sentence"), ROWS, ids=lambda text: text[:40])
def test_sentences_of_reports(kind: str, speaker: str, sentence: str) -> None:
    one = read(sentence)
    assert one.kind == kind and words(one, one.speaker) == speaker


def test_each_kind_has_twenty_sentences() -> None:
    for kind in set(KINDS):
        assert sum(row[0] == kind for row in ROWS) >= 20


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The lack of political will to act delayed the convoy.", "fact"),
        ("Political will is missing on both sides.", "fact"),
        ("The potential for a deal was discussed in Doha.", "fact"),
        ("The vote was held in May and the count ended in June.", "fact"),
        ("May 5 was the day of the vote.", "fact"),
        ("The session closed with calls for a ceasefire.", "fact"),
        ("The report may have been lost.", "fact"),
        ("A truce may lead to talks that could end the war.", "outlook"),
        ("In May 2.1 million people crossed the 1967 borders.", "fact"),
        ("The lack of will may soon be true.", "fact"),
        ("Donors should act.", "assessment"),
        ("Should donors act, the wells could be saved.", "outlook"),
        ("The minister asked if the gate would open.", "statement"),
    ],
)
def test_traps(sentence: str, kind: str) -> None:
    assert read(sentence).kind == kind


def test_when_asks_or_sets_a_condition() -> None:
    assert read("When will they meet?").condition is None
    one = read("When both sign, the gate would open.")
    assert (words(one, one.condition), words(one, one.consequence)) == (
        "both sign",
        "the gate would open",
    )


def test_two_modals_have_one_cue_and_two_hedges() -> None:
    one = read("A truce may lead to talks, which could end the war.")
    assert words(one, one.cue) == "may"
    assert [one.words(span) for span in one.hedges] == ["may", "could"]
    assert words(one, one.condition) == "A truce"
    assert words(one, one.consequence) == "talks, which could end the war"


def test_who_speaks_is_not_who_is_spoken_about(case: Case) -> None:
    text = "Fatah officials said that Hamas and Israel would meet."
    (one,) = proposals(text, "r", case.situation)
    assert one.speaker is not None and one.speaker.party == "fatah"
    assert [actor.party for actor in one.actors] == ["hamas", "israel"]
    assert one.kind == "statement"


@pytest.mark.parametrize(
    ("sentence", "condition", "consequence"),
    [
        (
            "The rebels insist on a full withdrawal as a precondition for direct talks.",
            "a full withdrawal",
            "direct talks",
        ),
        (
            "The prospect of a trade deal remains distant, with the island demanding a new map "
            "as a condition for talks.",
            "a new map",
            "a trade deal",
        ),
        ("There was no signing without a list of names.", "a list of names", "signing"),
    ],
)
def test_a_precondition_without_if(sentence: str, condition: str, consequence: str) -> None:
    one = read(sentence)
    assert (words(one, one.condition), words(one, one.consequence)) == (condition, consequence)


@pytest.mark.parametrize(
    ("sentence", "condition", "consequence"),
    [
        ("If rain falls, roads will flood.", "rain falls", "roads will flood"),
        ("Roads will flood if rain falls.", "rain falls", "Roads will flood"),
        ("Should talks fail, fighting could resume.", "talks fail", "fighting could resume"),
        ("In the event of a flood, trains will stop.", "a flood", "trains will stop"),
        ("Aid, unless roads are shut, will arrive.", "roads are shut", "Aid will arrive"),
    ],
)
def test_conditions(sentence: str, condition: str, consequence: str) -> None:
    one = read(sentence)
    assert one.condition is not None and one.consequence is not None
    assert (words(one, one.condition), one.consequence.text) == (condition, consequence)
    assert read("They met.").condition is None


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor said the town would pay if the ministry agreed.",
        "The mayor said that the town would pay if the ministry agreed.",
        "If the ministry agreed, the town would pay, the mayor said.",
    ],
)
def test_what_would_follow_leaves_out_who_says_it(sentence: str) -> None:
    (one,) = proposals(sentence, "report")
    assert one.kind == "statement" and one.condition and one.consequence
    assert one.condition.text == "the ministry agreed"
    assert one.consequence.text == "the town would pay"


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The census, the mayor said, led to a dispute.", "the mayor"),
        ("The council, the union said, has ignored it.", "the union"),
        ("Mara Lind, the mayor, said the census led to a dispute.", "Mara Lind"),
        ("On Monday, the mayor said, wolves attacked.", "the mayor"),
        (
            "Orre, Elstow and Lund said, after a meeting, that they will stay.",
            "Orre, Elstow and Lund",
        ),
        ("[The mayor](http://x.example/a.b) said it **will** open.", "The mayor"),
    ],
)
def test_who_says_it_between_commas_or_in_a_link(sentence: str, speaker: str) -> None:
    (one,) = proposals(sentence, "report")
    assert isinstance(one.speaker, Mention) and one.speaker.span
    assert one.kind == "statement" and one.words(one.speaker.span) == speaker


def test_negation_is_told() -> None:
    assert read("The two sides did not sign.").polarity == "negative"
    assert read("The two sides signed.").polarity == "positive"


def test_headings_are_not_proposed_and_signs_of_lists_are_no_quotation() -> None:
    found = proposals("# Overview\n\n- Talks resumed.\n- The road reopened.\n", "r")
    assert [one.quote for one in found] == ["Talks resumed.", "The road reopened."]
    assert [one.id for one in found] == ["r_001", "r_002"]


PARTS = [
    "If ",
    "said ",
    "may ",
    "will ",
    ", ",
    ". ",
    "Hamas ",
    "“",
    "”",
    "(",
    ")",
    "that ",
    "which ",
]
MORE = [
    "a condition for ",
    "according to ",
    "by ",
    "\n",
    "\r\n",
    "- ",
    "# ",
    "the talks ",
    "lead to ",
    "on 12 March 2025 ",
    "yesterday ",
    "no ",
    "without ",
    "Egyptian President Ali Hassan ",
    "שלום ",
    "وقال ",
    "\u2028",
    "\x85",
    "İ",
    "ﬁ",
    "\U0001f54a",
]

SITUATION = load_case(CAIRO).situation


@settings(deadline=None)
@given(st.text() | st.lists(st.sampled_from(PARTS + MORE), max_size=40).map("".join))
def test_every_text_gives_proposals_that_are_verbatim(text: str) -> None:
    found = proposals(text, "any", SITUATION, published=date(2025, 3, 12))
    assert found == proposals(text, "any", SITUATION, published=date(2025, 3, 12))
    for one in found:
        assert text[slice(*one.span)] == one.quote and one.reader == READER and one.why
        for span in (*one.hedges, *(actor.span for actor in one.actors if actor.span)):
            assert text[slice(*span)].strip()
        assert Proposal.of(one.item(), text) == one
    assert len({one.id for one in found}) == len(found)


def test_line_ends_and_marks_keep_their_places() -> None:
    text = "\ufeffThe gate\r\nis open.\r\n\r\nقال الوزير إن «المعبر» مفتوح.\r\nHamas said so."
    found = proposals(text, "r")
    assert [text[slice(*one.span)] for one in found] == [one.quote for one in found]
    assert found[0].quote.endswith("The gate\r\nis open.")
    assert "قال الوزير" in found[1].quote


@pytest.mark.parametrize(
    "piece",
    ["the talks went on ", "“We stay. ", "A. ", "Hamas President Ali may ", "if, ", "我们说。"],
)
def test_a_long_text_takes_time_as_its_length(piece: str) -> None:
    assert grows_in_proportion(lambda size: proposals((piece * size)[:size], "r"), 20_000)


def test_a_megabyte_without_a_full_stop_is_one_proposal() -> None:
    (one,) = proposals("the talks went on " * 60_000, "r")
    assert one.why == ("fact-too-long",) and len(one.quote) > 1_000_000


def test_a_span_that_is_not_verbatim_is_refused(founding: list[Proposal]) -> None:
    one = founding[0]
    with pytest.raises(RequestError, match="verbatim at"):
        replace(one, quote="The meetings in Rome")
    with pytest.raises(RequestError, match="verbatim at"):
        replace(one, span=(0, 100_000))
    with pytest.raises(RequestError, match="of condition does not lie inside"):
        replace(one, condition=Part((300, 310)))
    with pytest.raises(RequestError, match="of the speaker does not lie inside the source"):
        replace(one, speaker=Mention((0, 100_000)))
    with pytest.raises(RequestError, match="no kind"):
        replace(one, kind="rumour")


def test_a_proposal_is_an_item_and_back(founding: list[Proposal]) -> None:
    for one in founding:
        assert isinstance(one.item(), EvidenceItem)
        assert Proposal.of(one.item(), one.text) == one
        assert one.accepted().item().status == "accepted"


def test_the_fields_are_those_of_the_specification(founding: list[Proposal]) -> None:
    fields = (
        "id source sentence span quote kind polarity actors speaker cue hedge condition "
        "consequence date grade status reader why"
    )
    assert list(founding[4].as_dict()) == fields.split()
    hedge = founding[4].as_dict()["hedge"]
    assert hedge == {"spans": [[665, 670], [754, 765]], "strength": "possible"}


def test_a_language_without_rules_is_refused() -> None:
    with pytest.raises(RequestError, match='language "xx"; expected en'):
        proposals("Text.", "r", language="xx")
