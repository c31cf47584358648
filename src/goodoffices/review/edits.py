"""What an analyst may change in a proposal, each from a line of text; every word verbatim.

Each function takes a draft, what was typed, and the situation; it gives the draft with the change,
or raises ``RequestError`` with what was found, what is expected and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from goodoffices.errors import RequestError, nearest, one_of
from goodoffices.evidence.claim import Claim, check_claim, parse_claim
from goodoffices.evidence.item import KINDS, Attribution, Mention, Part, Span, ToldCause
from goodoffices.model.parser import ExpressionError
from goodoffices.model.situation import Situation
from goodoffices.reading.proposal import Proposal
from goodoffices.review.draft import Draft
from goodoffices.review.scales import CREDIBILITY

POLARITIES = ("positive", "negative")
Told = TypeVar("Told", ToldCause, Attribution)
NONE = "-"
"""What is typed to leave a field empty."""


class ClaimError(RequestError):
    """A claim that cannot be read; ``offset``: where in its text, from 0."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def kind(draft: Draft, typed: str, situation: Situation) -> Draft:
    """One of the four kinds of sentence, or its beginning."""
    return _with(draft, kind=_word(typed, KINDS, "kind of sentence"))


def polarity(draft: Draft, typed: str, situation: Situation) -> Draft:
    """Whether it is said to be or not to be."""
    return _with(draft, polarity=_word(typed, POLARITIES, "polarity"))


def speaker(draft: Draft, typed: str, situation: Situation) -> Draft:
    """``author``, the party whose words they are, or ``-`` for somebody who is no party."""
    known = [party.id for party in situation.parties]
    before = draft.proposal.speaker
    if typed == "author":
        return _with(draft, speaker=None)
    if typed == NONE:
        if before is None or before.span is None:
            raise RequestError("nobody is named as the speaker here; expected author or a party")
        return _with(draft, speaker=Mention(before.span))
    if typed not in known:
        expected = one_of(["author", *known, NONE])
        hint = nearest(typed, ["author", *known])
        raise RequestError(f'unknown party "{typed}"; expected {expected}; {hint}'.rstrip("; "))
    return _with(draft, speaker=Mention(before.span if before else None, typed))


def condition(draft: Draft, typed: str, situation: Situation) -> Draft:
    """The words on which it depends, copied from the quotation; ``-`` for none."""
    return _with(draft, condition=_part(draft.proposal, typed))


def consequence(draft: Draft, typed: str, situation: Situation) -> Draft:
    """The words for what would follow, copied from the quotation; ``-`` for none."""
    return _with(draft, consequence=_part(draft.proposal, typed))


def causes(draft: Draft, typed: str, situation: Situation) -> Draft:
    """Which of the causes are kept, by their numbers; ``-`` for none."""
    return _with(draft, causes=_kept(draft.proposal.causes, typed, "cause"))


def attributions(draft: Draft, typed: str, situation: Situation) -> Draft:
    """Which of those who else speak are kept, by their numbers; ``-`` for none."""
    return _with(draft, attributions=_kept(draft.proposal.attributions, typed, "attribution"))


def span(draft: Draft, typed: str, situation: Situation) -> Draft:
    """Other words of the source as the quotation; parts that lie outside them are left out."""
    before = draft.proposal
    start, end = _stand(before.text, typed, before.span, "the source")

    def inside(one: Span | None) -> bool:
        return one is not None and start <= one[0] < one[1] <= end

    who = before.speaker
    if who is not None and who.span is not None and not inside(who.span):
        who = Mention(None, who.party) if who.party else None
    actors = tuple(one for one in before.actors if one.span is None or inside(one.span))
    hedges = tuple(one for one in before.hedges if inside(one))

    def kept(part: Part | None) -> Part | None:
        return part if part is not None and (part.span is None or inside(part.span)) else None

    return _with(
        draft,
        span=(start, end),
        quote=before.text[start:end],
        speaker=who,
        actors=actors,
        hedges=hedges,
        hedge_strength=before.hedge_strength if hedges else "",
        cue=kept(before.cue),
        condition=kept(before.condition),
        consequence=kept(before.consequence),
        causes=tuple(
            one for one in before.causes if all(map(inside, (one.cause, one.effect, one.cue)))
        ),
        attributions=tuple(
            _inside(one, inside)
            for one in before.attributions
            if inside(one.cue) and (inside(one.speaker.span) or one.speaker.party)
        ),
    )


def day(draft: Draft, typed: str, situation: Situation) -> Draft:
    """The day of which it speaks, such as 2024-12-01; ``-`` for none."""
    if typed == NONE:
        return _with(draft, date=None)
    try:
        return _with(draft, date=date.fromisoformat(typed))
    except ValueError:
        found = f'"{typed}" is no date; expected a date such as 2024-12-01, or {NONE} for none'
        raise RequestError(found) from None


def grade(draft: Draft, typed: str, situation: Situation) -> Draft:
    """The Admiralty digit of the information; ``-`` for none."""
    if typed != NONE and typed not in CREDIBILITY:
        raise RequestError(f'"{typed}" is no grade; expected 1 to 6, or {NONE} for none')
    return _with(draft, grade="" if typed == NONE else typed)


def claim(draft: Draft, typed: str, situation: Situation) -> Draft:
    """A formal reading, which the situation must be able to answer; ``-`` for none."""
    if typed != NONE:
        checked_claim(typed, situation)
    return replace(draft, claim="" if typed == NONE else typed)


FIELDS: dict[str, Callable[[Draft, str, Situation], Draft]] = {
    "kind": kind,
    "speaker": speaker,
    "polarity": polarity,
    "condition": condition,
    "consequence": consequence,
    "span": span,
    "claim": claim,
    "date": day,
    "causes": causes,
    "attributions": attributions,
    "grade": grade,
}
"""Field → what changes it, in the order in which they are offered."""


def checked_claim(text: str, situation: Situation) -> Claim:
    """The claim, about names of the situation alone. Raises ``ClaimError`` with its place."""
    try:
        found = parse_claim(text)
    except ExpressionError as error:
        told = [f"character {error.offset + 1}: {error.found}"]
        told += [f"expected {error.expected}"] if error.expected else []
        raise ClaimError("; ".join([*told, error.remedy]).rstrip("; "), error.offset) from None
    mistakes: list[tuple[int, str]] = []

    def unknown(what: str, name: str, known: tuple[str, ...]) -> None:
        word = re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", text)
        at = word.start() if word else 0
        expected = one_of(known) if known else f"no {what} is declared"
        message = f'character {at + 1}: unknown {what} "{name}"; expected {expected}'
        mistakes.append((at, f"{message}; {nearest(name, known)}".rstrip("; ")))

    check_claim(found, situation, unknown)
    if mistakes:
        at, message = min(mistakes)
        raise ClaimError(message, at)
    return found


def _kept(there: tuple[Told, ...], typed: str, what: str) -> tuple[Told, ...]:
    if typed == NONE:
        return ()
    numbers = re.split(r"[\s,]+", typed.strip())
    if not all(one.isdecimal() and 1 <= int(one) <= len(there) for one in numbers):
        known = f"1 to {len(there)}" if there else f"nothing: there is no {what} here"
        raise RequestError(
            f'"{typed}" is no number of a {what}; expected numbers of those to keep, {known}; '
            f"{NONE} for none"
        )
    kept = {int(one) for one in numbers}
    return tuple(one for at, one in enumerate(there, 1) if at in kept)


def _inside(one: Attribution, inside: Callable[[Span | None], bool]) -> Attribution:
    """With only those of its parts that lie inside other words of the quotation."""
    speaker = one.speaker if inside(one.speaker.span) else replace(one.speaker, span=None)
    return replace(one, speaker=speaker, said=one.said if inside(one.said) else None)


def _with(draft: Draft, **changes: object) -> Draft:
    return replace(draft, proposal=replace(draft.proposal, **changes))  # type: ignore[arg-type]


def _word(typed: str, known: tuple[str, ...], what: str) -> str:
    fitting = [one for one in known if typed and one.startswith(typed.lower())]
    if len(fitting) == 1:
        return fitting[0]
    hint = nearest(typed, known)
    raise RequestError(f'"{typed}" is no {what}; expected {one_of(known)}; {hint}'.rstrip("; "))


def _part(proposal: Proposal, typed: str) -> Part | None:
    if typed == NONE:
        return None
    start, end = proposal.span
    found = _stand(proposal.quote, typed, (0, end - start), "the quotation")
    return Part((found[0] + start, found[1] + start), " ".join(typed.split()))


def _stand(text: str, typed: str, near: Span, where: str) -> Span:
    """Where words stand in a text, white space aside; of several places the nearest to ``near``."""
    words = typed.split()
    if not words:
        raise RequestError(f"nothing was given; expected words of {where}")
    found = [match.span() for match in _pattern(words).finditer(text)]
    if found:
        return min(found, key=lambda one: (abs(one[0] - near[0]) + abs(one[1] - near[1]), one))
    count = len(words) - 1
    while count and not _pattern(words[:count]).search(text):
        count -= 1
    upto = f'; they do up to "{" ".join(words[:count])}"' if count else ""
    raise RequestError(
        f"these words do not stand in {where}{upto}; expected words copied from it to the letter"
    )


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in words))
