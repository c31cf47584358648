"""A suggestion: what an item would add to the model, why, where, and what the model has already."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.evidence.item import EvidenceItem
from goodoffices.formats.tree import Key, path_text

CAUSE, RULE, TERM, PREFERENCE = "cause", "rule", "term", "preference"
NEW, BLANK, PRESENT, WAITS = "new", "blank", "present", "waits"
IDLE, NO_STATE, BREAKS_NOW = "idle", "no state", "breaks today"
UNKNOWN = "?"
"""Stands in an expression where the words of the sentence match nothing in the model."""


@dataclass(frozen=True)
class Match:
    """Words of the sentence, and what they most resemble in the model.

    ``role``: condition, consequence, or whose option it is. ``target``: "" where nothing is alike
    enough. ``score``: likeness from 0 to 100. ``near``: what comes next, as ``kind name (score)``.
    """

    role: str
    words: str
    kind: str = ""
    target: str = ""
    score: int = 0
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Insert:
    """One entry for one section. ``path``: in the file; of an outlook, from its own first keys."""

    path: tuple[Key, ...]
    entry: str
    outlook: bool = False

    @property
    def section(self) -> str:
        """The section as text: ``events.aid.causes``."""
        return path_text(self.path)


@dataclass(frozen=True)
class Suggestion:
    """``says``: the formal reading, ``exchange requires ceasefire`` or, of a cause, ``EVENT after
    EVENT``; ``?`` stands where the analyst has to say what is meant. ``why``: the id of the rule
    that found it.

    ``status``: new, blank (``?`` to be filled), waits (for another suggestion), present (``told``
    says where), idle (it would change nothing), no state (with it no state is feasible) or breaks
    today.
    ``states``: how many states are feasible without and with it; None where not counted.
    ``cited``: the elements that rest on the item already, perhaps by the same reading.
    """

    id: str
    kind: str
    item: EvidenceItem
    why: str
    says: str
    matches: tuple[Match, ...]
    inserts: tuple[Insert, ...] = ()
    name: str = ""
    party: str = ""
    status: str = NEW
    told: str = ""
    states: tuple[int, int] | None = None
    notes: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """Plain data for ``--format json``."""
        item = self.item
        author = item.speaker is None
        return {
            "id": self.id,
            "kind": self.kind,
            "status": self.status,
            "told": self.told or None,
            "says": self.says,
            "name": self.name or None,
            "party": self.party or None,
            "why": self.why,
            "because": [item.id],
            "item": item.id,
            "accepted": item.status == "accepted",
            "source": item.source,
            "span": list(item.span),
            "quote": item.quote,
            "speaker": "author" if author else (item.speaker and item.speaker.party) or None,
            "hedge": item.hedge_strength or None,
            "hedges": [list(one) for one in item.hedges],
            "matches": [
                {
                    "role": one.role,
                    "words": one.words,
                    "kind": one.kind or None,
                    "target": one.target or None,
                    "score": one.score,
                    "near": list(one.near),
                }
                for one in self.matches
            ],
            "inserts": [
                {
                    "file": "outlook" if one.outlook else "situation",
                    "path": list(one.path),
                    "entry": one.entry,
                }
                for one in self.inserts
            ],
            "states": None if self.states is None else list(self.states),
            "notes": list(self.notes),
            "cited": list(self.cited),
        }
