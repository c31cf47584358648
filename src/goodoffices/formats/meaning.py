"""What a situation file means once its states are known: the last mistakes, and the oddities.

Mistakes: rules that leave no state, a status quo that breaks a rule, rankings that miss states.
Oddities (legal, so warnings): parties without options or preferences, options nobody mentions,
statements that never tell two states apart, rules that exclude nothing.
"""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from goodoffices.errors import InputError, Problem, TooLargeError, nearest
from goodoffices.formats.meaning_preferences import preference_mistakes
from goodoffices.formats.odd_preferences import odd_among_states, odd_in_itself, repeated
from goodoffices.formats.tree import Tree
from goodoffices.model.change import Change
from goodoffices.model.expression import Expression, Name, Not, names_in
from goodoffices.model.party import Party
from goodoffices.model.preference import Level
from goodoffices.model.rule import Rule
from goodoffices.model.situation import Situation
from goodoffices.model.vocabulary import is_limited
from goodoffices.states import StateSpace

if TYPE_CHECKING:
    from goodoffices.model.outlook import Outlook

MOST_RULES = 200
"""Each rule is tried without it, so with more rules idle ones are not looked for."""


@dataclass(frozen=True)
class Checked:
    """A situation that passed every check, its states, and what is odd about it.

    ``data`` is the plain data that it was read from, for writing it again.
    """

    situation: Situation
    space: StateSpace | None
    warnings: tuple[Problem, ...] = ()
    data: Any = field(default=None, repr=False, compare=False)


def checked(situation: Situation, tree: Tree) -> Checked:
    """The last checks. ``space`` is None where there are too many states to hold.

    Raises ``InputError`` with every mistake found.
    """
    try:
        space = StateSpace.of(situation)
    except TooLargeError as error:
        warning = Problem(tree.locate(("rules",)), f"the states were not checked: {error}")
        warnings = (warning, *_without_states(situation, tree))
        return Checked(situation, None, warnings, tree.data)
    problems = list(_mistakes(situation, space, tree))
    if problems:
        raise InputError(problems)
    warnings = (*_without_states(situation, tree), *_with_states(situation, space, tree))
    return Checked(situation, space, warnings, tree.data)


def _mistakes(situation: Situation, space: StateSpace, tree: Tree) -> Iterator[Problem]:
    if situation.graph is not None:
        for party in situation.parties:
            if "sim" in party.behaviour:
                place = tree.locate(("parties", party.id, "behaviour"))
                found = "sim combines options, and in graph form there are none"
                yield Problem(place, found, "another concept", "use seq")
    yield from _no_ranks(situation, tree)
    if situation.now is not None and situation.graph is None:
        yield from _now_breaks(situation, tree)
    if len(space) == 0:
        yield from _no_state(situation, tree)
        return
    for party in situation.parties:
        yield from preference_mistakes(space, f'"{party.id}"', party.preference)


def _no_ranks(situation: Situation, tree: Tree) -> Iterator[Problem]:
    """Concepts that read ranks, where a party has a preference that no ranks can say."""
    others = [p.id for p in situation.parties if not p.preference.ordered or p.attitudes]
    for party in situation.parties:
        for name in party.behaviour if others else ():
            if name == "sim" or is_limited(name):
                place = tree.locate(("parties", party.id, "behaviour"))
                found = f'{name} reads ranks, and "{others[0]}" has a preference without them'
                yield Problem(place, found, "nash, gmr, smr, seq or sseq", "use seq or sseq")


def _now_breaks(situation: Situation, tree: Tree) -> Iterator[Problem]:
    """The status quo is judged rule by rule, on a space that holds nothing else."""
    now = situation.now or ()
    alone = replace(situation, rules=(), closed=())
    state = sum(1 << situation.option_bits[name] for name in now)
    single = StateSpace(alone, np.array([state], dtype=np.uint64))
    for at, name in enumerate(now):
        if name in situation.closed:
            found = f'the status quo takes "{name}", which is closed'
            remedy = "take it out of now or of closed"
            yield Problem(tree.locate(("now", at)), found, "an open option", remedy)
    place = tree.locate(("now",))
    for rule in situation.rules:
        if not single.truth(rule.holds)[0]:
            found = f"the status quo breaks the rule {rule_text(rule)}"
            if rule.place.line:
                found += f" (line {rule.place.line})"
            yield Problem(place, found, "a feasible state", "change now or the rule")


def _no_state(situation: Situation, tree: Tree) -> Iterator[Problem]:
    """The smallest set of rules (by leaving one out after the other) that leaves no state."""
    core = list(situation.rules)
    if len(core) > MOST_RULES:
        yield _too_many_to_blame(situation, tree)
        return
    for rule in list(core):
        rest = [one for one in core if one is not rule]
        if _is_empty(replace(situation, rules=tuple(rest)), 10_000):
            core = rest
    closed = list(situation.closed)
    for name in situation.closed:
        rest_closed = tuple(one for one in closed if one != name)
        if not len(StateSpace.of(replace(situation, rules=tuple(core), closed=rest_closed))):
            closed = list(rest_closed)
    shut = " and ".join(f'"{name}"' for name in closed)
    expected = "rules that at least one state satisfies"
    for rule in core:
        others = [rule_text(one) for one in core if one is not rule]
        found = f"the rule {rule_text(rule)} leaves no feasible state"
        found += f" together with {' and '.join(others)}" if others else ""
        found += f" while {shut} is closed" if shut else ""
        remedy = "weaken one of them" if others else "weaken it"
        remedy += f", or take {shut} out of closed" if shut else ""
        yield Problem(rule.place, found, expected, remedy)


def _too_many_to_blame(situation: Situation, tree: Tree) -> Problem:
    """The rule after which, in file order, no state is left: found by halving."""
    low, high = 0, len(situation.rules)
    while high - low > 1:
        middle = (low + high) // 2
        empty = _is_empty(replace(situation, rules=situation.rules[:middle]), 10_000)
        low, high = (low, middle) if empty else (middle, high)
    rule = situation.rules[high - 1]
    found = f"after {high:,} of {len(situation.rules):,} rules no feasible state is left"
    expected = "rules that at least one state satisfies"
    return Problem(rule.place, found, expected, "weaken one of them")


def _without_states(situation: Situation, tree: Tree) -> Iterator[Problem]:
    if not situation.parties:
        yield Problem(tree.locate(("parties",), key=True), "there is no party: nobody decides")
    movers = {p for option in situation.options for p in option.also}
    for party in situation.parties:
        if not party.options and party.id not in movers and situation.graph is None:
            found = f'"{party.id}" has no options: it never moves and is stable everywhere'
            yield Problem(party.place, found)
        if not party.preference.criteria and party.preference.ordered:
            found = f'"{party.id}" has no preferences: every state is the same to it'
            yield Problem(party.place, found)
        yield from odd_in_itself(party)
        if not situation.applied:
            yield from repeated(party)
        yield from _first_level(party)
    yield from _limited(situation, tree)
    yield from _perceptions(situation, tree)
    yield from _unmentioned(situation)
    yield from _aliases(situation)
    if situation.outlook is not None:
        yield from odd(situation.outlook)
    for lever in situation.levers:
        for who in lever.by:
            hint = nearest(who, [party.id for party in situation.parties])
            if who not in {party.id for party in situation.parties} and hint:
                yield Problem(lever.change.place, f'"{who}" is no party of this file', "", hint)


def odd(outlook: Outlook) -> tuple[Problem, ...]:
    """What is odd about an outlook, told by what is loaded only where there is one."""
    telling = importlib.import_module("goodoffices.formats.odd_outlook")
    return tuple(telling.odd_outlook(outlook))


def _perceptions(situation: Situation, tree: Tree) -> Iterator[Problem]:
    """Perceptions that are legal and hardly meant."""
    for one in situation.perceives:
        own = situation.controlled[one.party]
        for at, name in enumerate(one.unaware):
            if name in own:
                found = f'"{one.party}" is said to be unaware of "{name}", its own option'
                remedy = "in its game it never takes it"
                place = tree.locate(("perceives", one.party, "unaware", at))
                yield Problem(place, found, "", remedy)
        bare = Change(one.change.id, because=one.change.because, place=one.change.place)
        if one.change == bare and not one.unaware:
            found = f'this says nothing: "{one.party}" sees the game as written'
            yield Problem(one.change.place, found, "", "list unaware options or use verbs")


def _limited(situation: Situation, tree: Tree) -> Iterator[Problem]:
    """Limited-move stability where more than two parties seem to move; solving knows for sure."""
    movers = {p for option in situation.options for p in (option.party, *option.also)}
    if situation.graph is not None:
        movers = {mover for mover, arcs in situation.graph.moves if arcs}
    if len(movers) <= 2:
        return
    for party in situation.parties:
        for name in party.behaviour:
            if is_limited(name):
                place = tree.locate(("parties", party.id, "behaviour"))
                found = f"{name} is defined for two parties that can move; here {len(movers)} can"
                yield Problem(place, found, "", "use seq or sseq, or join parties")


def _first_level(party: Party) -> Iterator[Problem]:
    criteria = party.preference.criteria
    if criteria and isinstance(criteria[0], Level):
        for statement in criteria[0].statements:
            if statement.sure.word != "firm":
                found = "sure is ignored on the first level: nothing stands above it"
                yield Problem(statement.place, found)


def _unmentioned(situation: Situation) -> Iterator[Problem]:
    """An option counts as mentioned in rules, preferences, terms in use, levers and one-way."""
    mentioned: set[str] = {name for name, _ in situation.one_way}
    open_ = [name.text for e in _used(situation) for name in names_in(e)]
    while open_:
        name = open_.pop()
        if name not in mentioned:
            mentioned.add(name)
            if name in situation.names:
                open_ += [n.text for n in names_in(situation.names[name])]
    for option in situation.options:
        if option.name not in mentioned:
            found = f'no rule or preference mentions the option "{option.name}"'
            remedy = "say who cares about it, or leave it out: it doubles the states"
            yield Problem(option.place, found, "", remedy)


def _used(situation: Situation) -> Iterator[Expression]:
    for rule in situation.rules:
        yield rule.holds
    for party in situation.parties:
        yield from (s.want for s in party.preference.statements())
        for group in party.preference.groups():
            for entry in group:
                # An id says something about every option.
                if isinstance(entry.state, Expression):
                    yield entry.state
                else:
                    yield from (Name(option.name) for option in situation.options)
    changes = [lever.change for lever in situation.levers]
    changes += [one.change for one in situation.types]
    changes += [one.change for one in situation.precedents]
    for perception in situation.perceives:
        changes.append(perception.change)
        yield from (Name(name) for name in perception.unaware)
    for change in changes:
        for _, levels in (*change.raised, *change.lowered):
            yield from (s.want for level in levels for s in level.statements)
        yield from (Name(name) for name, _ in (*change.forbid, *change.commit))
        yield from (Name(name) for name in change.allow)


def _aliases(situation: Situation) -> Iterator[Problem]:
    counted = Counter(
        alias.lower()
        for party in situation.parties
        for alias in {party.name, *party.aliases, *party.people}
    )
    for party in situation.parties:
        for alias in sorted({party.name, *party.aliases, *party.people}):
            if counted[alias.lower()] > 1:
                yield Problem(party.place, f'the name "{alias}" stands for more than one party')


def _with_states(situation: Situation, space: StateSpace, tree: Tree) -> Iterator[Problem]:
    for party in situation.parties:
        for statement in party.preference.statements():
            column = space.truth(statement.want)
            if column.all() or not column.any():
                always = "in every" if column.all() else "in no"
                found = f'"{statement.want}" is true {always} feasible state'
                remedy = f'it never tells two states apart for "{party.id}"'
                yield Problem(statement.place, found, "", remedy)
        thresholds = tree.locate(("parties", party.id, "strongly_by"), key=True)
        yield from odd_among_states(space, party, thresholds)
    for kind, named in (("term", situation.terms), ("state", situation.states)):
        for one in named:
            if not space.truth(one.means).any():
                yield Problem(one.place, f'no feasible state is or has the {kind} "{one.id}"')
    yield from _idle_rules(situation.rules, space, situation)
    yield from _mixed_classes(situation, space, tree)


def _idle_rules(
    rules: Sequence[Rule], space: StateSpace, situation: Situation
) -> Iterator[Problem]:
    """A rule is idle when the others already exclude all that it excludes."""
    if len(space) > 100_000 or len(rules) > MOST_RULES:
        return
    for rule in rules:
        rest = tuple(one for one in rules if one is not rule)
        inverse = replace(situation, rules=(*rest, Rule(Not(rule.holds))))
        if rule.probability is None and _is_empty(inverse, len(space)):
            found = f"the rule {rule_text(rule)} excludes nothing that the others allow"
            yield Problem(rule.place, found, "", "leave it out, or check what was meant")


def _mixed_classes(situation: Situation, space: StateSpace, tree: Tree) -> Iterator[Problem]:
    """States that count as one although a statement tells them apart: it is read at the lowest."""
    if space.class_of is None:
        return
    every = space.unmerged()
    for party in situation.parties:
        for statement in party.preference.statements():
            differs = every.truth(statement.want) != space.truth(statement.want)[space.class_of]
            if differs.any():
                at = int(np.flatnonzero(differs)[0])
                lowest = int(space.ids[space.class_of[at]])
                found = f'"{statement.want}" is not the same in all states that count as one: '
                found += f"{int(every.ids[at])} differs from {lowest}"
                remedy = f"it is read at {lowest}, the lowest of them"
                yield Problem(statement.place, found, "", remedy)


def _is_empty(situation: Situation, size: int) -> bool:
    """Whether no state is feasible; very many partial states mean that some surely are."""
    try:
        return len(StateSpace.of(situation, limit=64 * size + 10_000)) == 0
    except TooLargeError:
        return False


def rule_text(rule: Rule) -> str:
    """A rule as its name, or as its expression in quotes."""
    return f'"{rule.name}"' if rule.name else f'"{rule.holds}"'
