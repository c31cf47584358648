"""Every variant of an uncertain situation with its probability, from the plain data of its file.

Written out from the definitions alone: which values every uncertain input can have, the product of
their probabilities, and the variant as plain data that `case.read` reads. Nothing is sampled.

1. A party with types is of one of them; the one without a probability takes the rest.
2. A rule with a probability holds or does not; one behaviour of a list counts, each alike.
3. With levers, each is on or off, one half each.
4. A run of statements joined by links that are not firm has any order, with the probability of the
   Mallows model, φ to the number of pairs that stand the other way round; the lists of types and
   levers have runs where they are applied.
5. Own lists are put into order first, then types and levers apply, in file order.

Where probabilities are ranges, `point` says which number of each range is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import permutations, product
from typing import Any

from .case import Data, NoFeasibleState, as_text, read, reader
from .changes import apply
from .concepts import concept

PHI = {"firm": 0.0, "likely": 0.3, "guess": 0.7}

Distribution = tuple[float, ...]
Point = Mapping[str, Distribution]
"""Name of a choice with ranges → the distribution that is meant."""


@dataclass(frozen=True)
class Chosen:
    """One variant: its values by choice, its plain data."""

    values: Mapping[str, int]
    orders: float
    data: Data


def choices(data: Data, levers: bool) -> dict[str, list[tuple[float, float]]]:
    """Name → the range of the probability of each value, a number being a range of one point."""
    found: dict[str, list[tuple[float, float]]] = {}
    for party, kinds in (data.get("types") or {}).items():
        given = [_range((kind or {}).get("probability")) for kind in kinds.values()]
        low = sum(one[0] for one in given if one)
        high = sum(one[1] for one in given if one)
        found[f"type {party}"] = [one or (max(0.0, 1 - high), 1 - low) for one in given]
    for at, rule in enumerate(data.get("rules") or []):
        if isinstance(rule, dict) and rule.get("probability") is not None:
            low, high = _range(rule["probability"]) or (1.0, 1.0)
            found[f"rule {at}"] = [(1 - high, 1 - low), (low, high)]
    for party, body in data["parties"].items():
        several = (body or {}).get("behaviour")
        if isinstance(several, list):
            found[f"behaviour {party}"] = [(1 / len(several),) * 2] * len(several)
    for lever in (data.get("levers") or {}) if levers else ():
        found[f"lever {lever}"] = [(0.5, 0.5)] * 2
    return found


def _range(given: Any) -> tuple[float, float] | None:
    if given is None:
        return None
    return (float(given[0]), float(given[1])) if isinstance(given, list) else (float(given),) * 2


def variants(data: Data, levers: bool = False) -> Iterator[Chosen]:
    """Every variant there is. `orders`: the probability of its orders."""
    found = choices(data, levers)
    for values in product(*(range(len(one)) for one in found.values())):
        chosen = dict(zip(found, values, strict=True))
        if all(ranges[chosen[name]][1] > 0 for name, ranges in found.items()):
            yield from _ordered(data, chosen)


def _ordered(data: Data, chosen: Mapping[str, int]) -> Iterator[Chosen]:
    types = {p: list(kinds)[chosen[f"type {p}"]] for p, kinds in (data.get("types") or {}).items()}
    on = [name for name in data.get("levers") or {} if chosen.get(f"lever {name}")]
    plain = deepcopy(data)
    plain["rules"] = [
        {k: v for k, v in rule.items() if k != "probability"} if isinstance(rule, dict) else rule
        for at, rule in enumerate(data.get("rules") or [])
        if chosen.get(f"rule {at}", 1)
    ]
    for party, body in plain["parties"].items():
        if f"behaviour {party}" in chosen:
            body["behaviour"] = body["behaviour"][chosen[f"behaviour {party}"]]
    places = [
        (("parties", party, "prefers"), (body or {}).get("prefers"))
        for party, body in data["parties"].items()
    ]
    for party, name in types.items():
        places += _lists(data, ("types", party, name), data["types"][party][name] or {}, party)
    for name in on:
        places += _lists(data, ("levers", name), data["levers"][name] or {}, None)
    every = [(path, list(orders(list(items)))) for path, items in places if items]
    for several in product(*(one for _, one in every)):
        copy, probability = deepcopy(plain), 1.0
        for (path, _), (items, share) in zip(every, several, strict=True):
            probability *= share
            inner = copy
            for key in path[:-1]:
                inner = inner[key]
            inner[path[-1]] = items
        yield Chosen(chosen, probability, apply(copy, types, [], on))


def _lists(
    data: Data, path: tuple[str, ...], change: Data, party: str | None
) -> list[tuple[tuple[str, ...], Any]]:
    """Where the lists stand that a change raises or lowers; those of rankings have no runs."""
    found: list[tuple[tuple[str, ...], Any]] = []
    for verb in ("raise", "lower"):
        said = change.get(verb)
        if isinstance(said, list) and party is not None:
            found.append(((*path, verb), said if _listed(data, party) else None))
        elif isinstance(said, dict):
            for who, items in said.items():
                if isinstance(items, list) and _listed(data, who):
                    found.append(((*path, verb, who), items))
    return found


def _listed(data: Data, party: str) -> bool:
    return (data["parties"][party] or {}).get("ranking") is None


def orders(items: list[Any]) -> Iterator[tuple[list[Any], float]]:
    """Every order of a list of statements, with its probability."""
    runs: list[list[Any]] = []
    phis: list[float] = []
    for at, item in enumerate(items):
        link = max(map(_phi, item if isinstance(item, list) else [item]))
        if at and link > 0:
            runs[-1].append(item)
            phis[-1] = max(phis[-1], link)
        else:
            runs.append([item])
            phis.append(0.0)
    for several in product(*(mallows(len(r), p) for r, p in zip(runs, phis, strict=True))):
        probability, after = 1.0, list[Any]()
        for run, (order, share) in zip(runs, several, strict=True):
            probability *= share
            after += [run[place] for place in order]
        yield after, probability


def _phi(item: Any) -> float:
    sure = item.get("sure", "firm") if isinstance(item, dict) else "firm"
    return float(sure["phi"]) if isinstance(sure, dict) else PHI[sure]


def mallows(m: int, phi: float) -> list[tuple[tuple[int, ...], float]]:
    """Every order of m items with a probability that is not 0, by its definition."""
    weight = {
        order: phi ** sum(order[a] > order[b] for b in range(m) for a in range(b))
        for order in permutations(range(m))
    }
    return [(one, w / sum(weight.values())) for one, w in weight.items() if w > 0]


@dataclass(frozen=True)
class Cells:
    """What holds, by the values of the choices: `holds[values][question]` is the share of the
    orders, given these values; a question is an expression, or the id of a state."""

    ranges: Mapping[str, list[tuple[float, float]]]
    holds: Mapping[tuple[int, ...], Mapping[str | int, float]]

    def share(self, question: str | int, point: Point) -> float:
        """In how many variants, where the probabilities are these."""
        total = 0.0
        for values, held in self.holds.items():
            weight = 1.0
            for name, value in zip(self.ranges, values, strict=True):
                weight *= point[name][value]
            total += weight * held.get(question, 0.0)
        return total


def cells(data: Data, asked: list[str], levers: bool = False) -> Cells:
    """All variants solved by the definitions. Raises `BadRanking` where some variant has one."""
    holds: dict[tuple[int, ...], dict[str | int, float]] = {}
    for one in variants(data, levers):
        into = holds.setdefault(tuple(one.values.values()), {})
        held = equilibria(one.data)
        satisfies = reader(one.data)
        yes: list[str | int] = [q for q in asked if any(satisfies(s, as_text(q)) for s in held)]
        for question in (*yes, *held):
            into[question] = into.get(question, 0.0) + one.orders
    return Cells(choices(data, levers), holds)


def equilibria(data: Data) -> list[int]:
    """The states that are stable for every party by its behaviour; none where none is feasible."""
    try:
        conflict = read({key: value for key, value in data.items() if key != "now"})
    except NoFeasibleState:
        return []
    return [
        state
        for state in conflict.feasible
        if all(concept(conflict.behaviour[p])(conflict, p, state) for p in conflict.parties)
    ]


def middle(ranges: list[tuple[float, float]]) -> Distribution:
    """The mid-points; where they do not sum to 1, the same fraction of every range, tightened."""
    tight = tightened(ranges)
    low, high = sum(a for a, _ in tight), sum(b for _, b in tight)
    at = (1 - low) / (high - low) if high - low > 1e-9 else 0.5
    return tuple(a + at * (b - a) for a, b in tight)


def tightened(ranges: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The ranges without what the others rule out."""
    low, high = sum(a for a, _ in ranges), sum(b for _, b in ranges)
    return [(max(a, 1 - (high - b)), min(b, 1 - (low - a))) for a, b in ranges]


def grid(ranges: list[tuple[float, float]], steps: int = 4) -> Iterator[Distribution]:
    """Points of the ranges, their ends and corners among them."""
    for free in range(len(ranges)):
        others = [
            [a + (b - a) * k / steps for k in range(steps + 1)] if b > a else [a]
            for at, (a, b) in enumerate(ranges)
            if at != free
        ]
        for some in product(*others):
            rest = 1 - sum(some)
            if ranges[free][0] - 1e-9 <= rest <= ranges[free][1] + 1e-9:
                yield (*some[:free], rest, *some[free:])
