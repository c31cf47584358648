"""Proposals: what a reader takes a sentence for, every span verbatim in the source.

A proposal is frozen and checked when it is made: a quotation, a speaker, an actor, a cue, a
condition, a consequence, a cause or an attribution that does not stand where it is said to is
refused, whoever read it.
All of them lie inside the quotation but the speaker: who says a sentence that is only a quotation
stands beside it, and is shown where the source names them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date as Date
from typing import Any

from goodoffices.errors import RequestError
from goodoffices.evidence.claim import parse_claim
from goodoffices.evidence.item import (
    KINDS,
    Attribution,
    EvidenceItem,
    Mention,
    Part,
    Span,
    ToldCause,
)

STATUSES = ("proposed", "accepted", "rejected")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Fields as in an evidence item; spans are offsets into the source, end exclusive.

    ``text``: the whole source, against which spans are checked; it is not written out.
    ``speaker``: None for the author. ``why``: ids of the rules that fired.
    ``claim``: a formal reading of it, well formed, where a reader proposes one.
    """

    id: str
    source: str
    sentence: int
    span: Span
    quote: str
    kind: str
    text: str
    polarity: str = ""
    actors: tuple[Mention, ...] = ()
    speaker: Mention | None = None
    cue: Part | None = None
    hedges: tuple[Span, ...] = ()
    hedge_strength: str = ""
    condition: Part | None = None
    consequence: Part | None = None
    causes: tuple[ToldCause, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    date: Date | None = None
    grade: str = ""
    status: str = "proposed"
    reader: str = ""
    why: tuple[str, ...] = ()
    claim: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise RequestError(f'"{self.kind}" is no kind of sentence; expected one of {KINDS}')
        if self.status not in STATUSES:
            raise RequestError(f'"{self.status}" is no status; expected one of {STATUSES}')
        start, end = self.span
        if not 0 <= start < end <= len(self.text) or self.text[start:end] != self.quote:
            raise RequestError(
                f"{self.id}: the quotation does not stand verbatim at {list(self.span)} of "
                f"{self.source}; a reader whose span is not in the text is refused"
            )
        if self.speaker is not None and self.speaker.span is not None:
            first, last = self.speaker.span
            if not 0 <= first < last <= len(self.text):
                raise RequestError(
                    f"{self.id}: the span {[first, last]} of the speaker does not lie inside the "
                    f"source, which has {len(self.text)} characters; it is refused"
                )
        for what, span in self._spans():
            if not start <= span[0] < span[1] <= end:
                raise RequestError(
                    f"{self.id}: the span {list(span)} of {what} does not lie inside the "
                    f"quotation, {list(self.span)}; it is refused"
                )

    def _spans(self) -> Iterator[tuple[str, Span]]:
        named = {"cue": self.cue, "condition": self.condition, "consequence": self.consequence}
        for what, one in named.items():
            if one is not None and one.span is not None:
                yield what, one.span
        yield from (("an actor", one.span) for one in self.actors if one.span is not None)
        yield from (("a hedge", span) for span in self.hedges)
        for cause in self.causes:
            yield from (("a cause", cause.cause), ("an effect", cause.effect))
            yield "the marker of a cause", cause.cue
        for told in self.attributions:
            yield "the cue of an attribution", told.cue
            yield from (("an attribution", span) for span in (told.speaker.span, told.said) if span)

    def words(self, span: Span) -> str:
        """What stands at a span."""
        return self.text[slice(*span)]

    def as_dict(self) -> dict[str, Any]:
        """Plain data with every field, as one line of ``--format jsonl`` has it."""
        hedge = {
            "spans": [list(one) for one in self.hedges],
            "strength": self.hedge_strength or None,
        }
        return {
            "id": self.id,
            "source": self.source,
            "sentence": self.sentence,
            "span": list(self.span),
            "quote": self.quote,
            "kind": self.kind,
            "polarity": self.polarity or None,
            "actors": [_actor(one) for one in self.actors],
            "speaker": "author" if self.speaker is None else _mention(self.speaker),
            "cue": None if self.cue is None else _part(self.cue, "type"),
            "hedge": hedge if self.hedges else None,
            "condition": None if self.condition is None else _part(self.condition, "proposition"),
            "consequence": (
                None if self.consequence is None else _part(self.consequence, "proposition")
            ),
            "date": None if self.date is None else self.date.isoformat(),
            "grade": self.grade or None,
            "status": self.status,
            "reader": self.reader or None,
            "why": list(self.why),
        } | {
            name: value
            for name, value in (
                ("causes", [_cause(one) for one in self.causes]),
                ("attributions", [_attribution(one) for one in self.attributions]),
                ("claim", self.claim),
            )
            if value
        }

    def entry(self) -> dict[str, Any]:
        """What stands in ``evidence.yaml`` for it: the same without what is empty."""
        return _full(self.as_dict())

    def item(self) -> EvidenceItem:
        """The evidence item that it would be."""
        claim = parse_claim(self.claim) if self.claim else None
        return EvidenceItem(**{name: getattr(self, name) for name in SHARED}, claim=claim)

    @classmethod
    def of(cls, item: EvidenceItem, text: str) -> Proposal:
        """An evidence item as a proposal again.

        Raises ``RequestError`` where it is not verbatim.
        """
        same = {name: getattr(item, name) for name in SHARED}
        claim = item.claim.text if item.claim else ""
        return cls(**same | {"sentence": item.sentence or 0}, text=text, claim=claim)

    def accepted(self) -> Proposal:
        """As the analyst accepted it."""
        return replace(self, status="accepted")


SHARED = {one.name for one in fields(Proposal)} & {one.name for one in fields(EvidenceItem)}
SHARED -= {"claim"}
"""What a proposal and an item both have; a claim is words in one and formal in the other."""


def _mention(one: Mention) -> dict[str, Any]:
    place = {"span": None if one.span is None else list(one.span), "party": one.party or None}
    return place | ({"code": one.code} if one.code else {})


def _actor(one: Mention) -> dict[str, Any]:
    return _mention(one) | {"role": one.role or None}


def _part(one: Part, name: str) -> dict[str, Any]:
    return {"span": None if one.span is None else list(one.span), name: one.text or None}


def _cause(one: ToldCause) -> dict[str, Any]:
    spans = {"cause": one.cause, "effect": one.effect, "cue": one.cue}
    return {name: {"span": list(span)} for name, span in spans.items()} | {"rule": one.rule or None}


def _attribution(one: Attribution) -> dict[str, Any]:
    said = None if one.said is None else {"span": list(one.said)}
    return {
        "speaker": _mention(one.speaker),
        "cue": {"span": list(one.cue)},
        "said": said,
        "rule": one.rule or None,
    }


def _full(value: dict[str, Any]) -> dict[str, Any]:
    """Without keys that hold nothing, all the way down."""
    kept = {}
    for key, one in value.items():
        if isinstance(one, dict):
            one = _full(one)
        elif isinstance(one, list):
            one = [_full(part) if isinstance(part, dict) else part for part in one]
        if one not in (None, [], {}, ""):
            kept[key] = one
    return kept
