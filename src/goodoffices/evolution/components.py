"""The condensed graph of a chain: what can be reached, in components, first to last."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.evolution.walk import shortest
from goodoffices.heavy import kernel
from goodoffices.moves.base import Ints, Moves

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class Condensed:
    """Part of a chain: the states that the start leads to, numbered 0, 1, … here.

    ``states``: their positions; ``start``: the number of the start. The arcs go from ``source`` to
    ``target`` with ``value``, in order of source. ``components``: numbers of states that lead into
    one another, a component before all that it leads to.
    """

    states: Ints
    start: int
    source: Ints
    target: Ints
    value: Floats
    components: tuple[Places, ...]

    @cached_property
    def _component(self) -> Places:
        label = np.empty(len(self.states), dtype=np.intp)
        for at, members in enumerate(self.components):
            label[members] = at
        return label

    @cached_property
    def _first(self) -> NDArray[np.int64]:
        counts = np.bincount(self.source, minlength=len(self.states))
        return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    def _arcs(self, members: Places) -> tuple[Places, Places, Floats]:
        """Arcs from the members: index of the source among them, target, value."""
        counts = self._first[members + 1] - self._first[members]
        index = np.repeat(np.arange(len(members)), counts)
        places = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        places = places + np.repeat(self._first[members], counts)
        return index, self.target[places].astype(np.intp), self.value[places]

    def is_closed(self, members: Places) -> bool:
        """Whether nothing leads out of a component."""
        _, target, _ = self._arcs(members)
        here = self._component[members[0]]
        return bool((self._component[target] == here).all())

    def inside(self, members: Places) -> tuple[Places, Places, Floats]:
        """Arcs within a component, both ends as indices among the members."""
        index, target, value = self._arcs(members)
        kept = self._component[target] == self._component[members[0]]
        place = np.empty(len(self.states), dtype=np.intp)
        place[members] = np.arange(len(members))
        return index[kept], place[target[kept]], value[kept]

    def leaving(self, members: Places) -> tuple[Places, Places, Floats]:
        """Arcs out of a component: index of the source among the members, target, value."""
        index, target, value = self._arcs(members)
        kept = self._component[target] != self._component[members[0]]
        return index[kept], target[kept], value[kept]

    def simulate(self, runs: int, seed: int) -> tuple[Places, Floats]:
        """The component in which each run ends, and its number of steps."""
        closed = np.array([self.is_closed(members) for members in self.components])
        ended = closed[self._component]
        draws = np.random.default_rng(seed)
        ends = np.empty(runs, dtype=np.intp)
        steps = np.empty(runs)
        cumulated = _cumulated(self.value, self._first)
        for run in range(runs):
            chance = np.random.default_rng(draws.integers(2**63)).random(CHUNK)
            end, count = _run(self.start, ended, self._first, self.target, cumulated, chance)
            while end < 0:  # not at an end yet: go on from where it stands with more chance
                more = np.random.default_rng(draws.integers(2**63)).random(CHUNK)
                end, further = _run(-end - 1, ended, self._first, self.target, cumulated, more)
                count += further
            ends[run], steps[run] = self._component[end], count
        return ends, steps


CHUNK = 10_000


def condensed(moves: Moves, start: int, source: Ints, target: Ints, value: Floats) -> Condensed:
    """What ``start`` leads to, in components. The arcs of different parties may be the same."""
    n = len(moves.space)
    order = np.argsort(source, kind="stable")
    source, target, value = source[order], target[order], value[order]
    first = np.concatenate([[0], np.cumsum(np.bincount(source, minlength=n))]).astype(np.int64)
    before, _, _ = shortest(start, first[None, :], target)
    states = np.flatnonzero(before >= 0).astype(np.int32)
    number = np.full(n, -1, dtype=np.int32)
    number[states] = np.arange(len(states), dtype=np.int32)
    kept = before[source] >= 0
    source, target, value = number[source[kept]], number[target[kept]], value[kept]
    counts = np.bincount(source, minlength=len(states))
    label = strong_components(np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), target)
    by_label = np.argsort(-label, kind="stable")
    edges = np.flatnonzero(np.diff(label[by_label])) + 1
    components = tuple(np.split(by_label, edges))
    return Condensed(states, int(number[start]), source, target, value, components)


@kernel
def strong_components(first: NDArray[np.int64], target: Ints) -> Ints:
    """The component of each state, numbered so that arcs lead to equal or lower numbers.

    Tarjan 1972, with a stack of its own instead of recursion.
    """
    n = len(first) - 1
    index = np.full(n, -1, dtype=np.int32)
    low = np.zeros(n, dtype=np.int32)
    label = np.full(n, -1, dtype=np.int32)
    path = np.empty(n, dtype=np.int32)
    at = np.empty(n, dtype=np.int64)
    stack = np.empty(n, dtype=np.int32)
    counter = 0
    labels = 0
    on_stack = 0
    for root in range(n):
        if index[root] >= 0:
            continue
        depth = 0
        path[0] = root
        at[0] = first[root]
        index[root] = low[root] = counter
        counter += 1
        stack[on_stack] = root
        on_stack += 1
        while depth >= 0:
            s = path[depth]
            if at[depth] < first[s + 1]:
                t = target[at[depth]]
                at[depth] += 1
                if index[t] < 0:
                    index[t] = low[t] = counter
                    counter += 1
                    stack[on_stack] = t
                    on_stack += 1
                    depth += 1
                    path[depth] = t
                    at[depth] = first[t]
                elif label[t] < 0:
                    low[s] = min(low[s], index[t])
            else:
                if low[s] == index[s]:
                    while True:
                        on_stack -= 1
                        member = stack[on_stack]
                        label[member] = labels
                        if member == s:
                            break
                    labels += 1
                depth -= 1
                if depth >= 0:
                    low[path[depth]] = min(low[path[depth]], low[s])
    return label


def _cumulated(value: Floats, first: NDArray[np.int64]) -> Floats:
    """Running sums of probabilities, from 0 within each state."""
    total = np.concatenate([[0.0], np.cumsum(value)])
    start = np.repeat(total[first[:-1]], np.diff(first))
    return np.asarray(total[1:] - start)


@kernel
def _run(
    start: int,
    ended: Any,
    first: NDArray[np.int64],
    target: Ints,
    cumulated: Floats,
    chance: Floats,
) -> tuple[int, int]:
    """(the state where a run ends, its steps); −1 − state where the chances ran out before."""
    state = start
    for step in range(len(chance)):
        if ended[state]:
            return state, step
        low, high = first[state], first[state + 1]
        place = low
        while place < high - 1 and cumulated[place] <= chance[step]:
            place += 1
        state = target[place]
    return -1 - state, len(chance)
