"""Relations of actors that the model says: what parties want and need of each other, who mediates,
who could change whom, who misreads whom. Nothing is inferred beyond the rule of each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from goodoffices.analyses.actor_relations import Ground, Link, is_mediator
from goodoffices.model.basis import ranking_text
from goodoffices.model.change import Change
from goodoffices.model.expression import And, Expression, Relation, bare, names_in
from goodoffices.model.party import Party
from goodoffices.model.preference import PartialOrder, Preference, Ranking
from goodoffices.model.situation import Situation

MOST_GROUPS = 4
Wish = tuple[str, tuple[str, ...], tuple[Expression, ...]]
"""What a part of a preference says, what it rests on, and the expressions in it."""


class Owners:
    """Whose options an expression names, through terms and named states."""

    def __init__(self, situation: Situation) -> None:
        self.names = situation.names
        self.of_option = {o.name: (o.party, *o.also) for o in situation.options}
        self.known: dict[str, frozenset[str]] = {}

    def options(self, expressions: Iterable[Expression]) -> frozenset[str]:
        """The options that the expressions name."""
        names = (name.text for one in expressions for name in names_in(one))
        return frozenset[str]().union(*(self._named(name) for name in names))

    def parties(self, *expressions: Expression) -> dict[str, None]:
        """The parties of these options, in a stable order."""
        return self.of(sorted(self.options(expressions)))

    def of(self, options: Iterable[str]) -> dict[str, None]:
        """The parties that may take or drop these options."""
        return {party: None for one in options for party in self.of_option.get(one, ())}

    def _named(self, name: str) -> frozenset[str]:
        if name in self.of_option:
            return frozenset((name,))
        if name not in self.known:
            self.known[name] = frozenset()
            self.known[name] = self.options((self.names[name],)) if name in self.names else (
                frozenset()
            )  # fmt: skip
        return self.known[name]


def model_links(situation: Situation, outsider: Callable[[str], str]) -> Iterator[Link]:
    """Every link of the model. ``outsider``: the actor's id of somebody who is no party."""
    owners = Owners(situation)
    for party in situation.parties:
        yield from _wants(party, owners)
        yield from _mediates(party, situation, owners)
        yield from _attitudes(party)
    yield from _rules(situation, owners)
    yield from _together(situation)
    known = {party.id for party in situation.parties}
    for lever in situation.levers:
        ground = Ground("lever", lever.id, lever.change.because)
        for second in _changed(lever.change, situation, owners):
            for by in lever.by:
                first = by if by in known else outsider(by)
                yield "could-change", first, second, ground, 0
    for view in situation.perceives:
        ground = Ground("perception", view.party, view.change.because)
        seen = owners.of(view.unaware) | _changed(view.change, situation, owners)
        for second in seen:
            yield "perceives", view.party, second, ground, 0


def wishes(preference: Preference) -> Iterator[Wish]:
    """Every part of a preference that is written with expressions."""
    for statement in preference.statements():
        yield bare(statement.want), statement.because, (statement.want,)
    factions = preference.divided.factions if preference.divided else ()
    for part in (preference, *(one.preference for one in factions)):
        for criterion in part.criteria:
            if isinstance(criterion, Ranking):
                yield _ordered("ranking", criterion)
            elif isinstance(criterion, PartialOrder):
                yield from (_ordered("chain", chain) for _, chain in criterion.telling())


def _ordered(word: str, ranking: Ranking) -> Wish:
    states = [entry.state for group in ranking.groups for entry in group]
    told = tuple(one for one in states if isinstance(one, Expression))
    return f"{word} {ranking_text(ranking, MOST_GROUPS)}", ranking.because, told


def _wants(party: Party, owners: Owners) -> Iterator[Link]:
    """An option that the party may take itself makes it depend on nobody."""
    for said, because, told in wishes(party.preference):
        ground = Ground("preference", said, because)
        for second in _others(party.id, told, owners):
            yield "depends-on", party.id, second, ground, 0


def _others(party: str, told: Iterable[Expression], owners: Owners) -> dict[str, None]:
    options = sorted(owners.options(told))
    return owners.of(one for one in options if party not in owners.of_option[one])


def _mediates(party: Party, situation: Situation, owners: Owners) -> Iterator[Link]:
    """Not with other mediators: nobody says that."""
    if not is_mediator(party.role):
        return
    mediators = {one.id for one in situation.parties if is_mediator(one.role)}
    role = Ground("role", party.role, party.because)
    for said, because, told in wishes(party.preference):
        for second in _others(party.id, told, owners):
            if second not in mediators:
                yield "mediates", party.id, second, role, 0
                yield "mediates", party.id, second, Ground("preference", said, because), 0


def _attitudes(party: Party) -> Iterator[Link]:
    reasons = {one.towards: one.because for one in party.attitude_reasons}
    for towards, sign in party.attitudes:
        word = {1: "for", 0: "indifferent", -1: "against"}[sign]
        yield (
            "attitude",
            party.id,
            towards,
            Ground("attitude", word, reasons.get(towards, ())),
            sign,
        )


def _rules(situation: Situation, owners: Owners) -> Iterator[Link]:
    for rule in situation.rules:
        ground = Ground("rule", rule.name or bare(rule.holds), rule.because)
        for part in _parts(rule.holds):
            if isinstance(part, Relation) and part.word in ("requires", "if"):
                needs, needed = part.left, part.right
                if part.word == "if":
                    needs, needed = needed, needs
                for first in owners.parties(needs):
                    for second in _others(first, (needed,), owners):
                        yield "depends-on", first, second, ground, 0
            else:
                joined = list(owners.parties(part))
                for at, first in enumerate(joined):
                    for second in joined[at + 1 :]:
                        yield "bound", first, second, ground, 0


def _parts(rule: Expression) -> Iterator[Expression]:
    """The parts of a rule that says several things at once."""
    if isinstance(rule, And):
        for part in rule.parts:
            yield from _parts(part)
    else:
        yield rule


def _together(situation: Situation) -> Iterator[Link]:
    said = [(Ground("change", "as applied"), group) for group in situation.together]
    changes = [("lever", one.change) for one in situation.levers]
    changes += [("type", one.change) for one in situation.types]
    changes += [("precedent", one.change) for one in situation.precedents]
    said += [(Ground(w, c.id, c.because), c.together) for w, c in changes if c.together]
    for ground, group in said:
        for at, first in enumerate(group):
            for second in group[at + 1 :]:
                if first != second:
                    yield "moves-together", first, second, ground, 0


def _changed(change: Change, situation: Situation, owners: Owners) -> dict[str, None]:
    """The parties whose preferences or options a change touches, or a rule about them."""
    found = dict.fromkeys(party for party, _ in (*change.raised, *change.lowered, *change.dropped))
    literals = [name for name, _ in (*change.forbid, *change.commit)]
    found |= owners.of((*literals, *change.allow)) | dict.fromkeys(change.together)
    relaxed = [rule.holds for rule in situation.rules if rule.name in change.relax]
    return found | owners.parties(*relaxed)
