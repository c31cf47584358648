"""What the parts of an outlook are called, and its questions in those words."""

from __future__ import annotations

from goodoffices.model.outlook import Outlook, Scenario
from goodoffices.model.question import Condition, Joined, Negation, Occurs, Question, Reaches

ASKED = {"mean": "mean of", "sd": "standard deviation of", "quantiles": "median of"}


def plain(part_id: str, name: str = "") -> str:
    """The name, or the id as words."""
    return name or part_id.replace("_", " ")


def event_name(outlook: Outlook, event_id: str) -> str:
    """What an event is called."""
    return plain(event_id, outlook.event(event_id).name)


def stock_name(outlook: Outlook, stock_id: str) -> str:
    """What a stock is called."""
    return plain(stock_id, outlook.stock(stock_id).name)


def scenario_name(scenario: Scenario) -> str:
    """What a scenario is called."""
    return plain(scenario.id, scenario.name) or "as written"


def question_name(outlook: Outlook, asked: Question) -> str:
    """What is asked, in words: ``crossing open by day 90, if prisoners exchanged by day 60``."""
    if asked.of is None:
        of = f"{stock_name(outlook, asked.stock)} at day {asked.day:g}"
        return f"{ASKED[asked.kind]} {of}"
    given = "" if asked.given is None else f", if {_words(outlook, asked.given)}"
    return f"{_words(outlook, asked.of)}{given}"


def _words(outlook: Outlook, condition: Condition, inside: bool = False) -> str:
    if isinstance(condition, Occurs):
        by = "by" if condition.by else "at"
        return f"{event_name(outlook, condition.event)} {by} day {condition.day:g}"
    if isinstance(condition, Reaches):
        by, sign = "by" if condition.by else "at", {">=": "≥", "<=": "≤"}[condition.sign]
        unit = outlook.stock(condition.stock).unit
        number = f"{condition.number:,.12g} {unit}".strip()
        return f"{stock_name(outlook, condition.stock)} {sign} {number} {by} day {condition.day:g}"
    if isinstance(condition, Negation):
        return f"not {_words(outlook, condition.operand, True)}"
    assert isinstance(condition, Joined)
    joined = f" {condition.word} ".join(_words(outlook, part, True) for part in condition.parts)
    return f"({joined})" if inside else joined
