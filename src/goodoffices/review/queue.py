"""Which proposals are to be reviewed, in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goodoffices.reading.proposal import Proposal


@dataclass(frozen=True)
class Wanted:
    """A choice among proposals; an empty field chooses all.

    ``party``: somebody of it speaks or is named. ``unattributed``: somebody speaks of whom it is
    not known which party it is.
    """

    source: str = ""
    kind: str = ""
    party: str = ""
    unattributed: bool = False
    limit: int | None = None

    def chosen(self, proposals: Iterable[Proposal]) -> list[Proposal]:
        """Those that fit, at most ``limit``, in their order."""
        return [one for one in proposals if self.fits(one)][: self.limit]

    def fits(self, one: Proposal) -> bool:
        """Whether a proposal is among them."""
        return (
            (not self.source or one.source == self.source)
            and (not self.kind or one.kind == self.kind)
            and (not self.party or self.party in parties(one))
            and (not self.unattributed or unattributed(one))
        )


def parties(one: Proposal) -> list[str]:
    """The parties that speak or are named, each once."""
    named = [one.speaker, *one.actors]
    return list(dict.fromkeys(who.party for who in named if who is not None and who.party))


def unattributed(one: Proposal) -> bool:
    """Whether it says that somebody speaks, and not of which party."""
    if one.speaker is None:
        return one.kind == "statement"
    return not one.speaker.party
