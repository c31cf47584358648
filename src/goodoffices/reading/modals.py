"""Rules for outlooks: conditional markers, and modals of possibility and of the future."""

from __future__ import annotations

from goodoffices.reading.english import STATIVE
from goodoffices.reading.rule import Rule
from goodoffices.reading.words import any_of

BETWEEN = (
    r"(?:\s+(?:not|also|still|soon|now|then|yet|even|again|both|well|at\s+last|either|in\s+turn|"
    r"(?-i:[a-z])+ly))*"
)
PARTICIPLE = (
    r"(?:(?-i:[a-z])+(?:ed|ing)|held|made|met|brought|taken|given|found|built|sent|put|set|seen|"
    r"kept|"
    r"led|won|lost|cut|drawn|begun|broken|paid|shot|withdrawn|forced|let|sworn|spent|told)"
)
NO_EVENT = any_of(
    (STATIVE - {"be", "have"}) | {"say", "as", "of", "is", "was", "and", "or", "been"}
)
EVENT = (
    rf"{BETWEEN}\s+(?:be\s+(?:\w+ly\s+)?(?!(?:interested|prepared|committed|concerned|determined|"
    rf"complicated|limited|needed|required|missing|lacking|outstanding)\b){PARTICIPLE}\b|"
    rf"have\s+to\s+\w+|"
    rf"(?!be\b|have\b|{NO_EVENT}\b)(?-i:[a-z][a-z-]*(?:[^s\W]|ss|cus))\b)"
)
"""A verb that tells an event, after a modal: no state, no perfect, no noun with a plural s."""

IF = (
    Rule(
        "outlook-if",
        "if",
        r"(?<!as )(?<!even )\b(?P<it>(?:only\s+|and\s+|but\s+)?if)\b(?!\s+(?:any|not|so|ever|"
        r"necessary)\b)",
        (
            "«If» the truce holds, convoys will enter.",
            "Convoys will enter «if» the truce holds.",
        ),
        ("It looked as if nothing had changed.",),
    ),
    Rule(
        "outlook-unless",
        "unless",
        r"\b(?P<it>unless)\b",
        ("«Unless» fuel arrives, the hospital will close.",),
        ("Less fuel arrives.",),
    ),
    Rule(
        "outlook-should",
        "should with a subject after it, at the start of a clause",
        r"(?:^|[,;]\s+|^\W+|^(?:and|but)\s+)(?P<it>should)\s+(?!be\b|have\b|"
        r"not\b)(?=[\w’'-]+\s+\w)",
        ("«Should» the talks fail, fighting could resume.",),
        ("The border should reopen.",),
    ),
    Rule(
        "outlook-were-to",
        "were with a subject and to; had with a subject, at the start",
        r"^(?P<it>were)\s+(?:\S+\s+){1,6}?to\s+\w+",
        ("«Were» the border to reopen, prices would fall.",),
        ("They were about to leave.",),
    ),
    Rule(
        "outlook-once",
        "once, as a conjunction",
        r"(?:^|[,;]\s+|\w\s+)(?<!at )(?P<it>once)\s+(?!again\b|more\b|a\b|every\b|in\b|said\b|"
        r"every|considered\b)"
        r"(?=(?:\S+\s+){1,8}?(?:is|are|has|have|\w+s|\w+ed)\b)",
        ("«Once» the list is agreed, buses will leave.",),
        ("The two met once in May.",),
    ),
    Rule(
        "outlook-provided",
        "provided that, as long as, on condition that, assuming, in case",
        r"\b(?P<it>provid(?:ed|ing)\s+that|(?<=,\s)provided(?=\s+(?:the|a|an|it|he|she|they|both|"
        r"all)\b)|(?:as|so)\s+"
        r"long\s+as|on\s+(?:the\s+)?condition\s+that|assuming(?:\s+that)?|in\s+case)\b",
        (
            "Aid will grow «provided that» roads are safe.",
            "The force will stay «as long as» both sides agree.",
        ),
        ("The agency provided the town with water.",),
    ),
    Rule(
        "outlook-without",
        "without, failing, barring something, at the start",
        r"^\W*(?:(?:and|but)\s+)?(?P<it>without|failing|barring|absent)\s+(?!\w+ing\b)(?=[^,]+,)",
        (
            "«Without» fuel, the pumps will stop.",
            "«Failing» a deal, the ban would remain in force.",
        ),
        ("Without delay they left.", "They left without a word."),
    ),
    Rule(
        "outlook-in-the-event",
        "in the event of or that",
        r"\b(?P<it>in\s+the\s+event\s+(?:of|that))\b",
        ("«In the event of» a collapse, families would flee.",),
        ("In the event, nobody came.",),
    ),
)
"""Conditional markers; the rest of the sentence needs a modal."""

MODAL = (
    Rule(
        "outlook-modal",
        "may, might, could or would over a verb that tells an event; not the month",
        rf"(?<!military )(?<!with all its )(?P<it>(?-i:\bmay|\bmight|\bcould|"
        rf"\bwould))\b(?!\s+not\s+"
        rf"(?:comment|say|confirm|discuss|give|reach|find|immediately|be\s+reached)\b){EVENT}",
        (
            "A failure «could» trigger new clashes.",
            "The plan «may» be rejected by voters.",
            "Sanctions «might» slow the recovery.",
        ),
        (
            "Elections were held in May.",
            "On May 5 they met.",
            "The report may have been wrong.",
            "This may be true.",
            "The army showed its military might there.",
            "He would not comment.",
        ),
    ),
    Rule(
        "outlook-will",
        "will or shall over a verb that tells an event; not the noun",
        rf"(?<!political )(?<!good )(?<!popular )(?<!the )(?<!their )(?<!free )(?<!people's )"
        rf"(?<!'s )(?<!’s )(?<!of )(?<!its )(?<!his )(?P<it>(?-i:\bwill|\bshall)|"
        rf"(?<=\w['’])ll)\b{EVENT}",
        (
            "The council «will» vote on Tuesday.",
            "Observers «will» be sent to the border.",
        ),
        (
            "There is no political will to act.",
            "It was the will of the people.",
            "Their will broke.",
            "The road will be long.",
        ),
    ),
    Rule(
        "outlook-can-lead",
        "can over a verb that tells a result",
        rf"\b(?P<it>can)\b{BETWEEN}\s+(?:lead|bring|help|end|open|create|improve|prevent|reduce|"
        rf"build|"
        r"restore|pave|trigger|cause|result|produce|change|break|unlock|ease|save|stabili[sz]e|"
        r"turn)\b",
        ("Only pressure from neighbours «can» bring a settlement.",),
        ("Residents can cross on Sundays.",),
    ),
    Rule(
        "outlook-expected-to",
        "is likely, expected, set, due, scheduled or going to do something",
        r"\b(?:is|are|was|were|'s|’s|remains?|seems?|looks?)\s+(?:(?:now|also|still|not|widely|"
        r"very|"
        r"highly|more|most|quite|all|increasingly)\s+)*(?P<it>(?:un)?likely|expected|set|due|"
        r"scheduled|"
        r"going|poised|bound|certain|slated|projected|forecast|about)\s+to\s+"
        rf"(?!be\s+(?!(?:\w+ly\s+)?{PARTICIPLE}\b)|have\b|remain\b)\w+",
        (
            "The parties are «expected» to sign next week.",
            "Clashes are «likely» to spread.",
            "The crossing is «set» to be reopened.",
        ),
        ("The outcome is uncertain.", "She is due a reply."),
    ),
    Rule(
        "outlook-plans-to",
        "plans or intends to do something; is to do something",
        r"(?<!the )(?<!a )(?<!of )(?<!its )(?<!their )(?<!his )(?<!amid )(?<!with )(?<!no )"
        r"(?<!new )\b(?P<it>plans?\s+to|intends?\s+to|"
        r"(?<!aim )(?<!goal )(?<!task )(?<!plan )(?<!idea )(?<!purpose )"
        r"(?<!objective )(?<!challenge )"
        r"(?<!way )(?<!priority )(?<!key )(?<!hope )(?<!point )(?<!it )"
        r"(?:is|are)\s+to)\s+(?!have\b)(?:be\s+\w+(?:ed|en|ld)\b|(?!be\b)[a-z]+\b)",
        (
            "The two presidents «plan to» meet in Vienna.",
            "The court «is to» rule on Monday.",
            "The accord «is to» be signed in June.",
        ),
        ("The aim is to end the dispute.", "The plan to divide the city failed in 1947."),
    ),
    Rule(
        "outlook-likely-that",
        "it is likely or possible that",
        r"\b(?:is|seems|remains)\s+(?:\w+\s+)?(?P<it>(?:un)?likely|(?:im)?possible|probable|"
        r"conceivable)"
        r"\s+that\b",
        ("It is «possible» that the talks collapse.",),
        ("It is likely.",),
    ),
)
"""Modals of possibility or future."""

HAS_MODAL = Rule(
    "outlook-consequent",
    "a modal in the consequence of a condition",
    r"(?P<it>(?-i:\b(?:may|might|could|would|will|shall|can|must|should|cannot))\b|(?<=\w['’])ll\b|"
    r"\b(?:won|wouldn|couldn|can)['’]t\b|\b(?:likely|expected|set|ready|prepared|going|"
    r"willing)\s+to\b)",
    ("If it rains, the road «will» close.",),
    ("In May it rained.",),
)
CONSEQUENT = (HAS_MODAL,)
