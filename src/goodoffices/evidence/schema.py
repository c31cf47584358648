"""The shapes of ``sources.yaml`` and ``evidence.yaml``."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, RootModel

from goodoffices.evidence.event_types import EventType
from goodoffices.formats.values import DateValue, Id, Shape, Texts, wrong


def _span(value: object) -> object:
    if isinstance(value, list) and len(value) == 2:
        start, end = value
        whole = isinstance(start, int) and isinstance(end, int)
        if whole and not isinstance(start, bool) and not isinstance(end, bool) and 0 <= start < end:
            return start, end
    raise wrong(f"{value} stands here", "[start, end] in characters, 0 ≤ start < end")


def _author(value: object) -> object:
    if isinstance(value, str) and value != "author":
        remedy = f"write {{party: {value}}}"
        raise wrong(f'the text "{value}" stands here', "author, or a mapping", remedy)
    return {} if value in ("author", None) else value


def _moment(value: str) -> str:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        expected = "a date such as 2024-12-01, with the time or without"
        raise wrong(f'the text "{value}" stands here', expected) from None
    return value


Position = Annotated[int, Field(ge=0)]
SpanPair = Annotated[
    tuple[int, int], BeforeValidator(_span, json_schema_input_type=tuple[Position, Position])
]
Grade = Literal["1", "2", "3", "4", "5", "6"]
GradeText = Annotated[
    Grade | None,
    BeforeValidator(
        lambda v: str(v) if type(v) is int else v,
        json_schema_input_type=Grade | Literal[1, 2, 3, 4, 5, 6] | None,
    ),
]


class Whole(RootModel):  # type: ignore[type-arg]
    """Base of a file that is one list or one mapping; its schema is built when it is used."""

    model_config = ConfigDict(strict=True, frozen=True, defer_build=True)


class SourceShape(Shape):
    """What is known about one report."""

    file: str | None = None
    title: str | None = None
    publisher: str | None = None
    date: DateValue = None
    address: str | None = None
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    sha256: str | None = None
    received: str | None = None
    part: str | None = None
    text_sha256: str | None = None
    extracted: str | None = None
    countries: list[str] = []
    note: str | None = None


class SourcesShape(Whole):
    """The whole of ``sources.yaml``: source key → what is known."""

    root: dict[
        str,
        Annotated[
            SourceShape,
            BeforeValidator(lambda v: v or {}, json_schema_input_type=SourceShape | None),
        ],
    ]


class MentionShape(Shape):
    """Somebody who speaks or acts in a quotation."""

    span: SpanPair | None = None
    party: str | None = None
    role: str | None = None
    code: str | None = None


class CueShape(Shape):
    """The word that shows what kind of sentence it is."""

    span: SpanPair
    type: str | None = None


class HedgeShape(Shape):
    """Words by which the speaker holds back."""

    spans: list[SpanPair] = []
    strength: str | None = None


class PropositionShape(Shape):
    """A condition or a consequence."""

    span: SpanPair | None = None
    proposition: str | None = None


class MarkedShape(Shape):
    """Words of the quotation."""

    span: SpanPair


Words = Annotated[MarkedShape, Field(description="Words of the quotation.")]
RuleId = Annotated[str | None, Field(description="The id of the rule that found it.")]


class ToldCauseShape(Shape):
    """A cause and its effect as the quotation tells them, with the marker that tells it."""

    cause: Words
    effect: Words
    cue: Words
    rule: RuleId = None


class AttributionShape(Shape):
    """Who else says, thinks or wants something in the quotation."""

    speaker: MentionShape
    cue: Words
    said: Annotated[MarkedShape | None, Field(description="What, where it is marked.")] = None
    rule: RuleId = None


class ReviewedShape(Shape):
    """Who accepted a proposal, and when."""

    by: str
    on: Annotated[str, AfterValidator(_moment)]


class ItemShape(Shape):
    """One evidence item."""

    id: Id
    source: str
    span: SpanPair
    quote: str
    kind: Literal["fact", "statement", "assessment", "outlook"]
    speaker: Annotated[
        MentionShape,
        BeforeValidator(_author, json_schema_input_type=MentionShape | Literal["author"] | None),
    ] = MentionShape()
    claim: str | None = None
    sentence: int | None = None
    polarity: str | None = None
    actors: list[MentionShape] = []
    cue: CueShape | None = None
    hedge: HedgeShape | None = None
    condition: PropositionShape | None = None
    consequence: PropositionShape | None = None
    causes: Annotated[
        list[ToldCauseShape],
        Field(
            description="Causes and effects that the quotation tells; no probability.",
            default_factory=list,
        ),
    ]
    attributions: Annotated[
        list[AttributionShape],
        Field(
            description="Who else says, thinks or wants something, beside the speaker.",
            default_factory=list,
        ),
    ]
    date: DateValue = None
    event: EventType | None = None
    grade: GradeText = None
    status: Literal["proposed", "accepted", "rejected"] = "accepted"
    reader: str | None = None
    why: Texts = []
    reviewed: ReviewedShape | None = None
    note: str | None = None
    sensitive: Any = None


class ItemsShape(Whole):
    """The whole of ``evidence.yaml``."""

    root: list[ItemShape]
