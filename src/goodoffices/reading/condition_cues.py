"""Markers of conditions in English, and where the condition stands."""

from __future__ import annotations

from goodoffices.reading.cue import PLAIN, cue

CLAUSES = (
    cue(
        "condition-if",
        "if: not whether, not as if or even if",
        PLAIN,
        "if",
        r"(?<!\bas )(?<!\bask )(?<!\basked )(?<!\bwonder )(?<!\bknow )(?<!\bsee )(?<!\bsaw )"
        r"(?<!\bunclear )(?<!\bwondered )(?<!\bwhat )\b(?:only |even |and |or |but )?"
        r"(?P<it>if(?: and only if)?)\b"
        r"(?! (?:not|any|so|only)\b)",
        fires="«If» the pass opens, aid will follow. | Aid will follow «if» the pass opens. | "
        "Only «if» the pass opens will aid follow. | Aid will follow only «if» the pass opens.",
        silent="They asked if he knew. | It sounded as if guns fired.",
    ),
    cue(
        "condition-unless",
        "unless",
        PLAIN,
        "unless",
        r"\bunless\b",
        fires="The pact ends «unless» both sign.",
    ),
    cue(
        "condition-provided",
        "provided that, on condition that, as long as, in the event that",
        PLAIN,
        "provided providing condition long event case assuming supposing proviso",
        r"\b(?:provid(?:ed|ing) that|(?:(?<=^)|(?<=, ))provided(?= (?:the|both|all|they|he|she|it|"
        r"we|no|its|their) )|on (?:the )?condition that|on the (?:proviso|understanding) that|"
        r"(?:as|so) long as|in the event (?:that|of)|in case (?:of|that)|"
        r"(?:assuming|supposing) that)\b",
        fires="They will come «provided that» it is safe. | «In the event of» rain, we wait. | "
        "«Provided» the gate opens, all cross. | He stays «as long as» she does.",
        silent="The event of the year was held. | Food was provided by the town. | "
        "She provided the rooms.",
    ),
    cue(
        "condition-once",
        "once something has happened; not once before, at once, once a week",
        PLAIN,
        "once",
        r"(?<!\bat )(?<!\bmore than )(?<!\bwas )(?<!\bwere )(?<!\bhad )(?<!\bhave )(?<!\bhas )"
        r"(?<!\bis )(?<!\ba )(?<!\bthe )\bonce\b(?= (?:the|a(?! (?:week|day|month|year))|an|this|"
        r"that|these|those|they|he|she|"
        r"it|we|you|i|all|both|there|his|her|its|their|our|every(?:one|body)?|"
        r"(?!again |more )(?:(?!(?:that|who|which|but|said|says) )[\w’'-]{1,20} ){1,4}"
        r"(?:is|are|has|have|was|were))\b)",
        fires="«Once» the wounded are out, the gate will shut. | "
        "«Once» Y is open, aid will follow. | «Once» Port Azur is rebuilt, ships will come.",
        silent="They met once a week. | He came at once. | A once strong party fell. | "
        "Once home to traders, the town could fall. | Once again the road was shut. | "
        "A once strong party is gone. | Once rich families that were driven out could return.",
    ),
    cue(
        "condition-should",
        "should before its subject: should talks fail",
        PLAIN,
        "should",
        r"(?:^|[,;:–—] |\b(?:and|but|that) )[\"“'‘]?(?P<it>should) (?=(?:the|a|an|this|"
        r"that|these|those|"
        r"they|he|she|it|we|you|i|any|both|either|his|her|its|their|our|\w{3,20}) "
        r"(?:[\w’'-]{1,20} ){0,4}?\w)(?!(?:be|have|not|also|never|come|go|take)\b)",
        fires="«Should» talks fail, fighting may resume.",
        silent="Aid should arrive soon. | It should be sent at once.",
    ),
    cue(
        "condition-when",
        "when something happens, where the other clause has will, would, may or can",
        PLAIN,
        "when",
        r"\b(?P<it>when)\b(?=[^.;]{1,200}\b(?:would|will|could|may|might|can)\b)|"
        r"\b(?:would|will|could|may|might) (?:[\w’',-]{1,20} ){1,15}(?P<late>when)\b",
        fires="«When» both sides sign, aid would follow.",
        silent="When he spoke, all listened.",
    ),
    cue(
        "condition-were",
        "were with a subject and to, at the start",
        PLAIN,
        "were",
        r"^\W{0,3}(?P<it>were) (?:[^\s,]{1,30} ){1,8}?to \w",
        fires="«Were» the border to reopen, prices would fall.",
        silent="They were about to leave.",
    ),
    cue(
        "condition-without",
        "without, failing, barring or absent something, at the start",
        PLAIN,
        "without failing barring absent",
        r"^\W{0,3}(?:(?:and|but) )?(?P<it>without|failing|barring|absent) (?!\w+ing\b)"
        r"(?=[^,]{1,200},)",
        fires="«Without» fuel, the pumps will stop. | «Failing» a deal, the ban would remain.",
        silent="Without delay they left. | They left without a word.",
    ),
)
"""The condition is behind the marker up to its comma, or to the end; the rest is what follows."""

NEEDS = (
    cue(
        "precondition-for",
        "X is a prerequisite for Y: X is the condition",
        PLAIN,
        "prerequisite precondition condition prerequisites preconditions requirement",
        r"\b(?:(?:is|are|was|were|remains?|be|becomes?) (?:seen as |considered )?)?"
        r"(?:(?:a|an|the|its|their|one) )?(?:\w{2,20} )?(?:(?:prerequisites?|preconditions?|"
        r"conditions?|requirements?) (?:for|to))\b",
        fires="A truce «is a prerequisite for» any exchange.",
        silent="Conditions in the camp are poor.",
    ),
    cue(
        "precondition-depends",
        "Y depends or is conditional on X",
        PLAIN,
        "depend depends depended conditional contingent hinge hinges hinged conditioned",
        r"\b(?:depend(?:s|ed|ing)?|conditional|contingent|hing(?:e|es|ed)|conditioned) (?:up)?on\b",
        fires="Withdrawal is «conditional on» a census.",
        silent="A conditional offer was made.",
    ),
)
"""One side of the marker is the condition, the other what it is for."""

NONE = (
    cue(
        "precondition-no-without",
        "no Y without X; there can be no Y before X",
        PLAIN,
        "no",
        r"\bno (?:[\w’'-]{1,30} ){1,8}?(?P<it>without)\b|"
        r"\bthere (?:can|will|would|could|should|must) be no (?:[\w’'-]{1,30} ){1,8}?"
        r"(?P<late>before|until|unless there is)\b",
        fires="There can be no elections «without» a register of voters.",
        silent="No convoy arrived before noon. | They left without a word.",
    ),
)
"""The condition is behind the marker; what it is for stands between *no* and the marker."""

BEFORE = (
    cue(
        "precondition-insists",
        "somebody insists on X before Y: X is the condition of Y",
        PLAIN,
        "insist insists insisted insisting demand demands demanded demanding require "
        "requires required "
        "want wants",
        r"\b(?P<it>(?:insist(?:s|ed|ing)? (?:on|that)|(?:demand|require|want)(?:s|ed|ing)?))\b"
        r"(?=[^.;]{1,200}\b(?:before|prior to|as an? (?:\w{2,20} )?(?:prerequisite|precondition|"
        r"condition)(?: (?:for|to|of))?)\b)",
        fires="The council «insists on» a census before the vote.",
        silent="The council insists on a census.",
    ),
)
"""The condition is between the marker and the second word, what it is for behind that."""
