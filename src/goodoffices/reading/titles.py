"""Words for what somebody is: titles that a person holds, bodies, and groups of people.

``HOLDERS`` are words for one person; after them a name may follow ("President Hosni Mubarak"), and
"the president" may later stand for it. ``SECTORS`` sorts all words by what PLOVER calls sectors.
"""

from __future__ import annotations

import re

SECTORS: dict[str, str] = {
    "GOV": "government|administration|cabinet|regime|authorities|officials?|diplomats?|envoys?|"
    "ministers|ministry|leaders|leadership|delegations?|negotiators?|mediators?|presidency|"
    "presidents|embassy|rulers?|state media|councils?|commission|committee",
    "MIL": "army|armed forces|forces|military|troops|soldiers?|navy|air force|warplanes?|"
    "aircraft|warships?|jets|tanks|helicopters?|servicemen|peacekeepers|officers?",
    "COP": "police|security forces|border guards?|border patrol|gendarmerie",
    "SPY": "intelligence|secret services?|security services?|intelligence services?",
    "LEG": "parliament|parliamentarians|lawmakers?|legislators?|senate|senators?|congress|"
    "national assembly|assembly|members of parliament",
    "JUD": "court|supreme court|high court|constitutional court|judges|prosecutors?|judiciary",
    "OPP": "opposition|opposition groups?|opposition part(?:y|ies)|opposition leaders|dissidents?",
    "REB": "rebels?|rebel leaders|militia leaders|guerr?illas?|militants?|militias?|militiamen|"
    "fighters|insurgents?|gunmen|"
    "separatists|rebel groups?|armed groups?",
    "REF": "refugees?|displaced persons|displaced people",
    "CVL": "civilians?|citizens?|nationals?|population|people|villagers|residents|youths|women|"
    "children|prisoners?|detainees?|hostages?|protesters|demonstrators|students|settlers?",
    "JRN": "media|newspapers?|journalists?|reporters?|television|radio|news agency",
    "BUS": "compan(?:y|ies)|businessm[ae]n|firms?|banks?",
    "LAB": "workers|unions?|trade unions?",
    "AGR": "farmers",
    "MED": "doctors|medics",
    "EDU": "teachers|universit(?:y|ies)",
}
"""PLOVER sector → words, a regular expression each; the words of several people and of bodies."""

HOLDERS: dict[str, str] = {
    "GOV": "president|prime minister|premier|chancellor|king|queen|emir|sultan|crown prince|prince|"
    "foreign minister|defen[cs]e minister|interior minister|finance minister|justice minister|"
    "labou?r minister|minister|foreign secretary|defen[cs]e secretary|home secretary|"
    "secretary of state|secretary of defense|secretary-general|secretary general|"
    "ambassador|special envoy|envoy|spokesman|spokeswoman|spokesperson|leader|chief negotiator|"
    "negotiator|mediator|governor|mayor|commissioner|high representative|special representative|"
    "head of state|ruler|supreme leader|official|diplomat|adviser|advisor|coordinator|"
    "junta leader|attorney general",
    "MIL": "general|lieutenant general|major general|brigadier|colonel|captain|commander|admiral|"
    "chief of staff|army chief|military chief|lt\\. gen\\.|gen\\.|maj\\. gen\\.|col\\.|soldier",
    "COP": "police chief|security chief",
    "SPY": "intelligence chief|spy chief",
    "LEG": "senator|lawmaker|speaker|parliamentarian|legislator|member of parliament",
    "JUD": "judge|chief justice|prosecutor|chief prosecutor",
    "OPP": "opposition leader",
    "REB": "rebel leader|warlord|militia leader",
    "REL": "archbishop|bishop|pope|ayatollah|grand ayatollah|imam|cardinal|patriarch|rabbi",
    "BUS": "businessman",
    "JRN": "journalist|reporter",
}
"""The same for one person. Words of rank alone ("soldier", "journalist") take a name too."""

FORMS = "mr|mrs|ms|mr\\.|mrs\\.|ms\\.|dr|dr\\.|sheikh|sheik|sir|lord|lady"
"""Forms of address: a name follows, and they say nothing of whose it is."""

BEFORE = (
    "new|former|ex|outgoing|interim|acting|caretaker|transitional|deputy|vice|junior|senior|top|"
    "high-ranking|chief|military|civilian|special|permanent|late|ousted|exiled|elected|"
    "president-elect|provisional|ruling|main|national|federal|central|local|right-wing|left-wing|"
    "opposition|political|religious|security|armed|naval|air|ground|riot|border|peace|"
    "intelligence|first|state|regional|official|young|wounded|captured|jailed|ethnic|government|"
    "parliamentary|rebel|occupation|presidential|democratic|party"
)
"""Words that may stand between a name and what it is."""

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"

SPACE = r"(?:[^\S\n]{1,20}(?:\n[^\S\n]{0,20})?|\n[^\S\n]{0,20})"
"""Space within a sentence: a line may end there, a paragraph may not."""


def _longest_first(*parts: str) -> str:
    """Alternatives as one expression, spaces as a line may have them."""
    words = [word for part in parts for word in _split(part)]
    ordered = sorted(dict.fromkeys(words), key=len, reverse=True)
    return "|".join(word.replace(" ", SPACE) for word in ordered)


def _split(part: str) -> list[str]:
    """The alternatives at the outermost level."""
    found, depth = [""], 0
    for sign in part:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            found.append("")
        else:
            found[-1] += sign
    return found


GROUP = _longest_first(*SECTORS.values())
HOLDER = _longest_first(*HOLDERS.values())
MODIFIER = _longest_first(BEFORE)
_SORTED = tuple(
    (sector, re.compile(rf"(?<!\w)(?:{_longest_first(words)})\Z", re.IGNORECASE))
    for table in (HOLDERS, SECTORS)
    for sector, words in table.items()
)
_ONE = re.compile(rf"(?:.*\W)?(?:{HOLDER})\Z", re.IGNORECASE | re.DOTALL)


def sector_of(role: str) -> str:
    """The PLOVER sector of a role by its last words, as many as make sense; "" for none."""
    found = [(match.start(), sector) for sector, one in _SORTED if (match := one.search(role))]
    return min(found)[1] if found else ""


def is_holder(role: str) -> bool:
    """Whether a role is that of one person."""
    return bool(role) and _ONE.match(role) is not None


def _first_words(*alternatives: str) -> frozenset[str]:
    """The first words of titles, in small letters and with a capital."""
    words = set()
    for one in re.split(r"\|(?![^()\[\]]*[)\]])", "|".join(alternatives).replace(SPACE, " ")):
        for plain in (one.replace("[cs]", "c"), one.replace("[cs]", "s")):
            for spelt in (plain.replace("u?", "u"), plain.replace("u?", "")):
                found = re.match(r"\w+", spelt)
                if found:
                    words.add(found[0])
    return frozenset(words | {word.capitalize() for word in words})


TITLE_WORDS = _first_words(HOLDER, FORMS, MODIFIER)
"""Words with which a title before a name may begin."""
