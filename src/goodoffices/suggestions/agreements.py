"""Two parties agreed to something → a candidate term: an option of the one and one of the other.

Steps: (1) a verb of agreeing, without *not*, *could* or *if* before it; (2) two parties that are
named before it, or one before and one behind it; (3) what it is about, matched with the options of
each of the two; an option that matches nothing stays ``?``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goodoffices.evidence.item import EvidenceItem
from goodoffices.model.expression import And, as_literal
from goodoffices.model.situation import Situation
from goodoffices.reading.holders import Actor
from goodoffices.suggestions.fragments import term_insert
from goodoffices.suggestions.matching import ENOUGH, NEAR, Target, likeness
from goodoffices.suggestions.named import parties_in
from goodoffices.suggestions.phrases import content, id_of
from goodoffices.suggestions.rules import AGREED, NOT_AGREED
from goodoffices.suggestions.suggestion import BLANK, NEW, TERM, UNKNOWN, Match, Suggestion

REACH = 60
"""How many characters before a verb of agreeing may deny it."""
LEAD = re.compile(
    r"\W*(?:s\b\s*)?(?:(?:an?|the|its|their)\s+)?(?:[\w-]+\s+){0,2}?(?:proposals?|plans?|offers?|"
    r"accords?|agreements?|deals?|understandings?|documents?|memorandum|pacts?|terms)\b\s*"
    r"(?:(?:from|by|with|between|and)\b\s*)*(?:to|on|for|of|that|over|about)?\b\s*",
    re.IGNORECASE,
)
"""What only says that it is an agreement: *the proposal to …*, *an accord with … on …*."""
END = re.compile(r"[;.!?]|,\s+(?:but|while|which|who|after|as|despite|although)\b")


def agreements(item: EvidenceItem, situation: Situation) -> Iterator[Suggestion]:
    """The term that what was agreed would be."""
    if item.kind not in ("fact", "statement"):
        return
    quote = item.quote
    for found in AGREED.find(quote):
        named = parties_in(quote, situation)
        if any(NOT_AGREED.find(quote[max(0, found.start - REACH) : found.start])):
            continue
        stop = END.search(quote, found.end)
        about = quote[found.end : stop.start() if stop else len(quote)].strip()
        two = _two(named, found.start, found.end + len(about), quote)
        if two is not None and content(about):
            yield _term(item, situation, two, about)
            return


def _two(named: list[Actor], start: int, end: int, quote: str) -> tuple[str, str] | None:
    """The two parties of an agreement: the last before the verb, and another near it."""
    begin = max((match.end() for match in re.finditer(r"[;:]", quote[:start])), default=0)
    before = [one.party for one in named if begin <= one.span[0] < start]
    behind = [one.party for one in named if start <= one.span[0] < end]
    parties = list(dict.fromkeys(before))
    if len(parties) == 1:
        parties += [party for party in dict.fromkeys(behind) if party not in parties][:1]
    return (parties[0], parties[1]) if len(parties) == 2 else None


def _as_in_file(two: tuple[str, str], situation: Situation) -> list[str]:
    return [party.id for party in situation.parties if party.id in two]


def _term(item: EvidenceItem, situation: Situation, two: tuple[str, str], about: str) -> Suggestion:
    plain = about
    for one in reversed(parties_in(about, situation)):
        plain = f"{plain[: one.span[0]]} {plain[one.span[1] :]}"
    lead = LEAD.match(plain)
    plain = plain[lead.end() :] if lead else plain
    matches = tuple(
        _option(party, about, plain, situation) for party in _as_in_file(two, situation)
    )
    says = " and ".join(one.target or UNKNOWN for one in matches)
    known = {*situation.names, *(one.id for one in situation.parties)}
    name = id_of(plain, known, "agreement")
    filled = UNKNOWN not in says.split()
    return Suggestion(
        "",
        TERM,
        item,
        AGREED.id,
        says,
        matches,
        (term_insert(says, name),) if filled else (),
        name=name,
        status=NEW if filled else BLANK,
        notes=("a term cannot say what it rests on: the item stands beside it as a comment",),
    )


def _option(party: str, about: str, plain: str, situation: Situation) -> Match:
    """The option of one party that is most like what was agreed, by itself or through a term."""
    words = content(plain)
    scored: dict[str, float] = {}
    for option in situation.party(party).options:
        target = Target("option", option.name, (option.does, option.id.replace("_", " ")), party)
        scored[option.name] = max(likeness(words, content(one)) for one in target.phrases)
    for term in situation.terms:
        parts = term.means.children() if isinstance(term.means, And) else (term.means,)
        literals = [literal[0] for part in parts if (literal := as_literal(part)) and literal[1]]
        if len(literals) < len(parts):
            continue
        score = max(
            likeness(words, content(one)) for one in (term.id.replace("_", " "), term.words)
        )
        for name in literals:
            if name in scored:
                scored[name] = max(scored[name], score)
    order = sorted(scored, key=lambda name: -scored[name])
    near = tuple(f"option {name} ({round(scored[name])})" for name in order if scored[name] >= NEAR)
    role = f"option of {party}"
    if order and scored[order[0]] >= ENOUGH:
        return Match(role, about, "option", order[0], round(scored[order[0]]), near[1:4])
    return Match(role, about, near=near[:3])
