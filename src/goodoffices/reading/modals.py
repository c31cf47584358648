"""Rules for outlooks: modals of possibility and of the future."""

from __future__ import annotations

from goodoffices.reading.english import STATIVE
from goodoffices.reading.rule import Rule
from goodoffices.reading.words import any_of, word_set

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
ADVERB = (
    r"(?:not|also|still|soon|now|then|yet|even|again|"
    r"(?!(?:apply|supply|rely|comply|reply|fly|multiply|imply|ally|rally)\b)\w+ly)"
)
EVENT = (
    rf"{BETWEEN}\s+(?:be\s+(?:\w+ly\s+)?(?!(?:interested|prepared|committed|concerned|determined|"
    rf"complicated|limited|needed|required|missing|lacking|outstanding)\b){PARTICIPLE}\b|"
    rf"have\s+to\s+\w+|"
    rf"(?!be\b|have\b|{NO_EVENT}\b|{ADVERB}\b)(?-i:[a-z][a-z-]*(?:[^s\W]|ss|cus))\b)"
)
"""A verb that tells an event, after a modal: no state, no perfect, no noun with a plural s."""

MODAL = (
    Rule(
        "outlook-modal",
        "may, might, could or would over a verb that tells an event; not the month",
        rf"\b(?=[mcw])(?<!military )(?<!with all its )(?P<it>(?-i:may|might|could|"
        rf"would))\b(?!\s+not\s+"
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
        rf"\b(?=will|shall|ll)(?<!political )(?<!good )(?<!popular )(?<!the )(?<!their )(?<!free )"
        rf"(?<!people's )(?<!'s )(?<!’s )(?<!of )(?<!its )(?<!his )(?P<it>(?-i:will|shall)|"
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
        r"\b(?=plan|intend|is\s|are\s)(?<!the )(?<!a )(?<!of )(?<!its )(?<!their )(?<!his )"
        r"(?<!amid )(?<!with )(?<!no )(?<!new )(?P<it>plans?\s+to|intends?\s+to|"
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
MODAL_WORDS = {
    "outlook-modal": word_set("may might could would"),
    "outlook-will": word_set("will shall ll"),
    "outlook-can-lead": word_set("can"),
    "outlook-expected-to": word_set(
        "likely unlikely expected set due scheduled going poised bound certain slated projected "
        "forecast about"
    ),
    "outlook-plans-to": word_set("plan plans intend intends is are"),
    "outlook-likely-that": word_set("likely unlikely possible impossible probable conceivable"),
}
"""Rule → words of which one is in all that it finds."""

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
