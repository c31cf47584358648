"""How many sentences tell a cause, and of how many of these something would be suggested.

No corpus says which suggestions are of use: ``lines`` prints all of them, to be read through.
"""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.case import load_case
from goodoffices.reading.lexicon import Lexicon
from goodoffices.reading.read import proposals
from goodoffices.suggestions.rules import FROM_TOLD
from goodoffices.suggestions.suggest import of_item
from goodoffices.suggestions.suggestion import Suggestion
from reading_tasks.founding import CASE
from reading_tasks.scores import Places, Row, mean, table

PARTS = ("train", "dev")


def rows(places: Places) -> Iterator[Row]:
    """Shares of the texts of the corpus, most of which are one sentence."""
    every = list(_told(places))
    data = "causal news, train and dev"
    yield from mean("texts that tell a cause", data, [float(tells) for tells, _ in every])
    suggested = [float(bool(found)) for _, found in every]
    yield from mean("texts of which a told cause is suggested", data, suggested)


def lines(places: Places) -> Iterator[str]:
    """Each suggestion from a told cause: the words of the cause, and those of the effect."""
    for _, found in _told(places):
        for one in found:
            yield " → ".join(match.words for match in one.matches)


def _told(places: Places) -> Iterator[tuple[bool, list[Suggestion]]]:
    """Of each text whether it tells a cause, and what is suggested of that were it accepted."""
    case = load_case(CASE)
    known = Lexicon(case.situation)
    for part in PARTS:
        for row in table(places.corpora / "causal-news" / f"{part}_subtask1.csv"):
            read = [one.accepted().item() for one in proposals(row["text"].strip(), "s", known)]
            found = [
                one
                for item in read
                if item.causes
                for one in of_item(item, case.situation, case.space)
                if one.why == FROM_TOLD.id
            ]
            yield any(item.causes for item in read), found
