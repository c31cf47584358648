"""Where the actors of a map stand in its picture, so that lines are short and names apart.

1. Parties that do not mediate stand on an ellipse, mediators on a smaller one within it; where all
   mediate, they stand on the outer one.
2. Along the outer ellipse parties are ordered so that the lines between neighbours are short: two
   change places as long as that shortens the whole. Mediators stand in the order of the directions
   in which they are joined.
3. People and factions stand outside their party, others on a third ellipse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import atan2, cos, hypot, pi, sin

from goodoffices.analyses.actor_map import ActorMap
from goodoffices.analyses.actor_relations import OTHER, PARTY

WIDE, HIGH = 340.0, 250.0
INNER, OUTER = 0.42, 1.45
MEMBER = 62.0
NAME = 26.0
"""More below a party, where its name stands."""
ROUNDS = 30
Point = tuple[float, float]


def actor_places(found: ActorMap) -> Mapping[str, Point]:
    """Actor → (x, y), y downwards; the same for the same map."""
    parties = [one for one in found.actors if one.what == PARTY]
    outer = [one.id for one in parties if not one.mediates]
    inner = [one.id for one in parties if one.mediates]
    if not outer:
        outer, inner = inner, []
    weight = _weights(found)
    places = dict(_ring(_ordered(outer, weight), 1.0, -pi / 2))
    places |= _inner(inner, places, weight)
    others = [one.id for one in found.actors if one.what == OTHER]
    places |= _ring(others, OUTER, -pi / 2 + pi / max(1, len(others)))
    for party in parties:
        places |= _members([one.id for one in found.members(party.id)], places[party.id])
    return places


def _weights(found: ActorMap) -> dict[frozenset[str], int]:
    """How many relations join two."""
    weight: dict[frozenset[str], int] = {}
    for one in found.relations:
        pair = frozenset((one.first, one.second))
        weight[pair] = weight.get(pair, 0) + 1
    return weight


def _ring(ids: Sequence[str], size: float, begin: float) -> dict[str, Point]:
    turn = 2 * pi / max(1, len(ids))
    angles = [begin + at * turn for at in range(len(ids))]
    return {
        one: (WIDE * size * cos(a), HIGH * size * sin(a))
        for one, a in zip(ids, angles, strict=True)
    }


def _ordered(ids: list[str], weight: Mapping[frozenset[str], int]) -> list[str]:
    """Step 2: exchanges of two places, until none is better."""
    n, order = len(ids), list(ids)
    apart = [hypot(cos(2 * pi * k / max(1, n)) - 1, sin(2 * pi * k / max(1, n))) for k in range(n)]

    def length(at: int, skip: int) -> float:
        return sum(
            weight.get(frozenset((order[at], order[k])), 0) * apart[abs(at - k)]
            for k in range(n)
            if k not in (at, skip)
        )

    for _ in range(ROUNDS):
        better = False
        for a in range(n):
            for b in range(a + 1, n):
                before = length(a, b) + length(b, a)
                order[a], order[b] = order[b], order[a]
                if length(a, b) + length(b, a) < before - 1e-9:
                    better = True
                else:
                    order[a], order[b] = order[b], order[a]
        if not better:
            break
    return order


def _inner(
    ids: Sequence[str], places: Mapping[str, Point], weight: Mapping[frozenset[str], int]
) -> dict[str, Point]:
    """Mediators evenly around the middle, in the order of the directions that they look in."""
    if len(ids) == 1:
        return {ids[0]: (0.0, 0.0)}

    def looks(one: str) -> float:
        x = sum(weight.get(frozenset((one, other)), 0) * p[0] for other, p in places.items())
        y = sum(weight.get(frozenset((one, other)), 0) * p[1] for other, p in places.items())
        return atan2(y, x)

    order = sorted(ids, key=looks)
    begin = looks(order[0]) if order else 0.0
    return _ring(order, INNER, begin)


def _members(ids: Sequence[str], party: Point) -> dict[str, Point]:
    """A fan that opens away from the middle."""
    away = atan2(party[1], party[0]) if hypot(*party) > 1 else pi / 2
    step = min(pi / 4, 1.2 * pi / max(1, len(ids) - 1))
    first = away - step * (len(ids) - 1) / 2
    far = MEMBER * max(1.0, len(ids) / 6)
    angles = [first + at * step for at in range(len(ids))]
    return {
        one: (party[0] + far * cos(a), party[1] + far * sin(a) + NAME * max(0.0, sin(a)))
        for one, a in zip(ids, angles, strict=True)
    }
