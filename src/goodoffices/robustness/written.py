"""One variant as a situation of its own, literally: what the batch kernel is compared with.

Steps, on a copy:

1. In each run of a party's own list the statements are put into the order drawn.
2. A rule that is off goes; one that is on is certain. A party has the behaviour drawn.
3. Types, then levers, in file order, each with its own lists in the order drawn. What a change
   would drop that another one has dropped before it is gone already, and that is no error here.
4. The extension that was chosen, if one was.

Orders come first and changes after them, so that what is raised stands on top, as the verb says,
whatever order is drawn below it. Every link is firm afterwards: nothing that the variant settles is
uncertain in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from goodoffices.model.apply import changed, that_can_drop, with_extension
from goodoffices.model.change import Change
from goodoffices.model.party import Party
from goodoffices.model.preference import Criterion, Level, Sure
from goodoffices.model.situation import Situation
from goodoffices.robustness.uncertain import (
    BEHAVIOUR,
    LEVER,
    LOWER,
    OFF,
    ON,
    PREFERS,
    RAISE,
    RULE,
    TYPE,
    Run,
    Uncertain,
)

C = TypeVar("C", bound=Criterion)
Orders = Mapping[Run, tuple[int, ...]]


@dataclass(frozen=True)
class Drawn:
    """What one variant has: the value of each choice and the order of each run, as numbers."""

    values: tuple[int, ...]
    orders: tuple[tuple[int, ...], ...]


def situation(found: Uncertain, drawn: Drawn) -> Situation:
    """The situation of one variant."""
    base, value = found.base, drawn.values
    if len(value) != len(found.choices):
        raise ValueError(f"{len(value)} values for {len(found.choices)} choices")
    orders = dict(zip(found.runs, drawn.orders, strict=True))

    def of(kind: str, about: str) -> int | None:
        at = found.choice(kind, about)
        return None if at is None else value[at]

    parties = tuple(_party(found, party, of(BEHAVIOUR, party.id), orders) for party in base.parties)
    rules = tuple(
        replace(rule, probability=None)
        for at, rule in enumerate(base.rules)
        if of(RULE, str(at)) != OFF
    )
    tried = replace(base, parties=parties, rules=rules)
    for label, name, change in _applied(found, value):
        ordered = _ordered(change, label, orders)
        tried = changed(tried, that_can_drop(tried, ordered), name)
    extension = found.variant.extension
    return with_extension(tried, extension, over_file=True) if extension else tried


def _applied(found: Uncertain, value: Sequence[int]) -> list[tuple[tuple[str, str], str, Change]]:
    """The changes of this variant in the order in which they are applied: label, name, change."""
    types = dict(found.variant.types)
    levers = set(found.variant.levers)
    for at, one in enumerate(found.choices):
        if one.kind == TYPE:
            types[one.about] = one.values[value[at]]
        elif one.kind == LEVER and value[at] == ON:
            levers.add(one.about)
    base = found.base
    return [
        ((t.party, t.id), f"{t.party}={t.id}", t.change)
        for t in base.types
        if types.get(t.party) == t.id
    ] + [(("", one.id), one.id, one.change) for one in base.levers if one.id in levers]


def _party(found: Uncertain, party: Party, behaviour: int | None, orders: Orders) -> Party:
    criteria = _in_order(party.preference.criteria, party.id, ("", ""), PREFERS, orders)
    party = replace(party, preference=replace(party.preference, criteria=criteria))
    if behaviour is None:
        return party
    choice = found.choices[found.choice(BEHAVIOUR, party.id) or 0]
    return replace(party, behaviour=(choice.values[behaviour],))


def _ordered(change: Change, label: tuple[str, str], orders: Orders) -> Change:
    raised = tuple((p, _in_order(ls, p, label, RAISE, orders)) for p, ls in change.raised)
    lowered = tuple((p, _in_order(ls, p, label, LOWER, orders)) for p, ls in change.lowered)
    return replace(change, raised=raised, lowered=lowered)


def _in_order(
    levels: tuple[C, ...], party: str, label: tuple[str, str], verb: str, orders: Orders
) -> tuple[C, ...]:
    """One list with its runs in the orders drawn, firm throughout: what stands first as written
    may stand below what is raised, where its ``sure`` would begin to count."""
    levels = tuple(map(_firm, levels))
    after = list(levels)
    for run, order in orders.items():
        if (run.party, run.change, run.verb) == (party, label, verb):
            for place, item in enumerate(order):
                after[run.first + place] = levels[run.first + item]
    return tuple(after)


def _firm(level: C) -> C:
    if not isinstance(level, Level):
        return level
    return replace(level, statements=tuple(replace(s, sure=Sure()) for s in level.statements))
