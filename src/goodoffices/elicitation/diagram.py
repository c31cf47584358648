"""All orders of the statements that agree with some answers, without listing them.

An order is chosen level by level from the top. What may follow depends only on the statements
that are left and on the answers that are not decided yet; so orders with the same rest share it. A
*node* is such a rest, a *step* a next level, and every path from the first node to the last one is
an order that agrees with the answers, each once. Twelve statements have 28 billion orders and 4,096
nodes.

1. A level must not turn an undecided answer round, and "the same" must stay so at every level.
2. An answer is decided by the first level in which its two situations differ, and counts as decided
   as soon as what is left can only decide it rightly. Where it can no longer be, the path ends.
3. Nodes are found from the top, by the number of statements left; then, from the bottom, how many
   orders each has. Nodes that have none are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from goodoffices.elicitation.weak_orders import Orders

Claim = tuple[NDArray[np.int8], int]
"""A difference, and its sign: 1 where the first situation is better, −1 the second, 0 the same."""

AT_ONCE = 8_000_000
"""Steps times answers, or steps times differences, that are worked out in one piece."""

Bits = NDArray[np.bool_]
Numbers = NDArray[np.int64]
Coming = tuple[Numbers, Numbers, Numbers, Bits]
"""Steps: node, level, what is left after it, and which answers are undecided then."""

BETTER, WORSE, SAME = 1, 2, 4
"""What orders may say of a difference, as bits."""

SIDES = np.array([SAME, BETTER, WORSE], dtype=np.uint8)
"""By sign: 0, 1, and −1 as the last."""


@dataclass(frozen=True)
class Diagram:
    """``left``: bit masks of the statements left, (n_nodes,), most left first; the last has none.

    ``before``, ``level``, ``after``: a step leads from one node to another with a level,
    (n_steps,), in the order of ``before``. ``orders``: how many orders each node has, (n_nodes,).
    """

    statements: int
    left: Numbers = field(repr=False)
    before: Numbers = field(repr=False)
    level: Numbers = field(repr=False)
    after: Numbers = field(repr=False)
    orders: Numbers = field(repr=False)

    @property
    def count(self) -> int:
        """How many orders there are."""
        return int(self.orders[0]) if len(self.orders) else 0

    def numbered(self, numbers: Numbers) -> Orders:
        """The orders with these numbers (from 0), as rows of level numbers."""
        edges = np.concatenate([[0], np.cumsum(self.orders[self.after])])
        first = edges[np.searchsorted(self.before, np.arange(len(self.left)))]
        rows = np.zeros((len(numbers), self.statements), dtype=np.int8)
        node = np.zeros(len(numbers), dtype=np.int64)
        rest, depth = numbers.astype(np.int64), 0
        while (going := np.flatnonzero(self.left[node])).size:
            place = first[node[going]] + rest[going]
            step = np.searchsorted(edges, place, side="right") - 1
            rows[going] += np.int8(depth) * _bits(self.level[step], self.statements)
            rest[going], node[going] = place - edges[step], self.after[step]
            depth += 1
        return rows

    def spread(self, most: int) -> Orders:
        """All orders, or so many of them spread evenly; the same ones every time."""
        if self.count <= most:
            return self.numbered(np.arange(self.count))
        return self.numbered(np.arange(most) * (self.count - 1) // (most - 1))

    def sides(self, vectors: NDArray[np.int8]) -> NDArray[np.uint8]:
        """What the orders say of each difference: bits of ``BETTER``, ``WORSE`` and ``SAME``."""
        size = max(1, AT_ONCE // max(1, len(self.left)))
        pieces = [
            self._sides(vectors[at : at + size].astype(np.int64))
            for at in range(0, len(vectors), size)
        ]
        return np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.uint8)

    def _sides(self, vectors: Numbers) -> NDArray[np.uint8]:
        masks = _bits(np.arange(2**self.statements), self.statements)
        signs = np.sign(masks.astype(np.float32) @ vectors.T.astype(np.float32)).astype(np.int8)
        found = np.zeros((len(self.left), len(vectors)), dtype=np.uint8)
        found[-1] = SAME
        starts = np.searchsorted(self.before, np.arange(len(self.left) + 1))
        for node in range(len(self.left) - 2, -1, -1):
            steps = slice(starts[node], starts[node + 1])
            sign = signs[self.level[steps]]
            says = np.where(sign == 0, found[self.after[steps]], SIDES[sign])
            found[node] = np.bitwise_or.reduce(says, axis=0)
        return np.asarray(found[0])

    def nearest(self, written: Orders) -> Orders:
        """The order that differs from ``written`` in the fewest pairs of statements."""
        cost = self._costs(written)
        best = np.zeros(len(self.left), dtype=np.int64)
        chosen = np.zeros(len(self.left), dtype=np.int64)
        starts = np.searchsorted(self.before, np.arange(len(self.left) + 1))
        for node in range(len(self.left) - 2, -1, -1):
            steps = slice(starts[node], starts[node + 1])
            sums = cost[steps] + best[self.after[steps]]
            chosen[node] = starts[node] + int(sums.argmin())
            best[node] = sums.min()
        row = np.zeros(self.statements, dtype=np.int8)
        node = depth = 0
        while self.left[node]:
            row += np.int8(depth) * _bits(self.level[chosen[node], None], self.statements)[0]
            node, depth = int(self.after[chosen[node]]), depth + 1
        return row

    def _costs(self, written: Orders) -> Numbers:
        """In how many pairs each step differs from ``written``: a level and what is below it, and
        the statements that it ties."""
        level = _bits(self.level, self.statements).astype(np.int64)
        below = _bits(self.left[self.before], self.statements) - level
        above = (written[:, None] >= written[None, :]).astype(np.int64)
        apart = np.triu(written[:, None] != written[None, :]).astype(np.int64)
        split = ((level @ above) * below).sum(axis=1)
        return np.asarray(split + ((level @ apart) * level).sum(axis=1))


@dataclass(frozen=True)
class _Claims:
    """Answers by masks of statements. ``strict``: bool; the others are "the same".

    ``sums``: int8, (n_masks, n_claims). ``helps``, ``harms``: whether a mask has a statement for
    the answer, and against it. Strict answers are turned so that they say *better*.
    """

    statements: int
    strict: Bits
    sums: NDArray[np.int8]
    helps: Bits
    harms: Bits

    @classmethod
    def of(cls, claims: Sequence[Claim], statements: int) -> _Claims:
        rows = np.array([v * (sign or 1) for v, sign in claims], dtype=np.int64)
        rows = rows.reshape(len(claims), statements)
        strict = np.array([sign != 0 for _, sign in claims], dtype=np.bool_)
        masks = _bits(np.arange(2**statements), statements).astype(np.int64)
        sums, helps = masks @ rows.T, masks @ (rows > 0).T > 0
        return cls(statements, strict, sums.astype(np.int8), helps, masks @ (rows < 0).T > 0)


def diagram(claims: Sequence[Claim], statements: int) -> Diagram:
    """All orders of so many statements that agree with every claim."""
    about = _Claims.of(claims, statements)
    full = np.array([2**statements - 1])
    coming: list[list[Coming]] = [[] for _ in range(statements + 1)]
    if (~about.strict | about.helps[full[0]]).all():
        nowhere = np.array([-1])
        coming[statements] = [(nowhere, full, full, (about.strict & about.harms[full[0]])[None])]
    lefts, steps, count = [], [], 0
    for size in range(statements, -1, -1):
        if not coming[size]:
            continue
        left, undecided, leading = _nodes(coming[size], count)
        for node, level, rest, still in _steps(about, left, undecided, size):
            sizes = np.bitwise_count(rest)
            for below in range(size):
                here = sizes == below
                if here.any():
                    one = node[here] + count, level[here], rest[here], still[here]
                    coming[below].append(one)
        coming[size] = []
        lefts.append(left)
        steps.append(leading)
        count += len(left)
    if count == 0 or lefts[-1][-1] != 0:
        nothing = np.zeros(0, dtype=np.int64)
        return Diagram(statements, nothing, nothing, nothing, nothing, nothing)
    every = np.concatenate(steps)
    return _with_orders(statements, np.concatenate(lefts), every[every[:, 0] >= 0])


def _nodes(coming: list[Coming], count: int) -> tuple[Numbers, Bits, Numbers]:
    """Rests that are alike as one node: (left, undecided, steps that lead there)."""
    node, level, rest, still = (np.concatenate(part) for part in zip(*coming, strict=True))
    packed = np.packbits(still, axis=1)
    row = np.concatenate([rest.astype("<u2").view(np.uint8).reshape(-1, 2), packed], axis=1)
    keys = np.ascontiguousarray(row).view(np.dtype((np.void, row.shape[1]))).reshape(-1)
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    steps = np.stack([node, level, which.reshape(-1) + count], axis=1)
    return rest[first], still[first], steps


def _steps(about: _Claims, left: Numbers, undecided: Bits, size: int) -> Iterator[Coming]:
    """Every level that may follow on nodes with ``size`` statements left, some at a time."""
    if size == 0:
        return
    levels = _within(left, size)
    piece = max(1, AT_ONCE // (levels.shape[1] * max(1, len(about.strict))))
    for at in range(0, len(left), piece):
        level = levels[at : at + piece]
        rest = left[at : at + piece, None] & ~level
        sums = about.sums[level]
        waits = undecided[at : at + piece, None, :]
        still = waits & (sums == 0)
        wrong = (waits & (sums < 0)) | (still & ~about.helps[rest]) | (~about.strict & (sums != 0))
        node, which = np.nonzero(~wrong.any(axis=2))
        kept = rest[node, which]
        after = still[node, which] & about.harms[kept]
        yield node + at, level[node, which], kept, after


def _within(left: Numbers, size: int) -> Numbers:
    """All masks but 0 of the statements in each of ``left``: (n, 2^size − 1)."""
    found: Numbers = np.zeros((len(left), 1), dtype=np.int64)
    rest = left.copy()
    for _ in range(size):
        lowest = rest & -rest
        found = np.concatenate([found, found | lowest[:, None]], axis=1)
        rest ^= lowest
    return found[:, 1:]


def _with_orders(statements: int, left: Numbers, steps: Numbers) -> Diagram:
    """Counts from the bottom, and leaves out what leads nowhere."""
    steps = steps[np.argsort(steps[:, 0], kind="stable")]
    orders = np.zeros(len(left), dtype=np.int64)
    orders[-1] = 1
    starts = np.searchsorted(steps[:, 0], np.arange(len(left) + 1))
    for node in range(len(left) - 2, -1, -1):
        orders[node] = orders[steps[starts[node] : starts[node + 1], 2]].sum()
    alive = orders > 0
    number = np.cumsum(alive) - 1
    steps = steps[alive[steps[:, 0]] & alive[steps[:, 2]]]
    return Diagram(
        statements,
        left[alive],
        number[steps[:, 0]],
        steps[:, 1],
        number[steps[:, 2]],
        orders[alive],
    )


def _bits(masks: Numbers, statements: int) -> NDArray[np.int8]:
    """Which statements are in each mask: 0 or 1, (n, statements)."""
    return np.asarray(masks[:, None] >> np.arange(statements) & 1, dtype=np.int8)
