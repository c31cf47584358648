"""Random numbers by counter: Philox4x32-10, exponentials and normals from it.

Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011. The
key comes from seed and name, the counter from run and occurrence (or step). So no draw depends on
which other events there are, on how many runs, or on the order in which they are made.
"""

from __future__ import annotations

import math

import numpy as np

from goodoffices.heavy import inner
from goodoffices.outlook.parts import Floats, Keys

Words = tuple[np.uint64, np.uint64, np.uint64, np.uint64]


@inner
def philox(a: int, b: int, c: int, d: int, k: int, j: int) -> Words:
    """Four random words of 32 bits for the counter (a, b, c, d) and the key (k, j)."""
    low = np.uint64(0xFFFFFFFF)
    half = np.uint64(32)
    x0, x1, x2, x3 = np.uint64(a), np.uint64(b), np.uint64(c), np.uint64(d)
    k0, k1 = np.uint64(k), np.uint64(j)
    for _ in range(10):
        p = np.uint64(0xD2511F53) * x0
        q = np.uint64(0xCD9E8D57) * x2
        x0, x1, x2, x3 = (q >> half) ^ x1 ^ k0, q & low, (p >> half) ^ x3 ^ k1, p & low
        k0 = (k0 + np.uint64(0x9E3779B9)) & low
        k1 = (k1 + np.uint64(0xBB67AE85)) & low
    return x0, x1, x2, x3


@inner
def exponential(keys: Keys, event: int, occurrence: int, run: int) -> float:
    """The draw of an event's occurrence in a run, of mean 1."""
    a, b, _, _ = philox(run, 0, occurrence, 0, keys[event, 0], keys[event, 1])
    high = float(a >> np.uint64(5)) * 67108864.0
    return -math.log((high + float(b >> np.uint64(6)) + 0.5) / 9007199254740992.0)


@inner
def four_normals(keys: Keys, flow: int, part: int, run: int, into: Floats, at: int) -> None:
    """The normals of the steps 4·part + 1 to 4·part + 4 (Box and Muller)."""
    a, b, c, d = philox(run, 1, part, 0, keys[flow, 0], keys[flow, 1])
    scale = 1.0 / 4294967296.0
    size = math.sqrt(-2.0 * math.log((float(a) + 0.5) * scale))
    angle = 2.0 * math.pi * float(b) * scale
    into[0, at], into[1, at] = size * math.cos(angle), size * math.sin(angle)
    size = math.sqrt(-2.0 * math.log((float(c) + 0.5) * scale))
    angle = 2.0 * math.pi * float(d) * scale
    into[2, at], into[3, at] = size * math.cos(angle), size * math.sin(angle)
