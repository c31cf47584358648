"""Random numbers by counter: those of a variant depend on seed, input and its number alone.

Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC
2011, over arrays. The key comes from the seed and the name of the input, the counter from the
number of the variant and that of the draw. So a variant does not depend on which others are made,
by whom, how many at a time or in which order; and an input that joins the file leaves the draws of
the others as they were.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]

LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
LARGEST = 2**63 - 1
"""The last number of a variant."""


def uniforms(seed: int, name: str, numbers: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """``count`` numbers of [0, 1) for each of these variants: float64, shape (n, count).

    53 random bits each; a longer row begins with a shorter one.
    """
    counter = numbers.astype(np.uint64)
    low, high = counter & LOW, counter >> HALF
    found = np.empty((len(numbers), count))
    key = _key(seed, name)
    for block in range((count + 1) // 2):
        words = philox(low, high, np.full_like(low, block), np.zeros_like(low), key)
        for half in range(min(2, count - 2 * block)):
            top, rest = words[2 * half] >> np.uint64(5), words[2 * half + 1] >> np.uint64(6)
            found[:, 2 * block + half] = (top * 67108864.0 + rest) / 9007199254740992.0
    return found


def philox(
    a: Words, b: Words, c: Words, d: Words, key: tuple[int, int]
) -> tuple[Words, Words, Words, Words]:
    """Four random words of 32 bits (kept in uint64, shape (n,)) for each counter (a, b, c, d)."""
    j, k = key
    for _ in range(10):
        p = np.uint64(0xD2511F53) * a
        q = np.uint64(0xCD9E8D57) * c
        a, b = (q >> HALF) ^ b ^ np.uint64(j), q & LOW
        c, d = (p >> HALF) ^ d ^ np.uint64(k), p & LOW
        j, k = (j + 0x9E3779B9) & 0xFFFFFFFF, (k + 0xBB67AE85) & 0xFFFFFFFF
    return a, b, c, d


def _key(seed: int, name: str) -> tuple[int, int]:
    """Two words of 32 bits for one input."""
    digest = hashlib.blake2b(f"{seed} variant {name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest[:4], "little"), int.from_bytes(digest[4:], "little")
