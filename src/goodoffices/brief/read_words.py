"""What reading proposes, in words: each sentence with its kind, its speaker and the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.table import Table
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.read import LANGUAGES


def proposal_lines(title: str, found: Sequence[Proposal]) -> Iterator[Line]:
    """The proposals of one source."""
    yield Heading(title)
    last = 0
    for one in found:
        if one.sentence != last:  # what a second reader proposes stands below the first
            yield f"{one.sentence}. {' '.join(one.quote.split())}"
        last = one.sentence
        yield f"   {one.kind}, {_speaker(one)} ({', '.join(one.why)})"
        for what, part in (("condition", one.condition), ("consequence", one.consequence)):
            if part is not None:
                yield f"   {what}: {part.text}"
        parties = dict.fromkeys(actor.party for actor in one.actors if actor.party)
        if parties:
            yield f"   parties: {', '.join(parties)}"
        yield ""


def _speaker(one: Proposal) -> str:
    if one.speaker is None or one.speaker.span is None:
        return "the author says"
    of = f" [{one.speaker.party}]" if one.speaker.party else ""
    return f"{' '.join(one.words(one.speaker.span).split())}{of} says"


def rules_table(language: str) -> Table:
    """Every rule of a language with what it says and its first example."""
    rows = [
        (rule.id, rule.says, rule.fires[0].replace("«", "[").replace("»", "]"))
        for rule in LANGUAGES[language].rules
    ]
    return Table("", ("rule", "fires on", "example"), tuple(rows))
