"""Events and accepted evidence items as PLOVER records, as plain data for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from goodoffices.evidence.item import EvidenceItem, Mention
from goodoffices.evidence.source import Source
from goodoffices.reading.acled import code_of
from goodoffices.reading.events import Event, Side
from goodoffices.reading.lexicon import Lexicon
from goodoffices.reading.titles import sector_of
from goodoffices.version import VERSION

FORMAT = "0.5b1"


@dataclass(frozen=True)
class Exported:
    """``records``: as plain data for JSON; ``left_out``: item id → why it has no record."""

    records: tuple[dict[str, Any], ...]
    left_out: Mapping[str, str]


def record_of(event: Event) -> dict[str, Any]:
    """An event as a PLOVER record, which ``read_plover`` reads back as the same event.

    What PLOVER has no field for is left out: the region, and the line in the file.
    """
    record: dict[str, Any] = {
        "id": event.id,
        "date": event.date.isoformat(),
        "source": [_sided(one) for one in event.source],
        "target": [_sided(one) for one in event.target],
        "event": event.type,
        "text": event.text,
    }
    if event.mode:
        record["mode"] = event.mode
    where = {"name": event.place, "country code": event.country}
    if any(where.values()):
        record["eventLoc"] = {key: value for key, value in where.items() if value}
    if event.fatalities is not None:
        record["dead"] = str(event.fatalities)
    return record


def _sided(one: Side) -> dict[str, str]:
    side = {"actorText": one.text, "code": one.code, "sector": one.sector}
    return {key: value for key, value in side.items() if value or key != "sector"}


def plover_records(
    items: Iterable[EvidenceItem],
    sources: Mapping[str, Source],
    types: Mapping[str, str],
    lexicon: Lexicon,
) -> Exported:
    """Accepted items as PLOVER records.

    ``types``: item id → PLOVER event type, which is for the analyst to say: an item has none. The
    speaker, or without one the first actor, is the source; the other actors are the target. An
    item that is not accepted, has no type, no date of its own or of its report, or nobody who
    acts is left out, and it is told why.
    """
    records: list[dict[str, Any]] = []
    left: dict[str, str] = {}
    for item in items:
        report = sources.get(item.source)
        when = item.date or (report.date if report else None)
        sides = [*((item.speaker,) if item.speaker else ()), *item.actors]
        reasons = (
            (item.status != "accepted", f"it is {item.status}"),
            (report is None, f'there is no source "{item.source}"'),
            (item.id not in types, "it has no event type"),
            (when is None, "neither it nor its report has a date"),
            (not sides, "nobody acts or speaks in it"),
        )
        why = next((reason for holds, reason in reasons if holds), "")
        if why or report is None or when is None:
            left[item.id] = why
            continue
        record: dict[str, Any] = {
            "id": item.id,
            "date": when.isoformat(),
            "source": [_side(sides[0], report, lexicon)],
            "target": [_side(one, report, lexicon) for one in sides[1:]],
            "event": types[item.id],
            "text": item.quote,
            "language": lexicon.language,
            "publication": report.publisher or report.words,
            "coder": f"goodoffices {VERSION}",
            "version": FORMAT,
        }
        if item.cue is not None and item.cue.span is not None:
            record["eventText"] = report.text[slice(*item.cue.span)]
        records.append(record)
    return Exported(tuple(records), left)


def _side(one: Mention, report: Source, lexicon: Lexicon) -> dict[str, str]:
    names = {p.id: p.name for p in lexicon.situation.parties} if lexicon.situation else {}
    name = names.get(one.party, one.party)
    text = report.text[slice(*one.span)] if one.span else name
    code = lexicon.country_of.get(one.party) or code_of(text, lexicon)
    side = {"actorText": text, "code": code, "sector": sector_of(one.role)}
    return {key: value for key, value in side.items() if value or key != "sector"}
