"""Imprecise probabilities: every distribution whose parts stay within given ranges.

Such distributions form a polytope: a box cut by "the parts sum to 1". What is linear, or a ratio of
two linear functions, over it is least and greatest at vertices.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from goodoffices.errors import RequestError
from goodoffices.model.change import Range

Shares = tuple[float, ...]

CLOSE = 1e-9
"""What sums of rounded numbers may differ by."""

MOST = 12
"""So many values of one input can be given ranges."""


def tightened(ranges: Sequence[Range], what: str) -> tuple[Range, ...]:
    """The ranges without what the other parts rule out: each end is reached by a distribution.

    Raises ``RequestError`` where no distribution fits; ``what`` names the input.
    """
    low, high = sum(low for low, _ in ranges), sum(high for _, high in ranges)
    if low > 1 + CLOSE or high < 1 - CLOSE or any(not 0 <= a <= b <= 1 for a, b in ranges):
        total = f"{low:g}" if low == high else f"{low:g} to {high:g}"
        raise RequestError(f"the probabilities of {what} sum to {total}; expected 1")
    found = []
    for a, b in ranges:
        least, most = max(a, 1 - (high - b)), min(b, 1 - (low - a))
        found.append((_clean(least), _clean(max(least, most))))
    return tuple(found)


def middle(ranges: Sequence[Range]) -> Shares:
    """The mid-points of tightened ranges; where these do not sum to 1, the distribution in which
    every part stands at the same fraction of its range."""
    low, high = sum(low for low, _ in ranges), sum(high for _, high in ranges)
    at = (1 - low) / (high - low) if high - low > CLOSE else 0.5
    at = 0.5 if abs(at - 0.5) < CLOSE else at
    return tuple(a + at * (b - a) for a, b in ranges)


def vertices(ranges: Sequence[Range], what: str) -> tuple[Shares, ...]:
    """The corners of what tightened ranges allow: all parts but one at an end of their range."""
    if all(b - a <= CLOSE for a, b in ranges):
        return (middle(ranges),)
    if len(ranges) > MOST:
        raise RequestError(
            f"{what} has {len(ranges)} values with ranges of probability; expected at most {MOST}; "
            "give some of them a number"
        )
    found: dict[Shares, Shares] = {}
    for free, (a, b) in enumerate(ranges):
        ends = [sorted({x, y}) for at, (x, y) in enumerate(ranges) if at != free]
        for others in product(*ends):
            rest = 1 - sum(others)
            if a - CLOSE <= rest <= b + CLOSE:
                corner = (*others[:free], _clean(rest), *others[free:])
                found.setdefault(tuple(round(one, 9) for one in corner), corner)
    return tuple(found[key] for key in sorted(found))


def _clean(number: float) -> float:
    """Without the last digits of a difference: 0.30000000000000004 is 0.3."""
    return min(1.0, max(0.0, round(number, 12)))
