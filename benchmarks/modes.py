"""What it takes to judge states by relations instead of ranks, in one run.

Random conflicts of four parties: the fast way by ranks; the same ranks as relations, which must
give the same verdicts; and one party with a partial order (half of its pairs unknown), extension c.
Then how strongly states are stable, where every party tells three degrees of preference apart, all
by ranks or one with a statement of unknown direction.

python benchmarks/modes.py        # two minutes
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from measure import machine, median_time, peak_memory, yardstick
from random_conflicts import blank, random_moves

from goodoffices.analyses.solution import solve
from goodoffices.model.expression import Name, Not
from goodoffices.model.preference import Criterion, Level, Line, Preference, Statement
from goodoffices.model.situation import Situation
from goodoffices.modes.comparison import Comparison
from goodoffices.modes.ordered import Ordered
from goodoffices.modes.relation import Relation
from goodoffices.modes.unknown import Unknown
from goodoffices.moves.base import Moves
from goodoffices.moves.by_relations import related
from goodoffices.stability.concepts import STANDARD, concept
from goodoffices.states import StateSpace

OPTIONS = (8, 10, 12, 13)
PARTIES = 4


@dataclass(frozen=True)
class Halves:
    """Two halves that nobody can compare, ranked within; stands for a stage of a comparison."""

    rank: np.ndarray  # type: ignore[type-arg]

    def compare(self, s: np.ndarray, t: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
        found = np.sign(self.rank[t] - self.rank[s]).astype(np.int8)
        found[(s ^ t) & 1 == 1] = np.int8(-128)
        return found


def judged(moves: Moves) -> list[np.ndarray]:  # type: ignore[type-arg]
    """All verdicts of a fresh copy, so that nothing is kept from before."""
    moves._kept.clear()
    parties = range(len(moves.rank))
    return [concept(name).stable(moves, party) for party in parties for name in STANDARD]


def main() -> None:
    print(machine(), f"yardstick {yardstick():.2f} s", sep="; ")
    print("states   ranks      relations   ratio   one party unknown")
    for options in OPTIONS:
        fast = random_moves(options, PARTIES, feasible=0.8)
        relations: list[Relation] = [Ordered(rank) for rank in fast.rank]
        same = related(fast, tuple(relations))
        assert all((a == b).all() for a, b in zip(judged(fast), judged(same), strict=True))
        relations[0] = Unknown(Comparison((Halves(fast.rank[0]),)), "c")
        unknown = related(fast, tuple(relations))
        runs = 5 if options < 12 else 3
        times = [median_time(lambda m=m: judged(m), runs) for m in (fast, same, unknown)]  # type: ignore[misc]
        print(
            f"{len(fast.space):6,}  {times[0]:8.4f} s  {times[1]:8.3f} s  "
            f"{times[1] / times[0]:6.0f}  {times[2]:8.3f} s   peak {peak_memory() / 2**30:.2f} GB"
        )
    print("states   five concepts   and their strength   one party unknown, and strength")
    for options in OPTIONS[:-1]:
        spaces = [StateSpace.of(with_degrees(options, unknown)) for unknown in (False, True)]
        times = [
            median_time(lambda s=s, ask=ask: ask(solve(s.situation, space=s)), 3)  # type: ignore[misc]
            for s in spaces
            for ask in (lambda solution: None, lambda solution: solution.strength)
        ]
        print(f"{len(spaces[0]):6,}  {'  '.join(f'{one:8.3f} s' for one in times)}")


def with_degrees(options: int, unknown: bool) -> Situation:
    """Four parties, each with eight statements in a random order and lines of degree 5 and 2."""
    chance = np.random.default_rng(options)
    situation = blank(options, PARTIES)
    parties = []
    for party in situation.parties:
        wanted: list[Criterion] = []
        for name in chance.permutation([one.name for one in situation.options])[:8].tolist():
            want = Name(name) if chance.random() < 0.5 else Not(Name(name))
            wanted.append(Level((Statement(want),)))
        if unknown and party is situation.parties[0]:
            wanted.append(Level((Statement(Name(situation.options[-1].name), unknown=True),)))
        criteria = (*wanted[:2], Line(5), *wanted[2:4], Line(2), *wanted[4:])
        parties.append(replace(party, preference=Preference(criteria, extension="c")))
    return replace(situation, parties=tuple(parties))


if __name__ == "__main__":
    main()
