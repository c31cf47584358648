"""Conflicts made for measuring: random ones of any size, and the staircase."""

from __future__ import annotations

import numpy as np

from goodoffices.model.party import Option, Party
from goodoffices.model.situation import Situation
from goodoffices.moves.base import Moves
from goodoffices.moves.fibres import FibreMoves
from goodoffices.states import StateSpace


def blank(n_options: int, n_parties: int, behaviour: str = "seq") -> Situation:
    """Parties that share the options out evenly, without preferences."""
    shares = np.array_split(np.arange(n_options), n_parties)
    return Situation(
        "made for measuring",
        tuple(
            Party(
                f"p{party}",
                f"P{party}",
                tuple(Option(f"p{party}", f"o{k}", f"do {k}") for k in own),
                behaviour=(behaviour,),
            )
            for party, own in enumerate(shares)
        ),
    )


def random_moves(
    n_options: int,
    n_parties: int,
    feasible: float = 0.7,
    seed: int = 1,
    behaviour: str = "seq",
) -> Moves:
    """2^n_options combinations of which a random share is feasible; ranks drawn at random."""
    chance = np.random.default_rng(seed)
    ids = np.flatnonzero(chance.random(2**n_options, dtype=np.float32) < feasible)
    space = StateSpace(blank(n_options, n_parties, behaviour), ids.astype(np.uint64))
    rank = np.empty((n_parties, len(ids)), dtype=np.int32)
    for party in range(n_parties):
        rank[party] = chance.integers(1, 1000, len(ids), dtype=np.int32)
    return FibreMoves(space, rank)


def staircase(n_options: int) -> Moves:
    """Two opponents who improve in turn, all the way down a staircase, and a third who watches.

    A grid of the two opponents' choices: the first can step (k, k) → (k+1, k), the second
    (k+1, k) → (k+1, k+1). On the staircase each step is an improvement for whoever makes it, and
    it ends where the watcher is worst off, so every state of it has to learn that from far away.
    """
    half = n_options // 2
    side = 2**half
    x, y = np.meshgrid(np.arange(side), np.arange(side), indexing="ij")
    watcher = np.uint64(1) << np.uint64(2 * half)
    ids = (x.astype(np.uint64) | (y.astype(np.uint64) << np.uint64(half))).ravel()
    order = np.argsort(ids, kind="stable")
    ids = np.concatenate([ids[order], ids[order] | watcher])
    x, y = np.tile(x.ravel()[order], 2), np.tile(y.ravel()[order], 2)
    on = (x == y) | (x == y + 1)
    step = np.where(on, x + y + 2, 1)
    rank = np.empty((3, len(ids)), dtype=np.int32)
    rank[0] = step  # both opponents climb by leaving the step they stand on
    rank[1] = step
    rank[2] = np.where(step == step.max(), 1, 2)
    rank[2, len(ids) // 2 :] += 1
    situation = blank(2 * half + 1, 3)
    parties = situation.parties
    sizes = (half, half, 1)
    names = [option.id for option in situation.options]
    shared: list[Party] = []
    at = 0
    for party, size in zip(parties, sizes, strict=True):
        own = tuple(Option(party.id, name, name) for name in names[at : at + size])
        shared.append(Party(party.id, party.name, own))
        at += size
    space = StateSpace(Situation("staircase", tuple(shared)), ids)
    return FibreMoves(space, rank)
