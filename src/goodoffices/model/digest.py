"""Digests: two files that decide the same verdicts have the same one, on every machine.

Counted for ``digest``: parties, options and their order (ids depend on it), terms, rules,
preferences and rankings, one-way options, ``closed``, ``no_move``, ``same``, ``graph``, ``now``,
behaviours, changes and perceptions, and those named states that any of these mention. Not
counted: the order of other keys, comments, quoting, line ends, display names and ``because``.

``inputs`` also counts what only some results read: probabilities, ``sure``, costs, further
behaviours, dates and the outlook.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from goodoffices.model.change import Change
from goodoffices.model.expression import Expression, literal_text, names_in
from goodoffices.model.preference import (
    Criterion,
    Group,
    Level,
    Line,
    PartialOrder,
    Preference,
    Sure,
)

if TYPE_CHECKING:
    from goodoffices.model.graded import GradedPair
    from goodoffices.model.situation import Situation


def digest(situation: Situation) -> str:
    """SHA-256 (64 hex digits) of what decides verdicts."""
    return _sha(_verdicts(situation))


def inputs_digest(situation: Situation) -> str:
    """SHA-256 (64 hex digits) of what any result reads."""
    return _sha({"verdicts": _verdicts(situation), "further": _further(situation)})


def same_preference(first: Preference, second: Preference) -> bool:
    """Whether two preferences decide the same, wherever they stand and whatever they rest on."""
    return _preference(first) == _preference(second)


def _sha(data: object) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _verdicts(situation: Situation) -> dict[str, object]:
    graph = situation.graph
    data: dict[str, object] = {
        "parties": [party.id for party in situation.parties],
        "options": [[option.name, *sorted(option.also)] for option in situation.options],
        "terms": {term.id: str(term.means) for term in situation.terms},
        "rules": sorted([rule.name, str(rule.holds)] for rule in situation.rules),
        "prefers": {party.id: _preference(party.preference) for party in situation.parties},
        "behaviour": {party.id: party.behaviour[0] for party in situation.parties},
        "one_way": _literals(situation.one_way),
        "closed": sorted(situation.closed),
        "no_move": sorted([m.by, str(m.source), str(m.target)] for m in situation.no_move),
        "same": sorted(map(str, situation.same)),
        "graph": None
        if graph is None
        else [
            [key for key, _ in graph.states],
            sorted([p, sorted(arcs)] for p, arcs in graph.moves),
        ],
        "now": None if situation.now is None else sorted(situation.now),
        "together": sorted(sorted(group) for group in situation.together),
        "levers": {lever.id: _change(lever.change) for lever in situation.levers},
        "types": {f"{t.party}={t.id}": _change(t.change) for t in situation.types},
        "precedents": {p.id: [str(p.after), _change(p.change)] for p in situation.precedents},
    }
    attitudes = {p.id: sorted(p.attitudes) for p in situation.parties if p.attitudes}
    if attitudes:
        data["attitudes"] = attitudes
    if situation.perceives:  # left out otherwise: files without it keep the digest they had
        data["perceives"] = {
            one.party: [sorted(one.unaware), _change(one.change)] for one in situation.perceives
        }
    data["states"] = _mentioned_states(situation)
    return data


def _further(situation: Situation) -> dict[str, object]:
    return {
        "as_of": situation.as_of.isoformat() if situation.as_of else None,
        "behaviour": {party.id: list(party.behaviour) for party in situation.parties},
        "sure": {
            party.id: [_sure(s.sure) for s in party.preference.statements()]
            for party in situation.parties
        },
        "rules": sorted([r.name, str(r.holds), r.probability] for r in situation.rules),
        "levers": {lever.id: [lever.cost, sorted(lever.by)] for lever in situation.levers},
        "types": {f"{t.party}={t.id}": t.probability for t in situation.types},
        "outlook": json.loads(situation.outlook.text) if situation.outlook else None,
    }


def _sure(sure: Sure) -> list[object]:
    return [sure.word, sure.phi]


def _preference(preference: Preference) -> object:
    """Criteria as a list; with what else a preference says, a mapping."""
    criteria = [_criterion(one) for one in preference.criteria]
    more: dict[str, object] = {}
    if preference.strongly_by:
        more["strongly_by"] = list(map(str, preference.strongly_by))
    if preference.open:
        pairs = [sorted([_group(one.first), _group(one.second)]) for one in preference.open]
        more["unknown"] = sorted(pairs)
    if preference.extension:
        more["extension"] = preference.extension
    if preference.divided:
        one = preference.divided
        more["divided"] = [str(one.alpha), str(one.beta), str(one.gamma)]
        more["factions"] = sorted(
            [str(f.share), json.dumps(_preference(f.preference))] for f in one.factions
        )
        more["pairs"] = [_graded(pair) for pair in one.pairs]
    if preference.fuzzy:
        more["fuzzy"] = str(preference.fuzzy.threshold)
        more["pairs"] = [_graded(pair) for pair in preference.fuzzy.pairs]
    return {"criteria": criteria, **more} if more else criteria


def _criterion(criterion: Criterion) -> object:
    if isinstance(criterion, Level):
        return _level(criterion)
    if isinstance(criterion, Line):
        return {"line": criterion.degree}
    if isinstance(criterion, PartialOrder):
        return {"chains": sorted([_group(g) for g in chain.groups] for chain in criterion.chains)}
    shown: dict[str, object] = {"ranking": [_group(group) for group in criterion.groups]}
    return shown | ({"lines": list(map(list, criterion.lines))} if criterion.lines else {})


def _group(group: Group) -> list[str]:
    return sorted(str(entry.state) for entry in group)


def _graded(pair: GradedPair) -> list[object]:
    return [_group(pair.better), _group(pair.worse), str(pair.degree), str(pair.reverse)]


def _level(level: Level) -> list[str]:
    return sorted(
        ("unknown: " if one.unknown else "")
        + (f"{one.weight} * {one.want}" if level.weighted else str(one.want))
        for one in level.statements
    )


def _literals(literals: Iterable[tuple[str, bool]]) -> list[str]:
    return sorted(literal_text(name, value) for name, value in literals)


def _change(change: Change) -> dict[str, object]:
    return {
        "raise": {party: [_level(level) for level in levels] for party, levels in change.raised},
        "lower": {party: [_level(level) for level in levels] for party, levels in change.lowered},
        "drop": sorted([party, str(want)] for party, want in change.dropped),
        "forbid": _literals(change.forbid),
        "allow": sorted(change.allow),
        "relax": sorted(change.relax),
        "commit": _literals(change.commit),
        "together": sorted(change.together),
    }


def _expressions(situation: Situation) -> Iterable[Expression]:
    yield from (term.means for term in situation.terms)
    yield from (rule.holds for rule in situation.rules)
    yield from situation.same
    for move in situation.no_move:
        yield from (move.source, move.target)
    for party in situation.parties:
        yield from _wanted(party.preference)
    changes = [lever.change for lever in situation.levers]
    changes += [party_type.change for party_type in situation.types]
    changes += [perception.change for perception in situation.perceives]
    for precedent in situation.precedents:
        yield precedent.after
        changes.append(precedent.change)
    for change in changes:
        yield from (want for _, want in change.dropped)
        for _, levels in (*change.raised, *change.lowered):
            yield from (s.want for level in levels for s in level.statements)


def _wanted(preference: Preference) -> Iterable[Expression]:
    yield from (statement.want for statement in preference.statements())
    for group in preference.groups():
        yield from (e.state for e in group if isinstance(e.state, Expression))


def _mentioned_states(situation: Situation) -> dict[str, str]:
    means = {state.id: state.means for state in situation.states}
    mentioned: dict[str, str] = {}
    open_ = [name.text for e in _expressions(situation) for name in names_in(e)]
    while open_:
        name = open_.pop()
        if name in means and name not in mentioned:
            mentioned[name] = str(means[name])
            open_ += [inner.text for inner in names_in(means[name])]
    return mentioned
