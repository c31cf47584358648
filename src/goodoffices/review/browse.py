"""Looking through proposals freely: a list by status, the next of it, the last decision of one."""

from __future__ import annotations

from collections.abc import Sequence

from goodoffices.reading.proposal import Proposal
from goodoffices.review.ledger import Decision
from goodoffices.review.queue import Wanted
from goodoffices.review.standing import ACCEPTED, LEFT, REJECTED
from goodoffices.review.state import State

ALL = "all"
STATUSES = (LEFT, ACCEPTED, REJECTED, ALL)


def listed(state: State, wanted: Wanted, status: str = LEFT) -> list[str]:
    """The ids with a status. Those left come in the order of the queue, others as in the file."""
    if status == LEFT:
        return state.waiting(wanted)
    chosen = [
        one
        for one in state.proposals
        if (status == ALL or state.standing(one) == status) and wanted.fits(_now(state, one))
    ]
    return chosen[: wanted.limit]


def following(before: Sequence[str], item_id: str, now: Sequence[str]) -> str:
    """What comes after an item that was decided: the next of the list as it was that is still in
    it, else the first; "" where nothing is."""
    at = before.index(item_id) + 1 if item_id in before else 0
    there = set(now)
    for one in before[at:]:
        if one in there:
            return one
    return now[0] if now else ""


def last_of(state: State, by: str) -> str:
    """The proposal about which somebody's last decision is that still stands, "" for none."""
    for one in reversed(state.decisions):
        if one.by == by and one.id in state.proposals and stands(state, one):
            return one.id
    return ""


def stands(state: State, decision: Decision) -> bool:
    """Whether an acceptance or a rejection is what became of its proposal."""
    return (
        decision.decision in (ACCEPTED, REJECTED)
        and state.told.last.get(decision.id) is decision
        and state.standing(decision.id) == decision.decision
    )


def decided_by(state: State, item_id: str) -> Decision | None:
    """The decision that stands about a proposal; None where there is none in the ledger."""
    last = state.told.last.get(item_id)
    return last if last is not None and stands(state, last) else None


def _now(state: State, item_id: str) -> Proposal:
    edited = item_id in state.told.edits
    return state.draft(item_id).proposal if edited else state.proposals[item_id]
