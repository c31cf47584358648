"""What makes an English sentence vague: amounts that nobody counted, manners, praise in passing.

Weights as in ``hedge_cues``.
"""

from __future__ import annotations

from goodoffices.reading.cue import HALF, PLAIN, STRONG, WEAK, cue

AMOUNTS = (
    cue(
        "hedge-some",
        "some of an unsaid number; not some time or some 40",
        PLAIN,
        "some",
        r"\bsome\b(?! (?:time|years?|days?|months?|weeks?|minutes?|hours?|distance|\d|"
        r"of (?:his|her|their)))",
        fires="«Some» parts of the road were mined.",
        silent="After some time they left. | Some 40 men were freed.",
    ),
    cue(
        "hedge-many",
        "many; not how many or as many",
        PLAIN,
        "many",
        r"(?<!\bhow )(?<!\bas )(?<!\bso )(?<!\btoo )(?<!\bnot )\bmany\b(?! (?:years|times|months))",
        fires="«Many» families moved north.",
        silent="They asked how many were held. | It took as many as ten days.",
    ),
    cue(
        "hedge-several",
        "several; not several days or years",
        PLAIN,
        "several",
        r"\bseveral\b(?! (?:years|months|times|days|weeks|hours|hundred|thousand|minutes|decades))",
        fires="«Several» clauses were left open.",
        silent="It rained for several days.",
    ),
    cue(
        "hedge-certain",
        "certain as in certain people; not sure of",
        PLAIN,
        "certain",
        r"(?<!\bfor )(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bmake )(?<!\balmost )(?<!\bnot "
        r")\bcertain\b"
        r"(?! (?:that|of|to)\b)",
        fires="They met under «certain» conditions.",
        silent="He was certain of it. | Nobody knows for certain.",
    ),
    cue(
        "hedge-most",
        "most of a group that is not counted",
        WEAK,
        "most",
        r"(?<!\bthe )(?<!\bat )(?<!s )\bmost (?:of (?:the|these|those|them)|\w{3,30}s|"
        r"people|\w{3,20} "
        r"\w{3,20}s)\b",
        fires="«Most shops» had closed.",
        silent="It took ten days at most.",
    ),
    cue(
        "hedge-one-of-the",
        "one of the most or best of something",
        PLAIN,
        "one",
        r"\bone of (?:the|its|his|their|her) (?:\w+ )?(?:most|best|\w{3,20}est|\w+)\b",
        fires="It was «one of the longest rounds».",
        silent="One of them left.",
    ),
    cue(
        "hedge-in-some",
        "in some or many places, cases, ways",
        STRONG,
        "some many most certain several",
        r"\b(?:in|by|of|at|for|with|to|among|on) (?:some|many|certain|several) "
        r"(?!time|years|days|months)(?:\w{2,20} )?\w{2,20}s\b",
        fires="The rule is kept «in some districts».",
        silent="It stayed closed for some time.",
    ),
    cue(
        "hedge-vague-number",
        "a number, variety or range of; various; numerous; few",
        WEAK,
        "number variety range various numerous few couple handful others kinds majority "
        "much countless",
        r"\b(?:a (?:large |small |great |wide |vast |growing |whole )?(?:number|variety|"
        r"range|couple|"
        r"handful) of|various|numerous|countless|few|others|all kinds of|the (?:vast |"
        r"great )?majority|"
        r"much of|much)\b",
        fires="They raised «a number of» points. | «Various» drafts were read.",
        silent="The number of seats is ten.",
    ),
    cue(
        "hedge-approximate",
        "about, around, roughly, nearly before a number",
        WEAK,
        "about around roughly approximately nearly almost some circa estimated upwards",
        r"\b(?:about|around|roughly|approximately|nearly|almost|some|circa|an estimated|upwards of|"
        r"close to) (?=\d|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|"
        r"half|a dozen|"
        r"a hundred|one)\b)",
        fires="It lies «about »40 kilometres away.",
        silent="They spoke about water.",
    ),
)

MANNER = (
    cue(
        "hedge-generally",
        "generally, widely, commonly, in general",
        HALF,
        "generally widely commonly broadly general large whole popularly universally",
        r"\b(?:generally|widely|commonly|broadly|in general|by and large|on the whole|popularly|"
        r"universally)\b",
        fires="The line is «generally» quiet.",
        silent="A general arrived.",
    ),
    cue(
        "hedge-often",
        "often, usually, sometimes, mostly",
        WEAK,
        "often usually typically frequently mostly mainly largely occasionally times traditionally "
        "primarily partly normally rarely seldom",
        r"\b(?:often|usually|typically|frequently|mostly|mainly|largely|occasionally|at times|"
        r"traditionally|primarily|partly|normally|rarely|seldom)\b",
        fires="Talks «often» stall here.",
        silent="Three times he rose.",
    ),
    cue(
        "hedge-sometimes",
        "sometimes",
        HALF,
        "sometimes",
        r"\bsometimes\b",
        fires="The gate is «sometimes» shut.",
    ),
    cue(
        "hedge-in-a-sense",
        "sort of, so-called, in a sense, more or less, in effect",
        HALF,
        "sort kind sorts kinds called sense ways less effect essentially virtually "
        "practically basically "
        "effectively extent degree speak somewhat",
        r"\b(?:(?:some|a|any) (?:sort|kind)s? of|so-called|in (?:a|some|one) sense|"
        r"in (?:many|some) ways|"
        r"more or less|in effect|essentially|virtually|practically|basically|effectively|"
        r"to (?:some|a certain|a large|a great) (?:extent|degree)|so to speak|somewhat)\b",
        fires="It was «more or less» agreed. | The «so-called» guards fled.",
        silent="He made no sense.",
    ),
    cue(
        "hedge-vague-praise",
        "famous, popular, influential: by whose word is not said",
        HALF,
        "famous renowned notable finest acclaimed celebrated legendary influential "
        "infamous notorious "
        "popular important prominent beloved",
        r"\b(?:famous|renowned|finest|acclaimed|celebrated|legendary|influential|infamous|"
        r"notorious|"
        r"popular|(?:very|most|more) (?:important|popular|notable|prominent)|beloved|important)\b",
        fires="The «famous» singer came. | It is an «important» step.",
        silent="The population grew.",
    ),
    cue(
        "hedge-degree",
        "very, highly, quite, rather: degrees without a measure",
        WEAK,
        "very highly extremely quite rather fairly relatively particularly especially "
        "greatly strongly "
        "considerable increasingly increasing recently recent simply",
        r"\b(?:very|highly|extremely|quite|rather(?! than)|fairly|relatively|particularly|"
        r"especially|"
        r"greatly|strongly|considerable|increasing(?:ly)?|recent(?:ly)?|simply)\b",
        fires="The mood was «fairly» calm.",
        silent="She left rather than sign.",
    ),
    cue(
        "hedge-there-is",
        "it is …, there are …: nobody is said to see it so",
        WEAK,
        "it there",
        r"\b(?:it|there) (?:is|are|was|were|has been|have been)\b",
        fires="«There are» doubts on both sides.",
        silent="They were there.",
    ),
)
