"""Rules for assessments: main verbs that judge."""

from __future__ import annotations

from goodoffices.reading.english import TWO_SIDED, forms
from goodoffices.reading.rule import Rule
from goodoffices.reading.words import any_of, word_set

WORTH = (
    r"(?:critical|crucial|vital|essential|important|key|pivotal|decisive|significant|historic|"
    r"major|"
    r"serious|grave|fragile|contentious|controversial|uncertain|unclear|difficult|complex|"
    r"complicated|"
    r"dire|bleak|alarming|worrying|encouraging|promising|positive|negative|tense|volatile|"
    r"precarious|"
    r"unprecedented|catastrophic|insufficient|inadequate|sufficient|necessary|imperative|unlikely|"
    r"likely|possible|impossible|elusive|central|instrumental|problematic|sensitive|unacceptable|"
    r"legitimate|justified|unjustified|vulnerable|weak|strong|deep|stark|urgent|rare|remarkable|"
    r"disappointing|far\s+from\s+\w+|at\s+(?:risk|stake)|a\s+(?:matter|question|source)\s+of|"
    r"divided|divisive|daunting|formidable|meaningful|symbolic|welcome|overdue|unsustainable|"
    r"slim|high|low|hard|easy|good|bad|poor|crucially|new)"
)
VERDICT = (
    r"(?:steps?|setbacks?|challenges?|threats?|tests?|opportunit(?:y|ies)|obstacles?|signs?|"
    r"shifts?|"
    r"milestones?|turning\s+point|breakthroughs?|departure|blow|victory|defeat|failure|success|"
    r"concession|priority|priorities|dilemma|risks?|danger|chance|moment|factor|precedent|"
    r"prerequisites?|preconditions?|cornerstone|key|message|move|escalation|improvement|"
    r"achievement|"
    r"problem|issue|concern|attempt|effort|consequence|reminder|necessity|progress|question|window|"
    r"signals?|indications?|symbols?|symptoms?|compromise|gamble|mistake|response|part)"
)

JUDGING = word_set(
    "reflect necessitate illustrate exemplify demonstrate entail complicate undermine "
    "jeopardise jeopardize exacerbate epitomise epitomize warrant justify merit befit deserve "
    "overshadow threaten risk weaken strengthen hinder hamper endanger embody symbolise "
    "symbolize testify attest"
)
EVALUATIVE = (
    Rule(
        "assessment-represents",
        "a thing represents, constitutes, marks or poses something that is judged",
        rf"\b(?P<it>{any_of(forms(('represent', 'constitute', 'mark', 'pose', 'offer')))}|"
        r"amounts?\s+to|amounted\s+to|serves?\s+as|served\s+as|spells?|bodes?)\s+"
        rf"(?:an?|the|its|their|another|one|no|some|to|well|"
        rf"ill)?\s*(?:[\w’'-]+\s+){{0,3}}?(?:{VERDICT}|ill|"
        r"well|trouble|hope|leverage)\b",
        (
            "The vote «represents» a setback for the cabinet.",
            "The closure «poses» a serious threat to patients.",
            "The visit «marks» a turning point.",
        ),
        ("Two lawyers represented the family.", "Crowds marked the anniversary."),
    ),
    Rule(
        "assessment-reflects",
        "a thing highlights, reflects, shows, suggests, illustrates or necessitates something",
        rf"\b(?P<it>{any_of(forms(TWO_SIDED - {'say'}))}|"
        + any_of(forms(JUDGING))
        + r")\b(?!\s+by\b)",
        (
            "The delay «reflects» deep mistrust between the sides.",
            "The numbers «underscore» the scale of need.",
            "The closure «complicates» relief work.",
        ),
        ("The talks were held in secret.",),
    ),
    Rule(
        "assessment-seen-as",
        "is seen, regarded or viewed as something; raises the risk or the stakes",
        r"\b(?P<it>(?:is|are|was|were|has\s+been|have\s+been)\s+(?:\w+ly\s+)?(?:seen|regarded|"
        r"viewed|considered|"
        r"perceived)(?=\s+(?:as|an?|to\s+be|by\s+\w+\s+as)\b)|(?:raises?|raised|increases?|"
        r"reduces?|heightens?)"
        r"(?=\s+(?:the\s+)?(?:risks?|prospects?|questions?|stakes|chances?|likelihood|spectre|"
        r"danger)\b))",
        (
            "The law «is seen» as a blow to the opposition.",
            "The strikes «raise» the risk of a wider war.",
        ),
        ("He was seen in town.",),
    ),
    Rule(
        "assessment-is-worth",
        "is or remains critical, fragile, unclear, contentious and the like",
        r"\b(?P<it>is|are|was|were|remains?|remained|seems?|seemed|appears?|appeared|becomes?|"
        r"became|"
        r"looks?|looked|stays?|proves?|proved|may\s+be|could\s+be|might\s+be|will\s+be|would\s+be)"
        rf"\s+(?:(?:an?|the|very|highly|so|too|more|most|less|extremely|increasingly|still|also|"
        rf"both|not|"
        rf"no|\w+ly|as|of)\s+)*{WORTH}\b",
        (
            "Water supply «remains» critical.",
            "The truce «is» extremely fragile.",
            "Trust between the two «is» a matter of years.",
        ),
        ("The minister is in Geneva.", "The road was closed."),
    ),
    Rule(
        "assessment-is-verdict",
        "is or remains a challenge, a test, a step, an obstacle and the like",
        r"\b(?P<it>is|are|was|were|remains?|remained|becomes?|became|may\s+be|could\s+be|"
        r"would\s+be|will\s+be)"
        rf"\s+(?:(?:now|still|also|itself|only)\s+)?(?:an?|the|its|their|another|one|no)\s+"
        rf"(?:(?!of\b|in\b)[\w’'-]+\s+){{0,3}}?{VERDICT}\b",
        (
            "The prisoner file «is» the main obstacle to a deal.",
            "Access «remains» a daily challenge.",
        ),
        ("The envoy is a former judge.",),
    ),
    Rule(
        "assessment-requires",
        "a thing calls for, requires or demands something; the situation needs it",
        r"\b(?P<it>requires?|required|calls?\s+for|called\s+for|demands?|demanded|needs|"
        r"depends?\s+on|depended\s+on|"
        r"hinges?\s+on|lacks?|lacked|fails?\s+to|falls?\s+short|"
        r"plays?\s+an?\s+(?:\w+\s+){0,2}role)\b",
        (
            "Reconstruction «requires» steady funding.",
            "Success «depends on» access to the north.",
            "The situation «calls for» restraint.",
        ),
        ("A call was made.",),
    ),
    Rule(
        "assessment-must",
        "must, should, ought to, needs to: what has to be done",
        r"\b(?P<it>(?-i:must|should)|ought\s+to|needs?\s+to|(?:has|"
        r"have)\s+yet\s+to)\s+(?!have\b)\w+",
        (
            "Any deal «must» protect civilians.",
            "Donors «need to» act before winter.",
        ),
        ("The must have item.", "They need fuel."),
    ),
)
"""Evaluative main verbs."""
