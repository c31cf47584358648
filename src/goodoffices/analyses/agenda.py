"""What is there to see first: agenda terms × kinds of equilibrium, then outcomes by their terms.

Every equilibrium is counted once, under the strongest kind under which it holds: Nash; then SEQ
or SSEQ (held up by answers that serve those who give them); then only GMR or SMR (held up by
answers that may hurt those who give them); then other concepts; then only the behaviour profile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.analyses.solution import Solution
from goodoffices.stability.verdicts import PROFILE

TIERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Nash", ("nash",)),
    ("SEQ, SSEQ", ("sseq", "seq")),
    ("only GMR, SMR", ("smr", "gmr")),
)
OTHER = "other"
ONLY_PROFILE = "only as they behave"


@dataclass(frozen=True)
class Row:
    """One term, named state or combination of terms, and the equilibria that have it.

    ``counts``: how many per tier, strongest first. ``profile``: how many hold as the parties
    behave. ``best_for``: parties to whom no other equilibrium is better than some of these
    (not those to whom all equilibria are the same).
    ``dominated``, ``reachable``: how many of them (``reachable`` None without a status quo).
    ``positions``: the states, strongest kind first. ``state``: the first named state that all of
    them are, or nothing.
    """

    name: str
    counts: tuple[int, ...]
    profile: int
    best_for: tuple[str, ...]
    dominated: int
    reachable: int | None
    positions: tuple[int, ...]
    terms: tuple[str, ...] = ()
    state: str = ""

    @property
    def total(self) -> int:
        return len(self.positions)


@dataclass(frozen=True)
class Agenda:
    """The summary of all equilibria. ``tiers``: the names of the columns, strongest first."""

    tiers: tuple[str, ...]
    all: Row
    terms: tuple[Row, ...]
    states: tuple[Row, ...]
    outcomes: tuple[Row, ...]

    def as_dict(self) -> dict[str, object]:
        """Plain data for ``--format json``."""
        return {
            "kinds": list(self.tiers),
            "all": _row(self.all, self.tiers),
            "terms": [_row(row, self.tiers) for row in self.terms],
            "states": [_row(row, self.tiers) for row in self.states],
            "outcomes": [
                _row(row, self.tiers) | {"terms": list(row.terms), "state": row.state or None}
                for row in self.outcomes
            ],
        }


def tier_of(solution: Solution) -> tuple[tuple[str, ...], NDArray[np.int8]]:
    """The tier names in use and each state's tier: int8, (n_states,), −1 for no equilibrium."""
    verdicts = solution.verdicts
    groups = [(name, [c for c in concepts if c in verdicts.concepts]) for name, concepts in TIERS]
    known = {c for _, concepts in TIERS for c in concepts}
    groups.append((OTHER, [c for c in verdicts.concepts if c not in known]))
    groups.append((ONLY_PROFILE, [PROFILE]))
    tier = np.full(len(solution.space), -1, dtype=np.int8)
    names: list[str] = []
    for name, kinds in groups:
        if not kinds:
            continue
        column = np.any([verdicts.equilibrium(kind) for kind in kinds], axis=0)
        new = column & (tier < 0)
        if name in (OTHER, ONLY_PROFILE) and not new.any():
            continue
        tier[new] = len(names)
        names.append(name)
    return tuple(names), tier


def strongest_first(solution: Solution, kind: str = "", text: str = "") -> NDArray[np.intp]:
    """The equilibria of a kind ("": of any), the strongest first, then by position; with ``text``
    those that it means: an id, a named state or an expression. Raises ``RequestError`` for a text
    that is wrong."""
    mask = np.array(solution.verdicts.equilibrium(kind) if kind else solution.any_kind)
    if text:
        within = np.zeros_like(mask)
        within[solution.space.find(text)] = True
        mask &= within
    return in_order(np.flatnonzero(mask), tier_of(solution)[1])


def in_order(positions: NDArray[np.intp], tier: NDArray[np.int8]) -> NDArray[np.intp]:
    """States by tier, then by position."""
    return positions[np.lexsort((positions, tier[positions]))]


def agenda(solution: Solution) -> Agenda:
    """The equilibria of a solution by term, by named state and by combination of terms."""
    names, tier = tier_of(solution)
    build = _Rows(solution, tier, len(names))
    space, situation = solution.space, solution.situation
    holds = tier >= 0
    terms = tuple(build.row(term.id, holds & space.truth(term.means)) for term in situation.terms)
    states = tuple(
        build.row(state.id, holds & space.truth(state.means)) for state in situation.states
    )
    return Agenda(names, build.row("all", holds), terms, states, tuple(_outcomes(build, holds)))


def _outcomes(build: _Rows, holds: NDArray[np.bool_]) -> Iterator[Row]:
    space, terms = build.solution.space, build.solution.situation.terms
    patterns: dict[tuple[bool, ...], list[int]] = {}
    columns = [space.truth(term.means) for term in terms]
    for at in np.flatnonzero(holds).tolist():
        patterns.setdefault(tuple(bool(c[at]) for c in columns), []).append(at)
    rows = []
    for pattern, positions in patterns.items():
        true = tuple(term.id for term, value in zip(terms, pattern, strict=True) if value)
        mask = np.zeros(len(space), dtype=np.bool_)
        mask[positions] = True
        rows.append(build.row(" + ".join(true) or "none of the terms", mask, true))
    yield from sorted(rows, key=lambda row: build.order(row))


class _Rows:
    def __init__(self, solution: Solution, tier: NDArray[np.int8], tiers: int) -> None:
        self.solution, self.tier, self.tiers = solution, tier, tiers
        rank = solution.moves.rank
        holds = tier >= 0
        some = holds if holds.any() else np.ones_like(holds)
        self.top = rank[:, some].max(axis=1)
        self.distinguishes = self.top > rank[:, some].min(axis=1)  # zeros where without ranks
        self.profile = solution.verdicts.equilibrium(PROFILE)

    def row(self, name: str, mask: NDArray[np.bool_], terms: tuple[str, ...] = ()) -> Row:
        solution = self.solution
        at = in_order(np.flatnonzero(mask), self.tier)
        rank = solution.moves.rank[:, at]
        best = (rank == self.top[:, None]).any(axis=1) & self.distinguishes
        parties = solution.situation.parties
        reach = solution.reach
        return Row(
            name=name,
            counts=tuple(int((self.tier[at] == k).sum()) for k in range(self.tiers)),
            profile=int(self.profile[at].sum()),
            best_for=tuple(
                p.id for p, is_best in zip(parties, best, strict=True) if is_best and at.size
            ),
            dominated=int(solution.dominated[at].sum()),
            reachable=None if reach is None else int(reach.reached[at].sum()),
            positions=tuple(at.tolist()),
            terms=terms,
            state=self.state(at),
        )

    def state(self, at: NDArray[np.intp]) -> str:
        space = self.solution.space
        named = self.solution.situation.states
        return next((n.id for n in named if at.size and space.truth(n.means)[at].all()), "")

    def order(self, row: Row) -> tuple[object, ...]:
        """Held as the parties behave first, then strongest tier, then reachable, then more."""
        return (
            row.profile == 0,
            tuple(-count for count in row.counts),
            -(row.reachable or 0),
            -len(row.best_for),
            row.name,
        )


def _row(row: Row, tiers: tuple[str, ...]) -> dict[str, object]:
    return {
        "name": row.name,
        "counts": dict(zip(tiers, row.counts, strict=True)),
        "profile": row.profile,
        "best_for": list(row.best_for),
        "dominated": row.dominated,
        "reachable": row.reachable,
    }
