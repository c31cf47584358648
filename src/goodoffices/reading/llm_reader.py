"""Proposals of a language model beside those of the rules: every one verbatim, and marked.

1. What is sent and where is counted first (``to_send``), so that the user can be told.
2. Sentences go in batches (``llm_batches``); one server answers (``llm_client``).
3. Of each answer the entry for each sentence is taken, if there is exactly one.
4. It becomes a proposal or is refused with its reason (``llm_answer``). A refused answer leaves
   what the rules proposed, and so does a batch that was not answered.
5. After three batches in a row without an answer, and after one that says that none will come,
   no more is asked.

Nothing is written here, so that an interruption leaves the case as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from goodoffices.errors import Place, Problem
from goodoffices.model.situation import Situation
from goodoffices.progress import Progress, silent
from goodoffices.reading.llm_answer import Reader, Refused
from goodoffices.reading.llm_batches import Batch, batches, is_too_long, material, weight
from goodoffices.reading.llm_client import Client, NoAnswer
from goodoffices.reading.llm_http import require_httpx
from goodoffices.reading.llm_prompt import reader_of, suffix_of
from goodoffices.reading.llm_settings import Settings
from goodoffices.reading.proposal import Proposal

IN_A_ROW = 3
STANDS = "what the rules propose stands"


@dataclass(frozen=True)
class ToSend:
    """What would be sent. ``characters``: of reports and names, without the fixed instructions."""

    sentences: int
    characters: int
    requests: int


@dataclass
class Asked:
    """What came of asking. ``unread``: sentences (source, number) without an answer; ``refused``:
    those whose answer was not taken. ``notes``: why, and what was left out of the others."""

    reader: str
    found: list[Proposal] = field(default_factory=list)
    sentences: int = 0
    unread: list[tuple[str, int]] = field(default_factory=list)
    refused: list[tuple[str, int]] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Plain data without the proposals."""
        return {
            "reader": self.reader,
            "sentences": self.sentences,
            "proposals": len(self.found),
            "unread": [{"source": source, "sentence": number} for source, number in self.unread],
            "refused": [{"source": source, "sentence": number} for source, number in self.refused],
            "notes": [note.as_dict() for note in self.notes],
        }


def to_send(
    rules: Mapping[str, Sequence[Proposal]], situation: Situation | None, settings: Settings
) -> ToSend:
    """Step 1. ``rules``: source → what the rules propose, a proposal a sentence."""
    every = [*_batches(rules, settings)]
    return ToSend(
        sum(len(one.sentences) for one in every),
        sum(weight(one, situation) for one in every),
        len(every),
    )


def model_proposals(
    rules: Mapping[str, Sequence[Proposal]],
    situation: Situation | None,
    settings: Settings,
    progress: Progress = silent,
) -> Asked:
    """Steps 2 to 5: the model's proposals for the sentences of ``rules`` (source → proposals).

    Raises ``RequestError`` where httpx is not installed; what a server does raises nothing.
    """
    require_httpx()
    asked = Asked(reader_of(settings.model))
    client, every = Client(settings), [*_batches(rules, settings)]
    for one in (one for each in rules.values() for one in each if is_too_long(one)):
        asked.sentences += 1
        _miss(asked, [one], "it is too long for a sentence and was not sent")
    failed = 0
    for at, batch in enumerate(every):
        progress(f"asking {settings.model[:30]}", at, len(every))
        asked.sentences += len(batch.sentences)
        try:
            entries = client.ask(material(batch, situation)).get("sentences")
        except NoAnswer as error:
            failed += 1
            _miss(asked, batch.sentences, str(error))
            if error.final or failed == IN_A_ROW:
                rest = [one for later in every[at + 1 :] for one in later.sentences]
                asked.sentences += len(rest)
                _miss(asked, rest, "not asked any more")
                break
            continue
        failed = 0
        _take(asked, batch, entries, Reader(situation, asked.reader, suffix_of(settings.model)))
    if client.unseeded:
        found = "the server takes neither temperature 0 nor a seed: asking again may say else"
        asked.notes.append(Problem(Place(path=settings.origin), found))
    return asked


def _batches(rules: Mapping[str, Sequence[Proposal]], settings: Settings) -> Iterator[Batch]:
    for found in rules.values():
        yield from batches(found, settings.batch, settings.letters)


def _take(asked: Asked, batch: Batch, entries: Any, reader: Reader) -> None:
    """Steps 3 and 4 for a batch."""
    numbers = {one.sentence for one in batch.sentences}
    given: dict[int, list[Any]] = {number: [] for number in numbers}
    strange = 0
    for entry in entries if isinstance(entries, list) else []:
        number = entry.get("number") if isinstance(entry, dict) else None
        if type(number) is int and number in numbers:
            given[number].append(entry)
        else:
            strange += 1
    if strange:
        found = f"{strange:,} entries of the answer are for no sentence that was sent"
        asked.notes.append(Problem(_place(batch.sentences), found, "", "they are passed over"))
    missing = [one for one in batch.sentences if not given[one.sentence]]
    if missing:
        _miss(asked, missing, "the answer has no entry for it")
    for one in batch.sentences:
        entries_of_it = given[one.sentence]
        place = _place([one])
        if not entries_of_it:
            continue
        try:
            if len(entries_of_it) > 1:
                raise Refused(f"the answer has {len(entries_of_it)} entries for it")
            asked.found.append(reader.proposal(one, entries_of_it[0]))
        except Refused as error:
            asked.refused.append((one.source, one.sentence))
            asked.notes.append(
                Problem(place, f"the model's answer is refused: {error}", "", STANDS)
            )
            continue
        asked.notes += [Problem(place, f"left out: {what}") for what in reader.left_out]


def _miss(asked: Asked, sentences: Sequence[Proposal], reason: str) -> None:
    """Notes sentences without an answer, together where they stand together."""
    sources = dict.fromkeys(one.source for one in sentences)
    for source in sources:
        there = [one for one in sentences if one.source == source]
        found = f"not read by the model: {reason}"
        asked.notes.append(Problem(_place(there), found, "", STANDS))
        asked.unread += [(one.source, one.sentence) for one in there]


def sentences_told(sentences: Iterable[tuple[str, int]]) -> Iterator[str]:
    """Sentences (source, number) in words, source by source: "report, sentences 3–12, 15"."""
    by_source: dict[str, list[int]] = {}
    for source, number in sentences:
        by_source.setdefault(source, []).append(number)
    for source, numbers in by_source.items():
        runs: list[list[int]] = []
        for number in sorted(numbers):
            if runs and number == runs[-1][1] + 1:
                runs[-1][1] = number
            else:
                runs.append([number, number])
        told = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)
        yield f"{source}, sentence{'s' if len(numbers) > 1 else ''} {told}"


def _place(sentences: Sequence[Proposal]) -> Place:
    return Place(path="; ".join(sentences_told((one.source, one.sentence) for one in sentences)))
