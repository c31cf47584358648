"""The rules for attributions beside the main clause: side clauses, participles, nouns, stances.

They find more than ``speakers`` does and are sure of less: what somebody seeks or supports, and
what is said in a clause of its own, is an attribution and makes no sentence a statement.
"""

from __future__ import annotations

from goodoffices.reading.english import SPEAKING, TELLING, forms
from goodoffices.reading.rule import Rule
from goodoffices.reading.words import any_of, word_set

KEEP_E = word_set("agree disagree")
DOUBLED = word_set("slam quip brag admit regret")


def participle(verb: str) -> str:
    """The form in -ing of a verb of the lists."""
    if verb in DOUBLED:
        return verb + verb[-1] + "ing"
    return (verb[:-1] if verb.endswith("e") and verb not in KEEP_E else verb) + "ing"


SAYING = frozenset(
    participle(verb)
    for verb in (SPEAKING | TELLING | word_set("say tell call hope want fear blast"))
    - word_set("rule find show feel know understand learn continue determine assess expect post")
    - word_set("add report respond decide welcome think answer")
) | {"adding"}
SAID_OF = (
    SPEAKING | word_set("say tell argue suggest support oppose discuss mention complain")
) - word_set("ask thank contend testify chant shout")
"""Verbs that count after *to* or a modal too."""
STANCE = word_set("seek support endorse refuse advocate assail disavow hope worry fear doubt")
STANCES = word_set(
    "backs backed sought sees saw intends agreed offers offered asked thinks thought decided "
    "ordered ruled discussed mentioned attacked encouraged challenged repeated listed focused "
    "focuses discusses mentions named identified plans threatened threatens tried"
)
NOUNS = (
    r"(?:claims?|statements?|remarks?|comments?|criticisms?|announcements?|opposition|"
    r"endorsements?|views?|beliefs?|promises?|pledges?|proposals?|vows?|threats?|refusal|"
    r"warnings?|suggestions?|assertions?|insistence|accusations?|allegations?|concerns?|desire|"
    r"hopes?|fears?|arguments?|assessments?|predictions?|estimates?|opinions?|condemnation|"
    r"apology|denials?|response|call|calls|description|recommendations?|contention|argument|"
    r"stance|willingness|demands?|attacks?\s+on|critique|support\s+for|plans?\s+to|"
    r"position\s+on|words|tweets?|testimony|message|rhetoric|decision\s+to)"
)
DEEDS = word_set("attacked attack attacks tried focused focuses")
"""Words of these rules that tell a deed more often than words, in reports of a conflict."""
ONE_NOUN = word_set(
    "claim statement remark comment criticism announcement opposition endorsement view belief "
    "promise pledge proposal vow threat refusal warning suggestion assertion insistence "
    "accusation allegation concern desire hope fear argument assessment prediction estimate "
    "opinion condemnation apology denial response call description recommendation contention "
    "stance willingness demand attack critique support plan position word tweet testimony "
    "message rhetoric decision"
)
NOUN_WORDS = ONE_NOUN | {f"{one}s" for one in ONE_NOUN}
"""The first words of these, in both numbers."""

OWN = (
    Rule(
        "attribution-participle",
        "a verb of saying in -ing: …, saying that; with somebody insisting",
        rf"(?<!\bof )\b(?P<it>{any_of(SAYING)})\b",
        (
            "The mayor closed the bridge, «saying» it was unsafe.",
            "The talks stalled, with the rebels «insisting» on a list.",
        ),
        ("The sailing was late.",),
    ),
    Rule(
        "attribution-said-of",
        "what somebody may, will or would say, ask or endorse, or did not",
        r"(?:\b(?:to|will|would|could|might|can|should|may|must|not|never)|n['’]t)\s+"
        rf"(?:\w+ly\s+)?(?P<it>{any_of(SAID_OF)})\b",
        ("She went to the court to «complain».", "The council will «propose» a date."),
        ("The council met to vote.",),
    ),
    Rule(
        "attribution-stance",
        "what somebody seeks, supports, proposes or refuses",
        rf"\b(?P<it>{any_of(forms(STANCE))}|backs|backed|sought|sees|saw|intends|agreed\s+(?:to|"
        r"with)|offers\s+to|offered|asked|thinks|thought|decided|ordered|ruled|discussed|"
        r"mentioned|attacked|encouraged|challenged|repeated|listed|focused\s+on|focuses\s+on|"
        r"discusses|mentions|named|identified|plans\s+to|threatened\s+to|threatens\s+to|"
        r"tried\s+to)\b",
        ("Both neighbours «support» the plan.", "The clans «sought» a wider road."),
        ("The plan has supporters.",),
    ),
)
"""The source is the noun before, or the subject of the sentence."""
NOUN = (
    Rule(
        "attribution-noun",
        "somebody's claim, remarks, refusal or fear",
        rf"(?:['’]s?|\b(?:his|her|their|its|whose))\s+(?:[\w'’-]+\s+){{0,2}}?(?P<it>{NOUNS})"
        rf"(?!\s*['’\w]*-)\b",
        ("The governor's «claim» that the wells are full was checked.",),
        ("The claim was checked.",),
    ),
)
NOUN_BY = (
    Rule(
        "attribution-noun-by",
        "claims, remarks or criticism by or from somebody",
        rf"\b(?P<it>{NOUNS}\s+(?:by|from|of|among))\s+(?=\w)",
        ("The paper printed «allegations by» two guards.",),
        ("The allegations were printed.",),
    ),
)
COLON = (
    Rule(
        "attribution-colon",
        "a name and a colon before what is said",
        r"\A\W*(?P<it>(?-i:[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,3})\s*:)(?=\s+\S)",
        ("«MODERATOR:» Who speaks first?",),
        ("There is one condition: silence.",),
    ),
)
MORE_TRIGGERS = {
    "attribution-participle": SAYING,
    "attribution-said-of": SAID_OF,
    "attribution-stance": forms(STANCE) | STANCES,
    "attribution-noun": NOUN_WORDS,
    "attribution-noun-by": NOUN_WORDS,
}
"""Rule → words of which one is in all that it finds."""
