"""Opinions whose holder is not named: it is said, critics argue, widely regarded as.

Weights as in ``hedge_cues``.
"""

from __future__ import annotations

from goodoffices.reading.cue import HALF, PLAIN, STRONG, cue

_BE = r"(?:is|are|was|were|be|been|being)"
_LY = r"(?:(?:now|also|still|often|sometimes|not|even|once|\w{1,30}ly) ){0,2}"
_THINKERS = (
    r"critics|experts|scholars|historians|researchers|scientists|academics|analysts|observers|"
    r"commentators|supporters|opponents|proponents|advocates|theorists|economists|philosophers|"
    r"sceptics|skeptics|insiders|pundits|diplomats|detractors|adherents|believers"
)
_SAY = (
    r"say|said|argue|argued|claim|claimed|believe|believed|think|thought|suggest|suggested|contend|"
    r"contended|fear|feared|hold|held|maintain|maintained|see|saw|regard|view|consider|point|note|"
    r"question|questioned|speculate|speculated|feel|felt|call|called|describe|warn|warned"
)


VOICES = (
    cue(
        "hedge-passive-belief",
        "is said, thought, considered …: nobody is named who says so",
        STRONG,
        "said thought believed claimed alleged reported rumoured rumored considered "
        "regarded assumed "
        "estimated supposed seen viewed described credited perceived deemed held "
        "understood called reputed",
        rf"\b{_BE} {_LY}(?:said|thought|believed|claimed|alleged|reported|rumou?red|"
        rf"considered|regarded|"
        r"assumed|estimated|supposed|seen|viewed|described|credited|perceived|deemed|held|"
        r"understood|"
        r"reputed) (?:to|that|as)\b",
        fires="The route «is widely regarded as» safe. | He «was said to» be ill.",
        silent="She was described by her aunt.",
    ),
    cue(
        "hedge-considered",
        "considered or regarded as, without who",
        PLAIN,
        "considered regarded viewed deemed perceived",
        r"\b(?:considered|regarded|viewed|deemed|perceived)\b",
        fires="Long «considered» a friend of both sides, he went.",
        silent="A considerable sum was paid.",
    ),
    cue(
        "hedge-impersonal",
        "it is said that, it has been argued that",
        STRONG,
        "it",
        rf"\bit (?:(?:is|was)|(?:has|had) been) {_LY}"
        r"(?:said|\w{2,30}ed|thought|held|understood|felt|known) (?:that|to|by (?:some|many))\b",
        fires="«It has been argued that» the clause is void.",
        silent="It is a matter of weeks.",
    ),
    cue(
        "hedge-has-been-called",
        "has been called, accused, criticised",
        PLAIN,
        "said called suggested described criticized criticised argued noted accused cited "
        "seen hailed "
        "praised labelled dubbed",
        rf"\b(?:has|have|had) been {_LY}(?:said|called|suggested|described|critici[sz]ed|"
        rf"argued|noted|"
        r"accused|cited|seen|hailed|praised|labelled|dubbed)\b",
        fires="The plan «has been called» naive.",
        silent="The meeting was called off.",
    ),
    cue(
        "hedge-thinkers",
        "experts, critics and others without names who say or think",
        STRONG,
        _THINKERS.replace("|", " "),
        rf"\b(?:{_THINKERS}) (?:have |had |also |often |generally |still |now ){{0,2}}(?:{_SAY})\b",
        fires="«Analysts say» that the pause will hold.",
        silent="The experts arrived by train.",
    ),
    cue(
        "hedge-some-thinkers",
        "some, many or most of those who judge",
        STRONG,
        "some many most several other certain various few",
        r"\b(?:some|many|most|several|other|certain|various|few) "
        rf"(?:[\w-]{{2,20}} )?(?:people|others|{_THINKERS}|authors|sources|fans|voters|officials|"
        r"leaders|writers|reviewers|residents)\b",
        fires="«Some military experts» had doubts. | «Many people» stayed away.",
        silent="Some trucks broke down.",
    ),
    cue(
        "hedge-bare-thinkers",
        "experts, critics and others without names",
        HALF,
        _THINKERS.replace("|", " ") + " fans reviewers",
        rf"\b(?:{_THINKERS}|fans|reviewers)\b",
        fires="The terms divided «critics» of the envoy.",
        silent="A critical vote is due.",
    ),
    cue(
        "hedge-sources",
        "sources, reports and officials without a name",
        PLAIN,
        "sources reports say",
        r"\b(?:(?:unnamed|anonymous|diplomatic|security|informed|other|some) sources|"
        r"sources (?:say|said|"
        r"close to|in)|(?:there (?:are|were)|unconfirmed|according to|some) reports|they say|"
        r"people say|who say)\b",
        fires="«Diplomatic sources» spoke of a draft.",
        silent="Water sources were mapped.",
    ),
    cue(
        "hedge-others-say",
        "others say, think or do",
        HALF,
        "others",
        rf"\b(?:others (?:have |also |still ){{0,2}}(?:{_SAY})|(?:while|whilst|and|but|"
        rf"many|some|to) others)\b",
        fires="Ten signed, «while others» walked out.",
        silent="The others were asleep.",
    ),
    cue(
        "hedge-known",
        "widely known, well known, famed",
        PLAIN,
        "known referred",
        r"\b(?:(?:well|best|widely|commonly|popularly|generally|better|also|sometimes|"
        r"often)[- ]known|"
        r"(?:sometimes|often|commonly|generally|also|usually) referred to)\b",
        fires="It is «commonly known» as the green line.",
        silent="She had known him for years.",
    ),
)
