"""How many rankings keep a party at a state: all strict rankings of its states, others fixed.

Not by enumerating rankings: with V the v relevant states, the number of strict rankings of n states
in which exactly the set B ⊆ V stands above s is n! · |B|! (v − |B|)! / (v + 1)!, so it is enough to
count the sets B that hold by their size.
"""

from __future__ import annotations

from math import factorial

import numpy as np

from goodoffices.errors import TooLargeError
from goodoffices.mediation.conditions import Condition

MOST_RELEVANT = 24


def rankings_that_hold(condition: Condition, n_states: int) -> int:
    """The number of strict rankings of ``n_states`` states under which the condition is met.

    Raises ``TooLargeError`` above ``MOST_RELEVANT`` relevant states.
    """
    relevant = condition.relevant
    size = len(relevant)
    if size > MOST_RELEVANT:
        raise TooLargeError(
            f"the condition depends on {size} states, and 2^{size} sets of them are too many to "
            f"count (the limit is {MOST_RELEVANT}); ask for another state or concept"
        )
    bit = {state: 1 << at for at, state in enumerate(relevant)}
    sets = np.arange(1 << size, dtype=np.int64)
    holds = np.ones(len(sets), dtype=np.bool_)
    for clause in condition.clauses:
        met = (sets & bit[clause.move]) == 0
        for answer in clause.answers:
            met |= (sets & sum(bit[u] for u in answer)) == 0
        holds &= met
    sizes = np.bincount(np.bitwise_count(sets[holds]).astype(np.int64), minlength=size + 1)
    weighted = sum(
        int(count) * factorial(k) * factorial(size - k) for k, count in enumerate(sizes.tolist())
    )
    return factorial(n_states) * weighted // factorial(size + 1)
