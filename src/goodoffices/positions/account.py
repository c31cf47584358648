"""An item with its source: what is said, by whom, where and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from goodoffices.evidence.item import EvidenceItem
from goodoffices.evidence.source import Source
from goodoffices.reading.clauses import outline
from goodoffices.reading.kinds import kind_of
from goodoffices.reading.polarity import NEGATIVE, polarity
from goodoffices.reading.words import word_set
from goodoffices.search.words import tokens, words

SPELLED = word_set(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "thousand million dozen half none"
)
"""Numbers in words."""
ASSERTED = ("fact", "assessment")
"""Kinds of sentences by which an author says that it is so. An outlook says that it may be."""


@dataclass(frozen=True)
class Account:
    """One item as it is compared."""

    item: EvidenceItem
    source: Source

    @property
    def id(self) -> str:
        return self.item.id

    @property
    def date(self) -> date | None:
        """The item's own date, else its source's; None where neither has one."""
        return self.item.date or self.source.date

    @cached_property
    def voice(self) -> tuple[str, str]:
        """Who vouches for it: a party, somebody by the words for him, or the source's author."""
        speaker = self.item.speaker
        if speaker is None:
            return "author", self.source.key
        if speaker.party:
            return "party", speaker.party
        said = "" if speaker.span is None else self.source.text[slice(*speaker.span)]
        return ("words", " ".join(words(said))) if said else ("somebody", self.item.id)

    @property
    def by_author(self) -> bool:
        return self.voice[0] == "author"

    @property
    def asserted(self) -> bool:
        """Whether an author says as a fact that it is so."""
        return self.by_author and self.item.kind in ASSERTED

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the quotation without capitals, accents and signs."""
        return tuple(words(self.item.quote))

    @cached_property
    def details(self) -> frozenset[str]:
        """The numbers in it, also in words, and the words with a capital other than the first."""
        found = tokens(self.item.quote)
        named = (one for one in found[1:] if self.item.quote[one.start].isupper())
        counted = (
            one.word for one in found if one.word.isdecimal() or one.word.rstrip("s") in SPELLED
        )
        return frozenset((*counted, *(one.word for one in named)))

    @cached_property
    def negative(self) -> bool:
        """Whether it says that something is not so: by the item, else by the words of denial."""
        if self.item.polarity:
            return self.item.polarity == NEGATIVE
        line = outline(self.item.quote)
        return polarity(line, kind_of(line)) == NEGATIVE


def accounts(
    items: Iterable[EvidenceItem],
    proposed: Iterable[EvidenceItem],
    sources: Mapping[str, Source],
) -> tuple[Account, ...]:
    """Accepted items, and of the proposed ones those whose place no item of ``items`` quotes."""
    given = tuple(items)
    decided = {(one.source, one.span) for one in given}
    found = [Account(one, sources[one.source]) for one in given if one.status == "accepted"]
    for one in proposed:
        if one.status == "proposed" and (one.source, one.span) not in decided:
            found.append(Account(one, sources[one.source]))
    return tuple(found)
