"""Variants judged: which states of each are equilibria, many at a time.

1. Variants are parted by what decides feasible states and moves: rules, and types and levers that
   forbid, allow, relax or commit something. Each part has one state space, found once.
2. Their preferences become rows of levels (``lists``), their behaviours bits; variants that are
   alike in both are judged once.
3. The batch kernel judges them (``batch``). What it cannot do (preferences that no ranks say,
   attitudes, behaviours beyond the five standard concepts, very large models) is solved variant by
   variant, as ``solve`` would, with the same result. Which these are is a matter of the variant
   alone, not of what it is judged with.

The status quo does not matter here: a variant in which it is infeasible counts like the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from goodoffices.batch.batch import BITS, Batch, NotInBatch, Scale, Scores, behaviour_bit
from goodoffices.errors import RequestError, TooLargeError
from goodoffices.model.change import Change
from goodoffices.model.preference import Level
from goodoffices.model.situation import Situation
from goodoffices.moves.build import moves_of, order_of, unranked_moves
from goodoffices.robustness.design import Variants
from goodoffices.robustness.lists import Lists
from goodoffices.robustness.uncertain import BEHAVIOUR, LEVER, RULE, TYPE, Uncertain
from goodoffices.robustness.written import Drawn, situation
from goodoffices.stability.verdicts import Verdicts
from goodoffices.states import StateSpace

MOST_KEPT = 20_000_000
"""States and single moves of state spaces that are kept for further variants."""

MOST_SOLVED = 2**27
"""Bytes of what was found for variants solved one by one, kept for others that are the same."""

NO_RANKS = "no ranks say a party's preference (unknown, divided or fuzzy)"
BEYOND = "a behaviour is none of the five standard concepts"


@dataclass(frozen=True)
class Part:
    """Variants with the same feasible states, all judged together or each by itself.

    ``rows``: their rows among the variants judged; ``kinds``: uint8, (distinct, n_states), the
    bits of ``batch.BITS``; ``which``: for each of ``rows`` its row of ``kinds``.
    """

    space: StateSpace
    rows: NDArray[np.intp]
    kinds: NDArray[np.uint8]
    which: NDArray[np.intp]
    one_by_one: str = ""


@dataclass
class Judge:
    """Judges variants of what is uncertain; state spaces and levels are kept for the next ones.
    May be asked by several threads at once."""

    found: Uncertain
    lists: Lists = field(init=False)
    _spaces: dict[tuple[int, ...], Room] = field(default_factory=dict)
    _solved: dict[bytes, NDArray[np.uint8]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.lists = Lists(self.found)

    def judge(self, variants: Variants) -> Iterator[Part]:
        """The parts of these variants, each variant in one of them.

        Raises ``TooLargeError`` where there are too many feasible states, and ``RequestError`` with
        the number of a variant in which a ranking leaves some out.
        """
        values = variants.values[:, self._shaping]
        combinations, which = np.unique(values, axis=0, return_inverse=True)
        with self._lock:
            orders = self.lists.of(variants)
        behaviour = self._behaviours(variants)
        for number, combination in enumerate(combinations.tolist()):
            rows = np.flatnonzero(which.reshape(-1) == number)
            with self._lock, _named(variants, int(rows[0])):
                room = self._room(tuple(combination), variants, int(rows[0]))
                scores = room.scores(self.lists)
            if room.batch is None or scores is None:
                yield self._one_by_one(room, variants, rows, room.why)
                continue
            others = (behaviour == 0).any(axis=1)
            for alone, why in ((room.unranked(orders), NO_RANKS), (others, BEYOND)):
                if alone[rows].any():
                    yield self._one_by_one(room, variants, rows[alone[rows]], why)
                    rows = rows[~alone[rows]]
            if not len(rows):
                continue
            first, same = _distinct(
                orders[rows].reshape(len(rows), -1).view(np.uint8), behaviour[rows]
            )
            kinds = room.batch.judge(orders[rows[first]], scores, behaviour[rows[first]])
            yield Part(room.space, rows, kinds, same)

    def _one_by_one(self, room: Room, variants: Variants, rows: NDArray[np.intp], why: str) -> Part:
        drawn = [variants.values, *variants.orders]
        first, same = _distinct(*(np.ascontiguousarray(one[rows]).view(np.uint8) for one in drawn))
        kinds = np.zeros((len(first), len(room.space)), dtype=np.uint8)
        for at, row in enumerate(rows[first].tolist() if len(room.space) else ()):
            key = b"".join(one[row].tobytes() for one in drawn)
            found = self._solved.get(key)
            if found is None:
                with _named(variants, row):
                    found = self._alone(room, variants, row)
                if len(self._solved) * len(room.space) > MOST_SOLVED:
                    self._solved.clear()
                self._solved[key] = found
            kinds[at] = found
        return Part(room.space, rows, kinds, same, why)

    def _alone(self, room: Room, variants: Variants, row: int) -> NDArray[np.uint8]:
        kinds = np.zeros(len(room.space), dtype=np.uint8)
        one = replace(situation(self.found, variants.drawn(row)), now=None)
        verdicts = Verdicts.of(moves_of(one, room.space.under(one)))
        for kind, bit in BITS.items():
            kinds |= np.where(verdicts.equilibrium(kind), np.uint8(bit), np.uint8(0))
        return kinds

    def forget(self) -> None:
        """What was found for variants solved one by one; state spaces are kept."""
        self._solved.clear()

    def _room(self, combination: tuple[int, ...], variants: Variants, row: int) -> Room:
        if combination not in self._spaces:
            orders = tuple(tuple(range(run.length)) for run in self.found.runs)
            values = tuple(variants.values[row].tolist())
            if sum(one.size for one in self._spaces.values()) > MOST_KEPT:
                self._spaces.clear()
            self._spaces[combination] = Room.of(situation(self.found, Drawn(values, orders)))
        return self._spaces[combination]

    @cached_property
    def _shaping(self) -> list[int]:
        """The choices that decide feasible states or moves."""
        base = self.found.base
        shaping = []
        for at, one in enumerate(self.found.choices):
            changes = [t.change for t in base.types if one.kind == TYPE and t.party == one.about]
            changes += [x.change for x in base.levers if one.kind == LEVER and x.id == one.about]
            if one.kind == RULE or any(map(_shapes, changes)):
                shaping.append(at)
        return shaping

    def _behaviours(self, variants: Variants) -> NDArray[np.uint8]:
        """The bit of each party's behaviour, 0 for what is no standard concept: (n, n_parties)."""
        parties = self.found.base.parties
        bits = np.zeros((len(variants), len(parties)), dtype=np.uint8)
        for at, party in enumerate(parties):
            choice = self.found.choice(BEHAVIOUR, party.id)
            if choice is None:
                bits[:, at] = behaviour_bit(party.behaviour[0])
            else:
                known = [behaviour_bit(name) for name in self.found.choices[choice].values]
                bits[:, at] = np.array(known, dtype=np.uint8)[variants.values[:, choice]]
        return bits


@dataclass
class Room:
    """One state space with what is needed to judge variants in it."""

    space: StateSpace
    batch: Batch | None
    why: str = ""
    _rows: list[Scale | None] = field(default_factory=list)
    _scores: Scores | None = None

    @classmethod
    def of(cls, one: Situation) -> Room:
        """The feasible states of a situation; its preferences do not matter."""
        one = replace(one, now=None)
        space = StateSpace.of(one)
        if len(space) == 0:
            return cls(space, None, "no state is feasible")
        if any(party.attitudes for party in one.parties):
            return cls(space, None, "attitudes")
        try:
            return cls(space, Batch.of(unranked_moves(space)))
        except NotInBatch as error:
            return cls(space, None, str(error))

    @property
    def size(self) -> int:
        """States and single moves."""
        return self.batch.size if self.batch else len(self.space)

    def scores(self, lists: Lists) -> Scores | None:
        """The scores of all levels there are; None where nothing is judged together."""
        if self.batch is None:
            return None
        if len(self._rows) < len(lists.scales) or self._scores is None:
            self._rows += [self._scale(one) for one in lists.scales[len(self._rows) :]]
            nothing = (0,) * len(self.space)
            self._scores = self.batch.scores([one or nothing for one in self._rows])
        return self._scores

    def unranked(self, orders: NDArray[np.int16]) -> NDArray[np.bool_]:
        """Which lists of levels have one that ranks cannot say; ``scores`` was asked before."""
        bad = [at for at, one in enumerate(self._rows) if one is None]
        return np.asarray(np.isin(orders, bad).any(axis=(1, 2)))

    def _scale(self, scale: object) -> Scale | None:
        if isinstance(scale, Level):
            return None if any(one.unknown for one in scale.statements) else scale
        ranks = order_of(self.space, scale)  # type: ignore[arg-type]
        return None if ranks is None else tuple(ranks.tolist())


@contextmanager
def _named(variants: Variants, row: int) -> Iterator[None]:
    """What is wrong in a variant alone is told with its number and what makes it what it is."""
    try:
        yield
    except TooLargeError:
        raise
    except RequestError as error:
        number = int(variants.numbers[row])
        told = variants.found.chosen(variants.drawn(row).values)
        raise RequestError(f"variant {number} ({', '.join(told)}): {error}") from None


def _distinct(*columns: NDArray[np.uint8]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The first row of each kind, and for every row which kind it is."""
    rows = np.ascontiguousarray(
        np.concatenate([np.zeros((len(columns[0]), 1), np.uint8), *columns], axis=1)
    )
    whole = rows.view(np.dtype((np.void, rows.shape[1]))).reshape(-1)
    _, first, which = np.unique(whole, return_index=True, return_inverse=True)
    return first, which.reshape(-1)


def _shapes(change: Change) -> bool:
    return bool(change.forbid or change.allow or change.relax or change.commit)
