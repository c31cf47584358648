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

python benchmarks/reading_actors.py            # a few seconds; the table
python benchmarks/reading_actors.py misses     # and every string that is coded otherwise
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from goodoffices.reading.acled import code_of
from goodoffices.reading.actors import actors
from goodoffices.reading.events import Event, Side
from goodoffices.reading.gazetteer import Gazetteer, of_package
from goodoffices.reading.holders import Memory
from goodoffices.reading.lexicon import Lexicon
from goodoffices.reading.plover import read_plover
from goodoffices.reading.titles import FORMS, HOLDER, SPACE

FILE = Path(__file__).parents[2] / "shared" / "corpora" / "plover" / "PLOVER_GSR_CAMEO.json"
SEED = 20_261_122
RESAMPLES = 10_000
MEANT = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}
TITLE = re.compile(rf"(?i:(?:former|ousted)?\s*(?:vice[- ])?(?:{HOLDER}|{FORMS})){SPACE}[A-Z]")
BARE = re.compile(r"(?:[A-Z][\w.'-]+|bin|al|el)(?: (?:[A-Z][\w.'-]+|bin|al|el|II))*\Z")
LEADERS = {"ELI", "GOV", "OPP", "MIL", "JUD", "PTY", "LEG"}
MEGABYTE = 1_000_000


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


def interval(right: Sequence[bool], groups: Sequence[int]) -> tuple[float, float]:
    """95 % of bootstrap shares, records drawn as wholes: their two sides are alike."""
    chance = np.random.default_rng(SEED)
    _, at = np.unique(groups, return_inverse=True)
    hits = np.bincount(at, weights=np.asarray(right, dtype=float))
    sizes = np.bincount(at).astype(float)
    drawn = chance.integers(0, len(hits), (RESAMPLES, len(hits)))
    low, high = np.quantile(hits[drawn].sum(1) / sizes[drawn].sum(1), (0.025, 0.975))
    return float(low), float(high)


def line(title: str, right: Sequence[bool], groups: Sequence[int]) -> str:
    if not right:
        return f"| {title} | 0 | | |"
    low, high = interval(right, groups)
    return f"| {title} | {len(right)} | {sum(right) / len(right):.3f} | {low:.3f} to {high:.3f} |"


def throughput(text: str, lexicon: Lexicon) -> float:
    """Megabytes a second on one core, sentence by sentence with a memory."""
    sentences = (text.splitlines() * (2 * MEGABYTE // len(text.encode()) + 1)) or [""]
    start = time.perf_counter()
    memory = Memory()
    for number, sentence in enumerate(sentences):
        memory = Memory() if number % 40 == 0 else memory
        memory = memory.after(actors(sentence, lexicon, memory))
    size = sum(len(one.encode()) + 1 for one in sentences)
    return size / MEGABYTE / (time.perf_counter() - start)


def main() -> None:
    if not FILE.is_file():
        print(
            "skipped: the PLOVER records are not there (shared/corpora/plover beside the project)"
        )
        return
    lexicon = Lexicon()
    events = read_plover(FILE).rows
    sides = [(event, side) for event in events for side in (*event.source, *event.target)]
    sides = [(event, side) for event, side in sides if side.code]
    gold = [MEANT.get(side.code, side.code) for _, side in sides]
    alone = [code_of(side.text, lexicon) for _, side in sides]
    package = Lexicon(other=Gazetteer(of_package(), frozenset(), frozenset()))
    only = [code_of(side.text, package) for _, side in sides]
    within = [in_sentence(side, event, lexicon) for event, side in sides]
    named = [contains(side.text, lexicon) for _, side in sides]
    leads = [not has and is_leader(side) for (_, side), has in zip(sides, named, strict=True)]
    groups = [event.row for event, _ in sides]
    print("| strings | n | share coded as the gold | 95 % bootstrap |")
    print("|---|---|---|---|")
    parts = (
        ("with a name of the list", named, alone),
        ("the same, in their sentence", named, within),
        ("the same, by the package's names alone", named, only),
        ("named leaders, alone", leads, alone),
        ("named leaders, in their sentence", leads, within),
        ("all strings", [True] * len(sides), alone),
        ("all strings, in their sentence", [True] * len(sides), within),
    )
    for title, chosen, codes in parts:
        kept = [at for at, one in enumerate(chosen) if one]
        print(line(title, [codes[at] == gold[at] for at in kept], [groups[at] for at in kept]))
    coded = [at for at, code in enumerate(alone) if code]
    right = [alone[at] == gold[at] for at in coded]
    print(line("those that were coded", right, [groups[at] for at in coded]))
    text = "\n".join(event.text for event in events)
    print(f"\nthroughput: {throughput(text, lexicon):.1f} MB a second on one core")
    if "misses" in sys.argv[1:]:
        for at, (_, side) in enumerate(sides):
            if alone[at] != gold[at] or within[at] != gold[at]:
                mark = "named" if named[at] else "leader" if leads[at] else "-"
                print(f"{mark:6} {gold[at]:4} {alone[at]:4} {within[at]:4} {side.text}")


if __name__ == "__main__":
    main()
