"""Coverage: which parts of the model rest on nothing, and which items support nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from goodoffices.errors import Place
from goodoffices.model.basis import bases
from goodoffices.model.party import ASSUMPTION
from goodoffices.model.situation import Situation

if TYPE_CHECKING:
    from goodoffices.evidence.item import EvidenceItem
    from goodoffices.model.outlook import Amount, Cause, Event, Flow, Modifier, Scenario, Stock


@dataclass(frozen=True)
class Element:
    """A part of the model that can say what it rests on.

    ``kind``: option, rule, preference, lever, type, precedent, perception or outlook; ``party``
    where it has one.
    """

    kind: str
    name: str
    because: tuple[str, ...]
    place: Place
    party: str = ""


@dataclass(frozen=True)
class Coverage:
    """Every element by what it rests on, and the accepted items that nothing cites.

    An item supports something when an element cites it or when it makes a formal claim.
    """

    on_items: tuple[Element, ...]
    on_assumption: tuple[Element, ...]
    on_nothing: tuple[Element, ...]
    idle_items: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """Plain data for ``--format json``."""
        return {
            "on_items": [_data(one) for one in self.on_items],
            "on_assumption": [_data(one) for one in self.on_assumption],
            "on_nothing": [_data(one) for one in self.on_nothing],
            "idle_items": list(self.idle_items),
        }


def coverage(situation: Situation, items: Iterable[EvidenceItem]) -> Coverage:
    """What every element rests on."""
    all_elements = tuple(elements(situation))
    cited = {item_id for element in all_elements for item_id in element.because}
    idle = [i.id for i in items if i.status == "accepted" and i.id not in cited and not i.claim]
    return Coverage(
        tuple(e for e in all_elements if e.because and e.because != ASSUMPTION),
        tuple(e for e in all_elements if e.because == ASSUMPTION),
        tuple(e for e in all_elements if not e.because),
        tuple(idle),
    )


def elements(situation: Situation) -> Iterator[Element]:
    """Every element that can carry ``because``, in the order of the file's sections.

    A party is counted only where it says what it rests on: by itself it is a name and asserts
    nothing. Terms and named states are definitions and are not counted.
    """
    for party in situation.parties:
        if party.because:
            yield Element("party", party.id, party.because, party.place, party.id)
        for option in party.options:
            yield Element("option", option.name, option.because, option.place, party.id)
    for rule in situation.rules:
        yield Element("rule", rule.name or str(rule.holds), rule.because, rule.place)
    for party in situation.parties:
        for one in bases(party):
            yield Element("preference", one.name, one.because, one.place, party.id)
    for lever in situation.levers:
        yield Element("lever", lever.id, lever.change.because, lever.change.place)
    for reading in situation.types:
        change = reading.change
        yield Element("type", reading.id, change.because, change.place, reading.party)
    for precedent in situation.precedents:
        change = precedent.change
        yield Element("precedent", precedent.id, change.because, change.place)
    for perception in situation.perceives:
        change, party_id = perception.change, perception.party
        yield Element("perception", party_id, change.because, change.place, party_id)
    yield from _of_outlook(situation)


def _of_outlook(situation: Situation) -> Iterator[Element]:
    """Every number that somebody set, by the part that says what it rests on.

    What is uncertain in place (``capacity of aid``) rests on what its part rests on, so that a
    part is told again only where it says something else.
    """
    outlook = situation.outlook
    if outlook is None:
        return
    rests = {param.id: param.because for param in outlook.params}
    for param in outlook.params:
        yield Element("outlook", param.id, param.because, param.place)
    for event in outlook.events:
        yield from _if_any(event.id, event.because, event.place)
        for cause in (*event.causes, *event.closes):
            amount = cause.probability if cause.rate is None else cause.rate
            told = rests.get(amount) if isinstance(amount, str) else None
            yield from _number(f"a cause of {event.id}", amount, cause, told)
    parts: tuple[Event | Flow, ...] = (*outlook.events, *outlook.flows)
    for part in parts:
        for modifier in part.modifiers:
            told = rests.get(modifier.times) if isinstance(modifier.times, str) else None
            yield from _number(f"a modifier of {part.id}", modifier.times, modifier, told)
    others: tuple[Stock | Flow | Scenario, ...] = (
        *outlook.stocks,
        *outlook.flows,
        *outlook.scenarios,
    )
    for one in others:
        yield from _if_any(one.id, one.because, one.place)
    for pool in outlook.pools:
        told = rests.get(pool.capacity) if isinstance(pool.capacity, str) else None
        if pool.because != told:
            yield from _if_any(pool.id, pool.because, pool.place)


def _number(
    name: str, amount: Amount | None, part: Cause | Modifier, told: tuple[str, ...] | None
) -> Iterator[Element]:
    """A number is counted; a param is by itself, and its part where that says something else."""
    if not isinstance(amount, str) or (part.because and part.because != told):
        yield Element("outlook", name, part.because, part.place)


def _if_any(name: str, because: tuple[str, ...], place: Place) -> Iterator[Element]:
    if because:
        yield Element("outlook", name, because, place)


def _data(element: Element) -> dict[str, object]:
    return {
        "kind": element.kind,
        "name": element.name,
        "party": element.party or None,
        "because": list(element.because),
        "line": element.place.line,
    }
