"""The rules for who speaks: reporting verbs, what follows them, and words that name a source.

Verbs are taken from three lists: those that say something whatever follows, those that do so only
with what is said beside them, and those of a mind. Whether the subject is somebody who can speak
is asked in ``speakers``.
"""

from __future__ import annotations

from goodoffices.reading.english import ASIDE, SPEAKING, TELLING, THINKING, finite, forms
from goodoffices.reading.rule import Rule
from goodoffices.reading.words import any_of, word_set

SPOKEN_OF = (
    r"(?:(?:\w+\s+){0,3}?(?:claims?|allegations?|accusations?|reports?|suggestions?|idea|"
    r"criticisms?|calls?|concerns?|notion|rumou?rs?|charges?|assertions?|warnings?|arguments?|"
    r"demands?|remarks|comments|requests?))"
)
WHETHER = r"(?:that|how|why|whether|what)\b"
SAID = (
    rf"(?=\s+{WHETHER}|\s*[,:]?\s*(?:[\"“]|'')|\s*:|\s+(?:\S+\s+){{1,9}}?(?:is|are|was|were|has|"
    r"have|had|would|will|could|can|may|might|should|must|did|does|do|won['’]t|isn['’]t|"
    r"wasn['’]t|don['’]t|didn['’]t|can['’]t|doesn['’]t|needs?|wants?|wanted)\b)"
)
SAID_TO = rf"(?:\s+(?:to|in|on|at|with|for)\s+(?:[^\s,;:\"“]+\s+){{0,5}}?[^\s,;:\"“]+)?{SAID}"
FEELINGS = (
    r"(?:\w+\s+){0,3}?(?:concerns?|hopes?|fears?|doubts?|support|regrets?|readiness|willingness|"
    r"confidence|optimism|alarm|solidarity|condolences|opposition|anger|frustration|gratitude|"
    r"satisfaction|disappointment|reservations|objections?|interest|appreciation|outrage|belief|"
    r"commitment|dismay|shock|scepticism|skepticism|worries|worry|unease|views?|opinions?|"
    r"questions|desire|sympathy|admiration|remorse|disdain|contempt)"
)
DAYS = r"(?:(?:on\s+)?(?:today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\s+)?"
TIME_AFTER = (
    r"(?=\s*(?:[.,;:!?\"”()—–-]|\Z)|\s+(?:on|in|at|during|last|to|out|earlier|after|when|while|"
    r"via|about|from|later|through|of|as|before|by|yesterday|today|this|with|for|following|"
    r"afterwards?|recently|the|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)"
)
MINDS = (
    r"(?:confident|convinced|hopeful|sure|certain|optimistic|pessimistic|concerned|worried|"
    r"sceptical|skeptical|adamant|afraid|alarmed|grateful|disappointed|doubtful|aware|unaware|"
    r"glad|proud|sorry|eager|willing|unwilling|reluctant|keen|wary|determined|ready\s+to\s+talk|"
    r"opposed\s+to|in\s+favou?r\s+of|committed\s+to)"
)

REPORTING = (
    Rule(
        "statement-say",
        "somebody says or tells something",
        r"\b(?P<it>said(?!\s+to\s+(?:be|have)\b)|says|say|told|tells|tell)(?=\W|\Z)",
        (
            "The minister «said» the crossing would open.",
            "Residents «say» water is short.",
            "The envoy «told» reporters that talks had resumed.",
            "The envoy «said» in a statement that talks had resumed.",
        ),
        ("The text is silent.", "The man said to be in charge left."),
    ),
    Rule(
        "statement-speech-act",
        "a verb of speaking: announce, warn, confirm, deny, accuse, urge",
        rf"\b(?P<it>{any_of(forms(SPEAKING))})\b(?!\s+by\b)",
        (
            "The army «confirmed» that two soldiers were wounded.",
            "Fatah «accused» its rival of delay.",
            "The council «urged» both sides to return to the table.",
        ),
        ("The plan announced by Egypt has three stages.",),
    ),
    Rule(
        "statement-telling",
        "a verb of telling or thinking with what is told: note that, estimate that, believe it is",
        rf"\b(?P<it>{any_of(forms(TELLING))})\b{SAID_TO}",
        (
            "The agency «estimates» that 4,000 people were displaced.",
            "Diplomats «believe» the text is nearly ready.",
            "The mayor «wrote» in a letter that the wells were dry.",
            "The two sides «agreed» that the list is final.",
        ),
        ("The city added two shelters.", "He recalled his ambassador."),
    ),
    Rule(
        "statement-aside",
        "who says it stands after what is said, or between commas in it",
        rf"(?:[,?!…:·][\"”'’]*|[\"”]|'')\s+(?:[^\s,;:\"“”()·]+\s+){{1,12}}?(?:also\s+|later\s+|"
        rf"then\s+|has\s+|have\s+|had\s+)*(?P<it>{any_of(ASIDE)}){TIME_AFTER}",
        (
            "The wells are dry, the mayor «wrote» in a letter.",
            "The list, both sides «noted», is not final.",
            "“We were not asked,” she «added».",
        ),
        ("After the vote, the council added two seats.",),
    ),
    Rule(
        "statement-inverted",
        "who says it stands after the verb, after what is said",
        rf"(?:[,?!…·][\"”'’]*|[\"”]|''|\A)\s*\b(?P<it>{any_of(ASIDE)})\s+(?=(?-i:[A-Z])|(?:the|an?|his|"
        r"her|its|their|one|another)\s)",
        ("“The wells are dry,” «added» a driver.", "“We know,” «wrote» Lena Ortiz."),
        ("He wrote two letters.",),
    ),
    Rule(
        "statement-short",
        "nothing is said beside it: the mayor agreed, she replied",
        rf"\A\W*(?:[^\s,;:\"“”()·]+\s+){{1,8}}?(?P<it>{any_of(ASIDE)})(?=\s*[.,:])",
        ("The mayor «replied».", "One driver «recalled»: “It was dark.”"),
        ("The council added two seats.",),
    ),
    Rule(
        "statement-mind",
        "somebody wants, hopes, fears or opposes something",
        rf"\b(?P<it>{any_of(forms(('want', 'wish', 'prefer', 'oppose', 'favor', 'favour')))}|"
        r"(?:hopes?|hoped)(?=\s+(?:to|for|that|the|an?|his|her|their|its)\b)|"
        rf"(?:fears?|feared|doubts?|doubted|regrets?|regretted|believes?\s+in|believed\s+in)|"
        r"(?:supports?|supported|backs?|backed)(?=\s+(?:(?!of\b|for\b)[\w'’-]+\s+){0,4}?(?:plans?|idea|"
        r"proposals?|ban|bans|resolution|bid|calls?|efforts?|right|measures?|legislation|bill|deal|"
        r"agreement|initiative|roadmap|talks|negotiations|ceasefire|truce|solution|mediation|"
        r"candidacy|policy|policies|reform|reforms)\b))\b",
        (
            "The union «wants» a new contract.",
            "The rebels «hope» to return to their villages.",
            "The governor «opposes» a second vote.",
            "Both neighbours «support» the new plan.",
        ),
        ("The man who disappeared left no word.", "The bridge supports two lanes."),
    ),
    Rule(
        "statement-state-of-mind",
        "somebody is confident, worried, eager or opposed to something",
        rf"\b(?P<it>(?:is|are|was|were)\s+(?:not\s+)?(?:\w+ly\s+|also\s+|very\s+)?{MINDS})\b"
        r"(?=\s+(?:that|to|about|of|over|it|he|she|they|the|an?)\b)",
        (
            "The mediators «are confident» that a deal is near.",
            "The clans «were reluctant» to hand over their arms.",
        ),
        ("The road is sure.",),
    ),
    Rule(
        "statement-going-on",
        "somebody is saying, asking or calling for something",
        r"\b(?P<it>(?:is|are|was|were|has\s+been|have\s+been)\s+(?:now\s+|also\s+|still\s+)?"
        r"(?:saying|telling|urging|demanding|warning|threatening|calling\s+(?:for|on)|asking|"
        r"arguing|insisting|claiming|accusing|hoping|promising|considering|seeking|suggesting|"
        r"denying|questioning|blaming|criticising|criticizing)|(?:kept|keeps?)\s+(?:asking|saying|"
        r"telling|insisting|repeating|denying)|(?:continu(?:e|es|ed|ing)|began|begins?|tried|tries|"
        r"sought|seeks?|managed|refused|refuses|offered|offers|rushed|went\s+out\s+of\s+\w+\s+way)"
        rf"\s+to\s+{any_of(SPEAKING | {'say', 'tell', 'support', 'suggest'})})\b",
        ("The farmers «are demanding» lower rents.", "He «continued to insist» on it."),
        ("Prices are rising.",),
    ),
    Rule(
        "statement-express",
        "express, voice or raise a feeling or a doubt",
        rf"\b(?P<it>{any_of(forms(('express', 'voice', 'raise', 'reiterate')))})\s+{FEELINGS}\b",
        (
            "Aid groups «voiced» deep concern over the closure.",
            "The king «expressed» his hope for a truce.",
        ),
        ("The bank raised its rates.",),
    ),
    Rule(
        "statement-call-for",
        "call for, appeal to, speak out, point to, refer to, offer to, agree with; no nouns",
        rf"\b(?P<it>(?:calls?|called)(?=\s+{DAYS}(?:for|on|upon)\b)|(?:appeals?|appealed)"
        r"(?=\s+(?:for|to)\b)|(?:speaks?|spoke)(?=\s+(?:of|about|against|out|in\s+favou?r)\b)|"
        r"(?:talks?|talked)(?=\s+about\b)|(?:points?|pointed)(?=\s+(?:to|out)\b)|"
        r"(?:refers?|referred|offers?|offered)(?=\s+to\b)|(?:agrees?|agreed)(?=\s+with\b)|(?:weighs?|weighed)\s+in\b|"
        r"(?:went|goes|go)\s+on\s+to\s+(?:say|explain|argue|add|describe|claim|note)\b|"
        r"(?:puts?)\s+it\b|(?:lash(?:es|ed))\s+out\b|(?:comes?|came)\s+out\s+(?:against|for)\b)",
        (
            "The secretary-general «called» for restraint.",
            "Families «appealed» to the government to act.",
            "The judge «pointed» to gaps in the record.",
            "The bishop «went on to say» that doors stay open.",
        ),
        ("She called her deputy.",),
    ),
    Rule(
        "statement-call-names",
        "call somebody or something a name: called the vote a farce",
        r"\b(?P<it>call(?:s|ed)?)\s+(?!an?\s|for\b|on\b|off\b|up\b|upon\b)(?:[^\s,;:.\"“]+\s+)"
        r"{1,8}?(?:an?\b|[\"“]|''|the\s+most\b|one\s+of\b)",
        ("The opposition «called» the vote a farce.", "He «called» it “a crime”."),
        ("The party called a meeting in a hotel.", "She called for a truce."),
    ),
    Rule(
        "statement-reject",
        "reject or dismiss something said: claims, accusations, criticism",
        rf"\b(?P<it>(?:reject|dismiss|refut|rebut|disput|question|defend)(?:s|es|e|ed|ted)?)\s+"
        rf"(?:{SPOKEN_OF}\b|(?:whether|why|how)\b|(?:the|his|her|its|their)\s+(?:\w+\s+)?(?:"
        r"decision|record|legality|legitimacy|motives|wisdom|handling|remarks|policy|policies|"
        r"position|stance|choice)\b)",
        (
            "The ministry «rejected» the allegations.",
            "Lawyers «questioned» whether the vote was legal.",
            "The premier «defended» his decision.",
        ),
        ("Voters rejected the constitution.", "Police questioned two men."),
    ),
    Rule(
        "statement-rule-out",
        "rule something out",
        r"\b(?P<it>(?:rules?|ruled)\s+out)\b(?!\s+(?:of|by)\b)",
        ("The movement «ruled out» a truce.", "The envoy did not «rule out» a new round."),
        ("The court ruled on Monday.", "A return was ruled out by the rules of the club."),
    ),
    Rule(
        "statement-decline",
        "decline or refuse to comment, to say or to answer",
        r"\b(?P<it>(?:declin|refus)(?:e|es|ed)\s+to\s+(?:comment|say|discuss|answer|confirm|"
        r"specify|elaborate|identify|name|give|endorse|rule\s+out|condemn|acknowledge)|"
        r"did\s+not\s+(?:immediately\s+)?(?:respond|reply)\s+to)\b",
        ("The embassy «declined to comment» on the arrests.",),
        ("The number of arrests declined.", "The driver refused to leave."),
    ),
    Rule(
        "statement-make",
        "make clear, issue a statement or a warning, give an assurance",
        r"\b(?P<it>(?:makes?|made)\s+(?:it\s+)?clear|(?:makes?|made)\s+(?:the|an?|his|her)\s+"
        r"(?:\w+\s+)?(?:case|argument|claim|remarks?|comments?|pledge|promise|announcement)|"
        r"(?:makes?|made)\s+(?:\w+\s+)?(?:remarks|comments)|"
        r"(?:issues?|issued|gives?|gave|releases?|released)\s+(?:an?|its|his|her|"
        r"their)\s+(?:\w+\s+)?(?:statement|warning|appeal|assurance|reminder|condemnation|"
        r"apology|call|ultimatum|denial)|(?:takes?|took)\s+(?:aim|issue)|"
        r"(?:tak(?:es?)|took)\s+to\s+(?:Twitter|Facebook|social\s+media|Telegram))\b",
        (
            "The prime minister «made clear» that talks go on.",
            "The army «issued a warning» to residents.",
        ),
        ("The court issued a ruling.",),
    ),
    Rule(
        "statement-report",
        "a body reports something, a study shows or finds something",
        r"\b(?P<it>(?:reports|reported)(?=\s+(?:an?|the|\d[\d,.]*|no|at\s+least|more|heavy|several|some|"
        r"its|their|new)\b)|(?<=\s)(?:shows?|showed|finds?|found|suggests?|suggested|indicates?|"
        r"indicated|gives?|gave|puts?)(?=\s+(?:an?|the|\d|no|that|little|few|some|most|(?-i:[A-Z]))))\b",
        ("The ministry «reported» 12 deaths.", "The survey «shows» a small gap."),
        ("Soldiers reported for duty.",),
    ),
    Rule(
        "statement-quoted",
        "somebody is quoted as saying something",
        r"\b(?P<it>(?:is|are|was|were|been)\s+quoted\s+(?:\w+\s+){0,3}?as\s+saying)\b",
        ("The general «was quoted as saying» that the road was safe.",),
        ("The price was quoted in dollars.",),
    ),
)
"""Reporting verbs; their subject is the source."""

ACCORDING = (
    Rule(
        "statement-according-to",
        "according to a source, in the words or view of one",
        r"\b(?P<it>according\s+to|in\s+the\s+(?:words|view|opinion|eyes)\s+of|as\s+(?:first\s+)?"
        r"(?:reported|noted|told|quoted)\s+by)\s+(?!plans?\b|schedule\b|"
        r"(?:international\s+)?law\b|need\b|(?:the|a|its|their|this|that)\s+(?:\w+\s+)?(?:terms|"
        r"agreement|"
        r"deal|plan|law|constitution|timetable|schedule|accord|treaty|rules?|principle)\b)",
        (
            "«According to» the health ministry, 12 people were hurt.",
            "The road is closed, «according to» residents.",
            "«As reported by» a local radio, the bridge fell.",
        ),
        ("Prisoners are exchanged according to the terms of the deal.",),
    ),
)
"""The source follows."""

PASSIVE_TOO = {"report", "reject", "express", "voice", "note"}
PASSIVE = (
    Rule(
        "statement-passive",
        "a reporting verb in the passive with its agent",
        rf"\b(?:was|were|is|are|been|being)\s+(?:\w+ly\s+)?(?P<it>said|told|"
        rf"ruled\s+out|{any_of(finite(v)[2] for v in SPEAKING | PASSIVE_TOO)}"
        r")\s+(?:[^,;.]{1,60}?\s+)?by(?=\s)",
        (
            "The arrests were «confirmed» by the interior ministry.",
            "The attack was «condemned» on Sunday by the African Union.",
            "A truce was «ruled out» by the movement.",
        ),
        ("The bridge was repaired by the army.",),
    ),
)
"""The agent after "by" is the source."""

ENGLISH_SPEAKERS = (*REPORTING, *ACCORDING, *PASSIVE)

TRIGGERS = {
    "statement-say": word_set("said says say told tells tell"),
    "statement-speech-act": forms(SPEAKING),
    "statement-telling": forms(TELLING),
    "statement-aside": ASIDE,
    "statement-inverted": ASIDE,
    "statement-short": ASIDE,
    "statement-mind": forms(THINKING | word_set("support back")),
    "statement-state-of-mind": word_set(
        "confident convinced hopeful sure certain optimistic pessimistic concerned worried "
        "sceptical skeptical adamant afraid alarmed grateful disappointed doubtful aware unaware "
        "glad proud sorry eager willing unwilling reluctant keen wary determined ready opposed "
        "favor favour committed"
    ),
    "statement-going-on": word_set(
        "saying telling urging demanding warning threatening calling asking arguing insisting "
        "claiming accusing hoping promising considering seeking suggesting denying questioning "
        "blaming criticising criticizing kept keep keeps continue continues continued began begin "
        "begins tried tries sought seek seeks managed refused refuses offered offers rushed went"
    ),
    "statement-express": forms(("express", "voice", "raise", "reiterate")),
    "statement-call-for": forms(
        (
            "agree",
            "offer",
            "call",
            "appeal",
            "speak",
            "talk",
            "point",
            "refer",
            "weigh",
            "lash",
            "go",
            "put",
            "come",
        )
    )
    | word_set("spoke goes went came"),
    "statement-call-names": forms(("call",)),
    "statement-reject": forms(
        ("reject", "dismiss", "refute", "rebut", "dispute", "question", "defend")
    ),
    "statement-rule-out": word_set("rule rules ruled"),
    "statement-decline": word_set("decline declines declined refuse refuses refused respond reply"),
    "statement-make": forms(("make", "issue", "give", "release", "take"))
    | word_set("made gave took"),
    "statement-report": forms(word_set("report show find suggest indicate put"))
    | word_set("found gave gives give"),
    "statement-quoted": word_set("quoted"),
    "statement-according-to": word_set("according words view opinion eyes as"),
    "statement-passive": word_set("by"),
}
"""A rule is asked only of a sentence that has one of its words."""
