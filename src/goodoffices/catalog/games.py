"""The 78 strictly ordinal 2×2 games of Rapoport and Guyer, generated.

Each of two players orders the four outcomes strictly (24 × 24 games); games that become equal by
exchanging the rows, the columns or the players are one game. The numbers 1 to 78 are ours, in the
order of the payoffs.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product
from typing import Any

Payoffs = tuple[int, int, int, int]
"""Of the states 0 (neither), 1 (the first player takes its option), 2 (the second), 3 (both)."""


def games() -> list[tuple[Payoffs, Payoffs]]:
    """One of each kind: the payoffs (4 the best) of both players, the smallest of its kind."""
    orders: list[Payoffs] = [(a, b, c, d) for a, b, c, d in permutations((1, 2, 3, 4))]
    kinds = {min(_alike(one, other)) for one, other in product(orders, orders)}
    return sorted(kinds, reverse=True)


def _alike(one: Payoffs, other: Payoffs) -> Iterator[tuple[Payoffs, Payoffs]]:
    """The game and its seven mirrors."""
    for flip in (0, 1, 2, 3):
        first, second = _flipped(one, flip), _flipped(other, flip)
        yield first, second
        yield _exchanged(second), _exchanged(first)


def _flipped(payoffs: Payoffs, flip: int) -> Payoffs:
    a, b, c, d = (payoffs[state ^ flip] for state in range(4))
    return a, b, c, d


def _exchanged(payoffs: Payoffs) -> Payoffs:
    return payoffs[0], payoffs[2], payoffs[1], payoffs[3]


def situation_of(number: int) -> dict[str, Any]:
    """Game 1 to 78 as native data."""
    first, second = games()[number - 1]
    return {
        "goodoffices": 1,
        "title": f"Ordinal 2×2 game {number}",
        "parties": {
            "row": {
                "name": "Row",
                "options": {"move": "choose the second row"},
                "ranking": _ranking(first),
            },
            "column": {
                "name": "Column",
                "options": {"move": "choose the second column"},
                "ranking": _ranking(second),
            },
        },
    }


def _ranking(payoffs: Payoffs) -> list[int]:
    return sorted(range(4), key=lambda state: -payoffs[state])
