"""What makes an English sentence hedged: modal verbs, and words of belief and doubt.

A cue's weight is its strength. ``STRONG`` and ``PLAIN`` are enough alone, ``HALF`` with another, of
``WEAK`` ones it takes five. They were set by the tuned half of the
hedge file (docs/reading_cues.md).
"""

from __future__ import annotations

from goodoffices.reading.cue import HALF, PLAIN, STRONG, WEAK, cue

_DEFINITE = (
    r"(?:the|this|that|these|those|his|her|its|their|our|both|either|neither) "
    r"(?:[\w-]{2,20} ){1,2}"
)

MODALS = (
    cue(
        "hedge-may",
        "may of somebody named or pointed to; after the, it and they only with a verb of doing",
        PLAIN,
        "may",
        r"(?:\b(?:this|these|those|his|her|our|both|either|neither) (?:[\w-]{2,20} ){1,2}|"
        r"\b(?:he|she|we|i|who|there) |(?-i:[\w,] [A-Z][\w'’-]{1,30} )|"
        r"\b(?:it|they|(?:the|its|their|that) [\w-]{2,20}) (?=may (?!be |also |only |have |not )))"
        r"(?P<it>(?-i:may))\b",
        fires="The convoy «may» arrive tonight. | Both sides «may» be closer than they admit. | "
        "It is said that Egypt «may» host them.",
        silent="They met on 4 May in Geneva. | In May the talks began. | The May talks failed. | "
        "The form may be used twice.",
    ),
    cue(
        "hedge-may-of-kinds",
        "may of any of a kind, and of what is allowed; not the month",
        WEAK,
        "may",
        r"(?-i:\bmay\b)(?! (?:well|yet|soon|even|still|never) )",
        fires="Members «may» vote twice.",
        silent="They met on 4 May in Geneva. | May is a cold month there.",
    ),
    cue(
        "hedge-may-well",
        "may well, may yet, may or may not",
        PLAIN,
        "may",
        r"(?-i:\bmay\b) (?:well|yet|soon|even|still|never|or may not)\b",
        fires="Envoys «may well» return.",
        silent="Members may vote.",
    ),
    cue(
        "hedge-might",
        "might of what is possible; not strength",
        PLAIN,
        "might",
        r"(?<!military )(?<!the )(?<!and )(?<!its )(?<!with )\bmight\b",
        fires="The council «might» reopen the crossing.",
        silent="The army showed its military might. | It used all the might of the state.",
    ),
    cue(
        "hedge-could",
        "could of something definite or of one that would bring something about; not inability",
        PLAIN,
        "could",
        rf"(?:\b{_DEFINITE}|\b(?:a|an) (?:[\w-]{{2,20}} ){{1,2}}|(?-i:[\w,] [A-Z][\w'’-]{{1,30}} ))"
        r"(?P<it>could)\b(?! (?:not|no longer|hardly|barely|hear|see|afford|find)\b)",
        fires="A pause «could» open the way to talks. | The line «could» still hold.",
        silent="The envoy could not land. | The boat could hardly move.",
    ),
    cue(
        "hedge-could-at-all",
        "could otherwise: what is possible, or was within somebody's power",
        WEAK,
        "could",
        r"\bcould\b",
        fires="From there they «could» reach the port.",
    ),
    cue(
        "hedge-would",
        "would of what is imagined; not the future told from the past",
        WEAK,
        "would",
        r"\bwould\b(?! (?:later|go on|eventually|soon|subsequently|again|like)\b)",
        fires="A wider pact «would» calm the border.",
        silent="She would later lead the delegation.",
    ),
    cue(
        "hedge-perfect",
        "may, might, could or must of what is past",
        PLAIN,
        "may might could must",
        r"\b(?-i:may|might|could|must) (?:well |not |also |already |even ){0,2}have \w+",
        fires="The order «may have come» from elsewhere. | He «must have known» of it.",
        silent="Members must pay dues.",
    ),
    cue(
        "hedge-can",
        "can of what is possible",
        WEAK,
        "can",
        r"(?<!a )(?<!the )\bcan\b(?! (?:not|opener)\b)",
        fires="Delay «can» harden positions.",
        silent="A boy opened a can of beans.",
    ),
    cue(
        "hedge-should",
        "should and ought to",
        WEAK,
        "should ought",
        r"\b(?:should|ought to)\b",
        fires="Aid «should» reach the camp by noon.",
        silent="He was hit in the shoulder.",
    ),
)

BELIEF = (
    cue(
        "hedge-adverb",
        "adverbs of what is not certain or only told",
        STRONG,
        "perhaps probably possibly presumably maybe conceivably supposedly allegedly reportedly "
        "apparently seemingly ostensibly purportedly arguably potentially",
        r"\b(?:perhaps|probably|possibly|presumably|maybe|conceivably|supposedly|allegedly|"
        r"reportedly|apparently|seemingly|ostensibly|purportedly|arguably|potentially)\b",
        fires="The unit had «reportedly» left. | «Perhaps» the wording was too strict.",
        silent="A probable cause was named.",
    ),
    cue(
        "hedge-likely",
        "likely and unlikely",
        PLAIN,
        "likely unlikely probable improbable likelihood plausible",
        r"\b(?:(?:most|more|very|less|highly|quite) )?(?:un)?likely\b|"
        r"\b(?:im)?probable\b|\blikelihood\b|\bplausible\b",
        fires="A second round is «most likely». | A deal this week is «unlikely».",
        silent="They found it to their liking.",
    ),
    cue(
        "hedge-possible-that",
        "it is possible, conceivable or thinkable",
        STRONG,
        "possible conceivable probable likely doubtful thinkable",
        r"\bit (?:is|was|seems|remains) (?:quite |also |very |not |still )?"
        r"(?:possible|conceivable|probable|likely|doubtful|thinkable)\b",
        fires="«It is possible» that both lists were lost.",
        silent="They left as soon as possible.",
    ),
    cue(
        "hedge-possible",
        "possible as an adjective; not as … as possible",
        WEAK,
        "possible",
        r"(?<!\bas )(?<!not )\bpossible\b",
        fires="They discussed a «possible» exchange.",
        silent="They came as soon as possible.",
    ),
    cue(
        "hedge-chance",
        "the possibility, chance or risk of something",
        PLAIN,
        "possibility possibilities chance prospect odds",
        r"\b(?:possibilit(?:y|ies)|a chance|the prospect|the odds) (?:of|that)\b",
        fires="He spoke of «the prospect of» a second summit.",
        silent="They met by chance.",
    ),
    cue(
        "hedge-unclear",
        "what is not clear, not known or in dispute",
        STRONG,
        "unclear uncertain unknown unconfirmed unverified doubtful debatable questionable "
        "clear known "
        "uncertainty undetermined unsure vague",
        r"\b(?:unclear|uncertain(?:ty)?|unknown|unconfirmed|unverified|doubtful|debatable|"
        r"questionable|undetermined|unsure|vague|not (?:entirely |yet |fully )?(?:clear|known))\b",
        fires="Who fired first is «unclear». | His whereabouts are «not known».",
        silent="The skies were clear.",
    ),
    cue(
        "hedge-disputed",
        "what is debated",
        HALF,
        "debate debated disputed dispute controversial controversy contested speculation",
        r"\b(?:debated?|disputed?|controversial|controversy|contested|speculation)\b",
        fires="The count is «disputed» to this day.",
        silent="They debunked the story.",
    ),
    cue(
        "hedge-seem",
        "seem and appear followed by a judgement",
        PLAIN,
        "seem seems seemed appear appears appeared seemingly",
        r"\bseem(?:s|ed)?\b|\bappear(?:s|ed)? (?:to|that|as if|as though|likely|un\w+)\b",
        fires="The offer «seems» serious. | The line «appears to» hold.",
        silent="The letter appeared in a newspaper.",
    ),
    cue(
        "hedge-suggest",
        "what is suggested or implied",
        STRONG,
        "suggest suggests suggested suggesting imply implies implied hint hints hinted",
        r"\b(?:suggest(?:s|ed|ing)?|impl(?:y|ies|ied)|hint(?:s|ed)?)\b(?! (?:a|an) (?:date|"
        r"meeting))",
        fires="Early counts «suggest» a tie. | The note «implies» consent.",
        silent="She made a suggestion.",
    ),
    cue(
        "hedge-indicate",
        "what is indicated",
        WEAK,
        "indicate indicates indicated indicating indication indications",
        r"\bindicat(?:e|es|ed|ing|ions?)\b",
        fires="Two counts «indicate» a lull.",
    ),
    cue(
        "hedge-believe",
        "somebody's belief or guess",
        HALF,
        "believe believes believing belief assume assumes assumed assuming assumption "
        "suspect suspects "
        "suspected guess guessed presume presumed beliefs",
        r"\b(?:believ(?:e|es|ing)|beliefs?|assum(?:e|es|ed|ing|ption)(?! (?:office|command|"
        r"control|the "
        r"office|power))|suspect(?:s|ed)? (?:that|of|the|to|him|her|them)|guess(?:ed)?|"
        r"presumed?)\b",
        fires="Envoys «believe» that the door is open. | It was «assumed» that both would come.",
        silent="He assumed office in March.",
    ),
    cue(
        "hedge-claim",
        "what is claimed, argued or alleged",
        PLAIN,
        "claim claims claimed argue argues argued contend contends contended allege "
        "alleges alleged assert "
        "asserts asserted speculate speculated purport purports purported insinuate "
        "rumoured rumored",
        r"\b(?:claim(?:s|ed)? (?:that|to|the|it|he|they)|argu(?:e|es|ed)|conten(?:d|ds|ded) that|"
        r"alleg(?:e|es|ed)|assert(?:s|ed)? that|speculat(?:e|es|ed)|purport(?:s|ed)?|insinuate|"
        r"rumou?red)\b",
        fires="Both «claim that» the other began. | An «alleged» breach was reviewed.",
        silent="The fire claimed two lives. | He filed a claim.",
    ),
    cue(
        "hedge-theory",
        "theories, rumours and legends",
        PLAIN,
        "theory theories hypothesis hypotheses rumour rumours rumor rumors legend notion "
        "perception "
        "perceptions conjecture hearsay",
        r"\b(?:theor(?:y|ies)|hypothes[ie]s|rumou?rs?|legend (?:has|says)|notion that|perceptions?|"
        r"conjecture|hearsay)\b",
        fires="There were «rumours» of a second list.",
        silent="The theoretical limit is ten. | He became a legend.",
    ),
    cue(
        "hedge-evidence",
        "evidence for something, as somebody weighs it",
        PLAIN,
        "evidence",
        r"\b(?:some|little|no|much|the|strong|anecdotal|is|any) evidence\b",
        fires="There is «some evidence» of a shift.",
        silent="He gave evidence in court.",
    ),
    cue(
        "hedge-tend",
        "tend to",
        WEAK,
        "tend tends tended tendency",
        r"\b(?:tend(?:s|ed)? to|tendency)\b",
        fires="Mediators «tend to» wait.",
        silent="They tend the garden.",
    ),
    cue(
        "hedge-expect",
        "what is expected, hoped, feared or meant to be",
        WEAK,
        "expect expects expected hope hopes hoped fear fears feared intended intends "
        "intend intention "
        "whether planned doubt doubts doubted",
        r"\b(?:expect(?:s|ed)?|hope[sd]?|fear(?:s|ed)?|inten(?:d|ds|ded|tion)|whether|"
        r"doubt(?:s|ed)?)\b",
        fires="Rain is «expected» at dawn. | They asked «whether» it was over.",
        silent="It came unexpectedly.",
    ),
)
