"""How many questions an elicitation takes, against what no way of asking can beat.

For each number of statements: orders drawn so that every ranking of the feasible situations is as
likely, about all combinations of the statements and about combinations that random rules leave.
An answer is one of three, so log3 of the number of rankings bounds the mean from below; log2 is
shown as what questions with two answers would take.

Of more than eight statements nobody counts the rankings; there orders are drawn so that each is as
likely, and log3 of their number stands in place of the bound.

python benchmarks/elicitation.py        # two minutes
python benchmarks/elicitation.py 8      # with eight statements: seven minutes
python benchmarks/elicitation.py more   # nine to twelve statements, 100 random models: four minutes
"""

from __future__ import annotations

import math
import sys
import time

import numpy as np
from numpy.typing import NDArray

from goodoffices.elicitation.diagram import diagram
from goodoffices.elicitation.differences import Ground
from goodoffices.elicitation.holds import rank_of
from goodoffices.elicitation.session import Answer, Contradiction, Session, begun
from goodoffices.elicitation.weak_orders import weights

SEED = 20_261_122
GROUNDS = 20
ORDERS = 10
"""So many sets of situations with rules, and so many orders for each; all for the one without."""


MORE_MODELS = 100
MORE_KINDS = (("with rules", 0), ("40 drawn", 40), ("500 drawn", 500))


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


def answered(session: Session, keys: list[int]) -> Session | Contradiction:
    """With the answer of whoever ranks the states by these keys, the greater the better."""
    asked = session.question
    assert asked is not None
    first, second = keys[asked.first], keys[asked.second]
    word = "first" if first > second else "second" if first < second else "same"
    ids = session.ground.ids
    return session.answered(Answer(int(ids[asked.first]), int(ids[asked.second]), word))


def questions(start: Session, ranking: int) -> int:
    """How many answers it takes for whoever has this ranking."""
    weighed = start.start.weights[ranking].astype(np.int64)
    session = start
    keys = (weighed @ session.ground.truth[list(session.ground.telling)]).tolist()
    while session.question is not None:
        after = answered(session, keys)
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
        rankings = start.rankings_left
        assert rankings is not None
        counts.append(rankings)
        for ranking in chance.integers(0, rankings, orders).tolist():
            asked.append(questions(start, ranking))
            bounds.append(math.log(rankings))
    log3, log2 = (float(np.mean(bounds)) / math.log(base) for base in (3, 2))
    mean = float(np.mean(asked))
    over = f"{mean / log3:.2f}" if log3 else "–"
    middle = f"{int(np.median(counts)):,}"
    return (
        f"{statements:>2}  {name:<10}  {middle:>8}  {mean:>5.2f}  {max(asked):>3}  {log3:>5.2f}  "
        f"{over:>5}  {log2:>5.2f}  {longest:>6.2f} s"
    )


def some_states(statements: int, kind: int, chance: np.random.Generator) -> NDArray[np.uint64]:
    """What random rules leave, or so many states at random."""
    if kind == 0:
        return with_rules(statements, chance)
    chosen = chance.choice(2**statements, MORE_KINDS[kind][1], replace=False)
    return np.sort(chosen).astype(np.uint64)


def whole(seed: int) -> tuple[int, int, int, float, float, float]:
    """One random model to its end: (statements, kind, questions, log3 of the orders, seconds to
    begin, seconds of the longest answer)."""
    chance = np.random.default_rng([SEED, seed])
    statements, kind = 9 + seed % 4, seed // 4 % len(MORE_KINDS)
    ids = some_states(statements, kind, chance)
    began = time.perf_counter()
    session = begun(ground(ids, statements), tuple((at,) for at in range(statements)))
    assert session.question is not None
    begin, longest = time.perf_counter() - began, 0.0
    every = diagram((), statements)
    order = every.numbered(chance.integers(0, every.count, 1))
    weighed = weights(order)[0].astype(np.int64)
    keys = (weighed @ session.ground.truth).tolist()
    bound = math.log(session.orders_left, 3)
    while session.question is not None:
        began = time.perf_counter()
        after = answered(session, keys)
        assert isinstance(after, Session) and after.settled >= session.settled
        session = after
        assert session.determined == (session.question is None)
        longest = max(longest, time.perf_counter() - began)
    assert (np.unique(keys, return_inverse=True)[1] + 1 == rank_of(session)).all()
    return statements, kind, len(session.answers), bound, begin, longest


def more(models: int) -> None:
    """The table of nine to twelve statements."""
    done = [whole(seed) for seed in range(models)]
    print(" k  situations   models   mean  max   log3    begun  longest answer")
    for statements in range(9, 13):
        for kind, (name, _) in enumerate(MORE_KINDS):
            some = [one for one in done if one[:2] == (statements, kind)]
            asked = [one[2] for one in some]
            bound, begin, longest = (max(one[at] for one in some) for at in (3, 4, 5))
            print(
                f"{statements:>2}  {name:<12}  {len(some):>5}  {np.mean(asked):>5.1f}  "
                f"{max(asked):>3}  {bound:>5.1f}  {begin:>5.1f} s  {longest:>5.1f} s"
            )
    print(f"{len(done)} of {models} came to their ranking")


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
    if sys.argv[1:] == ["more"]:
        more(MORE_MODELS)
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
