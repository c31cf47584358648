"""Putting states into the order of a party's fibres, by counting sorts.

A party's order is by "everything that is not its own", then by its rank, worst first. Ranks are
small integers and the options of the others make a number of few bits, so two stable counting
sorts do it in linear time; where the number has too many bits, a comparison sort.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from goodoffices.heavy import kernel

Ints = NDArray[np.int32]
Ids = NDArray[np.uint64]
Bytes = NDArray[np.uint8]

NEW_RANK = np.uint8(1)
NEW_PART = np.uint8(2)
MOST_BUCKET_BITS = 26


def fibre_order(ids: Ids, rank: Ints, own: int, n_options: int) -> tuple[Ints, Bytes]:
    """(order, flags) for a party without one-way options; both shape (n_states,).

    ``order``: positions by fibre, then rank. ``flags``: at each place of ``order`` ``NEW_PART``
    where a fibre begins, ``NEW_RANK`` where another rank begins (also at every new part).
    """
    others = [bit for bit in range(n_options) if not own >> bit & 1]
    if len(others) > min(MOST_BUCKET_BITS, len(ids).bit_length() + 3):
        key = ids & np.uint64(sum(1 << bit for bit in others))
        order = np.lexsort((rank, key)).astype(np.int32)
        return order, flags_of(key[order], np.zeros(0, np.uint64), rank[order])
    shifts, masks = _runs(others)
    return _counted(ids, rank, shifts, masks, len(others))


def split_order(ids: Ids, rank: Ints, own: int, pattern: NDArray[np.uint64]) -> tuple[Ints, Bytes]:
    """The same with parts by ``pattern`` (which one-way literals hold) inside each fibre."""
    key = ids & np.uint64(~own & 2**64 - 1)
    order = np.lexsort((rank, pattern, key)).astype(np.int32)
    return order, flags_of(key[order], pattern[order], rank[order])


def flags_of(key: Ids, pattern: NDArray[np.uint64], rank: Ints) -> Bytes:
    """Flags from sorted keys, patterns (may be empty) and ranks."""
    part = np.ones(len(key), dtype=np.bool_)
    part[1:] = key[1:] != key[:-1]
    if len(pattern):
        part[1:] |= pattern[1:] != pattern[:-1]
    new = part.copy()
    new[1:] |= rank[1:] != rank[:-1]
    return (new * NEW_RANK + part * NEW_PART).astype(np.uint8)


def _runs(bits: list[int]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Runs of neighbouring bits: where each is shifted to, and its mask after the shift."""
    shifts, masks = [], []
    at = 0
    while at < len(bits):
        end = at
        while end + 1 < len(bits) and bits[end + 1] == bits[end] + 1:
            end += 1
        shifts.append(bits[at] - at)
        masks.append(sum(1 << k for k in range(at, end + 1)))
        at = end + 1
    return np.array(shifts, dtype=np.uint64), np.array(masks, dtype=np.uint64)


@kernel
def _counted(
    ids: Ids, rank: Ints, shifts: NDArray[np.uint64], masks: NDArray[np.uint64], bits: int
) -> tuple[Ints, Bytes]:
    n = len(ids)
    place = np.zeros(rank.max() + 2, dtype=np.int32)
    for s in range(n):
        place[rank[s] + 1] += 1
    for r in range(1, len(place)):
        place[r] += place[r - 1]
    by_rank = np.empty(n, dtype=np.int32)
    for s in range(n):
        by_rank[place[rank[s]]] = s
        place[rank[s]] += 1
    key = np.empty(n, dtype=np.uint32)
    bucket = np.zeros((1 << bits) + 1, dtype=np.int32)
    for s in range(n):
        packed = np.uint64(0)
        for run in range(len(shifts)):
            packed |= (ids[s] >> shifts[run]) & masks[run]
        key[s] = np.uint32(packed)
        bucket[np.int64(packed) + 1] += 1
    for b in range(1, len(bucket)):
        bucket[b] += bucket[b - 1]
    order = np.empty(n, dtype=np.int32)
    for at in range(n):
        s = by_rank[at]
        order[bucket[key[s]]] = s
        bucket[key[s]] += 1
    flags = np.zeros(n, dtype=np.uint8)
    for at in range(n):
        s = order[at]
        if at == 0 or key[order[at - 1]] != key[s]:
            flags[at] = 3
        elif rank[order[at - 1]] != rank[s]:
            flags[at] = 1
    return order, flags
