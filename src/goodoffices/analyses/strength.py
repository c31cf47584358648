"""How strongly states are stable: what deters, deters how much.

For every degree k from 2 on that a preference tells apart, stability under GMR, SMR, SEQ and SSEQ
is judged once more with sanctions that are worse by at least k. What opponents can reach does not
depend on k and is worked out once. A party's *strength* in a state is the greatest such degree,
1 where it is stable without one (weakly), 0 where it is not stable. A party that tells no degrees
apart has no strength of its own and counts as strong wherever it is stable.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from goodoffices.model.preference import MILD, STRONG, Line, Preference, Ranking
from goodoffices.modes.comparison import Compared
from goodoffices.modes.ordered import Ordered
from goodoffices.modes.relation import Relation
from goodoffices.modes.strength import Strong
from goodoffices.modes.table import strong_relations
from goodoffices.moves.base import Bools, Moves
from goodoffices.moves.by_relations import related
from goodoffices.moves.related import RelatedMoves
from goodoffices.stability.concepts import concept
from goodoffices.stability.reason import Reason
from goodoffices.stability.verdicts import PROFILE, Verdicts

JUDGED = ("gmr", "smr", "seq", "sseq")
"""Concepts in which a sanction may be more or less severe."""


@dataclass(frozen=True)
class Strength:
    """``degree``: kind (a concept, or the profile) → int8, (n_parties, n_states): 0 not stable,
    1 weakly, 2 strongly, …. ``telling``: the parties that tell degrees apart, by id and index.
    """

    degree: dict[str, NDArray[np.int8]]
    telling: tuple[tuple[str, int], ...]

    @property
    def judged(self) -> tuple[str, ...]:
        """The concepts, without the profile."""
        return tuple(kind for kind in self.degree if kind != PROFILE)

    def equilibrium(self, kind: str, degree: int = STRONG) -> Bools:
        """Stable for every party, and at this degree for those that tell degrees apart."""
        column = self.degree[kind]
        telling = [index for _, index in self.telling]
        strong = (column[telling] >= degree).all(axis=0)
        return np.asarray(strong & (column >= MILD).all(axis=0))

    def of_state(self, position: int) -> dict[str, dict[str, int]]:
        """Kind → party → its strength, of those that are stable and tell degrees apart."""
        return {
            kind: {p: int(column[i, position]) for p, i in self.telling if column[i, position]}
            for kind, column in self.degree.items()
        }

    def kinds_of(self, position: int) -> list[str]:
        """The kinds under which the state is a strong equilibrium."""
        return [kind for kind in self.degree if self.equilibrium(kind)[position]]


def strength(verdicts: Verdicts, nash_is_strong: bool = False) -> Strength | None:
    """None where no party tells degrees apart, or no concept asked for has sanctions.

    ``nash_is_strong``: a state from which the party has no improvement counts as stable at every
    degree; otherwise as weakly stable.
    """
    moves = verdicts.moves
    parties = moves.situation.parties
    telling = [(p.id, i) for i, p in enumerate(parties) if p.degrees > MILD]
    kinds = [kind for kind in JUDGED if kind in verdicts.concepts]
    own = [concept(party.behaviour[0]).name for party in parties]
    if not telling or not (kinds or set(own) & set(JUDGED)):
        return None
    found = {kind: verdicts.stable[kind].astype(np.int8) for kind in kinds}
    found[PROFILE] = verdicts.profile.astype(np.int8)
    told = {index: degrees(parties[index].preference) for _, index in telling}
    severe = _by_relations(moves)
    relations = strong_relations(moves.situation, moves.space, severe.relations, STRONG)
    strong = [_compared_once(one, len(moves.space)) for one in relations]
    for degree in sorted(set().union(*told.values())):
        severe = severe.deterred_by(
            tuple(replace(one, degree=degree) if isinstance(one, Strong) else one for one in strong)
        )
        for index in (index for index, own_degrees in told.items() if degree in own_degrees):
            calm = moves.nothing_better(index)
            for kind in found:
                name = own[index] if kind == PROFILE else kind
                if name in JUDGED:
                    stays = concept(name).stable(severe, index)
                    stays = stays if nash_is_strong else stays & ~calm
                else:  # no sanctions to judge: what is stable without improvements alone counts
                    stays = verdicts.profile[index] & calm & nash_is_strong
                found[kind][index, stays] = degree
    return Strength(found, tuple(telling))


def _compared_once(relation: Relation, n: int) -> Relation:
    """A relation that compares every two states once, and not again for each degree."""
    if not isinstance(relation, Strong):
        return relation
    return replace(relation, compare=Compared.of(relation.compare, n))


def degrees(preference: Preference) -> frozenset[int]:
    """The degrees above mild that two states may differ by; in between nothing changes."""
    found = set(range(STRONG, STRONG + len(preference.strongly_by)))
    for one in preference.criteria:
        if isinstance(one, Line):
            found.add(one.degree)
        elif isinstance(one, Ranking):
            found |= {degree for _, degree in one.lines}
    return frozenset(found)


def severely(moves: Moves, degree: int) -> RelatedMoves:
    """The same moves, by sanctions that are worse by at least this degree."""
    walked = _by_relations(moves)
    relations = strong_relations(moves.situation, moves.space, walked.relations, degree)
    return walked.deterred_by(relations)


def most_severe(moves: Moves, reason: Reason) -> Reason:
    """The reason with its strength, and with the most severe sanctions that keep the party there.

    A state that the party has nothing to leave for is stable weakly, as in ``strength``.
    """
    if reason.concept not in JUDGED:
        return reason
    told = degrees(moves.situation.parties[reason.party].preference)
    for degree in sorted(told, reverse=True) if reason.stable and reason.answers else ():
        severe = moves.kept(("severely", degree), partial(severely, moves, degree))
        found = concept(reason.concept).reason(severe, reason.party, reason.position)
        if found.stable:
            return replace(found, strength=degree)
    return replace(reason, strength=int(reason.stable))


def _by_relations(moves: Moves) -> RelatedMoves:
    if isinstance(moves, RelatedMoves):
        return moves
    return related(moves, tuple(map(Ordered, moves.rank)), (True,) * len(moves.rank))
