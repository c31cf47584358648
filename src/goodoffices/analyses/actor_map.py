"""Actors: who stands where in the talks, and who speaks to, meets, mediates, wants and could change
whom; from the model and from accepted evidence.

1. Actors are the parties, their people and factions, and whoever else accepted items or levers
   name. People and factions belong to their party; relations join parties and others.
2. Relations of each kind are derived by one rule (``actor_relations.KINDS``): from evidence in
   ``actor_evidence``, from the model in ``actor_model``. Each keeps the items and the elements of
   the model that it rests on.
3. Trust and doubt are what a report says, word for word; an attitude is there where the model
   states it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from goodoffices.analyses.actor_evidence import Cast, evidence_links
from goodoffices.analyses.actor_model import model_links
from goodoffices.analyses.actor_relations import KINDS, PARTY, Actor, Kind, Relation, gathered
from goodoffices.errors import RequestError, nearest
from goodoffices.evidence.item import EvidenceItem
from goodoffices.model.situation import Situation

FEW_LINES = 36
"""Kinds are shown at first as long as they have no more lines than this together."""
LAST = ("depends-on", "bound", "named-together")
"""Kinds that are shown at first only where nothing else is there."""


@dataclass(frozen=True)
class ActorMap:
    """``actors``: parties in the order of the file, then the others as they are found.
    ``relations``: by kind, then by their ends."""

    actors: tuple[Actor, ...]
    relations: tuple[Relation, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Actor]:
        """Id → actor."""
        return {one.id: one for one in self.actors}

    def actor(self, actor_id: str) -> Actor:
        """The actor with this id. Raises ``RequestError`` with the nearest."""
        if actor_id not in self.by_id:
            hint = nearest(actor_id, self.by_id)
            raise RequestError(f'there is no actor "{actor_id}"; {hint}'.rstrip("; "))
        return self.by_id[actor_id]

    def members(self, party: str) -> tuple[Actor, ...]:
        """People and factions of a party."""
        return tuple(o for o in self.actors if o.of == party and o.what in ("person", "faction"))

    def of(self, actor_id: str) -> tuple[Relation, ...]:
        """The relations of an actor, in either direction."""
        return tuple(r for r in self.relations if actor_id in (r.first, r.second))

    @property
    def counts(self) -> Mapping[str, int]:
        """Kind → how many relations; kinds without any are left out."""
        found: dict[str, int] = {}
        for one in self.relations:
            found[one.kind] = found.get(one.kind, 0) + 1
        return found

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that are there."""
        return tuple(kind for kind in KINDS if kind.id in self.counts)

    @property
    def first_shown(self) -> tuple[str, ...]:
        """The kinds to show at first: few lines, and what everything else has in common last."""
        shown: list[str] = []
        lines = 0
        for kind in self.kinds:
            if kind.id not in LAST and lines + self.counts[kind.id] <= FEW_LINES:
                shown.append(kind.id)
                lines += self.counts[kind.id]
        return tuple(shown) or tuple(kind.id for kind in self.kinds[:1])

    def as_dict(self) -> dict[str, object]:
        """Plain data."""
        return {
            "actors": [
                {
                    "id": one.id,
                    "name": one.name,
                    "what": one.what,
                    "of": one.of or None,
                    "role": one.role or None,
                    "named_in": list(one.named_in),
                    "because": list(one.because),
                }
                for one in self.actors
            ],
            "relations": [
                {
                    "kind": one.kind,
                    "first": one.first,
                    "second": one.second,
                    "sign": one.sign if one.kind == "attitude" else None,
                    "items": list(one.items),
                    "elements": [
                        {"what": g.what, "name": g.name, "because": list(g.because)}
                        for g in one.elements
                    ],
                }
                for one in self.relations
            ],
            "rules": {kind.id: kind.rule for kind in KINDS},
        }


def actor_map(situation: Situation, items: Iterable[EvidenceItem] = ()) -> ActorMap:
    """The map of a situation and its items. Only accepted items count."""
    cast = Cast(situation)
    links = list(evidence_links(cast, items))
    links += model_links(situation, lambda name: cast.other(name.replace("_", " ")))
    found = [
        replace(one, named_in=tuple(cast.items.get(key, ()))) for key, one in cast.found.items()
    ]
    found.sort(key=lambda one: one.what != PARTY)
    order = {one.id: at for at, one in enumerate(found)}
    return ActorMap(tuple(found), gathered(links, order))
