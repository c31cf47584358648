"""A text → proposals, by rules alone: the same text gives the same proposals, and no network is
asked. The rules of a language are one row of ``LANGUAGES``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from goodoffices.errors import RequestError, one_of
from goodoffices.evidence.item import Mention, Part
from goodoffices.model.situation import Situation
from goodoffices.reading.clauses import Outline, Span, outline
from goodoffices.reading.hedging import HEDGES, hedges
from goodoffices.reading.kinds import ENGLISH as ENGLISH_RULES
from goodoffices.reading.kinds import Kind, kind_of
from goodoffices.reading.names import Named, actors
from goodoffices.reading.outlooks import PRECONDITIONS, Parts, parts_of
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.rule import ENGLISH, Rule
from goodoffices.reading.sentences import HEADING, sentences
from goodoffices.version import VERSION

READER = f"rules@{VERSION}"
LONGEST = 2_000
"""A sentence of more characters is none: it is proposed as it stands, with nothing found in it."""

NEGATIVE = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot)\b|n['’]t\b|\b(?:refus|"
    r"reject|den|"
    r"declin)(?:e|es|ed|y|ies|ied|ing|s)\b|\bfail(?:s|ed)?\s+to\b|\black(?:s|ed)?\s+(?:of\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Language:
    """What reads a language: its rules, and the functions that use them."""

    rules: tuple[Rule, ...]
    outline: Callable[[str], Outline]
    kind: Callable[[Outline], Kind]
    parts: Callable[[Outline, Kind], Parts | None]
    actors: Callable[[str, Situation | None], tuple[Named, ...]]
    hedges: Callable[[str], tuple[tuple[Span, ...], str]]


LANGUAGES = {
    ENGLISH: Language(
        (*ENGLISH_RULES, *PRECONDITIONS, *HEDGES), outline, kind_of, parts_of, actors, hedges
    )
}


def proposals(
    text: str, source_id: str, situation: Situation | None = None, language: str = ENGLISH
) -> list[Proposal]:
    """One proposal for each sentence, in order; headings assert nothing and are left out.

    Raises ``RequestError`` for a language without rules.
    """
    if language not in LANGUAGES:
        expected = one_of(LANGUAGES)
        raise RequestError(f'there are no rules for the language "{language}"; expected {expected}')
    reads = LANGUAGES[language]
    found, number = [], 0
    for one in sentences(text):
        if one.block == HEADING or not any(sign.isalnum() for sign in text[one.body : one.end]):
            continue
        number += 1
        name = f"{id_of(source_id)}_{number:03d}"
        found.append(
            _proposal(text, name, source_id, number, (one.body, one.end), situation, reads)
        )
    return found


def id_of(source_id: str) -> str:
    """A source's key as the beginning of an id."""
    name = re.sub(r"[^a-z0-9]+", "_", source_id.lower()).strip("_")
    return name if name[:1].isalpha() else f"s_{name}".rstrip("_")


def _proposal(
    text: str,
    name: str,
    source: str,
    number: int,
    span: Span,
    situation: Situation | None,
    reads: Language,
) -> Proposal:
    start, end = span
    quote = text[start:end]
    if len(quote) > LONGEST:
        why = ("fact-too-long",)
        return Proposal(name, source, number, span, quote, "fact", text, reader=READER, why=why)
    line = reads.outline(quote)
    kind = reads.kind(line)
    parts = reads.parts(line, kind)
    named = reads.actors(quote, situation)
    held, strength = reads.hedges(quote)
    speaker = None if kind.said is None else kind.said.speaker

    def moved(one: Span) -> Span:
        return one[0] + start, one[1] + start

    def part(one: Span | None) -> Part | None:
        return None if one is None else Part(moved(one), " ".join(quote[slice(*one)].split()))

    return Proposal(
        id=name,
        source=source,
        sentence=number,
        span=span,
        quote=quote,
        kind=kind.kind,
        text=text,
        polarity="negative" if NEGATIVE.search(line.text) else "positive",
        actors=tuple(
            Mention(moved(one.span), one.party, _role(one, parts, speaker is not None))
            for one in named
            if speaker is None or one.span[0] >= speaker[1] or one.span[1] <= speaker[0]
        ),
        speaker=None if speaker is None else Mention(moved(speaker), _party(named, speaker)),
        cue=None if kind.cue is None else Part(moved(kind.cue), kind.cue_type),
        hedges=tuple(moved(one) for one in held),
        hedge_strength=strength,
        condition=part(parts.condition) if parts else None,
        consequence=part(parts.consequence) if parts else None,
        reader=READER,
        why=(*kind.why, *((parts.rule,) if parts else ())),
    )


def _role(one: Named, parts: Parts | None, reported: bool) -> str:
    holder = parts.holder if parts else None
    if holder is not None and one.span[0] < holder[1] and holder[0] < one.span[1]:
        return "sets the condition"
    return one.role or ("spoken about" if reported and one.party else "")


def _party(named: tuple[Named, ...], speaker: Span) -> str:
    """The first party that is named in the words for the speaker."""
    inside = (o.party for o in named if o.span[0] < speaker[1] and speaker[0] < o.span[1])
    return next((party for party in inside if party), "")
