"""Who was named with a title before, so that a surname or "the minister" can stand for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from goodoffices.evidence.item import Mention, Span
from goodoffices.reading.lexicon import WORD, surname_of
from goodoffices.reading.titles import is_holder, sector_of

MOST_COUNTRIES = 20
MOST_HOLDERS = 200
"""So many are remembered, the last named."""
PLACE = "place"
"""The role of a name that only says where."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in a text: ``text[span[0]:span[1]]`` is how they are named there.

    ``party``: an id of the situation; ``country``: ISO 3166 alpha-3; ``organisation``: its short
    name, ``type`` what it is (IGO, NGO, IMG); ``person``: the name, without title; ``role``: the
    words that say what they are, or ``place``; ``why``: ids of ``ACTOR_RULES``. "" is not known.
    """

    span: Span
    party: str = ""
    role: str = ""
    country: str = ""
    organisation: str = ""
    type: str = ""
    person: str = ""
    why: tuple[str, ...] = ()

    @property
    def sector(self) -> str:
        """What PLOVER calls the sector of the role, "" for none."""
        return sector_of(self.role)

    @property
    def mention(self) -> Mention:
        """As an evidence item has it."""
        code = "" if self.party else self.country or self.organisation
        return Mention(self.span, self.party, self.role, code)

    def moved(self, by: int) -> Actor:
        """The same in a text in which this one begins at ``by``."""
        return replace(self, span=(self.span[0] + by, self.span[1] + by))


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with what is known of whom they speak for. ``title`` is in small letters."""

    person: str
    title: str = ""
    party: str = ""
    country: str = ""
    organisation: str = ""

    @property
    def surname(self) -> str:
        return surname_of(self.person)


@dataclass(frozen=True)
class Memory:
    """What the sentences of one source have said so far. ``Memory()`` begins a source.

    ``holders``: the last named is last; ``countries``: the same for codes.
    """

    holders: tuple[Holder, ...] = ()
    countries: tuple[str, ...] = ()

    @cached_property
    def names(self) -> Mapping[str, set[str]]:
        """First word → the names and surnames that are remembered and begin with it."""
        return by_word(frozenset([one.person for one in self.holders]))

    def after(self, actors: Iterable[Actor]) -> Memory:
        """The memory when these actors have been read too; itself where they say nothing new."""
        told = [one for one in actors if one.country or one.person]
        if not told:
            return self
        holders, countries = list(self.holders), list(self.countries)
        for actor in told:
            if actor.country:
                countries = [code for code in countries if code != actor.country]
                countries.append(actor.country)
            if actor.person:
                keep(holders, actor)
        return Memory(tuple(holders), tuple(countries[-MOST_COUNTRIES:]))


@lru_cache(maxsize=4)
def by_word(persons: frozenset[str]) -> Mapping[str, set[str]]:
    """First word → names and surnames of these persons that begin with it; nobody writes to it.

    Most sentences name nobody new, so that what was made last is asked for again.
    """
    found: dict[str, set[str]] = {}
    for person in persons:
        for word, name in _names(person):
            found.setdefault(word, set()).add(name)
    return found


@lru_cache(maxsize=10_000)
def _names(person: str) -> tuple[tuple[str, str], ...]:
    """A person's name and surname, each with its first word."""
    names = dict.fromkeys((person, surname_of(person)))
    return tuple((first[0], name) for name in names if (first := WORD.search(name)))


def keep(holders: list[Holder], actor: Actor) -> None:
    """Put a person last; what was known of them before is kept where nothing new is said."""
    title = " ".join(actor.role.lower().split()) if is_holder(actor.role) else ""
    person = " ".join(actor.person.split())
    new = Holder(person, title, actor.party, actor.country, actor.organisation)
    for old in holders:
        if old.person == person or (" " not in person and old.surname == person):
            holders.remove(old)
            holders.append(
                Holder(
                    old.person,
                    title or old.title,
                    actor.party or old.party,
                    actor.country or old.country,
                    actor.organisation or old.organisation,
                )
            )
            return
    holders.append(new)
    del holders[:-MOST_HOLDERS]
