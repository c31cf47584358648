"""Rules for a list of states: patterns that fit every state which is not in the list.

People who write tables list what is feasible; a situation says what cannot be.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import TooLargeError

Ids = NDArray[np.uint64]
Cube = tuple[tuple[int, bool], ...]
"""Bits with the value that they have in every state of the pattern."""

MOST_CUBES = 20_000
MOST_WORK = 200_000_000


def cover(ids: Ids, bits: int) -> list[Cube]:
    """Patterns that together fit exactly the ids of ``bits`` bits that are not in ``ids``.

    1. The tree of bits, highest first, is walked as long as a branch holds some of the ids and
       not all that could be; a branch with none is a pattern.
    2. A pattern loses every bit that it can lose without fitting one of the ids.
    3. A pattern that another one covers is left out.

    Short where the list has a simple reason, never wrong. ``ids`` increasing, uint64. Raises
    ``TooLargeError`` above ``MOST_CUBES``.
    """
    found: list[Cube] = []
    stack: list[tuple[int, int, int, Cube]] = [(0, len(ids), bits, ())]
    while stack:
        start, end, left, fixed = stack.pop()
        if start == end:
            found.append(fixed)
            if len(found) > MOST_CUBES:
                raise TooLargeError(
                    f"the states listed leave out more than {MOST_CUBES:,} patterns; "
                    "write rules, or list fewer states"
                )
            continue
        if end - start == 1 << left:
            continue
        bit = left - 1
        high = (ids[start:end] >> np.uint64(bit)) & np.uint64(1)
        middle = start + int(np.count_nonzero(high == 0))
        stack.append((middle, end, bit, (*fixed, (bit, True))))
        stack.append((start, middle, bit, (*fixed, (bit, False))))
    if len(found) * bits * len(ids) <= MOST_WORK:
        found = [_shorter(cube, ids) for cube in found]
    return _needed(found)


def _shorter(cube: Cube, ids: Ids) -> Cube:
    for literal in cube:
        rest = tuple(one for one in cube if one != literal)
        if not _fits(rest, ids).any():
            cube = rest
    return cube


def _fits(cube: Cube, ids: Ids) -> NDArray[np.bool_]:
    mask = sum(1 << bit for bit, _ in cube)
    value = sum(1 << bit for bit, taken in cube if taken)
    return np.asarray(ids & np.uint64(mask) == np.uint64(value), dtype=np.bool_)


def _needed(cubes: list[Cube]) -> list[Cube]:
    kept: list[frozenset[tuple[int, bool]]] = []
    for cube in sorted(set(cubes), key=lambda one: (len(one), one)):
        literals = frozenset(cube)
        if not any(other <= literals for other in kept):
            kept.append(literals)
    return [tuple(sorted(cube)) for cube in kept]
