"""How many questions an elicitation takes, against what no way of asking can beat.

For each number of statements: orders drawn so that every ranking of the feasible situations is as
likely, about all combinations of the statements and about combinations that random rules leave.
An answer is one of three, so log3 of the number of rankings bounds the mean from below; log2 is
shown as what questions with two answers would take.

python benchmarks/elicitation.py        # two minutes
python benchmarks/elicitation.py 8      # with eight statements: seven minutes
"""

from __future__ import annotations

import math
import sys
import time

import numpy as np
from numpy.typing import NDArray

from goodoffices.elicitation.differences import Ground
from goodoffices.elicitation.session import Answer, Session, begun

SEED = 20_261_122
GROUNDS = 20
ORDERS = 10
"""So many sets of situations with rules, and so many orders for each; all for the one without."""


def ground(ids: NDArray[np.uint64], statements: int) -> Ground:
    """Each statement an option of its own."""
    bits = np.arange(statements, dtype=np.uint64)[:, None]
    return Ground((ids[None] >> bits & np.uint64(1)) == 1, ids)


def with_rules(statements: int, chance: np.random.Generator) -> NDArray[np.uint64]:
    """The combinations that some implications between two statements leave, at least four."""
    every = np.arange(2**statements, dtype=np.uint64)
    while True:
        ids = every
        for _ in range(statements - 1):
            left, right = chance.choice(statements, 2, replace=False).astype(np.uint64)
            wanted = np.uint64(chance.integers(0, 2))
            ids = ids[
                ((ids >> left & np.uint64(1)) == 0) | ((ids >> right & np.uint64(1)) == wanted)
            ]
        if len(ids) >= 4:
            return ids


def questions(start: Session, ranking: int) -> int:
    """How many answers it takes for whoever has this ranking."""
    weights = start.start.weights[ranking].astype(np.int64)
    session = start
    while session.question is not None:
        asked = session.question
        gain = int(session.ground.difference(asked.first, asked.second) @ weights)
        word = "first" if gain > 0 else "second" if gain < 0 else "same"
        ids = session.ground.ids
        after = session.answered(Answer(int(ids[asked.first]), int(ids[asked.second]), word))
        assert isinstance(after, Session)
        session = after
    return len(session.answers)


def row(name: str, statements: int, grounds: list[Ground], orders: int, seed: int) -> str:
    """One line of the table."""
    chance = np.random.default_rng(seed)
    asked: list[int] = []
    bounds: list[float] = []
    counts: list[int] = []
    longest = 0.0
    for one in grounds:
        began = time.perf_counter()
        start = begun(one, tuple((at,) for at in range(statements)))
        longest = max(longest, time.perf_counter() - began)
        counts.append(start.rankings_left)
        for ranking in chance.integers(0, start.rankings_left, orders).tolist():
            asked.append(questions(start, ranking))
            bounds.append(math.log(start.rankings_left))
    log3, log2 = (float(np.mean(bounds)) / math.log(base) for base in (3, 2))
    mean = float(np.mean(asked))
    over = f"{mean / log3:.2f}" if log3 else "–"
    middle = f"{int(np.median(counts)):,}"
    return (
        f"{statements:>2}  {name:<10}  {middle:>8}  {mean:>5.2f}  {max(asked):>3}  {log3:>5.2f}  "
        f"{over:>5}  {log2:>5.2f}  {longest:>6.2f} s"
    )


def main(most: int) -> None:
    """The table."""
    print(" k  situations  rankings   mean  max   log3  ratio   log2    begun")
    for statements in range(3, most + 1):
        chance = np.random.default_rng([SEED, statements])
        every = ground(np.arange(2**statements, dtype=np.uint64), statements)
        print(row("all", statements, [every], GROUNDS * ORDERS, SEED), flush=True)
        some = [ground(with_rules(statements, chance), statements) for _ in range(GROUNDS)]
        print(row("with rules", statements, some, ORDERS, SEED), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
