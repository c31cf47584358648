"""The situation: one conflict as it is written, checked and frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from goodoffices.errors import RequestError, nearest, one_of
from goodoffices.model.change import Lever, Literal, PartyType, Perception, Precedent
from goodoffices.model.digest import digest, inputs_digest
from goodoffices.model.expression import Expression
from goodoffices.model.party import Option, Party
from goodoffices.model.rule import Graph, Named, NoMove, Rule

if TYPE_CHECKING:
    from goodoffices.model.outlook import Outlook


@dataclass(frozen=True)
class Situation:
    """All that a situation file says. Built by a reader, which checks it; nothing changes it.

    ``now`` lists the options taken today (in graph form the key of one state); None means that
    no status quo is given. ``together`` holds groups of parties who may move as one; it is empty
    as written and filled by a change. ``applied`` names the types and levers already applied.
    ``outlook``: what follows on the ground, None where nothing is declared. ``kept``: what a file
    of another program held beyond this model, as canonical JSON text. ``order`` lists every
    option where they do not stand party by party.
    """

    title: str
    parties: tuple[Party, ...]
    terms: tuple[Named, ...] = ()
    states: tuple[Named, ...] = ()
    rules: tuple[Rule, ...] = ()
    one_way: tuple[Literal, ...] = ()
    closed: tuple[str, ...] = ()
    now: tuple[str, ...] | None = None
    levers: tuple[Lever, ...] = ()
    types: tuple[PartyType, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    perceives: tuple[Perception, ...] = ()
    no_move: tuple[NoMove, ...] = ()
    same: tuple[Expression, ...] = ()
    graph: Graph | None = None
    together: tuple[tuple[str, ...], ...] = ()
    as_of: date | None = None
    outlook: Outlook | None = None
    kept: str = ""
    order: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    applied: tuple[str, ...] = ()

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Every option, in ``order`` or as the file has them; option k is bit k of a state's id."""
        listed = [option for party in self.parties for option in party.options]
        place = {name: at for at, name in enumerate(self.order)}
        return tuple(sorted(listed, key=lambda option: place.get(option.name, 0)))

    @cached_property
    def option_bits(self) -> dict[str, int]:
        """Option name → its bit in a state's id."""
        return {option.name: bit for bit, option in enumerate(self.options)}

    @cached_property
    def controlled(self) -> dict[str, tuple[str, ...]]:
        """Party → the options that it may take or drop: its own and those shared with it."""
        return {
            party.id: tuple(
                o.name for o in self.options if o.party == party.id or party.id in o.also
            )
            for party in self.parties
        }

    @cached_property
    def names(self) -> dict[str, Expression]:
        """Term or named state → what it means (one name space)."""
        return {named.id: named.means for named in (*self.terms, *self.states)}

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """Every name that an expression may use."""
        keys = () if self.graph is None else tuple(key for key, _ in self.graph.states)
        return (*self.option_bits, *self.names, *keys)

    @property
    def by_ranks(self) -> bool:
        """Whether ranks say everything that concepts ask of the parties' preferences."""
        return all(party.preference.ordered and not party.attitudes for party in self.parties)

    @property
    def may_be_undecided(self) -> bool:
        """Whether something may be unknown and nobody has said how the party then acts."""
        return any(p.preference.unknown and not p.preference.extension for p in self.parties)

    def party(self, party_id: str) -> Party:
        """The party with this id. Raises ``RequestError`` with the nearest valid id."""
        for party in self.parties:
            if party.id == party_id:
                return party
        known = [party.id for party in self.parties]
        raise RequestError(
            f'there is no party "{party_id}" in "{self.title}"; expected one of '
            f"{one_of(known)}; {nearest(party_id, known)}".rstrip("; ")
        )

    def digest(self) -> str:
        """SHA-256 (64 hex digits) of what decides verdicts, the same on every machine."""
        return digest(self)

    def inputs_digest(self) -> str:
        """SHA-256 (64 hex digits) of what any result reads: probabilities, certainty, costs too."""
        return inputs_digest(self)

    def question(self) -> dict[str, object]:
        """What every result says about what was asked: digest, title, changes applied."""
        head: dict[str, object] = {"digest": self.digest(), "title": self.title}
        return head | ({"applied": list(self.applied)} if self.applied else {})
