"""Who is named in a sentence: the parties of the situation first, then other names as they stand.

A party is found by its name, its aliases, its people (their last names too) and the adjective
of its name (Egypt: Egyptian), with what belongs to it ("Egyptian intelligence officials"). Who is
introduced as "a leader of" a party counts as of that party. A name that is nobody's has no party.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from goodoffices.model.situation import Situation
from goodoffices.reading.clauses import Span
from goodoffices.reading.english import ABSTRACT, ROLES, TIMES
from goodoffices.reading.words import any_of

NAME = re.compile(
    r"(?<![\w’'-])(?-i:[A-Z])[\w’'.-]*\w(?:(?:\s+|\s+(?:of|for|al|bin|ibn|de|la|van|von|"
    r"the)\s+(?=(?-i:[A-Z])))"
    r"(?-i:[A-Z])[\w’'.-]*\w)*"
)
FOLLOWS = re.compile(
    r"(?:\s+(?:[a-z]+\s+)?(?:officials?|leaders?|ministers?|army|forces|troops|mediators?|"
    r"negotiators?|"
    r"government|authorities|delegation|delegates|diplomats?|envoys?|soldiers|police|fighters))"
)
ROLE_OF = re.compile(
    r",\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}?(?:leader|member|official|spokesman|spokeswoman|head|"
    r"chief|minister|"
    r"commander|envoy|negotiator|representative|adviser|politician|mediator)s?\s+(?:of|for|from|"
    r"in|with)\s+(?:the\s+)?"
)
PLACE_BEFORE = re.compile(r"\b(?:in|to|at|from|near|into|across|inside|outside)\s+(?:the\s+)?\Z")
PLAIN = TIMES | ABSTRACT | ROLES
ENDINGS = ("ian", "ans", "ians", "an", "n", "i", "is", "ish", "ese", "ite")


@dataclass(frozen=True, slots=True)
class Named:
    """A mention: where it stands in the sentence, the id of its party or "", and its role or ""."""

    span: Span
    party: str = ""
    role: str = ""


def actors(sentence: str, situation: Situation | None) -> tuple[Named, ...]:
    """Everybody who is named, in order; spans are disjoint."""
    found: list[Named] = []
    names = _names(situation) if situation is not None else None
    if names is not None:
        pattern, parties = names
        for match in pattern.finditer(sentence):
            key = re.sub(r"\s+", " ", match[0]).lower()
            end = match.end()
            more = FOLLOWS.match(sentence, end)
            if more and key in parties.adjectives:
                end = more.end()
            role = "place" if key in parties.places and _is_place(sentence, match.start()) else ""
            found.append(Named((match.start(), end), parties.ids[key], role))
    taken = [one.span for one in found]
    for match in NAME.finditer(sentence):
        span = _bare(sentence, match.span())
        if span is None or any(a < span[1] and span[0] < b for a, b in taken):
            continue
        role = "place" if _is_place(sentence, span[0]) else ""
        found.append(Named(span, "", role))
    found.sort(key=lambda one: one.span)
    return tuple(_introduced(sentence, one, found) for one in found)


def _introduced(sentence: str, one: Named, found: list[Named]) -> Named:
    """With the party that a name is introduced as a leader of."""
    of = ROLE_OF.match(sentence, one.span[1]) if not one.party else None
    if of is None:
        return one
    party = next((other.party for other in found if other.span[0] == of.end()), "")
    return Named(one.span, party, one.role)


def _is_place(sentence: str, at: int) -> bool:
    return PLACE_BEFORE.search(sentence, max(0, at - 20), at) is not None


def _bare(sentence: str, span: Span) -> Span | None:
    """A name without a possessive and without a word that is only large because it comes first."""
    start, end = span
    words = list(re.compile(r"\S+").finditer(sentence, start, end))
    if not sentence[:start].strip(" \"“‘'(-*>#"):
        first = words[0][0]
        if len(words) == 1 and not re.search(r"[A-Z].*[A-Z]", first):
            return None
        if first.lower() in PLAIN or first.lower() in FIRST:
            start = words[1].start() if len(words) > 1 else end
    text = sentence[start:end]
    if not text or text.lower() in TIMES:
        return None
    end = start + len(re.sub(r"['’]s?\Z", "", text))
    return (start, end) if end > start else None


FIRST = frozenset(
    (
        "the",
        "a",
        "an",
        "if",
        "in",
        "on",
        "at",
        "after",
        "before",
        "both",
        "when",
        "while",
        "as",
        "many",
        "some",
        "several",
        "two",
        "three",
        "all",
        "no",
        "any",
        "but",
        "and",
        "for",
        "with",
    )
)


@dataclass(frozen=True, slots=True)
class _Known:
    ids: dict[str, str]
    adjectives: frozenset[str]
    places: frozenset[str]


@lru_cache(maxsize=8)
def _names(situation: Situation) -> tuple[re.Pattern[str], _Known] | None:
    """Every way to name a party, in small letters, with its id."""
    ids: dict[str, str] = {}
    adjectives: set[str] = set()
    for party in situation.parties:
        for name in (party.name, *party.aliases, *party.people):
            ids.setdefault(name.lower(), party.id)
        for person in party.people:
            ids.setdefault(person.split()[-1].lower(), party.id)
    for party in situation.parties:
        stem = re.sub(r"(?:ey|y|a|e|o)\Z", "", party.name.lower())
        if " " in party.name or len(stem) < 3 or not party.name[:1].isupper():
            continue
        for base in {stem, party.name.lower()}:
            for ending in ENDINGS:
                if ids.setdefault(base + ending, party.id) == party.id:
                    adjectives.add(base + ending)
    adjectives |= {one for one in ids if one.rpartition(" ")[0] in adjectives}
    ids = {key: party for key, party in ids.items() if key.strip()}
    if not ids:
        return None
    pattern = re.compile(rf"(?<![\w-]){any_of(ids)}(?![\w-])", re.IGNORECASE)
    return pattern, _Known(ids, frozenset(adjectives), frozenset())
