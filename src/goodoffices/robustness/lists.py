"""The lists of levels of many variants as arrays: what the batch kernel ranks states by.

A party's list is the same sequence of *slots* in every variant in which the same changes touch it;
only the orders of runs differ. So for each combination of changes that occurs, the situation is
written once, literally (``written``), with marks on its statements that tell for each slot which
item of which list stands there. What a change takes away goes whatever the order, so for any other
order the items are put into the slots of their list by place:

1. The choices that touch a party's list, and the combinations of their values that occur.
2. For each, the literal list, and from its marks the *template*: per list its items, each with its
   level after the changes, or none where it was taken away.
3. Per variant: the item at each place of each list by the orders drawn, and its level.

A party whose preference is more than a list of statements has no runs; its template is one level,
its ranks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from goodoffices.model.change import Change
from goodoffices.model.preference import Criterion, Level, Preference
from goodoffices.robustness.design import Variants
from goodoffices.robustness.uncertain import LEVER, LOWER, PREFERS, RAISE, TYPE, Uncertain, listed
from goodoffices.robustness.written import Drawn, situation

C = TypeVar("C", bound=Criterion)
Key = tuple[tuple[str, str], str]
"""Of which change a list is, ("", "") for the party's own, and its verb."""

Scale = Level | Preference
"""What a row of the table of levels compares by: some statements, or a whole preference."""


@dataclass(frozen=True)
class Template:
    """One party's list under one combination of changes.

    ``lists``: in the order in which they stand, each with the level of each of its items, −1 for
    one that is taken away.
    """

    lists: tuple[tuple[Key, tuple[int, ...]], ...]

    @property
    def length(self) -> int:
        return sum(len(items) for _, items in self.lists)


@dataclass
class Lists:
    """Templates are made when a combination first occurs; ``scales`` grows with them."""

    found: Uncertain
    scales: list[Scale] = field(default_factory=list)
    _row: dict[Scale, int] = field(default_factory=dict)
    _templates: dict[tuple[str, tuple[int, ...]], Template] = field(default_factory=dict)

    def of(self, variants: Variants) -> NDArray[np.int16]:
        """int16, shape (n, n_parties, longest list): rows of ``scales``, −1 for none."""
        columns = [self._party(at, variants) for at in range(len(self.found.base.parties))]
        longest = max([1, *(one.shape[1] for one in columns)])
        found = np.full((len(variants), len(columns), longest), -1, dtype=np.int16)
        for at, column in enumerate(columns):
            found[:, at, : column.shape[1]] = column
        return found

    def _party(self, at: int, variants: Variants) -> NDArray[np.int16]:
        party = self.found.base.parties[at].id
        values = variants.values[:, self._touching[at]]
        combinations, which = np.unique(values, axis=0, return_inverse=True)
        which = which.reshape(-1)
        made = [self._template(party, at, row) for row in combinations.tolist()]
        longest = max((one.length for one in made), default=0)
        found = np.full((len(variants), longest), -1, dtype=np.int16)
        for number, template in enumerate(made):
            rows = np.flatnonzero(which == number)
            first = 0
            for key, items in template.lists:
                places = self._places(party, key, len(items), variants, rows)
                level = np.array(items, dtype=np.int16)
                found[rows, first : first + len(items)] = level[places]
                first += len(items)
        return found

    def _places(
        self, party: str, key: Key, length: int, variants: Variants, rows: NDArray[np.intp]
    ) -> NDArray[np.int64]:
        """The item at each place of one list: int64, shape (len(rows), length)."""
        place = np.tile(np.arange(length), (len(rows), 1))
        for run, order in zip(self.found.runs, variants.orders, strict=True):
            if (run.party, run.change, run.verb) == (party, *key):
                place[:, run.first : run.first + run.length] = run.first + order[rows]
        return place

    @cached_property
    def _touching(self) -> list[list[int]]:
        """Per party the choices that may change its list."""
        every = [list(self._changes(one.kind, one.about)) for one in self.found.choices]
        return [
            [at for at, changes in enumerate(every) if any(_touches(c, p.id) for c in changes)]
            for p in self.found.base.parties
        ]

    def _changes(self, kind: str, about: str) -> Iterator[Change]:
        base = self.found.base
        if kind == TYPE:
            yield from (one.change for one in base.types if one.party == about)
        elif kind == LEVER:
            yield from (one.change for one in base.levers if one.id == about)

    def _template(self, party: str, at: int, row: Sequence[int]) -> Template:
        key = (party, tuple(row))
        if key not in self._templates:
            values = [0] * len(self.found.choices)
            for choice, value in zip(self._touching[at], row, strict=True):
                values[choice] = value
            orders = tuple(tuple(range(run.length)) for run in self.found.runs)
            after = (
                situation(self._marked.found, Drawn(tuple(values), orders)).party(party).preference
            )
            self._templates[key] = self._read(party, after)
        return self._templates[key]

    def _read(self, party: str, after: Preference) -> Template:
        if not listed(self.found.base.party(party)):
            return Template((((("", ""), PREFERS), (self._number(after),)),))
        lists: dict[Key, dict[int, int]] = {}
        for level in after.criteria:
            assert isinstance(level, Level)
            mark = self._marked.marks[int(level.statements[0].because[0])]
            lists.setdefault(mark.key, {})[mark.item] = self._number(level.plain)
        return Template(
            tuple(
                (key, tuple(items.get(n, -1) for n in range(self._marked.lengths[party, key])))
                for key, items in lists.items()
            )
        )

    def _number(self, scale: Scale) -> int:
        if scale not in self._row:
            self._row[scale] = len(self.scales)
            self.scales.append(scale)
        return self._row[scale]

    @cached_property
    def _marked(self) -> Marked:
        return Marked.of(self.found)


@dataclass(frozen=True)
class Mark:
    """Where a statement stands as written: the ``item``-th of one list of one party."""

    party: str
    key: Key
    item: int


@dataclass(frozen=True)
class Marked:
    """What is uncertain, with statements whose ``because`` is the number of their mark."""

    found: Uncertain
    marks: list[Mark]

    @classmethod
    def of(cls, found: Uncertain) -> Marked:
        """Marks on every list of statements: of parties, types and levers."""
        base, marks = found.base, list[Mark]()

        def marked(party: str, key: Key, levels: tuple[C, ...]) -> tuple[C, ...]:
            return tuple(one(party, key, item, level) for item, level in enumerate(levels))

        def one(party: str, key: Key, item: int, level: C) -> C:
            if not isinstance(level, Level):
                return level
            marks.append(Mark(party, key, item))
            because = (str(len(marks) - 1),)
            return replace(
                level, statements=tuple(replace(s, because=because) for s in level.statements)
            )

        def change(label: tuple[str, str], what: Change) -> Change:
            return replace(
                what,
                raised=tuple((p, marked(p, (label, RAISE), ls)) for p, ls in what.raised),
                lowered=tuple((p, marked(p, (label, LOWER), ls)) for p, ls in what.lowered),
            )

        parties = []
        for party in base.parties:
            criteria = marked(party.id, (("", ""), PREFERS), party.preference.criteria)
            parties.append(replace(party, preference=replace(party.preference, criteria=criteria)))
        types = (replace(t, change=change((t.party, t.id), t.change)) for t in base.types)
        levers = (replace(one, change=change(("", one.id), one.change)) for one in base.levers)
        copy = replace(base, parties=tuple(parties), types=tuple(types), levers=tuple(levers))
        return cls(replace(found, variant=replace(found.variant, base=copy)), marks)

    @cached_property
    def lengths(self) -> dict[tuple[str, Key], int]:
        """How many items each list has."""
        return {(mark.party, mark.key): mark.item + 1 for mark in self.marks}


def _touches(change: Change, party: str) -> bool:
    verbs = (*change.raised, *change.lowered, *change.dropped)
    return any(who == party for who, _ in verbs)
