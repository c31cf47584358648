"""Expressions as patterns: sets of literals of which one must hold (disjunctive form).

Other programs know no counts and relations; a pattern says yes or no for some options and nothing
about the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from goodoffices.errors import TooLargeError
from goodoffices.model.expression import And, Constant, Count, Expression, Name, Not, Or, Relation

Pattern = Mapping[str, bool]
"""Option name → taken or not, in the order in which the expression names them."""

MOST_PATTERNS = 5_000


def patterns(
    expression: Expression, names: Mapping[str, Expression], holds: bool = True
) -> list[dict[str, bool]]:
    """Patterns of which one fits exactly where the expression is true (or not: ``holds``).

    ``names``: what terms and named states mean. None at all: nowhere; one empty pattern:
    everywhere. Raises ``TooLargeError`` above ``MOST_PATTERNS``.
    """
    match expression:
        case Constant():
            return [{}] if expression.value == holds else []
        case Name():
            if expression.text in names:
                return patterns(names[expression.text], names, holds)
            return [{expression.text: holds}]
        case Not():
            return patterns(expression.operand, names, not holds)
        case And() | Or():
            parts = [patterns(part, names, holds) for part in expression.parts]
            return _every(parts) if isinstance(expression, And) == holds else _some(parts)
        case Relation():
            return _related(expression, names, holds)
        case Count():
            return _counted(expression, names, holds)
    raise TypeError(f"not an expression: {expression!r}")


def _related(
    relation: Relation, names: Mapping[str, Expression], holds: bool
) -> list[dict[str, bool]]:
    left, right = relation.left, relation.right
    if relation.word == "iff":
        both = And((left, right)), And((Not(left), Not(right)))
        one = And((left, Not(right))), And((Not(left), right))
        return patterns(Or(both if holds else one), names)
    means = {
        "requires": Or((Not(left), right)),
        "if": Or((left, Not(right))),
        "excludes": Or((Not(left), Not(right))),
    }
    return patterns(means[relation.word], names, holds)


def _counted(count: Count, names: Mapping[str, Expression], holds: bool) -> list[dict[str, bool]]:
    """At least n: some n of them; at most n: some (all − n) are not; and so on."""
    size = len(count.members)
    least, most = {
        "at least": (count.number, size),
        "at most": (0, count.number),
        "exactly": (count.number, count.number),
    }[count.word]
    if holds:
        sides = [
            _of(count.members, least, True, names),
            _of(count.members, size - most, False, names),
        ]
        return _every(sides)
    few = _of(count.members, size - least + 1, False, names)
    many = _of(count.members, most + 1, True, names)
    return _some([few, many])


def _of(
    members: Sequence[Expression], number: int, holds: bool, names: Mapping[str, Expression]
) -> list[dict[str, bool]]:
    """Some ``number`` of the members hold (or do not)."""
    if number <= 0:
        return [{}]
    single = [patterns(member, names, holds) for member in members]
    found: list[list[dict[str, bool]]] = []
    for chosen in combinations(single, number):
        found.append(_every(chosen))
        if len(found) > MOST_PATTERNS:
            raise _too_many()
    return _some(found)


def _every(parts: Iterable[list[dict[str, bool]]]) -> list[dict[str, bool]]:
    found: list[dict[str, bool]] = [{}]
    for part in parts:
        if len(found) * len(part) > 200 * MOST_PATTERNS:
            raise _too_many()
        joined = []
        for one in found:
            for other in part:
                if all(one.get(name, value) == value for name, value in other.items()):
                    joined.append({**one, **other})
        found = _simplest(joined)
    return found


def _some(parts: Iterable[list[dict[str, bool]]]) -> list[dict[str, bool]]:
    return _simplest([one for part in parts for one in part])


def _simplest(found: list[dict[str, bool]]) -> list[dict[str, bool]]:
    """Without patterns that another one covers; the order stays."""
    if len(found) > MOST_PATTERNS:
        raise _too_many()
    sets = [frozenset(one.items()) for one in found]
    by_size = sorted(set(sets), key=len)
    kept: set[frozenset[tuple[str, bool]]] = set()
    for candidate in by_size:
        if len(candidate) > 14 or len(kept) < 2 ** len(candidate):
            covered = any(other < candidate for other in kept)
        else:
            covered = any(frozenset(part) in kept for part in _parts(candidate))
        if not covered:
            kept.add(candidate)
    result = []
    for one, as_set in zip(found, sets, strict=True):
        if as_set in kept:
            kept.remove(as_set)
            result.append(one)
    return result


def _parts(one: frozenset[tuple[str, bool]]) -> Iterable[tuple[tuple[str, bool], ...]]:
    literals = sorted(one)
    for size in range(len(literals)):
        yield from combinations(literals, size)


def _too_many() -> TooLargeError:
    return TooLargeError(
        f"an expression has more than {MOST_PATTERNS:,} patterns of options; "
        "write it as several shorter rules"
    )
