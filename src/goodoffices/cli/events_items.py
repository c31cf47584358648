"""``goodoffices events --items``: accepted evidence as PLOVER records."""

from __future__ import annotations

import json

import click

from goodoffices.brief.table import Table
from goodoffices.case import Case
from goodoffices.cli import common
from goodoffices.errors import RequestError, nearest
from goodoffices.evidence.event_types import EVENT_TYPES
from goodoffices.reading.lexicon import Lexicon
from goodoffices.reading.plover_write import Exported, plover_records


def items_told(case: Case, given: tuple[str, ...], form: str) -> None:
    """The records of a case's accepted items, and why others have none."""
    types = {item.id: item.event for item in case.items if item.event} | _given(case, given)
    exported = plover_records(case.items, case.sources, types, Lexicon(case.situation))
    if form == "plover":
        click.echo(json.dumps(list(exported.records), ensure_ascii=False, indent=1))
        for item, why in exported.left_out.items():
            click.echo(f"left out: {item}: {why}", err=True)
        return
    if form == "json":
        left = [{"item": item, "why": why} for item, why in exported.left_out.items()]
        common.print_json({"records": list(exported.records), "left_out": left})
        return
    _shown(exported)


def _given(case: Case, given: tuple[str, ...]) -> dict[str, str]:
    """``("e04=CONSULT",)`` → ``{"e04": "CONSULT"}``. Raises ``RequestError``."""
    types: dict[str, str] = {}
    for text in given:
        item, equals, name = text.partition("=")
        if not equals:
            raise RequestError(f'--type "{text}" is not understood; with --items it is ITEM=TYPE')
        case.item(item)
        name = name.strip().upper()
        if name not in EVENT_TYPES:
            hint = nearest(name, EVENT_TYPES) or f"one of {', '.join(EVENT_TYPES)}"
            raise RequestError(f'--type {text}: "{name}" is no event type of PLOVER; {hint}')
        if types.setdefault(item, name) != name:
            raise RequestError(f'--type gives "{item}" two event types; expected one')
    return types


def _shown(exported: Exported) -> None:
    if exported.records:
        rows = [
            (
                one["id"],
                one["date"],
                one["event"],
                "; ".join(side["actorText"] for side in one["source"]),
                "; ".join(side["actorText"] for side in one["target"]) or "–",
            )
            for one in exported.records
        ]
        common.print_table(Table("", ("item", "date", "type", "who", "to whom"), tuple(rows)))
    count = len(exported.records)
    common.say(f"{count} item{'s' if count != 1 else ''} as PLOVER records; --format plover.")
    if exported.left_out:
        common.say()
        left = tuple(exported.left_out.items())
        common.print_table(Table("Left out", ("item", "why"), left))
