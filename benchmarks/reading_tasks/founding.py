"""The founding text, field by field, against the table of ``tests/data/founding.tsv``.

One sentence a line: kind; who speaks with the party; the words of the condition and of the
consequence; who holds the condition; the actors that must be there, each with the party. An empty
cell says that there is none (author, no condition), but for actors, where more may be found. Words
count by overlap.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from goodoffices.case import load_case
from goodoffices.evidence.item import Part
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.read import proposals
from reading_tasks.scores import Places, Row, mean, overlap, words_in

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "tests" / "data" / "founding.tsv"
CASE = ROOT / "examples" / "cairo-talks"
TUNED = "this text"


def table() -> list[dict[str, str]]:
    """The table, a line a sentence."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def rows(_: Places) -> Iterator[Row]:
    case = load_case(CASE)
    found = proposals(case.sources["cairo-talks"].text, "cairo-talks", case.situation)
    pairs = list(zip(found, table(), strict=True))
    data = "sixteen sentences"
    right = [float(one.kind == row["kind"]) for one, row in pairs]
    yield from mean("founding text, kind", data, right, tuned=TUNED)
    right = [float(_speaker(one) == row["speaker"]) for one, row in pairs]
    yield from mean("founding text, speaker", data, right, tuned=TUNED)
    for field in ("condition", "consequence"):
        scores = [_part(one, getattr(one, field), row[field]) for one, row in pairs]
        yield from mean(f"founding text, {field}, overlap F", data, scores, tuned=TUNED)
    right = [
        float(_named(one, "sets the condition") == {row["holder"]} - {""}) for one, row in pairs
    ]
    yield from mean("founding text, holder of the condition", data, right, tuned=TUNED)
    actors = [
        (float(name in _named(one)), number)
        for number, (one, row) in enumerate(pairs)
        for name in filter(None, row["actors"].split("; "))
    ]
    yield from mean(
        "founding text, actors found",
        "those of the table",
        [one for one, _ in actors],
        groups=[number for _, number in actors],
        tuned=TUNED,
    )


def _speaker(one: Proposal) -> str:
    if one.speaker is None or one.speaker.span is None:
        return ""
    return f"{one.words(one.speaker.span)} ({one.speaker.party})"


def _named(one: Proposal, role: str = "") -> set[str]:
    named = [actor for actor in one.actors if not role or actor.role == role]
    return {
        f"{one.words(actor.span)} ({actor.party})" if actor.party else one.words(actor.span)
        for actor in named
        if actor.span is not None
    }


def _part(one: Proposal, part: Part | None, wanted: str) -> float:
    if part is None or part.span is None:
        return float(not wanted)
    if not wanted:
        return 0.0
    start = one.text.index(wanted, one.span[0], one.span[1])
    gold = words_in(one.text, [(start, start + len(wanted))])
    return overlap(gold, words_in(one.text, [part.span]))
