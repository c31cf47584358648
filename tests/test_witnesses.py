"""Every witness is what it says: checked against the oracle's moves, not the program's own."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from oracle import strategies
from oracle.case import read
from thorough import examples

from goodoffices.evolution.reach import improving
from goodoffices.formats.native import from_data
from goodoffices.moves.build import moves_of
from goodoffices.stability.concepts import CONCEPTS

RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}
CREDIBLE = {"gmr": False, "smr": False, "seq": True, "sseq": True}
MAY_ANSWER = {"gmr": False, "smr": True, "seq": False, "sseq": True}


@settings(max_examples=examples(250), **RELAXED)
@given(strategies.conflicts(max_options=5))
def test_sanctions(data: dict[str, Any]) -> None:
    """Each sanction is a legal sequence of opponents' moves that leaves the party not better."""
    moves = moves_of(from_data(data).situation)
    conflict = read(data)
    ids = [int(i) for i in moves.space.ids]
    names = [party.id for party in moves.situation.parties]
    for concept in CREDIBLE:
        for party, name in enumerate(names):
            rank = conflict.ranks[name]
            for at, state in enumerate(ids):
                reason = CONCEPTS[concept].reason(moves, party, at)
                answered = {ids[a.improvement] for a in reason.answers}
                assert answered == set(conflict.improvements(name, state))
                for answer in reason.answers:
                    if not answer.steps:
                        continue
                    here, last = ids[answer.improvement], None
                    for step in answer.steps:
                        mover, target = names[step.by], ids[step.target]
                        assert mover != name and mover != last
                        assert ids[step.source] == here
                        legal = conflict.improvements if CREDIBLE[concept] else conflict.moves
                        assert target in legal(mover, here)
                        here, last = target, mover
                    assert rank[here] <= rank[state]
                    if MAY_ANSWER[concept]:
                        assert answer.escape is not None
                        assert all(rank[x] <= rank[state] for x in conflict.moves(name, here))
                    else:
                        assert answer.escape is None


@settings(max_examples=examples(250), **RELAXED)
@given(strategies.conflicts())
def test_paths(data: dict[str, Any]) -> None:
    """Each step of a path from today is an improvement of its mover, and steps join up."""
    moves = moves_of(from_data(data).situation)
    if moves.space.now is None:
        return
    conflict = read(data)
    ids = [int(i) for i in moves.space.ids]
    names = [party.id for party in moves.situation.parties]
    reach = improving(moves, moves.space.now)
    for at in range(len(ids)):
        path = reach.path(at)
        if not reach.reached[at]:
            assert path == ()
            continue
        here = moves.space.now
        for leg in path:
            assert leg.source == here and len(leg.by) == 1
            mover = names[leg.by[0]]
            assert ids[leg.target] in conflict.improvements(mover, ids[here])
            here = leg.target
        assert here == at
