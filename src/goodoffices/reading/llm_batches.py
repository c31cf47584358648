"""What of reports and of the situation is sent in one request, and how much that is in all.

Sent are the sentences, for each request the two that stand before it, and of the situation the
parties' ids and names and the names that a claim may use. Not sent: preferences, rules, evidence,
names of files, and what the situation marks as sensitive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from goodoffices.model.situation import Situation
from goodoffices.reading.llm_prompt import messages
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.read import LONGEST

CONTEXT = 2
"""Sentences that stand before a batch and are sent with it."""


@dataclass(frozen=True)
class Batch:
    """Sentences of one source for one request. ``before``: what stands before them."""

    sentences: tuple[Proposal, ...]
    before: tuple[str, ...]


def batches(found: Sequence[Proposal], most: int, letters: int) -> Iterator[Batch]:
    """Sentences of one source in batches of ``most`` and about ``letters`` characters."""
    now: list[Proposal] = []
    before: list[str] = []
    size = 0
    for one in found:
        if is_too_long(one):
            continue
        if now and (len(now) >= most or size + len(one.quote) > letters):
            yield Batch(tuple(now), tuple(before[-CONTEXT:]))
            before += [plain(old.quote) for old in now[-CONTEXT:]]
            now, size = [], 0
        now.append(one)
        size += len(one.quote)
    if now:
        yield Batch(tuple(now), tuple(before[-CONTEXT:]))


def is_too_long(one: Proposal) -> bool:
    """Whether a sentence is none and is not sent."""
    return len(one.quote) > LONGEST


def plain(quote: str) -> str:
    """A quotation in one line."""
    return " ".join(quote.split())


def material(batch: Batch, situation: Situation | None) -> dict[str, Any]:
    """The object that a request holds."""
    return {
        "parties": parties_given(situation),
        "names": names_given(situation),
        "before": list(batch.before),
        "sentences": [
            {"number": one.sentence, "text": plain(one.quote)} for one in batch.sentences
        ],
    }


def weight(batch: Batch, situation: Situation | None) -> int:
    """Characters of a report and of the situation in one request, as they are sent."""
    return len(messages(material(batch, situation))[1]["content"])


def parties_given(situation: Situation | None) -> list[dict[str, Any]]:
    """Parties with their names, without those that are sensitive."""
    if situation is None:
        return []
    return [
        {"id": one.id, "name": one.name, "other names": [*one.aliases, *one.people]}
        for one in situation.parties
        if not _sensitive(situation, f"parties.{one.id}")
    ]


def names_given(situation: Situation | None) -> list[str]:
    """Options, terms and named states, without those that are sensitive."""
    if situation is None:
        return []
    found = []
    for option in situation.options:
        party, _, name = option.name.partition(".")
        if not _sensitive(situation, f"parties.{party}.options.{name}"):
            found.append(option.name)
    for what, named in (("terms", situation.terms), ("states", situation.states)):
        found += [one.id for one in named if not _sensitive(situation, f"{what}.{one.id}")]
    return found


def _sensitive(situation: Situation, path: str) -> bool:
    """Whether an element, or something that it stands in, is marked."""
    marked = ("the whole file", path)
    return any(one in marked or path.startswith(f"{one}.") for one in situation.sensitive)
