"""What reading proposes, in words: each sentence with its kind, its speaker and the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date as Date
from textwrap import shorten
from typing import Any

from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.table import Table
from goodoffices.evidence.item import Attribution, ToldCause
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.read import LANGUAGES

UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""Signs that steer a terminal or turn its writing round; quotations keep them, print does not."""
BREAK = "\f"
SIDE = 80
"""Characters of a side of a cause, and of what somebody else says."""
EXAMPLE = 100
"""Characters of an example in a table."""


def plain(text: str) -> str:
    """Words in one line as a terminal can show them."""
    return UNSEEN.sub("", " ".join(text.split()))


def source_lines(title: str, publisher: str, day: Date | None, part: str) -> Iterator[Line]:
    """What a report is: its title, and who published it and when."""
    yield Heading(plain(title))
    about = ", ".join(
        one for one in (plain(publisher), day.isoformat() if day else "", part) if one
    )
    if about:
        yield about


def proposal_lines(found: Sequence[Proposal]) -> Iterator[Line]:
    """The proposals of one source; with pages where its text has them."""
    page, at, last = 1, 0, 0
    for one in found:
        if one.sentence != last:  # what a second reader proposes stands below the first
            page, at = page + one.text.count(BREAK, at, one.span[0]), one.span[0]
            yield f"{one.sentence}. {plain(one.quote)}"
        last = one.sentence
        where = f", page {page}" if BREAK in one.text else ""
        yield f"   {one.kind}, {_speaker(one)} ({', '.join(one.why)}){where}"
        for what, part in (("condition", one.condition), ("consequence", one.consequence)):
            if part is not None:
                yield f"   {what}: {plain(part.text)}"
        yield from (f"   {line}" for line in told_lines(one))
        parties = dict.fromkeys(actor.party for actor in one.actors if actor.party)
        if parties:
            yield f"   parties: {', '.join(parties)}"
        yield ""


def told_lines(one: Proposal) -> Iterator[str]:
    """Causes that are told, and who else says something, in words of the sentence."""
    for cause in one.causes:
        yield f"cause: {cause_words(one, cause)}"
    for told in one.attributions:
        yield f"told by {attribution_words(one, told)}"


def cause_words(one: Proposal, cause: ToldCause) -> str:
    """Cause and effect with the marker, shortened."""
    sides = (_shortened(one.words(span)) for span in (cause.cause, cause.effect))
    return f"{' → '.join(sides)} ({plain(one.words(cause.cue))})"


def attribution_words(one: Proposal, told: Attribution) -> str:
    """Who says it, and by which word."""
    who = plain(one.words(told.speaker.span)) if told.speaker.span else ""
    of = f"[{told.speaker.party}]" if told.speaker.party else ""
    said = f": {_shortened(one.words(told.said))}" if told.said else ""
    return f"{' '.join(word for word in (who, of) if word)} ({plain(one.words(told.cue))}){said}"


def _shortened(words: str) -> str:
    shown = plain(words)
    return shown if len(shown) <= SIDE else f"{shown[:SIDE].rstrip()}…"


def _speaker(one: Proposal) -> str:
    if one.speaker is None or one.speaker.span is None:
        return "by the author"
    of = f" [{one.speaker.party}]" if one.speaker.party else ""
    return f"by {plain(one.words(one.speaker.span))}{of}"


def rules_table(language: str) -> Table:
    """Every rule of a language with what it says and its first example."""
    rows = [
        (rule.id, rule.says, shorten(_bracketed(rule.fires[0]), EXAMPLE, placeholder=" …"))
        for rule in LANGUAGES[language].rules
    ]
    return Table("", ("rule", "fires on", "example"), tuple(rows))


def rules_data(language: str) -> list[dict[str, Any]]:
    """The same as data, with all examples."""
    return [
        {
            "id": rule.id,
            "says": rule.says,
            "fires": [_bracketed(one) for one in rule.fires],
            "silent": [_bracketed(one) for one in rule.silent],
        }
        for rule in LANGUAGES[language].rules
    ]


def _bracketed(example: str) -> str:
    return example.replace("«", "[").replace("»", "]")
