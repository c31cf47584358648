"""A suggestion against the model: is it there already, and what would it leave feasible?

A rule is there when another rule is true in the same states among those that all others leave; a
statement or a term when one is true in the same feasible states. A rule that excludes nothing
although no single rule says the same would change nothing.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from goodoffices.columns import Bools
from goodoffices.errors import RequestError, TooLargeError
from goodoffices.model.expression import Expression, bare
from goodoffices.model.parser import ExpressionError, parse
from goodoffices.model.rule import Rule
from goodoffices.model.situation import Situation
from goodoffices.states import StateSpace, check_names
from goodoffices.suggestions.suggestion import (
    BREAKS_NOW,
    IDLE,
    NEW,
    NO_STATE,
    PREFERENCE,
    PRESENT,
    RULE,
    TERM,
    Suggestion,
)

MOST_RULES = 200
MOST_STATES = 2_000_000
"""Above these only the texts of rules are compared."""


def judged(one: Suggestion, situation: Situation, space: StateSpace | None) -> Suggestion:
    """The suggestion with what the model makes of it."""
    if one.status != NEW or one.kind not in (RULE, TERM, PREFERENCE) or situation.graph is not None:
        return one
    expression = _expression(one.says, situation)
    if one.kind == RULE:
        return _rule(one, expression, situation, space)
    if one.kind == TERM:
        others = [(named.means, f"the term {named.id}") for named in situation.terms]
        others += [(named.means, f"the named state {named.id}") for named in situation.states]
    else:
        statements = situation.party(one.party).preference.statements()
        others = [(s.want, f"{one.party} wants {bare(s.want)}") for s in statements]
    for other, told in others:
        if other == expression or _alike(other, expression, space):
            return replace(one, status=PRESENT, told=told)
    return one


def _expression(text: str, situation: Situation) -> Expression:
    """Raises ``RequestError`` for what is no expression of the situation's names."""
    try:
        found = parse(text)
    except ExpressionError as error:
        raise RequestError(f'in "{text}": {error.found}; expected {error.expected}') from None
    check_names(situation, found)
    return found


def _alike(one: Expression, other: Expression, space: StateSpace | None) -> bool:
    if space is None or len(space) == 0:
        return False
    every = space.unmerged()
    return bool(np.array_equal(every.truth(one), every.truth(other)))


def _rule(
    one: Suggestion, expression: Expression, situation: Situation, space: StateSpace | None
) -> Suggestion:
    for rule in situation.rules:
        if rule.holds == expression:
            return replace(one, status=PRESENT, told=_named(rule))
    if space is None:
        return replace(one, notes=(*one.notes, "there are too many states to compare rules"))
    every = space.unmerged()
    holds = every.truth(expression)
    counts = (len(every), int(holds.sum()))
    if counts[1] == 0:
        return replace(one, status=NO_STATE, told="with it no state is feasible", states=counts)
    if holds.all():
        same = _same_rule(expression, situation)
        if same is not None:
            return replace(one, status=PRESENT, told=_named(same), states=counts)
        told = "it would change nothing: the rules there are exclude all that it excludes"
        return replace(one, status=IDLE, told=told, states=counts)
    if _breaks_now(situation, every, holds):
        told = "the status quo breaks it: change now, or it is no rule"
        return replace(one, status=BREAKS_NOW, told=told, states=counts)
    return replace(one, states=counts)


def _breaks_now(situation: Situation, every: StateSpace, holds: Bools) -> bool:
    if situation.now is None:
        return False
    state = sum(1 << situation.option_bits[name] for name in situation.now)
    at = np.flatnonzero(every.ids == np.uint64(state))
    return bool(len(at)) and not bool(holds[at[0]])


def _same_rule(expression: Expression, situation: Situation) -> Rule | None:
    """A rule that is true in the same states among those that the others leave."""
    if len(situation.rules) > MOST_RULES:
        return None
    for rule in situation.rules:
        rest = tuple(other for other in situation.rules if other is not rule)
        try:
            without = StateSpace.of(replace(situation, rules=rest, same=()), MOST_STATES)
        except TooLargeError:
            continue
        holds = without.truth(rule.holds)
        if not holds.all() and np.array_equal(holds, without.truth(expression)):
            return rule
    return None


def _named(rule: Rule) -> str:
    name = f"the rule {rule.name}, " if rule.name else "the rule "
    return f"{name}{bare(rule.holds)}"
