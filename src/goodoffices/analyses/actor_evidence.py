"""Relations of actors that accepted evidence items say, from whom the items themselves name.

1. Every mention of an item, and its speaker, stands for an actor: the party that the item gives;
   without one whom ``reading.actors`` finds at the span; without that the words at the span. A
   name that only says where is nobody.
2. The speaker speaks about everybody else in the item; to whoever stands right behind a verb of
   address, or whose role in the item says so.
3. A cue of a meeting joins who stands before it with who stands behind it; "between", or a cue
   with nobody behind it, joins all of its side. An outlook tells no meeting, nor does a negated
   or refused one.
4. A word of trust or of doubt joins who stands last before it with who stands next behind it; a
   denied word of trust is one of doubt. It is what the item says, of whomever.
5. Whoever an item names as a mediator mediates with the others in it.
6. Two that an item joins in no other way are named together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from goodoffices.analyses.actor_relations import (
    FACTION,
    OTHER,
    PARTY,
    PERSON,
    Actor,
    Ground,
    Link,
    is_mediator,
)
from goodoffices.evidence.item import EvidenceItem, Mention
from goodoffices.model.situation import Situation
from goodoffices.reading.actors import actors
from goodoffices.reading.holders import PLACE, Memory
from goodoffices.reading.holders import Actor as Read
from goodoffices.reading.lexicon import Lexicon

ADDRESS = re.compile(
    r"(?i)\b(?:told|tells?|telling|asked|asks?|urged|urges?|urging|warned|warns?|assured|informed|"
    r"addressed|called (?:up)?on|calls (?:up)?on|spoke (?:to|with)|speaks (?:to|with)|wrote to|"
    r"writes to|said to|appealed to|appeals to)\s+(?:both\s+)?(?:the\s+)?\Z"
)
ADDRESSED = re.compile(r"(?i)\b(?:spoken to|addressed|addressee)\b")
MEETING = re.compile(
    r"(?i)\b(?:met|meets?|meeting)\b(?:\s+(?:with|between))?"
    r"|\b(?:talks?|consultations?|negotiations?)\s+(?:with|between)\b"
    r"|\b(?:held|holds?|holding)\s+(?:\w+\s+){0,3}?(?:talks|meetings?|consultations?)\b"
    r"(?:\s+(?:with|between))?"
)
DOUBT = re.compile(
    r"(?i)\b(?:(?:dis|mis)trust(?:s|ed|ing|ful)?(?: of)?|concerns? (?:over|about)|"
    r"doubts? (?:over|about|that|whether|if)|doubt(?:s|ed)|suspicio(?:ns?|us) (?:of|about)|"
    r"accus(?:es?|ed|ing)|s[ck]eptical (?:of|about)|"
    r"(?:lacks?|lack of|lost|lose|loses|no|little|without) (?:trust|confidence|faith) in)\b"
)
TRUST = re.compile(
    r"(?i)\b(?:trusts?|trusted|trusting|(?:trust|confidence|faith) in|rel(?:y|ies|ied) on)\b"
)
NEAR = 60
"""So many characters at most lie between a word of trust and who is trusted."""
DENIED = re.compile(
    r"(?i)(?:\bnot|n['’]t|\bnever|\bno|\bwithout|\bcannot|\brefus\w+(?:\s+to)?|"
    r"\bdeclin\w+(?:\s+to)?|\bden(?:y|ies|ied)|\brul\w+ out)\s+(?:\w+\s+){0,3}\Z"
)


@dataclass(frozen=True, slots=True)
class Stand:
    """An actor at a place of an item's quotation; −1 where the item gives no span."""

    actor: str
    start: int
    role: str = ""


@dataclass
class Cast:
    """Everybody on the map, filled while the items are gone through."""

    situation: Situation
    found: dict[str, Actor] = field(default_factory=dict)
    items: dict[str, dict[str, None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for party in self.situation.parties:
            one = Actor(party.id, party.name, PARTY, "", party.role, (), party.because)
            self.found[party.id] = one
        for party in self.situation.parties:
            for name in party.people:
                self.person(name, party.id)
            divided = party.preference.divided
            for faction in divided.factions if divided else ():
                key = f"{FACTION}:{party.id}.{faction.id}"
                name = faction.id.replace("_", " ")
                self.found[key] = Actor(key, name, FACTION, party.id, "", (), faction.because)

    def person(self, name: str, party: str, role: str = "") -> str:
        """The id of a person of a party; added where it is new."""
        key = f"{PERSON}:{party}.{name}"
        self.found.setdefault(key, Actor(key, name, PERSON, party, role))
        return key

    def other(self, name: str, country: str = "", role: str = "") -> str:
        """The id of somebody who is no party; added where it is new."""
        key = f"{OTHER}:{name.casefold()}"
        self.found.setdefault(key, Actor(key, name, OTHER, country, role))
        return key

    def stands_in(self, actor: str, item: str) -> None:
        """Notes that an actor is named in an item."""
        self.items.setdefault(actor, {})[item] = None


def evidence_links(cast: Cast, items: Iterable[EvidenceItem]) -> Iterator[Link]:
    """Every link of the accepted items; ``cast`` is filled with whom they name."""
    lexicon = Lexicon(cast.situation)
    memories: dict[str, Memory] = {}
    for item in items:
        if item.status != "accepted" or not (item.actors or item.speaker):
            continue
        read = actors(item.quote, lexicon, memories.get(item.source))
        memories[item.source] = memories.get(item.source, Memory()).after(read)
        speaker = None if item.speaker is None else _stand(item, item.speaker, cast, read)
        named = [_stand(item, one, cast, read) for one in item.actors]
        stands = [one for one in named if one is not None]
        yield from _of_item(item, speaker, stands)


def _stand(item: EvidenceItem, mention: Mention, cast: Cast, read: list[Read]) -> Stand | None:
    """Step 1."""
    span = mention.span
    start = -1 if span is None else span[0] - item.span[0]
    end = -1 if span is None else span[1] - item.span[0]
    here = [one for one in read if one.span[0] < end and start < one.span[1]]
    one = max(here, key=lambda r: min(end, r.span[1]) - max(start, r.span[0]), default=None)
    party = mention.party or ("" if one is None else one.party)
    if not mention.party and PLACE in (mention.role, "" if one is None else one.role):
        return None
    if party:
        if one is not None and one.person and one.party in ("", party):
            cast.stands_in(cast.person(one.person, party, one.role), item.id)
        cast.stands_in(party, item.id)
        return Stand(party, start, mention.role)
    words = " ".join(item.quote[start:end].split()) if span else ""
    if one is not None:
        words = one.person or one.organisation or words
    if not words:
        return None
    words = re.sub(r"\A[Tt]he\s+", "", words)
    key = cast.other(words, one.country if one else "", one.role if one else mention.role)
    cast.stands_in(key, item.id)
    return Stand(key, start, mention.role)


def _of_item(item: EvidenceItem, speaker: Stand | None, stands: list[Stand]) -> Iterator[Link]:
    ground = Ground("item", item.id)
    joined: set[frozenset[str]] = set()
    for kind, first, second in (
        *_spoken(item, speaker, stands),
        *_met(item, speaker, stands),
        *_trusted(item, speaker, stands),
        *_mediated(stands),
    ):
        if first != second:
            joined.add(frozenset((first, second)))
            yield kind, first, second, ground, 0
    everybody = dict.fromkeys(one.actor for one in (*([speaker] if speaker else []), *stands))
    for first, second in combinations(everybody, 2):
        if frozenset((first, second)) not in joined:
            yield "named-together", first, second, ground, 0


Said = tuple[str, str, str]


def _spoken(item: EvidenceItem, speaker: Stand | None, stands: list[Stand]) -> Iterator[Said]:
    """Step 2."""
    if speaker is None:
        return
    for one in stands:
        before = item.quote[max(0, one.start - 60) : one.start] if one.start >= 0 else ""
        address = ADDRESS.search(before)
        told = address is not None and not DENIED.search(before[: address.start()])
        to = told and one.start > speaker.start >= 0
        kind = "speaks-to" if to or ADDRESSED.search(one.role) else "speaks-about"
        yield kind, speaker.actor, one.actor


def _met(item: EvidenceItem, speaker: Stand | None, stands: list[Stand]) -> Iterator[Said]:
    """Step 3; who only tells of the meeting is not at it."""
    if item.kind == "outlook" or item.polarity == "negative":
        return
    told_by = () if speaker is None or speaker.start < 0 else (speaker.start,)
    placed = [one for one in stands if one.start >= 0 and one.start not in told_by]
    for cue in MEETING.finditer(item.quote):
        if DENIED.search(item.quote[max(0, cue.start() - 60) : cue.start()]):
            continue
        before = dict.fromkeys(one.actor for one in placed if one.start < cue.start())
        after = dict.fromkeys(one.actor for one in placed if one.start >= cue.end())
        if cue[0].lower().endswith("between"):
            pairs = list(combinations(after, 2))
        elif after:
            pairs = [(a, b) for a in before for b in after]
        else:
            pairs = list(combinations(before, 2)) if cue[0].lower() in ("met", "meet") else []
        yield from (("meets", first, second) for first, second in pairs)


def _trusted(item: EvidenceItem, speaker: Stand | None, stands: list[Stand]) -> Iterator[Said]:
    """Step 4."""
    if item.kind == "outlook" or item.polarity == "negative":
        return
    placed = sorted(
        (one for one in (*([speaker] if speaker else []), *stands) if one.start >= 0),
        key=lambda one: one.start,
    )
    doubts = list(DOUBT.finditer(item.quote))
    trusts = [
        cue
        for cue in TRUST.finditer(item.quote)
        if not any(one.start() < cue.end() and cue.start() < one.end() for one in doubts)
    ]
    for cue in (*doubts, *trusts):
        before = [one for one in placed if one.start < cue.start()]
        after = [one for one in placed if cue.end() <= one.start <= cue.end() + NEAR]
        denied = DENIED.search(item.quote[max(0, cue.start() - 60) : cue.start()])
        if not before or not after or (denied and cue in doubts):
            continue
        kind = "doubt" if denied or cue in doubts else "trust"
        yield kind, before[-1].actor, after[0].actor


def _mediated(stands: list[Stand]) -> Iterator[Said]:
    """Step 5; mediators do not mediate with each other."""
    mediators = dict.fromkeys(one.actor for one in stands if is_mediator(one.role))
    for first in mediators:
        for one in stands:
            if one.actor not in mediators:
                yield "mediates", first, one.actor
