"""A text → proposals, by rules alone: the same text gives the same proposals, and no network is
asked. The rules of a language are one row of ``LANGUAGES``.

1. The text is taken apart into sentences; headings assert nothing and are left out.
2. Each sentence gets its kind, with condition and consequence, hedges, and a date.
3. Names are read with a ``Memory`` of the sentences before: a surname or *the minister* stands for
   whom the same source named with a title or a party.
4. A sentence that is only a quotation is a statement of the speaker beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date

from goodoffices.errors import RequestError, one_of
from goodoffices.evidence.item import Attribution, Mention, Part, ToldCause
from goodoffices.model.situation import Situation
from goodoffices.reading.actor_rules import ACTOR_RULES
from goodoffices.reading.actors import actors
from goodoffices.reading.attribution_rules import COLON, DEEDS, NOUN, NOUN_BY, OWN
from goodoffices.reading.attributions import beside, said_by
from goodoffices.reading.causes import Causal
from goodoffices.reading.clauses import Outline, Span, outline
from goodoffices.reading.dates import DATES, day_of
from goodoffices.reading.hedges import HEDGES, ORDER, Hedge, held
from goodoffices.reading.holders import PLACE, Actor, Memory
from goodoffices.reading.kinds import ENGLISH as ENGLISH_RULES
from goodoffices.reading.kinds import Kind, kind_of
from goodoffices.reading.lexicon import Lexicon
from goodoffices.reading.outlooks import PRECONDITIONS, Parts, parts_of
from goodoffices.reading.part_rules import PART_RULES
from goodoffices.reading.polarity import polarity
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.quotations import ONLY_QUOTED, quoted, speaks_for
from goodoffices.reading.quotations import RULE as QUOTED
from goodoffices.reading.rule import ENGLISH, FunctionRule, Rule
from goodoffices.reading.sentences import HEADING, ITEM, sentences
from goodoffices.reading.speakers import Reported
from goodoffices.reading.told import TOLD, told_causes
from goodoffices.version import VERSION

READER = f"rules@{VERSION}"
LONGEST = 2_000
"""A sentence of more characters is none: it is proposed as it stands, with nothing found in it."""


@dataclass(frozen=True)
class Language:
    """What reads a language: its rules, and the functions that use them."""

    rules: tuple[Rule | FunctionRule, ...]
    outline: Callable[[str], Outline]
    kind: Callable[[Outline], Kind]
    parts: Callable[[Outline, Kind], Parts | None]
    actors: Callable[[str, Lexicon, Memory], list[Actor]]
    hedges: Callable[[str], list[tuple[Hedge, str]]]
    polarity: Callable[[Outline, Kind], str]
    day: Callable[[Outline, Kind, Date | None], tuple[Date, str] | None]
    causes: Callable[[str, Span | None], list[Causal]]
    beside: Callable[[Outline, Reported | None], tuple[Reported, ...]]
    said: Callable[[Outline, Reported], Span | None]


OWNER_S = re.compile(r"(?<=\w)['’]s?\Z")
MAY_SAY = "attribution-said-of"
BESIDE = tuple(one for one in (*OWN, *NOUN, *NOUN_BY, *COLON) if one.id != MAY_SAY)
LANGUAGES = {
    ENGLISH: Language(
        rules=(
            *ENGLISH_RULES,
            *ONLY_QUOTED,
            *PRECONDITIONS,
            *PART_RULES,
            *HEDGES,
            *DATES,
            *ACTOR_RULES,
            *TOLD,
            *BESIDE,
        ),
        outline=outline,
        kind=kind_of,
        parts=parts_of,
        actors=actors,
        hedges=held,
        polarity=polarity,
        day=day_of,
        causes=told_causes,
        beside=beside,
        said=said_by,
    )
}


def proposals(
    text: str,
    source_id: str,
    situation: Situation | Lexicon | None = None,
    language: str = ENGLISH,
    published: Date | None = None,
) -> list[Proposal]:
    """One proposal for each sentence, in order; headings assert nothing and are left out.

    ``situation``: whose parties are known; give a ``Lexicon`` of it where many texts are read.
    ``published``: the date of the source, by which *on Sunday* and *7 October* are read.
    Raises ``RequestError`` for a language without rules.
    """
    if language not in LANGUAGES:
        expected = one_of(LANGUAGES)
        raise RequestError(f'there are no rules for the language "{language}"; expected {expected}')
    lexicon = situation if isinstance(situation, Lexicon) else Lexicon(situation, language)
    reader = _Reader(text, source_id, lexicon, LANGUAGES[language])
    told = [
        one
        for one in sentences(text)
        if one.block != HEADING and any(sign.isalnum() for sign in text[one.body : one.end])
    ]
    spans = [(one.body, one.end) for one in told]
    quotations = quoted(text, spans, [one.block == ITEM and one.body > one.start for one in told])
    found: dict[int, Proposal] = {}
    speakers: list[Mention | None] = []
    waiting: dict[int, _Read] = {}
    for at, span in enumerate(spans):
        one = reader.sentence(span)
        whole = quotations[at].whole
        speakers.append(None if one is None or whole else speaker_of(one))
        if one is None:
            found[at] = reader.too_long(at + 1, span)
        elif whole:
            waiting[at] = one
        else:
            found[at] = reader.proposal(at + 1, one, None, published)
    reports = [one is not None for one in speakers]
    for at, one in waiting.items():
        by = speaks_for(at, quotations, reports)
        carried = None if by is None else speakers[by]
        found[at] = reader.proposal(at + 1, one, carried, published)
    return [found[at] for at in range(len(spans))]


def id_of(source_id: str) -> str:
    """A source's key as the beginning of an id."""
    name = re.sub(r"[^a-z0-9]+", "_", source_id.lower()).strip("_")
    return name if name[:1].isalpha() else f"s_{name}".rstrip("_")


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence as it was read, before its neighbours are looked at; spans in the sentence."""

    span: Span
    line: Outline
    kind: Kind
    named: Sequence[Actor]

    def moved(self, one: Span) -> Span:
        """A span of the sentence as one of the text."""
        return one[0] + self.span[0], one[1] + self.span[0]


class _Reader:
    """Reads the sentences of one source, one after the other."""

    def __init__(self, text: str, source: str, lexicon: Lexicon, reads: Language) -> None:
        self.text, self.source, self.lexicon, self.reads = text, source, lexicon, reads
        self.id = id_of(source)
        self.memory = Memory()

    def sentence(self, span: Span) -> _Read | None:
        """Steps 2 and 3 but for the parts; None where it is too long to be a sentence."""
        quote = self.text[slice(*span)]
        if len(quote) > LONGEST:
            return None
        line = self.reads.outline(quote)
        named = self.reads.actors(quote, self.lexicon, self.memory)
        if named:
            self.memory = self.memory.after(named)
        return _Read(span, line, self.reads.kind(line), named)

    def too_long(self, number: int, span: Span) -> Proposal:
        """What is no sentence, as it stands."""
        return Proposal(
            id=f"{self.id}_{number:03d}",
            source=self.source,
            sentence=number,
            span=span,
            quote=self.text[slice(*span)],
            kind="fact",
            text=self.text,
            reader=READER,
            why=("fact-too-long",),
        )

    def proposal(
        self, number: int, one: _Read, carried: Mention | None, published: Date | None
    ) -> Proposal:
        """``carried``: who speaks where the sentence is only a quotation."""
        quote, moved, kind = one.line.text, one.moved, one.kind
        if carried is not None:
            kind = Kind("statement", None, "", (QUOTED,), None, None, kind.conditionals)
        parts = self.reads.parts(one.line, kind)
        day = self.reads.day(one.line, kind, published)
        said = kind.said
        holds = [
            (hedge, degree)
            for hedge, degree in self.reads.hedges(quote)
            if not (said and (_meet(hedge, said.cue) or _meet(hedge, said.speaker)))
        ]

        def part(span: Span | None, words: str = "") -> Part | None:
            if span is None:
                return None
            return Part(moved(span), words or " ".join(quote[slice(*span)].split()))

        reported = said is not None or carried is not None
        return Proposal(
            id=f"{self.id}_{number:03d}",
            source=self.source,
            sentence=number,
            span=one.span,
            quote=quote,
            kind=kind.kind,
            text=self.text,
            polarity=self.reads.polarity(one.line, kind),
            actors=tuple(
                _mention(actor, moved(actor.span), _role(actor, parts, reported))
                for actor in one.named
                if said is None or not _overlap(actor.span, said.speaker)
            ),
            speaker=carried or speaker_of(one),
            cue=None if kind.cue is None else Part(moved(kind.cue), kind.cue_type),
            hedges=tuple(moved((hedge.start, hedge.end)) for hedge, _ in holds),
            hedge_strength=min((degree for _, degree in holds), key=ORDER.index, default=""),
            condition=part(parts.condition) if parts else None,
            consequence=part(parts.consequence, parts.follows(quote)) if parts else None,
            causes=tuple(
                ToldCause(moved(told.cause), moved(told.effect), moved(told.cue), told.rule)
                for told in self.reads.causes(quote, kind.teller)
            ),
            attributions=tuple(self.attributions(one)),
            date=day[0] if day else None,
            reader=READER,
            why=(*kind.why, *((parts.rule,) if parts else ()), *((day[1],) if day else ())),
        )

    def attributions(self, one: _Read) -> Iterator[Attribution]:
        """Who else says something in the sentence; not what somebody may say, or does."""
        for told in self.reads.beside(one.line, one.kind.said):
            word = one.line.text[slice(*told.cue)].split()[0].lower()
            if told.rule == MAY_SAY or word in DEEDS:
                continue
            said = self.reads.said(one.line, told)
            owner = OWNER_S.sub("", one.line.text[slice(*told.speaker)])
            yield Attribution(
                _who(one, (told.speaker[0], told.speaker[0] + len(owner))),
                one.moved(told.cue),
                None if said is None else one.moved(said),
                told.rule,
            )


def speaker_of(one: _Read) -> Mention | None:
    """Who speaks in the main clause; None for the author."""
    return None if one.kind.said is None else _who(one, one.kind.said.speaker)


def _who(one: _Read, speaker: Span) -> Mention:
    """Of the first party that is named in these words, else of the first country."""
    inside = [actor for actor in one.named if _overlap(actor.span, speaker)]
    whose = next((actor for actor in inside if actor.party), inside[0] if inside else None)
    span = one.moved(speaker)
    return Mention(span) if whose is None else _mention(whose, span, "")


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


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
