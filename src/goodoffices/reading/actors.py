"""Who is named in a text: parties of the situation, countries, organisations, and their people.

1. A name is looked up at every word, the longest counts, the situation's own before the list's.
2. A name that is part of another thing is passed over: "New Mexico", "Michael Jordan", "the Oslo
   Accords", "anti-Syria".
3. What follows it is taken along: "Egyptian" + "intelligence officials", "Israeli" + "Prime
   Minister" + "Benjamin Netanyahu"; so is what stands before it with *of*: "the president of Chad".
4. A person who was named with a title or a party is known again by the surname, and by the title
   after *the*, within one source: ``Memory`` carries this from sentence to sentence.

Spans are verbatim, in the order of the text, and do not overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from goodoffices.model.situation import Situation
from goodoffices.reading.holders import PLACE, Actor, Holder, Memory, by_word, keep
from goodoffices.reading.lexicon import PARTY, PERSON, SURNAME, WORD, Hit, Lexicon
from goodoffices.reading.titles import (
    DAYS,
    FORMS,
    GROUP,
    HOLDER,
    MODIFIER,
    MONTHS,
    SPACE,
    TITLE_WORDS,
    is_holder,
)

_PART = (
    rf"(?!(?:{DAYS})\b|(?:{MONTHS})\b\.?\s+\d)(?:(?:[Aa]l|[Ee]l|[Uu]l|[Bb]in|Ben)-)?"
    r"(?:(?:[A-Z]\.){1,3}|[^\W\d_a-z]\w*(?:['’](?!s\b)[^\W\d_a-z]\w*)*(?:-\w+)*)"
)
_PARTICLE = r"(?:bin|ibn|ben|von|van|de|der|den|da|dos|du|la|al|el|ul|abu|e)"
NAME = rf"{_PART}(?:{SPACE}(?:{_PARTICLE}{SPACE}){{0,2}}{_PART}){{0,3}}"
TAIL = re.compile(
    rf"(?P<own>['’]s?)?(?P<role>(?i:(?:{SPACE}(?:{MODIFIER})(?!\w)){{0,3}}"
    rf"(?:{SPACE}(?:{HOLDER}|{GROUP})(?![\w'’])){{1,3}}"
    rf"|(?:{SPACE}(?:{MODIFIER})(?!\w)){{0,3}}{SPACE}(?:{HOLDER}|{GROUP})(?!\w)))"
)
PERSON_AFTER = re.compile(rf"{SPACE}(?P<name>{NAME})|,{SPACE}(?P<late>{NAME})(?=[,.;])")
TITLED = re.compile(
    rf"(?i:(?P<title>(?:(?:{MODIFIER})[\s-]){{0,2}}(?:{HOLDER}))|(?:{FORMS}))"
    rf"{SPACE}(?P<name>{NAME})"
)
OF = re.compile(rf"{SPACE}of{SPACE}(?:the{SPACE})?(?=\w)")
LEFT_OF = re.compile(
    rf"(?<![\w-])(?P<role>(?i:(?:(?:{MODIFIER}){SPACE}){{0,2}}(?:{HOLDER}|government|parliament|"
    r"army|police|authorities|people|citizens|officials|leaders|rulers|leadership|members|"
    r"member|representative|head|chief|politician|founder)))"
    rf"{SPACE}of{SPACE}(?:the{SPACE})?\Z"
)
OF_THEM = re.compile(r"(?:.*\s)?(?:member|representative|head|chief|politician|founder)\Z", re.I)
"""What one person is to those named with *of*; no titles before a name."""
APPOSED = re.compile(rf"(?<!\w)(?P<name>{NAME}),{SPACE}(?:(?:an?|the){SPACE})?\Z")
AFTER_COMMA = re.compile(r",\s+(?:(?:an?|the)\s+)?\Z")
THE_HOLDER = re.compile(
    rf"[Tt]he{SPACE}(?P<role>(?i:(?:{HOLDER})))(?![\w-])(?!{SPACE}(?:of\b|[^\W\d_a-z]))"
)
JOINED = re.compile(r"-(\w+)")
PREFIX = re.compile(r"(?<!\w)(?i:pro|anti|non|ex|post|pre|un)-\Z")
ETHNIC = re.compile(rf"(?<!\w)(?i:ethnic){SPACE}\Z")
TREATY = re.compile(
    rf"(?:['’]s)?{SPACE}(?:Agreements?|Accords?|Statute|Conventions?|Protocols?|Declaration|"
    r"Process|Summit|Round|Conference|Treaty|Memorandum|Peace|Principles|Plan|Club)\b"
)
WHERE = re.compile(
    rf"(?<!\w)(?i:in|at|near|inside|outside|across|throughout|into|around|toward|towards)"
    rf"{SPACE}(?:the{SPACE})?(?:(?:north|south|east|west|central)\w*{SPACE})?\Z"
)
TO = re.compile(rf"(?<!\w)(?i:to|from){SPACE}\Z")
WORD_BEFORE = re.compile(rf"(?<![\w.-])(?P<word>[A-Z]\.|[^\W\d_a-z][\w’'-]*){SPACE}\Z")
WORD_AFTER = re.compile(rf"{SPACE}(?P<word>[^\W\d_a-z](?:\w|['’](?!s\b))+)")
NOT_A_NAME = re.compile(
    rf"(?i:{DAYS}|{MONTHS}|north|south|east|west|northern|southern|eastern|western|central|"
    r"greater|the|a|an|in|on|at|for|from|of|to|by|with|and|or|but|as|if|when|while|where|after|"
    r"before|since|until|although|though|because|both|neither|either|like|yet|so|that|this|than|"
    r"between|among|against|about|over|under|into|near|meanwhile|however|also|today|yesterday|"
    r"tomorrow|now|then|even|only|not|will|would|has|had|is|was|are|were|did|does|can|could|may|"
    r"might|should|must|said|says|why|how|what|who|which|neighbou?ring|including|without|within)\Z"
)
VERBS_TOO = re.compile(r"(?i:forces|guards?|radio|tanks)\Z")
"""Words that may be verbs after the bare name of a country: "Israel forces …"."""

CARRIED = ("actor-carried-name", "actor-carried-title")


def actors(
    text: str, situation: Situation | Lexicon | None = None, memory: Memory | None = None
) -> list[Actor]:
    """Everybody who is named in a text or in one of its sentences.

    ``situation``: whose parties come first; give a ``Lexicon`` where many sentences are read.
    ``memory``: what earlier sentences of the same source said; go on with
    ``memory.after(actors)``.
    """
    lexicon = situation if isinstance(situation, Lexicon) else Lexicon(situation)
    return list(_Reader(text, lexicon, memory or Memory()).read())


class _Reader:
    def __init__(self, text: str, lexicon: Lexicon, memory: Memory) -> None:
        self.text, self.lexicon = text, lexicon
        self.holders = list(memory.holders)
        self.countries = list(memory.countries)
        self.end = 0
        """Where the last actor ends: nothing may begin before it."""
        self.known = memory.names
        """First word → names that were remembered."""

    def read(self) -> Iterator[Actor]:
        first_words, looked_at = self.lexicon.first_words, self.lexicon.looked_at
        for match in WORD.finditer(self.text):
            word = match[0]
            if word not in looked_at and word not in self.known:
                continue
            start = match.start()
            if start < self.end:
                continue
            found: tuple[Actor, ...] = ()
            hit = self.lexicon.longest(self.text, start, word) if word in first_words else None
            if hit is not None:
                self.end, begin = hit.end, self.end
                found = self.of_name(hit, begin)
            elif word in self.known:
                found = self.carried(start, word)
            elif word in TITLE_WORDS:
                found = self.titled(start)
            elif word in ("the", "The") and self.holders:
                found = self.the_holder(start)
            for actor in found:
                self.end = actor.span[1]
                self.remember(actor)
                yield actor

    def remember(self, actor: Actor) -> None:
        if actor.country:
            self.countries.append(actor.country)
        if actor.person:
            keep(self.holders, actor)
            self.known = by_word(frozenset([one.person for one in self.holders]))

    def of_name(self, hit: Hit, begin: int) -> tuple[Actor, ...]:
        """What a name stands for, with what belongs to it; nothing where it is no actor."""
        text, name = self.text, hit.name
        before = text[max(begin, hit.start - 90) : hit.start]
        if self.is_another_thing(hit, before):
            return ()
        if name.kind in (PERSON, SURNAME):
            return (self.whole_person(hit),)
        actor = self.bare(hit)
        joined = JOINED.match(text, hit.end)
        if name.kind == "nationality" and ETHNIC.search(before):
            return (replace(actor, party="", country="", why=(*actor.why, "actor-ethnic")),)
        if joined is not None and not self.lexicon.longest(text, joined.start(1), joined[1]):
            return (replace(actor, why=(*actor.why, "actor-joined")),)
        actor = self.with_role(actor, hit)
        if not actor.role and before.rstrip().endswith(("of", "of the")):
            left = LEFT_OF.search(before)
            if left is not None:
                start = hit.start - len(before) + left.start()
                why = (*actor.why, "actor-role")
                actor = replace(actor, span=(start, actor.span[1]), role=left["role"], why=why)
                before = text[max(begin, start - 90) : start]
        if not actor.role and self.is_place(hit, before):
            acts = actor.party if name.kind == PARTY else ""
            actor = replace(actor, role=PLACE, party=acts)  # a capital is its state where it acts
        if (is_holder(actor.role) or OF_THEM.match(actor.role)) and not actor.person:
            return (*self.apposed(actor, before), actor)
        return (actor,)

    def is_another_thing(self, hit: Hit, before: str) -> bool:
        """Whether the name is part of something that is no actor."""
        kind, text = hit.name.kind, self.text
        if kind == "silent" or PREFIX.search(before):
            return True
        if kind not in ("country", "capital"):
            return False
        if kind == "capital" and TREATY.match(text, hit.end):
            return True
        places = self.lexicon.places
        if hit.name.text in places.given:
            after = WORD_AFTER.match(text, hit.end)
            if after and not self.is_no_name(after["word"], after.start("word")):
                return True
        if hit.name.text in places.surnames:
            word = WORD_BEFORE.search(before)
            return word is not None and not self.is_no_name(word["word"], None)
        return False

    def is_no_name(self, word: str, at: int | None) -> bool:
        """Whether a word with a capital letter is known to be no part of a person's name."""
        if NOT_A_NAME.match(word) or word in TITLE_WORDS or word.isupper():
            return True
        if at is None:
            return word in self.lexicon.first_words
        if TAIL_WORD.match(word):
            return True
        return self.lexicon.longest(self.text, at, word) is not None

    def is_place(self, hit: Hit, before: str) -> bool:
        if hit.name.kind not in ("country", "capital", PARTY):
            return False
        if hit.name.kind == PARTY and hit.name.entry.kind not in ("country", "capital"):
            return False
        if self.text[hit.end : hit.end + 2] in ("'s", "’s"):
            return False
        there = hit.name.kind == "capital" and TO.search(before)
        return bool(there or WHERE.search(before))

    def bare(self, hit: Hit) -> Actor:
        """The name alone."""
        name, entry = hit.name, hit.name.entry
        country = entry.country or self.lexicon.country_of.get(name.party, "")
        if entry.choices and entry.kind == "nationality":
            country = next((one for one in reversed(self.countries) if one in entry.choices), "")
        party = name.party
        if not party:
            whose = entry.key if entry.kind in ("organisation", "group") else country
            party = self.lexicon.parties.get(whose, "")
        kind = entry.codes[0] if entry.kind == "organisation" else ""
        why = (f"actor-{name.kind}",)
        return Actor((hit.start, hit.end), party, "", country, entry.key, kind, "", why)

    def with_role(self, actor: Actor, hit: Hit) -> Actor:
        """The name with the words that follow it: what they are, and who."""
        tail = TAIL.match(self.text, hit.end)
        if tail is None:
            return actor
        role = tail["role"].strip()
        bare = hit.name.kind in ("country", PARTY) and not tail["own"]
        if bare and VERBS_TOO.match(role) and not hit.name.text.isupper():
            return actor
        why = (*actor.why, "actor-role")
        actor = replace(actor, span=(hit.start, tail.end()), role=role, why=why)
        if not is_holder(role):
            return actor
        person = PERSON_AFTER.match(self.text, tail.end())
        if person is None:
            return actor
        group = "name" if person["name"] else "late"
        if group == "late" and " " not in person["late"]:
            return actor
        return self.named(replace(actor, span=(hit.start, person.end(group))), person[group])

    def named(self, actor: Actor, name: str) -> Actor:
        """The actor as a person; a person of the situation belongs to their own party."""
        person = " ".join(name.split())
        own = self.lexicon.persons.get(person)
        if own is None:
            own = next((one for one in self.lexicon.surnames if one.text == person), None)
        if own is not None:
            return replace(actor, party=own.party, person=own.person)
        if not (actor.party or actor.country or actor.organisation):
            holder = self.holder_of(person)
            if holder is not None:
                actor = _as_holder(actor, holder)
                return replace(actor, why=(*actor.why, CARRIED[0]))
        return replace(actor, person=person)

    def whole_person(self, hit: Hit) -> Actor:
        """A person of the situation, named without a title."""
        name = hit.name
        country = self.lexicon.country_of.get(name.party, "")
        why = (f"actor-{name.kind}",)
        return Actor((hit.start, hit.end), name.party, "", country, person=name.person, why=why)

    def apposed(self, actor: Actor, before: str) -> tuple[Actor, ...]:
        """The name before ", a leader of …": the same person."""
        if not AFTER_COMMA.search(before):
            return ()
        match = APPOSED.search(before)
        if match is None or " " not in match["name"]:
            return ()
        start = actor.span[0] - len(before) + match.start()
        span = (start, start + len(match["name"]))
        why = (*actor.why, "actor-apposed")
        return (self.named(replace(actor, span=span, why=why), match["name"]),)

    def titled(self, start: int) -> tuple[Actor, ...]:
        """A title with a name: "Foreign Minister Badr Abdelatty"."""
        match = TITLED.match(self.text, start)
        if match is None or self.text[start - 1 : start] == "-":
            return ()
        name = match["name"]
        first = WORD.search(name)
        place = first and self.lexicon.longest(
            self.text, match.start("name") + first.start(), first[0]
        )
        role = match["title"] or ""
        whole = place and place.end >= match.end() and place.name.kind not in (PERSON, SURNAME)
        if place and whole and place.name.text not in self.lexicon.places.surnames:
            return ()
        actor = Actor((start, match.end()), role=role, why=("actor-title",))
        of = OF.match(self.text, match.end())
        word = of and WORD.match(self.text, of.end())
        hit = word and self.lexicon.longest(self.text, word.start(), word[0])
        if hit and hit.name.kind not in ("silent", PERSON, SURNAME):
            whose = self.bare(hit)
            actor = replace(whose, span=(start, hit.end), role=role, why=(*whose.why, *actor.why))
        return (self.named(actor, name),)

    def holder_of(self, person: str) -> Holder | None:
        """Whom a name that was given before stands for; None where two share it."""
        fits = [
            one for one in self.holders if person in (one.person, one.surname) and _is_whose(one)
        ]
        whose = {(one.party, one.country, one.organisation) for one in fits}
        return fits[-1] if len(whose) == 1 else None

    def carried(self, start: int, word: str) -> tuple[Actor, ...]:
        """A name that was given before with a title or a party."""
        for name in sorted(self.known[word], key=len, reverse=True):
            end = start + len(name)
            if not self.text.startswith(name, start) or self.text[end : end + 1].isalnum():
                continue
            if re.match(rf"(?:{MONTHS}|{DAYS})\Z", name):
                continue
            holder = self.holder_of(name)
            before = self.text[max(0, start - 40) : start]
            other = WORD_BEFORE.search(before) if name == (holder and holder.surname) else None
            if holder is None or (other and not self.is_no_name(other["word"], None)):
                continue
            actor = Actor((start, end), why=(CARRIED[0],))
            return (_as_holder(actor, holder),)
        return ()

    def the_holder(self, start: int) -> tuple[Actor, ...]:
        """ "the minister": the last one who was named as such."""
        match = THE_HOLDER.match(self.text, start)
        if match is None:
            return ()
        role = " ".join(match["role"].lower().split())
        for holder in reversed(self.holders):
            if f" {holder.title}".endswith(f" {role}") and _is_whose(holder):
                actor = Actor(match.span(), role=match["role"], why=(CARRIED[1],))
                return (_as_holder(actor, holder),)
        return ()


def _is_whose(holder: Holder) -> bool:
    return bool(holder.party or holder.country or holder.organisation)


def _as_holder(actor: Actor, holder: Holder) -> Actor:
    return replace(
        actor,
        party=holder.party,
        country=holder.country,
        organisation=holder.organisation,
        person=holder.person,
    )


TAIL_WORD = re.compile(rf"(?i:{HOLDER}|{GROUP}|{MODIFIER})\Z")
