"""Evidence items: verbatim quotations, what kind of sentence they are, and who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goodoffices.errors import NOWHERE, Place
from goodoffices.evidence.claim import Claim

Span = tuple[int, int]

KINDS = ("fact", "statement", "assessment", "outlook")
"""What a sentence does: report, quote somebody, judge, or look ahead."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody in the quotation: the span in the source, the party, what role it has there.

    ``code``: ISO 3166 alpha-3 of a country or the short name of an organisation, of who is of no
    party of the situation.
    """

    span: Span | None
    party: str = ""
    role: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A marked part of the quotation: a cue with its type, or a proposition in words."""

    span: Span | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class ToldCause:
    """A cause and its effect as the quotation tells them, with the marker that tells it.

    ``rule``: the id of the rule that found it.
    """

    cause: Span
    effect: Span
    cue: Span
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who else says, thinks or wants something in the quotation, and the word that shows it.

    ``said``: what, where it stands behind *that* or in quotation marks; None where that is open.
    ``rule``: the id of the rule that found it.
    """

    speaker: Mention
    cue: Span
    said: Span | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Who accepted a proposal, and when: a date, or date and time with their zone."""

    by: str
    on: str


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One quotation. ``quote`` equals ``source.text[span[0]:span[1]]`` (checked on reading).

    ``speaker``: None means the author of the source. ``grade``: the Admiralty digit 1–6 of the
    information; ``event`` a PLOVER event type, where the analyst says that the item tells such an
    event. ``status`` is accepted unless a reader only proposes it.
    """

    id: str
    source: str
    span: Span
    quote: str
    kind: str
    speaker: Mention | None = None
    claim: Claim | None = None
    sentence: int | None = None
    polarity: str = ""
    actors: tuple[Mention, ...] = ()
    cue: Part | None = None
    hedges: tuple[Span, ...] = ()
    hedge_strength: str = ""
    condition: Part | None = None
    consequence: Part | None = None
    causes: tuple[ToldCause, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    date: date | None = None
    grade: str = ""
    status: str = "accepted"
    reader: str = ""
    why: tuple[str, ...] = ()
    reviewed: Reviewed | None = None
    place: Place = NOWHERE
    event: str = ""
