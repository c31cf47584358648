"""Moves of parties whose preferences no ranks can say: everything by the three relations.

Who can move where is as in the moves underneath. For party i, an improvement is a move that it
would *leave* for, and an answer of the opponents is a legal sequence of at least one move (of
*credible* moves only, for sequential stability):

1. ``reached(t)``: where the opponents' legal sequences from t lead, as a row of bits. G_k(x) is
   the union, over the moves y of party k from x, of {y} and of all that the others reach from
   there with k not first: G_k(x) = ∪ {y} ∪ G_j(y) over j ≠ k. Repeated until nothing is added.
2. ``deterring(s)``: the states that deter from leaving s, as a row of bits; where the party may
   answer, only those from which every move of its own leads to such a state too.
3. An improvement t from s is deterred when the two rows share a state.

Bits of all pairs of states: meant for about 10⁴ states (``modes.table.MOST_COMPARED``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from goodoffices.memory import refuse_beyond
from goodoffices.modes.comparison import CELLS
from goodoffices.modes.relation import Relation
from goodoffices.moves.base import Arcs, Bools, Ints, Moves

Bits = NDArray[np.uint64]
"""A bit for each state (the first the highest of a byte), 64 to a number."""


@dataclass(frozen=True)
class RelatedMoves(Moves):
    """``base``: who can move where; ``relations``: each party's preference.

    ``rank`` holds ranks for the parties that have them (``ranked``) and zeros for the others.
    """

    base: Moves = None  # type: ignore[assignment]
    relations: tuple[Relation, ...] = ()
    ranked: tuple[bool, ...] = ()

    transitive = False

    def deterred_by(self, relations: tuple[Relation, ...]) -> RelatedMoves:
        """The same moves where other states deter: the parties leave for what they left for, and
        answer as they did, so what was worked out about that is handed on."""
        kept = {key: one for key, one in self._kept.items() if _without_sanctions(key)}
        return replace(self, relations=relations, _kept=kept)

    def unranked(self) -> tuple[int, ...]:
        return tuple(i for i, has in enumerate(self.ranked) if not has)

    def by_ranks(self) -> bool:
        return False

    def moves_at_all(self, party: int) -> bool:
        return self.base.moves_at_all(party)

    def targets(self, party: int, position: int) -> Ints:
        return self.base.targets(party, position)

    def best(self, party: int, value: Ints, better_only: bool) -> Ints:
        if better_only:
            raise NotImplementedError("improvements of a relation are asked for as pairs")
        return self.base.best(party, value, False)

    def best_target(self, party: int, value: Ints) -> Ints:
        return self.base.best_target(party, value)

    def least(self, party: int, cost: Ints, credible: bool) -> Ints:
        raise NotImplementedError("sanctions of a relation depend on the state that is left")

    def count_arcs(self) -> int:
        return self.base.count_arcs()

    def arcs(self) -> Arcs:
        return self.kept("arcs", self.base.arcs)

    def prefers(self, party: int, source: Ints, target: Ints) -> Bools:
        return self.relations[party].prefers(source, target)

    def improvements(self, party: int, position: int) -> Ints:
        found = self.targets(party, position)
        here = np.full(len(found), position, dtype=np.int32)
        return np.asarray(found[self.relations[party].leaves(here, found)])

    def answers_of(self, party: int, position: int, credible: bool) -> Ints:
        found = self.targets(party, position)
        if not credible:
            return found
        here = np.full(len(found), position, dtype=np.int32)
        return np.asarray(found[self.relations[party].credible(here, found)])

    def improving_arcs(self) -> Arcs:
        return self.chosen_arcs(lambda party, s, t: self.relations[party].leaves(s, t))

    def _credible_arcs(self) -> Arcs:
        return self.chosen_arcs(lambda party, s, t: self.relations[party].credible(s, t))

    def nothing_better(self, party: int) -> Bools:
        start = self.kept("improving arcs", self.improving_arcs).start[party]
        return np.asarray(np.diff(start) == 0)

    def answered(self, party: int, credible: bool) -> tuple[Bools, Bools]:
        columns = []
        for may_answer in (False, True):
            source, _ = self.undeterred(party, credible, may_answer)
            column = np.ones(len(self.space), dtype=np.bool_)
            column[source] = False
            columns.append(column)
        return columns[0], columns[1]

    def undeterred(self, party: int, credible: bool, may_answer: bool) -> tuple[Ints, Ints]:
        source, target = self.improving_pairs(party)
        if not len(source):
            return source, target
        reached = self.kept(("reached", party, credible), lambda: self._reached(party, credible))
        goes = np.ones(len(source), dtype=np.bool_)
        n = len(self.space)
        block = max(8, CELLS // max(n, 1))
        for low in range(0, n, block):
            first, last = np.searchsorted(source, [low, low + block]).tolist()
            if first == last:
                continue
            rows = np.unique(source[first:last])
            bits = packed(self._deterring(party, rows, may_answer))
            row = np.searchsorted(rows, source[first:last])
            step = max(1, CELLS // bits.shape[1])
            for at in range(first, last, step):
                end = min(at + step, last)
                here = bits[row[at - first : end - first]]
                goes[at:end] = ~(here & reached[target[at:end]]).any(axis=1)
        return source[goes], target[goes]

    def deterring(self, party: int, position: int, may_answer: bool) -> Bools:
        rows = np.array([position], dtype=np.int32)
        return np.asarray(self._deterring(party, rows, may_answer)[0])

    def _deterring(self, party: int, rows: Ints, may_answer: bool) -> Bools:
        """Step 2: bool, (len(rows), n_states)."""
        every = np.arange(len(self.space), dtype=np.int32)
        bad = self.relations[party].deters(rows[:, None], every[None, :])
        if not may_answer:
            return bad
        arcs = self.arcs()
        fine = packed(~bad.T)  # a row a state, a bit for each that is left
        escapes = united(fine, arcs.start[party], arcs.target[party])
        escaping = np.unpackbits(escapes.view(np.uint8), axis=1, count=len(rows)).T
        return np.asarray(bad & (escaping == 0))

    def _reached(self, party: int, credible: bool) -> Bits:
        """Step 1: a row of bits a state."""
        opponents = [j for j in self.movers if j != party]
        n = len(self.space)
        refuse_beyond(n * n // 8 * (len(opponents) + 3), f"comparing all pairs of {n:,} states")
        arcs = self.kept("credible arcs", self._credible_arcs) if credible else self.arcs()
        own = np.zeros((n, (n + 63) // 64 * 8), dtype=np.uint8)
        every = np.arange(n)
        own[every, every // 8] = 128 >> (every % 8)
        itself = own.view(np.uint64)
        through = {j: np.zeros_like(itself) for j in opponents}
        waiting = set(opponents)
        while waiting:
            mover = min(waiting)
            waiting.discard(mover)
            after = itself.copy()
            for other in opponents:
                if other != mover:
                    after |= through[other]
            found = united(after, arcs.start[mover], arcs.target[mover])
            if (found != through[mover]).any():
                through[mover] = found
                waiting |= {j for j in opponents if j != mover}
        total = np.zeros_like(itself)
        for one in through.values():
            total |= one
        return total

    def improving_paths(self, starts: Ints) -> tuple[Ints, Ints]:
        better = self.kept("improving arcs", self.improving_arcs)
        n = len(self.space)
        before, by = np.full(n, -1, dtype=np.int32), np.full(n, -1, dtype=np.int32)
        before[starts] = starts
        queue = [int(one) for one in starts]
        for here in queue:
            for party, (start, target) in enumerate(zip(better.start, better.target, strict=True)):
                for there in target[start[here] : start[here + 1]].tolist():
                    if before[there] < 0:
                        before[there], by[there] = here, party
                        queue.append(there)
        return before, by


def _without_sanctions(key: object) -> bool:
    """Whether what is kept under this key does not depend on what deters."""
    if isinstance(key, tuple):
        return bool(key[0] == "reached")
    return key in ("arcs", "improving arcs", "credible arcs")


def packed(rows: Bools) -> Bits:
    """Rows of bools as rows of 64 bits each, the last ones zero."""
    found = np.packbits(rows, axis=1)
    missing = -found.shape[1] % 8
    return np.ascontiguousarray(np.pad(found, ((0, 0), (0, missing)))).view(np.uint64)


def united(rows: Bits, start: NDArray[np.int64], target: Ints) -> Bits:
    """For each state the union of the rows of its targets."""
    n, width = rows.shape
    found = np.zeros((n, width), dtype=np.uint64)
    moving = np.flatnonzero(np.diff(start))
    step = max(1, CELLS // max(width, 1))
    at = 0
    while at < len(moving):
        end = int(np.searchsorted(start[moving], start[moving[at]] + step))
        some = moving[at : max(end, at + 1)]
        first, last = start[some[0]], start[some[-1] + 1]
        found[some] = np.bitwise_or.reduceat(rows[target[first:last]], start[some] - first, axis=0)
        at += len(some)
    return found
