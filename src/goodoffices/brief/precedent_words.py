"""How often agreements held a provision, in tables and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodoffices.brief.event_words import many
from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.series_words import share_words
from goodoffices.brief.table import Table
from goodoffices.series.pax import Agreement, Rate
from goodoffices.series.precedents import Precedent, Precedents

CAUTION = (
    "A share of past agreements says what was written down, not what was kept, and is no "
    "probability that the next agreement will have it."
)


def precedent_lines(result: Precedents, asked: bool, most: int) -> Iterator[Line]:
    """Each provision that was asked for with its agreements; else a table of all.

    ``most``: so many agreements of one provision, or provisions, are shown.
    """
    yield f"{result.agreements.file}: {many(result.of, 'agreement')} asked about."
    if result.undated:
        yield f"{many(result.undated, 'agreement')} without a date left out."
    if not asked:
        yield from _every(result, most)
    for one in result.found if asked else ():
        yield ""
        yield from _one(one, most)
    yield ""
    yield CAUTION


def _every(result: Precedents, most: int) -> Iterator[Line]:
    if not result.found:
        yield "No column holds codes from 0 to 3 only, so none is taken for a provision."
        return
    rows = tuple(
        (one.rate.column, share_words(one.rate.standing), str(one.rate.uncoded))
        for one in result.found[:most]
    )
    left = len(result.found) - most
    note = f"{many(left, 'provision')} more; --most shows more." if left > 0 else ""
    yield Table("", ("provision", "stands in (95 %)", "not coded"), rows, note)
    yield "Which agreements these are: --provision NAME."


def _one(one: Precedent, most: int) -> Iterator[Line]:
    rate = one.rate
    yield Heading(f"{rate.column}: {share_words(rate.standing)}")
    yield "In brackets: agreements in which it stands, of how many, and Wilson's 95 % interval."
    if rate.uncoded:
        yield f"{many(rate.uncoded, 'agreement')} without a code are not among them."
    if len(one.stages) > 1:
        rows = tuple(
            (stage or "–", share_words(by.standing), str(by.uncoded)) for stage, by in one.stages
        )
        yield Table("", ("stage", "stands in (95 %)", "not coded"), rows)
    if one.held:
        yield Table(
            "Agreements in which it stands",
            ("date", "id", "agreement", "stage", "code", "line"),
            tuple(_row(agreement, rate.column) for agreement in one.held[-most:]),
            _left(one.held, most),
        )


def _row(one: Agreement, column: str) -> tuple[str, ...]:
    signed = str(one.signed) if one.signed else "–"
    return (signed, one.id, one.title or "–", one.stage or "–", one.codes[column], str(one.line))


def _left(held: Sequence[Agreement], most: int) -> str:
    left = len(held) - most
    return f"{many(left, 'agreement')} before these; --most shows more." if left > 0 else ""


def precedent_data(result: Precedents) -> dict[str, object]:
    """Everything as plain data; every number with its agreements."""
    return {
        "file": result.agreements.file,
        "agreements": result.of,
        "undated": result.undated,
        "provisions": [
            {"provision": one.rate.column}
            | _rate(one.rate)
            | {
                "by_stage": [{"stage": stage} | _rate(rate) for stage, rate in one.stages],
                "in": [_agreement(a, one.rate.column) for a in one.held],
                "not_in": [_agreement(a, one.rate.column) for a in one.without],
            }
            for one in result.found
        ],
    }


def _rate(rate: Rate) -> dict[str, object]:
    standing = rate.standing
    return {
        "held": standing.count,
        "of": standing.of,
        "share": standing.share,
        "low": standing.low,
        "high": standing.high,
        "confidence": standing.confidence,
        "not_coded": rate.uncoded,
    }


def _agreement(one: Agreement, column: str) -> dict[str, object]:
    return {
        "id": one.id,
        "date": one.signed.isoformat() if one.signed else None,
        "name": one.title,
        "country": one.country,
        "stage": one.stage,
        "code": one.codes[column],
        "line": one.line,
    }
