"""A situation's own words: parties, options, terms and states as prose calls them.

Options are infinitives (``accept a ceasefire``), so clauses stand after "that" in the
subjunctive (``that Israel not accept a ceasefire``), which is right for one party and for many.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goodoffices.model.expression import (
    And,
    Constant,
    Count,
    Expression,
    Name,
    Not,
    Or,
    Relation,
    as_literal,
)
from goodoffices.model.situation import Situation
from goodoffices.states import StateSpace

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def join(parts: Iterable[str], last: str = "and") -> str:
    """``a, b and c``."""
    words = list(parts)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def number(count: int) -> str:
    """Small numbers in words, others in digits with thousands apart."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """``one situation``, ``four situations``, ``no situation``."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def often(share: float) -> str:
    """How often the parties end somewhere; no share is rounded to never or to always."""
    if share < 1e-9:
        return "never end there"
    if share > 1 - 1e-9:
        return "always end there"
    if share < 0.01:
        return "end there less than once in 100 times"
    if share > 0.99:
        return "end there more than 99 times in 100"
    return f"end there {share * 100:.0f} times in 100"


def sentence(text: str) -> str:
    """First letter large, a full stop at the end, spaces single."""
    text = " ".join(text.split())
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "”")) else text + "."


class Words:
    """The words of one situation."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.parties = {party.id: party.name for party in situation.parties}
        self.does = {option.name: option.does for option in situation.options}
        self.keys = dict(situation.graph.states) if situation.graph is not None else {}
        self.named = {n.id: n.words for n in (*situation.terms, *situation.states)}

    def party(self, party_id: str) -> str:
        """The party's name."""
        return self.parties.get(party_id, party_id)

    def those(self, party_ids: Iterable[str], last: str = "and") -> str:
        """Several parties."""
        return join((self.party(p) for p in party_ids), last)

    def clause(self, expression: Expression) -> str:
        """What stands after "that": ``Israel not accept a ceasefire``."""
        match expression:
            case Constant():
                return "anything be the case" if expression.value else "the impossible be the case"
            case Name():
                return self._literal(expression.text, True)
            case Not(operand=Name(text=name)):
                return self._literal(name, False)
            case Not(operand=inner):
                return f"it not be the case that {self.clause(inner)}"
            case And(parts=parts):
                return join(self.clause(part) for part in parts)
            case Or(parts=parts):
                return join((self.clause(part) for part in parts), "or")
            case Relation(word="requires", left=left, right=right):
                return f"{self.clause(left)} only if {self.clause(right)}"
            case Relation(word="if", left=left, right=right):
                return f"{self.clause(left)} if {self.clause(right)}"
            case Relation(word="excludes", left=left, right=right):
                return f"not both {self.clause(left)} and {self.clause(right)}"
            case Relation(left=left, right=right):
                return f"{self.clause(left)} if and only if {self.clause(right)}"
            case Count(word=word, number=count, members=members):
                inner_clauses = "; ".join(self.clause(member) for member in members)
                return f"{word} {number(count)} of these be so: {inner_clauses}"
        raise TypeError(f"not an expression: {expression!r}")

    def _literal(self, name: str, value: bool) -> str:
        if name in self.does:
            who = self.party(name.split(".")[0])
            return f"{who} {self.does[name]}" if value else f"{who} not {self.does[name]}"
        if name in self.keys:
            return f"it {'' if value else 'not '}be “{self.keys[name]}”"
        words = self.named.get(name, name)
        return f"there be {words if value else self.without(words)}"

    def noun(self, expression: Expression) -> str:
        """Terms and states as nouns (``a ceasefire and no aid``), anything else as ``that …``."""
        parts = expression.parts if isinstance(expression, And) else (expression,)
        literals = [as_literal(part) for part in parts]
        nouns = [
            self.named[name] if value else self.without(self.named[name])
            for name, value in (literal for literal in literals if literal is not None)
            if name in self.named
        ]
        if len(nouns) == len(parts):
            return join(nouns)
        return f"that {self.clause(expression)}"

    def wish(self, party_id: str, expression: Expression) -> str:
        """What a party wants: ``not to accept a ceasefire`` for its own option, else a noun."""
        literal = as_literal(expression)
        if literal is not None and literal[0].split(".")[0] == party_id:
            return f"{'' if literal[1] else 'not '}to {self.does[literal[0]]}"
        return self.noun(expression)

    def having(self, expression: Expression) -> str:
        """After situations: ``with a ceasefire``, or ``in which Israel accept …`` as a clause."""
        noun = self.noun(expression)
        return f"with {noun}" if not noun.startswith("that ") else f"such {noun}"

    @staticmethod
    def without(words: str) -> str:
        """``a ceasefire`` → ``no ceasefire``."""
        first, _, rest = words.partition(" ")
        return f"no {rest if first in ('a', 'an', 'the', 'some') and rest else words}"

    def terms(self, term_ids: Iterable[str]) -> str:
        """``a ceasefire and a joint administration``; ``nothing on the agenda`` for none."""
        return join(self.named.get(t, t) for t in term_ids) or "nothing on the agenda"

    def outcome(self, space: StateSpace, position: int) -> str:
        """A state by the agenda terms that hold there; without terms by its options."""
        graph = self.situation.graph
        if graph is not None and not self.situation.terms:
            return graph.states[position][1]
        terms = [t.id for t in self.situation.terms if space.truth(t.means)[position]]
        if self.situation.terms:
            return self.terms(terms)
        return join(self.taken(space, position)) or "nobody doing anything"

    def state_names(self, space: StateSpace, position: int) -> list[str]:
        """The words of every named state that this state is."""
        named = self.situation.states
        return [self.named[n.id] for n in named if space.truth(n.means)[position]]

    def taken(self, space: StateSpace, position: int) -> list[str]:
        """Who does what: ``Israel: accept a ceasefire, release prisoners``."""
        graph = self.situation.graph
        if graph is not None:
            return [graph.states[position][1]]
        yes = space.yes(position)
        lines = []
        for party in self.situation.parties:
            own = [option.does for option in party.options if option.name in yes]
            if own:
                lines.append(f"{party.name}: {', '.join(own)}")
        return lines

    def move(self, space: StateSpace, source: int, target: int, party: str = "") -> str:
        """What changes from one state to another, as an infinitive.

        Where states count as one, the two that are shown may differ in options of others too;
        then only those of the mover ``party`` are told.
        """
        graph = self.situation.graph
        if graph is not None:
            return f"move to {graph.states[target][1]}"
        before, after = set(space.yes(source)), set(space.yes(target))
        if space.class_of is not None and party:
            others = set(self.does) - set(self.situation.controlled[party])
            before, after = before - others, after - others
            if before == after:
                return "move there"
        takes = [self.does[o.name] for o in self.situation.options if o.name in after - before]
        drops = [self.does[o.name] for o in self.situation.options if o.name in before - after]
        return join([*takes, *(f"choose no longer to {does}" for does in drops)])

    def wants(self, expressions: Sequence[Expression]) -> str:
        """Several wishes: nouns, or clauses after one "that"."""
        return join(self.noun(expression) for expression in expressions)
