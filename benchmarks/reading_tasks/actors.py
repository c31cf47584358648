"""Who is named: source and target strings of PLOVER against the country that they are coded to.

Each string is read alone, and once more where it stands in its sentence (there a name may be
complete, and what is around it may mislead). A string counts as one that *contains* a country,
nationality, capital or known organisation where a name of the list stands in it as whole words,
without any rule: so a name that the rules pass over counts against them. Strings that only name
a person, with or without a title, are reported apart.

The file had been looked through when the list and the rules were written, so no share here is
one on unseen text. The strings are read once more with the names of the package alone, which
nobody here chose; the rules stay the same.

Three of the file's codes are no ISO codes and are read as what they plainly mean (JAP, ITL, VTN).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goodoffices.reading.acled import code_of
from goodoffices.reading.actors import actors
from goodoffices.reading.events import Event, Side
from goodoffices.reading.gazetteer import Gazetteer, of_package
from goodoffices.reading.lexicon import Lexicon
from goodoffices.reading.plover import read_plover
from goodoffices.reading.titles import FORMS, HOLDER, SPACE
from reading_tasks.scores import Places, Row, absent, mean

FILE = Path("plover") / "PLOVER_GSR_CAMEO.json"
MEANT = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}
TITLE = re.compile(rf"(?i:(?:former|ousted)?\s*(?:vice[- ])?(?:{HOLDER}|{FORMS})){SPACE}[A-Z]")
BARE = re.compile(r"(?:[A-Z][\w.'-]+|bin|al|el)(?: (?:[A-Z][\w.'-]+|bin|al|el|II))*\Z")
LEADERS = {"ELI", "GOV", "OPP", "MIL", "JUD", "PTY", "LEG"}


def contains(text: str, lexicon: Lexicon) -> bool:
    """Whether a name of the list stands in a string, by its letters alone."""
    entries = lexicon.places.entries
    found = (name for name, one in entries.items() if one.kind != "silent" and name in text)
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in found)


def is_leader(side: Side) -> bool:
    """A title with a name, or two or more words of a name alone, coded as somebody who leads."""
    return bool(TITLE.match(side.text)) or (
        bool(BARE.match(side.text)) and side.sector in LEADERS and side.code not in ("IGO", "NGO")
    )


def in_sentence(side: Side, event: Event, lexicon: Lexicon) -> str:
    """The code of the first actor that overlaps the string where it stands in its sentence."""
    start = event.text.find(side.text)
    if start < 0:
        return code_of(side.text, lexicon)
    end = start + len(side.text)
    found = [one for one in actors(event.text, lexicon) if one.span[0] < end]
    found = [one for one in found if one.span[1] > start]
    found.sort(key=lambda one: "actor-joined" in one.why)
    return next((one.country or one.type for one in found if one.country or one.type), "")


def rows(places: Places) -> Iterator[Row]:
    """Strings that contain a name of the list; named leaders; all; and those that were coded."""
    path = places.corpora / FILE
    if absent(path):
        return
    read = read_all(path)
    data = "PLOVER, source and target strings"
    for task, chosen, codes in (
        ("with a name of the list", read.named, read.alone),
        ("the same, in their sentence", read.named, read.within),
        ("the same, by the package's names alone", read.named, read.package),
        ("named leaders, alone", read.leads, read.alone),
        ("named leaders, in their sentence", read.leads, read.within),
        ("all strings", [True] * len(read.gold), read.alone),
        ("all strings, in their sentence", [True] * len(read.gold), read.within),
        ("those that were coded", [bool(code) for code in read.alone], read.alone),
    ):
        kept = [at for at, one in enumerate(chosen) if one]
        yield from mean(
            f"coded as the gold: {task}",
            data,
            [float(codes[at] == read.gold[at]) for at in kept],
            groups=[read.records[at] for at in kept],
            tuned="these records; names not" if "package" in task else "these records",
        )


def misses(places: Places) -> Iterator[str]:
    """Every string that is coded otherwise, a line each."""
    path = places.corpora / FILE
    if absent(path):
        return
    read = read_all(path)
    for at, gold in enumerate(read.gold):
        if read.alone[at] != gold or read.within[at] != gold:
            mark = "named" if read.named[at] else "leader" if read.leads[at] else "-"
            codes = f"{gold:4} {read.alone[at]:4} {read.within[at]:4}"
            yield f"{mark:6} {codes} {read.texts[at]}"


@dataclass(frozen=True)
class Strings:
    """One entry a string, in the order of the file."""

    texts: list[str]
    gold: list[str]
    alone: list[str]
    within: list[str]
    package: list[str]
    named: list[bool]
    leads: list[bool]
    records: list[int]


def read_all(path: Path) -> Strings:
    """Every string that has a code, read alone, in its sentence, and by the package's names."""
    lexicon = Lexicon()
    package = Lexicon(other=Gazetteer(of_package(), frozenset(), frozenset()))
    events = read_plover(path).rows
    sides = [(event, side) for event in events for side in (*event.source, *event.target)]
    sides = [(event, side) for event, side in sides if side.code]
    named = [contains(side.text, lexicon) for _, side in sides]
    return Strings(
        texts=[side.text for _, side in sides],
        gold=[MEANT.get(side.code, side.code) for _, side in sides],
        alone=[code_of(side.text, lexicon) for _, side in sides],
        within=[in_sentence(side, event, lexicon) for event, side in sides],
        package=[code_of(side.text, package) for _, side in sides],
        named=named,
        leads=[not has and is_leader(side) for (_, side), has in zip(sides, named, strict=True)],
        records=[event.row for event, _ in sides],
    )
