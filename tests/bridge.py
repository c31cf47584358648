"""A small case with evidence, an outlook with unset probabilities, and a counted bridge."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

REPORT = (
    "A truce is likely to hold, the envoy said on 3 May. "
    "It could lead to an exchange, which may be unlikely before June. "
    "The bridge is not likely to stay open."
)

SITUATION = """goodoffices: 1
title: Bridge talks
parties:
  north: {options: {truce: stop fighting}, prefers: [truce]}
  south: {options: {truce: stop fighting}, prefers: [truce]}
terms: {truce: north.truce and south.truce}
now: []
outlook:
  horizon: 100 days
  params:
    p_open: {probability: }
    cap: {range: [5, 10, 20], unit: trucks/day}
  events:
    truce: {holds_in: truce}
    exchanged:
      causes:
        - {after: truce, because: [e02], lag: 5 days}
        - {after: truce, probability: 0.1, because: assumption}
    bridge:
      status: true
      opens: [{after: truce, probability: p_open, because: [e01]}]
      closes: [{rate: 0.05 per day, because: [e03]}]
    accord: {causes: [{rate: 0.2 per 90 days}]}
  stocks:
    aid: {initial: 0, unit: trucks, observed: series/stock.csv}
  flows:
    lorries:
      to: aid
      capacity: cap
      drift: 0.1
      when: bridge and truce
      observed: {file: series/bridge.csv, column: Bridge (lorries), date: day}
  ask: [P(exchanged by day 60)]
"""


def evidence() -> str:
    text = ""
    for number, quote in enumerate(REPORT.replace(". ", ".\n").split("\n"), 1):
        start = REPORT.index(quote)
        text += f"- id: e0{number}\n  source: report\n  span: [{start}, {start + len(quote)}]\n"
        text += f"  quote: {quote}\n  kind: outlook\n"
    return text


def counts(days: int = 90) -> list[int]:
    """Open for eight days of ten, then closed for the last thirty days."""
    return [0 if day % 10 > 7 or day >= days - 30 else 20 + day % 7 for day in range(days)]


def table(values: list[int], heads: str = "day,Bridge (lorries),Ferry") -> str:
    rows = (f"{date(2024, 1, 1) + timedelta(at)},{n},1" for at, n in enumerate(values))
    return "\n".join([heads, *rows]) + "\n"


def write(folder: Path, situation: str = SITUATION) -> Path:
    """The case in a folder that is not there yet."""
    for name in ("sources", "series"):
        (folder / name).mkdir(parents=True)
    (folder / "situation.yaml").write_text(situation)
    (folder / "evidence.yaml").write_text(evidence())
    (folder / "sources" / "report.txt").write_text(REPORT)
    listing = "report: {title: A letter, publisher: The envoy, date: 2024-05-04}\n"
    (folder / "sources" / "sources.yaml").write_text(listing)
    (folder / "series" / "bridge.csv").write_text(table(counts()))
    (folder / "series" / "stock.csv").write_text("date,held\n2024-01-01,3\n2024-01-05,8\n")
    return folder
