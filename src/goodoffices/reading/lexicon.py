"""Where names stand in a text: the situation's own first, then those of the gazetteer.

A text is gone through once, word by word; only a word with which some name begins is looked at
further, and there the longest name counts. Names are matched as they are written, as whole words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from goodoffices.model.situation import Situation
from goodoffices.reading.gazetteer import Entry, Gazetteer, gazetteer
from goodoffices.reading.rule import ENGLISH
from goodoffices.reading.titles import SPACE, TITLE_WORDS

WORD = re.compile(r"\w+")
PARTY, PERSON, SURNAME = "party", "person", "surname"
GIVEN_PARTICLES = ("al", "el", "bin", "ben", "ibn", "van", "von", "de", "der", "dos", "da")


@dataclass(frozen=True, slots=True)
class Name:
    """A name and what it stands for.

    ``kind``: party, person, surname, or a kind of ``Entry``; ``party``: an id of the situation;
    ``person``: the full name where it is a person's.
    """

    text: str
    kind: str
    entry: Entry = Entry("")
    party: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A name at ``start`` to ``end`` of a text."""

    start: int
    end: int
    name: Name


@dataclass(frozen=True)
class Lexicon:
    """The names that are looked for: those of a situation's parties, and the gazetteer's.

    ``other``: a list of places in place of the language's.
    """

    situation: Situation | None = None
    language: str = ENGLISH
    other: Gazetteer | None = None
    parties: dict[str, str] = field(init=False, default_factory=dict)
    """Code of a country or short name of an organisation → the party that is called so."""

    def __post_init__(self) -> None:
        for party in self.situation.parties if self.situation else ():
            for name in (party.name, *party.aliases):
                entry = self.places.entries.get(_bare(name))
                if entry is not None and entry.kind in ("country", "organisation", "group"):
                    whose = entry.country if entry.kind == "country" else entry.key
                    self.parties.setdefault(whose, party.id)

    @cached_property
    def places(self) -> Gazetteer:
        """Countries and organisations."""
        return self.other or gazetteer(self.language)

    @cached_property
    def country_of(self) -> dict[str, str]:
        """Party → the code of the country that it is, or that its name has in the list."""
        parties = self.situation.parties if self.situation else ()
        entries = ((one.id, self.places.entries.get(_bare(one.name))) for one in parties)
        return {party: entry.country for party, entry in entries if entry and entry.country}

    @cached_property
    def persons(self) -> dict[str, Name]:
        """Full name → the situation's person."""
        return {name.text: name for name in self._own() if name.kind == PERSON}

    @cached_property
    def surnames(self) -> tuple[Name, ...]:
        """The surnames that stand alone for a person of the situation."""
        return tuple(name for name in self._own() if name.kind == SURNAME)

    @cached_property
    def _starts(self) -> dict[str, list[Name]]:
        """First word → the names that begin with it, longest first."""
        places = _list_starts(self.language) if self.other is None else _starts_of(self.other)
        own = list(self._own())
        texts = {name.text for name in own}
        starts = dict(places)
        for word, names in _by_first_word(own).items():
            both = [*names, *(one for one in places.get(word, ()) if one.text not in texts)]
            starts[word] = sorted(both, key=lambda one: -len(one.text))
        return starts

    @cached_property
    def _patterns(self) -> dict[str, tuple[tuple[re.Pattern[str], Name], ...]]:
        """The same with patterns, made when the first word is first met."""
        return {}

    def _own(self) -> Iterator[Name]:
        """The situation's names; a later one takes the place of an earlier one that is alike."""
        parties = self.situation.parties if self.situation else ()
        found: dict[str, Name] = {}
        shared: set[str] = set()
        for party in parties:
            for person in party.people:
                surname = surname_of(person)
                shared |= {surname} if surname in found else set()
                found[surname] = Name(surname, SURNAME, Entry(""), party.id, person)
        for surname in shared | set(found) & (self.places.entries.keys() | _NOT_ALONE):
            del found[surname]
        for party in parties:
            for person in party.people:
                found[person] = Name(person, PERSON, Entry(""), party.id, person)
            for name in (party.name, *party.aliases):
                bare = _bare(name)
                entry = self.places.entries.get(bare, Entry(""))
                for text in {bare, bare[:1].upper() + bare[1:]} if bare else ():
                    found[text] = Name(text, PARTY, entry, party.id)
        yield from found.values()

    def longest(self, text: str, start: int, word: str) -> Hit | None:
        """The longest name that begins with ``word`` at ``start``."""
        if word not in self._starts:
            return None
        if word not in self._patterns:
            names = self._starts[word]
            self._patterns[word] = tuple((_pattern(name.text), name) for name in names)
        for pattern, name in self._patterns[word]:
            match = pattern.match(text, start)
            if match is not None:
                return Hit(start, match.end(), name)
        return None

    @cached_property
    def first_words(self) -> frozenset[str]:
        """Words with which a name may begin."""
        return frozenset(self._starts)

    @cached_property
    def looked_at(self) -> frozenset[str]:
        """Words with which a name or a title may begin; any other is passed over."""
        return self.first_words | TITLE_WORDS | {"the", "The"}


def _starts_of(places: Gazetteer) -> dict[str, list[Name]]:
    return _by_first_word(Name(text, one.kind, one) for text, one in places.entries.items())


@cache
def _list_starts(language: str) -> dict[str, list[Name]]:
    """The same for the list of a language, made once; nobody writes to it."""
    return _starts_of(gazetteer(language))


def _by_first_word(names: Iterable[Name]) -> dict[str, list[Name]]:
    """First word → the names that begin with it, longest first."""
    starts: dict[str, list[Name]] = {}
    for name in sorted(names, key=lambda one: -len(one.text)):
        first = WORD.match(name.text)
        if first is not None:
            starts.setdefault(first[0], []).append(name)
    return starts


_NOT_ALONE = {"May", "March", "April", "June", "August", "King", "Young", "Church", "Hope"}
"""Surnames that are more often something else: these need a title or the full name."""


@lru_cache(maxsize=10_000)
def surname_of(person: str) -> str:
    """The last name of a person: "Netanyahu", "Al-Hayya", "bin Salman"."""
    words = person.split()
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in GIVEN_PARTICLES:
        at -= 1
    return " ".join(words[at:])


def _bare(name: str) -> str:
    return re.sub(r"\A[Tt]he\s+", "", name).strip()


@lru_cache(maxsize=20_000)
def _pattern(name: str) -> re.Pattern[str]:
    body = SPACE.join(re.escape(word).replace("'", "['’]") for word in name.split())
    return re.compile(body + (r"(?!\w)" if name[-1].isalnum() else ""))
