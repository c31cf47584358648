"""A condition and what follows from it → causes in the outlook, without a probability.

Steps: (1) take the proposition of the item, or else its words; (2) take the consequence apart
where it has steps (*aid, then stability*) and, where a part is known by itself, at *and*; (3) find
the event of the outlook that the condition is, or the term or named state that an event would hold
in, or else make an id of its words; (4) find the event that each consequence is, or the status
that it ends (``not crossing``); events that only say what the situation decides are none; (5) what
follows from a step comes after it: after the part that is an event already, or else after its
first.

"Could" never becomes a number: the probability is left empty, and the outlook asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from goodoffices.evidence.item import EvidenceItem, Part
from goodoffices.model.outlook import Event
from goodoffices.model.situation import Situation
from goodoffices.suggestions.fragments import NOT, cause_inserts, mirrors, taken
from goodoffices.suggestions.markers import is_cause, is_missing
from goodoffices.suggestions.matching import Target, best, in_outlook, in_situation
from goodoffices.suggestions.phrases import ENDS, content, id_of, named, steps
from goodoffices.suggestions.rules import FROM_OUTLOOK
from goodoffices.suggestions.suggestion import CAUSE, PRESENT, WAITS, Match, Suggestion

AND = re.compile(r"\s+and\s+|,\s+(?:and\s+)?", re.IGNORECASE)
EFFECT_ON = re.compile(r"\b(influence|affect|shape)[sd]?\s+\Z", re.IGNORECASE)
NOUNS = {"influence": "an influence on", "affect": "an effect on", "shape": "an effect on"}


def causes(item: EvidenceItem, situation: Situation) -> Iterator[Suggestion]:
    """What an outlook, or an *if* that somebody says, would add; nothing where it has no condition
    or no consequence."""
    if item.condition is None or item.consequence is None or not is_cause(item):
        return
    condition = _words(item, item.condition)
    consequence = _words(item, item.consequence)
    if condition and consequence:
        yield from after(item, situation, condition, _directed(item, consequence))


def after(
    item: EvidenceItem, situation: Situation, condition: list[str], consequence: str
) -> Iterator[Suggestion]:
    """Steps 2 to 5. ``condition``: what it is called, then its words; ``consequence``: in words."""
    before = _condition(item, condition, situation)
    known = taken(situation)
    cause = before.target or id_of(before.words, known, "condition")
    known, waits = known | {cause}, False
    for step in map(_as_noun, steps(consequence)):
        last: Match | None = None
        known_before = False
        for part in _parts(step, situation):
            if content(part) == content(before.words):
                continue  # the same thing again
            match = _consequence(part, situation, cause)
            effect = match.target or id_of(part, known, "consequence")
            if effect.removeprefix(NOT) == cause:
                continue
            known = known | {effect}
            if effect.startswith(NOT):
                pass  # nothing comes after what is no more
            elif last is None or (match.target and not known_before):
                last = replace(match, role="condition", target=effect)
                known_before = bool(match.target)
            yield _suggestion(item, situation, (effect, cause), (before, match), waits)
        if last is not None:
            before, cause = last, last.target
            waits = _event(situation, cause) is None


def _suggestion(
    item: EvidenceItem,
    situation: Situation,
    ids: tuple[str, str],
    matches: tuple[Match, Match],
    waits: bool,
) -> Suggestion:
    says = f"{ids[0]} after {ids[1]}"
    found = Suggestion("", CAUSE, item, FROM_OUTLOOK.id, says, matches)
    if waits:
        told = f"the event {ids[1]} is not there yet; insert the suggestion that adds it first"
        return replace(found, status=WAITS, told=told)
    ends = ids[0].startswith(NOT)
    event = _event(situation, ids[0].removeprefix(NOT))
    there = () if event is None else event.closes if ends else event.causes
    for one in there:
        called_so = event is not None and event.name == named(matches[1].words)
        if one.after == ids[1] or (called_so and item.id in one.because and one.after):
            does = "closes" if ends else "has a cause"
            told = f"{ids[0].removeprefix(NOT)} {does} after {one.after}"
            return replace(found, status=PRESENT, told=told)
    words = (matches[0].words, matches[1].words)
    return replace(found, inserts=cause_inserts(situation, says, item.id, *words))


def _condition(item: EvidenceItem, words: list[str], situation: Situation) -> Match:
    """An event of the outlook first; a term or a named state, in which one would hold, else."""
    words = [f"not: {words[0]}"] if is_missing(item) else words
    by_name = _by_name("condition", words[0], situation)
    if by_name is not None or is_missing(item):
        return by_name or Match("condition", words[0])
    events = best("condition", words, in_outlook(situation.outlook), situation)
    terms = [one for one in in_situation(situation) if one.kind != "option"]
    term = best("condition", words, terms, situation)
    if not term.target or (events.target and events.score >= term.score):
        return events
    here = situation.outlook.events if situation.outlook is not None else ()
    means = situation.names[term.target]
    for event in here:
        if event.holds_in is not None and str(event.holds_in) in (term.target, str(means)):
            return replace(term, kind="event", target=event.id)
    return term


def _consequence(words: str, situation: Situation, cause: str) -> Match:
    by_name = _by_name("consequence", words, situation)
    if by_name is not None and by_name.target != cause:
        return by_name
    events = situation.outlook.events if situation.outlook is not None else ()
    open_ = {event.id for event in events if not mirrors(event) and event.table is None}
    targets = [one for one in in_outlook(situation.outlook) if one.name in open_ - {cause}]
    match = best("consequence", [words], targets, situation)
    if not match.target and ENDS.search(words):
        comes = {event.id for event in events if event.status}
        statuses = [one for one in targets if one.name in comes]
        ends = best("consequence", [words], statuses, situation, opposite=True)
        if ends.target:
            return replace(ends, target=f"{NOT}{ends.target}")
    return match if match.target else replace(match, near=_near(words, situation, match))


def _by_name(role: str, words: str, situation: Situation) -> Match | None:
    """The event that is called by these words: one that was inserted for them."""
    events = situation.outlook.events if situation.outlook is not None else ()
    for event in events:
        if event.name and event.name == named(words) and event.table is None:
            return Match(role, words, "event", event.id, 100)
    return None


def _near(words: str, situation: Situation, match: Match) -> tuple[str, ...]:
    """What else of the outlook or the situation the words may mean: stocks, flows, terms."""
    outlook = situation.outlook
    others = []
    if outlook is not None:
        parts = [("flow", one.id, one.name) for one in outlook.flows]
        parts += [("stock", one.id, one.name) for one in outlook.stocks]
        others += [Target(kind, name, (name.replace("_", " "), told)) for kind, name, told in parts]
    others += [one for one in in_situation(situation) if one.kind != "option"]
    found = best("", [words], others, situation)
    first = (f"{found.kind} {found.target} ({found.score})",) if found.target else ()
    return tuple(dict.fromkeys((*first, *found.near, *match.near)))[:3]


def _parts(step: str, situation: Situation) -> list[str]:
    """At *and*, where one of the parts is known by itself."""
    pieces = [one.strip() for one in AND.split(step) if one.strip()]
    if len(pieces) < 2 or len(pieces) > 4:
        return [step]
    known = [_consequence(one, situation, "") for one in pieces]
    return pieces if any(one.target for one in known) else [step]


def _words(item: EvidenceItem, part: Part) -> list[str]:
    """What the analyst or the reader calls it, then the words themselves."""
    start = item.span[0]
    there = item.quote[part.span[0] - start : part.span[1] - start] if part.span else ""
    return [one for one in (" ".join(part.text.split()), " ".join(there.split())) if one]


def _directed(item: EvidenceItem, words: list[str]) -> str:
    """With "an influence on" before it, where the sentence says no more than that."""
    part, text = item.consequence, words[0]
    if part is None or part.span is None or text != words[-1]:
        return text
    verb = EFFECT_ON.search(item.quote[: part.span[0] - item.span[0]])
    return f"{NOUNS[verb[1].lower()]} {text}" if verb else text


def _as_noun(step: str) -> str:
    """``affect the vote`` as a thing that may come: ``an effect on the vote``."""
    verb = re.match(r"(influence|affect|shape)\s+", step, re.IGNORECASE)
    return f"{NOUNS[verb[1].lower()]} {step[verb.end() :]}" if verb else step


def _event(situation: Situation, name: str) -> Event | None:
    events = situation.outlook.events if situation.outlook is not None else ()
    return next((one for one in events if one.id == name), None)
