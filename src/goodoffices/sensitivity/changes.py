"""Every single change of a model, one at a time, each with the situation that it gives.

| kind | tried |
|---|---|
| ``place`` | each statement at every other place of its party's list |
| ``drop`` | each statement left out |
| ``opposite`` | each statement turned into its opposite |
| ``swap`` | each place of a ranking of states exchanged with the next one |
| ``rule`` | each rule taken out |
| ``option`` | each option closed, so that nobody can take it, and each closed one opened |
| ``behaviour`` | each party that has moves by each of the other standard concepts |
| ``type`` | each rival reading of a party in the file |
| ``lever`` | each lever of the file on, or off where it is applied |

Types and levers go through the file as ``--type`` and ``--with`` do; all other changes are made to
the model with those types and levers in it that were chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from goodoffices.errors import RequestError, nearest, one_of
from goodoffices.model.apply import Variant
from goodoffices.model.expression import bare
from goodoffices.model.party import Party
from goodoffices.model.situation import Situation
from goodoffices.sensitivity.rankings import of_rankings
from goodoffices.sensitivity.single import (
    BEHAVIOUR,
    KINDS,
    LEVER,
    OF_STATEMENTS,
    OPTION,
    RULE,
    SWAP,
    TYPE,
    Part,
    Single,
    Untried,
)
from goodoffices.sensitivity.statements import of_statements, with_party, without_statements
from goodoffices.stability.concepts import STANDARD, concept


@dataclass(frozen=True)
class Changes:
    """All single changes of the kinds asked for. ``base``: the model that they change."""

    variant: Variant
    base: Situation
    kinds: tuple[str, ...]
    singles: tuple[Single, ...]
    untried: tuple[Untried, ...]

    def single(self, name: str) -> Single:
        """The change with this id. Raises ``RequestError`` with the nearest that is there."""
        for one in self.singles:
            if one.id == name:
                return one
        for other in self.untried:
            if other.id == name:
                raise RequestError(f"{name} is not tried: {other.why}")
        known = [one.id for one in self.singles]
        expected = f"expected for example {one_of(known[:3])}" if known else "there is none"
        hint = nearest(name, known)
        raise RequestError(f'there is no single change "{name}"; {expected}; {hint}'.rstrip("; "))


def changes(variant: Variant, kinds: Sequence[str]) -> Changes:
    """Every single change of these kinds.

    Raises ``RequestError`` for a kind that does not exist.
    """
    chosen = kinds_known(kinds)
    base = variant.situation()
    found: list[Single] = []
    untried: list[Untried] = []
    if any(kind in OF_STATEMENTS for kind in chosen):
        untried += without_statements(base, chosen)
    for kind in chosen:
        tried = list(_of_kind(variant, base, kind))
        found += [one for one in tried if isinstance(one, Single)]
        untried += [one for one in tried if isinstance(one, Untried)]
    return Changes(variant, base, chosen, tuple(found), tuple(untried))


def kinds_known(kinds: Sequence[str]) -> tuple[str, ...]:
    """The kinds, each once, in their order. Raises ``RequestError`` for one that does not exist."""
    for kind in kinds:
        if kind not in KINDS:
            hint = nearest(kind, KINDS)
            expected = f"expected {one_of(KINDS)}"
            raise RequestError(
                f'there is no kind of change "{kind}"; {expected}; {hint}'.rstrip("; ")
            )
    return tuple(kind for kind in KINDS if kind in kinds)


def _of_kind(variant: Variant, base: Situation, kind: str) -> Iterator[Single | Untried]:
    if kind in OF_STATEMENTS:
        yield from of_statements(variant, base, kind)
    elif kind in (TYPE, LEVER):
        yield from _through_file(variant, base, kind)
    else:
        yield from MAKERS[kind](variant, base)


def _rules(variant: Variant, base: Situation) -> Iterator[Single]:
    names = [rule.name for rule in base.rules]
    for at, rule in enumerate(base.rules):
        label = rule.name if rule.name and names.count(rule.name) == 1 else str(at + 1)
        after = replace(base, rules=(*base.rules[:at], *base.rules[at + 1 :]))
        part = Part(RULE, label, text=(bare(rule.holds),))
        yield Single(f"{RULE}:{label}", RULE, part, after, variant)


def _options(variant: Variant, base: Situation) -> Iterator[Single]:
    for option in base.options:
        name = option.name
        part = Part(OPTION, name)
        if name in base.closed:
            closed = tuple(one for one in base.closed if one != name)
            value = "opened"
        else:
            closed, value = (*base.closed, name), "closed"
        after = replace(base, closed=closed)
        yield Single(f"{OPTION}:{name}", OPTION, part, after, variant, value=value)


def _behaviours(variant: Variant, base: Situation) -> Iterator[Single]:
    for party in base.parties:
        if not _moves(base, party):
            continue
        own = concept(party.behaviour[0]).name
        for name in STANDARD:
            if name == own:
                continue
            after = with_party(base, replace(party, behaviour=(name,)))
            part = Part(BEHAVIOUR, party.id, text=(own,))
            change = f"{BEHAVIOUR}:{party.id}:{name}"
            yield Single(change, BEHAVIOUR, part, after, variant, value=name)


def _moves(base: Situation, party: Party) -> bool:
    """Whether a party has moves at all: options of its own that are open, or moves of a graph."""
    if base.graph is not None:
        return any(who == party.id and arcs for who, arcs in base.graph.moves)
    return any(name not in base.closed for name in base.controlled[party.id])


def _through_file(variant: Variant, base: Situation, kind: str) -> Iterator[Single | Untried]:
    """Types or levers of the file; where applying one is a mistake, why."""
    decides = decisive(base)
    for name, part, value, chosen in (_types if kind == TYPE else _levers)(variant):
        try:
            after = chosen.situation()
        except RequestError as error:
            yield Untried(name, str(error))
            continue
        if decisive(after) == decides:
            yield Untried(name, "it changes nothing that decides what holds")
        else:
            yield Single(name, kind, part, after, chosen, value=value)


def _types(variant: Variant) -> Iterator[tuple[str, Part, str, Variant]]:
    chosen = dict(variant.types)
    for one in variant.base.types:
        if chosen.get(one.party) != one.id:
            types = tuple((chosen | {one.party: one.id}).items())
            part = Part(TYPE, one.party, text=(chosen.get(one.party, ""),))
            name = f"{TYPE}:{one.party}:{one.id}"
            yield name, part, one.id, replace(variant, types=types)


def _levers(variant: Variant) -> Iterator[tuple[str, Part, str, Variant]]:
    for one in variant.base.levers:
        applied = one.id in variant.levers
        levers = tuple(name for name in variant.levers if name != one.id)
        after = replace(variant, levers=levers if applied else (*levers, one.id))
        value = "off" if applied else "on"
        yield f"{LEVER}:{one.id}", Part(LEVER, one.id, text=(one.does,)), value, after


def decisive(one: Situation) -> tuple[object, ...]:
    """What decides where a situation has equilibria."""
    parties = tuple(
        (party.preference, party.behaviour[0], party.attitudes) for party in one.parties
    )
    return parties, one.rules, one.closed, frozenset(one.one_way)


MAKERS: dict[str, Callable[[Variant, Situation], Iterator[Single | Untried]]] = {
    SWAP: of_rankings,
    RULE: _rules,
    OPTION: _options,
    BEHAVIOUR: _behaviours,
}
