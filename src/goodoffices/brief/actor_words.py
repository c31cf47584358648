"""The map of actors in words: who somebody is, what joins two, what that rests on, and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodoffices.analyses.actor_map import ActorMap
from goodoffices.analyses.actor_relations import (
    BY_ID,
    FACTION,
    PARTY,
    PERSON,
    Actor,
    Ground,
    Kind,
    Relation,
)
from goodoffices.brief.reasons import rests_on
from goodoffices.brief.table import Table, shown_count
from goodoffices.brief.words import Words, join, plural, sentence
from goodoffices.case import Case

ATTITUDES = {1: "is for what {} prefers", 0: "is indifferent to what {} prefers",
             -1: "is against what {} prefers"}  # fmt: skip
MOST_IDS = 6
"""Ids that a cell of a table names."""


class ActorWords:
    """The words of one map."""

    def __init__(self, found: ActorMap, case: Case) -> None:
        self.found, self.case = found, case
        self.words = Words(case.situation)
        self.levers = {lever.id: lever.does for lever in case.situation.levers}

    def name(self, actor_id: str) -> str:
        """What an actor is called."""
        return self.found.actor(actor_id).name

    def what(self, one: Actor) -> str:
        """``party, mediator``; ``of Hamas``; ``named in reports (QAT)``."""
        if one.what == PARTY:
            return f"party, {one.role}" if one.role else "party"
        if one.what in (PERSON, FACTION):
            told = f"{one.what} of {self.name(one.of)}"
            return f"{told}, {one.role}" if one.role else told
        told = ", ".join(part for part in (one.role, one.of) if part)
        source = "named in reports" if one.named_in else "named by a lever"
        return f"{source} ({told})" if told else source

    def clause(self, one: Relation) -> str:
        """``Egypt speaks about Hamas``."""
        first, second = self.name(one.first), self.name(one.second)
        if one.first == one.second:
            second = "itself"
        if one.kind == "attitude":
            return f"{first} {ATTITUDES[one.sign].format(second)}"
        return f"{first} {BY_ID[one.kind].verb} {second}"

    def basis(self, ground: Ground) -> str:
        """One element of the model with what it rests on."""
        told = f"{ground.what}: {ground.name}"
        if ground.what == "lever" and self.levers.get(ground.name):
            told = f"lever {ground.name.replace('_', ' ')}: {self.levers[ground.name]}"
        elif ground.what == "preference":
            told = f"wants: {ground.name}"
        elif ground.what == "perception":
            told = "its view, as the model has it"
        return told + rests_on(ground.because)

    def rule(self, kind: str) -> str:
        """By which rule a relation was derived."""
        return f"Rule {kind}: {BY_ID[kind].rule}."

    def does(self, one: Actor) -> Iterator[str]:
        """What a party can do."""
        options = self.words.situation.party(one.id).options if one.what == PARTY else ()
        for option in options:
            yield sentence(f"can {option.does}{rests_on(option.because)}")

    def counted(self, shown: Sequence[Relation]) -> str:
        """How much is shown."""
        actors = plural(len(self.found.actors), "actor").capitalize()
        relations = plural(len(self.found.relations), "relation")
        return f"{actors}; {len(shown)} of {relations} shown."

    def kind_title(self, kind: Kind) -> str:
        """A kind for a filter: ``meets (2)``."""
        return f"{kind.verb} ({self.found.counts[kind.id]})"

    def actors_table(self) -> Table:
        """Everybody on the map."""
        rows = tuple(
            (
                one.name,
                self.what(one),
                shown_count(len(one.named_in)),
                shown_count(len(self.found.of(one.id))),
            )
            for one in self.found.actors
        )
        return Table("Actors", ("actor", "what it is", "items that name it", "relations"), rows)

    def relations_table(self, shown: Sequence[Relation]) -> Table:
        """Relations with counts and ids."""
        rows = tuple(
            (
                self.clause(one),
                _ids(one.items) or "–",
                shown_count(len(one.elements)),
                _ids(one.cited) + (" and assumptions" if one.cited and _assumed(one) else
                                   "assumptions" if _assumed(one) else "") or "–",
            )
            for one in shown
        )  # fmt: skip
        columns = ("relation", "stands in items", "elements of the model", "which rest on")
        return Table("Relations", columns, rows)


def _assumed(one: Relation) -> bool:
    return any("assumption" in ground.because for ground in one.elements)


def _ids(ids: Sequence[str]) -> str:
    if not ids:
        return ""
    more = f" and {len(ids) - MOST_IDS} more" if len(ids) > MOST_IDS else ""
    named = ", ".join(ids[:MOST_IDS]) if more else join(ids)
    return f"{named}{more}"
