"""What agrees, what changed and what cannot both be so, in words, with every quotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodoffices.analyses.claims import ClaimAnswer
from goodoffices.brief.claim_words import claim_sentence
from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.words import Words, number, plural
from goodoffices.errors import one_of
from goodoffices.model.situation import Situation
from goodoffices.positions.account import Account
from goodoffices.positions.find import (
    AGAIN,
    CHANGED,
    CONTRADICTION,
    COPY,
    CORROBORATED,
    DENIES,
    DISAGREEMENT,
    MAYBE,
    PERHAPS,
    POSITION,
    Against,
    Positions,
    Same,
)
from goodoffices.positions.logic import DISJOINT, INSIDE, ORDER, OVERLAP

REASONS = {
    DISJOINT: "no feasible situation has both",
    OVERLAP: "there are feasible situations in which it would both stay and leave",
    INSIDE: "the party leaves every feasible situation that is said to hold",
    ORDER: "no order of the feasible situations has both",
}
TEXTUAL = {
    DISJOINT: "one says that it is not what the other says",
    OVERLAP: "the party stays and leaves in the same situations",
    INSIDE: "the party leaves what is said to hold",
    ORDER: "one wants, or puts first, what the other does not",
}
SAME = {
    CORROBORATED: "The same claim from another source",
    AGAIN: "The same claim by the same speaker in another source",
    COPY: "The same words in another source: a copy, no second witness",
    PERHAPS: "Perhaps the same: worded alike",
}
AGAINST = {
    POSITION: "A changed position",
    CHANGED: "What is told to hold has changed",
    CONTRADICTION: "A contradiction: both cannot be so",
    DISAGREEMENT: "A disagreement between speakers",
    MAYBE: "Perhaps against each other: worded alike, and one of them denies",
}
MOST_QUOTED = 4
"""Accounts of a group that are quoted; the others are named. JSON has all of them."""
EMPTY = "Nothing is told twice, changed or contradicted."


class PositionWords:
    """What was found in one case."""

    def __init__(self, found: Positions, situation: Situation) -> None:
        self.found, self.situation, self.words = found, situation, Words(situation)

    def lines(self, most: int) -> Iterator[Line]:
        """Everything, at most so many of each kind."""
        found = self.found
        for kind, heading in AGAINST.items():
            yield from self.part(heading, [a for a in found.against if a.kind == kind], most)
        answers = found.model
        if answers:
            yield Heading(f"What the model contradicts ({len(answers)})")
            for account, answer in answers[:most]:
                yield from self.account(account)
                yield f"   {claim_sentence(answer, self.situation)}"
                yield ""
            yield from self.rest(len(answers), most)
        for kind, heading in SAME.items():
            yield from self.part(heading, [s for s in found.same if s.kind == kind], most)
        if not (found.same or found.against or found.model):
            yield EMPTY
        yield self.counted()
        if found.textual:
            yield self.too_large()

    def part(self, heading: str, every: Sequence[Same | Against], most: int) -> Iterator[Line]:
        if not every:
            return
        yield Heading(f"{heading} ({len(every)})")
        for one in every[:most]:
            yield from self.same(one) if isinstance(one, Same) else self.against(one)
            yield ""
        yield from self.rest(len(every), most)

    def rest(self, count: int, most: int) -> Iterator[Line]:
        if count > most:
            yield f"{count - most} more are not shown (--limit)."
            yield ""

    def against(self, one: Against) -> Iterator[Line]:
        """Both sides, and why they cannot both be so."""
        in_time = one.kind in (POSITION, CHANGED) or (one.kind == MAYBE and one.ordered)
        if one.kind == POSITION:
            yield self.whose(one)
        for side, word in ((one.first, "first"), (one.second, "then")):
            yield from self.account(side[0], f"{word}: " if in_time and one.ordered else "")
            if len(side) > 1:
                says = "says" if len(side) == 2 else "say"
                yield f"   the same {says} {one_of(other.id for other in side[1:])}"
        yield f"   Why: {self.reason(one)}."
        if not one.ordered and in_time:
            yield "   Order not known: not both have a date."
        elif not one.ordered and one.party:
            yield "   Order not known: it may also be a changed position."
        elif one.kind == MAYBE and one.party and one.ordered:
            yield f"   {self.whose(one)} it may also be a changed position."
        if one.others:
            yield "   Different voices tell of it: they may also differ."

    def whose(self, one: Against) -> str:
        name = self.words.party(one.party)
        return f"{name[:1].upper()}{name[1:]}:"

    def reason(self, one: Against) -> str:
        """Why both cannot be so, as a clause."""
        if one.rule == DENIES:
            return f"worded alike to {one.score:g} of 100, and one of them denies"
        return (TEXTUAL if self.found.textual else REASONS)[one.rule]

    def same(self, one: Same) -> Iterator[Line]:
        """All who say it."""
        for account in one.accounts[:MOST_QUOTED]:
            yield from self.account(account)
            if account.id in one.copied and one.kind != COPY:
                yield "   (a copy of the words above: no further witness)"
        more = [account.id for account in one.accounts[MOST_QUOTED:]]
        if more:
            yield f"   and {number(len(more))} more: {one_of(more)}"
        yield f"   Why: {self.likeness(one)}."

    def likeness(self, one: Same) -> str:
        """Why they are taken to say the same, as a clause."""
        if one.score is not None:
            alike = f"worded alike to {one.score:g} of 100"
            if len({account.words for account in one.accounts}) == 1:
                alike = "the same words"
            return alike + ("; but names or numbers in them differ" if one.differ else "")
        return "the claims are " + (
            "written alike" if self.found.textual else "true in the same situations"
        )

    def account(self, one: Account, before: str = "") -> Iterator[Line]:
        """One quotation with everything that one asks about it."""
        when = one.date.isoformat() if one.date else "undated"
        yield f"• {before}“{' '.join(one.item.quote.split())}”"
        status = "" if one.item.status == "accepted" else f", {one.item.status}"
        of = f"{one.source.words}{f', {one.source.publisher}' if one.source.publisher else ''}"
        yield f"   {one.id}{status}: {one.item.kind} by {self.speaker(one)}, {when} ({of})"
        if one.item.claim is not None:
            yield f"   claim: {one.item.claim.text}"

    def speaker(self, one: Account) -> str:
        """Who says it."""
        said = one.item.speaker
        if said is None:
            return "the author"
        name = self.words.party(said.party) if said.party else ""
        if said.span is None:
            return name or "somebody"
        quoted = " ".join(one.source.text[slice(*said.span)].split())
        return f"{quoted} ({name})" if name and name.lower() not in quoted.lower() else quoted

    def counted(self) -> str:
        """What was compared."""
        found = self.found
        items = plural(len(found.accounts), "item")
        text = f"{items} compared, {number(found.claims)} with a claim."
        return text[:1].upper() + text[1:]

    def too_large(self) -> str:
        """That meaning was not looked at."""
        return f"Claims were compared by their text alone: {self.found.textual}"

    def data(self) -> dict[str, object]:
        """Plain data for ``--format json``."""
        found = self.found
        return {
            "items": len(found.accounts),
            "claims": found.claims,
            "by_text_alone": found.textual or None,
            "same": [
                {
                    "kind": one.kind,
                    "items": [self.told(account) for account in one.accounts],
                    "copied": list(one.copied),
                    "score": one.score,
                    "names_or_numbers_differ": one.differ,
                    "reason": self.likeness(one),
                }
                for one in found.same
            ],
            "against": [
                {
                    "kind": one.kind,
                    "first": [self.told(account) for account in one.first],
                    "second": [self.told(account) for account in one.second],
                    "rule": one.rule,
                    "score": one.score,
                    "reason": self.reason(one),
                    "party": one.party or None,
                    "ordered": one.ordered,
                    "different_voices": one.others,
                }
                for one in found.against
            ],
            "model": [self.contradicted(*one) for one in found.model],
        }

    def contradicted(self, account: Account, answer: ClaimAnswer) -> dict[str, object]:
        """An account that the model contradicts."""
        reason = claim_sentence(answer, self.situation)
        return (
            {"item": self.told(account), "reason": reason}
            | answer.as_dict()
            | {"item": self.told(account)}
        )

    def told(self, one: Account) -> dict[str, object]:
        """One account as plain data."""
        claim = one.item.claim
        return {
            "id": one.id,
            "source": one.source.key,
            "title": one.source.title or None,
            "publisher": one.source.publisher or None,
            "date": one.date.isoformat() if one.date else None,
            "span": list(one.item.span),
            "quote": one.item.quote,
            "kind": one.item.kind,
            "speaker": self.speaker(one),
            "party": one.voice[1] if one.voice[0] == "party" else None,
            "status": one.item.status,
            "claim": claim.text if claim else None,
        }
