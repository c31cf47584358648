"""Markers of cause and effect in English, and on which side of them the cause stands.

A purpose counts as a cause: who marches to demand something marches because of the demand.
"""

from __future__ import annotations

from goodoffices.reading.cue import PLAIN, cue

_UNREST = (
    r"protest(?:s|ed|ing|ers)?|demonstrat(?:e|ed|ing|ions?|ors)|rall(?:y|ies|ied)|strikes?|"
    r"march(?:es|ed)?|"
    r"agitations?|slogans?|clash(?:es|ed)?|riot(?:s|ed|ing)?|violence|unrest|outrage|"
    r"ang(?:er|ry)|fury|"
    r"tensions?|disputes?|uproar|row|revolt|uprising|campaign(?:s|ing)?|action|case|"
    r"complaint|crackdown|"
    r"resentment|outcry|boycott|fight(?:ing)?|stir|sit-in|shutdown|walkout|petition|dissent"
)
_BLAME = (
    r"arrest(?:ed|s)?|detained|charged|booked|wanted|jailed|convicted|blamed?|critici[sz]ed|sacked|"
    r"punished|suspended|fined|sentenced|condemned|praised|slammed|apologi[sz]ed?|"
    r"responsib(?:le|ility)|"
    r"dismissed|expelled|demand(?:s|ed)?|calls?|called|calling|pressure|reasons?|support|"
    r"thanked|held|"
    r"prison|compensation|permission|action|justice|notices?"
)
_AFTER_TO = (
    r"protest|demand|mark|stop|prevent|end|press|disperse|express|show|force|commemorate|"
    r"denounce|condemn|"
    r"oppose|voice|avoid|protect|support|help|ensure|restore|control|quell|block|highlight|"
    r"save|resolve|"
    r"raise|register|bring|break|deal|curb|maintain|defend|secure|clear|rescue|push|"
    r"pressuri[sz]e|compel|"
    r"draw|honou?r|remember|appeal|persuade|avenge|contain|check|enforce|improve|tackle|"
    r"seek|meet|discuss|"
    r"investigate|probe|submit|vent|challenge|counter|hold|keep|get|make|give|free|join|"
    r"attend|celebrate"
)

CAUSE_FOLLOWS = (
    cue(
        "cause-because",
        "because, due to and their like",
        PLAIN,
        "because due owing account thanks result reason grounds ground inasmuch",
        r"\b(?:because(?: of)?|due (?:mainly |largely |partly )?to|owing to|on account of|"
        r"thanks to|"
        r"as a (?:direct )?(?:result|consequence) of|for (?:the )?reasons? (?:of|that)|"
        r"on the grounds? (?:that|of))\b",
        fires="The bridge closed «because of» the flood. | It failed «due to» neglect.",
        silent="The instalment is due today.",
    ),
    cue(
        "cause-since",
        "as and since before a subject: a reason, or what happened meanwhile",
        PLAIN,
        "since as",
        r"(?:, (?:since|as)|\bas|\bgiven that) (?=(?:they|he|she|it|we|there|i|his|her|"
        r"their|the|this|"
        r"these|many|some|no|several|most|hundreds|thousands|protesters|police|villagers|"
        r"workers) )",
        fires="Talks paused«, as »the mediator fell ill.",
        silent="He serves as envoy. | She has been there since June.",
    ),
    cue(
        "cause-purpose",
        "in order to, in a bid to: a purpose",
        PLAIN,
        "order bid attempt effort view aim hope so",
        r"\b(?:in order|so as|in (?:a|an) (?:\w{2,15} )?(?:bid|attempt|effort)) to\b|"
        r"\b(?:with (?:a view to|the aim of)|in the hope of|in the hope that)\b",
        fires="Both sides withdrew «in order to» calm the border.",
        silent="The order to leave was given.",
    ),
    cue(
        "cause-to",
        "to and an act that is a purpose, not what somebody wants or is able to do",
        PLAIN,
        "to",
        r"\b(?P<it>to)"
        r"(?<!want to)(?<!wants to)(?<!wanted to)(?<!going to)(?<!able to)(?<!continue to)"
        r"(?<!continued to)(?<!began to)(?<!failed to)(?<!refused to)(?<!has to)"
        r"(?<!have to)(?<!had to)(?<!threatened to)(?<!tried to)(?<!likely to)"
        r"(?<!expected to)(?<!need to)(?<!needs to)(?<!allowed to)(?<!supposed to)"
        r"(?<!right to)(?<!ready to)"
        rf" (?:\w{{1,20}}ly )?(?:{_AFTER_TO})\b",
        fires="Hundreds gathered «to» demand water.",
        silent="They were able to stop the convoy. | He wants to hold talks.",
    ),
    cue(
        "cause-for-doing",
        "for having done something",
        PLAIN,
        "for",
        r"\bfor (?=(?:not |the |allegedly |his |her |their |having )?(?!during|morning|"
        r"evening|nothing)"
        r"\w{2,20}ing\b)",
        fires="Two guards were sacked «for »sleeping on duty.",
        silent="The bread is for them.",
    ),
    cue(
        "cause-blame",
        "blame, arrest, demand and the like for something",
        PLAIN,
        "for",
        rf"\b(?:{_BLAME}|{_UNREST})(?: [\w,'’-]{{1,20}}){{0,4}} (?P<it>for)\b(?! (?:\d|"
        rf"several days|"
        r"years|months|a (?:day|week|month|year)))",
        fires="He was arrested «for» theft. | Workers called a strike «for» higher pay.",
        silent="The shop is known for bread.",
    ),
    cue(
        "cause-for-their",
        "for what somebody has or wants",
        PLAIN,
        "for",
        r"\bfor (?=(?:their|his|her|its|better|higher|more|an end|justice|peace|freedom|democracy|"
        r"independence|rights|failure|alleged) )",
        fires="They marched «for »better schools.",
        silent="They waited for a bus.",
    ),
    cue(
        "cause-after",
        "after, following, in the wake of something that happened",
        PLAIN,
        "after following wake aftermath upon",
        r"\b(?:(?:soon |shortly |days |hours |weeks |months |a day |immediately |"
        r"just )?after(?! \d)|"
        r"following(?! (?:day|year|month|week|morning))|in the (?:wake|aftermath) of)\b",
        fires="Shops closed «after» a shooting. | «Following» the raid, calm returned.",
        silent="They left the following day.",
    ),
    cue(
        "cause-when",
        "when something happened",
        PLAIN,
        "when whenever",
        r"(?<!\bsince )(?<!until )\bwhen(?:ever)?\b(?! (?:asked|contacted|and|to)\b)",
        fires="The crowd scattered «when» guards fired.",
        silent="Nobody knew when to stop.",
    ),
    cue(
        "cause-over",
        "anger, violence or a vote over something",
        PLAIN,
        "over",
        r"\bover(?! (?:\d+|the (?:past|last|weekend|next|years|phone)|a (?:year|month|week|dozen)|"
        r"two|three|four|five|six|ten|half|and|to|there|in|by|for|which)\b)",
        fires="Villages quarrelled «over» a well.",
        silent="Over 300 came. | Much changed over the past year.",
    ),
    cue(
        "cause-against",
        "protest, anger or a case against something",
        PLAIN,
        "against",
        rf"\b(?:{_UNREST})(?: [\w,'’-]{{1,20}}){{0,5}} (?P<it>against)\b",
        fires="Teachers marched in a protest «against» the cuts.",
        silent="He leant against a wall.",
    ),
    cue(
        "cause-demanding",
        "demanding, accusing, protesting: what moves those who act",
        PLAIN,
        "demanding seeking urging opposing protesting condemning denouncing alleging "
        "accusing asking "
        "resenting fearing claiming decrying blaming calling pressing complaining citing rejecting "
        "commemorating marking demanded supporting",
        r"\b(?:demanding|seeking|urging|opposing|protesting|condemning|denouncing|alleging|"
        r"accusing|"
        r"resenting|fearing|decrying|blaming|citing|commemorating|calling (?:for|on)|pressing for|"
        r"asking (?:for|the|that)|complaining (?:of|about|that))\b",
        fires="Nurses stopped work, «demanding» masks.",
        silent="They made demands.",
    ),
    cue(
        "cause-if",
        "if and unless: a cause that is supposed",
        PLAIN,
        "if unless",
        r"(?<!even )(?<!as )(?<!what )\b(?:if|unless)\b",
        fires="They will strike «if» wages fall.",
        silent="It looked as if it rained.",
    ),
    cue(
        "cause-in-response",
        "in response to, in protest at, in support of",
        PLAIN,
        "protest response retaliation reaction opposition support favour favor view honour honor "
        "memory light defiance condemnation revenge solidarity connection sympathy agreement",
        r"\bin (?:protest(?: (?:against|at|over|of))?|(?:response|retaliation|reaction|"
        r"opposition) (?:to|"
        r"for)|(?:support|favou?r|view|honou?r|memory|light|defiance|condemnation|"
        r"revenge) (?:of|for)|"
        r"(?:solidarity|connection) with|(?:sympathy|agreement) with)\b",
        fires="Lawyers walked out «in response to» the ruling.",
        silent="They live in peace.",
    ),
    cue(
        "cause-by",
        "caused, sparked or done by",
        PLAIN,
        "by from",
        r"\b(?:caused|triggered|sparked|prompted|provoked|fuell?ed|angered|motivated|"
        r"inspired|driven|"
        r"disrupted|affected|hit|killed|injured|marred|posed|brought about|enraged|"
        r"necessitated|injured|"
        r"wounded|hurt|damaged|crippled|upset|shaken) (?:off )?(?:partly |largely )?by\b|"
        r"\b(?:stemm|result|aris)(?:s|es|ed|ing) from\b|\bby (?=(?:not )?\w{3,20}ing\b)",
        fires="The blackout was «caused by» a storm. | Losses «resulted from» frost.",
        silent="They stood by a river.",
    ),
    cue(
        "cause-harmed-in",
        "killed or hurt in or during something",
        PLAIN,
        "killed injured wounded died hurt dead casualties deaths injuries damaged arrested "
        "detained",
        r"\b(?:killed|injured|wounded|died|hurt|dead|casualties|deaths|injuries|damaged|arrested|"
        r"detained)(?: [\w,'’-]{1,20}){0,4} (?P<it>in|during) (?=(?:the|a|an|two|clashes|"
        r"police|violence|"
        r"separate|stampede|firing|\w+ing) )",
        fires="Four were hurt «in» the stampede.",
        silent="Four sat in the car.",
    ),
)

EFFECT_FOLLOWS = (
    cue(
        "effect-led-to",
        "led to, resulted in, gave rise to",
        PLAIN,
        "led lead leads leading result resulted resulting results rise gave culminated "
        "contributed paved",
        r"\b(?:led|lead|leads|leading) (?:\w+ )?to(?! by)\b|\bresult(?:ed|ing|s)? in\b|"
        r"\b(?:gave|gives|giving|give) (?:rise|way) to\b|\bculminat(?:ed|ing) in\b|"
        r"\bcontribut(?:ed|ing|es) to\b|\bpav(?:ed|ing|es) the way\b",
        fires="The raid «led to» an exodus.",
        silent="A result was announced.",
    ),
    cue(
        "effect-caused",
        "caused, triggered, sparked, forced",
        PLAIN,
        "cause caused causes causing trigger triggered triggers triggering spark sparked "
        "sparks sparking prompt "
        "prompted prompting provoke provoked provoking fuelled fueled fuelling fueling "
        "forced forces "
        "forcing evoked created heightened compelled angered raising raised halted "
        "paralysed crippled "
        "disrupted disrupt affected inflicted claimed disrupting affecting hampered hit",
        r"\b(?:caus(?:e|es|ed|ing)|trigger(?:s|ed|ing)?|spark(?:s|ed|ing)?|prompt(?:ed|ing|s)|"
        r"provok(?:e|es|ed|ing)|fuel(?:led|ed|ling|ing|s)|forc(?:ed|es|ing)|evoked|created|"
        r"heightened|"
        r"compelled|angered|halted|paralysed|crippled|disrupt(?:ed|ing|s)?|affect(?:ed|ing|"
        r"s)|hampered|"
        r"inflicted)\b(?! (?:off )?by\b)",
        fires="The verdict «sparked» riots.",
        silent="The riots were sparked by a verdict.",
    ),
    cue(
        "effect-participle",
        "a comma and killing, leaving, forcing …: what came of it",
        PLAIN,
        "killing injuring wounding leaving disrupting forcing causing blocking damaging paralysing "
        "destroying prompting making bringing hurting setting creating raising affecting "
        "throwing sending "
        "turning holding stopping ending pushing triggering",
        r"[,–] (?:\w+ )?(?P<it>killing|injuring|wounding|leaving|disrupting|forcing|"
        r"causing|blocking|"
        r"damaging|paralysing|destroying|prompting|making|bringing|hurting|creating|"
        r"raising|affecting|"
        r"throwing|sending|stopping|ending|pushing|triggering)\b",
        fires="A bomb went off, «killing» two.",
        silent="The killing shocked all.",
    ),
    cue(
        "effect-therefore",
        "therefore, as a result, so that",
        PLAIN,
        "therefore hence thus consequently result consequence so thereby which",
        r"\b(?:therefore|hence|thus|consequently|thereby|as a (?:result|"
        r"consequence)(?! of)|so that|"
        r"and so|(?:following|after|due to) which)\b",
        fires="The pass was mined; «therefore» aid came by air.",
        silent="He was so tired.",
    ),
    cue(
        "effect-harm",
        "an attack, fire or quake that killed, hurt or destroyed",
        PLAIN,
        "killed kills killing injured left wounded destroyed claimed made makes changed "
        "saved ended",
        r"\b(?:attacks?|blasts?|explosions?|bomb(?:ing|s)?|fire|quake|clash(?:es)?|"
        r"violence|riots?|which|"
        r"that|strikes?|shutdown|protests?|firing|unrest) (?:had |has |have |"
        r"also )?(?P<it>killed|kills|"
        r"injured|wounded|destroyed|left|claimed|made|changed|ended)\b(?! by)",
        fires="The blast «killed» six guards.",
        silent="Six guards were killed.",
    ),
)
