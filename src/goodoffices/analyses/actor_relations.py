"""What the map of actors is made of: actors, kinds of relation, and what a relation rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

PARTY, PERSON, FACTION, OTHER = "party", "person", "faction", "other"
"""What an actor is: a party, a person or a faction of one, or somebody else who is named."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of relation and the rule by which it is derived.

    ``id`` is the rule's id; ``verb`` stands between the two ends; ``directed``: whether the first
    end does it to the second.
    """

    id: str
    verb: str
    rule: str
    directed: bool = True


KINDS = (
    Kind("speaks-about", "speaks about",
         "an accepted item has the first as its speaker and the second among its actors"),
    Kind("speaks-to", "speaks to",
         "in an accepted item the speaker's verb of address (told, urged, asked …) stands right "
         "before the second, or the item says that it was spoken to"),
    Kind("trust", "is said to trust",
         "an accepted item has words of trust (trusts, confidence in …) between the two, nobody "
         "denying them"),
    Kind("doubt", "is said to doubt",
         "an accepted item has words of doubt (distrusts, concerns over, accuses …) between the "
         "two, nobody denying them, or words of trust that are denied"),
    Kind("meets", "meets",
         "an accepted item that is no outlook tells of a meeting or of talks between the two, "
         "nobody denying it", False),
    Kind("mediates", "mediates with",
         "the model gives the first the role of a mediator, and what it wants names what only the "
         "second can do, or an accepted item names it as a mediator together with the second"),
    Kind("moves-together", "can move together with",
         "the model, or a change that it declares, lets the two move as one", False),
    Kind("attitude", "takes an attitude towards", "the model states it"),
    Kind("could-change", "could change",
         "a lever by the first changes what the second wants, can do or takes back, or a rule "
         "about it"),
    Kind("perceives", "has its own view of",
         "the model says what the first does not know of the second, or reads otherwise in it"),
    Kind("depends-on", "depends on",
         "what the first wants, or a rule that says what its own option requires, names an option "
         "of the second"),
    Kind("bound", "is bound by a rule with",
         "a rule that has no direction names options of both", False),
    Kind("named-together", "is named together with",
         "both stand in one accepted item, which joins them in no other way", False),
)  # fmt: skip
"""Every kind, what somebody said or did first."""
BY_ID = {kind.id: kind for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody on the map. ``id``: of a party its own; of others with what they are before it.

    ``of``: the party of a person or faction, else the country's code of another actor where a
    report tells it; ``role``: as the situation or a report has it; ``named_in``: ids of accepted
    items in which it stands or speaks; ``because``: what the model says that it rests on.
    """

    id: str
    name: str
    what: str
    of: str = ""
    role: str = ""
    named_in: tuple[str, ...] = ()
    because: tuple[str, ...] = ()

    @property
    def mediates(self) -> bool:
        """Whether it has the role of a mediator."""
        return is_mediator(self.role)


def is_mediator(role: str) -> bool:
    """Whether a role is that of a mediator."""
    return "mediat" in role.lower()


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that a relation rests on.

    ``what``: item, or the element of the model: preference, rule, option, lever, attitude,
    perception, role, change; ``name``: its id, or what it says; ``because``: evidence ids,
    ``("assumption",)`` or ().
    """

    what: str
    name: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """Two actors, by id, joined by a kind. ``sign``: of an attitude 1, 0 or −1, else 0.

    Where the kind has no direction, ``first`` stands before ``second`` on the map. The two may be
    the same: a party may change what it wants itself.
    """

    kind: str
    first: str
    second: str
    grounds: tuple[Ground, ...]
    sign: int = 0

    @property
    def items(self) -> tuple[str, ...]:
        """The accepted items in which it stands."""
        return tuple(one.name for one in self.grounds if one.what == "item")

    @property
    def cited(self) -> tuple[str, ...]:
        """Evidence ids that its model elements cite, without those of ``items``."""
        cited = (i for one in self.grounds for i in one.because if i != "assumption")
        return tuple(dict.fromkeys(i for i in cited if i not in self.items))

    @property
    def elements(self) -> tuple[Ground, ...]:
        """The elements of the model that it rests on."""
        return tuple(one for one in self.grounds if one.what != "item")


Link = tuple[str, str, str, Ground, int]
"""Kind, first end, second end, one ground, sign."""


def gathered(links: Iterable[Link], order: dict[str, int]) -> tuple[Relation, ...]:
    """One relation for all links of a kind between two ends; kinds and ends in order.

    ``order``: actor → place; an end without direction and in the wrong order is turned.
    """
    found: dict[tuple[str, str, str, int], dict[Ground, None]] = {}
    for kind, first, second, ground, sign in links:
        if not BY_ID[kind].directed and order[first] > order[second]:
            first, second = second, first
        found.setdefault((kind, first, second, sign), {})[ground] = None
    place = {kind.id: at for at, kind in enumerate(KINDS)}
    keys = sorted(found, key=lambda key: (place[key[0]], order[key[1]], order[key[2]], key[3]))
    return tuple(Relation(k, a, b, tuple(found[k, a, b, s]), s) for k, a, b, s in keys)
