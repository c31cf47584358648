"""A proposal as the analyst has it in hand: with what was changed, and what comes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from goodoffices.errors import InputError, RequestError
from goodoffices.evidence.read import item_of
from goodoffices.evidence.schema import ItemShape
from goodoffices.formats.shapes import shaped
from goodoffices.formats.tree import Tree
from goodoffices.reading.proposal import Proposal

FIXED = ("id", "source", "sentence", "status", "reader", "why")
"""Fields that no decision changes."""
ORDER = ("date", "grade", "claim", "status", "reader", "why")
"""The last keys of an entry, in this order."""


@dataclass(frozen=True)
class Draft:
    """``claim``: the formal reading as text; ``attach``: the keys of model elements that will cite
    the item (``review.elements``)."""

    proposal: Proposal
    claim: str = ""
    attach: tuple[str, ...] = ()

    @classmethod
    def of(cls, proposal: Proposal) -> Draft:
        """As the reader wrote it; a claim that it proposes is the analyst's to change."""
        return cls(replace(proposal, claim=""), proposal.claim)

    @property
    def id(self) -> str:
        """The id that it has as a proposal and keeps as an item."""
        return self.proposal.id

    def data(self) -> dict[str, Any]:
        """Plain data, without what is empty."""
        data = self.proposal.entry()
        if self.claim:
            data["claim"] = self.claim
        if self.attach:
            data["attach"] = list(self.attach)
        return data

    def entry(self, by: str, on: str) -> dict[str, Any]:
        """What stands in ``evidence.yaml`` when it is accepted."""
        data = {**self.data(), "status": "accepted"}
        data.pop("attach", None)
        last = {key: data.pop(key) for key in ORDER if key in data}
        return {**data, **last, "reviewed": {"by": by, "on": on}}

    def changed(self, before: Draft) -> dict[str, list[Any]]:
        """Field → [before, after] for all that is other than in ``before``."""
        old, new = before.data(), self.data()
        return {
            key: [old.get(key), new.get(key)]
            for key in dict.fromkeys((*old, *new))
            if key not in FIXED and old.get(key) != new.get(key)
        }

    def with_values(self, values: Mapping[str, Any], file: str = "") -> Draft:
        """With these fields, None for an empty one. Raises ``RequestError`` where they do not fit.

        ``file``: where the values come from, for the message.
        """
        if not values:
            return self
        data = {**self.data(), **values}
        data = {key: value for key, value in data.items() if value is not None}
        attach = data.pop("attach", [])
        try:
            shape = shaped(Tree(data), ItemShape, "an item")
        except InputError as error:
            where = f"{file}: " if file else ""
            raise RequestError(f"{where}{self.id}: {error.problems[0]}") from None
        proposal = Proposal.of(item_of(shape), self.proposal.text)
        return Draft(proposal, shape.claim or "", tuple(str(one) for one in attach))
