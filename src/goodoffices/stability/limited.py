"""Limited-move stability L_h and non-myopic stability, for two parties that can move.

Each party plays the best of what follows, looking h moves ahead and knowing that the other does so
with one move less. For party i with opponent j:

1. G_0(i, s) = s: who looks no move ahead stays.
2. Let t be the move of R_i(s) with the best P_i(G_{h−1}(j, t)), the lowest id on a tie.
3. If that is better than P_i(s), i moves there and G_h(i, s) = G_{h−1}(j, t); otherwise
   G_h(i, s) = s.
4. s is L_h stable for i when G_h(i, s) = s, that is, when i stays.

L_1 is Nash stability. *Non-myopic*: stable for all h from some h* on. The pair (G_h(i, ·),
G_h(j, ·)) is a function of the pair one horizon lower, so it runs into a cycle; s is non-myopically
stable for i when it is L_h stable for every h of the cycle. Stackelberg equilibrium is the profile
leader ``l2``, follower ``l1``.

The one *departure* from an unstable state is the move chosen in step 3 (for non-myopic stability
at the first horizon of the cycle at which the party moves).

Sources: Zagare, "Limited-move equilibria in 2×2 games" (Theory and Decision 16, 1984); Kilgour,
"Equilibria for far-sighted players" (Theory and Decision 16, 1984); Brams and Wittman 1981; Fang,
Hipel and Kilgour 1993, ch. 3. A party that cannot move is stable everywhere and does not count.
More than two parties that can move are refused: no definition for them is used here.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import RequestError
from goodoffices.model.vocabulary import LIMITED
from goodoffices.moves.base import Ints, Moves, require_ranks
from goodoffices.stability.concept import Concept, Pairs
from goodoffices.stability.reason import Answer

LOOKING = threading.RLock()
"""Parties may be judged in threads, and all of them look at the same horizons."""

MOST_HORIZONS = 20_000
"""Non-myopic stability gives up beyond this many moves ahead, which no model has come near."""


@dataclass(frozen=True)
class Horizon:
    """What both parties do looking h moves ahead.

    ``chosen``: party → int32, (n_states,), the move made, −1 where it stays. ``final``: party →
    int32, (n_states,), where things end: G_h.
    """

    chosen: dict[int, Ints]
    final: dict[int, Ints]


def stable_within(moves: Moves, party: int, *, h: int) -> NDArray[np.bool_]:
    """L_h stability: bool, shape (n_states,)."""
    return np.asarray(_at(moves, h).chosen.get(party, _stays(moves)) < 0)


def stable_for_ever(moves: Moves, party: int) -> NDArray[np.bool_]:
    """Non-myopic stability: bool, shape (n_states,)."""
    columns = [one.chosen.get(party, _stays(moves)) < 0 for one in _cycle(moves)]
    return np.asarray(np.all(columns, axis=0))


def answers_within(moves: Moves, party: int, position: int, *, h: int) -> tuple[Answer, ...]:
    """The move chosen, if any."""
    move = int(_at(moves, h).chosen.get(party, _stays(moves))[position])
    return (Answer(move),) if move >= 0 else ()


def answers_for_ever(moves: Moves, party: int, position: int) -> tuple[Answer, ...]:
    """The move chosen at the first horizon of the cycle at which the party moves, if any."""
    for horizon in _cycle(moves):
        move = int(horizon.chosen.get(party, _stays(moves))[position])
        if move >= 0:
            return (Answer(move),)
    return ()


def departing_within(moves: Moves, party: int, *, h: int) -> Pairs:
    """The moves chosen looking h moves ahead."""
    return _chosen(_at(moves, h).chosen.get(party, _stays(moves)))


def departing_for_ever(moves: Moves, party: int) -> Pairs:
    """The moves chosen at the first horizon of the cycle at which the party moves."""
    chosen = _stays(moves)
    for horizon in _cycle(moves):
        chosen = np.where(chosen < 0, horizon.chosen.get(party, chosen), chosen)
    return _chosen(chosen)


def _chosen(move: Ints) -> Pairs:
    source = np.flatnonzero(move >= 0).astype(np.int32)
    return source, move[source].astype(np.int32)


def _stays(moves: Moves) -> Ints:
    return np.full(len(moves.space), -1, dtype=np.int32)


def _two(moves: Moves) -> tuple[int, ...]:
    require_ranks(moves, "limited-move stability")
    movers = moves.movers
    if len(movers) > 2:
        names = ", ".join(moves.situation.parties[i].id for i in movers)
        raise RequestError(
            f"limited-move and non-myopic stability are defined for two parties that can move; "
            f"here {len(movers)} can ({names}); use SEQ or SSEQ, or join parties"
        )
    return movers


def _start(moves: Moves) -> Horizon:
    here = np.arange(len(moves.space), dtype=np.int32)
    movers = _two(moves)
    return Horizon({i: _stays(moves) for i in movers}, dict.fromkeys(movers, here))


def _next(moves: Moves, lower: Horizon) -> Horizon:
    """Steps 2 and 3 for both parties, from the horizon one lower."""
    chosen, final = {}, {}
    here = np.arange(len(moves.space), dtype=np.int32)
    for party in lower.final:
        other = next((j for j in lower.final if j != party), None)
        follows = here if other is None else lower.final[other]
        rank = moves.rank[party]
        move = moves.best_target(party, rank[follows])
        moved = np.where(move >= 0, rank[follows[move]], 0) > rank
        chosen[party] = np.where(moved, move, -1).astype(np.int32)
        final[party] = np.where(moved, follows[move], here).astype(np.int32)
    return Horizon(chosen, final)


def _at(moves: Moves, h: int) -> Horizon:
    """The horizon h; one beyond a cycle that is known is read off the cycle."""
    with LOOKING:
        known = _known(moves)
        while len(known.every) <= h and known.cycle_from is None:
            _look_further(moves, known)
    if h < len(known.every) or known.cycle_from is None:
        return known.every[h]
    length = len(known.every) - known.cycle_from
    return known.every[known.cycle_from + (h - known.cycle_from) % length]


def _cycle(moves: Moves) -> list[Horizon]:
    """All horizons of the cycle. Raises ``RequestError`` where none is found in time."""
    with LOOKING:
        known = _known(moves)
        while known.cycle_from is None:
            if len(known.every) > MOST_HORIZONS:
                raise RequestError(
                    f"no cycle was found within {MOST_HORIZONS:,} moves ahead; use l2, l3, …"
                )
            _look_further(moves, known)
    return known.every[known.cycle_from :]


@dataclass
class Known:
    """The horizons worked out so far, from 0; where the last of them leads back to, if known."""

    every: list[Horizon]
    seen: dict[bytes, int]
    cycle_from: int | None = None


def _known(moves: Moves) -> Known:
    start = _start(moves)
    return moves.kept("horizons", lambda: Known([start], {_print(start): 0}))


def _look_further(moves: Moves, known: Known) -> None:
    following = _next(moves, known.every[-1])
    key = _print(following)
    known.cycle_from = known.seen.get(key)
    if known.cycle_from is None:
        known.seen[key] = len(known.every)
        known.every.append(following)


def _print(horizon: Horizon) -> bytes:
    """A horizon in short: where things end (what the next one depends on) and the moves made.

    The moves count too: two different moves can lead to the same end, and the first horizon of
    a cycle must be what it is on every later round.
    """
    digest = hashlib.blake2b(digest_size=32)
    for party, final in horizon.final.items():
        digest.update(final.tobytes())
        digest.update(horizon.chosen[party].tobytes())
    return digest.digest()


def limited(name: str) -> Concept | None:
    """The concept ``l1``, ``l2``, …; None for any other name."""
    if LIMITED.match(name) is None:
        return None
    h = int(name[1:])
    return Concept(
        name=name,
        title=f"L{h}",
        means=f"looking {h} {'move' if h == 1 else 'moves'} ahead, it is best to stay",
        stable=partial(stable_within, h=h),
        answers=partial(answers_within, h=h),
        departing=partial(departing_within, h=h),
        implies=("nash",) if h == 1 else (),
        foresight=h,
        source="Zagare 1984; Kilgour 1984; Fang, Hipel & Kilgour 1993, ch. 3",
        convention="two parties that can move; on a tie the lowest id is chosen",
        answers_are_choices=True,
    )


NONMYOPIC = Concept(
    name="nonmyopic",
    title="non-myopic",
    means="however far ahead one looks from some horizon on, it is best to stay",
    stable=stable_for_ever,
    answers=answers_for_ever,
    departing=departing_for_ever,
    implies=(),
    foresight=None,
    source="Brams & Wittman 1981; Kilgour 1984",
    convention="stable for all horizons of the cycle; two parties that can move",
    answers_are_choices=True,
)
