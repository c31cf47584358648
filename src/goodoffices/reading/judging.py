"""Rules for assessments: main verbs that judge."""

from __future__ import annotations

from goodoffices.reading.cue import Cue
from goodoffices.reading.english import TWO_SIDED, forms
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
    r"slim|high|low|hard|easy|good|bad|poor|crucially|new|durable|effective|ineffective|hollow|"
    r"stable|unstable|shaky|brittle|real|genuine|better|worse|inevitable|doubtful|questionable|"
    r"risky|costly|far\s+apart|successful|unsuccessful|credible|incompatible|out\s+of\s+(?:reach|"
    r"touch|date|control)|(?:un)?workable|(?:un)?popular|disastrous|indispensable|premature)"
)
BE = any_of(
    [
        *word_set(
            "is are was were remain remains remained seem seems seemed appear appears appeared"
        ),
        *word_set("becomes became look looks looked stays prove proves proved"),
        *(f"{one} be" for one in word_set("may could might will would")),
        *(
            f"{one} {two}"
            for one in word_set("has have had")
            for two in (*word_set("proved proven become remained been looked grown"), "turned out")
        ),
    ]
)
BE_WORDS = (
    "is are was were remain remains remained seem seems seemed appear appears appeared become "
    "becomes became look looks looked stay stays prove proves proved proven may could might will "
    "would has have had"
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
REPRESENTING = forms(("represent", "constitute", "mark", "pose", "offer"))
EVALUATIVE = (
    Cue(
        "assessment-represents",
        "a thing represents, constitutes, marks or poses something that is judged",
        rf"\b(?P<it>{any_of(REPRESENTING)}|"
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
        words=" ".join(REPRESENTING)
        + " amount amounts amounted serve serves served spell spells bode bodes",
    ),
    Cue(
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
        words=" ".join(forms(TWO_SIDED | JUDGING)),
    ),
    Cue(
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
        words="seen regarded viewed considered perceived raise raises raised increase increases "
        "reduce reduces heighten heightens",
    ),
    Cue(
        "assessment-is-worth",
        "is, remains or has proved critical, fragile, unclear, contentious and the like",
        rf"\b(?P<it>{BE})"
        rf"\s+(?:(?:an?|the|very|highly|so|too|more|most|less|extremely|increasingly|still|also|"
        rf"both|not|"
        rf"no|\w+ly|as|of)\s+)*{WORTH}\b",
        (
            "Water supply «remains» critical.",
            "The truce «is» extremely fragile.",
            "Trust between the two «is» a matter of years.",
            "The lull «has proved» durable.",
            "The pact «appears» brittle.",
        ),
        ("The minister is in Geneva.", "The road was closed."),
        words=BE_WORDS,
    ),
    Cue(
        "assessment-in-crisis",
        "is in crisis, in doubt, in ruins; is on the brink",
        rf"\b(?P<it>{BE})\s+(?:(?:still|now|also|already|\w+ly)\s+)*(?:in\s+(?:an?\s+)?(?:\w+\s+)?"
        r"(?:crisis|doubt|disarray|danger|jeopardy|ruins|turmoil|trouble|limbo|decline|tatters|"
        r"peril|dispute|deadlock)|on\s+the\s+(?:brink|verge|edge|wane)|under\s+(?:\w+\s+)?(?:strain|"
        r"threat|pressure))\b",
        (
            "The fishery «is» in deep crisis.",
            "The pact «was» on the brink of collapse.",
            "The cabinet «is» under strain.",
        ),
        ("The envoy is in the capital.", "The town is under water."),
        words="crisis doubt disarray danger jeopardy ruins turmoil trouble limbo decline tatters "
        "peril dispute deadlock brink verge edge wane strain threat pressure",
    ),
    Cue(
        "assessment-is-no",
        "is no substitute, no guarantee, no way out",
        rf"\b(?P<it>{BE})\s+(?:no|hardly\s+an?|scarcely\s+an?|far\s+from\s+an?)\s+(?:\w+\s+)?"
        r"(?:substitute|alternative|match|guarantee|solution|answer|cure|excuse|remedy|panacea|"
        r"accident|coincidence|surprise|way\s+(?:out|back|forward|around))\b",
        (
            "A hotline «is» no substitute for talks.",
            "A signature «is» no guarantee of peace.",
        ),
        ("There is no electricity.",),
        words="substitute alternative match guarantee solution answer cure excuse remedy panacea "
        "accident coincidence surprise way",
    ),
    Cue(
        "assessment-could-hardly",
        "could hardly be higher, cannot be overstated",
        r"\b(?P<it>(?:could|can)\s+(?:hardly|scarcely|barely)|cannot|can\s+not)\s+be\s+"
        r"(?:more\s+\w+|less\s+\w+|\w{2,12}er|overstated|overestimated|underestimated|exaggerated|"
        r"ruled\s+out|ignored)\b",
        ("The stakes «could hardly» be higher.", "Its weight «cannot» be overstated."),
        ("The bridge cannot be crossed.",),
        words="could can cannot",
    ),
    Cue(
        "assessment-momentum",
        "loses or gains momentum, ground, credibility, trust",
        r"\b(?P<it>(?:(?:has|have|had|is|are|was|were)\s+)?(?:los(?:es?|t|ing)|gain(?:s|ed|ing)?|"
        r"regain(?:s|ed|ing)?|gather(?:s|ed|ing)?|forfeit(?:s|ed)?|squander(?:s|ed)?))\s+"
        r"(?:(?:much|some|all|most|more|its|their|any|the|a|of|lot)\s+){0,4}(?:\w+\s+)?"
        r"(?:momentum|ground|credibility|trust|legitimacy|relevance|appeal|support|confidence|"
        r"authority|influence|weight|force|currency|pace|traction)\b",
        (
            "The process «has lost» much of its momentum.",
            "The idea «is gaining» ground.",
        ),
        ("The army lost two helicopters.", "They gathered near the bridge."),
        words="lose loses lost losing gain gains gained gaining regain regains regained "
        "regaining gather gathers gathered gathering forfeit forfeits forfeited squander squanders "
        "squandered",
    ),
    Cue(
        "assessment-works-well",
        "works, goes or fares well or badly",
        r"\b(?P<it>(?:(?:has|have|had)\s+)?(?:works?|worked|functions?|functioned|go|goes|went|gone|"
        r"fares?|fared|performs?|performed|serves?|served))\s+(?:\w+\s+){0,2}?"
        r"(?:well|badly|poorly|better|worse|smoothly|wrong|nowhere)\b(?!\s+(?:known|off|as)\b)",
        (
            "The joint patrol «works» well.",
            "The count «went» less smoothly in the south.",
        ),
        ("The delegates went home.", "She worked for a well known paper."),
        words="work works worked function functions functioned go goes went gone fare fares fared "
        "perform performs performed serve serves served",
    ),
    Cue(
        "assessment-comes-at",
        "comes at a delicate time, at a bad moment",
        r"\b(?P<it>comes?|came|falls?|fell|arrives?|arrived)\s+at\s+an?\s+(?:\w+\s+){1,2}(?:time|"
        r"moment|juncture|point|stage)\b",
        ("The verdict «comes» at a delicate time.",),
        ("The envoy came at noon.", "They arrived at a checkpoint."),
        words="come comes came fall falls fell arrive arrives arrived",
    ),
    Cue(
        "assessment-progress-made",
        "little, some or no progress has been made",
        r"\b(?:little|no|some|much|limited|good|scant|significant|modest|real|slow|steady|enough)\s+"
        r"(?:\w+\s+)?(?:progress|headway|effort|attention|thought)\s+(?:\w+\s+)?(?P<it>(?:has|have|had)\s+"
        r"been|was|is(?:\s+being)?)\s+(?:made|achieved|visible|paid|given)\b",
        ("Little progress «has been» made on land.",),
        ("The progress report was made public.",),
        words="progress headway effort attention thought",
    ),
    Cue(
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
        words=BE_WORDS,
    ),
    Cue(
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
        words="require requires required call calls called demand demands demanded needs depend "
        "depends depended hinge hinges lack lacks lacked fail fails fall falls play plays",
    ),
    Cue(
        "assessment-must",
        "must, should, ought to, needs to: what has to be done",
        r"\b(?P<it>(?-i:must|should)|ought\s+to|needs?\s+to|(?:has|"
        r"have)\s+yet\s+to)\s+(?!have\b)\w+",
        (
            "Any deal «must» protect civilians.",
            "Donors «need to» act before winter.",
        ),
        ("The must have item.", "They need fuel."),
        words="must should ought need needs has have",
    ),
)
"""Evaluative main verbs."""
