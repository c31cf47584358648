"""GMR, SMR, SEQ and SSEQ: one definition with two switches.

Party i has an improvement t from s. The opponents N∖i answer by a legal sequence of moves from
t (no party twice in a row) that ends in some state u. The two switches:

* ``credible``: each step of the answer must be an improvement for its mover (SEQ, SSEQ), or may
  be any move (GMR, SMR).
* ``may_answer``: i may move once more from u (SMR, SSEQ), or not (GMR, SEQ).

How bad it is for i to be brought to u is c(u) = P_i(u), or where i may answer
c(u) = max(P_i(u), max of P_i over R_i(u)). With w(t) = min of c over t and all such u,

    s is unstable for i exactly when some improvement t has w(t) > P_i(s).

1. c for every state, ``Moves.cost`` (one segmented maximum where i may answer).
2. w for every state by ``Moves.least`` (or by sweeps, where a few settle it).
3. s is stable when the greatest w over its improvements is not above P_i(s): both steps are
   ``Moves.answered``, for both settings of ``may_answer`` at once.

That t stands in the minimum itself changes nothing: it is an improvement, so never a sanction.

Sources: Howard 1971 (GMR, SMR); Fraser and Hipel 1979, 1984 (SEQ); Fang, Hipel and Kilgour 1993,
ch. 3 (graph form, legal sequences); Rêgo and Vieira 2017 (symmetric sequential stability, SSEQ).

Conventions: a sanction leaves i *not better* (≤). Legal sequences are of any length, each opponent
may move several times, but not twice in a row. A sequence that leads back to s counts.
"""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from goodoffices.moves.base import Moves
from goodoffices.stability.concept import Concept, Pairs
from goodoffices.stability.reason import Answer, Step

CONVENTION = (
    "a sanction leaves the party not better (≤); opponents answer by legal sequences of any "
    "length, no party twice in a row"
)


def stable(moves: Moves, party: int, *, credible: bool, may_answer: bool) -> NDArray[np.bool_]:
    """Steps 2 and 3: bool, shape (n_states,)."""
    key = ("answered", party, credible)
    pair = moves.kept(key, lambda: moves.answered(party, credible))
    return pair[may_answer]


def departing(moves: Moves, party: int, *, credible: bool, may_answer: bool) -> Pairs:
    """The improvements t from s with w(t) > P_i(s)."""
    return moves.undeterred(party, credible, may_answer)


def answers(
    moves: Moves, party: int, position: int, *, credible: bool, may_answer: bool
) -> tuple[Answer, ...]:
    """For each improvement the shortest sanction, or an answer without steps where none exists."""
    bad = moves.deterring(party, position, may_answer)
    found = []
    for improvement in moves.improvements(party, position).tolist():
        steps = _sanction(moves, party, improvement, bad, credible)
        escape = None
        if steps and may_answer:
            end = steps[-1].target
            choice = np.append(moves.targets(party, end), end)
            escape = _best(moves, party, choice)
        found.append(Answer(improvement, steps, escape))
    return tuple(found)


def _best(moves: Moves, party: int, choice: NDArray[np.int32]) -> int:
    """The best of these states for the party; without ranks one that none of them beats."""
    if party not in moves.unranked():
        return int(choice[np.argmax(moves.rank[party, choice])])
    for state in choice.tolist():
        here = np.full(len(choice), state, dtype=np.int32)
        if not moves.prefers(party, here, choice.astype(np.int32)).any():
            return int(state)
    return int(choice[-1])


def _sanction(
    moves: Moves, party: int, start: int, bad: NDArray[np.bool_], credible: bool
) -> tuple[Step, ...]:
    """The shortest legal sequence of the opponents from ``start`` to a state that is bad enough.

    Breadth first over (state, last mover). Where moves are transitive the last mover does not
    matter: two moves of a party in a row could be one, so a shortest sequence has none.
    """
    opponents = [j for j in moves.movers if j != party]
    came: dict[tuple[int, int], tuple[Step, tuple[int, int]] | None] = {(start, -1): None}
    frontier = [(start, -1)]
    while frontier:
        following = []
        for here in frontier:
            state, last = here
            for mover, target in moves.steps(opponents, state, credible):
                there = (target, -1 if moves.transitive else mover)
                if mover == last or there in came:
                    continue
                came[there] = (Step(mover, state, target), here)
                if bad[target]:
                    return _trail(came, there)
                following.append(there)
        frontier = following
    return ()


def _trail(
    came: dict[tuple[int, int], tuple[Step, tuple[int, int]] | None], end: tuple[int, int]
) -> tuple[Step, ...]:
    steps: list[Step] = []
    found = came[end]
    while found is not None:
        step, before = found
        steps.append(step)
        found = came[before]
    return tuple(reversed(steps))


def _concept(
    name: str,
    means: str,
    credible: bool,
    may_answer: bool,
    implies: tuple[str, ...],
    source: str,
) -> Concept:
    return Concept(
        name=name,
        title=name.upper(),
        means=means,
        stable=partial(stable, credible=credible, may_answer=may_answer),
        answers=partial(answers, credible=credible, may_answer=may_answer),
        implies=implies,
        foresight=3 if may_answer else 2,
        source=source,
        convention=CONVENTION,
        departing=partial(departing, credible=credible, may_answer=may_answer),
    )


GMR = _concept(
    "gmr",
    "every improvement can be answered by some move of the others",
    credible=False,
    may_answer=False,
    implies=(),
    source="Howard 1971; Fang, Hipel & Kilgour 1993, ch. 3",
)
SMR = _concept(
    "smr",
    "every improvement can be answered by some move of the others, and not escaped",
    credible=False,
    may_answer=True,
    implies=("gmr",),
    source="Howard 1971; Fang, Hipel & Kilgour 1993, ch. 3",
)
SEQ = _concept(
    "seq",
    "every improvement would be answered by moves that also serve those who make them",
    credible=True,
    may_answer=False,
    implies=("gmr",),
    source="Fraser & Hipel 1979; Fang, Hipel & Kilgour 1993, ch. 3",
)
SSEQ = _concept(
    "sseq",
    "every improvement would be answered by moves that also serve those who make them, "
    "and not escaped",
    credible=True,
    may_answer=True,
    implies=("seq", "smr", "gmr"),
    source="Rêgo & Vieira 2017",
)
