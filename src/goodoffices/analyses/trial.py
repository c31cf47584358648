"""A trial: changes that somebody makes to a situation to see what follows, without writing them.

Steps, on a copy:

1. A party's criteria are put into another order, and a party may behave by another concept.
2. Rules are switched off by their number.
3. Types and levers of the file are applied, in file order.

``as_change`` turns what a trial did into the verbs of one change, so that it can be kept as a
lever. A behaviour is no verb, and a rule without a name cannot be named: these are refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from goodoffices.errors import RequestError
from goodoffices.model.apply import changed, with_changes
from goodoffices.model.change import Change, Literal
from goodoffices.model.digest import digest, same_preference
from goodoffices.model.expression import Expression, Name, Not
from goodoffices.model.party import Party
from goodoffices.model.preference import Level
from goodoffices.model.situation import Situation
from goodoffices.stability.concepts import concept

TOO_MUCH = "one lever cannot say all of this; keep it as several, or write the file"


@dataclass(frozen=True)
class Trial:
    """``orders``: party → its criteria by their numbers in the file, most important first;
    ``off``: numbers of rules; ``behaviours``: party → concept; ``types``: party → type."""

    levers: tuple[str, ...] = ()
    types: tuple[tuple[str, str], ...] = ()
    off: tuple[int, ...] = ()
    orders: tuple[tuple[str, tuple[int, ...]], ...] = ()
    behaviours: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return self == Trial()

    def situation(self, base: Situation) -> Situation:
        """The changed copy. Raises ``RequestError`` for names and numbers that ``base`` lacks."""
        orders, behaviours = dict(self.orders), dict(self.behaviours)
        for party in (*orders, *behaviours):
            base.party(party)
        parties = tuple(_party(party, orders, behaviours) for party in base.parties)
        if any(not 0 <= at < len(base.rules) for at in self.off):
            raise RequestError(f"there are {len(base.rules)} rules, numbered from 0")
        rules = tuple(rule for at, rule in enumerate(base.rules) if at not in self.off)
        tried = replace(base, parties=parties, rules=rules)
        if tried != base:
            tried = replace(tried, applied=(*base.applied, *self._told(base)))
        return with_changes(tried, dict(self.types), self.levers)

    def _told(self, base: Situation) -> Sequence[str]:
        told = [f"{party}: another order" for party, _ in self.orders]
        told += [f"{party}={name}" for party, name in self.behaviours]
        return [*told, *(f"without {base.rules[at].name or f'rule {at + 1}'}" for at in self.off)]

    def with_order(self, base: Situation, party: str, order: Sequence[int]) -> Trial:
        """With a party's criteria in this order; the order of the file is none of the trial's."""
        kept = {who: how for who, how in self.orders if who != party}
        if tuple(order) != tuple(range(len(base.party(party).preference.criteria))):
            kept[party] = tuple(order)
        return replace(self, orders=tuple(kept.items()))

    def with_behaviour(self, base: Situation, party: str, name: str) -> Trial:
        """With a party behaving by this concept."""
        kept = {who: how for who, how in self.behaviours if who != party}
        if concept(name).name != base.party(party).behaviour[0]:
            kept[party] = concept(name).name
        return replace(self, behaviours=tuple(kept.items()))

    def with_type(self, party: str, name: str) -> Trial:
        """With a party read as this type; "" reads it as the file does."""
        kept = {who: how for who, how in self.types if who != party}
        return replace(self, types=tuple((kept | ({party: name} if name else {})).items()))

    def with_lever(self, name: str, on: bool) -> Trial:
        """With a lever on or off."""
        kept = tuple(one for one in self.levers if one != name)
        return replace(self, levers=(*kept, name) if on else kept)

    def with_rule(self, number: int, on: bool) -> Trial:
        """With a rule on or off."""
        kept = {one for one in self.off if one != number}
        return replace(self, off=tuple(sorted(kept if on else {*kept, number})))


def may_be_ordered(party: Party) -> bool:
    """Whether a party's criteria are statements that can be put into any order."""
    preference = party.preference
    plain = all(isinstance(one, Level) for one in preference.criteria)
    return plain and preference.ordered and not preference.strongly_by


def _party(
    party: Party, orders: Mapping[str, tuple[int, ...]], behaviours: Mapping[str, str]
) -> Party:
    if party.id in orders:
        criteria, order = party.preference.criteria, orders[party.id]
        if not may_be_ordered(party) or sorted(order) != list(range(len(criteria))):
            raise RequestError(
                f'the order of "{party.id}" cannot be changed so: expected each of its '
                f"{len(criteria)} statements once, and statements only"
            )
        preference = replace(party.preference, criteria=tuple(criteria[at] for at in order))
        party = replace(party, preference=preference)
    if party.id in behaviours:
        party = replace(party, behaviour=(concept(behaviours[party.id]).name,))
    return party


def as_change(base: Situation, trial: Trial, name: str) -> Change:
    """What a trial did to ``base``, as the verbs of one change called ``name``.

    Applying it to ``base`` gives the same digest as the trial; where verbs cannot say it,
    ``RequestError`` tells what to do instead.
    """
    if trial.behaviours:
        raise RequestError("a behaviour cannot be part of a lever; write it to the file instead")
    nameless = [at + 1 for at in trial.off if not base.rules[at].name]
    if nameless:
        which = ", ".join(map(str, nameless))
        raise RequestError(f"rule {which} has no name, so a lever cannot relax it; name it first")
    return difference(base, trial.situation(base), name)


def difference(base: Situation, after: Situation, name: str) -> Change:
    """What makes ``after`` of ``base``, as the verbs of one change called ``name``; preferences by
    as few statements as can be. Raises ``RequestError`` where verbs cannot say it."""
    known = {rule.name for rule in after.rules}
    there = {(rule.name, rule.holds) for rule in base.rules}
    added = [rule.holds for rule in after.rules if (rule.name, rule.holds) not in there]
    forbid = tuple(literal for one in added if (literal := _forbidden(one)) is not None)
    groups = [group for group in after.together if group not in base.together]
    if len(groups) > 1 or len(forbid) < len(added):
        raise RequestError(TOO_MUCH)
    change = Change(
        name,
        forbid=forbid,
        allow=tuple(one for one in base.closed if one not in after.closed),
        relax=tuple(one.name for one in base.rules if one.name and one.name not in known),
        commit=tuple(one for one in after.one_way if one not in base.one_way),
        together=groups[0] if groups else (),
        because=("assumption",),
    )
    for all_anew in (False, True):
        raised, dropped = _moved(base, after, all_anew)
        change = replace(change, raised=raised, dropped=dropped)
        with suppress(RequestError):
            if digest(changed(base, change)) == digest(after):
                return change
    raise RequestError(TOO_MUCH)


def _moved(
    base: Situation, after: Situation, all_anew: bool
) -> tuple[tuple[tuple[str, tuple[Level, ...]], ...], tuple[tuple[str, Expression], ...]]:
    """What is raised and what is dropped, party by party: down to where both lists go on alike,
    or all statements."""
    raised, dropped = [], []
    for old, new in zip(base.parties, after.parties, strict=True):
        if same_preference(old.preference, new.preference):
            continue
        for one in (*old.preference.criteria, *new.preference.criteria):
            if not isinstance(one, Level):
                raise RequestError(f'"{old.id}" has more than statements; a lever cannot say that')
        was = [one for one in old.preference.criteria if isinstance(one, Level)]
        becomes = [one for one in new.preference.criteria if isinstance(one, Level)]
        while not all_anew and was and becomes and was[-1].plain == becomes[-1].plain:
            was.pop()
            becomes.pop()
        dropped += [(old.id, one.want) for level in was for one in level.statements]
        if becomes:
            raised.append((old.id, tuple(becomes)))
    return tuple(raised), tuple(dict.fromkeys(dropped))


def _forbidden(rule: Expression) -> Literal | None:
    """The literal that a rule of one name forbids."""
    if isinstance(rule, Name):
        return rule.text, False
    if isinstance(rule, Not) and isinstance(rule.operand, Name):
        return rule.operand.text, True
    return None
