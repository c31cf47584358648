"""A text → proposals, by rules alone: the same text gives the same proposals, and no network is
asked. The rules of a language are one row of ``LANGUAGES``.

1. The text is taken apart into sentences; headings assert nothing and are left out.
2. Each sentence gets its kind, with condition and consequence, hedges, and a date.
3. Names are read with a ``Memory`` of the sentences before: a surname or *the minister* stands for
   whom the same source named with a title or a party.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from goodoffices.errors import RequestError, one_of
from goodoffices.evidence.item import Mention, Part
from goodoffices.model.situation import Situation
from goodoffices.reading.actors import actors
from goodoffices.reading.clauses import Outline, Span, outline
from goodoffices.reading.hedges import HEDGES, ORDER, Hedge, held
from goodoffices.reading.holders import PLACE, Actor, Memory
from goodoffices.reading.kinds import ENGLISH as ENGLISH_RULES
from goodoffices.reading.kinds import Kind, kind_of
from goodoffices.reading.lexicon import Lexicon
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
    actors: Callable[[str, Lexicon, Memory], list[Actor]]
    hedges: Callable[[str], list[tuple[Hedge, str]]]


LANGUAGES = {
    ENGLISH: Language(
        (*ENGLISH_RULES, *PRECONDITIONS, *HEDGES), outline, kind_of, parts_of, actors, held
    )
}


def proposals(
    text: str,
    source_id: str,
    situation: Situation | Lexicon | None = None,
    language: str = ENGLISH,
) -> list[Proposal]:
    """One proposal for each sentence, in order; headings assert nothing and are left out.

    ``situation``: whose parties are known; give a ``Lexicon`` of it where many texts are read.
    Raises ``RequestError`` for a language without rules.
    """
    if language not in LANGUAGES:
        expected = one_of(LANGUAGES)
        raise RequestError(f'there are no rules for the language "{language}"; expected {expected}')
    lexicon = situation if isinstance(situation, Lexicon) else Lexicon(situation, language)
    reader = _Reader(text, source_id, lexicon, LANGUAGES[language])
    found: list[Proposal] = []
    for one in sentences(text):
        if one.block != HEADING and any(sign.isalnum() for sign in text[one.body : one.end]):
            found.append(reader.proposal(len(found) + 1, (one.body, one.end)))
    return found


def id_of(source_id: str) -> str:
    """A source's key as the beginning of an id."""
    name = re.sub(r"[^a-z0-9]+", "_", source_id.lower()).strip("_")
    return name if name[:1].isalpha() else f"s_{name}".rstrip("_")


class _Reader:
    """Reads the sentences of one source, one after the other."""

    def __init__(self, text: str, source: str, lexicon: Lexicon, reads: Language) -> None:
        self.text, self.source, self.lexicon, self.reads = text, source, lexicon, reads
        self.id = id_of(source)
        self.memory = Memory()

    def proposal(self, number: int, span: Span) -> Proposal:
        start, end = span
        quote = self.text[start:end]
        name = f"{self.id}_{number:03d}"
        if len(quote) > LONGEST:
            why = ("fact-too-long",)
            return Proposal(
                name, self.source, number, span, quote, "fact", self.text, reader=READER, why=why
            )
        line = self.reads.outline(quote)
        kind = self.reads.kind(line)
        parts = self.reads.parts(line, kind)
        named = self.reads.actors(quote, self.lexicon, self.memory)
        self.memory = self.memory.after(named)
        speaker = None if kind.said is None else kind.said.speaker
        holds = [
            (one, degree)
            for one, degree in self.reads.hedges(quote)
            if not (kind.said and (_meet(one, kind.said.cue) or _meet(one, kind.said.speaker)))
        ]
        degrees = [degree for _, degree in holds]

        def moved(one: Span) -> Span:
            return one[0] + start, one[1] + start

        def part(one: Span | None, words: str = "") -> Part | None:
            if one is None:
                return None
            return Part(moved(one), words or " ".join(quote[slice(*one)].split()))

        return Proposal(
            id=name,
            source=self.source,
            sentence=number,
            span=span,
            quote=quote,
            kind=kind.kind,
            text=self.text,
            polarity="negative" if NEGATIVE.search(line.text) else "positive",
            actors=tuple(
                _mention(one, moved(one.span), _role(one, parts, speaker is not None))
                for one in named
                if speaker is None or one.span[0] >= speaker[1] or one.span[1] <= speaker[0]
            ),
            speaker=None if speaker is None else _speaker(named, speaker, moved(speaker)),
            cue=None if kind.cue is None else Part(moved(kind.cue), kind.cue_type),
            hedges=tuple(moved((one.start, one.end)) for one, _ in holds),
            hedge_strength=min(degrees, key=ORDER.index, default=""),
            condition=part(parts.condition) if parts else None,
            consequence=part(parts.consequence, parts.follows(quote)) if parts else None,
            reader=READER,
            why=(*kind.why, *((parts.rule,) if parts else ())),
        )


def _meet(one: Hedge, span: Span) -> bool:
    return one.start < span[1] and span[0] < one.end


def _role(one: Actor, parts: Parts | None, reported: bool) -> str:
    holder = parts.holder if parts else None
    if holder is not None and one.span[0] < holder[1] and holder[0] < one.span[1]:
        return "sets the condition"
    if reported and one.role != PLACE and (one.party or one.country or one.organisation):
        return "spoken about"
    return one.role


def _mention(one: Actor, span: Span, role: str) -> Mention:
    """With the code of a country or organisation where it is of no party."""
    code = "" if one.party else one.country or one.organisation
    return Mention(span, one.party, role, code)


def _speaker(named: Sequence[Actor], speaker: Span, span: Span) -> Mention:
    """The speaker, of the first party that is named in these words, else of the first country."""
    inside = [one for one in named if one.span[0] < speaker[1] and speaker[0] < one.span[1]]
    whose = next((one for one in inside if one.party), inside[0] if inside else None)
    return Mention(span) if whose is None else _mention(whose, span, "")
