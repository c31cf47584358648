"""What became of each proposal: left, accepted or rejected, from the evidence and the ledger.

Steps, for each proposal:

1. An item with its id, or with its words of its source, stands in ``evidence.yaml``: accepted.
2. Otherwise the last line about it in the ledger that decides counts. One that says *accepted* does
   not: the item was taken out of the evidence, so the proposal waits again.
3. What was edited before is kept with it, whatever was decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goodoffices.evidence.item import EvidenceItem, Span
from goodoffices.reading.proposal import Proposal
from goodoffices.review.ledger import Decision

LEFT, SKIPPED, ACCEPTED, REJECTED = "left", "skipped", "accepted", "rejected"
WAITING = (LEFT, SKIPPED)
"""A decision is still to come."""


@dataclass(frozen=True)
class Evidence:
    """What stands in ``evidence.yaml``: items by id, and ids by source and span."""

    items: Mapping[str, EvidenceItem]
    places: Mapping[tuple[str, Span], str]

    @classmethod
    def of(cls, items: Iterable[EvidenceItem]) -> Evidence:
        """Of these items; only accepted and rejected ones are decided."""
        kept = [one for one in items if one.status != "proposed"]
        places = {(one.source, one.span): one.id for one in reversed(kept)}
        return cls({one.id: one for one in kept}, places)

    def plus(self, items: Iterable[EvidenceItem]) -> Evidence:
        """With these too."""
        return Evidence.of((*self.items.values(), *items))

    def minus(self, item_id: str) -> Evidence:
        """Without this one."""
        return Evidence.of(one for one in self.items.values() if one.id != item_id)

    def has(self, proposal: Proposal) -> EvidenceItem | None:
        """The item that a proposal became, or that has its words."""
        found = self.items.get(proposal.id)
        if found is not None:
            return found
        other = self.places.get((proposal.source, proposal.span))
        return None if other is None else self.items[other]


@dataclass(frozen=True)
class Told:
    """The ledger by id: the last line that decides, and every edited field's last value."""

    last: Mapping[str, Decision]
    edits: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, decisions: Sequence[Decision]) -> Told:
        """Line by line."""
        last: dict[str, Decision] = {}
        edits: dict[str, dict[str, Any]] = {}
        for one in decisions:
            if one.source:
                continue
            if one.decision == "edited":
                for name, (_, after) in one.changed.items():
                    edits.setdefault(one.id, {})[name] = after
            else:
                last[one.id] = one
        return cls(last, edits)


def standing(proposal: Proposal, evidence: Evidence, told: Told) -> str:
    """Steps 1 and 2."""
    item = evidence.has(proposal)
    if item is not None:
        return REJECTED if item.status == "rejected" else ACCEPTED
    last = told.last.get(proposal.id)
    if last is not None and last.decision in (REJECTED, SKIPPED):
        return last.decision
    return LEFT
